extension Parser {
    mutating func parseForm(_ children: Range<Int>) -> Statement.Kind? {
        advance()
        let name: Name?
        if current.kind == .word {
            name = parseNewName(Wording(ja: "様式の名前", en: "the name of the form"))
        } else {
            name = expectPlainText(Wording(ja: "様式の名前", en: "the name of the form")).map { Name(nfkc($0.text), at: $0.span) }
        }
        guard let name else { return nil }
        finishLine()
        if children.isEmpty, !hasFailed {
            if limit == tokens.count { needsMore = true }
            report(.emptyBlock(name.text, at: name.span))
        }
        var recognise: [LabelSyntax] = []
        var identify: [Name] = []
        var fields: [FieldSyntax] = []
        forEachChild(children) { parser, line in
            let below = parser.children(of: line)
            let next = parser.peek().kind
            switch parser.current.keyword {
            case .recognise where next == .textOpen || next == .cornerText || next == .end:
                parser.advance()
                recognise += parser.parseLabels()
            case .identify where next == .word || next == .end:
                parser.advance()
                identify += parser.parseNames()
            default:
                if let field = parser.parseField(line, below) { fields.append(field) }
                return
            }
            parser.dropDocs(of: line)
            parser.finishLine()
            parser.rejectChildren(below)
        }
        return .form(FormSyntax(name: name, recognise: recognise, identify: identify, fields: fields))
    }

    private mutating func parseNames() -> [Name] {
        var names: [Name] = []
        repeat {
            guard current.kind == .word else {
                fail(expected: Wording(ja: "項目の名前", en: "the name of a field"))
                return names
            }
            names.append(name(of: current))
            advance()
        } while accept(.comma)
        return names
    }

    /// `name / 別名: type ?? default = locator`, with the columns of a table or record on the lines under it.
    private mutating func parseField(_ line: Int, _ below: Range<Int>) -> FieldSyntax? {
        guard let name = parseNewName(Wording(ja: "項目の名前", en: "the name of a field")) else {
            for line in below { dropDocs(of: line) }
            return nil
        }
        var aliases: [Name] = []
        while accept(.divide) {
            guard let alias = parseNewName(Wording(ja: "「/」のあとの別名", en: "another name after `/`")) else { break }
            aliases.append(alias)
        }
        var type: TypeSyntax?
        var fallback: Expression?
        var locator: LocatorSyntax?
        if !hasFailed, !accept(.colon) {
            fail(expected: Wording(ja: "「:」と型", en: "`:` and a type"), hint: Diagnostic.fieldNeedsType(name.text))
        }
        if !hasFailed, current.keyword == .sums {
            locator = parseSums()
        } else if !hasFailed {
            type = parseType()
            if !hasFailed, accept(.coalesce) { fallback = parseOperators(.sum) }
            if !hasFailed, accept(.assign) { locator = parseLocator() }
        }
        let isComplete = type != nil || locator != nil
        finishLine()
        let columns = parseColumns(of: type, below)
        // A field without a type would mislead everything after it; its line is already reported.
        return isComplete
            ? FieldSyntax(
                name: name, aliases: aliases, type: type, fallback: fallback, locator: locator, columns: columns,
                doc: docs(of: line), span: span(from: line, to: below.upperBound)) : nil
    }

    private mutating func parseColumns(of type: TypeSyntax?, _ below: Range<Int>) -> [FieldSyntax] {
        guard let first = below.first else { return [] }
        if let type {
            guard type.kind.hasColumns else {
                rejectChildren(below)
                return []
            }
        }
        formDepth += 1
        defer { formDepth -= 1 }
        // Tables in tables recurse once a level, and a level costs two bytes of indentation.
        guard formDepth < Self.maximumDepth else {
            report(.tooDeep(limit: Self.maximumDepth, at: head(of: first)))
            return []
        }
        var columns: [FieldSyntax] = []
        forEachChild(below) { parser, line in
            let deeper = parser.children(of: line)
            if let column = parser.parseField(line, deeper) { columns.append(column) }
        }
        return columns
    }

    // MARK: Locators

    /// `sums of T = row L`
    private mutating func parseSums() -> LocatorSyntax? {
        let start = current.span
        let isJapanese = current.isJapanese
        advance()
        acceptOf(isJapanese)
        guard current.kind == .word else {
            fail(expected: Wording(ja: "表の名前", en: "the name of a table"))
            return nil
        }
        let table = name(of: current)
        advance()
        guard expect(.assign, Wording(ja: " = row \"見出し\" ", en: "`= row \"…\"`")) else { return nil }
        guard accept(.row) else {
            fail(expected: Wording(ja: " row \"見出し\" ", en: "`row \"…\"`"))
            return nil
        }
        _ = accept(.of)
        return parseLabel().flatMap { finishLocator(.sums(table: table, row: $0), start) }
    }

    private mutating func parseLocator() -> LocatorSyntax? {
        let start = current.span
        if current.kind == .textOpen || current.kind == .cornerText {
            return parseLabel().flatMap { finishLocator(.header($0), start) }
        }
        guard current.kind == .word, let keyword = current.keyword else { return failLocator() }
        let isJapanese = current.isJapanese
        let next = peek().kind
        let kind: LocatorSyntax.Kind?
        switch keyword {
        case .column where next == .number:
            advance()
            kind = parseInteger().map { .columnNumber($0) }
        case .right, .below, .row, .column:
            advance()
            // Only `below` does without `of`.
            if keyword != .below { acceptOf(isJapanese) } else { _ = accept(.of) }
            kind = parseLabel().map {
                keyword == .right ? .rightOf($0) : keyword == .below ? .below($0) : keyword == .row ? .rowOf($0) : .columnOf($0)
            }
        case .at:
            advance()
            kind = parseCrossing()
        case .offset:
            advance()
            kind = parseOffset()
        case .capture:
            advance()
            kind = parseLabel().map { .capture($0) }
        case .headed:
            advance()
            if !accept(.by), !isJapanese { fail(expected: Wording(ja: " by ", en: "`by`")) }
            kind = parseLabel().flatMap { label in
                guard accept(.until) else { return .headedBy(label, until: nil) }
                return parseLabel().map { .headedBy(label, until: $0) }
            }
        case .blocks:
            advance()
            if !accept(.from), !isJapanese { fail(expected: Wording(ja: " from ", en: "`from`")) }
            kind = .blocks(parseLabels())
        case .across:
            advance()
            kind = .across
        default: return failLocator()
        }
        guard let kind, !hasFailed else { return nil }
        return finishLocator(kind, start)
    }

    private mutating func failLocator() -> LocatorSyntax? {
        guard current.kind == .word else {
            fail(expected: Diagnostic.locators)
            return nil
        }
        let word = text(of: current)
        fail(.unknownLocator(word, at: current.span))
        return nil
    }

    /// `after "…"` and `before "…"`, in any order.
    private mutating func finishLocator(_ kind: LocatorSyntax.Kind, _ start: Span) -> LocatorSyntax? {
        var after: LabelSyntax?
        var before: LabelSyntax?
        while !hasFailed {
            if after == nil, accept(.after) {
                after = parseLabel()
            } else if before == nil, accept(.before) {
                before = parseLabel()
            } else {
                break
            }
        }
        return hasFailed ? nil : LocatorSyntax(kind, after: after, before: before, span: spanSince(start))
    }

    /// `row R column C`, `rows R1..R2 column C`
    private mutating func parseCrossing() -> LocatorSyntax.Kind? {
        let isRange = current.keyword == .rows
        guard accept(.row) || accept(.rows) else {
            fail(expected: Wording(ja: " row か rows ", en: "`row` or `rows`"))
            return nil
        }
        guard let first = parseLabel() else { return nil }
        var last = first
        if isRange {
            guard expect(.range, Wording(ja: "「..」と最後の行の見出し", en: "`..` and the label of the last row")), let label = parseLabel()
            else { return nil }
            last = label
        }
        guard accept(.column) else {
            fail(expected: Wording(ja: " column \"見出し\" ", en: "`column \"…\"`"))
            return nil
        }
        guard let column = parseLabel() else { return nil }
        return isRange ? .atRows(from: first, to: last, column: column) : .at(row: first, column: column)
    }

    /// `1, 1 from "…"`
    private mutating func parseOffset() -> LocatorSyntax.Kind? {
        guard let rows = parseInteger(), expect(.comma, Wording(ja: "「,」と列の数", en: "`,` and a number of columns")),
            let columns = parseInteger()
        else { return nil }
        guard accept(.from) else {
            fail(expected: Wording(ja: " from \"見出し\" ", en: "`from \"…\"`"))
            return nil
        }
        return parseLabel().map { .offset(rows: rows, columns: columns, from: $0) }
    }

    private mutating func parseInteger() -> Int? {
        let isNegative = accept(.minus)
        if current.kind == .number {
            let number = lexer.readNumber(at: Int(current.span.start - source.base))
            if let value = Int(number.digits), value <= 1_000_000, !number.isPercent, number.unit == nil {
                advance()
                return isNegative ? -value : value
            }
        }
        fail(expected: Wording(ja: "整数", en: "a whole number"))
        return nil
    }

    // MARK: Labels

    private mutating func parseLabels() -> [LabelSyntax] {
        var labels: [LabelSyntax] = []
        repeat {
            if let label = parseLabel() { labels.append(label) }
        } while !hasFailed && accept(.comma)
        return labels
    }

    /// `"目標値" #2`
    private mutating func parseLabel() -> LabelSyntax? {
        let start = current.span
        guard
            let pattern = expectPlainText(
                Wording(ja: "調書の見出し（引用符で囲む）", en: "a label of the sheet in quotes"), hint: Diagnostic.quoteHint(text(of: current)))
        else { return nil }
        var occurrence = 1
        if current.kind == .occurrence {
            let digits = nfkc(text(of: current)).dropFirst()
            guard let number = Int(digits), number >= 1, number <= 1_000_000 else {
                fail(.badOccurrence(text(of: current), at: current.span))
                return nil
            }
            occurrence = number
            advance()
        }
        return LabelSyntax(pattern: pattern.text, occurrence: occurrence, span: spanSince(start))
    }
}
