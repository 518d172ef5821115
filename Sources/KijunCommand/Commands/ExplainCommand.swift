import ArgumentParser
import Kijun
import KijunSheets
import KijunSyntax

/// `kijun explain NAME RULES… SHEETS…`: why a rule came out as it did, down to the cells, and what another outcome would need.
struct ExplainCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "explain",
            abstract: Tool.says(
                ja: "判定・検査・定義・項目が、なぜそうなったかをセルまで示す。",
                en: "Why a decision, check, definition or field came out as it did, down to the cells."))
    }

    @Argument(
        help: ArgumentHelp(
            Tool.says(
                ja: "説明する名前。表の規則は 表.名前。別名でもよい。", en: "The name to explain, or an alias; of a rule on a table TABLE.NAME."),
            valueName: "name"))
    var name: String

    @Argument(
        help: ArgumentHelp(
            Tool.says(
                ja: "規則 (.kijun) のファイルと、調書のファイルかフォルダー。- は標準入力。",
                en: "Rule files (.kijun), then sheets: files, folders, or - for the standard input."), valueName: "rules and sheets"))
    var paths: [String] = []

    @Option(
        name: .customLong("sheet"),
        help: ArgumentHelp(
            Tool.says(ja: "この調書だけ。調書の番号か名前。いくつでも書ける。", en: "Just this sheet, by its code. It may be given several times."),
            valueName: "code"))
    var codes: [String] = []

    @Option(
        name: .customLong("row"),
        help: ArgumentHelp(
            Tool.says(
                ja: "表の規則では、この行だけ。行のキーか番号。いくつでも書ける。",
                en: "Of a rule on a table just this row, by its key or number. It may be given several times."), valueName: "key"))
    var rows: [String] = []

    @Option(
        help: ArgumentHelp(
            Tool.says(ja: "判定が、なぜこの結果にならなかったか。", en: "Why a decision did not come out so."), valueName: "outcome"))
    var not: String?

    @Flag(
        name: .customLong("all"),
        help: ArgumentHelp(Tool.says(ja: "一覧や合計のすべての行を示す。", en: "Shows every row of lists and sums.")))
    var showsAllRows = false

    @Option(help: ArgumentHelp(Tool.says(ja: "結果の形式。", en: "The format of the result.")))
    var format = ExplanationFormat.text

    @OptionGroup var reading: ReadingArguments

    @OptionGroup var common: CommonOptions

    func run(on console: Console) -> ExitStatus {
        let (ruleFiles, sheetPaths) = CommandPaths.sorted(paths, in: console.world)
        guard DocumentFormat.ending(of: name) != "kijun" else {
            console.tell([.unknownExplained(name, candidate: nil)])
            return .wrong
        }
        guard !ruleFiles.isEmpty else {
            console.tell([.noRules])
            return .wrong
        }
        guard let files = RuleFiles.load(ruleFiles, on: console) else { return .wrong }
        let sheetFiles = SheetFiles(sheetPaths, in: console.world)
        let (rules, loaded): (Rules, LoadedSheets)
        do { (rules, loaded) = try LoadedSheets.load(sheetFiles, by: files, reading.options, on: console) } catch { return error }
        let found: ExplainedName
        switch ExplainedName.find(name, in: rules.program) {
        case .success(let name): found = name
        case .failure(let unknown):
            let near = unknown.candidates.isEmpty ? nearest(name, among: ExplainedName.all(in: rules.program)) : nil
            let candidate = near ?? unknown.candidates.prefix(8).joined(separator: console.language == .ja ? "、" : ", ")
            console.tell([.unknownExplained(name, candidate: candidate.isEmpty ? nil : candidate)])
            return .wrong
        }
        var outcome: (value: Value, text: String)?
        if let not {
            switch ExplainedOutcome.find(not, of: found, in: rules.program) {
            case .success(let value): outcome = (value, not)
            case .failure(let problem):
                console.tell([.unknownOutcome(not, of: name, problem)])
                return .wrong
            }
        }
        let evaluation = Evaluation(rules.program, loaded.set, only: found.rules, limits: console.work.limits)
        if let stop = evaluation.stop {
            console.tell([.stopped(stop)])
            return .failed
        }
        rules.tellStaleParameters(of: evaluation, on: console)
        return explain(found, outcome, evaluation, loaded, on: console)
    }

    /// So many rows or sheets are explained where none is named.
    static let maximumRows = 200

    private func explain(
        _ found: ExplainedName, _ outcome: (value: Value, text: String)?, _ evaluation: Evaluation, _ loaded: LoadedSheets,
        on console: Console
    ) -> ExitStatus {
        let explained = ExplainedRows(found, evaluation, sheets: loaded.sheets, language: console.language)
        guard !loaded.sheets.isEmpty || explained.isOfSet else {
            if loaded.unreadable > 0 { return .unreadable }
            console.tell([.noSheets])
            return .wrong
        }
        let chosen: [Int]
        switch explained.sheets(named: codes) {
        case .success(let sheets): chosen = sheets
        case .failure(let unknown):
            console.tell(unknown.names.map { .unknownSheet($0.name, near: $0.near) })
            return .wrong
        }
        var printer = ExplanationPrinter(format: format, explained, evaluation, outcome: outcome, showsAllRows: showsAllRows, on: console)
        let limit = format == .text && !showsAllRows ? Self.maximumRows : Int.max
        let places = explained.isOfSet ? [0] : chosen
        let printed = printer.print(places, rows: rows, limit: limit, of: loaded.sheets) { console.write($0) }
        guard printed.missing.isEmpty else {
            let keys = explained.labels(ofSheets: places)
            console.tell(
                printed.missing.map { .unknownRow($0, of: name, isTable: !keys.isEmpty, near: suggestions(for: $0, among: keys)) })
            return .wrong
        }
        if printed.hidden > 0 {
            let more = Wording(
                ja: "… ほか \(printed.hidden) 件。--sheet か --row で選ぶか、--all ですべてを示します。",
                en: "… and \(printed.hidden) more: choose with --sheet or --row, or see them all with --all.")
            console.write("\n" + more[console.language] + "\n")
        }
        printer.finish()
        console.write(printer.take())
        return loaded.unreadable > 0 ? .unreadable : .done
    }
}

/// The formats of `kijun explain`.
enum ExplanationFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
}
