extension Parser {
    static let expression = Wording(ja: "式（値や項目）", en: "an expression (a value or a field)")

    /// A whole expression, with the clauses of a query after it.
    mutating func parseExpression() -> Expression {
        let start = current.span
        let rows = parseOperators(.or)
        var clauses: [Clause] = []
        var tallest = height
        while let clause = parseClause() {
            clauses.append(clause)
            tallest = max(tallest, height)
        }
        height = tallest
        return clauses.isEmpty ? rows : Expression(.query(rows, clauses), at: spanSince(start))
    }

    /// Operands joined by operators that bind at least as tightly as `minimum`. Operators of one precedence come out as
    /// one flat node, so that the length of a chain is no depth.
    mutating func parseOperators(_ minimum: Precedence) -> Expression {
        let start = current.span
        var left = parsePrefix(minimum)
        while let next = currentOperator, next.precedence >= minimum {
            let before = cursor
            var tallest = height
            switch next.meaning {
            case .or, .and, .coalesce:
                var operands = [left]
                while currentOperator?.precedence == next.precedence {
                    advance()
                    operands.append(parseOperators(next.precedence.tighter))
                    tallest = max(tallest, height)
                }
                let kind: Expression.Kind =
                    next.meaning == .or ? .or(operands) : next.meaning == .and ? .and(operands) : .coalesce(operands)
                left = Expression(kind, at: spanSince(start))
            case .term:
                var terms: [Term] = []
                while let op = currentOperator, op.precedence == next.precedence, case .term(let sign) = op.meaning {
                    let span = current.span
                    advance()
                    terms.append(Term(op: sign, opSpan: span, operand: parseOperators(next.precedence.tighter)))
                    tallest = max(tallest, height)
                }
                left = Expression(next.precedence == .sum ? .sum(left, terms) : .product(left, terms), at: spanSince(start))
            case .isBlank:
                left = parseIsBlank(left, start)
                tallest = height
            case .comparison:
                left = parseComparisons(left, start)
                tallest = max(tallest, height)
            }
            height = tallest
            assert(cursor > before, "an operator was not read")
        }
        return left
    }

    /// The operator at the cursor. `not in` counts as one.
    private var currentOperator: Operator? {
        if current.kind == .not, peek().keyword == .within { return Operator.of(peek()) }
        return Operator.of(current)
    }

    // MARK: Comparisons

    private mutating func parseIsBlank(_ value: Expression, _ start: Span) -> Expression {
        var negated = current.keyword == .isNotBlank
        if accept(.isWord) {
            negated = accept(Token.Kind.not)
            guard accept(.blank) else {
                fail(expected: Wording(ja: " blank（空欄）", en: "`blank`"), hint: Diagnostic.compareWithEquals)
                return Expression(.error, at: start)
            }
        } else {
            advance()
        }
        grow(at: spanSince(start))
        return Expression(.isBlank(value, negated: negated), at: spanSince(start))
    }

    /// A chain of comparisons: `90% <= rate < 100%`.
    private mutating func parseComparisons(_ first: Expression, _ start: Span) -> Expression {
        var links: [Comparison] = []
        var tallest = height
        // `x not in list` is `!(x in list)`.
        let isNegated = accept(Token.Kind.not)
        while let next = currentOperator, case .comparison(let op) = next.meaning, current.kind != .not {
            let span = current.span
            advance()
            links.append(Comparison(op: op, opSpan: span, operand: parseCompared(op, &tallest)))
            if isNegated { break }
        }
        height = tallest
        if currentOperator?.precedence == .comparison {
            fail(.mixedComparison(text(of: current), at: current.span))
        }
        let comparison = Expression(.comparison(first, links), at: spanSince(start))
        return isNegated ? Expression(.not(comparison), at: comparison.span) : comparison
    }

    private mutating func parseCompared(_ op: Comparison.Operator, _ tallest: inout Int) -> Comparison.Operand {
        let low = parseOperators(.coalesce)
        tallest = max(tallest, height)
        guard op == .within, current.kind == .range || current.kind == .openRange else { return .expression(low) }
        let isOpen = current.kind == .openRange
        advance()
        let high = parseOperators(.coalesce)
        tallest = max(tallest, height)
        return .range(low, high, open: isOpen)
    }

    // MARK: Before an operand

    private mutating func parsePrefix(_ minimum: Precedence) -> Expression {
        let start = current.span
        switch current.kind {
        case .not, .minus:
            let isNot = current.kind == .not
            advance()
            guard open(at: start) else { return Expression(.error, at: start) }
            // `!` is looser than a comparison where it starts one, and a sign where it stands behind an operator.
            let operand = isNot && minimum <= .not ? parseOperators(.not) : parsePrefix(.sign)
            depth -= 1
            grow(at: start)
            return Expression(isNot ? .not(operand) : .negate(operand), at: spanSince(start))
        case .word where current.keyword == .ifWord:
            return parseCondition()
        default:
            return parsePostfix()
        }
    }

    /// `if c then x else y`, and all the `else if` after it.
    private mutating func parseCondition() -> Expression {
        let start = current.span
        guard open(at: start) else { return Expression(.error, at: start) }
        var arms: [(condition: Expression, then: Expression, span: Span)] = []
        var tallest = 0
        while true {
            let span = current.span
            guard accept(.ifWord) else { break }
            let condition = parseExpression()
            tallest = max(tallest, height)
            if !hasFailed, !accept(.then) { fail(expected: Wording(ja: " then（ならば）", en: "`then`")) }
            let then = parseExpression()
            tallest = max(tallest, height)
            if !hasFailed, !accept(.elseWord) {
                fail(expected: Wording(ja: " else（でなければ）", en: "`else`"), hint: Diagnostic.ifNeedsElse)
            }
            arms.append((condition, then, span))
            if arms.count > Self.maximumDepth { fail(.tooDeep(limit: Self.maximumDepth, at: span)) }
        }
        var result = parseExpression()
        height = max(tallest, height)
        grow(arms.count, at: start)
        for arm in arms.reversed() {
            result = Expression(.condition(arm.condition, then: arm.then, else: result), at: spanSince(arm.span))
        }
        depth -= 1
        return result
    }

    // MARK: Queries

    private mutating func parseClause() -> Clause? {
        guard current.kind == .word else { return nil }
        switch current.keyword {
        case .whereWord:
            advance()
            return .filter(parseOperators(.or))
        case .select:
            advance()
            return .select(parseSelections())
        case .sort:
            acceptBy()
            let key = parseOperators(.or)
            return .sort(key, descending: accept(.descending))
        case .top:
            advance()
            return .top(parseOperators(.coalesce))
        case .group:
            acceptBy()
            return .group(parseSelections())
        default:
            return nil
        }
    }

    /// `sort by`, `group by`; the Japanese words need no `by`.
    private mutating func acceptBy() {
        let isJapanese = current.isJapanese
        advance()
        if !accept(.by), !isJapanese { fail(expected: Wording(ja: " by ", en: "`by`")) }
    }

    private mutating func parseSelections() -> [Selection] {
        var selections: [Selection] = []
        var tallest = 0
        repeat {
            var name: Name?
            if current.kind == .word, peek().kind == .assign {
                name = self.name(of: current)
                advance()
                advance()
            }
            selections.append(Selection(name: name, value: parseOperators(.or)))
            tallest = max(tallest, height)
        } while accept(.comma)
        height = tallest
        return selections
    }
}
