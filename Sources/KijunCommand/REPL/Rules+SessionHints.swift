import Kijun
import KijunSyntax

/// What helps in a session, where the older statements cannot be retyped in their place.
extension Rules {
    /// The diagnostic with what can be typed about it.
    func hintedInSession(_ diagnostic: Diagnostic, _ written: SessionRules) -> Diagnostic {
        guard let statement = written.statements.last(where: { $0.span.contains(diagnostic.span) }), isTyped(statement, in: written) else {
            return diagnostic
        }
        switch (diagnostic.code, statement.kind) {
        case (.mixedPolicies, .decision(let decision)):
            let name = decision.target.path
            let isFirst = decision.policy == .first
            return diagnostic.hinted(
                isFirst
                    ? Wording(
                        ja: "今ある場合を :削除 \(name) で除いてから入力するか、first を取って \(name): で足します",
                        en: ":drop \(name) takes the older cases away; or add to them with \(name): without first")
                    : Wording(
                        ja: "\(name) first: と書いて、その下に入力します（ブロックは今ある順の全体と入れ替わります）",
                        en: "type it under \"\(name) first:\" (a block there takes the place of the whole order)"))
        case (.duplicateName, .definition(let target, _)) where target.tables.isEmpty && program.schema.index(of: target.name.text) != nil:
            let text = sources.text(of: statement.span).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            return diagnostic.hinted(
                Wording(
                    ja: "\(target.path) は調書の項目です。値を仮に変えるには :仮定 \(text)",
                    en: "\(target.path) is a field of the sheets: to try a value, :set \(text)"))
        default: return diagnostic
        }
    }

    private func isTyped(_ statement: Statement, in written: SessionRules) -> Bool {
        written.trees.contains { $0.isTyped && $0.statements.contains { $0.span == statement.span } }
    }
}

extension Diagnostic {
    fileprivate func hinted(_ hint: Wording) -> Diagnostic { Diagnostic(code, severity, at: span, message, hint: hint, labels: labels) }
}
