/// A value at the borders of the language: what a sheet brings, what a result holds. Inside an evaluation there are only
/// columns.
public enum Value: Hashable, Sendable {
    case number(Number)
    /// A text, a mark or a symbol of a choice.
    case text(String)
    /// A fiscal year by the year of the common era in which it starts.
    case year(Int)
    case yesno(Bool)
    case list([Value])
    case record([Member])
    /// An empty cell or a missing row.
    case blank
    /// Depends on something unknown.
    case undetermined
    /// An operation that has no result, such as an index of 0: never a value.
    case failed(Failure)

    public struct Member: Hashable, Sendable {
        public let name: String
        public let value: Value

        public init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }
}

/// Why an operation has no result.
public enum Failure: UInt8, Hashable, Sendable {
    /// An exact number of more than ``Number/maximumDigits`` digits.
    case numberTooLarge = 3
    /// An index of 0 or a fraction.
    case badIndex
    /// A power with an exponent that is not whole, or with 0 to a negative power.
    case badPower
    /// A number of decimals, characters, rows or years that is not whole or out of range.
    case badArgument
    case textTooLong
    /// More rows than an evaluation may make.
    case tooManyRows
}
