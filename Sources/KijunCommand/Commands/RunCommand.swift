import ArgumentParser
import Kijun
import KijunSheets
import KijunSyntax

/// `kijun run RULES SHEETS…`: grades and checks every sheet.
struct RunCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "run", abstract: Tool.says(ja: "調書を評価し、検査する。", en: "Grades and checks evaluation sheets."))
    }

    @Argument(
        help: ArgumentHelp(
            Tool.says(
                ja: "規則 (.kijun) のファイルと、調書のファイルかフォルダー。- は標準入力。",
                en: "Rule files (.kijun), then sheets: files, folders, or - for the standard input."), valueName: "rules and sheets"))
    var paths: [String] = []

    @Option(help: ArgumentHelp(Tool.says(ja: "結果の形式。", en: "The format of the result.")))
    var format = OutputFormat.text

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            Tool.says(
                ja: "結果を書くファイル。出来上がってから置き換える。csv には Excel のために UTF-8 の印 (BOM) を付ける。- は標準出力。",
                en:
                    "The file for the result; it is replaced as a whole. A csv begins with a byte order mark, for Excel. - is the standard output."
            ),
            valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            Tool.says(
                ja: "コンマで区切った名前だけを出す。csv、json、jsonl では平らな記録になる。failed は不適合の検査の一覧。",
                en: "Just these names, separated by commas; flat records in csv, json and jsonl. “failed” lists the failed checks."),
            valueName: "names"))
    var only: [String] = []

    @OptionGroup var reading: ReadingArguments

    @OptionGroup var common: CommonOptions

    func run(on console: Console) -> ExitStatus {
        let (ruleFiles, sheetPaths) = CommandPaths.sorted(paths, in: console.world)
        guard !ruleFiles.isEmpty else {
            console.tell([.noRules])
            return .wrong
        }
        guard let files = RuleFiles.load(ruleFiles, on: console) else { return .wrong }
        guard !sheetPaths.isEmpty else {
            if files.checked().tellProblems(on: console) { console.tell([.noSheets]) }
            return .wrong
        }
        let sheetFiles = SheetFiles(sheetPaths, in: console.world)
        let (rules, loaded): (Rules, LoadedSheets)
        do { (rules, loaded) = try LoadedSheets.load(sheetFiles, by: files, reading.options, on: console) } catch { return error }
        let names: [ReportName]?
        switch Self.names(only, in: rules.program) {
        case .success(let found): names = found
        case .failure(let unknown):
            console.tell(unknown.diagnostics)
            return .wrong
        }
        return grade(loaded, by: rules, names: names, on: console)
    }

    private func grade(_ loaded: LoadedSheets, by rules: Rules, names: [ReportName]?, on console: Console) -> ExitStatus {
        let program = rules.program
        let evaluation = Evaluation(program, loaded.set, only: Reporter.rules(of: names, in: program), limits: console.work.limits)
        if let stop = evaluation.stop {
            console.tell([.stopped(stop)])
            return .failed
        }
        rules.tellStaleParameters(of: evaluation, on: console)
        let file = output == "-" ? nil : output
        let reporter = Reporter(evaluation, sheets: loaded.sheets, language: console.language, only: names)
        var printer = RunPrinter(
            format: format, language: console.language, usesColour: console.usesColour && file == nil,
            showsTable: format == .table || loaded.sheets.count > 1, names: names)
        for sheet in loaded.sheets.indices {
            printer.add(reporter, sheet: sheet)
            if file == nil { console.write(printer.take()) }
        }
        printer.finish(reporter.reportOfSet(), unreadable: loaded.unreadable)
        if let file {
            do {
                try console.world.write(file, (format == .csv ? CSVText.byteOrderMark : []) + printer.take())
            } catch {
                console.tell([.unwritable(file, error)])
                return .unreadable
            }
        } else {
            console.write(printer.take())
        }
        return loaded.unreadable > 0 ? .unreadable : printer.summary.isClean ? .done : .failed
    }

    struct UnknownNames: Error {
        let diagnostics: [Diagnostic]
    }

    /// The names that stand in options of names.
    static func names(in options: [String]) -> [String] {
        options.flatMap { $0.split(whereSeparator: { $0 == "," || $0 == "、" || $0 == "，" }) }
            .map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty }
    }

    /// The names of `--only`, nil where it was not given.
    static func names(_ only: [String], in program: CheckedProgram) -> Result<[ReportName]?, UnknownNames> {
        let asked = names(in: only)
        guard !asked.isEmpty else { return .success(nil) }
        var names: [ReportName] = []
        var unknown: [Diagnostic] = []
        for name in asked where !names.contains(where: { $0.asked == name }) {
            if let found = ReportName(name, normalized: nfkc(name), in: program) {
                names.append(found)
            } else {
                unknown.append(.unknownOnly(name, candidate: likeliest(name, among: ReportName.all(in: program))))
            }
        }
        return unknown.isEmpty ? .success(names) : .failure(UnknownNames(diagnostics: unknown))
    }
}
