internal import Glibc
internal import Kijun

/// The lines and columns of a text's bytes. From one place to the next costs what lies between, forwards or backwards.
struct LinePlaces {
    private let text: UnsafeBufferPointer<UInt8>
    private var row: Int
    private var start = 0
    /// Behind the line's end; `Int.max` on the last line.
    private var end: Int

    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
        row = 0
        end = Self.lineEnd(text, from: 0)
    }

    /// A text of one line.
    init(_ line: UnsafeBufferPointer<UInt8>, row: Int) {
        text = line
        self.row = row
        end = .max
    }

    /// The cell of a byte: its line, and its column counted in bytes.
    mutating func cell(_ offset: Int) -> CellAddress {
        while offset < start {
            end = start
            row -= 1
            start = text[..<(start - 1)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        }
        while offset >= end {
            start = end
            row += 1
            end = Self.lineEnd(text, from: start)
        }
        return CellAddress(page: 0, row: row, column: offset - start)
    }

    private static func lineEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard start < text.count, let base = text.baseAddress,
            let found = memchr(base + start, Int32(UInt8(ascii: "\n")), text.count - start)
        else { return .max }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }
}
