import Kijun
import KijunSheets
import KijunSyntax

/// The expression of `--weight`, checked under NEW, or under OLD where NEW lacks what it names.
struct ComparedWeight {
    let isOfNew: Bool
    /// The rules of that side with the weight as their only bare expression.
    let program: CheckedProgram

    /// - Throws: `.wrong`, with what is wrong told.
    init(_ text: String, old: Rules, new: Rules, on console: Console) throws(ExitStatus) {
        let (ofNew, problems, sources) = Self.checked(text, in: new)
        let (ofOld, _, _) = ofNew == nil ? Self.checked(text, in: old) : (nil, [], sources)
        guard let found = ofNew ?? ofOld, let expression = found.expressions.last else {
            if let column = Self.column(named: text, in: new.program) ?? Self.column(named: text, in: old.program) {
                console.tell([.weightIsColumn(text, table: column.table, column: column.name)])
                throw .wrong
            }
            let renderer = DiagnosticRenderer(sources: sources, language: console.language, usesColour: console.usesColour)
            console.tell(renderer.render(problems))
            throw .wrong
        }
        guard DifferenceWeight.table(of: expression) != nil else {
            console.tell([.badWeight(text)])
            throw .wrong
        }
        isOfNew = ofNew != nil
        program = found.asking([expression])
    }

    /// The table whose column the name is: alone it stands for the value of no sheet.
    private static func column(named text: String, in program: CheckedProgram) -> (table: String, name: String)? {
        let name = nfkc(text)
        guard program.schema.index(of: name) == nil else { return nil }
        for field in program.schema.fields {
            guard case .table = field.type, let record = field.record, let index = record.index(of: name) else { continue }
            guard case .number = record.fields[index].type else { continue }
            return (field.name, record.fields[index].name)
        }
        let rule = program.rules.first { rule in
            guard case .number = rule.type else { return false }
            return !rule.table.isEmpty && (rule.name == name || rule.aliases.contains(name))
        }
        return rule.map { ($0.table, $0.name) }
    }

    private static func checked(_ text: String, in rules: Rules) -> (CheckedProgram?, [Diagnostic], SourceMap) {
        var sources = rules.sources
        let (expression, problems) = Parser.parseExpression(sources.add(name: "--weight", bytes: Array(text.utf8)))
        guard !problems.contains(where: { $0.severity == .error }) else { return (nil, problems, sources) }
        let (program, found) = Checker.check(rules.trees, sources: sources, schema: rules.schema, questions: [expression])
        let errors = found.filter { $0.severity == .error }
        return (errors.isEmpty ? program : nil, errors, sources)
    }
}

extension Diagnostic {
    static func notTwoRuleFiles(_ files: [String]) -> Diagnostic {
        let shown = files.prefix(5).map { DiagnosticRenderer.visible($0) }.joined(separator: ", ") + (files.count > 5 ? ", …" : "")
        let message =
            files.count < 2
            ? Wording(
                ja: "比べる規則のファイルが\(files.isEmpty ? "ありません" : "一つだけです: \(shown)")",
                en: files.isEmpty ? "there are no rule files to compare" : "there is only one rule file: \(shown)")
            : Wording(ja: "規則のファイルが \(files.count) つあります: \(shown)", en: "there are \(files.count) rule files: \(shown)")
        return Diagnostic(
            .notTwoRuleFiles, at: .none, message,
            hint: files.count < 2
                ? Wording(ja: "kijun diff 旧.kijun 新.kijun 調書… の順に指定してください", en: "name them as in: kijun diff old.kijun new.kijun sheets/")
                : Wording(
                    ja: "比べるのは旧と新の二つです。ほかのファイルは、それぞれから use（読込）で読み込んでください",
                    en: "two are compared, the old and the new; let each of them `use` the other files it needs"))
    }

    static func badWeight(_ text: String) -> Diagnostic {
        let shown = DisplayWidth.truncated(DiagnosticRenderer.visible(text), to: 60)
        return Diagnostic(
            .badWeight, at: .none,
            Wording(
                ja: "--weight の「\(shown)」は、調書や行ごとの一つの数ではありません", en: "--weight: “\(shown)” is not one number of each sheet or row"),
            hint: Wording(
                ja: "調書ごとの数（例: total_cost、合計(事務事業.事業費)）か、表の数の列（例: 事務事業.事業費）を指定してください",
                en: "name a number of the sheet, as total_cost or sum(projects.cost), or a column of numbers, as projects.cost"))
    }

    static func weightIsColumn(_ text: String, table: String, column: String) -> Diagnostic {
        let shown = DisplayWidth.truncated(DiagnosticRenderer.visible(text), to: 60)
        return Diagnostic(
            .badWeight, at: .none,
            Wording(
                ja: "--weight の「\(shown)」は表「\(table)」の列で、調書ごとの一つの数ではありません",
                en: "--weight: “\(shown)” is a column of the table \(table), not one number of each sheet"),
            hint: Wording(
                ja: "調書ごとの合計なら '合計(\(table).\(column))'、行ごとの結果に付けるなら \(table).\(column) と書いてください",
                en: "write 'sum(\(table).\(column))' for the sum of each sheet, or \(table).\(column) for the results of rows"))
    }

    /// A field is read, not computed: `diff` has nothing to compare.
    static func notCompared(_ name: String) -> Diagnostic {
        let shown = DisplayWidth.truncated(DiagnosticRenderer.visible(name), to: 60)
        return Diagnostic(
            .unknownOnly, at: .none,
            Wording(ja: "--only の「\(shown)」は判定・検査・定義ではありません", en: "--only: “\(shown)” is no decision, check or definition"),
            hint: Wording(ja: "比べるのは規則の結果です", en: "what is compared are the results of rules"))
    }
}
