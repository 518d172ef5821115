import CUtf8proc

/// How many columns a text takes on a terminal: wide East Asian characters and emoji two, combining and control characters
/// none, all others one. Ambiguous ones (`△`, `○`, `①`, `─`) take one, as terminals and `wcwidth` have it outside of legacy
/// East Asian modes.
public enum DisplayWidth {
    public static func of(_ text: String) -> Int {
        var width = 0
        var isJoined = false
        for scalar in text.unicodeScalars {
            // What follows a zero-width joiner is drawn into the character before it (👩‍🏫).
            if !isJoined { width += of(scalar) }
            isJoined = scalar.value == 0x200D
        }
        return width
    }

    public static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0..<0x20, 0x7F: 0
        case 0x20..<0x7F: 1
        case 0x3041...0x3096, 0x30A1...0x30FE, 0x4E00...0x9FFF: 2
        case 0x1F3FB...0x1F3FF: 0  // skin tones colour the character before them
        default: Int(utf8proc_charwidth(Int32(bitPattern: scalar.value)))
        }
    }

    /// The text with spaces after it up to `width` columns; a wider text as it is.
    public static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - of(text)))
    }

    /// The longest beginning of the text in at most `width` columns, with `…` where something was cut.
    public static func truncated(_ text: String, to width: Int) -> String {
        // A text of few bytes cannot be wide, and most texts are.
        if text.utf8.count <= width || of(text) <= width { return text }
        var result = ""
        var used = 0
        for character in text {
            let next = of(String(character))
            if used + next + 1 > width { break }
            used += next
            result.append(character)
        }
        return width > 0 ? result + "…" : ""
    }
}
