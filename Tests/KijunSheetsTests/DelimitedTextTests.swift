import Kijun
import KijunSyntax
import Testing

@testable import KijunSheets

@Suite("csv and tsv")
struct DelimitedTextTests {
    private func document(_ text: String, name: String = "t.csv") throws -> Document {
        try DelimitedText.read(Array(text.utf8), name: name, options: ReadingOptions())
    }

    /// Rows one below the other, `A1=…` for each filled cell.
    private func cells(_ text: String, name: String = "t.csv") throws -> [String] {
        let document = try document(text, name: name)
        let grid = document.pages[0]
        return (0..<grid.rowCount).map { row in
            grid.cells(inRow: row).map { cell in
                CellAddress.letters(ofColumn: Int(grid.cells[cell].column)) + "=" + grid.string(cell)
            }.joined(separator: " ")
        }
    }

    private func findings(_ text: String) throws -> [String] {
        let document = try document(text)
        return document.findings.map { "\($0.code.rawValue) \($0.cell.map(document.info.show) ?? "-")" }
    }

    @Test func `cells, records and their line ends`() throws {
        for end in ["\n", "\r\n", "\r"] {
            #expect(try cells("a,b\(end)1,2\(end)") == ["A=a B=b", "A=1 B=2"])
            #expect(try cells("a,b\(end)\(end)1,2") == ["A=a B=b", "", "A=1 B=2"])
        }
        #expect(try cells("").isEmpty)
        #expect(try cells(",") == [""])
        #expect(try cells("a,") == ["A=a"])
        #expect(try cells(" a ,\u{3000}b\u{3000},\t") == ["A=a B=b"])
    }

    @Test func `the byte with which DOS ended a text is no row`() throws {
        #expect(try cells("a,b\r\n1,2\r\n\u{1A}") == ["A=a B=b", "A=1 B=2"])
        #expect(try cells("a,b\n1,2\u{1A}\u{1A}") == ["A=a B=b", "A=1 B=2"])
    }

    @Test func `quotes`() throws {
        #expect(try cells("\"a,b\",\"c\nd\",\"e\"\"f\"\n1") == ["A=a,b B=c\nd C=e\"f", "A=1"])
        #expect(try cells("\"\",\"\"\"\",x") == ["B=\" C=x"])
        #expect(try cells("a\"b,c\"\"d") == ["A=a\"b B=c\"\"d"])
        #expect(try cells("\"a\" ,b") == ["A=a B=b"])
        #expect(try cells("=\"007\",=\"\",=1") == ["A=007 C==1"])
        #expect(try cells("\"a\"\r\n\"b\"") == ["A=a", "A=b"])
    }

    @Test func `faulty quotes lose nothing`() throws {
        #expect(try cells("1,\"a,2\n3,b,4\n") == ["A=1 B=\"a C=2", "A=3 B=b C=4"])
        #expect(try findings("1,\"a,2\n3,b,4\n") == ["K0727 t.csv!B1"])
        #expect(try cells("1,\"a\"b,2\n") == ["A=1 B=ab C=2"])
        #expect(try findings("x\n1,\"a\"b,2\n") == ["K0727 t.csv!B2"])
        #expect(try cells("1,\"a,2\n3,\"b\",4\n") == ["A=1 B=\"a C=2", "A=3 B=b C=4"])
        #expect(try cells("\"") == ["A=\""])
        #expect(try cells("\"\"\"") == ["A=\"\"\""])
    }

    @Test func `many faulty quotes are counted`() throws {
        let text = String(repeating: "1,\"a\"b\n", count: 1_000)
        #expect(try findings(text).count == 21)
    }

    @Test func `separators`() throws {
        #expect(try cells("a;b\n1;2,5\n") == ["A=a B=b", "A=1 B=2,5"])
        #expect(try cells("a\tb;c\td\n") == ["A=a B=b;c C=d"])
        #expect(try cells("a,b;c;d\n") == ["A=a B=b;c;d"])
        #expect(try cells("\"a;b\",c\n") == ["A=a;b B=c"])
        #expect(try cells("title\n\na;b\n") == ["A=title", "", "A=a B=b"])
        #expect(try cells("sep=;\r\na;b,c\n") == ["A=a B=b,c"])
        #expect(try cells("\"sep=|\"\na|b\n") == ["A=a B=b"])
        #expect(try cells("a,b\tc\n", name: "t.tsv") == ["A=a,b B=c"])
        #expect(try cells("sep=;").isEmpty)
        #expect(try cells("sep=x\n1") == ["A=sep=x", "A=1"])
    }

    @Test func `the width of a record counts empty cells`() throws {
        #expect(try document("a,b,c\n1,2\n1,,\n\n").pages[0].recordWidths == [3, 2, 3, 1])
        #expect(try document("a,b,\n").pages[0].recordWidths == [3])
        #expect(try document("a,b,").pages[0].recordWidths == [3])
    }

    @Test func `hostile texts are read in time`() throws {
        let clock = ContinuousClock()
        let texts = [
            String(repeating: "\"", count: 200_001), String(repeating: ",\"", count: 100_000), String(repeating: "\"\n", count: 100_001),
            String(repeating: "\"a\n", count: 100_001), String(repeating: "\"\"\n", count: 100_000), String(repeating: ",", count: 500_000),
            String(repeating: "\"\"a\n\"", count: 60_000), String(repeating: "\r", count: 300_000), String(repeating: "a,", count: 300_000),
            "\"" + String(repeating: "x,\"\",\n", count: 60_000), String(repeating: "x,\"y\n", count: 60_000),
        ]
        for text in texts {
            let time = try clock.measure { _ = try document(text) }
            #expect(time < .seconds(5), "\(text.prefix(10)) took \(time)")
        }
    }

    @Test func `no text makes it trap`() throws {
        var state: UInt64 = 3
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        let pieces = ["\"", "\"", ",", ",", "\n", "\r", "\r\n", "a", "1", " ", "\u{3000}", "番号", "=\"", ";", "\t", "sep=", "合計", "(円)"]
        for _ in 0..<3_000 {
            let text = (0..<next(30)).map { _ in pieces[Int(next(UInt64(pieces.count)))] }.joined()
            let document = try document(text)
            // A row more than there are line ends, at most.
            #expect(document.pages[0].rowCount <= text.unicodeScalars.count { $0 == "\n" || $0 == "\r" } + 1)
            _ = TableHeading(of: document, page: 0)
        }
    }
}
