@testable import Kijun
import KijunSyntax
import TestSupport
import Testing

/// Programs of two texts each, compared.
@Suite struct `Two decisions are the same only if they are` {
    private static let form = """
        form f
          x: number
          nm: text
          t: table key id
            id: text
            c: number

        """

    private func verdict(_ old: String, _ new: String) throws -> DecisionComparison.Verdict {
        let programs = [old, new].map { Program(Self.form + $0) }
        for program in programs { #expect(program.isRunnable, "\(program.diagnostics.map(\.message.en))") }
        let rules = try programs.map { program in try #require(program.checked.rules.firstIndex { $0.name == "d" }) }
        return try #require(DecisionComparison(rules[0], in: programs[0].checked, rules[1], in: programs[1].checked)).verdict
    }

    private static let different = [
        ("d: x > 3 -> 1千円\nd: x <= 3 -> 2千円\n", "d: x > 3 -> 1円\nd: x <= 3 -> 2円\n"),
        ("q = 50%\nd: \"{q}\" == \"50%\" -> a\nd: otherwise -> b\n", "q = 0.5\nd: \"{q}\" == \"50%\" -> a\nd: otherwise -> b\n"),
        ("t.ok = (c ?? 0) >= 10\nd: t[\"1\"].ok is blank -> a\nd: otherwise -> b\n", "d: otherwise -> b\n"),
        (
            "scale s = P > Q\nt.h: c > 3 -> P\nt.h: c <= 3 -> Q\nd: first((t sort by h).id) == \"1\" -> a\nd: otherwise -> b\n",
            "scale s = Q > P\nt.h: c > 3 -> P\nt.h: c <= 3 -> Q\nd: first((t sort by h).id) == \"1\" -> a\nd: otherwise -> b\n"
        ),
        ("d: length(nm) == length(\"㍿\") -> a\nd: otherwise -> b\n", "d: length(nm) == length(\"株式会社\") -> a\nd: otherwise -> b\n"),
    ]

    @Test(arguments: different)
    func `units, what is shown, scales and texts count`(_ old: String, _ new: String) throws {
        if case .same = try verdict(old, new) { Issue.record("not the same:\n\(old)\n\(new)") }
    }

    private static let same = [
        ("d: x > 3 -> 1千円\nd: x <= 3 -> 2千円\n", "d: x > 3 -> 1000円\nd: x <= 3 -> 2000円\n"),
        ("g: x > 3 -> a\ng: x <= 3 -> b\nd: g == a -> p\nd: g == b -> q\n", "d: x > 3 -> p\nd: x <= 3 -> q\n"),
        ("d: nm == \"Ａ\" -> a\nd: otherwise -> b\n", "d: !(nm == \"A\") -> b\nd: otherwise -> a\n"),
    ]

    @Test(arguments: same)
    func `what reads otherwise may mean the same`(_ old: String, _ new: String) throws {
        guard case .same = try verdict(old, new) else {
            Issue.record("the same:\n\(old)\n\(new)")
            return
        }
    }

    @Test func `a thousand cases are the same as themselves`() throws {
        var text = "d first:\n"
        for index in 0..<1_000 { text += "  x > \(2_000 - index) && nm == \"t\(index)\" -> a\(index)\n" }
        guard case .same = try verdict(text, text) else {
            Issue.record("not proved")
            return
        }
    }

    @Test func `functions that call functions twice end soon`() throws {
        var text = "f0(a) = a\n"
        for index in 1...21 { text += "f\(index)(a) = f\(index - 1)(a + 1) + f\(index - 1)(a - 1)\n" }
        let program = Program(Self.form + text + "d: f21(x) > 3 -> a\nd: f21(x) <= 3 -> b\n")
        let rule = try #require(program.checked.rules.firstIndex { $0.name == "d" })
        #expect(DecisionAnalysis(of: rule, in: program.checked) != nil)
    }
}
