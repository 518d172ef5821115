import KijunSyntax

// Why not: what would have to be so for another outcome.
extension Explainer {
    /// How many cases are gone through where no outcome was asked for, and where one was.
    private static var maximumCases: Int { 20 }
    private static var maximumAsked: Int { 200 }

    func whyNot(_ id: RuleID, in context: Context, asked: Value?) -> [Explanation.WhyNot] {
        let rule = program.rules[id]
        switch rule.body {
        case .definition: return []
        case .check(let check):
            let state = evaluation.checkState(id, row: context.row)
            guard state == .failed || state == .undetermined else { return [] }
            return [
                Explanation.WhyNot(
                    outcome: .yesno(true), type: .yesno, text: "", span: rule.span, doc: rule.doc,
                    needs: need(check.condition, wanted: true, context), hindrance: nil, isOpen: state == .undetermined)
            ]
        case .decision(let decision):
            guard let result = evaluation.decision(id, row: context.row) else { return [] }
            return whyNot(decision, rule.type, result, context, asked: asked)
        }
    }

    /// Every case with another outcome: those of one outcome together, in the order of the text.
    private func whyNot(
        _ decision: Decision, _ type: Type, _ result: DecisionResult, _ context: Context, asked: Value?
    ) -> [Explanation.WhyNot] {
        var outcomes: [(value: Value, cases: [Decision.Case])] = []
        for item in decision.exceptions + decision.cases + [decision.otherwise].compactMap({ $0 }) {
            let outcome = value(item.outcome, context)
            if Self.isUnknown(outcome) || (result.state == .decided && outcome == result.value) { continue }
            if let asked, outcome != asked { continue }
            if let index = outcomes.firstIndex(where: { $0.value == outcome }) {
                outcomes[index].cases.append(item)
            } else {
                outcomes.append((outcome, [item]))
            }
        }
        let all = outcomes.flatMap { outcome in outcome.cases.map { (outcome.value, $0) } }
        return all.prefix(asked == nil ? Self.maximumCases : Self.maximumAsked).map { outcome, item in
            let (needs, hindrance) = needs(of: item, of: decision, result, context)
            let isOpen = result.state == .undetermined && needs?.truth != .no && hindrance?.holding.isEmpty != false
            return Explanation.WhyNot(
                outcome: outcome, type: type, text: words(at: item.outcome.span), span: item.span, doc: item.doc, needs: needs,
                hindrance: hindrance, isOpen: isOpen)
        }
    }

    /// What a case lacks to decide: its conditions, and that the cases before it do not hold.
    private func needs(
        of item: Decision.Case, of decision: Decision, _ result: DecisionResult, _ context: Context
    ) -> (Explanation.Need?, Explanation.Hindrance?) {
        func standing(_ kind: Explanation.Hindrance.Kind, _ cases: some Sequence<Decision.Case>) -> Explanation.Hindrance? {
            var hindrance = Explanation.Hindrance(kind: kind)
            for other in cases where other.span != item.span {
                switch truth(other.condition, context) {
                case .yes: hindrance.holding.append(other.span)
                case .unknown: hindrance.open.append(other.span)
                case .no: break
                }
            }
            return hindrance.cases.isEmpty ? nil : hindrance
        }
        let isException = decision.exceptions.contains { $0.span == item.span }
        let isOtherwise = item.span == decision.otherwise?.span
        // `otherwise` decides where no other case holds.
        let needs =
            isOtherwise
            ? Explanation.Need(all: decision.cases.compactMap { need($0.condition, wanted: false, context) })
            : need(item.condition, wanted: true, context)
        if !isException, let exceptions = standing(.exceptions, decision.exceptions) { return (needs, exceptions) }
        if isOtherwise { return (needs, needs == nil ? standing(.others, decision.cases) : nil) }
        if decision.policy == .first {
            let ordered = isException ? decision.exceptions : decision.cases
            return (needs, standing(.earlier, ordered.prefix { $0.span != item.span }))
        }
        let others = result.by.filter { $0 != item.span }
        guard needs == nil, !others.isEmpty else { return (needs, nil) }
        return (needs, Explanation.Hindrance(kind: .conflict, holding: others))
    }

    // MARK: Needs

    /// What would have to be so for an expression to hold, or not to hold; nil where it is so.
    func need(_ expression: CheckedExpression, wanted: Bool, _ context: Context) -> Explanation.Need? {
        if truth(expression, context) == (wanted ? .yes : .no) { return nil }
        guard context.depth < Explanation.maximumDepth, takeNeed() else { return .condition(obstacle(expression, wanted, context)) }
        switch expression.kind {
        case .and(let parts) where Self.isChain(parts): return .condition(chain(expression, parts, wanted, context))
        case .and(let parts): return need(parts, areAll: wanted, wanted: wanted, context)
        case .or(let parts): return need(parts, areAll: !wanted, wanted: wanted, context)
        case .not(let operand):
            guard operand.span == expression.span else { return need(operand, wanted: !wanted, context.deeper) }
            // `is not blank`, `not in`: one condition in the rules.
            return .condition(obstacle(operand, !wanted, context).named(words(at: expression.span), expression.span, wanted: wanted))
        case .rule(let id):
            guard case .definition(let body) = program.rules[id].body, let row = row(of: id, context),
                var below = self.context(of: id, row: row)
            else { break }
            below.depth = context.depth + 1
            return need(body, wanted: wanted, below)
        case .condition(let flag, let then, let otherwise):
            switch truth(flag, context) {
            case .yes: return need(then, wanted: wanted, context.deeper)
            case .no: return need(otherwise, wanted: wanted, context.deeper)
            case .unknown: return need(flag, wanted: true, context.deeper)
            }
        default: break
        }
        return .condition(obstacle(expression, wanted, context))
    }

    private func need(_ parts: [CheckedExpression], areAll: Bool, wanted: Bool, _ context: Context) -> Explanation.Need? {
        let needs = parts.compactMap { need($0, wanted: wanted, context.deeper) }
        return areAll ? Explanation.Need(all: needs) : Explanation.Need(any: needs)
    }

    /// Both ends of a chain are about one value: the nearer one stands for it.
    private func chain(
        _ expression: CheckedExpression, _ parts: [CheckedExpression], _ wanted: Bool, _ context: Context
    ) -> Explanation.Obstacle {
        let ends = parts.filter { truth($0, context) != (wanted ? .yes : .no) }.map { obstacle($0, wanted, context) }
        let certain = ends.filter { !$0.isOpen }
        let nearest = (certain.isEmpty ? ends : certain).min { a, b in
            guard let first = a.distance.gap, let second = b.distance.gap else { return a.distance.gap != nil && b.distance.gap == nil }
            return first < second
        }
        return (nearest ?? obstacle(expression, wanted, context)).named(words(at: expression.span), expression.span, wanted: wanted)
    }

    private func obstacle(_ expression: CheckedExpression, _ wanted: Bool, _ context: Context) -> Explanation.Obstacle {
        let found = self.distance(of: expression, wanted, context)
        let tested = found.tested
        var cells = tested.map { self.cells(plan($0, context), context) } ?? []
        if cells.isEmpty { cells = sources(of: tested ?? expression, context) }
        return Explanation.Obstacle(
            text: words(at: expression.span), span: expression.span, wanted: wanted, tested: tested.map { words(at: $0.span) } ?? "",
            value: tested.map { value($0, context) } ?? .blank, type: tested.map { shownType($0, in: expression) } ?? .blank,
            formula: tested.map { self.formula(behind: $0, context) } ?? [], distance: found.distance, limitText: found.limitText,
            cells: cells)
    }

    /// A plain number that is held to a percentage is shown as one.
    private func shownType(_ tested: CheckedExpression, in expression: CheckedExpression) -> Type {
        guard case .compare(_, let a, let b) = expression.kind, case .number(let number) = tested.type, number.unit.isNone else {
            return tested.type
        }
        let hasPercent = [a, b].contains { if case .number(let other) = $0.type { other.isPercent } else { false } }
        return .number(NumberType(unit: number.unit, isPercent: number.isPercent || hasPercent, isLiteral: number.isLiteral))
    }

    /// The formula of a part, or of the definition that it names.
    private func formula(behind expression: CheckedExpression, _ context: Context) -> [Explanation.Node.Piece] {
        var expression = expression
        var context = context
        for _ in 0..<Explanation.maximumDepth {
            switch expression.kind {
            case .rule(let id):
                guard case .definition(let body) = program.rules[id].body, let row = row(of: id, context),
                    let below = self.context(of: id, row: row)
                else { return [] }
                (expression, context) = (body, below)
            case .column(let record, .rule(let id)):
                guard case .definition(let body) = program.rules[id].body, let row = row(of: record, rule: id, context),
                    let below = self.context(of: id, row: row)
                else { return [] }
                (expression, context) = (body, below)
            case .condition(let flag, let then, let otherwise):
                switch truth(flag, context) {
                case .yes: expression = then
                case .no: expression = otherwise
                case .unknown: return []
                }
            case .scaled(let operand, _): expression = operand
            case .call(let index, let arguments):
                let instance = program.instances[index]
                var locals = context.locals
                for (parameter, argument) in zip(instance.parameters, arguments) { locals[parameter] = plan(argument, context) }
                context.locals = locals
                expression = instance.body
            default: return self.formula(expression, context)
            }
        }
        return []
    }
}

extension Explanation.Obstacle {
    /// The same obstacle as a part of a longer condition, which is what the reader knows.
    fileprivate func named(_ text: String, _ span: Span, wanted: Bool) -> Explanation.Obstacle {
        Explanation.Obstacle(
            text: text, span: span, wanted: wanted, tested: tested, value: value, type: type, formula: formula, distance: distance,
            limitText: limitText, cells: cells)
    }
}
