import ArgumentParser
import KijunSyntax

/// `kijun help`, `kijun help run`, `kijun help K0102`.
struct HelpCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "help", abstract: Tool.says(ja: "命令、またはエラーの番号を説明する。", en: "Explains a command, or the code of an error."))
    }

    @Argument(
        help: ArgumentHelp(
            Tool.says(ja: "命令の名前か、K0102 のような番号。", en: "Names of commands, or codes such as K0102."), valueName: "command|code"))
    var topics: [String] = []

    @OptionGroup var common: CommonOptions

    func run(on console: Console) -> ExitStatus {
        if topics.isEmpty { console.write(Usage.help(for: Tool.self)) }
        var status = ExitStatus.done
        for (index, topic) in topics.enumerated() {
            if index > 0 { console.writeLine("") }
            if let command = Tool.commands.first(where: { $0._commandName == topic }) {
                console.write(Usage.help(for: command))
            } else if let code = Self.code(topic), let explanation = Explanation.of(code) {
                console.write(explanation.rendered(in: console.language))
            } else {
                console.tell(Self.unknown(topic))
                status = .wrong
            }
        }
        return status
    }

    /// `K0102`, also `k0102` and `K102`.
    static func code(_ topic: String) -> DiagnosticCode? {
        guard let letter = topic.first, letter == "K" || letter == "k" else { return nil }
        let digits = topic.dropFirst()
        guard digits.count <= 4 else { return nil }
        return DiagnosticCode(rawValue: "K" + String(repeating: "0", count: 4 - digits.count) + digits)
    }

    private static func unknown(_ topic: String) -> Wording {
        let shown = topic.count > 60 ? String(topic.prefix(60)) + "…" : topic
        let commands = Tool.commands.map { $0._commandName }.joined(separator: ", ")
        return Wording(
            ja: "error: 「\(shown)」という命令も番号もありません。命令は \(commands)、番号は K0102 の形です。",
            en: "error: “\(shown)” is neither a command nor a code. Commands: \(commands). A code looks like K0102.")
    }
}
