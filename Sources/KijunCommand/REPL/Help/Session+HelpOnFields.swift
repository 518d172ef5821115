import Kijun
import KijunSheets
import KijunSyntax

/// What `:help` says of a field or column: what it is, where it stands, which values it has.
extension Session {
    func help(onField place: FieldPlace) -> [String] {
        let field = place.field
        let table = place.path.split(separator: ".").dropLast().joined(separator: ".")
        let names = NameText.all([field.name] + field.aliases, language)
        var lines = [(table.isEmpty ? "" : NameText.path(table, in: program, language) + ".") + names]
        lines[0] = line(lines[0], at: field.span)
        var facts = [table.isEmpty ? says("項目", "field") : says("表の列", "column"), TypeText(program, language: language).words(field.type)]
        if let fallback = field.fallback {
            let value = ValueText(program: program, language: language).line(fallback, as: field.type)
            facts.append(says("空欄のときは \(value)", "\(value) where it is blank"))
        } else if field.mayBeBlank, field.record == nil {
            facts.append(says("空欄でもよい", "may be blank"))
        }
        lines.append("  " + facts.joined(separator: says("・", " · ")))
        lines += field.doc.filter { !$0.isEmpty }.map { "  " + $0 }
        let forms = place.locators(in: program)
        for (form, locator) in forms {
            let start = forms.count > 1 ? says("場所（\(form)）: ", "where (\(form)): ") : says("場所: ", "where: ")
            lines.append("  " + start + locator.words[language])
        }
        if program.forms.isEmpty { lines.append("  " + says("様式はない（調書の名前で読む）", "no form: read by its name")) }
        lines += values(of: place)
        let readers = program.readers(of: .field(place.path)).map { NameText.of(program.rules[$0], in: program, language) }
        let shown = readers.prefix(12).joined(separator: says("、", ", "))
        let more = readers.count > 12 ? says(" ほか \(readers.count - 12)", " and \(readers.count - 12) more") : ""
        lines.append("  " + (readers.isEmpty ? says("どの規則も読まない", "no rule reads it") : says("これを読むもの: ", "read by: ") + shown + more))
        return lines
    }

    /// The value on the sheet that questions are about, and what all sheets have.
    private func values(of place: FieldPlace) -> [String] {
        guard !sheets.isEmpty, place.field.record == nil, let checked = program.question(place.path, state.rules) else { return [] }
        let evaluation = Evaluation(checked, state.set, only: [], limits: console.work.limits)
        guard evaluation.stop == nil, let index = checked.expressions.indices.last else { return [] }
        let texts = ValueText(program: program, language: language, spellsMarks: true)
        let type = place.field.type
        var lines: [String] = []
        if let sheet, place.indices.count == 1 {
            let explanation = evaluation.explanation(ofField: place.indices[0], sheet: sheet)
            let text = ExplanationText(evaluation, language: language, width: console.explanationWidth)
            let cells = DiagnosticRenderer.visible(text.cells(explanation.root.cells))
            let value = DisplayWidth.truncated(texts.line(explanation.root.value, as: type), to: 60)
            lines.append("  \(sheets[sheet].name): \(value)\(cells.isEmpty ? "" : "   " + cells)")
        }
        var seen = SeenValues(type: type)
        for sheet in sheets.indices { seen.add(evaluation.value(ofExpression: index, sheet: sheet)) }
        return lines + seen.lines(texts, type, isColumn: place.indices.count > 1, language).map { "  " + $0 }
    }
}

/// The values of a field on all sheets, counted.
private struct SeenValues {
    private let isList: Bool
    private var counts: [Value: Int] = [:]
    private var order: [Value] = []
    private var blank = 0
    private var total = 0

    private static let maximumListed = 8

    init(type: Type) { if case .list = type { isList = true } else { isList = false } }

    mutating func add(_ value: Value) {
        switch value {
        case .list(let elements): for element in elements { add(element) }
        case .blank, .undetermined, .failed, .text(""):
            blank += 1
            total += 1
        default:
            total += 1
            if counts[value] == nil { order.append(value) }
            counts[value, default: 0] += 1
        }
    }

    func lines(_ texts: ValueText, _ type: Type, isColumn: Bool, _ language: Language) -> [String] {
        guard total > 0 else { return [] }
        var element = type
        while case .list(let inner) = element { element = inner }
        func shown(_ value: Value) -> String { DisplayWidth.truncated(texts.line(value, as: element), to: 30) }
        let isValue = isColumn || isList
        let unit = Wording(
            ja: isValue ? "値 \(total) 個のうち" : "調書 \(total) 件のうち",
            en: isValue ? "of \(total) \(total == 1 ? "value" : "values")" : "of \(total) \(total == 1 ? "sheet" : "sheets")")
        var lines: [String] = []
        let none = Wording(ja: "空欄: \(unit.ja) 0", en: "blank: none \(unit.en)")
        lines.append((blank == 0 ? none : Wording(ja: "空欄: \(unit.ja) \(blank)", en: "blank: \(blank) \(unit.en)"))[language])
        guard !order.isEmpty else { return lines }
        if order.count <= Self.maximumListed {
            let sorted = order.enumerated().sorted { a, b in
                let (first, second) = (counts[a.element] ?? 0, counts[b.element] ?? 0)
                return first == second ? a.offset < b.offset : first > second
            }
            let list = sorted.map { "\(shown($0.element)) (\(counts[$0.element] ?? 0))" }.joined(separator: language == .ja ? "、" : ", ")
            lines.append(Wording(ja: "値: ", en: "values: ")[language] + list)
        } else if case .number = element {
            let numbers = order.compactMap { value -> Number? in if case .number(let number) = value { number } else { nil } }
            if let least = numbers.min(), let most = numbers.max() {
                let (low, high) = (shown(.number(least)), shown(.number(most)))
                lines.append(
                    Wording(ja: "値: \(low) ～ \(high)（\(order.count) 種）", en: "values: \(low) to \(high), \(order.count) different ones")[
                        language])
            }
        } else {
            let list = order.prefix(5).map(shown).joined(separator: language == .ja ? "、" : ", ")
            lines.append(Wording(ja: "値: \(list) …（\(order.count) 種）", en: "values: \(list) … (\(order.count) different ones)")[language])
        }
        return lines
    }
}

extension CheckedProgram {
    /// The program asked for a name.
    fileprivate func question(_ path: String, _ rules: Rules) -> CheckedProgram? {
        var sources = rules.sources
        let (expression, problems) = Parser.parseExpression(sources.add(name: "<>", bytes: Array(path.utf8)))
        guard problems.isEmpty else { return nil }
        let (checked, diagnostics) = Checker.check(rules.trees, sources: sources, schema: rules.schema, questions: [expression])
        return diagnostics.contains { $0.severity == .error } ? nil : checked
    }
}
