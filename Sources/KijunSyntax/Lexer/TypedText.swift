/// A text while it is being typed, cut around the cursor. What is unfinished in it is no mistake here.
///
/// All places are counted in Unicode scalars.
package struct TypedText: Sendable {
    package struct Piece: Sendable {
        package let kind: Token.Kind
        package let keyword: Keyword?
        package let isJapanese: Bool
        /// A word in NFKC, anything else as it stands.
        package let text: String
        package let range: Range<Int>
    }

    /// What the cursor stands in.
    package enum Place: Sendable {
        case code
        /// A text without expressions: all of it, and what stands between its quote and the cursor.
        case text(Range<Int>, before: String)
        /// A comment, a title, a number, a text with expressions.
        case other
    }

    package enum Quote: Sendable {
        case double, corner
    }

    /// Longer texts are not typed by hand.
    package static let maximumBytes = 200_000

    package let place: Place
    /// The lines above that the line of the cursor belongs to, outermost first.
    package let outer: [[Piece]]
    /// What stands before the word at the cursor on its line, with the lines that it continues.
    package let before: [Piece]
    /// What stands behind the cursor on the same line.
    package let after: [Piece]
    /// The word that the cursor stands in or behind; nil between words.
    package let word: Piece?
    /// What stands between its start and the cursor.
    package let wordBeforeCursor: String
    /// The quotes of the text that the cursor stands in.
    package let quote: Quote?

    /// - Parameter cursor: from 0 to the number of the text's scalars.
    /// - Returns: nil for a text that nobody types.
    package init?(_ text: String, cursor: Int) {
        let scalars = Array(text.unicodeScalars)
        guard (0...scalars.count).contains(cursor), text.utf8.count <= Self.maximumBytes else { return nil }
        let start = scalars[..<cursor].reduce(0) { $0 + UTF8.width($1) }
        let raw = Cut(text)
        switch raw.stand(at: start) {
        case .other:
            self.init(place: .other)
        case .text(let first, let content, let end):
            let place = Place.text(raw.scalars(first, end), before: content)
            self.init(raw, place: place, at: first, wordEnd: end, word: nil)
        case .word(let token):
            let before = String(decoding: raw.lexer.bytes[raw.start(token)..<start], as: UTF8.self)
            self.init(raw, place: .code, at: raw.start(token), wordEnd: raw.end(token), word: raw.piece(token), wordBeforeCursor: before)
        case .between:
            // A name in the place of the one to come: what an operator leaves open goes on in this line.
            let bytes = Array(text.utf8)
            let filled = String(decoding: bytes[..<start] + "x ".utf8 + bytes[start...], as: UTF8.self)
            self.init(Cut(filled, filler: start..<start + 2), place: .code, at: start, wordEnd: start + 1, word: nil)
        }
    }

    private init(place: Place) {
        self.place = place
        (outer, before, after, word) = ([], [], [], nil)
        (wordBeforeCursor, quote) = ("", nil)
    }

    private init(_ cut: Cut, place: Place, at start: Int, wordEnd: Int, word: Piece?, wordBeforeCursor: String = "") {
        let lines = cut.lines(around: start)
        self.place = place
        outer = lines.outer.map { line in line.map { cut.piece($0) } }
        before = lines.own.filter { cut.end($0) <= start }.map { cut.piece($0) }
        after = lines.own.filter { cut.start($0) >= wordEnd }.map { cut.piece($0) }
        self.word = word
        self.wordBeforeCursor = wordBeforeCursor
        quote =
            switch place {
            case .text: cut.lexer.scalar(at: start).scalar == 0x22 ? .double : .corner
            case .code, .other: nil
            }
    }
}

/// A text cut into tokens.
private struct Cut {
    enum Stand {
        case between
        case word(Int)
        case text(first: Int, before: String, end: Int)
        case other
    }

    let lexer: Lexer
    /// Bytes that are not in the text itself.
    let filler: Range<Int>

    init(_ text: String, filler: Range<Int> = 0..<0) {
        var sources = SourceMap()
        lexer = {
            var lexer = Lexer(sources.add(name: "", bytes: Array(text.utf8)))
            lexer.run()
            return lexer
        }()
        self.filler = filler
    }

    func start(_ token: Int) -> Int { Int(lexer.tokens[token].span.start - lexer.source.base) }
    func end(_ token: Int) -> Int { Int(lexer.tokens[token].span.end - lexer.source.base) }

    func scalars(_ start: Int, _ end: Int) -> Range<Int> { count(start)..<count(end) }

    /// The scalars before a byte, without the filler.
    private func count(_ offset: Int) -> Int {
        let all = lexer.bytes[..<offset].count { $0 & 0xC0 != 0x80 }
        return all - max(0, min(offset, filler.upperBound) - filler.lowerBound)
    }

    func piece(_ index: Int) -> TypedText.Piece {
        let token = lexer.tokens[index]
        let text = lexer.text(start(index), end(index))
        return TypedText.Piece(
            kind: token.kind, keyword: token.keyword, isJapanese: token.isJapanese, text: token.kind == .word ? nfkc(text) : text,
            range: scalars(start(index), end(index)))
    }

    func stand(at cursor: Int) -> Stand {
        for span in lexer.comments + lexer.docs.map(\.span) {
            let first = Int(span.start - lexer.source.base)
            if first < cursor, !lexer.bytes[first..<cursor].contains(UInt8(ascii: "\n")) { return .other }
        }
        guard let index = lexer.tokens.indices.last(where: { start($0) < cursor && end($0) >= cursor }) else { return .between }
        switch lexer.tokens[index].kind {
        case .word: return .word(index)
        case .and, .or, .not: return lexer.tokens[index].keyword == nil ? .between : .word(index)
        case .number, .title, .occurrence: return .other
        case .textOpen:
            let isClosed = index + 1 < lexer.tokens.count && lexer.tokens[index + 1].kind == .textClose
            return .text(first: start(index), before: "", end: isClosed ? end(index + 1) : cursor)
        case .characters:
            guard index > 0, lexer.tokens[index - 1].kind == .textOpen else { return .other }
            let isClosed = index + 1 < lexer.tokens.count && lexer.tokens[index + 1].kind == .textClose
            return .text(first: start(index - 1), before: lexer.text(start(index), cursor), end: isClosed ? end(index + 1) : cursor)
        case .interpolationClose: return .other
        case .cornerText where cursor < end(index):
            return .text(first: start(index), before: lexer.text(start(index) + 3, cursor), end: end(index))
        case .invalid where lexer.scalar(at: start(index)).scalar == 0x300C && cursor >= start(index) + 3:
            return .text(first: start(index), before: lexer.text(start(index) + 3, cursor), end: cursor)
        default: return .between
        }
    }

    /// The tokens of the line that a place is on, with what it continues, and those of the lines above that it belongs to.
    func lines(around place: Int) -> (outer: [Range<Int>], own: Range<Int>) {
        let lines = Layout(lexer).lines
        let current = lines.lastIndex { start($0.tokens.lowerBound) <= place } ?? -1
        guard current >= 0 else { return ([], 0..<0) }
        let first = lines[...current].lastIndex { $0.indent == 0 } ?? 0
        var own = lines[current].tokens
        var line = current
        // What stands in a bracket that is still open belongs to the line with the bracket.
        var open: [Int] = []
        for token in lines[first].tokens.lowerBound..<own.upperBound where end(token) <= place {
            let kind = lexer.tokens[token].kind
            if kind.closing != nil {
                open.append(token)
            } else if kind.isClosingBracket, let match = open.lastIndex(where: { lexer.tokens[$0].kind.closing == kind }) {
                open.removeSubrange(match...)
            }
        }
        if let bracket = open.first, !own.contains(bracket) {
            line = lines[...current].lastIndex { $0.tokens.contains(bracket) } ?? current
            own = lines[line].tokens.lowerBound..<own.upperBound
        }
        var outer: [Range<Int>] = []
        var indent = lines[line].indent
        for index in stride(from: line - 1, through: first, by: -1) where lines[index].indent < indent {
            outer.insert(lines[index].tokens, at: 0)
            indent = lines[index].indent
        }
        return (outer, own)
    }
}
