import Kijun
import KijunSyntax

extension DifferenceReporter {
    /// How many sheets of one decision are listed unless all are asked for.
    static let maximumMoves = 50
    /// How many sheets of one check are.
    static let maximumChecks = 5
    /// How many values of one move are, those first that changed.
    private static let maximumReads = 12

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
        for value in difference.values {
            if let outcomes = value.outcomes { text += "\n" + self.text(of: value, outcomes: outcomes, listsAll, paint) }
        }
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
        guard decision.isCompared else {
            let side = pair.new == nil ? oldName : newName
            return "\(title(of: pair))  \(Self.onlyIn(side, kind: pair.kind)[language]) \(distribution(decision))\n"
        }
        guard !decision.moved.isEmpty else {
            return "\(title(of: pair))  \(Self.unmoved[language])  \(distribution(decision))\n"
        }
        var text = changedTitle(of: decision) + "\n" + matrixText(of: decision, paint)
        let listed = listsAll ? decision.moved.count : min(Self.maximumMoves, decision.moved.count)
        if listed > 0 { text += "\n" }
        for move in decision.moved.prefix(listed) { text += self.text(of: report(move, in: decision), paint) }
        if decision.moved.count > listed { text += "  " + Self.more(decision.moved.count - listed)[language] + "\n" }
        return text
    }

    private func title(of pair: RulePair) -> String {
        let title = DiagnosticRenderer.visible(name(of: pair))
        guard let before = oldName(of: pair) else { return title }
        return title + " (\(DifferenceWords.old[language]) \(DiagnosticRenderer.visible(before)))"
    }

    /// `判定  16 件のうち 7 件で変わる  事業費 7,500 千円 のうち 3,000 千円`
    func changedTitle(of difference: OutcomeDifference) -> String {
        let pair = difference.pair
        var text = title(of: pair) + "  " + counted(difference.moved.count, of: difference.matrix.total.count, pair)
        guard difference.isWeighed else { return text }
        let moved = amount(difference.matrix.moved, of: pair)
        let all = amount(difference.matrix.total, of: pair)
        text += "  \(weightName) "
        text += Wording(ja: "\(all)\(all.last?.isNumber ?? false ? " " : "")のうち \(moved)", en: "\(moved) of \(all)")[language]
        return text
    }

    /// `16 件のうち 7 件で変わる`, of rows `30 行のうち 8 行で変わる`.
    func counted(_ count: Int, of total: Int, _ pair: RulePair) -> String {
        let isOfRows = isOfRows(pair)
        let unit = isOfRows ? "行" : "件"
        let verb = pair.kind == .definition ? "changed" : "moved"
        return Wording(
            ja: "\(total) \(unit)のうち \(count) \(unit)で変わる", en: "\(verb) \(count) of \(total)\(isOfRows ? " rows" : "")")[language]
    }

    static func more(_ count: Int) -> Wording {
        Wording(ja: "… ほか \(count) 件（すべては --all か --format csv）", en: "… and \(count) more (--all or --format csv for all)")
    }

    private static let unmoved = Wording(ja: "変わらない", en: "nothing moved")

    static func onlyIn(_ file: String, kind: RulePair.Kind) -> Wording {
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
                let name = index == 0 ? weightName + " " : ""
                text += " (\(name)\(amount(cell, of: difference.pair)))"
            }
            return text
        }
        return parts.joined(separator: " · ") + (outcomes.count > 12 ? " · … (\(outcomes.count))" : "")
    }

    // MARK: What moved

    private func text(of move: MoveReport, _ paint: Paint) -> String {
        var text = "  " + Self.subject(move) + "  \(move.old.shown) → " + paint.yellow(move.new.shown)
        text += weightText(of: move) + "\n"
        let words = [DifferenceWords.old, DifferenceWords.new, DifferenceWords.values].map { $0[language] }
        let width = (move.reads.isEmpty ? words.prefix(2) : words[...]).map { DisplayWidth.of($0) }.max() ?? 0
        for (word, side) in [(words[0], move.old), (words[1], move.new)] {
            for line in lines(of: side) { text += "    \(DisplayWidth.padded(word, to: width))  \(line)\n" }
        }
        if !move.reads.isEmpty { text += "    \(words[2])  \(readsText(of: move))\n" }
        return text
    }

    func weightText(of move: MoveReport) -> String {
        move.weight.map { "  (\(weightName) \(shownWeight($0)))" } ?? ""
    }

    /// The first values with their cells.
    func readsText(of move: MoveReport) -> String {
        let reads = move.reads.prefix(Self.maximumReads).map { read in
            "\(read.name) = \(read.shown)"
                + (read.at.isEmpty ? "" : " (\(DiagnosticRenderer.visible(CheckReport.places(read.at))))")
        }
        let rest = move.reads.count - reads.count
        let more = rest > 0 ? Wording(ja: " ほか \(rest) つ", en: " and \(rest) more")[language] : ""
        return reads.joined(separator: ", ") + more
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
}
