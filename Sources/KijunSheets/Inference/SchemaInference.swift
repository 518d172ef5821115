internal import Kijun
internal import KijunSyntax

/// Finds the fields and their types in documents that no form describes: their names from the headings of tables and the keys
/// of objects, their types from all values. `Documentation/Sheets.md` tells the rules.
public struct SchemaInference: Sendable {
    private var sheets = RecordEvidence()
    private var documents: Int32 = 0
    /// Asked again and again while a document has its say. Once true, which it must stay, what was found is not to be used.
    public var isInterrupted: @Sendable () -> Bool = { false }

    public init() {}

    /// Lets a document have its say.
    public mutating func add(_ document: ReadDocument) {
        documents += 1
        switch document {
        case .grid(let document): if document.isTable { add(document) }
        case .objects(let document): add(document)
        // Its fields are known: ``SheetStore/inferred``.
        case .stored: break
        }
        sheets.close(document: document.info.shortName)
    }

    /// Lets the next lines of a jsonl file have their say, as ``add(_:)`` does for the whole of it.
    ///
    /// - Parameters:
    ///   - lines: whole lines.
    ///   - firstRow: the number of the first of them in the file, from 0.
    public mutating func add(lines: UnsafeRawBufferPointer, firstRow: Int) {
        if firstRow == 0 { documents += 1 }
        var sheets = RecordEvidence()
        swap(&sheets, &self.sheets)
        var walk = ObjectWalk()
        lines.withMemoryRebound(to: UInt8.self) { text in
            walk.lines(of: text, firstRow: firstRow, isInterrupted) { [documents] object, _ in sheets.add(object, document: documents) }
        }
        swap(&sheets, &self.sheets)
    }

    /// The lines of a file are at their end.
    public mutating func endLines(of name: String) {
        sheets.close(document: DocumentInfo(name: name, pages: [""], style: .position).shortName)
    }

    public consuming func finish() -> InferredSchema {
        var doubts: [Finding] = []
        let schema = sheets.schema(path: "", &doubts)
        return InferredSchema(schema: schema, identify: sheets.identify(schema), findings: doubts)
    }

    // MARK: Objects

    private mutating func add(_ document: ObjectDocument) {
        var sheets = RecordEvidence()
        swap(&sheets, &self.sheets)
        // What cannot be read is told when the sheets are.
        _ = document.forEachObject(isInterrupted) { [documents] object, _ in sheets.add(object, document: documents) }
        swap(&sheets, &self.sheets)
    }

    // MARK: Tables

    private mutating func add(_ document: Document) {
        let headings = document.pages.indices.compactMap { TableHeading(of: document, page: $0) }
        let widest = headings.reduce(0) { max($0, $1.columns.count) }
        // As in reading: a page with a remark or two is no table of sheets.
        for heading in headings where heading.columns.count * 2 >= widest { add(heading, of: document) }
    }

    private mutating func add(_ heading: TableHeading, of document: Document) {
        let grid = document.pages[heading.page]
        let fields = heading.columns.map { sheets.field(named: $0.name, heading: $0.text.isEmpty ? $0.name : $0.text) }
        let rows = Self.records(below: heading, in: grid)
        sheets.add(count: rows.count)
        for (column, field) in zip(heading.columns, fields) {
            guard let field, !isInterrupted() else { continue }
            sheets.update(field) { field in
                field.add(given: rows.count)
                field.values.addHeading(unit: column.unit, isPercent: column.isPercent)
                for row in rows where !isInterrupted() {
                    field.add(grid, cell: grid.cell(row: row, column: column.column), document: documents)
                }
            }
        }
    }

    /// The rows that are sheets, as far as this is seen before the fields are known.
    private static func records(below heading: TableHeading, in grid: Grid) -> [Int] {
        let names = RecordSchema(path: "", fields: heading.columns.map { FieldSchema(name: $0.name, type: .text) })
        let kinds = RowKinds(RowColumns(heading, schema: names, fields: Array(names.fields.indices)), identify: [], in: grid)
        return (heading.rows.upperBound..<max(grid.rowCount, heading.rows.upperBound)).filter { row in
            if case .record = kinds.kind(ofRow: row) { true } else { false }
        }
    }
}

extension FieldEvidence {
    /// - Parameter cell: of the grid; nil where it is empty.
    fileprivate mutating func add(_ grid: Grid, cell: Int?, document: Int32) {
        guard let cell else {
            values.addEmpty()
            distinctness.close()
            return
        }
        let bytes = grid.bytes(cell)
        values.add(CellSense(bytes))
        bytes.withUnsafeBytes { distinctness.add($0, document: document) }
    }
}
