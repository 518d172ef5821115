import BigInt

/// Which way a number goes that lies between two multiples of a power of ten.
public enum RoundingMode: Hashable, Sendable {
    /// To the nearer, and from the middle away from zero: 2.5 → 3, -2.5 → -3.
    case halfAwayFromZero
    /// Toward zero.
    case down
    /// Away from zero.
    case up
    /// To the lower.
    case floor
    /// To the higher.
    case ceiling
}

extension Number {
    /// The value rounded to `places` decimals; to tens, hundreds… where `places` is negative. nil where the result would
    /// have more than ``maximumDigits`` digits.
    public func rounded(places: Int, _ mode: RoundingMode) -> Number? {
        if isWhole, places >= 0 { return self }
        if case .small(let numerator, let denominator) = storage, (0...18).contains(places) {
            let power = Int128(Self.powersOfTen[places])
            let scaled = (Int128(numerator.magnitude) * power).quotientAndRemainder(dividingBy: Int128(denominator))
            let isAway = Self.isAway(mode, isNegative: numerator < 0, rest: scaled.remainder, of: Int128(denominator))
            let quotient = scaled.quotient + (isAway ? 1 : 0)
            return Number(reducing: numerator < 0 ? -quotient : quotient, power)
        }
        if let scale = decimalScale, scale <= places { return self }
        guard places <= Self.maximumDigits else { return nil }
        guard places >= -Self.maximumDigits else { return roundedToNothing(mode) }
        let (numerator, denominator) = fraction
        let power = BigUInt(10).power(Int(places.magnitude))
        let above = places >= 0 ? numerator.magnitude * power : numerator.magnitude
        let below = places >= 0 ? denominator : denominator * power
        let isNegative = numerator.sign == .minus
        var (quotient, rest) = above.quotientAndRemainder(dividingBy: below)
        if Self.isAway(mode, isNegative: isNegative, rest: rest, of: below) { quotient += 1 }
        let signed = BigInt(sign: isNegative ? .minus : .plus, magnitude: quotient)
        return places >= 0 ? Number(reducing: signed, power) : Number(reducing: signed * BigInt(power), 1)
    }

    /// The value rounded to a power of ten beyond any number's size: 0, or too large.
    private func roundedToNothing(_ mode: RoundingMode) -> Number? {
        switch mode {
        case .halfAwayFromZero, .down: .zero
        case .up: isZero ? .zero : nil
        case .floor: isNegative ? nil : .zero
        case .ceiling: isNegative || isZero ? .zero : nil
        }
    }

    /// The quotient of a magnitude, cut off with `rest` left of `divisor`, goes one away from zero.
    private static func isAway<Integer: BinaryInteger>(
        _ mode: RoundingMode, isNegative: Bool, rest: Integer, of divisor: Integer
    ) -> Bool {
        if rest == 0 { return false }
        return switch mode {
        case .halfAwayFromZero: rest >= divisor - rest
        case .down: false
        case .up: true
        case .floor: isNegative
        case .ceiling: !isNegative
        }
    }
}
