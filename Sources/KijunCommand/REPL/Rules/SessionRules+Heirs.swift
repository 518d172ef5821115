import Kijun
import KijunSyntax

/// What a rule hands down to the one that takes its place.
extension SessionRules {
    /// Another name that a rule had.
    struct LostName: Hashable {
        /// As it was read, with the tables before it.
        let alias: String
        let path: String
    }

    /// The other names of rules that are still there, but not by those names.
    func lostNames(since old: [Statement], _ names: StatementNames) -> [LostName] {
        func all(_ statements: [Statement]) -> [LostName] {
            statements.flatMap { statement -> [LostName] in
                guard let key = names.key(of: statement), !statement.aliases.isEmpty else { return [] }
                let table = key.path.lastIndex(of: ".").map { String(key.path[...$0]) } ?? ""
                return statement.aliases.map { LostName(alias: table + $0.text, path: key.path) }
            }
        }
        let left = Set(all(statements))
        let paths = Set(statements.compactMap { names.key(of: $0)?.path })
        var seen: Set<LostName> = []
        return all(old).filter { paths.contains($0.path) && !left.contains($0) && seen.insert($0).inserted }
    }

    /// What is left of a name keeps its other names and its description, where the statement that bore them is gone: those who read it
    /// by an alias read it still.
    mutating func handDown(from old: [Statement], _ names: StatementNames) {
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
