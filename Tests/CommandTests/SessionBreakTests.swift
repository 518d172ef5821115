import Glibc
import Synchronization
import Testing

@testable import KijunCommand

/// `^C` while an entry is carried out. Which question of the machine brings it is counted, so that no test depends on time.
@Suite(.serialized) struct SessionBreakTests {
    /// Breaks off one entry at one of the questions whether it is broken off.
    private final class Breaks: Sendable {
        private let entry = Atomic<Int>(0)
        private let questions = Atomic<Int>(0)

        func interrupts(entry broken: Int, question: Int) -> Interrupts {
            Interrupts(
                watch: {
                    self.entry.wrappingAdd(1, ordering: .relaxed)
                    self.questions.store(0, ordering: .relaxed)
                },
                isRaised: {
                    guard self.entry.load(ordering: .relaxed) == broken else { return false }
                    return self.questions.wrappingAdd(1, ordering: .relaxed).newValue >= question
                }, ignore: {})
        }
    }

    /// What a session prints of entries of which the third is broken off.
    private func transcript(_ third: String, at question: Int) -> (printed: String, told: String) {
        let memory = MemoryWorld([
            "a.jsonl": (1...500).map { "{\"code\":\"\($0)\",\"n\":\($0)}\n" }.joined(), "b.jsonl": "{\"code\":\"x\",\"n\":7}\n",
        ])
        memory.input = Array(
            """
            :load a.jsonl
            大きい = n > 400
            \(third)
            count(sheets where 大きい)
            x

            """.utf8)
        memory.environment["LANG"] = "en_US.UTF-8"
        var world = memory.world
        world.interrupts = Breaks().interrupts(entry: 3, question: question)
        _ = Tool.run(["repl"], in: world)
        return (memory.printed, memory.told)
    }

    @Test(arguments: [
        ("x = count(sheets where n > 5)", 1), ("大きい = n > 100", 1), (":load b.jsonl", 1), (":load b.jsonl", 3),
        ("count(sheets where n > 5)", 1), ("count(sheets where n > 5)", 8), (":undo", 1),
    ])
    func `what is broken off is not in force, and the session goes on`(entry: String, question: Int) {
        let (printed, told) = transcript(entry, at: question)
        #expect(told.contains("stopped; rules and sheets are as they were"))
        #expect(printed.hasSuffix("100\n"), "the answer to the entry behind it: \(printed)")
        #expect(told.contains("\"x\"") || told.contains("“x”"), "x is no name: \(told)")
        #expect(!told.contains("the computation was stopped"))
    }

    @Test func `an entry that is not broken off says nothing of it`() {
        let (printed, told) = transcript("x = n", at: Int.max)
        #expect(!told.contains("stopped"))
        #expect(printed.contains("100\n"))
    }

    /// Sent to the program: threads of tests do not take signals themselves.
    private func breakOff() { kill(getpid(), SIGINT) }

    @Test func `a break of the real machine is noted while it is watched, and forgotten at the next watch`() async throws {
        signal(SIGINT, SIG_DFL)
        let interrupts = Machine.interrupts
        interrupts.watch()
        #expect(!interrupts.isRaised())
        breakOff()
        for _ in 0..<500 where !interrupts.isRaised() { try await Task.sleep(for: .milliseconds(10)) }
        #expect(interrupts.isRaised())
        interrupts.watch()
        #expect(!interrupts.isRaised())
        interrupts.ignore()
    }
}
