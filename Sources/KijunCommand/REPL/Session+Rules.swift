import Kijun
import KijunSheets
import KijunSyntax

extension SessionCommand {
    static let rules = [
        SessionCommand(
            "drop", "削除", .rule, usage: Wording(ja: "名前 [場合の番号]", en: "NAME [CASE]"),
            ja: "規則、または判定の場合一つを除く", en: "take a rule away, or one case of a decision"
        ) { session, argument in session.drop(argument) },
        SessionCommand("undo", "取消", ja: "規則や値の最後の変更を取り消す", en: "take back the last change of rules or values") { session, _ in
            session.takeBack()
        },
    ]
}

extension Session {
    func drop(_ argument: String) {
        let words = Self.words(of: argument)
        guard let name = words.first else { return tell([.missingSessionArgument(of: "drop")]) }
        let number = words.count > 1 ? Int(nfkc(words[1])) : nil
        guard words.count == 1 || words.count == 2 && number != nil else { return tell([.missingSessionArgument(of: "drop")]) }
        var written = state.written
        let dropped = written.drop(name, case: number, schema: state.set.schema)
        guard !dropped.isEmpty else {
            let names = ExplainedName.all(in: program)
            return tell([.unknownExplained(words.joined(separator: " "), candidate: nearest(name, among: names))])
        }
        let before = state
        do {
            change(to: try state(written), what: words.joined(separator: " "))
        } catch {
            status = max(status, error)
            return
        }
        showEffect(of: dropped.map { SessionRules.Change(key: $0) }, from: before)
    }

    func takeBack() {
        let before = state
        guard let what = undo() else { return tell([.nothingToUndo]) }
        say(ja: "取り消しました: \(what)", en: "undone: \(what)")
        showEffect(of: [], from: before)
    }
}

extension Diagnostic {
    static var nothingToUndo: Diagnostic {
        Diagnostic(
            .nothingToUndo, at: .none, Wording(ja: "取り消す変更はありません", en: "there is no change to take back"))
    }
}
