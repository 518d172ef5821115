internal import KijunSyntax

extension SheetSet {
    /// Where the value of a path is kept.
    enum Place {
        case cell(table: Int, slot: Int, row: Int)
        /// The table or list of a row of the table above it.
        case rows(place: InputLayout.Place, table: Int, above: Int, parent: Int)
        /// The fields of a record, in the row of a table.
        case record([InputLayout.Place], table: Int, row: Int)
    }

    /// nil where the sheet has no such field, row or element, and for a row as a whole.
    func place(of path: SheetPath, sheet: Int) -> Place? {
        guard (0..<count).contains(sheet) else { return nil }
        var fields = schema.fields
        var places = layout.tables[0].places
        var (table, row) = (0, sheet)
        var found: Place?
        for step in path.steps {
            switch step {
            case .field(let name):
                if let place = found {
                    guard case .record(let inner, _, _) = place else { return nil }
                    places = inner
                }
                guard let index = fields.firstIndex(where: { $0.name == name }), index < places.count else { return nil }
                switch places[index] {
                case .slot(let slot): found = .cell(table: table, slot: slot, row: row)
                case .table(let inner), .list(let inner):
                    found = .rows(place: places[index], table: inner, above: row, parent: table)
                case .record(let inner): found = .record(layout.records[inner], table: table, row: row)
                }
                fields = fields[index].record?.fields ?? []
            case .key, .number:
                guard case .rows(let kind, let inner, let above, _) = found, let next = self.row(step, in: inner, above: above) else {
                    return nil
                }
                (table, row) = (inner, next)
                if case .list = kind {
                    found = .cell(table: inner, slot: 0, row: next)
                } else {
                    found = nil
                    places = layout.tables[inner].places
                }
            }
        }
        return found
    }

    private func row(_ step: SheetPath.Step, in table: Int, above: Int) -> Int? {
        let rows = Int(tables[table].starts[above])..<Int(tables[table].starts[above + 1])
        switch step {
        case .number(let number): return number >= 1 && number <= rows.count ? rows.lowerBound + number - 1 : nil
        case .key(let key):
            let wanted = Self.comparable(key)
            return rows.first { Self.comparable(self.key(ofRow: $0, in: table)) == wanted && wanted != .blank }
        case .field: return nil
        }
    }

    /// Texts are compared by their NFKC forms, as `t[key]` compares them.
    private static func comparable(_ key: Value) -> Value {
        if case .text(let text) = key { .text(nfkc(text)) } else { key }
    }

    // MARK: Reading

    /// Whether a sheet has the field, row or element of a path.
    public func has(_ path: SheetPath, sheet: Int) -> Bool { place(of: path, sheet: sheet) != nil }

    /// What stands at a path, with its cells; nil where the sheet has no such place.
    public func value(at path: SheetPath, sheet: Int) -> InputValue? {
        switch place(of: path, sheet: sheet) {
        case .cell(let table, let slot, let row): input(table, slot, row)
        case .rows(let place, let inner, let above, _): rows(of: place, inner, above: above)
        case .record(let places, let table, let row): .record(record(places, table, row))
        case nil: nil
        }
    }

    /// The keys of the rows of a table, blank where it has none; for a list as many blanks as it has elements. Empty for
    /// anything else.
    public func rowKeys(at path: SheetPath, sheet: Int) -> [Value] {
        guard case .rows(_, let table, let above, _) = place(of: path, sheet: sheet) else { return [] }
        return (Int(tables[table].starts[above])..<Int(tables[table].starts[above + 1])).map { key(ofRow: $0, in: table) }
    }

    /// A set of one sheet of this one, without its findings.
    public func only(_ sheet: Int) -> SheetSet {
        SheetSet([SheetInput(record: record(ofSheet: sheet), document: documents[sheet])], schema: schema)
    }

    /// The values of a sheet as they came in, aligned with the fields of ``schema``: blank values are `.undetermined`, because the
    /// fallback of their field is no more to be applied.
    public func record(ofSheet sheet: Int) -> InputRecord { record(layout.tables[0].places, 0, sheet) }

    private func record(_ places: [InputLayout.Place], _ table: Int, _ row: Int) -> InputRecord {
        InputRecord(
            values: places.map { place in
                switch place {
                case .slot(let slot): input(table, slot, row)
                case .table(let inner), .list(let inner): rows(of: place, inner, above: row)
                case .record(let inner): .record(record(layout.records[inner], table, row))
                }
            })
    }

    private func rows(of place: InputLayout.Place, _ table: Int, above: Int) -> InputValue {
        guard !tables[table].isMissing[above] else { return .scalar(.undetermined, nil) }
        let rows = Int(tables[table].starts[above])..<Int(tables[table].starts[above + 1])
        if case .list = place { return .list(rows.map { input(table, 0, $0) }) }
        return .table(rows.map { record(layout.tables[table].places, table, $0) })
    }

    private func input(_ table: Int, _ slot: Int, _ row: Int) -> InputValue {
        let value = stored(table, slot, row)
        return .scalar(value == .blank ? .undetermined : value, cell(table, slot, row))
    }

    private func cell(_ table: Int, _ slot: Int, _ row: Int) -> CellAddress? {
        tables[table].cells.isEmpty ? nil : tables[table].cells[slot][row]
    }

    /// What a column has in a row; blank where that is unknown.
    func stored(_ table: Int, _ slot: Int, _ row: Int) -> Value {
        let column = tables[table].columns[slot]
        guard column.status(row).isKnown else { return .blank }
        switch column.values {
        case .numbers(let numbers): return .number(numbers[row])
        case .texts(let numbers): return .text(texts[Int(numbers[row])])
        case .years(let years): return .year(Int(years[row]))
        case .flags(let flags): return .yesno(flags[row])
        case .indices, .blanks: return .blank
        }
    }
}

extension InputValue {
    /// The value of a field without its cells, as the language has it.
    public func value(as field: FieldSchema) -> Value {
        switch self {
        case .scalar(.undetermined, _): .blank
        case .scalar(let value, _): value
        case .list(let elements): .list(elements.map { $0.value(as: field) })
        case .table(let rows): .list(rows.map { .record($0.members(of: field.record)) })
        case .record(let record): .record(record.members(of: field.record))
        }
    }
}

extension InputRecord {
    fileprivate func members(of schema: RecordSchema?) -> [Value.Member] {
        zip(schema?.fields ?? [], values).map { Value.Member($0.name, $1.value(as: $0)) }
    }
}
