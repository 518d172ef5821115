/// A line as the grammar sees it: with the lines that continue it.
struct LogicalLine: Hashable, Sendable {
    /// Indices of its tokens; never empty.
    let tokens: Range<Int>
    let indent: Int
    /// Indices of the `##` lines before it.
    let docs: Range<Int>
}

/// Joins lines: within brackets, after a line that ends in an operator, and before one that starts with an operator that
/// cannot start a line (language.md §2).
struct Layout {
    private let lexer: Lexer
    private(set) var lines: [LogicalLine] = []
    /// A bracket that is never closed stands in the last logical line.
    private(set) var endsInOpenBracket = false
    /// Indices of the `##` lines that stand before nothing, or within a line.
    private(set) var strayDocs: [Int] = []

    init(_ lexer: Lexer) {
        self.lexer = lexer
        join()
        attachDocs()
    }

    private mutating func join() {
        let physical = lexer.lines
        let inBrackets = linesInBrackets()
        var index = 0
        while index < physical.count {
            var next = index + 1
            while next < physical.count, inBrackets[next] || continues(next) { next += 1 }
            lines.append(
                LogicalLine(
                    tokens: physical[index].firstToken..<end(ofLine: next - 1), indent: physical[index].indent, docs: 0..<0))
            index = next
        }
        if let last = lines.last, let open = lastOpenBracket { endsInOpenBracket = last.tokens.contains(open) }
    }

    private func end(ofLine line: Int) -> Int {
        line + 1 < lexer.lines.count ? lexer.lines[line + 1].firstToken : lexer.tokens.count
    }

    // MARK: Brackets

    private var lastOpenBracket: Int?

    /// For every line: does it start within a bracket that is closed further on? One that is never closed does not take
    /// the rest of the file with it, and neither does one before a line that can only be a new statement.
    private mutating func linesInBrackets() -> [Bool] {
        var open: [(token: Int, line: Int)] = []
        var change = [Int](repeating: 0, count: lexer.lines.count + 1)
        for line in lexer.lines.indices {
            let tokens = lexer.lines[line].firstToken..<end(ofLine: line)
            if let last = open.last, startsStatement(line, isInBrace: lexer.tokens[last.token].kind == .leftBrace) {
                open = []
            }
            for index in tokens {
                let kind = lexer.tokens[index].kind
                if kind.closing != nil {
                    open.append((index, line))
                } else if kind.isClosingBracket,
                    let match = open.suffix(16).lastIndex(where: { lexer.tokens[$0.token].kind.closing == kind })
                {
                    if open[match].line < line {
                        change[open[match].line + 1] += 1
                        change[line + 1] -= 1
                    }
                    open.removeSubrange(match...)
                }
            }
        }
        lastOpenBracket = open.last?.token
        var depth = 0
        return change.map { step in
            depth += step
            return depth > 0
        }
    }

    /// A line at column 0 that can be nothing but a new statement, even within an open bracket.
    private func startsStatement(_ line: Int, isInBrace: Bool) -> Bool {
        guard lexer.lines[line].indent == 0 else { return false }
        var index = lexer.lines[line].firstToken
        let end = end(ofLine: line)
        guard lexer.tokens[index].kind == .word, index + 1 < end else { return false }
        let next = lexer.tokens[index + 1].kind
        switch lexer.tokens[index].keyword {
        case .check, .warn, .parameter, .scale, .form: return next == .word
        case .use: return next == .textOpen || next == .cornerText
        case .test: return next == .title
        default: break
        }
        while index + 2 < end, lexer.tokens[index + 1].kind == .dot, lexer.tokens[index + 2].kind == .word { index += 2 }
        guard index + 1 < end else { return false }
        return !isInBrace && (lexer.tokens[index + 1].kind == .colon || lexer.tokens[index + 1].kind == .assign)
    }

    // MARK: Operators at the ends of lines

    private func continues(_ line: Int) -> Bool {
        let first = lexer.lines[line].firstToken
        // After an operator too, a line that can only be a new statement is one: the mistake is in the line before it.
        if leavesOpen(first - 1) { return !startsStatement(line, isInBrace: false) }
        return canOnlyContinue(first, isIndented: lexer.lines[line].indent > 0, end: end(ofLine: line))
    }

    /// Does a line that ends with this token go on in the next one?
    private func leavesOpen(_ index: Int) -> Bool {
        let token = lexer.tokens[index]
        switch token.kind {
        case .comma, .assign, .arrow, .and, .or, .not, .coalesce, .equal, .notEqual, .less, .lessOrEqual, .greater,
            .greaterOrEqual, .plus, .minus, .times, .divide, .range, .openRange, .leftParen, .leftBracket, .leftBrace:
            return true
        case .word:
            switch token.keyword {
            case .within, .isWord, .ifWord, .then, .elseWord, .whereWord: return true
            // Not reserved: a field may be called so, but not at the end of a line with something before it.
            case .because: return index > 0 && lexer.tokens[index - 1].kind.endsOperand
            default: return false
            }
        default: return false
        }
    }

    /// Does a line that starts with this token go on from the line before it?
    private func canOnlyContinue(_ index: Int, isIndented: Bool, end: Int) -> Bool {
        let token = lexer.tokens[index]
        let next = index + 1 < end ? lexer.tokens[index + 1] : nil
        switch token.kind {
        case .and, .or, .arrow: return true
        case .coalesce, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus, .divide, .range, .openRange:
            return isIndented
        case .times: return isIndented
        case .word:
            switch token.keyword {
            case .elseWord: return true
            case .because: return next.map { $0.kind == .textOpen || $0.kind == .cornerText } ?? false
            case .then, .whereWord, .within, .isWord, .isBlank, .isNotBlank: return isIndented
            case .select, .top, .descending:
                return isIndented && (next.map { $0.kind == .word || $0.kind == .number } ?? false)
            case .sort, .group:
                return isIndented && (token.isJapanese ? next?.kind == .word : next?.keyword == .by)
            default: return false
            }
        default: return false
        }
    }

    // MARK: Doc comments

    private mutating func attachDocs() {
        var doc = 0
        for index in lines.indices {
            let line = lines[index]
            let first = doc
            while doc < lexer.docs.count, lexer.docs[doc].nextToken <= line.tokens.lowerBound { doc += 1 }
            lines[index] = LogicalLine(tokens: line.tokens, indent: line.indent, docs: first..<doc)
            while doc < lexer.docs.count, lexer.docs[doc].nextToken < line.tokens.upperBound {
                strayDocs.append(doc)
                doc += 1
            }
        }
        strayDocs.append(contentsOf: doc..<lexer.docs.count)
    }
}
