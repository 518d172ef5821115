/// `BC23`: a place, row and column from 0.
struct CellReference: Hashable {
    let row: Int
    let column: Int

    init?(_ text: some Collection<UInt8>) {
        var column = 0
        var row = 0
        var letters = 0
        var digits = 0
        for byte in text where byte != UInt8(ascii: "$") {
            if digits == 0, byte & 0xDF >= UInt8(ascii: "A"), byte & 0xDF <= UInt8(ascii: "Z"), byte >= 0x41 {
                letters += 1
                guard letters <= 6 else { return nil }
                column = column * 26 + Int(byte & 0xDF) - 64
            } else if byte >= 0x30, byte <= 0x39 {
                digits += 1
                guard digits <= 12 else { return nil }
                row = row * 10 + Int(byte) - 0x30
            } else {
                return nil
            }
        }
        guard letters > 0, digits > 0, row > 0 else { return nil }
        self.row = row - 1
        self.column = column - 1
    }

    /// `B2:D5`, cut where no worksheet reaches; nil where it is no range.
    static func extent(_ text: UnsafeBufferPointer<UInt8>) -> Grid.Extent? {
        let corners = text.split(separator: UInt8(ascii: ":"), maxSplits: 1).map { CellReference($0) }
        guard let first = corners.first ?? nil, let last = corners.last ?? nil else { return nil }
        let rows = min(first.row, last.row)..<max(first.row, last.row) + 1
        let columns = min(first.column, last.column)..<max(first.column, last.column) + 1
        return Grid.Extent(
            rows: rows.clamped(to: 0..<WorksheetCells.maximumRows), columns: columns.clamped(to: 0..<WorksheetCells.maximumColumns))
    }
}
