internal import Kijun
internal import KijunSyntax

/// Why a row below a heading is no sheet.
enum SkippedRow {
    case total
    case remark
    case nameless
}

/// Tells the rows that are sheets from totals, remarks and headings said again.
struct RowKinds {
    enum Kind {
        case record
        case empty
        /// Says the headings again.
        case heading
        /// With the texts of its cells, and the column of the first.
        case skipped(SkippedRow, texts: [String], column: Int)
    }

    private let grid: Grid
    private let columnCount: Int
    /// The columns of the identifying fields that are on the page, in the form's order.
    private let identity: [Int]
    /// For each column its heading, as it stands in the last row of the heading.
    private var headings: [Int: ArraySlice<UInt8>] = [:]

    init(_ page: RowColumns, identify: [Int], in grid: Grid) {
        self.grid = grid
        columnCount = page.heading.columns.count
        identity = identify.compactMap { field in page.found.first { $0.index == field }?.column }
        for row in page.heading.rows {
            for cell in grid.cells(inRow: row) { headings[Int(grid.cells[cell].column)] = grid.bytes(cell) }
        }
    }

    func kind(ofRow row: Int) -> Kind {
        let cells = grid.cells(inRow: row)
        guard let first = cells.first else { return .empty }
        if repeatsHeading(cells) { return .heading }
        if cells.count == 1, columnCount >= 3, isRemark(grid.bytes(first)) { return skipped(.remark, cells) }
        let codeCell = identity.first.flatMap { grid.cell(row: row, column: $0) }
        let isNameless = identity.allSatisfy { grid.cell(row: row, column: $0) == nil }
        // Where the first cell is not the code's, a total is a row without code.
        let mayBeTotal = codeCell == nil || codeCell == first
        if mayBeTotal, isTotal(grid.bytes(first), endsAreEnough: codeCell == nil && !identity.isEmpty) { return skipped(.total, cells) }
        if isNameless, !identity.isEmpty { return skipped(.nameless, cells) }
        return .record
    }

    private func skipped(_ reason: SkippedRow, _ cells: Range<Int>) -> Kind {
        .skipped(reason, texts: cells.prefix(5).map(grid.string), column: Int(grid.cells[cells.lowerBound].column))
    }

    private func repeatsHeading(_ cells: Range<Int>) -> Bool {
        cells.allSatisfy { cell in headings[Int(grid.cells[cell].column)].map { $0 == grid.bytes(cell) } ?? false }
    }

    // MARK: Totals and remarks

    private static let totals: Set<[UInt8]> = Set(
        ["計", "合計", "総計", "小計", "総合計", "累計", "total", "grandtotal", "subtotal", "sum"].map { Array($0.utf8) })
    /// Words that end like a total and are none.
    private static let notTotals = ["会計", "設計", "統計", "推計", "時計", "家計", "生計", "集計"].map { Array($0.utf8) }
    private static let remarks = ["※", "注", "(注", "[注", "【注", "備考", "出典", "出所", "資料:", "*"].map { Array($0.utf8) }
    /// No total is longer than this, in bytes.
    private static let longestTotal = 60

    private func isTotal(_ text: ArraySlice<UInt8>, endsAreEnough: Bool) -> Bool {
        guard text.count <= Self.longestTotal, let last = text.last else { return false }
        // 計 ends with this byte, `total` and `sum` with these letters.
        guard last == 0x88 || last | 0x20 == UInt8(ascii: "l") || last | 0x20 == UInt8(ascii: "m") else { return false }
        var folded: [UInt8] = []
        LabelText.fold(text, into: &folded)
        for index in folded.indices where (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(folded[index]) { folded[index] |= 0x20 }
        if Self.totals.contains(folded) { return true }
        guard endsAreEnough, folded.suffix(3).elementsEqual("計".utf8) else { return false }
        return !Self.notTotals.contains { folded.suffix($0.count).elementsEqual($0) }
    }

    private func isRemark(_ text: ArraySlice<UInt8>) -> Bool {
        let folded = LabelText.fold(String(decoding: text.prefix(60), as: UTF8.self))
        return Self.remarks.contains { folded.starts(with: $0) }
    }
}
