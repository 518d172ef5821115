import ArgumentParser
import Kijun
import KijunSheets
import KijunSyntax

/// `kijun eval EXPR`: the value of one expression; `kijun eval -` of one on every line of the standard input.
struct EvalCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "eval",
            abstract: Tool.says(
                ja: "式の値を示す。- なら標準入力の一行ごとに一つの式。", en: "The value of an expression; with - of one on each line of the standard input."))
    }

    @Argument(help: ArgumentHelp(Tool.says(ja: "式。- は標準入力。", en: "An expression, or - for the standard input."), valueName: "expression"))
    var expression: String

    @Option(help: ArgumentHelp(Tool.says(ja: "式で使う規則のファイル。", en: "Rules whose names the expression may use."), valueName: "file"))
    var rules: [String] = []

    @Option(
        name: .customLong("sheet"),
        help: ArgumentHelp(
            Tool.says(
                ja: "式が読む調書。ファイルかフォルダー。いくつでも書ける。",
                en: "The sheets that the expression reads: a file or a folder. It may be given several times."), valueName: "file"))
    var sheetPaths: [String] = []

    @OptionGroup var reading: ReadingArguments

    @OptionGroup var common: CommonOptions

    func run(on console: Console) -> ExitStatus {
        guard let files = RuleFiles.load(self.rules, on: console) else { return .wrong }
        let sheetFiles = SheetFiles(sheetPaths, in: console.world)
        let (rules, loaded): (Rules, LoadedSheets)
        do { (rules, loaded) = try LoadedSheets.load(sheetFiles, by: files, reading.options, on: console) } catch { return error }
        if !sheetPaths.isEmpty, loaded.sheets.isEmpty { return .unreadable }
        let evaluator = ExpressionEvaluator(
            rules: rules, sheets: loaded.set, language: console.language, notes: expression == "-" ? nil : console)
        if expression == "-" { return evaluateLines(with: evaluator, on: console) }
        switch evaluator.evaluate(Array(expression.utf8)) {
        case .wrong(let diagnostics, let sources):
            console.tell(
                DiagnosticRenderer(sources: sources, language: console.language, usesColour: console.usesColour).render(diagnostics))
            return .wrong
        case .unknown(let reasons, _):
            console.writeLine(Self.undetermined(reasons, console.language))
            return .failed
        case .perSheet(let values, let type, let program):
            return tell(values, type, program, of: loaded.sheets, on: console)
        case .value(let value, let type, let program):
            // In a file or a pipe nothing is cut.
            let table = ValueTable(
                program: program, language: console.language, width: console.world.isTerminal ? console.world.screen().width : nil,
                identity: loaded.identity(in: program), usesColour: console.usesColour)
            let thresholds = program.expressions.last?.thresholds ?? []
            for line in table.lines(value, as: type, thresholds: thresholds) { console.writeLine(line) }
            return .done
        }
    }

    private static func undetermined(_ reasons: String, _ language: Language) -> String {
        let word = language == .ja ? "未定" : "undetermined"
        return reasons.isEmpty ? word : "\(word): \(reasons)"
    }

    /// A line for each sheet: its name and the value.
    private func tell(
        _ values: [ExpressionEvaluator.SheetValue], _ type: Type, _ program: CheckedProgram, of sheets: [LoadedSheet], on console: Console
    ) -> ExitStatus {
        let texts = ValueText(program: program, language: console.language)
        let names = sheets.map { DisplayWidth.truncated(DiagnosticRenderer.visible($0.name), to: 40) }
        let width = names.map(DisplayWidth.of).max() ?? 0
        var status = ExitStatus.done
        for (name, value) in zip(names, values) {
            let isOpen = value.value == .undetermined
            if isOpen { status = .failed }
            let shown = isOpen ? Self.undetermined(value.reasons(), console.language) : texts.line(value.value, as: type)
            console.writeLine(DisplayWidth.padded(name, to: width) + "  " + shown)
        }
        return status
    }

    /// One line of output for each line of input, written at once: a program may wait for it.
    private func evaluateLines(with evaluator: ExpressionEvaluator, on console: Console) -> ExitStatus {
        var status = ExitStatus.done
        while let line = console.world.nextLine() {
            switch evaluator.evaluate(line) {
            case .wrong(let diagnostics, _):
                let first = DiagnosticRenderer.sorted(diagnostics).first { $0.severity == .error }
                console.writeLine("error: " + DiagnosticRenderer.visible(first?.message[console.language] ?? ""))
                status = .wrong
            case .unknown(let reasons, _):
                console.writeLine("undetermined: " + DiagnosticRenderer.visible(reasons))
                status = max(status, .failed)
            case .value(let value, let type, let program):
                console.writeLine(ValueText(program: program, language: console.language).plain(value, as: type))
            case .perSheet(let values, let type, let program):
                // One line for each line of input: of several sheets a list in their order.
                let texts = ValueText(program: program, language: console.language)
                console.writeLine("[" + values.map { texts.plain($0.value, as: type) }.joined(separator: ", ") + "]")
                if values.contains(where: { $0.value == .undetermined }) { status = max(status, .failed) }
            }
            console.flush()
            guard console.isReachable else { break }
        }
        return status
    }
}
