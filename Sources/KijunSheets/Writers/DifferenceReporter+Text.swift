import Kijun
import KijunSyntax

extension DifferenceReporter {
    /// How many sheets of one decision are listed unless all are asked for.
    static let maximumMoves = 50
    /// How many sheets of one check are.
    static let maximumChecks = 5

    /// The difference as people read it: by decision the matrix and what moved, the checks, the values, and a summary.
    ///
    /// - Parameters:
    ///   - listsAll: lists every sheet, and every changed value.
    ///   - listsValues: lists the sheets of changed values.
    public func text(listsAll: Bool = false, listsValues: Bool = false, colour: Bool = false) -> String {
        let paint = Paint(isOn: colour)
        guard !isEmpty else { return summary + "\n" }
        var text = heading
        for decision in difference.decisions { text += "\n" + self.text(of: decision, listsAll, paint) }
        text += checkText(listsAll, paint)
        text += valueText(listsAll, listsValues || listsAll)
        return text + "\n" + summary + "\n"
    }

    private var heading: String {
        let names = "\(DifferenceWords.old[language]) \(oldName) → \(DifferenceWords.new[language]) \(newName)"
        var text = DiagnosticRenderer.visible(names) + "\n"
        for (sheets, side) in [(onlyOld, DifferenceWords.old), (onlyNew, DifferenceWords.new)] where !sheets.isEmpty {
            let shown = sheets.prefix(10).map { DisplayWidth.truncated(DiagnosticRenderer.visible($0), to: 40) }
            let rest = sheets.count > 10 ? " … (\(sheets.count))" : ""
            text += "  " + Self.onOneSide(side, shown.joined(separator: ", ") + rest)[language] + "\n"
        }
        return text
    }

    private static func onOneSide(_ side: Wording, _ sheets: String) -> Wording {
        Wording(ja: "\(side.ja)だけで読めた調書（比べていません）: \(sheets)", en: "read on the \(side.en) side only, not compared: \(sheets)")
    }

    // MARK: Decisions

    private func text(of decision: OutcomeDifference, _ listsAll: Bool, _ paint: Paint) -> String {
        let pair = decision.pair
        var title = DiagnosticRenderer.visible(name(of: pair))
        if let before = oldName(of: pair) { title += " (\(DifferenceWords.old[language]) \(DiagnosticRenderer.visible(before)))" }
        guard decision.isCompared else {
            let side = pair.new == nil ? oldName : newName
            return "\(title)  \(Self.onlyIn(side, kind: pair.kind)[language]) \(distribution(decision))\n"
        }
        guard !decision.moved.isEmpty else {
            return "\(title)  \(Self.unmoved[language])  \(distribution(decision))\n"
        }
        let count = "\(decision.moved.count) / \(decision.matrix.total.count)"
        let unit = isOfRows(pair) ? Wording(ja: " 行", en: " rows")[language] : ""
        title += "  \(Wording(ja: "移動", en: "moved")[language]) \(count)\(unit)"
        if decision.isWeighed, let weight {
            let (moved, all) = (decision.matrix.moved, decision.matrix.total)
            title +=
                "  \(DiagnosticRenderer.visible(weight)) \(shownWeight(moved.weight))\(unknownMark(moved)) / \(shownWeight(all.weight))\(unknownMark(all))"
        }
        var text = title + "\n" + matrixText(of: decision, paint)
        let listed = listsAll ? decision.moved.count : min(Self.maximumMoves, decision.moved.count)
        if listed > 0 { text += "\n" }
        for move in decision.moved.prefix(listed) { text += self.text(of: report(move, in: decision), paint) }
        if decision.moved.count > listed { text += "  " + Self.more(decision.moved.count - listed)[language] + "\n" }
        return text
    }

    static func more(_ count: Int) -> Wording {
        Wording(ja: "… ほか \(count) 件（すべては --all か --format csv）", en: "… and \(count) more (--all or --format csv for all)")
    }

    private static let unmoved = Wording(ja: "移動なし", en: "nothing moved")

    private static func onlyIn(_ file: String, kind: RulePair.Kind) -> Wording {
        let file = DiagnosticRenderer.visible(file)
        return switch kind {
        case .decision: Wording(ja: "\(file) だけにある判定:", en: "a decision of \(file) alone:")
        case .check: Wording(ja: "\(file) だけにある検査:", en: "a check of \(file) alone:")
        case .definition: Wording(ja: "\(file) だけにある定義:", en: "definitions of \(file) alone:")
        }
    }

    /// `a 68 · c 31`, of the side that has the rule; of both NEW.
    private func distribution(_ difference: OutcomeDifference) -> String {
        let matrix = difference.matrix
        let isOfOld = difference.pair.new == nil
        let outcomes = isOfOld ? matrix.rows : matrix.columns
        let parts = outcomes.indices.prefix(12).map { index in
            let cell = isOfOld ? matrix.sum(ofRow: index) : matrix.sum(ofColumn: index)
            var text = "\(DisplayWidth.truncated(shown(outcomes[index], of: difference.pair), to: 40)) \(cell.count)"
            if difference.isWeighed {
                let name = index == 0 ? DiagnosticRenderer.visible(weight ?? "") + " " : ""
                text += " (\(name)\(shownWeight(cell.weight))\(unknownMark(cell)))"
            }
            return text
        }
        return parts.joined(separator: " · ") + (outcomes.count > 12 ? " · … (\(outcomes.count))" : "")
    }

    // MARK: What moved

    private func text(of move: MoveReport, _ paint: Paint) -> String {
        var text = "  " + Self.subject(move) + "  \(move.old.shown) → " + paint.yellow(move.new.shown)
        if let weight, let number = move.weight { text += "  (\(DiagnosticRenderer.visible(weight)) \(shownWeight(number)))" }
        text += "\n"
        let words = [DifferenceWords.old, DifferenceWords.new, DifferenceWords.values].map { $0[language] }
        let width = (move.reads.isEmpty ? words.prefix(2) : words[...]).map { DisplayWidth.of($0) }.max() ?? 0
        for (word, side) in [(words[0], move.old), (words[1], move.new)] {
            for line in lines(of: side) { text += "    \(DisplayWidth.padded(word, to: width))  \(line)\n" }
        }
        if !move.reads.isEmpty {
            let reads = move.reads.map { read in
                "\(read.name) = \(read.shown)"
                    + (read.at.isEmpty ? "" : " (\(DiagnosticRenderer.visible(CheckReport.places(read.at))))")
            }
            text += "    \(words[2])  " + reads.joined(separator: ", ") + "\n"
        }
        return text
    }

    /// `02-10  ICTの利活用の推進`, with the row in brackets.
    static func subject(_ move: MoveReport, titled: Bool = true) -> String {
        var text = DisplayWidth.truncated(DiagnosticRenderer.visible(move.sheet), to: 40)
        if let row = move.row { text += " [\(DisplayWidth.truncated(row, to: CheckReport.maximumLabel))]" }
        if titled, !move.title.isEmpty { text += "  " + DisplayWidth.truncated(DiagnosticRenderer.visible(move.title), to: 60) }
        return text
    }

    /// The deciding cases; where none decided, why.
    private func lines(of side: MoveReport.Side) -> [String] {
        switch side.state {
        case DecisionResult.State.noCase.rawValue: return [ReportWords.noCaseHolds[language]]
        case DecisionResult.State.undetermined.rawValue: return [ReportWords.waits(for: side.waiting, in: language)].filter { !$0.isEmpty }
        case "absent": return []
        default:
            return zip(side.places, side.cases).map { place, words in
                "\(DiagnosticRenderer.visible(place))  \(DisplayWidth.truncated(words, to: 100))"
            }
        }
    }

    // MARK: Checks

    private func checkText(_ listsAll: Bool, _ paint: Paint) -> String {
        var text = ""
        for check in difference.checks {
            guard check.isCompared else {
                let side = check.pair.new == nil ? oldName : newName
                text += "  \(DiagnosticRenderer.visible(name(of: check.pair)))  "
                text += "\(Self.onlyIn(side, kind: .check)[language]) \(distribution(check))\n"
                continue
            }
            for outcome in [RuleOutcome.decided(.yesno(false)), .undetermined, .decided(.yesno(true)), .absent] {
                let moved = check.moved.filter { $0.new == outcome }
                guard !moved.isEmpty else { continue }
                let mark =
                    switch outcome {
                    case .decided(.yesno(true)): paint.green("✓")
                    case .decided: isWarning(check.pair) ? paint.yellow("!") : paint.red("✗")
                    default: paint.yellow("?")
                    }
                text +=
                    "  \(mark) \(Self.newly(outcome, isWarning: isWarning(check.pair))[language])  \(DiagnosticRenderer.visible(name(of: check.pair)))  \(moved.count)\n"
                let listed = listsAll ? moved.count : min(moved.count, Self.maximumChecks)
                for move in moved.prefix(listed) {
                    let report = report(move, in: check)
                    let detail = detail(of: report)
                    text += "      \(Self.subject(report, titled: report.row == nil))" + (detail.isEmpty ? "" : "  \(detail)") + "\n"
                }
                if moved.count > listed { text += "      " + Self.more(moved.count - listed)[language] + "\n" }
            }
        }
        return text.isEmpty ? "" : "\n\(Wording(ja: "検査", en: "checks")[language])\n" + text
    }

    /// A failure of it does not count.
    func isWarning(_ pair: RulePair) -> Bool {
        guard case .check(let check)? = rule(of: pair)?.rule.body else { return false }
        return check.isWarning
    }

    /// - Parameter isWarning: a failure does not count.
    static func newly(_ outcome: RuleOutcome, isWarning: Bool) -> Wording {
        switch outcome {
        case .decided(.yesno(true)): Wording(ja: "新たに適合", en: "newly passing")
        case .decided where isWarning: Wording(ja: "新たに注意", en: "newly warning")
        case .decided: Wording(ja: "新たに不適合", en: "newly failing")
        case .absent: Wording(ja: "行がなくなった", en: "row gone")
        default: Wording(ja: "新たに未定", en: "newly undetermined")
        }
    }

    /// What a failed check says, before or after; what an undetermined one waits for.
    private func detail(of move: MoveReport) -> String {
        if move.new.state == CheckResult.State.undetermined.rawValue { return ReportWords.waits(for: move.new.waiting, in: language) }
        let side = move.new.message == nil ? move.old : move.new
        guard let message = side.message else { return "" }
        let was = move.new.message == nil ? Wording(ja: "旧: ", en: "was: ")[language] : ""
        let places = side.at.isEmpty ? "" : "  " + DiagnosticRenderer.visible(CheckReport.places(side.at))
        return was + DisplayWidth.truncated(DiagnosticRenderer.visible(message), to: 160) + places
    }

    // MARK: Values

    private func valueText(_ listsAll: Bool, _ listsChanges: Bool) -> String {
        let changed = difference.values.filter { !$0.changed.isEmpty }
        let width = min(changed.map { DisplayWidth.of(name(of: $0.pair)) }.max() ?? 0, 40)
        var text = ""
        for value in changed {
            text += "  \(DisplayWidth.padded(DiagnosticRenderer.visible(name(of: value.pair)), to: width))"
            text += "  \(value.changed.count) / \(value.total)"
            if let sum = value.sum, value.unknown < value.changed.count {
                let shown = rule(of: value.pair).map { $0.side.values.line(.number(sum), as: $0.rule.type) } ?? ""
                text += "  \(Wording(ja: "差の合計", en: "sum of differences")[language]) \(sum.isNegative || sum == .zero ? "" : "+")\(shown)"
            }
            if value.unknown > 0 { text += "  " + Wording(ja: "（不明 \(value.unknown)）", en: "(unknown: \(value.unknown))")[language] }
            text += "\n"
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
        if !text.isEmpty { text = "\n\(Wording(ja: "変わった値", en: "values changed")[language])\n" + text }
        for (isNew, file) in [(true, newName), (false, oldName)] {
            let names = difference.values.filter { !$0.isCompared && ($0.pair.new != nil) == isNew }.map { name(of: $0.pair) }
            guard !names.isEmpty else { continue }
            let shown = names.prefix(20).map(DiagnosticRenderer.visible).joined(separator: ", ")
            text += "\n\(Self.onlyIn(file, kind: .definition)[language]) \(shown)\(names.count > 20 ? ", … (\(names.count))" : "")\n"
        }
        return text
    }
}
