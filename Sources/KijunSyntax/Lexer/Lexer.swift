/// Cuts a source into tokens, line by line. Loses no byte: what lies between two tokens is white space or a comment.
struct Lexer {
    /// A line that has something besides white space and comments on it.
    struct Line: Hashable, Sendable {
        let firstToken: Int
        /// In columns: a tab goes to the next multiple of 4, U+3000 counts 2.
        let indent: Int
    }

    /// A line of `##`.
    struct Doc: Hashable, Sendable {
        let span: Span
        /// The index of the token that it stands before.
        let nextToken: Int
    }

    /// Sources larger than this are an error (language.md §10).
    static let maximumBytes = 10 * 1024 * 1024
    /// More diagnostics than anyone reads: what comes after them is not collected.
    static let maximumDiagnostics = 1000

    let source: Source
    let bytes: [UInt8]
    /// One expression and no statements: no line is the title of a test.
    let isExpression: Bool
    var position = 0
    var tokens: [Token] = []
    var lines: [Line] = []
    var comments: [Span] = []
    var docs: [Doc] = []
    var diagnostics: [Diagnostic] = []
    /// For every open `"…"` whose `{` has been opened: where its quote stands, and how many braces are open in it.
    var interpolations: [(quote: Int, braces: Int)] = []
    /// The statement at hand is a form, where `#2` after a label counts it.
    private var isInForm = false

    init(_ source: Source, isExpression: Bool = false) {
        self.source = source
        bytes = source.bytes
        self.isExpression = isExpression
    }

    /// Reads the whole source. One that is too large or not UTF-8 has no tokens.
    mutating func run() {
        guard bytes.count <= Self.maximumBytes else {
            let (size, place) = (bytes.count, span(0, 0))
            return report(.sourceTooLarge(size, limit: Self.maximumBytes, at: place))
        }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            let offset = error.byteOffsets.lowerBound
            let (byte, place) = (bytes[offset], span(offset, offset + 1))
            return report(.notUTF8(offset: offset, byte: byte, at: place))
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        tokens.reserveCapacity(bytes.count / 4)
        while position < bytes.count { lexLine() }
    }

    /// Builds no message that nobody would read: a file of noise has millions.
    mutating func report(_ diagnostic: @autoclosure () -> Diagnostic) {
        if diagnostics.count < Self.maximumDiagnostics { diagnostics.append(diagnostic()) }
    }

    // MARK: Lines

    private mutating func lexLine() {
        var indent = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\t") {
                indent = (indent / 4 + 1) * 4
                position += 1
                continue
            }
            let (scalar, length) = scalar(at: position)
            guard let width = Folding.blankWidth(scalar) else { break }
            indent += width
            position += length
        }
        guard position < bytes.count else { return }
        if bytes[position] == UInt8(ascii: "\n") {
            position += 1
            return
        }
        if foldedByte(at: position) == UInt8(ascii: "#") {
            let start = position
            let isDoc = foldedByte(at: position + length(at: position)) == UInt8(ascii: "#")
            skipLine()
            let comment = span(start, trimmedEnd(from: start))
            if isDoc { docs.append(Doc(span: comment, nextToken: tokens.count)) } else { comments.append(comment) }
        } else {
            lines.append(Line(firstToken: tokens.count, indent: indent))
            lexTokens(ofLineWithIndent: indent)
        }
        if position < bytes.count { position += 1 }  // the line feed
    }

    private mutating func lexTokens(ofLineWithIndent indent: Int) {
        let first = tokens.count
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
            let (scalar, length) = scalar(at: position)
            if scalar == 0x09 || Folding.blankWidth(scalar) != nil {
                position += length
            } else if Folding.ascii(scalar) == 0x23, interpolations.isEmpty {
                lexHash(lineStart: first)
            } else {
                lexToken(scalar, length, lineStart: first)
                if tokens.count == first + 1 { startLine(tokens[first], indent: indent) }
            }
        }
        closeTextsAtLineEnd()
    }

    /// After the first word of a line: what the word changes in how the line is read.
    private mutating func startLine(_ token: Token, indent: Int) {
        guard indent == 0 else { return }
        isInForm = token.kind == .word && token.keyword == .form
        guard token.kind == .word, token.keyword == .test, !isExpression else { return }
        var start = position
        while start < bytes.count, bytes[start] != UInt8(ascii: "\n") {
            let (scalar, length) = scalar(at: start)
            guard scalar == 0x09 || Folding.blankWidth(scalar) != nil else { break }
            start += length
        }
        // `test = 1` and `test: …` define something called test.
        guard start > position, start < bytes.count, !"=:./(<>!&|+*,?".utf8.contains(foldedByte(at: start)) else { return }
        position = start
        skipLine()
        let end = trimmedEnd(from: start)
        if end > start { append(.title, start, end) }
    }

    private mutating func lexHash(lineStart: Int) {
        let start = position
        var end = start + length(at: start)
        if isInForm, tokens.count > lineStart, let last = tokens.last?.kind, last == .textClose || last == .cornerText,
            isDigit(foldedByte(at: end))
        {
            while isDigit(foldedByte(at: end)) { end += length(at: end) }
            position = end
            append(.occurrence, start, end)
            return
        }
        skipLine()
        comments.append(span(start, trimmedEnd(from: start)))
    }

    // MARK: Reading bytes. The source is valid UTF-8 when these are called.

    /// The character at an offset and its length in bytes; 0 and 0 at the end.
    func scalar(at offset: Int) -> (scalar: UInt32, length: Int) {
        guard offset < bytes.count else { return (0, 0) }
        let byte = UInt32(bytes[offset])
        if byte < 0x80 { return (byte, 1) }
        let second = UInt32(bytes[offset + 1]) & 0x3F
        if byte < 0xE0 { return ((byte & 0x1F) << 6 | second, 2) }
        let third = UInt32(bytes[offset + 2]) & 0x3F
        if byte < 0xF0 { return ((byte & 0x0F) << 12 | second << 6 | third, 3) }
        return ((byte & 0x07) << 18 | second << 12 | third << 6 | UInt32(bytes[offset + 3]) & 0x3F, 4)
    }

    func length(at offset: Int) -> Int { scalar(at: offset).length }

    /// The ASCII twin of the character at an offset; 0 at the end and where there is none.
    func foldedByte(at offset: Int) -> UInt8 {
        UInt8(exactly: Folding.ascii(scalar(at: offset).scalar)).flatMap { $0 < 0x80 ? $0 : nil } ?? 0
    }

    func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// Skips a comment or title. Control characters are an error there too: they would reach a terminal.
    private mutating func skipLine() {
        var control: Int?
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
            let byte = bytes[position]
            if byte < 0x20 || byte == 0x7F, byte != 0x09, byte != 0x0D { control = control ?? position }
            position += 1
        }
        reportControl(control)
    }

    /// The end of what stands between `start` and the position, without white space at its end.
    private func trimmedEnd(from start: Int) -> Int {
        var end = position
        while end > start, [0x20, 0x09, 0x0D].contains(bytes[end - 1]) { end -= 1 }
        return end
    }

    func span(_ start: Int, _ end: Int) -> Span {
        Span(start: source.base + UInt32(start), end: source.base + UInt32(end))
    }

    func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

    mutating func append(_ kind: Token.Kind, _ start: Int, _ end: Int) {
        tokens.append(Token(kind, span: span(start, end)))
    }
}
