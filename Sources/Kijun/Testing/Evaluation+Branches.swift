import KijunSyntax

/// An `if` as planned: where its condition is, and within which other branches it stands.
struct PlannedBranch: Hashable {
    /// The `if` as a whole.
    let span: Span
    /// The rule for which it was planned.
    let rule: RuleID
    let condition: NodeID
    /// What is around it.
    let around: [Step]

    /// What leads to a branch.
    enum Step: Hashable {
        /// The condition of an `if` around it came out so.
        case condition(NodeID, isThen: Bool)
        /// What stands before it in `a ?? b` has no value.
        case unknown(NodeID)
        /// The case in whose outcome it stands decides, or is one of those in conflict.
        case decided(RuleID, Int)
        /// No case that goes before the one in whose condition it stands decides.
        case reached(RuleID, Int)
    }
}

extension Evaluation {
    /// Indices of the cases that made a decision's result in a row, in the order exceptions, cases, otherwise: one that
    /// decided, or those in conflict; none where it is open.
    func decidingCases(_ rule: RuleID, row: Int) -> [Int] {
        guard let planned = planner.rules[rule], case .decision(let state, _, _) = planned.kind,
            evaluator.rows(planned.frame).count > row
        else { return [] }
        let column = evaluator.column(state)
        guard case .indices(let states) = column.values else { return [] }
        let code = states[column.place(row)]
        if code == DecisionState.conflict { return holdingCases(planned, row) }
        return code >= 0 ? [Int(code)] : []
    }

    /// The `if`s of the rules, where the evaluation was asked to keep them.
    var branches: Set<PlannedBranch> { planner.branches?.found ?? [] }

    /// Which branches of an `if` are taken in a row of the given sheets.
    func taken(_ branch: PlannedBranch, in sheets: Set<Int>) -> (then: Bool, otherwise: Bool) {
        let nodes = [branch.condition] + branch.around.compactMap { node(of: $0) }
        let frame = planner.deepest(nodes.map { planner.frame(of: $0) })
        guard nodes.allSatisfy({ evaluator.has($0) && planner.lies(frame, under: planner.frame(of: $0)) }) else {
            return (false, false)
        }
        let isOfSheets = planner.lies(frame, under: Plan.sheets)
        var (then, otherwise) = (false, false)
        for row in 0..<evaluator.rows(frame).count {
            if isOfSheets, !sheets.contains(evaluator.row(row, of: frame, in: Plan.sheets)) { continue }
            guard branch.around.allSatisfy({ isTaken($0, in: row, of: frame) }) else { continue }
            switch truth(branch.condition, row, frame) {
            case true: then = true
            case false: otherwise = true
            case nil: break
            }
            if then, otherwise { break }
        }
        return (then, otherwise)
    }

    private func truth(_ node: NodeID, _ row: Int, _ frame: FrameID) -> Bool? {
        let column = evaluator.column(node)
        let place = evaluator.row(row, of: frame, in: planner.frame(of: node))
        guard column.status(place).isKnown, case .flags(let flags) = column.values else { return nil }
        return flags[column.place(place)]
    }

    /// The column that tells whether a step is taken.
    private func node(of step: PlannedBranch.Step) -> NodeID? {
        switch step {
        case .condition(let node, _), .unknown(let node): return node
        case .decided(let rule, _), .reached(let rule, _):
            guard case .decision(let state, _, _)? = planner.rules[rule]?.kind else { return nil }
            return state
        }
    }

    private func isTaken(_ step: PlannedBranch.Step, in row: Int, of frame: FrameID) -> Bool {
        guard let node = node(of: step) else { return false }
        let place = evaluator.row(row, of: frame, in: planner.frame(of: node))
        switch step {
        case .condition(_, let isThen): return truth(node, row, frame) == isThen
        case .unknown: return !evaluator.column(node).status(place).isKnown
        case .decided(let rule, let index): return decidingCases(rule, row: place).contains(index)
        case .reached(_, let index):
            let column = evaluator.column(node)
            guard case .indices(let states) = column.values else { return false }
            let code = states[column.place(place)]
            return code == DecisionState.noCase || code == DecisionState.conflict || code >= index
        }
    }
}

extension Planner {
    /// What is kept of `if`s while rules are planned.
    struct Branches {
        var found: Set<PlannedBranch> = []
        /// The rule at hand.
        var rule: RuleID?
        /// The branches around the place at hand.
        var around: [PlannedBranch.Step] = []
    }

    /// Plans what stands behind a step.
    mutating func within<T>(_ step: PlannedBranch.Step, _ plan: (inout Planner) -> T) -> T {
        guard branches != nil else { return plan(&self) }
        branches?.around.append(step)
        defer { branches?.around.removeLast() }
        return plan(&self)
    }

    /// Plans an `if`, and keeps where its condition is if somebody wants to know.
    mutating func condition(
        _ condition: CheckedExpression, _ then: CheckedExpression, _ otherwise: CheckedExpression, at span: Span
    ) -> PlanValue {
        let flag = scalar(condition)
        if let branches, let rule = branches.rule {
            self.branches?.found.insert(PlannedBranch(span: span, rule: rule, condition: flag, around: branches.around))
        }
        let first = within(.condition(flag, isThen: true)) { $0.value(then) }
        let second = within(.condition(flag, isThen: false)) { $0.value(otherwise) }
        return choice(flag, first, second, at: span)
    }
}
