import Kijun
import KijunSyntax
import Testing

@testable import KijunCommand

@Suite struct `Completion of what is typed` {
    static let form = """
        form 調書
          identify code, title
          fiscal_year / 年度: year = capture "{}年度"
          code / 施策コード: text = right of "施策コード"
          title / 施策名: text = right of "施策名"
          department / 部局: text = right of "部局"
          basis1 / 基準1: mark = right of "基準1"
          basis2_4 / 基準2_4: list of mark = row of "基準2"
          printed / 判定の記載: one of a, b, c = right of "判定"
          projects / 事務事業: table key id = headed by "整理番号" until "計"
            id / 整理番号: text = "整理番号"
            name / 事務事業名: text = "事務事業名"
            cost / 事業費: number in 千円 = "事業費"
          indicators / 成果指標: table = blocks from "指標名"
            name / 指標名: text = right of "指標名"
            rate_printed / 成果指標達成度: percent? = right of "達成度"
            direction / 増減方向: one of 増加, 減少, 維持 = right of "増減"

        """

    static let rules = """
        judge / 判定: basis1 == ○ -> a
        judge: basis1 == △ -> c
        judge: otherwise -> "A・B のみ"
        total / 事業費の合計 = sum(projects.cost)
        indicators.good / 良い = direction == 増加
        check small / 少額: total <= 100
        check projects.named: name is not blank
        share(part, whole) = part / whole
        param rate / 単価: number
          R1 = 7

        """

    static func sheet(_ values: [String: InputValue], _ schema: RecordSchema) -> SheetInput {
        SheetInput(
            record: InputRecord(values: schema.fields.map { values[$0.name] ?? .scalar(.blank, nil) }),
            document: DocumentInfo(name: "s", pages: [], style: .line), findings: [])
    }

    nonisolated(unsafe) static let scope: CompletionScope = {
        let program = Program(form + rules, name: "rules.kijun")
        #expect(program.isRunnable)
        let schema = program.checked.schema
        func indicator(_ direction: String) -> InputRecord {
            InputRecord(values: [.scalar(.text("x"), nil), .scalar(.blank, nil), .scalar(.text(direction), nil)])
        }
        func project(_ id: String) -> InputRecord {
            InputRecord(values: [.scalar(.text(id), nil), .scalar(.blank, nil), .scalar(.blank, nil)])
        }
        let sheets = [("02-10", "○", "総務部", 2019), ("02-11", "△", "総務部", 2020), ("03-01", "", "農政部 \"西\"", 2020)].map {
            code, mark, department, year in
            sheet(
                [
                    "code": .scalar(.text(code), nil), "basis1": .scalar(.text(mark), nil), "department": .scalar(.text(department), nil),
                    "fiscal_year": .scalar(.year(year), nil), "indicators": .table([indicator("増加"), indicator("減少")]),
                    "projects": .table([project("1"), project("2")]),
                ], schema)
        }
        let command = { (name: String, japanese: String, argument: SessionCommand.Argument) in
            SessionCommand(name, japanese, argument, usage: Wording("NAME"), ja: "要約", en: "summary") { _, _ in }
        }
        return CompletionScope(
            program: program.checked, sheets: SheetSet(sheets, schema: schema),
            loaded: { [("02-10", "ICTの利活用"), ("02-11", "防災"), ("03-01 別", "農業")] }, overridden: ["basis1"],
            commands: [
                command("sheet", "調書", .sheet), command("sheets", "一覧", .nothing), command("why", "なぜ", .explained),
                command("set", "仮に", .assignment), command("load", "読む", .paths), command("drop", "消す", .rule),
                command("unset", "戻す", .overridden), command("type", "型", .expression), command("help", "説明", .topic),
                command("edit", "直す", .rulePath),
            ],
            entries: { folder in
                switch folder {
                case ".":
                    [("notes.md", false), ("rules.kijun", false), ("sheets", true), ("my sheets", true), ("表 1.csv", false)].map(
                        FolderEntry.init)
                case "sheets/": [FolderEntry(name: "02-10.txt", isFolder: false), FolderEntry(name: "02-11.txt", isFolder: false)]
                default: []
                }
            },
            language: .en, trees: [])
    }()

    /// The text with the first candidates; `|` in it is the cursor.
    static func complete(_ marked: String, _ scope: CompletionScope = scope) -> Completion {
        let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        let cursor = parts[0].unicodeScalars.count
        return scope.completion(of: parts.joined(), at: cursor)
    }

    static func texts(_ marked: String, _ scope: CompletionScope = scope) -> [String] { complete(marked, scope).candidates.map(\.text) }

    @Test(arguments: [
        // names of fields, rules and parameters: in the language that is typed, or by what is typed
        ("x = bas|", ["basis1", "basis2_4"]),
        ("x = 基|", ["基準1", "基準2_4"]),
        ("x = ＢＡＳＩＳ１|", ["basis1"]),
        ("x = 達成度|", []),
        ("sum(達成度| for indicators)", ["成果指標達成度"]),
        ("x = jud|", ["judge"]),
        ("x = 単|", ["単価"]),
        ("x = 合計の|", []),
        ("x = 費の合|", ["事業費の合計"]),
        // columns
        ("projects.|", ["id", "name", "cost"]),
        ("事務事業.|", ["整理番号", "事務事業名", "事業費"]),
        ("indicators.g|", ["good"]),
        ("sum(c| for projects)", ["cost", "code", "count("]),
        ("projects where co|", ["cost", "code", "count(", "contains("]),
        ("indicators.good = dir|", ["direction"]),
        ("sheets where jud|", ["judge"]),
        ("sheets where judge == a select ti|", ["title"]),
        ("sheets sort by dep|", ["department"]),
        ("projects sort by |", ["id", "name", "cost"]),
        ("sheets group by dep|", ["department"]),
        ("projects[\"1\"].|", ["id", "name", "cost"]),
        ("first(projects where cost > 1).|", ["id", "name", "cost"]),
        ("count(basis2_4 where i|", ["it", "indicators", "index_of(", "if"]),
        ("sum(cost for pro|", ["projects"]),
        // functions and words
        ("x = 合|", ["合計("]),
        ("x = round_|", ["round_down(", "round_up("]),
        ("judge: oth|", ["otherwise"]),
        ("ch|", ["check"]),
        ("検|", ["検査"]),
        ("param |", ["rate"]),
        ("param x: p|", ["percent"]),
        ("check |", ["small", "projects", "indicators"]),
        ("check projects.|", ["named"]),
        // values
        ("count(indicators where direction == |", ["増加", "減少", "維持"]),
        ("count(indicators where 増減方向 == 減|", ["減少"]),
        ("indicators where direction in [増加, |", ["増加", "減少", "維持"]),
        ("indicators where direction == \"減|", ["\"減少\""]),
        ("indicators where direction == 「減|」", ["「減少」"]),
        ("judge: basis1 == |", ["○", "△", "\"\"", "×", "◎"]),
        ("x = judge != |", ["a", "c", "\"A・B のみ\""]),
        ("sheets where department == |", ["\"総務部\"", "\"農政部 \\\"西\\\"\""]),
        ("sheets where department == 農|", ["\"農政部 \\\"西\\\"\""]),
        ("sheets where department == \"総|\"", ["\"総務部\""]),
        ("sheets where fiscal_year == |", ["R1", "R2"]),
        ("judge: basis1 == ○ -> |", ["a", "c", "\"A・B のみ\""]),
        ("judge:\n  基準1 == ○ → |", ["a", "c", "\"A・B のみ\""]),
        ("projects[|", ["\"1\"", "\"2\""]),
        ("test 題\n  given basis1 = |", ["○", "△", "\"\"", "×", "◎"]),
        ("test 題\n  expect judge == |", ["a", "c", "\"A・B のみ\""]),
        ("\"{jud|", ["judge"]),
        // behind an operand
        ("judge: 基準1 == ○ か|", ["かつ"]),
        ("judge: basis1 == ○ |", ["and", "or", "->"]),
        ("projects |", ["where", "select", "sort by", "group by", "top"]),
        ("projects wh|", ["where"]),
        ("事務事業 の|", ["のうち"]),
        ("basis1 |", ["==", "!=", "in", "is blank", "is not blank", "and", "or"]),
        ("x = if judge == a t|", ["then"]),
        ("x = if judge == a then 1 el|", ["else"]),
        ("check x: total > 1 e|", ["else"]),
        ("x is |", ["not", "blank"]),
        ("judge: basis1 == ○ -> a be|", ["because"]),
        // nothing
        ("x = 12|", []),
        ("# jud|", []),
        ("x = \"jud|", []),
        ("x = \"a {1} jud|\"", []),
        ("x = judge judge ju|", []),
        ("scale x = |", []),
    ])
    func `offers what fits at the cursor`(marked: String, first: [String]) {
        let found = Self.texts(marked)
        if first.isEmpty { #expect(found.isEmpty) } else { #expect(found.prefix(first.count).map(\.self) == first) }
    }

    @Test(arguments: [
        (":sh|", ["sheet", "sheets"]),
        ("：調|", ["調書"]),
        (":sheet |", ["02-10", "02-11", "03-01 別"]),
        (": sheet 03-01 |", ["03-01 別"]),
        (":調書 02-1|", ["02-10", "02-11"]),
        (":sheet 防|", ["02-11"]),
        (":sheets |", []),
        (":why ju|", ["judge"]),
        (":why judge 03|", ["\"03-01 別\""]),
        (":why not |", ["a", "c", "\"A・B のみ\""]),
        (":set 基準|", ["基準1", "基準2_4"]),
        (":set basis1 = |", ["○", "△", "\"\"", "×", "◎"]),
        (":set printed = |", ["a", "b", "c"]),
        (":unset |", ["basis1"]),
        (":drop projects.|", ["projects.named"]),
        (":drop 少|", ["少額"]),
        (":type sum(projects.c|", ["cost"]),
        (":load |", ["rules.kijun", "sheets/", "\"my sheets/", "\"表 1.csv\"", "notes.md"]),
        (":load sheets/02-11|", ["sheets/02-11.txt"]),
        (":load rules.kijun \"m|", ["\"my sheets/"]),
        (":edit |", ["rules.kijun", "sheets/", "\"my sheets/"]),
        (":help wh|", [":why"]),
        (":help :w|", [":why"]),
        (":help K010|", ["K0102", "K0103"]),
        (":help su|", ["sum"]),
        (":nonsense |", []),
    ])
    func `offers what a command takes`(marked: String, first: [String]) {
        let found = Self.texts(marked)
        if first.isEmpty { #expect(found.isEmpty) } else { #expect(found.prefix(first.count).map(\.self) == first) }
    }

    @Test func `a candidate tells its other name and what it is`() {
        let found = Self.complete("x = bas|").candidates.first
        #expect(found == Completion.Candidate(text: "basis1", note: "基準1 · mark"))
        let function = Self.complete("x = 四捨|").candidates.first
        #expect(function?.text == "四捨五入(")
        #expect(function?.note.hasPrefix("round · (x, n)") == true)
    }

    @Test func `the interface's language counts until a word is typed`() {
        var scope = Self.scope
        scope.language = .ja
        #expect(Self.texts("|", scope).first == "検査")
        #expect(Self.texts("projects.|", scope).first == "id")
        #expect(Self.complete(":|", scope).candidates.first?.text == "調書")
    }

    @Test func `what is typed is replaced up to the cursor, and the whole word where all of it fits`() {
        #expect(Self.complete("judge: 基準| == ○").replaced == 7..<9)
        #expect(Self.complete("x = ba|sis").replaced == 4..<9)
        #expect(Self.complete("x = ba|nana").replaced == 4..<6)
        #expect(Self.complete("sheets where department == \"総|\"").replaced == 27..<30)
        #expect(Self.complete(":set basis1 = |").replaced == 14..<14)
    }

    @Test func `functions of the rules are offered with their parameters`() {
        var scope = Self.scope
        var sources = SourceMap()
        scope.trees = [Parser.parse(sources.add(name: "r", bytes: Array(Self.rules.utf8))).tree]
        #expect(Self.complete("x = sha|", scope).candidates.first == Completion.Candidate(text: "share(", note: "(part, whole)"))
    }
}
