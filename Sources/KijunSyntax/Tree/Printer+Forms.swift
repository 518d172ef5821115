extension Printer {
    mutating func append(_ form: FormSyntax, _ span: Span) {
        let word = spelling.word(.form)
        let name = Self.isWord(form.name.text) ? text(form.name) : Self.quoted(label: form.name.text)
        add(0, "\(word) \(name)", at: span)
        if let first = form.recognise.first {
            add(Self.step, "\(spelling.word(.recognise)) \(text(form.recognise))", at: first.span)
        }
        if let first = form.identify.first {
            let word = spelling.word(.identify)
            add(Self.step, "\(word) \(form.identify.map { text($0) }.joined(separator: ", "))", at: first.span)
        }
        // First all lines in the order of the source, then each table with its `=` below each other.
        var rows: [FieldRow] = []
        var tables = 0
        collect(form.fields, indent: Self.step, table: 0, &tables, &rows)
        let lefts = Dictionary(grouping: rows.filter { $0.right != nil }, by: \.table)
        let widths = lefts.mapValues { Self.alignment($0.map(\.left), widest: 40) }
        for row in rows {
            lines += row.docs
            let left = DisplayWidth.padded(row.left, to: row.right == nil ? 0 : widths[row.table] ?? 0)
            add(row.indent, row.right.map { "\(left) = \($0)" } ?? row.left, at: row.span)
        }
    }

    /// A field before its line is put together.
    private struct FieldRow {
        let indent: Int
        /// Counts the tables of the form: fields of one are aligned.
        let table: Int
        let docs: [Line]
        let left: String
        let right: String?
        let span: Span
    }

    private mutating func collect(_ fields: [FieldSyntax], indent: Int, table: Int, _ tables: inout Int, _ rows: inout [FieldRow]) {
        for field in fields {
            let docs = docLines(field.doc, indent)
            let left = leftSide(of: field)
            let right = field.locator.map { rightSide(of: $0) }
            rows.append(FieldRow(indent: indent, table: table, docs: docs, left: left, right: right, span: field.span))
            guard !field.columns.isEmpty else { continue }
            tables += 1
            collect(field.columns, indent: indent + Self.step, table: tables, &tables, &rows)
        }
    }

    private mutating func leftSide(of field: FieldSyntax) -> String {
        var result = text(field.name)
        for alias in field.aliases { result += " / " + text(alias) }
        if let type = field.type {
            result += ": " + text(type)
        } else if case .sums(let table, _) = field.locator?.kind {
            result += ": \(words(.sums, .of)) \(text(table))"
        }
        if let fallback = field.fallback { result += " ?? " + text(fallback, .sum) }
        return result
    }

    /// Two words that are one in Japanese: `right of`, `右`.
    private mutating func words(_ first: Keyword, _ second: Keyword) -> String {
        let language = spelling.language(of: first)
        let word = first.spelling(language)
        return language == .ja ? word : "\(word) \(spelling.word(second))"
    }

    // MARK: Types

    mutating func text(_ type: TypeSyntax) -> String {
        var result: String
        switch type.kind {
        case .number(let unit):
            let language = spelling.language(of: .number)
            result = Keyword.number.spelling(language)
            if let unit {
                let word = language == .ja ? Keyword.unit.spelling(.ja) : Keyword.within.spelling(.en)
                spelling.skip(word)
                result += " \(word) \(text(unit))"
            }
        case .percent: result = spelling.word(.percent)
        case .text: result = spelling.word(.text)
        case .mark: result = spelling.word(.mark)
        case .year: result = spelling.word(.year)
        case .yesno: result = spelling.word(.yesno)
        case .choice(let symbols):
            result = words(.one, .of) + " " + symbols.map { text($0) }.joined(separator: ", ")
        case .list(let element):
            result = words(.list, .of) + " " + text(element)
        case .table(let key):
            result = spelling.word(.table)
            if let key { result += " \(spelling.word(.key)) \(text(key))" }
        case .record: result = spelling.word(.record)
        }
        return type.mayBeBlank ? result + "?" : result
    }

    mutating func text(_ unit: UnitExpression) -> String {
        var result = ""
        for (index, factor) in unit.factors.enumerated() {
            if index > 0 { result += factor.exponent < 0 ? "/" : "・" }
            result += text(factor.name)
        }
        return result
    }

    // MARK: Locators

    private mutating func rightSide(of locator: LocatorSyntax) -> String {
        var result = text(locator.kind)
        // `after` and `before` in the order of the source, whose words come in that order.
        let isBeforeFirst =
            if let after = locator.after, let before = locator.before { before.span.start < after.span.start } else { false }
        if isBeforeFirst, let before = locator.before { result += " \(spelling.word(.before)) \(text(before))" }
        if let after = locator.after { result += " \(spelling.word(.after)) \(text(after))" }
        if !isBeforeFirst, let before = locator.before { result += " \(spelling.word(.before)) \(text(before))" }
        return result
    }

    private mutating func text(_ kind: LocatorSyntax.Kind) -> String {
        switch kind {
        case .header(let label): text(label)
        case .columnNumber(let number): "\(spelling.word(.column)) \(number)"
        case .rightOf(let label): "\(words(.right, .of)) \(text(label))"
        case .below(let label): "\(spelling.word(.below)) \(text(label))"
        case .rowOf(let label): "\(words(.row, .of)) \(text(label))"
        case .columnOf(let label): "\(words(.column, .of)) \(text(label))"
        case .at(let row, let column):
            "\(spelling.word(.at)) \(spelling.word(.row)) \(text(row)) \(spelling.word(.column)) \(text(column))"
        case .atRows(let from, let to, let column):
            "\(spelling.word(.at)) \(spelling.word(.rows)) \(text(from))..\(text(to)) \(spelling.word(.column)) \(text(column))"
        case .offset(let rows, let columns, let from):
            "\(spelling.word(.offset)) \(rows), \(columns) \(spelling.word(.from)) \(text(from))"
        case .capture(let label): "\(spelling.word(.capture)) \(text(label))"
        case .headedBy(let label, let until):
            "\(words(.headed, .by)) \(text(label))" + (until.map { " \(spelling.word(.until)) \(text($0))" } ?? "")
        case .blocks(let labels): "\(words(.blocks, .from)) \(text(labels))"
        case .across: spelling.word(.across)
        case .sums(_, let row): "\(spelling.word(.row)) \(text(row))"
        }
    }

    private mutating func text(_ labels: [LabelSyntax]) -> String { labels.map { text($0) }.joined(separator: ", ") }

    private func text(_ label: LabelSyntax) -> String {
        quoted(label.pattern, at: label.span) + (label.occurrence == 1 ? "" : " #\(label.occurrence)")
    }
}
