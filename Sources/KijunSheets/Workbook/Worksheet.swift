internal import Kijun

/// A worksheet as it was read: its cells in reading order and what else there is to say of it.
struct Worksheet {
    let grid: Grid
    /// The bytes of all cells, those counted again that several share.
    let shown: Int
    /// What is hidden and filled, in the order of the sheet: rows and columns from 0.
    let hiddenRows: [ClosedRange<Int>]
    let hiddenColumns: [ClosedRange<Int>]
    /// The first filled cell in a hidden row or column.
    let firstHidden: (row: Int, column: Int)?
    /// How many cells stand there twice, and the first of them.
    let repeated: (count: Int, row: Int, column: Int)?
    /// Cells whose format leaves out what nothing in the cell says, and those whose format does not fit their number.
    let scaled: Rescaled?
    let notFollowed: Rescaled?

    /// How many cells, and of the first of them what is stored and what is read.
    struct Rescaled {
        var count: Int
        let row: Int
        let column: Int
        let stored: String
        let read: String
    }
}

/// The cells of a worksheet in the making, in whatever order the part has them.
struct WorksheetCells {
    /// What Excel can hold.
    static let maximumRows = 1_048_576
    static let maximumColumns = 16_384
    static let maximumMerged = 100_000

    /// Of all pages together: beyond it a workbook is no sheet that people keep.
    struct Room {
        var cells = 10_000_000
        var rows = 10_000_000
        /// Bytes of text, each as often as it is shown: what many cells share costs little here, but not where it is read.
        var text = ZipArchive.largestLimit
    }

    private(set) var text: [UInt8] = []
    private var scaled: Worksheet.Rescaled?
    private var notFollowed: Worksheet.Rescaled?
    private var cells: [Grid.Cell] = []
    private var rows: [Int32] = []
    private var faults: [Int32: Grid.Fault] = [:]
    private var merged: [Grid.Extent] = []
    private var isInOrder = true
    /// The bytes of all cells, those counted again that several share.
    private(set) var shown = 0
    private var hiddenRows: [ClosedRange<Int>] = []
    private var hiddenColumns: [ClosedRange<Int>] = []
    private var isColumnHidden: [Bool] = []
    private var hiddenEnd = 0
    private var usedColumns: [Bool] = []
    private var firstHidden: (row: Int, column: Int)?

    var count: Int { cells.count }

    /// The number of bytes that are taken.
    var size: Int { text.count }

    mutating func merge(_ extent: Grid.Extent) -> Bool {
        merged.append(extent)
        return merged.count <= Self.maximumMerged
    }

    /// Columns come from left to right; what reaches back is left out, so that many ranges cost no more than their columns.
    mutating func hide(columns: ClosedRange<Int>) {
        if isColumnHidden.isEmpty {
            isColumnHidden = Array(repeating: false, count: Self.maximumColumns)
            usedColumns = isColumnHidden
        }
        for column in max(columns.lowerBound, hiddenEnd)..<max(columns.upperBound + 1, hiddenEnd) { isColumnHidden[column] = true }
        hiddenEnd = max(hiddenEnd, columns.upperBound + 1)
    }

    /// Adds a cell whose text was appended to the buffer from `start` on.
    mutating func add(row: Int, column: Int, from start: Int, fault: Grid.Fault? = nil, isHidden: Bool) {
        let kept = text[start...].trimmedOfSpace
        if kept.isEmpty {
            text.removeSubrange(start...)
        } else {
            // White space that is left in front takes room as well.
            shown += kept.startIndex - start
            let end = kept.endIndex
            if end < text.count { text.removeSubrange(end...) }
            add(row: row, column: column, start: UInt32(kept.startIndex), length: UInt32(kept.count), fault: fault, isHidden: isHidden)
        }
    }

    /// Adds a cell whose text stands in the buffer already.
    mutating func add(row: Int, column: Int, start: UInt32, length: UInt32, fault: Grid.Fault? = nil, isHidden: Bool) {
        if isInOrder, let last = cells.last, let lastRow = rows.last {
            isInOrder = lastRow < Int32(row) || lastRow == Int32(row) && last.column < Int32(column)
        }
        if let fault { faults[Int32(cells.count)] = fault }
        cells.append(Grid.Cell(column: Int32(column), start: start, length: length))
        shown += Int(length)
        rows.append(Int32(row))
        let isColumn = !isColumnHidden.isEmpty && isColumnHidden[column]
        if isColumn { usedColumns[column] = true }
        if isHidden {
            if let last = hiddenRows.last, last.upperBound >= row - 1, last.lowerBound <= row {
                hiddenRows[hiddenRows.count - 1] = last.lowerBound...max(row, last.upperBound)
            } else {
                hiddenRows.append(row...row)
            }
        }
        if isHidden || isColumn, firstHidden == nil { firstHidden = (row, column) }
    }

    /// Keeps in mind a number that is not read as it is stored, or not as it is shown.
    ///
    /// - Parameter start: where its text begins in the buffer, at whose end it stands.
    mutating func note(_ effect: CellFormat.Effect, of number: CellNumber, row: Int, column: Int, from start: Int) {
        func noted(_ known: Worksheet.Rescaled?) -> Worksheet.Rescaled {
            if var known {
                known.count += 1
                return known
            }
            var stored: [UInt8] = []
            number.append(to: &stored)
            return Worksheet.Rescaled(
                count: 1, row: row, column: column, stored: String(decoding: stored, as: UTF8.self),
                read: String(decoding: text[start...], as: UTF8.self))
        }
        switch effect {
        case .same: break
        case .scaled: scaled = noted(scaled)
        case .notFollowed: notFollowed = noted(notFollowed)
        }
    }

    /// For texts that many cells share.
    mutating func append(_ more: ArraySlice<UInt8>) { text += more }

    mutating func withText<R>(_ body: (inout [UInt8]) -> R) -> R { body(&text) }

    /// The page, its cells in reading order.
    consuming func finish() -> Worksheet {
        var repeated: (count: Int, row: Int, column: Int)?
        if !isInOrder { repeated = sort() }
        var starts: [Int32] = [0]
        starts.reserveCapacity(Int(rows.last ?? -1) + 2)
        for (index, row) in rows.enumerated() {
            while starts.count <= Int(row) { starts.append(Int32(index)) }
        }
        if let last = rows.last { while starts.count <= Int(last) + 1 { starts.append(Int32(cells.count)) } }
        var columns: [ClosedRange<Int>] = []
        for (column, isUsed) in usedColumns.enumerated() where isUsed {
            if let last = columns.last, last.upperBound == column - 1 {
                columns[columns.count - 1] = last.lowerBound...column
            } else {
                columns.append(column...column)
            }
        }
        let grid = Grid(text: text, cells: cells, rowStarts: starts, ruleRows: [], merged: merged, faults: faults)
        return Worksheet(
            grid: grid, shown: shown, hiddenRows: hiddenRows, hiddenColumns: columns, firstHidden: firstHidden, repeated: repeated,
            scaled: scaled, notFollowed: notFollowed)
    }

    /// Puts the cells into reading order. Of a cell that stands there twice the later one holds.
    private mutating func sort() -> (count: Int, row: Int, column: Int)? {
        let order = cells.indices.sorted { a, b in (rows[a], cells[a].column, a) < (rows[b], cells[b].column, b) }
        var sorted: [Grid.Cell] = []
        var sortedRows: [Int32] = []
        var sortedFaults: [Int32: Grid.Fault] = [:]
        var repeated: (count: Int, row: Int, column: Int)?
        for (place, index) in order.enumerated() {
            if place + 1 < order.count, rows[order[place + 1]] == rows[index], cells[order[place + 1]].column == cells[index].column {
                repeated = repeated.map { ($0.count + 1, $0.row, $0.column) } ?? (1, Int(rows[index]), Int(cells[index].column))
                continue
            }
            if let fault = faults[Int32(index)] { sortedFaults[Int32(sorted.count)] = fault }
            sorted.append(cells[index])
            sortedRows.append(rows[index])
        }
        (cells, rows, faults) = (sorted, sortedRows, sortedFaults)
        hiddenRows.sort { $0.lowerBound < $1.lowerBound }
        return repeated
    }
}
