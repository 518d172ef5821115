import Kijun
import KijunSyntax
import Synchronization

/// A line of the terminal that is drawn over again and again.
struct StatusLine: Sendable {
    /// Puts a text in the line in place of what stood there; the empty one removes it.
    var draw: @Sendable (String) -> Void
    /// The columns of the terminal.
    var width: @Sendable () -> Int
    /// A clock that only goes forward.
    var milliseconds: @Sendable () -> Int
}

/// Work that may take long: whether the user broke it off, and, where there is a terminal to show it, how far it is.
///
/// Whoever works asks ``isInterrupted`` again and again; that is also when the line is drawn, at most ten times a second, and not
/// before half a second has passed. There is no other thread.
final class LongWork: Sendable {
    /// What is told of work while it goes on.
    struct Stage {
        var what: Wording
        /// How much of it is done.
        var done = 0
        /// nil where nobody knows.
        var total: Int?
        /// ``total`` counts sheets or files; else parts of unlike size, which are told as a percentage.
        var counts = true
    }

    private struct State {
        var stage: Stage?
        var start = 0
        var lastDrawn = 0
        var isDrawn = false
    }

    private let interrupts: Interrupts
    private let line: StatusLine?
    private let language: Language
    private let state = Mutex(State())
    /// Questions since the clock was last looked at.
    private let questions = Atomic<Int>(0)

    private static let delay = 500
    private static let interval = 100
    /// Questions for each look at the clock, which costs more than a question.
    private static let patience = 16

    init(_ world: World, _ language: Language) {
        interrupts = world.interrupts
        line = world.statusLine
        self.language = language
    }

    /// The user broke off; stays true until something else is watched.
    var isInterrupted: Bool {
        if line != nil {
            let count = questions.load(ordering: .relaxed) &+ 1
            questions.store(count, ordering: .relaxed)
            if count % Self.patience == 0 { draw() }
        }
        return interrupts.isRaised()
    }

    /// For evaluations: they stop at a break, and tell how far they are.
    var limits: Limits {
        guard line != nil else { return Limits(isInterrupted: interrupts.isRaised) }
        return Limits(
            isInterrupted: { [self] in isInterrupted },
            tellProgress: { [self] done, total in advance(to: done, of: total, .calculating) })
    }

    deinit { end() }

    // MARK: What is told

    /// - Parameters:
    ///   - total: of the sheets or files; nil where nobody knows.
    ///   - counts: false where it is of bytes: told as a percentage.
    func begin(_ what: Wording, total: Int?, counts: Bool = true) {
        guard let line else { return }
        state.withLock { state in
            // One stage after the other is one work: the half second is not waited for again.
            if state.stage == nil { state.start = line.milliseconds() }
            state.stage = Stage(what: what, total: total, counts: counts)
        }
    }

    func advance(to done: Int) {
        guard line != nil else { return }
        state.withLock { $0.stage?.done = done }
    }

    private func advance(to done: Int, of total: Int, _ what: Wording) {
        guard let line else { return }
        state.withLock { state in
            if state.stage == nil { state.start = line.milliseconds() }
            if state.stage?.what != what { state.stage = Stage(what: what, counts: false) }
            state.stage?.done = done
            state.stage?.total = total
        }
    }

    /// The work is over: removes the line.
    func end() {
        guard let line else { return }
        state.withLock { state in
            if state.isDrawn { line.draw("") }
            state = State()
        }
    }

    /// Removes the line until it is drawn again: something else is to be written.
    func makeRoom() {
        guard let line else { return }
        state.withLock { state in
            if state.isDrawn { line.draw("") }
            state.isDrawn = false
        }
    }

    private func draw() {
        guard let line else { return }
        let now = line.milliseconds()
        state.withLock { state in
            guard let stage = state.stage, now - state.start >= Self.delay, now - state.lastDrawn >= Self.interval else { return }
            state.lastDrawn = now
            state.isDrawn = true
            line.draw(stage.text(after: now - state.start, width: line.width(), in: language))
        }
    }
}

extension LongWork.Stage {
    /// What is told of it on one line: the parts that fit, the first always.
    ///
    /// - Parameters:
    ///   - milliseconds: since the work began.
    ///   - width: of the terminal. The last column stays free: what stands in it makes some terminals begin another line.
    func text(after milliseconds: Int, width: Int, in language: Language) -> String {
        var text = what[language]
        var parts: [String] = []
        if let total, total > 0 {
            let done = min(done, total)
            parts.append(counts ? " \(Self.grouped(done)) / \(Self.grouped(total))" : " \(done * 100 / total)%")
            // Of the first few percent nothing is to be concluded.
            if done * 20 >= total, done < total {
                parts.append(Self.remaining(seconds: (milliseconds * (total - done) / done + 999) / 1000)[language])
            }
        } else if done > 0 {
            parts.append(" \(Self.grouped(done))")
        }
        parts.insert(Wording(ja: "（^C で中止）", en: " (^C stops)")[language], at: min(1, parts.count))
        // The count first, then how to stop, then how long it will take.
        for part in parts where DisplayWidth.of(text + part) < width { text += part }
        while DisplayWidth.of(text) >= width, !text.isEmpty { text.removeLast() }
        return text
    }

    private static func remaining(seconds: Int) -> Wording {
        if seconds < 60 { return Wording(ja: " あと約\(seconds)秒", en: " about \(seconds) s left") }
        let minutes = (seconds + 59) / 60
        return Wording(ja: " あと約\(minutes)分", en: " about \(minutes) min left")
    }

    private static func grouped(_ number: Int) -> String { Number(number).shown() }
}

extension Wording {
    static let reading = Wording(ja: "調書を読んでいます", en: "reading sheets")
    static let calculating = Wording(ja: "計算しています", en: "calculating")
}
