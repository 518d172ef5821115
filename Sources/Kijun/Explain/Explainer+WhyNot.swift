import KijunSyntax

// Why not: what would have to be otherwise for another outcome.
extension Explainer {
    /// How many outcomes are gone through.
    private static var maximumOutcomes: Int { 20 }

    func whyNot(_ id: RuleID, in context: Context, asked: Value?) -> [Explanation.WhyNot] {
        let rule = program.rules[id]
        switch rule.body {
        case .definition: return []
        case .check(let check):
            guard evaluation.checkState(id, row: context.row) == .failed else { return [] }
            let found = obstacles(check.condition, wanted: true, context)
            return [
                Explanation.WhyNot(
                    outcome: .yesno(true), type: .yesno, text: "", span: rule.span, doc: rule.doc, obstacles: found.listed, hindrance: nil)
            ]
        case .decision(let decision):
            guard let result = evaluation.decision(id, row: context.row) else { return [] }
            return whyNot(decision, rule.type, result, context, asked: asked)
        }
    }

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
            } else if outcomes.count < Self.maximumOutcomes {
                outcomes.append((outcome, [item]))
            }
        }
        return outcomes.compactMap { outcome in
            var best: (whyNot: Explanation.WhyNot, cost: Obstacles)?
            for item in outcome.cases {
                let (found, hindrance) = obstacles(for: item, of: decision, result, context)
                if let known = best, !(found < known.cost) { continue }
                best = (
                    Explanation.WhyNot(
                        outcome: outcome.value, type: type, text: words(at: item.outcome.span), span: item.span, doc: item.doc,
                        obstacles: found.listed, hindrance: hindrance), found
                )
            }
            return best?.whyNot
        }
    }

    /// What keeps a case from deciding: its conditions, and the cases that go before it.
    private func obstacles(
        for item: Decision.Case, of decision: Decision, _ result: DecisionResult, _ context: Context
    ) -> (Obstacles, Explanation.Hindrance?) {
        let isException = decision.exceptions.contains { $0.span == item.span }
        func standing(_ cases: some Sequence<Decision.Case>) -> [Span] {
            cases.filter { $0.span != item.span && truth($0.condition, context) != .no }.map(\.span)
        }
        let isOtherwise = item.span == decision.otherwise?.span
        var found = Obstacles()
        if isOtherwise {
            // It decides where no other case holds.
            for other in decision.cases { found.add(obstacles(other.condition, wanted: false, context)) }
        } else {
            found = obstacles(item.condition, wanted: true, context)
        }
        var hindrance: Explanation.Hindrance?
        let exceptions = isException ? [] : standing(decision.exceptions)
        if !exceptions.isEmpty {
            hindrance = .exceptions(exceptions)
        } else if isOtherwise {
            let others = standing(decision.cases)
            if found.all.isEmpty, !others.isEmpty { hindrance = .others(others) }
        } else if decision.policy == .first {
            let ordered = isException ? decision.exceptions : decision.cases
            let earlier = standing(ordered.prefix { $0.span != item.span })
            if !earlier.isEmpty { hindrance = .earlier(earlier) }
        } else if found.all.isEmpty {
            let others = result.by.filter { $0 != item.span }
            if !others.isEmpty { hindrance = .conflict(others) }
        }
        found.extra = hindrance?.cases.count ?? 0
        return (found, hindrance)
    }

    // MARK: Obstacles

    /// Conditions that would have to come out otherwise, and how near they are.
    struct Obstacles {
        var all: [Explanation.Obstacle] = []
        /// Cases that would have to give way besides.
        var extra = 0
        /// The distances of numbers in parts of their limits, 1 for anything else.
        var distance = Number.zero

        /// What certainly fails before what is not known.
        var listed: [Explanation.Obstacle] { all.filter { !$0.isOpen } + all.filter(\.isOpen) }

        static func < (a: Obstacles, b: Obstacles) -> Bool {
            let (first, second) = (a.all.count + a.extra, b.all.count + b.extra)
            return first != second ? first < second : a.distance < b.distance
        }

        mutating func add(_ other: Obstacles) {
            all += other.all
            distance = distance.adding(other.distance) ?? distance
        }
    }

    /// The fewest conditions that would have to come out otherwise for an expression to hold, or not to hold.
    func obstacles(_ expression: CheckedExpression, wanted: Bool, _ context: Context) -> Obstacles {
        if truth(expression, context) == (wanted ? .yes : .no) { return Obstacles() }
        guard context.depth < Explanation.maximumDepth else { return leaf(expression, wanted, context) }
        switch expression.kind {
        case .and(let parts), .or(let parts):
            let isAnd = if case .and = expression.kind { true } else { false }
            let isChain = isAnd && Self.isChain(parts)
            let found = parts.map { part in
                var obstacles = self.obstacles(part, wanted: wanted, context.deeper)
                if isChain, obstacles.all.count == 1 {
                    obstacles.all[0] = obstacles.all[0].named(words(at: expression.span), expression.span)
                }
                return obstacles
            }
            // Both ends of a chain are about one value.
            if isChain, let first = found.filter({ !$0.all.isEmpty }).min(by: { $0 < $1 }) { return first }
            // A true `&&` and a false `||` need all of their parts, the others one.
            if isAnd != wanted { return found.min { $0 < $1 } ?? Obstacles() }
            var all = Obstacles()
            for obstacles in found { all.add(obstacles) }
            return all
        case .not(let operand):
            return obstacles(operand, wanted: !wanted, context.deeper)
        case .rule(let id):
            guard case .definition(let body) = program.rules[id].body, let row = row(of: id, context),
                var below = self.context(of: id, row: row)
            else { return leaf(expression, wanted, context) }
            below.depth = context.depth + 1
            return obstacles(body, wanted: wanted, below)
        case .condition(let flag, let then, let otherwise):
            switch truth(flag, context) {
            case .yes: return obstacles(then, wanted: wanted, context.deeper)
            case .no: return obstacles(otherwise, wanted: wanted, context.deeper)
            case .unknown: return obstacles(flag, wanted: true, context.deeper)
            }
        default: return leaf(expression, wanted, context)
        }
    }

    private func leaf(_ expression: CheckedExpression, _ wanted: Bool, _ context: Context) -> Obstacles {
        let (tested, distance, nearness) = self.distance(of: expression, wanted, context)
        let cells = tested.map { self.cells(plan($0, context), context) } ?? []
        let formula = tested.map { self.formula(behind: $0, context) } ?? []
        let obstacle = Explanation.Obstacle(
            text: words(at: expression.span), span: expression.span, wanted: wanted, tested: tested.map { words(at: $0.span) } ?? "",
            value: tested.map { value($0, context) } ?? .blank, type: tested.map { shownType($0, in: expression) } ?? .blank,
            formula: formula, distance: distance, cells: cells)
        return Obstacles(all: [obstacle], distance: nearness)
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
    /// It is not known whether it stands in the way.
    fileprivate var isOpen: Bool { if case .unknown = distance { true } else { false } }

    /// The same obstacle as a part of a longer condition, which is what the reader knows.
    func named(_ text: String, _ span: Span) -> Explanation.Obstacle {
        Explanation.Obstacle(
            text: text, span: span, wanted: wanted, tested: tested, value: value, type: type, formula: formula, distance: distance,
            cells: cells)
    }
}
