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
        let (ruleFiles, sheetPaths) = CommandPaths.sorted(paths, in: console.world)
        guard !ruleFiles.isEmpty else {
            console.tell([.noRules])
            return .wrong
        }
        guard let files = RuleFiles.load(ruleFiles, on: console) else { return .wrong }
        let sheetFiles = SheetFiles(sheetPaths, in: console.world)
        let (inferred, unreadable) = LoadedSheets.infer(sheetFiles, for: files, reading.options, on: console)
        var rules = files.checked(schema: inferred?.schema)
        let check = RuleCheck(&rules) { rules in addStaleParameters(to: &rules, files, sheetFiles, on: console) }
        check.write(rules, on: console)
        if rules.hasErrors { return .wrong }
        return max(unreadable > 0 ? .unreadable : .done, RuleCheck.isFaulty(rules) ? .failed : .done)
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
}
