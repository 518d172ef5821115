import Kijun
import KijunSyntax

/// The names of a program by what they stand for, as far as that can be told of a text that is not finished.
struct CompletionNames {
    /// What is known of a value.
    struct Known {
        let type: Type
        /// The field or column whose values it has: `indicators.direction`.
        var field: String?
        /// The decision whose outcomes it has.
        var rule: RuleID?
    }

    struct Named {
        enum Kind {
            case field, rule, parameter
        }

        /// The first is the one that it is declared with.
        let names: [String]
        let known: Known
        let kind: Kind
    }

    /// What bare names mean at a place besides those of the sheet.
    enum Row {
        case record(RecordType)
        /// `it`
        case element(Known)
        case parameters([String])
    }

    let program: CheckedProgram

    /// Fields, definitions, decisions and parameters.
    var globals: [Named] {
        columns(of: .sheet, ofSet: true)
            + program.parameters.map { Named(names: [$0.name] + $0.aliases, known: Known(type: $0.type), kind: .parameter) }
    }

    /// The columns of a record: of the sheet its fields, definitions and decisions.
    func columns(of record: RecordType, ofSet: Bool = false) -> [Named] {
        switch record {
        case .anonymous(let items):
            return items.map { Named(names: [$0.name], known: Known(type: $0.type), kind: .field) }
        case .sheet:
            return fields(of: program.schema, path: "")
                + rules { rule in
                    rule.table.isEmpty && !rule.name.contains(".") && (ofSet || !rule.isOfSet) ? [rule.name] + rule.aliases : nil
                }
        case .declared(let path):
            let single = path + "."
            let own = rules { rule in
                if rule.table == path { return [rule.name] + rule.aliases }
                // A rule on the one record of a sheet has the record in its name.
                guard rule.table.isEmpty, rule.name.hasPrefix(single) else { return nil }
                return ([rule.name] + rule.aliases).map { String($0.split(separator: ".").last ?? "") }
            }
            if let schema = schema(at: path) { return fields(of: schema, path: single) + own }
            return (definition(path).map { columns(ofTable: $0.type) } ?? []) + own
        }
    }

    private func columns(ofTable type: Type) -> [Named] {
        if case .table(.anonymous(let items)) = type { return columns(of: .anonymous(items)) }
        if case .record(.anonymous(let items)) = type { return columns(of: .anonymous(items)) }
        return []
    }

    private func fields(of schema: RecordSchema, path: String) -> [Named] {
        schema.fields.map {
            Named(names: [$0.name] + $0.aliases, known: Known(type: $0.type, field: path + $0.name), kind: .field)
        }
    }

    private func rules(_ names: (Rule) -> [String]?) -> [Named] {
        program.rules.enumerated().compactMap { id, rule in
            if case .check = rule.body { return nil }
            return names(rule).map { Named(names: $0, known: known(rule, id), kind: .rule) }
        }
    }

    private func known(_ rule: Rule, _ id: RuleID) -> Known {
        // A definition that is a field has the field's values.
        if case .definition(let body) = rule.body { return Known(type: rule.type, field: field(body), rule: id) }
        return Known(type: rule.type, rule: id)
    }

    private func field(_ expression: CheckedExpression) -> String? {
        switch expression.kind {
        case .field(let index): return program.schema.fields[index].name
        case .column(let base, .field(let index)), .columnOfTable(let base, .field(let index)):
            let record: RecordType
            switch base.type {
            case .record(let type), .table(let type): record = type
            default: return nil
            }
            guard case .declared(let path) = record, let schema = schema(at: path) else {
                return record == .sheet ? program.schema.fields[index].name : nil
            }
            return "\(path).\(schema.fields[index].name)"
        default: return nil
        }
    }

    /// The schema of a table or record of the sheet.
    func schema(at path: String) -> RecordSchema? {
        var schema = program.schema
        for name in path.split(separator: ".") {
            guard let index = schema.index(of: String(name)), let inner = schema.fields[index].record else { return nil }
            schema = inner
        }
        return schema
    }

    private func definition(_ path: String) -> CheckedExpression? {
        guard let rule = program.rules.first(where: { $0.table.isEmpty && ($0.name == path || $0.aliases.contains(path)) }),
            case .definition(let body) = rule.body
        else { return nil }
        return body
    }

    /// The path of a table that is written in any of its names.
    func table(_ names: [String]) -> String? {
        var path: [String] = []
        var schema: RecordSchema? = program.schema
        for name in names {
            guard let index = schema?.index(of: name), let field = schema?.fields[index] else { break }
            path.append(field.name)
            schema = field.record
        }
        if path.count == names.count { return path.joined(separator: ".") }
        let whole = names.joined(separator: ".")
        return program.rules.first { $0.table.isEmpty && ($0.name == whole || $0.aliases.contains(whole)) }?.name
    }

    /// The rule of a target.
    func rule(table: String, name: String) -> RuleID? {
        program.rules.firstIndex { rule in
            rule.table == table && (rule.name == name || rule.aliases.contains(name))
                || rule.table.isEmpty && !table.isEmpty && rule.name == "\(table).\(name)"
        }
    }

    /// What a bare name stands for.
    func find(_ name: String, _ rows: [Row]) -> Named? {
        for row in rows.reversed() {
            switch row {
            case .record(let record):
                if let found = columns(of: record).first(where: { $0.names.contains(name) }) { return found }
            case .parameters(let names):
                if names.contains(name) { return Named(names: [name], known: Known(type: .error), kind: .parameter) }
            case .element: break
            }
        }
        return globals.first { $0.names.contains(name) }
    }

    /// The column of a value by its name.
    func member(_ name: String, of base: Known) -> Known? {
        guard let (record, isTable) = Self.record(of: base.type) else { return nil }
        guard let found = columns(of: record).first(where: { $0.names.contains(name) }) else { return nil }
        guard isTable else { return found.known }
        switch found.known.type {
        case .table: return found.known
        case .record(let inner): return Known(type: .table(inner), field: found.known.field, rule: nil)
        default: return Known(type: .list(found.known.type), field: found.known.field, rule: found.known.rule)
        }
    }

    /// The record that a value is, or that its rows are.
    static func record(of type: Type) -> (record: RecordType, isTable: Bool)? {
        switch type {
        case .record(let record): (record, false)
        case .table(let record), .list(.record(let record)): (record, true)
        default: nil
        }
    }

    /// What is in scope in the rows of a table and with the elements of a list.
    static func row(of known: Known) -> Row? {
        if let (record, isTable) = record(of: known.type), isTable { return .record(record) }
        return element(known).map { .element($0) }
    }

    /// One element of a list or one row of a table.
    static func element(_ known: Known) -> Known? {
        switch known.type {
        case .list(let type): Known(type: type, field: known.field, rule: known.rule)
        case .table(let record): Known(type: .record(record))
        default: nil
        }
    }
}

extension CompletionNames {
    /// The path of a table in its own names and in those that stand behind them.
    func spellings(ofTable path: String) -> [String] {
        var own: [String] = []
        var others: [String] = []
        var schema: RecordSchema? = program.schema
        for name in path.split(separator: ".").map(String.init) {
            let field = schema.flatMap { schema in schema.index(of: name).map { schema.fields[$0] } }
            let aliases = field?.aliases ?? program.rules.first { $0.table.isEmpty && $0.name == name }?.aliases ?? []
            own.append(name)
            others.append(aliases.first ?? name)
            schema = field?.record
        }
        let paths = [own, others].map { $0.joined(separator: ".") }
        return paths[0] == paths[1] ? [paths[0]] : paths
    }
}
