import KijunSyntax

/// The lines of a rule file as a reader counts them: each statement with all that belongs to it, and within a block each of
/// its lines (a case, a year of a parameter, a field, a line of a test) with those that continue it.
struct RuleLines: Sendable {
    private struct Line {
        let span: Span
        /// The block that it is a line of.
        let block: Int?
    }

    private let source: Source
    /// By rising start; a block before its lines.
    private var lines: [Line] = []

    init(_ tree: SyntaxTree) {
        source = tree.source
        for statement in tree.statements {
            lines.append(Line(span: statement.span, block: nil))
            let block = lines.count - 1
            switch statement.kind {
            case .decision(let decision) where decision.isBlock:
                for item in decision.cases { lines.append(Line(span: item.span, block: block)) }
            case .parameter(let parameter):
                for entry in parameter.entries {
                    lines.append(Line(span: entry.year.span.joined(entry.value.span), block: block))
                }
            case .form(let form): add(form.fields, of: block)
            case .test(let test):
                for item in test.items {
                    if let span = Self.span(of: item) { lines.append(Line(span: span, block: block)) }
                }
            default: break
            }
        }
    }

    private mutating func add(_ fields: [FieldSyntax], of block: Int) {
        for field in fields {
            lines.append(Line(span: field.span, block: block))
            if !field.columns.isEmpty { add(field.columns, of: lines.count - 1) }
        }
    }

    /// The words `given` and `expect` stand before it on the same line.
    private static func span(of item: TestSyntax.Item) -> Span? {
        switch item {
        case .given(let givens):
            guard let first = givens.first, let last = givens.last else { return nil }
            return first.target.span.joined(last.value.span)
        case .on(_, let span): return span
        case .expect(let value): return value.span
        }
    }

    func contains(_ span: Span) -> Bool {
        span != .none && source.base <= span.start && Int(span.start - source.base) <= source.bytes.count
    }

    // MARK: Places

    /// The line that a comment stands at the end of or directly above; nil where there is none.
    func line(coveredBy comment: Span) -> Int? {
        let row = row(of: comment.start)
        let before = lastLine(startingBefore: comment.start)
        if !isAlone(comment, row) {
            // At the end of a line: of the one that starts there, or that goes on there.
            return before
        }
        var below = row + 1
        while below < source.lineStarts.count, isComment(below) { below += 1 }
        let next = (before ?? -1) + 1
        if next < lines.count, self.row(of: lines[next].span.start) == below { return next }
        guard below < source.lineStarts.count, !source.line(below).allSatisfy(\.isWhitespace) else { return nil }
        // Between the lines of a statement that goes on over several.
        var inside = before
        while let index = inside, lines[index].span.end <= comment.start { inside = lines[index].block }
        return inside
    }

    /// The line in which a place is, and the blocks around it.
    func lines(around span: Span) -> [Int] {
        var result: [Int] = []
        var next = lastLine(startingBefore: span.start + 1)
        while let index = next {
            if span.start <= lines[index].span.end { result.append(index) }
            next = lines[index].block
        }
        return result
    }

    private func lastLine(startingBefore offset: UInt32) -> Int? {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].span.start < offset { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }

    private func row(of offset: UInt32) -> Int { source.lineIndex(ofOffset: Int(offset - source.base)) }

    private func isAlone(_ comment: Span, _ row: Int) -> Bool {
        let before = source.bytes[source.lineStarts[row]..<Int(comment.start - source.base)]
        return String(decoding: before, as: UTF8.self).allSatisfy { $0.isWhitespace || $0 == "\u{FEFF}" }
    }

    private func isComment(_ row: Int) -> Bool {
        let first = source.line(row).first { !$0.isWhitespace }
        return first == "#" || first == "＃"
    }
}
