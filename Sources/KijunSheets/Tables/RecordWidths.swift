internal import Kijun
internal import KijunSyntax

/// Finds the records of a csv that a separator inside a value makes longer than the heading: `1,200` without quotes is 1 and 200.
struct RecordWidths {
    private let grid: Grid
    private let lastColumn: Int
    /// Cells of the heading's record, filled or not.
    private let width: Int
    /// Most records have as many cells as the heading, so that one more, though it is empty, tells a shift.
    private let areEven: Bool

    init(_ page: RowColumns, in grid: Grid) {
        self.grid = grid
        lastColumn = page.lastColumn
        width = page.heading.width
        let rows = page.heading.rows.upperBound..<max(page.heading.rows.upperBound, grid.recordWidths.count)
        let long = rows.count { Int(grid.recordWidths[$0]) > page.heading.width }
        areEven = long * 2 < rows.count
    }

    func isShifted(row: Int) -> Bool {
        guard grid.recordWidths.indices.contains(row), Int(grid.recordWidths[row]) > width else { return false }
        let cells = grid.cells(inRow: row)
        guard let last = cells.last else { return false }
        if Int(grid.cells[last].column) > lastColumn { return true }
        // Where most rows are longer, so that the column beyond the heading has a name of its own, all of them may be divided.
        return (areEven || Int(grid.cells[last].column) >= width) && zip(cells, cells.dropFirst()).contains { mayBeOne($0, $1) }
    }

    /// Two cells side by side that may be one number: `1` and `200`, `△12` and `000.5`.
    private func mayBeOne(_ first: Int, _ second: Int) -> Bool {
        guard grid.cells[first].column + 1 == grid.cells[second].column else { return false }
        let head = grid.bytes(first).drop { !Self.isDigit($0) }
        guard (1...3).contains(head.count), head.allSatisfy(Self.isDigit) else { return false }
        let tail = grid.bytes(second)
        return tail.prefix(3).count(where: Self.isDigit) == 3 && !(tail.dropFirst(3).first.map(Self.isDigit) ?? false)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
