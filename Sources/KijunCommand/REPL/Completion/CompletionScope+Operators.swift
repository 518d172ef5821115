import Kijun
import KijunSyntax

extension CompletionScope {
    /// What can follow an operand.
    func operators(behind known: CompletionNames.Known?, at place: CompletionPlace, in language: Language) -> [CompletionOffer] {
        let arrow =
            place.line == .decisionCase && !place.isInCall ? [sign(language == .ja ? "→" : "->", Wording(ja: "結果", en: "the outcome"))] : []
        if place.isOtherwise { return arrow }
        let isTest = place.compared != nil || known?.type == .yesno
        var offers: [CompletionOffer] = []
        if let condition = place.condition { offers.append(word(condition, in: language)) }
        switch known?.type {
        case .table, .list: offers += queries(language)
        case .number where !isTest: offers += ["<=", ">=", "<", ">", "==", "+", "-", "*", "/"].map { sign($0) } + tests(language)
        case .year where !isTest: offers += ["==", "<=", ">=", "<", ">"].map { sign($0) } + tests(language)
        case .text where !isTest, .mark where !isTest, .choice where !isTest: offers += ["==", "!="].map { sign($0) } + tests(language)
        case nil where !isTest, .error where !isTest: offers += ["==", "!=", "<=", ">="].map { sign($0) } + tests(language)
        default: break
        }
        switch known?.type {
        case .table, .list: break
        default: offers += [word(.and, in: language), word(.or, in: language)]
        }
        if case .outcome = place.line { return [word(.because, in: language)] + offers.map { $0.onDemand } }
        offers += arrow
        if case .check = place.line, !place.isInCall, place.condition == nil { offers.append(word(.elseWord, in: language)) }
        if place.isInQuery { offers += queries(language) + [word(.descending, in: language)] }
        if place.isInCall, !place.isTable { offers.append(word(.forWord, in: language)) }
        return offers
    }

    private func sign(_ text: String, _ note: Wording = Wording("")) -> CompletionOffer {
        CompletionOffer([(text, text)], note: note[language])
    }

    private func tests(_ language: Language) -> [CompletionOffer] {
        let blank = [Keyword.isBlank, .isNotBlank].map { keyword in
            let english = keyword == .isBlank ? "is blank" : "is not blank"
            return CompletionOffer(
                names: [english] + keyword.spellings(.ja).prefix(1), in: language,
                note: CompletionWords.notes[keyword]?[self.language] ?? "")
        }
        return [word(.within, in: language)] + blank
    }

    private func queries(_ language: Language) -> [CompletionOffer] {
        [Keyword.whereWord, .select, .sort, .group, .top].map { keyword in
            guard keyword == .sort || keyword == .group else { return word(keyword, in: language) }
            // In Japanese one word says both.
            let names = [keyword.spelling(.en) + " by", keyword.spelling(.ja)]
            return CompletionOffer(names: names, in: language, note: CompletionWords.notes[keyword]?[self.language] ?? "")
        }
    }
}
