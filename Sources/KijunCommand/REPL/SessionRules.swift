import Kijun
import KijunSyntax

/// The rules of a session before they are checked: those of files, then what was typed, statement by statement.
///
/// A statement that is replaced or dropped leaves its tree; the source that it stood in stays, so that places keep their
/// meaning. A value: what was in force before is kept by keeping it.
struct SessionRules {
    private(set) var trees: [SyntaxTree] = []
    private(set) var sources = SourceMap()
    /// The rule files that the user named, in that order.
    private(set) var files: [String] = []
    /// What cannot be read in those files.
    private(set) var problems: [Diagnostic] = []
    /// Something that a file uses could not be read: names of it are missing.
    private(set) var isIncomplete = false
    private var typed = 0

    /// What one statement did to the rules.
    struct Change: Hashable {
        let key: StatementKey
        /// How many cases a decision gained.
        var addedCases = 0
        /// How many cases of a decision gave way to one of the same condition.
        var replacedCases = 0
        /// Another statement of that name gave way.
        var isReplacement = false
    }

    var statements: [Statement] { trees.flatMap(\.statements) }

    /// A form says which fields a sheet has.
    var hasForm: Bool { statements.contains(where: \.isForm) }

    /// Equal forms, of the same places, read documents alike.
    var forms: [Statement] { statements.filter(\.isForm) }

    /// The names of the files that any rule stands in, those that are used too.
    var fileNames: [String] { trees.map(\.source.name).filter { !$0.hasPrefix("<") } }

    // MARK: Adding

    /// Reads files with all that they use. Each name in them takes the place of the whole rule of that name.
    ///
    /// - Throws: what is wrong with the files, or why they cannot be had; nothing is changed then.
    mutating func load(_ paths: [String], in world: World, schema: RecordSchema) throws(Problems) {
        var files: [(name: String, bytes: [UInt8])] = []
        var problems: [Diagnostic] = []
        for path in paths {
            do {
                files.append((path, try world.read(path)))
            } catch {
                problems.append(.unreadable(path, error))
            }
        }
        guard problems.isEmpty else { throw Problems(diagnostics: problems, sources: sources) }
        let loaded = ProgramLoader.load(files, after: sources) { path, _ in try? world.read(path) }
        guard !loaded.diagnostics.contains(where: { $0.severity == .error }) else {
            throw Problems(diagnostics: loaded.diagnostics, sources: loaded.sources)
        }
        sources = loaded.sources
        let names = StatementNames(statements + loaded.trees.flatMap(\.statements), schema: schema)
        let keys = Set(loaded.trees.flatMap(\.statements).compactMap(names.key))
        remove { statement in names.key(of: statement).map(keys.contains) ?? false }
        let paths = Set(loaded.trees.map(\.source.name))
        trees.removeAll { paths.contains($0.source.name) }
        // What was typed goes after all files.
        let place = trees.firstIndex { $0.isTyped } ?? trees.count
        trees.insert(contentsOf: loaded.trees, at: place)
        self.problems = loaded.diagnostics
        isIncomplete = loaded.isIncomplete
        for path in files.map(\.name) where !self.files.contains(path) { self.files.append(path) }
    }

    /// Gives what was typed a place of its own, `<入力3>`.
    mutating func source(of text: String, in language: Language) -> Source {
        typed += 1
        return sources.add(name: "<\(Wording(ja: "入力", en: "input")[language])\(typed)>", bytes: Array(text.utf8))
    }

    /// Adds typed statements: cases add up, everything else takes the place of what had its name.
    mutating func add(_ tree: SyntaxTree, schema: RecordSchema) -> [Change] {
        let names = StatementNames(statements + tree.statements, schema: schema)
        let before = statements
        var changes: [Change] = []
        var own: [Statement] = []
        for statement in tree.statements {
            guard let key = names.key(of: statement) else { continue }
            var change = Change(key: key)
            if case .decision(let decision) = statement.kind {
                change.addedCases = decision.cases.count
                let written = Set(decision.cases.map { Self.written($0.condition) })
                // Lines of one entry are meant together.
                change.replacedCases = rewrite { other in
                    guard names.key(of: other) == key else { return .keep }
                    guard case .decision(let older) = other.kind else {
                        change.isReplacement = true
                        return .drop
                    }
                    guard older.policy == decision.policy else { return .keep }
                    return .keepCases { !written.contains(Self.written($0.condition)) }
                }
            } else {
                let isAlike = { names.key(of: $0) == key }
                change.isReplacement = statements.contains(where: isAlike)
                remove(where: isAlike)
                own.removeAll(where: isAlike)
            }
            own.append(statement)
            if let index = changes.firstIndex(where: { $0.key == key }) {
                changes[index].addedCases += change.addedCases
                changes[index].replacedCases += change.replacedCases
            } else {
                changes.append(change)
            }
        }
        trees.append(SyntaxTree(source: tree.source, statements: own, comments: tree.comments))
        handDown(from: before, names)
        return changes
    }

    /// A condition as it would be laid out: equal ones hold for the same rows. `otherwise` is one of its own.
    private static func written(_ condition: Expression?) -> String { condition.map { Printer.text(of: $0) } ?? "" }

    // MARK: Reading anew

    /// Reads files in place of those that there are. What was typed or dropped since those were read stays on top.
    ///
    /// - Parameters:
    ///   - isAbsorbed: a typed statement stands in the new files.
    ///   - absorbing: the files, as they are named now, that have what was dropped in them no more.
    /// - Returns: what was typed and has become another in the files too.
    /// - Throws: nothing is changed then.
    mutating func reread(
        _ paths: [String], absorbing absorbed: Set<String> = [], where isAbsorbed: (Statement) -> Bool = { _ in false }, in world: World,
        schema: RecordSchema
    ) throws(Problems) -> [StatementKey] {
        var new = self
        new.trees = []
        new.files = []
        new.problems = []
        try new.load(paths, in: world, schema: schema)
        let files = trees.filter { !$0.isTyped && !absorbed.contains($0.source.name) }
        let read = files.flatMap { Parser.parse($0.source).tree.statements }
        let names = StatementNames(read + statements + new.statements, schema: schema)
        let found = new.statements
        new.dropAgain(read, keeping: files.flatMap(\.statements), names: names)
        var moved: [StatementKey] = []
        var typedTrees: [SyntaxTree] = []
        for tree in trees where tree.isTyped {
            let left = tree.statements.filter { !isAbsorbed($0) }
            for statement in left {
                guard let key = names.key(of: statement) else { continue }
                func text(_ statements: [Statement]) -> String? {
                    statements.first { names.key(of: $0) == key }.map { Printer.text(of: Statement($0.kind, doc: [], at: $0.span)) }
                }
                if case .decision(let decision) = statement.kind {
                    let written = Set(decision.cases.map { Self.written($0.condition) })
                    new.rewrite { other in
                        guard names.key(of: other) == key else { return .keep }
                        guard case .decision(let older) = other.kind else { return .drop }
                        return older.policy == decision.policy ? .keepCases { !written.contains(Self.written($0.condition)) } : .keep
                    }
                } else {
                    if let now = text(found), let before = text(read), now != before, !moved.contains(key) { moved.append(key) }
                    new.remove { names.key(of: $0) == key }
                }
            }
            if !left.isEmpty { typedTrees.append(SyntaxTree(source: tree.source, statements: left, comments: tree.comments)) }
        }
        new.trees += typedTrees
        new.handDown(from: found, names)
        self = new
        return moved
    }

    /// Drops of files what was dropped of them when they were read before.
    private mutating func dropAgain(_ read: [Statement], keeping kept: [Statement], names: StatementNames) {
        let left = Set(kept.compactMap(names.key))
        let gone = Set(read.compactMap(names.key)).subtracting(left)
        var cases: [StatementKey: Set<String>] = [:]
        func collect(_ statements: [Statement], _ body: (inout Set<String>, String) -> Void) {
            for statement in statements {
                guard case .decision(let decision) = statement.kind, let key = names.key(of: statement) else { continue }
                for item in decision.cases { body(&cases[key, default: []], Self.written(item.condition)) }
            }
        }
        collect(read) { $0.insert($1) }
        collect(kept) { $0.remove($1) }
        rewrite { statement in
            guard let key = names.key(of: statement) else { return .keep }
            if gone.contains(key) { return .drop }
            guard let cases = cases[key], !cases.isEmpty else { return .keep }
            return .keepCases { !cases.contains(Self.written($0.condition)) }
        }
    }

    /// The rules as the files had them when they were read.
    var asRead: SessionRules {
        var rules = self
        rules.trees = trees.filter { !$0.isTyped }.map { Parser.parse($0.source).tree }
        return rules
    }

    // MARK: Removing

    /// Puts the tests of a file in place of all that there are; nothing else of it.
    /// - Returns: what is wrong with the file; nothing is changed then.
    mutating func replaceTests(byThoseOf path: String, _ bytes: [UInt8]) -> [Diagnostic] {
        let parsed = Parser.parse(sources.add(name: path, bytes: bytes))
        let errors = parsed.diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty else { return errors }
        remove(where: \.isTest)
        trees.append(
            SyntaxTree(source: parsed.tree.source, statements: parsed.tree.statements.filter(\.isTest), comments: parsed.tree.comments))
        return []
    }

    mutating func dropTyped() { trees.removeAll(where: \.isTyped) }

    /// Drops everything of a name, or one case of a decision.
    ///
    /// - Parameters:
    ///   - typed: a name or alias, with the tables before it.
    ///   - number: of a case, from 1, as `:rules` counts them.
    /// - Returns: what was dropped; empty where there is nothing of that name, or no such case.
    mutating func drop(_ typed: String, case number: Int? = nil, schema: RecordSchema) -> [StatementKey] {
        let names = StatementNames(statements, schema: schema)
        let path = names.path(of: typed)
        var dropped: [StatementKey] = []
        func isMeant(_ key: StatementKey?) -> Bool {
            guard let key else { return false }
            return key.path == path || (key.kind == .form || key.kind == .test) && key.path == nfkc(typed)
        }
        guard let number else {
            remove { statement in
                guard let key = names.key(of: statement), isMeant(key) else { return false }
                if !dropped.contains(key) { dropped.append(key) }
                return true
            }
            return dropped
        }
        let before = statements
        defer { handDown(from: before, names) }
        var count = 0
        rewrite { statement in
            guard case .decision = statement.kind, let key = names.key(of: statement), isMeant(key) else { return .keep }
            return .keepCases { _ in
                count += 1
                if count == number { dropped.append(key) }
                return count != number
            }
        }
        return dropped
    }

    /// What is left of a name keeps its other names and its description, where the statement that bore them is gone: those who read it
    /// by an alias read it still.
    private mutating func handDown(from old: [Statement], _ names: StatementNames) {
        var first: [StatementKey: Statement] = [:]
        var named: [StatementKey: Statement] = [:]
        for statement in old {
            guard let key = names.key(of: statement) else { continue }
            first[key] = first[key] ?? statement
            if !statement.aliases.isEmpty { named[key] = named[key] ?? statement }
        }
        let left = Set(statements.map(\.span))
        for statement in statements {
            guard let key = names.key(of: statement) else { continue }
            if !statement.aliases.isEmpty { named[key] = nil }
        }
        for index in trees.indices {
            var isChanged = false
            let statements = trees[index].statements.map { statement -> Statement in
                guard let key = names.key(of: statement), let old = first.removeValue(forKey: key) else { return statement }
                var heir = statement
                if let bearer = named[key] { heir = heir.named(as: bearer) }
                if heir.doc.isEmpty, !left.contains(old.span) { heir = Statement(heir.kind, doc: old.doc, at: heir.span) }
                isChanged = isChanged || heir != statement
                return heir
            }
            if isChanged { trees[index] = SyntaxTree(source: trees[index].source, statements: statements, comments: trees[index].comments) }
        }
    }

    private mutating func remove(where isDropped: (Statement) -> Bool) { rewrite { isDropped($0) ? .drop : .keep } }

    private enum Fate {
        case keep
        case drop
        case keepCases((DecisionSyntax.Case) -> Bool)
    }

    /// - Returns: how many cases were dropped.
    @discardableResult
    private mutating func rewrite(_ fate: (Statement) -> Fate) -> Int {
        var count = 0
        for index in trees.indices {
            var gone: [Span] = []
            let statements = trees[index].statements.compactMap { statement -> Statement? in
                switch fate(statement) {
                case .keep: return statement
                case .drop:
                    gone.append(statement.span)
                    return nil
                case .keepCases(let isKept):
                    guard case .decision(let decision) = statement.kind else { return statement }
                    let kept = decision.cases.filter(isKept)
                    guard kept.count < decision.cases.count else { return statement }
                    count += decision.cases.count - kept.count
                    gone += decision.cases.filter { !kept.contains($0) }.map(\.span)
                    guard !kept.isEmpty else { return nil }
                    let rest = DecisionSyntax(target: decision.target, policy: decision.policy, cases: kept, isBlock: decision.isBlock)
                    return Statement(.decision(rest), doc: statement.doc, at: statement.span)
                }
            }
            guard !gone.isEmpty else { continue }
            // A comment within what is gone, or behind it on its line, goes with it.
            let source = trees[index].source
            let comments = trees[index].comments.filter { comment in
                !gone.contains { $0.start <= comment.start && (comment.start < $0.end || source.isOnLine(comment, after: $0)) }
            }
            trees[index] = SyntaxTree(source: source, statements: statements, comments: comments)
        }
        trees.removeAll { $0.isTyped && $0.statements.isEmpty }
        return count
    }
}

extension SessionRules {
    /// Why rules could not be had.
    struct Problems: Error {
        let diagnostics: [Diagnostic]
        let sources: SourceMap
    }
}

extension SyntaxTree {
    /// Typed in, not of a file.
    var isTyped: Bool { source.name.hasPrefix("<") }
}

extension Statement {
    var isForm: Bool { if case .form = kind { true } else { false } }
}

extension Statement {
    /// The other names of what it declares.
    var aliases: [Name] {
        if case .parameter(let syntax) = kind { syntax.aliases } else { target?.aliases ?? [] }
    }

    /// The same under the names of another one.
    fileprivate func named(as other: Statement) -> Statement {
        let kind: Kind
        switch (self.kind, other.target) {
        case (.definition(_, let value), let target?): kind = .definition(target, value)
        case (.decision(let syntax), let target?):
            kind = .decision(DecisionSyntax(target: target, policy: syntax.policy, cases: syntax.cases, isBlock: syntax.isBlock))
        case (.check(let syntax), let target?):
            kind = .check(CheckSyntax(isWarning: syntax.isWarning, target: target, condition: syntax.condition, message: syntax.message))
        case (.parameter(let syntax), _):
            guard case .parameter(let old) = other.kind else { return self }
            kind = .parameter(ParameterSyntax(name: old.name, aliases: old.aliases, type: syntax.type, entries: syntax.entries))
        default: return self
        }
        return Statement(kind, doc: doc, at: span)
    }
}

extension Source {
    /// Whether a place stands behind another one and on its last line.
    fileprivate func isOnLine(_ place: Span, after other: Span) -> Bool {
        place.start >= other.end && other.end > base
            && lineIndex(ofOffset: Int(place.start - base)) == lineIndex(ofOffset: Int(other.end - 1 - base))
    }
}
