import ArgumentParser
import Kijun
import KijunSheets
import KijunSyntax

/// `kijun diff OLD NEW SHEETS…`: what a change of rules does to the same sheets.
struct DiffCommand: Command {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case csv
        case json
    }

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "diff",
            abstract: Tool.says(
                ja: "規則を改めると、調書の判定・検査・値がどう変わるかを示す。", en: "Shows what a change of rules does to the same sheets."))
    }

    @Argument(
        help: ArgumentHelp(
            Tool.says(
                ja: "旧い規則と新しい規則 (.kijun)、続いて調書のファイルかフォルダー。- は標準入力。",
                en: "The old and the new rule file (.kijun), then sheets: files, folders, or - for the standard input."),
            valueName: "old new sheets"))
    var paths: [String] = []

    @Option(help: ArgumentHelp(Tool.says(ja: "結果の形式。", en: "The format of the result.")))
    var format = Format.text

    @Option(
        help: ArgumentHelp(
            Tool.says(
                ja: "変わるものに添える金額などの数: 項目・定義・式。例: 予算額、合計(事務事業.事業費)",
                en: "A number to weigh what moves by: a field, definition or expression, as total_cost."),
            valueName: "number"))
    var weight: String?

    @Option(
        help: ArgumentHelp(
            Tool.says(ja: "コンマで区切った名前の判定・検査・定義だけを比べる。", en: "Compares just these decisions, checks and definitions, separated by commas."),
            valueName: "names"))
    var only: [String] = []

    @Flag(help: ArgumentHelp(Tool.says(ja: "変わる調書をすべて並べる。", en: "Lists everything that moved.")))
    var all = false

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

    @OptionGroup var reading: ReadingArguments

    @OptionGroup var common: CommonOptions

    func run(on console: Console) -> ExitStatus {
        let isRules = { (path: String) in DocumentFormat.ending(of: path) == "kijun" }
        let (ruleFiles, sheetPaths) = (paths.filter(isRules), paths.filter { !isRules($0) })
        guard ruleFiles.count == 2 else {
            console.tell([.notTwoRuleFiles(ruleFiles)])
            return .wrong
        }
        let files = [ruleFiles[0], ruleFiles[1]].map { RuleFiles.load([$0], on: console) }
        guard let old = files[0], let new = files[1] else { return .wrong }
        guard !sheetPaths.isEmpty else {
            console.tell([.noSheets])
            return .wrong
        }
        do {
            let sides = try ComparedSides(
                old: (ruleFiles[0], old), new: (ruleFiles[1], new), sheets: sheetPaths, options: reading.options, on: console)
            return try compare(sides, on: console)
        } catch {
            return error
        }
    }

    private func compare(_ sides: ComparedSides, on console: Console) throws(ExitStatus) -> ExitStatus {
        var (old, new) = (sides.old.rules.program, sides.new.rules.program)
        let pairs = try named(RulePair.pairs(old, new), old, new, on: console)
        var ofWeight: DifferenceWeight?
        if let weight {
            let weighed = try ComparedWeight(weight, old: sides.old.rules, new: sides.new.rules, on: console)
            if weighed.isOfNew { new = weighed.program } else { old = weighed.program }
            ofWeight = DifferenceWeight(isOfNew: weighed.isOfNew, expression: 0)
        }
        let reporter = try sides.reporter(old, new, pairs: pairs, weight: ofWeight, writtenAs: weight, on: console)
        try write(reporter, on: console)
        return sides.unreadable > 0 ? .unreadable : reporter.isEmpty ? .done : .failed
    }

    private func write(_ reporter: DifferenceReporter, on console: Console) throws(ExitStatus) {
        let file = output == "-" ? nil : output
        let bytes: [UInt8]
        switch format {
        case .text:
            let text = reporter.text(listsAll: all, listsValues: !only.isEmpty, colour: console.usesColour && file == nil)
            bytes = Array(text.utf8)
        case .csv: bytes = (file == nil ? [] : CSVText.byteOrderMark) + Array(reporter.csv().utf8)
        case .json:
            var json = JSONText()
            reporter.write(to: &json)
            bytes = json.take() + [UInt8(ascii: "\n")]
        }
        guard let file else { return console.write(bytes) }
        do {
            try console.world.write(file, bytes)
        } catch {
            console.tell([.unwritable(file, error)])
            throw .unreadable
        }
    }

    /// The pairs that `--only` names on either side; nil where it was not given.
    private func named(
        _ pairs: [RulePair], _ old: CheckedProgram, _ new: CheckedProgram, on console: Console
    ) throws(ExitStatus) -> [RulePair]? {
        let asked = RunCommand.names(in: only)
        guard !asked.isEmpty else { return nil }
        var wanted: Set<RulePair> = []
        var unknown: [Diagnostic] = []
        for name in asked {
            let normal = nfkc(name)
            let ofOld = ReportName(name, normalized: normal, in: old)
            let ofNew = ReportName(name, normalized: normal, in: new)
            var found = false
            if case .rule(let id)? = ofOld?.target {
                found = true
                wanted.formUnion(pairs.filter { $0.old == id })
            }
            if case .rule(let id)? = ofNew?.target {
                found = true
                wanted.formUnion(pairs.filter { $0.new == id })
            }
            guard !found else { continue }
            let isField = ofOld != nil || ofNew != nil
            let names = Set(ReportName.all(in: old) + ReportName.all(in: new)).sorted()
            unknown.append(isField ? .notCompared(name) : .unknownOnly(name, candidate: likeliest(name, among: names)))
        }
        guard unknown.isEmpty else {
            console.tell(unknown)
            throw .wrong
        }
        return pairs.filter(wanted.contains)
    }
}
