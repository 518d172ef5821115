import KijunSyntax

// Rows of rules and cells of values.
extension Explainer {
    private var evaluator: Evaluator { evaluation.evaluator }
    private var planner: Planner { evaluation.planner }

    /// The row of a rule of the sheet or the set that is read in a context; nil where it has none there.
    func row(of id: RuleID, _ context: Context) -> Int? {
        guard let target = self.frame(of: id), planner.lies(context.frame, under: target) else { return nil }
        evaluation.compute([], frames: [target, context.frame])
        return evaluator.row(context.row, of: context.frame, in: target)
    }

    /// The row of a rule on a table that is read as a column of a record; nil where that leads to no one row.
    func row(of record: CheckedExpression, rule id: RuleID, _ context: Context) -> Int? {
        guard case .record(let planned) = plan(record, context), let target = frame(of: id) else { return nil }
        guard let place = place(of: planned, context.frame, context.row), planner.lies(place.frame, under: target) else {
            return row(of: id, context)
        }
        return evaluator.row(place.row, of: place.frame, in: target)
    }

    /// The sheet of a row; nil where that belongs to all sheets.
    func sheet(of context: Context) -> Int? {
        guard planner.lies(context.frame, under: Plan.sheets) else { return nil }
        evaluation.compute([], frames: [context.frame])
        return evaluator.row(context.row, of: context.frame, in: Plan.sheets)
    }

    private func frame(of id: RuleID) -> FrameID? {
        evaluation.planLate(locals: [:], readsSheet: !program.rules[id].isOfSet) { planner in
            _ = planner.value(of: id)
            return planner.rules[id]?.frame
        }
    }

    /// The row of the sheets or of a table that a record stands for.
    private func place(of record: PlanRecord, _ frame: FrameID, _ row: Int) -> (frame: FrameID, row: Int)? {
        switch record {
        case .sheet, .input, .inputRecord:
            let target = planner.context(of: record)
            guard planner.lies(frame, under: target) else { return nil }
            return (target, evaluator.row(row, of: frame, in: target))
        case .defined(_, let base): return place(of: base, frame, row) ?? (frame, row)
        case .mapped(let base, let map):
            let target = planner.target(of: map)
            guard planner.lies(frame, under: target) else { return nil }
            evaluation.compute(map.operands, frames: [target, planner.source(of: map)])
            let source = evaluator.mappedRow(evaluator.row(row, of: frame, in: target), map)
            return source < 0 ? nil : place(of: base, planner.source(of: map), source)
        case .items, .given, .concat, .chosen: return nil
        }
    }

    // MARK: Cells

    /// How many cells are named for one value.
    private static var maximumCells: Int { 40 }

    /// The cells in which a value stands as it is; none where it is computed.
    func cells(_ value: PlanValue, _ context: Context) -> [Provenance] {
        switch value {
        case .scalar(let node):
            let own = evaluator.frame(of: node)
            guard planner.lies(context.frame, under: own) else { return [] }
            evaluation.compute([node], frames: [context.frame])
            return cell(node, evaluator.row(context.row, of: context.frame, in: own)).map { [$0] } ?? []
        case .list(let frame, .scalar(let node)):
            guard let rows = rows(of: value, context)?.rows else { return [] }
            evaluation.compute([node], frames: [frame])
            let own = evaluator.frame(of: node)
            guard planner.lies(frame, under: own) else { return [] }
            return rows.prefix(Self.maximumCells).compactMap { cell(node, evaluator.row($0, of: frame, in: own)) }
        case .list, .record: return []
        }
    }

    private func cell(_ node: NodeID, _ row: Int) -> Provenance? {
        var place = Evaluation.Place(node: node, row: row)
        while case .column(let step) = planner.plan.steps[Int(place.node)] {
            guard evaluator.has(place.node), place.row < evaluator.rows(step.frame).count else { return nil }
            let operands = evaluation.operands(of: step, place.row)
            switch step.operation {
            case .input(let table, let field): return evaluation.provenance(table, field, place.row, step.frame)
            case .broadcast, .concat, .markFlag, .scale, .rank, .symbol:
                guard let next = operands.first else { return nil }
                place = next
            case .gather(_, let map):
                guard operands.count > map.operands.count, let next = operands.last else { return nil }
                place = next
            case .choose:
                guard operands.count == 2 else { return nil }
                place = operands[1]
            case .coalesce:
                guard let next = operands.first(where: { !evaluation.isUnknown($0) }) else { return nil }
                place = next
            default: return nil
            }
        }
        return nil
    }

    /// The cells that a value is computed from: those of its own row, or a few of its lists.
    func sources(of expression: CheckedExpression, _ context: Context) -> [Provenance] {
        guard case .scalar(let node) = plan(expression, context) else { return [] }
        let own = evaluator.frame(of: node)
        guard planner.lies(context.frame, under: own) else { return [] }
        evaluation.compute([node], frames: [context.frame])
        return Array(evaluation.provenance(node, evaluator.row(context.row, of: context.frame, in: own)).prefix(4))
    }

    // MARK: Lists

    struct Rows {
        let frame: FrameID
        let element: PlanValue
        let rows: Range<Int>
        /// Whether these are all: a condition that is unknown leaves that open.
        let isCertain: Bool
    }

    /// The rows of a planned list that belong to a context.
    func rows(of value: PlanValue, _ context: Context) -> Rows? {
        guard case .list(let frame, let element) = value else { return nil }
        let parent = planner.parent(of: frame)
        guard planner.lies(context.frame, under: parent) else { return nil }
        evaluation.compute([], frames: [frame, context.frame])
        let above = evaluator.row(context.row, of: context.frame, in: parent)
        let rows = evaluator.rows(frame)
        return Rows(frame: frame, element: element, rows: rows.range(of: above), isCertain: rows.certainty(above).isKnown)
    }

    /// The row of an inner frame's source, followed down to `target`.
    func sourceRow(_ row: Int, of frame: FrameID, in target: FrameID) -> Int? {
        var (frame, row) = (frame, row)
        while frame != target {
            let source = planner.source(of: .source(of: frame))
            guard source != frame, evaluator.rows(frame).source != nil else { return nil }
            row = evaluator.mappedRow(row, .source(of: frame))
            frame = source
            if row < 0 { return nil }
        }
        return row
    }

    func schema(ofRecord type: Type) -> RecordSchema? {
        switch type {
        case .record(.declared(let path)), .table(.declared(let path)): program.schema.record(at: path)
        case .record(.sheet), .table(.sheet): program.schema
        default: nil
        }
    }
}
