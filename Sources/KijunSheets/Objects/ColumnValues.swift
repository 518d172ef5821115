internal import CSimdjson
internal import Kijun

/// The columns of a reader as the evaluation has them: what their values are, and sets of sheets made of them.
struct ColumnValues {
    let layout: InputLayout
    /// For each table and slot the column; nil for what nobody reads.
    let numbers: [[Int32?]]
    private let columns: OpaquePointer
    private let schema: RecordSchema
    private let selection: FieldSelection
    /// Those of the plan, from which every table of texts goes on.
    private let planTexts: TextTable
    private var texts: TextTable
    /// For the texts of the columns, by their number there, that in ``texts``; and the same for codes, in their one spelling.
    private var textNumbers: [UInt32] = []
    private var codeNumbers: [UInt32?] = []
    private var isCode: [Bool]
    /// What null is in a column of texts.
    private var nullTexts: [String?]
    /// Numbers that are no decimals of 64 bits, by column.
    private var exact: [Int32: [(row: Int, number: Number)]] = [:]
    private var rowCounts: [Int]

    /// Beyond these the texts begin anew with those of the plan, so that a file of any length does not fill the memory.
    private static let maximumTexts = 1 << 13
    private static let maximumTextBytes = 1 << 20

    /// - Parameter identify: the fields of a sheet whose texts are codes.
    init(_ selection: FieldSelection, texts: TextTable, schema: RecordSchema, identify: [Int], in columns: OpaquePointer) {
        self.columns = columns
        self.schema = schema
        self.selection = selection
        planTexts = texts
        self.texts = texts
        let layout = InputLayout(schema)
        self.layout = layout
        var nullTexts: [String?] = []
        for table in layout.tables { kijun_columns_add_table(columns, table.parent.map { Int32($0) } ?? -1) }
        numbers = layout.tables.indices.map { table in
            layout.tables[table].slots.indices.map { slot in
                // The elements of a list are counted by its column.
                let isList = layout.tables[table].places.isEmpty && table > 0
                guard selection.slots[table][slot] || isList && selection.tables[table] else { return nil }
                return Self.addColumn(layout.tables[table].slots[slot], table: table, &nullTexts, in: columns)
            }
        }
        var isCode = nullTexts.map { _ in false }
        for field in identify where layout.tables[0].places.indices.contains(field) {
            if case .slot(let slot) = layout.tables[0].places[field], let number = numbers[0][slot] { isCode[Int(number)] = true }
        }
        self.isCode = isCode
        self.nullTexts = nullTexts
        rowCounts = layout.tables.map { _ in 0 }
    }

    private static func addColumn(
        _ slot: InputLayout.Slot, table: Int, _ nullTexts: inout [String?], in columns: OpaquePointer
    ) -> Int32 {
        var (state, value, scale) = (KIJUN_COLUMN_KNOWN, Int64(0), 0)
        var nullText: String?
        switch slot.type == .mark ? .text("") : slot.stored(.blank) {
        case .number(let number):
            if let decimal = number.decimal { (value, scale) = decimal } else { state = KIJUN_COLUMN_HANDED_ON }
        case .text(let text):
            value = Int64(KIJUN_COLUMN_NULL_TEXT)
            nullText = text
        case .year(let year): value = Int64(Int32(clamping: year))
        case .yesno(let flag): value = flag ? 1 : 0
        default: state = KIJUN_COLUMN_BLANK
        }
        let number = kijun_columns_add_column(columns, Int32(table), Int32(state), value, Int32(scale))
        nullTexts.append(nullText)
        for symbol in ScalarPlan(slot.type).symbols {
            symbol.utf8.withUnsafeBufferPointer { kijun_columns_add_symbol(columns, number, $0.baseAddress, $0.count) }
        }
        return number
    }

    // MARK: Rows of the slow reader

    /// - Returns: false where there is no memory.
    mutating func append(_ sheet: InputRecord) -> Bool { append(sheet, table: 0) }

    private mutating func append(_ record: InputRecord, table: Int) -> Bool {
        guard selection.tables[table] else { return true }
        let row = kijun_columns_open_row(columns, Int32(table))
        guard row >= 0 else { return false }
        for (value, place) in zip(record.values, layout.tables[table].places) {
            guard append(value, at: place, table: table, row: row) else { return false }
        }
        kijun_columns_close_row(columns, Int32(table))
        return true
    }

    private mutating func append(_ value: InputValue, at place: InputLayout.Place, table: Int, row: Int64) -> Bool {
        switch (place, value) {
        case (.slot(let slot), .scalar(let single, _)): return set(single, table: table, slot: slot, row: row)
        case (.table(let inner), .table(let records)) where selection.tables[inner]:
            kijun_columns_give(columns, Int32(inner), row)
            return records.allSatisfy { append($0, table: inner) }
        case (.list(let inner), .list(let elements)) where selection.tables[inner]:
            kijun_columns_give(columns, Int32(inner), row)
            return elements.allSatisfy { element in
                let own = kijun_columns_open_row(columns, Int32(inner))
                guard own >= 0 else { return false }
                guard case .scalar(let single, _) = element else { return true }
                return set(single, table: inner, slot: 0, row: own)
            }
        case (.record(let inner), .record(let record)):
            return zip(record.values, layout.records[inner]).allSatisfy { append($0, at: $1, table: table, row: row) }
        default: return true
        }
    }

    /// - Returns: false where there is no memory.
    mutating func set(_ value: Value, table: Int, slot: Int, row: Int64) -> Bool {
        guard let column = numbers[table][slot] else { return true }
        switch layout.tables[table].slots[slot].stored(value) {
        case .number(let number):
            let decimal = number.decimal
            if decimal == nil { exact[column, default: []].append((Int(row), number)) }
            kijun_columns_set(columns, column, row, decimal?.mantissa ?? 0, Int32(decimal?.scale ?? 0))
        case .text(let text):
            var text = text
            return text.withUTF8 { kijun_columns_set_text(columns, column, row, $0.baseAddress, $0.count) } != 0
        case .year(let year): kijun_columns_set(columns, column, row, Int64(Int32(clamping: year)), 0)
        case .yesno(let flag): kijun_columns_set(columns, column, row, flag ? 1 : 0, 0)
        default: break
        }
        return true
    }

    /// Takes back the rows of the sheet that was read last and could not be read to its end.
    mutating func undo() {
        kijun_columns_undo(columns)
        for (table, columns) in numbers.enumerated() {
            let rows = kijun_columns_rows(self.columns, Int32(table))
            for column in columns { if let column { exact[column]?.removeAll { $0.row >= rows } } }
        }
    }

    // MARK: Sets of sheets

    /// How many sheets there are since the last time.
    var sheetCount: Int { kijun_columns_rows(columns, 0) }

    /// Some table has as many rows as one set should have.
    var isFull: Bool { layout.tables.indices.contains { kijun_columns_rows(columns, Int32($0)) >= Self.maximumRows } }

    /// Columns that are longer than this leave the cache.
    static let maximumRows = 1 << 14

    /// The sheets since the last time; nil where there are none.
    ///
    /// - Parameter documents: for each of them where it is from.
    mutating func take(_ documents: [DocumentInfo]) -> SheetSet? {
        rowCounts = layout.tables.indices.map { kijun_columns_rows(columns, Int32($0)) }
        let count = rowCounts[0]
        guard count > 0 else { return nil }
        numberTexts()
        let tables = layout.tables.indices.map { table($0) }
        let set = SheetSet(
            schema: schema, layout: layout, documents: documents, findings: Array(repeating: [], count: count),
            tables: tables, texts: texts)
        exact.removeAll(keepingCapacity: true)
        if kijun_columns_clear(columns, Self.maximumTexts, Self.maximumTextBytes) != 0 {
            texts = planTexts
            textNumbers.removeAll(keepingCapacity: true)
            codeNumbers.removeAll(keepingCapacity: true)
        }
        return set
    }

    /// Takes the texts that are new in the columns into the table.
    private mutating func numberTexts() {
        for number in textNumbers.count..<max(textNumbers.count, kijun_columns_text_count(columns)) {
            textNumbers.append(texts.number(of: text(number)))
            codeNumbers.append(nil)
        }
    }

    private func text(_ number: Int) -> String {
        var count = 0
        let bytes = kijun_columns_text(columns, number, &count)
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    private mutating func table(_ index: Int) -> SheetSet.InputTable {
        guard let parent = layout.tables[index].parent else {
            return SheetSet.InputTable(starts: [0, Int32(clamping: rowCounts[0])], columns: tableColumns(index))
        }
        let parents = rowCounts[parent]
        guard selection.tables[index], parents > 0 else {
            return SheetSet.InputTable(
                starts: Array(repeating: 0, count: parents + 1), isMissing: Array(repeating: true, count: parents),
                columns: tableColumns(index))
        }
        return SheetSet.InputTable(
            starts: Array(UnsafeBufferPointer(start: kijun_columns_starts(columns, Int32(index)), count: parents + 1)),
            isMissing: UnsafeBufferPointer(start: kijun_columns_missing(columns, Int32(index)), count: parents).map { $0 != 0 },
            columns: tableColumns(index))
    }

    private mutating func tableColumns(_ table: Int) -> [Column] {
        let rows = rowCounts[table]
        return layout.tables[table].slots.indices.map { slot in
            guard let number = numbers[table][slot], selection.slots[table][slot] else { return .unread }
            return column(number, layout.tables[table].slots[slot].kind, rows: rows)
        }
    }

    private mutating func column(_ number: Int32, _ kind: ValueKind, rows: Int) -> Column {
        let states = UnsafeBufferPointer(start: kijun_columns_states(columns, number), count: rows)
        let hasBlank = states.contains(UInt8(KIJUN_COLUMN_BLANK))
        let status = hasBlank ? states.map { $0 == 0 ? Status.known : .blank } : nil
        let values = UnsafeBufferPointer(start: kijun_columns_values(columns, number), count: rows)
        switch kind {
        case .number: return Column(.numbers(numberColumn(number, rows: rows)), status: status)
        case .text: return Column(.texts(isCode[Int(number)] ? codes(values, number) : texts(values, number)), status: status)
        case .year: return Column(.years(values.map { Int32(truncatingIfNeeded: $0) }), status: status)
        case .flag: return Column(.flags(values.map { $0 != 0 }), status: status)
        }
    }

    private func numberColumn(_ number: Int32, rows: Int) -> NumberColumn {
        var scale: Int32 = 0
        let mantissas = [Int64](unsafeUninitializedCapacity: rows) { target, count in
            scale = kijun_columns_mantissas(columns, number, target.baseAddress)
            count = rows
        }
        if scale >= 0, exact[number] == nil { return .scaled(mantissas, scale: Int(scale)) }
        let values = UnsafeBufferPointer(start: kijun_columns_values(columns, number), count: rows)
        let scales = UnsafeBufferPointer(start: kijun_columns_scales(columns, number), count: rows)
        var numbers = zip(values, scales).map { Number(mantissa: $0, scale: Int($1)) ?? .zero }
        for (row, value) in exact[number] ?? [] { numbers[row] = value }
        return NumberColumn(numbers)
    }

    private mutating func texts(_ values: UnsafeBufferPointer<Int64>, _ column: Int32) -> [UInt32] {
        // Before the loop, in which nothing may be written.
        let null = nullTexts[Int(column)].map { texts.number(of: $0) } ?? 0
        return values.map { $0 < 0 ? null : textNumbers[Int($0)] }
    }

    /// Of codes, in their one spelling.
    private mutating func codes(_ values: UnsafeBufferPointer<Int64>, _ column: Int32) -> [UInt32] {
        let null = nullTexts[Int(column)].map { texts.number(of: CodeText.normal($0)) } ?? 0
        return values.map { value in
            if value < 0 { return null }
            if let known = codeNumbers[Int(value)] { return known }
            let number = CodeText.isPlain(text(Int(value))) ? textNumbers[Int(value)] : texts.number(of: CodeText.normal(text(Int(value))))
            codeNumbers[Int(value)] = number
            return number
        }
    }
}
