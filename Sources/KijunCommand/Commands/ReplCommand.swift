import ArgumentParser
import Kijun
import KijunSheets
import KijunSyntax

/// `kijun repl RULES… SHEETS…`: a session, in which criteria are designed over sheets. `kijun` alone starts one with nothing.
struct ReplCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "repl",
            abstract: Tool.says(
                ja: "対話。規則を入力すると、調書がどう変わるかがすぐに分かる。",
                en: "A session: type rules and see at once what they do to the sheets."))
    }

    @Argument(
        help: ArgumentHelp(
            Tool.says(ja: "規則 (.kijun) のファイルと、調書のファイルかフォルダー。", en: "Rule files (.kijun), then sheets: files or folders."),
            valueName: "rules and sheets"))
    var paths: [String] = []

    @Flag(
        help: ArgumentHelp(
            Tool.says(
                ja: "標準入力から読むときも、入力を結果の間に示す。", en: "Shows what is read from the standard input among the results.")))
    var echo = false

    @OptionGroup var reading: ReadingArguments

    @OptionGroup var common: CommonOptions

    func run(on console: Console) -> ExitStatus { run(firstLine: nil, on: console) }

    /// - Parameter firstLine: of the standard input, where it was read already.
    func run(firstLine: String?, on console: Console) -> ExitStatus {
        let session: Session
        do { session = try Session(options: reading.options, echoes: echo, on: console) } catch { return error }
        session.nextLine = firstLine
        session.begin(with: paths)
        return session.run()
    }
}

extension Session {
    /// Reads what the command line names, and says what there is.
    func begin(with paths: [String]) {
        if !paths.isEmpty { loadNamed(paths) }
        guard isInteractive || echoes else { return }
        greet()
    }

    /// - Returns: whether it could be loaded.
    @discardableResult
    func loadNamed(_ paths: [String]) -> Bool {
        let (rules, sheets) = CommandPaths.sortedForSession(paths)
        defer { forgetPast() }
        do {
            try load(rules: rules, sheets: sheets)
            unloaded = []
            return true
        } catch {
            status = max(status, error)
            unloaded = paths
            console.tell(
                Wording(
                    ja: "規則か調書が読めないので、まだ何も読み込んでいません。直してから :再読込 としてください。",
                    en: "nothing is loaded yet, for the rules or sheets cannot be read: correct them, then :reload"))
            return false
        }
    }
}
