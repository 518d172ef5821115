import Kijun
import KijunSyntax

// Decisions and checks: how many sheets came to which outcome, and which of them moved.
extension EffectReport {
    private static let maximumOutcomes = 12
    /// So many moves from one outcome to another are told of a rule; of one that was not changed itself fewer.
    private static let maximumMoves = (direct: 5, indirect: 3)
    /// So many names are looked up for a line.
    static let maximumNames = 12
    /// Of so many sheets that came to no result, or failed, it is told why.
    private static let maximumReasons = 2

    func lines(of change: RuleChanges.Change, _ difference: OutcomeDifference) -> [String] {
        let pair = change.pair
        guard pair.new != nil else { return [head(of: change, [])] }
        if isSingle(pair) { return singleLines(of: change, difference) }
        let isOfRows = reporter.isOfRows(pair)
        var parts: [String] = []
        if !change.isDirect, pair.old != nil {
            parts.append(reporter.counted(difference.moved.count, of: difference.matrix.total.count, pair))
        } else if isOfRows {
            parts.append(EffectWords.rows(difference.matrix.total.count)[language])
        }
        parts += distribution(of: difference)
        var lines = [head(of: change, parts)]
        if pair.old == nil {
            lines += openLines(of: pair)
        } else if difference.moved.isEmpty {
            lines.append("  " + EffectWords.unmoved(isOfRows: isOfRows)[language])
        } else {
            lines += moveLines(of: change, difference.moved, in: difference) { self.reasons(of: self.reporter.report($0, in: difference)) }
        }
        return lines + chosenLines(of: change, difference)
    }

    /// It has one result to tell: that of the only sheet, or one for all sheets.
    func isSingle(_ pair: RulePair) -> Bool {
        !reporter.isOfRows(pair) && (difference.sheets.count == 1 || reporter.isOfSet(pair))
    }

    // MARK: Distributions

    /// `a 68`, `c 31 → 24`, in the order of the outcomes.
    func distribution(of difference: OutcomeDifference) -> [String] {
        let matrix = difference.matrix
        let isCompared = difference.pair.old != nil
        var counts: [RuleOutcome: (before: Int, after: Int)] = [:]
        for (row, outcome) in matrix.rows.enumerated() { counts[outcome, default: (0, 0)].before = matrix.sum(ofRow: row).count }
        for (column, outcome) in matrix.columns.enumerated() { counts[outcome, default: (0, 0)].after = matrix.sum(ofColumn: column).count }
        let outcomes = matrix.outcomes.filter { $0 != .absent || isCompared }
        let parts = outcomes.prefix(Self.maximumOutcomes).map { outcome in
            let (before, after) = counts[outcome] ?? (0, 0)
            let name = DisplayWidth.truncated(reporter.shown(outcome, of: difference.pair), to: 40)
            return isCompared && before != after ? "\(name) \(before) → \(after)" : "\(name) \(after)"
        }
        let rest = outcomes.count - parts.count
        return parts + (rest > 0 ? [EffectWords.ways(rest)[language]] : [])
    }

    // MARK: Moves

    private struct Move: Hashable {
        let old: RuleOutcome
        let new: RuleOutcome
    }

    /// `  該当なし → a  68 件: 01-01、01-02 ほか 66 件`, the most frequent first.
    ///
    /// - Parameter reason: why a sheet has no result, or failed.
    func moveLines(
        of change: RuleChanges.Change, _ moved: [OutcomeDifference.Move], in difference: OutcomeDifference,
        _ reason: (OutcomeDifference.Move) -> String
    ) -> [String] {
        let pair = change.pair
        let isOfRows = reporter.isOfRows(pair)
        var groups: [(move: Move, first: [OutcomeDifference.Move], count: Int)] = []
        var places: [Move: Int] = [:]
        for move in moved {
            let key = Move(old: move.old, new: move.new)
            if let place = places[key] {
                groups[place].count += 1
                if groups[place].first.count < Self.maximumNames { groups[place].first.append(move) }
            } else {
                places[key] = groups.count
                groups.append((key, [move], 1))
            }
        }
        let sorted = groups.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
        let maximum = change.isDirect ? Self.maximumMoves.direct : Self.maximumMoves.indirect
        var lines: [String] = []
        for (move, first, count) in sorted.prefix(maximum) {
            let outcomes = [move.old, move.new].map { DisplayWidth.truncated(reporter.shown($0, of: pair), to: 40) }
            let start = "  \(outcomes[0]) → \(outcomes[1])  \(EffectWords.counted(count, isOfRows: isOfRows)[language]): "
            lines.append(start + listed(first.map { name(of: $0, pair) }, of: count, after: start))
            guard move.new.needsReason(of: pair) else { continue }
            for move in first.prefix(Self.maximumReasons) {
                let text = reason(move)
                if !text.isEmpty {
                    lines.append("    " + DisplayWidth.truncated("\(name(of: move, pair)): \(text)", to: max(width, 60) - 4))
                }
            }
        }
        let rest = sorted.dropFirst(maximum)
        if !rest.isEmpty {
            let count = EffectWords.counted(rest.map(\.count).reduce(0, +), isOfRows: isOfRows)[language]
            lines.append("  " + EffectWords.moves(rest.count, count)[language])
        }
        return lines
    }

    /// `02-10`, of a row `02-10 [3]`, where there is only one sheet `[3]`.
    private func name(of move: OutcomeDifference.Move, _ pair: RulePair) -> String {
        name(pair, sheet: move.sheet, old: move.oldRow, new: move.newRow)
    }

    func name(_ pair: RulePair, sheet: Int?, old: Int?, new: Int?) -> String {
        let name = DisplayWidth.truncated(DiagnosticRenderer.visible(reporter.sheet(sheet).name), to: 40)
        guard let row = reporter.label(pair, sheet, old: old, new: new) else { return name }
        let label = "[\(DisplayWidth.truncated(row, to: CheckReport.maximumLabel))]"
        return difference.sheets.count == 1 || sheet == nil ? label : "\(name) \(label)"
    }

    /// What is undetermined waits for, which cases are in conflict, what a failed check says.
    func reasons(of report: MoveReport) -> String {
        let side = report.new
        switch side.state {
        case DecisionResult.State.conflict.rawValue:
            let cases = side.cases.prefix(2).map { DisplayWidth.truncated($0, to: 40) }
            return Wording(ja: cases.map { "「\($0)」" }.joined(separator: " と "), en: cases.joined(separator: " | "))[language]
        case DecisionResult.State.undetermined.rawValue, "": return ReportWords.list(side.waiting, in: language)
        case CheckResult.State.failed.rawValue:
            return DiagnosticRenderer.visible(side.message ?? "") + (side.at.isEmpty ? "" : "  " + CheckReport.places(side.at))
        default: return ""
        }
    }

    // MARK: What is new

    /// Of a rule that was not there before the rows without a result, or that failed.
    private func openLines(of pair: RulePair) -> [String] {
        guard let rule = pair.new else { return [] }
        let isOfRows = reporter.isOfRows(pair)
        let open: [RuleOutcome] = pair.kind == .check ? [.decided(.yesno(false)), .undetermined] : [.conflict, .undetermined]
        var lines: [String] = []
        for outcome in open {
            // All are counted, for sheets that are not compared are in the columns too.
            let rows = new.evaluation.rows(of: rule, with: outcome, first: Int.max).filter { sheet(of: rule, row: $0) != nil }
            guard !rows.isEmpty else { continue }
            let start = "  \(reporter.shown(outcome, of: pair))  \(EffectWords.counted(rows.count, isOfRows: isOfRows)[language]): "
            let names = rows.prefix(Self.maximumNames).map { name(pair, sheet: sheet(of: rule, row: $0), old: nil, new: $0) }
            lines.append(start + listed(names, of: rows.count, after: start))
            for (row, name) in zip(rows, names).prefix(Self.maximumReasons) {
                let text = reason(of: rule, row: row)
                if !text.isEmpty { lines.append("    " + DisplayWidth.truncated("\(name): \(text)", to: max(width, 60) - 4)) }
            }
        }
        return lines
    }

    /// The place among the compared sheets.
    func sheet(of rule: RuleID, row: Int) -> Int? {
        guard let number = new.evaluation.sheet(of: rule, row: row) else { return nil }
        if difference.sheets.indices.contains(number), difference.sheets[number].new == number { return number }
        return difference.sheets.firstIndex { $0.new == number }
    }

    /// Why a row has no result, or failed; empty where it has one.
    func reason(of rule: RuleID, row: Int) -> String {
        switch new.program.rules[rule].body {
        case .decision:
            let report = new.decision(rule, row: row)
            guard report.state != .conflict else {
                let cases = new.evaluation.decision(rule, row: row)?.by.prefix(2) ?? []
                let texts = cases.map { DisplayWidth.truncated(DifferenceReporter.line(new.program.sources.text(of: $0)), to: 40) }
                return Wording(ja: texts.map { "「\($0)」" }.joined(separator: " と "), en: texts.joined(separator: " | "))[language]
            }
            return ReportWords.list(report.waiting, in: language)
        case .check(let check):
            guard let item = new.check(rule, check, rows: row..<(row + 1), sheet: 0).items.first else { return "" }
            if item.state == .undetermined { return ReportWords.list(item.waiting, in: language) }
            return DiagnosticRenderer.visible(item.message) + (item.at.isEmpty ? "" : "  " + CheckReport.places(item.at))
        case .definition: return ReportWords.list(new.evaluation.reasons(of: rule, row: row).map(new.waiting), in: language)
        }
    }

    // MARK: One sheet

    /// `judge: c → a`
    private func singleLines(of change: RuleChanges.Change, _ difference: OutcomeDifference) -> [String] {
        let pair = change.pair
        guard let rule = pair.new, let row = new.evaluation.rows(of: rule, sheet: self.difference.sheets.first?.new ?? 0).first else {
            return [head(of: change, [])]
        }
        let (text, outcome) = (result(of: pair, difference.moved.first), new.evaluation.outcome(of: rule, row: row))
        var line = head(of: change, [text])
        let reason = outcome.needsReason(of: pair) ? reason(of: rule, row: row) : ""
        if !reason.isEmpty { line += Wording(ja: "（\(reason)）", en: " (\(reason))")[language] }
        return [line]
    }

    /// `c → a`, `c（変わりません）`; of a rule that was not there before `c`.
    ///
    /// - Parameter move: of the sheet; nil where it did not move.
    private func result(of pair: RulePair, _ move: OutcomeDifference.Move?, sheet: Int? = 0) -> String {
        if let move { return "\(reporter.shown(move.old, of: pair)) → \(reporter.shown(move.new, of: pair))" }
        let number = sheet.flatMap { difference.sheets.indices.contains($0) ? difference.sheets[$0].new : nil } ?? 0
        guard let rule = pair.new, let row = new.evaluation.rows(of: rule, sheet: number).first else { return "" }
        let text = reporter.shown(new.evaluation.outcome(of: rule, row: row), of: pair)
        guard pair.old != nil else { return text }
        return text + Wording(ja: "（\(EffectWords.unchanged.ja)）", en: " (\(EffectWords.unchanged.en))")[language]
    }

    /// What the chosen sheet came to, where many are told of.
    private func chosenLines(of change: RuleChanges.Change, _ difference: OutcomeDifference) -> [String] {
        guard let chosen, !reporter.isOfRows(change.pair), change.pair.new != nil else { return [] }
        let move = difference.moved.first { $0.sheet == chosen }
        guard move != nil || change.isDirect else { return [] }
        let name = DisplayWidth.truncated(DiagnosticRenderer.visible(reporter.sheet(chosen).name), to: 40)
        return ["  \(name): \(result(of: change.pair, move, sheet: chosen))"]
    }
}

extension RuleOutcome {
    /// It is told why a sheet came to it.
    fileprivate func needsReason(of pair: RulePair) -> Bool {
        switch self {
        case .undetermined, .conflict: true
        case .decided(.yesno(false)): pair.kind == .check
        default: false
        }
    }
}
