import TestSupport
import Testing

@testable import KijunCommand

/// A jsonl file in UTF-8 may be read straight into columns; the same file in another encoding never is. Both must give the same bytes.
@Suite struct `Sheets read straight into columns` {
    private static let rules = """
        form 調書
          identify code
          code / 施策コード: text
          fiscal_year / 年度: year
          basis / 基準: mark
          kind: one of 拡充, 改善, 終了
          isOpen / 公開: yesno
          share: percent
          cost / 事業費: number in 千円 ?? 0
          limit: number in 千円?
          notes: list of text
          projects / 事務事業: table key id
            id: text
            cost: number in 千円
            fte: number in 人工?
            parts: table
              amount: number
          totals: record
            cost: number in 千円
            counts: record
              A: number
        param rate: number
          R1 = 3
          R2 = 5
        judge: basis == ○ && cost > 50千円 -> a
        judge: basis == △ -> b because "{code}"
        judge: otherwise -> "-"
        most = max(projects.cost)
        exact = sum(projects.cost) / 3 + sum(fte ?? 0 for projects) * rate / 7
        text = "{code}|{join(notes, "・")}|{kind}"
        deep = sum(sum(parts.amount) for projects)
        projects.share = cost / totals.cost
        check total: sum(projects.cost) == totals.cost  else "{sum(projects.cost)}"
        check projects.small: cost <= 1_000_000_000_000千円
        warn open: isOpen
        check counted: totals.counts.A == count(projects)

        """

    private static let asked =
        "code,fiscal_year,basis,kind,isOpen,share,cost,limit,judge,most,exact,text,deep,total,counted,open,failed,undetermined"

    @Test(arguments: 0..<6)
    func `lines that are changed by chance give the same result either way`(part: Int) {
        for seed in (part * 20)..<((part + 1) * 20) {
            var random = SeededRandom(seed: UInt64(seed))
            let text = Self.lines(&random)
            for format in ["jsonl", "csv", "json"] {
                let direct = run(Array(text.utf8), [Self.asked, format, random.oneIn(2) ? "1" : "2"])
                // The byte order mark of UTF-16 tells the encoding.
                let full = run([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, [Self.asked, format, "1"])
                if direct != full {
                    Issue.record(
                        "seed \(seed), \(format)\n\(Self.firstDifference(direct.printed, full.printed))\n\(direct.status) \(full.status)\n\(text)"
                    )
                    return
                }
            }
        }
    }

    @Test func `a selection of fields gives what it has among all fields`() {
        var random = SeededRandom(seed: 99)
        let bytes = Array(Self.lines(&random).utf8)
        for name in Self.asked.split(separator: ",").map(String.init) {
            let alone = run(bytes, [name, "csv", "1"]).printed.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
            let both = run(bytes, [name + ",judge", "csv", "1"]).printed.split(separator: "\n", omittingEmptySubsequences: false)
                .dropFirst()
            for (one, two) in zip(alone, both) where !one.isEmpty { #expect(two.hasPrefix(one), "\(name)") }
        }
    }

    private struct Outcome: Equatable {
        let status: KijunCommand.ExitStatus
        let printed: String
    }

    private func run(_ bytes: [UInt8], _ asked: [String]) -> Outcome {
        let world = MemoryWorld(["rules.kijun": Array(Self.rules.utf8), "sheets.jsonl": bytes])
        let status = world.run(["run", "rules.kijun", "sheets.jsonl", "--only", asked[0], "--format", asked[1], "--jobs", asked[2]])
        return Outcome(status: status, printed: world.printed)
    }

    private static func firstDifference(_ left: String, _ right: String) -> String {
        let lines = zip(left.split(separator: "\n"), right.split(separator: "\n"))
        guard let (one, two) = lines.first(where: { $0 != $1 }) else { return "\(left.utf8.count) and \(right.utf8.count) bytes" }
        return "direct: \(one)\nfull:   \(two)"
    }

    // MARK: Lines

    /// Plain sheets mostly, and among them every kind of line that is not.
    private static func lines(_ random: inout SeededRandom) -> String {
        let end = random.oneIn(4) ? "\r\n" : "\n"
        var text = random.oneIn(5) ? "\u{FEFF}" : ""
        for number in 0..<(1 + random.below(40)) {
            var members = plainMembers(number, &random)
            switch random.below(14) {
            case 0: members.remove(at: random.below(members.count))
            case 1: members.append(members[random.below(members.count)])
            case 2: members.shuffle(using: &random)
            case 3, 4, 5: members[random.below(members.count)].value = value(&random)
            case 6: members.append((random.pick(["memo", "未知", "cost ", "ｃｏｓｔ", "事業費", "Cost"]), value(&random)))
            case 7: members[0].key = random.pick(["施策コード", "co\\u0064e", "code ", "ｃｏｄｅ"])
            default: break
            }
            let blank = random.oneIn(6) ? " " : ""
            var line = "{\(blank)" + members.map { "\"\($0.key)\"\(blank):\(blank)\($0.value)" }.joined(separator: ",\(blank)") + "}"
            if random.oneIn(25) { line = String(line.prefix(random.below(line.count))) }
            if random.oneIn(40) { line += random.pick([" ", "x", "{}", ",", " \t "]) }
            text += line + end
            if random.oneIn(12) { text += random.pick(["", " ", "\t", "null", "[]", "5"]) + end }
        }
        return random.oneIn(4) ? String(text.dropLast(1)) : text
    }

    private static func plainMembers(_ number: Int, _ random: inout SeededRandom) -> [(key: String, value: String)] {
        let costs = (0..<random.below(5)).map { _ in random.below(200) }
        let rows = costs.enumerated().map { index, cost in
            let fte = random.pick(["0.2", "1.0", "null", "3", "0.25", "1e1"])
            let parts = (0..<random.below(3)).map { _ in "{\"amount\":\(random.below(9))}" }.joined(separator: ",")
            return "{\"id\":\"\(index)\",\"cost\":\(random.oneIn(15) ? value(&random) : "\(cost)"),\"fte\":\(fte),\"parts\":[\(parts)]}"
        }
        return [
            ("code", "\"\(number)-\(random.below(3))\""), ("fiscal_year", random.pick(["2020", "2019", "\"R2\"", "2018"])),
            ("basis", random.pick(["\"○\"", "\"△\"", "\"\"", "\"〇\"", "null"])),
            ("kind", random.pick(["\"拡充\"", "\"改善\"", "\"終了\"", "\"廃止\""])),
            ("isOpen", random.pick(["true", "false", "\"有\""])), ("share", random.pick(["0.794", "1", "\"79.4%\"", "0.80"])),
            ("cost", "\(random.below(200))"), ("limit", random.pick(["null", "100", "100.50"])),
            ("notes", random.pick(["[]", "[\"a\",\"か\\u3099\"]", "[\"\\\"x\\n\"]"])), ("projects", "[\(rows.joined(separator: ","))]"),
            ("totals", "{\"cost\":\(costs.reduce(0, +)),\"counts\":{\"A\":\(costs.count)}}"),
        ]
    }

    /// Anything that may stand where a value stands.
    private static func value(_ random: inout SeededRandom) -> String {
        random.pick([
            "null", "true", "0", "-0", "-0.0", "1.50", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e400",
            "1E-30", "0.1e+2",
            "123456789012345678901234567890.123456789", "0.000000000000000000000000001", "\"1,234\"", "\"△5\"", "\"\"", "\" \"", "\"-\"",
            "\"5億円\"",
            "\"調整中\"", "\"\\u25cb\"", "\"\\ud83d\\ude00\"", "\"○\"", "\"２０２０\"", "[]", "[1]", "[{}]", "{}", "{\"cost\":1}", "[[1]]",
            "\"a\\\\b\\/\"", "1.0e5",
        ])
    }
}
