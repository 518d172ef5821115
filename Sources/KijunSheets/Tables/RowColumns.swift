internal import Kijun
internal import KijunSyntax

/// In which column of a page each field stands, and how its cells are read.
struct RowColumns {
    /// A field that has a column.
    struct Field {
        /// In the schema.
        let index: Int
        let schema: FieldSchema
        /// In the page.
        let column: Int
        /// How a cell is read: the field's type, with the unit that the heading says.
        let type: Type
        /// What brings a number so read to the unit of the field.
        let powerOfTen: Int
        let sign: SignRule
    }

    let heading: TableHeading
    private(set) var found: [Field] = []
    /// What a row holds before its cells are read: what is not there is unknown.
    let missing: [InputValue]
    /// The heading's units, and the fields that have no column.
    private(set) var findings: [Finding] = []
    /// The units above the heading that are those of columns, each with the headings of those that it converts.
    private var above: [(unit: UnitAbove, converted: [String])] = []
    /// The last column with a heading or with a name of its own.
    let lastColumn: Int

    init(_ heading: TableHeading, schema: RecordSchema, fields: [Int]) {
        self.heading = heading
        missing = schema.fields.map { FormReader.nothing(for: $0) }
        lastColumn = max(heading.width - 1, heading.columns.last?.column ?? 0)
        // The first of several columns with one text; what a heading says in full comes before what is left without its unit.
        var columns: [[UInt8]: Int] = [:]
        // The lowest row of a heading alone finds a column only where no other has it: 当初 is below 予算 and below 決算.
        var lowest: [[UInt8]: [Int]] = [:]
        for place in 0..<4 {
            for (index, column) in heading.columns.enumerated() where column.keys.indices.contains(place) {
                let key = column.keys[place]
                if key.isEmpty { continue }
                let isLowest = place >= 2 && column.keys.count > 4
                if columns[key] == nil {
                    columns[key] = index
                    if isLowest { lowest[key] = [index] }
                } else if isLowest, lowest[key]?.last != index {
                    lowest[key]?.append(index)
                }
            }
        }
        for (index, column) in heading.columns.enumerated() {
            if let key = column.keys.last, columns[key] == nil { columns[key] = index }
        }
        var unknown: [FieldSchema] = []
        for index in fields {
            let field = schema.fields[index]
            guard !field.type.isRecords else {
                unknown.append(field)
                continue
            }
            let keys = ([field.name] + field.aliases).map(LabelText.fold)
            guard let place = keys.lazy.filter({ lowest[$0, default: []].count < 2 }).compactMap({ columns[$0] }).first else {
                if let several = keys.lazy.compactMap({ lowest[$0] }).first {
                    let found = several.map { heading.columns[$0] }
                    findings.append(.severalColumns(found.map(\.text), names: found.map(\.name), path: field.name, cell: found[0].cell))
                } else {
                    unknown.append(field)
                }
                continue
            }
            add(index, field, heading.columns[place])
        }
        reportUnitsAbove()
        report(unknown)
    }

    private mutating func add(_ index: Int, _ field: FieldSchema, _ column: TableHeading.Column) {
        func add(_ type: Type, powerOfTen: Int = 0) {
            let sign = column.unit == nil ? field.sign : .free
            found.append(Field(index: index, schema: field, column: column.column, type: type, powerOfTen: powerOfTen, sign: sign))
        }
        guard case .number(var number) = field.type.element else { return add(field.type.element) }
        guard let unit = column.unit else {
            guard !number.isPercent, !number.unit.isNone else { return add(.number(number)) }
            let units = heading.unitsAbove(column.column, in: number.unit)
            guard units.count <= 1 else {
                findings.append(.severalUnitsAbove(units.map(\.text), column.text, path: field.name, cell: column.cell))
                return
            }
            guard let unit = units.first else { return add(.number(number)) }
            let power = unit.unit.scale - number.unit.scale
            note(unit, converts: power == 0 ? nil : column.text)
            number.unit = unit.unit
            return add(.number(number), powerOfTen: power)
        }
        if column.isPercent, !number.isPercent, number.unit.isNone {
            findings.append(.percentAsNumber(column.text, path: field.name, cell: column.cell))
        } else if column.isPercent != number.isPercent {
            let wanted = number.isPercent ? "%" : number.unit.name
            findings.append(.otherDimension(column.text, path: field.name, field: wanted, cell: column.cell))
            return
        } else if !column.isPercent, number.unit.isNone {
            // A field without unit takes the numbers as they are, and the unit of the heading behind one of them.
            number.unit = unit
        } else if !column.isPercent, number.unit != unit {
            guard unit.hasSameDimension(as: number.unit) else {
                findings.append(.otherDimension(column.text, path: field.name, field: number.unit.name, cell: column.cell))
                return
            }
            findings.append(.convertedColumn(column.text, from: unit.name, path: field.name, to: number.unit.name, cell: column.cell))
            let power = unit.scale - number.unit.scale
            number.unit = unit
            return add(.number(number), powerOfTen: power)
        }
        add(.number(number))
    }

    private mutating func note(_ unit: UnitAbove, converts heading: String?) {
        let index = above.firstIndex { $0.unit == unit } ?? above.count
        if index == above.count { above.append((unit, [])) }
        if let heading { above[index].converted.append(heading) }
    }

    /// Tells once what each unit above the heading converts, and which is of no column though some have none.
    private mutating func reportUnitsAbove() {
        for (unit, headings) in above where !headings.isEmpty {
            findings.append(.convertedByUnitAbove(unit.text, from: unit.unit.name, headings, cell: unit.cell))
        }
        let plain = found.filter { field in
            guard case .number(let number) = field.type, !number.isPercent, number.unit.isNone else { return false }
            return heading.columns.contains { $0.column == field.column && $0.unit == nil }
        }
        guard !plain.isEmpty else { return }
        for unit in heading.unitsAbove where unit.isSaid && !above.contains(where: { $0.unit.cell == unit.cell }) {
            findings.append(.unusedUnitAbove(unit.text, plain.map(\.schema.name), cell: unit.cell))
        }
    }

    private mutating func report(_ unknown: [FieldSchema]) {
        let read = Set(found.map(\.column))
        guard !unknown.isEmpty, !found.isEmpty, let cell = heading.columns.first?.cell else { return }
        let headings = heading.columns.filter { !read.contains($0.column) && !$0.text.isEmpty }.map(\.text)
        func isOptional(_ field: FieldSchema) -> Bool { field.mayBeBlank || field.fallback != nil }
        for optional in [false, true] {
            let fields = unknown.filter { isOptional($0) == optional }.map(\.name)
            if fields.isEmpty { continue }
            findings.append(.missingColumns(fields, headings: headings, isOptional: optional, cell: cell))
        }
    }

    /// The cells above the heading, and the headings of columns that no field reads: what stands below them is as many
    /// cells as there are rows.
    func unreadHeadings(in grid: Grid) -> [UnreadCell] {
        var unread: [UnreadCell] = []
        for row in 0..<heading.rows.lowerBound {
            for cell in grid.cells(inRow: row) {
                let address = CellAddress(page: heading.page, row: row, column: Int(grid.cells[cell].column))
                if above.contains(where: { $0.unit.cell == address && HeadingText.alone($0.unit.text) != nil }) { continue }
                unread.append(UnreadCell(cell: address, text: grid.string(cell)))
            }
        }
        let read = Set(found.map(\.column))
        for column in heading.columns where !read.contains(column.column) {
            unread.append(UnreadCell(cell: column.cell, text: column.text.isEmpty ? column.name : column.text))
        }
        return unread
    }
}

extension Type {
    /// Of several rows, which one cell cannot hold.
    var isRecords: Bool {
        switch self {
        case .table, .record, .list(.table): true
        default: false
        }
    }

    /// Of a list the type of its elements: a cell is one of them.
    fileprivate var element: Type {
        if case .list(let element) = self { element } else { self }
    }
}
