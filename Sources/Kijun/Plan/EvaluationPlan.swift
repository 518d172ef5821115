import KijunSyntax

/// A program planned once, for any number of evaluations: each batch of a large file is evaluated by the same plan.
public struct EvaluationPlan: Sendable {
    public let program: CheckedProgram
    let planner: Planner
    let shapes: [RuleID: Shape]
    let expressions: [(shape: Shape, frame: FrameID)]
    /// What was asked for.
    let nodes: [NodeID]
    let frames: [FrameID]
    /// The steps that lead to it, in order.
    let schedule: [NodeID]
    /// The columns that these steps read. What is asked of an evaluation beyond its results (reasons, messages, witnesses) may read others.
    package let selection: FieldSelection
    /// The texts that the rules write, so that an evaluation of sheets whose texts go on from these adds few of its own.
    package let texts: TextTable
    /// A result depends on other sheets than its own: all of them must be evaluated together.
    public let readsAllSheets: Bool

    /// Plans rules and expressions. What is not in `only` (and what it does not read) is not computed.
    ///
    /// - Parameters:
    ///   - only: nil for all rules.
    ///   - fields: indices in the schema of fields whose values are asked for beside those of rules.
    public init(_ program: CheckedProgram, only: [RuleID]? = nil, fields: [Int] = []) {
        self.init(program, only: only, fields: fields, recordsBranches: false)
    }

    /// - Parameter recordsBranches: keeps where the conditions of `if`s are, for ``Evaluation/branches``.
    init(_ program: CheckedProgram, only: [RuleID]?, fields: [Int] = [], recordsBranches: Bool) {
        self.program = program
        var planner = Planner(program)
        if recordsBranches { planner.branches = Planner.Branches() }
        let wanted = only ?? Array(program.rules.indices)
        planner.plan(wanted, for: program.expressions)
        var shapes: [RuleID: Shape] = [:]
        var nodes: [NodeID] = []
        var frames: [FrameID] = []
        for rule in wanted {
            guard let planned = planner.rules[rule] else { continue }
            frames.append(planned.frame)
            switch planned.kind {
            case .definition(let value): shapes[rule] = planner.shape(value, program.rules[rule].type)
            case .decision(let state, let value, _):
                nodes.append(state)
                shapes[rule] = .scalar(value, program.rules[rule].type)
            case .check(let node, _, _): shapes[rule] = .scalar(node, .yesno)
            }
            shapes[rule]?.collect(&nodes, &frames)
        }
        var expressions: [(shape: Shape, frame: FrameID)] = []
        for expression in program.expressions {
            let value = planner.value(ofQuestion: expression)
            let shape = planner.shape(value, expression.type)
            shape.collect(&nodes, &frames)
            expressions.append((shape, planner.context(of: value)))
        }
        for field in fields where program.schema.fields.indices.contains(field) {
            let value = planner.input(0, field: field, at: .none)
            planner.shape(value, program.schema.fields[field].type).collect(&nodes, &frames)
        }
        self.planner = planner
        self.shapes = shapes
        self.expressions = expressions
        self.nodes = nodes
        self.frames = frames
        schedule = planner.isTooLarge ? [] : planner.plan.schedule(of: nodes, frames: frames)
        (selection, texts, readsAllSheets) = planner.needs(of: schedule)
    }
}

extension Plan {
    /// The steps that columns and rows need, in order.
    ///
    /// - Parameter isMade: steps whose result is there already, and what leads to them with it.
    func schedule(of wanted: [NodeID], frames wantedFrames: [FrameID], except isMade: (NodeID) -> Bool = { _ in false }) -> [NodeID] {
        var needed = Array(repeating: false, count: steps.count)
        for node in wanted { needed[Int(node)] = true }
        for frame in wantedFrames { needed[Int(frames[Int(frame)].step)] = true }
        for index in stride(from: steps.count - 1, through: 0, by: -1) where needed[index] {
            if isMade(NodeID(index)) {
                needed[index] = false
                continue
            }
            switch steps[index] {
            case .column(let node):
                for operand in node.operation.operands { needed[Int(operand)] = true }
                for frame in node.operation.frames { needed[Int(frames[Int(frame)].step)] = true }
                needed[Int(frames[Int(node.frame)].step)] = true
            case .frame(let id):
                let frame = frames[Int(id)]
                for operand in frame.kind.operands { needed[Int(operand)] = true }
                for other in frame.kind.frames { needed[Int(frames[Int(other)].step)] = true }
                if frame.parent != id { needed[Int(frames[Int(frame.parent)].step)] = true }
            }
        }
        return needed.indices.filter { needed[$0] }.map { NodeID($0) }
    }
}

extension Planner {
    /// What steps read of the sheets.
    fileprivate func needs(of schedule: [NodeID]) -> (FieldSelection, TextTable, readsAllSheets: Bool) {
        var selection = FieldSelection(of: layout)
        var texts = TextTable()
        var readsAllSheets = false
        for step in schedule {
            switch plan.steps[Int(step)] {
            case .column(let node):
                if case .input(let table, let slot) = node.operation { selection.add(table: table, slot: slot, of: layout) }
                if node.operation.frames.contains(Plan.sheets) { readsAllSheets = true }
                for text in node.operation.texts { _ = texts.number(of: text) }
            case .frame(let id):
                let kind = plan.frames[Int(id)].kind
                if case .input(let table) = kind { selection.add(table: table, of: layout) }
                if kind.frames.contains(Plan.sheets) { readsAllSheets = true }
            }
        }
        return (selection, texts, readsAllSheets)
    }
}
