import CEditline
import Glibc
import KijunSyntax

/// Entries typed at the terminal, edited by libedit.
///
/// libedit keeps one buffer and draws it. Line feeds may stand in it, and behind each stands the continuation prompt, as text:
/// libedit has no prompt for further lines. ``ContinuationLines`` puts it there and takes it out; before every key that is waited
/// for (``settle()``) the buffer is brought into that form again, whatever the last command made of it.
final class LineEditor {
    /// libedit, or nil for a terminal that it cannot drive: then lines are read as the terminal gives them.
    var line: OpaquePointer?
    var request = EntryRequest(
        prompt: "", continuation: "", usesColour: false, isComplete: { _ in true }, complete: { _, at in .none(at: at) })
    var history: EntryHistory
    /// The entry of the history that is shown; that behind the last is the one being typed.
    var place = 0
    /// What was typed before the history was looked through.
    var draft: [UInt32] = []
    /// What `^K`, `^U` and `^W` took away last.
    var killed: [UInt32] = []
    /// The row of the prompt's first line is 0.
    var cursorRow = 0
    var search: HistorySearch?
    /// Further entries of a text that holds several.
    private var waiting: ArraySlice<String> = []
    private var drawnWidth = 0
    /// The lines that libedit does not know of, as they do not fit on the screen: it draws nothing above its upper edge.
    private var above: [UInt32] = []
    private var below: [UInt32] = []
    private var settled: [UInt32] = []
    private var settledCursor = 0
    private var entry: Entry?
    private var hasToldOfHistory = false

    init(history: EntryHistory = EntryHistory(path: EntryHistory.standardPath)) {
        self.history = history
        ceditline_set_locale()
        let calls = ceditline_calls(
            context: Unmanaged.passUnretained(self).toOpaque(),
            act: { context, action in LineEditor.of(context)?.perform(action) ?? 0 },
            settle: { context in LineEditor.of(context)?.settle() })
        line = ceditline_open(calls)
        for text in history.entries {
            let scalars = text.unicodeScalars.map(\.value)
            ceditline_remember(line, scalars, scalars.count)
        }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> LineEditor? {
        context.map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue() }
    }

    func next(_ request: EntryRequest) -> Entry {
        self.request = request
        if request.dropsPasted { dropWaiting() }
        if !request.isQuestion, let text = waiting.popFirst() {
            // As if it had been typed.
            let shown =
                request.prompt
                + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n" + request.continuation)
            _ = Machine.writeAll(Array((shown + "\n").utf8), to: STDOUT_FILENO)
            return .text(text)
        }
        let entry = line == nil ? plainEntry() : editedEntry()
        if entry == .dropped { dropWaiting() }
        guard case .text(let text) = entry, !request.isQuestion else { return entry }
        remember(text)
        waiting = PastedText.entries(in: text)[...]
        return .text(waiting.popFirst() ?? text)
    }

    /// What follows in a paste builds on what was to come before it.
    private func dropWaiting() {
        guard !waiting.isEmpty else { return }
        let count = waiting.count
        waiting = []
        let wording = Wording(
            ja: "貼り付けた残りの \(count) 件は実行しませんでした", en: "\(count) more of what was pasted \(count == 1 ? "is" : "are") left out")
        _ = Machine.writeAll(Array((wording[request.language] + "\n").utf8), to: STDERR_FILENO)
    }

    private func editedEntry() -> Entry {
        entry = nil
        search = nil
        place = history.entries.count
        draft = []
        cursorRow = 0
        (above, below, settled) = ([], [], [])
        settledCursor = 0
        setPrompt(request.prompt)
        _ = ceditline_edit(line)
        if let entry { return entry }
        // The terminal is gone.
        return .end
    }

    private func remember(_ text: String) {
        guard history.add(text) else { return }
        let scalars = text.unicodeScalars.map(\.value)
        if line != nil { ceditline_remember(line, scalars, scalars.count) }
        if !history.save(text), !hasToldOfHistory {
            hasToldOfHistory = true
            let wording = Wording(
                ja: "入力の履歴は保存されません(\(history.path ?? "HOME がありません"))",
                en: "the history of entries is not kept (\(history.path ?? "no HOME"))")
            _ = Machine.writeAll(Array((wording[request.language] + "\n").utf8), to: STDERR_FILENO)
        }
    }

    // MARK: The buffer

    var continuation: ContinuationLines { ContinuationLines(prompt: request.continuation.unicodeScalars.map(\.value)) }

    private var shown: (scalars: [UInt32], cursor: Int) {
        var (count, cursor) = (0, 0)
        guard let start = ceditline_text(line, &count, &cursor) else { return ([], 0) }
        return (Array(UnsafeBufferPointer(start: start, count: count)), cursor)
    }

    /// The entry, without continuation prompts, and the cursor in it.
    var text: (scalars: [UInt32], cursor: Int) {
        let (scalars, cursor) = shown
        let (part, at) = continuation.text(of: scalars, cursor: cursor, before: settled, cursorBefore: settledCursor)
        return (above + part + below, above.count + at)
    }

    func set(_ scalars: [UInt32], cursor: Int) {
        let (width, height) = Machine.screen()
        let window = continuation.window(of: scalars, cursor: cursor, top: above.count, width: width, height: height)
        let hadAbove = !above.isEmpty
        above = Array(scalars[..<window.lowerBound])
        below = Array(scalars[window.upperBound...])
        if search == nil, hadAbove != !above.isEmpty { setFirstPrompt() }
        (settled, settledCursor) = continuation.shown(Array(scalars[window]), cursor: cursor - window.lowerBound)
        ceditline_set_text(line, settled, settled.count, settledCursor)
    }

    func insert(_ inserted: [UInt32]) {
        var (scalars, cursor) = text
        scalars.insert(contentsOf: inserted, at: cursor)
        cursor += inserted.count
        set(scalars, cursor: cursor)
    }

    func string(_ scalars: some Sequence<UInt32>) -> String {
        var result = String.UnicodeScalarView()
        for value in scalars { if let scalar = Unicode.Scalar(value) { result.append(scalar) } }
        return String(result)
    }

    private func settle() {
        guard search == nil else { return }
        let (scalars, cursor) = shown
        // The terminal shows the buffer as it is.
        cursorRow = row(of: scalars[..<cursor])
        let hadAbove = !above.isEmpty
        var (text, at) = text
        if text.contains(where: { $0 >= 0x300 && DisplayWidth.of(Unicode.Scalar($0) ?? " ") == 0 }) {
            // libedit loses combining marks when it draws.
            let composed = nfc(string(text)).unicodeScalars.map(\.value)
            at = min(nfc(string(text[..<at])).unicodeScalars.count, composed.count)
            text = composed
        }
        set(text, cursor: at)
        if settled != scalars || settledCursor != cursor || hadAbove != !above.isEmpty { draw() }
    }

    // MARK: The screen

    /// The prompt of the first line that is shown.
    func setFirstPrompt() { setPrompt(above.isEmpty ? request.prompt : request.continuation) }

    func setPrompt(_ prompt: String) {
        // What takes no column stands between two \1.
        let painted = request.usesColour ? "\u{1}\u{1B}[1m\u{1}\(prompt)\u{1}\u{1B}[0m\u{1}" : prompt
        let scalars = painted.unicodeScalars.map(\.value)
        ceditline_set_prompt(line, scalars, scalars.count)
    }

    private var prompt: [UInt32] {
        (search?.prompt(request.language) ?? (above.isEmpty ? request.prompt : request.continuation)).unicodeScalars.map(\.value)
    }

    private func row(of shown: some Sequence<UInt32>) -> Int {
        let (width, height) = Machine.screen()
        drawnWidth = width
        return min(ScreenPlace.after(prompt + shown, width: width).row, height - 1)
    }

    /// Most terminals break their lines anew when they are resized. So many rows above the cursor stands the prompt then.
    func rowAfterResize() -> Int {
        let (scalars, cursor) = shown
        let (width, height) = Machine.screen()
        guard drawnWidth > 0, width != drawnWidth else { return cursorRow }
        let filled = ScreenPlace.filled(prompt + scalars[..<cursor], width: drawnWidth)
        return min(ScreenPlace.after(filled, width: width).row, height - 1)
    }

    /// Draws prompt and buffer anew in place of what is there.
    func draw() {
        let up = cursorRow > 0 ? "\u{1B}[\(cursorRow)A" : ""
        // Without erasing, a prompt that became shorter leaves its end on the screen.
        write(up + "\r\u{1B}[J")
        ceditline_draw(line)
        let (scalars, cursor) = shown
        cursorRow = row(of: scalars[..<cursor])
    }

    /// Moves to the start of the line below the entry. The buffer is to be set anew.
    func moveBelow(mark: String = "") {
        let (scalars, cursor) = text
        if !above.isEmpty || !below.isEmpty {
            // What was hidden is to stand in what the terminal keeps.
            let whole = string(continuation.shown(scalars, cursor: 0).scalars).split(separator: "\n", omittingEmptySubsequences: false)
            write((cursorRow > 0 ? "\u{1B}[\(cursorRow)A" : "") + "\r\u{1B}[J" + request.prompt + whole.joined(separator: "\r\n"))
        } else if cursor != scalars.count || !mark.isEmpty {
            // Where vi takes commands, libedit puts the cursor on the last character, not behind it.
            set(mark.isEmpty ? scalars : scalars + [0x20], cursor: scalars.count)
            draw()
        }
        write(mark + "\r\n")
        cursorRow = 0
    }

    func write(_ text: String) { ceditline_write(line, text) }

    func finish(_ entry: Entry, mark: String = "") -> Int32 {
        moveBelow(mark: mark)
        self.entry = entry
        return Int32(CEDITLINE_FINISHED)
    }
}
