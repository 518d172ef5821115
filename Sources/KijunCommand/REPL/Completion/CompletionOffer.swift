import KijunSyntax

/// Something that can be written at the cursor, under any of its spellings.
struct CompletionOffer {
    /// What is typed to get it, and what is then written: `増加` and `"増加"`. The one that is preferred stands first.
    let spellings: [(typed: String, text: String)]
    let note: String
    /// It is offered before anything is typed of it.
    var isShownAtOnce = true

    init(_ spellings: [(typed: String, text: String)], note: String) {
        self.spellings = spellings
        self.note = note
    }

    /// Something with several names, in the language that is typed first.
    init(names: [String], in language: Language, suffix: String = "", note: String) {
        let own = names.filter { Self.isJapanese($0) == (language == .ja) }
        let others = names.filter { Self.isJapanese($0) != (language == .ja) }
        self.init((own + others).map { ($0, $0 + suffix) }, note: note)
    }

    static func isJapanese(_ text: String) -> Bool { text.unicodeScalars.contains { !$0.isASCII } }

    /// How a text is compared with what is typed: width and case do not matter.
    static func folded(_ text: String) -> String { nfkc(text).lowercased() }

    private func candidate(_ place: Int) -> Completion.Candidate {
        // A value is told by what is written; of a name the other ones are told too.
        let others = spellings.enumerated().filter { $0.offset != place && $0.element.text != spellings[place].text }.map(\.element.typed)
        let parts = [others.joined(separator: " / "), note].filter { !$0.isEmpty }
        return Completion.Candidate(text: spellings[place].text, note: parts.joined(separator: " · "))
    }

    /// What fits to what is typed: what starts with it, and where nothing does, what has it inside.
    static func candidates(_ offers: [CompletionOffer], for typed: String) -> [Completion.Candidate] {
        let wanted = folded(typed)
        var seen: Set<String> = []
        func distinct(_ candidate: Completion.Candidate?) -> Completion.Candidate? {
            candidate.flatMap { seen.insert($0.text).inserted ? $0 : nil }
        }
        if wanted.isEmpty { return offers.compactMap { $0.isShownAtOnce ? distinct($0.candidate(0)) : nil } }
        let starting = offers.compactMap { offer in
            distinct(offer.spellings.firstIndex { folded($0.typed).hasPrefix(wanted) }.map(offer.candidate))
        }
        // A single letter is part of nearly everything.
        guard starting.isEmpty, wanted.utf8.count > 1 else { return starting }
        return offers.compactMap { offer in
            distinct(offer.spellings.firstIndex { folded($0.typed).contains(wanted) }.map(offer.candidate))
        }
    }

    /// Of texts those that start with what is typed, and where none does, those that have it inside.
    static func fitting(_ texts: [(String, Int)], _ typed: String) -> [(String, Int)] {
        let wanted = Array(folded(typed).utf8)
        if wanted.isEmpty { return texts }
        // Lower case is made of no more texts than need it: there may be many.
        let hasCase = folded(typed).unicodeScalars.contains { $0.properties.isCased }
        let forms = texts.map { Array((hasCase ? folded($0.0) : nfkc($0.0)).utf8) }
        let starting = texts.indices.filter { forms[$0].starts(with: wanted) }
        if !starting.isEmpty { return starting.map { texts[$0] } }
        return texts.indices.filter { place in
            let form = forms[place]
            return form.count >= wanted.count && (0...form.count - wanted.count).contains { form[$0...].starts(with: wanted) }
        }.map { texts[$0] }
    }
}
