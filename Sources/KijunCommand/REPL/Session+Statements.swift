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
        var changes: [SessionRules.Change] = []
        do {
            if !used.isEmpty { try written.load(used, in: console.world, schema: schema) }
        } catch {
            return tell(error.diagnostics, in: error.sources)
        }
        let rules = tree.statements.filter { if case .use = $0.kind { false } else { !$0.isExpression } }
        changes += written.add(SyntaxTree(source: tree.source, statements: rules, comments: tree.comments), schema: schema)
        let before = state
        do {
            let what = changes.map(\.key.path) + used
            change(to: try state(written), what: what.joined(separator: language == .ja ? "、" : ", "))
        } catch {
            status = max(status, error)
            return
        }
        tell(state.rules.diagnostics.filter { tree.source.holds($0.span) })
        showEffect(of: changes, from: before)
        runTests(of: tree)
        // Questions of the same entry are about the rules as they are now.
        for case .expression(let expression) in tree.statements.map(\.kind) { evaluate(expression, in: state.rules.sources) }
    }
}

extension Source {
    /// Whether a place is of this source.
    fileprivate func holds(_ place: Span) -> Bool {
        place != .none && place.start >= base && Int(place.start - base) <= bytes.count
    }
}
