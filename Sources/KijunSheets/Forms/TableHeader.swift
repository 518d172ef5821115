internal import Kijun
internal import KijunSyntax

/// The header of a table: the row of its label and the rows under it with an empty cell below the label.
///
/// A column is named by the texts above it. A merged header cell names all its columns. In text, where nothing is merged, a
/// header cell also names the empty places to its right, up to the next filled header cell in its own row or in a row
/// above: `執行体制` over 本庁, 出先機関, 人工計, but not over a column that an upper row has named otherwise.
struct TableHeader: Sendable {
    let page: Int
    let rows: Range<Int>
    let label: LabelMatch
    /// The header cells that begin in a column, from top to bottom, as indices of filled cells.
    private(set) var cells: [Int: [Int]] = [:]
    /// The folded texts of these cells.
    private var own: [Int: [[UInt8]]] = [:]
    /// All texts above a column, from top to bottom.
    private var above: [Int: [[UInt8]]] = [:]
    private let columns: [Int]

    /// A header of more rows, and a header cell over more columns, is no header: it would be a page of text.
    private static let maximumRows = 64
    private static let maximumSpan = 256

    /// - Parameter end: the row at which the table ends at the latest.
    init(_ label: LabelMatch, in document: DocumentSection, end: Int, columns allowed: Range<Int>) {
        let grid = document.pages[label.place.page]
        var last = label.rows.upperBound
        let limit = min(end, label.place.row + Self.maximumRows)
        while last < limit, !grid.isEmpty(row: last), grid.cell(row: last, column: label.place.column) == nil { last += 1 }
        self.label = label
        page = label.place.page
        rows = label.place.row..<max(last, label.place.row + 1)
        let isMerged = rows.contains { row in
            grid.cells(inRow: row).contains { cell in
                grid.mergedExtent(row: row, column: Int(grid.cells[cell].column)) != nil
            }
        }
        var width = 0
        for row in rows { for cell in grid.cells(inRow: row) { width = max(width, Int(grid.cells[cell].column) + 1) } }
        var named: Set<Int> = []
        for row in rows {
            let filled = grid.cells(inRow: row).filter { allowed.contains(Int(grid.cells[$0].column)) && grid.fault(ofCell: $0) == nil }
            let starts = Set(filled.map { Int(grid.cells[$0].column) })
            named.formUnion(starts)
            for cell in filled {
                let column = Int(grid.cells[cell].column)
                let text = LabelText.fold(grid.string(cell))
                cells[column, default: []].append(cell)
                own[column, default: []].append(text)
                above[column, default: []].append(text)
                let extent = grid.extent(row: row, column: column).columns
                var next = column + 1
                let bound = isMerged ? extent.upperBound : min(width, column + Self.maximumSpan)
                while next < bound, isMerged || !named.contains(next) {
                    above[next, default: []].append(text)
                    next += 1
                }
            }
        }
        columns = above.keys.sorted()
    }

    /// The column of a header label: where a header cell says it; else where the cells that begin in the column, or all texts
    /// above it, read from the top, say it together; else where a header that spans several columns says it. `#n` counts from left to right, columns
    /// left of the table's label last.
    func column(of label: LabelSyntax) -> Int? {
        let pattern = LabelPattern(label.pattern)
        let direct = ordered { own[$0]?.contains { pattern.matches($0) } == true }
        if direct.indices.contains(label.occurrence - 1) { return direct[label.occurrence - 1] }
        let inParts = ordered { pattern.matches(own[$0]?.flatMap { $0 } ?? []) }
        if direct.isEmpty, inParts.indices.contains(label.occurrence - 1) { return inParts[label.occurrence - 1] }
        let joined = ordered { pattern.matches(above[$0]?.flatMap { $0 } ?? []) }
        if direct.isEmpty, joined.indices.contains(label.occurrence - 1) { return joined[label.occurrence - 1] }
        let spanned = ordered { above[$0]?.contains { pattern.matches($0) } == true }
        return spanned.indices.contains(label.occurrence - 1) ? spanned[label.occurrence - 1] : nil
    }

    private func ordered(_ fits: (Int) -> Bool) -> [Int] {
        let found = columns.filter(fits)
        return found.filter { $0 >= label.place.column } + found.filter { $0 < label.place.column }
    }

    /// A row says the same as a row of the header: the header again after a page break.
    func repeats(row: Int, of grid: Grid) -> Bool {
        let filled = grid.cells(inRow: row)
        guard !filled.isEmpty else { return false }
        if let key = grid.cell(row: row, column: label.place.column),
            own[label.place.column]?.contains(LabelText.fold(grid.string(key))) != true
        {
            return false
        }
        var same = 0
        for cell in filled {
            let text = LabelText.fold(grid.string(cell))
            if own[Int(grid.cells[cell].column)]?.contains(text) == true { same += 1 }
        }
        return same * 2 > filled.count
    }
}

/// What `sums of` needs to know of a table: where its columns stand and what they add up to.
struct TableLayout: Sendable {
    /// Where the table begins.
    let start: Place
    /// The first row after the table: the row of `until` where there is one.
    let end: Place
    /// For each column of the table's schema its column in the document.
    let columns: [Int?]
    /// For each column of numbers the sum of the values that are known.
    let sums: [Number?]
}
