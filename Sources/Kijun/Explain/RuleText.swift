/// Pieces of rules as they are quoted.
enum RuleText {
    /// Without brackets around the whole of it.
    static func withoutBrackets(_ text: String) -> String {
        var text = text[...]
        while let first = text.first, first == "(" || first == "（", let last = text.last, last == ")" || last == "）", isOnePair(text) {
            text = text.dropFirst().dropLast().drop(while: \.isWhitespace)
            while text.last?.isWhitespace == true { text.removeLast() }
        }
        return String(text)
    }

    /// Whether the first bracket is closed by the last.
    private static func isOnePair(_ text: Substring) -> Bool {
        var depth = 0
        var quote: Character?
        var isEscaped = false
        for (offset, character) in zip(text.indices, text) {
            if let end = quote {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\", end == "\"" {
                    isEscaped = true
                } else if character == end {
                    quote = nil
                }
                continue
            }
            switch character {
            case "\"": quote = "\""
            case "「": quote = "」"
            case "(", "（": depth += 1
            case ")", "）":
                depth -= 1
                if depth == 0 { return text.index(after: offset) == text.endIndex }
            default: break
            }
        }
        return false
    }

    /// The text on one line: white space around the ends of lines is one space, comments are left out. What stands in quotes
    /// stays as it is.
    static func onOneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) else { return text }
        var result = ""
        var quote: Character?
        var isComment = false
        var isEscaped = false
        var hasSpace = false
        for character in text {
            if character.isNewline {
                isComment = false
                hasSpace = true
                quote = nil
                continue
            }
            if isComment { continue }
            if let end = quote {
                result.append(character)
                if isEscaped {
                    isEscaped = false
                } else if character == "\\", end == "\"" {
                    isEscaped = true
                } else if character == end {
                    quote = nil
                }
                continue
            }
            if character == "#" || character == "＃" {
                isComment = true
                continue
            }
            if character.isWhitespace {
                hasSpace = true
                continue
            }
            if hasSpace, !result.isEmpty { result.append(" ") }
            hasSpace = false
            result.append(character)
            if character == "\"" { quote = "\"" }
            if character == "「" { quote = "」" }
        }
        return result
    }
}
