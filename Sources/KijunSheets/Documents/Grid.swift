/// A page: rows × columns of cells.
///
/// Only filled cells are stored, in reading order, eight bytes of text position each over one buffer: a page of 50 000 rows
/// costs little more than its text. A merged cell is stored once, where its upper left corner stands, with its extent.
///
/// A class, though nothing of it changes: a place is looked up for every value, and a reference is passed on at less than a
/// tenth of the cost of five arrays.
public final class Grid: Sendable {
    /// A filled cell. Its text is a range of the page's buffer, without white space at its ends.
    struct Cell: Sendable {
        let column: Int32
        let start: UInt32
        let length: UInt32
    }

    /// The rows and columns over which a merged cell stands.
    public struct Extent: Hashable, Sendable {
        public let rows: Range<Int>
        public let columns: Range<Int>

        public init(rows: Range<Int>, columns: Range<Int>) {
            self.rows = rows
            self.columns = columns
        }
    }

    /// Why the text of a cell is no value.
    public enum Fault: Hashable, Sendable {
        /// A formula that failed; the text is what the cell shows: `#REF!`, `#N/A`.
        case error
        /// A formula whose value was never calculated; the text is the formula.
        case notCalculated
    }

    /// UTF-8 of all cells. Cells may share a text.
    let text: [UInt8]
    let cells: [Cell]
    /// For each row the index of its first cell in ``cells``, and at the end the number of cells.
    let rowStarts: [Int32]
    /// Rows that only rule off a Markdown table (`|---|---|`): stripped, but counted as lines.
    let ruleRows: Set<Int32>
    private let merged: MergedCells?
    /// By index in ``cells``.
    private let faults: [Int32: Fault]
    /// For each row of a csv how many cells its record has, filled or not; empty for other formats.
    let recordWidths: [Int32]
    /// The rows of the page, or of the part to which it was cut.
    public let rows: Range<Int>

    init(
        text: [UInt8], cells: [Cell], rowStarts: [Int32], ruleRows: Set<Int32>, merged: [Extent], faults: [Int32: Fault] = [:],
        recordWidths: [Int32] = []
    ) {
        self.recordWidths = recordWidths
        self.text = text
        self.cells = cells
        self.rowStarts = rowStarts
        self.ruleRows = ruleRows
        self.merged = merged.isEmpty ? nil : MergedCells(merged)
        self.faults = faults
        rows = 0..<rowStarts.count - 1
    }

    /// The page cut to some of its rows; every cell keeps its place. It shares what it holds with the whole.
    private init(_ whole: Grid, rows: Range<Int>) {
        text = whole.text
        cells = whole.cells
        rowStarts = whole.rowStarts
        ruleRows = whole.ruleRows
        merged = whole.merged
        faults = whole.faults
        recordWidths = whole.recordWidths
        self.rows = rows.clamped(to: whole.rows)
    }

    func cut(to rows: Range<Int>) -> Grid { rows == self.rows ? self : Grid(self, rows: rows) }

    /// Why a filled cell is no value; nil where its text is one.
    func fault(ofCell cell: Int) -> Fault? { faults.isEmpty ? nil : faults[Int32(cell)] }

    /// The row after the last.
    public var rowCount: Int { rows.upperBound }

    /// The indices of all filled cells.
    var cellRange: Range<Int> { Int(rowStarts[rows.lowerBound])..<Int(rowStarts[rows.upperBound]) }

    /// The indices of the filled cells of a row, from left to right; empty beyond the page.
    func cells(inRow row: Int) -> Range<Int> {
        guard rows.contains(row) else { return 0..<0 }
        return Int(rowStarts[row])..<Int(rowStarts[row + 1])
    }

    /// The row of a filled cell.
    func row(ofCell cell: Int) -> Int {
        var low = rows.lowerBound
        var high = rows.upperBound
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(rowStarts[middle]) <= cell { low = middle } else { high = middle }
        }
        return low
    }

    /// The first filled cell of a row at or after a column, by its index in ``cells``.
    func firstCell(inRow row: Int, from column: Int) -> Int? {
        let range = cells(inRow: row)
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = (low + high) / 2
            if Int(cells[middle].column) < column { low = middle + 1 } else { high = middle }
        }
        return low < range.upperBound ? low : nil
    }

    /// The filled cell at a place; for a place inside a merged cell, that cell.
    func cell(row: Int, column: Int) -> Int? {
        if let found = firstCell(inRow: row, from: column), Int(cells[found].column) == column { return found }
        guard let extent = mergedExtent(row: row, column: column) else { return nil }
        let corner = (row: extent.rows.lowerBound, column: extent.columns.lowerBound)
        guard corner != (row, column), let found = firstCell(inRow: corner.row, from: corner.column),
            Int(cells[found].column) == corner.column
        else { return nil }
        return found
    }

    /// All merged cells, by first row and column.
    var mergedExtents: [Extent] { merged?.extents ?? [] }

    /// The extent of the merged cell that covers a place.
    func mergedExtent(row: Int, column: Int) -> Extent? { merged?.extent(row: row, column: column) }

    /// The rows and columns of a place: those of its merged cell, or itself.
    func extent(row: Int, column: Int) -> Extent {
        mergedExtent(row: row, column: column) ?? Extent(rows: row..<row + 1, columns: column..<column + 1)
    }

    /// The text of a filled cell, as on the sheet.
    func string(_ cell: Int) -> String {
        String(decoding: bytes(cell), as: UTF8.self)
    }

    func bytes(_ cell: Int) -> ArraySlice<UInt8> {
        let found = cells[cell]
        return text[Int(found.start)..<Int(found.start) + Int(found.length)]
    }

    /// The text of a filled cell where a label is sought; none for a cell that is no value, for no label stands there.
    func labelBytes(_ cell: Int) -> ArraySlice<UInt8> { fault(ofCell: cell) == nil ? bytes(cell) : [] }

    /// The text at a place, as on the sheet; empty where nothing stands.
    public subscript(row: Int, column: Int) -> String {
        cell(row: row, column: column).map(string) ?? ""
    }

    func isEmpty(row: Int) -> Bool { cells(inRow: row).isEmpty }
}

/// A page in the making: cells come row by row and from left to right.
public struct GridBuilder {
    private var text: [UInt8] = []
    private var cells: [Grid.Cell] = []
    private var rowStarts: [Int32] = [0]
    private var ruleRows: Set<Int32> = []
    private var merged: [Grid.Extent] = []
    private var recordWidths: [Int32] = []

    public init() {}

    /// A page over text that is there already: see ``add(column:at:)``.
    init(text: [UInt8]) { self.text = text }

    /// The row (from 0) to which cells are added.
    public var row: Int { rowStarts.count - 1 }
    /// The bytes of text so far.
    public var size: Int { text.count }

    mutating func reserve(bytes: Int) { text.reserveCapacity(bytes) }

    /// Adds a cell to the row; one of white space alone is empty and takes no place. The columns of a row must rise.
    public mutating func add(column: Int, _ bytes: some Sequence<UInt8>) {
        let start = text.count
        text.append(contentsOf: bytes)
        close(column: column, from: start)
    }

    /// Adds a cell of text that stands in the buffer from `start` on.
    private mutating func close(column: Int, from start: Int) {
        let kept = text[start...].trimmedOfSpace
        guard !kept.isEmpty, let narrow = Int32(exactly: column) else {
            text.removeSubrange(start...)
            return
        }
        cells.append(Grid.Cell(column: narrow, start: UInt32(kept.startIndex), length: UInt32(kept.count)))
    }

    /// Adds a cell whose text stands in the page's text already; white space at its ends does not belong to it.
    mutating func add(column: Int, at range: Range<Int>) {
        guard !range.isEmpty, let narrow = Int32(exactly: column) else { return }
        var kept = range
        // Most cells begin and end with neither ASCII white space nor a byte of other white space.
        if Self.mayBeSpace(text[range.lowerBound]) || Self.mayBeSpace(text[range.upperBound - 1]) {
            let trimmed = text[range].trimmedOfSpace
            guard !trimmed.isEmpty else { return }
            kept = trimmed.startIndex..<trimmed.endIndex
        }
        cells.append(Grid.Cell(column: narrow, start: UInt32(kept.lowerBound), length: UInt32(kept.count)))
    }

    private static func mayBeSpace(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0xC2 || byte == 0xA0 || byte == 0xE3 || byte == 0x80
    }

    public mutating func endRow() { rowStarts.append(Int32(cells.count)) }

    /// Ends the row of a csv.
    ///
    /// - Parameter width: how many cells the record has, filled or not.
    mutating func endRecord(width: Int) {
        recordWidths.append(Int32(clamping: width))
        endRow()
    }

    /// Takes the cells of the row back: it only rules off a table.
    mutating func ruleRow() {
        cells.removeSubrange(Int(rowStarts[row])...)
        ruleRows.insert(Int32(row))
    }

    public mutating func merge(_ extent: Grid.Extent) { merged.append(extent) }

    /// The row's cells so far.
    var rowCells: [ArraySlice<UInt8>] {
        cells[Int(rowStarts[row])...].map { text[Int($0.start)..<Int($0.start) + Int($0.length)] }
    }

    /// The page with all rows that were ended.
    public consuming func build() -> Grid {
        Grid(text: text, cells: cells, rowStarts: rowStarts, ruleRows: ruleRows, merged: merged, recordWidths: recordWidths)
    }
}

extension ArraySlice<UInt8> {
    /// Without white space at both ends: ASCII white space, U+00A0 and U+3000.
    var trimmedOfSpace: ArraySlice<UInt8> {
        var rest = self
        while let length = rest.leadingSpace { rest = rest.dropFirst(length) }
        while let length = rest.trailingSpace { rest = rest.dropLast(length) }
        return rest
    }

    private var leadingSpace: Int? {
        guard let first else { return nil }
        if first == 0x20 || (0x09...0x0D).contains(first) { return 1 }
        if first == 0xC2, count >= 2, self[startIndex + 1] == 0xA0 { return 2 }
        if first == 0xE3, count >= 3, self[startIndex + 1] == 0x80, self[startIndex + 2] == 0x80 { return 3 }
        return nil
    }

    private var trailingSpace: Int? {
        guard let last else { return nil }
        if last == 0x20 || (0x09...0x0D).contains(last) { return 1 }
        if last == 0xA0, count >= 2, self[endIndex - 2] == 0xC2 { return 2 }
        if last == 0x80, count >= 3, self[endIndex - 2] == 0x80, self[endIndex - 3] == 0xE3 { return 3 }
        return nil
    }
}
