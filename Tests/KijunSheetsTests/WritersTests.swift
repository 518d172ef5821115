import Kijun
import KijunSheets
import KijunSyntax
import Testing

@Suite struct `Writers` {
    private func json(_ value: Value) -> String {
        var json = JSONText()
        json.value(value)
        return json.text
    }

    @Test func `a number that terminates is a JSON number, another a text`() throws {
        #expect(json(.number(Number(4_561_152))) == "4561152")
        #expect(json(.number(try #require(Number(digits: "-0.5")))) == "-0.5")
        #expect(json(.number(try #require(Number(numerator: 167, denominator: 136)))) == "\"167/136\"")
    }

    @Test func `JSON texts are escaped and everything else stays as it is`() {
        #expect(JSONText.quoted("a\"b\\c\n\t\u{1}\u{7F}/○𠮷") == "\"a\\\"b\\\\c\\n\\t\\u0001\\u007f/○𠮷\"")
    }

    @Test func `blank and what is not determined are null`() {
        let list = Value.list([.blank, .undetermined, .yesno(true), .year(2020), .text("○")])
        #expect(json(list) == "[null,null,true,\"R2\",\"○\"]")
        #expect(json(.record([.init("a", .number(.one)), .init("b", .blank)])) == "{\"a\":1,\"b\":null}")
    }

    @Test func `objects and arrays nest with commas between`() {
        var json = JSONText()
        json.object { json in
            json.name("a")
            json.array { json in
                json.literal("1")
                json.object { _ in }
                json.string("x")
            }
            json.name("b")
            json.strings([])
        }
        #expect(json.text == "{\"a\":[1,{},\"x\"],\"b\":[]}")
    }

    @Test(arguments: [
        (["a", "b"], "a,b\n"), (["a,b", "c\"d"], "\"a,b\",\"c\"\"d\"\n"), (["a\nb", " c"], "\"a\nb\",\" c\"\n"), ([""], "\n"),
        (["", "\""], ",\"\"\"\"\n"),
    ])
    func `a cell is quoted where it must be`(_ cells: [String], _ row: String) {
        #expect(CSVText.row(cells) == row)
    }

    @Test func `the cells of a row are exact`() throws {
        #expect(CSVText.text(of: .number(try #require(Number(numerator: 1, denominator: 3)))) == "1/3")
        #expect(CSVText.text(of: .list([.text("a"), .blank, .year(2019)])) == "a; ; R1")
        #expect(CSVText.text(of: .undetermined) == "undetermined")
    }

    @Test func `the summary counts in both languages`() {
        var summary = RunSummary()
        let failed = CheckReport(name: "a", isWarning: false, state: .failed)
        let warned = CheckReport(name: "b", isWarning: true, state: .failed)
        let passed = CheckReport(name: "c", isWarning: false, state: .passed)
        let decision = DecisionReport(name: "d", state: .conflict, value: .blank, shown: "", by: [])
        summary.add(SheetReport(name: "s", source: "s.txt", decisions: [decision], checks: [failed, warned, passed]))
        #expect(!summary.isClean)
        #expect(summary.text(in: .en) == "1 sheet · 1 decision (1 not decided) · 1 check passed, 1 failed, 1 warning")
        #expect(summary.text(in: .ja) == "調書 1 件 · 判定 1 件（うち決まらないもの 1 件） · 検査 適合 1 件、不適合 1 件、注意 1 件")
    }
}
