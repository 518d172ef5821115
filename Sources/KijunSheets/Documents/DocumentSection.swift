internal import Kijun

/// The part of a document that is one sheet: whole pages, and perhaps only some rows of the first and the last.
///
/// Every cell keeps its address in the document, and nothing is copied: what a section costs does not depend on the size of the
/// document around it.
struct DocumentSection: Sendable {
    let info: DocumentInfo
    let pages: PageRange

    /// The whole document.
    init(_ document: Document) {
        info = document.info
        pages = PageRange(startIndex: 0, grids: document.pages)
    }

    /// - Parameters:
    ///   - start: the first row.
    ///   - end: the row after the last; row 0 of a page is the end of the page before.
    init(_ document: Document, from start: RowPlace, to end: RowPlace) {
        info = document.info
        pages = PageRange(document.pages, startIndex: 0, from: start, to: end)
    }

    private init(info: DocumentInfo, pages: PageRange) {
        self.info = info
        self.pages = pages
    }

    /// What of the section stands before a row.
    func cut(to end: RowPlace) -> DocumentSection {
        let start = RowPlace(page: pages.startIndex, row: pages.first?.rows.lowerBound ?? 0)
        return DocumentSection(
            info: info, pages: PageRange(pages.grids, startIndex: pages.startIndex, from: start, to: end))
    }

    /// The row after its last.
    var end: RowPlace { RowPlace(page: max(pages.endIndex - 1, pages.startIndex), row: pages.last?.rowCount ?? 0) }

    /// Each page with its number in the document.
    var numberedPages: Zip2Sequence<Range<Int>, PageRange> { zip(pages.indices, pages) }
}

/// Pages by their numbers in the document.
struct PageRange: RandomAccessCollection, Sendable {
    let startIndex: Int
    fileprivate let grids: [Grid]

    fileprivate init(startIndex: Int, grids: [Grid]) {
        self.startIndex = startIndex
        self.grids = grids
    }

    /// - Parameter startIndex: the number of the first of `grids`.
    fileprivate init(_ grids: [Grid], startIndex: Int, from start: RowPlace, to end: RowPlace) {
        let last = Swift.min(end.row > 0 ? end.page + 1 : end.page, startIndex + grids.count)
        let first = Swift.max(startIndex, Swift.min(start.page, last))
        self.startIndex = first
        self.grids = (first..<Swift.max(first, last)).map { page in
            let grid = grids[page - startIndex]
            let low = page == start.page ? Swift.min(start.row, grid.rowCount) : grid.rows.lowerBound
            let high = page == end.page ? Swift.min(end.row, grid.rowCount) : grid.rowCount
            return grid.cut(to: low..<Swift.max(low, high))
        }
    }

    var endIndex: Int { startIndex + grids.count }

    subscript(page: Int) -> Grid { grids[page - startIndex] }
}

/// A row of a document: rows are in reading order.
struct RowPlace: Hashable, Comparable, Sendable {
    var page: Int
    var row: Int

    static func < (a: RowPlace, b: RowPlace) -> Bool { (a.page, a.row) < (b.page, b.row) }
}

/// A yes or no for each filled cell of a section.
struct CellMarks: Sendable {
    private let firstPage: Int
    /// For each page the index of its first filled cell in the section.
    private let firstCells: [Int]
    private var marks: [[Bool]]

    init(for section: DocumentSection) {
        firstPage = section.pages.startIndex
        firstCells = section.pages.map(\.cellRange.lowerBound)
        marks = section.pages.map { Array(repeating: false, count: $0.cellRange.count) }
    }

    /// - Parameter cell: an index into the page's filled cells; it must be one of the section's.
    subscript(page: Int, cell: Int) -> Bool {
        get { marks[page - firstPage][cell - firstCells[page - firstPage]] }
        set { marks[page - firstPage][cell - firstCells[page - firstPage]] = newValue }
    }
}
