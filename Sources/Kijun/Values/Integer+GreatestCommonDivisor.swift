import BigInt

/// The greatest common divisor of two integers; the other one where one is 0.
func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
    if a <= UInt128(UInt64.max), b <= UInt128(UInt64.max) {
        return UInt128(greatestCommonDivisor(UInt64(a), UInt64(b)))
    }
    if a == 0 { return b }
    if b == 0 { return a }
    let twos = min(a.trailingZeroBitCount, b.trailingZeroBitCount)
    var x = a >> UInt128(a.trailingZeroBitCount)
    var y = b >> UInt128(b.trailingZeroBitCount)
    while x != y {
        if x < y { swap(&x, &y) }
        if x <= UInt128(UInt64.max) { return UInt128(greatestCommonDivisor(UInt64(x), UInt64(y))) << UInt128(twos) }
        x -= y
        x >>= UInt128(x.trailingZeroBitCount)
    }
    return x << UInt128(twos)
}

func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
    if a == 0 { return b }
    if b == 0 { return a }
    let twos = min(a.trailingZeroBitCount, b.trailingZeroBitCount)
    var x = a >> UInt64(a.trailingZeroBitCount)
    var y = b >> UInt64(b.trailingZeroBitCount)
    while x != y {
        if x < y { swap(&x, &y) }
        x -= y
        x >>= UInt64(x.trailingZeroBitCount)
    }
    return x << UInt64(twos)
}

/// The greatest common divisor of two integers of any size, after Lehmer: the leading 62 bits of both decide many steps of
/// Euclid's at once. BigInt's own goes bit by bit and needs seconds for 100 000 digits.
func greatestCommonDivisor(_ a: BigUInt, _ b: BigUInt) -> BigUInt {
    var x = max(a, b)
    var y = min(a, b)
    while !y.isZero {
        if x.bitWidth <= 128 {
            return BigUInt(greatestCommonDivisor(UInt128(x), UInt128(y)))
        }
        let steps = x.bitWidth - y.bitWidth > 32 ? nil : EuclidSteps(leading: x, y)
        if let steps {
            var first = Array(x.words)
            var second = Array(y.words)
            while second.count < first.count { second.append(0) }
            steps.apply(&first, &second)
            x = BigUInt(words: first)
            y = BigUInt(words: second)
        } else {
            (x, y) = (y, x % y)
        }
    }
    return x
}

/// Several steps of Euclid's algorithm in one: (x, y) → (a x + b y, c x + d y).
private struct EuclidSteps {
    private(set) var a: Int64 = 1
    private(set) var b: Int64 = 0
    private(set) var c: Int64 = 0
    private(set) var d: Int64 = 1

    /// The steps that the leading 62 bits of x ≥ y settle; nil where there are none.
    init?(leading x: BigUInt, _ y: BigUInt) {
        let shift = x.bitWidth - 62
        var high = Int64(x >> shift)
        var low = Int64(y >> shift)
        // Collins: a quotient is right if it is the same for both ends of what the cut-off bits may be.
        while low + c != 0, low + d != 0 {
            let quotient = (high + a) / (low + c)
            guard quotient == (high + b) / (low + d) else { break }
            (a, c) = (c, a - quotient * c)
            (b, d) = (d, b - quotient * d)
            (high, low) = (low, high - quotient * low)
        }
        if b == 0 { return nil }
    }

    /// Both arrays have the same number of words; the results are not negative.
    func apply(_ x: inout [UInt], _ y: inout [UInt]) {
        let (a, b, c, d) = (Int128(a), Int128(b), Int128(c), Int128(d))
        let count = x.count
        x.withUnsafeMutableBufferPointer { x in
            y.withUnsafeMutableBufferPointer { y in
                var first: Int128 = 0
                var second: Int128 = 0
                for index in 0..<count {
                    let (u, v) = (Int128(x[index]), Int128(y[index]))
                    first += a * u + b * v
                    second += c * u + d * v
                    x[index] = UInt(truncatingIfNeeded: first)
                    y[index] = UInt(truncatingIfNeeded: second)
                    first >>= 64
                    second >>= 64
                }
            }
        }
    }
}
