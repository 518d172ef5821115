import Kijun
import KijunSheets
import KijunSyntax

/// Everything that is done with rules: parsed, printed, checked, and run over a document.
public enum Rules {
    /// - Parameters:
    ///   - source: rules, perhaps with forms.
    ///   - document: a text that the forms may read.
    public static func run(_ source: [UInt8], over document: [UInt8]) {
        let loaded = ProgramLoader.load([(name: "rules.kijun", bytes: source)]) { path, _ in path == "rules.kijun" ? source : nil }
        let (program, diagnostics) = Checker.check(loaded.trees, sources: loaded.sources, schema: nil)
        let all = loaded.diagnostics(with: diagnostics)
        for language in [Language.ja, .en] {
            expectVisible(DiagnosticRenderer(sources: loaded.sources, language: language).render(all))
        }
        if !loaded.diagnostics.contains(where: { $0.severity == .error }), let tree = loaded.trees.last { expectPrintable(tree) }
        if all.contains(where: { $0.severity == .error }) { return }
        Reading(program).read(document, name: "sheet.txt")
    }

    /// What is printed of a tree gives the same tree, and is printed the same.
    private static func expectPrintable(_ tree: SyntaxTree) {
        let text = Printer.text(of: tree)
        var sources = SourceMap()
        let again = Parser.parse(sources.add(name: "printed", bytes: Array(text.utf8)))
        expect(!again.diagnostics.contains { $0.severity == .error }, "the printed source has errors:\n\(text)")
        expect(TreeDump.text(of: again.tree) == TreeDump.text(of: tree), "the printed source is another tree:\n\(text)")
        expect(Printer.text(of: again.tree) == text, "printed twice, it differs:\n\(text)")
    }

    /// An expression alone, as `kijun eval` is given one.
    public static func evaluate(_ expression: [UInt8]) {
        var sources = SourceMap()
        let (tree, problems) = Parser.parseExpression(sources.add(name: "<eval>", bytes: expression))
        expectVisible(DiagnosticRenderer(sources: sources, language: .en).render(problems))
        guard !problems.contains(where: { $0.severity == .error }) else { return }
        let (program, diagnostics) = Checker.check([], sources: sources, schema: nil, questions: [tree])
        expectVisible(DiagnosticRenderer(sources: sources, language: .ja).render(diagnostics))
        guard !diagnostics.contains(where: { $0.severity == .error }), let checked = program.expressions.last else { return }
        let evaluation = Evaluation(program, SheetSet([], schema: program.schema), only: [])
        let index = program.expressions.count - 1
        guard evaluation.stop == nil, !evaluation.isPerSheet(expression: index) else { return }
        let text = ValueText(program: program, language: .ja)
        expectVisible(text.shown(evaluation.value(ofExpression: index), as: checked.type))
    }
}
