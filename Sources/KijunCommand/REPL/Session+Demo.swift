import Kijun
import KijunSyntax

extension SessionCommand {
    static let demo = [
        SessionCommand("demo", "例", ja: "見本の規則と調書で試す", en: "try it with sample rules and sheets") { session, _ in session.loadDemo() }
    ]
}

extension Session {
    /// What there is to be said at the start: three lines for someone who has given nothing, one for who has.
    func greet() {
        guard state.sheetPaths.isEmpty, state.written.files.isEmpty else {
            console.writeLine(
                "Kijun \(Tool.version) — \(whatIsLoaded)" + Wording(ja: "。:ヘルプ で使い方", en: ". :help for help")[language])
            tellFindings()
            return
        }
        console.writeLine(
            Wording(
                ja: """
                    Kijun \(Tool.version) — 評価の基準を一行ずつ書き、調書がどう変わるかをその場で見ます。
                    初めてなら :例 で見本を。手元の規則と調書は :読込 規則.kijun 調書のフォルダー
                    :ヘルプ で命令の一覧、:終了 で終わります。
                    """,
                en: """
                    Kijun \(Tool.version) — write criteria line by line, and see at once what they do.
                    New here? Type :demo for a sample. Your own rules and sheets: :load RULES SHEETS
                    :help lists the commands, :quit leaves.
                    """)[language])
    }

    /// Takes the place of whatever there is; `:undo` brings that back.
    func loadDemo() {
        var written = SessionRules()
        do throws(SessionRules.Problems) {
            try written.load([Demo.rules], in: console.world, schema: .empty)
        } catch {
            return tell(error.diagnostics, in: error.sources)
        }
        do throws(ExitStatus) {
            change(to: try state(written, readingSheets: [Demo.sheets]), what: SessionCommand.typed("demo", in: language))
        } catch {
            status = max(status, error)
            return
        }
        chosen = nil
        saved = state.written.asRead
        say(
            ja: "架空の県の施策 \(sheets.count) 件と、それを判定する規則です。たとえばこう入力します。",
            en: "\(sheets.count) policies of a made-up prefecture are loaded, and rules that judge them. Type, for example:")
        let width = Self.tries.map { DisplayWidth.of($0.entry[language]) }.max() ?? 0
        for (entry, meaning) in Self.tries {
            console.writeLine("  " + DisplayWidth.padded(entry[language], to: width) + "  # " + meaning[language])
        }
    }

    /// What can be typed over the sample, in an order in which it makes sense.
    private static let tries: [(entry: Wording, meaning: Wording)] = [
        (Wording(ja: "判定", en: "judge"), Wording(ja: "すべての施策の判定を見る", en: "how all of them are judged")),
        (
            Wording(ja: #"判定: 必要性 == △ -> "d""#, en: #"judge: basis1 == "△" -> "d""#),
            Wording(ja: "場合を加え、影響を見る", en: "add a case, and see what changes")
        ),
        (Wording(ja: ":なぜ 判定 1-03", en: ":why judge 1-03"), Wording(ja: "なぜその判定か", en: "why, down to the cells")),
        (
            Wording(ja: "全調書 のうち 達成率 < 90% select 番号, 達成率", en: "sheets where rate < 90% select code, rate"),
            Wording(ja: "調書を選んで表にする", en: "choose sheets, as a table")
        ),
        (
            Wording(ja: ":調書 3-02", en: ":sheet 3-02"), Wording(ja: "一つの調書を選ぶ", en: "choose one sheet")
        ),
        (
            Wording(ja: ":仮定 実績 = 430", en: ":set actual = 430"),
            Wording(ja: "この値だったら? :取消 で戻る", en: "what if; :undo takes it back")
        ),
    ]
}
