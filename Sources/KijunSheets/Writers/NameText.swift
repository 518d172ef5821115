public import Kijun
public import KijunSyntax

/// Names as a user of a language reads them: of a name and its aliases the one that is in it.
public enum NameText {
    /// `取組の判定`; of a rule on a table with the table: `成果指標.達成率`.
    public static func of(_ rule: Rule, in program: CheckedProgram, _ language: Language) -> String {
        let name = best([rule.name] + rule.aliases, language)
        return rule.table.isEmpty ? name : "\(path(rule.table, in: program, language)).\(name)"
    }

    /// A table, a field or a column of one, by its path of names that the program gives.
    public static func path(_ path: String, in program: CheckedProgram, _ language: Language) -> String {
        var schema: RecordSchema? = program.schema
        var names: [String] = []
        for part in path.split(separator: ".").map(String.init) {
            let field = schema.flatMap { schema in schema.index(of: part).map { schema.fields[$0] } }
            let rule = names.isEmpty && field == nil ? program.rules.first { $0.table.isEmpty && $0.name == part } : nil
            names.append(best(field.map { [$0.name] + $0.aliases } ?? rule.map { [$0.name] + $0.aliases } ?? [part], language))
            schema = field?.record
        }
        return names.joined(separator: ".")
    }

    /// A place on a sheet, as it is typed: `事務事業["A-1"].事業費`.
    public static func path(_ path: SheetPath, in program: CheckedProgram, _ language: Language) -> String {
        var schema: RecordSchema? = program.schema
        let steps = path.steps.map { step -> SheetPath.Step in
            guard case .field(let name) = step else { return step }
            let field = schema.flatMap { schema in schema.index(of: name).map { schema.fields[$0] } }
            schema = field?.record
            return .field(field.map { best([$0.name] + $0.aliases, language) } ?? name)
        }
        return SheetPath(steps).text
    }

    /// A column of a sheet or table, by the name that the program gives it; what `select` names stays as it was written.
    public static func member(_ name: String, of record: RecordType, in program: CheckedProgram, _ language: Language) -> String {
        let table: String
        let schema: RecordSchema?
        switch record {
        case .sheet: (table, schema) = ("", program.schema)
        case .declared(let path): (table, schema) = (path, program.schema.record(at: path))
        case .anonymous: return name
        }
        if let schema, let index = schema.index(of: name) {
            return best([schema.fields[index].name] + schema.fields[index].aliases, language)
        }
        return program.rules.first { $0.table == table && $0.name == name }.map { best([$0.name] + $0.aliases, language) } ?? name
    }

    /// All names, the best one first: `取組の判定 / judge`.
    public static func all(_ names: [String], _ language: Language) -> String {
        let first = best(names, language)
        return ([first] + names.filter { $0 != first }).joined(separator: " / ")
    }

    /// The first name in the language, else the first.
    public static func best(_ names: [String], _ language: Language) -> String {
        names.first { name in name.utf8.contains { $0 >= 0x80 } == (language == .ja) } ?? names.first ?? ""
    }
}
