import Kijun
import KijunSyntax

/// What is in force as text.
extension SessionRules {
    /// A file of rules as it would be saved.
    struct Page: Hashable {
        let path: String
        /// In the canonical layout.
        let text: String
        /// It is not what was read.
        let isChanged: Bool
    }

    /// Everything in force as one file that uses no other.
    ///
    /// - Parameter path: where it will stand, for the documents of tests are named from there.
    func text(for path: String, in folder: String, schema: RecordSchema) -> String {
        let texts = composed(schema: schema, standing: { _ in path }, in: folder, keepsUses: false).map { Self.laidOut($0.text.text()) }
        return texts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Each file with its changes: a statement that takes the place of one of a file goes into that file, a new one into the last of the
    /// files that were named.
    func pages(in folder: String, schema: RecordSchema) -> [Page] {
        composed(schema: schema, standing: { $0 }, in: folder, keepsUses: true).map { draft in
            Page(path: draft.path, text: Self.laidOut(draft.text.text()), isChanged: draft.text.isChanged)
        }
    }

    /// The file that statements stand in, or would be saved in; empty for rules without a file.
    func homes(schema: RecordSchema) -> (Statement) -> String {
        let (drafts, names) = drafts(schema: schema, standing: { $0 }, in: "/", keepsUses: true)
        return { drafts[home(of: names.key(of: $0), among: drafts)].path }
    }

    /// The text that a reader of the canonical layout expects; words and comments are kept.
    static func laidOut(_ text: String) -> String {
        var sources = SourceMap()
        let parsed = Parser.parse(sources.add(name: "<>", bytes: Array(text.utf8)))
        return Printer.text(of: parsed.tree)
    }

    // MARK: Composing

    /// A file on its way: what stays of it, and the new statements, those of one decision together.
    private struct Draft {
        let path: String
        var text: RuleText
        var new: [(key: StatementKey?, units: [(statement: Statement, lines: [String])])] = []
    }

    private func drafts(
        schema: RecordSchema, standing: (String) -> String, in folder: String, keepsUses: Bool
    ) -> (drafts: [Draft], names: StatementNames) {
        let files = trees.filter { !$0.isTyped }
        let read = files.flatMap { Parser.parse($0.source).tree.statements }
        let names = StatementNames(read + statements, schema: schema)
        var drafts = files.map { tree in
            let kept = tree.statements.filter { keepsUses || !$0.isUse }
            let paths = Self.documents(of: tree, standing: standing(tree.source.name), in: folder)
            return Draft(path: tree.source.name, text: RuleText(tree.source, keeping: kept, names: names, replacements: paths))
        }
        if drafts.isEmpty {
            var sources = SourceMap()
            drafts.append(Draft(path: "", text: RuleText(sources.add(name: "", bytes: []), keeping: [], names: names)))
        }
        return (drafts, names)
    }

    /// The file of a name, else the one that takes what is new.
    private func home(of key: StatementKey?, among drafts: [Draft]) -> Int {
        if let key {
            let isInForce = drafts.lastIndex { $0.text.parts.contains { $0.key == key && $0.isInForce } }
            if let found = isInForce ?? drafts.lastIndex(where: { $0.text.parts.contains { $0.key == key } }) { return found }
        }
        let named = Set(files.map { ProgramLoader.path($0, usedBy: "") })
        return drafts.lastIndex { named.contains(ProgramLoader.path($0.path, usedBy: "")) } ?? drafts.count - 1
    }

    private func composed(schema: RecordSchema, standing: (String) -> String, in folder: String, keepsUses: Bool) -> [Draft] {
        var (drafts, names) = drafts(schema: schema, standing: standing, in: folder, keepsUses: keepsUses)
        for tree in trees where tree.isTyped {
            for statement in tree.statements {
                let key = names.key(of: statement)
                let home = home(of: key, among: drafts)
                let paths = Self.documents(of: tree, standing: standing(drafts[home].path), in: folder)
                let typed = RuleText(tree.source, keeping: [statement], names: names, replacements: paths)
                guard let part = typed.parts.firstIndex(where: { $0.statement.span == statement.span }) else { continue }
                Self.put(statement, typed.unit(part), of: typed, typed.parts[part], into: &drafts[home])
            }
        }
        for index in drafts.indices { Self.putNew(into: &drafts[index]) }
        return drafts
    }

    private static func put(_ statement: Statement, _ lines: [String], of typed: RuleText, _ part: RuleText.Part, into draft: inout Draft) {
        let alike = draft.text.parts.filter { $0.key == part.key && part.key != nil }
        guard case .decision(let decision) = statement.kind else {
            guard let old = alike.first else { return draft.new.append((part.key, [(statement, lines)])) }
            return draft.text.put(lines, at: old.code.lowerBound)
        }
        let isOrdered = decision.policy == .first
        let endsOpen = decision.cases.contains { $0.condition == nil }
        let others = alike.filter { $0.isInForce }
        let same = others.last { other in
            if case .decision(let syntax) = other.statement.kind { syntax.policy == decision.policy } else { false }
        }
        if let same, case .decision(let syntax) = same.statement.kind {
            let place = draft.text.placeOfCase(in: same, isLast: isOrdered || endsOpen)
            if syntax.isBlock, statement.aliases.isEmpty, let place {
                for item in decision.cases {
                    let texts = typed.caseLines(item, of: part, indent: place.indent)
                    draft.text.put(texts, at: place.line, isOtherwise: item.condition == nil, isLast: isOrdered)
                }
                return
            }
            if !syntax.isBlock, let place {
                return draft.text.put(lines, at: place.line, isOtherwise: statement.isOtherwise, isLast: isOrdered)
            }
        }
        if let last = others.last { return draft.text.put(lines, at: last.code.upperBound) }
        if let old = alike.first { return draft.text.put(lines, at: old.code.lowerBound) }
        guard let group = draft.new.firstIndex(where: { $0.key == part.key && part.key != nil }) else {
            return draft.new.append((part.key, [(statement, lines)]))
        }
        var place = draft.new[group].units.count
        if !isOrdered, !endsOpen, draft.new[group].units[place - 1].statement.isOtherwise { place -= 1 }
        draft.new[group].units.insert((statement, lines), at: place)
    }

    /// What is new goes behind the rest, with empty lines between what is longer than a line.
    private static func putNew(into draft: inout Draft) {
        guard !draft.new.isEmpty else { return }
        var lines: [String] = []
        var isAfterLine = false
        for group in draft.new {
            let texts = group.units.flatMap(\.lines)
            let isDecision = if case .decision? = group.units.first?.statement.kind { true } else { false }
            let isLine = texts.count == 1 && !isDecision
            if !(isLine && isAfterLine) { lines.append("") }
            lines += texts
            isAfterLine = isLine
        }
        draft.text.put(lines + [""], at: draft.text.placeOfNew)
    }

    // MARK: Documents of tests

    /// The documents of tests as they are named from another folder.
    private static func documents(of tree: SyntaxTree, standing: String, in folder: String) -> [(span: Span, text: String)] {
        let source = tree.isTyped ? "" : tree.source.name
        guard Self.folder(of: source) != Self.folder(of: standing) else { return [] }
        var replacements: [(span: Span, text: String)] = []
        for case .test(let test) in tree.statements.map(\.kind) {
            for case .on(let path, let span) in test.items where !path.hasPrefix("/") && span != .none {
                let path = relative(ProgramLoader.path(path, usedBy: source), to: Self.folder(of: standing), in: folder)
                replacements.append((span, quoted(path, at: span)))
            }
        }
        return replacements
    }

    private static func quoted(_ path: String, at span: Span) -> String {
        let use = Printer.text(of: Statement(.use(path: path, span: .none), doc: [], at: span))
        return String(use.drop { $0 != "\"" }.dropLast())
    }

    private static func folder(of path: String) -> String {
        let path = ProgramLoader.path(path, usedBy: "")
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// - Parameters:
    ///   - path: from `home`.
    ///   - folder: from `home` too, or from the root.
    private static func relative(_ path: String, to folder: String, in home: String) -> String {
        let target = ProgramLoader.path(path, usedBy: home + "/").split(separator: "/")
        let start = ProgramLoader.path(folder, usedBy: home + "/").split(separator: "/")
        let shared = zip(target, start).prefix { $0 == $1 }.count
        return (start.dropFirst(shared).map { _ in ".." } + target.dropFirst(shared)).joined(separator: "/")
    }
}

extension Statement {
    var isUse: Bool { if case .use = kind { true } else { false } }

    /// A line `name: otherwise -> …`.
    fileprivate var isOtherwise: Bool {
        guard case .decision(let decision) = kind, !decision.isBlock else { return false }
        return decision.cases.last.map { $0.condition == nil } ?? false
    }
}
