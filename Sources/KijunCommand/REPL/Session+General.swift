import KijunSyntax

extension SessionCommand {
    static let general = [
        SessionCommand("quit", "終了", ja: "終わる", en: "leave") { session, _ in session.isOver = true },
    ]
}

extension Session {
    /// A line or two for each command.
    func listCommands() {
        let rows = SessionCommand.all.map { command -> (String, String) in
            let names =
                language == .ja ? ":\(command.japanese) :\(command.name)" : ":\(command.name) :\(command.japanese)"
            return (names + " " + command.usage[language], command.summary[language])
        }
        let width = rows.map { DisplayWidth.of($0.0) }.max() ?? 0
        for (name, summary) in rows { console.writeLine("  " + DisplayWidth.padded(name, to: width) + "  " + summary) }
    }
}
