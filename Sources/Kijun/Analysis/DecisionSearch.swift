import KijunSyntax

/// The search for what is wrong with one decision.
struct DecisionSearch {
    let rule: RuleID
    let analyzed: AnalyzedProgram
    let decision: Decision
    let graph: ConditionGraph
    /// The conditions of the exceptions and then of the cases.
    let conditions: [Int]
    let rowPath: [Int]?
    private var search: CaseSearch
    private var examples: ExampleSheets
    private var findings: [DecisionAnalysis.Finding] = []
    private var isStopped = false
    private let effort: DecisionAnalysis.Effort

    /// So many findings of a kind are told; of further ones their number.
    private static let maximumTold = 3
    /// So many gaps are looked for.
    private static let maximumGaps = 12
    /// So many pairs of cases are looked at.
    private static let maximumPairs = 5_000

    /// - Parameter seesDecisions: decisions that are read are read as their cases.
    init?(_ rule: RuleID, _ analyzed: AnalyzedProgram, _ effort: DecisionAnalysis.Effort, seesDecisions: Bool = true) {
        self.effort = effort
        let program = analyzed.program
        guard case .decision(let decision) = program.rules[rule].body else { return nil }
        self.rule = rule
        self.analyzed = analyzed
        self.decision = decision
        let reader = ConditionReader(analyzed, seesDecisions: seesDecisions)
        var scope = ConditionReader.Scope()
        let table = program.rules[rule].table
        rowPath = table.isEmpty ? [] : analyzed.path(ofTable: table)
        if let row = program.rules[rule].row {
            scope.bindings[row] = ConditionReader.Binding(kind: .row(path: rowPath), identity: ConditionReader.rowIdentity)
        }
        conditions = (decision.exceptions + decision.cases).map { reader.truth($0.condition, scope) }
        graph = ConditionGraph(reader)
        search = CaseSearch(graph, limit: effort.steps)
        examples = ExampleSheets(rule, analyzed, graph, rowPath: rowPath, candidates: effort.candidates)
    }

    private var exceptions: Range<Int> { 0..<decision.exceptions.count }
    private var cases: Range<Int> { decision.exceptions.count..<conditions.count }
    private func goals(_ range: Range<Int>, _ truth: Truth) -> [CaseSearch.Goal] {
        range.map { CaseSearch.Goal(node: conditions[$0], truth: truth) }
    }

    func run() -> DecisionAnalysis {
        var worker = self
        let result = worker.analysis()
        guard result.isStopped, graph.reader.sawDecision, let simpler = DecisionSearch(rule, analyzed, effort, seesDecisions: false) else {
            return result
        }
        let other = simpler.run()
        return (other.isStopped ? result : other).costing(result.cost + other.cost)
    }

    private mutating func analysis() -> DecisionAnalysis {
        if graph.isTooWide { isStopped = true }
        let gaps = decision.otherwise == nil ? self.gaps() : 0
        let gapsStopped = isStopped
        isStopped = graph.isTooWide
        let conflicts = self.conflicts()
        let conflictsStopped = isStopped
        isStopped = graph.isTooWide
        neverDeciding()
        if gapsStopped || conflictsStopped || isStopped { tell(.notCovered) }
        return DecisionAnalysis(
            rule: rule, findings: findings,
            further: (max(0, gaps - Self.maximumTold), max(0, conflicts - Self.maximumTold)), isComplete: gaps == 0 && !gapsStopped,
            isFreeOfConflict: conflicts == 0 && !conflictsStopped, steps: search.work, questions: graph.questionCount,
            cost: search.work + graph.reader.cost + examples.cost)
    }

    private mutating func tell(
        _ kind: DecisionAnalysis.Finding.Kind, _ example: ExampleSheets.Example? = nil, range: [Wording] = [], condition: String? = nil
    ) {
        let isTooLong = condition.map { DisplayWidth.of($0) > Self.maximumWidth } ?? false
        findings.append(
            DecisionAnalysis.Finding(
                kind: kind, isCertain: example?.isCertain ?? true, range: range,
                example: (example?.words ?? []).filter { !$0.isSaid(by: range) },
                sheet: example?.sheet, sheetValues: example?.sheetWords ?? [], condition: isTooLong ? nil : condition, isTooLong: isTooLong)
        )
    }

    /// A line to add that is longer is no help.
    private static let maximumWidth = 100

    // MARK: Gaps and conflicts

    private mutating func gaps() -> Int {
        let goals = goals(conditions.indices, .no)
        var found: [(regions: [RegionSet], box: [RegionSet])] = []
        collecting: while found.count < Self.maximumGaps {
            let boxes = found.map(\.box)
            switch search.search(goals, outside: boxes) {
            case .none: break collecting
            case .stopped:
                isStopped = true
                break collecting
            case .found(let regions): found.append((regions, search.widened(regions, goals, outside: boxes)))
            }
        }
        let text = CaseText(graph, [decision], analyzed)
        // What stands on most sheets first: little is blank there.
        let ordered = found.enumerated().sorted {
            (graph.blanks(in: $0.element.box), $0.offset) < (graph.blanks(in: $1.element.box), $1.offset)
        }
        for (regions, box) in ordered.prefix(Self.maximumTold).map(\.element) {
            let example = examples.example(of: regions, within: box) { $0.state == .noCase }
            tell(.gap, example, range: text.range(of: box), condition: text.condition(of: box))
        }
        return found.count
    }

    private mutating func conflicts() -> Int {
        var count = 0
        var pairs = 0
        let groups = decision.policy == .unique ? [exceptions, cases] : [exceptions]
        for group in groups {
            let before = group == cases && !exceptions.isEmpty ? goals(exceptions, .no) : []
            for first in group {
                for second in group where second > first && !isSameOutcome(first, second) {
                    pairs += 1
                    guard pairs <= Self.maximumPairs else {
                        isStopped = true
                        return count
                    }
                    let goals = goals(first..<(first + 1), .yes) + goals(second..<(second + 1), .yes) + before
                    switch search.search(goals) {
                    case .none: continue
                    case .stopped:
                        isStopped = true
                        return count
                    case .found(let regions):
                        count += 1
                        guard count <= Self.maximumTold else { continue }
                        let box = search.widened(regions, goals)
                        let spans = [first, second].map { (decision.exceptions + decision.cases)[$0].span }
                        let example = examples.example(of: regions, within: box) { result in
                            result.state == .conflict && spans.allSatisfy(result.by.contains)
                        }
                        tell(.conflict(first, second), example, range: CaseText(graph, [decision], analyzed).range(of: box))
                    }
                }
            }
        }
        return count
    }

    private func isSameOutcome(_ a: Int, _ b: Int) -> Bool {
        let all = decision.exceptions + decision.cases
        let (first, second) = (all[a].outcome, all[b].outcome)
        switch (first.kind, second.kind) {
        case (.text(let left), .text(let right)): return nfkc(left) == nfkc(right)
        case (.local, _), (_, .local): return false
        default:
            let scope = rowScope
            var identities = analyzed.identities
            return identities.number(of: first, locals: scope) == identities.number(of: second, locals: scope)
        }
    }

    private var rowScope: [LocalID: Int] {
        guard let row = analyzed.program.rules[rule].row else { return [:] }
        return [row: ConditionReader.rowIdentity]
    }

    // MARK: Cases that never decide

    private mutating func neverDeciding() {
        for index in conditions.indices {
            let own = goals(index..<(index + 1), .yes)
            var others: [CaseSearch.Goal] = []
            if cases.contains(index) {
                others = goals(exceptions, .no)
                if decision.policy == .first { others += goals(cases.lowerBound..<index, .no) }
            }
            guard case .none = search.search(own + others) else {
                if search.wasStopped { isStopped = true }
                continue
            }
            var neverHolds = others.isEmpty
            if !neverHolds, case .none = search.search(own) { neverHolds = true }
            tell(.neverDecides(index, neverHolds: neverHolds))
        }
        guard decision.otherwise != nil else { return }
        switch search.search(goals(conditions.indices, .no)) {
        case .none: tell(.otherwiseNeverReached)
        case .stopped: isStopped = true
        case .found: break
        }
    }
}

extension ConditionReader {
    /// The row that a rule on a table stands on.
    static let rowIdentity = -2
}

extension ConditionGraph {
    /// How many of the values that matter may be blank in a box.
    func blanks(in box: [RegionSet]) -> Int {
        variables.indices.count { variable in
            box[variable] != regions(variable)
                && box[variable].regions.contains { region in
                    switch variables[variable].regions[region] {
                    case .blank, .unreadable, .missing: true
                    case .symbols(let symbols): symbols.contains("")
                    default: false
                    }
                }
        }
    }
}

extension Wording {
    /// A range names the value itself: of it no example is needed.
    fileprivate func isSaid(by range: [Wording]) -> Bool {
        // Any other text than those that the range leaves out.
        if en.hasSuffix(" = any other text") { return true }
        let name = en.firstRange(of: " = ").map { en[..<$0.upperBound] } ?? en[...]
        return range.contains {
            $0.en.hasPrefix(name) || $0.en == "not \(name.dropLast(3))" && en.hasSuffix("false") || $0.en + " = true" == en
        }
    }
}
