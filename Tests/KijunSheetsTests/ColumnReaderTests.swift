import KijunSyntax
import Testing

@testable import Kijun
@testable import KijunSheets

@Suite struct ColumnReaderTests {
    private static let form = """
        identify code
        code / 番号: text
        title: text
        year: year
        rate / 達成率: percent
        cost: number in 千円
        share: number ?? 0.5
        m: mark
        c: one of 増加, 減少, 維持
        yes: yesno
        p: table key id
          id: text
          n: number
          r: table
            y: year
            v: number?
          w: text ?? "無"
        l: list of number
        t: list of text
        sum: sums of p = row "計"
        """
    private static let reading = ColumnReading(form)

    private static let plain =
        #"{"code":"02-1","title":"あ","year":2020,"rate":0.5,"cost":12,"share":1.50,"m":"○","c":"増加","yes":true,"p":[{"id":"1","n":1.5,"r":[{"y":2019,"v":1},{"y":2020,"v":null}],"w":"x"},{"id":"2","n":-3,"r":[],"w":null}],"l":[1,22,333.25],"t":["a","b"],"sum":{"id":null,"n":5,"w":""}}"#

    private func agree(_ lines: [String], _ comment: Comment? = nil) {
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        let all = FieldSelection.all(of: Self.reading.layout)
        let full = Self.reading.full(bytes, all)
        #expect(Self.reading.direct(bytes, all) == full, comment)
        #expect(Self.reading.direct(bytes, all, ends: ColumnReading.lineEnds(bytes), maximumSheets: 2, readers: 2) == full, comment)
        let none = FieldSelection(of: Self.reading.layout)
        #expect(Self.reading.direct(bytes, none) == Self.reading.full(bytes, none), comment)
    }

    @Test func `plain lines give what sheets give`() {
        agree([Self.plain])
        agree(Array(repeating: Self.plain, count: 700))
        agree([Self.plain, "", "  ", Self.plain + "\r", Self.plain.replacing(",\"", with: " , \"").replacing("\":", with: "\" : ")])
        agree([
            Self.plain, #"{"p":null,"sum":null,"l":null,"code":"3","t":null,"m":null,"c":null,"yes":null,"share":null,"year":null}"#,
            Self.plain,
        ])
    }

    @Test func `sheets come in sets of a bounded size in the order of the file`() {
        let lines = (0..<1000).map { Self.plain.replacing("02-1", with: "\($0)") }
        let all = FieldSelection.all(of: Self.reading.layout)
        let result = Self.reading.direct(Array(lines.joined(separator: "\n").utf8), all, maximumSheets: 64)
        #expect(result.counts == Array(repeating: 64, count: 15) + [40])
        #expect(result.sheets.count == 1000)
        for (number, sheet) in result.sheets.enumerated() { #expect(sheet.hasPrefix("{code=\"\(number)\"")) }
    }

    @Test(arguments: [
        (#""cost":12"#, #""cost":"1,234""#), (#""cost":12"#, #""cost":"5億円""#), (#""cost":12"#, #""cost":1234567890123456789"#),
        (#""cost":12"#, #""cost":1e3"#), (#""cost":12"#, #""cost":0.000000000000000001"#), (#""cost":12"#, #""cost":-0"#),
        (#""cost":12"#, #""cost":123456789.125"#), (#""cost":12"#, #""cost":999999999999999999"#), (#""cost":12"#, #""cost":01"#),
        (#""cost":12"#, #""cost":1."#), (#""cost":12"#, #""cost":.5"#), (#""cost":12"#, #""cost":1.2.3"#), (#""cost":12"#, #""cost":--1"#),
        (#""cost":12"#, #""cost":-"#), (#""cost":12"#, #""cost":12345678"#), (#""cost":12"#, #""cost":1234567.8"#),
        (#""cost":12"#, #""cost":0.1234567"#), (#""cost":12"#, #""cost":00.5"#), (#""cost":12"#, #""cost":12x"#),
        (#""cost":12"#, #""cost":1 2"#),
        (#""cost":12"#, #""cost":[]"#), (#""cost":12"#, #""cost":{"a":1}"#), (#""cost":12,"#, ""), (#""cost":12"#, #""費用":12"#),
        (#""cost":12"#, #""cost(千円)":12"#), (#""cost":12"#, #""cost(円)":12"#), (#""cost":12"#, #""cost":12,"cost":13"#),
        (#""cost":12"#, #""c\u006fst":12"#), (#""cost":12"#, #""x":12,"\u0078":13"#), (#""cost":12"#, #""x":{"a":1,"a":2}"#),
        (#""cost":12"#, #""x":{"a":1,"\u0061":2}"#), (#""cost":12"#, #""x":[[{"a":[1,{"b":"\n"}]}]]"#), (#""cost":12"#, #""x":"\q""#),
        (#""cost":12"#, #""x":"\ud800""#), (#""cost":12"#, #""x":nul"#), (#""cost":12"#, #""x":nulll"#), (#""cost":12"#, #""x":truefalse"#),
        (#""title":"あ""#, #""title":"　い ""#), (#""title":"あ""#, #""title":"\u3042\n""#), (#""title":"あ""#, #""title":" ""#),
        (#""title":"あ""#, #""title":12.50"#), (#""title":"あ""#, #""title":true"#), (#""title":"あ""#, #""title":"\u0000""#),
        (#""title":"あ""#, #""title":"\ud83d\ude00""#), (#""title":"あ""#, "\"title\":\"\u{FEFF}a\u{2003}\""),
        (#""code":"02-1""#, #""code":"０２ - １""#), (#""code":"02-1""#, #""番号":"3""#), (#""code":"02-1""#, #""code":"4","番号":"4""#),
        (#""code":"02-1""#, #""code":"4","番号":"5""#), (#""code":"02-1""#, #""code":7"#), (#""code":"02-1""#, #""code":"あ－1 ""#),
        (#""m":"○""#, #""m":"〇""#), (#""m":"○""#, #""m":"""#), (#""m":"○""#, #""m":"-""#), (#""c":"増加""#, #""c":"増 加""#),
        (#""c":"増加""#, #""c":"その他""#), (#""year":2020"#, #""year":"令和2年度""#), (#""year":2020"#, #""year":20"#),
        (#""year":2020"#, #""year":2020.0"#), (#""yes":true"#, #""yes":"有""#), (#""yes":true"#, #""yes":1"#),
        (#""rate":0.5"#, #""rate":79.4"#), (#""rate":0.5"#, #""rate":"79.4%""#), (#""rate":0.5"#, #""rate(%)":79.4"#),
        (#""rate":0.5"#, #""rate(%)":0.5"#), (#""rate":0.5"#, #""rate":10.0"#), (#""rate":0.5"#, #""rate":-10.01"#),
        (#""p":["#, #""p":[1,"#), (#""p":["#, #""p":[null,"#), (#""r":[]"#, #""r":{}"#), (#""r":[]"#, #""r":[{}]"#), (#""id":"2","#, ""),
        (#""l":[1,"#, #""l":["a","#), (#""l":[1,"#, #""l":[null,[1],"#), (#""l":[1,22,333.25]"#, #""l":5"#),
        (#""t":["a","#, #""t":[1,"",null,"#),
        (#""sum":{"#, #""sum":[{"#), (#""sum":{"#, #""sum":{"q":1,"#), (#""n":5"#, #""n":5,"m":1"#), (#"}}"#, #"}} "#), (#"}}"#, #"}}}"#),
        (#"}}"#, "}"),
        (#"}}"#, #"}} {}"#), (#"}}"#, #"}},"#), ("{\"code\"", "[{\"code\""), ("{\"code\"", "\u{FEFF}{\"code\""),
        ("{\"code\"", "x{\"code\""),
        ("\"yes\":true", "\"yes\":true\n"), ("\"yes\"", "\"yes\u{1}\""), ("\"yes\":true", "\"yes\":tru"), ("\"yes\":", "\"yes\""),
        ("\"c\":", "\"c:"),
    ])
    func `a line that is not plain gives what its sheet gives`(_ old: String, _ new: String) {
        let other = Self.plain.replacing(old, with: new)
        #expect(other != Self.plain)
        agree([Self.plain, other, Self.plain, other, other, Self.plain])
        agree([other, Self.plain])
    }

    @Test func `tables by their keys are read too`() {
        let keyed = #"{"code":"1","p":{"a":{"n":1,"w":"x","r":[]},"b":{"n":2,"w":"y"}}}"#
        agree([Self.plain, keyed, Self.plain])
    }

    @Test func `what is absent at first is told once for the file`() {
        let short = #"{"code":"1","p":[{"id":"1"},{"id":"2","n":1}],"x":1}"#
        agree([short, short, Self.plain, short, #"{"code":"1","y":1}"#])
        agree(Array(repeating: short, count: 300) + [Self.plain] + Array(repeating: short, count: 300))
    }

    @Test func `of several forms each sheet is of its own`() {
        let forms = ColumnReading("form A\n  code: text\n  a: number\nform B\n  code: text\n  b: number")
        let bytes = Array("{\"code\":\"1\",\"b\":1}\n{\"a\":1,\"code\":\"2\"}\n{\"code\":\"3\"}\n{\"x\":1}\n{\"code\":\"1\",\"b\":1}".utf8)
        let all = FieldSelection.all(of: forms.layout)
        #expect(forms.direct(bytes, all) == forms.full(bytes, all))
    }

    @Test func `depth is bounded, and many keys are read`() {
        for depth in [60, 61, 62, 63, 64, 65, 5000] {
            let lists = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            agree([Self.plain, #"{"code":"1","x":\#(lists)}"#, #"{"code":"1","p":[{"id":\#(lists)}]}"#, #"{"code":"1","p":\#(lists)}"#])
        }
        let many = "{\"code\":\"1\"" + (0..<3000).map { ",\"k\($0)\":\($0)" }.joined() + "}"
        agree([Self.plain, many, many, Self.plain])
    }

    @Test func `texts begin anew where there are many`() {
        let lines = (0..<20_000).map { #"{"code":"\#($0 % 15_000)","title":"題名\#($0)","m":"○"}"# }
        agree(lines)
    }
}
