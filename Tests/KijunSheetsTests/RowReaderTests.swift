import Kijun
import KijunSyntax
import Testing

@testable import KijunSheets

/// A table read row by row, written out.
private struct Rows {
    private(set) var sheets: [LoadedSheet] = []
    private(set) var failures: [Finding] = []
    private let document: Document

    /// - Parameter form: the lines under `form F`.
    init(_ form: String, _ text: String, name: String = "t.csv") throws {
        try self.init(form, DelimitedText.read(Array(text.utf8), name: name, options: ReadingOptions()))
    }

    init(_ form: String, pages: [[[String]]], merged: [(Range<Int>, Range<Int>)] = []) throws {
        let grids = pages.map { rows in
            var builder = GridBuilder()
            for row in rows {
                for (column, text) in row.enumerated() where !text.isEmpty { builder.add(column: column, text.utf8) }
                builder.endRow()
            }
            for (rows, columns) in merged { builder.merge(Grid.Extent(rows: rows, columns: columns)) }
            return builder.build()
        }
        let info = DocumentInfo(name: "t.xlsx", pages: pages.indices.map { "p\($0 + 1)" }, style: .grid)
        try self.init(form, Document(info: info, pages: grids, isTable: true))
    }

    private init(_ form: String, _ document: Document) throws {
        var sources = SourceMap()
        let lines = form.split(separator: "\n").map { "  \($0)\n" }.joined()
        let parsed = Parser.parse(sources.add(name: "f.kijun", bytes: Array("form F\n\(lines)".utf8)))
        let program = Checker.check([parsed.tree], sources: sources).program
        self.document = document
        var reader = RowReader(document: document, schema: program.schema, identify: program.forms[0].identify, form: "F")
        var sheets: [LoadedSheet] = []
        failures = reader.read { sheets.append($0) }.findings
        self.sheets = sheets
    }

    /// The values of each sheet.
    var values: [String] {
        sheets.map { $0.input.record.values.map(Self.shown).joined(separator: " ") }
    }

    private static func shown(_ value: InputValue) -> String {
        switch value {
        case .scalar(.number(let number), _): number.plainText
        case .scalar(.text(let text), _): text.isEmpty ? "\"\"" : text
        case .scalar(.year(let year), _): Year.shown(year)
        case .scalar(.yesno(let flag), _): "\(flag)"
        case .scalar(.blank, _): "_"
        case .scalar: "?"
        case .list(let elements): "[" + elements.map(shown).joined(separator: ", ") + "]"
        case .table, .record: "…"
        }
    }

    /// Code and place of the findings of each sheet.
    var findings: [[String]] { sheets.map { $0.input.findings.map(shown) } }
    var failed: [String] { failures.map(shown) }
    var messages: [String] { sheets.flatMap { $0.input.findings.map(\.message.en) } }
    var unread: [[String]] { sheets.map { $0.unread.map { "\($0.text)@\(document.info.show($0.cell).split(separator: "!").last ?? "")" } } }

    private func shown(_ finding: Finding) -> String {
        finding.code.rawValue + (finding.cell.map { " \(document.info.show($0).split(separator: "!").last ?? "")" } ?? "")
    }
}

@Suite("Rows as sheets")
struct RowReaderTests {
    private static let form = """
        identify id, name
        id / 番号: text
        name / 事業名: text
        cost / 事業費: number in 千円
        """

    @Test func `a row is a sheet`() throws {
        let rows = try Rows(Self.form, "番号,事業名,事業費\n1,甲,\"1,000\"\n02 - 10,乙,△5\n")
        #expect(rows.values == ["1 甲 1000", "02-10 乙 -5"])
        #expect(rows.findings == [[], []])
        #expect(rows.sheets[1].identity == ["02-10", "乙"])
    }

    @Test func `a merged number is the value of one row and one column, a merged text of all`() throws {
        let pages = [[["番号", "事業名", "事業費", "国費"], ["1", "甲", "100", ""], ["2", "", "", ""], ["3", "乙", "50", "5"]]]
        let rows = try Rows(
            Self.form + "\n国費: number in 千円", pages: pages, merged: [(1..<3, 1..<2), (1..<3, 2..<4)])
        #expect(rows.values == ["1 甲 100 ?", "2 甲 ? ?", "3 乙 50 5"])
        #expect(rows.findings == [["K0736 D2"], ["K0736 C3", "K0736 D3"], []])
    }

    @Test func `every type is read as in a form`() throws {
        let form = """
            n: number
            p: percent
            t: text
            m: mark
            y: year
            b: yesno
            c: one of a, b
            l: list of text
            d: number ?? 7
            """
        let rows = try Rows(form, "n,p,t,m,y,b,c,l,d\n１２,79.4,x,〇,令和2年度,有,A,z,\n調整中,1,,,,,,,-\n")
        #expect(rows.values == ["12 0.794 x ○ R2 true a [z] 7", "_ 0.01 _ \"\" _ _ _ [] 7"])
        #expect(rows.findings == [["K0712 G2"], ["K0703 A3", "K0702 C3", "K0702 E3", "K0702 F3", "K0702 G3"]])
    }

    @Test func `columns are found by the whole heading, without its unit, and by the name made of it`() throws {
        let form = """
            id: text
            総額_うち一般財源: number in 千円
            _1人当たり: number
            事業費_2: number
            """
        let rows = try Rows(form, "ＩＤ,id,総 額（うち一般財源）(円),1人当たり,事業費,事業費\nx,1,2000,3,4,5\n")
        #expect(rows.values == ["1 2 3 5"])
    }

    @Test func `the first of name and aliases that is there`() throws {
        #expect(try Rows("a / b / c: text", "c,b\n1,2\n").values == ["2"])
    }

    @Test func `units of headings`() throws {
        let form = """
            a: number in 千円
            b: number in 円
            c: number in 人工
            d: percent
            e: number
            f: number in 千円/人工
            g: number
            """
        let rows = try Rows(form, "a(百万円),b(億円),c(人),d(％),e(％),f(円/人工),g(円)\n1.5,2円,3,80,80,500,9円\n")
        #expect(rows.values == ["1500 2 _ 0.8 80 0.5 9"])
        #expect(rows.findings == [["K0726 A1", "K0726 B1", "K0726 C1", "K0726 E1", "K0726 F1"]])
    }

    @Test func `the unit of a merged heading above converts`() throws {
        let form = "番号: text\n当初 / 予算額_当初: number in 円\n補正 / 予算額_補正: number in 円"
        let rows = try Rows(
            form, pages: [[["番号", "予算額（千円）", ""], ["", "当初", "補正"], ["1", "100", "50"]]], merged: [(0..<2, 0..<1), (0..<1, 1..<3)])
        #expect(rows.values == ["1 100000 50000"])
        #expect(rows.findings == [["K0726 B2", "K0726 C2"]])
    }

    @Test func `a row of units below the heading converts, and is no sheet`() throws {
        let rows = try Rows("番号: text\n当初: number in 円", "番号,当初,補正\n,千円,千円\n1,100,50\n番号,当初,補正\n,千円,千円\n2,1,1\n")
        #expect(rows.values == ["1 100000", "2 1000"])
        #expect(rows.findings == [["K0726 B1", "K0710 A4", "K0710 A5"], []])
    }

    @Test func `a unit above the table is that of the columns of its kind whose headings name none`() throws {
        let form = "a: number in 円\nb: number in 円\nc: number in 千円\nd: number in 人\ne: number\nf: percent"
        let text = "一覧,,,,,（単位：千円）\na,b(百万円),c,d,e,f\n1,2,3,4,5,6\n7億円,2,3,4,5,6\n"
        let rows = try Rows(form, text)
        #expect(rows.values == ["1000 2000000 3 4 5 0.06", "700000000 2000000 3 4 5 0.06"])
        #expect(rows.findings == [["K0726 B2", "K0726 F1"], []])
        #expect(rows.unread[0].first == "一覧@A1" && !rows.unread[0].contains("（単位：千円）@F1"))
    }

    @Test func `a unit above the table that no column takes is told`() throws {
        let rows = try Rows("a: number\nb: text", ",（単位：千円）\na,b\n1,x\n")
        #expect(rows.values == ["1 x"])
        #expect(rows.findings == [["K0726 B1"]])
        #expect(rows.messages[0].contains("“a”"))
        let two = try Rows("a: number in 円\nb: text", "（単位：千円）,（単位：百万円）,\na,b,c\n1,x,\n")
        #expect(two.values == ["_ x"] && two.findings == [["K0726 A2"]])
        // A title says it too, and one that is merged over a part of the columns for these alone.
        #expect(try Rows("a: number in 円", "予算（千円）,,\na,b,c\n1,x,\n").values == ["1000"])
        let parts = try Rows(
            "a: number in 円\nb: number in 円", pages: [[["", "予算（千円）", "", "（単位：百万円）"], ["b", "a", "c", "d"], ["1", "1", "2", "3"]]],
            merged: [(0..<1, 1..<3)])
        #expect(parts.values == ["1000 1000000"])
    }

    @Test func `the lowest row of a heading finds a column only where it is alone`() throws {
        let pages = [[["番号", "予算", "", "決算", ""], ["", "当初", "補正", "当初", "執行"], ["1", "2", "3", "4", "5"]]]
        let merged = [(0..<2, 0..<1), (0..<1, 1..<3), (0..<1, 3..<5)]
        let rows = try Rows("番号: text\n当初: number\n補正: number", pages: pages, merged: merged)
        #expect(rows.values == ["1 _ 3"] && rows.findings == [["K0724 B2"]])
        #expect(try Rows("番号: text\n当初 / 決算_当初: number", pages: pages, merged: merged).values == ["1 4"])
    }

    @Test func `below a heading said again in another unit the values are unknown`() throws {
        let text = "番号,事業名,事業費(千円)\n1,甲,5\n番号,事業名,事業費（円）\n2,乙,6000\n番号,事業名,事業費（千円）\n3,丙,7\n"
        let rows = try Rows(Self.form, text)
        #expect(rows.values == ["1 甲 5", "2 乙 ?", "3 丙 7"])
        #expect(rows.findings == [["K0726 C3"], ["K0710 A5"], []])
        #expect(try Rows(Self.form, "番号,事業名,事業費\n番号,番号,5\n番号,事業名,事業費の額\n").sheets.count == 2)
    }

    @Test func `totals wherever a row is named`() throws {
        let form = "identify id, name\nid / 番号: text\nname / 名称: text\ncost / 事業費: number"
        let rows = try Rows(
            form,
            """
            部局,番号,名称,事業費
            総務部,1,橋,100
            総務部,,計,150
            ,2,小計,150
            ,総計,,160
            ,,合　計（千円）,160
            ,,総務部計,160
            ,3,放射線量計の設計,5
            ,4,電力計,5
            総務部計,,,160
            ,,一般会計,7

            """)
        #expect(rows.values == ["1 橋 100", "3 放射線量計の設計 5", "4 電力計 5", "_ 一般会計 7"])
        #expect(rows.findings.flatMap { $0 }.filter { $0.hasPrefix("K0709") }.count == 6)
        let named = try Rows("identify name\nname / 名称: text\ncost / 事業費: number", "名称,事業費\n橋,100\n総務部計,150\n特別会計,5\n")
        #expect(named.values == ["橋 100", "特別会計 5"])
        let plain = try Rows("name / 名称: text\ncost / 事業費: number", "部,名称,事業費\n総務部,橋,100\n総務部,計,150\n総務部計,,1\n一般会計,,5\n")
        #expect(plain.values == ["橋 100", "_ 5"])
    }

    @Test func `a column of another dimension is unknown, a default notwithstanding`() throws {
        let rows = try Rows("id: text\na: number in 千円 ?? 0\nm: mark", "id,a(人)\nx,5\n")
        #expect(rows.values == ["x ? ?"])
        #expect(rows.findings == [["K0726 B1", "K0701 A1"]])
    }

    @Test func `missing columns are told once`() throws {
        let rows = try Rows(Self.form + "\nnote: text?\ntotal: number", "番号,事業名,費用\n1,甲,5\n2,乙,6\n")
        #expect(rows.values == ["1 甲 _ _ _", "2 乙 _ _ _"])
        #expect(rows.findings == [["K0701 A1", "K0701 A1"], []])
        #expect(rows.messages[0].contains("“cost”, “total”"))
        #expect(rows.unread == [["費用@C1"], []])
    }

    @Test func `rows that are no sheets`() throws {
        let rows = try Rows(
            Self.form, "番号,事業名,事業費\n1,甲,1\n\n番号,事業名,事業費\n合計,,1\n,総務部計,1\n,一般会計,2\n,,3\n※ 注記,,\nTotal,,9\n")
        #expect(rows.values == ["1 甲 1", "_ 一般会計 2"])
        #expect(rows.findings == [["K0710 A4", "K0709 A5", "K0709 B6"], ["K0702 A7", "K0709 C8", "K0709 A9", "K0709 A10"]])
    }

    @Test func `rows before the first sheet and without any`() throws {
        #expect(try Rows(Self.form, "番号,事業名,事業費\n合計,,1\n1,甲,1\n").findings == [["K0709 A2"]])
        let none = try Rows(Self.form, "番号,事業名,事業費\n合計,,1\n")
        #expect(none.sheets.isEmpty && none.failed == ["K0709 A2"])
        #expect(try Rows(Self.form, "番号,事業名,事業費\n").failed.isEmpty)
        #expect(try Rows(Self.form, "").failed == ["K0713"])
        #expect(try Rows(Self.form, "x,y\n1,2\n").failed == ["K0713 A1"])
    }

    @Test func `uneven rows`() throws {
        let rows = try Rows(Self.form, "番号,事業名,事業費\n1,甲,1,000,x\n2,乙\n3,丙,3,,\n")
        #expect(rows.findings == [["K0728 E2"], ["K0702 C3", "K0728 B3"], []])
        #expect(rows.unread[0] == ["1@C2", "000@D2", "x@E2"])
    }

    @Test func `a number that its comma divides is unknown, and its row keeps its name`() throws {
        let rows = try Rows(
            Self.form + "\ntwo: number ?? 0\nnote: text?", "番号,事業名,事業費,two,note\n1,甲,1,200,5,x\n2,乙,1,2,x\n3,丙,1,\"2,000\",x\n")
        #expect(rows.values == ["1 甲 ? ? ?", "2 乙 1 2 x", "3 丙 1 2000 x"])
        #expect(rows.findings == [["K0728 F2"], [], []])
        // The last columns are often empty: one empty cell too many tells the shift.
        let empty = try Rows(Self.form + "\nnote: text?", "番号,事業名,事業費,note\n1,甲,1,200,\n2,乙,30,\n3,丙,40,\n")
        #expect(empty.values == ["1 甲 ? ?", "2 乙 30 _", "3 丙 40 _"])
        // Where every row ends with a comma none does.
        let all = try Rows(Self.form + "\nnote: text?", "番号,事業名,事業費,note\n1,甲,1,200,\n2,乙,30,400,\n")
        #expect(all.values == ["1 甲 1 200", "2 乙 30 400"])
        let each = try Rows(Self.form, "番号,事業名,事業費\n1,甲,1,200\n2,乙,3,400\n3,丙,x,覚え\n")
        #expect(each.values == ["1 甲 ?", "2 乙 ?", "3 丙 _"])
        let workbook = try Rows(Self.form, pages: [[["番号", "事業名", "事業費"], ["1", "甲", "1", "200"], ["2", "乙", "3"]]])
        #expect(workbook.values == ["1 甲 1", "2 乙 3"] && workbook.findings == [["K0728 D2"], []])
    }

    @Test func `what the file's reader reports goes with its row`() throws {
        let rows = try Rows(Self.form, "番号,事業名,事業費\n1,甲,1\n2,\"乙,2\n")
        #expect(rows.findings == [[], ["K0727 B3"]])
    }

    @Test func `many skipped rows are counted`() throws {
        let rows = try Rows(Self.form, "番号,事業名,事業費\n1,甲,1\n" + String(repeating: "計,,1\n", count: 100))
        #expect(rows.findings[0].count == 21)
        #expect(rows.messages[20] == "80 more rows were skipped.")
    }

    @Test func `each worksheet has its own heading, and one without the fields is not read`() throws {
        let rows = try Rows(
            Self.form,
            pages: [
                [["この表について"], ["番号は通し番号"]], [["番号", "事業名", "事業費(千円)"], ["1", "甲", "5"]],
                [["一覧"], ["事業費(円)", "番号", "事業名"], ["6000", "2", "乙"]],
            ])
        #expect(rows.values == ["1 甲 5", "2 乙 6"])
        #expect(rows.findings == [["K0709 A1"], ["K0726 A2"]])
    }

    @Test func `a merged cell says its value in each of its rows`() throws {
        let rows = try Rows("部: text\n番号: text", pages: [[["部", "番号"], ["総務", "1"], ["", "2"]]], merged: [(1..<3, 0..<1)])
        #expect(rows.values == ["総務 1", "総務 2"])
    }

    @Test func `fifty thousand rows are read in time`() throws {
        let line = "12345,橋りょうの点検と補修の事業,総務部,1234567,7654321,備考\n"
        let text = "番号,事業名,部,事業費(円),決算,備考\n" + String(repeating: line, count: 50_000)
        let clock = ContinuousClock()
        var count = 0
        let time = try clock.measure { count = try Rows(Self.form, text).sheets.count }
        #expect(count == 50_000 && time < .seconds(30), "\(time)")
    }
}
