import Kijun
import KijunSyntax
import TestSupport
import Testing

@testable import KijunSheets

@Suite struct `Workbook: what is no value, hidden or merged` {
    private func read(_ form: String, _ notation: String) throws -> Reading {
        let book = try BookReading(notation)
        return Reading(form, try #require(book.document))
    }

    @Test func `an error and a formula without a value are unknown, and said`() throws {
        let reading = try read(
            """
            cost: number ?? 0 = right of "事業費"
            total: number? = right of "計"
            name: text = right of "事業名"
            basis: mark = right of "基準1"
            ok: number = right of "予算"
            """,
            """
            # sheet S
            | 事業費 | #REF! |
            | 計 | =SUM(B1:B9) |
            | 事業名 | =VLOOKUP(A1,B:C,2,0) -> #N/A |
            | 基準1 | #NAME? |
            | 予算 | =1+1 -> 2 |
            | #VALUE! | =A1 |
            """)
        #expect(reading["cost"] == "?@S!B1")
        #expect(reading["total"] == "?@S!B2")
        #expect(reading["name"] == "?@S!B3")
        #expect(reading["basis"] == "?@S!B4")
        #expect(reading["ok"] == "2@S!B5")
        #expect(reading.findings == ["K0720 S!B1 cost", "K0721 S!B2 total", "K0720 S!B3 name", "K0720 S!B4 basis"])
        #expect(reading.messages[1].contains("=SUM(B1:B9)"))
        #expect(reading.unread == ["#VALUE!@S!A6", "=A1@S!B6"])
    }

    @Test func `no label stands in a cell that is no value`() throws {
        let reading = try read(
            "a: text? = right of \"*REF*\"\nb: table = headed by \"番号\"\n  id: text = \"番号\"\n  cost: number? = \"*費\"",
            "# sheet S\n| #REF! | x |\nrow 3\n| 番号 | #DIV/0! | 費 |\n| 1 | 5 | #N/A |\n| 2 | 6 | 7 |")
        #expect(reading["a"] == "_")
        #expect(reading["b"] == "{1@S!A4, ?@S!C4} {2@S!A5, 7@S!C5}")
        #expect(reading.findings == ["K0701 - a", "K0720 S!C4 b.cost"])
    }

    @Test func `a row of sums knows an error from a blank`() throws {
        let reading = try read(
            "t: table = headed by \"番号\" until \"計\"\n  id: text = \"番号\"\n  cost: number = \"費\"\ns: sums of t = row \"計\"",
            "# sheet S\n| 番号 | 費 |\n| 1 | 5 |\n| 計 | #REF! |")
        #expect(reading["s"] == "{?@S!B3}")
        #expect(reading.findings == ["K0720 S!B3 s.cost"])
    }

    @Test func `merged cells are one cell`() throws {
        let reading = try read(
            "title: text = right of \"施策名\"\ncost: number = below \"費\"",
            "# sheet S\n| 施策名 | | 観光 |\n| 予算 | 費 | |\n| | | |\n| | 5 |\nmerge A1:B1\nmerge B2:C3")
        #expect(reading["title"] == "観光@S!C1")
        #expect(reading["cost"] == "5@S!B4")
    }

    @Test func `what is hidden and filled is read, and said once a page`() throws {
        let book = try BookReading(
            """
            # sheet 表
            | a | b | | |
            | c | | | d |
            | e |
            | | | |
            | f |
            hide rows 2-3
            hide rows 5-9
            hide columns C-D
            # hidden sheet 集計
            | g |
            # veryHidden sheet 設定
            | h |
            hide rows 1-1
            # hidden sheet 空
            """)
        #expect(
            book.notes == [
                "K0722 表!A2 Hidden rows: 2–3, 5. Hidden columns: D. They were read.",
                "K0722 集計!A1 The sheet “集計” is hidden. They were read.",
                "K0722 設定!A1 The sheet “設定” is hidden. Hidden rows: 1. They were read.",
            ])
        #expect(book.document?.findings.allSatisfy { $0.severity == .note } == true)
        #expect(book.document?.findings[0].message.ja == "2～3、5行目は非表示です。D列は非表示です。読みました。")
        #expect(book.document?.findings[1].message.ja == "シート「集計」は非表示です。読みました。")
        #expect(book.cells() == ["A1 a", "B1 b", "A2 c", "D2 d", "A3 e", "A5 f"])
        #expect(book.document?.pages[3].rowCount == 0)
    }

    @Test func `a place in merged cells is found however many there are`() {
        var extents: [Grid.Extent] = []
        for column in 0..<200 { extents.append(Grid.Extent(rows: 3..<1_000_000, columns: column * 3..<column * 3 + 2)) }
        for row in 0..<3 { extents.append(Grid.Extent(rows: row..<row + 1, columns: row..<row + 5)) }
        let merged = MergedCells(extents.shuffled())
        #expect(merged.extent(row: 1, column: 0) == nil)
        #expect(merged.extent(row: 1, column: 1) == extents[201])
        #expect(merged.extent(row: 1, column: 5) == extents[201])
        #expect(merged.extent(row: 1, column: 6) == nil)
        #expect(merged.extent(row: 3, column: 2) == nil)
        #expect(merged.extent(row: 999_999, column: 598) == extents[199])
        #expect(merged.extent(row: 1_000_000, column: 598) == nil)
        #expect(merged.extent(row: 77_777, column: 4) == extents[1])
        #expect(MergedCells([]).extent(row: 0, column: 0) == nil)
    }
}
