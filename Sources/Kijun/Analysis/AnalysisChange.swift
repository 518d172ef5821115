public import KijunSyntax

/// What a change of rules did to the decisions as such, whatever the sheets: gaps, conflicts and idle cases that were not there
/// before, and decisions that lost their last one.
public struct AnalysisChange: Sendable {
    /// One thing to say of a decision.
    public struct Note: Sendable {
        public enum Kind: Sendable {
            /// Something new, possibly only that it may be.
            case gap(isCertain: Bool)
            case conflict(isCertain: Bool)
            case neverDecides
            case otherwiseNeverReached
            /// The last gap, or the last conflict, is gone.
            case isComplete
            case isFreeOfConflict
        }

        public let rule: RuleID
        public let kind: Kind
        /// Without the name of the decision; one line.
        public let text: Wording
        /// The two cases of a conflict, the older one first; of an idle case that one. Else empty.
        public let cases: [Span]
        /// One of ``cases`` was there before: the first.
        public let hasOlderCase: Bool
    }

    /// In the order of the changed rules.
    public let notes: [Note]

    /// - Parameters:
    ///   - changes: the decisions among them are looked at.
    ///   - allowances: what comments of NEW allow is not told.
    ///   - effort: for all of it.
    public init(
        from old: CheckedProgram, to new: CheckedProgram, _ changes: RuleChanges, allowances: Allowances,
        effort: DecisionAnalysis.Effort = Self.effort
    ) {
        var work = AnalysisWork(old, new, allowances, effort)
        for change in changes.all where !effort.isInterrupted() { work.look(at: change) }
        notes = work.notes
    }

    /// About a tenth of a second in a release build.
    public static let effort = DecisionAnalysis.Effort(steps: 1_000_000, candidates: 100, total: 5_000_000)
}

/// The analyses of decisions before and after a change.
private struct AnalysisWork {
    private let old: AnalyzedProgram
    private let new: AnalyzedProgram
    /// What the text of a case itself says, the same number in both programs.
    private var ownOld: ExpressionIdentity
    private var ownNew: ExpressionIdentity
    private var allowances: Allowances
    private let effort: DecisionAnalysis.Effort
    private var left: Int
    private(set) var notes: [AnalysisChange.Note] = []

    init(_ old: CheckedProgram, _ new: CheckedProgram, _ allowances: Allowances, _ effort: DecisionAnalysis.Effort) {
        let pool = ExpressionIdentity.Pool()
        self.old = AnalyzedProgram(old)
        self.new = AnalyzedProgram(new)
        ownOld = ExpressionIdentity(old, pool: pool, readsThrough: false)
        ownNew = ExpressionIdentity(new, pool: pool, readsThrough: false)
        self.allowances = allowances
        self.effort = effort
        left = effort.total
    }

    mutating func look(at change: RuleChanges.Change) {
        guard let rule = change.pair.new, case .decision(let decision) = new.program.rules[rule].body,
            let analysis = analysis(of: rule, in: new)
        else { return }
        let before = change.pair.old.flatMap { earlier -> RuleID? in
            if case .decision = old.program.rules[earlier].body { earlier } else { nil }
        }
        let diagnostics = analysis.diagnosticsByFinding(in: new.program)
        let told = zip(analysis.findings, diagnostics).filter { _, diagnostic in
            guard let diagnostic else { return false }
            return !allowances.filter([diagnostic]).isEmpty
        }.map(\.0)
        let earlier = before.flatMap { self.analysis(of: $0, in: old) }
        let cases = decision.exceptions + decision.cases
        let numbers = ownNew.numbers(ofCasesOf: new.program.rules[rule])
        let oldNumbers = before.map { ownOld.numbers(ofCasesOf: old.program.rules[$0]) } ?? []
        func isOlder(_ index: Int) -> Bool { oldNumbers.contains(numbers[index]) }
        var hasGap = false
        for finding in told {
            switch finding.kind {
            case .gap:
                // One is enough to go on with: `:check` tells all.
                guard !hasGap, isNew(finding, .noCase, before, earlier) else { continue }
                hasGap = true
                add(rule, .gap(isCertain: finding.isCertain), .gapAlone(finding))
            case .conflict(let first, let second):
                let isKnownPair = isOlder(first) && isOlder(second)
                guard !isKnownPair || isNew(finding, .conflict, before, earlier) else { continue }
                let ordered = isOlder(second) && !isOlder(first) ? [second, first] : [first, second]
                add(
                    rule, .conflict(isCertain: finding.isCertain), .conflictAlone(finding), cases: ordered.map { cases[$0].span },
                    hasOlderCase: isOlder(first) != isOlder(second))
            case .neverDecides(let index, let neverHolds):
                let wasIdle =
                    isOlder(index)
                    && earlier.map { analysis in
                        analysis.findings.contains { other in
                            if case .neverDecides(let place, _) = other.kind { oldNumbers[place] == numbers[index] } else { false }
                        }
                    } ?? false
                if !wasIdle {
                    add(rule, .neverDecides, .neverDecidesAlone(neverHolds), cases: [cases[index].span], hasOlderCase: isOlder(index))
                }
            case .otherwiseNeverReached:
                let wasIdle = earlier?.findings.contains { if case .otherwiseNeverReached = $0.kind { true } else { false } } ?? false
                if !wasIdle { add(rule, .otherwiseNeverReached, .otherwiseAlone) }
            case .notCovered: continue
            }
        }
        guard before != nil else { return }
        func had(_ isWanted: (DecisionAnalysis.Finding.Kind) -> Bool) -> Bool {
            earlier?.findings.contains { $0.isCertain && isWanted($0.kind) } ?? false
        }
        if analysis.isComplete, had({ if case .gap = $0 { true } else { false } }) {
            add(rule, .isComplete, Wording(ja: "抜けはなくなりました", en: "no gap is left"))
        }
        if analysis.isFreeOfConflict, had({ if case .conflict = $0 { true } else { false } }) {
            add(rule, .isFreeOfConflict, Wording(ja: "競合はなくなりました", en: "no conflict is left"))
        }
    }

    private mutating func add(
        _ rule: RuleID, _ kind: AnalysisChange.Note.Kind, _ text: Wording, cases: [Span] = [], hasOlderCase: Bool = false
    ) {
        notes.append(AnalysisChange.Note(rule: rule, kind: kind, text: text, cases: cases, hasOlderCase: hasOlderCase))
    }

    private mutating func analysis(of rule: RuleID, in analyzed: AnalyzedProgram) -> DecisionAnalysis? {
        guard left > 0 else { return nil }
        var own = effort
        own.steps = min(effort.steps, left)
        guard let analysis = DecisionSearch(rule, analyzed, own)?.run() else { return nil }
        left -= analysis.cost + 2_000
        return analysis
    }

    /// The example of a gap or conflict was none before; where there is no example, nothing like it was told before.
    private func isNew(
        _ finding: DecisionAnalysis.Finding, _ state: DecisionResult.State, _ before: RuleID?, _ earlier: DecisionAnalysis?
    ) -> Bool {
        guard let before else { return true }
        if let sheet = finding.sheet {
            let program = old.program.asking([])
            let record = sheet.record.aligned(from: new.program.schema, to: program.schema)
            let evaluation = Evaluation(program, SheetSet([CandidateSheets.sheet(record)], schema: program.schema), only: [before])
            guard evaluation.stop == nil else { return true }
            return !evaluation.rows(of: before, sheet: 0).contains { evaluation.decision(before, row: $0)?.state == state }
        }
        let range = Wording(joining: finding.range)
        return earlier.map { analysis in
            !analysis.findings.contains { other in
                switch (other.kind, finding.kind) {
                case (.gap, .gap), (.conflict, .conflict): Wording(joining: other.range) == range
                default: false
                }
            }
        } ?? true
    }
}

extension DecisionAnalysis.Finding {
    /// With one example on the same line: the values that the cases ask for, else what stands on the sheet.
    fileprivate var inShort: DecisionAnalysis.Finding {
        DecisionAnalysis.Finding(
            kind: kind, isCertain: isCertain, range: range, example: example.isEmpty ? Array(sheetValues.prefix(3)) : example, sheet: sheet,
            sheetValues: [], condition: condition, isTooLong: isTooLong)
    }
}

extension Wording {
    /// A gap without the name of its decision.
    fileprivate static func gapAlone(_ finding: DecisionAnalysis.Finding) -> Wording {
        guard !finding.range.isEmpty else { return Wording(ja: "どの場合にも該当しないことがあります", en: "no case applies") }
        let range = Wording(joining: finding.range)
        guard finding.isCertain else {
            return Wording(ja: "\(range.ja)場合がないかもしれません", en: "possibly no case for \(range.en)")
        }
        return Wording(ja: "\(range.ja)場合がありません", en: "no case for \(range.en)").with(finding.inShort)
    }

    fileprivate static func conflictAlone(_ finding: DecisionAnalysis.Finding) -> Wording {
        guard !finding.range.isEmpty else {
            return Wording(ja: "結果の違う二つの場合が、いつも競合します", en: "two cases are always in conflict")
        }
        let range = Wording(joining: finding.range)
        guard finding.isCertain else {
            return Wording(ja: "\(range.ja)とき、二つの場合が競合するかもしれません", en: "two cases are possibly in conflict for \(range.en)")
        }
        return Wording(ja: "\(range.ja)とき、二つの場合が競合します", en: "two cases are in conflict for \(range.en)").with(finding.inShort)
    }

    fileprivate static func neverDecidesAlone(_ neverHolds: Bool) -> Wording {
        neverHolds
            ? Wording(ja: "この場合の条件は、成り立つことがありません", en: "the condition of this case never holds")
            : Wording(ja: "この場合が結果を決めることはありません。いつも先の場合が決めます", en: "this case never decides: one before it always does")
    }

    fileprivate static let otherwiseAlone = Wording(
        ja: "ほかの場合だけですべてに結果があり、それ以外（otherwise）に当たることはありません",
        en: "otherwise is never reached: the other cases have an outcome for everything")
}
