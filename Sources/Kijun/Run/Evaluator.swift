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
    private let constants: [Column?]
    var frames: [FrameRows?]
    /// Set when a limit stopped the run: nothing after it is to be read.
    private(set) var stopped: Stop?
    private var parentRows: [FramePair: [Int32]] = [:]

    enum Stop: Error, Hashable, Sendable {
        case tooManyRows
        case interrupted
    }

    /// - Parameter constants: columns that are there already, by step; none, or as many as the plan has steps.
    init(_ plan: Plan, sheets: SheetSet, limits: Limits, constants: [Column?] = []) {
        self.plan = plan
        self.sheets = sheets
        self.limits = limits
        watch = BreakWatch(isInterrupted: limits.isInterrupted)
        pool = TextPool(sheets.texts)
        self.constants = constants
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
        case .column: has(step)
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
                case .column(let node):
                    switch node.substitute {
                    case nil: columns[Int(step)] = try column(node)
                    case .same(let other): columns[Int(step)] = column(other)
                    case .opposite(let other): columns[Int(step)] = try not(other, rows(node.frame).count)
                    }
                case .frame(let id): try makeFrame(id)
                }
            }
        } catch {
            stopped = error
        }
    }

    private func makeFrame(_ id: FrameID) throws(Stop) {
        let rows = try makeRows(id)
        if rows.count > limits.maximumRows { throw .tooManyRows }
        rows.uncertain = try uncertainty(id)
        frames[Int(id)] = rows
    }

    func rows(_ frame: FrameID) -> FrameRows { frames[Int(frame)] ?? FrameRows(starts: [0]) }

    /// A computed column; one of blanks where a limit stopped the run before it.
    func column(_ node: NodeID) -> Column { columns[Int(node)] ?? constant(node) ?? Column(.blanks) }

    /// A column that was computed with the plan.
    private func constant(_ node: NodeID) -> Column? { Int(node) < constants.count ? constants[Int(node)] : nil }

    /// Whether a column is there.
    func has(_ node: NodeID) -> Bool { columns[Int(node)] != nil || constant(node) != nil }

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
        case .negate(let a): return try eachNumber(a, count, mantissa: { 0 &- $0 }) { $0.negated }
        case .scale(let a, let power): return try scale(a, power, count)
        case .magnitude(let a): return try eachNumber(a, count, mantissa: { abs($0) }) { $0.magnitude }
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
        case .aggregateWhere(let kind, let frame, let element, let flag):
            return try aggregateWhere(kind, frame, element, flag, count)
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
        guard let above = try rowsAbove(target, in: from) else { return Column(.blanks, isConstant: true) }
        return try column.picked(above, watch)
    }

    /// For each row of a frame the row of an outer one that it stands under; nil where it stands under none. Made once.
    private func rowsAbove(_ target: FrameID, in outer: FrameID) throws(Stop) -> [Int32]? {
        let key = FramePair(inner: target, outer: outer)
        if let known = parentRows[key] { return known }
        var chain: [FrameID] = []
        var frame = target
        while frame != outer {
            // A column of rows that these do not stand under.
            guard frame != Plan.root else { return nil }
            chain.append(frame)
            frame = plan.frames[Int(frame)].parent
        }
        var map: [Int32]?
        for frame in chain.reversed() {
            let rows = rows(frame)
            let starts = rows.starts
            let above = map
            map = try watch.places(rows.count) { target throws(Stop) in
                try watch.each(0..<max(0, starts.count - 1)) { parent in
                    let row = above.map { $0[parent] } ?? Int32(parent)
                    for index in Int(starts[parent])..<Int(starts[parent + 1]) { target[index] = row }
                }
            }
        }
        let result = map ?? Array(0..<Int32(rows(outer).count))
        parentRows[key] = result
        return result
    }

    /// The row of an outer frame above each row of an inner one.
    func parents(of inner: FrameID, in outer: FrameID) throws(Stop) -> ParentRows {
        if inner == outer { return .same }
        if outer == Plan.root { return .root }
        return try rowsAbove(inner, in: outer).map { .rows($0) } ?? .root
    }

    struct FramePair: Hashable {
        let inner: FrameID
        let outer: FrameID
    }

    enum ParentRows {
        case same
        case root
        case rows([Int32])

        @inline(__always)
        subscript(_ row: Int) -> Int {
            switch self {
            case .same: row
            case .root: 0
            case .rows(let rows): Int(rows[row])
            }
        }
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
