extension Lexer {
    /// Reads the token that starts with `scalar` at the position; there is at least one character.
    mutating func lexToken(_ scalar: UInt32, _ length: Int, lineStart: Int) {
        if Folding.mark(scalar) != nil, lexMark(scalar, length, lineStart: lineStart) { return }
        if Folding.startsName(scalar) { return lexWord() }
        let byte = foldedByte(at: position)
        if isDigit(byte) { return lexNumber() }
        if scalar == 0x22 { return lexText() }
        if scalar == 0x300C { return lexCornerText() }
        if let kind = Folding.operator(scalar) {
            append(kind, position, position + length)
            position += length
            return
        }
        if byte != 0, lexSymbol(byte, length) { return }
        lexUnexpected()
    }

    private mutating func lexWord() {
        let start = position
        position = wordEnd(from: start)
        guard position - start <= Keyword.longestSpelling, let found = Keyword.spelled(nfkc(text(start, position))) else {
            return append(.word, start, position)
        }
        let kind: Token.Kind =
            switch found.keyword {
            case .and: .and
            case .or: .or
            case .not: .not
            default: .word
            }
        // After a dot every word is the name of a column.
        let isMember = tokens.last.map { $0.kind == .dot && Int($0.span.end - source.base) == start } ?? false
        tokens.append(
            Token(
                isMember ? .word : kind, keyword: isMember ? nil : found.keyword, isJapanese: found.language == .ja,
                span: span(start, position)))
    }

    /// The end of the word that starts at `start`.
    func wordEnd(from start: Int) -> Int {
        var end = start
        while end < bytes.count {
            let (scalar, length) = scalar(at: end)
            guard Folding.continuesName(scalar) else { break }
            end += length
        }
        return end
    }

    /// `×` after an operand multiplies, and 〇 (a kanji zero) in a word is a letter. False where no mark was read.
    private mutating func lexMark(_ scalar: UInt32, _ length: Int, lineStart: Int) -> Bool {
        var end = position + length
        if scalar == 0x3007, Folding.continuesName(self.scalar(at: end).scalar) { return false }
        if scalar == 0xD7, tokens.count > lineStart, previousEndsOperand() {
            append(.times, position, end)
        } else {
            if self.scalar(at: end).scalar == 0xFE0F { end += 3 }  // ⭕ with the selector for its coloured form
            append(.mark, position, end)
        }
        position = end
        return true
    }

    /// Could what was read last be the left side of an operator?
    private func previousEndsOperand() -> Bool {
        guard let last = tokens.last, last.kind.endsOperand else { return false }
        guard let keyword = last.keyword, keyword.isReserved else { return true }
        return [.blank, .yes, .no, .it, .sheets, .isBlank, .isNotBlank].contains(keyword)
    }

    /// Reads an operator or a bracket written in ASCII signs or their full-width forms. False where it is none.
    private mutating func lexSymbol(_ byte: UInt8, _ length: Int) -> Bool {
        let second = position + length
        let next = foldedByte(at: second)
        func two(_ character: Unicode.Scalar) -> Bool { next == UInt8(ascii: character) }
        let kind: (Token.Kind, size: Int)? =
            switch Unicode.Scalar(byte) {
            case "(": (.leftParen, 1)
            case ")": (.rightParen, 1)
            case "[": (.leftBracket, 1)
            case "]": (.rightBracket, 1)
            case "{": (.leftBrace, 1)
            case "}": (.rightBrace, 1)
            case ",": (.comma, 1)
            case ":": (.colon, 1)
            case "+": (.plus, 1)
            case "*" where !two("*"): (.times, 1)
            case "/" where !two("/"): (.divide, 1)
            case "-": two(">") ? (.arrow, 2) : (.minus, 1)
            case "=" where !two(">") && !two("<"): two("=") ? (.equal, 2) : (.assign, 1)
            case "!": two("=") ? (.notEqual, 2) : (.not, 1)
            case "<" where !two(">"): two("=") ? (.lessOrEqual, 2) : (.less, 1)
            case ">": two("=") ? (.greaterOrEqual, 2) : (.greater, 1)
            case "&" where two("&"): (.and, 2)
            case "|" where two("|"): (.or, 2)
            case "?": two("?") ? (.coalesce, 2) : (.question, 1)
            case ".": dot(second: second, next: next)
            default: nil
            }
        guard let (kind, size) = kind else { return false }
        var end = position
        for _ in 0..<size { end += self.length(at: end) }
        if kind == .leftBrace, !interpolations.isEmpty { interpolations[interpolations.count - 1].braces += 1 }
        if kind == .rightBrace, let last = interpolations.last {
            if last.braces == 0 {
                interpolations.removeLast()
                append(.interpolationClose, position, end)
                position = end
                lexCharacters(quote: last.quote)
                return true
            }
            interpolations[interpolations.count - 1].braces -= 1
        }
        append(kind, position, end)
        position = end
        return true
    }

    /// `.`, `..` or `..<`; nil for `.5`, which is a number without its zero.
    private func dot(second: Int, next: UInt8) -> (Token.Kind, Int)? {
        if next == UInt8(ascii: ".") {
            return foldedByte(at: second + length(at: second)) == UInt8(ascii: "<") ? (.openRange, 3) : (.range, 2)
        }
        guard isDigit(next) else { return (.dot, 1) }
        let follows = tokens.last.map { $0.kind.endsOperand && Int($0.span.end - source.base) == position } ?? false
        return follows ? (.dot, 1) : nil
    }

    // MARK: What is not in the language

    /// Reports a run of signs that mean nothing here, or one sign that is half of an operator.
    private mutating func lexUnexpected() {
        let start = position
        let byte = foldedByte(at: start)
        if byte == UInt8(ascii: ".") {
            position += length(at: start)
            let number = readNumber(at: position)
            position = number.end
            let (text, place) = (text(start, position), span(start, position))
            report(.badNumber(text, correct: "0." + number.digits, at: place))
            return append(.invalid, start, position)
        }
        let isCounted = diagnostics.count < Self.maximumDiagnostics
        let size = isCounted && Diagnostic.isForeignOperator([byte, foldedByte(at: start + length(at: start))]) ? 2 : 1
        for _ in 0..<size { position += length(at: position) }
        if size == 1 { while isMeaningless(at: position) { position += length(at: position) } }
        let (text, place) = (isCounted ? text(start, position) : "", span(start, position))
        report(.unexpectedCharacter(text, at: place))
        append(.invalid, start, position)
    }

    private func isMeaningless(at offset: Int) -> Bool {
        guard offset < bytes.count else { return false }
        let (scalar, _) = scalar(at: offset)
        if scalar == 0x09 || scalar == 0x0A || Folding.blankWidth(scalar) != nil || Folding.startsName(scalar) { return false }
        if Folding.mark(scalar) != nil || Folding.operator(scalar) != nil || scalar == 0x300C { return false }
        let byte = foldedByte(at: offset)
        if byte == 0 { return true }
        return byte < 0x20 || byte == 0x7F || "$';@\\^`~".utf8.contains(byte)
    }
}
