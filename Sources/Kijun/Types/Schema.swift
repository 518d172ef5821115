public import KijunSyntax

/// A field of a sheet, or a column of one of its tables.
public struct FieldSchema: Hashable, Sendable {
    public let name: String
    public let aliases: [String]
    /// `.table(.declared(path))` for a table, `.record(.declared(path))` for `sums of`, `.list` for a list.
    public let type: Type
    /// The cell may be blank without a finding.
    public let mayBeBlank: Bool
    /// Whether its numbers must bear their unit or `%` themselves.
    public let sign: SignRule
    /// What stands for a blank cell.
    public let fallback: Value?
    /// The columns of a table or of a record.
    public let record: RecordSchema?
    public let doc: [String]
    public let span: Span

    public init(
        name: String, aliases: [String] = [], type: Type, mayBeBlank: Bool = false, sign: SignRule = .free, fallback: Value? = nil,
        record: RecordSchema? = nil, doc: [String] = [], span: Span = .none
    ) {
        self.name = name
        self.aliases = aliases
        self.type = type
        self.mayBeBlank = mayBeBlank
        self.sign = sign
        self.fallback = fallback
        self.record = record
        self.doc = doc
        self.span = span
    }

    public func isNamed(_ text: String) -> Bool { name == text || aliases.contains(text) }
}

/// Whether a number is one without its unit or `%`, where the heading above it says neither.
public enum SignRule: Hashable, Sendable {
    case free
    /// Others of the field bear the sign: what a number without it means would be a guess.
    case required
    /// Hardly any bears a `%`: what it means among the others would be a guess.
    case refused
}

/// The fields of a sheet, or the columns of a table.
public struct RecordSchema: Hashable, Sendable {
    /// `` for the sheet, `projects`, `indicators.results`.
    public let path: String
    public let fields: [FieldSchema]
    /// The index of the key column.
    public let key: Int?

    public init(path: String, fields: [FieldSchema], key: Int? = nil) {
        self.path = path
        self.fields = fields
        self.key = key
    }

    public static let empty = RecordSchema(path: "", fields: [])

    /// The index of a field by its name or an alias, both NFKC.
    public func index(of name: String) -> Int? { fields.firstIndex { $0.isNamed(name) } }
}
