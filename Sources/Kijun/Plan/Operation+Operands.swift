extension Operation {
    /// The columns that this one is computed from, whatever their frames.
    var operands: [NodeID] {
        switch self {
        case .number, .text, .year, .flag, .blank, .input, .parts, .sameCount: []
        case .broadcast(let a), .negate(let a), .scale(let a, _), .magnitude(let a), .yearOfNumber(let a), .rank(let a, _),
            .symbol(let a, _), .isBlank(let a), .not(let a), .markFlag(let a), .place(let a, _), .element(_, let a):
            [a]
        case .gather(let a, let map): [a] + map.operands
        case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b), .divide(let a, let b),
            .round(let a, _, let b), .modulo(let a, let b), .power(let a, let b), .yearDifference(let a, let b),
            .yearShift(let a, let b, _), .compare(_, let a, let b), .within(let a, _, let b),
            .lookup(_, let a, let b), .join(_, let a, _, let b, _):
            [a, b]
        case .choose(let a, let b, let c): [a, b, c]
        case .concat(let nodes), .coalesce(let nodes), .and(let nodes), .or(let nodes), .textFunction(_, let nodes): nodes
        case .byYear(let year, _, let nodes): [year] + nodes
        case .aggregate(_, _, let node): node.map { [$0] } ?? []
        case .aggregateWhere(_, _, let node, let flag): (node.map { [$0] } ?? []) + [flag]
        case .interpolate(let pieces, _): pieces.compactMap(\.node)
        case .decide(_, let conditions, let outcomes): conditions + outcomes
        case .outcome(let state, let outcomes): [state] + outcomes
        }
    }

    /// The frames of which rows are read besides the column's own.
    var frames: [FrameID] {
        switch self {
        case .gather(_, let map): map.frames
        case .aggregate(_, let frame, _), .aggregateWhere(_, let frame, _, _), .within(_, let frame, _), .lookup(let frame, _, _),
            .element(let frame, _),
            .place(_, let frame), .join(let frame, _, _, _, _):
            [frame]
        case .sameCount(let a, let b): [a, b]
        default: []
        }
    }
}

extension Operation {
    /// The texts that it may make whatever the sheets hold.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .rank(_, let scale), .symbol(_, let scale): scale
        case .markFlag: ["○", "◎"]
        default: []
        }
    }
}

extension RowMap {
    var operands: [NodeID] {
        if case .index(let node, _) = self { [node] } else { [] }
    }

    var frames: [FrameID] {
        switch self {
        case .source(let frame), .secondSource(let frame): [frame]
        case .index(_, let target): [target]
        }
    }
}

extension Frame.Kind {
    var operands: [NodeID] {
        switch self {
        case .root, .sheets, .input, .allSheets, .reverse, .cross, .concat, .nestedConcat, .flatten, .zip: []
        case .filter(_, let node), .kept(_, let node, _), .sort(_, let node, _), .top(_, let node): [node]
        case .distinct(_, let nodes), .members(_, let nodes): nodes
        case .under(_, let map): map.operands
        case .split(let a, let b): [a, b]
        }
    }

    var frames: [FrameID] {
        switch self {
        case .root, .sheets, .input, .split: []
        case .allSheets: [Plan.sheets]
        case .filter(let frame, _), .kept(let frame, _, _), .sort(let frame, _, _), .top(let frame, _), .reverse(let frame),
            .distinct(let frame, _),
            .members(let frame, _), .cross(let frame):
            [frame]
        case .under(let frame, let map): [frame] + map.frames
        case .concat(let parts): parts.compactMap { $0 }
        case .nestedConcat(let parts): parts
        case .flatten(let a, let b), .zip(let a, let b): [a, b]
        }
    }
}
