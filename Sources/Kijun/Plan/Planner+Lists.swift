import KijunSyntax

extension Planner {
    /// The row or element variable of a list, in a frame under which everything that the bodies read is known: the list's
    /// own frame, or one where its rows stand under each row of an outer variable that a body reads.
    mutating func iterate(
        _ list: CheckedExpression, _ bodies: [CheckedExpression]
    ) -> (frame: FrameID, element: PlanValue)? {
        guard case .list(let frame, let element) = value(list) else { return nil }
        var reads: Set<FrameID> = []
        var calls: Set<Int> = []
        for body in bodies { collectContexts(of: body, into: &reads, &calls) }
        let outer = deepest(Array(reads))
        // What is known above the list is the same for all of its rows. Anything further in, were it a row of the very same
        // table, is another row.
        if lies(parent(of: frame), under: outer) { return (frame, element) }
        let context = deepest([outer, parent(of: frame)])
        guard case .list(let crossed, let value) = crossed(frame, element, into: context) else { return nil }
        return (crossed, value)
    }

    /// The frames of the variables, fields and rules that an expression reads by name.
    private mutating func collectContexts(
        of expression: CheckedExpression, into frames: inout Set<FrameID>, _ calls: inout Set<Int>
    ) {
        switch expression.kind {
        case .local(let local):
            if let value = locals[local] { frames.insert(context(of: value)) }
        case .field:
            frames.insert(Plan.sheets)
        case .rule(let rule):
            // In two steps: a rule that is planned here is not in the planner that `context` would be called on.
            let value = rows(of: rule)
            frames.insert(context(of: value))
        case .call(let index, _):
            if calls.insert(index).inserted {
                collectContexts(of: program.instances[index].body, into: &frames, &calls)
            }
            for child in expression.children { collectContexts(of: child, into: &frames, &calls) }
        case .parameter(let index, _):
            for entry in program.parameters[index].entries { collectContexts(of: entry.value, into: &frames, &calls) }
            for child in expression.children { collectContexts(of: child, into: &frames, &calls) }
        default:
            for child in expression.children { collectContexts(of: child, into: &frames, &calls) }
        }
    }

    /// Tables under the rows of a table as one table.
    mutating func joined(_ value: PlanValue, as type: Type) -> PlanValue {
        guard case .table = type, case .list(let outer, .list(let inner, let element)) = value,
            case .list(let placed, let placedElement) = crossed(inner, element, into: outer)
        else { return value }
        let flat = frame(.flatten(outer, placed), under: parent(of: outer))
        return .list(flat, mapped(placedElement, through: .source(of: flat)))
    }

    /// The value of a body for each row or element.
    private mutating func evaluate(_ body: CheckedExpression, _ local: LocalID, as element: PlanValue) -> PlanValue {
        let outer = locals[local]
        locals[local] = element
        defer { locals[local] = outer }
        return value(body)
    }

    private mutating func column(
        _ body: CheckedExpression, _ local: LocalID, as element: PlanValue, in frame: FrameID
    ) -> NodeID {
        guard case .scalar(let node) = evaluate(body, local, as: element) else { return column(.blank, in: frame) }
        return lift(node, to: frame)
    }

    mutating func allSheets() -> PlanValue {
        let frame = frame(.allSheets, under: Plan.root)
        return .list(frame, .record(.mapped(.sheet, .source(of: frame))))
    }

    mutating func list(_ elements: [CheckedExpression]) -> PlanValue {
        var values: [PlanValue] = []
        for element in elements { values.append(value(element)) }
        let context = deepest(values.map { self.context(of: $0) })
        let frame = frame(.concat(values.map { _ in nil }), under: context)
        if values.isEmpty { return .list(frame, .scalar(column(.concat([]), in: frame))) }
        return .list(frame, merged(values, into: frame))
    }

    mutating func filter(_ list: CheckedExpression, _ local: LocalID, _ condition: CheckedExpression) -> PlanValue {
        guard let (frame, element) = iterate(list, [condition]) else { return unknown() }
        let flag = column(condition, local, as: element, in: frame)
        let kept = self.frame(.filter(frame, flag), under: parent(of: frame))
        return .list(kept, mapped(element, through: .source(of: kept)))
    }

    mutating func sort(
        _ list: CheckedExpression, _ local: LocalID, _ key: CheckedExpression, _ descending: Bool
    ) -> PlanValue {
        guard let (frame, element) = iterate(list, [key]) else { return unknown() }
        var node = column(key, local, as: element, in: frame)
        if let scale = scale(of: key.type) { node = rank(node, scale) }
        let sorted = self.frame(.sort(frame, node, descending: descending), under: parent(of: frame))
        return .list(sorted, mapped(element, through: .source(of: sorted)))
    }

    mutating func top(_ list: CheckedExpression, _ count: CheckedExpression) -> PlanValue {
        let limit = scalar(count)
        guard case .list(let frame, let element) = value(list) else { return unknown() }
        let context = deepest([self.frame(of: limit), parent(of: frame)])
        guard case .list(let placed, let value) = crossed(frame, element, into: context) else { return unknown() }
        let kept = self.frame(.top(placed, lift(limit, to: context)), under: context)
        return .list(kept, mapped(value, through: .source(of: kept)))
    }

    mutating func select(_ list: CheckedExpression, _ local: LocalID, _ members: [RecordMember]) -> PlanValue {
        guard let (frame, element) = iterate(list, members.map(\.value)) else { return unknown() }
        var items: [PlanRecord.Item] = []
        for member in members {
            items.append(PlanRecord.Item(name: member.name, value: evaluate(member.value, local, as: element)))
        }
        return .list(frame, .record(.items(items)))
    }

    mutating func map(_ list: CheckedExpression, _ local: LocalID, _ body: CheckedExpression) -> PlanValue {
        guard let (frame, element) = iterate(list, [body]) else { return unknown() }
        return .list(frame, evaluate(body, local, as: element))
    }

    mutating func group(
        _ list: CheckedExpression, _ row: LocalID, _ keys: [RecordMember], _ keyLocal: LocalID, _ group: LocalID,
        _ members: [RecordMember]
    ) -> PlanValue {
        guard let (frame, element) = iterate(list, (keys + members).map(\.value)) else { return unknown() }
        var nodes: [NodeID] = []
        for key in keys { nodes.append(column(key.value, row, as: element, in: frame)) }
        let groups = self.frame(.distinct(frame, nodes), under: parent(of: frame))
        let rows = self.frame(.members(frame, nodes), under: groups)
        var keyItems: [PlanRecord.Item] = []
        for (key, node) in zip(keys, nodes) {
            keyItems.append(PlanRecord.Item(name: key.name, value: mapped(.scalar(node), through: .source(of: groups))))
        }
        let outer = (locals[keyLocal], locals[group])
        locals[keyLocal] = .record(.items(keyItems))
        locals[group] = .list(rows, mapped(element, through: .source(of: rows)))
        let items = items(members)
        (locals[keyLocal], locals[group]) = outer
        return .list(groups, .record(.items(items)))
    }

    mutating func row(
        _ table: CheckedExpression, _ local: LocalID, _ key: CheckedExpression, _ wanted: CheckedExpression, at span: Span
    ) -> PlanValue {
        guard case .list(let frame, let element) = value(table) else { return unknown() }
        let node = scalar(wanted)
        let keys = column(key, local, as: element, in: frame)
        let target = deepest([self.frame(of: node), parent(of: frame)])
        let index = column(
            .lookup(frame, keys, equals: lift(node, to: target)), in: target, at: span)
        return mapped(element, through: .index(index, target: frame))
    }

    mutating func element(_ list: CheckedExpression, _ place: CheckedExpression, at span: Span) -> PlanValue {
        let node = scalar(place)
        guard case .list(let frame, let element) = value(list) else { return unknown() }
        return self.element(frame, element, at: node, span)
    }

    private mutating func element(_ frame: FrameID, _ element: PlanValue, at place: NodeID, _ span: Span) -> PlanValue {
        let target = deepest([self.frame(of: place), parent(of: frame)])
        let index = column(.element(frame, at: lift(place, to: target)), in: target, at: span)
        return mapped(element, through: .index(index, target: frame))
    }

    mutating func aggregate(
        _ kind: Aggregate, _ list: CheckedExpression, _ local: LocalID, _ body: CheckedExpression?, at span: Span
    ) -> PlanValue {
        let values: PlanValue
        var type: Type
        if let body {
            values = map(list, local, body)
            type = body.type
        } else {
            values = value(list)
            type = Self.rowType(list.type)
        }
        guard case .list(let frame, let element) = values else { return unknown() }
        let context = parent(of: frame)
        switch kind {
        case .first, .last:
            return self.element(frame, element, at: scalarNode(.number(Number(kind == .first ? 1 : -1))), span)
        case .distinct:
            let kept = self.frame(.distinct(frame, keys(of: element, type, in: frame)), under: context)
            return .list(kept, mapped(element, through: .source(of: kept)))
        case .count:
            return .scalar(column(.aggregate(.count, frame, nil), in: context, at: span))
        case .sum, .min, .max, .mean, .median, .any, .all, .none:
            guard case .scalar(let single) = element else { return unknown() }
            var node = lift(single, to: frame)
            if type == .mark, [.any, .all, .none].contains(kind) { node = column(.markFlag(node), in: frame, at: span) }
            if let scale = scale(of: type) {
                let found = column(.aggregate(kind, frame, rank(node, scale)), in: context, at: span)
                return .scalar(column(.symbol(found, scale), in: context, at: span))
            }
            return .scalar(column(.aggregate(kind, frame, node), in: context, at: span))
        }
    }

    /// The columns by which elements are told apart.
    private mutating func keys(of element: PlanValue, _ type: Type, in frame: FrameID) -> [NodeID] {
        switch (element, type) {
        case (.scalar(let node), _): return [lift(node, to: frame)]
        case (.record(let record), .record(let columns)):
            var nodes: [NodeID] = []
            for (_, reference, type) in ownColumns(of: columns) {
                nodes += keys(of: column(of: record, reference, at: .none), type, in: frame)
            }
            return nodes
        default: return []
        }
    }

    // MARK: Built-in functions

    mutating func builtin(_ index: Int, _ arguments: [CheckedExpression], at span: Span) -> PlanValue {
        switch Builtin.all[index].body {
        case .numbers(let function): return .scalar(number(function, scalars(arguments), at: span))
        case .texts(.split):
            let nodes = scalars(arguments)
            let context = deepest(nodes.map { frame(of: $0) })
            let parts = frame(.split(lift(nodes[0], to: context), lift(nodes[1], to: context)), under: context)
            return .list(parts, .scalar(column(.parts, in: parts, at: span)))
        case .texts:
            return .scalar(combine(scalars(arguments), at: span) { .textFunction(index, $0) })
        case .list(let function): return listFunction(function, arguments, at: span)
        }
    }

    private mutating func number(_ function: NumberFunction, _ operands: [NodeID], at span: Span) -> NodeID {
        switch function {
        case .round(let mode):
            let places = operands.count > 1 ? operands[1] : scalarNode(.number(Number(0)))
            return combine([operands[0], places], at: span) { .round($0[0], mode, places: $0[1]) }
        case .magnitude: return combine(operands, at: span) { .magnitude($0[0]) }
        case .modulo: return combine(operands, at: span) { .modulo($0[0], $0[1]) }
        case .power: return combine(operands, at: span) { .power($0[0], $0[1]) }
        }
    }

    private mutating func listFunction(
        _ function: ListFunction, _ arguments: [CheckedExpression], at span: Span
    ) -> PlanValue {
        guard case .list(let frame, let element) = value(arguments[0]) else { return unknown() }
        var type = Type.text
        if case .list(let inner) = arguments[0].type { type = inner }
        switch function {
        case .join:
            guard case .scalar(let single) = element else { return unknown() }
            let separator = scalar(arguments[1])
            let context = deepest([parent(of: frame), self.frame(of: separator)])
            guard case .list(let placed, .scalar(let node)) = crossed(frame, .scalar(lift(single, to: frame)), into: context)
            else { return unknown() }
            return .scalar(
                column(
                    .join(
                        placed, lift(node, to: placed), type.showStyle, separator: lift(separator, to: context), isMessage: false),
                    in: context, at: span))
        case .indexOf:
            guard case .scalar(let single) = element else { return unknown() }
            let wanted = scalar(arguments[1])
            let target = deepest([self.frame(of: wanted), parent(of: frame)])
            let index = column(
                .lookup(frame, lift(single, to: frame), equals: lift(wanted, to: target)), in: target,
                at: span)
            return .scalar(column(.place(index, frame), in: target, at: span))
        case .sort:
            guard case .scalar(let single) = element else { return unknown() }
            var key = lift(single, to: frame)
            if let scale = scale(of: type) { key = rank(key, scale) }
            let sorted = self.frame(.sort(frame, key, descending: false), under: parent(of: frame))
            return .list(sorted, mapped(element, through: .source(of: sorted)))
        case .reverse:
            let reversed = self.frame(.reverse(frame), under: parent(of: frame))
            return .list(reversed, mapped(element, through: .source(of: reversed)))
        case .append:
            var items: [PlanValue] = []
            for argument in arguments.dropFirst() { items.append(value(argument)) }
            let context = deepest(items.map { self.context(of: $0) } + [parent(of: frame)])
            guard case .list(let placed, let placedElement) = crossed(frame, element, into: context) else { return unknown() }
            let joined = self.frame(.concat([placed] + items.map { _ in nil }), under: context)
            return .list(joined, merged([placedElement] + items, into: joined))
        case .flatten:
            var outer = frame
            var inner = element
            while case .list(let next, let value) = inner {
                guard case .list(let placed, let placedValue) = crossed(next, value, into: outer) else { break }
                let flat = self.frame(.flatten(outer, placed), under: parent(of: outer))
                inner = mapped(placedValue, through: .source(of: flat))
                outer = flat
            }
            return .list(outer, inner)
        }
    }
}
