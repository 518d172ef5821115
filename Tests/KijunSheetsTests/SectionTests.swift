import Testing

@testable import KijunSheets

@Suite("Several sheets in one document")
struct SectionTests {
    private static let form = """
        form 評価
          recognise "*評価調書"
          identify code, title
          fiscal_year: year? = capture "{}年度 評価調書"
          code: text = right of "施策コード"
          title: text = right of "施策名"
          mark: mark = right of "基準1"
          projects: table key id = headed by "整理番号"
            id: text = "整理番号"
            cost: number = "事業費"
        """

    private static func sheet(_ code: String, _ title: String, mark: String = "○", year: String = "令和2", rows: [String] = ["1|10"])
        -> String
    {
        "\(year)年度 評価調書\n施策コード|\(code)|施策名|\(title)\n基準1|\(mark)\n整理番号|事業費\n" + rows.map { $0 + "\n" }.joined()
    }

    @Test func `a title with another code begins a sheet, and cells keep their lines`() {
        let read = Reading(
            Self.form, Self.sheet("01", "甲") + "\n" + Self.sheet("02", "乙", mark: "×", rows: ["1|20", "2|x"]) + Self.sheet("03", "丙"))
        #expect(read.all("code") == ["01@2", "02@8", "03@14"])
        #expect(read.all("mark") == ["○@3", "×@9", "○@15"])
        #expect(read.all("projects") == ["{1@5, 10@5}", "{1@11, 20@11} {2@12, _@12}", "{1@17, 10@17}"])
        #expect(read.findingsOfSheets == [[], ["K0703 12 projects.cost"], []])
        #expect(read.unreadOfSheets == [[], [], []])
    }

    @Test func `a title that says the same code again stands at the top of a page`() {
        let again = "令和2年度 評価調書\n施策コード|０１|施策名|甲\n"
        let read = Reading(Self.form, Self.sheet("01", "甲") + again + "2|20\n\n" + Self.sheet("02", "乙") + "令和2年度 評価調書\n2|30\n")
        #expect(read.all("code") == ["01@2", "02@11"])
        #expect(read.all("projects") == ["{1@5, 10@5} {2@8, 20@8}", "{1@14, 10@14} {2@16, 30@16}"])
        #expect(read.findingsOfSheets == [["K0710 6 projects", "K0710 7 projects"], ["K0710 15 projects"]])
    }

    @Test func `another year is another sheet`() {
        let read = Reading(Self.form, Self.sheet("01", "甲", year: "令和元") + Self.sheet("01", "甲", year: "令和2"))
        #expect(read.all("fiscal_year") == ["R1@1", "R2@6"])
        #expect(read.result.sheets.map { $0.fiscalYear } == [2019, 2020])
    }

    @Test func `a blank identity is a sheet with its findings`() {
        let read = Reading(Self.form, Self.sheet("", "") + Self.sheet("", "") + Self.sheet("03", "丙"))
        #expect(read.all("code") == ["_@2", "_@7", "03@12"])
        #expect(read.findingsOfSheets == [["K0702 2 code", "K0702 2 title"], ["K0702 7 code", "K0702 7 title"], []])
    }

    @Test func `labels without values at the top of a page are no other sheet`() {
        let read = Reading(Self.form, Self.sheet("01", "甲") + "\n令和2年度 評価調書\n\n施策名\n\n甲\n\n施策コード\n\n01\n\n2|20\n")
        #expect(read.all("code") == ["01@2"])
    }

    @Test func `where the code is blank the name decides`() {
        let read = Reading(Self.form, Self.sheet("01", "甲") + Self.sheet("", "甲") + Self.sheet("", "乙"))
        #expect(read.all("title") == ["甲@2", "乙@12"])
    }

    @Test func `what stands before the first title belongs to the first sheet`() {
        let read = Reading(Self.form, "受付 7\n\n" + Self.sheet("01", "甲") + Self.sheet("02", "乙"))
        #expect(read.all("code") == ["01@4", "02@9"])
        #expect(read.unreadOfSheets == [["受付 7@1"], []])
    }

    @Test func `lines above each title go with their sheet`() {
        let one = "別紙様式\n受付|"
        let read = Reading(
            Self.form + "\n  receipt: text? = right of \"受付\"",
            one + "7\n" + Self.sheet("01", "甲") + "\n" + one + "8\n" + Self.sheet("02", "乙"))
        #expect(read.all("receipt") == ["7@2", "8@10"])
        #expect(read.unreadOfSheets == [["別紙様式@1"], ["別紙様式@9"]])
    }

    @Test func `a form without identify reads one sheet, and says so`() {
        let form = Self.form.split(separator: "\n").filter { !$0.contains("identify") }.joined(separator: "\n")
        let read = Reading(form, Self.sheet("01", "甲") + Self.sheet("02", "乙"))
        #expect(read.sheetCount == 1)
        #expect(read.findings.contains("K0735 6 -"))
        #expect(read.findings.contains("K0711 7 code"))
        #expect(read.messages.contains { $0.hasPrefix("The title “令和2年度 評価調書” stands 2 times.") })
    }

    // MARK: Worksheets

    private static func page(_ code: String, _ title: String) -> [[String]] {
        [["", "令和2年度 評価調書"], [], ["施策コード", code, "施策名", title], ["基準1", "○"], ["整理番号", "事業費"], ["1", "10"]]
    }

    @Test func `each worksheet is a sheet`() {
        let codes = (1...100).map { "02-\($0)" }
        let read = Reading(Self.form, pages: codes.map { Self.page($0, "施策") })
        #expect(read.all("code") == (1...100).map { "02-\($0)@p\($0)!B3" })
        #expect(read.findingsOfSheets.joined().isEmpty)
        #expect(read.unreadOfSheets.joined().isEmpty)
    }

    @Test func `a sheet over several worksheets, and the next such group`() {
        func group(_ code: String) -> [[[String]]] {
            [
                [["令和2年度 評価調書"], ["施策コード", code, "施策名", "名"]],
                [["続き"], ["基準1", "○"]],
                [["令和2年度 評価調書"], ["施策コード", code, "施策名", "名"], ["整理番号", "事業費"], ["1", "10"]],
            ]
        }
        let read = Reading(Self.form, pages: group("01") + group("02") + [[["記入要領"]]])
        #expect(read.all("code") == ["01@p1!B2", "02@p4!B2"])
        #expect(read.all("mark") == ["○@p2!B2", "○@p5!B2"])
        #expect(read.all("projects") == ["{1@p3!A4, 10@p3!B4}", "{1@p6!A4, 10@p6!B4}"])
        #expect(read.unreadOfSheets == [["続き@p2!A1"], ["続き@p5!A1", "記入要領@p7!A1"]])
        #expect(read.findingsOfSheets == [[], []])
    }

    @Test func `what stands above the title of a worksheet is its own`() {
        let read = Reading(Self.form, pages: [[["様式1"]] + Self.page("01", "甲"), [["様式1"]] + Self.page("02", "乙")])
        #expect(read.all("code") == ["01@p1!B4", "02@p2!B4"])
        #expect(read.unreadOfSheets == [["様式1@p1!A1"], ["様式1@p2!A1"]])
    }

    @Test func `the heading of a table is no identity`() {
        let read = Reading(
            Self.form,
            pages: [
                Self.page("01", "甲"),
                [["令和2年度 評価調書"]] + Array(repeating: ["x"], count: 12) + [["番号", "施策コード", "関係部"], ["1", "03", "総務部"]],
            ])
        #expect(read.all("code") == ["01@p1!B3"])
    }

    @Test func `the code of a sheet with a merged cell may stand under another column`() {
        let read = Reading(
            Self.form, pages: [Self.page("01", "甲") + [[]] + Self.page("02", "乙")],
            merged: [(page: 0, rows: 0..<1, columns: 1..<4), (page: 0, rows: 7..<8, columns: 1..<4)])
        #expect(read.all("code") == ["01@p1!B3", "02@p1!B10"])
        #expect(read.all("fiscal_year") == ["R2@p1!B1", "R2@p1!B8"])
    }

    // MARK: Forms mixed

    private static let mixed =
        form + """

            form 予算
              recognise "*予算調書"
              identify number
              number: text = right of "事業コード"
            """

    @Test func `each part is read by its own form`() {
        let read = Reading(Self.mixed, Self.sheet("01", "甲") + "令和2年度 予算調書\n事業コード|77\n" + Self.sheet("02", "乙") + "予算調書\n事業コード|78\n")
        #expect(read.forms == ["評価", "予算", "評価", "予算"])
        #expect(read.all("number") == ["_", "77@7", "_", "78@14"])
        #expect(read.all("code") == ["01@2", "_", "02@9", "_"])
        #expect(read.failures.isEmpty)
    }

    @Test func `a title that two forms claim is an error, the other sheets are read`() {
        let forms =
            Self.mixed + """

                form 総括
                  recognise "総括*"
                  identify number2
                  number2: text = right of "番号"
                """
        let read = Reading(forms, Self.sheet("01", "甲") + "総括評価調書\n施策コード|05|番号|9\n" + Self.sheet("02", "乙"))
        #expect(read.all("code") == ["01@2", "02@9"])
        #expect(read.failures == ["K0714 6 -"])
    }

    @Test func `a title without a label of its form stands on the sheet of another`() {
        let read = Reading(Self.mixed, Self.sheet("01", "甲") + "関連する予算調書\n2|20\n")
        #expect(read.sheetCount == 0)
        #expect(read.failures == ["K0714 6 -"])
    }

    // MARK: Size

    @Test func `a thousand sheets take time in proportion`() {
        let clock = ContinuousClock()
        func text(_ count: Int) -> [UInt8] {
            Array((1...count).map { Self.sheet("A-\($0)", "名") }.joined().replacing("|", with: "\t").utf8)
        }
        let (small, large) = (text(200), text(1_000))
        let first = clock.measure { #expect(Reading(Self.form, bytes: small).sheetCount == 200) }
        let second = clock.measure { #expect(Reading(Self.form, bytes: large).sheetCount == 1_000) }
        #expect(second < first * 15, "\(first) and \(second)")
        let pages = (1...1_000).map { Self.page("A-\($0)", "名") }
        let worksheets = clock.measure { #expect(Reading(Self.form, pages: pages).sheetCount == 1_000) }
        #expect(worksheets < .seconds(20), "\(worksheets)")
    }

    @Test func `titles alone, and titles of the same code, take time in proportion`() {
        let clock = ContinuousClock()
        let documents = [
            String(repeating: "評価調書\n", count: 3_000), String(repeating: "評価調書\n\nx\n", count: 3_000),
            String(repeating: "評価調書|評価調書\nx\n", count: 3_000),
            String(repeating: "評価調書\n施策コード|1\n", count: 3_000), String(repeating: "評価調書\n施策コード\n", count: 3_000),
            String(repeating: "評価調書\nx\n予算調書\n", count: 3_000), String(repeating: "x\n", count: 50_000) + "評価調書\n",
        ]
        for document in documents {
            let time = clock.measure { _ = Reading(Self.mixed, document) }
            #expect(time < .seconds(20), "\(document.prefix(16)) took \(time)")
        }
    }
}

@Suite("How a document is read: by which form, as cells or row by row")
struct ChoiceTests {
    private static func read(_ forms: String, csv: String) -> Reading {
        Reading(forms, bytes: Array(csv.utf8), name: "s.csv")
    }

    private static let two = """
        form 評価
          recognise "*評価調書"
          identify code
          code / 施策コード: text = right of "施策コード"
          title / 施策名: text = right of "施策名"
          mark / 基準1: mark = right of "基準1"
        form 予算
          identify number
          number / 事業コード: text
          cost / 事業費: number in 千円
        """

    @Test func `a table with a title is read by its labels`() {
        let read = Self.read(Self.two, csv: "令和2年度 評価調書\n施策コード,02-10,施策名,道路\n基準1,○\n")
        #expect(read.forms == ["評価"])
        #expect(read.all("code") == ["02-10@s.csv!B2"])
        #expect(read.all("mark") == ["○@s.csv!B3"])
    }

    @Test func `several sheets stand in a csv too`() {
        let one = "令和2年度 評価調書\n施策コード,02-10,施策名,道路\n基準1,○\n"
        let read = Self.read(Self.two, csv: one + one.replacing("10", with: "11"))
        #expect(read.all("code") == ["02-10@s.csv!B2", "02-11@s.csv!B5"])
    }

    @Test func `else the form of which the heading names most fields reads the rows`() {
        let budget = Self.read(Self.two, csv: "事業コード,事業費(千円),備考\n1,10,\n2,20,\n")
        #expect(budget.forms == ["予算", "予算"])
        #expect(budget.all("cost") == ["10@s.csv!B2", "20@s.csv!B3"])
        // A form with labels reads rows as well, if they name its fields.
        let policies = Self.read(Self.two, csv: "施策コード,施策名,基準1\n02-10,道路,○\n02-11,港湾,△\n")
        #expect(policies.forms == ["評価", "評価"])
        #expect(policies.all("mark") == ["○@s.csv!C2", "△@s.csv!C3"])
    }

    @Test func `a title in a column of a table begins no sheet`() {
        let read = Self.read(Self.two, csv: "施策コード,施策名,基準1\n02-10,令和2年度 評価調書,○\n02-11,令和2年度 評価調書,△\n")
        #expect(read.all("code") == ["02-10@s.csv!A2", "02-11@s.csv!A3"])
    }

    @Test func `else the one form without recognise reads the cells`() {
        let form = """
            form F
              code / 施策コード: text = right of "施策コード"
              title / 施策名: text = right of "施策名"
              mark / 基準1: mark = right of "基準1"
            """
        #expect(Self.read(form, csv: "施策名,道路,施策コード,02-10\n基準1,○\n").all("code") == ["02-10@s.csv!D1"])
        #expect(Self.read(form, csv: "施策名,道路,施策コード,02-10\n").all("code") == ["02-10@s.csv!D1"])
        #expect(Self.read(form, csv: "施策名,基準1,施策コード\n道路,○,02-10\n港湾,×,02-11\n").all("code") == ["02-10@s.csv!C2", "02-11@s.csv!C3"])
    }

    @Test func `else it is said what was tried`() {
        let read = Self.read(Self.two.replacing("identify number", with: "recognise \"予算*\"\n  identify number"), csv: "氏名,住所\n甲,乙\n")
        #expect(read.failures == ["K0713 s.csv!A1 -"])
        #expect(
            read.messages == [
                "No form fits. Tried: 評価 (“*評価調書”), 予算 (“予算*”). It begins with “氏名 住所”, “甲 乙”. Make the form's `recognise` fit the heading of the sheet. To read each row as a sheet, make the names or aliases of its fields fit the headings “氏名”, “住所”."
            ])
    }

    @Test func `a heading that names as many fields of two forms is an error`() {
        let forms = """
            form 甲
              code / コード: text
              a: number
            form 乙
              code / コード: text
              b: number
            """
        #expect(Self.read(forms, csv: "コード,a\n1,2\n").forms == ["甲"])
        let read = Self.read(forms, csv: "コード,c\n1,2\n")
        #expect(read.failures == ["K0714 s.csv!A1 -"])
        #expect(read.messages[0].hasPrefix("The headings “コード”, “c” name 1 field of each of 2 forms: 甲, 乙."))
    }

    @Test func `one form without recognise among others reads what no other fits`() {
        let forms = """
            form 評価
              recognise "*評価調書"
              code: text = right of "施策コード"
            form 他
              number: text = right of "番号"
            """
        #expect(Reading(forms, "番号|7").forms == ["他"])
        #expect(Reading(forms, "評価調書\n施策コード|8").forms == ["評価"])
    }
}
