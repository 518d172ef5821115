internal import Kijun

extension FormReader {
    /// The findings in the order of the document; what stands nowhere comes first.
    var sortedFindings: [Finding] {
        func key(_ finding: Finding) -> (Int32, Int32, Int32) {
            finding.cell.map { ($0.page, $0.row, $0.column) } ?? (-1, -1, -1)
        }
        return findings.enumerated().sorted { a, b in
            let (first, second) = (key(a.element), key(b.element))
            return first == second ? a.offset < b.offset : first < second
        }.map(\.element)
    }

    var unread: [UnreadCell] {
        var unread: [UnreadCell] = []
        for (number, page) in document.numberedPages {
            for row in page.rows {
                let isHeading = pageHeaders.contains(Place(page: number, row: row, column: 0))
                for cell in page.cells(inRow: row) where !isRead[number, cell] && !isLabel[number, cell] {
                    if isHeading, labels.isLabel(page.labelBytes(cell)) { continue }
                    let address = CellAddress(page: number, row: row, column: Int(page.cells[cell].column))
                    unread.append(UnreadCell(cell: address, text: page.string(cell)))
                }
            }
        }
        return unread
    }
}
