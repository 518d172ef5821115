internal import Kijun
internal import KijunSyntax

/// A sheet as rows of the tables of a store.
struct SheetRows {
    enum Value {
        case null
        case integer(Int64)
        case text(String)
    }

    struct Table {
        /// Row after row, as many as there are columns.
        var values: [Value] = []
        /// For each row the one that it belongs to in the table around this.
        var parents: [Int] = []
        /// For each row the fields that are not on the sheet or could not be read.
        var unknown: [[String]] = []

        var count: Int { parents.count }
    }

    let layout: StoreLayout
    private(set) var tables: [Table]
    private(set) var trail = CellTrail()

    init(_ layout: StoreLayout) {
        self.layout = layout
        tables = layout.names.map { _ in Table() }
    }

    mutating func take(_ record: InputRecord) {
        for index in tables.indices {
            tables[index].values.removeAll(keepingCapacity: true)
            tables[index].parents.removeAll(keepingCapacity: true)
            tables[index].unknown.removeAll(keepingCapacity: true)
        }
        trail.clear()
        add(record, layout.schema, table: 0, parent: 0)
    }

    private mutating func add(_ record: InputRecord, _ schema: RecordSchema, table: Int, parent: Int) {
        let row = tables[table].count
        tables[table].parents.append(parent)
        tables[table].unknown.append([])
        let width = layout.columns[table].count
        tables[table].values.append(contentsOf: repeatElement(.null, count: width))
        let row0 = Row(table: table, number: row, base: row * width)
        add(record, schema, layout.layout.tables[table].places, row0, prefix: "")
    }

    private struct Row {
        let table: Int
        let number: Int
        /// Of its values.
        let base: Int
    }

    private mutating func add(
        _ record: InputRecord, _ schema: RecordSchema, _ places: [InputLayout.Place], _ row: Row, prefix: String
    ) {
        for (index, (field, place)) in zip(schema.fields, places).enumerated() {
            let value = index < record.values.count ? record.values[index] : .scalar(.blank, nil)
            switch place {
            case .slot(let slot):
                guard case .scalar(let single, let cell) = value else {
                    trail.add(.blank, nil)
                    continue
                }
                tables[row.table].values[row.base + slot] = stored(
                    single, cell, layout.layout.tables[row.table].slots[slot].kind, of: row, prefix + field.name)
            case .table(let inner):
                guard case .table(let records) = value else {
                    addMissing(value, of: row, prefix + field.name)
                    continue
                }
                trail.add(count: records.count)
                for record in records { add(record, field.record ?? .empty, table: inner, parent: row.number) }
            case .list(let inner):
                guard case .list(let elements) = value else {
                    addMissing(value, of: row, prefix + field.name)
                    continue
                }
                trail.add(count: elements.count)
                let kind = layout.layout.tables[inner].slots[0].kind
                for element in elements {
                    let own = Row(table: inner, number: tables[inner].count, base: tables[inner].count)
                    tables[inner].parents.append(row.number)
                    tables[inner].unknown.append([])
                    tables[inner].values.append(.null)
                    guard case .scalar(let single, let cell) = element else {
                        trail.add(.undetermined, nil)
                        tables[inner].unknown[own.number].append("value")
                        continue
                    }
                    tables[inner].values[own.base] = stored(single, cell, kind, of: own, "value")
                }
            case .record(let inner):
                guard case .record(let record) = value else {
                    addMissing(value, of: row, prefix + field.name)
                    continue
                }
                trail.add(count: 0)
                add(record, field.record ?? .empty, layout.layout.records[inner], row, prefix: prefix + field.name + ".")
            }
        }
    }

    /// A table, list or record that the sheet does not have.
    private mutating func addMissing(_ value: InputValue, of row: Row, _ name: String) {
        trail.add(count: nil)
        if case .scalar(let single, let cell) = value {
            trail.add(single == .undetermined ? .undetermined : .blank, cell)
        } else {
            trail.add(.blank, nil)
        }
        tables[row.table].unknown[row.number].append(name)
    }

    private mutating func stored(_ value: Kijun.Value, _ cell: CellAddress?, _ kind: ValueKind, of row: Row, _ name: String) -> Value {
        switch (kind, value) {
        case (.number, .number(let number)):
            trail.add(.known, cell)
            return number.asInt.map { .integer(Int64($0)) } ?? .text(number.plainText)
        case (.text, .text(let text)):
            trail.add(.known, cell)
            return .text(text)
        case (.year, .year(let year)):
            trail.add(.known, cell)
            return .integer(Int64(year))
        case (.flag, .yesno(let flag)):
            trail.add(.known, cell)
            return .integer(flag ? 1 : 0)
        case (_, .blank): trail.add(.blank, cell)
        case (_, .undetermined):
            trail.add(.undetermined, cell)
            tables[row.table].unknown[row.number].append(name)
        default:
            trail.add(.odd, cell)
            let text = StoredText(value)
            trail.add(text.type)
            trail.add(text.text)
            tables[row.table].unknown[row.number].append(name)
        }
        return .null
    }

    /// Of everything that the store keeps of the sheet.
    func hash(_ sheet: LoadedSheet, _ texts: (Finding) -> String?) -> ContentHash {
        var hash = ContentHash()
        hash.add(sheet.form ?? "\0")
        for table in tables {
            hash.add(UInt64(table.count))
            for parent in table.parents { hash.add(UInt64(parent)) }
            for value in table.values {
                switch value {
                case .null: hash.add(0)
                case .integer(let number):
                    hash.add(1)
                    hash.add(UInt64(bitPattern: number))
                case .text(let text):
                    hash.add(2)
                    hash.add(text)
                }
            }
        }
        trail.bytes.withUnsafeBytes { hash.add($0) }
        for finding in sheet.input.findings {
            hash.add(finding.code.rawValue)
            hash.add(finding.severity.storedName)
            hash.add(finding.message.ja)
            hash.add(finding.message.en)
            hash.add(finding.field ?? "")
            hash.add(texts(finding) ?? "")
            hash.add(finding.cell)
            hash.add(finding.isOfDocument ? 1 : 0)
        }
        for cell in sheet.unread {
            hash.add(cell.cell)
            hash.add(cell.text)
        }
        return hash
    }
}

extension ContentHash {
    fileprivate mutating func add(_ cell: CellAddress?) {
        guard let cell else { return add(UInt64.max) }
        add(UInt64(UInt32(bitPattern: cell.page)))
        add(UInt64(UInt32(bitPattern: cell.row)) << 32 | UInt64(UInt32(bitPattern: cell.column)))
    }
}
