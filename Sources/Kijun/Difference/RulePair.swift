/// A rule of OLD and the rule of NEW that is the same one by its path or an alias; one of them where the other side has none.
public struct RulePair: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case decision
        case check
        case definition
    }

    public let kind: Kind
    public let old: RuleID?
    public let new: RuleID?

    /// Which rules of two programs are the same: by their paths, then by an alias. Tables count as the same under any of
    /// their names, and a decision that became a definition of one value, or came from one, is still the decision.
    ///
    /// - Returns: in the order of NEW, and then what only OLD has.
    public static func pairs(_ old: CheckedProgram, _ new: CheckedProgram) -> [RulePair] {
        let names = RuleNames(old, new)
        var left: [RuleID?] = Array(repeating: nil, count: new.rules.count)
        var isTaken = Array(repeating: false, count: old.rules.count)
        for usesAliases in [false, true] {
            var rules: [String: [RuleID]] = [:]
            for id in old.rules.indices where !isTaken[id] {
                for key in names.keys(ofOld: id, usesAliases) { rules[key, default: []].append(id) }
            }
            for id in new.rules.indices where left[id] == nil {
                let found = names.keys(ofNew: id, usesAliases).lazy.flatMap { rules[$0] ?? [] }
                    .first { !isTaken[$0] && kind(old.rules[$0], new.rules[id]) != nil }
                guard let found else { continue }
                left[id] = found
                isTaken[found] = true
            }
        }
        let paired = new.rules.indices.map { id in
            let partner = left[id]
            let shared = partner.flatMap { kind(old.rules[$0], new.rules[id]) }
            return RulePair(kind: shared ?? new.rules[id].kind, old: partner, new: id)
        }
        return paired + old.rules.indices.filter { !isTaken[$0] }.map { RulePair(kind: old.rules[$0].kind, old: $0, new: nil) }
    }

    /// What two rules of one name are together; nil where their results cannot be compared.
    private static func kind(_ old: Rule, _ new: Rule) -> Kind? {
        switch (old.kind, new.kind) {
        case (.check, .check): return .check
        case (.check, _), (_, .check): return nil
        case (.definition, .definition): return old.type.isComparable(with: new.type) ? .definition : nil
        default: return old.type.isSingle && new.type.isSingle && old.type.isComparable(with: new.type) ? .decision : nil
        }
    }
}

extension Rule {
    var kind: RulePair.Kind {
        switch body {
        case .definition: .definition
        case .decision: .decision
        case .check: .check
        }
    }
}

extension Type {
    /// One value, not a list, record or table.
    var isSingle: Bool {
        switch self {
        case .list, .record, .table: false
        default: true
        }
    }

    /// Values of both can be held against each other: numbers need one dimension.
    fileprivate func isComparable(with other: Type) -> Bool {
        switch (self, other) {
        case (.number(let a), .number(let b)): a.unit.hasSameDimension(as: b.unit)
        case (.list(let a), .list(let b)): a.isComparable(with: b)
        default: true
        }
    }
}

/// What the rules of two programs are called, with tables by the names that NEW has for them.
private struct RuleNames {
    let old: CheckedProgram
    let new: CheckedProgram
    /// By the paths of OLD.
    private var tables: [String: String] = [:]

    init(_ old: CheckedProgram, _ new: CheckedProgram) {
        self.old = old
        self.new = new
        for table in Set(old.rules.map(\.table)) { tables[table] = path(of: table) }
    }

    func keys(ofOld id: RuleID, _ usesAliases: Bool) -> [String] {
        keys(old.rules[id], table: tables[old.rules[id].table] ?? old.rules[id].table, usesAliases)
    }

    func keys(ofNew id: RuleID, _ usesAliases: Bool) -> [String] { keys(new.rules[id], table: new.rules[id].table, usesAliases) }

    private func keys(_ rule: Rule, table: String, _ usesAliases: Bool) -> [String] {
        // Two checks may be told from two definitions of one name by their kind alone.
        let kind = rule.kind == .check ? "?" : "="
        return ([rule.name] + (usesAliases ? rule.aliases : [])).map { "\(kind)\(table) \($0)" }
    }

    /// What NEW calls a table of OLD.
    private func path(of table: String) -> String {
        var names: [String] = []
        var (before, after): (RecordSchema?, RecordSchema?) = (old.schema, new.schema)
        for part in table.split(separator: ".").map(String.init) {
            let field = before.flatMap { schema in schema.index(of: part).map { schema.fields[$0] } }
            let own = [part] + (field.map { [$0.name] + $0.aliases } ?? definition(named: part)?.aliases ?? [])
            let partner = after.flatMap { schema in own.lazy.compactMap { schema.index(of: $0) }.first.map { schema.fields[$0] } }
            let definition =
                partner == nil && names.isEmpty
                ? new.rules.first { rule in rule.table.isEmpty && own.contains { $0 == rule.name || rule.aliases.contains($0) } } : nil
            names.append(partner?.name ?? definition?.name ?? part)
            before = field?.record
            after = partner?.record
        }
        return names.joined(separator: ".")
    }

    private func definition(named name: String) -> Rule? { old.rules.first { $0.table.isEmpty && $0.name == name } }
}
