extension CheckedExpression {
    /// The expressions directly below this one.
    public var children: [CheckedExpression] {
        switch kind {
        case .number, .text, .year, .yesno, .blank, .rule, .field, .local, .sheets, .error: []
        case .interpolation(let parts), .list(let parts), .coalesce(let parts), .and(let parts), .or(let parts),
            .call(_, let parts), .builtin(_, let parts):
            parts
        case .parameter(_, let operand), .column(let operand, _), .columnOfTable(let operand, _), .negate(let operand),
            .scaled(let operand, _), .isBlank(let operand), .not(let operand):
            [operand]
        case .record(let members): members.map(\.value)
        case .row(let table, _, let key, let wanted): [table, key, wanted]
        case .element(let a, let b), .compare(_, let a, let b), .within(let a, let b), .top(let a, let b),
            .filter(let a, _, let b), .map(let a, _, let b), .sort(let a, _, let b, _):
            [a, b]
        case .sum(let first, let terms), .product(let first, let terms): [first] + terms.map(\.operand)
        case .condition(let a, let b, let c): [a, b, c]
        case .aggregate(_, let list, _, let body): body.map { [list, $0] } ?? [list]
        case .select(let table, _, let members): [table] + members.map(\.value)
        case .group(let table, _, let keys, _, _, let members): [table] + (keys + members).map(\.value)
        }
    }
}
