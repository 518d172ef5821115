import KijunSyntax
import Testing

func rendered(_ text: String, _ language: Language = .ja) -> String {
    var map = SourceMap()
    let result = Parser.parse(map.add(name: "rules.kijun", bytes: Array(text.utf8)))
    return DiagnosticRenderer(sources: map, language: language).render(result.diagnostics)
}

@Suite struct MessageTests {
    static let wrong = [
        "x = 7,920", "x = 1e5 + .5", "x = S70 + R0", "x = a = b", "x = (1 + 2\ny = 3", "x = 1)", "judge: a == b", "judge:", "x = \"abc\ny = 1",
        "x = 1..10", "x = \"{a", "x = a is b", "x = if a then b", "x = a b", "  x = 1\ny = 2", "a:\n    b -> c\n  d -> e", "x = 1\n  y = 2",
        "in = 3", "R2 = 3", "x = a & b", "form f\n  a = \"x\"", "form f\n  a: nummer", "form f\n  a: text = rigth of \"x\"",
        "form f\n  a: text = right of x", "param p: number = 5", "test\n  given a = 1", "test あ\n  gven a = 1", "scale s = A < B",
        "x = \"\\q\"", "x = \"{}\"", "use form.kijun", "x = 「あ」＋'い'", "x = 3億2千万円", "基準 == 「△」 かつ、いずれか → c", "x = \u{0}\u{1B}[31m",
        "判定: 基準1 == 「△」 かつ → c", "check: a", "x = t select", "judge: a -> b\n  else -> c", "x = 1\u{200B}2", "x = 2 ** 3 <> 4",
        "f(x)(y)", "x = a == b is blank", "x = 1 +",
    ]

    @Test func gallery() {
        for text in Self.wrong { print("-----\n" + rendered(text) + rendered(text, .en)) }
    }
}
