import KijunSyntax

extension Checker {
    /// How large an expression may be that a chain or a range uses twice.
    private static let maximumRepeated = 100_000

    /// A chain of comparisons: `90% <= rate < 100%` is two comparisons of which both must hold.
    mutating func checkComparison(
        _ first: Expression, _ links: [Comparison], _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        var parts: [CheckedExpression] = []
        var left = first
        var known: CheckedExpression?
        for link in links {
            switch link.operand {
            case .expression(let right):
                let pair = operands(left, known, right, link.op, scope)
                parts.append(compare(pair.left, link, pair.right))
                known = pair.right
                left = right
            case .range(let low, let high, let open):
                parts += range(left, known, low, high, open, link, scope)
                known = nil
                left = high
            }
        }
        if links.count > 1, parts.contains(where: { $0.size(upTo: Self.maximumRepeated) >= Self.maximumRepeated }) {
            report(.tooLarge(at: span))
            return failed(at: span)
        }
        if parts.contains(where: { $0.type == .error }) { return failed(at: span) }
        if parts.count == 1 { return CheckedExpression(parts[0].kind, .yesno, at: span) }
        return CheckedExpression(.and(parts), .yesno, at: span)
    }

    /// Both sides, the one that can stand alone first: its type tells what a literal or a bare name on the other is.
    private mutating func operands(
        _ left: Expression, _ known: CheckedExpression?, _ right: Expression, _ op: Comparison.Operator, _ scope: Scope
    ) -> (left: CheckedExpression, right: CheckedExpression) {
        func context(_ type: Type, for op: Comparison.Operator, isRight: Bool) -> Expected {
            var type = type
            if case .choice(let choice) = type, op.isOrder { type = .choice(widened(choice)) }
            if op == .within { type = isRight ? .list(type) : type.element ?? type }
            return .like(type)
        }
        if known == nil, needsNeighbour(left, scope), !needsNeighbour(right, scope) {
            let second = check(right, scope)
            let first = check(left, scope, context(second.type, for: op, isRight: false))
            return (first, second)
        }
        let first = known ?? check(left, scope)
        return (first, check(right, scope, context(first.type, for: op, isRight: true)))
    }

    private mutating func compare(
        _ left: CheckedExpression, _ link: Comparison, _ right: CheckedExpression
    ) -> CheckedExpression {
        let span = left.span.joined(right.span)
        if left.type == .error || right.type == .error { return failed(at: span) }
        if left.isBlankLiteral || right.isBlankLiteral {
            report(.equalsBlank(link.op, at: span, operand: quoted(left.isBlankLiteral ? right.span : left.span)))
            return failed(at: span)
        }
        switch link.op {
        case .equal, .notEqual: return equality(left, link.op, right, at: span)
        case .within: return membership(left, right, at: span)
        default: return ordering(left, link.op, right, at: span)
        }
    }

    // MARK: ==

    private mutating func equality(
        _ left: CheckedExpression, _ op: Comparison.Operator, _ right: CheckedExpression, at span: Span
    ) -> CheckedExpression {
        guard let (first, second) = alike(left, right) else { return failed(at: span) }
        return CheckedExpression(.compare(op, first, second), .yesno, at: span)
    }

    /// Both sides as values that can be equal, or nil if it is reported that they never are.
    private mutating func alike(
        _ left: CheckedExpression, _ right: CheckedExpression
    ) -> (CheckedExpression, CheckedExpression)? {
        switch (left.type, right.type) {
        case (.number, .number): return oneUnit([left, right]).map { ($0.operands[0], $0.operands[1]) }
        case (.choice(let a), .choice(let b)):
            if !Set(a.symbols).isDisjoint(with: b.symbols) { return (left, right) }
            report(.neverEqual(left.type, right.type, at: left.span.joined(right.span)))
            return nil
        case (.choice(let choice), .text), (.choice(let choice), .mark):
            return literal(right, in: choice).map { (left, $0) }
        case (.text, .choice(let choice)), (.mark, .choice(let choice)):
            return literal(left, in: choice).map { ($0, right) }
        case (.mark, .text): return mark(right).map { (left, $0) }
        case (.text, .mark): return mark(left).map { ($0, right) }
        default: break
        }
        if let second = fitted(right, to: left.type) { return (left, second) }
        if let first = fitted(left, to: right.type) { return (first, right) }
        report(.neverAlike(left.type, right.type, left: left.span, right: right.span))
        return nil
    }

    /// A literal as a symbol of a choice; any other text may be equal to one.
    private mutating func literal(_ expression: CheckedExpression, in choice: Choice) -> CheckedExpression? {
        guard case .text(let text) = expression.kind else { return expression }
        if let fitted = fitted(expression, to: .choice(choice)) { return fitted }
        reportNotInChoice(text, choice, at: expression.span)
        return isExpectation ? expression : nil
    }

    private mutating func mark(_ expression: CheckedExpression) -> CheckedExpression? {
        guard case .text(let text) = expression.kind else { return expression }
        if let fitted = fitted(expression, to: .mark) { return fitted }
        report(.notAMark(text, at: expression.span))
        return nil
    }

    /// A value as one that can equal values of a type; nil where it cannot.
    func comparable(_ expression: CheckedExpression, with type: Type) -> CheckedExpression? {
        switch (expression.type, type) {
        case (.text, .choice), (.choice, .choice), (.text, .mark): expression.isTextLiteral ? nil : expression
        default: nil
        }
    }

    // MARK: < <= > >=

    private mutating func ordering(
        _ left: CheckedExpression, _ op: Comparison.Operator, _ right: CheckedExpression, at span: Span
    ) -> CheckedExpression {
        let made: (CheckedExpression, CheckedExpression)?
        switch (left.type, right.type) {
        case (.number, .number): made = oneUnit([left, right]).map { ($0.operands[0], $0.operands[1]) }
        case (.choice(let a), .choice(let b)): made = ranked(left, a, right, b, at: span)
        case (.choice(let choice), .text) where right.isTextLiteral, (.choice(let choice), .mark):
            made = literal(right, in: widened(choice)).flatMap { second in
                if case .choice(let b) = second.type { return ranked(left, choice, second, b, at: span) }
                return nil
            }
        case (.text, .choice(let choice)) where left.isTextLiteral, (.mark, .choice(let choice)):
            made = literal(left, in: widened(choice)).flatMap { first in
                if case .choice(let a) = first.type { return ranked(first, a, right, choice, at: span) }
                return nil
            }
        case (.text, .text), (.year, .year), (.blank, _), (_, .blank): made = (left, right)
        case (.yesno, .yesno), (.mark, _), (_, .mark), (.list, .list), (.table, .table), (.record, .record):
            report(.noOrder(left.type, at: span))
            return failed(at: span)
        default:
            if let second = fitted(right, to: left.type), second.type == left.type {
                made = (left, second)
            } else if let first = fitted(left, to: right.type), first.type == right.type {
                made = (first, right)
            } else {
                report(.neverAlike(left.type, right.type, left: left.span, right: right.span))
                return failed(at: span)
            }
        }
        guard let made else { return failed(at: span) }
        return CheckedExpression(.compare(op, made.0, made.1), .yesno, at: span)
    }

    /// Two choices with the order of one scale: both sides get the same choice.
    private mutating func ranked(
        _ left: CheckedExpression, _ a: Choice, _ right: CheckedExpression, _ b: Choice, at span: Span
    ) -> (CheckedExpression, CheckedExpression)? {
        let both = union(a, b)
        guard let scale = both.scale, a.scale == nil || a.scale == scale, b.scale == nil || b.scale == scale else {
            let candidates = scales(of: both.symbols).candidates.compactMap { scales[$0].scale }
            if candidates.count > 1 {
                report(.ambiguousSymbol(candidates, at: span))
            } else {
                report(.noOrder(left.type, at: span))
            }
            return nil
        }
        let type = Type.choice(widened(both))
        return (
            CheckedExpression(left.kind, type, at: left.span), CheckedExpression(right.kind, type, at: right.span)
        )
    }

    // MARK: in

    private mutating func membership(
        _ left: CheckedExpression, _ right: CheckedExpression, at span: Span
    ) -> CheckedExpression {
        switch right.type {
        case .list(let element):
            if case .list(let elements) = right.kind { return literalMembership(left, elements, right, at: span) }
            let local = newLocal()
            let sample = CheckedExpression(.local(local), element, at: right.span)
            guard let (first, second) = alike(left, sample) else { return failed(at: span) }
            var list = right
            if second.kind != sample.kind {
                list = CheckedExpression(.map(right, local, second), .list(second.type), at: right.span)
            }
            return CheckedExpression(.within(first, list), .yesno, at: span)
        case .text, .choice, .mark:
            report(.textInText(left: quoted(left.span), right: quoted(right.span), at: span))
        case .table(let record):
            report(.listWanted(quoted(right.span), columns: names(of: record).sorted(), at: right.span))
        default:
            report(.notAList(right.type, at: right.span))
        }
        return failed(at: span)
    }

    private mutating func literalMembership(
        _ left: CheckedExpression, _ elements: [CheckedExpression], _ right: CheckedExpression, at span: Span
    ) -> CheckedExpression {
        var first = left
        var all: [CheckedExpression] = []
        for element in elements {
            if element.isBlankLiteral {
                report(.equalsBlank(.equal, at: element.span, operand: quoted(left.span)))
                return failed(at: span)
            }
            guard let (own, other) = alike(first, element) else { return failed(at: span) }
            first = own
            all.append(other)
        }
        let list = CheckedExpression(.list(all), .list(all.first?.type ?? left.type), at: right.span)
        return CheckedExpression(.within(first, list), .yesno, at: span)
    }

    /// `x in 1..10`: both ends hold; `..<` leaves the upper one out.
    private mutating func range(
        _ left: Expression, _ known: CheckedExpression?, _ low: Expression, _ high: Expression, _ open: Bool,
        _ link: Comparison, _ scope: Scope
    ) -> [CheckedExpression] {
        let value = known ?? check(left, scope)
        var context = value.type
        if case .choice(let choice) = context { context = .choice(widened(choice)) }
        let bottom = check(low, scope, .like(context))
        let top = check(high, scope, .like(context))
        let lower = Comparison(op: .lessOrEqual, opSpan: link.opSpan, operand: .expression(low))
        let upper = Comparison(op: open ? .less : .lessOrEqual, opSpan: link.opSpan, operand: .expression(high))
        if value.size(upTo: Self.maximumRepeated) >= Self.maximumRepeated {
            report(.tooLarge(at: left.span))
            return [failed(left)]
        }
        return [compare(bottom, lower, value), compare(value, upper, top)]
    }
}

extension Comparison.Operator {
    var isOrder: Bool {
        switch self {
        case .less, .lessOrEqual, .greater, .greaterOrEqual: true
        case .equal, .notEqual, .within: false
        }
    }
}
