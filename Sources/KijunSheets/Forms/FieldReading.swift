public import Kijun

/// What a form read for one field or one cell of a table: a line of `kijun inspect`.
public struct FieldReading: Sendable {
    /// `code`, `projects["1101"].cost` (`projects[1].cost` in a table without key), `basis2_4[2]`, `totals.cost`.
    public let path: String
    /// The field or column: its names and type.
    public let field: FieldSchema
    /// The type of the value: of an element where the field is a list.
    public let type: Type
    /// `.blank` where the cell is empty or could not be read.
    public let value: Value
    /// nil where no place was found.
    public let cell: CellAddress?
    /// What the load had to report about the cell or the field.
    public let findings: [Finding]
}

extension SheetInput {
    /// Every value of the sheet in the order of the schema, tables row by row.
    ///
    /// - Parameter schema: that of the program by which the sheet was loaded.
    public func readings(_ schema: RecordSchema) -> [FieldReading] {
        var readings = Readings(findings: findings)
        readings.add(record, schema, path: "", name: "")
        return readings.all
    }
}

private struct Readings {
    private struct Key: Hashable {
        let field: String
        let cell: CellAddress?
    }

    var all: [FieldReading] = []
    private var findings: [Key: [Finding]] = [:]

    init(findings list: [Finding]) {
        for finding in list { findings[Key(field: finding.field ?? "", cell: finding.cell), default: []].append(finding) }
    }

    /// - Parameters:
    ///   - path: with rows, as readings show it.
    ///   - name: without rows, as findings name it.
    mutating func add(_ record: InputRecord, _ schema: RecordSchema, path: String, name: String) {
        for (value, field) in zip(record.values, schema.fields) {
            let prefix = path.isEmpty ? field.name : "\(path).\(field.name)"
            add(value, field, path: prefix, name: name.isEmpty ? field.name : "\(name).\(field.name)")
        }
    }

    private mutating func add(_ value: InputValue, _ field: FieldSchema, path: String, name: String) {
        switch value {
        case .scalar(let value, let cell): add(value, cell, field, field.type, path: path, name: name)
        case .list(let elements):
            var type = field.type
            if case .list(let element) = field.type { type = element }
            for (number, element) in elements.enumerated() {
                guard case .scalar(let value, let cell) = element else { continue }
                add(value, cell, field, type, path: "\(path)[\(number + 1)]", name: name)
            }
        case .table(let rows):
            let schema = field.record ?? .empty
            for (number, row) in rows.enumerated() {
                add(row, schema, path: "\(path)[\(key(of: row, schema) ?? "\(number + 1)")]", name: name)
            }
        case .record(let record): add(record, field.record ?? .empty, path: path, name: name)
        }
    }

    private mutating func add(_ value: Value, _ cell: CellAddress?, _ field: FieldSchema, _ type: Type, path: String, name: String) {
        let found = findings[Key(field: name, cell: cell)] ?? []
        let general = cell == nil ? [] : findings[Key(field: name, cell: nil)] ?? []
        all.append(FieldReading(path: path, field: field, type: type, value: value, cell: cell, findings: found + general))
    }

    private func key(of row: InputRecord, _ schema: RecordSchema) -> String? {
        guard let key = schema.key, row.values.indices.contains(key), case .scalar(let value, _) = row.values[key] else { return nil }
        switch value {
        case .text(let text): return "\"\(text)\""
        case .number(let number): return number.plainText
        case .year(let year): return Year.shown(year)
        default: return nil
        }
    }
}
