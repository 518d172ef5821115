extension Parser {
    mutating func parseTest(_ children: Range<Int>) -> Statement.Kind? {
        let keyword = current.span
        advance()
        var title = ""
        if current.kind == .title {
            title = text(of: current)
            advance()
        } else {
            report(.testNeedsTitle(at: keyword))
        }
        finishLine()
        if children.isEmpty {
            if limit == tokens.count { needsMore = true }
            report(.emptyBlock(title, at: keyword))
        }
        var items: [TestSyntax.Item] = []
        forEachChild(children) { parser, line in
            parser.dropDocs(of: line)
            let below = parser.children(of: line)
            switch parser.current.keyword {
            case .given:
                parser.advance()
                items.append(.given(parser.parseGivens(below)))
                return
            case .on:
                parser.advance()
                let path = parser.expectPlainText(
                    Wording(ja: "調書のファイルの名前（引用符で囲む）", en: "the name of a sheet's file in quotes"))
                if let path { items.append(.on(path: path.text, span: path.span)) }
            case .expect:
                parser.advance()
                items.append(.expect(parser.parseExpression()))
            default:
                parser.fail(
                    expected: Wording(ja: "given（前提）、on（対象）、expect（期待）", en: "`given`, `on` or `expect`"),
                    hint: parser.guess(among: [.given, .on, .expect]))
            }
            parser.finishLine()
            parser.rejectChildren(below)
        }
        return .test(TestSyntax(title: title, items: items))
    }

    /// `a = 1, b = 2` on the line of `given`, or one a line under it.
    private mutating func parseGivens(_ below: Range<Int>) -> [TestSyntax.Given] {
        var givens: [TestSyntax.Given] = []
        if current.kind == .end, !below.isEmpty {
            forEachChild(below) { parser, line in
                parser.dropDocs(of: line)
                let deeper = parser.children(of: line)
                givens += parser.parseGivenLine()
                parser.rejectChildren(deeper)
            }
        } else {
            givens = parseGivenLine()
            rejectChildren(below)
        }
        return givens
    }

    private mutating func parseGivenLine() -> [TestSyntax.Given] {
        var givens: [TestSyntax.Given] = []
        repeat {
            guard let target = parseTarget(allowsAliases: false) else { return givens }
            guard expect(.assign, Wording(ja: "「=」と値", en: "`=` and a value")) else { return givens }
            givens.append(TestSyntax.Given(target: target, value: parseOperators(.or)))
        } while !hasFailed && accept(.comma)
        finishLine()
        return givens
    }
}
