extension Parser {
    mutating func parseStatements() -> [Statement] {
        var statements: [Statement] = []
        // A single line that is indented is a line typed in, not a file with a mistake.
        if let first = lines.first, first.indent > 0, lines.count > 1 { report(.indentedStatement(at: head(of: 0))) }
        while nextLine < lines.count {
            let line = nextLine
            let children = children(of: line)
            nextLine = children.upperBound
            enter(line)
            if let kind = parseStatement(children) {
                statements.append(Statement(kind, doc: docs(of: line), at: span(from: line, to: children.upperBound)))
            } else {
                for line in line..<children.upperBound { dropDocs(of: line) }
            }
            assert(nextLine > line, "a line was not read")
        }
        return statements
    }

    private mutating func parseStatement(_ children: Range<Int>) -> Statement.Kind? {
        if let keyword = statementKeyword {
            switch keyword {
            case .check, .warn: return parseCheck(children)
            case .parameter: return parseParameter(children)
            case .scale: return parseScale(children)
            case .form: return parseForm(children)
            case .test: return parseTest(children)
            default: return parseUse(children)
            }
        }
        if let head = targetHead { return parseRule(head, children) }
        if isReservedAsName {
            let word = text(of: current)
            fail(.reservedName(word, at: current.span))
            return nil
        }
        let expression = parseExpression()
        finishLine()
        rejectChildren(children)
        return .expression(expression)
    }

    /// The word that makes the line at hand a statement of its own kind. Such words are names too: `check = 1`.
    private var statementKeyword: Keyword? {
        guard current.kind == .word, let keyword = current.keyword else { return nil }
        let next = peek()
        let isText = next.kind == .textOpen || next.kind == .cornerText
        switch keyword {
        case .check, .warn:
            // `check: …` without a name, which is no decision either.
            if next.kind == .colon { return tokens[cursor..<limit].contains { $0.kind == .arrow } || limit == cursor + 2 ? nil : keyword }
            return next.kind == .word && !isPolicy(at: 1) || isText ? keyword : nil
        case .parameter, .scale: return next.kind == .word && !isPolicy(at: 1) || next.kind == .number ? keyword : nil
        case .form: return next.kind == .word && !isPolicy(at: 1) || isText ? keyword : nil
        case .test: return next.kind == .title || (next.kind == .end && limit < tokens.count) ? keyword : nil
        case .use: return next.kind == .word && !isPolicy(at: 1) || isText ? keyword : nil
        default: return nil
        }
    }

    /// A word that can never be a name stands where the name of a rule would.
    private var isReservedAsName: Bool {
        guard peek().kind == .assign || peek().kind == .colon else { return false }
        return [.and, .or, .not].contains(current.kind) || current.kind == .word && current.keyword?.isReserved == true
    }

    // MARK: Targets

    private enum TargetHead {
        case definition, decision, function
    }

    /// `first:` or `except:` at a distance from the cursor.
    private func isPolicy(at distance: Int) -> Bool {
        let keyword = peek(distance).keyword
        return (keyword == .first || keyword == .except) && peek(distance + 1).kind == .colon
    }

    /// What the line at hand defines, by looking ahead: `NAME(.NAME)* (/ NAME)*` and `=`, `:`, `first:`, `except:`; or
    /// `NAME(NAME, …) =`. nil for an expression.
    private var targetHead: TargetHead? {
        guard current.kind == .word, current.keyword?.isReserved != true else { return nil }
        var ahead = 1
        if peek(ahead).kind == .leftParen {
            ahead += 1
            while peek(ahead).kind == .word || peek(ahead).kind == .comma { ahead += 1 }
            return peek(ahead).kind == .rightParen && peek(ahead + 1).kind == .assign ? .function : nil
        }
        while peek(ahead).kind == .dot, peek(ahead + 1).kind == .word { ahead += 2 }
        while peek(ahead).kind == .divide, peek(ahead + 1).kind == .word { ahead += 2 }
        if peek(ahead).kind == .assign { return .definition }
        return peek(ahead).kind == .colon || isPolicy(at: ahead) ? .decision : nil
    }

    /// A name that is being given. A word that means a year or an operator is reported, and taken all the same.
    mutating func parseNewName(_ what: Wording) -> Name? {
        guard current.kind == .word else {
            if [.and, .or, .not].contains(current.kind) { fail(.reservedName(text(of: current), at: current.span)) }
            fail(expected: what)
            return nil
        }
        let name = name(of: current)
        if current.keyword?.isReserved == true {
            report(.reservedName(name.text, at: name.span))
        } else {
            switch YearLiteral.read(name.text) {
            case .year: report(.yearAsName(name.text, at: name.span))
            case .outsideEra(let correct): report(.badYear(name.text, correct: correct, at: name.span))
            case nil: break
            }
        }
        advance()
        return name
    }

    static let ruleName = Wording(ja: "名前", en: "a name")

    /// `table.column / alias`
    mutating func parseTarget(allowsAliases: Bool = true) -> Target? {
        guard var name = parseNewName(Self.ruleName) else { return nil }
        var tables: [Name] = []
        while accept(.dot) {
            guard current.kind == .word else {
                fail(expected: Wording(ja: "「.」のあとの列の名前", en: "the name of a column after `.`"))
                return nil
            }
            tables.append(name)
            name = self.name(of: current)
            advance()
            if tables.count > Self.maximumDepth {
                fail(.tooDeep(limit: Self.maximumDepth, at: name.span))
                return nil
            }
        }
        guard let aliases = allowsAliases ? parseAliases() : [] else { return nil }
        return Target(tables: tables, name: name, aliases: aliases)
    }

    /// The other names after `/`; nil where one is missing.
    private mutating func parseAliases() -> [Name]? {
        var aliases: [Name] = []
        while accept(.divide) {
            guard let alias = parseNewName(Wording(ja: "「/」のあとの別名", en: "another name after `/`")) else { return nil }
            aliases.append(alias)
        }
        return aliases
    }

    // MARK: Definitions, functions, decisions

    private mutating func parseRule(_ head: TargetHead, _ children: Range<Int>) -> Statement.Kind? {
        if head == .function { return parseFunction(children) }
        guard let target = parseTarget() else { return nil }
        if head == .decision { return parseDecision(target, children) }
        advance()
        let value = parseExpression()
        finishLine()
        rejectChildren(children)
        return .definition(target, value)
    }

    private mutating func parseFunction(_ children: Range<Int>) -> Statement.Kind? {
        guard let name = parseNewName(Self.ruleName) else { return nil }
        var parameters: [Name] = []
        advance()
        while current.kind != .rightParen, !hasFailed {
            guard let parameter = parseNewName(Wording(ja: "引数の名前", en: "the name of a parameter")) else { return nil }
            parameters.append(parameter)
            if !accept(.comma) { break }
        }
        guard expect(.rightParen, Wording(ja: "「)」", en: "`)`")), expect(.assign, Wording(ja: "「=」", en: "`=`")) else { return nil }
        let value = parseExpression()
        finishLine()
        rejectChildren(children)
        return .function(name, parameters: parameters, value)
    }

    private mutating func parseDecision(_ target: Target, _ children: Range<Int>) -> Statement.Kind {
        var policy = DecisionSyntax.Policy.unique
        if accept(.first) { policy = .first } else if accept(.except) { policy = .except }
        let colon = current.span
        advance()
        var cases: [DecisionSyntax.Case] = []
        let isBlock = current.kind == .end && !hasFailed
        if isBlock {
            if children.isEmpty {
                if limit == tokens.count { needsMore = true }
                report(.emptyBlock(target.path, at: colon))
            }
            forEachChild(children) { parser, line in
                let below = parser.children(of: line)
                if let item = parser.parseCase(doc: parser.docs(of: line)) { cases.append(item) }
                parser.rejectChildren(below)
            }
        } else {
            if let item = parseCase(doc: []) { cases.append(item) }
            rejectChildren(children)
        }
        return .decision(DecisionSyntax(target: target, policy: policy, cases: cases, isBlock: isBlock))
    }

    /// `condition -> outcome because "…"`, to the end of the line at hand.
    private mutating func parseCase(doc: [String]) -> DecisionSyntax.Case? {
        let start = current.span
        let condition: Expression? = accept(.otherwise) ? nil : parseExpression()
        if !hasFailed, !accept(.arrow) {
            fail(
                expected: Wording(ja: " -> と結果", en: "`->` and an outcome"),
                hint: current.kind == .assign ? nil : Diagnostic.caseNeedsArrow)
        }
        let outcome = parseExpression()
        let because: Expression? = !hasFailed && accept(.because) ? parseExpression() : nil
        finishLine()
        return DecisionSyntax.Case(condition: condition, outcome: outcome, because: because, doc: doc, span: spanSince(start))
    }

    // MARK: Checks

    private mutating func parseCheck(_ children: Range<Int>) -> Statement.Kind? {
        let isWarning = current.keyword == .warn
        advance()
        if current.kind == .colon { fail(expected: Self.ruleName, hint: Diagnostic.checkNeedsName) }
        guard !hasFailed, let target = parseTarget() else {
            rejectChildren(children)
            return nil
        }
        _ = hasFailed || expect(.colon, Wording(ja: "名前のあとの「:」", en: "`:` after the name"))
        var rest = children
        // The condition may stand on a line of its own.
        if current.kind == .end, !hasFailed, let line = children.first, self.children(of: line).isEmpty {
            enter(line)
            dropDocs(of: line)
            rest = line + 1..<children.upperBound
        }
        let condition = parseExpression()
        let message: Expression? = !hasFailed && accept(.elseWord) ? parseExpression() : nil
        finishLine()
        rejectChildren(rest)
        return .check(CheckSyntax(isWarning: isWarning, target: target, condition: condition, message: message))
    }

    // MARK: Parameters, scales, uses

    private mutating func parseParameter(_ children: Range<Int>) -> Statement.Kind? {
        let keyword = current.span
        advance()
        guard let name = parseNewName(Self.ruleName), let aliases = parseAliases() else { return nil }
        guard expect(.colon, Wording(ja: "名前のあとの「:」と型", en: "`:` and a type after the name"), hint: nil) else { return nil }
        let type = parseType()
        if current.kind == .assign { fail(.parameterNeedsYears(name.text, at: current.span)) } else { finishLine() }
        var entries: [ParameterSyntax.Entry] = []
        if children.isEmpty, !hasFailed {
            if limit == tokens.count { needsMore = true }
            report(.emptyBlock(name.text, at: keyword.joined(name.span)))
        }
        forEachChild(children) { parser, line in
            parser.dropDocs(of: line)
            let below = parser.children(of: line)
            let year = parser.parseOperators(.sum)
            guard parser.expect(.assign, Wording(ja: "年度のあとの「=」と値", en: "`=` and a value after the year")) else { return }
            entries.append(ParameterSyntax.Entry(year: year, value: parser.parseExpression()))
            parser.finishLine()
            parser.rejectChildren(below)
        }
        return type.map { .parameter(ParameterSyntax(name: name, aliases: aliases, type: $0, entries: entries)) }
    }

    private mutating func parseScale(_ children: Range<Int>) -> Statement.Kind? {
        advance()
        guard let name = parseNewName(Self.ruleName), expect(.assign, Wording(ja: "名前のあとの「=」", en: "`=` after the name"))
        else { return nil }
        var symbols: [Symbol] = []
        repeat {
            if let symbol = parseSymbol() { symbols.append(symbol) }
        } while !hasFailed && accept(.greater)
        if !hasFailed, current.kind == .less || current.kind == .comma { fail(.scaleGoesDown(at: current.span)) }
        finishLine()
        rejectChildren(children)
        return .scale(name, symbols)
    }

    private var restOfLine: String {
        guard cursor < limit else { return "" }
        return lexer.text(Int(current.span.start - source.base), Int(tokens[limit - 1].span.end - source.base))
    }

    private mutating func parseUse(_ children: Range<Int>) -> Statement.Kind? {
        advance()
        let path = expectPlainText(
            Wording(ja: "読み込むファイルの名前（引用符で囲む）", en: "the name of a file in quotes"), hint: Diagnostic.quoteHint(restOfLine))
        finishLine()
        rejectChildren(children)
        // Kept without a path, so that a program whose part is missing is known as such.
        return .use(path: path?.text ?? "", span: path?.span ?? .none)
    }
}
