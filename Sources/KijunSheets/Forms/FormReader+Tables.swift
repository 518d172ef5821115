internal import Kijun
internal import KijunSyntax

// Tables under headers and tables under a label.
extension FormReader {
    /// The rows of a table; nil where it is not on the sheet.
    mutating func readTable(
        _ field: FormField, _ locator: LocatorSyntax, as target: FieldSchema, path: String, in region: Region
    ) -> [InputRecord]? {
        let record = target.record ?? .empty
        switch locator.kind {
        case .headedBy(let label, until: let until):
            guard let match = find(label, for: target, path: path, in: region) else { return nil }
            return readHeaded(field, match, until: until, as: target, path: path, in: region)
        case .below(let label):
            guard let match = find(label, for: target, path: path, in: region) else { return nil }
            return readBelow(field, match, as: target, path: path, in: region)
        case .blocks(let starts): return readBlocks(field, starts, as: target, path: path, in: region)
        case .across: return readAcross(field, record: record, path: path, in: region)
        default: return nil  // not of tables: the checker says so
        }
    }

    private mutating func readHeaded(
        _ field: FormField, _ match: LabelMatch, until: LabelSyntax?, as target: FieldSchema, path: String, in region: Region
    ) -> [InputRecord] {
        var end = region.lastRow(ofPage: match.place.page, of: document)
        var after: LabelMatch?
        if let until {
            var rest = region
            rest.start = Place(page: match.place.page, row: match.rows.upperBound, column: 0)
            rest.end = min(rest.end, Place(page: match.place.page + 1, row: 0, column: 0))
            rest.block = nil
            after = find(until, for: target, path: path, in: rest)
            end = after?.place.row ?? end
        } else if let sums = rowOfSums(of: path, after: match, before: end) {
            end = sums
        }
        let header = TableHeader(match, in: document, end: end, columns: region.columns)
        let columns = columns(of: field, record: target.record ?? .empty, path: path, label: match) { label in
            header.column(of: label)
        }
        checkUnits(of: columns, header, record: target.record ?? .empty, path: path)
        let first = header.rows.upperBound
        let body = TableBody(
            record: target.record ?? .empty, path: path, page: match.place.page, rows: first..<max(end, first), columns: columns,
            keyColumn: match.place.column, header: header, endsAtLabel: after == nil, endsAtEmptyRow: false)
        return read(body, until: Place(page: match.place.page, row: end, column: 0))
    }

    /// The first row under a table's header that begins with the label of its sums: a total is no row, and adding it to the rows
    /// would count everything twice.
    private func rowOfSums(of path: String, after match: LabelMatch, before end: Int) -> Int? {
        for field in form.fields {
            guard case .sums(table: let table, row: let label)? = field.locator?.kind, let source = schema.index(of: table.text),
                schema.fields[source].name == path
            else { continue }
            let page = match.place.page
            let rows = Region(
                start: Place(page: page, row: match.rows.upperBound, column: 0), end: Place(page: page, row: end, column: 0))
            let first = labels.all(label, in: rows).first { found in
                document.pages[page].cells(inRow: found.place.row).first == found.cells.lowerBound
            }
            if let first { return first.place.row }
        }
        return nil
    }

    private mutating func readBelow(
        _ field: FormField, _ match: LabelMatch, as target: FieldSchema, path: String, in region: Region
    ) -> [InputRecord] {
        let last = region.lastRow(ofPage: match.place.page, of: document)
        let end = rowOfSums(of: path, after: match, before: last) ?? last
        let header = TableHeader(match, in: document, end: match.rows.upperBound, columns: region.columns)
        let columns = columns(of: field, record: target.record ?? .empty, path: path, label: match) { label in
            header.column(of: label)
        }
        checkUnits(of: columns, header, record: target.record ?? .empty, path: path)
        let first = match.rows.upperBound
        let body = TableBody(
            record: target.record ?? .empty, path: path, page: match.place.page, rows: first..<max(end, first), columns: columns,
            keyColumn: match.place.column, header: nil, endsAtLabel: true, endsAtEmptyRow: true)
        return read(body, until: Place(page: match.place.page, row: end, column: 0))
    }

    /// For each column of the schema its column in the document; a missing header is reported once.
    private mutating func columns(
        of field: FormField, record: RecordSchema, path: String, label match: LabelMatch, named: (LabelSyntax) -> Int?
    ) -> [Int?] {
        var columns = [Int?](repeating: nil, count: record.fields.count)
        for column in field.columns where record.fields.indices.contains(column.field) {
            let target = record.fields[column.field]
            switch column.locator?.kind {
            case .columnNumber(let number): columns[column.field] = match.place.column + max(0, min(number, 1 << 20)) - 1
            case .header(let label):
                columns[column.field] = named(label)
                if columns[column.field] == nil {
                    findings.append(
                        .columnNotFound(
                            label, path: "\(path).\(target.name)", isOptional: target.mayBeBlank || target.fallback != nil,
                            cell: match.address))
                }
            case nil:
                // By its name, as in a CSV.
                let names = [target.name] + target.aliases
                columns[column.field] = names.compactMap { named(LabelSyntax(pattern: $0, span: .none)) }.first
            default: break
            }
        }
        return columns
    }

    private mutating func read(_ body: TableBody, until end: Place) -> [InputRecord] {
        var records: [InputRecord] = []
        var sums = body.record.fields.map { field -> Number? in if case .number = field.type { .zero } else { nil } }
        var keys: [Value: CellAddress] = [:]
        rows: for row in body.rows {
            switch kind(ofRow: row, in: body) {
            case .end: break rows
            case .empty: continue
            case .skipped(let finding):
                findings.append(finding)
                // What a page says again is known already; a row without key is listed as unread.
                if finding.code == .repeatedHeader { markRead(row: row, page: body.page) }
                continue
            case .record: break
            }
            var values: [InputValue] = []
            values.reserveCapacity(body.record.fields.count)
            for (index, field) in body.record.fields.enumerated() {
                values.append(value(ofRow: row, column: body.columns[index], field: field, path: body.paths[index], page: body.page))
                if case .scalar(.number(let number), _) = values[index], let sum = sums[index] { sums[index] = sum.adding(number) }
            }
            if let key = body.record.key, case .scalar(let value, let cell?) = values[key], value != .blank {
                if let first = keys[value] {
                    findings.append(
                        .duplicateKey(
                            path: body.paths[key], text: document.pages[body.page][row, Int(cell.column)],
                            first: document.info.show(first), cell: cell))
                } else {
                    keys[value] = cell
                }
            }
            records.append(InputRecord(values: values))
        }
        let start = Place(page: body.page, row: body.header?.rows.lowerBound ?? body.rows.lowerBound, column: 0)
        layouts[body.path] = TableLayout(start: start, end: end, columns: body.columns, sums: sums)
        return records
    }

    private mutating func markRead(row: Int, page: Int) {
        for cell in document.pages[page].cells(inRow: row) { isRead[page, cell] = true }
    }

    private mutating func value(ofRow row: Int, column: Int?, field: FieldSchema, path: String, page: Int) -> InputValue {
        guard let column else { return Self.nothing(for: field) }
        let place = Place(page: page, row: row, column: column)
        if case .list(let element) = field.type {
            return .list(cell(at: place) == nil ? [] : [value(at: place, as: field, type: element, path: path)])
        }
        return value(at: place, as: field, path: path)
    }

    private enum RowKind {
        case record
        case empty
        case skipped(Finding)
        case end
    }

    private func kind(ofRow row: Int, in body: TableBody) -> RowKind {
        let grid = document.pages[body.page]
        if grid.isEmpty(row: row) { return body.endsAtEmptyRow && !grid.ruleRows.contains(Int32(row)) ? .end : .empty }
        // Dashes alone (`-`) say that nothing stands there.
        let filled = body.columns.contains { column in
            guard let cell = column.flatMap({ grid.cell(row: row, column: $0) }), !isLabel[body.page, cell] else { return false }
            return grid.cells[cell].length > 12 || !CellParsing.saysNothing(grid.string(cell))
        }
        if let header = body.header, header.repeats(row: row, of: grid) {
            return .skipped(.repeatedHeader(path: body.path, cell: address(ofRow: row, in: body)))
        }
        if pageHeaders.contains(Place(page: body.page, row: row, column: 0)) {
            return body.endsAtEmptyRow ? .end : .skipped(.repeatedHeader(path: body.path, cell: address(ofRow: row, in: body)))
        }
        if body.endsAtLabel, grid.cells(inRow: row).contains(where: { isLabel[body.page, $0] }) { return .end }
        if !filled { return body.endsAtEmptyRow ? .end : .empty }
        let key = body.record.key.flatMap { body.columns[$0] } ?? (body.record.key == nil ? nil : body.keyColumn)
        if let key, grid.cell(row: row, column: key) == nil {
            let texts = grid.cells(inRow: row).map(grid.string)
            return .skipped(.skippedRow(path: body.path, texts: texts, cell: address(ofRow: row, in: body)))
        }
        return .record
    }

    private func address(ofRow row: Int, in body: TableBody) -> CellAddress {
        CellAddress(page: body.page, row: row, column: body.keyColumn)
    }
}

/// The rows of a table and where its columns stand.
struct TableBody {
    let record: RecordSchema
    let path: String
    let page: Int
    let rows: Range<Int>
    /// For each column of the schema its column in the document.
    let columns: [Int?]
    let keyColumn: Int
    let header: TableHeader?
    let endsAtLabel: Bool
    let endsAtEmptyRow: Bool
    /// For each column of the schema its path.
    let paths: [String]

    init(
        record: RecordSchema, path: String, page: Int, rows: Range<Int>, columns: [Int?], keyColumn: Int, header: TableHeader?,
        endsAtLabel: Bool, endsAtEmptyRow: Bool
    ) {
        self.record = record
        self.path = path
        self.page = page
        self.rows = rows
        self.columns = columns
        self.keyColumn = keyColumn
        self.header = header
        self.endsAtLabel = endsAtLabel
        self.endsAtEmptyRow = endsAtEmptyRow
        paths = record.fields.map { "\(path).\($0.name)" }
    }
}
