import KijunSyntax

/// Commands of a session (K0831–K0839).
extension Explanation {
    static let session = [
        Explanation(
            .unknownSessionCommand,
            ja: "コロンで始まる行は対話の命令です。名前の始めだけでも、ほかと区別できれば使えます。:ヘルプ が一覧を示します。",
            en:
                "A line that begins with a colon is a command of the session. The beginning of a name will do where no other command begins so; :help lists them.",
            wrong: ":shet 02-10", right: ":sheet 02-10"),
        Explanation(
            .badSessionArgument, ja: "命令の後に書くものが足りないか、多すぎます。", en: "What follows a command of a session is missing, or too much.",
            wrong: ":drop", right: ":drop judge"),
        Explanation(
            .nothingToUndo, ja: ":取消 は規則や値の変更を一つずつ取り消します。始めまで戻ると、取り消すものはありません。",
            en: ":undo takes back one change of rules or values at a time; at the beginning there is none left.",
            wrong: "（始めに）:undo", right: "judge: otherwise -> b\n:undo"),
        Explanation(
            .stillRead,
            ja: "ほかの規則が読んでいるものは除けません。読んでいる規則を先に書き直すか、それも除いてください。",
            en: "What other rules read cannot be dropped. Change those first so that they do without it, or drop them too.",
            wrong: "rate = 3\njudge: rate > 2 -> a\n:drop rate", right: "rate = 3\njudge: rate > 2 -> a\n:drop judge\n:drop rate"),
        Explanation(
            .noPlaceToSave,
            ja: ":保存 は、読み込んだ規則のファイルに書きます。読み込んだファイルがなければ名前が必要で、ほかのファイルが使っているファイルには全部を書けません。",
            en:
                ":save writes into the file that the rules were loaded from. Where there is none it needs a name, and a file that others use cannot take all rules.",
            wrong: "x = 1\n:save", right: "x = 1\n:save rules.kijun"),
        Explanation(
            .noEditor,
            ja: ":編集 は、環境変数 VISUAL か EDITOR のエディター（なければ editor、nano、vi）を端末で開きます。",
            en: ":edit opens the editor of the variable VISUAL or EDITOR, else editor, nano or vi, at a terminal.",
            wrong: "echo ':edit' | kijun repl rules.kijun", right: "EDITOR=nano kijun repl rules.kijun"),
        Explanation(
            .unclearQuestion, ja: "何を尋ねているのか分かりません。:なぜ だけでは、最後に尋ねたことか、ただ一つの判定を説明します。どちらもなければ、名前を書きます。",
            en:
                "It is not clear what is asked. :why alone explains what was asked last, or the only decision; where there is neither, name what is to be explained.",
            wrong: ":why", right: ":why judge 02-10"),
    ]
}
