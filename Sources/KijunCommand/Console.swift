import KijunSyntax

/// Where a command speaks: results to the standard output, everything else to the standard error, in one language.
///
/// Results are gathered and written in large pieces, and always before a message, so that both stay in order.
final class Console {
    let world: World
    let language: Language
    let usesColour: Bool
    /// What may take long.
    let work: LongWork
    /// False once the standard output is closed or full.
    private(set) var isReachable = true
    private var pending: [UInt8] = []
    /// What is written after the user broke off (`^C`) goes nowhere: it is no result.
    var dropsAfterBreak = false

    init(world: World, language: Language, usesColour: Bool) {
        self.world = world
        self.language = language
        self.usesColour = usesColour
        work = LongWork(world, language)
    }

    var isBrokenOff: Bool { dropsAfterBreak && world.interrupts.isRaised() }

    func write(_ text: String) {
        pending += text.utf8
        if pending.count >= 1 << 16 { flush() }
    }

    func write(_ bytes: [UInt8]) {
        pending += bytes
        if pending.count >= 1 << 16 { flush() }
    }

    func writeLine(_ text: String) {
        pending += text.utf8
        pending.append(UInt8(ascii: "\n"))
        if pending.count >= 1 << 16 { flush() }
    }

    func flush() {
        guard !pending.isEmpty else { return }
        guard !isBrokenOff else { return pending.removeAll() }
        work.makeRoom()
        if isReachable { isReachable = world.output(pending) }
        pending.removeAll(keepingCapacity: true)
    }

    /// A line, or several, on the standard error.
    func tell(_ text: String) {
        flush()
        if isBrokenOff { return }
        work.makeRoom()
        world.message(Array(text.utf8) + (text.hasSuffix("\n") ? [] : [UInt8(ascii: "\n")]))
    }

    func tell(_ wording: Wording) { tell(wording[language]) }
}
