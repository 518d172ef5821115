import KijunSyntax

// Rules: definitions, checks, decisions with their cases.
extension Explainer {
    /// Where the body of a rule is read for a row; nil where the rule has no such row.
    func context(of id: RuleID, row: Int) -> Context? {
        let rule = program.rules[id]
        var locals: [LocalID: PlanValue] = [:]
        let frame = evaluation.planLate(locals: [:], readsSheet: !rule.isOfSet) { planner -> FrameID? in
            _ = planner.value(of: id)
            if let local = rule.row, let value = planner.base(of: rule).1 { locals[local] = value }
            return planner.rules[id]?.frame
        }
        guard let frame else { return nil }
        evaluation.compute([], frames: [frame])
        guard row >= 0, row < evaluation.evaluator.rows(frame).count else { return nil }
        return Context(frame: frame, row: row, isOfSet: rule.isOfSet, locals: locals)
    }

    /// What a rule is, without why.
    func head(of id: RuleID) -> Explanation.Node {
        let rule = program.rules[id]
        let kind: Explanation.Node.Kind =
            switch rule.body {
            case .definition: .definition
            case .decision: .decision
            case .check: .check
            }
        var node = Explanation.Node(kind, rule.path, at: rule.span)
        node.type = rule.type
        node.doc = rule.doc
        node.rule = id
        return node
    }

    /// - Parameter isRoot: it was asked for, and is not just read by another.
    func rule(_ id: RuleID, in context: Context, isRoot: Bool = false) -> Explanation.Node {
        let rule = program.rules[id]
        var node = head(of: id)
        let isTable = if case .table = rule.type { true } else { false }
        if !isTable || isRoot {
            let planned = evaluation.planLate(locals: [:], readsSheet: true) { $0.value(of: id) }
            node.value = evaluation.readLate(planned, rule.type, context.frame, context.row)
            node.reasons = evaluation.reasonsLate(planned, rule.type, context.frame, context.row)
        }
        node.ruleRow = context.row
        if rule.type == .yesno { node.truth = .init(node.value) }
        guard takeNode(context) else {
            node.isCut = true
            return node
        }
        let isNew = mentioned.insert(Mention(rule: id, row: context.row)).inserted
        let below = context.deeper
        switch rule.body {
        case .definition(let expression):
            guard isNew || isRoot else { break }
            node.children = parts(expression, below)
        case .check(let check):
            node.children = [condition(check.condition, below)]
            if let result = evaluation.check(id, row: context.row) {
                node.because = result.message
                node.reasons = result.reasons
            }
        case .decision(let decision):
            guard let result = evaluation.decision(id, row: context.row) else { break }
            fill(&node, result)
            guard isNew || isRoot else { break }
            node.children = cases(of: decision, result, below, isRoot: isRoot)
        }
        node.isMentionedAbove = !isNew && !isRoot
        return node
    }

    private func fill(_ node: inout Explanation.Node, _ result: DecisionResult) {
        node.state = result.state
        node.value = result.value
        node.reasons = result.reasons
        // Its line is that of the case that decided, not of the first.
        if result.state == .decided, let place = result.by.first { node.span = place }
    }

    /// A rule that is read, without why.
    func mention(of id: RuleID, _ context: Context) -> Explanation.Node {
        var node = head(of: id)
        node.doc = []
        node.ruleRow = context.row
        if case .table = node.type { return node }
        let planned = evaluation.planLate(locals: [:], readsSheet: true) { $0.value(of: id) }
        node.value = evaluation.readLate(planned, node.type, context.frame, context.row)
        if let result = evaluation.decision(id, row: context.row) { fill(&node, result) }
        return node
    }

    // MARK: Cases

    /// First what decided, then the other cases in the order of the text.
    private func cases(of decision: Decision, _ result: DecisionResult, _ context: Context, isRoot: Bool) -> [Explanation.Node] {
        let all =
            decision.exceptions.map { ($0, Explanation.Node.Kind.exception) }
            + decision.cases.map { ($0, Explanation.Node.Kind.ordinaryCase) }
            + (decision.otherwise.map { [($0, Explanation.Node.Kind.otherwise)] } ?? [])
        let deciding = all.filter { result.by.contains($0.0.span) }
        // What an `otherwise` or an earlier case of `first` rests on is that the cases before it do not hold.
        let isSettled = deciding.contains { $0.1 != .otherwise } && decision.policy != .first
        var nodes: [Explanation.Node] = []
        for (item, kind) in deciding {
            var node = head(of: item, kind, context)
            node.isDeciding = true
            node.because = result.state == .conflict ? nil : result.because
            if kind != .otherwise { node.children = [condition(item.condition, context.deeper)] }
            if result.state == .undetermined { node.children += sides(item.outcome, context.deeper) }
            nodes.append(node)
        }
        guard isRoot || !isSettled else { return nodes }
        for (item, kind) in all where !result.by.contains(item.span) {
            guard takeNode(context) else {
                if !nodes.isEmpty { nodes[nodes.count - 1].isCut = true }
                break
            }
            var node = head(of: item, kind, context)
            var below = context.deeper
            below.isBrief = isSettled
            if kind == .otherwise {
                // The condition of `otherwise` is that no other holds.
                node.truth = result.state == .undetermined ? .unknown : .no
            } else {
                node.children = decidingParts(of: item.condition, below)
            }
            nodes.append(node)
        }
        return nodes
    }

    private func head(of item: Decision.Case, _ kind: Explanation.Node.Kind, _ context: Context) -> Explanation.Node {
        var node = Explanation.Node(kind, kind == .otherwise ? "" : words(at: item.condition.span), at: item.span)
        node.truth = truth(item.condition, context)
        node.doc = item.doc
        node.outcome = words(at: item.outcome.span)
        return node
    }
}
