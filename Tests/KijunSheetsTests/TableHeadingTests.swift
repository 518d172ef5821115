import Kijun
import KijunSyntax
import Testing

@testable import KijunSheets

@Suite("Headings of tables")
struct TableHeadingTests {
    /// `A 事業費(円) 事業費 円` for each column: letters, text, name, unit.
    private func columns(_ heading: TableHeading?) -> [String] {
        guard let heading else { return ["no heading"] }
        return heading.columns.map { column in
            [CellAddress.letters(ofColumn: column.column), column.text, column.name, column.isPercent ? "%" : column.unit?.name ?? "-"]
                .joined(separator: " ")
        }
    }

    private func heading(_ text: String) throws -> TableHeading? {
        TableHeading(of: try DelimitedText.read(Array(text.utf8), name: "t.csv", options: ReadingOptions()), page: 0)
    }

    private func heading(_ rows: [[String]], merged: [(Range<Int>, Range<Int>)]) -> TableHeading? {
        var builder = GridBuilder()
        for row in rows {
            for (column, text) in row.enumerated() where !text.isEmpty { builder.add(column: column, text.utf8) }
            builder.endRow()
        }
        for (rows, columns) in merged { builder.merge(Grid.Extent(rows: rows, columns: columns)) }
        let info = DocumentInfo(name: "t.xlsx", pages: ["p"], style: .grid)
        return TableHeading(of: Document(info: info, pages: [builder.build()], isTable: true), page: 0)
    }

    @Test func `names that rules can use`() {
        let names = [
            ("事業費", "事業費"), ("総額(うち一般財源)", "総額_うち一般財源"), ("1人当たり", "_1人当たり"), ("①事業費", "_1事業費"), ("R2", "R2_"),
            ("sheets", "sheets_"), ("空欄", "空欄_"), ("件数", "件数"), ("事 業 名", "事業名"), ("Project name", "Project_name"), ("二行の\n見出し", "二行の見出し"),
            ("●農業産出額", "農業産出額"), ("Ｎｏ．", "No"), ("㎡", "m2"), ("A・B", "A_B"), ("_x", "_x"), ("令和2年度", "令和2年度"), ("2020", "_2020"),
            ("か\u{3099}", "が"), ("◎", "-"), ("%", "-"), ("", "-"), ("___", "-"), ("\u{301}a", "a"),
        ]
        for (text, name) in names { #expect(usableName(for: text) ?? "-" == name, "\(text)") }
    }

    @Test func `every name is a name for the rules`() {
        for text in ["事業費", "1人当たり", "R2", "sheets", "a b", "①", "no. 1", "M1", "H99", "true", "が空欄", "５", "x(円)", "ﾊﾞｽ"] {
            guard let name = usableName(for: text) else { continue }
            var sources = SourceMap()
            let parsed = Parser.parse(sources.add(name: "r.kijun", bytes: Array("form f\n  \(name): text\nz = \(name)\n".utf8)))
            let checked = Checker.check([parsed.tree], sources: sources)
            #expect((parsed.diagnostics + checked.diagnostics).filter { $0.severity == .error }.isEmpty, "\(text) → \(name)")
            #expect(checked.program.schema.index(of: name) == 0)
        }
    }

    @Test func `units in brackets`() throws {
        #expect(
            try columns(heading("費用（千円）,人件費 [百万円],率(％),人員(人),面積（㎡）,単価(千円/人工),額(単位：円),総額(うち一般財源),備考(任意)\n")) == [
                "A 費用（千円） 費用 千円", "B 人件費 [百万円] 人件費 百万円", "C 率(％) 率 %", "D 人員(人) 人員 人", "E 面積（㎡） 面積 m2",
                "F 単価(千円/人工) 単価 千円/人工", "G 額(単位：円) 額 円", "H 総額(うち一般財源) 総額_うち一般財源 -", "I 備考(任意) 備考_任意 -",
            ])
    }

    @Test func `titles above the heading do not count`() throws {
        let found = try heading("令和6年度 一覧,,,\n,,,単位：円\n番号,名称,額,備考\n1,甲,10,\n")
        #expect(found?.rows == 2..<3)
        #expect(columns(found) == ["A 番号 番号 -", "B 名称 名称 -", "C 額 額 -", "D 備考 備考 -"])
        #expect(try heading("一つ\n1\n2\n")?.rows == 0..<1)
        #expect(try heading("") == nil)
        #expect(try heading("\n\n,,\n") == nil)
    }

    @Test func `one name for two columns, and none for one`() throws {
        let found = try heading("番号,額(円),額（千円）,,額\n1,2,3,4,5\n6,7,8,9,0,x\n1,1,1,1,1,y\n")
        #expect(
            columns(found) == ["A 番号 番号 -", "B 額(円) 額 円", "C 額（千円） 額_2 千円", "D  列D -", "E 額 額_3 -", "F  列F -"])
        #expect(found?.findings.map(\.code.rawValue) == ["K0724", "K0725", "K0724", "K0725"])
    }

    @Test func `merged cells make headings of several rows`() {
        let found = heading(
            [["一覧"], ["番号", "事業名", "予算", "", "決算", ""], ["", "", "当初(円)", "補正(円)", "当初(円)", "補正(円)"], ["1", "甲", "10", "2", "9", "1"]],
            merged: [(0..<1, 0..<6), (1..<3, 0..<1), (1..<3, 1..<2), (1..<2, 2..<4), (1..<2, 4..<6)])
        #expect(found?.rows == 1..<3)
        #expect(
            columns(found) == [
                "A 番号 番号 -", "B 事業名 事業名 -", "C 予算 当初(円) 予算_当初 円", "D 予算 補正(円) 予算_補正 円", "E 決算 当初(円) 決算_当初 円",
                "F 決算 補正(円) 決算_補正 円",
            ])
    }

    @Test func `the unit of a merged heading is that of the columns under it that name none`() {
        let merged = [(0..<2, 0..<1), (0..<1, 1..<4)]
        let found = heading(
            [["番号", "予算額（千円）", "", ""], ["", "当初", "補正(円)", "増減率(％)"], ["1", "100", "50000", "5"]], merged: merged)
        #expect(
            columns(found).map { $0.split(separator: " ").suffix(2).joined(separator: " ") } == [
                "番号 -", "予算額_当初 千円", "予算額_補正 円", "予算額_増減率 %",
            ])
        let bare = heading([["番号", "決算", "", ""], ["", "件", "千円", "備考"], ["1", "1", "5", "x"]], merged: merged)
        #expect(columns(bare) == ["A 番号 番号 -", "B 決算 件 決算_件 件", "C 決算 千円 決算_千円 千円", "D 決算 備考 決算_備考 -"])
    }

    @Test func `a row of units below belongs to the heading`() throws {
        for units in [",千円,％", "-,（千円）,(%)", "単位,単位：千円,%", "(番号),千円,％"] {
            let found = try heading("番号,当初,率\n\(units)\n1,100,50\n")
            #expect(found?.rows == 0..<2, "\(units)")
            #expect(columns(found) == ["A 番号 番号 -", "B 当初 当初 千円", "C 率 率 %"], "\(units)")
        }
        let merged = heading([["番号", "当初", "補正"], ["", "千円", ""], ["1", "2", "3"]], merged: [(1..<2, 1..<3)])
        #expect(columns(merged) == ["A 番号 番号 -", "B 当初 当初 千円", "C 補正 補正 千円"])
        for values in [",千円,5", "計,千円,", "1,,", "-,-,-"] { #expect(try heading("番号,当初,率\n\(values)\n")?.rows == 0..<1, "\(values)") }
        #expect(try heading("項目,単位,値\n,千円,\n面積,m2,5\n")?.rows == 0..<1)
        #expect(try heading("種類\n円\n件\n")?.rows == 0..<1)
    }

    @Test func `units above a table`() throws {
        for (title, units) in [
            ("（単位：千円）", "千円"), ("(単位:百万円)", "百万円"), ("単位 千円", "千円"), ("予算一覧　(単位　千円、％、人)", "千円 % 人"), ("千円", "千円"), ("予算一覧（億円）", "億円"),
            ("単位別の一覧", ""), ("一覧", ""), ("一覧（案）", ""), ("単位：", ""), ("円滑な事業", ""),
        ] {
            let found = try heading("\(title),,,\n番号,名称,額,備考\n1,甲,10,\n")
            #expect(found?.unitsAbove.map { $0.unit.isNone ? "%" : $0.unit.name }.joined(separator: " ") == units, "\(title)")
        }
        #expect(try heading("一覧,,単位：千円\n番号,名称,額\n1,甲,10\n")?.rows == 1..<2)
    }

    @Test func `parents alone in their row stand above their children`() {
        let found = heading(
            [["予算", "", "決算", ""], ["当初", "補正", "当初", "補正"], ["1", "2", "3", "4"]], merged: [(0..<1, 0..<2), (0..<1, 2..<4)])
        #expect(
            columns(found).map { $0.split(separator: " ").suffix(2).joined(separator: " ") } == [
                "予算_当初 -", "予算_補正 -", "決算_当初 -", "決算_補正 -",
            ])
    }
}
