import KijunSyntax

/// Exact numbers of one column: whole 64-bit mantissas with one power of ten for all where that holds them, quotients of such, else
/// fractions of any size.
package enum NumberColumn: Sendable {
    /// mantissa × 10^-scale, scale in 0...18.
    case scaled([Int64], scale: Int)
    /// What a division gives. Comparing needs no reduced fraction: it multiplies crosswise.
    case quotient(Quotients)
    case exact([Number])

    package var count: Int {
        switch self {
        case .scaled(let mantissas, _): mantissas.count
        case .quotient(let quotients): quotients.numerators.count
        case .exact(let numbers): numbers.count
        }
    }

    package subscript(_ index: Int) -> Number {
        switch self {
        case .scaled(let mantissas, let scale): Number(mantissa: mantissas[index], scale: scale) ?? .zero
        case .quotient(let quotients): quotients[index]
        case .exact(let numbers): numbers[index]
        }
    }

    /// From numbers one by one: scaled where every value fits.
    package init(_ numbers: [Number]) {
        var scale = 0
        for number in numbers {
            guard let decimal = number.decimal else {
                self = .exact(numbers)
                return
            }
            scale = max(scale, decimal.scale)
        }
        var mantissas: [Int64] = []
        mantissas.reserveCapacity(numbers.count)
        for number in numbers {
            guard let decimal = number.decimal else { continue }
            let product = decimal.mantissa.multipliedReportingOverflow(by: Number.powersOfTen[scale - decimal.scale])
            if product.overflow {
                self = .exact(numbers)
                return
            }
            mantissas.append(product.partialValue)
        }
        self = .scaled(mantissas, scale: scale)
    }

    /// The mantissas at a larger scale; nil where one does not fit.
    static func rescaled(_ mantissas: [Int64], by power: Int) -> [Int64]? {
        guard power > 0 else { return mantissas }
        guard power <= 18 else { return nil }
        let factor = Number.powersOfTen[power]
        var overflow = false
        let result = mantissas.map { mantissa in
            let product = mantissa.multipliedReportingOverflow(by: factor)
            overflow = overflow || product.overflow
            return product.partialValue
        }
        return overflow ? nil : result
    }
}

/// Numbers as numerator / denominator × 10^-scale, as a division left them.
package struct Quotients: Sendable {
    let numerators: [Int64]
    /// None below 0; 0 in rows that have no value.
    let denominators: [Int64]
    /// In -18...18.
    let scale: Int
    let numeratorWidth: BitWidth
    let denominatorWidth: BitWidth

    subscript(_ index: Int) -> Number {
        guard denominators[index] != 0 else { return .zero }
        let (numerator, denominator) = (Int128(numerators[index]), Int128(denominators[index]))
        let power = Int128(Number.powersOfTen[abs(scale)])
        return scale < 0 ? Number(reducing: numerator * power, denominator) : Number(reducing: numerator, denominator * power)
    }
}

/// How many bits the magnitudes of a column need at most: 2^bits is no less than any of them. What is known of the operands says of a
/// result that it fits 64 bits, once for a column and not once for a row.
package struct BitWidth: Hashable, Sendable {
    let bits: Int

    init(bits: Int) { self.bits = bits }

    init(of value: Int64) { bits = 64 - BitUnion.magnitude(value).leadingZeroBitCount }

    init(of mantissas: [Int64]) {
        self = mantissas.withUnsafeBufferPointer { mantissas in
            var union = BitUnion()
            for mantissa in mantissas { union.add(mantissa) }
            return union.width
        }
    }

    static func powerOfTen(_ power: Int) -> BitWidth { BitWidth(bits: powers[power]) }

    private static let powers = Number.powersOfTen.map { BitWidth(of: $0).bits }

    /// Of the product of two.
    static func * (a: BitWidth, b: BitWidth) -> BitWidth { BitWidth(bits: a.bits + b.bits) }
    /// Of the sum or the difference of two.
    static func + (a: BitWidth, b: BitWidth) -> BitWidth { BitWidth(bits: max(a.bits, b.bits) + 1) }

    /// No value of this width leaves `Int64`, nor does its negative.
    var fits64: Bool { bits <= 62 }
    var fits128: Bool { bits <= 126 }
}

/// The width of many values: their highest bit is that of the union of all magnitudes, which is a loop of vectors; a maximum is none.
struct BitUnion {
    private var union: UInt64 = 0

    @inline(__always)
    mutating func add(_ value: Int64) { union |= Self.magnitude(value) }

    var width: BitWidth { BitWidth(bits: 64 - union.leadingZeroBitCount) }

    /// The value, or its complement if it is negative.
    @inline(__always)
    static func magnitude(_ value: Int64) -> UInt64 { UInt64(bitPattern: value ^ (value >> 63)) }
}

extension Comparison.Operator {
    func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
        switch self {
        case .equal, .within: a == b
        case .notEqual: a != b
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        case .greaterOrEqual: a >= b
        }
    }
}
