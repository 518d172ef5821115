/// What a rule reads by name.
public enum ReadName: Hashable, Sendable {
    case rule(RuleID)
    /// A field or a column, by its path of the names that the program gives: `事務事業.事業費`.
    case field(String)
    case parameter(Int)
    case function(String)
}

extension CheckedProgram {
    /// What a rule reads itself, each name once, in the order of the text. What a function that it calls reads is not among them.
    public func reads(of id: RuleID) -> [ReadName] { reads(of: rules[id].expressions) }

    public func reads(of expressions: [CheckedExpression]) -> [ReadName] {
        var found: [ReadName] = []
        var seen: Set<ReadName> = []
        func add(_ name: ReadName) { if seen.insert(name).inserted { found.append(name) } }
        var waiting = Array(expressions.reversed())
        while let next = waiting.popLast() {
            var children = next.children
            switch next.kind {
            case .rule(let id), .column(_, .rule(let id)), .columnOfTable(_, .rule(let id)): add(.rule(id))
            case .parameter(let index, _): add(.parameter(index))
            // The functions of a call stand in the program once for each type.
            case .call(let index, _): add(.function(instances[index].name))
            default: break
            }
            if let (_, path) = field(of: next) { add(.field(path)) }
            switch next.kind {
            case .column(let base, _), .columnOfTable(let base, _):
                // The table is named by its column.
                if case .field = base.kind { children = [] }
            // The year is that of the sheet; nobody wrote it.
            case .parameter: children = []
            default: break
            }
            waiting += children.reversed()
        }
        return found
    }

    /// The rules that read a name themselves, in the order of the text; of a table also those that read a column of it.
    public func readers(of name: ReadName) -> [RuleID] {
        rules.indices.filter { id in
            let reads = reads(of: id)
            if reads.contains(name) { return true }
            guard case .field(let path) = name else { return false }
            return reads.contains { if case .field(let other) = $0 { other.hasPrefix(path + ".") } else { false } }
        }
    }

    /// The field or column that an expression is, and its path.
    func field(of expression: CheckedExpression) -> (FieldSchema, path: String)? {
        switch expression.kind {
        case .field(let index):
            let field = schema.fields[index]
            return (field, field.name)
        case .column(let base, .field(let index)), .columnOfTable(let base, .field(let index)):
            guard let (record, path) = record(of: base.type), record.fields.indices.contains(index) else { return nil }
            return (record.fields[index], (path.isEmpty ? "" : path + ".") + record.fields[index].name)
        default: return nil
        }
    }

    private func record(of type: Type) -> (RecordSchema, path: String)? {
        let record: RecordType
        switch type {
        case .record(let found), .table(let found): record = found
        case .list(let element): return self.record(of: element)
        default: return nil
        }
        switch record {
        case .sheet: return (schema, "")
        case .declared(let path): return schema.record(at: path).map { ($0, path) }
        case .anonymous: return nil
        }
    }
}
