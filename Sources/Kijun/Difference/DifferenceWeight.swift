/// What stands behind every sheet, as its cost: a bare expression of one of the two programs.
public struct DifferenceWeight: Sendable {
    /// Evaluated under NEW, else under OLD.
    public let isOfNew: Bool
    /// The index in ``CheckedProgram/expressions`` of that program.
    public let expression: Int

    public init(isOfNew: Bool, expression: Int) {
        self.isOfNew = isOfNew
        self.expression = expression
    }

    /// The table on whose rows it weighs (`projects.cost`); `` where it is one number of a sheet; nil where it is neither.
    public static func table(of expression: CheckedExpression) -> String? {
        switch expression.type {
        case .number: return ""
        case .list(.number):
            guard case .columnOfTable(let table, _) = expression.kind, case .table(.declared(let path)) = table.type else { return nil }
            // The rows must be all of the table, in its order.
            switch table.kind {
            case .field, .rule, .columnOfTable: return path
            default: return nil
            }
        default: return nil
        }
    }

    /// The number type in which it weighs.
    public static func type(of expression: CheckedExpression) -> Type {
        if case .list(let element) = expression.type { element } else { expression.type }
    }
}

/// The weights of sheets and rows.
struct DifferenceWeights {
    private let weight: DifferenceWeight
    private let evaluation: Evaluation
    private let other: Evaluation
    private let sheets: [SheetPair]
    private let table: String?
    /// By pair of sheets: one number, or one for each row.
    private let values: [[Number?]]

    init(_ weight: DifferenceWeight, old: Evaluation, new: Evaluation, sheets: [SheetPair]) {
        self.weight = weight
        self.sheets = sheets
        evaluation = weight.isOfNew ? new : old
        other = weight.isOfNew ? old : new
        table =
            evaluation.program.expressions.indices.contains(weight.expression)
            ? DifferenceWeight.table(of: evaluation.program.expressions[weight.expression]) : nil
        let evaluation = evaluation
        let isThere = evaluation.program.expressions.indices.contains(weight.expression)
        values = sheets.map { sheet in
            guard isThere else { return [nil] }
            let value = evaluation.value(ofExpression: weight.expression, sheet: weight.isOfNew ? sheet.new : sheet.old)
            let values: [Value] = if case .list(let elements) = value { elements } else { [value] }
            return values.map { if case .number(let number) = $0 { number } else { nil } }
        }
    }

    /// What a row of a rule weighs; nil where the weight is not of its sheets or rows.
    func weigher(_ pair: RulePair) -> ((ComparedRow) -> Number?)? {
        let own = weight.isOfNew ? pair.new : pair.old
        // A sheet weighs something for a rule of the other side too; a row is one of the rule's own.
        let rule = own.map { evaluation.program.rules[$0] } ?? (weight.isOfNew ? pair.old : pair.new).map { other.program.rules[$0] }
        guard let rule, rule.table == table, !rule.isOfSet else { return nil }
        let (values, weight, sheets) = (values, weight, sheets)
        guard table != "" else { return { row in row.sheet.flatMap { values[$0].first ?? nil } } }
        guard let own else { return nil }
        let ranges = RuleRows(evaluation, own)
        return { row in
            guard let sheet = row.sheet else { return nil }
            let number = Int(weight.isOfNew ? row.new : row.old)
            let place = number - ranges.rows(weight.isOfNew ? sheets[sheet].new : sheets[sheet].old).lowerBound
            return number >= 0 && values[sheet].indices.contains(place) ? values[sheet][place] : nil
        }
    }
}
