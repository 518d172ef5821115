import Kijun
import KijunSyntax

// What came out beside what was expected.
extension TestReport {
    /// Rows of one comparison that are told.
    private static let maximumRows = 5
    /// Lines of the explanation of one row.
    private static let maximumLinesOfRow = 8

    func entry(of comparison: ExpectationResult.Comparison, _ basis: ExpectationResult.Basis) -> ComparisonEntry {
        var sides = comparison.sides.map { side in
            ComparisonEntry.Side(
                text: Self.oneLine(program.sources.text(of: side.span)), value: side.value, shown: shown(side.value, as: side.type))
        }
        if let (rule, row) = comparison.rule, let state = basis.evaluation.decision(rule, row: row)?.state, state != .decided {
            sides[0] = ComparisonEntry.Side(text: sides[0].text, value: sides[0].value, shown: ReportWords.state(state)[language])
        }
        let (rows, more) = comparison.rows.map { self.rows($0, comparison, basis) } ?? ([], 0)
        return ComparisonEntry(
            sides: sides, expected: comparison.op.flatMap { op in sides.count > 1 ? words(op, sides[1].shown) : nil },
            difference: rows.isEmpty ? comparison.difference.map { difference($0) } : nil, rows: rows, moreRows: more)
    }

    private func words(_ op: Comparison.Operator, _ shown: String) -> String {
        switch op {
        case .equal: shown
        case .notEqual: Wording(ja: "\(shown) 以外", en: "other than \(shown)")[language]
        case .less: Wording(ja: "\(shown) 未満", en: "less than \(shown)")[language]
        case .lessOrEqual: Wording(ja: "\(shown) 以下", en: "\(shown) or less")[language]
        case .greater: Wording(ja: "\(shown) 超", en: "more than \(shown)")[language]
        case .greaterOrEqual: Wording(ja: "\(shown) 以上", en: "\(shown) or more")[language]
        case .within: Wording(ja: "\(shown) のどれか", en: "one of \(shown)")[language]
        }
    }

    // MARK: Rows

    private func rows(
        _ rows: ExpectationResult.Rows, _ comparison: ExpectationResult.Comparison, _ basis: ExpectationResult.Basis
    ) -> ([RowEntry], Int) {
        guard case .list(let got) = comparison.sides[0].value, case .list(let expected) = comparison.sides[1].value,
            case .list(let gotType) = comparison.sides[0].type, case .list(let expectedType) = comparison.sides[1].type
        else { return ([], 0) }
        let rule = program.rules[rows.rule]
        let labels = Reporter(basis.evaluation, sheets: [], language: language)
            .labels(of: rule.table, count: rows.all.count, sheet: basis.sheet)
        let text = ExplanationText(basis.evaluation, language: language)
        let entries = rows.differing.prefix(Self.maximumRows).map { place in
            let row = rows.all.lowerBound + place
            let state = basis.evaluation.decision(rows.rule, row: row)?.state ?? .decided
            let explanation = basis.evaluation.explanation(of: rows.rule, row: row).withoutComment
            let lines = text.lines(of: explanation, showsWhyNot: false).dropFirst()
            return RowEntry(
                name: labels.indices.contains(place) ? labels[place] : "\(place + 1)",
                got: state == .decided ? shown(got[place], as: gotType, of: rule) : ReportWords.state(state)[language],
                expected: shown(expected[place], as: expectedType, of: rule),
                explanation: cut(lines.map { $0.hasPrefix("  ") ? String($0.dropFirst(2)) : $0 }, to: Self.maximumLinesOfRow))
        }
        return (entries, rows.differing.count - entries.count)
    }

    // MARK: Differences

    private func difference(_ difference: ValueDifference) -> String {
        switch difference {
        case .number(let number, let type): return amount(number, type)
        case .years(let years):
            let number = years > 0 ? "+\(years)" : "\(years)"
            return language == .ja ? "\(number) 年" : "\(number) \(abs(years) == 1 ? "year" : "years")"
        case .text(let place, let first, let second):
            let (a, b) = (quoted(first), quoted(second))
            return Wording(ja: "\(place) 文字目から: \(a) と \(b)", en: "from character \(place): \(a) and \(b)")[language]
        case .list(let count, let other, let elements):
            var parts = elements.map { element in
                let member = element.member.map { ".\($0)" } ?? ""
                let (first, second) = (shown(element.first, as: element.type), shown(element.second, as: element.type))
                return "[\(element.place)]\(member) "
                    + Wording(ja: "結果 \(first) 期待 \(second)", en: "got \(first) expected \(second)")[language]
            }
            if count != other {
                parts.insert(Wording(ja: "\(count) 個と \(other) 個", en: "\(count) and \(other) elements")[language], at: 0)
            }
            return parts.joined(separator: language == .ja ? "、" : ", ")
        }
    }

    private func shown(_ value: Value?, as type: Type) -> String {
        guard let value else { return Wording(ja: "なし", en: "none")[language] }
        if case .mark = type, value == .text("") { return Wording(ja: "空欄", en: "blank")[language] }
        return values.line(value, as: type)
    }

    /// Of a check whether it passed.
    private func shown(_ value: Value, as type: Type, of rule: Rule) -> String {
        guard case .check = rule.body else { return shown(value, as: type) }
        switch value {
        case .yesno(true): return Wording(ja: "適合", en: "passed")[language]
        case .yesno(false): return Wording(ja: "不適合", en: "failed")[language]
        default: return ReportWords.state(.undetermined)[language]
        }
    }

    /// `+40 千円`, `-0.4 points`; what does not end as a decimal also as a fraction.
    private func amount(_ number: Number, _ type: Type) -> String {
        var kind = NumberType()
        if case .number(let found) = type { kind = found }
        let sign = number.isNegative ? "" : "+"
        let value = kind.isPercent ? number.shifted(powerOfTen: 2) ?? number : number
        var unit = kind.unit.isNone ? "" : " \(kind.unit.name)"
        if kind.isPercent { unit = language == .ja ? " ポイント" : " points" }
        let exact = value.isTerminating ? "" : " (\(value.plainText))"
        return sign + value.shown() + unit + exact
    }

    private func quoted(_ text: String) -> String {
        let text = DisplayWidth.truncated(DiagnosticRenderer.visible(text), to: 40)
        return language == .ja ? "「\(text)」" : "“\(text)”"
    }
}
