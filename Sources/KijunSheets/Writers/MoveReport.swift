import Kijun
import KijunSyntax

/// One move in words; the writers of a difference print from this alone.
struct MoveReport {
    /// One side of it.
    struct Side {
        var state: String
        /// `.blank` where nothing was decided.
        var value: Value
        var shown: String
        /// `rules.kijun:12`, of a conflict all that hold.
        var places: [String] = []
        /// How those cases are written.
        var cases: [String] = []
        var waiting: [WaitingReport] = []
        var message: String?
        var at: [String] = []
    }

    /// A value that made it move.
    struct Read {
        let name: String
        let old: Value?
        let new: Value?
        /// `△`, `85% → 83%`
        let shown: String
        let at: [String]
    }

    let sheet: String
    let title: String
    let source: String
    /// The key of the row, or its number.
    let row: String?
    let old: Side
    let new: Side
    let weight: Number?
    let reads: [Read]
}

extension DifferenceReporter {
    /// A move of a decision or check.
    func report(_ move: OutcomeDifference.Move, in difference: OutcomeDifference) -> MoveReport {
        let pair = difference.pair
        let (name, title, source) = sheet(move.sheet)
        var (before, after) = (side(move.old, of: pair), side(move.new, of: pair))
        var reads: [MoveReport.Read] = []
        if pair.kind == .check {
            if let id = pair.old, let row = move.oldRow { fill(&before, old, check: id, row: row) }
            if let id = pair.new, let row = move.newRow { fill(&after, new, check: id, row: row) }
        } else {
            let cause = self.difference.cause(of: move, in: difference)
            if let id = pair.old, move.oldRow != nil { fill(&before, old, decision: id, cause.old) }
            if let id = pair.new, move.newRow != nil { fill(&after, new, decision: id, cause.new) }
            reads = self.reads(cause.reads, of: pair)
        }
        return MoveReport(
            sheet: name, title: title, source: source, row: label(pair, move.sheet, old: move.oldRow, new: move.newRow), old: before,
            new: after, weight: move.weight, reads: reads)
    }

    /// A changed value of a definition.
    func report(_ change: DefinitionDifference.Change, in difference: DefinitionDifference) -> MoveReport {
        let pair = difference.pair
        let (name, title, source) = sheet(change.sheet)
        func value(_ reporter: Reporter, _ rule: RuleID?, _ row: Int?) -> Value? {
            if let rule, let row { reporter.evaluation.value(of: rule, row: row) } else { nil }
        }
        let (before, after) = (value(old, pair.old, change.oldRow), value(new, pair.new, change.newRow))
        // A value is not shown rounded to the other one.
        let limits = [before, after].compactMap { if case .number(let number)? = $0 { number } else { nil } }
        func side(_ reporter: Reporter, _ rule: RuleID?, _ row: Int?, _ value: Value?) -> MoveReport.Side {
            guard let rule, let row, let value else {
                return MoveReport.Side(state: "absent", value: .blank, shown: DifferenceWords.absent[language])
            }
            let type = reporter.program.rules[rule].type
            let shown = reporter.values.line(value, as: type, thresholds: limits)
            let told = self.rule(of: pair)?.rule.type ?? type
            var side = MoveReport.Side(state: "", value: value.converted(from: type, to: told), shown: shown.isEmpty ? "\"\"" : shown)
            side.waiting = reporter.evaluation.reasons(of: rule, row: row).map(reporter.waiting)
            return side
        }
        let reads = difference.outcomes == nil ? [] : self.difference.cause(of: change, in: difference)
        return MoveReport(
            sheet: name, title: title, source: source, row: label(pair, change.sheet, old: change.oldRow, new: change.newRow),
            old: side(old, pair.old, change.oldRow, before), new: side(new, pair.new, change.newRow, after), weight: change.weight,
            reads: self.reads(reads, of: pair))
    }

    // MARK: Sides

    private func side(_ outcome: RuleOutcome, of pair: RulePair) -> MoveReport.Side {
        var value = Value.blank
        if case .decided(let decided) = outcome { value = decided }
        return MoveReport.Side(state: state(outcome, of: pair), value: value, shown: shown(outcome, of: pair))
    }

    private func fill(_ side: inout MoveReport.Side, _ reporter: Reporter, decision id: RuleID, _ result: DecisionResult?) {
        let rule = reporter.program.rules[id]
        guard let result else {
            // A definition in the place of a decision.
            side.places = [reporter.place(of: rule.span)]
            if case .definition(let expression) = rule.body { side.cases = [Self.line(reporter.program.sources.text(of: expression.span))] }
            return
        }
        side.waiting = result.reasons.map(reporter.waiting)
        side.places = result.by.map(reporter.place)
        side.cases = result.by.map { Self.line(reporter.program.sources.text(of: $0)) }
        side.message = result.because
    }

    private func fill(_ side: inout MoveReport.Side, _ reporter: Reporter, check id: RuleID, row: Int) {
        let rule = reporter.program.rules[id]
        guard case .check(let check) = rule.body else { return }
        side.places = [reporter.place(of: rule.span)]
        side.cases = [Self.line(reporter.program.sources.text(of: check.condition.span))]
        guard let item = reporter.check(id, check, rows: row..<(row + 1), sheet: 0).items.first else { return }
        side.message = item.state == .undetermined ? nil : item.message
        side.at = item.at
        side.waiting = item.waiting
    }

    /// A text of the rules on one line, with one space where there were several.
    static func line(_ text: String) -> String {
        DiagnosticRenderer.visible(text.split { $0.isWhitespace }.joined(separator: " "))
    }

    // MARK: Values

    private func reads(_ reads: [MoveCause.Read], of pair: RulePair) -> [MoveReport.Read] {
        let limits = (pair.old.map { old.program.rules[$0].thresholds } ?? []) + (pair.new.map { new.program.rules[$0].thresholds } ?? [])
        return reads.map { read in
            // The other values may be what this one is held to, and before is not shown rounded to after.
            let others = reads.flatMap { [$0.old, $0.new] }
                .compactMap { if case .number(let number)? = $0 { number } else { nil } }
            func shown(_ side: Reporter, _ value: Value, _ type: Type) -> String {
                DisplayWidth.truncated(side.values.line(value, as: type, thresholds: limits + others), to: 40)
            }
            let before = read.old.map { shown(old, $0, read.oldType) }
            let after = read.new.map { shown(new, $0, read.newType) }
            let text: String =
                switch (before, after) {
                case (let before?, let after?): read.isChanged ? "\(before) → \(after)" : after
                default: after ?? before ?? ""
                }
            let side = read.areCellsOfNew ? new : old
            var at: [String] = []
            for cell in read.cells { if let place = side.place(of: cell), !at.contains(place) { at.append(place) } }
            return MoveReport.Read(name: Self.line(read.name), old: read.oldAsNew, new: read.new, shown: text, at: at)
        }
    }
}
