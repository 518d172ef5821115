import KijunSyntax

extension Planner {
    /// The plan of an expression. Expressions nest at most 200 deep, but through calls of functions the depth multiplies.
    mutating func value(_ expression: CheckedExpression) -> PlanValue {
        guard depth < Self.maximumDepth, !isTooLarge else {
            isTooLarge = true
            return unknown()
        }
        depth += 1
        defer { depth -= 1 }
        let span = expression.span
        switch expression.kind {
        case .number(let number): return literal(.number(number))
        case .text(let text): return literal(.text(text))
        case .year(let year): return literal(.year(year))
        case .yesno(let flag): return literal(.flag(flag))
        case .blank, .error: return unknown()
        case .interpolation(let parts): return .scalar(interpolation(parts, isMessage: false, at: span))

        case .rule(let rule): return rows(of: rule)
        case .field(let field): return input(0, field: field, at: span)
        case .local(let local): return locals[local] ?? unknown()
        case .sheets: return allSheets()
        case .parameter(let index, let year): return parameter(index, year, at: span)
        case .call(let instance, let arguments): return call(instance, arguments)

        case .column(let record, let reference):
            guard case .record(let value) = value(record) else { return unknown() }
            return column(of: value, reference, at: span)
        case .columnOfTable(let table, let reference):
            guard case .list(let frame, .record(let row)) = value(table) else { return unknown() }
            return joined(.list(frame, column(of: row, reference, at: span)), as: expression.type)
        case .list(let elements): return list(elements)
        case .record(let members): return .record(.items(items(members)))
        case .row(let table, let local, let key, let wanted): return row(table, local, key, wanted, at: span)
        case .element(let list, let place): return element(list, place, at: span)

        case .sum(let first, let terms): return .scalar(sum(first, terms, at: span))
        case .product(let first, let terms): return .scalar(product(first, terms, at: span))
        case .negate(let operand): return unary(operand, at: span) { .negate($0) }
        case .scaled(let operand, let power): return unary(operand, at: span) { .scale($0, powerOfTen: power) }
        case .coalesce(let operands): return coalesce(operands, at: span)
        case .compare(let comparison, let a, let b): return .scalar(compare(comparison, a, b, at: span))
        case .within(let needle, let list): return .scalar(within(needle, list, at: span))
        case .isBlank(let operand): return .scalar(isBlank(value(operand), at: span))
        case .not(let operand): return unary(operand, at: span) { .not($0) }
        case .and(let operands): return .scalar(combine(scalars(operands), at: span) { .and($0) })
        case .or(let operands): return .scalar(combine(scalars(operands), at: span) { .or($0) })
        case .condition(let condition, let then, let otherwise):
            return self.condition(condition, then, otherwise, at: span)

        case .aggregate(let kind, let list, let local, let body):
            return aggregate(kind, list, local, body, at: span)
        case .filter(let list, let local, let condition): return filter(list, local, condition)
        case .sort(let list, let local, let key, let descending): return sort(list, local, key, descending)
        case .top(let list, let count): return top(list, count)
        case .select(let list, let local, let members): return select(list, local, members)
        case .group(let list, let row, let keys, let keyLocal, let group, let members):
            return self.group(list, row, keys, keyLocal, group, members)
        case .map(let list, let local, let body): return map(list, local, body)
        case .builtin(let index, let arguments): return builtin(index, arguments, at: span)
        }
    }

    mutating func scalar(_ expression: CheckedExpression) -> NodeID {
        guard case .scalar(let node) = value(expression) else { return column(.blank, in: Plan.root) }
        return node
    }

    mutating func scalars(_ expressions: [CheckedExpression]) -> [NodeID] {
        var nodes: [NodeID] = []
        nodes.reserveCapacity(expressions.count)
        for expression in expressions { nodes.append(scalar(expression)) }
        return nodes
    }

    mutating func items(_ members: [RecordMember]) -> [PlanRecord.Item] {
        var items: [PlanRecord.Item] = []
        for member in members { items.append(PlanRecord.Item(name: member.name, value: value(member.value))) }
        return items
    }

    private mutating func literal(_ operation: Operation) -> PlanValue {
        .scalar(column(operation, in: Plan.root))
    }

    private mutating func unary(
        _ operand: CheckedExpression, at span: Span, _ make: (NodeID) -> Operation
    ) -> PlanValue {
        .scalar(combine([scalar(operand)], at: span) { make($0[0]) })
    }

    private mutating func parameter(_ index: Int, _ year: CheckedExpression, at span: Span) -> PlanValue {
        let parameter = program.parameters[index]
        var nodes = [scalar(year)]
        yearsOfParameters[index, default: []].insert(nodes[0])
        for entry in parameter.entries { nodes.append(scalar(entry.value)) }
        let starts = parameter.entries.map(\.from)
        return .scalar(combine(nodes, at: span) { .byYear($0[0], starts: starts, Array($0.dropFirst())) })
    }

    /// A function in place: its parameters stand for the arguments' columns.
    private mutating func call(_ index: Int, _ arguments: [CheckedExpression]) -> PlanValue {
        calls += 1
        guard calls <= Self.maximumCalls else {
            isTooLarge = true
            return unknown()
        }
        let instance = program.instances[index]
        var values: [PlanValue] = []
        for argument in arguments { values.append(value(argument)) }
        let outer = locals
        for (parameter, argument) in zip(instance.parameters, values) { locals[parameter] = argument }
        let result = value(instance.body)
        locals = outer
        return result
    }

    // MARK: Arithmetic

    private mutating func sum(_ first: CheckedExpression, _ terms: [CheckedTerm], at span: Span) -> NodeID {
        var left = scalar(first)
        var isYear = first.type.valueKind == .year
        for term in terms {
            let right = scalar(term.operand)
            let isRightYear = term.operand.type.valueKind == .year
            let isPlus = term.op == .plus
            switch (isYear, isRightYear) {
            case (true, true):
                left = combine([left, right], at: span) { .yearDifference($0[0], $0[1]) }
                isYear = false
            case (true, false):
                left = combine([left, right], at: span) { .yearShift($0[0], $0[1], sign: isPlus ? 1 : -1) }
            case (false, true):
                left = combine([left, right], at: span) { .yearShift($0[1], $0[0], sign: 1) }
                isYear = true
            case (false, false):
                left = combine([left, right], at: span) { isPlus ? .add($0[0], $0[1]) : .subtract($0[0], $0[1]) }
            }
        }
        return left
    }

    private mutating func product(_ first: CheckedExpression, _ terms: [CheckedTerm], at span: Span) -> NodeID {
        var left = scalar(first)
        for term in terms {
            let right = scalar(term.operand)
            let isTimes = term.op == .times
            left = combine([left, right], at: span) { isTimes ? .multiply($0[0], $0[1]) : .divide($0[0], $0[1]) }
        }
        return left
    }

    private mutating func coalesce(_ operands: [CheckedExpression], at span: Span) -> PlanValue {
        var values: [PlanValue] = []
        for operand in operands {
            if case .scalar(let node)? = values.last {
                values.append(within(.unknown(node)) { $0.value(operand) })
            } else {
                values.append(value(operand))
            }
        }
        let nodes = values.compactMap { value -> NodeID? in
            guard case .scalar(let node) = value else { return nil }
            return node
        }
        if nodes.count == values.count { return .scalar(combine(nodes, at: span) { .coalesce($0) }) }
        var result = values[values.count - 1]
        for value in values.dropLast().reversed() {
            // A list or a record that is planned as one column is `blank`.
            if case .scalar = value { continue }
            result = choice(isBlank(value, at: span), result, value, at: span)
        }
        return result
    }

    // MARK: Comparison

    private mutating func compare(
        _ comparison: Comparison.Operator, _ a: CheckedExpression, _ b: CheckedExpression, at span: Span
    ) -> NodeID {
        let first = value(a)
        let second = value(b)
        switch comparison {
        case .equal: return equal(first, a.type, second, b.type, at: span)
        case .notEqual:
            let node = equal(first, a.type, second, b.type, at: span)
            return column(.not(node), in: frame(of: node), at: span)
        default:
            guard case .scalar(let left) = first, case .scalar(let right) = second else {
                return column(.blank, in: Plan.root)
            }
            if let scale = scale(of: a.type) ?? scale(of: b.type) {
                let ranks = [rank(left, scale), rank(right, scale)]
                return combine(ranks, at: span) { .compare(comparison, $0[0], $0[1]) }
            }
            return combine([left, right], at: span) { .compare(comparison, $0[0], $0[1]) }
        }
    }

    /// The symbols of a choice that has an order, from the lowest to the highest.
    func scale(of type: Type) -> [String]? {
        guard case .choice(let choice) = type, let name = choice.scale else { return nil }
        return program.scales.first { $0.scale == name }?.symbols ?? choice.symbols
    }

    mutating func rank(_ node: NodeID, _ scale: [String]) -> NodeID {
        column(.rank(node, scale), in: frame(of: node))
    }

    /// Equality of anything alike: lists by element, records by column.
    mutating func equal(_ a: PlanValue, _ aType: Type, _ b: PlanValue, _ bType: Type, at span: Span) -> NodeID {
        switch (a, b) {
        case (.scalar(let first), .scalar(let second)):
            return combine([first, second], at: span) { .compare(.equal, $0[0], $0[1]) }
        case (.list(let first, let firstElement), .list(let second, let secondElement)):
            let context = deepest([parent(of: first), parent(of: second)])
            guard case .list(let left, let leftElement) = crossed(first, firstElement, into: context),
                case .list(let right, let rightElement) = crossed(second, secondElement, into: context)
            else { return column(.blank, in: Plan.root) }
            let pairs = frame(.zip(left, right), under: context)
            let same = equal(
                mapped(leftElement, through: .source(of: pairs)), Self.rowType(aType),
                mapped(rightElement, through: .secondSource(of: pairs)), Self.rowType(bType), at: span)
            let every = column(.aggregate(.all, pairs, lift(same, to: pairs)), in: context, at: span)
            let counts = column(.sameCount(left, right), in: context, at: span)
            return column(.and([counts, every]), in: context, at: span)
        case (.record(let first), .record(let second)):
            guard case .record(let left) = aType, case .record(let right) = bType else { return column(.blank, in: Plan.root) }
            let others = ownColumns(of: right)
            var nodes = [scalarNode(.flag(true))]
            for (name, reference, type) in ownColumns(of: left) {
                guard let other = others.first(where: { $0.name == name }) else { return scalarNode(.flag(false)) }
                let value = column(of: first, reference, at: span)
                nodes.append(equal(value, type, column(of: second, other.reference, at: span), other.type, at: span))
            }
            return combine(nodes, at: span) { .and($0) }
        default:
            return column(.blank, in: Plan.root)
        }
    }

    mutating func scalarNode(_ operation: Operation) -> NodeID { column(operation, in: Plan.root) }

    private mutating func within(_ needle: CheckedExpression, _ list: CheckedExpression, at span: Span) -> NodeID {
        let wanted = value(needle)
        guard case .list(let frame, let element) = value(list) else { return column(.blank, in: Plan.root) }
        if case .scalar(let node) = wanted, case .scalar(let member) = element {
            let target = deepest([self.frame(of: node), parent(of: frame)])
            let lifted = lift(node, to: target)
            return column(.within(lifted, frame, lift(member, to: frame)), in: target, at: span)
        }
        let target = deepest([context(of: wanted), parent(of: frame)])
        guard case .list(let placed, let value) = crossed(frame, element, into: target) else {
            return column(.blank, in: Plan.root)
        }
        let same = equal(wanted, needle.type, value, Self.rowType(list.type), at: span)
        return column(.aggregate(.any, placed, lift(same, to: placed)), in: target, at: span)
    }

    /// Whether a value is blank or unknown; a list, whether it is empty or unknown as a whole.
    private mutating func isBlank(_ value: PlanValue, at span: Span) -> NodeID {
        switch value {
        case .scalar(let node):
            return column(.isBlank(node), in: frame(of: node), at: span)
        case .list(let frame, _):
            let count = column(.aggregate(.count, frame, nil), in: parent(of: frame), at: span)
            let isEmpty = combine([count, scalarNode(.number(Number(0)))], at: span) { .compare(.equal, $0[0], $0[1]) }
            return combine([isEmpty, scalarNode(.flag(true))], at: span) { .coalesce($0) }
        case .record(let record):
            return isMissing(record, at: span)
        }
    }

    /// Whether a record stands for a row that is not there.
    private mutating func isMissing(_ record: PlanRecord, at span: Span) -> NodeID {
        switch record {
        case .mapped(let base, let map):
            var flags: [NodeID] = []
            if case .index(let index, _) = map { flags.append(column(.isBlank(index), in: frame(of: index), at: span)) }
            if canBeMissing(base), case .scalar(let node) = mapped(.scalar(isMissing(base, at: span)), through: map) { flags.append(node) }
            return flags.isEmpty ? scalarNode(.flag(false)) : flags.count == 1 ? flags[0] : combine(flags, at: span) { .or($0) }
        case .chosen(let flag, let a, let b):
            let first = isMissing(a, at: span)
            let second = isMissing(b, at: span)
            // Which of both it is may be unknown: then the record is.
            let chosen = combine([flag, first, second], at: span) { .choose($0[0], $0[1], $0[2]) }
            return combine([chosen, scalarNode(.flag(true))], at: span) { .coalesce($0) }
        case .concat(let frame, let parts):
            var flags: [PlanValue] = []
            for part in parts { flags.append(.scalar(isMissing(part, at: span))) }
            guard case .scalar(let node) = merged(flags, into: frame) else { return scalarNode(.flag(false)) }
            return node
        case .defined(_, let base), .given(_, let base): return isMissing(base, at: span)
        case .items(let items): return scalarNode(.flag(items.isEmpty))
        case .sheet, .input, .inputRecord: return scalarNode(.flag(false))
        }
    }

    private func canBeMissing(_ record: PlanRecord) -> Bool {
        switch record {
        case .sheet, .input, .inputRecord: false
        case .items(let items): items.isEmpty
        case .mapped(let base, let map): if case .index = map { true } else { canBeMissing(base) }
        case .defined(_, let base), .given(_, let base): canBeMissing(base)
        case .concat(_, let parts): parts.contains { canBeMissing($0) }
        case .chosen(_, let a, let b): canBeMissing(a) || canBeMissing(b)
        }
    }

    // MARK: Texts

    mutating func interpolation(_ parts: [CheckedExpression], isMessage: Bool, at span: Span) -> NodeID {
        var pieces: [TextPiece] = []
        for part in parts {
            if case .text(let text) = part.kind {
                pieces.append(.characters(text))
            } else {
                pieces.append(shown(value(part), part.type, isMessage, at: span))
            }
        }
        return interpolation(pieces, isMessage, at: span)
    }

    private mutating func interpolation(_ pieces: [TextPiece], _ isMessage: Bool, at span: Span) -> NodeID {
        let target = deepest(pieces.compactMap { $0.node.map { frame(of: $0) } })
        var lifted: [TextPiece] = []
        for piece in pieces {
            if case .value(let node, let style) = piece {
                lifted.append(.value(lift(node, to: target), style))
            } else {
                lifted.append(piece)
            }
        }
        return column(.interpolate(lifted, isMessage: isMessage), in: target, at: span)
    }

    /// A column whose rows can be shown in a text, and how: lists are joined, records shown by their columns.
    private mutating func shown(_ value: PlanValue, _ type: Type, _ isMessage: Bool, at span: Span) -> TextPiece {
        switch (value, type) {
        case (.scalar(let node), _):
            return .value(node, type.showStyle)
        case (.list(let frame, let element), _):
            guard case .value(let inner, let style) = shown(element, Self.rowType(type), isMessage, at: span) else {
                return .characters("")
            }
            let separator = scalarNode(.text("、"))
            let joined = column(
                .join(
                    frame, lift(inner, to: frame), style, separator: lift(separator, to: parent(of: frame)),
                    isMessage: isMessage),
                in: parent(of: frame), at: span)
            return .value(joined, .text)
        case (.record(let record), .record(let columns)):
            var pieces: [TextPiece] = []
            for (name, reference, type) in ownColumns(of: columns) {
                pieces.append(.characters((pieces.isEmpty ? "" : "、") + name + ": "))
                pieces.append(shown(column(of: record, reference, at: span), type, isMessage, at: span))
            }
            return .value(interpolation(pieces, isMessage, at: span), .text)
        case (.record, _):
            return .value(column(.blank, in: Plan.root), .text)
        }
    }
}
