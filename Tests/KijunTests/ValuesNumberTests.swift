import Testing

@testable import Kijun

/// A number from digits, or from two of them around a `/`.
func n(_ text: String) throws -> Number {
    let parts = try text.split(separator: "/").map { try #require(Number(digits: String($0))) }
    return parts.count == 1 ? parts[0] : try #require(parts[0].divided(by: parts[1]))
}

@Suite struct NumberTests {
    @Test func `a tenth and two tenths are three tenths`() throws {
        #expect(try n("0.1").adding(n("0.2")) == n("0.3"))
    }

    @Test func `three thirds are one`() throws {
        #expect(try n("1/3").multiplied(by: n("3")) == .one)
    }

    @Test func `equal values are one value however they are written`() throws {
        let spellings = ["0.5", "0.50", "00.5", "1/2", "5/10", ".5", "-1/-2"]
        #expect(try Set(spellings.map(n)).count == 1)
        #expect(try Set(["0", "-0", "0.00", "0/7"].map(n)).count == 1)
    }

    @Test(arguments: ["", "-", ".", "1.2.3", "1,234", "+1", "1e5", " 1", "１", "0x1", "--1"])
    func `anything but plain digits is not a number`(text: String) {
        #expect(Number(digits: text) == nil)
    }

    @Test(arguments: [
        ("9223372036854775807", "1", "9223372036854775808"),
        ("-9223372036854775807", "-1", "-9223372036854775808"),
        ("-9223372036854775808", "-1", "-9223372036854775809"),
        ("9223372036854775807", "9223372036854775807", "18446744073709551614"),
        ("9223372036854775808", "-1", "9223372036854775807"),
        ("100000000000000000000000000000000", "-100000000000000000000000000000000", "0"),
        ("1/9223372036854775807", "1/9223372036854775805", "18446744073709551612/85070591730234615828950163710522949635"),
        ("1/3", "1/6", "1/2"),
        ("1/100000000000000000000000", "0.5", "0.50000000000000000000001"),
    ])
    func `sums never overflow and come back to small numbers`(a: String, b: String, sum: String) throws {
        #expect(try n(a).adding(n(b)) == n(sum))
        #expect(try n(b).adding(n(a)) == n(sum))
        #expect(try n(sum).subtracting(n(b)) == n(a))
    }

    @Test(arguments: [
        ("3037000500", "3037000500", "9223372037000250000"),
        ("9223372036854775807", "9223372036854775807", "85070591730234615847396907784232501249"),
        ("-9223372036854775807", "2", "-18446744073709551614"),
        ("99999999999999999999", "1/99999999999999999999", "1"),
        ("2/3", "9/4", "3/2"), ("-0.5", "0.5", "-0.25"),
        ("123456789012345678901234567890", "0.0000000001", "12345678901234567890.123456789"),
    ])
    func `products are exact`(a: String, b: String, product: String) throws {
        #expect(try n(a).multiplied(by: n(b)) == n(product))
        #expect(try n(product).divided(by: n(b)) == n(a))
    }

    @Test func `dividing by zero has no result`() throws {
        #expect(try n("7").divided(by: .zero) == nil)
        #expect(try n("7").modulo(.zero) == nil)
        #expect(Number(numerator: 1, denominator: 0) == nil)
    }

    @Test func `the smallest Int64 is a number like any other`() throws {
        let least = Number(Int.min)
        #expect(least.plainText == "-9223372036854775808")
        #expect(try least == n("-9223372036854775808"))
        #expect(least.asInt == Int.min)
        #expect(least.negated.plainText == "9223372036854775808")
        #expect(least.negated.negated == least)
        #expect(least.magnitude.plainText == "9223372036854775808")
        #expect(Number(numerator: .min, denominator: .min) == .one)
        #expect(Number(numerator: 1, denominator: .min)?.negated.inverse == least.negated)
    }

    @Test func `order is by value across sizes`() throws {
        let rising = [
            "-100000000000000000000", "-9223372036854775808", "-1", "-1/3", "0", "1/100000000000000000000", "0.3333", "1/3",
            "0.3334", "1", "9223372036854775807", "9223372036854775808", "100000000000000000000",
        ]
        let numbers = try rising.map(n)
        #expect(numbers.shuffled().sorted() == numbers)
        for (a, b) in zip(numbers, numbers.dropFirst()) { #expect(a < b && !(b < a)) }
    }

    @Test(arguments: [
        ("2.5", 0, "3", "2", "3", "2", "3"), ("-2.5", 0, "-3", "-2", "-3", "-3", "-2"),
        ("2.4", 0, "2", "2", "3", "2", "3"), ("167/136", 2, "1.23", "1.22", "1.23", "1.22", "1.23"),
        ("1250", -2, "1300", "1200", "1300", "1200", "1300"), ("1/3", 4, "0.3333", "0.3333", "0.3334", "0.3333", "0.3334"),
        ("7", 3, "7", "7", "7", "7", "7"), ("0.005", 2, "0.01", "0", "0.01", "0", "0.01"),
        (
            "123456789012345678901234567890.5", 0, "123456789012345678901234567891", "123456789012345678901234567890",
            "123456789012345678901234567891", "123456789012345678901234567890", "123456789012345678901234567891"
        ),
        ("0.25", 30, "0.25", "0.25", "0.25", "0.25", "0.25"),
    ])
    func `rounding has five ways`(
        value: String, places: Int, half: String, down: String, up: String, floor: String, ceiling: String
    ) throws {
        let value = try n(value)
        #expect(try value.rounded(places: places, .halfAwayFromZero) == n(half))
        #expect(try value.rounded(places: places, .down) == n(down))
        #expect(try value.rounded(places: places, .up) == n(up))
        #expect(try value.rounded(places: places, .floor) == n(floor))
        #expect(try value.rounded(places: places, .ceiling) == n(ceiling))
    }

    @Test func `rounding to absurd places is zero or too large and never a hang`() throws {
        for value in try ["7", "-7", "1/3"].map(n) {
            #expect(value.rounded(places: Int.min, .halfAwayFromZero) == .zero)
            #expect(value.rounded(places: -1_000_000_000, .down) == .zero)
            #expect(value.rounded(places: -1_000_000_000, .up) == nil)
        }
        #expect(try n("7").rounded(places: -1_000_000_000, .floor) == .zero)
        #expect(try n("-7").rounded(places: -1_000_000_000, .floor) == nil)
        #expect(try n("1/3").rounded(places: 1_000_000_000, .down) == nil)
        #expect(try n("0.5").rounded(places: Int.max, .down) == n("0.5"))
    }

    @Test(arguments: [
        ("10", -2, "0.01"), ("0", 0, "1"), ("2", 10, "1024"), ("-2", 3, "-8"), ("-2", 2, "4"), ("2/3", -2, "9/4"),
        ("-3", -1, "-1/3"), ("1", Int.max, "1"), ("-1", Int.min, "1"), ("0", 5, "0"),
    ])
    func `a power is exact`(base: String, exponent: Int, power: String) throws {
        #expect(try n(base).power(exponent) == n(power))
    }

    @Test func `zero to a negative power has no result`() { #expect(Number.zero.power(-1) == nil) }

    @Test(arguments: [
        ("7", "3", "1"), ("-7", "3", "2"), ("7", "-3", "-2"), ("-7", "-3", "-1"), ("6", "3", "0"), ("-6", "3", "0"),
        ("5.5", "2", "1.5"), ("-5.5", "2", "0.5"), ("1", "1/3", "0"), ("0.5", "1/3", "1/6"),
        ("100000000000000000000000000001", "10", "1"), ("-100000000000000000000000000001", "10", "9"),
    ])
    func `modulo has the sign of the divisor`(a: String, b: String, rest: String) throws {
        #expect(try n(a).modulo(n(b)) == n(rest))
    }

    @Test func `shifting moves the decimal point`() throws {
        #expect(try n("5").shifted(powerOfTen: 5) == n("500000"))
        #expect(try n("5").shifted(powerOfTen: -3) == n("0.005"))
        #expect(try n("1/3").shifted(powerOfTen: 1) == n("10/3"))
        #expect(try n("5").shifted(powerOfTen: 30)?.shifted(powerOfTen: -30) == n("5"))
        #expect(try n("5").shifted(powerOfTen: Int.min) == nil)
        #expect(Number.zero.shifted(powerOfTen: Int.max) == .zero)
    }

    @Test func `a decimal that fits is given as mantissa and scale`() throws {
        func parts(_ text: String) throws -> [Int64]? { try n(text).decimal.map { [$0.mantissa, Int64($0.scale)] } }
        #expect(try parts("0.794") == [794, 3])
        #expect(try parts("-1/8") == [-125, 3])
        #expect(try parts("4561152") == [4_561_152, 0])
        #expect(try parts("1/3") == nil)
        #expect(try parts("0.0000000000000000001") == nil)
        #expect(try parts("9223372036854775808") == nil)
        #expect(Number(mantissa: 7940, scale: 4) == (try n("0.794")))
        #expect(Number(mantissa: 1, scale: 19) == nil)
    }
}
