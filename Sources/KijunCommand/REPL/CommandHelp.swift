import KijunSyntax

/// What `:help why` says of a command besides its line in the list: what it does, and an example.
struct CommandHelp {
    let name: String
    let text: Wording
    let example: Wording

    init(_ name: String, ja: String, en: String, exampleInJapanese: String, example: String) {
        self.name = name
        text = Wording(ja: ja, en: en)
        self.example = Wording(ja: exampleInJapanese, en: example)
    }

    static func of(_ name: String) -> CommandHelp? { all.first { $0.name == name } }

    static let all = [
        CommandHelp(
            "load", ja: "同じ名の規則は入れ替わる。調書は読み直しではなく、指定したものに替わる。", en: "Rules of the same name give way; the sheets are those that are named.",
            exampleInJapanese: ":読込 規則.kijun 調書/", example: ":load rules.kijun sheets/"),
        CommandHelp(
            "sheets", ja: "* の付いた調書が、選んだ調書。", en: "A * stands before the one that is chosen.", exampleInJapanese: ":調書一覧",
            example: ":sheets"),
        CommandHelp(
            "sheet", ja: "選ぶと、式はその調書の値になり、:なぜ もその調書について答える。",
            en: "Expressions then have the value of that sheet, and :why is about it.", exampleInJapanese: ":調書 02-10",
            example: ":sheet 02-10"),
        CommandHelp(
            "demo", ja: "今ある規則と調書に替わる。:取消 で戻せる。", en: "It takes the place of what there is; :undo brings that back.",
            exampleInJapanese: ":例",
            example: ":demo"),
        CommandHelp(
            "set", ja: "判定や検査がどう変わるかがすぐに分かる。:仮定解除 か :取消 で元の値に戻る。",
            en: "What it does to decisions and checks is there at once; :unset or :undo gives the value of the sheet back.",
            exampleInJapanese: ":仮定 基準1 = ○", example: ":set basis1 = ○"),
        CommandHelp(
            "unset", ja: "調書に書かれた値に戻る。", en: "The value that stands on the sheet is in force again.", exampleInJapanese: ":仮定解除 基準1",
            example: ":unset basis1"),
        CommandHelp(
            "inspect", ja: "kijun inspect と同じものを示す。", en: "Shows what kijun inspect shows.", exampleInJapanese: ":読取 02-10",
            example: ":inspect 02-10"),
        CommandHelp(
            "drop", ja: "場合の番号は :ヘルプ 判定名 が示す。:取消 で戻せる。", en: ":help of the decision shows the numbers of its cases. :undo brings it back.",
            exampleInJapanese: ":削除 取組の判定 2", example: ":drop judge 2"),
        CommandHelp(
            "undo", ja: "何度でも、始めまで戻れる。", en: "Any number of times, back to the beginning.", exampleInJapanese: ":取消", example: ":undo"),
        CommandHelp(
            "why",
            ja: "名前を省くと、最後に尋ねたことか、ただ一つの判定を説明する。式も説明する。\n調書を省くと、選んだ調書。表の規則は、行のキーか #2 のような番号で一行だけにできる。\n「a でない」で、a になるには何が足りないかと、その差を示す。",
            en:
                "Without a name what was asked last is explained, or the only decision. Expressions are explained too.\nWithout a sheet it is the chosen one. Of a rule on a table a key or #2 behind it picks a row.\nWith “not a”: what it lacks to be a, and by how much.",
            exampleInJapanese: ":なぜ 取組の判定 02-10\n:なぜ 取組の判定 a でない\n:なぜ 合計(事務事業.事業費) > 3億円",
            example: ":why judge 02-10\n:why judge not a\n:why sum(projects.cost) > 3億円"),
        CommandHelp(
            "type", ja: "型、単位、どこで決まったか、調書ごとの値か、空欄になりうるか。",
            en: "Its type and unit, where that comes from, whether each sheet has its own value, and what makes it blank.",
            exampleInJapanese: ":型 合計(事務事業.事業費)", example: ":type sum(projects.cost)"),
        CommandHelp(
            "help", ja: "規則・項目・係数・尺度・関数・言葉・命令・メッセージの番号を説明する。",
            en: "Explains rules, fields, parameters, scales, functions, words, commands and codes of messages.",
            exampleInJapanese: ":ヘルプ 取組の判定\n:ヘルプ 合計\n:ヘルプ K0102", example: ":help judge\n:help sum\n:help K0102"),
        CommandHelp(
            "quit", ja: "exit、終了、^D でも終わる。", en: "exit and ^D do the same.", exampleInJapanese: ":終了", example: ":quit"),
    ]
}
