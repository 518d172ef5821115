/// An exact rational number.
public struct Number: Hashable, Sendable {
    public let numerator: Int
    public let denominator: Int
    public init(_ value: Int) { numerator = value; denominator = 1 }
}
