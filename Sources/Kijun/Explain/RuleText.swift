/// Pieces of rules as they are quoted.
enum RuleText {
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
