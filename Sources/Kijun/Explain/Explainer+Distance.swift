import KijunSyntax

// How far a value is from what a condition wants of it.
extension Explainer {
    struct Held {
        /// The part that is tested; nil where that is the condition as a whole.
        var tested: CheckedExpression?
        var distance: Explanation.Distance
        /// The limit as the rules write it.
        var limitText = ""
    }

    func distance(of expression: CheckedExpression, _ wanted: Bool, _ context: Context) -> Held {
        let isOpen = Self.isUnknown(value(expression, context))
        var open: Explanation.Distance { .unknown(reasons(expression, context)) }
        switch expression.kind {
        case .compare(let comparison, let a, let b):
            let (side, limit, op) = isFixed(a, context) && !isFixed(b, context) ? (b, a, comparison.mirrored) : (a, b, comparison)
            hold(a, b, context)
            // In the unit of the field, whatever the other side is written in.
            let (tested, power) = Self.unscaled(side)
            if isOpen { return Held(tested: tested, distance: open) }
            var border = value(limit, context)
            if case .number(let number) = border, power != 0, let own = number.shifted(powerOfTen: -power) { border = .number(own) }
            let distance = distance(from: value(tested, context), wanted ? op : op.opposite, border, limit.type)
            return Held(tested: tested, distance: distance, limitText: Self.isLiteral(limit) ? words(at: limit.span) : "")
        case .within(let needle, let list):
            if isOpen { return Held(tested: needle, distance: open) }
            guard wanted, case .list(let members) = value(list, context) else {
                return Held(tested: needle, distance: .excluded(value(needle, context)))
            }
            return Held(tested: needle, distance: .otherThan(members))
        case .aggregate(let kind, let list, _, let body):
            if isOpen { return Held(distance: open) }
            guard let counts = counts(list, body, expression, context) else { return Held(distance: .plain) }
            let deciding = kind == .all ? (wanted ? counts.no : counts.yes) : (kind == .any) == wanted ? counts.no : counts.yes
            return Held(tested: body == nil ? list : nil, distance: .elements(kind, deciding: deciding, of: counts.all))
        case .isBlank(let operand): return Held(tested: operand, distance: wanted ? .otherThan([.blank]) : .excluded(.blank))
        default:
            if isOpen { return Held(tested: expression, distance: open) }
            guard isName(expression) else { return Held(distance: .plain) }
            return Held(tested: expression, distance: wanted ? .otherThan([.yesno(true)]) : .excluded(.yesno(true)))
        }
    }

    /// Without changes of scale: the value times ten to the power is that of the expression.
    private static func unscaled(_ expression: CheckedExpression) -> (CheckedExpression, power: Int) {
        var (expression, power) = (expression, 0)
        while case .scaled(let operand, let more) = expression.kind {
            expression = operand
            power += more
        }
        return (expression, power)
    }

    /// A number or year as it stands in the rules.
    static func isLiteral(_ expression: CheckedExpression) -> Bool {
        switch expression.kind {
        case .number, .year: true
        case .negate(let operand), .scaled(let operand, _): isLiteral(operand)
        default: false
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
    ) -> Explanation.Distance {
        guard let (number, border) = Self.numbers(value, limit, scale(of: type)), let gap = number.subtracting(border) else {
            return op == .notEqual ? .excluded(value) : .otherThan([limit])
        }
        if op == .notEqual { return .excluded(value) }
        if case .text = value {
            // Choices of one scale have an order but no distance.
            return .otherThan(symbols(type, op, limit))
        }
        if gap.isZero { return .onLimit(limit, wantsMore: op == .greater) }
        let magnitude = gap.isNegative ? gap.negated : gap
        if op == .equal { return .different(by: magnitude, limit: limit) }
        let isIncluded = op == .lessOrEqual || op == .greaterOrEqual
        return gap.isNegative
            ? .below(by: magnitude, limit: limit, isIncluded: isIncluded) : .above(by: magnitude, limit: limit, isIncluded: isIncluded)
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
