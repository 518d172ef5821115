import KijunSyntax

extension Planner {
    /// The columns of a schedule that do not depend on the sheets, by step; computed by the evaluator, so that they are what they would be.
    ///
    /// - Parameter texts: those of the plan, by whose numbers texts stand in the columns.
    func constants(in schedule: [NodeID], _ texts: TextTable) -> [Column?] {
        let sheets = SheetSet(
            schema: program.schema, layout: layout, documents: [], findings: [], tables: layout.tables.map { _ in SheetSet.InputTable() },
            texts: texts)
        let evaluator = Evaluator(plan, sheets: sheets, limits: Limits())
        evaluator.run([plan.frames[Int(Plan.root)].step])
        for step in schedule {
            guard case .column(let node) = plan.steps[Int(step)] else { continue }
            let operands = node.substitute.map { [$0.node] } ?? node.operation.operands
            guard operands.allSatisfy({ evaluator.columns[Int($0)]?.isCheap ?? false }), node.isConstant else { continue }
            evaluator.run([step])
        }
        return evaluator.columns
    }
}

extension Node {
    /// Depends on nothing but its operands, and takes no time worth asking whether to stop.
    fileprivate var isConstant: Bool {
        switch operation {
        case .number, .text, .year, .flag, .blank, .broadcast: true
        case .add, .subtract, .multiply, .divide, .negate, .scale, .magnitude, .compare, .not, .and, .or, .isBlank, .coalesce, .choose,
            .markFlag, .yearDifference, .yearShift, .yearOfNumber:
            frame == Plan.root
        default: false
        }
    }
}

extension Column {
    /// Its numbers are of one word.
    fileprivate var isCheap: Bool {
        if case .numbers(.exact) = values { return false }
        return true
    }
}
