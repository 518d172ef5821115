internal import Kijun
internal import KijunSyntax

/// What the text of a cell may be, before its column has a type.
enum CellSense: Equatable {
    /// `-`, `…`: there is nothing.
    case nothing
    /// A number without sign or unit behind it. `isCode`: it begins with a 0 that no number needs. `mayBeYear`: four digits
    /// that can be a year.
    case number(isCode: Bool, mayBeYear: Bool)
    /// With the sign `%`.
    case percent
    /// With a unit behind it, in NFKC.
    case quantity(unit: String)
    /// In its era, or with 年度 behind it. `isShort`: an era's letter that only a heading makes a year (`S1`, `M2`).
    case year(isShort: Bool)
    case mark
    case yesno
    case text

    /// Longer texts are no value of any other type.
    static let longestValue = 64

    /// - Parameter bytes: UTF-8 without white space at its ends, not empty.
    init(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count <= Self.longestValue else {
            self = .text
            return
        }
        if let number = Self.plainNumber(bytes) {
            self = number
            return
        }
        guard Self.mayBegin(bytes) else {
            self = .text
            return
        }
        self.init(text: String(decoding: bytes, as: UTF8.self))
    }

    /// - Parameter text: not empty.
    init(text: String) {
        if CellParsing.saysNothing(text) {
            self = .nothing
        } else if CellParsing.mark(text) != nil {
            self = .mark
        } else if Self.yesNoWords.contains(nfkc(text).lowercased()) {
            self = .yesno
        } else if let year = Self.year(text) {
            self = year
        } else if let parts = NumberParts(text) {
            self = Self.number(parts)
        } else {
            self = .text
        }
    }

    /// `1` and `0` are numbers, ○ and × marks, until a form says otherwise.
    private static let yesNoWords: Set<String> = ["はい", "いいえ", "有", "無", "true", "false"]

    /// Years that a sheet can be about.
    static let years = 1868...2199

    /// Whether any value but a text may begin so. Nearly all texts begin with a letter that none of them does, and a look at it
    /// spares them the rest: of 250 000 cells of texts a quarter of a second.
    private static func mayBegin(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first else { return false }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): return true
        case UInt8(ascii: "R"), UInt8(ascii: "H"), UInt8(ascii: "S"), UInt8(ascii: "T"), UInt8(ascii: "M"): return true
        case UInt8(ascii: "r"), UInt8(ascii: "h"), UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"): return true
        case UInt8(ascii: "F"), UInt8(ascii: "f"): return true
        case 0xE3...0xE9: return beginnings.contains(Array(bytes.prefix(3)))
        // Signs, and full-width forms.
        case 0x80...: return true
        default: return false
        }
    }

    private static let beginnings: Set<[UInt8]> = Set("令平昭大明㋿㍻㍼㍽㍾〇ーは・い有無".map { Array(String($0).utf8) })

    /// What most cells are, told from their bytes: digits of ASCII alone.
    private static func plainNumber(_ bytes: ArraySlice<UInt8>) -> CellSense? {
        var digits = 0
        var year = 0
        for byte in bytes {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            digits += 1
            if digits <= 4 { year = year * 10 + Int(byte - UInt8(ascii: "0")) }
        }
        return .number(isCode: digits > 1 && bytes.first == UInt8(ascii: "0"), mayBeYear: digits == 4 && years.contains(year))
    }

    private static func year(_ text: String) -> CellSense? {
        guard let reading = Year.read(text), years.contains(reading.year) else { return nil }
        let plain = nfkc(text).filter { !$0.isWhitespace }
        guard let first = plain.first else { return nil }
        if plain.allSatisfy({ $0.isASCII && $0.isNumber }) { return nil }
        let isLetter = "SsTtMm".contains(first) && plain.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
        return .year(isShort: isLetter)
    }

    private static func number(_ parts: NumberParts) -> CellSense {
        if parts.unit == "%" { return .percent }
        if parts.unit.isEmpty {
            let digits = parts.digits
            let isCode = digits.count > 1 && digits.first == "0" && !digits.contains(".")
            let mayBeYear = digits.count == 4 && Int(digits).map(years.contains) == true
            return .number(isCode: isCode, mayBeYear: mayBeYear)
        }
        return HeadingText.known(parts.unit) == nil ? .text : .quantity(unit: parts.unit)
    }
}
