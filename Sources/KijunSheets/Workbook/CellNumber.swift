internal import Glibc

/// A number of a cell as its user sees it: at most 15 significant digits, exact in the decimal system.
///
/// A workbook keeps doubles, so a calculated 0.3 stands there as `0.30000000000000004`; the program that wrote it shows 15 digits and so does this.
/// The value is ``digits`` × 10^``exponent``, negative or not.
struct CellNumber: Hashable {
    private(set) var isNegative = false
    /// Without zeros at the end; 0 for zero.
    private(set) var digits: UInt64 = 0
    private(set) var exponent = 0

    static let maximumDigits = 15
    /// The powers of ten that a double can have, and some more.
    private static let powers = -400...400

    /// Reads `-1.1E-2`; nil for anything that is no such number or is beyond the range of a double.
    init?(_ text: some Collection<UInt8>) {
        var index = text.startIndex
        func at(_ byte: UInt8) -> Bool { index < text.endIndex && text[index] == byte }
        if at(UInt8(ascii: "-")) || at(UInt8(ascii: "+")) {
            isNegative = at(UInt8(ascii: "-"))
            text.formIndex(after: &index)
        }
        var taken = 0
        var hasDigit = false
        var isAfterPoint = false
        var next: UInt8 = 0
        var hasMore = false
        while index < text.endIndex {
            let byte = text[index]
            if byte == UInt8(ascii: "."), !isAfterPoint {
                isAfterPoint = true
            } else if byte >= 0x30, byte <= 0x39 {
                hasDigit = true
                if taken < Self.maximumDigits {
                    digits = digits * 10 + UInt64(byte - 0x30)
                    if digits > 0 { taken += 1 }
                    if isAfterPoint { exponent -= 1 }
                } else {
                    if taken == Self.maximumDigits { next = byte } else if byte != 0x30 { hasMore = true }
                    taken += 1
                    if !isAfterPoint { exponent += 1 }
                }
            } else {
                break
            }
            text.formIndex(after: &index)
        }
        guard hasDigit else { return nil }
        // Programs write the shortest text of a double. A five at its end is perhaps a little less.
        if next > 0x35 || next == 0x35 && (hasMore || Self.isHalf(String(decoding: text, as: UTF8.self))) { digits += 1 }
        if index < text.endIndex {
            guard at(UInt8(ascii: "E")) || at(UInt8(ascii: "e")),
                let power = Int(String(decoding: text[text.index(after: index)...], as: UTF8.self)), Self.powers.contains(power)
            else { return nil }
            exponent += power
        }
        trim()
        guard Self.powers.contains(exponent) else { return nil }
    }

    /// The sixteenth digit of the double that a text stands for is five or more.
    private static func isHalf(_ text: String) -> Bool {
        guard let double = Double(text) else { return true }
        var written = [CChar](repeating: 0, count: 64)
        _ = withVaList([double]) { vsnprintf(&written, written.count, "%.30e", $0) }
        let digits = written.filter { $0 >= 0x30 && $0 <= 0x39 }
        return digits.count <= maximumDigits || digits[maximumDigits] >= 0x35
    }

    /// - Parameter seconds: of the last day, as a part of it rounded to twelve places.
    init(days: Int, seconds: Int) {
        digits = UInt64(max(0, days)) * 1_000_000_000_000 + (UInt64(max(0, seconds)) * 1_000_000_000_000 + 43_200) / 86_400
        exponent = -12
        trim()
    }

    private mutating func trim() {
        if digits == 0 {
            exponent = 0
            isNegative = false
        }
        while digits != 0, digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
    }

    var isZero: Bool { digits == 0 }
    var magnitude: CellNumber {
        var number = self
        number.isNegative = false
        return number
    }

    /// Times a power of ten.
    func shifted(by power: Int) -> CellNumber {
        var number = self
        if !isZero { number.exponent += power }
        return number
    }

    var isWhole: Bool { exponent >= 0 }

    /// Whole days and a rest in 10^-12 days; nil for a negative number and beyond a million years.
    var days: (whole: Int, rest: Int)? {
        if isZero { return (0, 0) }
        guard !isNegative, exponent <= 8 else { return nil }
        if exponent >= 0 {
            let power = Self.power(exponent)
            let (whole, overflow) = Int(digits).multipliedReportingOverflow(by: power)
            return overflow ? nil : (whole, 0)
        }
        if exponent < -18 { return (0, 0) }
        let power = Self.power(-exponent)
        let rest = Int(digits) % power
        return (Int(digits) / power, exponent < -12 ? rest / Self.power(-exponent - 12) : rest * Self.power(12 + exponent))
    }

    private static func power(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { power, _ in power * 10 } }

    /// Digits with a point and never an exponent: `-1234.5`, `0.011`.
    ///
    /// - Parameter width: zeros are put in front up to this number of digits before the point.
    func append(to text: inout [UInt8], width: Int = 1) {
        if isNegative { text.append(UInt8(ascii: "-")) }
        var count = 0
        var power: UInt64 = 1
        while power <= digits {
            power *= 10
            count += 1
        }
        let before = isZero ? 0 : count + exponent
        for _ in 0..<max(0, width - max(0, before)) { text.append(UInt8(ascii: "0")) }
        if before <= 0, exponent < 0 {
            text.append(UInt8(ascii: "."))
            for _ in before..<0 { text.append(UInt8(ascii: "0")) }
        }
        var left = before
        while power > 1 {
            power /= 10
            text.append(UInt8(ascii: "0") + UInt8(digits / power % 10))
            left -= 1
            if left == 0, exponent < 0 { text.append(UInt8(ascii: ".")) }
        }
        if exponent > 0 { text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: exponent)) }
    }

    /// The number is written as its user sees it already: digits, no more than 15, and no zeros to leave out.
    static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        let count = text.count
        if count > 0, text[0] == UInt8(ascii: "-") { index = 1 }
        guard count > index, count <= maximumDigits else { return false }
        if text[index] == UInt8(ascii: "0"), count > index + 1 ? text[index + 1] != UInt8(ascii: ".") : index > 0 { return false }
        var hasPoint = false
        let first = index
        while index < count {
            if text[index] == UInt8(ascii: "."), !hasPoint, index > first {
                hasPoint = true
            } else if text[index] < 0x30 || text[index] > 0x39 {
                return false
            }
            index += 1
        }
        return !hasPoint || text[count - 1] >= 0x31
    }
}
