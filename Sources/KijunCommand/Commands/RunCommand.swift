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

    @Option(
        help: ArgumentHelp(
            Tool.says(
                ja: "同時に計算する数。結果はいくつでも同じ。指定しなければプロセッサーの数（8 まで）。",
                en: "How many parts are worked on at the same time; the result is the same for any. By default one a processor, up to 8."),
            valueName: "n"))
    var jobs: Int?

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
        return GradingRun(
            ruleFiles: files, files: SheetFiles(sheetPaths, in: console.world), format: format, only: only,
            output: output == "-" ? nil : output, options: reading.options,
            threads: jobs ?? min(console.world.processors(), Self.usualJobs),
            console: console
        ).run()
    }

    /// More threads than these gain little: the reading of the file is one piece after the other.
    private static let usualJobs = 8

    func validate() throws {
        guard let jobs, !(1...Self.mostJobs).contains(jobs) else { return }
        throw ValidationError(
            Tool.says(ja: "--jobs は 1 から \(Self.mostJobs) までの数です。", en: "--jobs takes a number from 1 to \(Self.mostJobs)."))
    }

    private static let mostJobs = 256

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
