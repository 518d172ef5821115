import BigInt

// BigInt's own conversions divide or multiply by one word at a time through generic code; these do the same over plain
// buffers and take a tenth of a second for 100 000 digits.

/// The decimal digits of an integer in ASCII, without leading zeros; `0` for 0.
func decimalDigits(of value: BigUInt) -> [UInt8] {
    if value.isZero { return [UInt8(ascii: "0")] }
    // Halves of words, so that the division is one of 64 bits by a constant.
    var halves: [UInt32] = []
    for word in value.words {
        halves.append(UInt32(truncatingIfNeeded: word))
        halves.append(UInt32(truncatingIfNeeded: word >> 32))
    }
    var reversed: [UInt8] = []
    halves.withUnsafeMutableBufferPointer { halves in
        var count = halves.count
        while true {
            while count > 0, halves[count - 1] == 0 { count -= 1 }
            if count == 0 { break }
            var rest: UInt64 = 0
            var index = count
            while index > 0 {
                index -= 1
                let part = rest << 32 | UInt64(halves[index])
                halves[index] = UInt32(truncatingIfNeeded: part / 1_000_000_000)
                rest = part % 1_000_000_000
            }
            for _ in 0..<9 {
                reversed.append(UInt8(ascii: "0") + UInt8(rest % 10))
                rest /= 10
            }
        }
    }
    while reversed.last == UInt8(ascii: "0") { reversed.removeLast() }
    return reversed.reversed()
}

/// The decimal digits of an integer.
func decimalText(_ value: BigUInt) -> String { String(decoding: decimalDigits(of: value), as: UTF8.self) }

extension BigUInt {
    /// The integer of decimal digits, each from 0 to 9, the highest first.
    init(decimalDigits digits: [UInt8]) {
        var words: [UInt] = []
        var index = 0
        while index < digits.count {
            let end = Swift.min(digits.count, index + 18)
            var factor: UInt = 1
            var carry: UInt = 0
            for digit in digits[index..<end] {
                factor *= 10
                carry = carry * 10 + UInt(digit)
            }
            index = end
            words.withUnsafeMutableBufferPointer { words in
                for place in words.indices {
                    var (high, low) = words[place].multipliedFullWidth(by: factor)
                    let sum = low.addingReportingOverflow(carry)
                    low = sum.partialValue
                    if sum.overflow { high += 1 }
                    words[place] = low
                    carry = high
                }
            }
            if carry != 0 { words.append(carry) }
        }
        self.init(words: words)
    }
}
