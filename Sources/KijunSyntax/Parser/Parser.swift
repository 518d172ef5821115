/// What the parser makes of a source: a tree that holds all it could read, and every error on the way.
public struct ParseResult: Sendable {
    public let tree: SyntaxTree
    public let diagnostics: [Diagnostic]
    /// The text ended where more was expected: a REPL asks for another line.
    ///
    /// So also after a line of a block (a decision, parameter, form or test with indented lines) as long as the text does
    /// not end with a line feed: a REPL that joins its lines with line feeds ends a block with an empty line.
    public let isIncomplete: Bool

    public init(tree: SyntaxTree, diagnostics: [Diagnostic], isIncomplete: Bool) {
        self.tree = tree
        self.diagnostics = diagnostics
        self.isIncomplete = isIncomplete
    }
}

/// Reads statements and expressions. A line that cannot be read costs one message and the rest of that line.
public struct Parser {
    /// How deep brackets may nest (language.md §10); it bounds the recursion of everything that walks a tree.
    static let maximumDepth = 200

    let source: Source
    let lexer: Lexer
    let tokens: [Token]
    let lines: [LogicalLine]
    /// The first logical line that is not read yet.
    var nextLine = 0
    /// The place in the line at hand, and the end of it.
    var cursor = 0
    var limit = 0
    /// The token at the cursor; `.end` at the end of the line.
    var current: Token
    /// Constructs that are open around the cursor.
    var depth = 0
    /// Brackets that are open around the cursor, within which a comma separates.
    var brackets = 0
    /// Links of the longest chain in the expression read last (`a.b.c`, `!!x`, `else if`), over all brackets in it.
    var height = 0
    /// Tables around the field of a form.
    var formDepth = 0
    /// The rest of the line at hand is given up.
    var hasFailed = false
    /// The source ended where more was expected.
    var needsMore = false
    /// `##` lines that belong to nothing: kept as comments.
    var strayDocs: [Int] = []
    var diagnostics: [Diagnostic]

    private init(_ lexer: Lexer, lines: [LogicalLine]) {
        self.lexer = lexer
        source = lexer.source
        tokens = lexer.tokens
        self.lines = lines
        diagnostics = lexer.diagnostics
        current = Token(.end, span: lexer.span(0, 0))
    }

    /// At the lines of a source, which are none of statements.
    init(lines source: Source) {
        var lexer = Lexer(source)
        lexer.run()
        self.init(lexer, lines: Layout(lexer).lines)
    }

    /// Reads a whole source: statements, and bare expressions as the REPL takes them.
    public static func parse(_ source: Source) -> ParseResult {
        var lexer = Lexer(source)
        lexer.run()
        let layout = Layout(lexer)
        var parser = Parser(lexer, lines: layout.lines)
        parser.strayDocs = layout.strayDocs
        let statements = parser.parseStatements()
        let comments = (lexer.comments + parser.strayDocs.map { lexer.docs[$0].span }).sorted { $0.start < $1.start }
        return ParseResult(
            tree: SyntaxTree(source: source, statements: statements, comments: comments),
            diagnostics: parser.diagnostics.sorted { $0.span.start < $1.span.start },
            isIncomplete: parser.needsMore || layout.endsInOpenBracket || parser.endsInBlock)
    }

    /// Whether a statement begins with the line at an offset of the source: it does not go on with the lines before it.
    public static func beginsStatement(in source: Source, atOffset offset: Int) -> Bool {
        var lexer = Lexer(source)
        lexer.run()
        let place = source.base + UInt32(offset)
        return Layout(lexer).lines.contains { $0.indent == 0 && lexer.tokens[$0.tokens.lowerBound].span.start == place }
    }

    /// Reads one expression that fills the whole source; line ends in it mean nothing.
    public static func parseExpression(_ source: Source) -> (Expression, [Diagnostic]) {
        var lexer = Lexer(source, isExpression: true)
        lexer.run()
        let all = LogicalLine(tokens: 0..<lexer.tokens.count, indent: 0, docs: 0..<0)
        var parser = Parser(lexer, lines: [all])
        parser.enter(0)
        // A source that could not be cut into tokens has nothing in it, and that is already said.
        guard !lexer.tokens.isEmpty || lexer.diagnostics.isEmpty else {
            return (Expression(.error, at: parser.current.span), parser.diagnostics)
        }
        let expression = parser.parseExpression()
        parser.finishLine()
        return (expression, parser.diagnostics.sorted { $0.span.start < $1.span.start })
    }

    /// The last statement is a block whose last line has no line feed after it.
    private var endsInBlock: Bool {
        guard let last = lines.last, last.indent > 0, source.bytes.last != UInt8(ascii: "\n") else { return false }
        return lines.contains { $0.indent == 0 }
    }

    // MARK: Lines

    /// Makes a line the one at hand.
    mutating func enter(_ line: Int) {
        cursor = lines[line].tokens.lowerBound
        limit = lines[line].tokens.upperBound
        depth = 0
        brackets = 0
        height = 0
        hasFailed = false
        current = token(at: cursor)
    }

    /// Complains about what is left of the line at hand.
    mutating func finishLine() {
        if current.kind != .end { failUnexpected() }
    }

    /// The lines that are indented deeper than `line` and directly follow it.
    func children(of line: Int) -> Range<Int> {
        var end = line + 1
        while end < lines.count, lines[end].indent > lines[line].indent { end += 1 }
        return line + 1..<end
    }

    /// Calls `body` with every line of a block that belongs directly to its head; deeper lines belong to these.
    mutating func forEachChild(_ children: Range<Int>, _ body: (inout Parser, Int) -> Void) {
        guard let first = children.first else { return }
        var line = first
        while line < children.upperBound {
            if lines[line].indent < lines[first].indent { report(.unevenIndentation(at: head(of: line))) }
            let next = self.children(of: line).upperBound
            enter(line)
            body(&self, line)
            line = min(next, children.upperBound)
        }
    }

    /// Complains about lines under one that cannot have any.
    mutating func rejectChildren(_ children: Range<Int>) {
        guard let first = children.first else { return }
        if !hasFailed { report(.tooIndented(at: head(of: first))) }
        for line in children { dropDocs(of: line) }
    }

    /// The place of the first token of a line.
    func head(of line: Int) -> Span { tokens[lines[line].tokens.lowerBound].span }

    /// From the first token of a line to the last of the lines up to `end`.
    func span(from line: Int, to end: Int) -> Span {
        head(of: line).joined(tokens[lines[max(line, end - 1)].tokens.upperBound - 1].span)
    }

    /// The `##` lines before a line, without the marks and one space.
    func docs(of line: Int) -> [String] {
        lines[line].docs.map { index in
            let span = lexer.docs[index].span
            var text = lexer.text(Int(span.start - source.base), Int(span.end - source.base)).dropFirst(2)
            if let first = text.unicodeScalars.first, Folding.blankWidth(first.value) != nil { text = text.dropFirst() }
            return String(text)
        }
    }

    /// Keeps the `##` lines before a line as comments, where nothing can take them.
    mutating func dropDocs(of line: Int) { strayDocs.append(contentsOf: lines[line].docs) }

    // MARK: Tokens

    func token(at index: Int) -> Token {
        if index < limit { return tokens[index] }
        let end = limit > 0 ? tokens[limit - 1].span.end : source.base
        return Token(.end, span: Span(start: end, end: end))
    }

    func peek(_ distance: Int = 1) -> Token { token(at: cursor + distance) }

    mutating func advance() {
        if cursor < limit { cursor += 1 }
        current = token(at: cursor)
    }

    /// The end of the last token read.
    var lastEnd: UInt32 { cursor > 0 ? tokens[cursor - 1].span.end : source.base }

    func spanSince(_ start: Span) -> Span { Span(start: start.start, end: max(start.end, lastEnd)) }

    mutating func accept(_ kind: Token.Kind) -> Bool {
        guard current.kind == kind else { return false }
        advance()
        return true
    }

    mutating func accept(_ keyword: Keyword) -> Bool {
        guard current.keyword == keyword else { return false }
        advance()
        return true
    }

    mutating func expect(_ kind: Token.Kind, _ what: Wording, hint: Wording? = nil) -> Bool {
        if accept(kind) { return true }
        fail(expected: what, hint: hint)
        return false
    }

    func text(of token: Token) -> String {
        lexer.text(Int(token.span.start - source.base), Int(token.span.end - source.base))
    }

    // MARK: Errors

    mutating func report(_ diagnostic: Diagnostic) {
        if diagnostics.count < Lexer.maximumDiagnostics { diagnostics.append(diagnostic) }
    }

    /// Reports the first error of the line at hand and gives up the rest of it.
    mutating func fail(_ diagnostic: Diagnostic) {
        if !hasFailed { report(diagnostic) }
        giveUp()
    }

    mutating func giveUp() {
        hasFailed = true
        cursor = limit
        current = token(at: cursor)
    }

    /// Reports that something else was expected at the cursor.
    mutating func fail(expected what: Wording, hint: Wording? = nil) {
        if current.kind == .invalid { return giveUp() }
        if current.kind == .end {
            if !hasFailed, limit == tokens.count { needsMore = true }
            return fail(.unexpectedEnd(expected: what, at: current.span, hint: hint))
        }
        let found = text(of: current)
        fail(.unexpected(found, expected: what, at: current.span, hint: hint ?? signHint(found)))
    }

    /// A name where something else was expected has no operator missing before it.
    private func signHint(_ found: String) -> Wording? {
        let isName =
            [.number, .textOpen, .cornerText, .mark].contains(current.kind) || current.kind == .word && current.keyword?.isReserved != true
        return isName ? nil : Diagnostic.hint(for: current, found)
    }

    /// Reports something that can only be a surplus.
    mutating func failUnexpected() {
        switch current.kind {
        case .invalid: giveUp()
        case .range, .openRange: fail(.rangeOutsideIn(at: current.span))
        case .rightParen, .rightBracket, .rightBrace: fail(.strayBracket(text(of: current), at: current.span))
        default:
            let found = text(of: current)
            fail(.unexpected(found, expected: nil, at: current.span, hint: Diagnostic.hint(for: current, found)))
        }
    }

    /// Expects the bracket that closes `open`.
    mutating func close(_ kind: Token.Kind, opened open: Span) {
        guard !accept(kind) else { return }
        switch current.kind {
        case .invalid: giveUp()
        case .range, .openRange: failUnexpected()
        default:
            if current.kind == .end, !hasFailed, limit == tokens.count { needsMore = true }
            let found = current.kind == .end ? nil : text(of: current)
            let bracket = kind == .rightParen ? ")" : kind == .rightBracket ? "]" : "}"
            let hint = found.flatMap { Diagnostic.hint(for: current, $0) }
            fail(.missingBracket(bracket, found: found, opened: open, at: current.span, hint: hint))
        }
    }

    /// Enters a construct that may nest; false, with a message, where it is too deep.
    mutating func open(at span: Span) -> Bool {
        depth += 1
        if depth <= Self.maximumDepth { return true }
        fail(.tooDeep(limit: Self.maximumDepth, at: span))
        return false
    }

    /// Adds a link to a chain: the tree grows deeper here without a bracket.
    mutating func grow(_ links: Int = 1, at span: Span) {
        height += links
        if height > Self.maximumDepth { fail(.tooDeep(limit: Self.maximumDepth, at: span)) }
    }
}
