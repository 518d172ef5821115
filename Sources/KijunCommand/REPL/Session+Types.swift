import Kijun
import KijunSheets
import KijunSyntax

extension Session {
    /// The rules in force with an expression that is asked about as the last of their expressions; nil with what is wrong told.
    func checked(question text: String) -> CheckedProgram? {
        var sources = state.rules.sources
        let (expression, problems) = Parser.parseExpression(
            sources.add(name: "<\(Wording(ja: "質問", en: "question")[language])>", bytes: Array(text.utf8)))
        var errors = problems.filter { $0.severity == .error }
        guard errors.isEmpty else {
            tell(errors, in: sources)
            return nil
        }
        let (checked, diagnostics) = Checker.check(
            state.rules.trees, sources: sources, schema: state.rules.schema, questions: [expression])
        errors = diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty else {
            tell(errors, in: sources)
            return nil
        }
        return checked
    }

    /// `:type`: what an expression is, without its value.
    func showType(_ argument: String) {
        guard !argument.isEmpty else { return tell([.missingSessionArgument(of: "type")]) }
        guard let checked = checked(question: argument), let index = checked.expressions.indices.last else { return }
        // Whether it depends on a sheet is known without any.
        let plan = Evaluation(checked, SheetSet([], schema: checked.schema), only: [])
        if let stop = plan.stop { return tell([.stopped(stop)]) }
        let text = TypeText(checked, language: language)
        for line in text.lines(of: checked.expressions[index], isPerSheet: plan.isPerSheet(expression: index)) {
            console.writeLine(DiagnosticRenderer.visible(line))
        }
    }
}
