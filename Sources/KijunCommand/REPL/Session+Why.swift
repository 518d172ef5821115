import Kijun
import KijunSheets
import KijunSyntax

extension SessionCommand {
    static let asking = [
        SessionCommand(
            "why", "なぜ", .explained, usage: Wording(ja: "[名前] [調書] [行]", en: "[NAME] [SHEET] [ROW]"),
            ja: "なぜそうなったかを、セルまで示す。「a でない」で、なぜ a でないか",
            en: "why it came out so, down to the cells; with “not a” why it is not a"
        ) { session, argument in session.explain(argument) },
        SessionCommand(
            "type", "型", .expression, usage: Wording(ja: "式", en: "EXPRESSION"), ja: "式や名前の型と単位、空欄になりうるか",
            en: "the type and unit of an expression, and whether it may be blank"
        ) { session, argument in session.showType(argument) },
        SessionCommand(
            "help", "ヘルプ", .topic, usage: Wording(ja: "[名前]", en: "[NAME]"), ja: "命令の一覧。規則・項目・関数・言葉・番号の説明",
            en: "the commands; what a rule, field, function, word or code is"
        ) { session, argument in session.help(argument) },
    ]
}

/// What `:why` alone explains.
enum Asked {
    case name(String)
    /// As it was typed.
    case expression(String)
}

extension Session {
    /// Keeps what an entry asks or defines for a `:why` that names nothing.
    func remember(_ tree: SyntaxTree, in sources: SourceMap) {
        guard let last = tree.statements.last else { return }
        switch last.kind {
        case .expression(let expression):
            let text = sources.text(of: expression.span)
            asked = isName(text) ? .name(text) : .expression(text)
        case .decision, .definition, .check: if let target = last.target { asked = .name(target.path) }
        default: break
        }
    }

    /// `:why`: a name with a sheet and a row, an outcome that it is not, or an expression.
    func explain(_ argument: String) {
        let question = WhyQuestion(argument, isName: isName)
        if let outcome = question.outcome, explain(outcome: outcome, question, of: argument) { return }
        var words = WhyQuestion.words(of: argument)
        if let first = words.first, let name = name(first) {
            words.removeFirst()
            // A sign after the name is no sheet: it is an expression, perhaps a wrong one.
            let hasSign = words.contains { !$0.hasPrefix("#") && !$0.contains { $0.isLetter || $0.isNumber } }
            let isExpression = hasSign || withSheet(argument) != nil
            if words.allSatisfy({ isPlace($0, of: name) }) || !isExpression { return explain(name, nil, places: words) }
        } else if words.allSatisfy({ isSheet($0) || $0.hasPrefix("#") }) {
            return explainLast(places: words)
        }
        if let text = words.first, words.count == 1, argument.allSatisfy(\.isPartOfName) {
            if parsed(argument) == nil || !text.contains(where: \.isNumber) { return tell([unknown(text)]) }
        }
        explain(expression: argument)
    }

    /// Why another outcome did not come out.
    /// - Returns: false where the words mean something else.
    private func explain(outcome: String, _ question: WhyQuestion, of argument: String) -> Bool {
        var words = question.words
        var asked: ExplainedName?
        if let first = words.first, let found = name(first) {
            asked = found
            words.removeFirst()
        }
        // `not x` may be an expression.
        let isExpression = {
            self.parsed(argument) != nil && !self.isDecision(asked) && !self.isOutcome(outcome)
                && (asked != nil || !outcome.allSatisfy(\.isPartOfName) || self.isName(outcome))
        }
        if let asked {
            guard isDecision(asked) || !isExpression() else { return false }
            explain(asked, outcome, places: words)
            return true
        }
        if let first = words.first, !isSheet(first), !first.hasPrefix("#") {
            guard parsed(argument) == nil else { return false }
            tell([unknown(first)])
            return true
        }
        if let decision = decision(with: outcome) {
            explain(decision, outcome, places: words)
            return true
        }
        if isExpression() { return false }
        tell([.whyWhat(decisions: decisionNames, outcome: outcome)])
        return true
    }

    private func explainLast(places words: [String]) {
        switch asked {
        case .expression(let text): return explain(expression: text, on: words.first)
        case .name(let text): if let name = name(text) { return explain(name, nil, places: words) }
        case nil: break
        }
        let decisions = decisionNames
        guard decisions.count == 1, let name = name(decisions[0]) else { return tell([.whyWhat(decisions: decisions, outcome: nil)]) }
        explain(name, nil, places: words)
    }

    // MARK: Names

    /// A name, also with a particle behind it: 判定が.
    private func name(_ text: String) -> ExplainedName? {
        if case .success(let name) = ExplainedName.find(text, in: program) { return name }
        guard let last = text.last, "がはの".contains(last),
            case .success(let name) = ExplainedName.find(String(text.dropLast()), in: program)
        else { return nil }
        return name
    }

    private func unknown(_ name: String) -> Diagnostic {
        var candidate = nearest(name, among: ExplainedName.all(in: program))
        if case .failure(let unknown) = ExplainedName.find(name, in: program), !unknown.candidates.isEmpty {
            candidate = unknown.candidates.prefix(8).joined(separator: language == .ja ? "、" : ", ")
        }
        return .unknownExplained(name, candidate: candidate)
    }

    private var decisionNames: [String] {
        program.rules.filter { if case .decision = $0.body { true } else { false } }.map { NameText.of($0, in: program, language) }
    }

    private func isDecision(_ name: ExplainedName?) -> Bool {
        guard case .rule(let id) = name?.target, case .decision = program.rules[id].body else { return false }
        return true
    }

    /// The decision that an outcome is asked of: the last one, or the only one that has it.
    private func decision(with outcome: String) -> ExplainedName? {
        let all = decisionNames.compactMap(name)
        if case .name(let text) = asked, let last = name(text), isDecision(last) { return last }
        if all.count == 1 { return all[0] }
        let having = all.filter { if case .success = ExplainedOutcome.find(outcome, of: $0, in: program) { true } else { false } }
        return having.count == 1 ? having[0] : nil
    }

    private func isOutcome(_ text: String) -> Bool {
        decisionNames.compactMap(name).contains {
            if case .success = ExplainedOutcome.find(text, of: $0, in: program) { true } else { false }
        }
    }

    private func isSheet(_ text: String) -> Bool { sheets.contains { $0.isCalled(text) } }

    /// A sheet, or of a rule on a table perhaps a row.
    private func isPlace(_ text: String, of name: ExplainedName) -> Bool {
        if isSheet(text) || text.hasPrefix("#") { return true }
        guard case .rule(let id) = name.target, !program.rules[id].table.isEmpty else { return false }
        return parsed(text) == nil || text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
    }

    private func parsed(_ text: String) -> (Expression, SourceMap)? {
        var sources = state.rules.sources
        let (expression, problems) = Parser.parseExpression(sources.add(name: "<>", bytes: Array(text.utf8)))
        return problems.contains { $0.severity == .error } ? nil : (expression, sources)
    }

    /// An expression, perhaps with a sheet behind it; nil for what is none.
    private func withSheet(_ argument: String) -> (expression: String, sheet: String?)? {
        if parsed(argument) != nil { return (argument, nil) }
        guard let space = argument.lastIndex(where: \.isWhitespace) else { return nil }
        let (start, last) = (String(argument[..<space]), String(argument[argument.index(after: space)...]))
        return isSheet(last) && parsed(start) != nil ? (start, last) : nil
    }

    // MARK: Explaining

    /// - Parameter words: a sheet, and rows of a rule on a table.
    private func explain(_ found: ExplainedName, _ outcomeText: String?, places words: [String]) {
        var outcome: (value: Value, text: String)?
        if let outcomeText {
            switch ExplainedOutcome.find(outcomeText, of: found, in: program) {
            case .success(let value): outcome = (value, outcomeText)
            case .failure(let problem): return tell([.unknownOutcomeInSession(outcomeText, of: found.asked, problem)])
            }
        }
        asked = .name(found.asked)
        let evaluation = Evaluation(program, state.set, only: found.rules, limits: console.work.limits)
        if let stop = evaluation.stop { return tell([.stopped(stop)]) }
        state.rules.tellStaleParameters(of: evaluation, on: console)
        let explained = ExplainedRows(found, evaluation, sheets: sheets, language: language)
        guard !sheets.isEmpty || explained.isOfSet else { return tell([.nothingToExplain]) }
        var code: String?
        var rows: [String] = []
        for word in words {
            if code == nil, isSheet(word) { code = word } else { rows.append(word) }
        }
        if let first = rows.first, !explained.isOnTable { return tell([unknownSheet(first)]) }
        let places: [Int]
        if let code {
            places = sheets.indices.filter { sheets[$0].isCalled(code) }
        } else if let sheet {
            places = [sheet]
        } else if explained.isOfSet {
            places = [0]
        } else if !rows.isEmpty {
            places = Array(sheets.indices)
        } else {
            return offer(SheetOffer(explained, language: language), of: found.asked)
        }
        var printer = ExplanationPrinter(
            format: .text, explained, evaluation, outcome: outcome, showsAllRows: false, on: console)
        var text = ""
        let printed = printer.print(
            explained.isOfSet ? [0] : places, rows: rows, limit: ExplainCommand.maximumRows, of: sheets
        ) { text += $0 }
        if let missing = printed.missing.first {
            let keys = explained.labels(ofSheets: places)
            return tell([.unknownRow(missing, of: found.asked, isTable: true, near: suggestions(for: missing, among: keys))])
        }
        if printed.hidden > 0 {
            let more = Wording(
                ja: "… ほか \(printed.hidden) 行。後ろに行のキーか #番号 を書くと、その行を示します。",
                en: "… and \(printed.hidden) more: a key or #number behind the name shows that row.")
            text += "\n" + more[language] + "\n"
        }
        show(text)
    }

    /// - Parameter code: a sheet; without it the chosen or only one.
    private func explain(expression argument: String, on code: String? = nil) {
        let found = withSheet(argument)
        let argument = found?.expression ?? argument
        let code = found?.sheet ?? code
        guard let checked = checked(question: argument), let index = checked.expressions.indices.last else { return }
        asked = .expression(argument)
        let evaluation = Evaluation(checked, state.set, only: [], limits: console.work.limits)
        if let stop = evaluation.stop { return tell([.stopped(stop)]) }
        state.rules.tellStaleParameters(of: evaluation, on: console)
        let text = ExplanationText(evaluation, language: language, colour: console.usesColour, width: console.explanationWidth)
        guard evaluation.isPerSheet(expression: index) else {
            return show(text.lines(of: evaluation.explanation(ofExpression: index)).map { $0 + "\n" }.joined())
        }
        guard !sheets.isEmpty else { return tell([.nothingToExplain]) }
        let place = code.flatMap { code in sheets(named: code).first ?? sheets.firstIndex { $0.isCalled(code) } } ?? sheet
        guard let place else { return offer(SheetOffer(expression: index, evaluation, sheets: sheets, language: language), of: argument) }
        let lines = text.lines(of: evaluation.explanation(ofExpression: index, sheet: place))
        show(([text.heading(of: sheets[place])] + lines).map { $0 + "\n" }.joined())
    }

    private func unknownSheet(_ name: String) -> Diagnostic {
        var near = suggestions(for: name, among: sheets.map(\.name))
        if near.isEmpty { near = sheets.prefix(5).map(\.name) }
        return .unknownSheet(name, near: near)
    }

    private func offer(_ offer: SheetOffer, of name: String) {
        let name = DisplayWidth.truncated(DiagnosticRenderer.visible(name), to: 40)
        let code = DiagnosticRenderer.visible(offer.first ?? "")
        say(
            ja: "「\(name)」は調書ごとにあります。調書を選んでください（:なぜ \(name) \(code)、または :調書 \(code)）。",
            en: "“\(name)” is there for each sheet: name one (:why \(name) \(code)), or choose one (:sheet \(code)).")
        let lines = offer.lines(width: console.world.screen().width) + (noteOnTrials.map { [$0] } ?? [])
        show(lines.map { $0 + "\n" }.joined())
    }

    /// Prints a result of many lines.
    func show(_ text: String) {
        Pager(console: console).show(text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init))
    }
}

extension Character {
    /// Of a name, or of the path of one.
    fileprivate var isPartOfName: Bool { isLetter || isNumber || self == "_" || self == "." }
}
