/// An exact rational number.
public struct Number: Hashable, Sendable {
    public let numerator: Int
    public let denominator: Int
    public init(_ value: Int) { numerator = value; denominator = 1 }
}
/// How a number loses decimals.
public enum RoundingMode: Sendable {
    case halfAwayFromZero
    /// Toward zero.
    case down
    /// Away from zero.
    case up
    case floor
    case ceiling
}
