import ArgumentParser
import Kijun
import KijunSheets
import KijunSyntax

/// `kijun check RULES… [SHEETS…]`: the static check alone. Its messages are its result, on the standard output. Sheets only say
/// which fields there are, where the rules have no form.
struct CheckCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "check",
            abstract: Tool.says(
                ja: "規則だけを調べる。名前、種類、単位、循環、空欄の扱いなど。",
                en: "Checks rules without running them: names, types, units, cycles, blanks that reach a rule."))
    }

    @Argument(
        help: ArgumentHelp(
            Tool.says(
                ja: "規則 (.kijun) のファイル。様式がなければ、項目の名前を教える調書も。",
                en: "Rule files (.kijun); without a form also sheets, which say the names of the fields."), valueName: "rules and sheets"))
    var paths: [String] = []

    @Flag(
        help: ArgumentHelp(
            Tool.says(
                ja: "二つの規則（旧、新）の判定が、どんな入力でも同じ結果になることを証明する。違えば例を示す。後に判定の名前を書ける。",
                en:
                    "Proves that the decisions of two rule files, old and new, agree on every input, or shows where they differ; names may follow."
            )))
    var same = false

    @OptionGroup var reading: ReadingArguments

    @OptionGroup var common: CommonOptions

    func run(on console: Console) -> ExitStatus {
        guard !paths.isEmpty else {
            console.tell([.noRules])
            return .wrong
        }
        if same { return compare(on: console) }
        let (ruleFiles, sheetPaths) = CommandPaths.sorted(paths)
        guard !ruleFiles.isEmpty else {
            console.tell([.noRules])
            return .wrong
        }
        guard let files = RuleFiles.load(ruleFiles, on: console) else { return .wrong }
        let sheetFiles = SheetFiles(sheetPaths, in: console.world)
        let (inferred, unreadable) = LoadedSheets.infer(sheetFiles, for: files, reading.options, on: console)
        var rules = files.checked(schema: inferred?.schema)
        var analyses: [DecisionAnalysis] = []
        if !rules.hasErrors {
            analyses = DecisionAnalysis.all(in: rules.program)
            rules.add(analyses.flatMap { $0.diagnostics(in: rules.program) })
            rules.add(Lints.diagnostics(of: rules.program, rules.trees, besides: rules.diagnostics))
            addStaleParameters(to: &rules, files, sheetFiles, on: console)
            // A parameter that holds for the sheets of today may be stale for those of tomorrow.
            rules.addIdleAllowances(except: [.staleParameter])
        }
        console.write(rules.render(rules.diagnostics, for: console))
        if rules.hasErrors { return .wrong }
        if !rules.diagnostics.isEmpty { console.writeLine("") }
        console.writeLine(Self.summary(of: rules)[console.language])
        let notes = rules.diagnostics + rules.allowed
        for line in DecisionAnalysis.summary(analyses, in: rules.program, notes: notes) { console.writeLine(line[console.language]) }
        for line in rules.linesOfAllowed(in: console.language) { console.writeLine(line) }
        let isFaulty = rules.diagnostics.contains { $0.severity == .warning && [.gap, .caseConflict].contains($0.code) }
        return max(unreadable > 0 ? .unreadable : .done, isFaulty ? .failed : .done)
    }

    /// What the years of the sheets say of parameters. What is wrong with the sheets themselves is the matter of `run`.
    private func addStaleParameters(to rules: inout Rules, _ files: RuleFiles, _ sheets: SheetFiles, on console: Console) {
        guard !rules.program.parameters.isEmpty, !sheets.names.isEmpty else { return }
        var world = console.world
        world.message = { _ in }
        let silent = Console(world: world, language: console.language, usesColour: false)
        guard let (_, loaded) = try? LoadedSheets.load(sheets, by: files, reading.options, on: silent) else { return }
        rules.addStaleParameters(of: Evaluation(rules.program, loaded.set))
    }

    private static func summary(of rules: Rules) -> Wording {
        var (definitions, decisions, checks) = (0, 0, 0)
        for rule in rules.program.rules {
            switch rule.body {
            case .definition: definitions += 1
            case .decision: decisions += 1
            case .check: checks += 1
            }
        }
        let warnings = rules.diagnostics.count { $0.severity == .warning }
        func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
        var ja = "誤りはありません。定義 \(definitions) 件 · 判定 \(decisions) 件 · 検査 \(checks) 件"
        var en = "No errors. \(count(definitions, "definition")) · \(count(decisions, "decision")) · \(count(checks, "check"))"
        if !rules.program.tests.isEmpty {
            ja += " · テスト \(rules.program.tests.count) 件"
            en += " · \(count(rules.program.tests.count, "test"))"
        }
        if warnings > 0 {
            ja += " · 注意 \(warnings) 件"
            en += " · \(count(warnings, "warning"))"
        }
        return Wording(ja: ja, en: en)
    }
}
