import Kijun
import KijunSheets
import KijunSyntax

/// Bare expressions: questions about the chosen sheet, or about all of them.
extension Session {
    /// - Parameter sources: with the text of the expression.
    func evaluate(_ expression: Expression, in sources: SourceMap) {
        let evaluator = ExpressionEvaluator(rules: state.rules, sheets: state.set, language: language, notes: console)
        switch evaluator.evaluate(expression, in: sources, sheet: sheet) {
        case .wrong(let diagnostics, let sources): tell(diagnostics, in: sources)
        case .unknown(let reasons):
            let word = Wording(ja: "未定", en: "undetermined")[language]
            console.writeLine(reasons.isEmpty ? word : "\(word): \(reasons)")
        case .value(let value, let type, let program):
            console.writeLine(ValueText(program: program, language: language).shown(value, as: type))
        case .perSheet(let values, let type, let program):
            let texts = ValueText(program: program, language: language)
            for (sheet, (value, reasons)) in zip(sheets, values) {
                let open = value == .undetermined && !reasons.isEmpty ? ": \(reasons)" : ""
                console.writeLine(DiagnosticRenderer.visible(sheet.name) + "  " + texts.line(value, as: type) + open)
            }
        }
    }
}
