internal import CSimdjson
internal import Glibc
public import Kijun

/// Reads a jsonl file part by part straight into columns: only the fields that a plan reads, without cells and without findings of
/// single sheets. What it gives is what ``ObjectLines`` and ``SheetSet/Builder`` give, except that it does not look at the
/// percentages of fields that nobody reads.
///
/// A line that is not plain (another type, a key that was not met before, a text where a number should be) goes through the
/// ``ObjectReader`` and its values join the same columns. A reader is for one thread; several may share a file.
public final class ColumnReader {
    private let columns: OpaquePointer
    private let reader: ObjectReader
    private let info: DocumentInfo
    private let isInterrupted: () -> Bool
    private let root: RecordColumns
    private let records: [RecordColumns]
    private var values: ColumnValues
    private var walk = ObjectWalk()
    private var pass = ObjectPass()
    private var misfits = UnreadableSheets()
    /// The last lines of a part, with readable bytes behind them.
    private var tail: [UInt8] = []

    /// How many sheets one set holds at most.
    private let maximumSheets: Int
    /// So many bytes are looked at twice, for the tokens and for what they say: they must stay in the cache in between.
    private static let blockBytes = 1 << 18

    /// - Parameters:
    ///   - plan: what the sheets are for.
    ///   - loader: what they are read by, of the same program.
    ///   - name: the path as the user gave it.
    ///   - maximumSheets: in one set.
    public convenience init?(_ plan: EvaluationPlan, loader: DocumentLoader, name: String, maximumSheets: Int = 512) {
        self.init(plan.selection, texts: plan.texts, loader: loader, name: name, maximumSheets: maximumSheets)
    }

    /// - Parameters:
    ///   - selection: what is read.
    ///   - texts: from which those of the sheets go on.
    init?(_ selection: FieldSelection, texts: TextTable, loader: DocumentLoader, name: String, maximumSheets: Int) {
        guard let columns = kijun_columns_create(.random(in: .min ... .max)) else { return nil }
        self.columns = columns
        self.maximumSheets = maximumSheets
        reader = ObjectReader(schema: loader.schema, forms: loader.forms, identify: loader.identify)
        info = DocumentInfo(name: name, pages: [""], style: .position)
        isInterrupted = loader.isInterrupted
        let isOneForm = reader.forms.count == 1
        values = ColumnValues(
            selection, texts: texts, schema: loader.schema, identify: reader.identify(isOneForm ? 0 : nil), in: columns)
        root = RecordColumns(
            reader.plan, places: values.layout.tables[0].places, table: 0, isRead: true, layout: values.layout, numbers: values.numbers,
            selection: selection, in: columns)
        root.expect(isOneForm ? reader.isOfForm[0] : nil)
        records = root.all
    }

    deinit { kijun_columns_destroy(columns) }

    /// Hands on the sheets of the next lines.
    ///
    /// - Parameters:
    ///   - lines: whole lines, each with its end (but perhaps the last of the file); at most 1 GB.
    ///   - firstRow: the number of the first of them in the file, from 0. It is behind all that this reader has read.
    ///   - each: takes a set of sheets in the order of the file.
    /// - Returns: what could not be read, and what there is to report of the file.
    public func read(_ lines: UnsafeRawBufferPointer, firstRow: Int, each: (SheetSet) -> Void) -> LineFindings {
        kijun_columns_start(columns)
        for record in records { record.pullAbsences() }
        lines.withMemoryRebound(to: UInt8.self) { lines in
            let text = firstRow == 0 ? ObjectWalk.withoutMark(lines) : lines
            var row = firstRow
            // Behind the last lines nothing may be readable.
            let padding = Int(KIJUN_COLUMNS_PADDING)
            var start = 0
            let tailStart = Self.lastLine(of: text, bytes: padding)
            while start < tailStart, !isInterrupted() {
                let end = min(Self.lineEnd(text, from: min(start + Self.blockBytes, tailStart) - 1), tailStart)
                read(UnsafeBufferPointer(rebasing: text[start..<end]), row: &row, each)
                start = end
            }
            if tailStart < text.count, !isInterrupted() {
                let count = text.count - tailStart
                if tail.count < count + padding { tail = Array(repeating: 0, count: count + padding) }
                tail.withUnsafeMutableBufferPointer { tail in
                    _ = tail.update(fromContentsOf: text[tailStart...])
                    read(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(tail)[..<count]), row: &row, each)
                }
            }
        }
        emit(each)
        return takeFindings()
    }

    // MARK: Lines

    /// Where the last line begins that has so many bytes from its start on.
    private static func lastLine(of text: UnsafeBufferPointer<UInt8>, bytes: Int) -> Int {
        var start = max(0, text.count - bytes)
        while start > 0, text[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return start
    }

    private static func lineEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = text.baseAddress, let found = memchr(base + start, Int32(UInt8(ascii: "\n")), text.count - start) else {
            return text.count
        }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }

    /// - Parameter block: whole lines with readable bytes behind them.
    private func read(_ block: UnsafeBufferPointer<UInt8>, row: inout Int, _ each: (SheetSet) -> Void) {
        guard kijun_columns_begin(columns, block.baseAddress, block.count, Int64(row)) == KIJUN_COLUMNS_END else {
            readBroken(block, row: &row, each)
            return
        }
        while true {
            let step = kijun_columns_run(columns, maximumSheets, ColumnValues.maximumRows)
            switch Int(step.status) {
            case KIJUN_COLUMNS_FULL: emit(each)
            case KIJUN_COLUMNS_LINE:
                let line = UnsafeBufferPointer(rebasing: block[Int(step.start)..<Int(step.end)])
                read(line: line, row: Int(step.row), learns: step.has_unknown_key != 0)
            default:
                row = Int(step.row)
                return
            }
        }
    }

    /// Something in a block is no JSON: one line does not stop the others.
    private func readBroken(_ block: UnsafeBufferPointer<UInt8>, row: inout Int, _ each: (SheetSet) -> Void) {
        let first = Self.lineEnd(block, from: 0)
        if first == block.count {
            let line = block.last == UInt8(ascii: "\n") ? UnsafeBufferPointer(rebasing: block.dropLast()) : block
            read(line: line, row: row, learns: false)
            row += 1
            return
        }
        var start = 0
        while start < block.count, !isInterrupted() {
            let end = Self.lineEnd(block, from: start)
            read(UnsafeBufferPointer(rebasing: block[start..<end]), row: &row, each)
            start = end
        }
    }

    /// Reads a line that is not plain.
    private func read(line: UnsafeBufferPointer<UInt8>, row: Int, learns: Bool) {
        for record in records { record.pullAbsences() }
        var hasNoMemory = false
        walk.line(line, row: row) { object, places in
            guard let sheet = reader.sheet(object, &places, info, &pass, &misfits) else { return }
            // Of several forms the fields of each are others.
            if learns, reader.forms.count < 2 { root.learn(object) }
            hasNoMemory = !values.append(sheet.input.record)
        }
        if hasNoMemory {
            values.undo()
            walk.fail(.noMemory(cell: CellAddress(page: 0, row: row, column: 0)))
        }
        for record in records { record.pushAbsences() }
    }

    // MARK: Results

    private func emit(_ each: (SheetSet) -> Void) {
        if let set = values.take(Array(repeating: info, count: values.sheetCount)) { each(set) }
    }

    private func takeFindings() -> LineFindings {
        var findings = LineFindings()
        swap(&findings.failures, &walk.failures)
        swap(&findings.misfits, &misfits)
        findings.records = records.map {
            $0.pullAbsences()
            return $0.takeNotes()
        }
        return findings
    }
}
