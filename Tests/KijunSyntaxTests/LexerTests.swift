import Testing

@testable import KijunSyntax

@Suite struct LexerTests {
    static func tokens(_ text: String) -> (Lexer, [Token]) {
        var map = SourceMap()
        var lexer = Lexer(map.add(name: "x", bytes: Array(text.utf8)))
        lexer.run()
        return (lexer, lexer.tokens)
    }

    static func kinds(_ text: String) -> [Token.Kind] { tokens(text).1.map(\.kind) }

    @Test(arguments: Corpus.all) func `lexing loses no byte`(name: String, text: String) {
        let (lexer, tokens) = Self.tokens(text)
        let skipped = (lexer.comments + lexer.docs.map(\.span)).map { ($0, isComment: true) }
        let pieces = (tokens.map { ($0.span, isComment: false) } + skipped).sorted { ($0.0.start, $0.0.end) < ($1.0.start, $1.0.end) }
        var end = lexer.source.base
        for (span, _) in pieces {
            #expect(span.start >= end, "\(name): two pieces share a byte at \(span.start)")
            let between = lexer.text(Int(end - lexer.source.base), Int(span.start - lexer.source.base))
            let isBlank = between.allSatisfy { $0.isWhitespace }
            #expect(isBlank, "\(name): lost \(between)")
            end = span.end
        }
    }

    @Test(arguments: Corpus.all) func `deleting any piece neither traps nor hangs`(name: String, text: String) {
        let (lexer, tokens) = Self.tokens(text)
        let bytes = lexer.bytes
        for (index, token) in tokens.enumerated() {
            let start = Int(token.span.start - lexer.source.base)
            let end = Int(token.span.end - lexer.source.base)
            var map = SourceMap()
            let source = map.add(name: name, bytes: Array(bytes[..<start] + bytes[end...]))
            let result = Parser.parse(source)
            _ = DiagnosticRenderer(sources: map, language: .ja).render(result.diagnostics)
            if result.diagnostics.isEmpty, index % 5 == 0 {
                let printed = Printer.text(of: result.tree)
                #expect(TreeDump.text(of: parse(printed).tree) == TreeDump.text(of: result.tree), "\(printed)")
            }
        }
    }

    @Test func `full-width forms mean their ASCII twins`() {
        #expect(Self.kinds("ａ＝（ｂ＋１）＊２") == Self.kinds("a=(b+1)*2"))
        #expect(Self.kinds("ａ＞＝１＆＆ｂ！＝２｜｜！ｃ") == Self.kinds("a>=1&&b!=2||!c"))
        #expect(Self.kinds("［１，２］：－＞％") == Self.kinds("[1,2]:->%"))
        #expect(Self.kinds("a ≧ b ≤ c ≠ d ÷ e → f − g") == Self.kinds("a >= b <= c != d / e -> f - g"))
        #expect(Self.kinds("x　＝　１　＃　注釈") == Self.kinds("x = 1 # 注釈"))
    }

    @Test func `× multiplies after an operand and is a mark before one`() {
        #expect(Self.kinds("a × b") == [.word, .times, .word])
        #expect(Self.kinds("a == ×") == [.word, .equal, .mark])
        #expect(Self.kinds("[○, ×, △]") == [.leftBracket, .mark, .comma, .mark, .comma, .mark, .rightBracket])
        #expect(Self.kinds("(a) × 2 × ×") == [.leftParen, .word, .rightParen, .times, .number, .times, .mark])
        #expect(Self.kinds("a in ×") == [.word, .word, .mark])
        #expect(Self.kinds("二〇 〇 〇一") == [.word, .mark, .word])
    }

    @Test func `a unit follows its number directly, a word of the language does not`() {
        #expect(Self.kinds("5億円") == [.number])
        #expect(Self.kinds("5 億円") == [.number, .word])
        #expect(Self.kinds("5かつ x") == [.number, .and, .word])
        #expect(Self.kinds("1..10") == [.number, .range, .number])
        #expect(Self.kinds("90%..<100%") == [.number, .openRange, .number])
    }

    @Test func `words of one spelling are one keyword, and every keyword has its row`() {
        #expect(Keyword.words.map(\.keyword) == Keyword.allCases)
        let spellings = Keyword.words.flatMap { $0.english + $0.japanese }
        #expect(Set(spellings).count == spellings.count)
        #expect(spellings.allSatisfy { nfkc($0) == $0 && $0.utf8.count <= Keyword.longestSpelling })
    }

    @Test func `numbers with an exponent are written out`() {
        #expect(Lexer.plain("1", exponent: 5) == "100000")
        #expect(Lexer.plain("1.5", exponent: 3) == "1500")
        #expect(Lexer.plain("1.234", exponent: 2) == "123.4")
        #expect(Lexer.plain("15", exponent: -3) == "0.015")
        #expect(Lexer.plain("2", exponent: 400) == "2 * power(10, 400)")
    }
}
