import Kijun
import KijunSyntax

/// The lines of a source of rules, of which some are gone and others come between: what is in force of it as text.
///
/// It goes by the bytes of the source, so that words and comments stay as they were written; the layout is the printer's matter.
struct RuleText {
    private struct Line {
        let text: String
        var isGone = false
        /// A `#` comment that fills the line and describes no statement.
        var isComment = false

        var isEmpty: Bool { text.allSatisfy(\.isWhitespace) }
        var indent: Int { text.prefix { $0.isWhitespace }.count }
    }

    /// A statement as the source has it.
    struct Part {
        let statement: Statement
        let key: StatementKey?
        /// With its `##` lines.
        var lines: Range<Int>
        /// Without them.
        var code: Range<Int>
        /// The cases that are in force, of a decision.
        var kept: [DecisionSyntax.Case] = []
        var isInForce: Bool
    }

    private let source: Source
    private(set) var parts: [Part] = []
    private var lines: [Line]
    /// A statement took over the names of another.
    private let isRenamed: Bool
    /// What comes before a line, or after the last.
    private var insertions: [Int: [Insertion]] = [:]

    private struct Insertion {
        let lines: [String]
        /// A case `otherwise`, behind which no other comes.
        let isOtherwise: Bool
    }

    /// - Parameters:
    ///   - kept: the statements of the source that are in force.
    ///   - replacements: other bytes for places of the source, none across lines.
    init(_ source: Source, keeping kept: [Statement], names: StatementNames, replacements: [(span: Span, text: String)] = []) {
        self.source = source
        let parsed = Parser.parse(source).tree
        let inForce = Dictionary(kept.map { ($0.span, $0) }) { first, _ in first }
        // What a statement took over from one that is gone does not stand in its own lines.
        let heads = parsed.statements.compactMap { statement in inForce[statement.span].flatMap { statement.head(under: $0) } }
        isRenamed = !heads.isEmpty
        lines = Self.texts(of: source, replacements + heads).map { Line(text: $0) }
        for comment in parsed.comments {
            let line = Self.line(of: comment.start, in: source)
            lines[line].isComment = Self.isComment(lines[line].text)
        }
        for statement in parsed.statements {
            let code = Self.lines(of: statement.span, in: source)
            let all = describedLines(code, doc: statement.doc.count)
            var part = Part(
                statement: statement, key: names.key(of: statement), lines: all, code: code, isInForce: inForce[statement.span] != nil)
            if case .decision(let decision) = statement.kind {
                var left: [DecisionSyntax.Case] = []
                if case .decision(let now)? = inForce[statement.span]?.kind { left = now.cases }
                part.kept = left
                for item in decision.cases where part.isInForce && !left.contains(where: { $0.span == item.span }) {
                    take(away: describedLines(Self.lines(of: item.span, in: source), doc: item.doc.count))
                }
            }
            if !part.isInForce { take(away: all) }
            if statement.doc.isEmpty, let doc = inForce[statement.span]?.doc, !doc.isEmpty {
                put(doc.map { $0.isEmpty ? "##" : "## \($0)" }, at: code.lowerBound)
            }
            parts.append(part)
        }
    }

    /// A statement differs from what the source has, or something was put in.
    var isChanged: Bool { isRenamed || !insertions.isEmpty || lines.contains(where: \.isGone) }

    // MARK: Lines

    private static func texts(of source: Source, _ replacements: [(span: Span, text: String)]) -> [String] {
        var bytes = source.bytes
        for (span, text) in replacements.sorted(by: { $0.span.start > $1.span.start }) {
            bytes.replaceSubrange(Int(span.start - source.base)..<Int(span.end - source.base), with: text.utf8)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        }
        if lines.count > 1, lines.last == "" { lines.removeLast() }
        return lines
    }

    private static func line(of place: UInt32, in source: Source) -> Int { source.lineIndex(ofOffset: Int(place - source.base)) }

    private static func lines(of span: Span, in source: Source) -> Range<Int> {
        let first = line(of: span.start, in: source)
        return first..<line(of: max(span.start, span.end - 1), in: source) + 1
    }

    private static func isComment(_ text: String) -> Bool {
        text.first { !$0.isWhitespace }.map { $0 == "#" || $0 == "＃" } ?? false
    }

    private static func isDescription(_ text: String) -> Bool {
        let marks = text.drop(while: \.isWhitespace).prefix(2)
        return marks.count == 2 && marks.allSatisfy { $0 == "#" || $0 == "＃" }
    }

    /// With the `##` lines that stand above.
    private func describedLines(_ code: Range<Int>, doc count: Int) -> Range<Int> {
        var (first, left) = (code.lowerBound, count)
        var line = first
        while left > 0, line > 0, lines[line - 1].isEmpty || Self.isComment(lines[line - 1].text) {
            line -= 1
            guard Self.isDescription(lines[line].text) else { continue }
            left -= 1
            first = line
        }
        return first..<code.upperBound
    }

    private mutating func take(away gone: Range<Int>) { for line in gone { lines[line].isGone = true } }

    /// Takes a statement away that is in force but belongs elsewhere.
    mutating func take(away part: Int) {
        parts[part].isInForce = false
        take(away: parts[part].lines)
    }

    // MARK: Putting in

    /// Puts lines before one that the source has; before the count of them, at the end.
    ///
    /// - Parameters:
    ///   - isOtherwise: cases that are put there later go before them.
    ///   - isLast: they go behind all others nonetheless.
    mutating func put(_ texts: [String], at line: Int, isOtherwise: Bool = false, isLast: Bool = true) {
        var there = insertions[line] ?? []
        let place = !isLast && !isOtherwise && there.last?.isOtherwise == true ? there.count - 1 : there.count
        there.insert(Insertion(lines: texts, isOtherwise: isOtherwise), at: place)
        insertions[line] = there
    }

    var end: Int { lines.count }

    /// Where a new statement goes: at the end, but before the tests that stand there.
    var placeOfNew: Int {
        var place = end
        for part in parts.reversed() where part.isInForce {
            guard case .test = part.statement.kind else { break }
            place = part.lines.lowerBound
        }
        guard place < end else { return end }
        // Their heading is theirs.
        while place > 0, lines[place - 1].isEmpty || Self.isComment(lines[place - 1].text) { place -= 1 }
        return place
    }

    /// The lines of a statement that are left, with the comments above it: what another source takes over.
    func unit(_ index: Int) -> [String] {
        let above = index == 0 ? 0 : parts[index - 1].code.upperBound
        let below = index == parts.count - 1 ? end : parts[index].code.upperBound
        return left(above..<below, of: parts[index])
    }

    /// The lines of a statement that are left, with what describes it.
    func described(_ index: Int) -> [String] { left(parts[index].lines, of: parts[index]) }

    /// Without it.
    func code(_ index: Int) -> [String] { left(parts[index].code, of: parts[index]) }

    private func left(_ rows: Range<Int>, of part: Part) -> [String] {
        let texts = rows.flatMap { row -> [String] in
            (insertions[row] ?? []).flatMap(\.lines) + (lines[row].isGone || lines[row].isEmpty ? [] : [lines[row].text])
        }
        // A line that was typed in may be indented.
        let indent = lines[part.code.lowerBound].indent
        return texts.map { String($0.dropFirst(min(indent, $0.prefix { $0.isWhitespace }.count))) }
    }

    /// A case as a line of a block, with what describes it.
    func caseLines(_ item: DecisionSyntax.Case, of part: Part, indent: String) -> [String] {
        let rows = Self.lines(of: item.span, in: source)
        let isAlone = !isBlock(part)
        let above = isAlone ? part.lines.lowerBound : describedLines(rows, doc: item.doc.count).lowerBound
        var texts = (above..<rows.lowerBound).filter { !lines[$0].isGone && !lines[$0].isEmpty }.map { lines[$0].text }
        let start = Int(item.span.start - source.base)
        let lineEnd = rows.upperBound < source.lineStarts.count ? source.lineStarts[rows.upperBound] - 1 : source.bytes.count
        let text = String(decoding: source.bytes[start..<max(start, lineEnd)], as: UTF8.self)
        let pieces = text.split(whereSeparator: \.isNewline)
        for (index, piece) in pieces.enumerated() {
            let trimmed = String(piece.drop(while: \.isWhitespace))
            texts.append(index == 0 ? trimmed : "    " + trimmed)
        }
        return texts.map { line in
            let text = line.hasPrefix("    ") ? line : String(line.drop(while: \.isWhitespace))
            return indent + text
        }
    }

    private func isBlock(_ part: Part) -> Bool {
        if case .decision(let decision) = part.statement.kind { decision.isBlock } else { false }
    }

    /// Where a case of a decision goes into a block of the source, and how far it is indented. nil where the block has no case
    /// left.
    ///
    /// - Parameter isLast: it goes behind all others, `otherwise` too.
    func placeOfCase(in part: Part, isLast: Bool) -> (line: Int, indent: String)? {
        guard let last = part.kept.last else { return nil }
        let rows = Self.lines(of: last.span, in: source)
        let indent = String(lines[rows.lowerBound].text.prefix { $0.isWhitespace })
        if !isLast, last.condition == nil { return (describedLines(rows, doc: last.doc.count).lowerBound, indent) }
        return (rows.upperBound, indent)
    }

    // MARK: Text

    /// What is left, with what was put in, not laid out yet.
    func text() -> String {
        let lines = withoutIdleComments()
        var result: [String] = []
        func put(_ units: [Insertion]) {
            for unit in units { result += unit.lines }
        }
        for index in lines.indices {
            put(insertions[index] ?? [])
            if !lines[index].isGone { result.append(lines[index].text) }
        }
        put(insertions[lines.count] ?? [])
        return result.map { $0 + "\n" }.joined()
    }

    /// A comment above a paragraph of which nothing is left goes with it.
    private func withoutIdleComments() -> [Line] {
        var lines = lines
        var index = 0
        while index < lines.count {
            guard lines[index].isComment, !lines[index].isGone else {
                index += 1
                continue
            }
            let head = index
            while index < lines.count, lines[index].isComment { index += 1 }
            let below = index
            while index < lines.count, !lines[index].isEmpty, !lines[index].isComment, lines[index].indent >= lines[head].indent {
                index += 1
            }
            let isIdle = below < index && lines[below..<index].allSatisfy(\.isGone) && (below..<index).allSatisfy { insertions[$0] == nil }
            if isIdle { for line in head..<below { lines[line].isGone = true } }
            index = max(index, below)
        }
        return lines
    }
}

extension Statement {
    /// The names of the statement, as they would be written now that it stands for another one too.
    ///
    /// - Returns: nil where they are those that are written.
    fileprivate func head(under now: Statement) -> (span: Span, text: String)? {
        guard aliases.isEmpty, !now.aliases.isEmpty else { return nil }
        let text: (path: String, span: Span)
        if case .parameter(let syntax) = kind, case .parameter(let other) = now.kind {
            text = (other.name.text, syntax.name.span)
        } else if let target, let other = now.target {
            text = (other.path, target.span)
        } else {
            return nil
        }
        return (text.span, ([text.path] + now.aliases.map(\.text)).joined(separator: " / "))
    }
}
