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
            "reload", ja: "外で直したファイルを、今の規則と調書に反映する。入力した規則と仮の値は残る。",
            en: "Takes in what was changed in the files. Rules that were typed and trial values stay.", exampleInJapanese: ":再読込",
            example: ":reload"),
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
            "rules", ja: "名前を書くと、その規則の場合に番号が付く。+ は入力した規則。",
            en: "With a name its cases have numbers. A + stands before what was typed.", exampleInJapanese: ":規則\n:規則 取組の判定",
            example: ":rules\n:rules judge"),
        CommandHelp(
            "edit", ja: "エディター（EDITOR）で開き、閉じると反映する。誤りがあれば、何も変えない。",
            en: "Opens your editor (EDITOR) and takes in what you wrote when you leave it; a mistake changes nothing.",
            exampleInJapanese: ":編集\n:編集 取組の判定", example: ":edit\n:edit judge"),
        CommandHelp(
            "save", ja: "今あるファイルに書くときは、先に尋ねる。仮の値は保存しない。",
            en: "Asks before it writes over a file that is there. Trial values are not saved.", exampleInJapanese: ":保存 新しい規則.kijun",
            example: ":save new.kijun"),
        CommandHelp(
            "check", ja: "抜け・競合・決まらない場合など、規則について言えることをすべて示す。", en: "Tells all there is to say of the rules: gaps, conflicts, idle cases.",
            exampleInJapanese: ":点検", example: ":check"),
        CommandHelp(
            "test", ja: "ファイルを書くと、その中のテストを今の規則で実行する。", en: "With a file, the tests in it are run with the rules in force.",
            exampleInJapanese: ":テスト", example: ":test"),
        CommandHelp(
            "diff", ja: "判定や検査が、どの調書でどう変わるか。", en: "Which sheets come out otherwise, and how.", exampleInJapanese: ":比較\n:比較 前の規則.kijun",
            example: ":diff\n:diff old.kijun"),
        CommandHelp(
            "time", ja: "もう一度で、示すのをやめる。", en: "Once more turns it off.", exampleInJapanese: ":時間 on", example: ":time on"),
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
