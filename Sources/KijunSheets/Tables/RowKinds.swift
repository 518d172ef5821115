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
        /// Says them again, some with another unit: the columns of these.
        case changedUnits([Int])
        /// With the texts of its cells, and the column of the first.
        case skipped(SkippedRow, texts: [String], column: Int)
    }

    private let grid: Grid
    private let columnCount: Int
    private let columns: [Int: TableHeading.Column]
    /// The columns of the identifying fields that are on the page, in the form's order.
    private let identity: [Int]
    /// For each column its headings, of each row of the heading.
    private var headings: [Int: [ArraySlice<UInt8>]] = [:]

    init(_ page: RowColumns, identify: [Int], in grid: Grid) {
        self.grid = grid
        columnCount = page.heading.columns.count
        columns = Dictionary(page.heading.columns.map { ($0.column, $0) }) { first, _ in first }
        identity = identify.compactMap { field in page.found.first { $0.index == field }?.column }
        for row in page.heading.rows {
            for cell in grid.cells(inRow: row) { headings[Int(grid.cells[cell].column), default: []].append(grid.bytes(cell)) }
        }
    }

    func kind(ofRow row: Int) -> Kind {
        let cells = grid.cells(inRow: row)
        guard let first = cells.first else { return .empty }
        if repeatsHeading(cells) { return .heading }
        if let changed = changedUnits(cells) { return changed.isEmpty ? .heading : .changedUnits(changed) }
        if cells.count == 1, columnCount >= 3, isRemark(grid.bytes(first)) { return skipped(.remark, cells) }
        if identity.isEmpty { return isTotal(cells) ? skipped(.total, cells) : .record }
        let code = grid.cell(row: row, column: identity[0])
        // A name that ends like a total is one where no code stands beside it: 総務部計.
        let hasCode = code.map { grid.bytes($0).contains(where: Self.isDigit) } ?? false
        var isNameless = true
        for column in identity {
            guard let cell = grid.cell(row: row, column: column) else { continue }
            isNameless = false
            if isTotal(grid.bytes(cell), endsAreEnough: !hasCode) { return skipped(.total, cells) }
        }
        if code == nil, isTotal(grid.bytes(first), endsAreEnough: true) { return skipped(.total, cells) }
        return isNameless ? skipped(.nameless, cells) : .record
    }

    /// Where nothing identifies a row, its first texts, up to a number behind one, say what it is: `総務部 | | 計 | 150`.
    private func isTotal(_ cells: Range<Int>) -> Bool {
        var isFirst = true
        var hasText = false
        for cell in cells {
            let bytes = grid.bytes(cell)
            if bytes.allSatisfy({ Self.isDigit($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }) {
                if hasText { return false }
            } else {
                if isTotal(bytes, endsAreEnough: isFirst) { return true }
                hasText = true
            }
            isFirst = false
        }
        return false
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private func skipped(_ reason: SkippedRow, _ cells: Range<Int>) -> Kind {
        .skipped(reason, texts: cells.prefix(5).map(grid.string), column: Int(grid.cells[cells.lowerBound].column))
    }

    private func repeatsHeading(_ cells: Range<Int>) -> Bool {
        cells.allSatisfy { cell in headings[Int(grid.cells[cell].column)]?.contains(grid.bytes(cell)) ?? false }
    }

    /// The columns with another unit than in the heading; nil where the row is no heading said again.
    private func changedUnits(_ cells: Range<Int>) -> [Int]? {
        // Two headings at least, the first as it was: few rows are looked at more closely.
        guard cells.count >= 2, repeatsHeading(cells.prefix(1)) else { return nil }
        var changed: [Int] = []
        for cell in cells.dropFirst() {
            let column = Int(grid.cells[cell].column)
            guard let heading = columns[column] else { return nil }
            let parts = HeadingText([grid.string(cell)])
            guard let key = parts.keys.last, !key.isEmpty, heading.keys.contains(key) else { return nil }
            if parts.unit != heading.unit || parts.isPercent != heading.isPercent { changed.append(column) }
        }
        return changed
    }

    // MARK: Totals and remarks

    private static let totals: Set<[UInt8]> = Set(
        ["計", "合計", "総計", "小計", "総合計", "累計", "total", "grandtotal", "subtotal", "sum"].map { Array($0.utf8) })
    /// Words that end like a total and are none.
    private static let notTotals = [
        "会計", "設計", "統計", "推計", "時計", "家計", "生計", "集計", "量計", "位計", "温計", "度計", "重計", "圧計", "速計", "余計",
    ].map { Array($0.utf8) }
    private static let remarks = ["※", "注", "(注", "[注", "【注", "備考", "出典", "出所", "資料:", "*"].map { Array($0.utf8) }
    /// No total is longer than this, in bytes.
    private static let longestTotal = 60

    private func isTotal(_ text: ArraySlice<UInt8>, endsAreEnough: Bool) -> Bool {
        guard text.count <= Self.longestTotal, let last = text.last else { return false }
        // 計 ends with this byte, a bracket in full width or ASCII with these, `total` and `sum` with these letters.
        guard
            last == 0x88 || last == 0x89 || last == UInt8(ascii: ")") || last | 0x20 == UInt8(ascii: "l")
                || last | 0x20 == UInt8(ascii: "m")
        else { return false }
        var folded: [UInt8] = []
        LabelText.fold(text, into: &folded)
        for index in folded.indices where (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(folded[index]) { folded[index] |= 0x20 }
        if folded.last == UInt8(ascii: ")"), let open = folded.firstIndex(of: UInt8(ascii: "(")), open > 0 {
            return Self.totals.contains(Array(folded[..<open]))
        }
        if Self.totals.contains(folded) { return true }
        guard endsAreEnough, folded.suffix(3).elementsEqual("計".utf8) else { return false }
        return !Self.notTotals.contains { folded.suffix($0.count).elementsEqual($0) }
    }

    private func isRemark(_ text: ArraySlice<UInt8>) -> Bool {
        let folded = LabelText.fold(String(decoding: text.prefix(60), as: UTF8.self))
        return Self.remarks.contains { folded.starts(with: $0) }
    }
}
