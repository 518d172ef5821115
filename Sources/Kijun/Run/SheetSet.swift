import KijunSyntax

/// Loaded sheets as typed columns: one array a field, offsets for tables, a status for blanks, and the cell of every value.
public struct SheetSet: Sendable {
    public let schema: RecordSchema
    public let count: Int
    public let documents: [DocumentInfo]
    /// For each sheet what its load had to report.
    public let findings: [[Finding]]
    package let layout: InputLayout
    package internal(set) var tables: [InputTable]
    /// The texts of the columns, by their number.
    var texts: TextTable
    /// Where a value is tried in place of what the sheet has.
    var trials: [Cell: TrialMark] = [:]

    package struct InputTable: Sendable {
        /// For each row of the parent the first row here, and at the end the number of rows; `[0, count]` for the sheets.
        package var starts: [Int32]
        /// For each row of the parent whether the sheet had no such table at all.
        package var isMissing: [Bool]
        package var columns: [Column]
        /// For each column the cell of every row; empty where the reader kept none.
        package var cells: [[CellAddress?]]

        package init(starts: [Int32] = [0], isMissing: [Bool] = [], columns: [Column] = [], cells: [[CellAddress?]] = []) {
            self.starts = starts
            self.isMissing = isMissing
            self.columns = columns
            self.cells = cells
        }
    }

    /// Makes columns of loaded documents. Values that do not fit the type of their field become blank, with a finding.
    public init(_ sheets: [SheetInput], schema: RecordSchema) {
        var builder = Builder(schema: schema)
        for sheet in sheets { builder.append(sheet) }
        self = builder.finish()
    }

    /// A copy of it: nothing in it can be other. A set that was made anew counts as another one, whatever it holds.
    public func isCopy(of other: SheetSet) -> Bool {
        tables.withUnsafeBufferPointer { own in other.tables.withUnsafeBufferPointer { own.baseAddress == $0.baseAddress } }
    }

    /// Columns that a reader filled by itself.
    ///
    /// - Parameters:
    ///   - tables: aligned with the layout. A column that was not selected is ``Column/unread``; without cells, ``InputTable/cells`` is empty.
    ///   - texts: of the columns; they go on from those of the plan.
    package init(
        schema: RecordSchema, layout: InputLayout, documents: [DocumentInfo], findings: [[Finding]], tables: [InputTable], texts: TextTable
    ) {
        self.schema = schema
        self.layout = layout
        count = documents.count
        self.documents = documents
        self.findings = findings
        self.tables = tables
        self.texts = texts
    }
}
