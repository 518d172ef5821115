import Testing

@Suite("Where a single value and a list stand")
struct LocatorTests {
    @Test func `right of takes the nearest filled cell`() {
        let read = Reading(#"code: text = right of "コード""#, "題|コード||02|03")
        #expect(read["code"] == "02@1")
        #expect(read.findings.isEmpty)
        #expect(read.unread == ["題@1", "03@1"])
    }

    @Test func `right of never returns another label of the form`() {
        let read = Reading(
            """
            title: text = right of "施策名"
            dept: text? = right of "所管部局"
            """, "施策名||所管部局|総合政策部")
        #expect(read["title"] == "_@1")
        #expect(read["dept"] == "総合政策部@1")
        #expect(read.findings == ["K0702 1 title"])
        #expect(read.messages == ["`title` is blank. If it may be, add ? to its type in the form."])
    }

    @Test func `labels match in any width and spacing, and by wildcards`() {
        let read = Reading(
            """
            a: number = right of "施策の予算額(千円)"
            b: number = right of "うち*財源"
            """, "施策の 予算額 （千円）|5\nう ち　一般 財源|7")
        #expect(read["a"] == "5@1")
        #expect(read["b"] == "7@2")
        #expect(read.findings.isEmpty)
    }

    @Test func `a label is a whole cell`() {
        let read = Reading(#"a: number = right of "目標値""#, "最終目標値|1\n目標値|2")
        #expect(read["a"] == "2@2")
    }

    @Test func `the second of several labels is named by its number`() {
        let read = Reading(
            """
            a: number = right of "年度"
            b: number = right of "年度" #2
            c: number? = right of "年度" #3
            """, "年度|1|年度|2")
        #expect(read["a"] == "1@1")
        #expect(read["b"] == "2@1")
        #expect(read["c"] == "_")
        #expect(read.findings == ["K0701 - c"])
        #expect(read.severities == ["note"])
        #expect(read.messages[0].contains("It stands at s.txt:1, outside the part that is searched or too few times"))
    }

    @Test func `after and before bound the search`() {
        let read = Reading(
            """
            a: number = right of "計" after "(2)"
            b: number = right of "計" after "(2)" before "(3)"
            c: number? = right of "額" before "(2)"
            """, "計|1\n（2）\n計|2\n(3)\n計|3\n額|4")
        #expect(read["a"] == "2@3")
        #expect(read["b"] == "2@3")
        #expect(read["c"] == "_")
        #expect(read.findings == ["K0701 - c"])
    }

    @Test func `a missing after is the label that is reported`() {
        let read = Reading(#"a: number = right of "計" after "(9)章""#, "計|1\n(2)章")
        #expect(read["a"] == "_")
        #expect(read.findings == ["K0701 - a"])
        #expect(read.messages[0].hasPrefix("The label “(9)章” is not on the sheet. `a` is unknown."))
    }

    @Test func `a missing label names a cell that has it`() {
        let read = Reading(#"a: number = right of "事業費""#, "事業費 (千円)|1")
        #expect(read["a"] == "_")
        #expect(read.japanese[0].contains("もしかして「事業費 (千円)」？"))
        #expect(read.severities == ["warning"])
    }

    @Test func `below is the cell in the next row`() {
        let read = Reading(
            """
            a: text = below "増減方向"
            b: number? = below "率"
            """, "x|増減方向|率\n---|---|---\ny|増加|\nz|減少|5")
        #expect(read["a"] == "増加@3")
        #expect(read["b"] == "_@3")
    }

    @Test func `offset counts rows and columns from the label`() {
        let read = Reading(
            """
            a: text = offset 1, 1 from "*指標名"
            b: text? = offset -5, 0 from "*指標名"
            c: text? = offset 0, 3 from "*指標名"
            """, "主① 指標名||\n|普及率")
        #expect(read["a"] == "普及率@2")
        #expect(read["b"].hasPrefix("_"))
        #expect(read["c"] == "_@1")
    }

    @Test func `at takes the crossing of a row and a column`() {
        let read = Reading(
            """
            a: mark = at row "1" column "対応している*" after "(2)取組"
            all: list of mark = at rows "2".."4" column "取組がある*" after "(2)取組"
            """,
            """
            1|x|×
            (2)取組
            基準1||対応している (○→対応している)
            1|…|△|理由
            基準2～4||取組がある|理由
            2|a|○
            3|b||
            4|c|〇
            """)
        #expect(read["a"] == "△@4")
        #expect(read["all"] == "[○@6, \"\"@7, ○@8]")
        #expect(read.findings.isEmpty)
    }

    @Test func `a missing label of a list leaves it unknown and not empty`() {
        let read = Reading(#"all: list of mark = at rows "2".."4" column "取組がある*""#, "2|○\n4|○")
        #expect(read["all"] == "_")
        #expect(read.findings == ["K0701 - all"])
    }

    @Test func `row of takes all cells to the right up to the next label`() {
        let read = Reading(
            """
            grades: list of text? = row of "達成度合"
            note: text? = right of "備考"
            """, "達成度合|A||B||備考|x")
        #expect(read["grades"] == "[A@1, _@1, B@1]")
        #expect(read["note"] == "x@1")
    }

    @Test func `column of goes down to an empty row`() {
        let read = Reading(#"names: list of text? = column of "名前""#, "番号|名前\n1|a\n2|\n3|c\n\n4|d")
        #expect(read["names"] == "[a@2, _@3, c@4]")
    }

    @Test func `capture reads a part of a cell as it stands there`() {
        let read = Reading(
            """
            fiscal_year: year = capture "{}年度 基本評価調書"
            dept: text = capture "担当: {} 御中"
            """, "令和２年度　基本評価調書\n担当：総合 政策部 御中")
        #expect(read["fiscal_year"] == "R2@1")
        #expect(read["dept"] == "総合 政策部@2")
        #expect(read.findings.isEmpty)
    }

    @Test func `a blank takes the default, what cannot be read stays unknown`() {
        let read = Reading(
            """
            a: number ?? 0 = right of "a"
            b: number ?? 0 = right of "b"
            c: number ?? 0 = right of "c"
            d: number = right of "d"
            """, "a|\nb|調整中\nc|-\nd|－")
        #expect(read["a"] == "0@1")
        #expect(read["b"] == "?@2")
        #expect(read["c"] == "0@3")
        #expect(read["d"] == "_@4")
        #expect(read.findings == ["K0703 2 b", "K0702 4 d"])
    }

    @Test func `the empty mark is a value`() {
        let read = Reading(#"m: mark = right of "m""#, "m||")
        #expect(read["m"] == "\"\"@1")
        #expect(read.findings.isEmpty)
    }
}
