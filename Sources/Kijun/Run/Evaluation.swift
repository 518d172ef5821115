import KijunSyntax

/// The result of evaluating a program over sheets: values, states, reasons and provenance, read out of the columns that
/// made them.
///
/// Rules of a sheet have a result for each sheet; rules on a table one for each of its rows (``rows(of:sheet:)``); rules
/// over all sheets one result, in row 0. Not safe to share between threads.
public final class Evaluation {
    public let program: CheckedProgram
    public let sheets: SheetSet
    let evaluator: Evaluator
    private(set) var planner: Planner
    let shapes: [RuleID: Shape]
    let expressions: [(shape: Shape, frame: FrameID)]

    /// Evaluates rules and expressions. What is not in `only` (and what it does not read) is not computed.
    public convenience init(_ program: CheckedProgram, _ sheets: SheetSet, only: [RuleID]? = nil, limits: Limits = Limits()) {
        self.init(EvaluationPlan(program, only: only), sheets, limits: limits)
    }

    /// Evaluates what was planned. Several threads may do so by one plan, each over its own sheets.
    public init(_ plan: EvaluationPlan, _ sheets: SheetSet, limits: Limits = Limits()) {
        program = plan.program
        self.sheets = sheets
        planner = plan.planner
        shapes = plan.shapes
        expressions = plan.expressions
        let hasConstants = !plan.constants.isEmpty && sheets.texts.goesOn(from: plan.texts)
        evaluator = Evaluator(plan.planner.plan, sheets: sheets, limits: limits, constants: hasConstants ? plan.constants : [])
        evaluator.run(hasConstants ? plan.schedule : plan.wholeSchedule)
    }

    /// Why there are no results to read, or nil.
    public var stop: EvaluationStop? {
        if planner.isTooLarge { return .programTooLarge }
        switch evaluator.stopped {
        case .tooManyRows: return .tooManyRows
        case .interrupted: return .interrupted
        case nil: return nil
        }
    }

    // MARK: Rows

    /// The rows of a rule that belong to a sheet: the sheet's own number, the rows of the table, or row 0 of the set.
    public func rows(of rule: RuleID, sheet: Int) -> Range<Int> {
        guard let frame = planner.rules[rule]?.frame else { return 0..<0 }
        if frame == Plan.root { return 0..<1 }
        if frame == Plan.sheets { return sheet..<(sheet + 1) }
        if evaluator.frames[Int(frame)] == nil { evaluator.compute([], frames: [frame]) }
        var chain: [FrameID] = []
        var outer = frame
        while outer != Plan.sheets, outer != Plan.root {
            chain.append(outer)
            outer = planner.parent(of: outer)
        }
        var range = outer == Plan.root ? 0..<1 : sheet..<(sheet + 1)
        for frame in chain.reversed() {
            let rows = evaluator.rows(frame)
            guard !range.isEmpty else { return 0..<0 }
            range = rows.range(of: range.lowerBound).lowerBound..<rows.range(of: range.upperBound - 1).upperBound
        }
        return range
    }

    /// The sheet that a row of a rule belongs to; nil for rules over all sheets.
    public func sheet(of rule: RuleID, row: Int) -> Int? {
        guard let frame = planner.rules[rule]?.frame, planner.lies(frame, under: Plan.sheets) else { return nil }
        evaluator.compute([], frames: [frame])
        return evaluator.row(row, of: frame, in: Plan.sheets)
    }

    // MARK: Values

    /// The value of a definition, the outcome of a decision, or whether a check holds.
    public func value(of rule: RuleID, row: Int) -> Value {
        guard let shape = shapes[rule], let frame = planner.rules[rule]?.frame else { return .undetermined }
        return read(shape, frame, row)
    }

    /// The value of an expression of ``CheckedProgram/expressions`` for a sheet.
    public func value(ofExpression index: Int, sheet: Int = 0) -> Value {
        let (shape, context) = expressions[index]
        return planner.lies(context, under: Plan.sheets) ? read(shape, Plan.sheets, sheet) : read(shape, Plan.root, 0)
    }

    /// Whether an expression has one value for each sheet rather than one for all.
    public func isPerSheet(expression index: Int) -> Bool { planner.lies(expressions[index].frame, under: Plan.sheets) }

    /// The value of a field of a sheet, as the evaluation saw it.
    public func value(ofField field: Int, sheet: Int) -> Value {
        let value = planner.input(0, field: field, at: .none)
        return readLate(value, program.schema.fields[field].type, Plan.sheets, sheet)
    }

    func read(_ shape: Shape, _ frame: FrameID, _ row: Int) -> Value {
        switch shape {
        case .scalar(let node, let type):
            let own = evaluator.frame(of: node)
            guard planner.lies(frame, under: own) else { return .undetermined }
            return scalar(node, evaluator.row(row, of: frame, in: own), type)
        case .list(let list, let element):
            let parent = planner.parent(of: list)
            guard planner.lies(frame, under: parent) else { return .undetermined }
            let rows = evaluator.rows(list)
            let above = evaluator.row(row, of: frame, in: parent)
            guard above < rows.starts.count - 1 else { return .undetermined }
            let certainty = rows.certainty(above)
            if let failure = certainty.failure { return .failed(failure) }
            if !certainty.isKnown { return certainty == .blank ? .blank : .undetermined }
            // A list of all rows of all sheets takes longer to read than a user waits for `^C`.
            return .list(rows.range(of: above).map { evaluator.limits.isInterrupted() ? .undetermined : read(element, list, $0) })
        case .record(let items):
            return .record(items.map { Value.Member($0.name, read($0.shape, frame, row)) })
        }
    }

    private func scalar(_ node: NodeID, _ row: Int, _ type: Type) -> Value {
        let column = evaluator.column(node)
        guard evaluator.rows(evaluator.frame(of: node)).count > row else { return .undetermined }
        let status = column.status(row)
        if let failure = status.failure { return .failed(failure) }
        if !status.isKnown { return status == .blank ? .blank : .undetermined }
        let place = column.place(row)
        switch column.values {
        case .numbers(let numbers): return .number(numbers[place])
        case .texts(let texts): return .text(evaluator.pool[texts[place]])
        case .years(let years): return .year(Int(years[place]))
        case .flags(let flags): return .yesno(flags[place])
        case .indices, .blanks: return .blank
        }
    }

    /// Reads a value that was planned but perhaps not computed.
    func readLate(_ value: PlanValue, _ type: Type, _ frame: FrameID, _ row: Int) -> Value {
        let shape = planner.shape(value, type)
        var nodes: [NodeID] = []
        var frames: [FrameID] = []
        shape.collect(&nodes, &frames)
        compute(nodes, frames: frames + [frame])
        return read(shape, frame, row)
    }

    /// Why a value that was planned late is unknown; empty where it is known.
    func reasonsLate(_ value: PlanValue, _ type: Type, _ frame: FrameID, _ row: Int) -> [Reason] {
        guard [.undetermined, .blank].contains(readLate(value, type, frame, row)) else { return [] }
        return reasons(planner.shape(value, type), frame, row)
    }

    /// Computes what was planned late and is not there yet.
    func compute(_ nodes: [NodeID], frames: [FrameID]) {
        evaluator.extend(to: planner.plan)
        guard nodes.contains(where: { !evaluator.has($0) }) || frames.contains(where: { evaluator.frames[Int($0)] == nil })
        else { return }
        evaluator.compute(nodes, frames: frames)
    }

    /// Plans what was not asked for when the evaluation was made. Equal columns are made once, so that a part of a rule that was
    /// evaluated is that rule's own column.
    ///
    /// - Parameters:
    ///   - locals: what the variables stand for.
    ///   - readsSheet: the part belongs to a rule that has a value for each sheet.
    func planLate<Result>(locals: [LocalID: PlanValue], readsSheet: Bool, _ body: (inout Planner) -> Result) -> Result {
        // Explaining thousands of rows plans the same calls again and again; only what one of them needs may count.
        let before = (planner.locals, planner.readsSheet, planner.calls)
        planner.locals = locals
        planner.readsSheet = readsSheet
        defer { (planner.locals, planner.readsSheet, planner.calls) = before }
        return body(&planner)
    }
}

/// Why an evaluation ended without results.
public enum EvaluationStop: Error, Hashable {
    /// Functions that call functions asked for a plan beyond any size.
    case programTooLarge
    case tooManyRows
    /// There is no memory for the columns of the sheets.
    case noMemory
    case interrupted
}
