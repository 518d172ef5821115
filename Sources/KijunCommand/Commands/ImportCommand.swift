import ArgumentParser
import Kijun
import KijunSheets
import KijunSyntax

/// `kijun import [RULES…] SHEETS… --into FILE`: reads sheets once and keeps their values, so that they are there at once.
struct ImportCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import",
            abstract: Tool.says(
                ja: "調書を読んで取込ファイルにまとめる。次からはそれをすぐに評価できる。", en: "Reads sheets into one file, which other commands open at once."))
    }

    @Argument(
        help: ArgumentHelp(
            Tool.says(
                ja: "様式のある規則 (.kijun) のファイル（なくてもよい）と、調書のファイルかフォルダー。- は標準入力。",
                en: "Rule files (.kijun) with the form, if there is one; then sheets: files, folders, or - for the standard input."),
            valueName: "rules and sheets"))
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            Tool.says(
                ja: "取込ファイル。既にあれば、変わった調書だけを取り込み直す。",
                en: "The file to keep the sheets in. If it is there already, what has changed is brought up to date."),
            valueName: "file"))
    var into: String

    @OptionGroup var reading: ReadingArguments

    @OptionGroup var common: CommonOptions

    func run(on console: Console) -> ExitStatus {
        let (ruleFiles, sheetPaths) = CommandPaths.sortedForSession(paths)
        guard let files = RuleFiles.load(ruleFiles, on: console) else { return .wrong }
        guard !sheetPaths.isEmpty else {
            console.tell([.noSheets])
            return .wrong
        }
        let options = reading.options
        var sheets = SheetImport(SheetFiles(sheetPaths, in: console.world), by: files, into: into, options, on: console)
        // A break ends the import where it stands, and what it has written goes with it.
        console.world.interrupts.watch()
        defer { console.world.interrupts.ignore() }
        do throws(SheetImport.Stop) {
            let told = try sheets.run()
            console.writeLine(told[console.language])
            return sheets.unreadable > 0 ? .unreadable : .done
        } catch {
            switch error {
            case .told(let status): return status
            case .problem(let problem):
                console.tell([.store(into, problem)])
                return .unreadable
            }
        }
    }
}
