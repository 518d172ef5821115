import KijunSyntax

// How far a value is from what a condition wants of it.
extension Explainer {
    /// - Returns: the part that is tested, how far it is, and how near that is among others: for numbers the distance as a part
    ///   of the limit, else 1.
    func distance(
        of expression: CheckedExpression, _ wanted: Bool, _ context: Context
    ) -> (tested: CheckedExpression?, Explanation.Distance, nearness: Number) {
        let result = value(expression, context)
        let isOpen = Self.isUnknown(result)
        switch expression.kind {
        case .compare(let comparison, let a, let b):
            let (tested, limit, op) = isFixed(a, context) && !isFixed(b, context) ? (b, a, comparison.flipped) : (a, b, comparison)
            if isOpen { return (tested, .unknown(reasons(expression, context)), .one) }
            let (distance, nearness) = distance(from: value(tested, context), wanted ? op : op.opposite, value(limit, context), limit.type)
            return (tested, distance, nearness)
        case .within(let needle, let list):
            if isOpen { return (needle, .unknown(reasons(expression, context)), .one) }
            guard wanted, case .list(let members) = value(list, context) else { return (needle, .excluded(value(needle, context)), .one) }
            return (needle, .otherThan(members), .one)
        case .aggregate(let kind, let list, _, let body):
            if isOpen { return (nil, .unknown(reasons(expression, context)), .one) }
            let counts = counts(list, body, expression, context)
            guard let counts else { return (nil, .plain, .one) }
            let deciding = kind == .all ? (wanted ? counts.no : counts.yes) : (kind == .any) == wanted ? counts.no : counts.yes
            return (body == nil ? list : nil, .elements(kind, deciding: deciding, of: counts.all), .one)
        case .isBlank(let operand): return (operand, wanted ? .otherThan([.blank]) : .excluded(.blank), .one)
        default:
            if isOpen { return (expression, .unknown(reasons(expression, context)), .one) }
            guard isName(expression) else { return (nil, .plain, .one) }
            return (expression, wanted ? .otherThan([.yesno(true)]) : .excluded(.yesno(true)), .one)
        }
    }

    /// Depends on no name of the sheet: the limit that something is held to.
    private func isFixed(_ expression: CheckedExpression, _ context: Context) -> Bool {
        switch expression.kind {
        case .number, .text, .year, .yesno, .parameter: true
        case .field, .rule, .local, .sheets, .call, .aggregate: false
        default: !expression.children.isEmpty && expression.children.allSatisfy { isFixed($0, context) }
        }
    }

    private func distance(
        from value: Value, _ op: Comparison.Operator, _ limit: Value, _ type: Type
    ) -> (Explanation.Distance, nearness: Number) {
        guard let (number, border) = Self.numbers(value, limit, scale(of: type)), let gap = number.subtracting(border) else {
            return op == .notEqual ? (.excluded(value), .one) : (.otherThan([limit]), .one)
        }
        let isIncluded = op == .lessOrEqual || op == .greaterOrEqual || op == .equal
        if op == .notEqual { return (.excluded(value), .one) }
        if case .text = value {
            // Choices of one scale have an order but no distance.
            return (.otherThan(symbols(type, op, limit)), .one)
        }
        if gap.isZero { return (.onLimit(limit, wantsMore: op == .greater), .zero) }
        let magnitude = gap.isNegative ? gap.negated : gap
        let size = border.isNegative ? border.negated : border
        let nearness = size.isZero ? Number.one : magnitude.divided(by: size) ?? .one
        return (
            gap.isNegative
                ? .below(by: magnitude, limit: limit, isIncluded: isIncluded) : .above(by: magnitude, limit: limit, isIncluded: isIncluded),
            nearness
        )
    }

    /// Both as numbers: numbers themselves, years, places in a scale.
    private static func numbers(_ a: Value, _ b: Value, _ scale: [String]?) -> (Number, Number)? {
        switch (a, b) {
        case (.number(let a), .number(let b)): return (a, b)
        case (.year(let a), .year(let b)): return (Number(a), Number(b))
        case (.text(let a), .text(let b)):
            guard let scale, let first = scale.firstIndex(of: a), let second = scale.firstIndex(of: b) else { return nil }
            return (Number(first), Number(second))
        default: return nil
        }
    }

    private func scale(of type: Type) -> [String]? { evaluation.planner.scale(of: type) }

    /// The symbols of a scale that stand in a relation to one of them.
    private func symbols(_ type: Type, _ op: Comparison.Operator, _ limit: Value) -> [Value] {
        guard let scale = scale(of: type), case .text(let text) = limit, let place = scale.firstIndex(of: text) else { return [limit] }
        let found: ArraySlice<String> =
            switch op {
            case .less: scale[..<place]
            case .lessOrEqual: scale[...place]
            case .greater: scale[(place + 1)...]
            case .greaterOrEqual: scale[place...]
            case .equal, .notEqual, .within: scale[place...place]
            }
        return found.reversed().map { .text($0) }
    }

    /// How many elements of a list hold and how many do not.
    private func counts(
        _ list: CheckedExpression, _ body: CheckedExpression?, _ expression: CheckedExpression, _ context: Context
    ) -> (yes: Int, no: Int, all: Int)? {
        guard case .aggregate(_, _, let local, _) = expression.kind else { return nil }
        let values: Value
        if let body {
            let mapped = CheckedExpression(.map(list, local, body), .list(body.type), at: expression.span)
            values = value(mapped, context)
        } else {
            values = value(list, context)
        }
        guard case .list(let elements) = values else { return nil }
        let truths = elements.map { Explanation.Truth(element: $0) }
        return (truths.count { $0 == .yes }, truths.count { $0 == .no }, truths.count)
    }
}

extension Comparison.Operator {
    /// With both sides exchanged.
    fileprivate var flipped: Comparison.Operator {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        case .equal, .notEqual, .within: self
        }
    }

    /// What holds where this does not.
    fileprivate var opposite: Comparison.Operator {
        switch self {
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        case .greaterOrEqual: .less
        case .equal: .notEqual
        case .notEqual: .equal
        case .within: .within
        }
    }
}
