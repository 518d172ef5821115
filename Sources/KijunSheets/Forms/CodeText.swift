internal import Kijun
internal import KijunSyntax

/// Codes such as `02 - 10`, which identify a sheet: the one text that is not kept as it stands on the sheet.
///
/// A code is letters and digits in parts with dashes between. White space around its dashes is dropped, full-width forms are
/// folded and every kind of dash becomes `-`, so that one code reads the same on every page and in every file. Other texts,
/// titles among them, stay as they are.
enum CodeText {
    static func isDash(_ text: String) -> Bool {
        text.unicodeScalars.count == 1 && text.unicodeScalars.allSatisfy { CellParsing.dashes.contains($0) }
    }

    /// ASCII letters and digits alone, after NFKC.
    static func isPart(_ text: String) -> Bool {
        let text = nfkc(text)
        return !text.isEmpty && text.utf8.allSatisfy { isAlphanumeric($0) }
    }

    /// A text of ASCII without white space is in its one spelling.
    static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }

    /// The code in its one spelling; a text that is no code is returned as it is.
    static func normal(_ text: String) -> String {
        guard text.utf8.count <= 100 else { return text }
        let scalars = nfkc(text).unicodeScalars.map { CellParsing.dashes.contains($0) ? "-" : $0 }
        let parts = scalars.split(separator: "-", omittingEmptySubsequences: false)
            .map { String(String.UnicodeScalarView($0.filter { !$0.properties.isWhitespace })) }
        guard parts.count > 1, parts.allSatisfy(isPart), parts.contains(where: { $0.utf8.contains { isDigit($0) } }) else {
            return text
        }
        // White space inside a part (`AI 2-1`) would join words.
        let inner = scalars.split(separator: "-").contains { part in
            String(String.UnicodeScalarView(part)).split(whereSeparator: \.isWhitespace).count > 1
        }
        return inner ? text : parts.joined(separator: "-")
    }

    /// What two spellings of one text have in common: NFKC without white space and dashes.
    static func key(_ text: String) -> String {
        let folded = String(decoding: LabelText.fold(text), as: UTF8.self)
        return String(String.UnicodeScalarView(folded.unicodeScalars.filter { !CellParsing.dashes.contains($0) || $0 == "ー" }))
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

/// The part of a cell that a `capture` wants, as on the sheet although it is found in the folded text.
enum CapturedText {
    static func text(of cell: String, folded: [UInt8], range: Range<Int>) -> String {
        var at = 0
        var start: String.Index?
        var end = cell.startIndex
        for index in cell.indices {
            if at == range.upperBound { break }
            let length = LabelText.fold(String(cell[index])).count
            if at >= range.lowerBound, length > 0 {
                start = start ?? index
                end = cell.index(after: index)
            }
            at += length
        }
        // Where characters fold together the positions differ: then the folded text is the nearest to the sheet.
        if at == range.upperBound || range.upperBound == folded.count, let start,
            LabelText.fold(String(cell[start..<end])).elementsEqual(folded[range])
        {
            return String(cell[start..<end])
        }
        return String(decoding: folded[range], as: UTF8.self)
    }
}

extension FormReader {
    /// The value of an identifying field in its one spelling.
    static func identity(_ value: InputValue) -> InputValue {
        if case .scalar(.text(let text), let cell) = value { return .scalar(.text(CodeText.normal(text)), cell) }
        return value
    }
}
