import KijunSyntax

extension ConditionReader {
    private static let maximumCasesSeen = 16
    private static let maximumDecisionDepth = 3

    /// What a decision that is read comes out as, by its cases; nil for anything else, and for a decision with many cases.
    ///
    /// - Parameters:
    ///   - otherwise: what it is where no case decides.
    ///   - outcome: reads the outcome of a case.
    func decisionValue<Leaf>(
        _ expression: CheckedExpression, _ scope: Scope, otherwise: Leaf, outcome: (CheckedExpression, Scope) -> Choosing<Leaf>?
    ) -> Choosing<Leaf>? {
        guard seesDecisions, decisionDepth < Self.maximumDecisionDepth else { return nil }
        var inner = Scope()
        let rule: RuleID
        switch expression.kind {
        case .rule(let own):
            if isElement { return nil }
            rule = own
        case .column(let record, .rule(let own)):
            guard let row = program.rules[own].row, isExistingRow(record, scope) else { return nil }
            inner.bindings[row] = binding(record, scope)
            rule = own
        default: return nil
        }
        guard case .decision(let decision) = program.rules[rule].body,
            decision.cases.count + decision.exceptions.count <= Self.maximumCasesSeen
        else { return nil }
        let all = decision.exceptions + decision.cases + (decision.otherwise.map { [$0] } ?? [])
        guard all.allSatisfy({ $0.outcome.type.unit == program.rules[rule].type.unit }) else { return nil }
        decisionDepth += 1
        defer { decisionDepth -= 1 }
        var classes = OutcomeClasses()
        var outcomes: [Int: CheckedExpression] = [:]
        for item in all { outcomes[classes.number(of: item.outcome, identity: identity(item.outcome, inner))] = item.outcome }
        let results = ResultNodes(decision, inner, self, &classes)
        var value = Choosing.leaf(otherwise)
        for (number, expression) in outcomes.sorted(by: { $0.key < $1.key }) {
            guard let decided = results.decided[number], let own = outcome(expression, inner), own.count + value.count <= 24 else {
                return nil
            }
            value = .choose(decided, own, value)
        }
        sawDecision = true
        return value
    }
}

extension Type {
    /// The unit of a number; nil for anything else.
    fileprivate var unit: Unit? { if case .number(let number) = self { number.unit } else { nil } }
}
