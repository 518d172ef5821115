import KijunSyntax

/// The list below an entry of what fits at the cursor.
struct CompletionList {
    let candidates: [Completion.Candidate]
    let language: Language

    /// No line is wider than the screen, and there are fewer lines than it has.
    func lines(width: Int, height: Int) -> [String] {
        let room = max(1, height - 2)
        // A line that fills the last column would wrap on some terminals.
        let width = max(1, width - 1)
        if candidates.count <= room, candidates.contains(where: { !$0.note.isEmpty }) { return withNotes(width: width) }
        return inColumns(width: width, room: room)
    }

    private func withNotes(width: Int) -> [String] {
        let widest = min(candidates.map { DisplayWidth.of($0.text) }.max() ?? 0, width / 2)
        return candidates.map { candidate in
            let name = DisplayWidth.padded(candidate.text, to: widest)
            let line = candidate.note.isEmpty ? candidate.text : "\(name)  \(candidate.note)"
            return DisplayWidth.truncated(line, to: width)
        }
    }

    /// In the order of the candidates down the first column, then the next.
    private func inColumns(width: Int, room: Int) -> [String] {
        let widest = candidates.map { DisplayWidth.of($0.text) }.max() ?? 0
        let columns = max(1, (width + 2) / (widest + 2))
        let isCut = (candidates.count + columns - 1) / columns > room
        let shown = isCut ? Array(candidates.prefix(columns * max(1, room - 1))) : candidates
        let rows = (shown.count + columns - 1) / columns
        var lines = (0..<rows).map { row in
            let cells = stride(from: row, to: shown.count, by: rows).map { DisplayWidth.padded(shown[$0].text, to: widest) }
            let line = cells.joined(separator: "  ")
            return DisplayWidth.truncated(String(line.reversed().drop { $0 == " " }.reversed()), to: width)
        }
        if isCut {
            let left = candidates.count - shown.count
            lines.append(Wording(ja: "… ほか\(left)件", en: "… \(left) more")[language])
        }
        return lines
    }
}

extension Completion {
    static func none(at cursor: Int) -> Completion { Completion(replaced: cursor..<cursor, candidates: []) }

    /// What can be written without a choice: the only candidate, or how all of them begin, if that is more than what is typed.
    func certain(after typed: [UInt32]) -> [UInt32]? {
        let texts = candidates.map { $0.text.unicodeScalars.map(\.value) }
        guard var common = texts.first else { return nil }
        for text in texts.dropFirst() { common = zip(common, text).prefix { $0 == $1 }.map(\.0) }
        if texts.count > 1, common.count <= typed.count || !common.starts(with: typed) { return nil }
        return common == typed ? nil : common
    }
}

extension LineEditor {
    /// False where nothing fits.
    func complete(_ scalars: [UInt32], _ cursor: Int) -> Bool {
        let completion = request.complete(string(scalars), cursor)
        let replaced = completion.replaced.clamped(to: 0..<scalars.count)
        guard !completion.candidates.isEmpty else { return false }
        if let written = completion.certain(after: Array(scalars[replaced])) {
            set(
                Array(scalars[..<replaced.lowerBound] + written + scalars[replaced.upperBound...]),
                cursor: replaced.lowerBound + written.count)
            return true
        }
        guard completion.candidates.count > 1 else { return false }
        moveBelow()
        let (width, height) = Machine.screen()
        let lines = CompletionList(candidates: completion.candidates, language: request.language).lines(width: width, height: height)
        write(lines.map { $0 + "\r\n" }.joined())
        set(scalars, cursor: cursor)
        return true
    }
}
