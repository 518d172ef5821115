import KijunSyntax

extension SessionCommand {
    static let general = [
        SessionCommand("quit", "終了", ja: "終わる", en: "leave") { session, _ in session.isOver = true }
    ]
}
