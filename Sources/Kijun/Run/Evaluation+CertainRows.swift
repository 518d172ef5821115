/// The rows that are sure to belong to a query, where a condition of `where` is unknown for others.
public struct CertainRows: Sendable {
    /// A list, in the order of the query.
    public let rows: Value
    /// How many rows may or may not belong to it.
    public let openCount: Int
    /// The sheets of those rows, where the query is over all sheets; else empty.
    public let openSheets: [Int]
}

extension Evaluation {
    /// What is known of a query whose value is undetermined, because conditions of its `where`s are unknown for some rows.
    ///
    /// A list of which rows are open is unknown as a whole: nothing may be computed from it. Who looks at it can be shown the
    /// rows that are sure. nil where that would be a guess: after `top`, `group by` and `distinct` an open row may be any other.
    public func certainRows(ofExpression index: Int, sheet: Int = 0) -> CertainRows? {
        let (shape, context) = expressions[index]
        guard case .list(let list, let element) = shape else { return nil }
        let (outer, row) = planner.lies(context, under: Plan.sheets) ? (Plan.sheets, sheet) : (Plan.root, 0)
        let parent = planner.parent(of: list)
        guard planner.lies(outer, under: parent) else { return nil }
        let above = evaluator.row(row, of: outer, in: parent)
        var filters: [(source: FrameID, flag: NodeID)] = []
        var base = list
        walk: while true {
            switch evaluator.plan.frames[Int(base)].kind {
            case .filter(let source, let flag):
                filters.append((source, flag))
                base = source
            case .sort(let source, _, _), .reverse(let source): base = source
            default: break walk
            }
        }
        guard !filters.isEmpty, evaluator.rows(base).certainty(above).isKnown else { return nil }
        var open: Set<Int> = []
        for (source, flag) in filters {
            let condition = evaluator.column(flag)
            for row in evaluator.rows(source).range(of: above) {
                let status = condition.status(row)
                if status.failure != nil { return nil }
                if !status.isKnown { open.insert(self.row(row, of: source, in: base)) }
            }
        }
        let rows = evaluator.rows(list)
        guard above < rows.starts.count - 1, rows.certainty(above).failure == nil else { return nil }
        var sheets: [Int] = []
        if case .allSheets = evaluator.plan.frames[Int(base)].kind { sheets = open.sorted() }
        return CertainRows(rows: .list(rows.range(of: above).map { read(element, list, $0) }), openCount: open.count, openSheets: sheets)
    }

    /// The row of a frame that the row of one derived from it by `where` and `sort by` comes from.
    private func row(_ row: Int, of derived: FrameID, in base: FrameID) -> Int {
        var (row, frame) = (row, derived)
        while frame != base {
            guard let source = evaluator.rows(frame).source else { return row }
            row = Int(source[row])
            switch evaluator.plan.frames[Int(frame)].kind {
            case .filter(let source, _), .sort(let source, _, _), .reverse(let source): frame = source
            default: return row
            }
        }
        return row
    }
}
