public import KijunSyntax

/// How a decision came out for one row.
public struct DecisionResult: Sendable {
    public enum State: String, Sendable {
        case decided
        case undetermined
        case conflict
        case noCase = "no-case"
    }

    public let state: State
    /// The outcome; `.undetermined` unless decided.
    public let value: Value
    /// The deciding case, or the cases in conflict.
    public let by: [Span]
    /// The text of the deciding case's `because`.
    public let because: String?
    /// What the deciding case read, or the cases in conflict.
    public let witnesses: [ReadValue]
    /// What an undetermined decision waits for.
    public let reasons: [Reason]
}

/// How a check came out for one row.
public struct CheckResult: Sendable {
    public enum State: String, Sendable {
        case passed
        case failed
        case undetermined
    }

    public let state: State
    /// The text of `else` for a check that failed.
    public let message: String?
    /// The cells that the condition read, the nearest first.
    public let cells: [Provenance]
    /// What the condition read by name.
    public let witnesses: [ReadValue]
    public let reasons: [Reason]
}

/// A name in the rules and the value behind it.
public struct ReadValue: Sendable {
    /// Where it stands in the rules; its text is the name.
    public let span: Span
    public let value: Value
    public let type: Type
}

extension Evaluation {
    /// How a decision came out; nil for a rule that is none.
    public func decision(_ rule: RuleID, row: Int) -> DecisionResult? {
        guard let planned = planner.rules[rule], case .decision(let state, let value, let cases) = planned.kind else { return nil }
        let column = evaluator.column(state)
        guard case .indices(let states) = column.values, evaluator.rows(planned.frame).count > row else {
            return DecisionResult(state: .undetermined, value: .undetermined, by: [], because: nil, witnesses: [], reasons: [])
        }
        let code = states[column.place(row)]
        switch code {
        case DecisionState.noCase:
            let read = cases.flatMap { witnesses($0.witnesses, planned.frame, row) }
            return DecisionResult(state: .noCase, value: .undetermined, by: [], because: nil, witnesses: distinct(read), reasons: [])
        case DecisionState.undetermined:
            return DecisionResult(
                state: .undetermined, value: .undetermined, by: [], because: nil, witnesses: [], reasons: reasons(value, row))
        case DecisionState.conflict:
            let holding = holdingCases(planned, row)
            let read = holding.flatMap { witnesses(cases[$0].witnesses, planned.frame, row) }
            return DecisionResult(
                state: .conflict, value: .undetermined, by: holding.map { cases[$0].place }, because: nil,
                witnesses: distinct(read), reasons: [])
        default:
            let item = cases[Int(code)]
            // Read here and not by `value(of:)`, which knows only the rules that were asked for.
            let outcome = read(.scalar(value, program.rules[rule].type), planned.frame, row)
            var because: String?
            if let node = item.because {
                evaluator.compute([node])
                because = evaluator.text(evaluator.column(node), row)
            }
            let isOpen =
                switch outcome {
                case .undetermined, .blank, .failed: true
                default: false
                }
            return DecisionResult(
                state: isOpen ? .undetermined : .decided, value: isOpen ? .undetermined : outcome, by: [item.place], because: because,
                witnesses: witnesses(item.witnesses, planned.frame, row), reasons: isOpen ? reasons(value, row) : [])
        }
    }

    /// How a check came out; nil for a rule that is none.
    public func check(_ rule: RuleID, row: Int) -> CheckResult? {
        guard let planned = planner.rules[rule], case .check(let node, let message, let read) = planned.kind else { return nil }
        let column = evaluator.column(node)
        guard evaluator.rows(planned.frame).count > row, column.status(row).isKnown, case .flags(let flags) = column.values else {
            return CheckResult(
                state: .undetermined, message: nil, cells: [], witnesses: witnesses(read, planned.frame, row),
                reasons: reasons(node, row))
        }
        if flags[column.place(row)] {
            return CheckResult(state: .passed, message: nil, cells: [], witnesses: [], reasons: [])
        }
        var text: String?
        if let message {
            evaluator.compute([message])
            text = evaluator.text(evaluator.column(message), row)
        }
        return CheckResult(
            state: .failed, message: text, cells: provenance(node, row), witnesses: witnesses(read, planned.frame, row), reasons: [])
    }

    /// The state of a check alone, without the cost of its message and reasons.
    public func checkState(_ rule: RuleID, row: Int) -> CheckResult.State? {
        guard let planned = planner.rules[rule], case .check(let node, _, _) = planned.kind else { return nil }
        let column = evaluator.column(node)
        guard column.status(row).isKnown, case .flags(let flags) = column.values else { return .undetermined }
        return flags[column.place(row)] ? .passed : .failed
    }

    func holdingCases(_ planned: PlannedRule, _ row: Int) -> [Int] {
        guard case .decision(let state, _, _) = planned.kind,
            case .column(let node) = planner.plan.steps[Int(state)],
            case .decide(let shape, let conditions, _) = node.operation
        else { return [] }
        func holding(_ range: Range<Int>) -> [Int] {
            range.filter { holds(conditions[$0], row) }
        }
        let exceptions = holding(0..<shape.exceptions)
        return exceptions.count > 1 ? exceptions : holding(shape.exceptions..<(shape.exceptions + shape.cases))
    }

    func holds(_ condition: NodeID, _ row: Int) -> Bool {
        let column = evaluator.column(condition)
        guard column.status(row).isKnown, case .flags(let flags) = column.values else { return false }
        return flags[column.place(row)]
    }

    func witnesses(_ witnesses: [Witness], _ frame: FrameID, _ row: Int) -> [ReadValue] {
        witnesses.map { witness in
            ReadValue(span: witness.span, value: readLate(witness.value, witness.type, frame, row), type: witness.type)
        }
    }

    private func distinct(_ values: [ReadValue]) -> [ReadValue] {
        var seen: Set<String> = []
        return values.filter { seen.insert(program.sources.text(of: $0.span)).inserted }
    }
}
