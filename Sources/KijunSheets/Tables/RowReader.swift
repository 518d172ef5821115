internal import Kijun
internal import KijunSyntax

/// Reads a document of which each row below a heading is a sheet: a csv, or a workbook whose worksheets are such tables.
///
/// A field is the column whose heading is its name or an alias, with or without the unit in brackets. Sheets are handed on one at
/// a time; of a row nothing is kept but its values.
struct RowReader {
    let document: Document
    let schema: RecordSchema
    /// The indices in the schema of the fields that tell one sheet from another.
    let identify: [Int]
    let form: String?
    /// The fields that the form has; others are of other forms.
    let fields: [Int]

    /// A sheet is kept until the next one, so that what is found between them goes with it.
    private var last: LoadedSheet?
    /// What stands before the first sheet of a page.
    private var early: [Finding] = []
    /// What the reader of the file reported, by page and row.
    private var ofRows: [Place: [Finding]] = [:]
    /// What holds for the file as a whole.
    private var ofFile: [Finding] = []
    private var skipped = 0
    private var firstSkipped: Finding?

    /// Rows that are skipped are told one by one up to this number.
    private static let toldSkips = 20

    /// - Parameter fields: the indices in the schema of the fields that the form has; nil for all.
    init(document: Document, schema: RecordSchema, identify: [Int], form: String?, fields: [Int]? = nil) {
        self.document = document
        self.schema = schema
        self.identify = identify.filter(schema.fields.indices.contains)
        self.form = form
        self.fields = (fields ?? Array(schema.fields.indices)).filter(schema.fields.indices.contains)
    }

    /// - Returns: why no row could be read, of severity `.error`; no error where any was, or where there is none below the heading.
    mutating func read(_ isInterrupted: () -> Bool = { false }, each: (LoadedSheet) -> Void) -> DocumentFindings {
        let headings = document.pages.indices.compactMap { TableHeading(of: document, page: $0) }
        let pages = headings.map { RowColumns($0, schema: schema, fields: fields) }
        guard let best = pages.max(by: { $0.found.count < $1.found.count }) else { return DocumentFindings([.noHeading(nil)]) }
        guard !best.found.isEmpty else {
            let headings = best.heading.columns.map(\.text)
            let cell = best.heading.columns[0].cell
            return DocumentFindings([.noColumn(of: fields.map { schema.fields[$0].name }, headings: headings, cell: cell)])
        }
        distribute(document.findings)
        for page in pages {
            // A page with a remark or two is no table because one of its headings is that of a field.
            guard page.found.count * 2 >= best.found.count else {
                add(.skippedPage(document.info.pages[page.heading.page], cell: page.heading.columns[0].cell))
                continue
            }
            read(page, isInterrupted, each: each)
        }
        if skipped > Self.toldSkips { add(.moreSkippedRows(skipped - Self.toldSkips)) }
        for (_, findings) in ofRows.sorted(by: { $0.key < $1.key }) { for finding in findings { add(finding) } }
        if var last {
            for finding in early { last.add(finding) }
            each(last)
            return DocumentFindings(ofFile)
        }
        return DocumentFindings([firstSkipped].compactMap { $0 })
    }

    private mutating func distribute(_ findings: [Finding]) {
        for finding in findings {
            if finding.code == .hiddenCells {
                // Here what is hidden is not a cell or two of a sheet: whole sheets count that nobody sees.
                let row = finding.cell.map { Place(page: Int($0.page), row: Int($0.row), column: 0) } ?? Place(page: 0, row: 0, column: 0)
                ofRows[row, default: []].append(finding.ofDocument(.warning))
            } else if let cell = finding.cell {
                ofRows[Place(page: Int(cell.page), row: Int(cell.row), column: 0), default: []].append(finding)
            } else {
                early.append(finding.ofDocument())
            }
        }
    }

    /// Adds a finding that is not of a sheet to the sheet before it, or to the first.
    private mutating func add(_ finding: Finding) {
        if last == nil { early.append(finding.ofDocument()) } else { last?.add(finding.ofDocument()) }
    }

    private mutating func skip(_ finding: Finding) {
        if firstSkipped == nil { firstSkipped = finding }
        skipped += 1
        if skipped <= Self.toldSkips { add(finding) }
    }

    private mutating func read(_ page: RowColumns, _ isInterrupted: () -> Bool, each: (LoadedSheet) -> Void) {
        let heading = page.heading
        let grid = document.pages[heading.page]
        for row in 0..<heading.rows.upperBound {
            early += (ofRows.removeValue(forKey: Place(page: heading.page, row: row, column: 0)) ?? []).map { $0.ofDocument() }
        }
        early += (heading.findings + page.findings).map { $0.ofDocument() }
        var unread = page.unreadHeadings(in: grid)
        var percentages = [SmallPercentages](repeating: SmallPercentages(), count: page.found.count)
        let kinds = RowKinds(page, identify: identify, in: grid)
        let widths = RecordWidths(page, in: grid)
        // Columns in another unit since a heading that was said again.
        var changed: [Int] = []
        for row in heading.rows.upperBound..<max(grid.rowCount, heading.rows.upperBound) where !isInterrupted() {
            switch kinds.kind(ofRow: row) {
            case .empty: continue
            case .heading:
                changed = []
                skip(.repeatedHeading(CellAddress(page: heading.page, row: row, column: 0)))
            case .changedUnits(let columns):
                changed = columns
                let texts = columns.compactMap { grid.cell(row: row, column: $0) }.map(grid.string)
                add(.changedUnits(texts, cell: CellAddress(page: heading.page, row: row, column: columns[0])))
            case .skipped(let reason, let texts, let column):
                skip(.skippedRecord(reason, texts: texts, cell: CellAddress(page: heading.page, row: row, column: column)))
            case .record:
                var findings = early
                early = []
                if let found = ofRows.removeValue(forKey: Place(page: heading.page, row: row, column: 0)) { findings += found }
                let isShifted = widths.isShifted(row: row)
                let record = read(row: row, of: page, in: grid, unknown: isShifted ? nil : changed, &percentages, &findings)
                let extra = uneven(row: row, isShifted: isShifted, page, in: grid, &findings)
                let sheet = LoadedSheet(
                    input: SheetInput(record: record, document: document.info, findings: findings), form: form, schema: schema,
                    identify: identify, unread: unread + extra)
                unread = []
                if let last { each(last) }
                last = sheet
            }
        }
        for (field, percentages) in zip(page.found, percentages) {
            guard let (number, cell) = percentages.first else { continue }
            let isSaid = heading.columns.contains { $0.column == field.column && $0.isPercent }
            ofFile.append(.smallPercentages(number, path: field.schema.name, isSaid: isSaid, cell: cell))
        }
    }

    /// - Parameter unknown: the columns of which no value can be trusted; nil for all. What identifies a row is read even so, that
    ///   it has a name.
    private func read(
        row: Int, of page: RowColumns, in grid: Grid, unknown: [Int]?, _ percentages: inout [SmallPercentages],
        _ findings: inout [Finding]
    ) -> InputRecord {
        var values = page.missing
        for (position, field) in page.found.enumerated() {
            if identify.contains(field.index) {
                values[field.index] = FormReader.identity(field.value(row: row, page: page.heading.page, in: grid, &findings))
            } else if unknown?.contains(field.column) ?? true {
                values[field.index] = .scalar(.undetermined, CellAddress(page: page.heading.page, row: row, column: field.column))
            } else {
                let value = field.value(row: row, page: page.heading.page, in: grid, &findings)
                values[field.index] = value
                guard field.isPercent, case .scalar(.number(let number), let address?) = value.single,
                    let cell = grid.cell(row: row, column: field.column)
                else { continue }
                percentages[position].add(number, cell: address, isSigned: SmallPercentages.isSigned(grid.string(cell)))
            }
        }
        return InputRecord(values: values)
    }

    /// Reports a row that is longer or shorter than the heading.
    ///
    /// - Returns: the cells beyond the heading.
    private func uneven(
        row: Int, isShifted: Bool, _ page: RowColumns, in grid: Grid, _ findings: inout [Finding]
    ) -> [UnreadCell] {
        let width = page.heading.namedWidth
        let cells = grid.cells(inRow: row)
        if isShifted {
            let read = page.found.filter { identify.contains($0.index) }.map(\.column)
            let cell = CellAddress(page: page.heading.page, row: row, column: max(0, Int(grid.recordWidths[row]) - 1))
            findings.append(.shiftedRow(count: Int(grid.recordWidths[row]), width: width, cell: cell))
            return cells.filter { !read.contains(Int(grid.cells[$0].column)) }.map { cell in
                UnreadCell(
                    cell: CellAddress(page: page.heading.page, row: row, column: Int(grid.cells[cell].column)), text: grid.string(cell))
            }
        }
        if let last = cells.last, Int(grid.cells[last].column) > page.lastColumn {
            let extra = cells.filter { Int(grid.cells[$0].column) > page.lastColumn }.map { cell in
                UnreadCell(
                    cell: CellAddress(page: page.heading.page, row: row, column: Int(grid.cells[cell].column)), text: grid.string(cell))
            }
            findings.append(.longRow(cells: extra.map(\.text), width: width, cell: extra[0].cell))
            return extra
        }
        if grid.recordWidths.indices.contains(row), grid.recordWidths[row] < width {
            let count = Int(grid.recordWidths[row])
            let cell = CellAddress(page: page.heading.page, row: row, column: max(0, count - 1))
            findings.append(.shortRow(count: count, width: width, cell: cell))
        }
        return []
    }
}

extension RowColumns.Field {
    fileprivate var isPercent: Bool { if case .number(let number) = type { number.isPercent } else { false } }
}

extension InputValue {
    /// Of a list that came from one cell its element.
    fileprivate var single: InputValue {
        if case .list(let elements) = self, elements.count == 1 { elements[0] } else { self }
    }
}
