internal import Kijun

/// Reads the cells of a worksheet as its part passes by.
final class WorksheetReader: PartReader {
    /// What all worksheets of a workbook have in common.
    struct Shared {
        var strings: CellTextBuffer = CellTextBuffer()
        var ends: [UInt32] = []
        var formats: [CellFormat] = []
        var isFrom1904 = false
    }

    private var scan: WorksheetScan

    /// - Parameters:
    ///   - room: for how many cells and rows there is room yet.
    ///   - places: what ``finish()`` of the page before gave; empty for the first.
    init(
        part: String, shared: Shared, room: WorksheetCells.Room, places: consuming [UInt32], isInterrupted: @escaping () -> Bool
    ) {
        scan = WorksheetScan(shared: shared, room: room, places: places)
        super.init(part: part, isInterrupted: isInterrupted)
    }

    /// The page, and what to hand on to the next.
    func finish() -> (sheet: Worksheet, places: [UInt32]) {
        // What is handed on must not be held here as well, or it would be copied.
        var done = WorksheetScan(shared: Shared(), room: WorksheetCells.Room(), places: [])
        swap(&done, &scan)
        return done.finish()
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        scan.start(name, attributes)
        if scan.hasFailed { tell() }
    }

    override func end(_ name: XMLName) {
        scan.end(name)
        if scan.hasFailed { tell() }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) { scan.text(bytes) }

    private func tell() {
        switch scan.failure {
        case .badReference(let text): fail(.badReference(part, line: line, text))
        case .missingText(let index): fail(.missingText(part, line: line, index))
        case .rows: fail(.tooManyRows(part))
        case .columns: fail(.tooManyColumns(part))
        case .cells: fail(.tooManyCells(part))
        case .text: fail(.tooMuchText(part))
        case .merged: fail(.tooManyMerged(part, limit: WorksheetCells.maximumMerged))
        case nil: break
        }
    }
}

/// What a ``WorksheetReader`` keeps between two elements. A structure, so that every access to it is checked once an element
/// and not once a property: that is a sixth of the time of a large sheet.
private struct WorksheetScan {
    /// What makes the part unreadable.
    enum Fault {
        case badReference([UInt8])
        case missingText([UInt8])
        case rows, columns, cells, merged, text
    }

    private enum Context {
        case sheet, data, row, cell, value, formula, inline, inlineText
    }

    private enum Kind {
        case number, shared, text, yesno, error, date
    }

    private var cells = WorksheetCells()
    private let shared: WorksheetReader.Shared
    private let room: WorksheetCells.Room
    private var context = Context.sheet
    /// How deep inside an element that says nothing of cells.
    private var ignored = 0
    private var row = -1
    private var lastRow = -1
    private var column = -1
    private var cellRow = -1
    private var isRowHidden = false
    private var kind = Kind.number
    private var style = 0
    private var hasFormula = false
    private var value: [UInt8] = []
    private var formula: [UInt8] = []
    private var inline = CellTextBuffer()
    /// For each shared text where it begins in the text of this page. The room for it is handed on from page to page.
    private var places: [UInt32]
    /// Which of them were set.
    private var placed: [UInt32] = []
    private static let nowhere = UInt32.max
    private(set) var hasFailed = false
    private(set) var failure: Fault?

    init(shared: WorksheetReader.Shared, room: WorksheetCells.Room, places: consuming [UInt32]) {
        self.shared = shared
        self.room = room
        self.places = places
        if self.places.count < shared.ends.count { self.places = Array(repeating: Self.nowhere, count: shared.ends.count) }
    }

    /// The page, and the room for places as it was.
    consuming func finish() -> (sheet: Worksheet, places: [UInt32]) {
        for index in placed { places[Int(index)] = Self.nowhere }
        return (cells.finish(), places)
    }

    private mutating func fail(_ fault: Fault) {
        failure = fault
        hasFailed = true
    }

    mutating func start(_ name: XMLName, _ attributes: XMLAttributes) {
        // The parser may still tell of the end of an element that made it stop.
        if hasFailed { return }
        if ignored > 0 {
            ignored += 1
            return
        }
        switch context {
        case .row where name.letter == UInt8(ascii: "c"): startCell(attributes)
        case .cell:
            switch name.letter {
            case UInt8(ascii: "v"):
                // Of two values, as no program writes them, the last holds; together they would be another number.
                value.removeAll(keepingCapacity: true)
                context = .value
            case UInt8(ascii: "f"):
                formula.removeAll(keepingCapacity: true)
                context = .formula
                hasFormula = true
            default:
                if name == "is" {
                    inline.clear()
                    context = .inline
                } else {
                    ignored = 1
                }
            }
        case .data where name == "row": startRow(attributes)
        case .inline where name.letter == UInt8(ascii: "t"): context = .inlineText
        case .inline where name == "r": break
        case .sheet:
            if name == "sheetData" {
                context = .data
            } else if name == "mergeCell" {
                merge(attributes)
            } else if name == "col", attributes.isTrue("hidden") {
                hide(attributes)
            }
        default: ignored = 1
        }
    }

    mutating func end(_ name: XMLName) {
        if hasFailed { return }
        if ignored > 0 {
            ignored -= 1
            return
        }
        switch context {
        case .value, .formula: context = .cell
        case .inlineText: context = .inline
        case .inline: if name == "is" { context = .cell }
        case .cell:
            endCell()
            context = .row
        case .row: context = .data
        case .data: context = .sheet
        case .sheet: break
        }
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        switch context {
        case .value where ignored == 0: value.append(contentsOf: bytes)
        case .formula where ignored == 0: if formula.count < 200 { formula.append(contentsOf: bytes) }
        case .inlineText where ignored == 0: inline.append(bytes)
        default: break
        }
    }

    // MARK: Places

    private mutating func startRow(_ attributes: XMLAttributes) {
        context = .row
        row += 1
        column = -1
        isRowHidden = false
        for (name, value) in attributes {
            if name.letter == UInt8(ascii: "r") {
                guard let number = value.decimal, number >= 1 else { return fail(.badReference(Array(value))) }
                row = number - 1
            } else if name == "hidden" {
                isRowHidden = value.isTrue
            }
        }
        if row >= WorksheetCells.maximumRows { fail(.rows) }
    }

    private mutating func startCell(_ attributes: XMLAttributes) {
        context = .cell
        column += 1
        cellRow = row
        kind = .number
        style = 0
        hasFormula = false
        for (name, value) in attributes {
            switch name.letter {
            case UInt8(ascii: "r"):
                guard let place = CellReference(value) else { return fail(.badReference(Array(value))) }
                cellRow = place.row
                column = place.column
            case UInt8(ascii: "s"): style = value.decimal ?? 0
            case UInt8(ascii: "t"): kind = Self.kind(value)
            default: break
            }
        }
        if column >= WorksheetCells.maximumColumns { return fail(.columns) }
        if cellRow >= WorksheetCells.maximumRows { fail(.rows) }
    }

    private static func kind(_ type: UnsafeBufferPointer<UInt8>) -> Kind {
        switch type.first {
        case UInt8(ascii: "s"): type.count == 1 ? .shared : .text
        case UInt8(ascii: "i"): .text
        case UInt8(ascii: "b"): .yesno
        case UInt8(ascii: "e"): .error
        case UInt8(ascii: "d"): .date
        default: .number
        }
    }

    private mutating func merge(_ attributes: XMLAttributes) {
        guard let range = attributes.bytes("ref"), let extent = CellReference.extent(range) else {
            return fail(.badReference(attributes.bytes("ref").map { Array($0) } ?? []))
        }
        // Excel merges no single cell; a range of one says nothing.
        if extent.rows.count * extent.columns.count > 1, !cells.merge(extent) {
            fail(.merged)
        }
    }

    private mutating func hide(_ attributes: XMLAttributes) {
        guard let first = attributes.number("min"), let last = attributes.number("max"), first >= 1, last >= first,
            last <= WorksheetCells.maximumColumns
        else { return }
        cells.hide(columns: first - 1...last - 1)
    }

    // MARK: Values

    private mutating func endCell() {
        defer {
            value.removeAll(keepingCapacity: true)
            formula.removeAll(keepingCapacity: true)
            inline.clear()
        }
        let start = cells.size
        if kind != .text, let first = value.first, let last = value.last, first <= 0x20 || last <= 0x20 {
            value = Array(value[...].trimmedOfSpace)
        }
        if kind == .shared {
            if !value.isEmpty { addShared() }
        } else if kind == .error {
            cells.withText { $0 += value.isEmpty ? Array("#ERROR".utf8) : value }
            cells.add(row: cellRow, column: column, from: start, fault: .error, isHidden: isRowHidden)
        } else if hasFormula, value.isEmpty, kind != .text {
            cells.withText { $0 += Array("=".utf8) + (formula.isEmpty ? Array("…".utf8) : formula) }
            cells.add(row: cellRow, column: column, from: start, fault: .notCalculated, isHidden: isRowHidden)
        } else {
            appendValue()
            cells.add(row: cellRow, column: column, from: start, isHidden: isRowHidden)
        }
        if cells.count > 0 { lastRow = max(lastRow, cellRow) }
        if cells.count > room.cells || lastRow >= room.rows { fail(.cells) }
        if cells.shown > room.text { fail(.text) }
    }

    private mutating func addShared() {
        guard let index = value.withUnsafeBufferPointer({ $0.decimal }), index < shared.ends.count else {
            return fail(.missingText(value))
        }
        let first = index == 0 ? 0 : Int(shared.ends[index - 1])
        let text = shared.strings.bytes[first..<Int(shared.ends[index])].trimmedOfSpace
        if text.isEmpty { return }
        var place = places[index]
        if place == Self.nowhere {
            place = UInt32(cells.size)
            places[index] = place
            placed.append(UInt32(index))
            cells.append(text)
        }
        cells.add(row: cellRow, column: column, start: place, length: UInt32(text.count), isHidden: isRowHidden)
    }

    private mutating func appendValue() {
        switch kind {
        case .text:
            if inline.current.isEmpty {
                value.withUnsafeBufferPointer { inline.append($0) }
            }
            inline.resolve()
            cells.append(inline.current)
        case .yesno:
            if !value.isEmpty {
                cells.append(Array((value.elementsEqual("1".utf8) || value.elementsEqual("true".utf8) ? "TRUE" : "FALSE").utf8)[...])
            }
        case .date: appendDate()
        default: appendNumber()
        }
    }

    private mutating func appendNumber() {
        let format = shared.formats.indices.contains(style) ? shared.formats[style] : .general
        if format.isPlain, value.withUnsafeBufferPointer({ CellNumber.isPlain($0) }) { return cells.append(value[...]) }
        guard let number = CellNumber(value) else { return cells.append(value[...]) }
        let start = cells.size
        let effect = cells.withText { format.append(number, isFrom1904: shared.isFrom1904, to: &$0) }
        if effect != .same { cells.note(effect, of: number, row: cellRow, column: column, from: start) }
    }

    /// A date as text, which strict workbooks have.
    private mutating func appendDate() {
        guard let (days, seconds) = CellDate.serial(ofISO: value) else { return cells.append(value[...]) }
        var format = shared.formats.indices.contains(style) ? shared.formats[style] : .general
        if !format.isDate { format = seconds == 0 ? Self.dayFormat : Self.timeFormat }
        let number = CellNumber(days: days, seconds: seconds)
        cells.withText { _ = format.append(number, isFrom1904: false, to: &$0) }
    }

    private static let dayFormat = CellFormat(code: CellFormat.builtIn[14] ?? "")
    private static let timeFormat = CellFormat(code: CellFormat.builtIn[22] ?? "")
}
