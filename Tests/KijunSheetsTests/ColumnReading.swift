import KijunSyntax
import Testing

@testable import Kijun
@testable import KijunSheets

/// A jsonl file read into columns, straight and by way of sheets, written out.
struct ColumnReading {
    let loader: DocumentLoader
    let layout: InputLayout
    let form: String

    /// - Parameter form: the lines under `form F`, or whole forms if the text begins with `form`.
    init(_ form: String) {
        self.form = form
        let lines = form.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n")
        var sources = SourceMap()
        let text = form.hasPrefix("form") ? form : "form F\n" + lines
        let parsed = Parser.parse(sources.add(name: "form.kijun", bytes: Array(text.utf8)))
        let checked = Checker.check([parsed.tree], sources: sources)
        for diagnostic in parsed.diagnostics + checked.diagnostics { Issue.record("\(diagnostic.code.rawValue) \(diagnostic.message.en)") }
        loader = DocumentLoader(checked.program)
        layout = InputLayout(checked.program.schema)
    }

    init(_ schema: RecordSchema, identify: [Int]) {
        form = ""
        loader = DocumentLoader(forms: [], schema: schema, identify: identify)
        layout = InputLayout(schema)
    }

    struct Result: Equatable {
        /// A line for each sheet.
        var sheets: [String] = []
        var findings: [String] = []
        var unreadable = 0
        /// How many sheets there were in each set.
        var counts: [Int] = []

        static func == (a: Result, b: Result) -> Bool {
            a.sheets == b.sheets && a.findings == b.findings && a.unreadable == b.unreadable
        }
    }

    /// By way of sheets.
    func full(_ bytes: [UInt8], _ selection: FieldSelection) -> Result {
        var result = Result()
        var lines = ObjectLines(name: "s.jsonl", loader: loader)
        var builder = SheetSet.Builder(schema: loader.schema)
        bytes.withUnsafeBytes { lines.read($0, firstRow: 0) { builder.append($0.input) } }
        result.add(builder.finish(), selection)
        result.add(lines.finish(), selection, layout)
        return result
    }

    /// - Parameters:
    ///   - ends: where parts of the file end, at ends of lines.
    ///   - readers: how many take turns.
    func direct(_ bytes: [UInt8], _ selection: FieldSelection, ends: [Int] = [], maximumSheets: Int = 256, readers count: Int = 1) -> Result
    {
        var result = Result()
        let readers = (0..<count).compactMap { _ in
            ColumnReader(selection, texts: TextTable(), loader: loader, name: "s.jsonl", maximumSheets: maximumSheets)
        }
        var all = LineFindings()
        var (start, row) = (0, 0)
        for (number, end) in (ends + [bytes.count]).enumerated() {
            // Its own memory, so that what is read behind it shows.
            let part = Array(bytes[start..<end])
            let findings = part.withUnsafeBytes { lines in
                readers[number % count].read(lines, firstRow: row) { result.add($0, selection) }
            }
            all.add(findings)
            row += part.count { $0 == UInt8(ascii: "\n") }
            start = end
        }
        result.add(loader.findings(of: all), selection, layout)
        return result
    }

    /// By way of a store, without findings.
    func stored(_ bytes: [UInt8], _ selection: FieldSelection, in path: String, maximumSheets: Int = 256) throws -> Result {
        try store(bytes, in: path)
        var result = Result()
        let store = try SheetStore(path)
        let columns = try StoreColumns(store, selection, texts: TextTable(), loader: loader, maximumSheets: maximumSheets)
        for document in store.documents {
            let told = columns.read(document) { result.add($0, selection) }
            #expect(!told.findings.contains { $0.code == .damagedStore })
        }
        columns.finish { result.add($0, selection) }
        return result
    }

    private func store(_ bytes: [UInt8], in path: String) throws {
        let document = try DocumentLoader.read(bytes, name: "s.jsonl")
        let writer = try StoreWriter(path, isNew: true)
        try writer.lay(out: loader.schema, forms: [StoredForm(name: "F", identify: [], text: "")], isSame: false)
        let source = DocumentSource(size: bytes.count, modified: nil, hash: 0, asked: nil)
        var update = try writer.update(
            nil, with: document.info, path: "s.jsonl", folder: nil, source: source, kind: DocumentKind(document, format: "json"))
        var problem: (any Error)?
        let told = loader.load(document) { sheet in
            do { try update.add(sheet) { _ in nil } } catch { problem = error }
        }
        if let problem { throw problem }
        _ = try writer.finish(update, findings: told)
        try writer.commit()
    }

    /// The places behind line ends.
    static func lineEnds(_ bytes: [UInt8]) -> [Int] { bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 } }
}

extension ColumnReading.Result {
    fileprivate mutating func add(_ set: SheetSet, _ selection: FieldSelection) {
        counts.append(set.count)
        #expect(set.tables.count == set.layout.tables.count && set.tables[0].starts == [0, Int32(set.count)])
        for sheet in 0..<set.count { sheets.append(row(sheet, of: 0, in: set, selection)) }
    }

    private func row(_ row: Int, of table: Int, in set: SheetSet, _ selection: FieldSelection) -> String {
        var parts: [String] = []
        for (slot, description) in set.layout.tables[table].slots.enumerated() {
            guard selection.slots[table][slot] else { continue }
            parts.append("\(description.path)=\(value(row, set.tables[table].columns[slot], set.texts))")
        }
        for (inner, description) in set.layout.tables.enumerated() where description.parent == table && selection.tables[inner] {
            let starts = set.tables[inner].starts
            let rows = (Int(starts[row])..<Int(starts[row + 1])).map { self.row($0, of: inner, in: set, selection) }
            parts.append("\(description.path)\(set.tables[inner].isMissing[row] ? "!" : "")[\(rows.joined(separator: " "))]")
        }
        return "{\(parts.joined(separator: ", "))}"
    }

    private func value(_ row: Int, _ column: Column, _ texts: TextTable) -> String {
        guard column.status(row).isKnown else { return column.status(row) == .blank ? "_" : "?" }
        switch column.values {
        case .numbers(let numbers): return numbers[row].plainText
        case .texts(let numbers): return "\"\(texts[Int(numbers[row])])\" \(texts.form(numbers[row]))"
        case .years(let years): return "year \(years[row])"
        case .flags(let flags): return "\(flags[row])"
        case .indices, .blanks: return "no column"
        }
    }

    /// - Parameter selection: without the percentages of other fields.
    fileprivate mutating func add(_ findings: DocumentFindings, _ selection: FieldSelection, _ layout: InputLayout) {
        unreadable = findings.unreadable
        var read: Set<String> = []
        for (table, slots) in layout.tables.map(\.slots).enumerated() {
            let isList = layout.tables[table].places.isEmpty && table > 0
            for (slot, description) in slots.enumerated() where selection.slots[table][slot] || isList && selection.tables[table] {
                read.insert(description.path)
            }
        }
        self.findings = findings.findings.filter { $0.code != .doubtfulPercentage || read.contains($0.field ?? "") }.map {
            "\($0.severity) \($0.code.rawValue) \($0.cell.map { "\($0.row):\($0.column)" } ?? "-") \($0.field ?? "-") \($0.message.en)"
        }
    }
}
