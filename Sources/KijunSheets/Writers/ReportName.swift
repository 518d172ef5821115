public import Kijun

/// A name that the user asked for with `--only`, and what it stands for in the rules.
public struct ReportName: Sendable, Hashable {
    public enum Target: Sendable, Hashable {
        /// One of ``reserved``.
        case reserved(String)
        /// A field of the sheet.
        case field(Int)
        /// A column of a table of the sheet, or a member of a record such as the sums of a table.
        case column(table: Int, column: Int)
        case rule(RuleID)
    }

    /// As typed; the name of the column or member in the output.
    public let asked: String
    public let target: Target

    /// `sheet`, `title`, `source`, and the lists of the checks that failed or of what could not be told.
    public static let reserved = ["sheet", "title", "source", "failed", "undetermined"]

    /// Finds a field, definition, decision or check by its name or alias (`projects.share`, `取組の判定`), NFKC.
    /// - Returns: nil where there is none.
    public init?(_ asked: String, normalized name: String, in program: CheckedProgram) {
        self.asked = asked
        if let target = Self.target(of: name, in: program) {
            self.target = target
        } else if Self.reserved.contains(name) {
            target = .reserved(name)
        } else {
            return nil
        }
    }

    private static func target(of name: String, in program: CheckedProgram) -> Target? {
        let schema = program.schema
        guard let dot = name.lastIndex(of: ".") else {
            if let rule = rule(name, table: "", in: program) { return .rule(rule) }
            return schema.index(of: name).map { .field($0) }
        }
        let (table, column) = (String(name[..<dot]), String(name[name.index(after: dot)...]))
        let path = canonicalPath(table, in: program)
        if let rule = rule(column, table: path, in: program) { return .rule(rule) }
        guard let index = schema.index(of: table), let inner = schema.fields[index].record?.index(of: column) else { return nil }
        return .column(table: index, column: inner)
    }

    private static func rule(_ name: String, table: String, in program: CheckedProgram) -> RuleID? {
        program.rules.firstIndex { $0.table == table && ($0.name == name || $0.aliases.contains(name)) }
    }

    /// The path of a table by the names that the program gives it, whatever aliases were typed.
    private static func canonicalPath(_ path: String, in program: CheckedProgram) -> String {
        var schema: RecordSchema? = program.schema
        var names: [String] = []
        for part in path.split(separator: ".").map(String.init) {
            guard let index = schema?.index(of: part), let field = schema?.fields[index] else {
                let rule = names.isEmpty ? rule(part, table: "", in: program) : nil
                names.append(rule.map { program.rules[$0].name } ?? part)
                schema = nil
                continue
            }
            names.append(field.name)
            schema = field.record
        }
        return names.joined(separator: ".")
    }

    /// The fields of the sheets that names stand for or are columns of, as indices in the schema.
    public static func fields(of names: [ReportName]) -> [Int] {
        names.compactMap { name in
            switch name.target {
            case .field(let field), .column(let field, _): field
            case .reserved, .rule: nil
            }
        }
    }

    /// Every name that may be asked for, for suggestions.
    public static func all(in program: CheckedProgram) -> [String] {
        reserved + program.schema.fields.flatMap { [$0.name] + $0.aliases }
            + program.rules.flatMap { rule in
                ([rule.name] + rule.aliases).map { rule.table.isEmpty ? $0 : "\(rule.table).\($0)" }
            }
    }
}
