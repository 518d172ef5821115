import Testing

@Suite("Tables under headers, their sums, and tables under a label")
struct TableTests {
    private static let projects = """
        projects: table key id = headed by "整理番号" until "計"
          id: text = "整理番号"
          carryover: number ?? 0 = "前年度からの*"
          cost: number in 千円 = "事業費*"
          general: number in 千円 = "うち*一般財源"
          fte: number = "人工計"
          full_cost: number in 千円 = "フル*コスト*"
        totals: sums of projects = row "計"
        """

    private static let header = """
        整理番号|事業名|前年度からの 繰越事業費(千円)|令和2年度||||フル コスト (千円)
        |||事業費 (千円)|うち 一般財源|執行体制||
        |||||本庁|人工計|
        """

    @Test func `a header of three rows names its columns`() {
        let read = Reading(Self.projects, Self.header + "\n1101|甲||1,616|616|1|3|25,376\n1102|乙|5|2|2|1|2|4\n計||5|1,618|618|2|5|25,380")
        #expect(read["projects"] == "{1101@4, 0@4, 1616@4, 616@4, 3@4, 25376@4} {1102@5, 5@5, 2@5, 2@5, 2@5, 4@5}")
        #expect(read["totals"] == "{5@6, 1618@6, 618@6, 5@6, 25380@6}")
        #expect(read.findings.isEmpty)
    }

    @Test func `a header text over several columns does not name a column with a header of its own`() {
        let read = Reading(
            """
            t: table key k = headed by "番号"
              k: text = "番号"
              a: number = "執行体制"
              b: number? = "人工計"
              c: number = "令和2年度*本庁"
            """, "番号|令和2年度|||フルコスト\n||執行体制||\n||本庁|人工計|\n1|9|2|3|4")
        #expect(read["t"] == "{1@4, 2@4, 3@4, 2@4}")
    }

    @Test func `the same column of two years is told apart by the texts above it`() {
        let read = Reading(
            """
            t: table key k = headed by "番号"
              k: text = "番号"
              old: number = "令和元年度*事業費"
              new: number = "令和2年度*事業費"
              second: number = "事業費" #2
            """, "番号|令和元年度||令和2年度|\n|事業費|人工|事業費|人工\n1|10|2|30|4")
        #expect(read["t"] == "{1@3, 10@3, 30@3, 30@3}")
    }

    @Test func `a row without key is skipped with a note, blank lines and dashes without`() {
        let read = Reading(
            Self.projects,
            Self.header + "\n1101|甲||1|1|1|1|1\n\n|||||0.0|0|0\n||-||-|\n1102|乙||1|1|1|1|1\n計|||2|2|2|2|2")
        #expect(read["projects"] == "{1101@4, 0@4, 1@4, 1@4, 1@4, 1@4} {1102@8, 0@8, 1@8, 1@8, 1@8, 1@8}")
        #expect(read.findings == ["K0709 6 projects", "K0707 9 totals.carryover"])
        #expect(read.messages[0] == "A row of `projects` was skipped: its key is blank: 0.0 | 0 | 0")
    }

    @Test func `a header repeated after a page break is skipped with what stands above it`() {
        let form = """
            recognise "*調書"
            code: text = right of "施策コード"
            t: table key k = headed by "番号" until "計"
              k: text = "番号"
              a: number = "額"
              b: number = "人"
            """
        let read = Reading(
            form,
            "令和2年度 調書\n施策コード|02\n番号|額|体制\n||人\n1|10|1\n令和2年度 調書\n施策コード|02\n番号|額|体制\n||人\n2|20|2\n計|30|3")
        #expect(read["t"] == "{1@5, 10@5, 1@5} {2@10, 20@10, 2@10}")
        #expect(read.findings == ["K0710 6 t", "K0710 7 t", "K0710 8 t", "K0710 9 t"])
    }

    @Test func `a row of sums one column over is read shifted`() {
        let read = Reading(Self.projects, Self.header + "\n1101|甲||1,616|616|1|3|25,376\n1102|乙||4|2|1|2|4\n計|||0|1,620|618|2|5")
        #expect(read["totals"] == "{0@6, 1620@6, 618@6, 5@6, _@6}")
        #expect(read.findings == ["K0708 6 totals", "K0707 6 totals.full_cost"])
        #expect(read.messages[1] == "The total of `totals.full_cost` is missing. The rows add up to 25,380 千円.")
        #expect(read.japanese[1] == "「totals.full_cost」の合計が書かれていません。各行を足すと 25,380 千円 です。")
    }

    @Test func `wrong sums that no shift explains stay in place`() {
        let read = Reading(Self.projects, Self.header + "\n1101|甲|1|10|6|1|3|20\n計||7|7|7|7|7|7")
        #expect(read["totals"] == "{7@5, 7@5, 7@5, 7@5, 7@5}")
        #expect(read.findings.isEmpty)
    }

    @Test func `the sums are those under their table`() {
        let read = Reading(
            """
            a: table key k = headed by "番号" until "計"
              k: text = "番号"
              n: number = "数"
            b: table key k = headed by "符号" until "計"
              k: text = "符号"
              n: number = "数"
            sum_a: sums of a = row "計"
            sum_b: sums of b = row "計"
            """, "番号|数\n1|10\n計|10\n\n符号|数\nx|5\n計|5")
        #expect(read["sum_a"] == "{10@3}")
        #expect(read["sum_b"] == "{5@7}")
    }

    @Test func `a missing column is reported once`() {
        let read = Reading(
            """
            t: table key k = headed by "番号"
              k: text = "番号"
              n: number = "金額"
            """, "番号|数\n1|10\n2|20")
        #expect(read["t"] == "{1@2, _} {2@3, _}")
        #expect(read.findings == ["K0701 1 t.n"])
    }

    @Test func `a key that stands twice is reported`() {
        let read = Reading(
            """
            t: table key k = headed by "番号"
              k: text = "番号"
            """, "番号\n1\n2\n1")
        #expect(read["t"] == "{1@2} {2@3} {1@4}")
        #expect(read.findings == ["K0715 4 t.k"])
    }

    @Test func `without until a table ends at the label of another field`() {
        let read = Reading(
            """
            t: table key k = headed by "番号"
              k: text = "番号"
            n: number = right of "合計"
            """, "番号\n1\n2\n合計|3\n4")
        #expect(read["t"] == "{1@2} {2@3}")
        #expect(read["n"] == "3@4")
    }

    @Test func `a column without a locator is found by its name or alias`() {
        let read = Reading(
            """
            t: table key k = headed by "番号"
              k / 番号: text
              n / 数: number
            """, "番号|数\n1|10")
        #expect(read["t"] == "{1@2, 10@2}")
    }

    @Test func `a table below a label counts its columns from there and ends at an empty row`() {
        let read = Reading(
            """
            budget: table key year = below "施策の予算額(千円)"
              year: year = column 1
              amount: number in 千円 = column 2
            """, "現状|目標|施策の予算額(千円)|\na|b|H30|3,591\n||R1|4,406\n||R2|4,561\n\n||R3|1")
        #expect(read["budget"] == "{H30@2, 3591@2} {R1@3, 4406@3} {R2@4, 4561@4}")
        #expect(read.findings.isEmpty)
    }

    @Test func `a table whose label is missing is unknown and says so`() {
        let read = Reading(Self.projects, "x")
        #expect(read["projects"] == "_")
        #expect(read["totals"] == "{_, _, _, _, _}")
        #expect(read.findings == ["K0701 - projects"])
    }
}
