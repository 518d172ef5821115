internal import Kijun
internal import KijunSyntax

/// A unit that stands above a table, and not in the heading of a column: `（単位：千円）` at its upper right corner.
///
/// It is the unit of each column of its dimension whose heading names none. Money is told from counts by the fields.
struct UnitAbove: Hashable, Sendable {
    let unit: Unit
    /// As it stands in the cell.
    let text: String
    let cell: CellAddress
    /// Of the page, where a merged cell stands over a part of the table; nil for all of it.
    let columns: Range<Int>?
    /// The cell says 単位 or nothing but the unit; else it is a title with a unit behind it.
    let isSaid: Bool

    /// - Parameters:
    ///   - row: the first of the heading.
    ///   - width: of the heading.
    static func all(in grid: Grid, page: Int, above row: Int, width: Int) -> [UnitAbove] {
        var all: [UnitAbove] = []
        for row in 0..<row {
            for cell in grid.cells(inRow: row) where grid.fault(ofCell: cell) == nil && all.count < maximumCount {
                let text = grid.string(cell)
                let units = HeadingText.said(in: text)
                if units.isEmpty { continue }
                let column = Int(grid.cells[cell].column)
                let extent = grid.extent(row: row, column: column).columns
                let isSaid = LabelText.fold(text).contains(sequence: "単位".utf8) || HeadingText.alone(text) != nil
                for unit in units {
                    all.append(
                        UnitAbove(
                            unit: unit == "%" ? .none : Unit(written: unit), text: text,
                            cell: CellAddress(page: page, row: row, column: column),
                            columns: extent.count > 1 && extent.count < width ? extent : nil, isSaid: isSaid))
                }
            }
        }
        return all
    }

    /// More are no units of one table.
    private static let maximumCount = 100
}

extension TableHeading {
    /// What stands above for a column whose own heading says no unit, in the dimension of a field: the nearest; several where
    /// two that are as near say different units.
    func unitsAbove(_ column: Int, in dimension: Unit) -> [UnitAbove] {
        let fitting = unitsAbove.filter { above in
            above.unit.hasSameDimension(as: dimension) && above.columns.map { $0.contains(column) } ?? true
        }
        let own = fitting.filter { $0.columns != nil }
        let near = own.isEmpty ? fitting : own
        let lowest = near.filter { $0.cell.row == near.last?.cell.row }
        return lowest.allSatisfy { $0.unit == lowest[0].unit } ? Array(lowest.prefix(1)) : lowest
    }
}

extension [UInt8] {
    func contains(sequence: some Collection<UInt8>) -> Bool {
        guard count >= sequence.count else { return false }
        return (0...count - sequence.count).contains { self[$0...].starts(with: sequence) }
    }
}
