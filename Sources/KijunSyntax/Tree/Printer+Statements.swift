extension Printer {
    mutating func append(_ statement: Statement) {
        add(docs: statement.doc, 0)
        let span = statement.span
        switch statement.kind {
        case .definition(let target, let value):
            add(0, "\(text(target)) = \(text(value))", at: span)
        case .function(let name, let parameters, let value):
            let head = "\(text(name))(\(parameters.map { text($0) }.joined(separator: ", ")))"
            add(0, "\(head) = \(text(value))", at: span)
        case .decision(let decision):
            if decision.isBlock { append(decision, span) } else { append([(decision, span)]) }
        case .check(let check):
            let head = "\(spelling.word(check.isWarning ? .warn : .check)) \(text(check.target)): \(text(check.condition))"
            add(0, head + (check.message.map { "\(SoftBreak.outcome)\(spelling.word(.elseWord)) \(text($0))" } ?? ""), at: span)
        case .parameter(let parameter): append(parameter, span)
        case .scale(let name, let symbols):
            let head = "\(spelling.word(.scale)) \(text(name)) = "
            add(0, head + symbols.map { text($0) }.joined(separator: " > "), at: span)
        case .form(let form): append(form, span)
        case .test(let test): append(test, span)
        case .use(let path, let place):
            add(0, "\(spelling.word(.use)) \(quoted(path, at: place))", at: span)
        case .expression(let value):
            add(0, text(value), at: span)
        }
    }

    // MARK: Names

    /// A name in its NFKC form, or as it is written where that form could not be read as one name.
    mutating func text(_ name: Name) -> String {
        spelling.skip(name.text)
        return memberText(name)
    }

    /// After a dot, where no word has a meaning.
    func memberText(_ name: Name) -> String {
        Self.isWord(name.text) ? name.text : written(name.span) ?? name.text
    }

    static func isWord(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, Folding.startsName(first.value) else { return false }
        return text.unicodeScalars.dropFirst().allSatisfy { Folding.continuesName($0.value) }
    }

    mutating func text(_ target: Target) -> String {
        var result = ""
        for (index, name) in (target.tables + [target.name]).enumerated() {
            result += index == 0 ? text(name) : "." + memberText(name)
        }
        for alias in target.aliases { result += " / " + text(alias) }
        return result
    }

    /// What the source has at a span, where there is one.
    func written(_ span: Span) -> String? {
        guard let source, span.start >= source.base, Int(span.end - source.base) <= source.bytes.count, !span.isEmpty else { return nil }
        return String(decoding: source.bytes[Int(span.start - source.base)..<Int(span.end - source.base)], as: UTF8.self)
    }

    /// A path or label in the quotes that it is written in.
    func quoted(_ text: String, at span: Span) -> String {
        if let written = written(span), written.hasPrefix("「"), !text.contains("」") { return "「\(text)」" }
        return Self.quoted(label: text)
    }

    /// A symbol bare or in quotes as it is written; without a source bare where that is possible.
    mutating func text(_ symbol: Symbol) -> String {
        let written = written(symbol.span)
        if written?.hasPrefix("「") == true, !symbol.text.contains("」") { return "「\(symbol.text)」" }
        let isOperator = Keyword.spelled(symbol.text).map { [.and, .or, .not].contains($0.keyword) } ?? false
        let canBeBare =
            Self.isWord(symbol.text) && nfkc(symbol.text) == symbol.text && !isOperator
            || symbol.text.unicodeScalars.count == 1
                && symbol.text.unicodeScalars.allSatisfy { Folding.mark($0.value) == symbol.text }
        if !canBeBare || written?.hasPrefix("\"") == true { return Self.quoted(label: symbol.text) }
        spelling.skip(symbol.text)
        return symbol.text
    }

    // MARK: Blocks

    private mutating func head(of decision: DecisionSyntax) -> String {
        switch decision.policy {
        case .unique: text(decision.target) + ":"
        case .first: "\(text(decision.target)) \(spelling.word(.first)):"
        case .except: "\(text(decision.target)) \(spelling.word(.except)):"
        }
    }

    private mutating func append(_ decision: DecisionSyntax, _ span: Span) {
        add(0, head(of: decision), at: span)
        // The words of a case come in the order of the source: condition, arrow, outcome, reason, then the next case.
        let parts = decision.cases.map { item in (condition(of: item), rest(of: item)) }
        for (item, text) in zip(decision.cases, Self.aligned(parts, indent: Self.step)) {
            add(docs: item.doc, Self.step)
            add(Self.step, text, at: item.span)
        }
    }

    /// Cases of one decision that stand one below the other, each on a line of its own.
    mutating func append(_ decisions: [(decision: DecisionSyntax, span: Span)]) {
        var parts: [(String, String)] = []
        for (decision, _) in decisions {
            let head = head(of: decision)
            guard let item = decision.cases.first else {
                parts.append((head, ""))
                continue
            }
            let condition = condition(of: item)
            parts.append(("\(head) \(condition)", rest(of: item)))
        }
        for ((_, span), text) in zip(decisions, Self.aligned(parts, indent: 0)) { add(0, text, at: span) }
    }

    /// The cases with one line each that a statement starts: those of the same decision that directly follow it.
    func oneLineCases(from index: Int, in statements: [Statement]) -> [(decision: DecisionSyntax, span: Span)] {
        guard case .decision(let first) = statements[index].kind, !first.isBlock else { return [] }
        var result = [(decision: first, span: statements[index].span)]
        for statement in statements[(index + 1)...] {
            guard case .decision(let next) = statement.kind, !next.isBlock, next.target.path == first.target.path, statement.doc.isEmpty,
                !hasEmptyLine(above: offset(of: statement.span))
            else { break }
            result.append((next, statement.span))
        }
        return result
    }

    private mutating func condition(of item: DecisionSyntax.Case) -> String {
        item.condition.map { text($0) } ?? spelling.word(.otherwise)
    }

    private mutating func rest(of item: DecisionSyntax.Case) -> String {
        let outcome = "\(SoftBreak.outcome)\(spelling.arrow()) \(text(item.outcome))"
        return outcome + (item.because.map { "\(SoftBreak.outcome)\(spelling.word(.because)) \(text($0))" } ?? "")
    }

    /// The widest line that gets its arrow under that of others.
    private static let widestAligned = 100

    /// Each left side with its right side, all right sides below one another: at the widest left side with which no line grows
    /// beyond ``widestAligned``. Lines that are wider by themselves stay as they are.
    private static func aligned(_ parts: [(left: String, right: String)], indent: Int) -> [String] {
        let widths = parts.map { part in
            (left: DisplayWidth.of(SoftBreak.joined(part.left)), right: DisplayWidth.of(SoftBreak.joined(part.right)))
        }
        func fits(_ width: Int, _ right: Int) -> Bool { indent + width + right <= widestAligned }
        let usable = widths.filter { $0.right > 0 && fits($0.left, $0.right) }
        let widestRight = usable.map(\.right).max() ?? 0
        let column = usable.map(\.left).filter { fits($0, widestRight) }.max() ?? 0
        return zip(parts, widths).map { part, width in
            let padding = part.right.isEmpty || !fits(column, width.right) ? 0 : max(0, column - width.left)
            return part.left + String(repeating: " ", count: padding) + part.right
        }
    }

    /// The width to which the left sides of a block are padded: that of the widest of them that is not too wide.
    static func alignment(_ texts: [String], widest: Int = 48) -> Int {
        texts.map { DisplayWidth.of(SoftBreak.joined($0)) }.filter { $0 <= widest }.max() ?? 0
    }

    private mutating func append(_ parameter: ParameterSyntax, _ span: Span) {
        let word = spelling.word(.parameter)
        let names = ([parameter.name] + parameter.aliases).map { text($0) }.joined(separator: " / ")
        add(0, "\(word) \(names): \(text(parameter.type))", at: span)
        let entries = parameter.entries.map { entry in (text(entry.year, .sum), text(entry.value)) }
        let width = Self.alignment(entries.map(\.0))
        for (entry, part) in zip(parameter.entries, entries) {
            add(Self.step, "\(DisplayWidth.padded(part.0, to: width)) = \(part.1)", at: entry.year.span)
        }
    }

    private mutating func append(_ test: TestSyntax, _ span: Span) {
        add(0, "\(spelling.word(.test)) \(test.title)", at: span)
        for item in test.items {
            switch item {
            case .given(let givens):
                let word = spelling.word(.given)
                let last = givens.count - 1
                let parts = givens.enumerated().map { index, given in
                    let value = index < last ? itemText(given.value) : text(given.value, .or)
                    return "\(text(given.target)) = \(value)"
                }
                add(Self.step, "\(word) " + parts.joined(separator: ",\(SoftBreak.outcome)"), at: givens.first?.target.span)
            case .on(let path, let place):
                add(Self.step, "\(spelling.word(.on)) \(quoted(path, at: place))", at: place)
            case .expect(let value):
                add(Self.step, "\(spelling.word(.expect)) \(text(value))", at: value.span)
            }
        }
    }
}
