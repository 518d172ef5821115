internal import Kijun
internal import KijunSyntax

// The row of sums under a table.
extension FormReader {
    /// Reads the sums of a table's columns of numbers from the row of a label.
    ///
    /// If no column equals its sum in place, but more than half of them do one column over, the row has slipped and is read so,
    /// with a note. A sum that is not there is reported with the value that it would have.
    mutating func readSums(_ locator: LocatorSyntax, as target: FieldSchema, path: String, in region: Region) -> InputValue {
        guard case .sums(table: let table, row: let label) = locator.kind, let record = target.record,
            let source = schema.index(of: table.text), let tableRecord = schema.fields[source].record,
            let layout = layouts[schema.fields[source].name]
        else { return Self.nothing(for: target) }
        var rest = region
        rest.block = nil
        if locator.after == nil, locator.before == nil {
            // The same label may stand under an earlier table.
            rest.start = max(rest.start, layout.start)
            if rest.end > layout.end, labels.first(label, in: Region(start: layout.end, end: rest.end), of: document) != nil {
                rest.start = max(rest.start, layout.end)
            }
        }
        guard let match = find(label, for: target, path: path, in: rest) else { return Self.nothing(for: target) }
        mark(match)
        let columns = record.fields.map { field -> (place: Int, sum: Number?)? in
            guard let index = tableRecord.index(of: field.name), let column = layout.columns[index] else { return nil }
            return (column, layout.sums[index])
        }
        let shift = shift(of: columns, at: match, record: record)
        if shift != 0 { findings.append(.shiftedRow(path: path, by: shift, cell: match.address)) }
        var values: [InputValue] = []
        for (field, column) in zip(record.fields, columns) {
            guard let column else {
                values.append(Self.nothing(for: field))
                continue
            }
            let place = Place(page: match.place.page, row: match.place.row, column: column.place + shift)
            values.append(sum(field, at: place, of: column.sum, path: path))
        }
        return .record(InputRecord(values: values))
    }

    /// A value of the row of sums. A blank one is reported with what it would be; a fallback is for the table's rows alone.
    private mutating func sum(_ field: FieldSchema, at place: Place, of sum: Number?, path: String) -> InputValue {
        let path = "\(path).\(field.name)"
        guard let cell = cell(at: place), !isLabel(cell, at: place) else {
            findings.append(.blankTotal(path: path, sum: sum, type: field.type, cell: place.address))
            return .scalar(.blank, place.address)
        }
        isRead[place.page, cell] = true
        if let fault = grid(place).fault(ofCell: cell) {
            findings.append(.fault(fault, grid(place).string(cell), path: path, cell: place.address))
            return .scalar(.undetermined, place.address)
        }
        let (value, finding) = CellParsing.read(grid(place).string(cell), as: field.type, path: path, cell: place.address)
        if let finding { findings.append(finding) }
        if value == .blank, finding == nil {
            findings.append(.blankTotal(path: path, sum: sum, type: field.type, cell: place.address))
        }
        return .scalar(value, place.address)
    }

    /// How many columns to the right the row stands: 0, or 1 or -1 where it has slipped.
    private func shift(of columns: [(place: Int, sum: Number?)?], at match: LabelMatch, record: RecordSchema) -> Int {
        func agreements(_ shift: Int) -> (matching: Int, comparable: Int) {
            var matching = 0
            var comparable = 0
            for (field, column) in zip(record.fields, columns) {
                // A sum of nothing agrees with any empty cell or 0: it proves nothing.
                guard let column, let sum = column.sum, !sum.isZero else { continue }
                comparable += 1
                let place = Place(page: match.place.page, row: match.place.row, column: column.place + shift)
                guard let cell = cell(at: place) else { continue }
                let read = CellParsing.read(grid(place).string(cell), as: field.type, path: "", cell: place.address)
                if read.value == .number(sum) { matching += 1 }
            }
            return (matching, comparable)
        }
        guard agreements(0).matching == 0 else { return 0 }
        for shift in [1, -1] {
            let found = agreements(shift)
            if found.matching * 2 > found.comparable { return shift }
        }
        return 0
    }
}
