import KijunSyntax

// Conditions, split at `&&`, `||` and `!` down to comparisons.
extension Explainer {
    typealias Node = Explanation.Node

    /// A condition with all its parts.
    func condition(_ expression: CheckedExpression, _ context: Context) -> Node {
        var node = Node(kind(ofCondition: expression), words(at: expression.span), at: expression.span)
        node.type = .yesno
        node.value = value(expression, context)
        node.truth = .init(node.value)
        if node.truth == .unknown { node.reasons = reasons(expression, context) }
        guard takeNode(context) else {
            node.isCut = true
            return node
        }
        let below = context.deeper
        switch expression.kind {
        case .and(let parts) where !Self.isChain(parts): node.children = parts.map { condition($0, below) }
        case .or(let parts): node.children = parts.map { condition($0, below) }
        case .not(let operand) where operand.span == expression.span: node.children = operands(ofCondition: operand, below)
        case .not(let operand): node.children = [condition(operand, below)]
        case .aggregate(let kind, let list, let local, let body): add(elements(kind, list, local, body, expression, below), to: &node)
        default: node.children = operands(ofCondition: expression, below)
        }
        return node
    }

    private func kind(ofCondition expression: CheckedExpression) -> Node.Kind {
        switch expression.kind {
        case .and(let parts): Self.isChain(parts) ? .comparison : .and
        case .or: .or
        // `is not blank`, `not in`: one condition in the rules.
        case .not(let operand): operand.span == expression.span ? kind(ofCondition: operand) : .not
        case .compare, .within, .isBlank: .comparison
        case .aggregate: .quantifier
        default: .condition
        }
    }

    /// Of a condition the parts that decide it: of a false `&&` the first part that is false.
    func decidingParts(of expression: CheckedExpression, _ context: Context) -> [Node] {
        var expression = expression
        while true {
            let result = truth(expression, context)
            let parts: [CheckedExpression]
            switch expression.kind {
            case .and(let all) where !Self.isChain(all): parts = all
            case .or(let all): parts = all
            default: return [condition(expression, context)]
            }
            let isAnd = if case .and = expression.kind { true } else { false }
            let same = parts.filter { truth($0, context) == result }
            // One part makes a false `&&` or a true `||`; for the others all count.
            guard let first = same.first, (result == .no) == isAnd, result != .unknown else {
                return same.map { condition($0, context) }
            }
            expression = first
        }
    }

    /// `90% <= rate < 100%` and `x in 1..10` are comparisons that share a value; between `&&` nothing is shared.
    static func isChain(_ parts: [CheckedExpression]) -> Bool {
        guard parts.count > 1 else { return false }
        for part in parts {
            switch part.kind {
            case .compare, .within: continue
            default: return false
            }
        }
        return zip(parts, parts.dropFirst()).allSatisfy { $0.span.end > $1.span.start }
    }

    /// What a comparison compares: names with their values, other parts with what they are made of.
    private func operands(ofCondition expression: CheckedExpression, _ context: Context) -> [Node] {
        switch expression.kind {
        case .and(let parts):
            var nodes: [Node] = []
            for part in parts { nodes += operands(ofCondition: part, context) }
            return Self.distinct(nodes)
        case .compare(_, let a, let b):
            hold(a, b, context)
            return Self.distinct(sides(a, context) + sides(b, context))
        case .within(let a, let b): return Self.distinct(sides(a, context) + sides(b, context))
        case .isBlank(let operand): return sides(operand, context)
        case .condition: return parts(expression, context)
        case .builtin: return Self.distinct(expression.children.flatMap { names(in: $0, context) })
        case .yesno, .blank: return []
        default: return sides(expression, context)
        }
    }

    static func distinct(_ nodes: [Node]) -> [Node] {
        var seen: Set<String> = []
        return nodes.filter { $0.kind == .row || seen.insert($0.text).inserted }
    }
}
