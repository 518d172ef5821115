import KijunSyntax
import Testing

@Suite struct TextTests {
    @Test func `names are compared by their NFKC form`() {
        #expect(nfkc("基準１") == "基準1")
        #expect(nfkc("ＡＢＣ＿ｘ") == "ABC_x")
        #expect(nfkc("ﾌﾙｺｽﾄ") == "フルコスト")
        #expect(nfkc("ﾊﾞ") == "バ")
        #expect(nfkc("か\u{3099}") == "が")
        #expect(nfkc("事務事業") == "事務事業")
        #expect(nfkc("①㎡㈱") == "1m2(株)")
        #expect(nfkc("〇○△×◎") == "〇○△×◎")
    }

    @Test func `NFKC survives a NUL and an empty text`() {
        #expect(nfkc("") == "")
        #expect(nfkc("Ａ\u{0}Ｂ") == "A\u{0}B")
    }

    @Test func `wide characters take two columns and ambiguous ones take one`() {
        #expect(DisplayWidth.of("abc") == 3)
        #expect(DisplayWidth.of("基準1") == 5)
        #expect(DisplayWidth.of("△○①─") == 4)
        #expect(DisplayWidth.of("ｱﾞ") == 2)
        #expect(DisplayWidth.of("か\u{3099}") == 2)
        #expect(DisplayWidth.of("Ａ（\u{3000}") == 6)
        #expect(DisplayWidth.of("⭕") == 2)
        #expect(DisplayWidth.of("👩‍🏫") == 2)
        #expect(DisplayWidth.of("\u{1B}\u{0}") == 0)
        #expect(DisplayWidth.of("𠮷") == 2)
    }

    @Test func `a text is padded and cut by columns`() {
        #expect(DisplayWidth.padded("基準", to: 6) == "基準  ")
        #expect(DisplayWidth.truncated("基準点数", to: 6) == "基準…")
        #expect(DisplayWidth.truncated("基準", to: 4) == "基準")
        #expect(DisplayWidth.truncated("abc", to: 0) == "")
    }
}
