/// Writes trees in the canonical layout: what `fmt` puts into files and `:save` writes.
///
/// Reading the text again gives the same tree, and printing that the same text. Words stay in the language in which they
/// were written unless one is asked for; comments, doc comments and single empty lines stay; lines wider than
/// ``widest`` columns are broken before `->`, `because`, `else`, `||` and `&&`, and within brackets; a list or record whose
/// first item stands on a line of its own keeps one line for each item.
public struct Printer {
    /// A line before it is broken: soft breaks are marked in its text.
    struct Line {
        let indent: Int
        let text: String
        /// Where it starts in the source, in bytes; nil without one.
        let offset: Int?
    }

    static let widest = 120
    static let step = 2

    let source: Source?
    var spelling: Spelling
    /// What functions are called instead.
    private(set) var functions: [String: String] = [:]
    var lines: [Line] = []
    /// Where the items that have lines of their own start in the source, in the order in which they are printed.
    var itemOffsets: ArraySlice<Int> = []
    /// Where the `##` lines of the source stand, in order.
    private var docs: ArraySlice<Span>
    /// Where the word behind each `##` line stands, by where that line starts.
    private var wordsBelow: [UInt32: UInt32] = [:]

    private init(_ source: Source?, words: Language?, comments: [Span] = []) {
        self.source = source
        guard let source else {
            spelling = Spelling(tokens: [], source: nil, forced: words ?? .en)
            docs = []
            return
        }
        var lexer = Lexer(source)
        lexer.run()
        spelling = Spelling(tokens: lexer.tokens, source: source, forced: words)
        let stray = Set(comments)
        docs = lexer.docs.map(\.span).filter { !stray.contains($0) }[...]
        for doc in lexer.docs where doc.nextToken < lexer.tokens.count {
            wordsBelow[doc.span.start] = lexer.tokens[doc.nextToken].span.start
        }
    }

    /// A whole file. `words` turns every word into one language; nil leaves each as it is.
    ///
    /// - Parameter functions: other names for functions that the file does not define itself.
    public static func text(of tree: SyntaxTree, words: Language? = nil, functions: [String: String] = [:]) -> String {
        var printer = Printer(tree.source, words: words, comments: tree.comments)
        printer.functions = functions
        for case .function(let name, _, _) in tree.statements.map(\.kind) { printer.functions[name.text] = nil }
        var index = 0
        while index < tree.statements.count {
            let cases = printer.oneLineCases(from: index, in: tree.statements)
            if cases.count > 1 {
                printer.add(docs: tree.statements[index].doc, 0)
                printer.append(cases)
            } else {
                printer.append(tree.statements[index])
            }
            index += max(1, cases.count)
        }
        return printer.laidOut(comments: tree.comments)
    }

    /// One statement by itself, with a line feed at its end. Without a source its words are those of `words`.
    public static func text(of statement: Statement, words: Language = .en) -> String {
        var printer = Printer(nil, words: words)
        printer.append(statement)
        return printer.laidOut(comments: [])
    }

    /// One expression on one line.
    public static func text(of expression: Expression, words: Language = .en) -> String {
        var printer = Printer(nil, words: words)
        return SoftBreak.joined(printer.text(expression))
    }

    // MARK: Lines

    mutating func add(_ indent: Int, _ text: String, at span: Span?) {
        for (index, piece) in SoftBreak.pieces(text).enumerated() {
            let offset = index == 0 ? span.map(offset(of:)) : itemOffsets.popFirst()
            let indent = indent + piece.depth * Self.step
            lines.append(Line(indent: indent, text: piece.text, offset: source == nil ? nil : offset))
        }
    }

    mutating func add(docs texts: [String], _ indent: Int) { lines += docLines(texts, indent) }

    mutating func docLines(_ texts: [String], _ indent: Int) -> [Line] {
        texts.map { text in
            Line(indent: indent, text: text.isEmpty ? "##" : "## \(text)", offset: docs.popFirst().map(offset(of:)))
        }
    }

    func offset(of span: Span) -> Int { Int(span.start) - Int(source?.base ?? 0) }

    // MARK: Comments and empty lines

    private func laidOut(comments: [Span]) -> String {
        var remaining = comments.sorted { $0.start < $1.start }[...]
        var result = ""
        var last: Line?
        for (index, line) in lines.enumerated() {
            var trailing: String?
            if let offset = line.offset {
                while let comment = remaining.first, self.offset(of: comment) < offset {
                    remaining.removeFirst()
                    append(comment, next: line, last: last, to: &result)
                    last = last ?? line
                }
                let next = index + 1 < lines.count ? lines[index + 1].offset ?? .max : .max
                if !result.isEmpty, hasEmptyLine(above: offset) { result += "\n" }
                trailing = takeTrailing(&remaining, before: next, line, &result)
            }
            var pieces = SoftBreak.broken(line.text, indent: line.indent)
            if let trailing, let piece = pieces.popLast() { pieces.append("\(piece)  \(trailing)") }
            result += pieces.joined(separator: "\n") + "\n"
            last = line
        }
        for comment in remaining { append(comment, next: nil, last: last, to: &result) }
        return result
    }

    /// The comment at the end of a line. Where a line has several, within brackets, the others go before it.
    private func takeTrailing(_ remaining: inout ArraySlice<Span>, before next: Int, _ line: Line, _ result: inout String) -> String? {
        let here = remaining.prefix { offset(of: $0) < next }
        guard let last = here.lastIndex(where: { !isAlone($0) }) else { return nil }
        for earlier in here[..<last] { append(earlier, next: line, last: nil, to: &result) }
        remaining = remaining[(last + 1)...]
        return text(of: here[last])
    }

    /// A comment on a line of its own, indented like what follows it, or like what stands before it at the end of a block.
    private func append(_ comment: Span, next: Line?, last: Line?, to result: inout String) {
        let start = offset(of: comment)
        if !result.isEmpty, isAlone(comment), hasEmptyLine(above: start) { result += "\n" }
        var indent = next?.indent ?? 0
        let closes = next?.text.hasPrefix("]") == true || next?.text.hasPrefix("}") == true
        if closes || indent == 0 && isIndented(start), let last { indent = last.indent }
        var text = text(of: comment)[...]
        if let next, !stays(comment, above: next) {
            while text.dropFirst().first == "#" || text.dropFirst().first == "＃" { text.removeFirst() }
        }
        result += String(repeating: " ", count: indent) + text + "\n"
    }

    /// Whether a comment is above the same words as in the source. A `##` that is moved would become the doc comment of others.
    private func stays(_ comment: Span, above line: Line) -> Bool {
        guard let below = wordsBelow[comment.start] else { return false }
        return line.offset == Int(below) - Int(source?.base ?? 0)
    }

    private func text(of span: Span) -> String {
        guard let source else { return "" }
        let start = offset(of: span)
        return String(decoding: source.bytes[start..<start + Int(span.end - span.start)], as: UTF8.self)
    }

    /// Nothing but white space stands before it on its line.
    private func isAlone(_ comment: Span) -> Bool {
        guard let source else { return true }
        let start = offset(of: comment)
        let line = source.lineStarts[source.lineIndex(ofOffset: start)]
        return String(decoding: source.bytes[line..<start], as: UTF8.self).allSatisfy { $0.isWhitespace || $0 == "\u{FEFF}" }
    }

    private func isIndented(_ offset: Int) -> Bool {
        guard let source else { return false }
        return source.lineStarts[source.lineIndex(ofOffset: offset)] < offset
    }

    func hasEmptyLine(above offset: Int) -> Bool {
        guard let source else { return false }
        let line = source.lineIndex(ofOffset: offset)
        return line > 0 && source.line(line - 1).allSatisfy(\.isWhitespace)
    }
}

/// Places where a long line may be broken, marked in its text by a control character that tells how willingly: such
/// characters cannot stand in printed code, where texts escape them.
enum SoftBreak {
    static let outcome = mark(0)
    static let otherwise = mark(1)
    static let or = mark(2)
    static let and = mark(3)
    /// How many kinds of break there are outside of brackets.
    private static let kinds: UInt8 = 4
    private static let first: UInt8 = 0x0E
    private static let last: UInt8 = 0x1F

    private static func mark(_ level: UInt8) -> String { String(UnicodeScalar(first + level)) }

    private static func isMark(_ byte: UInt8) -> Bool { byte >= first && byte <= last }

    /// After a comma within brackets.
    static let item = mark(kinds)

    /// What stands between brackets: all breaks in it are less willing than those around it. The deepest are none.
    static func nested(_ text: String) -> String {
        guard text.utf8.contains(where: isMark) else { return text }
        let bytes = text.utf8.map { byte in
            guard isMark(byte) else { return byte }
            return byte + kinds + 1 > last ? UInt8(ascii: " ") : byte + kinds + 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Line ends that the author chose: after an open bracket, between its items, before the bracket that closes it.
    static let open = "\u{1}"
    static let next = "\u{2}"
    static let close = "\u{3}"

    /// The text on one line.
    static func joined(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
        let bytes = text.utf8.compactMap { byte -> UInt8? in
            switch byte {
            case 1, 3: nil
            case 2: UInt8(ascii: " ")
            default: isMark(byte) ? UInt8(ascii: " ") : byte
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text cut at the line ends that its author chose, with how many brackets are open around each piece.
    static func pieces(_ text: String) -> [(text: String, depth: Int)] {
        guard text.utf8.contains(where: { $0 < 0x04 }) else { return [(text, 0)] }
        var result: [(String, Int)] = []
        var (depth, start) = (0, text.utf8.startIndex)
        for index in text.utf8.indices where (1...3).contains(text.utf8[index]) {
            result.append((String(text[start..<index]), depth))
            if text.utf8[index] == 1 { depth += 1 }
            if text.utf8[index] == 3 { depth -= 1 }
            start = text.utf8.index(after: index)
        }
        return result + [(String(text[start...]), depth)]
    }

    /// The text on as many lines as it needs to stay within ``Printer/widest``.
    static func broken(_ text: String, indent: Int) -> [String] {
        let line = String(repeating: " ", count: indent) + joined(text)
        guard let mark = text.utf8.filter(isMark).min(), DisplayWidth.of(line) > Printer.widest else { return [line] }
        let pieces = text.utf8.split(separator: mark, omittingEmptySubsequences: false).map { Substring($0) }
        return pieces.enumerated().flatMap { index, piece in
            var trimmed = piece
            while trimmed.last == " " { trimmed.removeLast() }
            return broken(String(trimmed), indent: index == 0 ? indent : indent + Printer.step)
        }
    }
}
