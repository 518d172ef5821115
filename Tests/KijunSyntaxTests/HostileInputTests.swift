import KijunSyntax
import Testing

/// No crash, hang or stack overflow on any input, and about linear time (language.md §10).
@Suite struct HostileInputTests {
    @Test func `ten thousand nested brackets are an error at the 201st`() {
        for bracket in ["(", "[", "{a: ", "f(", "a[", "-", "!", "\"{", "if a then "] {
            let result = parse("x = " + String(repeating: bracket, count: 10_000))
            #expect(result.diagnostics.contains { $0.code == .tooDeep || $0.code == .unterminatedText }, "\(bracket)")
        }
        let nested = parse("x = " + String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000))
        #expect(nested.diagnostics.map(\.code) == [.tooDeep])
        #expect(nested.diagnostics.first.map { Int($0.span.start) } == 1 + 4 + 200)
        #expect(codes("x = " + String(repeating: "[", count: 200) + String(repeating: "]", count: 200)) == [])
    }

    @Test func `chains that nest without brackets are bounded too`() {
        #expect(codes("x = a" + String(repeating: ".b", count: 10_000)) == ["K0009"])
        #expect(codes("x = a" + String(repeating: "[1]", count: 10_000)) == ["K0009"])
        #expect(codes("x = " + String(repeating: "if a then b else ", count: 10_000) + "c") == ["K0009"])
        #expect(codes("x = a" + String(repeating: " is blank", count: 10_000)) == ["K0009"])
        let mixed = String(repeating: "(", count: 150) + "a" + String(repeating: ".b.c.d)", count: 150)
        #expect(codes("x = " + mixed) == ["K0009"])
        #expect(codes("x = a" + String(repeating: ".b", count: 200)) == [])
    }

    @Test func `a sum of a hundred thousand terms is one flat node`() {
        let result = parse("x = " + Array(repeating: "1", count: 100_000).joined(separator: " + "))
        #expect(result.diagnostics.isEmpty)
        guard case .definition(_, let value) = result.tree.statements.first?.kind, case .sum(_, let terms) = value.kind else {
            Issue.record("no sum")
            return
        }
        #expect(terms.count == 99_999)
        for op in ["*", "&&", "||", "??", "<"] {
            #expect(codes("x = " + Array(repeating: "a", count: 20_000).joined(separator: op)) == [], "\(op)")
        }
    }

    @Test func `a source over ten megabytes is an error`() {
        #expect(codes(String(repeating: "1", count: 11_000_000)) == ["K0002"])
    }

    @Test(arguments: ["1+", "あ", "(", "\"", "{", "「", "x ", ". ", "\u{0}", "%%", "a=", "#", "\"{", "7,", "-", ")("])
    func `a very long line is read in about linear time`(piece: String) {
        let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
        let time = ContinuousClock().measure {
            let result = parse("x = " + text)
            var map = SourceMap()
            _ = map.add(name: "x", bytes: Array(("x = " + text).utf8))
            let rendered = DiagnosticRenderer(sources: map, language: .ja).render(result.diagnostics)
            #expect(rendered.utf8.count < 20_000)
        }
        #expect(time < .seconds(30), "\(piece)")
    }

    @Test(arguments: [
        "(\n", "a:\n  b\n", "x = 1 +\n", "  x\n", "form a\n", "test a\n given b = 1\n", "\t", "\r", "a.b: c -> d\n", "## x\n",
    ])
    func `many lines are read in about linear time`(piece: String) {
        let time = ContinuousClock().measure { _ = parse(String(repeating: piece, count: 20_000)) }
        #expect(time < .seconds(30), "\(piece)")
    }

    @Test func `lines indented ever deeper end in an error`() {
        var text = "form a\n"
        for depth in 1...1000 { text += String(repeating: " ", count: depth) + "t\(depth): table\n" }
        #expect(codes(text) == ["K0009"])
    }

    @Test func `bytes that are not UTF-8 are named by their offset`() {
        var map = SourceMap()
        let source = map.add(name: "sjis.kijun", bytes: Array("x = ".utf8) + [0x8A, 0xEE, 0x0A])
        let result = Parser.parse(source)
        #expect(result.diagnostics.map(\.code) == [.notUTF8])
        #expect(result.diagnostics[0].message.en.contains("offset 4"))
        for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE3, 0x81], [0xEF, 0xBB]] {
            let source = map.add(name: "x", bytes: bytes)
            #expect(Parser.parse(source).diagnostics.map(\.code) == [.notUTF8])
            #expect(Parser.parseExpression(source).1.map(\.code) == [.notUTF8])
        }
    }

    @Test func `random bytes and random pieces neither trap nor hang`() {
        var random = SystemRandomNumberGenerator()
        let pieces = Corpus.all.flatMap { $0.1.split(separator: " ").map(String.init) } + ["\n", "\n  ", "(", ")", "\"", "{", "}", "「"]
        for _ in 0..<100 {
            let bytes = (0..<Int.random(in: 0..<200)).map { _ in UInt8.random(in: 0...255, using: &random) }
            var map = SourceMap()
            let source = map.add(name: "random", bytes: bytes)
            let result = Parser.parse(source)
            _ = Parser.parseExpression(source)
            _ = DiagnosticRenderer(sources: map, language: .en).render(result.diagnostics)
            let text = (0..<Int.random(in: 0..<60)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined(separator: " ")
            _ = parse(text)
        }
    }

    @Test(arguments: Corpus.all) func `truncating anywhere neither traps nor hangs`(name: String, text: String) {
        let bytes = Array(text.utf8)
        for end in stride(from: 0, to: bytes.count, by: 7) {
            var map = SourceMap()
            _ = Parser.parse(map.add(name: name, bytes: Array(bytes[..<end])))
        }
    }
}
