import BigInt

extension Number {
    public func adding(_ other: Number) -> Number? {
        if case .small(let a, let b) = storage, case .small(let c, let d) = other.storage {
            if b == 1, d == 1 {
                let sum = a.addingReportingOverflow(c)
                if !sum.overflow, sum.partialValue != Int64.min { return Number(small: sum.partialValue, 1) }
                return Number(reducing: Int128(a) + Int128(c), 1)
            }
            if b == d { return Number(reducing: Int128(a) + Int128(c), Int128(b)) }
            return Number(reducing: Int128(a) * Int128(d) + Int128(c) * Int128(b), Int128(b) * Int128(d))
        }
        let (a, b) = fraction
        let (c, d) = other.fraction
        if b == 1, d == 1 { return Number(reduced: a + c, 1) }
        // With g = gcd(b, d) only g can share divisors with the new numerator.
        let shared = greatestCommonDivisor(b, d)
        let left = d / shared
        guard left.bitWidth + b.bitWidth <= Self.maximumBits * 2 else { return nil }
        let numerator = a * BigInt(left) + c * BigInt(b / shared)
        let divisor = shared == 1 ? 1 : greatestCommonDivisor(numerator.magnitude, shared)
        return Number(reduced: numerator / BigInt(divisor), b / divisor * left)
    }

    public func subtracting(_ other: Number) -> Number? { adding(other.negated) }

    public func multiplied(by other: Number) -> Number? {
        if case .small(let a, let b) = storage, case .small(let c, let d) = other.storage {
            if b == 1, d == 1 {
                let product = a.multipliedReportingOverflow(by: c)
                if !product.overflow, product.partialValue != Int64.min { return Number(small: product.partialValue, 1) }
            }
            return Number(reducing: Int128(a) * Int128(c), Int128(b) * Int128(d))
        }
        let (a, b) = fraction
        let (c, d) = other.fraction
        if a.isZero || c.isZero { return .zero }
        // Divisors cross over, so that the products are reduced as they stand and their sizes known before.
        let first = d == 1 ? 1 : greatestCommonDivisor(a.magnitude, d)
        let second = b == 1 ? 1 : greatestCommonDivisor(c.magnitude, b)
        let (a1, d1) = first == 1 ? (a, d) : (a / BigInt(first), d / first)
        let (c1, b1) = second == 1 ? (c, b) : (c / BigInt(second), b / second)
        guard Self.fits(a1.magnitude, c1.magnitude), Self.fits(b1, d1) else { return nil }
        return Number(reduced: a1 * c1, b1 * d1)
    }

    /// The quotient; nil also where `other` is 0.
    public func divided(by other: Number) -> Number? {
        guard let inverse = other.inverse else { return nil }
        return multiplied(by: inverse)
    }

    /// 1 / the value; nil for 0.
    var inverse: Number? {
        switch storage {
        case .small(let numerator, let denominator):
            if numerator == 0 { return nil }
            return numerator > 0 ? Number(small: denominator, numerator) : Number(small: -denominator, -numerator)
        case .large(let fraction):
            let numerator = BigInt(sign: fraction.numerator.sign, magnitude: fraction.denominator)
            return Number(reduced: numerator, fraction.numerator.magnitude)
        }
    }

    public var negated: Number {
        switch storage {
        case .small(let numerator, let denominator): Number(small: -numerator, denominator)
        case .large(let fraction): Number(LargeFraction(-fraction.numerator, fraction.denominator))
        }
    }

    private init(_ fraction: LargeFraction) { storage = .large(fraction) }

    public var magnitude: Number { isNegative ? negated : self }

    /// The value to a whole power: `power(10, -2)` is 0.01 and any number to 0 is 1. nil also for 0 to a negative power.
    public func power(_ exponent: Int) -> Number? {
        if exponent == 0 { return .one }
        if isZero { return exponent > 0 ? .zero : nil }
        guard exponent > 0 else {
            // The reciprocal first: `-exponent` does not exist for `Int.min`.
            return inverse.flatMap { $0.raised(to: exponent.magnitude) }
        }
        return raised(to: exponent.magnitude)
    }

    private func raised(to exponent: UInt) -> Number? {
        let (numerator, denominator) = fraction
        func bounded(_ base: BigUInt) -> BigUInt? {
            if base == 1 { return 1 }
            let (bits, overflow) = UInt(base.bitWidth - 1).multipliedReportingOverflow(by: exponent)
            return overflow || bits > UInt(Self.maximumBits) ? nil : base.power(Int(exponent))
        }
        guard let above = bounded(numerator.magnitude), let below = bounded(denominator) else { return nil }
        let isNegative = numerator.sign == .minus && exponent % 2 == 1
        return Number(reduced: BigInt(sign: isNegative ? .minus : .plus, magnitude: above), below)
    }

    /// What is left of the value after whole multiples of `divisor`, with the sign of the divisor, as in Excel:
    /// -7 modulo 3 is 2. nil also where `divisor` is 0.
    public func modulo(_ divisor: Number) -> Number? {
        if divisor.isZero { return nil }
        if case .small(let a, 1) = storage, case .small(let b, 1) = divisor.storage {
            let rest = a % b
            return Number(small: rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest, 1)
        }
        let (a, b) = fraction
        let (c, d) = divisor.fraction
        let step = c.magnitude * b
        var rest = (a.magnitude * d) % step
        let isNegative = c.sign == .minus
        if !rest.isZero, (a.sign == .minus) != isNegative { rest = step - rest }
        return Number(reducing: BigInt(sign: isNegative ? .minus : .plus, magnitude: rest), b * d)
    }

    /// The value × 10^`powerOfTen`.
    public func shifted(powerOfTen: Int) -> Number? {
        if powerOfTen == 0 || isZero { return self }
        guard powerOfTen.magnitude <= UInt(Self.maximumDigits * 4) else { return nil }
        if case .small(let numerator, let denominator) = storage, powerOfTen.magnitude <= 18 {
            let factor = Int128(Self.powersOfTen[Int(powerOfTen.magnitude)])
            return powerOfTen > 0
                ? Number(reducing: Int128(numerator) * factor, Int128(denominator))
                : Number(reducing: Int128(numerator), Int128(denominator) * factor)
        }
        let (numerator, denominator) = fraction
        let factor = BigUInt(10).power(Int(powerOfTen.magnitude))
        return powerOfTen > 0
            ? Number(reducing: numerator * BigInt(factor), denominator) : Number(reducing: numerator, denominator * factor)
    }

    private static func fits(_ a: BigUInt, _ b: BigUInt) -> Bool { a.bitWidth + b.bitWidth - 1 <= maximumBits + 1 }
}

extension Number: Comparable {
    public static func < (x: Number, y: Number) -> Bool {
        if case .small(let a, let b) = x.storage, case .small(let c, let d) = y.storage {
            return b == d ? a < c : Int128(a) * Int128(d) < Int128(c) * Int128(b)
        }
        if x.isNegative != y.isNegative { return x.isNegative }
        let (a, b) = x.fraction
        let (c, d) = y.fraction
        return b == d ? a < c : a * BigInt(d) < c * BigInt(b)
    }
}
