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
