import Kijun
import KijunSyntax

/// The static check of rules: gaps, conflicts and lints besides what the checker says.
struct RuleCheck {
    private let analyses: [DecisionAnalysis]

    /// Adds to rules all that there is to say of them.
    ///
    /// - Parameter addStaleParameters: adds what sheets say of the parameters.
    init(_ rules: inout Rules, addStaleParameters: (inout Rules) -> Void) {
        guard !rules.hasErrors else {
            analyses = []
            return
        }
        analyses = DecisionAnalysis.all(in: rules.program)
        rules.add(analyses.flatMap { $0.diagnostics(in: rules.program) })
        rules.add(Lints.diagnostics(of: rules.program, rules.trees, besides: rules.diagnostics))
        addStaleParameters(&rules)
        // A parameter that holds for the sheets of today may be stale for those of tomorrow.
        rules.addIdleAllowances(except: [.staleParameter])
    }

    /// A decision has a gap or a conflict.
    static func isFaulty(_ rules: Rules) -> Bool {
        rules.diagnostics.contains { $0.severity == .warning && [.gap, .caseConflict].contains($0.code) }
    }

    /// Writes what is wrong, and unless that is an error what there is.
    func write(_ rules: Rules, on console: Console) {
        console.write(rules.render(rules.diagnostics, for: console))
        if rules.hasErrors { return }
        if !rules.diagnostics.isEmpty { console.writeLine("") }
        console.writeLine(Self.summary(of: rules)[console.language])
        let notes = rules.diagnostics + rules.allowed
        for line in DecisionAnalysis.summary(analyses, in: rules.program, notes: notes) { console.writeLine(line[console.language]) }
        for line in rules.linesOfAllowed(in: console.language) { console.writeLine(line) }
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
