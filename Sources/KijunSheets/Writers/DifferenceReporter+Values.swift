import Kijun
import KijunSyntax

// Definitions: those with few names as values like decisions, the others in a list.
extension DifferenceReporter {
    /// A definition with a matrix: the matrix, and a line for every sheet.
    func text(of value: DefinitionDifference, outcomes: OutcomeDifference, _ listsAll: Bool, _ paint: Paint) -> String {
        var text = changedTitle(of: outcomes) + "\n" + matrixText(of: outcomes, paint)
        let listed = listsAll ? value.changed.count : min(Self.maximumMoves, value.changed.count)
        if listed > 0 { text += "\n" }
        for change in value.changed.prefix(listed) {
            let report = report(change, in: value)
            text += "  " + Self.subject(report) + "  \(report.old.shown) → " + paint.yellow(report.new.shown)
            text += weightText(of: report) + "\n"
            if !report.reads.isEmpty { text += "    \(DifferenceWords.values[language])  \(readsText(of: report))\n" }
        }
        if value.changed.count > listed { text += "  " + Self.more(value.changed.count - listed)[language] + "\n" }
        return text
    }

    func valueText(_ listsAll: Bool, _ listsChanges: Bool) -> String {
        let changed = difference.values.filter { !$0.changed.isEmpty && $0.outcomes == nil }
        let width = min(changed.map { DisplayWidth.of(name(of: $0.pair)) }.max() ?? 0, 40)
        var text = ""
        for value in changed {
            text += "  \(DisplayWidth.padded(DiagnosticRenderer.visible(name(of: value.pair)), to: width))"
            text += "  " + counted(value.changed.count, of: value.total, value.pair)
            text += stepText(of: value) + "\n"
            guard listsChanges else { continue }
            let listed = listsAll ? value.changed.count : min(Self.maximumMoves, value.changed.count)
            for change in value.changed.prefix(listed) {
                let report = report(change, in: value)
                let (before, after) = (report.old.shown, report.new.shown)
                text +=
                    "      \(Self.subject(report))  \(DisplayWidth.truncated(before, to: 60)) → \(DisplayWidth.truncated(after, to: 60))\n"
            }
            if value.changed.count > listed { text += "      " + Self.more(value.changed.count - listed)[language] + "\n" }
        }
        if !text.isEmpty { text = "\n\(Wording(ja: "変わる値", en: "values changed")[language])\n" + text }
        for (isNew, file) in [(true, newName), (false, oldName)] {
            let names = difference.values.filter { !$0.isCompared && ($0.pair.new != nil) == isNew }.map { name(of: $0.pair) }
            guard !names.isEmpty else { continue }
            let shown = names.prefix(20).map(DiagnosticRenderer.visible).joined(separator: ", ")
            text += "\n\(Self.onlyIn(file, kind: .definition)[language]) \(shown)\(names.count > 20 ? ", … (\(names.count))" : "")\n"
        }
        return text
    }

    /// `  増 7 件 +1,200 千円、減 6 件 -300 千円、差引 +900 千円`; of percentages, whose sums say nothing, the counts alone.
    func stepText(of value: DefinitionDifference) -> String {
        var (ja, en): ([String], [String]) = ([], [])
        let (rows, isPercent) = (isOfRows(value.pair), isPercent(value.pair))
        let unit = rows ? "行" : "件"
        func signed(_ number: Number) -> String {
            let shown = rule(of: value.pair).map { $0.side.values.line(.number(number), as: $0.rule.type) } ?? ""
            return number.isNegative || number == .zero ? shown : "+" + shown
        }
        for (words, steps) in [(Wording(ja: "増", en: "up"), value.up), (Wording(ja: "減", en: "down"), value.down)] where steps.count > 0 {
            let sum = isPercent ? "" : " " + signed(steps.sum)
            ja.append("\(words.ja) \(steps.count) \(unit)\(sum)")
            en.append("\(words.en) \(steps.count)\(isPercent ? "" : ":" + sum)")
        }
        if value.up.count > 0, value.down.count > 0, !isPercent {
            ja.append("差引 \(signed(value.sum))")
            en.append("net \(signed(value.sum))")
        }
        if value.unknown > 0 {
            ja.append("片方が不明 \(value.unknown) \(unit)")
            en.append("unknown on one side \(value.unknown)")
        }
        guard !ja.isEmpty else { return "" }
        return "  " + Wording(ja: ja.joined(separator: "、"), en: en.joined(separator: ", "))[language]
    }

    private func isPercent(_ pair: RulePair) -> Bool {
        if case .number(let number)? = rule(of: pair)?.rule.type { number.isPercent } else { false }
    }
}
