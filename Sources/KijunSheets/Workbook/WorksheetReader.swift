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

    private enum Context {
        case sheet, data, row, cell, value, formula, inline, inlineText
    }

    private enum Kind {
        case number, shared, text, yesno, error, date
    }

    private var cells = WorksheetCells()
    private let shared: Shared
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
    /// For each shared text where it begins in the text of this page, or none.
    private var places: [UInt32: UInt32] = [:]

    /// - Parameter room: for how many cells and rows there is room yet.
    init(part: String, shared: Shared, room: WorksheetCells.Room) {
        self.shared = shared
        self.room = room
        super.init(part: part)
    }

    /// The page; the reader is empty then.
    func finish() -> Worksheet {
        let done = cells
        cells = WorksheetCells()
        return done.finish()
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if ignored > 0 {
            ignored += 1
            return
        }
        switch context {
        case .row where name.letter == UInt8(ascii: "c"): startCell(attributes)
        case .cell:
            switch name.letter {
            case UInt8(ascii: "v"): context = .value
            case UInt8(ascii: "f"):
                context = .formula
                hasFormula = true
            default: if name == "is" { context = .inline } else { ignored = 1 }
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

    override func end(_ name: XMLName) {
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

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        switch context {
        case .value where ignored == 0: value.append(contentsOf: bytes)
        case .formula where ignored == 0: if formula.count < 200 { formula.append(contentsOf: bytes) }
        case .inlineText where ignored == 0: inline.append(bytes)
        default: break
        }
    }

    // MARK: Places

    private func startRow(_ attributes: XMLAttributes) {
        context = .row
        row += 1
        column = -1
        isRowHidden = false
        for (name, value) in attributes {
            if name.letter == UInt8(ascii: "r") {
                guard let number = value.decimal, number >= 1 else { return fail(.badReference(part, line: line, value)) }
                row = number - 1
            } else if name == "hidden" {
                isRowHidden = value.isTrue
            }
        }
        if row >= WorksheetCells.maximumRows { fail(.tooManyRows(part)) }
    }

    private func startCell(_ attributes: XMLAttributes) {
        context = .cell
        column += 1
        cellRow = row
        kind = .number
        style = 0
        hasFormula = false
        for (name, value) in attributes {
            switch name.letter {
            case UInt8(ascii: "r"):
                guard let place = CellReference(value) else { return fail(.badReference(part, line: line, value)) }
                cellRow = place.row
                column = place.column
            case UInt8(ascii: "s"): style = value.decimal ?? 0
            case UInt8(ascii: "t"): kind = Self.kind(value)
            default: break
            }
        }
        if column >= WorksheetCells.maximumColumns { return fail(.tooManyColumns(part)) }
        if cellRow >= WorksheetCells.maximumRows { fail(.tooManyRows(part)) }
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

    private func merge(_ attributes: XMLAttributes) {
        guard let range = attributes.bytes("ref"), let extent = CellReference.extent(range) else {
            return fail(.badReference(part, line: line, attributes.bytes("ref")))
        }
        // Excel merges no single cell; a range of one says nothing.
        if extent.rows.count * extent.columns.count > 1, !cells.merge(extent) {
            fail(.tooManyMerged(part, limit: WorksheetCells.maximumMerged))
        }
    }

    private func hide(_ attributes: XMLAttributes) {
        guard let first = attributes.number("min"), let last = attributes.number("max"), first >= 1, last >= first,
            last <= WorksheetCells.maximumColumns
        else { return }
        cells.hide(columns: first - 1...last - 1)
    }

    // MARK: Values

    private func endCell() {
        defer {
            value.removeAll(keepingCapacity: true)
            formula.removeAll(keepingCapacity: true)
            inline.clear()
        }
        let start = cells.size
        if kind == .shared {
            addShared()
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
        if cells.count > room.cells || lastRow >= room.rows || cells.size > ZipArchive.largestLimit { fail(.tooManyCells(part)) }
    }

    private func addShared() {
        guard let index = value.withUnsafeBufferPointer({ $0.decimal }), index < shared.ends.count else {
            return fail(.missingText(part, line: line, value))
        }
        let first = index == 0 ? 0 : Int(shared.ends[index - 1])
        let text = shared.strings.bytes[first..<Int(shared.ends[index])].trimmedOfSpace
        if text.isEmpty { return }
        let place = places[UInt32(index)] ?? UInt32(cells.size)
        if place == UInt32(cells.size) {
            places[UInt32(index)] = place
            cells.append(text)
        }
        cells.add(row: cellRow, column: column, start: place, length: UInt32(text.count), isHidden: isRowHidden)
    }

    private func appendValue() {
        switch kind {
        case .text:
            if inline.current.isEmpty {
                value.withUnsafeBufferPointer { inline.append($0) }
            }
            inline.resolve()
            cells.append(inline.current)
        case .yesno:
            if !value.isEmpty { cells.append(Array((value.elementsEqual("1".utf8) || value.elementsEqual("true".utf8) ? "TRUE" : "FALSE").utf8)[...]) }
        case .date: appendDate()
        default: appendNumber()
        }
    }

    private func appendNumber() {
        let format = shared.formats.indices.contains(style) ? shared.formats[style] : .general
        if format.isPlain, value.withUnsafeBufferPointer({ CellNumber.isPlain($0) }) { return cells.append(value[...]) }
        guard let number = CellNumber(value) else { return cells.append(value[...]) }
        cells.withText { format.append(number, isFrom1904: shared.isFrom1904, to: &$0) }
    }

    /// A date as text, which strict workbooks have.
    private func appendDate() {
        guard let (days, seconds) = CellDate.serial(ofISO: value) else { return cells.append(value[...]) }
        var format = shared.formats.indices.contains(style) ? shared.formats[style] : .general
        if !format.isDate { format = seconds == 0 ? Self.dayFormat : Self.timeFormat }
        let number = CellNumber(days: days, seconds: seconds)
        cells.withText { format.append(number, isFrom1904: false, to: &$0) }
    }

    private static let dayFormat = CellFormat(code: CellFormat.builtIn[14] ?? "")
    private static let timeFormat = CellFormat(code: CellFormat.builtIn[22] ?? "")
}

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
                column = column * 26 + Int(byte & 0xDF) - 64
                letters += 1
            } else if byte >= 0x30, byte <= 0x39 {
                row = row * 10 + Int(byte) - 0x30
                digits += 1
            } else {
                return nil
            }
        }
        guard letters > 0, letters <= 6, digits > 0, digits <= 12, row > 0 else { return nil }
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
