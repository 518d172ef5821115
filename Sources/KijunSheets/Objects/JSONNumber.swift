internal import Kijun

extension JSONCursor {
    /// The longest number that is read, in digits with those that its exponent adds. A number on a sheet has a dozen; `1e999999999`
    /// would fill the memory.
    static let maximumDigits = 1000

    /// A number, exactly as it is written; nil beyond ``maximumDigits`` and for any other value.
    var number: Number? {
        if let (mantissa, scale) = decimal {
            return scale == 0 ? Number(Int(mantissa)) : Number(mantissa: mantissa, scale: scale)
        }
        guard kind == .number else { return nil }
        let text = numberText.utf8
        let end = text.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? text.endIndex
        let digits = text[..<end]
        // Zero is zero whatever its exponent.
        guard digits.contains(where: { $0 >= UInt8(ascii: "1") && $0 <= UInt8(ascii: "9") }) else { return .zero }
        guard digits.count <= Self.maximumDigits else { return nil }
        var exponent = 0
        var isNegative = false
        for byte in text[end...].dropFirst() {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "+"): break
            default: exponent = min(exponent * 10 + Int(byte - UInt8(ascii: "0")), 10 * Self.maximumDigits)
            }
        }
        guard digits.count + exponent <= Self.maximumDigits + 2 else { return nil }
        return Number(digits: String(decoding: digits, as: UTF8.self))?.shifted(powerOfTen: isNegative ? -exponent : exponent)
    }
}
