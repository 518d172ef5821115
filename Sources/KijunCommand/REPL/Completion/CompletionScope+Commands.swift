import Kijun
import KijunSheets
import KijunSyntax

extension CompletionScope {
    /// What fits at the end of a command.
    ///
    /// - Parameters:
    ///   - text: up to the cursor.
    ///   - colon: the place behind it.
    func completion(ofCommand text: [Unicode.Scalar], from colon: Int) -> Completion {
        let start = text[colon...].firstIndex { !$0.properties.isWhitespace } ?? text.count
        let nameEnd = text[start...].firstIndex { $0.properties.isWhitespace } ?? text.count
        let name = Self.text(text[start..<nameEnd])
        guard nameEnd < text.count else {
            let offers = commands.map { command in
                let usage = command.usage[language]
                let note = [usage, command.summary[language]].filter { !$0.isEmpty }.joined(separator: " · ")
                return CompletionOffer(names: [command.name, command.japanese], in: language, note: note)
            }
            return Completion(replaced: start..<text.count, candidates: CompletionOffer.candidates(offers, for: name))
        }
        let argument = text[nameEnd...].firstIndex { !$0.properties.isWhitespace } ?? text.count
        guard let command = command(named: name) else { return Completion(replaced: text.count..<text.count, candidates: []) }
        return completion(of: command.argument, Array(text[argument...]), from: argument)
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    /// A command by its name or the beginning of one that no other has.
    private func command(named name: String) -> SessionCommand? {
        let name = CompletionOffer.folded(name)
        if let found = commands.first(where: { $0.name == name || $0.japanese == name }) { return found }
        let fitting = commands.filter { !name.isEmpty && ($0.name.hasPrefix(name) || $0.japanese.hasPrefix(name)) }
        return fitting.count == 1 ? fitting[0] : nil
    }

    private func completion(of argument: SessionCommand.Argument, _ text: [Unicode.Scalar], from start: Int) -> Completion {
        let end = start + text.count
        func whole(_ offers: [CompletionOffer]) -> Completion {
            Completion(replaced: start..<end, candidates: CompletionOffer.candidates(offers, for: Self.text(text)))
        }
        switch argument {
        case .paths, .rulePath: return completion(ofPath: text, from: start, onlyRules: argument == .rulePath)
        case .sheet: return whole(sheetNames(inQuotes: false))
        case .rule: return whole(rules)
        case .overridden: return whole(overridden.map { CompletionOffer([($0, $0)], note: "") })
        case .topic: return whole(topics(Self.text(text)))
        case .explained: return completion(ofExplained: text, from: start)
        case .assignment, .expression:
            guard let typed = TypedText(Self.text(text), cursor: text.count) else { return Completion(replaced: end..<end, candidates: []) }
            let found = completion(typed, at: text.count) {
                argument == .assignment
                    ? CompletionPlace(assignment: typed, names: names) : CompletionPlace(expression: typed, names: names)
            }
            let range = found.replaced.lowerBound + start..<found.replaced.upperBound + start
            return Completion(replaced: range, candidates: found.candidates)
        case .nothing, .plain: return Completion(replaced: end..<end, candidates: [])
        }
    }

    // MARK: Names

    /// The loaded sheets: what is typed of a title finds its sheet.
    private func sheetNames(inQuotes: Bool) -> [CompletionOffer] {
        loaded().map { sheet in
            let text = Self.isPlain(sheet.name) || !inQuotes ? sheet.name : "\"\(sheet.name)\""
            return CompletionOffer([(sheet.name, text), (sheet.note, text)], note: sheet.note)
        }
    }

    /// Definitions, decisions and checks by their paths.
    private var rules: [CompletionOffer] {
        program.rules.map { rule in
            let names = [rule.name] + rule.aliases
            let tables = rule.table.isEmpty ? [""] : self.names.spellings(ofTable: rule.table)
            let paths = (0..<max(names.count, tables.count)).map { place in
                let table = tables[min(place, tables.count - 1)]
                return (table.isEmpty ? "" : table + ".") + names[min(place, names.count - 1)]
            }
            return CompletionOffer(names: paths, in: language, note: note(of: rule))
        }
    }

    private func note(of rule: Rule) -> String {
        guard case .check(let check) = rule.body else { return rule.type.description[language] }
        return check.isWarning ? Wording(ja: "注意", en: "warning")[language] : Wording(ja: "検査", en: "check")[language]
    }

    private func completion(ofExplained text: [Unicode.Scalar], from start: Int) -> Completion {
        let end = start + text.count
        let last = text.lastIndex { $0.properties.isWhitespace }.map { $0 + 1 } ?? 0
        let word = Self.text(text[last...])
        let offers: [CompletionOffer]
        if last == 0 {
            let others = names.globals.filter { $0.kind != .rule }.map { offer($0, in: language) }
            offers = rules + others + [self.word(.not, in: language)]
        } else if Self.text(text[..<last]).split(whereSeparator: \.isWhitespace).last == "not" {
            offers = outcomes
        } else {
            offers = sheetNames(inQuotes: true) + [self.word(.not, in: language).onDemand]
        }
        return Completion(replaced: start + last..<end, candidates: CompletionOffer.candidates(offers, for: word))
    }

    /// What decisions can come to.
    private var outcomes: [CompletionOffer] {
        program.rules.flatMap { rule -> [CompletionOffer] in
            guard case .decision = rule.body, case .choice(let choice) = rule.type else { return [] }
            return choice.symbols.map { CompletionOffer([($0, Self.isPlain($0) ? $0 : "\"\($0)\"")], note: rule.path) }
        }
    }

    private func topics(_ typed: String) -> [CompletionOffer] {
        let fields = names.globals.filter { $0.kind != .rule }.map { offer($0, in: language) }
        // Typed with their colon or without.
        let commands = commands.map { command in
            let names = language == .ja ? [command.japanese, command.name] : [command.name, command.japanese]
            return CompletionOffer(names.flatMap { [(":" + $0, ":" + $0), ($0, ":" + $0)] }, note: command.summary[language])
        }
        let functions = functions(in: language).map { $0.withoutBracket }
        let codes = DiagnosticCode.allCases.map { CompletionOffer([($0.rawValue, $0.rawValue)], note: "").onDemand }
        return commands + rules + fields + functions + codes
    }

    // MARK: Paths

    /// A text that a command reads as one word without quotes.
    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && !text.unicodeScalars.contains { $0.properties.isWhitespace || $0 == "\"" }
    }

    private func completion(ofPath text: [Unicode.Scalar], from start: Int, onlyRules: Bool) -> Completion {
        // Several paths may stand there, each perhaps in quotes.
        var word = 0
        var isQuoted = false
        for (place, scalar) in text.enumerated() {
            if "\"“”".unicodeScalars.contains(scalar) { isQuoted.toggle() }
            if scalar.properties.isWhitespace, !isQuoted { word = place + 1 }
        }
        let typed = Self.text(text[word...].filter { !"\"“”".unicodeScalars.contains($0) })
        let slash = typed.lastIndex(of: "/")
        let folder = slash.map { String(typed[...$0]) } ?? ""
        let name = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
        func rank(_ entry: FolderEntry) -> Int {
            if entry.isFolder { return 1 }
            let ending = DocumentFormat.ending(of: entry.name)
            return ending == "kijun" ? 0 : DocumentFormat.endings.contains(ending) ? 2 : 3
        }
        let offers = entries(folder.isEmpty ? "." : folder)
            // A command cannot read a quote within a name.
            .filter { (!onlyRules || rank($0) < 2) && !$0.name.contains { "\"“”".contains($0) } }
            .enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
            .map { _, entry in
                let path = folder + entry.name + (entry.isFolder ? "/" : "")
                // The quote behind a folder is still to come: more may follow.
                let needsQuotes = isQuoted || !Self.isPlain(path)
                let written = needsQuotes ? "\"\(path)" + (entry.isFolder ? "" : "\"") : path
                return CompletionOffer([(entry.name, written)], note: "")
            }
        let range = start + word..<start + text.count
        return Completion(replaced: range, candidates: CompletionOffer.candidates(offers, for: name))
    }
}

extension CompletionOffer {
    /// The name of a function, where it is not called.
    fileprivate var withoutBracket: CompletionOffer { CompletionOffer(spellings.map { ($0.typed, $0.typed) }, note: note) }
}
