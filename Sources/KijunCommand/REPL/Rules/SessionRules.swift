import Kijun
import KijunSyntax

/// The rules of a session before they are checked: those of files, then what was typed, statement by statement.
///
/// A statement that is replaced or dropped leaves its tree; the source that it stood in stays, so that places keep their
/// meaning. A value: what was in force before is kept by keeping it.
struct SessionRules {
    var trees: [SyntaxTree] = []
    private(set) var sources = SourceMap()
    /// The rule files that the user named, in that order.
    private(set) var files: [String] = []
    /// What cannot be read in those files.
    private(set) var problems: [Diagnostic] = []
    /// Something that a file uses could not be read: names of it are missing.
    private(set) var isIncomplete = false
    private var typed = 0
    /// The statements of files that gave way to those of files that were loaded later.
    private var superseded: Set<Span> = []

    /// What was added, replaced or taken away.
    struct Change: Hashable {
        let key: StatementKey
    }

    var statements: [Statement] { trees.flatMap(\.statements) }

    /// A form says which fields a sheet has.
    var hasForm: Bool { statements.contains(where: \.isForm) }

    /// Equal forms, of the same places, read documents alike.
    var forms: [Statement] { statements.filter(\.isForm) }

    /// The names of the files that any rule stands in, those that are used too.
    var fileNames: [String] { trees.map(\.source.name).filter { !$0.hasPrefix("<") } }

    // MARK: Adding

    /// Reads files with all that they use. Each name in them takes the place of the whole rule of that name; its description and its
    /// other names pass to a rule that brings none.
    ///
    /// - Returns: other names that rules had and have no more.
    /// - Throws: what is wrong with the files, or why they cannot be had; nothing is changed then.
    @discardableResult
    mutating func load(_ paths: [String], in world: World, schema: RecordSchema) throws(Problems) -> [LostName] {
        let loaded = try read(paths, in: world)
        let new = loaded.trees.flatMap(\.statements)
        let names = StatementNames(statements + new, schema: schema)
        let keys = Set(new.compactMap(names.key))
        let old = statements
        let files = Set(loaded.trees.map { Self.normal($0.source.name) })
        let others = trees.filter { !files.contains(Self.normal($0.source.name)) }
        let replaced = others.flatMap(\.statements).filter { names.key(of: $0).map(keys.contains) ?? false }
        superseded.formUnion(replaced.map(\.span))
        trees = others
        remove { statement in names.key(of: statement).map(keys.contains) ?? false }
        put(loaded, of: paths)
        problems = loaded.diagnostics
        isIncomplete = loaded.isIncomplete
        handDown(from: replaced, names)
        return lostNames(since: old, names)
    }

    /// Reads files as `use` in a file does: what they say is added to what there is. A file that is there already is not read again.
    ///
    /// - Returns: those that were there.
    /// - Throws: what is wrong with the files, or why they cannot be had; nothing is changed then.
    mutating func use(_ paths: [String], in world: World) throws(Problems) -> [String] {
        let there = Set(fileNames.map(Self.normal))
        let new = paths.filter { !there.contains(Self.normal($0)) }
        let loaded = try read(new, in: world)
        put(loaded, of: new, without: there)
        problems += loaded.diagnostics
        isIncomplete = isIncomplete || loaded.isIncomplete
        return paths.filter { there.contains(Self.normal($0)) }
    }

    private mutating func read(_ paths: [String], in world: World) throws(Problems) -> ProgramLoader.Result {
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
        return loaded
    }

    /// - Parameter there: files that stay as they were read before.
    private mutating func put(_ loaded: ProgramLoader.Result, of paths: [String], without there: Set<String> = []) {
        sources = loaded.sources
        // What was typed goes after all files.
        let place = trees.firstIndex { $0.isTyped } ?? trees.count
        trees.insert(contentsOf: loaded.trees.filter { !there.contains(Self.normal($0.source.name)) }, at: place)
        for path in paths where !files.contains(where: { Self.normal($0) == Self.normal(path) }) { files.append(path) }
    }

    /// The same for each way to write the path of a file.
    private static func normal(_ path: String) -> String { ProgramLoader.path(path, usedBy: "") }

    /// Gives what was typed a place of its own, `<入力3>`.
    mutating func source(of text: String, in language: Language) -> Source {
        typed += 1
        return sources.add(name: "<\(Wording(ja: "入力", en: "input")[language])\(typed)>", bytes: Array(text.utf8))
    }

    /// Adds typed statements: cases add up, everything else takes the place of what had its name. A block `name first:` is the whole
    /// order of its cases, and takes the place of the one before.
    mutating func add(_ tree: SyntaxTree, schema: RecordSchema) -> [Change] {
        let names = StatementNames(statements + tree.statements, schema: schema)
        let before = statements
        let new = tree.statements.compactMap { statement in names.key(of: statement).map { (statement: statement, key: $0) } }
        giveWay(to: new, names)
        // Cases of one entry are meant together; of anything else the last of a name counts.
        var last: [StatementKey: Int] = [:]
        for (index, item) in new.enumerated() where !item.statement.isDecision { last[item.key] = index }
        let own = new.indices.filter { index in last[new[index].key].map { $0 <= index } ?? true }.map { new[$0].statement }
        if !own.isEmpty { trees.append(SyntaxTree(source: tree.source, statements: own, comments: tree.comments)) }
        handDown(from: before, names)
        var seen: Set<StatementKey> = []
        return new.filter { seen.insert($0.key).inserted }.map { Change(key: $0.key) }
    }

    /// Takes away what typed statements take the place of.
    private mutating func giveWay(to new: [(statement: Statement, key: StatementKey)], _ names: StatementNames) {
        struct CaseGroup: Hashable {
            let key: StatementKey
            let policy: DecisionSyntax.Policy
        }
        var replaced: Set<StatementKey> = []
        var decisions: Set<StatementKey> = []
        var orders: Set<StatementKey> = []
        var conditions: [CaseGroup: Set<String>] = [:]
        for (statement, key) in new {
            guard case .decision(let decision) = statement.kind else {
                replaced.insert(key)
                continue
            }
            decisions.insert(key)
            if decision.isBlock, decision.policy == .first { orders.insert(key) }
            let written = decision.cases.map { Self.written($0.condition) }
            conditions[CaseGroup(key: key, policy: decision.policy), default: []].formUnion(written)
        }
        rewrite { other in
            guard let key = names.key(of: other) else { return .keep }
            if replaced.contains(key) { return .drop }
            guard decisions.contains(key) else { return .keep }
            guard case .decision(let older) = other.kind else { return .drop }
            if older.policy == .first, orders.contains(key) { return .drop }
            guard let gone = conditions[CaseGroup(key: key, policy: older.policy)] else { return .keep }
            return .keepCases { !gone.contains(Self.written($0.condition)) }
        }
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
        new.superseded = []
        var typedTrees: [SyntaxTree] = []
        try new.load(paths, in: world, schema: schema)
        let files = trees.filter { !$0.isTyped && !absorbed.contains($0.source.name) }
        let read = files.flatMap { Parser.parse($0.source).tree.statements }
        let names = StatementNames(read + statements + new.statements, schema: schema)
        let found = new.statements
        new.dropAgain(files, superseded, names)
        func texts(_ statements: [Statement]) -> [StatementKey: String] {
            var texts: [StatementKey: String] = [:]
            for statement in statements where !statement.isDecision {
                guard let key = names.key(of: statement), texts[key] == nil else { continue }
                texts[key] = Printer.text(of: Statement(statement.kind, doc: [], at: statement.span))
            }
            return texts
        }
        let (before, now) = (texts(read), texts(found))
        var moved: [StatementKey] = []
        var seen: Set<StatementKey> = []
        var typed: [(statement: Statement, key: StatementKey)] = []
        for tree in trees where tree.isTyped {
            let left = tree.statements.filter { !isAbsorbed($0) }
            for statement in left {
                guard let key = names.key(of: statement) else { continue }
                typed.append((statement, key))
                if !statement.isDecision, let old = before[key], let new = now[key], old != new, seen.insert(key).inserted {
                    moved.append(key)
                }
            }
            if !left.isEmpty { typedTrees.append(SyntaxTree(source: tree.source, statements: left, comments: tree.comments)) }
        }
        new.giveWay(to: typed, names)
        new.trees += typedTrees
        new.handDown(from: found, names)
        self = new
        return moved
    }

    /// Drops of files what was dropped of them when they were read before.
    ///
    /// - Parameters:
    ///   - files: as they were in force.
    ///   - superseded: what of them gave way to other files.
    private mutating func dropAgain(_ files: [SyntaxTree], _ superseded: Set<Span>, _ names: StatementNames) {
        for file in files {
            let read = Parser.parse(file.source).tree.statements
            var gone = Set(read.compactMap(names.key))
            gone.subtract(file.statements.compactMap(names.key))
            var cases: [StatementKey: Set<String>] = [:]
            func collect(_ statements: [Statement], _ body: (inout Set<String>, String) -> Void) {
                for statement in statements {
                    guard case .decision(let decision) = statement.kind, let key = names.key(of: statement), !gone.contains(key) else {
                        continue
                    }
                    for item in decision.cases { body(&cases[key, default: []], Self.written(item.condition)) }
                }
            }
            collect(read) { $0.insert($1) }
            collect(file.statements) { $0.remove($1) }
            cases = cases.filter { !$0.value.isEmpty }
            guard !gone.isEmpty || !cases.isEmpty else { continue }
            let elsewhere = Set(read.filter { superseded.contains($0.span) }.compactMap(names.key))
            var left: Set<Span> = []
            rewrite(in: file.source.name) { statement in
                guard let key = names.key(of: statement) else { return .keep }
                if gone.contains(key) {
                    if elsewhere.contains(key) { left.insert(statement.span) }
                    return .drop
                }
                guard let cases = cases[key] else { return .keep }
                return .keepCases { !cases.contains(Self.written($0.condition)) }
            }
            self.superseded.formUnion(left)
        }
    }

    /// The rules as the files had them when they were read, without what gave way to files that were loaded later.
    var asRead: SessionRules {
        var rules = self
        rules.trees = trees.filter { !$0.isTyped }.map { tree in
            let read = Parser.parse(tree.source).tree
            let statements = read.statements.filter { !superseded.contains($0.span) }
            return SyntaxTree(source: read.source, statements: statements, comments: read.comments)
        }
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

    private mutating func remove(where isDropped: (Statement) -> Bool) { rewrite { isDropped($0) ? .drop : .keep } }

    private enum Fate {
        case keep
        case drop
        case keepCases((DecisionSyntax.Case) -> Bool)
    }

    /// - Parameter path: of the file that is meant; nil for all, and for what was typed.
    private mutating func rewrite(in path: String? = nil, _ fate: (Statement) -> Fate) {
        for index in trees.indices where path == nil || trees[index].source.name == path {
            var gone: [Span] = []
            let statements = trees[index].statements.compactMap { statement -> Statement? in
                switch fate(statement) {
                case .keep: return statement
                case .drop:
                    gone.append(statement.span)
                    return nil
                case .keepCases(let isKept):
                    guard case .decision(let decision) = statement.kind else { return statement }
                    var kept: [DecisionSyntax.Case] = []
                    for item in decision.cases {
                        if isKept(item) { kept.append(item) } else { gone.append(item.span) }
                    }
                    guard kept.count < decision.cases.count else { return statement }
                    guard !kept.isEmpty else { return nil }
                    let rest = DecisionSyntax(target: decision.target, policy: decision.policy, cases: kept, isBlock: decision.isBlock)
                    return Statement(.decision(rest), doc: statement.doc, at: statement.span)
                }
            }
            guard !gone.isEmpty else { continue }
            // A comment within what is gone, or behind it on its line, goes with it. Places of one tree follow each other.
            gone.sort { $0.start < $1.start }
            let source = trees[index].source
            let comments = trees[index].comments.filter { comment in
                let place = gone.partitioningIndex { $0.start > comment.start }
                guard place > 0 else { return true }
                return comment.start >= gone[place - 1].end && !source.isOnLine(comment, after: gone[place - 1])
            }
            trees[index] = SyntaxTree(source: source, statements: statements, comments: comments)
        }
        trees.removeAll { $0.isTyped && $0.statements.isEmpty }
    }
}

extension SyntaxTree {
    /// Typed in, not of a file.
    var isTyped: Bool { source.name.hasPrefix("<") }
}

extension Statement {
    var isForm: Bool { if case .form = kind { true } else { false } }
    fileprivate var isDecision: Bool { if case .decision = kind { true } else { false } }
}

extension [Span] {
    /// Of places in order: the first of which something holds that holds of all behind it.
    fileprivate func partitioningIndex(_ holds: (Span) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension Source {
    /// Whether a place stands behind another one and on its last line.
    fileprivate func isOnLine(_ place: Span, after other: Span) -> Bool {
        place.start >= other.end && other.end > base
            && lineIndex(ofOffset: Int(place.start - base)) == lineIndex(ofOffset: Int(other.end - 1 - base))
    }
}
