internal import Kijun
internal import KijunSyntax

/// The heading of a page whose rows are records: which row it is, and what each column is called.
///
/// It is the first row of which more than half of the columns are filled, so that titles above it do not count. In a workbook
/// merged cells make headings of several rows: `予算` over `当初` and `補正` gives `予算_当初` and `予算_補正`. A row of units below it
/// (`| 千円 | 千円`) belongs to it.
struct TableHeading: Sendable {
    struct Column: Sendable {
        /// In the page.
        let column: Int
        /// As on the sheet, a merged cell above first: `予算 当初`. Empty where a filled column has no heading.
        let text: String
        /// What rules call it: see ``usableName(for:)``. No two columns have one name.
        let name: String
        /// What the heading says in brackets behind the name, `(千円)`, or a row of units below it. `.none` for `(％)`, nil where
        /// it says nothing.
        let unit: Unit?
        /// `(％)`
        let isPercent: Bool
        /// The texts by which a field finds the column, folded as labels are: the whole heading first.
        let keys: [[UInt8]]
        /// Where the heading stands; in a column without heading, where it would.
        let cell: CellAddress
    }

    let page: Int
    let rows: Range<Int>
    /// From left to right.
    let columns: [Column]
    /// What stands above the heading: `（単位：千円）`.
    let unitsAbove: [UnitAbove]
    /// Headings that are there twice, and columns that have none.
    let findings: [Finding]
    /// How many columns of the page the heading covers, empty ones too: up to the last that it names, in a csv up to the end of
    /// its record.
    let width: Int
    /// How many columns there are up to the last that it names.
    let namedWidth: Int

    /// How many rows may stand above the heading, and how many tell how wide the table is.
    static let examinedRows = 100

    /// The heading of a page; nil where no row can be one.
    init?(of document: Document, page: Int) {
        let grid = document.pages[page]
        guard let rows = HeadingRows(grid) else { return nil }
        self.page = page
        self.rows = rows.range.lowerBound..<rows.range.upperBound + (rows.units.isEmpty ? 0 : 1)
        namedWidth = rows.texts.keys.reduce(0) { max($0, $1 + 1) }
        let last = rows.range.upperBound - 1
        width = max(namedWidth, grid.recordWidths.indices.contains(last) ? Int(grid.recordWidths[last]) : 0)
        unitsAbove = UnitAbove.all(in: grid, page: page, above: rows.range.lowerBound, width: namedWidth)
        let filled = FilledColumns(grid, below: self.rows.upperBound, width: width)
        var names = ColumnNames()
        var columns: [Column] = []
        for column in Set(rows.texts.keys).union(filled.columns).sorted() {
            let texts = rows.texts[column] ?? []
            let cell = CellAddress(page: page, row: rows.range.upperBound - 1, column: column)
            let heading = HeadingText(texts, unitBelow: rows.units[column])
            let letters = CellAddress.letters(ofColumn: column)
            let own = heading.name ?? "列" + letters
            let name = names.name(own, of: letters, text: heading.text, isMissing: texts.isEmpty, cell: cell)
            columns.append(
                Column(
                    column: column, text: heading.text, name: name, unit: heading.unit, isPercent: heading.isPercent,
                    keys: heading.keys + [LabelText.fold(name)], cell: cell))
        }
        self.columns = columns
        findings = names.findings
    }
}

/// Which rows of a page are the heading, and the texts above each column.
private struct HeadingRows {
    private(set) var range: Range<Int>
    /// By column, from top to bottom.
    private(set) var texts: [Int: [String]] = [:]
    /// By column, from a row of units right below; empty where there is none.
    private(set) var units: [Int: String] = [:]

    /// More rows than these are no heading.
    private static let maximumRows = 5

    init?(_ grid: Grid) {
        let examined = 0..<min(grid.rowCount, TableHeading.examinedRows)
        let width = examined.reduce(0) { max($0, grid.cells(inRow: $1).count) }
        let isHeading = { (row: Int) in Self.width(ofRow: row, in: grid) * 2 > width && !Self.isTitle(row, in: grid, width: width) }
        guard width > 0, let found = examined.first(where: isHeading) else { return nil }
        range = found..<found + 1
        if !grid.mergedExtents.isEmpty { extend(in: grid) }
        for row in range {
            for cell in grid.cells(inRow: row) {
                let column = Int(grid.cells[cell].column)
                let text = grid.fault(ofCell: cell) == nil ? grid.string(cell) : ""
                if text.isEmpty { continue }
                for covered in grid.extent(row: row, column: column).columns.prefix(1 << 14) where texts[covered]?.last != text {
                    texts[covered, default: []].append(text)
                }
            }
        }
        if texts.count > 1 { units = units(inRow: range.upperBound, of: grid) }
    }

    /// A title with the unit of the table beside it, which fill more than half of a table of three columns.
    private static func isTitle(_ row: Int, in grid: Grid, width: Int) -> Bool {
        let cells = grid.cells(inRow: row)
        guard cells.count <= 2, cells.count < width else { return false }
        return cells.contains { cell in
            let text = grid.string(cell)
            return HeadingText.alone(text) != nil && LabelText.fold(text).contains(sequence: "単位".utf8)
        }
    }

    /// The units of a row that holds nothing else, by column. Dashes, the word 単位 and other words in brackets may stand with
    /// them, but a unit in a column that is headed 単位 is a value.
    private func units(inRow row: Int, of grid: Grid) -> [Int: String] {
        var units: [Int: String] = [:]
        for cell in grid.cells(inRow: row) {
            let text = grid.string(cell)
            let column = Int(grid.cells[cell].column)
            let heading = LabelText.fold(texts[column]?.last ?? "")
            if let unit = HeadingText.alone(text) {
                guard heading != Array("単位".utf8), heading != Array("unit".utf8) else { return [:] }
                for covered in grid.extent(row: row, column: column).columns.prefix(1 << 14) { units[covered] = unit }
            } else {
                let folded = LabelText.fold(text)
                let isBeside = folded == Array("単位".utf8) || folded.first == UInt8(ascii: "(") && folded.last == UInt8(ascii: ")")
                guard isBeside || CellParsing.saysNothing(text) else { return [:] }
            }
        }
        return units
    }

    /// How many columns a row fills, with the cells of rows above that reach down into it.
    private static func width(ofRow row: Int, in grid: Grid) -> Int {
        let own = grid.cells(inRow: row).count
        guard own > 0 else { return own }
        return own + grid.mergedExtents.reduce(0) { $0 + ($1.rows.contains(row) && $1.rows.lowerBound < row ? $1.columns.count : 0) }
    }

    /// Adds the rows above and below that merged cells bind to the one that was found.
    private mutating func extend(in grid: Grid) {
        let found = range.lowerBound
        for extent in grid.mergedExtents where extent.rows.contains(found) && extent.rows.count <= Self.maximumRows {
            guard grid.cell(row: extent.rows.lowerBound, column: extent.columns.lowerBound) != nil else { continue }
            range = min(range.lowerBound, extent.rows.lowerBound)..<max(range.upperBound, extent.rows.upperBound)
        }
        if range.count > 1 { return }
        // Parents alone in their row, without a cell that reaches down beside them: children stand under each of them.
        let columns = { (row: Int) in grid.cells(inRow: row).map { Int(grid.cells[$0].column) } }
        let isUnderWide = { (row: Int, above: Int) in
            let wide = grid.mergedExtents.filter { $0.rows == above..<above + 1 && $0.columns.count > 1 }
            return wide.count > 1 && columns(row).allSatisfy { column in wide.contains { $0.columns.contains(column) } }
        }
        if !columns(found + 1).isEmpty, isUnderWide(found + 1, found) {
            range = found..<found + 2
        } else if found > 0, isUnderWide(found, found - 1) {
            // A title over all columns and a unit beside it are wide too: only headings that are there twice need parents.
            let texts = grid.cells(inRow: found).map(grid.string)
            if Set(texts).count < texts.count { range = found - 1..<found + 1 }
        }
    }
}

/// The columns that are filled below a heading.
private struct FilledColumns {
    private(set) var columns: Set<Int> = []

    /// - Parameter width: the columns that the heading covers. Columns beyond it count where half of the first rows fill them;
    ///   a cell in one row alone is too much in that row.
    init(_ grid: Grid, below row: Int, width: Int) {
        var isFilled = [Bool](repeating: false, count: width)
        var beyond: [Int: Int] = [:]
        var examined = 0
        for row in min(row, grid.rowCount)..<grid.rowCount {
            let cells = grid.cells(inRow: row)
            guard let last = cells.last else { continue }
            examined += 1
            for cell in cells {
                let column = Int(grid.cells[cell].column)
                if column < width { isFilled[column] = true }
            }
            guard examined <= TableHeading.examinedRows, Int(grid.cells[last].column) >= width else { continue }
            for cell in cells where Int(grid.cells[cell].column) >= width { beyond[Int(grid.cells[cell].column), default: 0] += 1 }
        }
        for column in 0..<width where isFilled[column] { columns.insert(column) }
        let half = (min(examined, TableHeading.examinedRows) + 1) / 2
        for (column, count) in beyond where count >= max(half, 2) { columns.insert(column) }
    }
}

/// Gives each column a name of its own, and reports what two columns share and what none has.
private struct ColumnNames {
    private var taken: [String: String] = [:]
    private var next: [String: Int] = [:]
    private(set) var findings: [Finding] = []

    /// Beyond these, names are made without a word.
    private static let toldFindings = 20

    mutating func name(_ own: String, of letters: String, text: String, isMissing: Bool, cell: CellAddress) -> String {
        guard let first = taken[own] else {
            taken[own] = letters
            if isMissing { tell(.missingHeading(letters, name: own, cell: cell)) }
            return own
        }
        var number = next[own] ?? 2
        while taken["\(own)_\(number)"] != nil { number += 1 }
        next[own] = number + 1
        let name = "\(own)_\(number)"
        taken[name] = letters
        tell(.duplicateHeading(text, columns: (first, letters), name: name, cell: cell))
        return name
    }

    private mutating func tell(_ finding: Finding) {
        if findings.count < Self.toldFindings { findings.append(finding) }
    }
}
