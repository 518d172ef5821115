internal import KijunSyntax

/// A label of a form, ready to match: NFKC, without white space, `*` for any characters and in a `capture` the first `{}`
/// for those that are wanted.
///
/// A pattern matches a whole cell. Matching takes time in proportion to the cell: the parts between wildcards are found from
/// left to right and never tried again.
struct LabelPattern: Sendable {
    /// The texts between the wildcards, as UTF-8; one part is a pattern without a wildcard.
    let parts: [[UInt8]]
    /// Which wildcard (from 0) is the `{}`.
    let captured: Int?

    init(_ written: String, capturing: Bool = false) {
        let bytes = LabelText.fold(written)
        var parts: [[UInt8]] = [[]]
        var captured: Int?
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "*") {
                parts.append([])
                index += 1
            } else if capturing, bytes[index...].starts(with: "{}".utf8) {
                if captured == nil { captured = parts.count - 1 }
                parts.append([])
                index += 2
            } else {
                parts[parts.count - 1].append(bytes[index])
                index += 1
            }
        }
        self.parts = parts
        self.captured = captured
    }

    var isExact: Bool { parts.count == 1 }

    /// Says more than digits and signs: long enough to be found in pieces over neighbouring cells.
    var isTelling: Bool { parts.reduce(0) { $0 + $1.count { $0 >= 0x80 } } >= 9 }

    func matches(_ folded: [UInt8]) -> Bool { wildcards(in: folded[...]) != nil }

    /// The range of a cell's folded text at the `{}`.
    func capture(in folded: [UInt8]) -> Range<Int>? {
        guard let captured, let ranges = wildcards(in: folded[...]) else { return nil }
        return ranges[captured]
    }

    /// The ranges at the wildcards, or nil where the pattern does not match.
    private func wildcards(in text: ArraySlice<UInt8>) -> [Range<Int>]? {
        let first = parts[0]
        guard text.starts(with: first) else { return nil }
        if parts.count == 1 { return text.count == first.count ? [] : nil }
        let last = parts[parts.count - 1]
        guard text.count >= first.count + last.count, text.suffix(last.count).elementsEqual(last) else { return nil }
        var ranges: [Range<Int>] = []
        var from = text.startIndex + first.count
        let end = text.endIndex - last.count
        for part in parts.dropFirst().dropLast() {
            guard let found = Self.find(part, in: text[from..<end]) else { return nil }
            ranges.append(from..<found)
            from = found + part.count
        }
        ranges.append(from..<end)
        return ranges
    }

    private static func find(_ part: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        guard let first = part.first else { return text.startIndex }
        var from = text.startIndex
        while let start = text[from...].firstIndex(of: first), text.endIndex - start >= part.count {
            if text[start...].starts(with: part) { return start }
            from = start + 1
        }
        return nil
    }
}

/// The form in which labels are compared: NFKC with all white space removed.
enum LabelText {
    static func fold(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        fold(Array(text.utf8)[...], into: &bytes)
        return bytes
    }

    /// Replaces `result` by the folded form of UTF-8 text.
    static func fold(_ text: ArraySlice<UInt8>, into result: inout [UInt8]) {
        result.removeAll(keepingCapacity: true)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if byte < 0x80 {
                if byte > 0x20, byte != 0x7F { result.append(byte) }
                index += 1
                continue
            }
            guard byte >= 0xE2, byte <= 0xEF, index + 2 < text.endIndex else { break }
            let scalar = UInt32(byte & 0x0F) << 12 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
            if isStable(scalar) {
                result.append(byte)
                result.append(text[index + 1])
                result.append(text[index + 2])
            } else if scalar >= 0xFF01, scalar <= 0xFF5E {
                result.append(UInt8(truncatingIfNeeded: scalar &- 0xFEE0))
            } else if scalar != 0x3000 {
                break
            }
            index += 3
        }
        if index < text.endIndex { foldSlowly(String(decoding: text, as: UTF8.self), into: &result) }
    }

    /// Kana, kanji, punctuation and marks that NFKC leaves as they are. A mark that joins the letter before it is none of these.
    private static func isStable(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x4E00...0x9FFF, 0x3041...0x3096, 0x30A1...0x30FE, 0x3001...0x3029, 0x25A0...0x25FF, 0x2190...0x2193, 0x2012...0x2015: true
        default: false
        }
    }

    private static func foldSlowly(_ text: String, into result: inout [UInt8]) {
        result.removeAll(keepingCapacity: true)
        for scalar in nfkc(text).unicodeScalars where scalar.value > 0x20 && scalar.value != 0x7F {
            if scalar.value >= 0x80, scalar.properties.isWhitespace { continue }
            result.append(contentsOf: Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
        }
    }
}
