import KijunSyntax

// What an expression reads: names with their values and cells, parts with values in place of names.
extension Explainer {
    /// An expression as a whole: a condition, a name, or a part.
    func whole(_ expression: CheckedExpression, in context: Context) -> Node {
        if expression.type == .yesno, !isName(expression) { return condition(expression, context) }
        let nodes = sides(expression, context)
        if nodes.count == 1, nodes[0].span == expression.span { return nodes[0] }
        var node = part(expression, context)
        node.children = nodes
        return node
    }

    /// One side of a comparison: a literal is nothing, a name its value, any other part what it is made of.
    func sides(_ expression: CheckedExpression, _ context: Context) -> [Node] {
        switch expression.kind {
        case .number, .text, .year, .yesno, .blank, .error, .sheets: return []
        case .negate(let operand) where Self.isLiteral(operand): return []
        case .field, .rule, .local, .column, .columnOfTable, .parameter: return [name(expression, in: context)]
        case .scaled(let operand, _): return sides(operand, context)
        case .list(let parts), .coalesce(let parts), .interpolation(let parts):
            return Self.distinct(parts.flatMap { sides($0, context) })
        case .record(let members): return Self.distinct(members.flatMap { sides($0.value, context) })
        case .and, .or, .not, .compare, .within, .isBlank: return [condition(expression, context)]
        case .condition: return parts(expression, context)
        case .call(let instance, let arguments): return [call(instance, arguments, expression, context)]
        case .aggregate(let kind, let list, let local, let body):
            var node = part(expression, context)
            if !node.isCut { add(elements(kind, list, local, body, expression, context.deeper), to: &node) }
            return [node]
        case .filter, .sort, .top, .select, .group, .map: return [list(expression, context)]
        case .sum, .product, .negate, .row, .element, .builtin:
            var node = part(expression, context)
            if !node.isCut {
                node.formula = formula(expression, context)
                node.children = Self.distinct(expression.children.flatMap { names(in: $0, context.deeper) })
            }
            return [node]
        }
    }

    /// What a definition is made of: of an `if` its condition and the branch that was taken.
    func parts(_ expression: CheckedExpression, _ context: Context) -> [Node] {
        guard case .condition(let flag, let then, let otherwise) = expression.kind else {
            return expression.type == .yesno && !isName(expression) ? [condition(expression, context)] : sides(expression, context)
        }
        guard takeNode(context) else { return [] }
        let below = context.deeper
        let node = condition(flag, below)
        switch node.truth {
        case .yes: return [node] + parts(then, below)
        case .no: return [node] + parts(otherwise, below)
        default: return [node]
        }
    }

    /// A part by its text and value.
    func part(_ expression: CheckedExpression, _ context: Context) -> Node {
        var node = Node(.expression, words(at: expression.span), at: expression.span)
        fill(&node, expression, context)
        node.isCut = !takeNode(context)
        return node
    }

    private func fill(_ node: inout Node, _ expression: CheckedExpression, _ context: Context) {
        node.type = expression.type
        switch expression.type {
        case .table:
            let planned = plan(expression, context)
            if case .list(let frame, _) = planned, let rows = rows(of: planned, context), !rows.isCertain {
                node.reasons = evaluation.reasons(ofList: frame, context.frame, context.row)
            }
        default:
            node.value = value(expression, context)
            if expression.type == .yesno { node.truth = .init(node.value) }
            node.reasons = reasons(expression, context)
        }
    }

    func isName(_ expression: CheckedExpression) -> Bool {
        switch expression.kind {
        case .field, .rule, .local, .column, .columnOfTable, .parameter: true
        case .scaled(let operand, _): isName(operand)
        default: false
        }
    }

    /// The names below an arithmetic part; parts with an explanation of their own (`sum(…)`, calls) stay whole.
    func names(in expression: CheckedExpression, _ context: Context) -> [Node] {
        switch expression.kind {
        case .sum, .product, .negate, .builtin: return expression.children.flatMap { names(in: $0, context) }
        case .row(_, _, _, let wanted): return names(in: wanted, context)
        case .element(let list, let place): return names(in: list, context) + names(in: place, context)
        default: return sides(expression, context)
        }
    }

    // MARK: Names

    func name(_ expression: CheckedExpression, in context: Context) -> Node {
        var node = Node(.field, words(at: expression.span), at: expression.span)
        switch expression.kind {
        case .rule(let id):
            if let row = row(of: id, context) { return named(node.text, id, row, context) }
        case .column(let record, .rule(let id)):
            if let row = row(of: record, rule: id, context) { return named(node.text, id, row, context) }
            node.kind = .definition
        case .column(let record, let reference):
            fill(&node, expression, context)
            if case .item = reference { node.kind = .expression }
            if case .field(let field) = reference { node.doc = schema(ofRecord: record.type)?.fields[field].doc ?? [] }
            node.cells = cells(plan(expression, context), context)
            guard takeNode(context), !context.isBrief else { return node }
            switch record.kind {
            case .row(_, _, _, let wanted): node.children = names(in: wanted, context.deeper)
            case .element(let list, let place): node.children = names(in: list, context.deeper) + names(in: place, context.deeper)
            case .rule, .aggregate: node.children = sides(record, context.deeper)
            default: break
            }
            return node
        case .field(let field):
            node.doc = program.schema.fields[field].doc
        case .local:
            node.kind = .argument
        case .parameter(let index, let year): return parameter(node.text, index, year, expression, context)
        default: break
        }
        fill(&node, expression, context)
        let planned = plan(expression, context)
        node.cells = cells(planned, context)
        if case .list = planned { node.count = rows(of: planned, context)?.rows.count }
        return node
    }

    /// A rule that is read: its value, and why where that is not told yet.
    private func named(_ text: String, _ id: RuleID, _ row: Int, _ context: Context) -> Node {
        guard var below = self.context(of: id, row: row) else { return head(of: id) }
        below.depth = context.depth
        var node = context.isBrief ? mention(of: id, below) : rule(id, in: below)
        node.text = text
        return node
    }

    /// A `param` with the year and the line that holds for it.
    func parameter(
        _ text: String, _ index: Int, _ year: CheckedExpression, _ expression: CheckedExpression, _ context: Context
    ) -> Node {
        let parameter = program.parameters[index]
        var node = Node(.parameter, text, at: parameter.span)
        fill(&node, expression, context)
        node.doc = parameter.doc
        node.cells = cells(plan(year, context), context)
        guard case .year(let number) = value(year, context) else { return node }
        node.year = number
        guard let entry = parameter.entries.last(where: { $0.from <= number }) else { return node }
        node.span = entry.span
        node.entryYear = entry.from
        if takeNode(context), !context.isBrief { node.children = sides(entry.value, context.deeper) }
        return node
    }

    /// A call: what it was given, then the body of the function with that.
    private func call(_ index: Int, _ arguments: [CheckedExpression], _ expression: CheckedExpression, _ context: Context) -> Node {
        let instance = program.instances[index]
        var node = part(expression, context)
        node.kind = .function
        guard !node.isCut, !context.isBrief else { return node }
        var below = context.deeper
        node.children = arguments.flatMap { names(in: $0, below) }
        for (parameter, argument) in zip(instance.parameters, arguments) { below.locals[parameter] = plan(argument, context) }
        node.children = Self.distinct(node.children) + parts(instance.body, below)
        return node
    }

    // MARK: Formulas

    /// What stands between names: spaces at its ends too.
    private func between(_ span: Span) -> String {
        let text = program.sources.text(of: span)
        return text.contains(where: \.isNewline) ? " " + RuleText.onOneLine(text) + " " : text
    }

    /// The part with values in place of its names: `199 / 250`.
    func formula(_ expression: CheckedExpression, _ context: Context) -> [Node.Piece] {
        var found: [(span: Span, value: Value, type: Type)] = []
        func collect(_ expression: CheckedExpression) -> Bool {
            switch expression.kind {
            case .number, .text, .year, .yesno: return true
            case .sum(let first, let terms), .product(let first, let terms):
                return ([first] + terms.map(\.operand)).allSatisfy(collect)
            case .negate(let operand), .scaled(let operand, _): return collect(operand)
            case .coalesce, .field, .rule, .local, .column, .parameter, .call, .aggregate, .builtin:
                found.append((expression.span, value(expression, context), expression.type))
                return true
            default: return false
            }
        }
        switch expression.kind {
        case .sum, .product, .negate: break
        default: return []
        }
        guard collect(expression), !found.isEmpty else { return [] }
        found.sort { $0.span.start < $1.span.start }
        var pieces: [Node.Piece] = []
        var start = expression.span.start
        for item in found {
            guard item.span.start >= start else { return [] }
            if item.span.start > start { pieces.append(.text(between(Span(start: start, end: item.span.start)))) }
            pieces.append(.value(item.value, item.type))
            start = item.span.end
        }
        if expression.span.end > start { pieces.append(.text(between(Span(start: start, end: expression.span.end)))) }
        return pieces
    }
}
