public import KijunSyntax

/// An expression with its type, every name resolved and every unit converted. This and ``CheckedProgram`` are all that
/// back ends read.
public struct CheckedExpression: Hashable, Sendable {
    public let kind: Kind
    public let type: Type
    public let span: Span

    public init(_ kind: Kind, _ type: Type, at span: Span) {
        self.kind = kind
        self.type = type
        self.span = span
    }

    public indirect enum Kind: Hashable, Sendable {
        // values
        case number(Number)
        /// A text, a symbol or a mark.
        case text(String)
        case year(Int)
        case yesno(Bool)
        case blank
        /// `"{a} と {b}"`: every part is shown and joined.
        case interpolation([CheckedExpression])

        // names
        /// A definition or decision: on the sheet (or the set) if the rule has no table.
        case rule(RuleID)
        /// A field of the sheet by its index in the schema.
        case field(Int)
        /// The row of a `for`, `where` or rule on a table; the element `it`; a parameter of a function.
        case local(LocalID)
        case sheets
        /// The value of a `param` for a year.
        case parameter(Int, year: CheckedExpression)
        /// A call of a function of the program: an instance (see ``CheckedProgram/instances``) and its arguments.
        case call(Int, [CheckedExpression])

        // structure
        case list([CheckedExpression])
        case record([RecordMember])
        /// A value of one record.
        case column(CheckedExpression, ColumnReference)
        /// The list of a column's values in a table; of a column of records a table.
        case columnOfTable(CheckedExpression, ColumnReference)
        /// `t[key]`: the first row with that key; a record, blank in all its values where there is none. The second
        /// expression is the key column, evaluated with the local as the row.
        case row(CheckedExpression, LocalID, key: CheckedExpression, equals: CheckedExpression)
        /// `list[n]`, `table[n]` for a table without key.
        case element(CheckedExpression, CheckedExpression)

        // operators; the operands of each have one type and one unit
        case sum(CheckedExpression, [CheckedTerm])
        case product(CheckedExpression, [CheckedTerm])
        case negate(CheckedExpression)
        /// A change of scale between units of one dimension: the value times ten to the power.
        case scaled(CheckedExpression, powerOfTen: Int)
        case coalesce([CheckedExpression])
        /// Numbers, years, texts, choices of one scale (by ``Choice/symbols``), and for `==` and `!=` anything alike.
        case compare(Comparison.Operator, CheckedExpression, CheckedExpression)
        /// `x in list`.
        case within(CheckedExpression, CheckedExpression)
        case isBlank(CheckedExpression)
        case not(CheckedExpression)
        case and([CheckedExpression])
        case or([CheckedExpression])
        case condition(CheckedExpression, CheckedExpression, CheckedExpression)

        // tables and lists
        /// `sum(list)`, and with a body `sum(body for list)`: the local is the row or element.
        case aggregate(Aggregate, CheckedExpression, LocalID, body: CheckedExpression?)
        case filter(CheckedExpression, LocalID, CheckedExpression)
        case sort(CheckedExpression, LocalID, by: CheckedExpression, descending: Bool)
        case top(CheckedExpression, CheckedExpression)
        /// A table of new columns; the local is the old row.
        case select(CheckedExpression, LocalID, [RecordMember])
        /// Rows of equal keys become one row. The keys are evaluated with `row` as a row of the table. In the columns,
        /// `group` is the table of the group's rows and `keys` is the record of the keys' values.
        case group(CheckedExpression, row: LocalID, by: [RecordMember], keys: LocalID, group: LocalID, [RecordMember])
        /// The list that a body makes of every row or element: `(cost for projects)` where a list is wanted.
        case map(CheckedExpression, LocalID, CheckedExpression)

        /// A function of ``Builtin/all`` by its index.
        case builtin(Int, [CheckedExpression])
        /// What could not be checked; a program with one is never run.
        case error
    }
}

public struct RecordMember: Hashable, Sendable {
    public let name: String
    public let value: CheckedExpression

    public init(_ name: String, _ value: CheckedExpression) {
        self.name = name
        self.value = value
    }
}

public struct CheckedTerm: Hashable, Sendable {
    public let op: Term.Operator
    public let operand: CheckedExpression

    public init(_ op: Term.Operator, _ operand: CheckedExpression) {
        self.op = op
        self.operand = operand
    }
}

/// How a column is found in a record or table.
public enum ColumnReference: Hashable, Sendable {
    /// A column of a schema table (or, for `.sheet`, a field), by its index.
    case field(Int)
    /// A computed column or a decision or definition on that table (or sheet).
    case rule(RuleID)
    /// A column of a literal, `select` or `group by`, by its name.
    case item(String)
}

/// A row variable, an element variable or a function's parameter; unique in the program.
public typealias LocalID = Int

/// A rule of the program: an index into ``CheckedProgram/rules``.
public typealias RuleID = Int

public enum Aggregate: String, Hashable, Sendable, CaseIterable {
    case sum, count, min, max, mean, median, any, all, none, first, last, distinct
}
