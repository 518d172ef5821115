import KijunSyntax
import Testing

func parse(_ text: String) -> ParseResult {
    var map = SourceMap()
    return Parser.parse(map.add(name: "rules.kijun", bytes: Array(text.utf8)))
}

func codes(_ text: String) -> [String] { parse(text).diagnostics.map(\.code.rawValue) }

@Suite struct ParserTests {
    @Test(arguments: Corpus.all) func `the corpus parses without a word`(name: String, text: String) {
        let result = parse(text)
        for diagnostic in result.diagnostics { Issue.record("\(name): \(diagnostic.message.en) \(diagnostic.span)") }
    }
}
