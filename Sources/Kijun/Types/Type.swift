/// The type of an expression. Types are erased before the first row is read: the plan knows only columns.
public indirect enum Type: Hashable, Sendable {
    case number(NumberType)
    case text
    case mark
    /// A fiscal year.
    case year
    case yesno
    case choice(Choice)
    case list(Type)
    case record(RecordType)
    case table(RecordType)
    /// The type of `blank` alone and of the elements of `[]`: fits any type.
    case blank
    /// An expression that is already reported: fits any type, so that one mistake gives one message.
    case error

    public static let number = Type.number(NumberType())
}

/// What is known of a number besides its value.
public struct NumberType: Hashable, Sendable {
    public var unit: Unit
    /// Shown as a percentage.
    public var isPercent: Bool
    /// Made of bare literals only: takes the unit that the other side needs.
    public var isLiteral: Bool

    public init(unit: Unit = .none, isPercent: Bool = false, isLiteral: Bool = false) {
        self.unit = unit
        self.isPercent = isPercent
        self.isLiteral = isLiteral
    }
}

/// A finite set of symbols.
public struct Choice: Hashable, Sendable {
    /// In the order of the declaration; where there is a scale, its symbols from the lowest to the highest and then those
    /// that it does not rank: comparing one of them is unknown.
    public let symbols: [String]
    /// The scale that orders the symbols, or nil where they have no order.
    public let scale: String?

    public init(symbols: [String], scale: String? = nil) {
        self.symbols = symbols
        self.scale = scale
    }
}

/// The columns of a record or of a table's rows.
public enum RecordType: Hashable, Sendable {
    /// A loaded sheet: its fields, definitions and decisions.
    case sheet
    /// A table of the schema (`projects`, `indicators.results`) or a definition that is a table, by its path; computed
    /// columns belong to it.
    case declared(String)
    /// The rows of a literal, of `select` and of `group by`.
    case anonymous([Item])

    public struct Item: Hashable, Sendable {
        public let name: String
        public let type: Type

        public init(name: String, type: Type) {
            self.name = name
            self.type = type
        }
    }
}
