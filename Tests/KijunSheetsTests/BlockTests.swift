import Testing

@Suite("Blocks, and tables that run to the right")
struct BlockTests {
    private static let form = """
        indicators: table = blocks from "主*指標名", "副*指標名"
          name: text = offset 1, 1 from "*指標名"
          target: percent? = right of "目標値"
          direction: one of 増加, 減少 = below "増減方向"
          results: table = across
            year: text = row of "年度" #2
            target: percent? = row of "目標値" #2
            actual: percent? = row of "実績値"
        """

    private static func block(_ label: String, _ name: String, _ extra: String = "") -> String {
        """
        \(label) 指標名|基準|||評価年度|H30|R1|分析ほか
        |\(name)|年度|R2|達成度合|A|A|
        |目標値|140.0%|最終|年度|R1|R2|【要因】
        |増減方向|式||目標値|136%|140%|
        |増加|||実績値|167%|-|\(extra)
        """
    }

    @Test func `each block is a row with a table of its own`() {
        let read = Reading(Self.form, Self.block("主①", "普及率") + "\n\n" + Self.block("副①", "件数"))
        #expect(
            read["indicators"] == "{普及率@2, 7/5@3, 増加@5, {R1@3, 34/25@4, 167/100@5} {R2@3, 7/5@4, _@5}}"
                .replacing("7/5", with: "1.4").replacing("34/25", with: "1.36").replacing("167/100", with: "1.67")
                + " {件数@8, 1.4@9, 増加@11, {R1@9, 1.36@10, 1.67@11} {R2@9, 1.4@10, _@11}}")
        #expect(read.findings.isEmpty)
    }

    @Test func `an unused block is skipped with a note`() {
        let read = Reading(
            """
            t: table = blocks from "指標*"
              name: text = right of "名前"
              value: number = right of "値"
            """, "指標1\n名前|a\n値|1\n\n指標2\n名前|\n値|")
        #expect(read["t"] == "{a@2, 1@3}")
        #expect(read.findings == ["K0709 5 t"])
        #expect(read.messages == ["The block “指標2” was skipped: nothing of `t` is filled in."])
    }

    @Test func `the last block ends where another section begins`() {
        let read = Reading(
            """
            t: table = blocks from "指標*"
              name: text = right of "名前"
              value: number? = right of "値"
            total: number = right of "合計"
            """, "指標1\n名前|a\n\n合計|5\n値|9")
        #expect(read["t"] == "{a@2, _}")
        #expect(read.findings == ["K0701 1 t.value"])
        #expect(read.messages[0].hasPrefix("The label “値” is not in this block. `t.value` is unknown. It stands at s.txt:5"))
    }

    @Test func `blocks side by side divide the columns`() {
        let read = Reading(
            """
            t: table = blocks from "指標*"
              name: text = right of "名前"
              value: number = right of "値"
            """, "指標1|||指標2||\n名前|a||名前|b|\n値|1||値|2|")
        #expect(read["t"] == "{a@2, 1@3} {b@2, 2@3}")
    }

    @Test func `no block at all is one finding`() {
        let read = Reading(Self.form, "x")
        #expect(read["indicators"] == "_")
        #expect(read.findings == ["K0701 - indicators"])
    }

    @Test func `a text beside one line alone is no column`() {
        let read = Reading(
            """
            counts: table = across
              direction: text = row of "方向性"
              n: number? = row of "反映結果"
            """, "方向性|拡充|改善|備考\n反映結果||2|")
        #expect(read["counts"] == "{拡充@1, _@2} {改善@1, 2@2}")
        #expect(read.unread == ["備考@1"])
    }

    @Test func `a shifted line with as many cells is read shifted`() {
        let read = Reading(
            """
            t: table = across
              year: text = row of "年度"
              value: number = row of "実績値"
              grade: text = row of "達成度合"
            """, "年度|R1|R2\n実績値|1|2\n|達成度合|A|B")
        #expect(read["t"] == "{R1@1, 1@2, A@3} {R2@1, 2@2, B@3}")
        #expect(read.findings == ["K0708 3 t.grade"])
    }

    @Test func `a shifted line with fewer cells is not guessed at`() {
        let read = Reading(
            """
            t: table = across
              year: text = row of "年度"
              value: number = row of "実績値"
              grade: text = row of "達成度合"
            """, "年度|R1|R2|R3\n実績値|1|2|3\n|達成度合|A|B")
        #expect(read["t"] == "{R1@1, 1@2, _} {R2@1, 2@2, _} {R3@1, 3@2, _}")
        #expect(read.findings == ["K0717 3 t.grade"])
        #expect(read.severities == ["warning"])
    }

    @Test func `a workbook with merged cells and a label in two cells is read by the same form`() {
        let read = Reading(
            """
            t: table key id = headed by "整理番号" until "計"
              id: text = "整理番号"
              cost: number = "事業費"
              fte: number = "人工計"
              full: number = "フルコスト"
            totals: sums of t = row "計"
            indicators: table = blocks from "主*指標名"
              name: text = offset 1, 1 from "*指標名"
            """,
            pages: [
                [
                    ["整理番号", "令和2年度", "", "", "フルコスト"], ["", "事業費", "執行体制", "", ""], ["", "", "本庁", "人工計", ""],
                    ["1101", "10", "1", "2", "30"], ["計", "10", "1", "2", "30"],
                ], [["主①", "指標名", "x"], ["", "普及率"]],
            ],
            merged: [
                (0, 0..<3, 0..<1), (0, 0..<1, 1..<4), (0, 0..<3, 4..<5), (0, 1..<3, 1..<2), (0, 1..<2, 2..<4),
            ])
        #expect(read["t"] == "{1101@p1!A4, 10@p1!B4, 2@p1!D4, 30@p1!E4}")
        #expect(read["totals"] == "{10@p1!B5, 2@p1!D5, 30@p1!E5}")
        #expect(read["indicators"] == "{普及率@p2!B2}")
        #expect(read.findings.isEmpty)
    }
}
