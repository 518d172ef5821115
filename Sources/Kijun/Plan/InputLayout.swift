/// How the fields of a schema become columns: one table of columns for the sheets, one for each table or list below.
package struct InputLayout: Sendable {
    package struct Table: Sendable {
        /// `` for the sheets, `projects`, `indicators.results`, `basis2_4`.
        package let path: String
        /// The index of the table in whose rows this one lies; nil for the sheets.
        package let parent: Int?
        /// The columns.
        package var slots: [Slot] = []
        /// Where each field of the table's schema is.
        package var places: [Place] = []
        /// The slot of the key column.
        package var key: Int?
    }

    package struct Slot: Sendable {
        /// `projects.cost`
        package let path: String
        package let field: FieldSchema
        /// The type of one value: of an element where the field is a list.
        package let type: Type
        package let kind: ValueKind
    }

    package enum Place: Sendable {
        case slot(Int)
        /// A table, by its index in ``tables``.
        case table(Int)
        /// A list: a table with the one slot 0.
        case list(Int)
        /// One record, by its index in ``records``: its fields are slots of the same table.
        case record(Int)
    }

    package private(set) var tables: [Table] = []
    /// Where each field of a record's schema is. A record may lie in another one.
    package private(set) var records: [[Place]] = []
    /// The index of a table, and for a record its own index beside that of the table whose slots it has, by path.
    package private(set) var paths: [String: (table: Int, record: Int?)] = [:]

    package init(_ schema: RecordSchema) {
        addTable(schema, path: "", parent: nil)
    }

    @discardableResult
    private mutating func addTable(_ schema: RecordSchema, path: String, parent: Int?) -> Int {
        let index = tables.count
        tables.append(Table(path: path, parent: parent))
        paths[path] = (index, nil)
        for (number, field) in schema.fields.enumerated() {
            let place = place(of: field, in: index, prefix: path.isEmpty ? "" : path + ".")
            tables[index].places.append(place)
            if number == schema.key, case .slot(let slot) = place { tables[index].key = slot }
        }
        return index
    }

    private mutating func place(of field: FieldSchema, in table: Int, prefix: String) -> Place {
        let path = prefix + field.name
        switch field.type {
        case .table:
            return .table(addTable(field.record ?? .empty, path: path, parent: table))
        case .list(let element):
            let index = tables.count
            tables.append(Table(path: path, parent: table))
            paths[path] = (index, nil)
            tables[index].slots.append(Slot(path: path, field: field, type: element, kind: element.valueKind))
            return .list(index)
        case .record:
            let index = records.count
            records.append([])
            paths[path] = (table, index)
            for inner in field.record?.fields ?? [] {
                let place = place(of: inner, in: table, prefix: path + ".")
                records[index].append(place)
            }
            return .record(index)
        default:
            tables[table].slots.append(Slot(path: path, field: field, type: field.type, kind: field.type.valueKind))
            return .slot(tables[table].slots.count - 1)
        }
    }
}

extension Type {
    /// What a column of this type holds. `blank` and compound types have none of their own; texts stand in for them.
    var valueKind: ValueKind {
        switch self {
        case .number: .number
        case .year: .year
        case .yesno: .flag
        case .text, .mark, .choice, .list, .record, .table, .blank, .error: .text
        }
    }

    var showStyle: ShowStyle {
        switch self {
        case .number(let number): .number(unit: number.unit.name, isPercent: number.isPercent)
        case .mark: .mark
        case .year: .year
        case .yesno: .yesno
        default: .text
        }
    }
}
