import Kijun
import KijunSyntax
import Testing

@testable import KijunSheets

/// What a change did, told over small rules and sheets.
@Suite struct `Effects` {
    static let form = """
        form 様式
          identify code
          code / コード: text
          m / 基準1: mark
          n: mark
          x: number in 千円?
          rows / 明細: table key id
            id: text
            cost: number
        """

    /// code, m, n, x
    static let sheets = [
        ("01-01", "○", "○", "10"), ("01-02", "△", "○", "20"), ("01-03", "△", "×", ""), ("01-04", "○", "×", "40"), ("01-05", "", "○", "50"),
    ]

    struct Loaded {
        let program: CheckedProgram
        let trees: [SyntaxTree]
        let side: EffectReport.Side
        let sheets: [LoadedSheet]

        init(_ rules: String, sheets count: Int = 5, _ changed: [Int: (m: String, x: String)] = [:]) {
            var sources = SourceMap()
            let texts = [("form.kijun", Effects.form), ("rules.kijun", rules)]
            let parsed = texts.map { Parser.parse(sources.add(name: $0.0, bytes: Array($0.1.utf8))) }
            trees = parsed.map(\.tree)
            let checked = Checker.check(trees, sources: sources)
            for diagnostic in parsed.flatMap(\.diagnostics) + checked.diagnostics where diagnostic.severity == .error {
                Issue.record("\(diagnostic.message.en) at \(sources.text(of: diagnostic.span))")
            }
            program = checked.program
            let objects = Effects.sheets.prefix(count).enumerated().map { index, sheet in
                let (m, x) = changed[index] ?? (sheet.1, sheet.3)
                let rows = (0...index).map { #"{"id": "\#($0 + 1)", "cost": \#($0 * 10)}"# }.joined(separator: ", ")
                return
                    #"{"code": "\#(sheet.0)", "m": "\#(m)", "n": "\#(sheet.2)", "x": \#(x.isEmpty ? "null" : x), "rows": [\#(rows)]}"#
            }
            let result = DocumentLoader.load(bytes: Array("[\(objects.joined(separator: ",\n"))]".utf8), name: "s.json", program: program)
            self.sheets = result.sheets
            side = EffectReport.Side(program, SheetSet(result.sheets.map(\.input), schema: program.schema), result.sheets)
        }
    }

    func text(
        _ before: Loaded, _ after: Loaded, _ language: Language = .en, chosen: Int? = nil, touched: [Int]? = nil, named: Set<String> = [],
        width: Int = 80
    ) throws -> String {
        let changes = RuleChanges(from: before.program, to: after.program, named: named, includesAll: touched != nil)
        let analysis = AnalysisChange(from: before.program, to: after.program, changes, allowances: Allowances(after.trees))
        let notes = EffectNotes(analysis, in: after.program, language: language, width: width) { rule, span in
            guard case .decision(let decision) = after.program.rules[rule].body else { return nil }
            return decision.cases.firstIndex { $0.span == span }.map { $0 + 1 }
        }
        let pairs = touched.map { $0.map { SheetPair(old: $0, new: $0) } } ?? SheetPair.same(after.sheets.count)
        let report = try EffectReport(
            from: before.side, to: after.side, changes, sheets: pairs, areSheetsShared: false, chosen: chosen, notes: notes.lines,
            language: language, width: width)
        return report.lines().map { $0 + "\n" }.joined()
    }

    func text(_ before: String, _ after: String, _ language: Language = .en, chosen: Int? = nil, sheets: Int = 5) throws -> String {
        try text(Loaded(before, sheets: sheets), Loaded(after, sheets: sheets), language, chosen: chosen)
    }

    /// With the whole text in the message.
    func expect(_ text: String, _ expected: String, _ location: SourceLocation = #_sourceLocation) {
        if text != expected { Issue.record("\(text)", sourceLocation: location) }
    }

    // MARK: Decisions

    static let first = "judge: m == △ && n == ○ -> c\n"
    static let second = first + "judge: m == ○ -> a\n"
    static let narrow = first + "judge: m == ○ && n == ○ -> a\n"
    static let third = second + "judge: otherwise -> b\n"

    @Test func `a first case has its distribution, and a note on the gap`() throws {
        expect(
            try text("", Self.first),
            """
            judge: added 1 case · c 1 · no case 4
              note: no case for m other than △ (for example "")

            """)
        expect(
            try text("", Self.first, .ja),
            """
            judge: 場合を 1 件追加 · c 1 · 該当なし 4
              注意: m が △ 以外の場合がありません（例: 空欄）

            """)
    }

    @Test func `a second case moves sheets`() throws {
        expect(
            try text(Self.first, Self.second),
            """
            judge: added 1 case · c 1 · a 0 → 2 · no case 4 → 2
              no case → a  2: 01-01, 01-04

            """)
        expect(
            try text(Self.first, Self.second, .ja),
            """
            judge: 場合を 1 件追加 · c 1 · a 0 → 2 · 該当なし 4 → 2
              該当なし → a  2 件: 01-01、01-04

            """)
        expect(
            try text(Self.first, Self.second, .ja, chosen: 1),
            """
            judge: 場合を 1 件追加 · c 1 · a 0 → 2 · 該当なし 4 → 2
              該当なし → a  2 件: 01-01、01-04
              01-02: c（変わりません）

            """)
        expect(
            try text(Self.first, Self.second, .ja, sheets: 1),
            """
            judge: 場合を 1 件追加 · 該当なし → a

            """)
        expect(
            try text(Self.first, Self.second, .ja, sheets: 0),
            """
            judge: 場合を 1 件追加 · 選択肢（c, a）

            """)
    }

    @Test func `a case for everything else closes the gaps`() throws {
        expect(
            try text(Self.second, Self.third),
            """
            judge: added 1 case · c 1 · a 2 · b 0 → 2 · no case 2 → 0
              no case → b  2: 01-03, 01-05
              no gap is left

            """)
        expect(
            try text(Self.third, Self.second, .ja),
            """
            judge: 場合を 1 件削除 · c 1 · a 2 · b 2 → 0 · 該当なし 0 → 2
              b → 該当なし  2 件: 01-03、01-05
              注意: m が空欄（または ×・◎・▲）の場合がありません

            """)
        expect(try text(Self.third, "", .ja), "judge: なくなりました\n")
    }

    @Test func `a conflict is noted with both cases`() throws {
        expect(
            try text(Self.third, Self.third + "judge: m == △ -> b\n"),
            """
            judge: added 1 case · c 1 → 0 · a 2 · b 2 · conflict 0 → 1
              c → conflict  1: 01-02
                01-02: m == △ && n == ○ -> c | m == △ -> b
              note: two cases are in conflict for m = △, n = ○
                case 1  m == △ && n == ○ -> c
                case 3  m == △ -> b
                to drop the one that was there before: :drop judge 1

            """)
        expect(
            try text(Self.third, Self.third + "judge: m == △ -> b\n", .ja),
            """
            judge: 場合を 1 件追加 · c 1 → 0 · a 2 · b 2 · 競合 0 → 1
              c → 競合  1 件: 01-02
                01-02: 「m == △ && n == ○ -> c」 と 「m == △ -> b」
              注意: m = △、n = ○ のとき、二つの場合が競合します
                1 番  m == △ && n == ○ -> c
                3 番  m == △ -> b
                前からある場合をやめるには :drop judge 1

            """)
    }

    @Test func `what reads a changed rule is told as far as it moved`() throws {
        let rest =
            "overall: judge == a -> 良\noverall: otherwise -> 可\nfar: m == ○ -> p\nfar: otherwise -> q\ncheck good: overall == 良 else \"{code} は {judge}\"\n"
        expect(
            try text(Self.second + rest, Self.narrow + rest),
            """
            judge: changed 1 case · c 1 · a 2 → 1 · no case 2 → 3
              a → no case  1: 01-04
              note: no case for m = ○ (or △), n other than ○ (for example n = "")
            overall: moved 1 of 5 · 良 2 → 1 · 可 1 · undetermined 2 → 3
              良 → undetermined  1: 01-04
                01-04: a decision without a case: judge (rules.kijun:1)
            good: moved 1 of 5 · passed 2 → 1 · failed 1 · undetermined 2 → 3
              passed → undetermined  1: 01-04
                01-04: a decision without a case: judge (rules.kijun:1)

            """)
        expect(
            try text(Self.second + rest, Self.narrow + rest, .ja),
            """
            judge: 場合を 1 件書き換え · c 1 · a 2 → 1 · 該当なし 2 → 3
              a → 該当なし  1 件: 01-04
              注意: m = ○（または △）、n が ○ 以外の場合がありません（例: n が空欄）
            overall: 5 件のうち 1 件で変わる · 良 2 → 1 · 可 1 · 未定 2 → 3
              良 → 未定  1 件: 01-04
                01-04: 判定が該当なし: judge (rules.kijun:1)
            good: 5 件のうち 1 件で変わる · 適合 2 → 1 · 不適合 1 · 未定 2 → 3
              適合 → 未定  1 件: 01-04
                01-04: 判定が該当なし: judge (rules.kijun:1)

            """)
    }

    // MARK: Definitions

    @Test func `a definition has its type and where it lies`() throws {
        expect(
            try text("", "y = x * 2\n"),
            """
            y: defined · number in 千円 · 20 千円 to 100 千円 · no value 1
              no value  1: 01-03
                01-03: “x” is blank (s.json:3:47)

            """)
        expect(
            try text("", "y = x * 2\n", .ja),
            """
            y: 定義を追加 · 数値（千円） · 20 千円～100 千円 · 値なし 1
              値なし  1 件: 01-03
                01-03: 「x」が空欄 (s.json:3:47)

            """)
        expect(
            try text("", "y = x * 2\n", .ja, sheets: 1),
            """
            y: 定義を追加 · 数値（千円） · 20 千円

            """)
        expect(
            try text("y = x * 2\n", "y = x * 3\nz = y\n", .ja),
            """
            y: 定義を書き換え · 5 件のうち 4 件で変わる · 増 4 件 +120 千円
              01-01: 20 千円 → 30 千円
              01-02: 40 千円 → 60 千円
              01-04: 80 千円 → 120 千円
              ほか 1 件
            z: 定義を追加 · 数値（千円） · 30 千円～150 千円 · 値なし 1
              値なし  1 件: 01-03
                01-03: 「x」が空欄 (s.json:3:47)

            """)
        expect(
            try text("y = x * 2\nz = y\n", "y = x * 3\nz = y\n"),
            """
            y: redefined · changed 4 of 5 · up 4: +120 千円
              01-01: 20 千円 → 30 千円
              01-02: 40 千円 → 60 千円
              01-04: 80 千円 → 120 千円
              and 1 more
            z: changed 4 of 5 · up 4: +120 千円
              01-01: 20 千円 → 30 千円
              01-02: 40 千円 → 60 千円
              01-04: 80 千円 → 120 千円
              and 1 more

            """)
        expect(
            try text(
                "", "total = sum(cost for rows)\nbig = rows where cost > 10\nrows.half = cost / 2\nall_x = count(sheets where m == ○)\n",
                .ja),
            """
            total: 定義を追加 · 数値 · 0～100
            big: 定義を追加 · 表
            明細.half: 定義を追加 · 数値 · 15 行 · 0～20
            all_x: 定義を追加 · 数値 · 2

            """)
    }
}
