internal import Kijun

/// Text as a document of one page: a line is a row, a tab ends a cell.
///
/// `<p>` and `</p>` are stripped from cells, and rows that only rule off a Markdown table are emptied; both keep their line,
/// so that a row's number is its line's.
enum TextDocument {
    /// The largest document that is read: beyond it, text positions would not fit.
    static let maximumBytes = 1 << 30

    /// - Parameter name: the path as the user gave it.
    /// - Throws: what forbids to read it as text.
    static func read(_ bytes: [UInt8], name: String, options: ReadingOptions) throws(Finding) -> Document {
        let (text, encoding, note) = try TextEncoding.decode(bytes, options: options)
        let info = DocumentInfo(name: name, pages: [""], style: .line)
        let isTable = LineShape(text) == .tabs
        // Excel puts cells with commas in quotes where it saves a worksheet as text.
        if isTable, text.contains(UInt8(ascii: "\"")) {
            var records = DelimitedRecords(text, from: 0, separator: .tab)
            records.read(options.isInterrupted)
            return Document(
                info: info, pages: [records.builder.build()], isTable: true, encoding: encoding,
                findings: [note].compactMap { $0 } + records.findings)
        }
        return Document(info: info, pages: [page(text)], isTable: isTable, encoding: encoding, findings: [note].compactMap { $0 })
    }

    private static func page(_ bytes: [UInt8]) -> Grid {
        var builder = GridBuilder()
        builder.reserve(bytes: bytes.count)
        // A carriage return alone ends the lines of a text for an old Macintosh; elsewhere it is white space at a line's end.
        let lineEnd = bytes.contains(UInt8(ascii: "\n")) ? UInt8(ascii: "\n") : UInt8(ascii: "\r")
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: lineEnd) ?? bytes.count
            addRow(bytes[start..<end], to: &builder)
            start = end + 1
        }
        return builder.build()
    }

    private static func addRow(_ line: ArraySlice<UInt8>, to builder: inout GridBuilder) {
        var column = 0
        var start = line.startIndex
        while start <= line.endIndex {
            let end = line[start...].firstIndex(of: UInt8(ascii: "\t")) ?? line.endIndex
            if start < end { addCell(line[start..<end], column: column, to: &builder) }
            column += 1
            start = end + 1
        }
        if isRule(builder.rowCells) { builder.ruleRow() }
        builder.endRow()
    }

    private static func addCell(_ cell: ArraySlice<UInt8>, column: Int, to builder: inout GridBuilder) {
        guard cell.contains(UInt8(ascii: "<")) else { return builder.add(column: column, cell) }
        var kept: [UInt8] = []
        kept.reserveCapacity(cell.count)
        var index = cell.startIndex
        while index < cell.endIndex {
            if cell[index] == UInt8(ascii: "<"), let length = paragraphMark(cell[index...]) {
                index += length
            } else {
                kept.append(cell[index])
                index += 1
            }
        }
        builder.add(column: column, kept)
    }

    /// The length of `<p>` or `</p>` at the start of `text`.
    private static func paragraphMark(_ text: ArraySlice<UInt8>) -> Int? {
        for mark in ["<p>", "</p>", "<P>", "</P>"] where text.starts(with: mark.utf8) { return mark.utf8.count }
        return nil
    }

    /// `|---|:--:|` or `-----<tab>-----`: every cell is three dashes or more.
    private static func isRule(_ cells: [ArraySlice<UInt8>]) -> Bool {
        guard let first = cells.first?.first, [UInt8(ascii: "-"), UInt8(ascii: "|"), UInt8(ascii: ":")].contains(first)
        else { return false }
        return cells.allSatisfy { cell in
            cell.split(separator: UInt8(ascii: "|")).allSatisfy { part in
                let dashes = part.filter { $0 != UInt8(ascii: " ") }
                return dashes.count >= 3 && dashes.dropFirst().dropLast().allSatisfy { $0 == UInt8(ascii: "-") }
                    && [UInt8(ascii: "-"), UInt8(ascii: ":")].contains(dashes[0])
                    && [UInt8(ascii: "-"), UInt8(ascii: ":")].contains(dashes[dashes.count - 1])
            } && cell.contains(UInt8(ascii: "-"))
        }
    }
}
