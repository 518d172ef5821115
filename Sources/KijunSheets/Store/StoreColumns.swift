internal import CSimdjson
public import Kijun

/// Reads the sheets of a store straight into columns: only the fields that a plan reads, without cells and without findings of single
/// sheets. What it gives is what ``SheetStore/load(_:by:each:)`` and ``SheetSet/Builder`` give. A reader is for one thread.
public final class StoreColumns {
    private let store: SheetStore
    private let columns: OpaquePointer
    private let isInterrupted: () -> Bool
    private let maximumSheets: Int
    private var values: ColumnValues
    private let fields: ColumnTargets
    private let sheets: Statement
    /// For each table of the store its rows; nil where nobody asks for them.
    private let rows: [Statement?]
    /// Of the sheets in the columns.
    private var documents: [DocumentInfo] = []
    private var sheet: Int64 = 0

    /// - Parameters:
    ///   - plan: what the sheets are for.
    ///   - loader: what they are read by, of the same program.
    ///   - maximumSheets: in one set.
    public convenience init(
        _ store: SheetStore, for plan: EvaluationPlan, by loader: DocumentLoader, maximumSheets: Int = 512
    ) throws(StoreProblem) {
        try self.init(store, plan.selection, texts: plan.texts, loader: loader, maximumSheets: maximumSheets)
    }

    /// - Parameters:
    ///   - selection: what is read.
    ///   - texts: from which those of the sheets go on.
    init(
        _ store: SheetStore, _ selection: FieldSelection, texts: TextTable, loader: DocumentLoader, maximumSheets: Int
    ) throws(StoreProblem) {
        guard let columns = kijun_columns_create(.random(in: .min ... .max)) else { throw .noMemory }
        self.store = store
        self.columns = columns
        self.maximumSheets = maximumSheets
        isInterrupted = loader.isInterrupted
        // Codes are in their one spelling in the store.
        values = ColumnValues(selection, texts: texts, schema: loader.schema, identify: [], in: columns)
        fields = ColumnTargets(store, as: loader.schema, values, selection)
        do {
            let layout = store.layout
            sheets = try store.database.prepare(layout.selection(0, head: ["sheet", "cells"], slots: fields.selected[0]))
            var rows: [Statement?] = [nil]
            for table in layout.names.indices.dropFirst() {
                let selection = layout.selection(table, head: ["sheet"], slots: fields.selected[table])
                rows.append(fields.isRead[table] ? try store.database.prepare(selection) : nil)
            }
            self.rows = rows
        } catch {
            kijun_columns_destroy(columns)
            throw error
        }
    }

    deinit { kijun_columns_destroy(columns) }

    /// Reads the sheets of one of the store's documents. The last of them stay here until ``finish(each:)``.
    ///
    /// - Parameter each: takes a set of sheets in the order of the documents.
    /// - Returns: what there is to report of the document.
    public func read(_ document: StoredDocument, each: (SheetSet) -> Void) -> DocumentFindings {
        do {
            try readSheets(of: document, each)
            return DocumentFindings(try store.findings(of: document), unreadable: document.unreadable)
        } catch {
            // Of the sheet that is damaged, nothing; those before it are handed on.
            values.undo()
            return DocumentFindings([error.finding(store.path)])
        }
    }

    /// How many sheets were read and not yet handed on.
    public var waitingCount: Int { documents.count }

    /// Hands on what is left.
    public func finish(each: (SheetSet) -> Void) {
        if let set = values.take(documents) { each(set) }
        documents.removeAll(keepingCapacity: true)
    }

    private func readSheets(of document: StoredDocument, _ each: (SheetSet) -> Void) throws(StoreProblem) {
        let statements = [sheets] + rows.compactMap { $0 }
        for statement in statements {
            statement.reset()
            statement.bind(1, document.sheets.lowerBound)
            statement.bind(2, document.sheets.upperBound)
        }
        defer { for statement in statements { statement.reset() } }
        while try sheets.step() {
            if isInterrupted() { return }
            kijun_columns_keep(columns)
            sheet = sheets.integer(0)
            var trail = CellTrail.Walk(sheets.bytes(1))
            let row = try openRow(0)
            try read(fields.root, row, sheets, first: 2, &trail)
            guard trail.isAtEnd, !trail.isBroken else { throw .damaged("cells") }
            kijun_columns_close_row(columns, 0)
            documents.append(document.info)
            if documents.count >= maximumSheets || values.isFull { finish(each: each) }
        }
        for (table, statement) in rows.enumerated() {
            if let statement, try statement.step() { throw .altered(table: store.layout.names[table]) }
        }
    }

    // MARK: Values

    private func openRow(_ table: Int32) throws(StoreProblem) -> Int64 {
        let row = kijun_columns_open_row(columns, table)
        guard row >= 0 else { throw .noMemory }
        return row
    }

    /// - Parameters:
    ///   - row: of the columns; what nobody reads does not use it.
    ///   - statement: stands on the row of the record; nil where nothing of it is read.
    ///   - first: the place of its first column.
    private func read(
        _ steps: Range<Int>, _ row: Int64, _ statement: Statement?, first: Int, _ trail: inout CellTrail.Walk
    ) throws(StoreProblem) {
        for index in steps {
            let step = fields.steps[index]
            switch step.content {
            case .single:
                let state = trail.state()
                if state == .known, step.column < 0 { continue }
                let odd = state == .odd ? oddValue(&trail) : nil
                guard step.column >= 0, let statement else { continue }
                try set(step, state, odd, row, statement, first + Int(step.place))
            case .list:
                guard let count = trail.count() else {
                    skipMissing(&trail)
                    continue
                }
                if step.table >= 0 { kijun_columns_give(columns, step.table, row) }
                let elements = rows[Int(step.stored)]
                for _ in 0..<count {
                    let state = trail.state()
                    let odd = state == .odd ? oddValue(&trail) : nil
                    if trail.isBroken { throw .damaged("cells") }
                    guard let elements else { continue }
                    try advance(elements, step)
                    try set(step, state, odd, try openRow(step.table), elements, 1)
                }
            case .table:
                guard let count = trail.count() else {
                    skipMissing(&trail)
                    continue
                }
                if step.table >= 0 { kijun_columns_give(columns, step.table, row) }
                let inner = rows[Int(step.stored)]
                // Rows without a column take no bytes, so that their number is not held by the length of the trail.
                if inner == nil, step.inner.isEmpty { continue }
                for _ in 0..<count {
                    if let inner {
                        try advance(inner, step)
                        try read(step.inner, try openRow(step.table), inner, first: 1, &trail)
                        kijun_columns_close_row(columns, step.table)
                    } else {
                        try read(step.inner, 0, nil, first: 1, &trail)
                    }
                    if trail.isBroken { throw .damaged("cells") }
                }
            case .record:
                guard trail.count() != nil else {
                    skipMissing(&trail)
                    continue
                }
                try read(step.inner, row, statement, first: first, &trail)
            }
        }
    }

    /// What stands in place of a table, list or record that the sheet does not have.
    private func skipMissing(_ trail: inout CellTrail.Walk) { _ = trail.state() }

    private func oddValue(_ trail: inout CellTrail.Walk) -> Value {
        let type = trail.text()
        return StoredText(type: type, text: trail.text()).value ?? .undetermined
    }

    private func advance(_ statement: Statement, _ step: ColumnTargets.Step) throws(StoreProblem) {
        guard try statement.step(), statement.integer(0) == sheet else { throw altered(step) }
    }

    private func altered(_ step: ColumnTargets.Step) -> StoreProblem { .altered(table: store.layout.names[Int(step.stored)]) }

    /// - Parameter place: of the value in the row of the statement.
    private func set(
        _ step: ColumnTargets.Step, _ state: CellTrail.State, _ odd: Value?, _ row: Int64, _ statement: Statement, _ place: Int
    ) throws(StoreProblem) {
        switch state {
        case .undetermined: return
        case .blank:
            guard step.blankMeans else { return }
            try put(.blank, step, row)
        case .odd: try put(odd ?? .undetermined, step, row)
        case .known:
            switch (step.kind, statement.kind(place)) {
            case (.number, .integer):
                let number = statement.integer(place)
                // Whether the least number of 64 bits is one of them, the number says.
                guard number != .min else { return try put(.number(Number(Int(number))), step, row) }
                kijun_columns_set(columns, step.column, row, number, 0)
            case (.number, .text):
                if let decimal = ShortDecimal(statement.bytes(place)) {
                    kijun_columns_set(columns, step.column, row, decimal.mantissa, decimal.scale)
                } else {
                    guard let number = Number(stored: statement.text(place)) else { throw altered(step) }
                    try put(.number(number), step, row)
                }
            case (.text, .text):
                let text = statement.bytes(place)
                guard kijun_columns_set_text(columns, step.column, row, text.baseAddress, text.count) != 0 else { throw .noMemory }
            case (.year, .integer): kijun_columns_set(columns, step.column, row, Int64(Int32(clamping: statement.integer(place))), 0)
            case (.flag, .integer): kijun_columns_set(columns, step.column, row, statement.integer(place) == 0 ? 0 : 1, 0)
            default: throw altered(step)
            }
        }
    }

    private func put(_ value: Value, _ step: ColumnTargets.Step, _ row: Int64) throws(StoreProblem) {
        guard values.set(value, table: Int(step.target.table), slot: Int(step.target.slot), row: row) else { throw .noMemory }
    }
}

/// A number such as `900.5` that fits 64 bits; nil for any other text.
private struct ShortDecimal {
    private(set) var mantissa: Int64 = 0
    private(set) var scale: Int32 = 0

    init?(_ text: UnsafeBufferPointer<UInt8>) {
        // 18 digits always fit.
        guard let first = text.first, text.count <= 18 else { return nil }
        let isNegative = first == UInt8(ascii: "-")
        var point: Int?
        for index in text.indices.dropFirst(isNegative ? 1 : 0) {
            let digit = text[index] &- UInt8(ascii: "0")
            if digit < 10 {
                mantissa = mantissa &* 10 &+ Int64(digit)
            } else if text[index] == UInt8(ascii: "."), point == nil, index > (isNegative ? 1 : 0) {
                point = index
            } else {
                return nil
            }
        }
        guard text[text.count - 1] &- UInt8(ascii: "0") < 10 else { return nil }
        if isNegative { mantissa = -mantissa }
        if let point { scale = Int32(text.count - 1 - point) }
    }
}
