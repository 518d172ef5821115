import Kijun
import KijunSheets
import KijunSyntax

/// What is in force, to be read on the screen.
extension Session {
    func listRules(_ argument: String) {
        let words = Self.words(of: argument)
        guard words.count <= 1 else { return tell([.missingSessionArgument(of: "rules")]) }
        let listing = RuleListing(state.written, schema: state.set.schema, language: language)
        guard let name = words.first else {
            guard !listing.isEmpty else {
                return say(ja: "規則はまだありません。入力するか、:読込 で読み込みます。", en: "no rules yet; type some, or :load a file")
            }
            return show(listing.lines())
        }
        let lines = listing.lines(of: name)
        guard !lines.isEmpty else {
            return tell([.unknownExplained(name, candidate: nearest(name, among: ExplainedName.all(in: program)))])
        }
        show(lines)
    }

    private func show(_ lines: [String]) {
        Pager(console: console).show(lines.map { DiagnosticRenderer.visible($0) })
    }
}

/// The statements in force one name after the other, with the cases of each decision numbered.
struct RuleListing {
    /// All statements of one name.
    private struct Group {
        let key: StatementKey
        var statements: [(statement: Statement, isTyped: Bool)]
    }

    private let rules: SessionRules
    private let names: StatementNames
    private let language: Language
    private var groups: [Group] = []
    /// By where their sources begin: each is read once, however many rules it has.
    private var texts: [UInt32: RuleText] = [:]

    init(_ rules: SessionRules, schema: RecordSchema, language: Language) {
        self.rules = rules
        self.language = language
        names = StatementNames(rules.statements, schema: schema)
        var indices: [StatementKey: Int] = [:]
        for tree in rules.trees {
            let bare = tree.statements.map { Statement($0.kind, doc: [], at: $0.span) }
            texts[tree.source.base] = RuleText(tree.source, keeping: bare, names: names)
            for statement in tree.statements {
                guard let key = names.key(of: statement) else { continue }
                if let index = indices[key] {
                    groups[index].statements.append((statement, tree.isTyped))
                } else {
                    indices[key] = groups.count
                    groups.append(Group(key: key, statements: [(statement, tree.isTyped)]))
                }
            }
        }
    }

    var isEmpty: Bool { groups.isEmpty }

    /// Everything; what was typed is marked.
    func lines() -> [String] {
        var lines: [String] = []
        for group in groups {
            let isTyped = group.statements.allSatisfy(\.isTyped)
            switch group.statements[0].statement.kind {
            case .form(let form):
                let count = Self.count(form.fields)
                lines.append(
                    "  "
                        + Wording(
                            ja: "様式 \(form.name.text)（項目 \(count) 件）",
                            en: "form \(form.name.text) (\(count) \(count == 1 ? "field" : "fields"))")[language])
            case .test(let test): lines.append((isTyped ? "+ " : "  ") + Wording(ja: "テスト", en: "test")[language] + " " + test.title)
            case .decision: lines += cases(of: group, withPlaces: false)
            default: lines += text(of: group.statements[0].statement).map { (isTyped ? "+ " : "  ") + $0 }
            }
        }
        if groups.contains(where: { $0.statements.contains(where: \.isTyped) }) {
            lines.append("")
            lines.append(Wording(ja: "+ は入力した規則です（:保存 で保存できます）", en: "+ was typed (:save saves it)")[language])
        }
        return lines
    }

    /// All of a name, with its description and its places; empty where there is nothing of that name.
    func lines(of name: String) -> [String] {
        let path = names.path(of: name)
        let meant = groups.filter { $0.key.path == path || ($0.key.kind == .form || $0.key.kind == .test) && $0.key.path == nfkc(name) }
        return meant.flatMap { group -> [String] in
            var lines: [String] = []
            for (statement, _) in group.statements { lines += statement.doc.map { $0.isEmpty ? "##" : "## \($0)" } }
            if case .decision = group.statements[0].statement.kind { return lines + cases(of: group, withPlaces: true) }
            for (statement, isTyped) in group.statements {
                let texts = text(of: statement)
                lines += texts.enumerated().map { index, text in
                    (isTyped ? "+ " : "  ") + text + (index == 0 ? place(of: statement.span) : "")
                }
            }
            return lines
        }
    }

    private static func count(_ fields: [FieldSyntax]) -> Int { fields.reduce(0) { $0 + 1 + count($1.columns) } }

    private func place(of span: Span) -> String { rules.sources.place(of: span).map { "    " + $0.short } ?? "" }

    /// As the canonical layout has it.
    private func text(of statement: Statement) -> [String] {
        guard let source = rules.sources.source(of: statement.span), let text = texts[source.base] else { return [] }
        guard let part = text.parts.firstIndex(where: { $0.statement.span == statement.span }) else { return [] }
        let lines = text.code(part).map { $0 + "\n" }.joined()
        return SessionRules.laidOut(lines).split(separator: "\n").map(String.init)
    }

    /// The head, and a line for each case with its number.
    private func cases(of group: Group, withPlaces: Bool) -> [String] {
        // The case that bears the other names may not be the first.
        let named = group.statements.first { !$0.statement.aliases.isEmpty } ?? group.statements[0]
        guard case .decision(let first) = group.statements[0].statement.kind, let target = named.statement.target else { return [] }
        var lines = ["  " + head(target, first.policy)]
        var policy = first.policy
        let isTyped = group.statements.flatMap { part -> [Bool] in
            guard case .decision(let decision) = part.statement.kind else { return [] }
            return decision.cases.map { _ in part.isTyped }
        }
        let policies = group.statements.flatMap { part -> [DecisionSyntax.Policy] in
            guard case .decision(let decision) = part.statement.kind else { return [] }
            return decision.cases.map { _ in decision.policy }
        }
        let cases = rules.cases(of: group.key, names)
        let width = String(cases.count).count
        for (index, item) in cases.enumerated() {
            if policies[index] != policy {
                policy = policies[index]
                lines.append("  " + head(target, policy))
            }
            let number = DisplayWidth.padded("", to: width - String(index + 1).count) + String(index + 1)
            let text = item.text + (withPlaces ? place(of: item.span) : "")
            lines.append((isTyped[index] ? "+ " : "  ") + "  \(number)  " + text)
        }
        return lines
    }

    private func head(_ target: Target, _ policy: DecisionSyntax.Policy) -> String {
        let names = ([target.path] + target.aliases.map(\.text)).joined(separator: " / ")
        switch policy {
        case .unique: return names + ":"
        case .first: return names + " first:"
        case .except: return names + " except:"
        }
    }
}

extension SessionRules {
    /// A case of a decision as ``drop(_:case:schema:)`` counts them.
    struct NumberedCase {
        /// On one line, with the words that it was written in.
        let text: String
        let span: Span
    }

    /// - Parameter name: of a decision, as it is typed.
    func cases(of name: String, schema: RecordSchema) -> [NumberedCase] {
        let names = StatementNames(statements, schema: schema)
        return cases(of: StatementKey(kind: .rule, path: names.path(of: name)), names)
    }

    fileprivate func cases(of key: StatementKey, _ names: StatementNames) -> [NumberedCase] {
        statements.flatMap { statement -> [NumberedCase] in
            guard names.key(of: statement) == key, case .decision(let decision) = statement.kind else { return [] }
            return decision.cases.map { NumberedCase(text: text(of: $0), span: $0.span) }
        }
    }

    private func text(of item: DecisionSyntax.Case) -> String {
        // As a decision of its own, so that it is laid out with the words of its source.
        let line = Self.laidOut("x: " + sources.text(of: item.span))
        let words = line.dropFirst(2).split(whereSeparator: \.isNewline).map { line in
            String(line.drop(while: \.isWhitespace))
        }
        return words.joined(separator: " ")
    }

    /// The text of a rule in the canonical layout with what describes it; empty where there is none of that name.
    func text(ofRule name: String, schema: RecordSchema) -> String {
        let names = StatementNames(statements, schema: schema)
        let path = names.path(of: name)
        var lines: [String] = []
        for tree in trees {
            for statement in tree.statements {
                guard let key = names.key(of: statement),
                    key.path == path || (key.kind == .form || key.kind == .test) && key.path == nfkc(name)
                else { continue }
                let text = RuleText(tree.source, keeping: [statement], names: names)
                guard let part = text.parts.firstIndex(where: { $0.statement.span == statement.span }) else { continue }
                lines += text.described(part)
            }
        }
        return Self.laidOut(lines.map { $0 + "\n" }.joined())
    }
}
