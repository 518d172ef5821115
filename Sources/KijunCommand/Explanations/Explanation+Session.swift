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
    ]
}
