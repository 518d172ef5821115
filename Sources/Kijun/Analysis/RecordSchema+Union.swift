extension RecordSchema {
    /// A field that both have, with different types or in different units; nil where there is none.
    func conflict(with other: RecordSchema) -> String? {
        for field in fields {
            guard let index = other.index(of: field.name) else { continue }
            let second = other.fields[index]
            if let record = field.record, let otherRecord = second.record {
                if let inner = record.conflict(with: otherRecord) { return "\(field.name).\(inner)" }
            } else if field.type != second.type || field.fallback != second.fallback {
                return field.name
            }
        }
        return nil
    }

    /// The empty text stands for some blank cell.
    var hasEmptyFallback: Bool {
        fields.contains { $0.fallback == .text("") || ($0.record?.hasEmptyFallback ?? false) }
    }

    /// The fields of this and, behind them, those that only the other has.
    func union(_ other: RecordSchema) -> RecordSchema {
        var all = fields.map { field -> FieldSchema in
            guard let record = field.record, let index = other.index(of: field.name), let second = other.fields[index].record else {
                return field
            }
            return FieldSchema(
                name: field.name, aliases: field.aliases, type: field.type, mayBeBlank: field.mayBeBlank, sign: field.sign,
                fallback: field.fallback, record: record.union(second), doc: field.doc, span: field.span)
        }
        for field in other.fields where index(of: field.name) == nil { all.append(field) }
        return RecordSchema(path: path, fields: all, key: key)
    }
}

extension InputRecord {
    /// The record in the order of another schema, by the names of the fields; what it does not have is empty.
    func aligned(from own: RecordSchema, to other: RecordSchema) -> InputRecord {
        InputRecord(
            values: other.fields.map { field in
                guard let index = own.index(of: field.name), index < values.count else { return .scalar(.undetermined, nil) }
                return values[index].aligned(from: own.fields[index].record, to: field.record)
            })
    }
}

extension InputValue {
    fileprivate func aligned(from own: RecordSchema?, to other: RecordSchema?) -> InputValue {
        guard let own, let other else { return self }
        switch self {
        case .table(let rows): return .table(rows.map { $0.aligned(from: own, to: other) })
        case .record(let record): return .record(record.aligned(from: own, to: other))
        default: return self
        }
    }
}
