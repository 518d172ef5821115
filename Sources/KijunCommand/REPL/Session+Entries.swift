import Kijun
import KijunSheets
import KijunSyntax

/// Entries: where they come from, and what each of them is.
extension Session {
    /// Takes entries until the last one, or one that ends the session.
    func run() -> ExitStatus {
        while console.isReachable {
            guard !isOver, let text = nextEntry() else {
                if mayLeave() { break }
                isOver = false
                continue
            }
            let start = ContinuousClock.now
            carryOut(text)
            if showsTime { tellTime(since: start) }
            console.flush()
        }
        return status
    }

    /// `> `, or with the chosen sheet `02-10> `; `*> ` and `02-10*> ` where values are tried on any sheet.
    var prompt: String {
        let mark = state.trials.trials.isEmpty ? "" : "*"
        guard let chosen else { return mark + "> " }
        return nameInPrompt(of: sheets[chosen]) + mark + "> "
    }

    private func nameInPrompt(of sheet: LoadedSheet) -> String {
        DisplayWidth.truncated(DiagnosticRenderer.visible(sheet.name), to: 30)
    }

    private var continuation: String {
        String(repeating: " ", count: max(0, DisplayWidth.of(prompt) - 2)) + "| "
    }

    // MARK: Reading

    private func nextEntry() -> String? {
        guard let ask = console.world.nextEntry else { return nextLines() }
        if let line = nextLine {
            nextLine = nil
            return line
        }
        noticeChangedFiles()
        console.flush()
        while true {
            let request = EntryRequest(
                prompt: prompt, continuation: continuation, usesColour: console.usesColour, language: language,
                isComplete: { self.isComplete($0) }, complete: { self.completion(of: $0, at: $1) },
                sheetNames: { Set(self.sheets.map(self.nameInPrompt)) }, dropsPasted: hasFailed)
            hasFailed = false
            switch ask(request) {
            case .text(let text): return text
            case .dropped: continue
            case .end: return nil
            }
        }
    }

    /// Lines of the standard input, as many as make an entry. A block ends before a line that is not indented.
    private func nextLines() -> String? {
        guard let first = takeLine(after: nil) else { return nil }
        var text = (heldComments + [first[...]]).joined(separator: "\n")
        heldComments = []
        while !isComplete(text) || Self.isComment(text), let line = takeLine(after: text) { text += "\n" + line }
        return nextLine == nil ? text : holdingComments(of: text)
    }

    /// The entry without the comments at its end: those stand before the statement that follows, and describe it.
    private func holdingComments(of text: String) -> String {
        guard let nextLine, Self.command(in: nextLine) == nil, !Self.isComment(text) else { return text }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = (lines.lastIndex { !$0.hasPrefix("#") && !$0.hasPrefix("＃") } ?? -1) + 1
        heldComments = Array(lines[start...])
        return lines[..<start].joined(separator: "\n")
    }

    /// A comment or a description, and nothing that it would stand before.
    private static func isComment(_ text: String) -> Bool {
        text.split(separator: "\n", omittingEmptySubsequences: false).allSatisfy { line in
            let first = line.first { !$0.isWhitespace }
            return first == "#" || first == "＃"
        }
    }

    /// - Parameter text: the lines of the entry before; a line that begins another one is kept for that.
    private func takeLine(after text: String?) -> String? {
        guard let line = nextLine ?? console.world.nextLine().map({ String(decoding: $0, as: UTF8.self) }) else { return nil }
        nextLine = nil
        if let text, Self.command(in: line) != nil || !Self.isComment(text) && Self.beginsStatement(line, after: text) {
            nextLine = line
            return nil
        }
        if echoes { console.writeLine((text == nil ? prompt : continuation) + line) }
        return line
    }

    private static func beginsStatement(_ line: String, after text: String) -> Bool {
        var sources = SourceMap()
        let source = sources.add(name: "<>", bytes: Array("\(text)\n\(line)".utf8))
        return Parser.beginsStatement(in: source, atOffset: text.utf8.count + 1)
    }

    /// Whether Return ends an entry: the parser, and nothing else, says whether more is expected.
    func isComplete(_ text: String) -> Bool {
        if Self.command(in: text) != nil { return true }
        var sources = SourceMap()
        let result = Parser.parse(sources.add(name: "<>", bytes: Array(text.utf8)))
        guard !result.isIncomplete else { return false }
        // Lines that describe what is about to be typed.
        let isDescription = result.tree.statements.isEmpty && result.diagnostics.isEmpty && text.hasPrefix("##")
        return !isDescription || text.hasSuffix("\n")
    }

    // MARK: Taking

    /// What stands behind the colon of a command; nil for what is none.
    static func command(in text: String) -> Substring? {
        let text = text.drop(while: \.isWhitespace)
        guard let first = text.first, first == ":" || first == "：" else { return nil }
        return text.dropFirst()
    }

    private static let leaving = ["exit", "quit", "終了", "bye", "logout"]
    private static let asking = ["help", "?", "？", "ヘルプ"]

    /// Carries out an entry that the user may break off (`^C`): then everything is as it was before.
    private func carryOut(_ text: String) {
        let before = snapshot
        status = .done
        isCommitted = false
        console.world.interrupts.watch()
        console.dropsAfterBreak = true
        take(text)
        let isBroken = console.world.interrupts.isRaised()
        console.dropsAfterBreak = false
        console.world.interrupts.ignore()
        console.work.end()
        hasFailed = isBroken || status >= .wrong
        status = max(before.status, status)
        guard isBroken, !isCommitted else { return }
        restore(before)
        console.tell(Wording(ja: "中止しました。規則と調書はそのままです。", en: "stopped; rules and sheets are as they were"))
        status = max(status, .failed)
    }

    /// Carries out an entry: a command, statements, expressions.
    func take(_ text: String) {
        let bare = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !bare.isEmpty else { return }
        if let command = Self.command(in: text) { return run(command: command) }
        // Words that anybody tries, as long as no rule or field bears them.
        if Self.leaving.contains(bare), !isName(bare) { return run(command: "quit") }
        if Self.asking.contains(bare), !isName(bare) { return run(command: "help") }
        // A number such as 1-03 is none that anybody wants to subtract.
        if bare.contains("-"), !isName(bare), sheets.contains(where: { nfkc($0.name) == nfkc(bare) }) { return choose(bare) }
        if bare.hasPrefix("=") || bare.hasPrefix("＝") { return tell([.looksLikeSpreadsheet]) }
        var written = state.written
        let parsed = Parser.parse(written.source(of: evenlyIndented(text), in: language))
        guard !parsed.diagnostics.contains(where: { $0.severity == .error }) else {
            return takeNameOfSheet(bare) ? () : tell(parsed.diagnostics, in: written.sources)
        }
        remember(parsed.tree, in: written.sources)
        if parsed.tree.statements.allSatisfy(\.isExpression) {
            for statement in parsed.tree.statements {
                guard case .expression(let expression) = statement.kind else { continue }
                evaluate(expression, in: written.sources)
            }
        } else {
            take(parsed.tree, into: written)
        }
    }

    /// The lines of a block at one depth, where they cannot be read as they stand: Return indents by itself, and who indents besides
    /// comes to depths that nobody meant.
    private func evenlyIndented(_ text: String) -> String {
        func isReadable(_ text: String) -> Bool {
            var sources = SourceMap()
            return !Parser.parse(sources.add(name: "<>", bytes: Array(text.utf8))).diagnostics.contains { $0.severity == .error }
        }
        guard text.contains("\n"), !isReadable(text) else { return text }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let even = lines.enumerated().map { number, line in
            guard number > 0, line.first?.isWhitespace == true else { return String(line) }
            let code = line.drop(while: \.isWhitespace)
            return code.isEmpty ? "" : "  " + code
        }.joined(separator: "\n")
        return isReadable(even) ? even : text
    }

    /// `判定 1-03`: no expression, but what is meant is plain.
    /// - Returns: whether it was that.
    private func takeNameOfSheet(_ text: String) -> Bool {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 2, isName(words[0]) else { return false }
        let found = sheets.indices.filter { sheets[$0].isCalled(words[1]) }
        guard found.count == 1 else { return false }
        var sources = state.written.sources
        let (expression, problems) = Parser.parseExpression(sources.add(name: "<>", bytes: Array(words[0].utf8)))
        guard problems.isEmpty else { return false }
        let before = chosen
        chosen = found[0]
        evaluate(expression, in: sources)
        chosen = before
        return true
    }

    func isName(_ text: String) -> Bool {
        if case .success = ExplainedName.find(text, in: program) { true } else { false }
    }

    /// Tells what is wrong with an entry.
    func tell(_ diagnostics: [Diagnostic], in sources: SourceMap? = nil) {
        // Of what was broken off nothing is told but that.
        guard !diagnostics.isEmpty, !console.isBrokenOff else { return }
        let renderer = DiagnosticRenderer(
            sources: sources ?? state.rules.sources, language: language, usesColour: console.usesColour)
        console.tell(renderer.render(diagnostics.map(\.inSession)))
        if diagnostics.contains(where: { $0.severity == .error }) { status = max(status, .wrong) }
    }

    /// A line that is no result.
    func say(ja: String, en: String) { console.writeLine(DiagnosticRenderer.visible(Wording(ja: ja, en: en)[language])) }
}

extension Statement {
    var isExpression: Bool { if case .expression = kind { true } else { false } }
}

extension Diagnostic {
    fileprivate static var looksLikeSpreadsheet: Diagnostic {
        Diagnostic(
            .unexpectedToken, at: .none,
            Wording(ja: "= で始まる式は、表計算ソフトの書き方です", en: "an expression that begins with = is one of a spreadsheet"),
            hint: Wording(
                ja: "= を除いて書きます。名前を付けるには「名前 = 式」、場合分けは「もし 条件 ならば 値 でなければ 値」",
                en: "leave the = out; NAME = EXPRESSION gives it a name, and a choice is: if CONDITION then VALUE else VALUE"))
    }
}
