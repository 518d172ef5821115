import KijunSheets
import KijunSyntax
import Synchronization
import Testing

@testable import KijunCommand

@Suite struct LongWorkTests {
    /// A terminal with a clock that goes on by a millisecond at each look.
    private final class Terminal: Sendable {
        let drawn = Mutex<[String]>([])
        let time = Atomic<Int>(0)
        let columns: Int

        init(columns: Int = 80) { self.columns = columns }

        var line: StatusLine {
            StatusLine(
                draw: { text in self.drawn.withLock { $0.append(text) } }, width: { self.columns },
                milliseconds: { self.time.wrappingAdd(1, ordering: .relaxed).newValue })
        }
        var texts: [String] { drawn.withLock { $0 } }
    }

    private func work(_ terminal: Terminal, _ language: Language = .ja) -> LongWork {
        var world = MemoryWorld().world
        world.statusLine = terminal.line
        return LongWork(world, language)
    }

    @Test func `what takes less than half a second shows nothing`() {
        let terminal = Terminal()
        let work = work(terminal)
        work.begin(.reading, total: 10)
        for done in 0..<10 {
            work.advance(to: done)
            for _ in 0..<100 { _ = work.isInterrupted }
        }
        work.end()
        #expect(terminal.texts == [])
    }

    @Test func `long work shows a line ten times a second and removes it`() {
        let terminal = Terminal()
        let work = work(terminal)
        work.begin(.reading, total: 10_000)
        work.advance(to: 3_200)
        for _ in 0..<(16 * 1_000) { _ = work.isInterrupted }
        work.end()
        #expect(terminal.texts.last == "")
        #expect((5...6).contains(terminal.texts.count - 1), "in the second after the first half")
        #expect(terminal.texts.first?.hasPrefix("調書を読んでいます 3,200 / 10,000（^C で中止） あと約") == true)
    }

    @Test(arguments: [10, 20, 40, 80], [Language.ja, .en])
    func `the line fits into the terminal`(columns: Int, language: Language) {
        var stage = LongWork.Stage(what: .reading)
        stage.done = 123_456
        stage.total = 1_234_567
        #expect(DisplayWidth.of(stage.text(after: 900_000, width: columns, in: language)) < columns)
    }

    @Test func `a part that is not counted is told as a percentage`() {
        let stage = LongWork.Stage(what: .calculating, done: 45, total: 100, counts: false)
        #expect(stage.text(after: 1_000, width: 80, in: .ja) == "計算しています 45%（^C で中止） あと約2秒")
        #expect(stage.text(after: 1_000, width: 80, in: .en) == "calculating 45% (^C stops) about 2 s left")
    }

    @Test func `of the first steps no time is concluded`() {
        let stage = LongWork.Stage(what: .reading, done: 1, total: 100)
        #expect(stage.text(after: 60_000, width: 80, in: .ja) == "調書を読んでいます 1 / 100（^C で中止）")
    }

    @Test func `a message takes the place of the line`() {
        let terminal = Terminal()
        var world = MemoryWorld().world
        world.statusLine = terminal.line
        let console = Console(world: world, language: .ja, usesColour: false)
        console.work.begin(.reading, total: nil)
        for _ in 0..<(16 * 700) { _ = console.work.isInterrupted }
        console.tell("注意")
        #expect(terminal.texts.last == "")
    }

    @Test func `a break while sheets are read gives no sheets`() {
        let memory = MemoryWorld(["rules.kijun": "様式 F\n  n: number\n", "a.jsonl": "{\"n\":1}\n{\"n\":2}\n"])
        var world = memory.world
        world.interrupts = Interrupts(watch: {}, isRaised: { true }, ignore: {})
        let console = Console(world: world, language: .ja, usesColour: false)
        let files = RuleFiles.load(["rules.kijun"], on: console)
        #expect(throws: ExitStatus.stopped) {
            guard let files else { return }
            _ = try LoadedSheets.load(SheetFiles(["a.jsonl"], in: world), by: files, ReadingOptions(), on: console)
        }
        #expect(memory.told == "")
    }
}
