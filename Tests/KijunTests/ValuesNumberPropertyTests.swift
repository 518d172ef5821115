import Testing

@testable import Kijun

/// Numbers of all sizes in a fixed order: small and wide, whole, decimal and neither, and those at the borders of 64 bits.
private struct Numbers {
    private var state: UInt64 = 88_172_645_463_325_252

    mutating func random(below bound: UInt64) -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state % bound
    }

    private mutating func whole() -> Number {
        let edges: [Int64] = [0, 1, -1, 2, -2, 10, -10, .max, .min, .max - 1, .min + 1, 1 << 32, -(1 << 32)]
        switch random(below: 4) {
        case 0: return Number(Int(edges[Int(random(below: UInt64(edges.count)))]))
        case 1: return Number(Int(random(below: 2000)) - 1000)
        case 2: return Number(Int(truncatingIfNeeded: random(below: .max)))
        default:
            let digits = String((0..<(1 + random(below: 60))).map { _ in Character(String(random(below: 10))) })
            return Number(digits: (random(below: 2) == 0 ? "-" : "") + digits) ?? .one
        }
    }

    mutating func next() -> Number {
        let above = whole()
        let below = random(below: 2) == 0 ? Number.one : whole()
        return above.divided(by: below.isZero ? .one : below) ?? .one
    }
}

@Suite struct NumberPropertyTests {
    private let pairs: [(Number, Number)] = {
        var numbers = Numbers()
        return (0..<3000).map { _ in (numbers.next(), numbers.next()) }
    }()

    @Test func `what is added can be taken away`() {
        for (a, b) in pairs {
            #expect(a.adding(b)?.subtracting(b) == a, "\(a) \(b)")
            #expect(a.adding(b) == b.adding(a), "\(a) \(b)")
        }
    }

    @Test func `what is multiplied can be divided`() {
        for (a, b) in pairs where !b.isZero {
            #expect(a.multiplied(by: b)?.divided(by: b) == a, "\(a) \(b)")
            #expect(a.divided(by: b)?.multiplied(by: b) == a, "\(a) \(b)")
        }
    }

    @Test func `order agrees with the sign of the difference`() throws {
        for (a, b) in pairs {
            let difference = try #require(a.subtracting(b))
            #expect((a < b) == difference.isNegative, "\(a) \(b)")
            #expect((a == b) == difference.isZero, "\(a) \(b)")
        }
    }

    @Test func `modulo is what whole multiples leave`() throws {
        for (a, b) in pairs where !b.isZero {
            let rest = try #require(a.modulo(b))
            #expect(rest.isZero || rest.isNegative == b.isNegative, "\(a) \(b)")
            #expect(rest.magnitude < b.magnitude, "\(a) \(b)")
            #expect(a.subtracting(rest)?.divided(by: b)?.isWhole == true, "\(a) \(b)")
        }
    }

    @Test func `a rounded number is near, on its grid and on the right side`() throws {
        for (index, (a, _)) in pairs.enumerated() {
            let places = index % 45 - 20
            let step = try #require(Number(10).power(-places))
            let floor = try #require(a.rounded(places: places, .floor))
            let ceiling = try #require(a.rounded(places: places, .ceiling))
            let half = try #require(a.rounded(places: places, .halfAwayFromZero))
            let distance = try #require(a.subtracting(half)?.magnitude)
            #expect(floor <= a && a <= ceiling, "\(a) \(places)")
            #expect(try distance <= #require(step.divided(by: Number(2))), "\(a) \(places)")
            #expect(half.divided(by: step)?.isWhole == true, "\(a) \(places)")
            #expect(a.rounded(places: places, .down) == (a.isNegative ? ceiling : floor), "\(a) \(places)")
            #expect(a.rounded(places: places, .up) == (a.isNegative ? floor : ceiling), "\(a) \(places)")
            #expect(a.rounded(places: places, .halfAwayFromZero)?.negated == a.negated.rounded(places: places, .halfAwayFromZero))
        }
    }

    @Test func `plain text reads back as the same number`() throws {
        for (a, _) in pairs { #expect(try n(a.plainText) == a) }
    }

    @Test func `mantissa and scale make the same number`() {
        for (a, _) in pairs {
            guard let (mantissa, scale) = a.decimal else { continue }
            #expect(Number(mantissa: mantissa, scale: scale) == a)
        }
    }

    @Test func `a shown number is on the same side of a threshold as the number`() throws {
        for (a, b) in pairs where a != b {
            let text = a.shown(grouping: false, thresholds: [b])
            guard text.hasSuffix("…") else { continue }
            let shown = try n(String(text.dropLast()))
            #expect((shown < b) == (a < b) && shown != b, "\(text) \(b)")
        }
    }
}
