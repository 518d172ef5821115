import KijunSyntax

/// K0913: a percentage held against a number without `%`: `執行率 >= 95` asks for 9500 %.
///
/// Below 2 such a number may well be meant as it stands (0.95, 1, 1.5 times). A share of amounts in one unit counts as a
/// percentage from 20 on: nobody compares shares with 95, but 3 times as much may be meant.
extension Lints {
    private static let smallestSuspect = Number(2)
    private static let smallestSuspectOfShare = Number(20)

    /// What a number is measured in that is held against another.
    private enum Measure {
        case percent
        /// Of amounts of one unit.
        case share
    }

    mutating func findBarePercents() {
        var found: [Diagnostic] = []
        forEach(in: ruleExpressions + program.instances.map(\.body)) { next in
            switch next.kind {
            case .compare(_, let a, let b):
                found += bare([b], beside: a)
                found += bare([a], beside: b)
            case .within(let value, let list):
                if case .list(let elements) = list.kind { found += bare(elements, beside: value) }
            case .list(let parts), .coalesce(let parts):
                if let percent = parts.first(where: { measure($0) == .percent }) { found += bare(parts, beside: percent) }
            case .sum(let first, let terms):
                let parts = [first] + terms.map(\.operand)
                if let percent = parts.first(where: { measure($0) == .percent }) { found += bare(parts, beside: percent) }
            case .condition(_, let yes, let no):
                if measure(yes) == .percent { found += bare([no], beside: yes) }
                if measure(no) == .percent { found += bare([yes], beside: no) }
            default: break
            }
        }
        diagnostics += found
        for parameter in program.parameters {
            guard case .number(let type) = parameter.type, type.isPercent else { continue }
            for entry in parameter.entries {
                if let number = bareNumber(entry.value), Self.isSuspect(number, .percent) {
                    diagnostics.append(.barePercent(quoted(entry.value.span), number, at: entry.value.span, percent: parameter.name, .none))
                }
            }
        }
        for tree in trees {
            for case .form(let form) in tree.statements.map(\.kind) { findDefaults(form.fields) }
        }
    }

    /// `rate: percent ?? 95`
    private mutating func findDefaults(_ fields: [FieldSyntax]) {
        for field in fields {
            findDefaults(field.columns)
            guard case .percent? = field.type?.kind, let fallback = field.fallback, case .number(let literal) = fallback.kind,
                !literal.isPercent, let number = Number(digits: literal.digits), Self.isSuspect(number, .percent)
            else { continue }
            diagnostics.append(.barePercent(quoted(fallback.span), number, at: fallback.span, percent: field.name.text, .none))
        }
    }

    /// The numbers without `%` among expressions that are held against another, if that one is a percentage.
    private func bare(_ expressions: [CheckedExpression], beside other: CheckedExpression) -> [Diagnostic] {
        guard let measure = measure(other) else { return [] }
        return expressions.compactMap { expression in
            guard let (number, place) = suspect(expression, measure) else { return nil }
            return .barePercent(quoted(expression.span), number, at: expression.span, percent: quoted(other.span), place)
        }
    }

    /// A number without `%`, written here or in the definition or parameter that is read here, too large for what it is held against.
    private func suspect(_ expression: CheckedExpression, _ measure: Measure) -> (number: Number, place: Span)? {
        if let number = bareNumber(expression) { return Self.isSuspect(number, measure) ? (number, .none) : nil }
        switch expression.kind {
        case .rule(let id):
            guard case .definition(let body) = program.rules[id].body, let number = bareNumber(body), Self.isSuspect(number, measure)
            else { return nil }
            return (number, body.span)
        case .parameter(let index, _):
            for entry in program.parameters[index].entries {
                if case .number(let type) = program.parameters[index].type, type.isPercent { return nil }
                if let number = bareNumber(entry.value), Self.isSuspect(number, measure) { return (number, entry.value.span) }
            }
            return nil
        default: return nil
        }
    }

    /// The value of a number that is written without `%` and without a unit; nil for everything else.
    private func bareNumber(_ expression: CheckedExpression) -> Number? {
        guard case .number(let type) = expression.type, type.unit.isNone, case .number(let number)? = constant(expression) else {
            return nil
        }
        return hasPercentSign(expression.span) ? nil : number
    }

    private func hasPercentSign(_ span: Span) -> Bool {
        program.sources.text(of: span).unicodeScalars.contains { $0 == "%" || $0 == "％" }
    }

    private static func isSuspect(_ number: Number, _ measure: Measure) -> Bool {
        let limit = measure == .percent ? smallestSuspect : smallestSuspectOfShare
        return number >= limit || number <= limit.negated
    }

    /// Whether an expression is a percentage or a share; nil where it is neither, or made of literals alone.
    private func measure(_ expression: CheckedExpression) -> Measure? {
        guard case .number(let type) = expression.type, type.unit.isNone else { return nil }
        if constant(expression) != nil { return hasPercentSign(expression.span) ? .percent : nil }
        if type.isPercent { return isTurnedIntoPoints(expression) ? nil : .percent }
        var value = expression
        switch value.kind {
        case .rule(let id), .column(_, .rule(let id)):
            guard case .definition(let body) = program.rules[id].body else { return nil }
            value = body
        default: break
        }
        if case .scaled(let inner, _) = value.kind { value = inner }
        guard case .product(let first, let terms) = value.kind, terms.count == 1, terms[0].op == .divide,
            case .number(let above) = first.type, case .number(let below) = terms[0].operand.type,
            !above.unit.isNone, above.unit.hasSameDimension(as: below.unit)
        else { return nil }
        return .share
    }

    /// Whether a percentage has been multiplied or divided by a plain number on its way, as `rate * 100` makes 95 of 95%: whoever
    /// writes so counts in points.
    private func isTurnedIntoPoints(_ expression: CheckedExpression) -> Bool {
        var waiting = [expression]
        var followed: Set<RuleID> = []
        var left = Self.largestPercentage
        while let next = waiting.popLast() {
            left -= 1
            if left < 0 { return true }
            switch next.kind {
            case .rule(let id), .column(_, .rule(let id)), .columnOfTable(_, .rule(let id)):
                if followed.insert(id).inserted, case .definition(let body) = program.rules[id].body { waiting.append(body) }
            case .call(let instance, let arguments): waiting += [program.instances[instance].body] + arguments
            case .product(let first, let terms):
                let isPoints = ([first] + terms.map(\.operand)).contains { bareNumber($0).map { $0 != Number(1) } ?? false }
                if isPoints || terms.contains(where: { $0.op == .divide && constant($0.operand) != nil }) { return true }
                waiting += next.children
            default: waiting += next.children
            }
        }
        return false
    }

    /// More parts of a percentage than any that a person writes are not looked at.
    private static let largestPercentage = 1000
}
