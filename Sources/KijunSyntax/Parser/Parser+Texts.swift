extension Parser {
    // MARK: Texts with values in them

    /// A `"…"` with its `{expressions}`.
    mutating func parseText() -> Expression {
        let start = current.span
        var parts: [TextPart] = []
        var tallest = 0
        advance()
        while !hasFailed, current.kind != .textClose {
            switch current.kind {
            case .characters:
                appendCharacters(decoded(current), to: &parts)
                advance()
            case .interpolationOpen:
                if let value = parseInterpolation() { parts.append(.interpolation(value)) }
                tallest = max(tallest, height)
            default: fail(expected: Wording(ja: "文字列の終わり", en: "the end of the text"))
            }
        }
        _ = accept(.textClose)
        height = tallest
        return Expression(.text(parts, quote: .double), at: spanSince(start))
    }

    private mutating func parseInterpolation() -> Expression? {
        let opened = current.span
        advance()
        if current.kind == .interpolationClose {
            report(.emptyInterpolation(at: opened.joined(current.span)))
            advance()
            return nil
        }
        let outer = brackets
        brackets = 0
        guard open(at: opened) else { return nil }
        let value = parseExpression()
        brackets = outer
        depth -= 1
        if !hasFailed, !accept(.interpolationClose) {
            switch current.kind {
            case .range, .openRange, .rightParen, .rightBracket: failUnexpected()
            default: fail(expected: Wording(ja: "文字列に埋め込む値の終わりの「}」", en: "`}` after the value in the text"))
            }
        }
        return value
    }

    private func appendCharacters(_ text: String, to parts: inout [TextPart]) {
        if !text.isEmpty { parts.append(.characters(text)) }
    }

    func cornerParts(of token: Token) -> [TextPart] {
        let text = cornerText(of: token)
        return text.isEmpty ? [] : [.characters(text)]
    }

    private func cornerText(of token: Token) -> String { String(text(of: token).unicodeScalars.dropFirst().dropLast()) }

    // MARK: Texts without

    /// A text that is not computed: a path or a label. `{}` in it stands for itself (`capture "{}年度"`).
    mutating func acceptPlainText() -> (text: String, span: Span)? {
        let start = current.span
        if current.kind == .cornerText {
            let text = cornerText(of: current)
            advance()
            return (text, start)
        }
        guard accept(.textOpen) else { return nil }
        var text = ""
        while !hasFailed, current.kind != .textClose {
            if current.kind == .characters {
                text += decoded(current)
                advance()
            } else if current.kind == .interpolationOpen, peek().kind == .interpolationClose {
                text += "{}"
                advance()
                advance()
            } else if current.kind == .invalid {
                giveUp()
            } else {
                fail(.interpolationInLabel(at: current.span))
            }
        }
        _ = accept(.textClose)
        return (text, spanSince(start))
    }

    mutating func expectPlainText(_ what: Wording, hint: Wording? = nil) -> (text: String, span: Span)? {
        if let text = acceptPlainText() { return text }
        fail(expected: what, hint: hint)
        return nil
    }

    // MARK: Escapes

    /// The characters of a run within `"…"`: escapes, `{{` and `}}` are what they stand for.
    private mutating func decoded(_ token: Token) -> String {
        let start = Int(token.span.start - source.base)
        let end = Int(token.span.end - source.base)
        let bytes = lexer.bytes
        if !bytes[start..<end].contains(where: { $0 == 0x5C || $0 == 0x7B || $0 == 0x7D }) { return lexer.text(start, end) }
        var result: [UInt8] = []
        var index = start
        while index < end {
            let byte = bytes[index]
            let next = index + 1 < end ? bytes[index + 1] : 0
            if byte == UInt8(ascii: "\\") {
                index = decodeEscape(at: index, end: end, into: &result)
            } else if (byte == 0x7B || byte == 0x7D) && next == byte {
                result.append(byte)
                index += 2
            } else {
                result.append(byte)
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func decodeEscape(at start: Int, end: Int, into result: inout [UInt8]) -> Int {
        let next = start + 1 < end ? lexer.bytes[start + 1] : 0
        switch next {
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): result.append(next)
        case UInt8(ascii: "u"):
            if let (scalar, after) = codePoint(at: start + 2, end: end) {
                result.append(contentsOf: String(Character(scalar)).utf8)
                return after
            }
            fallthrough
        default:
            let after = min(end, start + 1 + lexer.length(at: start + 1))
            report(.badEscape(lexer.text(start, after), at: lexer.span(start, after)))
            return after
        }
        return start + 2
    }

    /// `{3042}`
    private func codePoint(at start: Int, end: Int) -> (Unicode.Scalar, Int)? {
        guard start < end, lexer.bytes[start] == UInt8(ascii: "{") else { return nil }
        let digits = lexer.bytes[(start + 1)..<end].prefix(while: { $0 != UInt8(ascii: "}") }).prefix(9)
        let after = start + 1 + digits.count
        guard after < end, lexer.bytes[after] == UInt8(ascii: "}"),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(value)
        else { return nil }
        return (scalar, after + 1)
    }
}
