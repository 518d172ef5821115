import KijunSyntax

/// What the expectations of tests ask of one evaluation: each expression, the comparisons that it comes down to, and their
/// sides. Sides are operands of their comparisons, so asking for them makes no further columns.
struct TestQuestions {
    private struct Comparison {
        let index: Int
        let sides: [(index: Int, span: Span, type: Type)]
    }

    private struct Asked {
        let index: Int
        let comparisons: [Comparison]
        /// Only a comparison that does not hold can be why the whole does not.
        let isConjunction: Bool
    }

    private(set) var expressions: [CheckedExpression] = []
    /// By the number of the test: one for each expectation, nil for checks.
    private var asked: [Int: [Asked?]] = [:]

    /// The most comparisons of one expectation whose sides are told.
    private static let maximumComparisons = 8

    mutating func add(_ test: CheckedTest, number: Int) {
        guard asked[number] == nil else { return }
        asked[number] = test.expectations.map { expectation in
            switch expectation.kind {
            case .holds(let expression): return ask(expression)
            case .check, .unchecked: return nil
            }
        }
    }

    private mutating func ask(_ expression: CheckedExpression) -> Asked {
        var isConjunction = true
        var found: [CheckedExpression] = []
        var open = [expression]
        while let next = open.popLast(), found.count < Self.maximumComparisons {
            switch next.kind {
            case .and(let parts): open += parts.reversed()
            case .or(let parts):
                isConjunction = false
                open += parts.reversed()
            case .not(let inner):
                isConjunction = false
                open.append(inner)
            default: found.append(next)
            }
        }
        let index = index(of: expression)
        let comparisons = found.map { Comparison(index: self.index(of: $0), sides: sides(of: $0)) }
        return Asked(index: index, comparisons: comparisons, isConjunction: isConjunction)
    }

    private mutating func index(of expression: CheckedExpression) -> Int {
        expressions.append(expression)
        return expressions.count - 1
    }

    private mutating func sides(of expression: CheckedExpression) -> [(index: Int, span: Span, type: Type)] {
        let sides: [CheckedExpression] =
            switch expression.kind {
            case .compare(_, let a, let b), .within(let a, let b): [a, b]
            case .isBlank(let inner): [inner]
            default: []
            }
        // A literal is shown with the unit of the other side.
        let common = sides.first { !$0.isLiteralNumber }?.type
        return sides.map { side in
            let type = side.isLiteralNumber ? common ?? side.type : side.type
            return (index(of: side), side.span, type)
        }
    }

    // MARK: Results

    func results(of test: CheckedTest, number: Int, in evaluation: Evaluation, sheet: Int) -> [ExpectationResult] {
        zip(test.expectations, asked[number] ?? []).map { expectation, asked in
            switch (expectation.kind, asked) {
            case (.check(let rule, let expected), _):
                return result(ofCheck: rule, expected, at: expectation.span, in: evaluation, sheet: sheet)
            case (.holds, let asked?):
                var result = result(of: asked, at: expectation.span, in: evaluation, sheet: sheet)
                if result.state != .passed { result.doubt = expectation.doubt }
                return result
            case (.unchecked, _), (.holds, nil):
                return ExpectationResult(state: .failed, span: expectation.span, comparisons: [], basis: nil, doubt: expectation.doubt)
            }
        }
    }

    private func result(of asked: Asked, at span: Span, in evaluation: Evaluation, sheet: Int) -> ExpectationResult {
        let value = evaluation.value(ofExpression: asked.index, sheet: sheet)
        var failure: Failure?
        let state: ExpectationResult.State
        switch value {
        case .yesno(true): return ExpectationResult(state: .passed, span: span, comparisons: [], basis: nil)
        case .yesno(false): state = .failed
        case .failed(let found):
            state = .error
            failure = found
        default: state = .undetermined
        }
        let telling = asked.comparisons.filter { comparison in
            !asked.isConjunction || evaluation.value(ofExpression: comparison.index, sheet: sheet) != .yesno(true)
        }
        let comparisons = telling.filter { !$0.sides.isEmpty }.map { comparison in
            let sides = comparison.sides.map { side in
                ReadValue(span: side.span, value: evaluation.value(ofExpression: side.index, sheet: sheet), type: side.type)
            }
            let isComparison = if case .compare = evaluation.program.expressions[comparison.index].kind { true } else { false }
            let difference =
                isComparison && sides.count == 2 ? ValueDifference(sides[0].value, sides[1].value, as: sides[0].type) : nil
            return ExpectationResult.Comparison(expression: comparison.index, sides: sides, difference: difference)
        }
        let basis = ExpectationResult.Basis(
            evaluation: evaluation, sheet: sheet, subject: .expression(asked.index), failure: failure)
        return ExpectationResult(state: state, span: span, comparisons: comparisons, basis: basis)
    }

    private func result(
        ofCheck rule: RuleID, _ expected: CheckResult.State, at span: Span, in evaluation: Evaluation, sheet: Int
    ) -> ExpectationResult {
        let rows = evaluation.rows(of: rule, sheet: sheet)
        let states = rows.map { evaluation.checkState(rule, row: $0) ?? .undetermined }
        let found: CheckResult.State =
            states.contains(.failed) ? .failed : states.contains(.undetermined) ? .undetermined : .passed
        guard found != expected else { return ExpectationResult(state: .passed, span: span, comparisons: [], basis: nil) }
        let first = states.firstIndex(of: found).map { rows.lowerBound + $0 }
        let subject = ExpectationResult.Basis.Subject.check(rule, row: first, count: states.count { $0 == found }, state: found)
        return ExpectationResult(
            state: found == .undetermined ? .undetermined : .failed, span: span, comparisons: [],
            basis: ExpectationResult.Basis(evaluation: evaluation, sheet: sheet, subject: subject, failure: nil))
    }
}

extension CheckedExpression {
    /// A number of bare literals: it has the unit that the other side needs.
    fileprivate var isLiteralNumber: Bool {
        if case .number(let type) = self.type { return type.isLiteral }
        return false
    }
}
