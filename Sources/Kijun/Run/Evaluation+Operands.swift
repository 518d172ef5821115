extension Evaluation {
    /// The places that a column's row is computed from.
    func operands(of node: Node, _ row: Int) -> [Place] {
        // What was computed in another way has its operands now.
        if node.substitute != nil { compute(node.operation.operands, frames: node.operation.frames) }
        switch node.operation {
        case .broadcast(let source):
            return [Place(node: source, row: evaluator.row(row, of: node.frame, in: evaluator.frame(of: source)))]
        case .gather(let source, let map):
            let place = evaluator.mappedRow(row, map)
            let index = map.operands.map { Place(node: $0, row: row) }
            return index + (place < 0 ? [] : [Place(node: source, row: place)])
        case .concat(let parts):
            let rows = evaluator.rows(node.frame)
            guard let part = rows.part, let source = rows.source else { return [] }
            return [Place(node: parts[Int(part[row])], row: Int(source[row]))]
        case .aggregate(_, let frame, let element):
            let elements = element.map { element in evaluator.rows(frame).range(of: row).map { Place(node: element, row: $0) } }
            return conditions(of: frame, row) + (elements ?? [])
        case .within(let needle, let frame, let member), .lookup(let frame, let member, let needle):
            let parent = evaluator.row(row, of: node.frame, in: planner.parent(of: frame))
            let members = evaluator.rows(frame).range(of: parent).map { Place(node: member, row: $0) }
            return [Place(node: needle, row: row)] + conditions(of: frame, parent) + members
        case .element(let frame, let place):
            let parent = evaluator.row(row, of: node.frame, in: planner.parent(of: frame))
            return [Place(node: place, row: row)] + conditions(of: frame, parent)
        case .join(let frame, let element, _, let separator, _):
            let elements = evaluator.rows(frame).range(of: row).map { Place(node: element, row: $0) }
            return [Place(node: separator, row: row)] + conditions(of: frame, row) + elements
        case .sameCount(let a, let b): return conditions(of: a, row) + conditions(of: b, row)
        case .choose(let flag, let a, let b):
            let column = evaluator.column(flag)
            guard column.status(row).isKnown, case .flags(let flags) = column.values else { return [Place(node: flag, row: row)] }
            return [Place(node: flag, row: row), Place(node: flags[column.place(row)] ? a : b, row: row)]
        case .outcome(let state, let outcomes):
            guard case .indices(let states) = evaluator.column(state).values, states[row] >= 0 else {
                return [Place(node: state, row: row)]
            }
            return [Place(node: state, row: row), Place(node: outcomes[Int(states[row])], row: row)]
        case .decide(_, let conditions, _): return conditions.map { Place(node: $0, row: row) }
        default: return node.operation.operands.map { Place(node: $0, row: row) }
        }
    }

    /// The conditions that decide which rows stand in a frame under a row of its parent.
    func conditions(of frame: FrameID, _ parent: Int) -> [Place] {
        switch planner.plan.frames[Int(frame)].kind {
        case .root, .sheets, .input, .allSheets: return []
        case .filter(let source, let flag):
            let rows = evaluator.rows(source).range(of: parent).map { Place(node: flag, row: $0) }
            return rows + conditions(of: source, parent)
        case .kept(let source, let flag, _): return [Place(node: flag, row: parent)] + conditions(of: source, parent)
        case .sort(let source, _, _), .reverse(let source), .distinct(let source, _): return conditions(of: source, parent)
        case .top(let source, let limit): return [Place(node: limit, row: parent)] + conditions(of: source, parent)
        case .members(let source, _):
            let groups = planner.parent(of: frame)
            return conditions(of: source, evaluator.row(parent, of: groups, in: planner.parent(of: groups)))
        case .cross(let source):
            let outer = planner.parent(of: source)
            return conditions(of: source, evaluator.row(parent, of: planner.parent(of: frame), in: outer))
        case .under(let source, let map):
            let index = map.operands.map { Place(node: $0, row: parent) }
            let above = evaluator.mappedRow(parent, map)
            return index + (above < 0 ? [] : conditions(of: source, above))
        case .concat(let parts): return parts.compactMap { $0 }.flatMap { conditions(of: $0, parent) }
        case .nestedConcat(let parts):
            let rows = evaluator.rows(planner.parent(of: frame))
            guard let part = rows.part, let source = rows.source else { return [] }
            return conditions(of: parts[Int(part[parent])], Int(source[parent]))
        case .flatten(let outer, let inner):
            return conditions(of: outer, parent) + evaluator.rows(outer).range(of: parent).flatMap { conditions(of: inner, $0) }
        case .zip(let a, let b): return conditions(of: a, parent) + conditions(of: b, parent)
        case .split(let text, let separator): return [Place(node: text, row: parent), Place(node: separator, row: parent)]
        }
    }
}
