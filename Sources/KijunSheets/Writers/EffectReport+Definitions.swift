import Kijun
import KijunSyntax

// Definitions and computed columns: their type, between which values they lie, and which of them are others.
extension EffectReport {
    private static let maximumChanges = 3
    /// More different values than these are counted.
    private static let maximumValues = 8

    func lines(of change: RuleChanges.Change, _ value: DefinitionDifference) -> [String] {
        let pair = change.pair
        guard let rule = pair.new else { return [head(of: change, [])] }
        guard pair.old != nil else { return newLines(of: change, rule) }
        if isSingle(pair) { return [singleLine(of: change, rule, value)] }
        guard !value.changed.isEmpty else {
            return [
                head(of: change, [type(of: pair)].compactMap(\.self)),
                "  " + EffectWords.unmoved(isOfRows: reporter.isOfRows(pair))[language],
            ]
        }
        var parts = [reporter.counted(value.changed.count, of: value.total, pair)]
        // Values that are names are told as outcomes are.
        if let outcomes = value.outcomes {
            let lines = moveLines(of: change, outcomes.moved, in: outcomes) { move in
                guard let row = move.newRow else { return "" }
                return self.reason(of: rule, row: row)
            }
            return [head(of: change, parts + distribution(of: outcomes))] + lines
        }
        let steps = reporter.stepText(of: value).drop { $0 == " " }
        if !steps.isEmpty { parts.append(String(steps)) }
        var lines = [head(of: change, parts)]
        for item in value.changed.prefix(Self.maximumChanges) {
            let name = name(pair, sheet: item.sheet, old: item.oldRow, new: item.newRow)
            lines.append(DisplayWidth.truncated("  \(name): \(shown(item, in: value))", to: max(width, 60)))
        }
        let rest = value.changed.count - lines.count + 1
        if rest > 0 { lines.append("  " + EffectWords.more(rest)[language].drop { $0 == " " }) }
        return lines
    }

    /// `12.5% → 13.1%`, and what it waits for where it has no value any more.
    private func shown(_ change: DefinitionDifference.Change, in value: DefinitionDifference) -> String {
        let report = reporter.report(change, in: value)
        let reason = ReportWords.list(report.new.waiting, in: language)
        let shown = [report.old.shown, report.new.shown].map { DisplayWidth.truncated($0, to: 60) }.joined(separator: " → ")
        return shown + (reason.isEmpty ? "" : Wording(ja: "（\(reason)）", en: " (\(reason))")[language])
    }

    private func singleLine(of change: RuleChanges.Change, _ rule: RuleID, _ value: DefinitionDifference) -> String {
        if let item = value.changed.first { return head(of: change, [shown(item, in: value)]) }
        let now = now(rule)
        return head(of: change, [now + Wording(ja: "（\(EffectWords.unchanged.ja)）", en: " (\(EffectWords.unchanged.en))")[language]])
    }

    /// The value on the only sheet, or for all of them.
    private func now(_ rule: RuleID) -> String {
        guard let row = new.evaluation.rows(of: rule, sheet: difference.sheets.first?.new ?? 0).first else { return "" }
        let value = new.evaluation.value(of: rule, row: row)
        var text = new.values.line(value, as: new.program.rules[rule].type)
        switch new.program.rules[rule].type {
        // A table in one line is no help: `dept_total` shows it.
        case .table: if case .list(let rows) = value { text = EffectWords.rows(rows.count)[language] }
        default: text = DisplayWidth.truncated(text.isEmpty ? "\"\"" : text, to: max(width, 60) - 20)
        }
        let reason = reason(of: rule, row: row)
        return text + (reason.isEmpty ? "" : Wording(ja: "（\(reason)）", en: " (\(reason))")[language])
    }

    // MARK: New definitions

    /// Its type; over the sheets from which value to which it goes, or how often it has which; on one sheet its value.
    private func newLines(of change: RuleChanges.Change, _ rule: RuleID) -> [String] {
        let pair = change.pair
        var parts = [type(of: pair) ?? ""]
        if isSingle(pair) { return [head(of: change, parts + [now(rule)].filter { !$0.isEmpty })] }
        let isOfRows = reporter.isOfRows(pair)
        let own = new.program.rules[rule]
        // A table that is one for all sheets has its rows once, and has them without a sheet too.
        let rows =
            own.isOfSet
            ? Array(new.evaluation.rows(of: rule, sheet: 0)) : difference.sheets.flatMap { new.evaluation.rows(of: rule, sheet: $0.new) }
        if isOfRows { parts.append(EffectWords.rows(rows.count)[language]) }
        var (least, greatest): (Number?, Number?) = (nil, nil)
        var counts: [Value: Int] = [:]
        var open: [Int] = []
        for row in rows {
            switch new.evaluation.value(of: rule, row: row) {
            case .number(let number):
                if least.map({ number < $0 }) ?? true { least = number }
                if greatest.map({ number > $0 }) ?? true { greatest = number }
            case .blank, .undetermined, .failed: open.append(row)
            case .list, .record: break
            case let value: counts[value, default: 0] += 1
            }
        }
        func shown(_ value: Value) -> String {
            let text = new.values.line(value, as: own.type)
            return DisplayWidth.truncated(text.isEmpty ? "\"\"" : text, to: 30)
        }
        if let least, let greatest {
            let ends = [least, greatest].map { new.values.line(.number($0), as: own.type, thresholds: [least, greatest]) }
            parts.append(least == greatest ? ends[0] : Wording(ja: "\(ends[0])～\(ends[1])", en: "\(ends[0]) to \(ends[1])")[language])
        }
        if counts.count > Self.maximumValues {
            parts.append(Wording(ja: "\(counts.count) 通りの値", en: "\(counts.count) different values")[language])
        } else {
            let sorted = counts.map { (shown: shown($0), count: $1) }.sorted { ($1.count, $0.shown) < ($0.count, $1.shown) }
            parts += sorted.map { "\($0.shown) \($0.count)" }
        }
        guard let first = open.first else { return [head(of: change, parts)] }
        parts.append("\(DifferenceWords.noValue[language]) \(open.count)")
        let start = "  \(DifferenceWords.noValue[language])  \(EffectWords.counted(open.count, isOfRows: isOfRows)[language]): "
        let names = open.prefix(Self.maximumNames).map { name(pair, sheet: sheet(of: rule, row: $0), old: nil, new: $0) }
        var lines = [head(of: change, parts), start + listed(names, of: open.count, after: start)]
        let reason = reason(of: rule, row: first)
        if !reason.isEmpty { lines.append("    " + DisplayWidth.truncated("\(names[0]): \(reason)", to: max(width, 60) - 4)) }
        return lines
    }
}
