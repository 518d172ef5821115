import CUtf8proc

/// The NFKC form of a text: what names and labels are compared by.
///
/// Full-width letters and digits become ASCII, half-width katakana full-width, and `が` written with a combining mark one
/// character. Texts of ASCII, kana and kanji alone, which are nearly all, come back as they are.
public func nfkc(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) || text.unicodeScalars.allSatisfy(isUnchangedByNFKC) { return text }
    return mapped(text, UTF8PROC_COMPOSE.rawValue | UTF8PROC_COMPAT.rawValue)
}

/// The NFC form of a text: `が` written with a combining mark as one character, and nothing else.
public func nfc(_ text: String) -> String { mapped(text, UTF8PROC_COMPOSE.rawValue) }

private func mapped(_ text: String, _ forms: UInt32) -> String {
    var copy = text
    return copy.withUTF8 { bytes in
        var result: UnsafeMutablePointer<UInt8>?
        // Without NULLTERM and STABLE: the whole length counts, and a NUL is a character like others.
        let options = utf8proc_option_t(rawValue: forms)
        let count = utf8proc_map(bytes.baseAddress, bytes.count, &result, options)
        defer { free(result) }
        guard count >= 0, let result else { return text }
        return String(decoding: UnsafeBufferPointer(start: result, count: count), as: UTF8.self)
    }
}

/// A character that NFKC leaves alone whatever stands beside it.
private func isUnchangedByNFKC(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x80: true
    case 0x3001...0x3029: true  // 、 。 々 〇 「 」
    case 0x3041...0x3096: true  // hiragana, without the combining marks after it
    case 0x30A1...0x30FE: true  // katakana
    case 0x3400...0x4DBF, 0x4E00...0x9FFF: true  // kanji
    default: false
    }
}
