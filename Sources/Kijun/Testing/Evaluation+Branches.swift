import KijunSyntax

/// An `if` as planned: where its condition is, and within which other branches it stands.
struct PlannedBranch: Hashable {
    /// The `if` as a whole.
    let span: Span
    /// The rule for which it was planned.
    let rule: RuleID
    let condition: NodeID
    /// The conditions of the branches around it, each with the truth that leads here.
    let around: [Step]

    struct Step: Hashable {
        let condition: NodeID
        let isThen: Bool
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
        let nodes = [branch.condition] + branch.around.map(\.condition)
        let frame = planner.deepest(nodes.map { planner.frame(of: $0) })
        guard nodes.allSatisfy({ evaluator.columns[Int($0)] != nil && planner.lies(frame, under: planner.frame(of: $0)) }) else {
            return (false, false)
        }
        let isOfSheets = planner.lies(frame, under: Plan.sheets)
        var (then, otherwise) = (false, false)
        for row in 0..<evaluator.rows(frame).count {
            if isOfSheets, !sheets.contains(evaluator.row(row, of: frame, in: Plan.sheets)) { continue }
            func truth(_ node: NodeID) -> Bool? {
                let column = evaluator.column(node)
                let place = evaluator.row(row, of: frame, in: planner.frame(of: node))
                guard column.status(place).isKnown, case .flags(let flags) = column.values else { return nil }
                return flags[column.place(place)]
            }
            guard branch.around.allSatisfy({ truth($0.condition) == $0.isThen }) else { continue }
            switch truth(branch.condition) {
            case true: then = true
            case false: otherwise = true
            case nil: break
            }
            if then, otherwise { break }
        }
        return (then, otherwise)
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

    /// Plans an `if`, and keeps where its condition is if somebody wants to know.
    mutating func condition(
        _ condition: CheckedExpression, _ then: CheckedExpression, _ otherwise: CheckedExpression, at span: Span
    ) -> PlanValue {
        let flag = scalar(condition)
        if let branches, let rule = branches.rule {
            self.branches?.found.insert(PlannedBranch(span: span, rule: rule, condition: flag, around: branches.around))
        }
        branches?.around.append(PlannedBranch.Step(condition: flag, isThen: true))
        let first = value(then)
        branches?.around.removeLast()
        branches?.around.append(PlannedBranch.Step(condition: flag, isThen: false))
        let second = value(otherwise)
        branches?.around.removeLast()
        return choice(flag, first, second, at: span)
    }
}
