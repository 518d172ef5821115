import Kijun
import KijunSyntax

extension CompletionScope {
    /// More different values than a column has that rules compare with texts.
    private static let maximumValues = 20_000
    /// More than a list can show.
    private static let maximumShown = 500

    /// The values that fit beside an operator, behind `->` and as a key.
    ///
    /// - Parameters:
    ///   - typed: what is typed of the value.
    ///   - quote: of the text that the cursor is in: whatever is offered is then a text.
    func values(at place: CompletionPlace, in language: Language, typed: String, quote: TypedText.Quote?) -> [CompletionOffer] {
        guard case .operand = place.wanted else { return [] }
        let writing = Writing(scope: self, place: place, language: language, typed: typed, quote: quote)
        if let keyed = place.keyed { return writing.keys(of: keyed) }
        if place.line == .outcome, place.isFirstOutcome, let decision = place.decision {
            let rule = program.rules[decision]
            return writing.values(CompletionNames.Known(type: rule.type), note: rule.name)
        }
        return place.compared.map { writing.values($0, note: "") } ?? []
    }

    private struct Writing {
        let scope: CompletionScope
        let place: CompletionPlace
        let language: Language
        let typed: String
        let quote: TypedText.Quote?

        /// What a value of the kind can be: what the sheets have, and of a choice all that it has.
        func values(_ known: CompletionNames.Known, note: String) -> [CompletionOffer] {
            let seen = known.field.map { scope.sheets.seenValues(of: $0, limit: CompletionScope.maximumValues) } ?? []
            switch known.type {
            case .mark:
                let marks = seen.compactMap(text)
                let others = ["○", "△", "×", "◎"].filter { mark in !marks.contains { $0.0 == mark } }
                return (marks + others.map { ($0, "") }).map { offer($0.0, isBare: !$0.0.isEmpty, note: $0.1) }
            case .choice(let choice):
                let counts = Dictionary(seen.compactMap(text), uniquingKeysWith: { first, _ in first })
                return choice.symbols.map { offer($0, isBare: isName($0), note: counts[$0] ?? note) }
            case .text:
                // Not every value is written down that does not fit: there may be one a sheet.
                let fitting = CompletionOffer.fitting(
                    seen.compactMap { if case .text(let text) = $0.value { (text, $0.count) } else { nil } }, typed)
                return fitting.prefix(CompletionScope.maximumShown).map { offer($0.0, isBare: false, note: self.note($0.1)) }
            case .year where quote == nil: return seen.compactMap(bare)
            case .yesno where quote == nil: return [Keyword.yes, .no].map { scope.word($0, in: language) }
            default: return []
            }
        }

        /// The keys that a table has on the sheets.
        func keys(of table: CompletionNames.Known) -> [CompletionOffer] {
            guard case .table(.declared(let path)) = table.type, let schema = scope.names.schema(at: path), let key = schema.key else {
                return []
            }
            let field = schema.fields[key]
            let known = CompletionNames.Known(type: field.type, field: "\(path).\(field.name)")
            if case .number = field.type {
                return scope.sheets.seenValues(of: "\(path).\(field.name)", limit: CompletionScope.maximumValues).compactMap(bare)
            }
            return values(known, note: "")
        }

        private func text(_ seen: (value: Value, count: Int)) -> (String, String)? {
            guard case .text(let text) = seen.value else { return nil }
            return (text, note(seen.count))
        }

        /// A year or a number as the rules write it.
        private func bare(_ seen: (value: Value, count: Int)) -> CompletionOffer? {
            switch seen.value {
            case .year(let year): CompletionOffer([(Year.shown(year), Year.shown(year))], note: note(seen.count))
            case .number(let number): CompletionOffer([(number.plainText, number.plainText)], note: note(seen.count))
            default: nil
            }
        }

        private func note(_ count: Int) -> String {
            Wording(ja: "\(count) 件", en: count == 1 ? "1 cell" : "\(count) cells")[scope.language]
        }

        /// A symbol that can stand without quotes: a name that stands for nothing else here.
        private func isName(_ symbol: String) -> Bool {
            if ["○", "△", "×", "◎", "▲"].contains(symbol) { return true }
            return usableName(for: symbol) == symbol && scope.names.find(symbol, place.rows) == nil
        }

        private func offer(_ text: String, isBare: Bool, note: String) -> CompletionOffer {
            if isBare, quote == nil { return CompletionOffer([(text, text)], note: note) }
            if quote == .corner, !text.contains("」"), !text.contains("\n") { return CompletionOffer([(text, "「\(text)」")], note: note) }
            let literal = Printer.text(of: Expression(.text(text.isEmpty ? [] : [.characters(text)], quote: .double), at: .none))
            return CompletionOffer([(text, literal)], note: note)
        }
    }
}
