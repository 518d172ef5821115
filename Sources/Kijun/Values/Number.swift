import BigInt

/// An exact rational number: never a binary float, at any size.
///
/// Values whose numerator and denominator fit 63 bits are held in place; wider ones in a box. A value has one form only
/// (reduced, denominator positive, in place wherever it fits), so that `==` and `hash` are by value. Operations give nil
/// where the numerator or the denominator of the result would have more than ``maximumDigits`` digits; they look at the
/// sizes before they multiply.
public struct Number: Hashable, Sendable {
    enum Storage: Hashable, Sendable {
        /// Numerator and denominator, reduced; the denominator is positive and the numerator never `Int64.min`.
        case small(Int64, Int64)
        /// Reduced, and at least one of both does not fit `small`.
        case large(LargeFraction)
    }

    let storage: Storage

    /// The most decimal digits that a numerator or a denominator may have.
    public static let maximumDigits = 100_000

    public static let zero = Number(small: 0, 1)
    public static let one = Number(small: 1, 1)

    init(small numerator: Int64, _ denominator: Int64) { storage = .small(numerator, denominator) }

    public init(_ value: Int) {
        if value == Int.min {
            storage = .large(LargeFraction(BigInt(value), 1))
        } else {
            storage = .small(Int64(value), 1)
        }
    }

    /// nil where the denominator is 0.
    public init?(numerator: Int64, denominator: Int64) {
        guard denominator != 0 else { return nil }
        let sign: Int128 = denominator < 0 ? -1 : 1
        self = Number(reducing: Int128(numerator) * sign, Int128(denominator) * sign)
    }

    /// `mantissa` × 10^-`scale`; nil where the scale is not in 0...18.
    public init?(mantissa: Int64, scale: Int) {
        guard (0...18).contains(scale) else { return nil }
        self = Number(reducing: Int128(mantissa), Int128(Self.powersOfTen[scale]))
    }

    /// A number from ASCII digits with at most one `.` and perhaps a `-` before them: `7920`, `0.5`, `-3`. nil where the
    /// text is anything else, or the number would have more than ``maximumDigits`` digits.
    public init?(digits: String) {
        var text = digits
        let value = text.withUTF8 { Number(ascii: $0) }
        guard let value else { return nil }
        self = value
    }

    public var isZero: Bool {
        if case .small(let numerator, _) = storage { return numerator == 0 }
        return false
    }

    public var isNegative: Bool {
        switch storage {
        case .small(let numerator, _): numerator < 0
        case .large(let fraction): fraction.numerator.sign == .minus
        }
    }

    /// Without a fractional part.
    public var isWhole: Bool {
        switch storage {
        case .small(_, let denominator): denominator == 1
        case .large(let fraction): fraction.denominator == 1
        }
    }

    /// The value as an `Int`; nil where it is not whole or does not fit.
    public var asInt: Int? {
        switch storage {
        case .small(let numerator, let denominator): denominator == 1 ? Int(numerator) : nil
        case .large(let fraction): fraction.denominator == 1 ? Int(exactly: fraction.numerator) : nil
        }
    }

    /// The value as `mantissa` × 10^-`scale` with the smallest scale in 0...18; nil where there is none or the mantissa
    /// does not fit 64 bits.
    public var decimal: (mantissa: Int64, scale: Int)? {
        guard case .small(let numerator, let denominator) = storage else { return nil }
        if denominator == 1 { return (numerator, 0) }
        guard let scale = decimalScale, scale <= 18 else { return nil }
        let product = numerator.multipliedReportingOverflow(by: Self.powersOfTen[scale] / denominator)
        return product.overflow ? nil : (product.partialValue, scale)
    }

    /// Can be written in full as a decimal.
    public var isTerminating: Bool { decimalScale != nil }

    static let powersOfTen: [Int64] = (0...18).map { exponent in (0..<exponent).reduce(1) { power, _ in power * 10 } }
}

/// A reduced fraction of any size, in a box.
final class LargeFraction: Hashable, Sendable {
    let numerator: BigInt
    /// Never 0.
    let denominator: BigUInt

    init(_ numerator: BigInt, _ denominator: BigUInt) {
        self.numerator = numerator
        self.denominator = denominator
    }

    static func == (a: LargeFraction, b: LargeFraction) -> Bool {
        a === b || (a.numerator == b.numerator && a.denominator == b.denominator)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(numerator)
        hasher.combine(denominator)
    }
}

extension Number {
    /// Numerator and denominator as integers of any size.
    var fraction: (numerator: BigInt, denominator: BigUInt) {
        switch storage {
        case .small(let numerator, let denominator): (BigInt(numerator), BigUInt(denominator))
        case .large(let fraction): (fraction.numerator, fraction.denominator)
        }
    }

    /// The number `numerator / denominator`; the denominator must be positive.
    init(reducing numerator: Int128, _ denominator: Int128) {
        var numerator = numerator
        var denominator = denominator
        if denominator != 1 {
            let divisor = greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
            if divisor != 1 {
                numerator /= Int128(divisor)
                denominator /= Int128(divisor)
            }
        }
        if numerator.magnitude <= Int64.max.magnitude, denominator <= Int64.max {
            storage = .small(Int64(numerator), Int64(denominator))
        } else {
            storage = .large(LargeFraction(BigInt(numerator), BigUInt(denominator.magnitude)))
        }
    }

    /// The number `numerator / denominator`, which have no common divisor; nil beyond ``maximumDigits``.
    init?(reduced numerator: BigInt, _ denominator: BigUInt) {
        if let small = Int64(exactly: numerator), small != Int64.min, let below = Int64(exactly: denominator) {
            storage = .small(small, below)
            return
        }
        guard Self.isWithinLimit(numerator.magnitude), Self.isWithinLimit(denominator) else { return nil }
        storage = .large(LargeFraction(numerator, denominator))
    }

    /// The number `numerator / denominator`; nil beyond ``maximumDigits``. The denominator must not be 0.
    init?(reducing numerator: BigInt, _ denominator: BigUInt) {
        let divisor = denominator == 1 ? 1 : greatestCommonDivisor(numerator.magnitude, denominator)
        if divisor == 1 {
            self.init(reduced: numerator, denominator)
        } else {
            self.init(reduced: numerator / BigInt(divisor), denominator / divisor)
        }
    }

    /// Integers of this many bits or fewer have at most ``maximumDigits`` digits; those of one more bit may.
    static let maximumBits = 332_192

    private static let limit = BigUInt(10).power(maximumDigits)

    static func isWithinLimit(_ magnitude: BigUInt) -> Bool {
        let bits = magnitude.bitWidth
        return bits <= maximumBits || (bits == maximumBits + 1 && magnitude < limit)
    }
}
