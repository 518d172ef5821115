import CEditline
import KijunSyntax

/// What is searched for in the history, and where it was found.
struct HistorySearch {
    var query: [UInt32] = []
    /// The entry found; that behind the last is none.
    var place: Int
    var isFound = true

    func prompt(_ language: Language) -> String {
        var shown = String.UnicodeScalarView()
        for value in query { if let scalar = Unicode.Scalar(value) { shown.append(scalar) } }
        let text = String(shown)
        let wording =
            isFound
            ? Wording(ja: "検索「\(text)」: ", en: "search \"\(text)\": ")
            : Wording(ja: "見つかりません「\(text)」: ", en: "not found \"\(text)\": ")
        return wording[language]
    }
}

extension LineEditor {
    private enum Key {
        static let interrupt: Int32 = 0x03
        static let abort: Int32 = 0x07
        static let backspace: Int32 = 0x08
        static let older: Int32 = 0x12
        static let newer: Int32 = 0x13
        static let delete: Int32 = 0x7F
        static let closed = Int32(CEDITLINE_CLOSED)
    }

    /// `^R`: every character typed narrows the search, `^R` goes on to older entries and `^S` to newer, Return enters what is found,
    /// `^G` gives up, any other key edits it. libedit's own search cuts characters to eight bits.
    func searchHistory(_ scalars: [UInt32], _ cursor: Int) -> Int {
        var found = HistorySearch(place: history.entries.count)
        showSearch(found)
        while true {
            let key = ceditline_key(line)
            switch key {
            case Key.older: find(&found, from: found.place - 1, step: -1)
            case Key.newer: find(&found, from: found.place + 1, step: 1)
            case Key.backspace, Key.delete:
                _ = found.query.popLast()
                found.place = history.entries.count
                found.isFound = true
                if !found.query.isEmpty { find(&found, from: found.place - 1, step: -1) }
            case 0x20...0x10FFFF:
                found.query.append(UInt32(key))
                find(&found, from: min(found.place, history.entries.count - 1), step: -1)
            case Key.abort, Key.interrupt, Key.closed:
                endSearch()
                set(scalars, cursor: cursor)
                return CEDITLINE_CHANGED
            default:
                let hit = text
                endSearch()
                if found.place < history.entries.count {
                    if place == history.entries.count { draft = scalars }
                    place = found.place
                    set(hit.scalars, cursor: hit.cursor)
                } else {
                    set(scalars, cursor: cursor)
                }
                draw()
                return act(on: key)
            }
            showSearch(found)
        }
    }

    /// What the key that ended the search asks for.
    private func act(on key: Int32) -> Int {
        if key >= CEDITLINE_ACTION { return Int(perform(ceditline_action(UInt32(key) - UInt32(CEDITLINE_ACTION)))) }
        if key == 0x0D || key == 0x0A { return Int(perform(CEDITLINE_RETURN)) }
        ceditline_again(line, key)
        return CEDITLINE_NOTHING
    }

    private func find(_ search: inout HistorySearch, from start: Int, step: Int) {
        let wanted = search.query
        var index = start
        while history.entries.indices.contains(index) {
            if Self.position(of: wanted, in: history.entries[index]) != nil {
                search.place = index
                search.isFound = true
                return
            }
            index += step
        }
        search.isFound = false
        ceditline_beep(line)
    }

    private func showSearch(_ found: HistorySearch) {
        search = found
        setPrompt(found.prompt(request.language))
        if found.place < history.entries.count {
            let entry = history.entries[found.place]
            set(entry.unicodeScalars.map(\.value), cursor: Self.position(of: found.query, in: entry) ?? 0)
        }
        draw()
    }

    private func endSearch() {
        search = nil
        setFirstPrompt()
    }

    private static func position(of wanted: [UInt32], in entry: String) -> Int? {
        let scalars = entry.unicodeScalars.map(\.value)
        guard wanted.count <= scalars.count else { return nil }
        return (0...(scalars.count - wanted.count)).first { scalars[$0...].starts(with: wanted) }
    }
}
