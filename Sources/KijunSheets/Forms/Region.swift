internal import Kijun

/// A place in a document, in reading order: page, row, column.
struct Place: Hashable, Comparable, Sendable {
    var page: Int
    var row: Int
    var column: Int

    static func < (a: Place, b: Place) -> Bool {
        (a.page, a.row, a.column) < (b.page, b.row, b.column)
    }

    var address: CellAddress { CellAddress(page: page, row: row, column: column) }
}

/// The part of a document in which a locator searches: between two places in reading order and, for blocks that stand side
/// by side, between two columns.
struct Region: Sendable {
    var start: Place
    /// The first place after it.
    var end: Place
    var columns: Range<Int> = 0..<Int.max
    /// The label from which a block starts.
    var block: LabelMatch?

    static func whole(of document: DocumentSection) -> Region {
        Region(
            start: Place(page: document.pages.startIndex, row: 0, column: 0),
            end: Place(page: document.pages.endIndex, row: 0, column: 0))
    }

    func contains(_ place: Place) -> Bool {
        start <= place && place < end && columns.contains(place.column)
    }

    /// The row after the last one of a page that the region reaches.
    func lastRow(ofPage page: Int, of document: DocumentSection) -> Int {
        if end.page > page { return document.pages[page].rowCount }
        return min(document.pages[page].rowCount, end.column > 0 ? end.row + 1 : end.row)
    }
}

/// A cell in which a label of the form stands, or neighbouring cells that together hold it.
struct LabelMatch: Hashable, Sendable {
    let place: Place
    /// The rows and columns of its merged cell or of the cells that hold it together.
    let rows: Range<Int>
    let columns: Range<Int>
    /// The cells as indices into the page's filled cells.
    let cells: Range<Int>

    var address: CellAddress { place.address }
}
