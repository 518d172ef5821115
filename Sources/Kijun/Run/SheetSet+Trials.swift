internal import KijunSyntax

/// A value that stands for a while in place of what a sheet has: what would come of it?
public struct TrialValue: Sendable {
    /// The sheet's number in the ``SheetSet``.
    public var sheet: Int
    public let path: SheetPath
    /// Of the type of the field. `.scalar(.blank, nil)` is an empty cell.
    public let value: InputValue

    public init(sheet: Int, path: SheetPath, value: InputValue) {
        self.sheet = sheet
        self.path = path
        self.value = value
    }
}

/// What stands on the sheet where a value is tried.
public struct TrialMark: Hashable, Sendable {
    /// nil where the sheet has no such row or element.
    public let original: Value?
    /// Of the field.
    public let type: Type
}

extension SheetSet {
    /// A value of a column.
    struct Cell: Hashable, Sendable {
        let table: Int
        let slot: Int
        var row: Int
    }

    /// The set with some values replaced, each as if its sheet had come with it: a blank takes the fallback of its field, a list
    /// may get longer or shorter. Only the columns that are touched are copied.
    ///
    /// A replaced value keeps the cell that it stands for, and the ``Provenance`` of that cell says what is written there. A
    /// value whose path leads nowhere on its sheet is left out.
    public func replacing(_ values: [TrialValue]) -> SheetSet {
        var set = self
        for value in values { set.replace(value) }
        return set
    }

    /// Replaces one value.
    /// - Returns: false, with nothing changed, where the path leads nowhere on the sheet.
    @discardableResult
    public mutating func replace(_ value: TrialValue) -> Bool {
        guard let place = place(of: value.path, sheet: value.sheet) else { return false }
        put(value.value, at: place)
        return true
    }

    /// What is written on the sheet where a value is tried; nil where none is, and for a list or table as a whole.
    public func trial(at path: SheetPath, sheet: Int) -> TrialMark? {
        guard !trials.isEmpty, case .cell(let table, let slot, let row) = place(of: path, sheet: sheet) else { return nil }
        return trials[Cell(table: table, slot: slot, row: row)]
    }

    private mutating func put(_ value: InputValue, at place: Place) {
        switch place {
        case .cell(let table, let slot, let row):
            guard case .scalar(let single, _) = value else { return }
            put(single, table, slot, row)
        case .record(let places, let table, let row):
            var record = InputRecord(values: [])
            if case .record(let given) = value { record = given }
            for (index, place) in places.enumerated() {
                let value = index < record.values.count ? record.values[index] : .scalar(.blank, nil)
                switch place {
                case .slot(let slot): put(value, at: .cell(table: table, slot: slot, row: row))
                case .table(let inner), .list(let inner):
                    put(value, at: .rows(place: place, table: inner, above: row, parent: table))
                case .record(let inner): put(value, at: .record(layout.records[inner], table: table, row: row))
                }
            }
        case .rows(let place, let table, let above, let parent):
            let rows = Int(tables[table].starts[above])..<Int(tables[table].starts[above + 1])
            // As many rows stand for the rows that are there, one for one.
            switch value {
            case .list(let elements) where elements.count == rows.count && !tables[table].isMissing[above]:
                for (row, element) in zip(rows, elements) { put(element, at: .cell(table: table, slot: 0, row: row)) }
            case .table(let records) where records.count == rows.count && !tables[table].isMissing[above]:
                let places = layout.tables[table].places
                for (row, record) in zip(rows, records) { put(.record(record), at: .record(places, table: table, row: row)) }
            default: splice(value, at: place, table, above: above, parent: parent)
            }
        }
    }

    // MARK: Single values

    private mutating func put(_ value: Value, _ table: Int, _ slot: Int, _ row: Int) {
        let new = layout.tables[table].slots[slot].stored(value)
        let old = stored(table, slot, row)
        guard new != old else { return }
        let cell = Cell(table: table, slot: slot, row: row)
        // A second trial stands for the same cell as the first.
        let mark = trials[cell] ?? TrialMark(original: old, type: layout.tables[table].slots[slot].type)
        trials[cell] = mark.original == new ? nil : mark
        if case .text(let text) = new {
            tables[table].columns[slot].put(new, text: number(of: text), at: row)
        } else {
            tables[table].columns[slot].put(new, text: TextPool.empty, at: row)
        }
    }

    /// The number of a text, which is added where no sheet has it.
    private mutating func number(of text: String) -> UInt32 {
        texts.number(of: text)
    }

    // MARK: Rows

    /// Puts other rows in place of those of one table or list.
    private mutating func splice(_ value: InputValue, at place: InputLayout.Place, _ table: Int, above: Int, parent: Int) {
        let part = Builder.part(value, at: place, of: parent, schema: schema)
        let numbers = part.texts.map { number(of: $0) }
        let old = Int(tables[table].starts[above])..<Int(tables[table].starts[above + 1])
        var marks: [Cell: TrialMark] = [:]
        if case .list = place {
            let cells = tables[table].cells[0]
            for row in 0..<part.rows(table) {
                let known = row < old.count ? stored(table, 0, old.lowerBound + row) : nil
                let earlier = trials[Cell(table: table, slot: 0, row: old.lowerBound + row)]
                let mark =
                    row < old.count
                    ? earlier ?? TrialMark(original: known, type: layout.tables[table].slots[0].type)
                    : TrialMark(original: nil, type: layout.tables[table].slots[0].type)
                marks[Cell(table: table, slot: 0, row: old.lowerBound + row)] = mark
            }
            replaceRows(table, above: above..<(above + 1), with: part, numbers)
            for row in 0..<min(part.rows(table), old.count) { tables[table].cells[0][old.lowerBound + row] = cells[old.lowerBound + row] }
            for (cell, mark) in marks where mark.original != stored(table, 0, cell.row) { trials[cell] = mark }
            return
        }
        replaceRows(table, above: above..<(above + 1), with: part, numbers)
        // Rows that were written anew stand for no row of the sheet.
        markRows(table, old.lowerBound..<(old.lowerBound + part.rows(table)))
    }

    private mutating func markRows(_ table: Int, _ rows: Range<Int>) {
        for row in rows {
            for (slot, description) in layout.tables[table].slots.enumerated() {
                trials[Cell(table: table, slot: slot, row: row)] = TrialMark(original: nil, type: description.type)
            }
        }
        guard !rows.isEmpty else { return }
        for inner in layout.tables.indices where layout.tables[inner].parent == table {
            markRows(inner, Int(tables[inner].starts[rows.lowerBound])..<Int(tables[inner].starts[rows.upperBound]))
        }
    }

    /// - Parameter above: the rows of the table above whose rows here are replaced by all that a part has.
    private mutating func replaceRows(_ table: Int, above: Range<Int>, with part: Builder.Part, _ numbers: [UInt32]) {
        let rows = Int(tables[table].starts[above.lowerBound])..<Int(tables[table].starts[above.upperBound])
        let new = part.tables[table]
        let starts = new.starts.dropFirst().map { $0 + Int32(rows.lowerBound) }
        tables[table].starts.replaceSubrange((above.lowerBound + 1)..<(above.upperBound + 1), with: starts)
        let shift = part.rows(table) - rows.count
        if shift != 0 {
            for index in (above.lowerBound + 1 + starts.count)..<tables[table].starts.count { tables[table].starts[index] += Int32(shift) }
        }
        tables[table].isMissing.replaceSubrange(above, with: new.isMissing)
        for slot in new.columns.indices {
            tables[table].columns[slot].replaceRows(rows, with: new.columns[slot], texts: numbers)
            tables[table].cells[slot].replaceSubrange(rows, with: new.cells[slot])
        }
        moveTrials(of: table, rows, by: shift)
        for inner in layout.tables.indices where layout.tables[inner].parent == table {
            replaceRows(inner, above: rows, with: part, numbers)
        }
    }

    private mutating func moveTrials(of table: Int, _ replaced: Range<Int>, by shift: Int) {
        guard trials.contains(where: { $0.key.table == table && $0.key.row >= replaced.lowerBound }) else { return }
        var moved: [Cell: TrialMark] = [:]
        for (cell, mark) in trials {
            var cell = cell
            if cell.table == table {
                if replaced.contains(cell.row) { continue }
                if cell.row >= replaced.upperBound { cell.row += shift }
            }
            moved[cell] = mark
        }
        trials = moved
    }
}
