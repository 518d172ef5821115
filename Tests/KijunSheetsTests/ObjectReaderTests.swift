import Kijun
import KijunSyntax
import Testing

@testable import KijunSheets

@Suite struct ObjectReaderTests {
    @Test func `an object is a sheet`() {
        let sheet = ObjectReading("code: text\ncost: number", #"{"code": "02-10", "cost": 1616}"#)
        #expect(sheet["code"] == "02-10@1:10")
        #expect(sheet["cost"] == "1616@1:27")
        #expect(sheet.findings == [] && sheet.fileFindings == [])
    }

    @Test func `lists, lines and objects one after the other hold several`() {
        let two = #"{"code": "1"}"# + "\n" + #"{"code": "2"}"#
        #expect(ObjectReading("code: text", two).all("code") == ["1", "2"])
        #expect(ObjectReading("code: text", two, isLines: true).all("code") == ["1", "2"])
        #expect(ObjectReading("code: text", "\u{FEFF}\r\n" + two + "\r\n\r\n \n", isLines: true).all("code") == ["1", "2"])
        #expect(ObjectReading("code: text", "[" + two.replacing("\n", with: ",\n") + "]").all("code") == ["1", "2"])
    }

    @Test func `places are lines and columns in bytes`() {
        let sheet = ObjectReading("題: text\nrows: table\n  n: number", "{\n  \"題\": \"あ\",\n  \"rows\": [\n    {\"n\": 1}, {\"n\": 2}]}")
        #expect(sheet["題"] == "あ@2:10")
        #expect(sheet["rows"] == "{1@4:11} {2@4:21}")
        let lines = ObjectReading("n: number", "{\"n\": 1}\n\n{\"n\":x}\n{\"n\":  3}", isLines: true)
        #expect(lines.all("n") == ["1", "3"])
        #expect(lines.fileFindings == ["error K0811 3:6 -"])
    }

    @Test func `keys are names or aliases, whatever their width`() {
        let form = "code / 施策コード: text\ncost / 事業費: number"
        let sheet = ObjectReading(form, #"{"施策コード": "1", "事業 費": 5}"#)
        #expect(sheet["code"] == "1@1:21" && sheet["cost"] == "5@1:40")
        #expect(ObjectReading(form, #"{"ｃｏｄｅ": "1", "co\u0073t": 5}"#)["cost"].hasPrefix("5@"))
    }

    @Test func `numbers are exactly what is written`() {
        func number(_ text: String) -> String {
            String(ObjectReading("n: number", "{\"n\": \(text)}")["n"].prefix { $0 != "@" })
        }
        #expect(number("0.1") == "0.1")
        #expect(number("-0.0") == "0")
        #expect(number("1e3") == "1000" && number("1E+3") == "1000" && number("12.5e-1") == "1.25")
        #expect(number("1e-30") == "0." + String(repeating: "0", count: 29) + "1")
        #expect(number("123456789012345678") == "123456789012345678")
        #expect(number("123456789012345678901234567890") == "123456789012345678901234567890")
        #expect(number("-9999999999999999999.99") == "-9999999999999999999.99")
        #expect(number("0.1234567890123456789") == "0.1234567890123456789")
        #expect(number("36.0") == "36" && number("100") == "100")
        #expect(number("0e999999999") == "0")
    }

    @Test func `a number without end is unknown and said`() {
        let huge = ObjectReading("n: number", #"{"n": 1e999999999}"#)
        #expect(huge["n"] == "_@1:7")
        #expect(huge.findings == ["K0703 1:7 n"])
        #expect(ObjectReading("n: number", "{\"n\": 1\(String(repeating: "0", count: 5000))}").findings == ["K0703 1:7 n"])
        #expect(ObjectReading("n: number ?? 0", #"{"n": 1e-999999999}"#)["n"] == "?@1:7")
    }

    @Test func `a number in a percent field is the value, a text is read as on a sheet`() {
        #expect(ObjectReading("p: percent", #"{"p": 0.794}"#)["p"] == "0.794@1:7")
        #expect(ObjectReading("p: percent", #"{"p": "79.4"}"#)["p"] == "0.794@1:7")
        #expect(ObjectReading("p: percent", #"{"p": "79.4%"}"#)["p"] == "0.794@1:7")
        #expect(ObjectReading("p: number in 千円", #"{"p": "△1,234"}"#)["p"] == "-1234@1:7")
        #expect(ObjectReading("p: percent", #"{"p(%)": 79.4}"#)["p"] == "0.794@1:10")
    }

    @Test func `a key may have the unit of its field in brackets, and no other`() {
        #expect(ObjectReading("cost / 事業費: number in 千円", #"{"事業費（千円）": 5}"#)["cost"].hasPrefix("5@"))
        let other = ObjectReading("cost / 事業費: number in 千円", #"{"事業費(円)": 5, "cost(%)": 1}"#)
        #expect(other.sheets.isEmpty && other.unreadable == 1)
        #expect(ObjectReading("n: number in 人", #"{"n(注)": 5}"#).sheets.isEmpty)
    }

    @Test func `percentages that look like something else are told once for the file`() {
        let list = ObjectReading("p: list of percent", #"{"p": [0.5, 79.4, 10, 80]}"#)
        #expect(list["p"] == "[0.5@1:8, 79.4@1:13, 10@1:19, 80@1:23]")
        #expect(list.findings == [] && list.fileFindings == ["warning K0734 1:13 p"])
        let lines = #"{"p": "0.794"}"# + "\n" + #"{"p": "1"}"#
        #expect(ObjectReading("p: percent", lines, isLines: true).fileFindings == ["warning K0734 1:7 p"])
        #expect(ObjectReading("p: percent", lines + "\n" + #"{"p": "80"}"#, isLines: true).fileFindings == [])
        #expect(ObjectReading("p: percent", lines + "\n" + #"{"p": "0.8%"}"#, isLines: true).fileFindings == [])
        // Under a key with (%) and under one without: each as it says.
        let form = "p: percent"
        let both = ObjectReading(form, #"{"p(%)": 79.4}"# + "\n" + #"{"p": 0.8}"# + "\n" + #"{"p(%)": 5}"#, isLines: true)
        #expect(both.all("p") == ["0.794", "0.8", "0.05"] && both.fileFindings == [])
        #expect(ObjectReading(form, #"{"p(%)": 0.5}"#).fileFindings == ["note K0734 1:10 p"])
    }

    @Test func `places are found backwards as forwards`() {
        let text = Array("{\n\"a\":1,\n\n\"b\":2}".utf8)
        text.withUnsafeBufferPointer { text in
            let offsets = Array(0..<text.count)
            var places = LinePlaces(text)
            let forwards = offsets.map { places.cell($0) }
            #expect(offsets.reversed().map { places.cell($0) } == forwards.reversed())
            #expect(forwards.map(\.row) == [0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 3])
            #expect(places.cell(text.count - 1) == forwards.last)
        }
    }

    @Test func `years, marks, choices, yes and no`() {
        let form = "y: year\nm: mark\nc: one of 増加, 減少\nb: yesno\nt: text"
        let sheet = ObjectReading(form, #"{"y": 2020, "m": "〇", "c": " 増加", "b": true, "t": 0.50}"#)
        #expect(sheet["y"].hasPrefix("R2@") && sheet["m"].hasPrefix("○@") && sheet["c"].hasPrefix("増加@"))
        #expect(sheet["b"].hasPrefix("true@") && sheet["t"].hasPrefix("0.50@"))
        let other = ObjectReading(form, #"{"y": "令和2年度", "m": "", "c": "維持", "b": "無", "t": " あ　"}"#)
        #expect(other["y"].hasPrefix("R2@") && other["m"].hasPrefix("\"\"@") && other["c"].hasPrefix("_@"))
        #expect(other["b"].hasPrefix("false@") && other["t"].hasPrefix("あ@"))
        #expect(other.findings == ["K0704 1:38 c"])
        let wrong = ObjectReading(form, #"{"y": 20.5, "m": 1, "c": null, "b": 2, "t": ""}"#)
        #expect(wrong.findings.map { $0.prefix(5) } == ["K0705", "K0706", "K0702", "K0718", "K0702"])
    }

    @Test func `null is a blank cell`() {
        #expect(ObjectReading("n: number?", #"{"n": null}"#).findings == [])
        #expect(ObjectReading("n: number", #"{"n": null}"#).findings == ["K0702 1:7 n"])
        #expect(ObjectReading("n: number ?? 7", #"{"n": null}"#)["n"] == "7@1:7")
        #expect(ObjectReading("m: mark", #"{"m": null}"#)["m"] == "\"\"@1:7")
        #expect(ObjectReading("t: table\n  n: number", #"{"t": null}"#)["t"] == "_")
        #expect(ObjectReading("t: table\n  n: number", #"{"t": []}"#)["t"] == "")
    }

    @Test func `lists of objects are tables, also within tables`() {
        let form = "t: table key id\n  id: text\n  r: table\n    y: year\n    n: number?\nl: list of number"
        let sheet = ObjectReading(form, #"{"t":[{"id":"1","r":[{"y":2019,"n":1},{"y":2020,"n":null}]},{"id":2,"r":[]}],"l":[1,"2",null]}"#)
        #expect(sheet["t"] == "{1@1:13, {R1@1:27, 1@1:36} {R2@1:44, _@1:53}} {2@1:67, }")
        #expect(sheet["l"] == "[1@1:83, 2@1:85, _@1:89]")
        #expect(sheet.findings == ["K0702 1:89 l"])
    }

    @Test func `an object is a table where the table has a key`() {
        let form = "t: table key id\n  id: text\n  n: number\n  m: number\ng: table key grade\n  grade: text\n  count: number"
        let sheet = ObjectReading(form, #"{"t": {"a": {"n": 1, "m": 2}, "b": {"n": 3, "m": 4}}, "g": {"A": 1, "B": 0}}"#)
        #expect(sheet["t"] == "{a@1:8, 1@1:19, 2@1:27} {b@1:32, 3@1:42, 4@1:50}" || sheet["t"].hasPrefix("{a@"))
        #expect(sheet["g"].hasPrefix("{A@1:61, 1@1:66}"))
        #expect(sheet.findings == [])
        #expect(ObjectReading("t: table\n  n: number", #"{"t": {"n": 1}}"#).findings == ["K0729 1:7 t"])
    }

    @Test func `a record of sums is an object`() {
        let form = "p: table\n  n: number\n  s: text\nsum: sums of p = row \"計\""
        let sheet = ObjectReading(form, #"{"p": [{"n": 1, "s": "a"}], "sum": {"n": 1}}"#)
        #expect(sheet["sum"] == "{1@1:42}")
        #expect(sheet.findings == [] && sheet.fileFindings == [])
    }

    @Test func `another structure than the field's is a finding, never a value`() {
        let form = "n: number\nl: list of text\nt: table\n  n: number"
        let sheet = ObjectReading(form, #"{"n": [1], "l": "a", "t": [1, {"n": {"a": 1}}]}"#)
        #expect(sheet["n"] == "_@1:7" && sheet["l"] == "_" && sheet["t"] == "{_} {_@1:37}")
        #expect(sheet.findings == ["K0729 1:7 n", "K0729 1:17 l", "K0729 1:28 t", "K0729 1:37 t.n"])
    }

    @Test func `a missing key is unknown, and told once where no object has it`() {
        let lines = "{\"a\":1}\n{\"a\":2}\n"
        let never = ObjectReading("a: number\nb: number ?? 0", lines, isLines: true)
        #expect(never.all("b") == ["?", "?"])
        #expect(never.findings == [] && never.fileFindings == ["note K0731 1:1 b"])
        let late = ObjectReading("a: number\nb: number", lines + "{\"a\":3,\"b\":4}\n{\"a\":5}\n", isLines: true)
        #expect(late.findings == ["K0731 4:1 b"] && late.fileFindings == ["warning K0731 1:1 b"])
        let rows = ObjectReading("t: table\n  a: number\n  b: number", #"{"t":[{"a":1,"b":1},{"a":2},{"a":3}]}"#)
        #expect(rows.findings == ["K0731 1:21 t.b"])
        #expect(rows.messages.first?.contains("2 rows") == true)
    }

    @Test func `keys that no field has are told once`() {
        let lines = ObjectReading("a: number\nt: table\n  n: number", #"{"a":1,"x":{"y":2},"t":[{"n":1,"z":2},{"n":1,"z":3}]}"#)
        #expect(lines.fileFindings == ["note K0730 1:8 -"])
        #expect(lines.messages == ["No field reads these keys: “x”, “t.z”."])
    }

    @Test func `a field under two names is known where both agree`() {
        let form = "cost / 事業費: number"
        #expect(ObjectReading(form, #"{"cost": 1, "事業費": 1.0}"#)["cost"] == "1@1:10")
        let twice = ObjectReading(form, #"{"cost": 1, "事業費": 2}"#)
        #expect(twice["cost"] == "_" && twice.findings == ["K0812 1:26 cost"])
    }

    @Test func `an object is of the form that has most of its keys`() {
        let forms = "form A\n  code: text\n  a: number\nform B\n  code: text\n  b: number"
        let sheets = ObjectReading(forms, "{\"code\":\"1\",\"b\":1}\n{\"a\":1,\"code\":\"2\"}\n{\"code\":\"3\"}\n{\"x\":1}", isLines: true)
        #expect(sheets.sheets.map(\.form) == ["B", "A"])
        #expect(sheets.fileFindings.prefix(2) == ["error K0714 3:1 -", "error K0713 4:1 -"])
    }

    @Test func `codes have one spelling in identifying fields`() {
        let sheet = ObjectReading("form F\n  identify code\n  code: text", #"{"code": "０２ - １０"}"#)
        #expect(sheet.sheets.first?.identity == ["02-10"])
    }

    @Test func `rows with one key are told`() {
        let sheet = ObjectReading("t: table key id\n  id: text", #"{"t":[{"id":"1"},{"id":"2"},{"id":"1"}]}"#)
        #expect(sheet.findings == ["K0715 1:35 t.id"])
    }

    @Test func `objects without a form are read by their own fields`() {
        let record = RecordSchema(
            path: "reported",
            fields: [
                FieldSchema(name: "judge", type: .text),
                FieldSchema(
                    name: "counts", type: .record(.declared("reported.counts")),
                    record: RecordSchema(path: "reported.counts", fields: [FieldSchema(name: "A", type: .number)])),
            ])
        let schema = RecordSchema(
            path: "", fields: [FieldSchema(name: "reported", type: .record(.declared("reported")), record: record)])
        let sheet = ObjectReading(schema: schema, bytes: Array(#"{"reported":{"judge":"c","counts":{"A":1}}}"#.utf8))
        #expect(sheet["reported"] == "{c@1:22, {1@1:40}}")
        #expect(sheet.sheets.first?.form == nil)
    }
}
