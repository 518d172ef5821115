import KijunSyntax

/// How a value is read out of the columns after a run.
indirect enum Shape: Sendable {
    case scalar(NodeID, Type)
    case list(FrameID, Shape)
    case record([(name: String, shape: Shape)])

    /// The columns and frames that reading needs.
    func collect(_ nodes: inout [NodeID], _ frames: inout [FrameID]) {
        switch self {
        case .scalar(let node, _): nodes.append(node)
        case .list(let frame, let element):
            frames.append(frame)
            element.collect(&nodes, &frames)
        case .record(let items): for item in items { item.shape.collect(&nodes, &frames) }
        }
    }
}

extension Planner {
    mutating func shape(_ value: PlanValue, _ type: Type) -> Shape {
        switch value {
        case .scalar(let node): return .scalar(node, type)
        case .list(let frame, let element): return .list(frame, shape(element, Self.rowType(type)))
        case .record(let record):
            guard case .record(let columns) = type else { return .record([]) }
            var items: [(name: String, shape: Shape)] = []
            for (name, reference, type) in self.columns(of: columns) {
                items.append((name, shape(column(of: record, reference, at: .none), type)))
            }
            return .record(items)
        }
    }

    /// The type of an element or row; of anything else the type itself.
    static func rowType(_ type: Type) -> Type {
        switch type {
        case .list(let element): element
        case .table(let columns): .record(columns)
        default: type
        }
    }

    /// The columns that a row is shown with: what it was read or selected with, then what rules add to it.
    func columns(of type: RecordType) -> [(name: String, reference: ColumnReference, type: Type)] {
        switch type {
        case .anonymous: ownColumns(of: type)
        case .sheet: ownColumns(of: type) + ruleColumns("")
        case .declared(let path): ownColumns(of: type) + ruleColumns(path)
        }
    }

    /// The columns that a row was read or selected with. Rows are equal by these: what rules add follows from them, and may
    /// itself ask whether rows are equal.
    func ownColumns(of type: RecordType) -> [(name: String, reference: ColumnReference, type: Type)] {
        switch type {
        case .anonymous(let items): return items.map { ($0.name, .item($0.name), $0.type) }
        case .sheet: return fields(program.schema)
        case .declared(let path):
            guard layout.paths[path] == nil, let definition = definitions(named: path).first.map({ program.rules[$0] }) else {
                return program.schema.record(at: path).map(fields) ?? []
            }
            if case .table(.anonymous(let items)) = definition.type { return items.map { ($0.name, .item($0.name), $0.type) } }
            return definitionColumns(definition)
        }
    }

    /// The columns of a definition that is a table of its own, from the expression that makes it.
    private func definitionColumns(_ rule: Rule) -> [(name: String, reference: ColumnReference, type: Type)] {
        guard case .definition(let expression) = rule.body, case .table(let columns) = expression.type, columns != .declared(rule.path)
        else { return [] }
        return self.columns(of: columns)
    }

    private func fields(_ schema: RecordSchema) -> [(name: String, reference: ColumnReference, type: Type)] {
        schema.fields.enumerated().compactMap { index, field in
            switch field.type {
            case .table, .record: nil
            default: (field.name, .field(index), field.type)
            }
        }
    }

    private func ruleColumns(_ table: String) -> [(name: String, reference: ColumnReference, type: Type)] {
        program.rules.enumerated().compactMap { index, rule in
            guard rule.table == table, !rule.isOfSet else { return nil }
            switch (rule.body, rule.type) {
            case (.check, _), (_, .table), (_, .record): return nil
            default: return (rule.name, .rule(index), rule.type)
            }
        }
    }
}

extension RecordSchema {
    /// The columns of the table or record at a path: `projects`, `indicators.results`.
    public func record(at path: String) -> RecordSchema? {
        var schema = self
        for part in path.split(separator: ".") {
            guard let index = schema.index(of: String(part)), let inner = schema.fields[index].record else { return nil }
            schema = inner
        }
        return schema
    }
}
