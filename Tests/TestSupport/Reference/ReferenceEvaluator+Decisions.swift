import Kijun

extension ReferenceEvaluator {
    /// §5: exceptions first; then all cases together, or from top to bottom; then `otherwise`.
    func decide(_ decision: Decision, _ scope: Scope) -> Outcome {
        if let outcome = together(decision.exceptions, scope) { return outcome }
        switch decision.policy {
        case .unique:
            if let outcome = together(decision.cases, scope) { return outcome }
        case .first:
            for item in decision.cases {
                let condition = evaluate(item.condition, scope)
                if let unknown = unknown(of: [condition]) { return .init(value: .scalar(unknown), decision: .undetermined) }
                if condition.flag == true { return taken(item, scope) }
            }
        }
        if let otherwise = decision.otherwise { return taken(otherwise, scope) }
        return Outcome(value: .undetermined, decision: .noCase)
    }

    /// Cases without an order; nil where all are definitely false.
    private func together(_ cases: [Decision.Case], _ scope: Scope) -> Outcome? {
        let conditions = cases.map { evaluate($0.condition, scope) }
        let holding = zip(cases, conditions).filter { $0.1.flag == true }.map(\.0)
        guard let first = holding.first else {
            return unknown(of: conditions).map { Outcome(value: .scalar($0), decision: .undetermined) }
        }
        let outcomes = holding.map { evaluate($0.outcome, scope) }
        let known = zip(holding, outcomes).filter { $0.1.unknown == nil }.map(\.1)
        for other in known.dropFirst() where equal(known[0], other).flag == false {
            return Outcome(value: .undetermined, decision: .conflict)
        }
        // With an outcome that is not known it is not known whether there is a conflict either.
        let open = zip(holding, outcomes).first { $0.1.unknown != nil }
        if open != nil, !known.isEmpty {
            return Outcome(value: .scalar(unknown(of: conditions + [.undetermined]) ?? .undetermined), decision: .undetermined)
        }
        return taken(open?.0 ?? first, scope)
    }

    private func taken(_ item: Decision.Case, _ scope: Scope) -> Outcome {
        let value = evaluate(item.outcome, scope)
        return Outcome(
            value: value, decision: value.unknown == nil ? .decided : .undetermined,
            text: item.because.flatMap { message($0, scope).text })
    }

    func check(_ check: Check, _ scope: Scope) -> Outcome {
        let condition = evaluate(check.condition, scope)
        switch condition.flag {
        case true?: return Outcome(value: condition, check: .passed)
        case false?:
            return Outcome(
                value: condition, check: .failed, text: check.message.flatMap { message($0, scope).text })
        case nil: return Outcome(value: condition, check: .undetermined)
        }
    }
}
