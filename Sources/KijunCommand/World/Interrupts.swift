import Glibc
import Synchronization

/// The breaks (`^C`) of the real machine.
extension Machine {
    static let interrupts = Interrupts(
        watch: { watchBreaks() }, isRaised: { isBroken.load(ordering: .relaxed) }, ignore: { ignoreBreaks() })

    /// The one thing that the handler touches: a handler may take no memory and no lock.
    private static let isBroken = Atomic<Bool>(false)

    private static func watchBreaks() {
        // Also makes the value before the handler can ask for it: a global is made when it is first used, and that takes a lock.
        isBroken.store(false, ordering: .relaxed)
        handleBreaks { _ in Machine.isBroken.store(true, ordering: .relaxed) }
    }

    private static func ignoreBreaks() { handleBreaks(SIG_DFL) }

    private static func handleBreaks(_ handler: (@convention(c) (Int32) -> Void)?) {
        var current = sigaction()
        // Who started the program with breaks ignored (`nohup`, `&` of a script) wants them ignored.
        guard sigaction(SIGINT, nil, &current) == 0, !isIgnored(current) else { return }
        var action = sigaction()
        sigemptyset(&action.sa_mask)
        // Without SA_RESTART: a read that waits for a pipe or a network drive ends, and `retrying` decides what comes of it.
        action.sa_flags = 0
        action.__sigaction_handler.sa_handler = handler
        sigaction(SIGINT, &action, nil)
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// Milliseconds since some moment; as exact as the ticks of the system, 1 to 10 ms. Costs a few nanoseconds.
    static func milliseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }

    /// A line to draw over on the standard error, where that is a terminal which can do so.
    static func statusLine() -> StatusLine? {
        let terminal = getenv("TERM").map { String(cString: $0) } ?? ""
        guard isatty(STDERR_FILENO) == 1, !terminal.isEmpty, terminal != "dumb" else { return nil }
        return StatusLine(
            draw: { text in
                // Back to the first column, the text, and what stood behind it erased.
                _ = writeAll(Array("\r\(text)\u{1B}[K".utf8), to: STDERR_FILENO)
            },
            width: { width(of: STDERR_FILENO) }, milliseconds: { milliseconds() })
    }

    private static func width(of file: Int32) -> Int {
        var size = winsize()
        guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
