import Kijun
import KijunSyntax
import Testing
@testable import KijunSheets

extension `Effects` {
    @Test func `rules on tables count rows`() throws {
        let before = "rows.size: cost >= 20 -> large\nrows.size: otherwise -> small\n"
        let after = "rows.size: cost >= 10 -> large\nrows.size: otherwise -> small\n"
        expect(
            try text(before, after),
            """
            rows.size: changed 1 case · 15 rows · large 6 → 10 · small 9 → 5
              small → large  4: 01-02 [2], 01-03 [2], 01-04 [2], 01-05 [2]

            """)
        expect(
            try text(before, after, .ja),
            """
            明細.size: 場合を 1 件書き換え · 15 行 · large 6 → 10 · small 9 → 5
              small → large  4 行: 01-02 [2]、01-03 [2]、01-04 [2]、01-05 [2]

            """)
        expect(
            try text(before, after, .ja, sheets: 2),
            """
            明細.size: 場合を 1 件書き換え · 3 行 · large 0 → 1 · small 3 → 2
              small → large  1 行: 01-02 [2]

            """)
    }

    @Test func `undetermined results say what they wait for`() throws {
        let before = "g: m == ○ -> p\ng: otherwise -> q\ncheck full: m is not blank\n"
        let after = "g: x > 15 -> p\ng: otherwise -> q\ncheck full: x > 10\n"
        expect(
            try text(before, after),
            """
            g: changed 1 case · p 2 → 3 · q 3 → 1 · undetermined 0 → 1
              q → p  2: 01-02, 01-05
              p → q  1: 01-01
              q → undetermined  1: 01-03
                01-03: “x” is blank (s.json:3:47)
            full: changed the check · passed 4 → 3 · failed 1 · undetermined 0 → 1
              passed → failed  1: 01-01
                01-01: x > 10 (x = 10 千円)  s.json:1:49
              passed → undetermined  1: 01-03
                01-03: “x” is blank (s.json:3:47)
              failed → passed  1: 01-05

            """)
        expect(
            try text("", after, .ja),
            """
            g: 場合を 2 件追加 · p 3 · q 1 · 未定 1
              未定  1 件: 01-03
                01-03: 「x」が空欄 (s.json:3:47)
            full: 検査を追加 · 適合 3 · 不適合 1 · 未定 1
              不適合  1 件: 01-01
                01-01: x > 10 (x = 10 千円)  s.json:1:49
              未定  1 件: 01-03
                01-03: 「x」が空欄 (s.json:3:47)

            """)
    }

    // MARK: Values

    @Test func `another value on one sheet is told as its results`() throws {
        let rules = Self.third + "y = x * 2\nrows.share = cost / x\ncheck full: x > 10\n"
        let (before, after) = (Loaded(rules), Loaded(rules, [1: ("○", "5")]))
        expect(
            try text(before, after, touched: [1]),
            """
            judge: c → a
            y: 40 千円 → 10 千円
            rows.share: changed 1 of 2 rows · up 1: +1.5 1/千円
              [2]: 0.5 1/千円 → 2 1/千円
            full: passed → failed (x > 10 (x = 5 千円)  s.json:2:48)

            """)
        expect(
            try text(before, after, .ja, touched: [1]),
            """
            judge: c → a
            y: 40 千円 → 10 千円
            明細.share: 2 行のうち 1 行で変わる · 増 1 行 +1.5 1/千円
              [2]: 0.5 1/千円 → 2 1/千円
            full: 適合 → 不適合（x > 10 (x = 5 千円)  s.json:2:48）

            """)
        expect(try text(before, before, .ja, touched: [1]), "")
    }

    // MARK: Properties

    /// `a 0 → 2` of the line of `judge`.
    private func counts(_ text: String) throws -> (before: Int, after: Int) {
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("judge: ") })
        var (before, after) = (0, 0)
        for part in line.dropFirst("judge: ".count).split(separator: " · ") {
            if let match = part.wholeMatch(of: #/(?:a|b|c|no case|conflict|undetermined) (?:(\d+) → )?(\d+)/#) {
                let count = try #require(Int(match.2))
                after += count
                before += match.1.flatMap { Int($0) } ?? count
            }
        }
        return (before, after)
    }

    private func moves(_ text: String) -> Set<String> {
        Set(text.split(separator: "\n").compactMap { $0.wholeMatch(of: #/\s\s(.+ → .+)\s\s\d+: .*/#).map { String($0.1) } })
    }

    @Test func `counts add up to the sheets, and a change taken back moves them back`() throws {
        let conditions = ["m == ○", "m == △", "n == ○", "m == △ && n == ○", "x > 20", "otherwise", "m is blank", "m == ○ && x <= 10"]
        var told = 0
        for seed in 0..<60 {
            func rules(_ salt: Int) -> String {
                (0..<3).map { line in
                    "judge: \(conditions[(seed * 7 + salt * 5 + line * line * 3 + seed / 8 * line) % conditions.count]) -> \(["a", "b", "c"][(seed + line * salt) % 3])\n"
                }.joined()
            }
            let texts = [rules(1), rules(2)].map { text in
                // One `otherwise` is enough for a decision.
                var seen = false
                return text.split(separator: "\n").filter { line in
                    guard line.contains("otherwise") else { return true }
                    defer { seen = true }
                    return !seen
                }.map { $0 + "\n" }.joined()
            }
            let (first, second) = (Loaded(texts[0]), Loaded(texts[1]))
            let (there, back) = (try text(first, second, named: ["judge"]), try text(second, first, named: ["judge"]))
            let (own, other) = (try counts(there), try counts(back))
            #expect(own == (5, 5) && other == (5, 5), "\(there)")
            let mirrored = moves(back).map { $0.split(separator: " → ").reversed().joined(separator: " → ") }
            #expect(moves(there) == Set(mirrored), "\(there)\(back)")
            told += moves(there).count
        }
        #expect(told > 60)
    }
}
