import Kijun
import KijunSyntax
import TestSupport
import Testing

@testable import KijunSheets

@Suite struct `Distributions of values` {
    private func distribution(
        _ values: [Value], _ type: Type, heading: String = "取組の判定", width: Int = 60, language: Language = .ja,
        states: [Int: DecisionResult.State] = [:], usesBlocks: Bool = true, all: String? = nil
    ) throws -> ValueDistribution {
        let entries = values.enumerated().map { place, value in
            ValueDistribution.Entry(
                sheet: "02-\(place + 10)", title: place % 2 == 0 ? "ICTの利活用の推進" : "観光の振興", value: value, state: states[place])
        }
        return ValueDistribution(
            entries, type: type, heading: heading, program: try Asked("1").program, language: language, width: width,
            usesBlocks: usesBlocks, all: all)
    }

    private func numbers(_ values: [Int]) -> [Value] { values.map { .number(Number($0)) } }
    private let thousandYen = Type.number(NumberType(unit: Unit(named: "千円")))
    private let abc = Type.choice(Choice(symbols: ["c", "a", "b"]))

    private func decided(_ counts: [(String, Int)]) -> [Value] {
        counts.flatMap { symbol, count in Array(repeating: Value.text(symbol), count: count) }
    }

    @Test func `a choice has a bar for each of its values, also those that no sheet has`() throws {
        let values = decided([("a", 7), ("c", 3)]) + [.undetermined, .undetermined]
        let lines = try distribution(values, abc, states: [10: .noCase, 11: .undetermined]).lines(height: 16) {
            "「基準\($0)」が空欄 (02-10.txt:3)"
        }
        #expect(
            lines.joined(separator: "\n") == """
                調書   取組の判定  名称
                ─────  ──────────  ─────────────────
                02-10  a           ICTの利活用の推進
                02-11  a           観光の振興
                02-12  a           ICTの利活用の推進
                … ほか 9 件

                12 件の分布
                  a         7 ███████████████████████████████████████ 58.3%…
                  b         0 0%
                  c         3 ████████████████▋ 25%
                  該当なし  1 █████▌ 8.3%…
                  未定      1 █████▌ 8.3%…
                  該当なし 1 件: 02-20
                  未定 1 件:
                    02-21  「基準11」が空欄 (02-10.txt:3)
                """)
    }

    @Test func `a scale is shown from its highest to its lowest`() throws {
        let scale = Type.choice(Choice(symbols: ["D", "C", "B", "A"], scale: "達成度合"))
        let lines = try distribution(decided([("B", 1), ("A", 2), ("D", 4)]), scale, width: 40).distributionLines { _ in "" }
        #expect(
            lines.joined(separator: "\n") == """
                7 件の分布
                  A  2 █████████████ 28.6%…
                  B  1 ██████▌ 14.3%…
                  C  0 0%
                  D  4 ██████████████████████████ 57.1%…
                """)
    }

    @Test func `numbers have bounds, a middle and classes with round bounds`() throws {
        let values = numbers([
            0, 1_616, 10_754, 13_938, 31_764, 34_476, 72_485, 80_036, 98_000, 100_552, 162_874, 259_608, 300_944, 524_868,
        ])
        let lines = try distribution(values + [.blank], thousandYen, heading: "事業費の合計", width: 70).distributionLines { _ in "" }
        #expect(
            lines.joined(separator: "\n") == """
                15 件の分布
                  最小                0 千円  02-10
                  中央値       76,260.5 千円
                  平均    120,851.0714… 千円
                  最大          524,868 千円  02-23
                        0 以上 100,000 未満  9 ████████████████████████████████ 60%
                  100,000 以上 200,000 未満  2 ███████ 13.3%…
                  200,000 以上 300,000 未満  1 ███▌ 6.7%…
                  300,000 以上 400,000 未満  1 ███▌ 6.7%…
                  400,000 以上 500,000 未満  0 0%
                  500,000 以上 600,000 未満  1 ███▌ 6.7%…
                  空欄                       1 ███▌ 6.7%…
                  空欄 1 件: 02-24
                """)
    }

    @Test func `a few numbers that are met again are counted one by one`() throws {
        let lines = try distribution(numbers([1, 3, 1, 2, 1]), .number, heading: "事業数", width: 40).distributionLines { _ in "" }
        #expect(lines.count == 4)
        #expect(lines[1].hasPrefix("  1  3 █"))
        #expect(lines[3].hasPrefix("  3  1 █"))
    }

    @Test func `bars are drawn with number signs where the terminal has no blocks`() throws {
        let lines = try distribution([.yesno(true), .yesno(true), .yesno(false)], .yesno, width: 40, usesBlocks: false)
            .distributionLines { _ in "" }
        #expect(lines[1] == "  true   2 ###################### 66.7%…")
        #expect(lines[2] == "  false  1 ########### 33.3%…")
    }

    @Test func `many texts are shown by how many sheets have them, and the rest is one line`() throws {
        let values = (0..<30).map { Value.text("部局\($0 % 20)") }
        let lines = try distribution(values, .text, heading: "部局").distributionLines { _ in "" }
        #expect(lines.count == 13)
        #expect(lines.last?.contains("ほか 9 通り  9") == true)
    }

    @Test func `a table says how all can be seen`() throws {
        let all = "sheets select 施策コード, 値 = 合計(事務事業.事業費)"
        let lines = try distribution(numbers(Array(0..<50)), .number, width: 40, all: all).lines(height: 24)
        #expect(lines.contains("… ほか 43 件") || lines.contains { $0.hasPrefix("… ほか") })
        #expect(lines.joined(separator: " ").contains("すべて見るには: sheets select"))
        #expect(lines.count <= 24)
    }

    @Test(arguments: [
        (1, 3, "33.3%…"), (1, 2, "50%"), (1, 8, "12.5%"), (0, 7, "0%"), (7, 7, "100%"), (1, 10_000, "<0.1%"), (9_999, 10_000, ">99.9%"),
        (1, 1_000, "0.1%"),
    ])
    func `a share is rounded with a mark, and never to nothing or to all`(_ count: Int, _ total: Int, _ shown: String) {
        #expect(ValueDistribution.share(count, of: total) == shown)
    }

    @Test(arguments: 0..<18)
    func `every sheet is counted once and no line is wider than the terminal`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let count = Int.random(in: 2...60, using: &random)
        let kind = seed % 6
        let type: Type =
            switch kind {
            case 0: abc
            case 1: thousandYen
            case 2: .number(NumberType(isPercent: true))
            case 3: .text
            case 4: .mark
            default: .list(.number)
            }
        func value() -> Value {
            if Int.random(in: 0..<6, using: &random) == 0 { return Bool.random(using: &random) ? .blank : .undetermined }
            switch kind {
            case 0: return .text(["a", "b", "c"].randomElement(using: &random) ?? "a")
            case 1:
                let digits = Int.random(in: 1...30, using: &random)
                return .number(
                    Number(digits: String((0..<digits).map { _ in Character(String(Int.random(in: 1...9, using: &random))) })) ?? .one)
            case 2:
                return .number(
                    Number(numerator: Int64.random(in: -50...500, using: &random), denominator: Int64.random(in: 1...300, using: &random))
                        ?? .one)
            case 3: return .text(["情報システム構築事業", "b", "長い長い長い長い長い長い長い長い名前", ""].randomElement(using: &random) ?? "")
            case 4: return .text(["○", "△", "", "×"].randomElement(using: &random) ?? "")
            default: return .list((0..<Int.random(in: 0...5, using: &random)).map { .number(Number($0)) })
            }
        }
        let values = (0..<count).map { _ in value() }
        for width in stride(from: 20, through: 200, by: 9) {
            for language in [Language.ja, .en] {
                let distribution = try distribution(
                    values, type, heading: "合計(事務事業.事業費)", width: width, language: language, all: "sheets select code, v = x")
                let lines = distribution.lines(height: 24) { _ in "「事業費」が空欄 (02-10.txt:14:3)" }
                for line in lines { #expect(DisplayWidth.of(line) <= width, "\(width): \(line)") }
                let (kinds, open) = distribution.kinds
                #expect((kinds + open).reduce(0) { $0 + $1.count } == count)
                let shown = distribution.shortened(distribution.ordered(kinds)) + open
                #expect(shown.reduce(0) { $0 + $1.count } == count)
                let numbers = values.compactMap { value in if case .number(let number) = value { (number: number, sheet: "x") } else { nil }
                }
                if let summary = ValueDistribution.NumberSummary(numbers, of: distribution), !summary.bins.isEmpty {
                    #expect(summary.bins.reduce(0) { $0 + $1.count } == numbers.count)
                    #expect(summary.bins.count <= 8)
                }
            }
        }
    }
}
