import Testing

@testable import Kijun

@Suite struct NumberTextTests {
    @Test(arguments: [
        ("0.1", "0.1"), ("-3", "-3"), ("2/6", "1/3"), ("-1/3", "-1/3"), ("1/8", "0.125"), ("0", "0"), ("-0.50", "-0.5"),
        ("12345678901234567890.5", "12345678901234567890.5"), ("1/100000000000000000000", "0.00000000000000000001"),
        ("100000000000000000000/3", "100000000000000000000/3"), ("1000000000", "1000000000"),
    ])
    func `plain text is exact`(value: String, text: String) throws { #expect(try n(value).plainText == text) }

    @Test(arguments: [
        ("4561152", "4,561,152"), ("999", "999"), ("1000", "1,000"), ("-1234567.25", "-1,234,567.25"), ("1/3", "0.3333…"),
        ("2/3", "0.6667…"), ("-2/3", "-0.6667…"), ("200000/3", "66,666.6667…"),
        ("123456789012345678901234", "123,456,789,012,345,678,901,234"),
        ("0.00001", "0.00001"), ("2.99999999/3", "1.0000…"), ("1/30000000", "0.00000003…"),
    ])
    func `people read groups of three and at most four decimals`(value: String, text: String) throws {
        #expect(try n(value).shown() == text)
    }

    @Test(arguments: [("167/136", "122.8%…"), ("1.23", "123%"), ("0.794", "79.4%"), ("1/3", "33.3%…"), ("-1/3", "-33.3%…"), ("0", "0%")])
    func `a percentage is shown with one decimal where it does not end`(value: String, text: String) throws {
        #expect(try n(value).shown(percent: true) == text)
    }

    @Test func `without grouping there are no commas`() throws { #expect(try n("4561152").shown(grouping: false) == "4561152") }

    @Test(arguments: [
        ("2999/3333", "0.9", "89.98%…"), ("2400001/3000001", "0.8", "80.00001%…"), ("1/3", "0.3333", "33.333%…"),
        ("266/333", "0.8", "79.9%…"),
    ])
    func `a shown percentage is never rounded onto or across its threshold`(value: String, threshold: String, text: String) throws {
        #expect(try n(value).shown(percent: true, thresholds: [n(threshold)]) == text)
    }

    @Test func `a threshold very near asks for many decimals and still ends`() throws {
        let near = try #require(n("1/3").subtracting(n("1/1" + String(repeating: "0", count: 500))))
        let text = try n("1/3").shown(thresholds: [near])
        #expect(text.hasPrefix("0.33333333") && text.count > 500 && text.count < 510)
    }

    @Test func `a value equal to a threshold is shown as usual`() throws {
        #expect(try n("1/3").shown(thresholds: [n("1/3")]) == "0.3333…")
    }
}

@Suite struct NumberLimitTests {
    private let long = String(repeating: "7", count: Number.maximumDigits)

    @Test func `a number of a hundred thousand digits is read, computed with and shown`() throws {
        let number = try #require(Number(digits: long))
        #expect(number.plainText == long)
        #expect(number.subtracting(number) == .zero)
        #expect(number.divided(by: number) == .one)
        let half = String(repeating: "3", count: 50_000)
        #expect(try n(half).multiplied(by: n("3"))?.plainText == String(repeating: "9", count: 50_000))
    }

    @Test func `one digit more is too many`() throws {
        #expect(Number(digits: long + "7") == nil)
        #expect(Number(digits: "0000" + long + ".000") != nil)
        let number = try #require(Number(digits: long))
        #expect(number.multiplied(by: Number(10)) == nil)
        #expect(try number.adding(n("0.1")) == nil)
        #expect(try n("10").power(99_999) != nil)
        #expect(try n("10").power(100_000) == nil)
        #expect(try n("10").power(-100_000) == nil)
        #expect(try n("2").power(Int.max) == nil)
        #expect(try n("0.5").power(Int.min) == nil)
    }

    @Test func `ten million digits are refused at once`() {
        #expect(Number(digits: String(repeating: "1", count: 10_000_000)) == nil)
    }

    @Test func `long fractions are reduced`() throws {
        let common = try #require(n("7").power(40_000))
        let above = try #require(common.multiplied(by: n("1000003").power(3)!))
        let below = try #require(common.multiplied(by: n("998244353").power(3)!))
        #expect(try above.divided(by: below) == n("1000003").power(3)!.divided(by: n("998244353").power(3)!))
    }

    @Test func `the divisor of Fibonacci neighbours is one, the longest way for Euclid`() throws {
        var (a, b) = (Number.zero, Number.one)
        for _ in 0..<20_000 { (a, b) = (b, try #require(a.adding(b))) }
        let quotient = try #require(a.divided(by: b))
        #expect(quotient.plainText == "\(a)/\(b)")
    }
}
