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
    /// The steps that lead to it, in order, without those whose columns are in ``constants``.
    let schedule: [NodeID]
    /// All steps that lead to it, for sheets whose texts do not go on from ``texts``.
    let wholeSchedule: [NodeID]
    /// What does not depend on the sheets, by step.
    let constants: [Column?]
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
        self.init(program, only: only, fields: fields, recordsBranches: false, isFusing: true)
    }

    /// - Parameters:
    ///   - recordsBranches: keeps where the conditions of `if`s are, for ``Evaluation/branches``.
    ///   - isFusing: false computes every column as its operation says and folds no constants; the results are the same.
    package init(_ program: CheckedProgram, only: [RuleID]?, fields: [Int] = [], recordsBranches: Bool = false, isFusing: Bool) {
        self.program = program
        // Which branches are taken is seen in the columns of their conditions.
        let isFusing = isFusing && !recordsBranches
        var planner = Planner(program, isFusing: isFusing)
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
        let steps = planner.isTooLarge ? [] : planner.plan.schedule(of: nodes, frames: frames)
        wholeSchedule = steps
        (selection, texts, readsAllSheets) = planner.needs(of: steps)
        let folded = isFusing ? planner.constants(in: steps, texts) : []
        constants = folded
        schedule = folded.isEmpty ? steps : steps.filter { folded[Int($0)] == nil }
    }
}

extension EvaluationPlan {
    /// What each step does, in order, for profiles.
    public var stepNames: [String] {
        schedule.map { step in
            switch planner.plan.steps[Int(step)] {
            case .column(let node): "\(step) = \(node.operation) in \(node.frame)"
            case .frame(let id): "frame \(id) \(planner.plan.frames[Int(id)].kind) under \(planner.plan.frames[Int(id)].parent)"
            }
        }
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
                if let substitute = node.substitute {
                    needed[Int(substitute.node)] = true
                    needed[Int(frames[Int(node.frame)].step)] = true
                    continue
                }
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
                if node.substitute != nil { continue }
                if case .input(let table, let slot) = node.operation { selection.add(table: table, slot: slot, of: layout) }
                if node.operation.frames.contains(Plan.sheets) { readsAllSheets = true }
                for text in node.operation.texts { _ = texts.number(of: text) }
            case .frame(let id):
                let kind = plan.frames[Int(id)].kind
                if case .input(let table) = kind { selection.add(table: table, of: layout) }
                if kind.frames.contains(Plan.sheets) { readsAllSheets = true }
            }
        }
        texts.begin()
        return (selection, texts, readsAllSheets)
    }
}
