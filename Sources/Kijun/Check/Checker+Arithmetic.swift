import KijunSyntax

extension Checker {
    /// How many different units the unit of a product may be made of.
    private static let maximumFactors = 50

    // MARK: Sums

    mutating func checkSum(
        _ first: Expression, _ terms: [Term], _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        guard !terms.isEmpty else { return check(first, scope) }
        var operands = [check(first, scope)]
        for term in terms { operands.append(check(term.operand, scope)) }
        if operands.contains(where: { $0.type == .error }) { return failed(at: span) }
        var years = 0
        var areYearsAlone = true
        var hasText = false
        for (index, operand) in operands.enumerated() {
            let isMinus = index > 0 && terms[index - 1].op == .minus
            switch operand.type {
            case .number, .blank: continue
            case .year:
                years += isMinus ? -1 : 1
                if years != 0, years != 1 { areYearsAlone = false }
            case .text, .choice, .mark: hasText = true
            default:
                report(.notANumber(operand.type, at: operand.span, op: terms[max(0, index - 1)].op))
                return failed(at: span)
            }
        }
        if hasText {
            if terms.allSatisfy({ $0.op == .plus }) {
                report(.addText(at: span))
            } else if let operand = operands.first(where: { $0.type.isText }) {
                report(.notANumber(operand.type, at: operand.span, op: .minus))
            }
            return failed(at: span)
        }
        if operands.contains(where: { $0.type == .year }) {
            guard areYearsAlone else {
                report(.addYears(at: span))
                return failed(at: span)
            }
            return yearSum(operands, terms, years, at: span)
        }
        guard let (all, type) = oneUnit(operands) else { return failed(at: span) }
        return sum(all, terms, .number(type), at: span)
    }

    private func sum(
        _ operands: [CheckedExpression], _ terms: [Term], _ type: Type, at span: Span
    ) -> CheckedExpression {
        CheckedExpression(
            .sum(operands[0], zip(terms, operands.dropFirst()).map { CheckedTerm($0.op, $1) }), type, at: span)
    }

    /// year ± number is a year, year - year a number: from left to right, never more than one year is left and none is taken
    /// from a number.
    private mutating func yearSum(
        _ operands: [CheckedExpression], _ terms: [Term], _ years: Int, at span: Span
    ) -> CheckedExpression {
        for operand in operands {
            if case .number(let number) = operand.type, !number.unit.isNone {
                report(.unitMismatch(.none, number.unit, at: operand.span, other: operands[0].span))
                return failed(at: span)
            }
        }
        return sum(operands, terms, years == 1 ? .year : .number, at: span)
    }

    /// Brings numbers to one unit: that of the first with one; reports the first that is of another dimension.
    mutating func oneUnit(_ operands: [CheckedExpression]) -> (operands: [CheckedExpression], type: NumberType)? {
        var lead: (type: NumberType, span: Span)?
        var isPercent = false
        for operand in operands {
            guard case .number(let number) = operand.type else { continue }
            if number.isPercent { isPercent = true }
            if lead == nil, !number.isLiteral { lead = (number, operand.span) }
        }
        guard let lead else {
            return (
                operands.map { CheckedExpression($0.kind, .number(NumberType(isLiteral: true)), at: $0.span) }, NumberType(isLiteral: true)
            )
        }
        let type = lead.type.with(percent: isPercent)
        var all: [CheckedExpression] = []
        for operand in operands {
            guard let fitted = fitted(operand, to: .number(type)) else {
                if case .number(let other) = operand.type {
                    report(.unitMismatch(lead.type.unit, other.unit, at: operand.span, other: lead.span))
                }
                return nil
            }
            all.append(fitted)
        }
        return (all, type)
    }

    // MARK: Products

    mutating func checkProduct(
        _ first: Expression, _ terms: [Term], _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        let head = check(first, scope)
        var checked: [CheckedTerm] = []
        guard var type = factor(head, terms.first?.op ?? .times) else {
            for term in terms { _ = check(term.operand, scope) }
            return failed(at: span)
        }
        var isFailed = false
        // The literal that a unit may go on from: where it ends, and whether it multiplies or divides.
        var literal = first.endOfUnit.map { (end: $0, op: Term.Operator.times) }
        for term in terms {
            if let (end, op) = literal, let unit = unit(term, after: end) {
                type.unit = op == .times ? type.unit / unit : type.unit * unit
                literal = (term.operand.span.end, op)
                continue
            }
            literal = term.operand.endOfUnit.map { ($0, term.op) }
            let operand = check(term.operand, scope)
            guard let next = factor(operand, term.op) else {
                isFailed = true
                continue
            }
            let percent: Bool
            if term.op == .times {
                percent = type.isPercent && (next.isPercent || next.isLiteral) || next.isPercent && type.isLiteral
                type.unit = type.unit * next.unit
            } else {
                percent = type.isPercent
                type.unit = type.unit / next.unit
            }
            type.isLiteral = type.isLiteral && next.isLiteral
            type = type.with(percent: percent)
            if type.unit.factors.count > Self.maximumFactors {
                report(.tooLarge(at: span))
                return failed(at: span)
            }
            checked.append(CheckedTerm(term.op, operand))
        }
        if isFailed { return failed(at: span) }
        if checked.isEmpty { return CheckedExpression(head.kind, .number(type), at: span) }
        let power = type.unit.scale
        guard type.unit.factors.isEmpty, power != 0 else {
            return CheckedExpression(.product(head, checked), .number(type), at: span)
        }
        // 千円 / 円 is a plain number once its scale is carried out.
        let product = CheckedExpression(.product(head, checked), .number(type), at: span)
        type.unit = .none
        return CheckedExpression(.scaled(product, powerOfTen: power), .number(type), at: span)
    }

    /// `7920千円/人工` without a space: the unit goes on, whatever else has that name.
    private func unit(_ term: Term, after end: UInt32) -> Unit? {
        guard term.op == .divide, case .name(let name) = term.operand.kind, end == term.opSpan.start,
            term.opSpan.end == name.span.start,
            declaredUnits.contains(name.text) || Unit.money.contains(where: { $0.name == name.text })
        else { return nil }
        return Unit(named: name.text)
    }

    /// The type of an operand of `*` or `/`, or nil if it is reported.
    private mutating func factor(_ operand: CheckedExpression, _ op: Term.Operator) -> NumberType? {
        switch operand.type {
        case .number(let number): return number
        case .blank: return NumberType(isLiteral: true)
        case .error: return nil
        default:
            report(.notANumber(operand.type, at: operand.span, op: op))
            return nil
        }
    }

    mutating func checkNegation(_ inner: Expression, _ scope: Scope, at span: Span) -> CheckedExpression {
        let operand = check(inner, scope)
        switch operand.type {
        case .number, .blank: return CheckedExpression(.negate(operand), operand.type == .blank ? .number : operand.type, at: span)
        case .error: return failed(at: span)
        default:
            report(.notANumber(operand.type, at: operand.span, op: .minus))
            return failed(at: span)
        }
    }
}

extension Expression {
    /// Where a number with a unit ends.
    fileprivate var endOfUnit: UInt32? {
        if case .number(let literal) = kind, literal.unit != nil { span.end } else { nil }
    }
}

extension Type {
    /// Shown as text: texts, symbols and marks.
    var isText: Bool {
        switch self {
        case .text, .choice, .mark: true
        default: false
        }
    }
}
