import Kijun
import KijunSheets
import KijunSyntax

extension SessionCommand {
    static let rules = [
        SessionCommand(
            "rules", "規則", .rule, usage: Wording(ja: "[名前]", en: "[NAME]"),
            ja: "今の規則の一覧、または一つの規則", en: "list the rules in force, or show one of them"
        ) { session, argument in session.listRules(argument) },
        SessionCommand(
            "drop", "削除", .rule, usage: Wording(ja: "名前 [場合の番号]", en: "NAME [CASE]"),
            ja: "規則、または判定の場合一つを除く", en: "take a rule away, or one case of a decision"
        ) { session, argument in session.drop(argument) },
        SessionCommand(
            "undo", "取消", .plain, usage: Wording(ja: "[回数]", en: "[COUNT]"),
            ja: "規則や値の最後の変更を取り消す", en: "take back the last change of rules or values"
        ) { session, argument in session.takeBack(argument) },
    ]
}

extension Session {
    func drop(_ argument: String) {
        let words = Self.words(of: argument)
        guard let name = words.first else { return tell([.missingSessionArgument(of: "drop")]) }
        let number = words.count > 1 ? Int(nfkc(words[1])) : nil
        guard words.count == 1 || words.count == 2 && number != nil else { return tell([.missingSessionArgument(of: "drop")]) }
        let schema = state.set.schema
        var written = state.written
        let dropped = written.drop(name, case: number, schema: schema)
        guard !dropped.isEmpty else {
            let cases = state.written.cases(of: name, schema: schema)
            if let number, !cases.isEmpty { return tell([.noSuchCase(number, of: name, count: cases.count)]) }
            let names = ExplainedName.all(in: program)
            return tell([.unknownExplained(name, candidate: nearest(name, among: names))])
        }
        let readers = readers(without: written)
        guard readers.isEmpty else { return tell([.stillRead(words.joined(separator: " "), by: readers)]) }
        let before = state
        do {
            change(to: try state(written), what: typed("drop", words.joined(separator: " ")))
        } catch {
            status = max(status, error)
            return
        }
        if let number {
            let text = before.written.cases(of: name, schema: schema)[number - 1].text
            say(ja: "\(name) の場合 \(number) を除きました: \(text)", en: "\(name): case \(number) is gone: \(text)")
        }
        asked = .name(name)
        showEffect(of: dropped.map { SessionRules.Change(key: $0) }, from: before)
    }

    /// The rules that need what is not in force any more, each with its place.
    private func readers(without written: SessionRules) -> [String] {
        guard written.hasForm == state.written.hasForm else { return [] }
        let rules = Rules(written, schema: state.rules.schema)
        var readers: [(name: String, place: String)] = []
        for error in rules.diagnostics where error.severity == .error {
            guard let statement = written.statements.first(where: { $0.span.start <= error.span.start && error.span.start < $0.span.end })
            else { continue }
            let place = rules.sources.place(of: error.span).map { " (\($0.short))" } ?? ""
            let name = statement.shownName(in: language)
            if !readers.contains(where: { $0.name == name }) { readers.append((name, place)) }
        }
        return readers.map { $0.name + $0.place }
    }

    /// A command as it may have been typed: `:drop judge 1`.
    func typed(_ command: String, _ argument: String) -> String {
        SessionCommand.typed(command, argument, in: language)
    }

    func takeBack(_ argument: String) {
        let count = argument.isEmpty ? 1 : Int(nfkc(argument)) ?? 0
        guard count > 0 else { return tell([.badUndo(argument)]) }
        let before = state
        var done = 0
        var touched: Set<Int>? = []
        while done < count, let step = undo() {
            say(ja: "取り消しました: \(step.what)", en: "undone: \(step.what)")
            touched = step.touched.flatMap { touched?.union($0) }
            done += 1
        }
        if done > 0 { showEffect(of: [], from: before, touched: touched?.sorted()) }
        if done < count { tell([.nothingToUndo]) }
    }
}

extension Statement {
    /// What a message calls it.
    func shownName(in language: Language) -> String {
        switch kind {
        case .definition, .decision, .check: target?.path ?? ""
        case .function(let name, _, _): name.text
        case .parameter(let syntax): syntax.name.text
        case .scale(let name, _): name.text
        case .form(let syntax): Wording(ja: "様式 \(syntax.name.text)", en: "form \(syntax.name.text)")[language]
        case .test(let syntax): Wording(ja: "テスト「\(syntax.title)」", en: "test “\(syntax.title)”")[language]
        case .use, .expression: ""
        }
    }
}

extension Diagnostic {
    static var nothingToUndo: Diagnostic {
        Diagnostic(
            .nothingToUndo, at: .none, Wording(ja: "取り消す変更はありません", en: "there is no change to take back"))
    }

    fileprivate static func badUndo(_ text: String) -> Diagnostic {
        Diagnostic(
            .badSessionArgument, at: .none,
            Wording(
                ja: ":取消 の後に書けるのは、取り消す回数だけです（「\(shown(text))」があります）",
                en: ":undo takes how many changes to take back, not “\(shown(text))”"))
    }

    fileprivate static func noSuchCase(_ number: Int, of name: String, count: Int) -> Diagnostic {
        Diagnostic(
            .badSessionArgument, at: .none,
            Wording(
                ja: "\(shown(name)) の場合は \(count) 件です。\(number) 番はありません",
                en: "\(shown(name)) has \(count) \(count == 1 ? "case" : "cases"); there is no case \(number)"),
            hint: Wording(ja: ":規則 \(shown(name)) が番号を示します", en: ":rules \(shown(name)) shows the numbers"))
    }

    /// Who reads what is to go.
    fileprivate static func stillRead(_ what: String, by readers: [String]) -> Diagnostic {
        let list = readers.prefix(5).map { shown($0) }
        let more = readers.count > list.count
        return Diagnostic(
            .stillRead, at: .none,
            Wording(
                ja: "「\(shown(what))」は除けません。\(list.joined(separator: "、"))\(more ? " など" : "") が読んでいます",
                en:
                    "“\(shown(what))” stays: \(list.joined(separator: ", "))\(more ? " and others" : "") \(readers.count == 1 ? "reads" : "read") it"
            ),
            hint: Wording(
                ja: "先にそれを書き直すか、:削除 で除いてください", en: "change what reads it first, or drop that"))
    }
}
