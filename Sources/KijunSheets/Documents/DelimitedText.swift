internal import Kijun

/// csv and tsv: records of cells that a separator divides, as RFC 4180 and Excel read them.
///
/// A cell in quotes may hold separators, line ends and doubled quotes. A quote inside a cell without quotes is text. The number
/// of a row is that of its record, as Excel shows it: an empty line is a row, the lines of one cell are none.
enum DelimitedText {
    /// What divides the cells.
    enum Separator: UInt8, CaseIterable {
        case comma = 0x2C
        case semicolon = 0x3B
        case tab = 0x09
        case bar = 0x7C
    }

    /// - Parameters:
    ///   - name: the path as the user gave it; its last part names the page, and `.tsv` says that tabs divide the cells.
    /// - Throws: what forbids to read it as text.
    static func read(_ bytes: [UInt8], name: String, options: ReadingOptions) throws(Finding) -> Document {
        var (text, encoding, note) = try TextEncoding.decode(bytes, options: options)
        // DOS ended a text with this byte, and some systems still write it: it is no row.
        while text.last == 0x1A { text.removeLast() }
        let plain = DocumentInfo(name: name, pages: [], style: .grid)
        let info = DocumentInfo(name: name, pages: [plain.shortName], style: .grid)
        let start = statedSeparator(text)
        let heading = start == nil ? SeparatorGuess(text) : nil
        let isTabs = ["tsv", "tab"].contains(DocumentFormat.ending(of: name))
        var records = DelimitedRecords(
            text, from: start?.rest ?? 0, separator: start?.separator ?? (isTabs ? .tab : heading?.separator ?? .comma))
        records.read(options.isInterrupted)
        var findings = [note].compactMap { $0 }
        if let heading, !isTabs, heading.separator != .comma {
            findings.append(
                .otherSeparator(heading.separator, cell: CellAddress(page: 0, row: heading.row, column: 0)))
        }
        return Document(
            info: info, pages: [records.builder.build()], isTable: true, encoding: encoding, findings: findings + records.findings)
    }

    /// `sep=;` in the first line, which Excel reads and does not show; and where the rest begins.
    private static func statedSeparator(_ text: [UInt8]) -> (separator: Separator, rest: Int)? {
        let end = text.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? text.count
        let line = text[..<end].trimmedOfSeparatorQuotes
        guard line.count == 5, line.prefix(4).elementsEqual("sep=".utf8) || line.prefix(4).elementsEqual("SEP=".utf8),
            let separator = Separator(rawValue: line[line.endIndex - 1])
        else { return nil }
        let isPair = end + 1 < text.count && text[end] == UInt8(ascii: "\r") && text[end + 1] == UInt8(ascii: "\n")
        return (separator, min(text.count, end + (isPair ? 2 : 1)))
    }

    /// Which separator a csv has: the comma, unless the first row with any separator outside quotes has no comma. Excel
    /// writes `;` and tabs where the settings of the machine say so.
    private struct SeparatorGuess {
        private(set) var separator = Separator.comma
        /// The row that shows it.
        private(set) var row = 0

        private static let examinedRows = 100

        init(_ text: [UInt8]) {
            var counts = [Separator: Int]()
            var isQuoted = false
            var index = 0
            while index < text.count, row < Self.examinedRows {
                let byte = text[index]
                index += 1
                if byte == UInt8(ascii: "\"") {
                    isQuoted.toggle()
                } else if isQuoted {
                    continue
                } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                    if !counts.isEmpty { break }
                    if byte == UInt8(ascii: "\r"), index < text.count, text[index] == UInt8(ascii: "\n") { index += 1 }
                    row += 1
                } else if let found = Separator(rawValue: byte), found != .bar {
                    counts[found, default: 0] += 1
                }
            }
            if counts[.comma] == nil, let most = counts.max(by: { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }) {
                separator = most.key
            }
        }
    }
}

extension ArraySlice<UInt8> {
    /// `"sep=;"` as a spreadsheet may write its own line back.
    fileprivate var trimmedOfSeparatorQuotes: ArraySlice<UInt8> {
        count == 7 && first == UInt8(ascii: "\"") && last == UInt8(ascii: "\"") ? dropFirst().dropLast() : self
    }
}
