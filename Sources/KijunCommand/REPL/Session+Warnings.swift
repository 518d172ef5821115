import Kijun
import KijunSheets
import KijunSyntax

/// Warnings of what was typed: what it does is what was asked for, so that they take a line each below it.
extension Session {
    /// More warnings of one entry are counted.
    private static let maximumWarnings = 3

    /// Tells the warnings on an entry that were not told in this session before.
    func tellWarnings(of source: Source) {
        let new = state.rules.diagnostics.filter { note in
            note.severity != .error && source.holds(note.span) && told.insert("\(note.code.rawValue) \(note.message.ja)").inserted
        }
        let word = Wording(ja: "注意", en: "warning")[language]
        for note in new.prefix(Self.maximumWarnings) {
            let text = note.message[language].split(separator: "\n").first.map(String.init) ?? ""
            let place = state.rules.sources.place(of: note.span).map { "  \($0.short)" } ?? ""
            console.tell(DiagnosticRenderer.visible("\(word): \(text)\(place)  [\(note.code.rawValue)]"))
        }
        let rest = new.count - Self.maximumWarnings
        guard rest > 0 else { return }
        let check = SessionCommand.typed("check", in: language)
        console.tell(
            Wording(ja: "注意はほかに \(rest) 件（\(check) がすべてを示します）", en: "\(rest) more warning\(rest == 1 ? "" : "s") (\(check) shows all)"))
    }
}

extension Source {
    /// Whether a place is of this source.
    fileprivate func holds(_ place: Span) -> Bool {
        place != .none && place.start >= base && Int(place.start - base) <= bytes.count
    }
}
