import Kijun
import KijunSheets
import KijunSyntax

/// Statements: what they change.
extension Session {
    /// Puts the statements of an entry in force, all or none.
    func take(_ tree: SyntaxTree, into written: SessionRules) {
        var written = written
        var used: [String] = []
        for case .use(let path, _) in tree.statements.map(\.kind) { used.append(path) }
        let schema = state.set.schema
        do {
            for path in try written.use(used, in: console.world) {
                say(ja: "\(path) はもう使われています（読み直すには :再読込）", en: "\(path) is in use already (:reload reads it again)")
            }
        } catch {
            return tell(error.diagnostics, in: error.sources)
        }
        let rules = tree.statements.filter { if case .use = $0.kind { false } else { !$0.isExpression } }
        let changes = written.add(SyntaxTree(source: tree.source, statements: rules, comments: tree.comments), schema: schema)
        let before = state
        guard !changes.isEmpty || written.trees.count != state.written.trees.count else { return }
        do {
            change(to: try state(written), what: named(tree))
        } catch {
            status = max(status, error)
            return
        }
        showEffect(of: changes, from: before)
        tellWarnings(of: tree.source)
        runTests(of: tree)
        // Questions of the same entry are about the rules as they are now.
        for case .expression(let expression) in tree.statements.map(\.kind) { evaluate(expression, in: state.rules.sources) }
    }

    /// The names of an entry as they were typed.
    private func named(_ tree: SyntaxTree) -> String {
        var names: [String] = []
        for statement in tree.statements where !statement.isExpression {
            let name: String
            if case .use(let path, _) = statement.kind { name = "use \"\(path)\"" } else { name = statement.shownName(in: language) }
            if !names.contains(name) { names.append(name) }
        }
        return names.joined(separator: language == .ja ? "、" : ", ")
    }
}
