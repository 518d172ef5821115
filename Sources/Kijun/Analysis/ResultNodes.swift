import KijunSyntax

/// How a decision comes out, as nodes that are yes or no and never unknown.
struct ResultNodes {
    /// For each outcome whether a case with it decides.
    private(set) var decided: [Int: Int] = [:]
    private var conflict: Int
    private var noCase: Int
    /// Whether a case holds, for each outcome, among the exceptions and among the cases: what a result follows from.
    private var holding: [Int: [Int]] = [:]
    private var open: [Int] = []

    /// - Parameter reader: reads the program of the decision.
    init(
        _ analyzed: AnalyzedProgram, _ rule: RuleID, _ decision: Decision, _ rowPath: [Int]?, _ reader: ConditionReader,
        _ outcomes: inout OutcomeClasses
    ) {
        var scope = ConditionReader.Scope()
        if let row = analyzed.program.rules[rule].row {
            scope.bindings[row] = ConditionReader.Binding(kind: .row(path: rowPath), identity: ConditionReader.rowIdentity)
        }
        self.init(decision, scope, reader, &outcomes)
    }

    /// - Parameter scope: what the variables of the decision stand for.
    init(_ decision: Decision, _ scope: ConditionReader.Scope, _ reader: ConditionReader, _ outcomes: inout OutcomeClasses) {
        var numbers: [Int] = []
        var conditions: [Int] = []
        for item in decision.exceptions + decision.cases {
            numbers.append(outcomes.number(of: item.outcome, identity: reader.identity(item.outcome, scope)))
            conditions.append(reader.truth(item.condition, scope))
        }
        func unknown(_ node: Int) -> Int { reader.isUnknown(node) }
        func yes(_ node: Int) -> Int { reader.all([reader.not(unknown(node)), node]) }
        func no(_ node: Int) -> Int { reader.all([reader.not(unknown(node)), reader.not(node)]) }

        /// The cases of a group that hold, by their outcomes; whether one is unknown.
        func group(_ range: Range<Int>) -> (holding: [Int: Int], open: Int) {
            var nodes: [Int: [Int]] = [:]
            for index in range { nodes[numbers[index], default: []].append(yes(conditions[index])) }
            return (nodes.mapValues { reader.any($0) }, reader.any(range.map { unknown(conditions[$0]) }))
        }
        func several(_ holding: [Int: Int]) -> Int {
            let sorted = holding.sorted { $0.key < $1.key }.map(\.value)
            return reader.any(sorted.indices.map { index in reader.all([sorted[index], reader.any(Array(sorted[(index + 1)...]))]) })
        }

        let exceptions = group(0..<decision.exceptions.count)
        let noException = reader.all((0..<decision.exceptions.count).map { no(conditions[$0]) })
        conflict = several(exceptions.holding)
        for (outcome, node) in exceptions.holding { decided[outcome] = reader.all([node, reader.not(conflict)]) }
        let range = decision.exceptions.count..<conditions.count
        let noneHolds = reader.all([noException] + range.map { no(conditions[$0]) })
        var perCase: [Int: [Int]] = [:]
        switch decision.policy {
        case .unique:
            let cases = group(range)
            let own = several(cases.holding)
            conflict = reader.any([conflict, reader.all([noException, own])])
            for (outcome, node) in cases.holding { perCase[outcome] = [reader.all([noException, node, reader.not(own)])] }
            holding = exceptions.holding.mapValues { [$0] }.merging(cases.holding.mapValues { [reader.all([noException, $0])] }) { $0 + $1 }
            open = [exceptions.open, reader.all([noException, cases.open])]
        case .first:
            var before = noException
            for index in range {
                perCase[numbers[index], default: []].append(reader.all([before, yes(conditions[index])]))
                before = reader.all([before, no(conditions[index])])
            }
            holding = exceptions.holding.mapValues { [$0] }.merging(perCase) { $0 + $1 }
            open = [exceptions.open]
        }
        if let otherwise = decision.otherwise {
            let number = outcomes.number(of: otherwise.outcome, identity: reader.identity(otherwise.outcome, scope))
            perCase[number, default: []].append(noneHolds)
            holding[number, default: []].append(noneHolds)
            noCase = reader.constant(.no)
        } else {
            noCase = noneHolds
        }
        for (outcome, nodes) in perCase { decided[outcome] = reader.any([decided[outcome] ?? reader.constant(.no)] + nodes) }
    }

    /// Whether two decisions come out differently.
    ///
    /// - Parameter areLiteral: different numbers of outcomes are different outcomes. Else they are held to have the same
    ///   cases hold.
    func difference(from other: ResultNodes, _ reader: ConditionReader, areLiteral: Bool) -> Int {
        func differ(_ a: Int, _ b: Int) -> Int {
            if a == b { return reader.constant(.no) }
            return reader.any([reader.all([a, reader.not(b)]), reader.all([reader.not(a), b])])
        }
        let never = reader.constant(.no)
        var parts = [differ(conflict, other.conflict), differ(noCase, other.noCase)]
        for outcome in Set(decided.keys).union(other.decided.keys).sorted() {
            parts.append(differ(decided[outcome] ?? never, other.decided[outcome] ?? never))
        }
        if !areLiteral {
            for outcome in Set(holding.keys).union(other.holding.keys).sorted() {
                parts.append(differ(reader.any(holding[outcome] ?? []), reader.any(other.holding[outcome] ?? [])))
            }
            parts.append(differ(reader.any(open), reader.any(other.open)))
        }
        return reader.any(parts)
    }
}
