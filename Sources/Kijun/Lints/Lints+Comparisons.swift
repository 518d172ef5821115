import KijunSyntax

/// K0915: a comparison that holds for every value, or for none, wherever its values are known: `x == x`, `90% <= rate < 80%`,
/// `区分 != "A" || 区分 != "B"`, `count(projects) >= 0`.
///
/// A condition that is just `true` is meant so, and is not told.
extension Lints {
    mutating func findConstantComparisons() {
        var roots: [(expression: CheckedExpression, isInstance: Bool)] = ruleExpressions.map { ($0, false) }
        roots += program.instances.map { ($0.body, true) }
        for (root, isInstance) in roots {
            var found: [Diagnostic] = []
            var told: [Span] = []
            forEach(in: [root]) { next in
                // What is said of a whole is not said again of its parts.
                if told.contains(where: { $0.contains(next.span) }) { return }
                guard let diagnostic = verdict(on: next, isInstance: isInstance) else { return }
                found.append(diagnostic)
                if told.count < 100 { told.append(next.span) }
            }
            diagnostics += found
        }
    }

    private func verdict(on expression: CheckedExpression, isInstance: Bool) -> Diagnostic? {
        switch expression.kind {
        case .compare(let op, let a, let b):
            if constant(a) != nil, constant(b) != nil {
                guard case .yesno(let holds)? = constant(expression) else { return nil }
                return .constantComparison(holds, .constants, at: expression.span)
            }
            if a.span != b.span, !a.span.isEmpty, words(at: a.span) == words(at: b.span), identity(of: a) == identity(of: b) {
                return .constantComparison(
                    op == .equal || op == .lessOrEqual || op == .greaterOrEqual, .same(quoted(a.span)), at: expression.span)
            }
            return alone(expression, isInstance)
        case .within(let value, _):
            if constant(value) != nil {
                guard case .yesno(let holds)? = constant(expression) else { return nil }
                return .constantComparison(holds, .constants, at: expression.span)
            }
            return alone(expression, isInstance)
        case .and(let parts): return together(flattened(parts, isAnd: true), isAnd: true, at: expression.span, isInstance)
        case .or(let parts): return together(flattened(parts, isAnd: false), isAnd: false, at: expression.span, isInstance)
        default: return nil
        }
    }

    /// One comparison with a constant, for whatever the other side can be.
    private func alone(_ expression: CheckedExpression, _ isInstance: Bool) -> Diagnostic? {
        guard let limit = limit(expression),
            let holds = verdict(on: [limit], isAnd: true, isInstance) ?? verdict(on: [limit], isAnd: false, isInstance)
        else { return nil }
        return .constantComparison(holds, .everyValue(quoted(limit.value.span)), at: expression.span)
    }

    /// Several conditions of which all, or one, must hold.
    private func together(_ parts: [CheckedExpression], isAnd: Bool, at span: Span, _ isInstance: Bool) -> Diagnostic? {
        if let part = opposite(parts) { return .constantComparison(!isAnd, .opposite(quoted(part.span)), at: span) }
        var groups: [Int: [Limit]] = [:]
        var order: [Int] = []
        for part in parts {
            guard let limit = limit(part) else { continue }
            if groups[limit.subject] == nil { order.append(limit.subject) }
            groups[limit.subject, default: []].append(limit)
        }
        for subject in order {
            guard let limits = groups[subject], limits.count > 1, let holds = verdict(on: limits, isAnd: isAnd, isInstance) else {
                continue
            }
            // One of them alone decides: it is told by itself.
            if limits.contains(where: { verdict(on: [$0], isAnd: isAnd, isInstance) != nil }) { continue }
            return .constantComparison(holds, .everyValue(quoted(limits[0].value.span)), at: span, hint: Self.hint(limits, isAnd))
        }
        return nil
    }

    /// `x == a && x == b` and `x != a || x != b` are said and not meant.
    private static func hint(_ limits: [Limit], _ isAnd: Bool) -> Wording? {
        let isOfEqualities = limits.allSatisfy { limit in
            switch limit.test {
            case .compare(.equal): limit.isNegated != isAnd
            case .compare(.notEqual): limit.isNegated == isAnd
            default: false
            }
        }
        guard isOfEqualities else { return nil }
        return isAnd
            ? Wording(ja: "どれかであればよいなら「または」（||）です", en: "if one of them is enough, write ||")
            : Wording(ja: "どれでもないなら「かつ」（&&）です", en: "if it must be none of them, write &&")
    }

    /// False where all limits never hold together, true where one of them always holds; nil where it depends.
    private func verdict(on limits: [Limit], isAnd: Bool, _ isInstance: Bool) -> Bool? {
        guard let first = limits.first else { return nil }
        // What a parameter of a function can be depends on the call.
        if isInstance, case .choice = first.value.type { return nil }
        guard let candidates = Limit.candidates(for: limits, isNeverNegative: Self.isNeverNegative(first.value)), !candidates.isEmpty else {
            return nil
        }
        if isAnd {
            return candidates.contains { candidate in limits.allSatisfy { $0.holds(for: candidate) != false } } ? nil : false
        }
        return candidates.allSatisfy { candidate in limits.contains { $0.holds(for: candidate) == true } } ? true : nil
    }

    // MARK: Parts

    /// The parts of an `&&` or `||` with those of others within it, chains among them.
    private func flattened(_ parts: [CheckedExpression], isAnd: Bool) -> [CheckedExpression] {
        var result: [CheckedExpression] = []
        var waiting = Array(parts.reversed())
        while let next = waiting.popLast() {
            switch next.kind {
            case .and(let inner) where isAnd: waiting.append(contentsOf: inner.reversed())
            case .or(let inner) where !isAnd: waiting.append(contentsOf: inner.reversed())
            default: result.append(next)
            }
        }
        return result
    }

    /// A part that stands among the others with a `!` before it.
    private func opposite(_ parts: [CheckedExpression]) -> CheckedExpression? {
        // `x is not blank` is the opposite of `x is blank`.
        var negated: Set<Int> = []
        for part in parts { if case .not(let inner) = part.kind { negated.insert(identity(of: inner)) } }
        if negated.isEmpty { return nil }
        return parts.first { part in
            if case .not = part.kind { return false }
            return negated.contains(identity(of: part))
        }
    }

    /// A comparison of something with constants.
    private func limit(_ expression: CheckedExpression) -> Limit? {
        var expression = expression
        var isNegated = false
        while case .not(let inner) = expression.kind {
            isNegated.toggle()
            expression = inner
        }
        let (value, test, operands): (CheckedExpression, Limit.Test, [CheckedExpression])
        switch expression.kind {
        case .compare(let op, let a, let b):
            if constant(b) != nil {
                (value, test, operands) = (a, .compare(op), [b])
            } else if constant(a) != nil {
                (value, test, operands) = (b, .compare(op.mirrored), [a])
            } else {
                return nil
            }
        case .within(let a, let list):
            // What the checker makes of `any` over outcomes has one place for both.
            guard case .list(let elements) = list.kind, !elements.isEmpty, a.span != list.span else { return nil }
            (value, test, operands) = (a, .within, elements)
        default: return nil
        }
        if constant(value) != nil { return nil }
        let constants = operands.compactMap(constant)
        guard constants.count == operands.count else { return nil }
        return Limit(
            subject: identity(of: value), value: value, test: test, operands: constants, isNegated: isNegated, span: expression.span)
    }

    /// A number of rows or characters, or a distance from 0.
    private static func isNeverNegative(_ expression: CheckedExpression) -> Bool {
        switch expression.kind {
        case .aggregate(.count, _, _, _): true
        case .builtin(let index, _): ["length", "abs"].contains(Builtin.all[index].name)
        case .scaled(let inner, _): isNeverNegative(inner)
        default: false
        }
    }
}
