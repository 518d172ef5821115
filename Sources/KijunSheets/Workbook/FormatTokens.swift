/// A piece of the code of a number format.
enum FormatToken: Sendable {
    /// UTF-8 that is shown as it is.
    case literal([UInt8])
    /// `/` without quotes, which is the bar of a fraction or stands for itself.
    case slash
    /// `0`, `#` or `?`.
    case digit(UInt8)
    case point
    case comma
    case percent
    case general
    /// `E+00`
    case exponent
    /// A part of a date, by its small letter and how often it stands: `yyyy`.
    case date(UInt8, Int)
    /// `[h]`: hours that go on after 24.
    case elapsed(UInt8)
    /// `AM/PM`, or `A/P`.
    case halfDay(isShort: Bool)
    case condition(CellFormat.Condition)
    /// `[$-411]`: the number of the language, and whether the first year of an era is 元.
    case language(Int, isGannen: Bool)

    /// What it shows whatever the value is.
    var words: [UInt8] {
        switch self {
        case .literal(let text): text
        case .slash: [UInt8(ascii: "/")]
        default: []
        }
    }

    var holdsNumber: Bool {
        switch self {
        case .digit, .general: true
        default: false
        }
    }
}

/// Takes the code of a number format apart.
struct FormatTokens {
    private let code: [UInt8]
    private var index = 0
    private var sections: [[FormatToken]] = [[]]

    /// The tokens of each section; a section of texts (`@`) is left out.
    static func sections(of code: String) -> [[FormatToken]] {
        var tokens = FormatTokens(code: Array(code.utf8))
        while tokens.index < tokens.code.count { tokens.next() }
        return tokens.sections
    }

    private init(code: [UInt8]) { self.code = code }

    private mutating func add(_ token: FormatToken) { sections[sections.count - 1].append(token) }

    private mutating func next() {
        let byte = code[index]
        switch byte {
        case UInt8(ascii: ";"):
            sections.append([])
            index += 1
        case UInt8(ascii: "\""):
            let end = code[(index + 1)...].firstIndex(of: byte) ?? code.count
            add(.literal(Array(code[(index + 1)..<end])))
            index = end + 1
        case UInt8(ascii: "\\"), UInt8(ascii: "!"):
            // Japanese Excel writes `!` where others write a backslash: `0!.0,"万円"`.
            index += 1
            add(.literal(takeCharacter()))
        case UInt8(ascii: "_"), UInt8(ascii: "*"):
            // The width of a character, or one that fills the cell.
            index += 1
            _ = takeCharacter()
        case UInt8(ascii: "["): bracket()
        case UInt8(ascii: "0"), UInt8(ascii: "#"), UInt8(ascii: "?"):
            add(.digit(byte))
            index += 1
        case UInt8(ascii: "."):
            add(.point)
            index += 1
        case UInt8(ascii: ","):
            add(.comma)
            index += 1
        case UInt8(ascii: "%"):
            add(.percent)
            index += 1
        case UInt8(ascii: "/"):
            add(.slash)
            index += 1
        case UInt8(ascii: "@"): index += 1
        default:
            if byte | 0x20 >= UInt8(ascii: "a"), byte | 0x20 <= UInt8(ascii: "z") {
                word(byte | 0x20)
            } else {
                add(.literal(takeCharacter()))
            }
        }
    }

    private func follows(_ word: String) -> Bool {
        let rest = code[index...].prefix(word.utf8.count)
        return rest.count == word.utf8.count && zip(rest, word.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    private mutating func word(_ letter: UInt8) {
        if follows("General") {
            add(.general)
            index += 7
        } else if follows("G/標準") {
            add(.general)
            index += "G/標準".utf8.count
        } else if follows("AM/PM") {
            add(.halfDay(isShort: false))
            index += 5
        } else if follows("A/P") {
            add(.halfDay(isShort: true))
            index += 3
        } else if follows("E+") || follows("E-") {
            add(.exponent)
            index += 2
            // The digits of the exponent are no place of the number.
            while index < code.count, [UInt8(ascii: "0"), UInt8(ascii: "#"), UInt8(ascii: "?")].contains(code[index]) { index += 1 }
        } else if "ymdhsgerb".utf8.contains(letter) || letter == UInt8(ascii: "a") && follows("aaa") {
            let start = index
            while index < code.count, code[index] | 0x20 == letter { index += 1 }
            add(.date(letter, index - start))
        } else {
            add(.literal(takeCharacter()))
        }
    }

    private mutating func bracket() {
        let end = code[index...].firstIndex(of: UInt8(ascii: "]")) ?? code.count
        let content = code[(index + 1)..<end]
        index = min(end + 1, code.count)
        guard let first = content.first else { return }
        let text = String(decoding: content, as: UTF8.self)
        if first == UInt8(ascii: "$") {
            // `[$¥-411]`: what is shown, and the language.
            let parts = text.dropFirst().split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            if let shown = parts.first, !shown.isEmpty { add(.literal(Array(shown.utf8))) }
            if parts.count > 1 {
                let language = parts[1].split(separator: ",")[safe: 0] ?? ""
                let isJapanese = language.hasPrefix("ja")
                let number = Int(language, radix: 16).map { $0 & 0xFFFF } ?? (isJapanese ? 0x411 : 0)
                add(.language(number, isGannen: language.hasSuffix("x-gannen")))
            }
        } else if let letter = [UInt8(ascii: "h"), UInt8(ascii: "m"), UInt8(ascii: "s")].first(where: { $0 == first | 0x20 }),
            content.allSatisfy({ $0 | 0x20 == letter })
        {
            add(.elapsed(letter))
        } else if "<>=".utf8.contains(first) {
            let comparison = text.prefix { "<>=".contains($0) }
            if let bound = Double(text.dropFirst(comparison.count)) {
                add(.condition(CellFormat.Condition(comparison: String(comparison), bound: bound)))
            }
        }
    }

    /// The next character, whatever it is.
    private mutating func takeCharacter() -> [UInt8] {
        let start = index
        guard index < code.count else { return [] }
        index += 1
        while index < code.count, code[index] & 0xC0 == 0x80 { index += 1 }
        return Array(code[start..<index])
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
