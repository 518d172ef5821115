import Kijun
import KijunSyntax
import TestSupport
import Testing

@testable import KijunSheets

/// What an expression comes to without a sheet.
struct Asked {
    let value: Value
    let type: Type
    let program: CheckedProgram

    init(_ expression: String, rules: String = "") throws {
        var sources = SourceMap()
        let parsed = Parser.parse(sources.add(name: "rules.kijun", bytes: Array(rules.utf8)))
        let (question, problems) = Parser.parseExpression(sources.add(name: "question", bytes: Array(expression.utf8)))
        let (program, diagnostics) = Checker.check([parsed.tree], sources: sources, questions: [question])
        for diagnostic in parsed.diagnostics + problems + diagnostics where diagnostic.severity == .error {
            Issue.record("\(diagnostic.code.rawValue) \(diagnostic.message.en)")
        }
        let evaluation = Evaluation(program, SheetSet.Builder(schema: .empty).finish(), only: [])
        value = evaluation.value(ofExpression: 0)
        type = try #require(program.expressions.first).type
        self.program = program
    }

    func lines(width: Int?, _ language: Language = .ja) -> [String] {
        ValueTable(program: program, language: language, width: width)
            .lines(value, as: type, thresholds: program.expressions[0].thresholds)
    }

    func text(width: Int?, _ language: Language = .ja) -> String { lines(width: width, language).joined(separator: "\n") }
}

@Suite struct `Tables of values` {
    static let projects = """
        [{整理番号: "1101", 事務事業名: "地域情報化推進対策費", 事業費: 1_616千円, 人工計: 3人工, 率: 122.5%},
         {整理番号: "1103", 事務事業名: "社会保障・税番号制度に係る情報システム構築事業", 事業費: 1_700_924千円, 人工計: 11.3人工, 率: 2 / 3},
         {整理番号: "1117", 事務事業名: "情報政策課", 事業費: blank, 人工計: 6.5人工, 率: 0.1%}]
        """

    @Test func `numbers stand to the right, their unit in the heading`() throws {
        let text = try Asked(Self.projects).text(width: 120)
        #expect(
            text == """
                整理番号  事務事業名                                      事業費 (千円)  人工計 (人工)      率
                ────────  ──────────────────────────────────────────────  ─────────────  ─────────────  ──────
                1101      地域情報化推進対策費                                    1,616              3  122.5%
                1103      社会保障・税番号制度に係る情報システム構築事業      1,700,924           11.3  66.7%…
                1117      情報政策課                                               空欄            6.5    0.1%
                3 行
                """)
    }

    @Test func `where it is narrow texts are cut, and columns without room are named`() throws {
        let text = try Asked(Self.projects).text(width: 40)
        #expect(
            text == """
                整理番号  事務事業名       事業費 (千円)
                ────────  ───────────────  ─────────────
                1101      地域情報化推進…          1,616
                1103      社会保障・税番…      1,700,924
                1117      情報政策課                空欄
                3 行
                ほかの列（select で選べます）: 人工計、
                  率
                """)
    }

    @Test func `without a terminal nothing is cut`() throws {
        let asked = try Asked(Self.projects)
        #expect(asked.lines(width: nil) == asked.lines(width: 120))
    }

    @Test func `a shown number is not rounded across the one that it is compared with`() throws {
        let text = try Asked("[{k: \"a\", r: 79999 / 100001}] where r < 80% select k, r = r").text(width: 80)
        #expect(!text.contains("80.0"))
        #expect(!text.contains("0.8…") && !text.contains("0.8000"))
    }

    @Test func `a table in a cell is its number of rows, a list gives way between its elements`() throws {
        let asked = try Asked("[{k: \"a\", t: [{x: 1}, {x: 2}], l: [1_616, 80_036, 1_700_924, 13_938]}]")
        #expect(
            asked.text(width: 40, .en) == """
                k  t       l
                ─  ──────  ─────────────────────────────
                a  2 rows  [1,616, 80,036, 1,700,924, …]
                1 row
                """)
    }

    @Test func `a list that fits is one line, a longer one a table`() throws {
        let asked = try Asked("[1_616千円, 80_036千円, 1_700_924千円]")
        #expect(asked.text(width: 80) == "[1,616 千円, 80,036 千円, 1,700,924 千円]")
        #expect(
            asked.text(width: 30) == """
                番号  値 (千円)
                ────  ─────────
                   1      1,616
                   2     80,036
                   3  1,700,924
                3 個
                """)
    }

    @Test func `a record that does not fit is a line for each of its members`() throws {
        let asked = try Asked("{事業費: 4_561_152千円, 人工計: 36人工, 備考: \"計の行は本庁だけの数である\", フルコスト: blank}")
        #expect(
            asked.text(width: 30) == """
                項目        値
                ──────────  ──────────────────
                事業費      4,561,152 千円
                人工計      36 人工
                備考        計の行は本庁だけ…
                フルコスト  空欄
                """)
    }

    @Test func `no rows are a number of rows too`() throws {
        #expect(try Asked("[{a: 1}] where a > 1").text(width: 80, .en) == "a\n─\n0 rows")
    }

    @Test func `a number wider than the terminal is broken over lines and never cut`() throws {
        let lines = try Asked("[{k: power(7, 60)}]").lines(width: 24)
        #expect(lines.dropFirst(2).dropLast().joined() == "508,021,860,739,623,365,322,188,197,652,216,501,772,434,524,836,001")
    }

    @Test func `what a terminal would act on is made visible`() throws {
        let text = try Asked("[{k: \"a\\u{1b}[2Jb\\nc\"}]").text(width: 80)
        #expect(text.contains("a␛[2Jb␊c"))
    }

    @Test(arguments: 0..<12)
    func `no line is wider than the terminal and no number is cut`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let columns = Int.random(in: 1...9, using: &random)
        let names = ["事業費", "c", "評価結果の反映に関する記載事項", "n_1", "率", "人工計", "title", "備考", "区分"].shuffled(using: &random)
        let kinds = (0..<columns).map { _ in Int.random(in: 0...5, using: &random) }
        func value(_ kind: Int) -> String {
            switch kind {
            case 0: return "\(Int.random(in: -9_999_999...9_999_999, using: &random))千円"
            case 1: return "\(Int.random(in: 1...999, using: &random)) / \(Int.random(in: 1...999, using: &random))"
            case 2:
                let words = ["情報", "system", "👩‍🏫", "か\u{3099}", "○", "構築事業"]
                return "\"" + (0..<Int.random(in: 0...12, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }.joined()
                    + "\""
            case 3: return ["○", "△", "×"].randomElement(using: &random) ?? "○"
            case 4: return "[" + (0...Int.random(in: 0...9, using: &random)).map { "\($0 * 1234)" }.joined(separator: ", ") + "]"
            default: return "R\(Int.random(in: 1...9, using: &random))"
            }
        }
        let rows = (0..<Int.random(in: 1...6, using: &random)).map { _ in
            "{" + (0..<columns).map { "\(names[$0]): \(value(kinds[$0]))" }.joined(separator: ", ") + "}"
        }
        let asked = try Asked("[" + rows.joined(separator: ", ") + "]")
        let whole = asked.lines(width: nil)
        for width in stride(from: 20, through: 200, by: 4) {
            let lines = asked.lines(width: width)
            for line in lines { #expect(DisplayWidth.of(line) <= width, "\(width): \(line)") }
            #expect(lines.contains(ValueTable.count(of: rows.count, in: .ja)))
            // Every column is shown or named.
            let text = lines.joined(separator: " ").replacing(" ", with: "").replacing("…", with: "")
            for name in names.prefix(columns) { #expect(text.contains(name.prefix(4))) }
        }
        #expect(whole.count == rows.count + 3)
    }
}
