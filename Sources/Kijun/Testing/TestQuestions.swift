import KijunSyntax

/// What the expectations of tests ask of one evaluation: each expression, the comparisons that it comes down to, and their
/// sides. Sides are operands of their comparisons, so asking for them makes no further columns.
struct TestQuestions {
    private struct Comparison {
        let index: Int
        /// What came out, then what it is held to.
        let sides: [(index: Int, span: Span, type: Type)]
        let op: KijunSyntax.Comparison.Operator?
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
        let comparisons = found.map { self.comparison($0) }
        return Asked(index: index, comparisons: comparisons, isConjunction: isConjunction)
    }

    private mutating func index(of expression: CheckedExpression) -> Int {
        expressions.append(expression)
        return expressions.count - 1
    }

    private mutating func comparison(_ expression: CheckedExpression) -> Comparison {
        var sides: [CheckedExpression] = []
        var op: KijunSyntax.Comparison.Operator?
        switch expression.kind {
        case .compare(let own, let a, let b):
            (sides, op) = a.isConstant && !b.isConstant ? ([b, a], own.mirrored) : ([a, b], own)
        case .within(let a, let b): (sides, op) = ([a, b], .within)
        case .isBlank(let inner): sides = [inner]
        default: break
        }
        // A literal is shown with the unit of the other side.
        let common = sides.first { !$0.isLiteralNumber }?.type
        let index = index(of: expression)
        let asked = sides.map { side in
            let type = side.isLiteralNumber ? common ?? side.type : side.type
            return (self.index(of: side), side.span, type)
        }
        return Comparison(index: index, sides: asked, op: op)
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
            let isComparison = comparison.op != nil && comparison.op != .within && comparison.op != .notEqual
            let difference = isComparison ? ValueDifference(sides[0].value, sides[1].value, as: sides[0].type) : nil
            let rows = comparison.op == .equal ? rows(of: comparison, sides, in: evaluation, sheet: sheet) : nil
            return ExpectationResult.Comparison(
                expression: comparison.index, sides: sides, op: comparison.op, difference: difference,
                rule: rule(of: comparison, in: evaluation, sheet: sheet), rows: rows)
        }
        let basis = ExpectationResult.Basis(
            evaluation: evaluation, sheet: sheet, subject: .expression(asked.index), failure: failure)
        return ExpectationResult(state: state, span: span, comparisons: comparisons, basis: basis)
    }

    /// The rule that one side is, with its row.
    private func rule(of comparison: Comparison, in evaluation: Evaluation, sheet: Int) -> (id: RuleID, row: Int)? {
        switch evaluation.program.expressions[comparison.sides[0].index].kind {
        case .rule(let rule): return evaluation.rows(of: rule, sheet: sheet).first.map { (rule, $0) }
        case .element(let list, let place):
            // `grades[2]`
            guard case .columnOfTable(_, .rule(let rule)) = list.kind, case .number(let number) = place.kind, let place = number.asInt
            else { return nil }
            let rows = evaluation.rows(of: rule, sheet: sheet)
            let row = place > 0 ? rows.lowerBound + place - 1 : rows.upperBound + place
            return rows.contains(row) ? (rule, row) : nil
        default: return nil
        }
    }

    /// The rows of a rule whose whole column is compared with a list that is as long.
    private func rows(
        of comparison: Comparison, _ sides: [ReadValue], in evaluation: Evaluation, sheet: Int
    ) -> ExpectationResult.Rows? {
        guard case .columnOfTable(let table, .rule(let rule)) = evaluation.program.expressions[comparison.sides[0].index].kind,
            table.isWholeTable, case .list(let got) = sides[0].value, case .list(let expected) = sides[1].value
        else { return nil }
        let rows = evaluation.rows(of: rule, sheet: sheet)
        guard got.count == expected.count, got.count == rows.count else { return nil }
        return ExpectationResult.Rows(rule: rule, all: rows, differing: got.indices.filter { got[$0] != expected[$0] })
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

    /// It reads nothing.
    fileprivate var isConstant: Bool {
        switch kind {
        case .number, .text, .year, .yesno: true
        case .list(let elements): elements.allSatisfy(\.isConstant)
        case .negate(let inner), .scaled(let inner, _): inner.isConstant
        case .product(let first, let terms), .sum(let first, let terms): first.isConstant && terms.allSatisfy { $0.operand.isConstant }
        default: false
        }
    }

    /// A table of the sheet, or a definition that is one, with all its rows.
    fileprivate var isWholeTable: Bool {
        switch kind {
        case .field, .rule: return true
        case .columnOfTable(let outer, .field): return outer.isWholeTable
        case .builtin(let index, let arguments):
            // The tables of all rows make one.
            return index == Builtin.index(of: "flatten") && arguments.count == 1 && arguments[0].isWholeTable
        default: return false
        }
    }
}
