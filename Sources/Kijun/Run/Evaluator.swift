import KijunSyntax

/// Runs a plan over a set of sheets, step by step and a whole column at a time.
///
/// Every result is kept, so that reasons and provenance are read from the very columns that made the result: there is one
/// meaning, in one place.
final class Evaluator {
    private(set) var plan: Plan
    let sheets: SheetSet
    let pool: TextPool
    let limits: Limits
    let watch: BreakWatch
    var columns: [Column?]
    var frames: [FrameRows?]
    /// Set when a limit stopped the run: nothing after it is to be read.
    private(set) var stopped: Stop?

    enum Stop: Error, Hashable, Sendable {
        case tooManyRows
        case interrupted
    }

    init(_ plan: Plan, sheets: SheetSet, limits: Limits) {
        self.plan = plan
        self.sheets = sheets
        self.limits = limits
        watch = BreakWatch(isInterrupted: limits.isInterrupted)
        pool = TextPool(sheets.texts)
        columns = Array(repeating: nil, count: plan.steps.count)
        frames = Array(repeating: nil, count: plan.frames.count)
    }

    /// Takes a plan that has grown: what is computed stays.
    func extend(to plan: Plan) {
        self.plan = plan
        columns.append(contentsOf: repeatElement(nil, count: plan.steps.count - columns.count))
        frames.append(contentsOf: repeatElement(nil, count: plan.frames.count - frames.count))
    }

    /// Computes columns and all that they read. What is already there is not computed again.
    func compute(_ wanted: [NodeID], frames wantedFrames: [FrameID] = []) {
        run(plan.schedule(of: wanted, frames: wantedFrames) { isMade($0) })
    }

    private func isMade(_ step: NodeID) -> Bool {
        switch plan.steps[Int(step)] {
        case .column: columns[Int(step)] != nil
        case .frame(let id): frames[Int(id)] != nil
        }
    }

    /// Takes steps, each of which reads only earlier ones or what is already there.
    func run(_ schedule: [NodeID]) {
        guard stopped == nil else { return }
        do throws(Stop) {
            for (done, step) in schedule.enumerated() {
                limits.tellProgress(done, schedule.count)
                try watch.ask()
                switch plan.steps[Int(step)] {
                case .column(let node): columns[Int(step)] = try column(node)
                case .frame(let id): try makeFrame(id)
                }
            }
        } catch {
            stopped = error
        }
    }

    private func makeFrame(_ id: FrameID) throws(Stop) {
        var rows = try makeRows(id)
        if rows.count > limits.maximumRows { throw .tooManyRows }
        rows.uncertain = try uncertainty(id)
        frames[Int(id)] = rows
    }

    func rows(_ frame: FrameID) -> FrameRows { frames[Int(frame)] ?? FrameRows(starts: [0]) }

    /// A computed column; one of blanks where a limit stopped the run before it.
    func column(_ node: NodeID) -> Column { columns[Int(node)] ?? Column(.blanks) }

    func frame(of node: NodeID) -> FrameID {
        guard case .column(let column) = plan.steps[Int(node)] else { return Plan.root }
        return column.frame
    }

    /// The row of an outer frame above a row of an inner one.
    func row(_ row: Int, of inner: FrameID, in outer: FrameID) -> Int {
        var row = row
        var frame = inner
        while frame != outer, plan.frames[Int(frame)].depth > 0 {
            row = rows(frame).parent(of: row)
            frame = plan.frames[Int(frame)].parent
        }
        return row
    }

    // MARK: Columns

    private func column(_ node: Node) throws(Stop) -> Column {
        let count = rows(node.frame).count
        switch node.operation {
        case .number(let number): return Column(.numbers(NumberColumn([number])), isConstant: true)
        case .text(let text): return Column(.texts([pool.number(of: text)]), isConstant: true)
        case .year(let year): return Column(.years([Int32(clamping: year)]), isConstant: true)
        case .flag(let flag): return Column(.flags([flag]), isConstant: true)
        case .blank: return Column(.blanks, isConstant: true)
        case .input(let table, let slot): return sheets.tables[table].columns[slot]
        case .broadcast(let source): return try broadcast(source, to: node.frame)
        case .gather(let source, let map): return try gather(column(source), map, count: count)
        case .concat(let parts): return try concat(parts, in: node.frame)

        case .add(let a, let b): return try arithmetic(.plus, a, b, count)
        case .subtract(let a, let b): return try arithmetic(.minus, a, b, count)
        case .multiply(let a, let b): return try arithmetic(.times, a, b, count)
        case .divide(let a, let b): return try arithmetic(.divide, a, b, count)
        case .negate(let a): return try eachNumber(a, count) { $0.negated }
        case .scale(let a, let power): return try scale(a, power, count)
        case .magnitude(let a): return try eachNumber(a, count) { $0.magnitude }
        case .round(let a, let mode, let places): return try round(a, mode, places, count)
        case .modulo(let a, let b): return try modulo(a, b, count)
        case .power(let a, let b): return try power(a, b, count)
        case .yearDifference(let a, let b): return try yearDifference(a, b, count)
        case .yearShift(let a, let b, let sign): return try yearShift(a, b, sign, count)
        case .yearOfNumber(let a): return try yearOfNumber(a, count)

        case .compare(let comparison, let a, let b): return try compare(comparison, a, b, count)
        case .rank(let a, let scale): return try rank(a, scale, count)
        case .symbol(let a, let scale): return try symbol(a, scale, count)
        case .isBlank(let a): return try isBlank(a, count)
        case .coalesce(let operands): return try coalesce(operands, count)
        case .not(let a): return try not(a, count)
        case .and(let operands): return try connect(operands, decidedBy: false, count)
        case .or(let operands): return try connect(operands, decidedBy: true, count)
        case .choose(let flag, let a, let b): return try choose(flag, a, b, count)
        case .byYear(let year, let starts, let values): return try byYear(year, starts, values, count)
        case .markFlag(let a): return try markFlag(a, count)

        case .aggregate(let kind, let frame, let element): return try aggregate(kind, frame, element, count)
        case .within(let needle, let frame, let member): return try within(needle, frame, member, in: node.frame)
        case .lookup(let frame, let keys, let wanted): return try lookup(frame, keys, wanted, in: node.frame)
        case .element(let frame, let place): return try element(frame, place, in: node.frame)
        case .place(let index, let frame): return try place(index, frame, in: node.frame)
        case .join(let frame, let element, let style, let separator, let isMessage):
            return try join(frame, element, style, separator, isMessage, count)
        case .sameCount(let a, let b): return try sameCount(a, b, count)
        case .parts: return Column(.texts(rows(node.frame).texts ?? []))

        case .interpolate(let pieces, let isMessage): return try interpolate(pieces, isMessage, count)
        case .textFunction(let index, let operands): return try textFunction(index, operands, count)
        case .decide(let shape, let conditions, let outcomes): return try decide(shape, conditions, outcomes, count)
        case .outcome(let state, let outcomes): return try outcome(state, outcomes, count)
        }
    }

    // MARK: Rows of other frames

    private func broadcast(_ source: NodeID, to target: FrameID) throws(Stop) -> Column {
        let column = column(source)
        let from = frame(of: source)
        if column.isConstant || from == Plan.root {
            return Column(column.values, status: column.status, isConstant: true)
        }
        var map = Array(0..<Int32(rows(from).count))
        var chain: [FrameID] = []
        var frame = target
        while frame != from {
            // A column of rows that these do not stand under.
            guard frame != Plan.root else { return Column(.blanks, isConstant: true) }
            chain.append(frame)
            frame = plan.frames[Int(frame)].parent
        }
        for frame in chain.reversed() {
            let rows = rows(frame)
            var next: [Int32] = []
            next.reserveCapacity(rows.count)
            try watch.each(0..<max(0, rows.starts.count - 1)) { parent in
                next.append(contentsOf: repeatElement(map[parent], count: rows.range(of: parent).count))
            }
            map = next
        }
        return try column.picked(map, watch)
    }

    private func gather(_ column: Column, _ map: RowMap, count: Int) throws(Stop) -> Column {
        switch map {
        case .source(let frame): return try column.picked(rows(frame).source ?? [], watch)
        case .secondSource(let frame): return try column.picked(rows(frame).second ?? [], watch)
        case .index(let node, _):
            let index = self.column(node)
            guard case .indices(let places) = index.values else { return Column(.blanks) }
            var result = try column.picked(watch.rows(count) { max(-1, places[index.place($0)]) }, watch)
            guard let statuses = index.status else { return result }
            var status = result.status ?? Array(repeating: .known, count: count)
            for row in 0..<count { status[row] = max(status[row], statuses[index.place(row)]) }
            result.status = status
            return result
        }
    }

    private func concat(_ parts: [NodeID], in frame: FrameID) throws(Stop) -> Column {
        let rows = rows(frame)
        let columns = parts.map { column($0) }
        guard let part = rows.part, let source = rows.source else { return Column(.blanks) }
        return try Column.merged(columns, part: part, source: source, watch)
    }
}
