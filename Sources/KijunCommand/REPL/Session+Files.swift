import Kijun
import KijunSheets
import KijunSyntax

extension SessionCommand {
    static let files = [
        SessionCommand(
            "load", "読込", .paths, usage: Wording(ja: "ファイル…", en: "FILES…"),
            ja: "規則 (.kijun) や調書のファイル、フォルダーを読み込む", en: "read rules (.kijun), or sheets: files and folders"
        ) { session, argument in session.load(argument) },
        SessionCommand("sheets", "調書一覧", ja: "読み込んだ調書の一覧", en: "list the sheets that are loaded") { session, _ in session.listSheets() },
        SessionCommand(
            "sheet", "調書", .sheet, usage: Wording(ja: "[番号]", en: "[CODE]"),
            ja: "一つの調書を選ぶ。番号がなければ、すべての調書に戻る", en: "choose a sheet; without a code all of them again"
        ) { session, argument in session.choose(argument) },
    ]
}

extension Session {
    /// Reads rules and sheets that a command line or `:load` names.
    ///
    /// - Throws: nothing is changed then.
    func load(rules: [String], sheets paths: [String]) throws(ExitStatus) {
        var written = state.written
        var lost: [SessionRules.LostName] = []
        do {
            if !rules.isEmpty { lost = try written.load(rules, in: console.world, schema: state.set.schema) }
        } catch {
            tell(error.diagnostics, in: error.sources)
            throw .wrong
        }
        // Said before what comes of it: a rule that reads such a name is wrong then.
        for name in lost {
            say(
                ja: "読み込む規則では、\(name.path) に「\(name.alias)」という別の名前がありません",
                en: "in the rules that are read, \(name.path) has not the other name “\(name.alias)”")
        }
        let new = try state(written, readingSheets: paths.isEmpty ? nil : paths)
        change(to: new, what: (rules + paths).joined(separator: " "))
        if !rules.isEmpty { saved = written.asRead }
        stamps = [:]
        if new.sheets.unreadable > 0 { status = max(status, .unreadable) }
    }

    func load(_ argument: String) {
        let paths = Self.words(of: argument)
        guard !paths.isEmpty else { return tell([.missingSessionArgument(of: "load")]) }
        let (rules, sheets) = CommandPaths.sortedForSession(paths)
        let before = state
        do { try load(rules: rules, sheets: sheets) } catch {
            status = max(status, error)
            return
        }
        sayWhatIsLoaded()
        // Without sheets there is nothing that rules could do.
        if !self.sheets.isEmpty { showEffect(of: [], from: before) }
    }

    func sayWhatIsLoaded() {
        console.writeLine(whatIsLoaded)
        tellFindings()
    }

    /// What the reading of the sheets had to warn of: a cell that was not understood counts as blank, and grades rest on that.
    func tellFindings() {
        let set = state.sheets.set
        var lines: [String] = []
        var count = 0
        for (sheet, findings) in set.findings.enumerated() {
            for finding in findings where finding.severity != .note {
                count += 1
                guard lines.count < Self.maximumFindings else { continue }
                let place = finding.cell.map(set.documents[sheet].show) ?? set.documents[sheet].shortName
                lines.append(DiagnosticRenderer.visible("  \(place)  \(finding.message[language])  [\(finding.code.rawValue)]"))
            }
        }
        guard count > 0 else { return }
        say(ja: "読み取りの注意 \(count) 件", en: "\(count) \(count == 1 ? "warning" : "warnings") on what was read")
        for line in lines { console.writeLine(line) }
        let more = count - lines.count
        if more > 0 { say(ja: "  ほか \(more) 件（:読取 番号 が調書ごとに示します）", en: "  and \(more) more (:inspect CODE shows them sheet by sheet)") }
    }

    private static let maximumFindings = 5

    /// 「調書 106 件（令和2年度） · 規則 59 件」
    var whatIsLoaded: String {
        let years = Set(sheets.compactMap(\.fiscalYear)).sorted().map(Year.name(ofFiscalYear:))
        let shown = years.count > 2 ? "\(years[0])–\(years[years.count - 1])" : years.joined(separator: ", ")
        let (count, rules) = (sheets.count, program.rules.count)
        let ja = "調書 \(count) 件" + (shown.isEmpty ? "" : "（\(shown)）") + " · 規則 \(rules) 件"
        let en =
            "\(count) \(count == 1 ? "sheet" : "sheets")" + (shown.isEmpty ? "" : " (\(shown))")
            + " · \(rules) \(rules == 1 ? "rule" : "rules")"
        return Wording(ja: ja, en: en)[language]
    }

    func listSheets() {
        guard !sheets.isEmpty else {
            return say(ja: "調書はまだありません。:読込 で読み込みます。", en: "no sheets yet; :load reads them")
        }
        let names = sheets.map { DisplayWidth.truncated(DiagnosticRenderer.visible($0.name), to: 40) }
        let width = names.map(DisplayWidth.of).max() ?? 0
        for (index, (name, sheet)) in zip(names, sheets).enumerated() {
            let title = DiagnosticRenderer.visible(sheet.identity.dropFirst().joined(separator: " "))
            let mark = chosen == index ? "* " : "  "
            console.writeLine(mark + DisplayWidth.padded(name, to: width) + "  " + title)
        }
        if let note = noteOnTrials { console.writeLine(note) }
    }

    func choose(_ argument: String) {
        guard !argument.isEmpty else {
            chosen = nil
            return
        }
        let found = sheets(named: argument)
        guard let first = found.first else {
            var near = suggestions(for: argument, among: sheets.map(\.name))
            if near.isEmpty { near = sheets.prefix(5).map(\.name) }
            return tell([.unknownSheet(argument, near: near)])
        }
        chosen = first
        tellTaken(first, of: found, named: argument)
    }

    /// The sheets that a code, a file name or a part of what tells them apart may mean; the chosen one first.
    func sheets(named text: String) -> [Int] {
        let wanted = nfkc(text)
        let found = sheets.indices.filter { index in
            let sheet = sheets[index]
            let names = [sheet.name, sheet.input.document.name, sheet.input.document.shortName] + sheet.identity
            return names.contains { nfkc($0) == wanted }
        }
        guard let chosen, found.contains(chosen) else { return found }
        return [chosen] + found.filter { $0 != chosen }
    }

    /// Where a name means several sheets, says which one is taken.
    func tellTaken(_ sheet: Int, of found: [Int], named text: String) {
        guard found.count > 1 else { return }
        let (name, document) = (sheets[sheet].name, sheets[sheet].input.document.name)
        say(
            ja: "「\(text)」は \(found.count) 件あります。\(document) の \(name) にしました。",
            en: "there are \(found.count) of “\(text)”; \(name) of \(document) is taken")
    }

    /// What stands between white space; within "…" also with it.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        var isWord = false
        for character in text {
            if character == "\"" || character == "“" || character == "”" {
                isQuoted.toggle()
                isWord = true
            } else if character.isWhitespace, !isQuoted {
                if isWord { words.append(word) }
                word = ""
                isWord = false
            } else {
                word.append(character)
                isWord = true
            }
        }
        return isWord ? words + [word] : words
    }
}

extension Diagnostic {
    static func missingSessionArgument(of name: String) -> Diagnostic {
        let command = SessionCommand.named(name).first
        let usage = command?.usage ?? Wording(ja: "", en: "")
        return Diagnostic(
            .badSessionArgument, at: .none,
            Wording(
                ja: ":\(command?.japanese ?? name) の後に、\(usage.ja) を書いてください", en: ":\(name) needs \(usage.en) after it"))
    }
}
