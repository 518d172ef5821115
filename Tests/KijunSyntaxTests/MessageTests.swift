import KijunSyntax
import Testing

func rendered(_ text: String, _ language: Language = .ja) -> String {
    var map = SourceMap()
    let result = Parser.parse(map.add(name: "rules.kijun", bytes: Array(text.utf8)))
    return DiagnosticRenderer(sources: map, language: language).render(result.diagnostics)
}

@Suite struct MessageTests {
    /// A mistake, the codes it gives with the column of each, and what the hint of the first has to say.
    static let mistakes: [(text: String, codes: [String], hint: String)] = [
        ("x = 7,920", ["K0006 1:5"], "7_920"),
        ("x = 1,234,567", ["K0006 1:5"], "1_234_567"),
        ("x = 7,920.5%", ["K0006 1:5"], "7_920.5%"),
        ("x = 1e5 + .5", ["K0006 1:5", "K0006 1:11"], "100000"),
        ("x = 2.5E-3", ["K0006 1:5"], "0.0025"),
        ("x = 3億2千万円", ["K0006 1:5"], "5億円"),
        ("x = 1.2.3", ["K0006 1:5"], "0.5"),
        ("x = S70 + R0", ["K0007 1:5", "K0007 1:11"], "H7"),
        ("x = a = b", ["K0010 1:7"], "=="),
        ("x = (1 + 2\ny = 3", ["K0012 1:11"], ""),
        ("x = f(1, 2\ncheck y: a", ["K0012 1:11"], ""),
        ("x = 1)", ["K0012 1:6"], "open the bracket"),
        ("x = [1, 2)", ["K0012 1:10"], ""),
        ("judge: a == b", ["K0011 1:14"], "condition -> outcome"),
        ("judge:", ["K0015 1:6"], "indented"),
        ("x = \"abc\ny = 1 +", ["K0004 1:5", "K0011 2:8"], "close it"),
        ("x = 「abc", ["K0004 1:5"], "」"),
        ("x = \"{a", ["K0004 1:5"], "{{"),
        ("x = \"a{\"", ["K0004 1:8"], "{{"),
        ("x = 1..10", ["K0013 1:6"], "x in 1..10"),
        ("x = a is b", ["K0010 1:10"], "=="),
        ("x = if a then b", ["K0011 1:16"], "else"),
        ("x = a b", ["K0010 1:7"], "operator"),
        ("  x = 1\ny = 2", ["K0008 1:3"], "white space"),
        ("a:\n    b -> c\n  d -> e", ["K0008 3:3"], "alike"),
        ("x = 1\n  y = 2", ["K0008 2:3"], "align"),
        ("in = 3", ["K0114 1:1"], "another name"),
        ("R2 = 3", ["K0114 1:1"], "R2_actual"),
        ("x = a & b", ["K0003 1:7"], "&&"),
        ("x = 2 ** 3 <> 4 => 5", ["K0003 1:7", "K0003 1:12", "K0003 1:17"], "power"),
        ("x = ‘a’", ["K0003 1:5", "K0003 1:7"], ""),
        ("x = 「あ」、「い」", ["K0003 1:8"], ","),
        ("x = \u{0}\u{1B}[31m", ["K0003 1:5"], ""),
        ("x = 1 # \u{1B}[31m", ["K0003 1:9"], ""),
        ("x = 1\u{200B}2", ["K0003 1:6"], ""),
        ("x = \"\\q\"", ["K0005 1:6"], "\\u{3042}"),
        ("x = \"\\u{D800}\"", ["K0005 1:6"], "\\u{3042}"),
        ("x = \"{}\"", ["K0014 1:6"], "{{"),
        ("form f", ["K0015 1:6"], "indented"),
        ("form f\n  a = \"x\"", ["K0010 2:5"], "a: text"),
        ("form f\n  a: nummer", ["K0010 2:6"], "number"),
        ("form f\n  a: text = rigth of \"x\"", ["K0505 2:13"], "right"),
        ("form f\n  a: text = right of x", ["K0010 2:22"], "\"x\""),
        ("form f\n  a: text = \"x\" #0", ["K0010 2:17"], "#2"),
        ("form f\n  a: text = \"{b}\"", ["K0014 2:14"], "{}"),
        ("form f\n  a: text = \"x\"\n    b: text = \"y\"", ["K0008 3:5"], "align"),
        ("param p: number = 5", ["K0010 1:17"], "p = "),
        ("param p: number", ["K0015 1:1"], "indented"),
        ("test\n  given a = 1", ["K0011 1:1"], "what it shows"),
        ("test あ\n  gven a = 1", ["K0010 2:3"], "given"),
        ("scale s = A < B", ["K0010 1:13"], "A > B"),
        ("use form.kijun", ["K0010 1:5"], "\"form.kijun\""),
        ("check: a", ["K0010 1:6"], "name"),
        ("judge: a -> b\n  else -> c", ["K0010 2:3"], "otherwise"),
        ("判定: 基準1 == 「△」 かつ → c", ["K0010 1:19"], ""),
        ("judge: a -> A・B指標のみ", ["K0010 1:14"], "quotes"),
        ("f(x)(y)", ["K0010 1:5"], "*"),
        ("x = a == b is blank", ["K0010 1:12"], "brackets"),
        ("x = 1 + 2 # 7,920\ny = f(7,920)\nz = [1,200]", [], ""),
    ]

    @Test(arguments: mistakes) func `a mistake is reported once, at its place, with what to do`(text: String, codes: [String], hint: String)
    {
        var map = SourceMap()
        let result = Parser.parse(map.add(name: "rules.kijun", bytes: Array(text.utf8)))
        let found = result.diagnostics.map { diagnostic in
            let place = map.place(of: diagnostic.span)
            return "\(diagnostic.code.rawValue) \(place?.line ?? 0):\(place?.column ?? 0)"
        }
        #expect(found == codes)
        if !hint.isEmpty { #expect(result.diagnostics.first?.hint?.en.contains(hint) == true, "\(result.diagnostics)") }
        for diagnostic in result.diagnostics {
            for wording in [diagnostic.message, diagnostic.hint].compactMap(\.self) {
                #expect(!wording.ja.isEmpty && !wording.en.isEmpty)
            }
        }
    }

    @Test func `what is wrong is underlined in display columns`() {
        #expect(
            rendered("判定: 基準1 == 「△」 かつ → c") == """
                error: ここには式（値や項目）が要りますが、「→」があります       [K0010]
                   ┌─ rules.kijun:1:19
                 1 │ 判定: 基準1 == 「△」 かつ → c
                   │                           ^ 判定は「名前: 条件 -> 結果」と書きます

                """)
        #expect(
            rendered("\tx\nx = 1\n　あ = 「い", .en).hasSuffix(
                """
                error: the text is not closed before the end of the line         [K0004]
                   ┌─ rules.kijun:3:6
                 3 │ 　あ = 「い
                   │        ^^^^ close it with 」

                """))
    }

    @Test func `another place that belongs to it is shown too`() {
        #expect(
            rendered("x = (1 +\n  2\ny = 3", .en) == """
                error: the bracket is not closed: `)` is missing                 [K0012]
                   ┌─ rules.kijun:2:4
                 2 │   2
                   │    ^
                   ├─ rules.kijun:1:5
                 1 │ x = (1 +
                   │     - opened here

                """)
    }

    @Test func `a line of a megabyte is cut around what is wrong`() {
        let text = "x = \"" + String(repeating: "あ", count: 300_000) + "\" + 7,920 + \"" + String(repeating: "い", count: 300_000) + "\""
        #expect(
            rendered(text, .en) == """
                error: this is not how a number is written: 7,920                [K0006]
                   ┌─ rules.kijun:1:300010
                 1 │ …あああああああああああああ" + 7,920 + "いいいいいいいいいいいいいいいいいいいいいいいいいいいいい…
                   │                                ^^^^^ 7_920

                """)
    }

    @Test func `control characters never reach the terminal`() {
        let text = rendered("x = \u{0}\u{1B}[31m \u{7F}\u{202E}", .ja)
        #expect(
            text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) && $0.value != 0x202E })
        #expect(text.contains("␀␛[31m"))
    }

    @Test func `at most twenty are shown, then a count, and what blocks the reading comes first`() {
        let text = rendered(String(repeating: "x = )\n", count: 33), .en)
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("error") }.count == 20)
        #expect(text.hasSuffix("… and 13 more\n"))
        let place = Span(start: 1, end: 2)
        let sorted = DiagnosticRenderer.sorted([
            Diagnostic(.possiblyBlank, .warning, at: place, Wording("c")), Diagnostic(.unknownName, at: place, Wording("b")),
            Diagnostic(.badNumber, at: Span(start: 9, end: 9), Wording("a")), Diagnostic(.unknownName, at: place, Wording("b")),
        ])
        #expect(sorted.map(\.message.en) == ["a", "b", "c"])
    }

    @Test func `a message without a place stands alone, and colour is asked for`() {
        let renderer = DiagnosticRenderer(sources: SourceMap(), language: .en, usesColour: true)
        let diagnostic = Diagnostic(.noSheets, at: .none, Wording("no sheets"), hint: Wording("name a file"))
        #expect(DiagnosticRenderer(sources: SourceMap(), language: .en).render(diagnostic).hasSuffix("[K0805]\n  = name a file\n"))
        #expect(renderer.render(diagnostic).hasPrefix("\u{1B}[1;31merror\u{1B}[0m"))
    }

    @Test func `the nearest names are suggested`() {
        let names = ["basis1", "basis2_4", "judge", "基準1", "事業費", "事業計"]
        #expect(nearest("basis5", among: names) == "basis1")
        #expect(nearest("bassi1", among: names) == "basis1")
        #expect(nearest("Judge", among: names) == "judge")
        #expect(nearest("基準２", among: names) == "基準1")
        #expect(suggestions(for: "事業", among: names) == ["事業計", "事業費"])
        #expect(nearest("予算", among: names) == nil)
        #expect(nearest("x", among: ["y"]) == nil)
    }
}
