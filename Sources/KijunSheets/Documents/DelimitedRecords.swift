internal import Kijun

/// The records of a csv while they are read. Cells are ranges of the text, which is not copied but for cells with doubled quotes.
struct DelimitedRecords {
    private(set) var builder: GridBuilder
    private(set) var findings: [Finding] = []
    private let text: [UInt8]
    private let separator: UInt8
    private var position: Int
    private var column = 0
    /// Where the cell at hand begins.
    private var cellStart = 0
    private var lines = LineCounter()
    /// How many cells had faulty quotes; beyond ``toldFaults`` they are only counted.
    private var faults = 0

    private static let toldFaults = 20

    /// - Parameter start: where the first record begins.
    init(_ text: [UInt8], from start: Int, separator: DelimitedText.Separator) {
        self.text = text
        self.separator = separator.rawValue
        builder = GridBuilder(text: text)
        position = start
    }

    mutating func read(_ isInterrupted: () -> Bool) {
        while position < text.count {
            if column == 0, isInterrupted() { return }
            readCell()
            guard position < text.count else { break }
            let byte = text[position]
            position += 1
            if byte == separator {
                column += 1
                // The text ends behind a separator: one more cell, which is empty.
                if position < text.count { continue }
            } else if byte == UInt8(ascii: "\r"), position < text.count, text[position] == UInt8(ascii: "\n") {
                position += 1
            }
            endRecord()
        }
        if let last = text.last, last != UInt8(ascii: "\n"), last != UInt8(ascii: "\r"), last != separator { endRecord() }
        if faults > Self.toldFaults { findings.append(.moreFaultyQuotes(faults - Self.toldFaults)) }
    }

    private mutating func endRecord() {
        builder.endRecord(width: column + 1)
        column = 0
    }

    /// Reads a cell up to the separator or line end behind it.
    private mutating func readCell() {
        let start = position
        cellStart = start
        if text[start] == UInt8(ascii: "\"") {
            if readQuoted(from: start) { return }
            position = start
        }
        position = plainEnd(from: start)
        // `="007"` is how an export keeps Excel from reading a code as a number.
        if text[start] == UInt8(ascii: "="), position - start >= 3, text[start + 1] == UInt8(ascii: "\""),
            text[position - 1] == UInt8(ascii: "\""), !text[start + 2..<position - 1].contains(UInt8(ascii: "\""))
        {
            return builder.add(column: column, at: start + 2..<position - 1)
        }
        builder.add(column: column, at: start..<position)
    }

    /// The next separator or line end.
    private func plainEnd(from start: Int) -> Int {
        text.withUnsafeBufferPointer { bytes in
            var index = start
            while index < bytes.count {
                let byte = bytes[index]
                // Separators and line ends are all at or below `|`, and most bytes of Japanese text are above it.
                if byte <= 0x7C, byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return index }
                index += 1
            }
            return index
        }
    }

    private func nextQuote(from start: Int) -> Int? {
        text.withUnsafeBufferPointer { bytes in
            var index = start
            while index < bytes.count {
                if bytes[index] == UInt8(ascii: "\"") { return index }
                index += 1
            }
            return nil
        }
    }

    /// Reads a cell that begins with a quote; false where the quote cannot be one that opens a cell.
    ///
    /// A quote that is never closed would swallow the rest of the file, and one that is closed lines below by the quote of
    /// another cell would swallow the rows between: then the quote is text, and is reported. No part of the text is searched more
    /// than twice: between such a quote and the one that seems to close it all others are doubled and close at once.
    private mutating func readQuoted(from start: Int) -> Bool {
        var end = start + 1
        var hasDoubled = false
        while true {
            guard let quote = nextQuote(from: end) else {
                tell { .unclosedQuote(line: $0, cell: $1) }
                return false
            }
            end = quote
            guard quote + 1 < text.count, text[quote + 1] == UInt8(ascii: "\"") else { break }
            hasDoubled = true
            end = quote + 2
        }
        let close = end
        position = close + 1
        while position < text.count, text[position] == UInt8(ascii: " ") { position += 1 }
        if position == text.count || isEnd(text[position]) {
            add(start + 1..<close, hasDoubled: hasDoubled, rest: position..<position)
            return true
        }
        if text[start..<close].contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            tell { .unclosedQuote(line: $0, cell: $1) }
            return false
        }
        tell { .textAfterQuote(line: $0, cell: $1) }
        position = plainEnd(from: close + 1)
        add(start + 1..<close, hasDoubled: hasDoubled, rest: close + 1..<position)
        return true
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    /// Adds what stands in quotes, and as Excel does what stands behind them.
    private mutating func add(_ quoted: Range<Int>, hasDoubled: Bool, rest: Range<Int>) {
        if !hasDoubled, rest.isEmpty { return builder.add(column: column, at: quoted) }
        var cell: [UInt8] = []
        cell.reserveCapacity(quoted.count + rest.count)
        var index = quoted.lowerBound
        while index < quoted.upperBound {
            cell.append(text[index])
            index += text[index] == UInt8(ascii: "\"") ? 2 : 1
        }
        cell += text[rest]
        builder.add(column: column, cell)
    }

    private mutating func tell(_ finding: (Int, CellAddress) -> Finding) {
        faults += 1
        guard faults <= Self.toldFaults else { return }
        let line = lines.line(at: cellStart, in: text)
        findings.append(finding(line, CellAddress(page: 0, row: builder.row, column: column)))
    }
}

/// Counts the lines of a text up to places that come one behind the other.
private struct LineCounter {
    private var line = 1
    private var counted = 0

    /// From 1.
    mutating func line(at offset: Int, in text: [UInt8]) -> Int {
        while counted < offset {
            let byte = text[counted]
            counted += 1
            let isPair = byte == UInt8(ascii: "\r") && counted < text.count && text[counted] == UInt8(ascii: "\n")
            if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && !isPair) { line += 1 }
        }
        return line
    }
}
