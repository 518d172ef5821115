public import Kijun
public import KijunSyntax

/// What a change of rules or values did to the sheets, in the few lines that a session shows after every change: the rules that
/// were changed with their distribution before and after, and the rules that read them, as far as they came out otherwise.
///
/// Only rules that can have changed are evaluated (``RuleChanges``).
public struct EffectReport {
    /// Rules over sheets, before or after.
    public struct Side {
        let program: CheckedProgram
        let set: SheetSet
        let sheets: [LoadedSheet]

        /// - Parameter sheets: in the order of the set.
        public init(_ program: CheckedProgram, _ set: SheetSet, _ sheets: [LoadedSheet]) {
            self.program = program
            self.set = set
            self.sheets = sheets
        }
    }

    let changes: RuleChanges
    let reporter: DifferenceReporter
    /// The place of the chosen sheet among the compared ones.
    let chosen: Int?
    /// What there is to say of decisions as such, by rule.
    let notes: [RuleID: [String]]
    let language: Language
    let width: Int

    var difference: RuleDifference { reporter.difference }
    var old: Reporter { reporter.old }
    var new: Reporter { reporter.new }

    /// - Parameters:
    ///   - changes: from the program before to the one after.
    ///   - sheets: those that can have come out otherwise.
    ///   - areSheetsShared: both sides have one set.
    ///   - chosen: the sheet, after, that is told of by name.
    ///   - notes: lines to stand under the rules of AFTER, indented.
    ///   - width: lines of names are cut there.
    /// - Throws: why nothing could be evaluated.
    public init(
        from before: Side, to after: Side, _ changes: RuleChanges, sheets: [SheetPair], areSheetsShared: Bool, chosen: Int? = nil,
        notes: [RuleID: [String]] = [:], language: Language, width: Int = 80, limits: Limits = Limits()
    ) throws(EvaluationStop) {
        self.changes = changes
        self.language = language
        self.width = width
        self.notes = notes
        self.chosen = chosen.flatMap { chosen in sheets.firstIndex { $0.new == chosen } }
        let pairs = changes.all.map(\.pair)
        func evaluation(_ side: Side, _ rules: [RuleID]) throws(EvaluationStop) -> Evaluation {
            // Without sheets there is nothing to evaluate but what is of no sheet.
            let wanted = sheets.isEmpty ? rules.filter { side.program.rules[$0].isOfSet } : rules
            let evaluation = Evaluation(
                side.program.asking([]), side.set, only: Reporter.withTables(Set(wanted), in: side.program), limits: limits)
            if let stop = evaluation.stop { throw stop }
            return evaluation
        }
        let compared = pairs.filter { pair in
            !sheets.isEmpty
                || (pair.old.map { before.program.rules[$0].isOfSet } ?? true) && (pair.new.map { after.program.rules[$0].isOfSet } ?? true)
        }
        let difference = RuleDifference(
            old: try evaluation(before, compared.compactMap(\.old)), new: try evaluation(after, compared.compactMap(\.new)),
            pairs: compared, sheets: sheets, areSheetsShared: areSheetsShared, isInterrupted: limits.isInterrupted)
        if limits.isInterrupted() { throw .interrupted }
        reporter = DifferenceReporter(difference, old: ("", before.sheets), new: ("", after.sheets), language: language)
    }

    // MARK: All of it

    /// More rules that only read what was changed are counted.
    private static let maximumIndirect = 12
    /// Of more rules that were changed at once, definitions are named in one line and checks that all pass in another.
    private static let maximumDefinitions = 6

    /// The lines; empty where no rule is other than before.
    public func lines() -> [String] {
        var outcomes: [RulePair: OutcomeDifference] = [:]
        var values: [RulePair: DefinitionDifference] = [:]
        for difference in difference.decisions + difference.checks { outcomes[difference.pair] = difference }
        for value in difference.values { values[value.pair] = value }
        let isMany = changes.all.count { $0.isDirect } > Self.maximumDefinitions
        var lines: [String] = []
        var (defined, passing): ([RulePair], [RulePair]) = ([], [])
        var (indirect, hidden) = (0, 0)
        for change in changes.all {
            let pair = change.pair
            let moves = outcomes[pair].map { !$0.moved.isEmpty } ?? values[pair].map { !$0.changed.isEmpty } ?? false
            if !change.isDirect {
                guard isTold(change, outcomes[pair], moves: moves) else {
                    lines += told(of: pair)
                    continue
                }
                indirect += 1
                guard indirect <= Self.maximumIndirect else {
                    hidden += 1
                    continue
                }
            } else if isMany, !moves, pair.old == nil || pair.new != nil {
                if pair.kind == .definition {
                    defined.append(pair)
                    continue
                }
                if let outcome = outcomes[pair], pair.kind == .check, outcome.matrix.columns == [.decided(.yesno(true))] {
                    passing.append(pair)
                    continue
                }
            }
            if let outcome = outcomes[pair] {
                lines += self.lines(of: change, outcome)
            } else if let value = values[pair] {
                lines += self.lines(of: change, value)
            } else {
                lines.append(head(of: change, [type(of: pair)].compactMap(\.self)))
            }
            lines += notes(of: pair)
        }
        if !defined.isEmpty { lines.append(names(EffectWords.definitions(defined.count), defined)) }
        if !passing.isEmpty { lines.append(names(EffectWords.passing(passing.count), passing)) }
        if hidden > 0 { lines.append(EffectWords.further(hidden)[language]) }
        return lines
    }

    /// A rule that was not changed itself is told if it came out otherwise; one of sheets that nothing was said of before if it
    /// has something to say.
    private func isTold(_ change: RuleChanges.Change, _ outcome: OutcomeDifference?, moves: Bool) -> Bool {
        guard change.pair.old == nil else { return moves }
        guard let outcome else { return false }
        return change.pair.kind == .decision || outcome.matrix.columns.contains { $0 != .decided(.yesno(true)) }
    }

    private func names(_ title: Wording, _ pairs: [RulePair]) -> String {
        let title = title[language] + ": "
        let names = pairs.map { DisplayWidth.truncated(self.title(of: $0), to: 40) }
        return title + listed(names, of: names.count, after: title)
    }

    private func notes(of pair: RulePair) -> [String] { pair.new.flatMap { notes[$0] } ?? [] }

    /// The notes on a decision that is not told itself.
    private func told(of pair: RulePair) -> [String] {
        let lines = notes(of: pair)
        return lines.isEmpty ? [] : [title(of: pair) + ":"] + lines
    }

    // MARK: Parts of lines

    func title(of pair: RulePair) -> String { DiagnosticRenderer.visible(name(of: pair)) }

    /// In the language of the session.
    private func name(of pair: RulePair) -> String {
        if let rule = pair.new { return NameText.of(new.program.rules[rule], in: new.program, language) }
        return pair.old.map { NameText.of(old.program.rules[$0], in: old.program, language) } ?? ""
    }

    /// `judge: 場合を 1 件追加 · a 68 · c 31`
    func head(of change: RuleChanges.Change, _ parts: [String]) -> String {
        let own = change.isDirect ? [EffectWords.change(change, isSameKind: isSameKind(change.pair))[language]] : []
        return title(of: change.pair) + ": " + (own.filter { !$0.isEmpty } + parts).joined(separator: " · ")
    }

    private func isSameKind(_ pair: RulePair) -> Bool {
        guard let before = pair.old, let after = pair.new else { return true }
        switch (old.program.rules[before].body, new.program.rules[after].body) {
        case (.decision, .decision), (.check, .check), (.definition, .definition): return true
        default: return false
        }
    }

    func type(of pair: RulePair) -> String? {
        guard pair.kind != .check, let rule = pair.new.map({ new.program.rules[$0] }) else { return nil }
        return rule.type.description[language]
    }

    /// As many names as a line has room for, and how many more there are.
    ///
    /// - Parameters:
    ///   - names: the first few.
    ///   - count: of all.
    ///   - start: what stands before them.
    func listed(_ names: [String], of count: Int, after start: String) -> String {
        let separator = language == .ja ? "、" : ", "
        var text = ""
        var shown = 0
        for name in names {
            let next = text + (shown > 0 ? separator : "") + name
            let rest = count - shown - 1
            let end = rest > 0 ? EffectWords.more(rest)[language] : ""
            if shown > 0, DisplayWidth.of(start) + DisplayWidth.of(next) + DisplayWidth.of(end) > width { break }
            text = next
            shown += 1
        }
        return text + (count > shown ? EffectWords.more(count - shown)[language] : "")
    }
}
