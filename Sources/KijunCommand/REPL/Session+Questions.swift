import KijunSyntax

/// Questions that the session asks.
extension Session {
    private static let agreeing = ["はい", "yes", "y", "ハイ", "ok"]

    private static let refusing = ["", "いいえ", "no", "n", "イイエ"]

    /// Asks whether something may be done. Anything but yes is no, so is the end of the input. What is neither is the next entry.
    ///
    /// - Parameter isEndYes: who ends the input (`^D`) at a question whether to leave has answered it.
    func confirms(_ question: Wording, isEndYes: Bool = false) -> Bool {
        console.writeLine(DiagnosticRenderer.visible(question[language]))
        console.flush()
        let prompt = Wording(ja: "はい/いいえ> ", en: "yes/no> ")[language]
        let answer: String?
        if let ask = console.world.nextEntry {
            var request = EntryRequest(
                prompt: prompt, continuation: "", usesColour: console.usesColour, language: language, isComplete: { _ in true },
                complete: { _, cursor in .none(at: cursor) })
            request.isQuestion = true
            switch ask(request) {
            case .text(let text): answer = text
            case .end: return isEndYes
            case .dropped: answer = nil
            }
        } else {
            answer = nextLine ?? console.world.nextLine().map { String(decoding: $0, as: UTF8.self) }
            nextLine = nil
            if echoes, let answer { console.writeLine(prompt + answer) }
        }
        guard let answer else { return false }
        let word = nfkc(answer).lowercased().split(whereSeparator: \.isWhitespace).joined()
        if !Self.agreeing.contains(word), !Self.refusing.contains(word) { nextLine = answer }
        return Self.agreeing.contains(word)
    }
}
