public import Kijun
import KijunSyntax

/// What a user asks to have explained.
public struct ExplainedName: Sendable {
    public enum Target: Sendable, Hashable {
        case rule(RuleID)
        /// A field of the sheet.
        case field(Int)
        /// A column of a table of the sheet, or a member of a record.
        case column(table: Int, column: Int)
        /// A `param`, by its index.
        case parameter(Int)
    }

    /// There is no such name, or several of it.
    public struct Unknown: Error {
        /// Names that end in what was asked for: `projects.share` for `share`.
        public let candidates: [String]
    }

    /// As typed.
    public let asked: String
    public let target: Target

    /// Finds a rule, field, column or parameter by its name or alias; a name on a table also without the table, where it is the
    /// only one.
    public static func find(_ asked: String, in program: CheckedProgram) -> Result<ExplainedName, Unknown> {
        let name = nfkc(asked)
        if let target = target(of: name, in: program) { return .success(ExplainedName(asked: asked, target: target)) }
        var found: [(name: String, target: Target)] = []
        for path in paths(in: program) where path.utf8.count > name.utf8.count && path.hasSuffix("." + name) {
            guard let target = target(of: path, in: program), !found.contains(where: { $0.target == target }) else { continue }
            found.append((path, target))
        }
        if found.count == 1 { return .success(ExplainedName(asked: asked, target: found[0].target)) }
        return .failure(Unknown(candidates: found.map(\.name)))
    }

    private static func target(of name: String, in program: CheckedProgram) -> Target? {
        switch ReportName(name, normalized: name, in: program)?.target {
        case .rule(let id): return .rule(id)
        case .field(let field): return .field(field)
        case .column(let table, let column): return .column(table: table, column: column)
        case .reserved, nil: break
        }
        return program.parameters.firstIndex { $0.name == name || $0.aliases.contains(name) }.map { .parameter($0) }
    }

    /// The names on tables, and the columns of tables.
    private static func paths(in program: CheckedProgram) -> [String] {
        ReportName.all(in: program).filter { $0.utf8.contains(UInt8(ascii: ".")) }
            + program.schema.fields.flatMap { field in
                (field.record?.fields ?? []).flatMap { inner in ([inner.name] + inner.aliases).map { "\(field.name).\($0)" } }
            }
    }

    /// Every name that may be asked for, for suggestions.
    public static func all(in program: CheckedProgram) -> [String] {
        ReportName.all(in: program).filter { !ReportName.reserved.contains($0) }
            + program.parameters.flatMap { [$0.name] + $0.aliases }
    }

    /// The rules that have to be evaluated for it.
    public var rules: [RuleID] { if case .rule(let id) = target { [id] } else { [] } }
}
