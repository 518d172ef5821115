import Kijun
import KijunSyntax

/// What is known where something is typed.
struct CompletionScope {
    var program: CheckedProgram
    var sheets: SheetSet
    /// The loaded sheets by the names that `:sheet` takes, with their titles.
    var loaded: () -> [(name: String, note: String)]
    /// The fields that have a trial value.
    var overridden: [String]
    var commands: [SessionCommand]
    var entries: (_ folder: String) -> [FolderEntry]
    var language: Language
    /// The rules as they are written: they have the functions that nobody calls yet.
    var trees: [SyntaxTree] = []

    var names: CompletionNames { CompletionNames(program: program) }

    /// What fits at a place of a text.
    ///
    /// - Parameter cursor: in Unicode scalars.
    /// - Returns: what is replaced ends at the cursor or behind it. Nothing fits in comments, in numbers and where the text makes no
    ///   sense so far.
    func completion(of text: String, at cursor: Int) -> Completion {
        let scalars = Array(text.unicodeScalars)
        guard (0...scalars.count).contains(cursor) else {
            let end = min(max(cursor, 0), scalars.count)
            return Completion(replaced: end..<end, candidates: [])
        }
        if let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }), scalars[first] == ":" || scalars[first] == "：" {
            guard cursor > first else { return Completion(replaced: cursor..<cursor, candidates: []) }
            return completion(ofCommand: Array(scalars[..<cursor]), from: first + 1)
        }
        guard let typed = TypedText(text, cursor: cursor) else { return Completion(replaced: cursor..<cursor, candidates: []) }
        return completion(typed, at: cursor) { CompletionPlace(typed, names: names) }
    }

    /// What fits at a place of rules or of an expression.
    func completion(_ typed: TypedText, at cursor: Int, _ place: () -> CompletionPlace) -> Completion {
        switch typed.place {
        case .other: return Completion(replaced: cursor..<cursor, candidates: [])
        case .text(let range, let before):
            let offers = values(at: place(), in: language(of: typed), typed: before, quote: typed.quote)
            return Completion(replaced: range, candidates: CompletionOffer.candidates(offers, for: before))
        case .code:
            let offers = offers(at: place(), in: language(of: typed), typed: typed.wordBeforeCursor)
            guard let word = typed.word else {
                return Completion(replaced: cursor..<cursor, candidates: CompletionOffer.candidates(offers, for: ""))
            }
            let start = word.range.lowerBound
            // In the middle of a word that all belongs to what is meant the whole of it is replaced.
            if cursor < word.range.upperBound {
                let whole = CompletionOffer.candidates(offers, for: word.text).filter {
                    CompletionOffer.folded($0.text).hasPrefix(CompletionOffer.folded(word.text))
                }
                if !whole.isEmpty { return Completion(replaced: word.range, candidates: whole) }
            }
            return Completion(replaced: start..<cursor, candidates: CompletionOffer.candidates(offers, for: typed.wordBeforeCursor))
        }
    }

    /// The language in which the text is written; that of the messages where there is no word yet.
    func language(of typed: TypedText) -> Language {
        let words = (typed.outer.joined() + typed.before).filter { $0.kind == .word }
        if words.contains(where: { CompletionOffer.isJapanese($0.text) }) { return .ja }
        return words.isEmpty ? language : .en
    }

    // MARK: Places

    private func offers(at place: CompletionPlace, in language: Language, typed: String) -> [CompletionOffer] {
        switch place.wanted {
        case .nothing: return []
        case .statement: return statements(in: language) + operands(at: place, in: language).map { $0.onDemand }
        case .operand:
            let values = values(at: place, in: language, typed: typed, quote: nil)
            let start = place.isFirst && place.line == .decisionCase ? [word(.otherwise, in: language)] : []
            let operands = operands(at: place, in: language)
            return values.isEmpty ? operands + start : values + operands.map { $0.onDemand }
        case .member(let known):
            guard let (record, _) = CompletionNames.record(of: known.type) else { return [] }
            return names.columns(of: record).map { offer($0, in: language) }
        case .afterOperand(let known): return operators(behind: known, at: place, in: language)
        case .words(let words): return words.map { word($0, in: language) }
        case .type: return types(in: language)
        case .check(let table): return checks(of: table, in: language)
        case .parameter:
            return program.parameters.map {
                CompletionOffer(names: [$0.name] + $0.aliases, in: language, note: $0.type.description[self.language])
            }
        case .assigned:
            return names.globals.filter { $0.kind != .parameter }.map { offer($0, in: language) }
        }
    }

    func offer(_ named: CompletionNames.Named, in language: Language) -> CompletionOffer {
        CompletionOffer(
            names: named.names, in: language, note: named.known.type == .error ? "" : named.known.type.description[self.language])
    }

    private func statements(in language: Language) -> [CompletionOffer] {
        let words = CompletionWords.statements.map {
            CompletionOffer(names: spellings($0.0, language), in: language, note: $0.1[self.language])
        }
        let rules = names.globals.filter { $0.kind == .rule }.map { offer($0, in: language) }
        return words + rules + [word(.sheets, in: language)]
    }

    private func checks(of table: String?, in language: Language) -> [CompletionOffer] {
        let own = program.rules.compactMap { rule -> CompletionOffer? in
            guard case .check = rule.body, rule.table == table ?? "" else { return nil }
            return CompletionOffer(names: [rule.name] + rule.aliases, in: language, note: rule.doc.first ?? "")
        }
        guard table == nil else { return own }
        return own
            + names.globals.filter { CompletionNames.record(of: $0.known.type)?.isTable == true }.map { offer($0, in: language) }
    }

    // MARK: Operands

    private func operands(at place: CompletionPlace, in language: Language) -> [CompletionOffer] {
        var named: [CompletionNames.Named] = []
        var offers: [CompletionOffer] = []
        for row in place.rows.reversed() {
            switch row {
            case .record(let record): named += names.columns(of: record)
            case .element(let known):
                offers.append(CompletionOffer(names: spellings(.it, language), in: language, note: known.type.description[self.language]))
            case .parameters(let names): offers += names.map { CompletionOffer(names: [$0], in: language, note: "") }
            }
        }
        named += names.globals
        if place.isTable {
            named = named.filter { named in
                switch named.known.type {
                case .table, .list: true
                default: false
                }
            }
            return named.map { offer($0, in: language) } + [word(.sheets, in: language)]
        }
        offers += named.map { offer($0, in: language) }
        let others =
            functions(in: language) + ["○", "△", "×", "◎"].map { CompletionOffer([($0, $0)], note: "") }
            + [.sheets, .yes, .no, .blank, .ifWord, .not].map { word($0, in: language) }
        return offers + (place.isColumn ? others.map { $0.onDemand } : others)
    }

    func functions(in language: Language) -> [CompletionOffer] {
        var own: [CompletionOffer] = []
        for case .function(let name, let parameters, _) in trees.flatMap(\.statements).map(\.kind) {
            let shown = "(\(parameters.map(\.text).joined(separator: ", ")))"
            own.append(CompletionOffer(names: [name.text], in: language, suffix: "(", note: shown))
        }
        let aggregates = Aggregate.allCases.map {
            CompletionOffer(
                names: [$0.rawValue, $0.japanese], in: language, suffix: "(", note: "(list) · \($0.summary[self.language])")
        }
        return own + aggregates
            + Builtin.all.map {
                CompletionOffer(
                    names: [$0.name, $0.japanese], in: language, suffix: "(", note: "\($0.signature.shown) · \($0.summary[self.language])")
            }
    }

    // MARK: Words

    func spellings(_ keyword: Keyword, _ language: Language) -> [String] {
        [language, language == .ja ? .en : .ja].compactMap { keyword.spellings($0).first }
    }

    func word(_ keyword: Keyword, in language: Language) -> CompletionOffer {
        CompletionOffer(names: spellings(keyword, language), in: language, note: CompletionWords.notes[keyword]?[self.language] ?? "")
    }

    private func types(in language: Language) -> [CompletionOffer] {
        CompletionWords.types.map { keyword in
            var names = spellings(keyword, language)
            if keyword == .one || keyword == .list { names = names.map { CompletionOffer.isJapanese($0) ? $0 : "\($0) of" } }
            return CompletionOffer(names: names, in: language, note: "")
        }
    }
}

extension CompletionOffer {
    /// Offered once something is typed of it.
    var onDemand: CompletionOffer {
        var copy = self
        copy.isShownAtOnce = false
        return copy
    }
}
