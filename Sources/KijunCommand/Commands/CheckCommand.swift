import ArgumentParser
import Kijun
import KijunSyntax

/// `kijun check RULES…`: the static check alone. Its messages are its result, on the standard output.
struct CheckCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "check",
            abstract: Tool.says(
                ja: "規則だけを調べる。名前、種類、単位、循環、空欄の扱いなど。",
                en: "Checks rules without sheets: names, types, units, cycles, blanks that reach a rule."))
    }

    @Argument(help: ArgumentHelp(Tool.says(ja: "規則のファイル。", en: "Rule files."), valueName: "rules"))
    var paths: [String] = []

    @OptionGroup var common: CommonOptions

    func run(on console: Console) -> ExitStatus {
        guard !paths.isEmpty else {
            console.tell([.noRules])
            return .wrong
        }
        guard let rules = RuleFiles.load(paths, on: console)?.checked() else { return .wrong }
        console.write(rules.render(rules.diagnostics, for: console))
        if rules.hasErrors { return .wrong }
        if !rules.diagnostics.isEmpty { console.writeLine("") }
        console.writeLine(Self.summary(of: rules)[console.language])
        return .done
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
