internal import Kijun

/// What the columns of a store do not say of a sheet's values: whether a value is known, blank or undetermined, how many rows and
/// elements there are, and the cell of each. Bytes in the order of the schema; each cell is told by its distance from the one before.
struct CellTrail {
    private(set) var bytes: [UInt8] = []
    private var last = CellAddress(page: 0, row: 0, column: 0)

    enum State: UInt8 {
        /// Stands in its column.
        case known
        case blank
        case undetermined
        /// Of another kind than its column: it follows here.
        case odd
    }

    fileprivate static let hasCell: UInt8 = 4
    fileprivate static let otherPage: UInt8 = 8
    fileprivate static let otherRow: UInt8 = 16

    mutating func add(_ state: State, _ cell: CellAddress?) {
        var head = state.rawValue
        guard let cell else {
            bytes.append(head)
            return
        }
        head |= Self.hasCell
        if cell.page != last.page { head |= Self.otherPage }
        if cell.row != last.row { head |= Self.otherRow }
        bytes.append(head)
        if cell.page != last.page { add(distance: Int64(cell.page) - Int64(last.page)) }
        if cell.row != last.row { add(distance: Int64(cell.row) - Int64(last.row)) }
        add(distance: Int64(cell.column) - Int64(last.column))
        last = cell
    }

    /// How many rows or elements follow; nil for a table, list or record that the sheet does not have, whose state follows.
    mutating func add(count: Int?) { add(number: count.map { UInt64($0) + 1 } ?? 0) }

    mutating func add(_ text: String) {
        add(number: UInt64(text.utf8.count))
        bytes += text.utf8
    }

    private mutating func add(distance: Int64) { add(number: UInt64(bitPattern: (distance << 1) ^ (distance >> 63))) }

    private mutating func add(number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        last = CellAddress(page: 0, row: 0, column: 0)
    }

    /// Walks a trail. It may come from anywhere: what does not fit is told, and nothing is read beyond its end.
    struct Walk {
        private let bytes: UnsafeBufferPointer<UInt8>
        private var position = 0
        private var last = (page: Int64(0), row: Int64(0), column: Int64(0))
        /// Something in it could not be.
        private(set) var isBroken = false

        init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

        var isAtEnd: Bool { position == bytes.count }

        /// Steps over a value without its cell.
        mutating func state() -> State {
            guard position < bytes.count, let state = State(rawValue: bytes[position] & 3) else {
                isBroken = true
                return .undetermined
            }
            let head = bytes[position]
            position += 1
            if head & CellTrail.hasCell == 0 { return state }
            skipNumber()
            if head & CellTrail.otherPage != 0 { skipNumber() }
            if head & CellTrail.otherRow != 0 { skipNumber() }
            return state
        }

        private mutating func skipNumber() {
            while position < bytes.count {
                position += 1
                if bytes[position - 1] < 0x80 { return }
            }
            isBroken = true
        }

        mutating func next() -> (state: State, cell: CellAddress?) {
            guard position < bytes.count, let state = State(rawValue: bytes[position] & 3) else {
                isBroken = true
                return (.undetermined, nil)
            }
            let head = bytes[position]
            position += 1
            guard head & CellTrail.hasCell != 0 else { return (state, nil) }
            if head & CellTrail.otherPage != 0 { last.page = last.page &+ distance() }
            if head & CellTrail.otherRow != 0 { last.row = last.row &+ distance() }
            last.column = last.column &+ distance()
            guard let cell = CellAddress(storedPage: last.page, row: last.row, column: last.column) else {
                isBroken = true
                return (state, nil)
            }
            return (state, cell)
        }

        /// - Returns: nil where there is no such table, list or record; its state follows.
        mutating func count() -> Int? {
            let number = number()
            guard number > 0 else { return nil }
            // Every row and element takes a byte at least, but for a row without a column.
            guard number - 1 <= UInt64(Int32.max) else {
                isBroken = true
                return 0
            }
            return Int(number - 1)
        }

        mutating func text() -> String {
            let count = number()
            guard count <= UInt64(bytes.count - position) else {
                isBroken = true
                return ""
            }
            defer { position += Int(count) }
            return String(decoding: bytes[position..<position + Int(count)], as: UTF8.self)
        }

        private mutating func distance() -> Int64 {
            let number = number()
            return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
        }

        private mutating func number() -> UInt64 {
            var number: UInt64 = 0
            var shift: UInt64 = 0
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                number |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { return number }
                shift += 7
                if shift > 63 { break }
            }
            isBroken = true
            return 0
        }
    }
}

extension CellAddress {
    /// As a store tells it; nil where no document has such a cell.
    init?(storedPage page: Int64, row: Int64, column: Int64) {
        let range = 0..<Int64(Int32.max)
        guard range.contains(page), range.contains(row), range.contains(column) else { return nil }
        self.init(page: Int(page), row: Int(row), column: Int(column))
    }
}
