import Kijun
import KijunSheets
import KijunSyntax

extension Session {
    /// `:type`: what an expression is, without its value.
    func showType(_ argument: String) {
        guard !argument.isEmpty else { return tell([.missingSessionArgument(of: "type")]) }
        var sources = state.rules.sources
        let (expression, problems) = Parser.parseExpression(
            sources.add(name: "<\(Wording(ja: "質問", en: "question")[language])>", bytes: Array(argument.utf8)))
        guard !problems.contains(where: { $0.severity == .error }) else { return tell(problems, in: sources) }
        let (checked, diagnostics) = Checker.check(
            state.rules.trees, sources: sources, schema: state.rules.schema, questions: [expression])
        guard !diagnostics.contains(where: { $0.severity == .error }), let index = checked.expressions.indices.last else {
            return tell(diagnostics, in: sources)
        }
        // Whether it depends on a sheet is known without any.
        let plan = Evaluation(checked, SheetSet([], schema: checked.schema), only: [])
        if let stop = plan.stop { return tell([.stopped(stop)]) }
        let text = TypeText(checked, language: language)
        for line in text.lines(of: checked.expressions[index], isPerSheet: plan.isPerSheet(expression: index)) {
            console.writeLine(DiagnosticRenderer.visible(line))
        }
    }
}
