import Kijun
import KijunSyntax

/// What a statement declares, by one name: statements of one key belong to one rule, function, parameter, scale, form or test.
struct StatementKey: Hashable {
    enum Kind: Hashable {
        /// A definition or a decision: they share their names.
        case rule
        /// A check may be called as a rule is.
        case check
        case function
        case parameter
        case scale
        case form
        case test
    }

    let kind: Kind
    /// With the tables before it: `indicators.rate`.
    let path: String
}

/// By which keys statements are known: an alias, of a rule or of a table, counts as the name that it stands for.
struct StatementNames {
    private let schema: RecordSchema
    /// Aliases and what they stand for, with the path of their table before them.
    private var canonical: [String: String] = [:]

    /// - Parameters:
    ///   - statements: all whose names may meet.
    ///   - schema: the fields of a sheet.
    init(_ statements: [Statement], schema: RecordSchema) {
        self.schema = schema
        // Tables that are definitions have aliases too, so those come first.
        for isOnTable in [false, true] {
            for target in statements.compactMap(\.target) where target.tables.isEmpty != isOnTable {
                let path = isOnTable ? tablePath(target.tables) + "." : ""
                for alias in target.aliases { canonical[path + alias.text] = target.name.text }
            }
        }
        for case .parameter(let syntax) in statements.map(\.kind) {
            for alias in syntax.aliases { canonical[alias.text] = syntax.name.text }
        }
    }

    /// nil for what declares no name: `use`, a bare expression.
    func key(of statement: Statement) -> StatementKey? {
        switch statement.kind {
        case .definition(let target, _): StatementKey(kind: .rule, path: path(of: target))
        case .decision(let syntax): StatementKey(kind: .rule, path: path(of: syntax.target))
        case .check(let syntax): StatementKey(kind: .check, path: path(of: syntax.target))
        case .function(let name, _, _): StatementKey(kind: .function, path: name.text)
        case .parameter(let syntax): StatementKey(kind: .parameter, path: name(syntax.name.text, on: ""))
        case .scale(let name, _): StatementKey(kind: .scale, path: name.text)
        case .form(let syntax): StatementKey(kind: .form, path: syntax.name.text)
        case .test(let syntax): StatementKey(kind: .test, path: nfkc(syntax.title))
        case .use, .expression: nil
        }
    }

    /// The canonical path of what a user calls by a name or an alias.
    func path(of typed: String) -> String {
        let parts = nfkc(typed).split(separator: ".").map(String.init)
        guard let last = parts.last else { return "" }
        let table = tablePath(parts.dropLast())
        return (table.isEmpty ? "" : table + ".") + name(last, on: table)
    }

    private func path(of target: Target) -> String { path(of: target.path) }

    private func name(_ name: String, on table: String) -> String { canonical[table.isEmpty ? name : table + "." + name] ?? name }

    private func tablePath(_ tables: [Name]) -> String { tablePath(tables.map(\.text)) }

    private func tablePath(_ tables: some Collection<String>) -> String {
        var path = ""
        var record: RecordSchema? = schema
        for table in tables {
            let field = record.flatMap { record in record.index(of: table).map { record.fields[$0] } }
            let name = field?.name ?? name(table, on: path)
            path = path.isEmpty ? name : path + "." + name
            record = field?.record
        }
        return path
    }
}

extension Statement {
    /// The target of a definition, decision or check.
    var target: Target? {
        switch kind {
        case .definition(let target, _): target
        case .decision(let syntax): syntax.target
        case .check(let syntax): syntax.target
        default: nil
        }
    }
}
