extension Evaluation {
    /// Why the value of a rule is unknown in a row; empty where it is known.
    public func reasons(of rule: RuleID, row: Int) -> [Reason] {
        guard let shape = shapes[rule], let frame = planner.rules[rule]?.frame else { return [] }
        return reasons(shape, frame, row)
    }

    /// Why the value of an expression of ``CheckedProgram/expressions`` is unknown for a sheet; empty where it is known.
    public func reasons(ofExpression index: Int, sheet: Int = 0) -> [Reason] {
        let (shape, context) = expressions[index]
        return planner.lies(context, under: Plan.sheets) ? reasons(shape, Plan.sheets, sheet) : reasons(shape, Plan.root, 0)
    }

    func reasons(_ shape: Shape, _ frame: FrameID, _ row: Int) -> [Reason] {
        if case .list(let list, _) = shape { return reasons(ofList: list, frame, row) }
        guard case .scalar(let node, _) = shape else { return [] }
        let own = evaluator.frame(of: node)
        guard planner.lies(frame, under: own) else { return [] }
        let place = evaluator.row(row, of: frame, in: own)
        guard evaluator.rows(own).count > place, !evaluator.column(node).status(place).isKnown else { return [] }
        return reasons(node, place)
    }

    /// Why it is open which rows a list has.
    func reasons(ofList list: FrameID, _ frame: FrameID, _ row: Int) -> [Reason] {
        let outer = planner.parent(of: list)
        guard planner.lies(frame, under: outer) else { return [] }
        let above = evaluator.row(row, of: frame, in: outer)
        guard !evaluator.rows(list).certainty(above).isKnown else { return [] }
        if let missing = missingTable(list, above, of: outer) { return [missing] }
        var found: [Reason] = []
        for reason in conditions(of: list, above).filter(isUnknown).flatMap({ reasons($0.node, $0.row) })
        where !found.contains(reason) && found.count < Self.maximumReasons {
            found.append(reason)
        }
        return found
    }
}
