import Kijun
import Testing

@Suite("Which form a document has, and what a document may be")
struct DocumentTests {
    private static let two = """
        form 基本
          recognise "*基本評価調書"
          a: number = right of "甲"
        form 特別
          recognise "*特別評価調書", "様式2"
          b: number = right of "乙"
        """

    @Test func `nothing of a file's name reaches the terminal as it stands`() {
        let info = DocumentInfo(name: "sheets/\u{1B}[31m\n.txt", pages: [""], style: .line)
        #expect(info.show(CellAddress(page: 0, row: 1, column: 0)) == "␛[31m␊.txt:2")
        #expect(DocumentInfo(name: "sheets/道路.txt", pages: [""], style: .line).shortName == "道路.txt")
    }

    @Test func `the form is the one that recognises the document`() {
        #expect(Reading(Self.two, "令和2年度 特別評価調書\n乙|5")["b"] == "5@2")
        #expect(Reading(Self.two, "令和2年度|基本|評価調書\n甲|5")["a"] == "5@2")
        #expect(Reading(Self.two, "様 式 ２\n乙|5")["b"] == "5@2")
    }

    @Test func `no form fits`() {
        let read = Reading(Self.two, "\n決算書|R2\n金額|5")
        #expect(read.findings == ["K0713 2 -"])
        #expect(
            read.messages == [
                "No form fits. Tried: 基本 (“*基本評価調書”), 特別 (“*特別評価調書”, “様式2”). It begins with “決算書 R2”, “金額 5”. Make the form's `recognise` fit the heading of the sheet."
            ])
        #expect(Reading(Self.two, "").japanese[0].contains("調書は空です。"))
    }

    @Test func `two forms fit`() {
        let read = Reading(Self.two, "基本評価調書\n特別評価調書")
        #expect(read.findings == ["K0714 2 -"])
        #expect(read.messages[0].contains("基本 (“基本評価調書”), 特別 (“特別評価調書”)"))
    }

    @Test func `a single form without recognise takes any document`() {
        #expect(Reading(#"a: number = right of "甲""#, "甲|5")["a"] == "5@1")
    }

    @Test func `a byte order mark, CRLF, paragraph marks and rules of tables are no text`() {
        let read = Reading(
            """
            a: text = right of "甲"
            b: text = right of "乙"
            """, "\u{FEFF}甲|<p>一</p> <p>二</p>\r\n-----|-----\r\n:---:|---\r\n乙|-\r\n")
        #expect(read["a"] == "一 二@1")
        #expect(read["b"] == "-@4")
        #expect(read.unread.isEmpty)
    }

    @Test func `a carriage return ends a line where nothing else does, and is white space elsewhere`() {
        let form = """
            a: text = right of "甲"
            b: text = right of "乙"
            """
        let old = Reading(form, "甲|1\r乙|2\r")
        #expect(old["a"] == "1@1" && old["b"] == "2@2")
        let mixed = Reading(form, "甲|1 \r\n乙|2\n")
        #expect(mixed["a"] == "1@1" && mixed["b"] == "2@2")
    }

    @Test func `what is no text is refused with the byte`() {
        let form = #"a: number = right of "甲""#
        let nul = Reading(form, bytes: Array("甲\t5".utf8) + [0, 1])
        #expect(nul.findings == ["K0803 - -"])
        #expect(nul.messages == ["There is a NUL at byte 5 (line 1), so this is not text. Save it as text (UTF-8)."])
        let wrong = Reading(form, bytes: Array("甲\t5\n乙\t".utf8) + [0xFF])
        #expect(
            wrong.messages == [
                "Byte 10 (line 2, 0xFF) is not UTF-8, and the text is not CP932 (Shift_JIS) either. Save it with the encoding UTF-8."
            ])
    }

    @Test func `text in CP932 and UTF-16 is read`() {
        let form = #"a: number = right of "甲""#
        #expect(Reading(form, bytes: [0x8D, 0x62, 0x09, 0x35])["a"] == "5@1")
        #expect(Reading(form, bytes: [0xFF, 0xFE, 0x32, 0x75, 0x09, 0x00, 0x35, 0x00])["a"] == "5@1")
    }

    // MARK: Values that stand on every page

    private static let named = """
        identify code, title
        code: text = right of "施策コード"
        title: text = right of "施策名"
        """

    @Test func `a code has one spelling, and a page that repeats it otherwise written agrees`() {
        let read = Reading(
            Self.named,
            "施策名|ICTの利活用|施策コード|02 - 10\n\n施策名|ICTの 利活用|施策コード|02|—|10\n施策名\n施策名|ＩＣＴの利活用|施策コード|０２－１０")
        #expect(read["code"] == "02-10@1")
        #expect(read.identity == ["02-10", "ICTの利活用"])
        #expect(read.findings.isEmpty)
        #expect(read.unread.isEmpty)
    }

    @Test func `a code split over three cells is joined`() {
        let read = Reading(Self.named, "施策名|x|施策コード|02|—|10")
        #expect(read["code"] == "02-10@1")
        #expect(read.findings == ["K0712 1 code"])
        #expect(read.messages[0] == "`code` is split over 3 cells: 「02」 「—」 「10」. It was read as “02-10”.")
    }

    @Test func `another page with another value is reported and the first kept`() {
        let read = Reading(Self.named, "施策名|x|施策コード|02 - 10\n\n施策名|x|施策コード|02 - 11")
        #expect(read["code"] == "02-10@1")
        #expect(read.findings == ["K0711 3 code"])
        #expect(
            read.messages[0]
                == "`code` is “02 - 11” here but “02 - 10” at s.txt:1. The first is used. If several sheets stand in this document, write their title after `recognise` in the form, which parts them; if it is one sheet, correct one of them."
        )
    }

    @Test func `a label that heads a column elsewhere is no repeat`() {
        let read = Reading(Self.named, "施策名|x|施策コード|02 - 10\n\n番号|施策コード|関係部\n1|03|総務部")
        #expect(read.findings.isEmpty)
    }

    @Test func `a captured year that differs on a page is reported`() {
        let read = Reading(#"y: year = capture "{}年度 調書""#, "令和2年度 調書\n\n令和3年度 調書")
        #expect(read["y"] == "R2@1")
        #expect(read.findings == ["K0711 3 y"])
    }

    @Test func `a title with a dash is no code`() {
        let read = Reading(Self.named, "施策名|地域 - 連携 2 - 3|施策コード|A - 1")
        #expect(read.identity == ["A-1", "地域 - 連携 2 - 3"])
    }

    // MARK: Hostile documents

    private static let wide = """
        a: number? = right of "甲"
        l: list of text? = row of "行"
        t: table key k = headed by "番号" until "計"
          k: text = "番号"
          n: number? = "数"
        s: sums of t = row "計"
        b: table = blocks from "主*指標名"
          x: text? = right of "値"
        w: table = across
          d: text = row of "方向"
          c: number? = row of "数え"
        """

    @Test func `documents of a single line, of tabs or of labels alone are read in time`() {
        let clock = ContinuousClock()
        let documents: [String] = [
            String(repeating: "あ", count: 30_000), String(repeating: "|", count: 200_000) + "x",
            String(repeating: "1|", count: 10_000), String(repeating: "1\n", count: 10_000),
            String(repeating: "計|番号|甲|行\n", count: 5_000), String(repeating: "主①指標名\n", count: 10_000),
            String(repeating: "主①指標名|", count: 10_000), "番号\n" + String(repeating: "|x\n", count: 30_000),
            "番号|" + String(repeating: "|", count: 30_000) + "x\n" + String(repeating: "|x\n", count: 30_000),
            "方向|" + String(repeating: "1|", count: 30_000) + "\n数え|" + String(repeating: "1|", count: 30_000),
            "行|" + String(repeating: "|", count: 30_000) + "x", "か" + String(repeating: "\u{301}", count: 30_000),
        ]
        for document in documents {
            let time = clock.measure { _ = Reading(Self.wide, document) }
            #expect(time < .seconds(20), "\(document.prefix(12)) took \(time)")
        }
    }

    @Test func `no bytes make it trap`() {
        var state: UInt64 = 1
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        let pieces = [
            "番号", "計", "主①指標名", "値", "方向", "数え", "行", "甲", "数", "\t", "\t", "\n", "\n", "\t\t", "\r\n", " ", "-", "---", "1", "a",
            "<p>", "</p>", "|", "\u{3000}", "\u{301}", "△1", "100%", "\u{200B}", "𠮷", "\u{FEFF}", "9999999999999999999",
        ]
        for _ in 0..<300 {
            var text = ""
            for _ in 0..<next(80) { text += pieces[Int(next(UInt64(pieces.count)))] }
            let read = Reading(Self.wide, bytes: Array(text.utf8))
            #expect(read.isRead, "\(text)")
            var bytes = Array(text.utf8)
            if !bytes.isEmpty { bytes[Int(next(UInt64(bytes.count)))] = UInt8(next(256)) }
            _ = Reading(Self.wide, bytes: bytes)
        }
    }
}
