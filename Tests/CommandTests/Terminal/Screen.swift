import KijunSyntax

/// What a terminal of the kind of xterm shows: enough of one to say what a user sees.
struct Screen {
    private(set) var width: Int
    private(set) var height: Int
    private(set) var row = 0
    private(set) var column = 0
    /// A character for each cell; the second cell of a wide one is empty.
    private var cells: [[String]]
    /// The last column was filled: the next character goes to the next line.
    private var isFull = false
    private var saved = (row: 0, column: 0)
    private var unread: [UInt8] = []
    /// The keys ask for bracketed paste.
    private(set) var isPasteBracketed = false
    /// A sequence came in that a terminal which cannot move its cursor would show as it is.
    private(set) var hasControlled = false
    /// What the screen cannot do was asked of it.
    private(set) var unknown: [String] = []

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        cells = Array(repeating: Array(repeating: " ", count: width), count: height)
    }

    /// What stands in each line, without the blank end, down to the last that is not blank or holds the cursor.
    var lines: [String] {
        var lines = cells.map { row in String(row.joined().reversed().drop { $0 == " " }.reversed()) }
        while lines.count > row + 1, lines.last == "" { lines.removeLast() }
        return lines
    }

    /// What stands in the lines that are not blank, joined by line feeds.
    var text: String { lines.joined(separator: "\n") }

    /// Without breaking lines anew.
    mutating func resize(width: Int, height: Int) {
        cells = cells.map { Array(($0 + Array(repeating: " ", count: max(0, width - self.width))).prefix(width)) }
        while cells.count > height, row > 0, cells.count > row + 1 || height <= row {
            if cells.count > row + 1 {
                cells.removeLast()
            } else {
                cells.removeFirst()
                row -= 1
            }
        }
        while cells.count < height { cells.append(Array(repeating: " ", count: width)) }
        (self.width, self.height) = (width, height)
        column = min(column, width - 1)
        isFull = false
    }

    mutating func feed(_ bytes: some Sequence<UInt8>) {
        unread += bytes
        var index = 0
        while index < unread.count {
            guard let end = lengthOfNext(from: index) else { break }
            take(Array(unread[index..<(index + end)]))
            index += end
        }
        unread.removeFirst(index)
    }

    /// The bytes of the next character or sequence; nil while it is not whole.
    private func lengthOfNext(from start: Int) -> Int? {
        let first = unread[start]
        if first == 0x1B {
            guard start + 1 < unread.count else { return nil }
            if unread[start + 1] == UInt8(ascii: "[") {
                guard let end = unread[(start + 2)...].firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
                return end - start + 1
            }
            let isLong = "()#".utf8.contains(unread[start + 1])
            let count = isLong ? 3 : 2
            return start + count <= unread.count ? count : nil
        }
        let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        return start + count <= unread.count ? count : nil
    }

    private mutating func take(_ bytes: [UInt8]) {
        switch bytes[0] {
        case 0x1B: control(bytes)
        case 0x0D: (column, isFull) = (0, false)
        case 0x0A: lineFeed()
        case 0x08: (column, isFull) = (max(0, column - 1), false)
        case 0x09: (column, isFull) = (min(width - 1, (column / 8 + 1) * 8), false)
        case 0x07, 0x00: break
        default: for character in String(decoding: bytes, as: UTF8.self).unicodeScalars { put(character) }
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let columns = DisplayWidth.of(scalar)
        guard columns > 0 else {
            let at = isFull ? column : max(0, column - 1)
            let cell = cells[row][at] == "" ? at - 1 : at
            cells[row][max(0, cell)].unicodeScalars.append(scalar)
            return
        }
        if isFull || column + columns > width {
            column = 0
            lineFeed()
        }
        erase(column..<(column + columns))
        cells[row][column] = String(Character(scalar))
        if columns == 2 { cells[row][column + 1] = "" }
        column += columns
        isFull = column == width
        if isFull { column -= 1 }
    }

    private mutating func lineFeed() {
        isFull = false
        if row + 1 < height {
            row += 1
        } else {
            cells.removeFirst()
            cells.append(Array(repeating: " ", count: width))
        }
    }

    /// A wide character that loses one half goes as a whole.
    private mutating func erase(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        if cells[row][range.lowerBound] == "", range.lowerBound > 0 { cells[row][range.lowerBound - 1] = " " }
        if range.upperBound < width, cells[row][range.upperBound] == "" { cells[row][range.upperBound] = " " }
        for column in range { cells[row][column] = " " }
    }

    private mutating func control(_ bytes: [UInt8]) {
        hasControlled = true
        let sequence = String(decoding: bytes.dropFirst(), as: UTF8.self)
        guard bytes[1] == UInt8(ascii: "["), let final = sequence.last else {
            switch sequence {
            case "7": saved = (row, column)
            case "8": (row, column) = saved
            case "M": row = max(0, row - 1)
            case "(B", ")B", "=", ">": break
            default: unknown.append(sequence)
            }
            return
        }
        let numbers = sequence.dropFirst().dropLast().split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        let count = max(1, numbers.first ?? 1)
        if final != "m" { isFull = false }
        switch final {
        case "A": row = max(0, row - count)
        case "B": row = min(height - 1, row + count)
        case "C": column = min(width - 1, column + count)
        case "D": column = max(0, column - count)
        case "G": column = min(width, count) - 1
        case "d": row = min(height, count) - 1
        case "H":
            row = min(height, count) - 1
            column = min(width, max(1, numbers.count > 1 ? numbers[1] : 1)) - 1
        case "J": eraseScreen(numbers.first ?? 0)
        case "K": eraseLine(numbers.first ?? 0)
        case "m": break
        case "h", "l":
            if sequence.hasPrefix("[?2004") { isPasteBracketed = final == "h" }
        default: unknown.append(sequence)
        }
    }

    private mutating func eraseLine(_ kind: Int) {
        switch kind {
        case 0: erase(column..<width)
        case 1: erase(0..<(column + 1))
        default: erase(0..<width)
        }
    }

    private mutating func eraseScreen(_ kind: Int) {
        let blank = Array(repeating: " ", count: width)
        if kind == 0 {
            eraseLine(0)
            for below in (row + 1)..<max(row + 1, height) { cells[below] = blank }
        } else if kind == 2 || kind == 3 {
            cells = Array(repeating: blank, count: height)
        } else {
            unknown.append("[\(kind)J")
        }
    }
}
