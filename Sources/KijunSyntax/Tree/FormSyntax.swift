/// `form NAME` with its lines.
public struct FormSyntax: Hashable, Sendable {
    public let name: Name
    /// Patterns of which one must match a cell or line of the document (`*` is a wildcard).
    public let recognise: [LabelSyntax]
    /// The fields that tell one sheet from another.
    public let identify: [Name]
    public let fields: [FieldSyntax]

    public init(name: Name, recognise: [LabelSyntax], identify: [Name], fields: [FieldSyntax]) {
        self.name = name
        self.recognise = recognise
        self.identify = identify
        self.fields = fields
    }
}

/// `cost / 事業費: number in 千円 ?? 0 = "事業費*"`
public struct FieldSyntax: Hashable, Sendable {
    public let name: Name
    public let aliases: [Name]
    /// nil for `sums of T`, whose type follows from the table.
    public let type: TypeSyntax?
    /// What stands for a blank cell (`?? 0`).
    public let fallback: Expression?
    /// nil where the field is read by its name alone (JSON, CSV).
    public let locator: LocatorSyntax?
    /// The columns of a table.
    public let columns: [FieldSyntax]
    public let doc: [String]
    public let span: Span

    public init(
        name: Name, aliases: [Name], type: TypeSyntax?, fallback: Expression?, locator: LocatorSyntax?,
        columns: [FieldSyntax], doc: [String], span: Span
    ) {
        self.name = name
        self.aliases = aliases
        self.type = type
        self.fallback = fallback
        self.locator = locator
        self.columns = columns
        self.doc = doc
        self.span = span
    }
}

/// A label on the sheet: `"目標値" #2`.
public struct LabelSyntax: Hashable, Sendable {
    /// `*` is a wildcard; matching ignores width and white space.
    public let pattern: String
    /// 1 for the first match in reading order.
    public let occurrence: Int
    public let span: Span

    public init(pattern: String, occurrence: Int = 1, span: Span) {
        self.pattern = pattern
        self.occurrence = occurrence
        self.span = span
    }
}

/// Where a field stands: how, and between which labels.
public struct LocatorSyntax: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// In a table read by headers: the column whose header is this label. Also the plain label of a table's column.
        case header(LabelSyntax)
        /// `column 2`, from 1.
        case columnNumber(Int)
        /// The nearest filled cell to the right.
        case rightOf(LabelSyntax)
        /// The cell below; for a table, the rows below.
        case below(LabelSyntax)
        /// All cells to the right.
        case rowOf(LabelSyntax)
        /// The cells below, down to an empty row.
        case columnOf(LabelSyntax)
        case at(row: LabelSyntax, column: LabelSyntax)
        case atRows(from: LabelSyntax, to: LabelSyntax, column: LabelSyntax)
        case offset(rows: Int, columns: Int, from: LabelSyntax)
        /// `capture "{}年度 基本評価調書"`
        case capture(LabelSyntax)
        /// A table under headers, down to the row of `until` or the end.
        case headedBy(LabelSyntax, until: LabelSyntax?)
        /// A table with one row for each place where one of the labels stands.
        case blocks([LabelSyntax])
        /// A table that runs to the right: each column of cells is a row.
        case across
        /// `sums of T = row L`: one record with the table's number columns.
        case sums(table: Name, row: LabelSyntax)
    }

    public let kind: Kind
    public let after: LabelSyntax?
    public let before: LabelSyntax?
    public let span: Span

    public init(_ kind: Kind, after: LabelSyntax? = nil, before: LabelSyntax? = nil, span: Span) {
        self.kind = kind
        self.after = after
        self.before = before
        self.span = span
    }
}
