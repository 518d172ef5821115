import Kijun
import KijunSyntax
import Synchronization
import Testing

@Suite struct InterruptTests {
    /// Breaks off at the question of a number.
    private final class Patience: Sendable {
        private let asked = Atomic<Int>(0)
        let limit: Int

        init(_ limit: Int) { self.limit = limit }

        var questions: Int { asked.load(ordering: .relaxed) }
        func isInterrupted() -> Bool { asked.wrappingAdd(1, ordering: .relaxed).newValue > limit }
    }

    /// As many sheets as wanted, each with a number.
    private static func sheets(_ count: Int) -> [[Value.Member]] {
        (0..<count).map { [.init("n", .number(Number($0))), .init("t", .text("text \($0)"))] }
    }

    private static func evaluation(_ rule: String, _ sheets: Int, _ limits: Limits) -> Evaluation {
        let program = Program("form F\n  n: number\n  t: text\n\(rule)\n")
        #expect(program.isRunnable, "\(program.diagnostics.map(\.message.en))")
        return program.evaluate(records: Self.sheets(sheets), limits: limits)
    }

    @Test(arguments: [
        "x = count(sheets where t > \"none\")",
        "x = count(distinct(t for sheets))",
        "x = join(sort(sheets.t), \"、\")",
        "x = sum(n / 7 for sheets)",
        "x = median(n / 7 for sheets)",
        "x = max(t for sheets)",
        "x = count(sheets where like(t, \"*9*\"))",
        "x = power(n + 2, 30) / 3",
        "x = upper(\"{t} {n}\")",
        "x = sheets group by t select t, total = sum(n)",
        "x = any(t > \"none\" for sheets)",
        "x = count(append(sheets.t, \"a\"))",
    ])
    func `a break ends a single step of many rows`(rule: String) {
        // What is asked before the steps, and a few times more: less than what one long step asks.
        let small = Patience(Int.max)
        _ = Self.evaluation(rule, 1, Limits(isInterrupted: small.isInterrupted))
        let whole = Patience(Int.max)
        #expect(Self.evaluation(rule, 2_000, Limits(isInterrupted: whole.isInterrupted)).stop == nil)
        #expect(whole.questions > small.questions + 1, "no question was asked within a step")
        let patience = Patience((whole.questions + small.questions) / 2)
        let stopped = Self.evaluation(rule, 2_000, Limits(isInterrupted: patience.isInterrupted))
        #expect(stopped.stop == .interrupted)
        #expect(patience.questions <= patience.limit + 1, "it went on after the break")
    }

    @Test func `what was broken off has no results`() {
        let stopped = Self.evaluation("x = n + 1", 10, Limits(isInterrupted: { true }))
        #expect(stopped.stop == .interrupted)
        #expect(stopped.value(of: 0, row: 3) == .undetermined)
    }

    @Test func `an evaluation tells how far it is`() {
        let told = Mutex<[(Int, Int)]>([])
        let limits = Limits(tellProgress: { done, total in told.withLock { $0.append((done, total)) } })
        #expect(Self.evaluation("x = n + 1\ny = x * 2", 10, limits).stop == nil)
        let steps = told.withLock { $0 }
        #expect(steps.map(\.0) == Array(steps.indices))
        #expect(Set(steps.map(\.1)) == [steps.count])
    }

    @Test func `a search in a long list that has an open row says so for every row that is not found`() {
        let program = Program("form F\n  n: number?\nx = (n + 100000) in sheets.n\n")
        let records = (0..<400).map { [Value.Member("n", $0 == 7 ? .blank : .number(Number($0)))] }
        let evaluation = program.evaluate(records: records)
        #expect((0..<400).allSatisfy { evaluation.value(of: 0, row: $0) == .undetermined })
    }
}
