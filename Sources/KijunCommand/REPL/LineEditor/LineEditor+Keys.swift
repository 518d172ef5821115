import CEditline
import KijunSyntax

extension LineEditor {
    private static let lineFeed: UInt32 = 0x0A

    /// What libedit asks for, or a key that sends several bytes. Draws where libedit does not: then the cursor's row is what it was.
    func perform(_ action: ceditline_action) -> Int32 {
        let (scalars, cursor) = text
        let result = Int32(outcome(of: action, scalars, cursor))
        if result == CEDITLINE_CHANGED { draw() }
        if result == CEDITLINE_REFUSED { ceditline_beep(line) }
        return result == CEDITLINE_FINISHED ? result : Int32(CEDITLINE_NOTHING)
    }

    private func outcome(of action: ceditline_action, _ scalars: [UInt32], _ cursor: Int) -> Int {
        let start = lineStart(scalars, cursor)
        let end = lineEnd(scalars, cursor)
        switch action {
        case CEDITLINE_RETURN:
            let whole = string(scalars)
            let entry = withoutIndentationAlone(whole)
            if whole.allSatisfy(\.isWhitespace) || request.isComplete(entry) { return Int(finish(.text(entry))) }
            // Who is stuck in an entry that is not finished leaves it by an empty line, or by a command: that runs in its place.
            if entry.hasSuffix("\n") { return Int(finish(.text(entry))) }
            if let command = commandBelow(entry) { return Int(finish(.text(command))) }
            insert([Self.lineFeed] + indentation(below: scalars[start..<cursor]))
        case CEDITLINE_NEWLINE: insert([Self.lineFeed] + indentation(below: scalars[start..<cursor]))
        case CEDITLINE_COMPLETE: return complete(scalars, cursor) ? CEDITLINE_CHANGED : CEDITLINE_REFUSED
        case CEDITLINE_UP: return moveUp(scalars, cursor) ? CEDITLINE_CHANGED : CEDITLINE_REFUSED
        case CEDITLINE_DOWN: return moveDown(scalars, cursor) ? CEDITLINE_CHANGED : CEDITLINE_REFUSED
        case CEDITLINE_LEFT:
            guard cursor > 0 else { return CEDITLINE_REFUSED }
            set(scalars, cursor: cursor - 1)
        case CEDITLINE_RIGHT:
            guard cursor < scalars.count else { return CEDITLINE_REFUSED }
            set(scalars, cursor: cursor + 1)
        case CEDITLINE_HOME: set(scalars, cursor: start)
        case CEDITLINE_END: set(scalars, cursor: end)
        case CEDITLINE_LAST: set(scalars, cursor: max(start, end - 1))
        case CEDITLINE_DELETE:
            guard cursor < scalars.count else { return CEDITLINE_REFUSED }
            set(Array(scalars[..<cursor] + scalars[(cursor + 1)...]), cursor: cursor)
        case CEDITLINE_KILL:
            // At the end of a line the line feed, so that the next joins it.
            guard cursor < scalars.count else { return CEDITLINE_REFUSED }
            kill(cursor..<(end > cursor ? end : cursor + 1), of: scalars)
        case CEDITLINE_DISCARD: kill(start..<cursor, of: scalars)
        case CEDITLINE_WORD:
            var from = cursor
            while from > 0, !isOfWord(scalars[from - 1]) { from -= 1 }
            while from > 0, isOfWord(scalars[from - 1]) { from -= 1 }
            guard from < cursor else { return CEDITLINE_REFUSED }
            kill(from..<cursor, of: scalars)
        case CEDITLINE_YANK: insert(killed)
        case CEDITLINE_LEAVE:
            if scalars.isEmpty { return Int(finish(.end)) }
            return outcome(of: CEDITLINE_DELETE, scalars, cursor)
        case CEDITLINE_DROP: return Int(finish(.dropped, mark: "^C"))
        case CEDITLINE_SUSPEND:
            moveBelow()
            ceditline_suspend(line)
            ceditline_measure(line)
        case CEDITLINE_SEARCH: return searchHistory(scalars, cursor)
        case CEDITLINE_CLEAR:
            write("\u{1B}[H\u{1B}[2J")
            cursorRow = 0
        case CEDITLINE_PASTE: paste()
        case CEDITLINE_REDRAW:
            ceditline_measure(line)
            cursorRow = rowAfterResize()
        case CEDITLINE_CONTINUE:
            ceditline_measure(line)
            cursorRow = 0
        case CEDITLINE_IGNORE: return CEDITLINE_NOTHING
        default: return CEDITLINE_REFUSED
        }
        return CEDITLINE_CHANGED
    }

    /// What a line of an entry begins with: as the line above does, or indented where that is the first, since a line that is not
    /// indented begins another statement.
    private func indentation(below line: ArraySlice<UInt32>) -> [UInt32] {
        // A terminal without bracketed paste sends what is pasted as keys: they bring the indentation along.
        guard ceditline_has_key(self.line) == 0 else { return [] }
        let own = line.prefix(while: Self.isIndentation)
        return own.isEmpty ? [0x20, 0x20] : Array(own)
    }

    private static func isIndentation(_ scalar: UInt32) -> Bool { scalar == 0x20 || scalar == 0x09 || scalar == 0x3000 }

    /// The last of several lines, where it is a command of the session.
    private func commandBelow(_ entry: String) -> String? {
        let lines = entry.split(separator: "\n")
        guard lines.count > 1, let last = lines.last?.drop(while: \.isWhitespace), last.first == ":" || last.first == "：" else {
            return nil
        }
        return String(last)
    }

    /// A last line of nothing but its indentation is empty: it ends a block.
    private func withoutIndentationAlone(_ text: String) -> String {
        guard let feed = text.lastIndex(of: "\n"), text[feed...].allSatisfy(\.isWhitespace) else { return text }
        return String(text[...feed])
    }

    private func kill(_ range: Range<Int>, of scalars: [UInt32]) {
        killed = Array(scalars[range])
        set(Array(scalars[..<range.lowerBound] + scalars[range.upperBound...]), cursor: range.lowerBound)
    }

    private func isOfWord(_ scalar: UInt32) -> Bool {
        guard let properties = Unicode.Scalar(scalar)?.properties else { return false }
        return scalar == UInt8(ascii: "_") || properties.isAlphabetic || properties.numericType != nil
    }

    // MARK: Lines and history

    private func lineStart(_ scalars: [UInt32], _ cursor: Int) -> Int {
        (scalars[..<cursor].lastIndex(of: Self.lineFeed) ?? -1) + 1
    }

    private func lineEnd(_ scalars: [UInt32], _ cursor: Int) -> Int {
        scalars[cursor...].firstIndex(of: Self.lineFeed) ?? scalars.count
    }

    private func moveUp(_ scalars: [UInt32], _ cursor: Int) -> Bool {
        let start = lineStart(scalars, cursor)
        if start > 0 {
            move(to: lineStart(scalars, start - 1)..<(start - 1), below: start..<cursor, in: scalars)
            return true
        }
        guard place > 0 else { return false }
        if place == history.entries.count { draft = scalars }
        show(place - 1)
        return true
    }

    private func moveDown(_ scalars: [UInt32], _ cursor: Int) -> Bool {
        let end = lineEnd(scalars, cursor)
        if end < scalars.count {
            move(to: (end + 1)..<lineEnd(scalars, end + 1), below: lineStart(scalars, cursor)..<cursor, in: scalars)
            return true
        }
        guard place < history.entries.count else { return false }
        show(place + 1)
        return true
    }

    private func show(_ index: Int) {
        place = index
        let scalars = index == history.entries.count ? draft : history.entries[index].unicodeScalars.map(\.value)
        set(scalars, cursor: scalars.count)
    }

    /// To the column in another line at which the cursor stands in its own.
    private func move(to line: Range<Int>, below part: Range<Int>, in scalars: [UInt32]) {
        let column = columns(scalars[part], from: part.lowerBound == 0)
        var cursor = line.lowerBound
        while cursor < line.upperBound, columns(scalars[line.lowerBound...cursor], from: line.lowerBound == 0) <= column { cursor += 1 }
        set(scalars, cursor: cursor)
    }

    private func columns(_ scalars: some Sequence<UInt32>, from isFirstLine: Bool) -> Int {
        DisplayWidth.of(isFirstLine ? request.prompt : request.continuation) + DisplayWidth.of(string(scalars))
    }

    // MARK: Paste

    /// Takes what comes up to the mark of the paste's end, cleaned, at the cursor.
    private func paste() {
        let mark = Array("\u{1B}[201~".utf8)
        var bytes: [UInt8] = []
        while !bytes.suffix(mark.count).elementsEqual(mark) {
            let byte = ceditline_byte(line)
            guard byte >= 0 else { break }
            bytes.append(UInt8(byte))
        }
        if bytes.suffix(mark.count).elementsEqual(mark) { bytes.removeLast(mark.count) }
        let pasted = PastedText(
            String(decoding: bytes, as: UTF8.self), prompt: request.prompt, continuation: request.continuation,
            sheetNames: request.sheetNames())
        var (scalars, cursor) = text
        let new = (scalars.isEmpty ? pasted.cleaned : pasted.plain).unicodeScalars.map(\.value)
        let start = lineStart(scalars, cursor)
        if let first = new.first, Self.isIndentation(first), scalars[start..<cursor].allSatisfy(Self.isIndentation) {
            // The block brings its own.
            scalars.removeSubrange(start..<cursor)
            cursor = start
        }
        scalars.insert(contentsOf: new, at: cursor)
        set(scalars, cursor: cursor + new.count)
    }
}
