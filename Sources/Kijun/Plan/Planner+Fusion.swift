import KijunSyntax

/// How a column is computed without the columns and rows that its operation names. What it says is the same; those who ask why follow the
/// operation, whose operands are then made when they are asked for.
enum Substitute: Sendable {
    case same(NodeID)
    /// The other truth, with the same status.
    case opposite(NodeID)

    var node: NodeID {
        switch self {
        case .same(let node), .opposite(let node): node
        }
    }
}

extension Planner {
    /// A cheaper way to a column; nil where there is none.
    mutating func substitute(for operation: Operation, in frame: FrameID, at span: Span) -> Substitute? {
        switch operation {
        case .aggregate(let kind, let list, let element): aggregate(kind, list, element, in: frame, at: span)
        case .within(let needle, let list, let member): within(needle, list, member, in: frame, at: span)
        case .compare(let comparison, let a, let b): twin(of: comparison, a, b, in: frame)
        default: nil
        }
    }

    // MARK: Aggregates

    private mutating func aggregate(
        _ kind: Aggregate, _ list: FrameID, _ element: NodeID?, in frame: FrameID, at span: Span
    ) -> Substitute? {
        switch plan.frames[Int(list)].kind {
        case .filter(let source, let flag):
            guard let element else {
                return .same(column(.aggregateWhere(kind, source, nil, flag: flag), in: frame, at: span))
            }
            guard [.sum, .any, .all, .none].contains(kind), let own = unfiltered(element, list, source) else { return nil }
            return .same(column(.aggregateWhere(kind, source, own, flag: flag), in: frame, at: span))
        case .concat(let parts):
            guard let element, [.any, .all, .none].contains(kind), !parts.isEmpty, parts.allSatisfy({ $0 == nil }) else { return nil }
            var flags: [NodeID] = []
            for index in parts.indices {
                guard let part = part(index, of: element, list) else { return nil }
                flags.append(lift(part, to: frame))
            }
            if kind == .all { return .same(column(.and(flags), in: frame, at: span)) }
            let either = column(.or(flags), in: frame, at: span)
            return kind == .any ? .same(either) : .opposite(either)
        default: return nil
        }
    }

    /// What the elements of a filtered list are in the rows of its source; nil where that would compute more than the filter keeps.
    private mutating func unfiltered(_ element: NodeID, _ list: FrameID, _ source: FrameID) -> NodeID? {
        guard case .column(let node) = plan.steps[Int(element)], node.frame == list else { return nil }
        switch node.operation {
        case .gather(let inner, .source(list)) where frame(of: inner) == source: return inner
        case .broadcast(let outer): return lies(source, under: frame(of: outer)) ? lift(outer, to: source) : nil
        case .markFlag(let marks):
            guard let own = unfiltered(marks, list, source) else { return nil }
            return column(.markFlag(own), in: source, at: node.span)
        default: return nil
        }
    }

    /// What one element of a list that is written out is, in the frame above the list.
    private mutating func part(_ index: Int, of element: NodeID, _ list: FrameID) -> NodeID? {
        guard case .column(let node) = plan.steps[Int(element)], node.frame == list else { return nil }
        switch node.operation {
        case .concat(let parts): return parts.indices.contains(index) ? parts[index] : nil
        case .broadcast(let outer): return lies(parent(of: list), under: frame(of: outer)) ? outer : nil
        case .markFlag(let marks):
            guard let own = part(index, of: marks, list) else { return nil }
            return column(.markFlag(own), in: frame(of: own), at: node.span)
        case .compare(let comparison, let a, let b):
            guard let first = part(index, of: a, list), let second = part(index, of: b, list) else { return nil }
            return combine([first, second], at: node.span) { .compare(comparison, $0[0], $0[1]) }
        case .not(let flag):
            guard let own = part(index, of: flag, list) else { return nil }
            return column(.not(own), in: frame(of: own), at: node.span)
        default: return nil
        }
    }

    // MARK: Comparisons

    /// A list to be compared with value by value is at most this long.
    private static let fewValues = 8

    /// `x in [a, b]` as `x == a || x == b`, where a and b are written out.
    private mutating func within(_ needle: NodeID, _ list: FrameID, _ member: NodeID, in frame: FrameID, at span: Span) -> Substitute? {
        guard case .concat(let parts) = plan.frames[Int(list)].kind, 1...Self.fewValues ~= parts.count, parts.allSatisfy({ $0 == nil })
        else { return nil }
        var flags: [NodeID] = []
        for index in parts.indices {
            guard let value = part(index, of: member, list), isWritten(value) else { return nil }
            let lifted = lift(value, to: frame)
            flags.append(column(.compare(.equal, needle, lifted), in: frame, at: span))
        }
        return .same(flags.count == 1 ? flags[0] : column(.or(flags), in: frame, at: span))
    }

    private func isWritten(_ value: NodeID) -> Bool {
        guard case .column(let node) = plan.steps[Int(value)] else { return false }
        switch node.operation {
        case .text, .number, .year, .flag: return true
        default: return false
        }
    }

    /// A comparison that is planned already and says the same, or the opposite.
    private func twin(of comparison: Comparison.Operator, _ a: NodeID, _ b: NodeID, in frame: FrameID) -> Substitute? {
        for twin in comparison.twins {
            let (first, second) = twin.isMirrored ? (b, a) : (a, b)
            if let known = known(.compare(twin.comparison, first, second), in: frame) {
                return twin.isOpposite ? .opposite(known) : .same(known)
            }
        }
        return nil
    }
}

extension Comparison {
    /// Another comparison of the same two values.
    fileprivate struct Twin {
        let comparison: Comparison.Operator
        let isMirrored: Bool
        let isOpposite: Bool
    }
}

extension Comparison.Operator {
    /// The comparisons from whose result this one's follows.
    fileprivate var twins: [Comparison.Twin] {
        let opposite: Comparison.Operator
        switch self {
        case .equal, .notEqual, .within: return [Comparison.Twin(comparison: self, isMirrored: true, isOpposite: false)]
        case .less: opposite = .greaterOrEqual
        case .lessOrEqual: opposite = .greater
        case .greater: opposite = .lessOrEqual
        case .greaterOrEqual: opposite = .less
        }
        return [
            Comparison.Twin(comparison: mirrored, isMirrored: true, isOpposite: false),
            Comparison.Twin(comparison: opposite, isMirrored: false, isOpposite: true),
            Comparison.Twin(comparison: opposite.mirrored, isMirrored: true, isOpposite: true),
        ]
    }
}
