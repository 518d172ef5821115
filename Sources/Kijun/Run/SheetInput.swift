public import KijunSyntax

/// A document as loaded: what its form read, before it becomes columns.
public struct SheetInput: Sendable {
    /// Aligned with the fields of the program's schema.
    public var record: InputRecord
    public var document: DocumentInfo
    public var findings: [Finding]

    public init(record: InputRecord, document: DocumentInfo, findings: [Finding] = []) {
        self.record = record
        self.document = document
        self.findings = findings
    }
}

/// Values aligned with the fields of a ``RecordSchema``, and for each the cell that it was read from.
public struct InputRecord: Sendable {
    public var values: [InputValue]

    public init(values: [InputValue]) { self.values = values }
}

public enum InputValue: Sendable {
    /// A single value. `.blank` where the cell is empty: then the field's fallback holds, and in a mark field the empty mark.
    /// `.undetermined` where neither may hold, because the cell could not be read or is not on the sheet (the finding says
    /// which). For a field that is a list or a table: not on the sheet, unknown as a whole.
    case scalar(Value, CellAddress?)
    /// The elements of a list, each a scalar.
    case list([InputValue])
    /// The rows of a table.
    case table([InputRecord])
    /// One record (`sums of`).
    case record(InputRecord)
}

/// A cell of a document: page, row and column, each from 0.
public struct CellAddress: Hashable, Sendable {
    public let page: Int32
    public let row: Int32
    public let column: Int32

    public init(page: Int, row: Int, column: Int) {
        self.page = Int32(clamping: page)
        self.row = Int32(clamping: row)
        self.column = Int32(clamping: column)
    }
}

/// What a document is called and how its cells are named.
public struct DocumentInfo: Hashable, Sendable {
    public enum AddressStyle: Hashable, Sendable {
        /// `02-10.txt:114`: the line of a text file.
        case line
        /// `成果指標!K9`: page, column letters and row.
        case grid
        /// `sheets.jsonl:12:40`: line and column (in bytes) of a file of objects.
        case position
    }

    /// The path as the user gave it.
    public let name: String
    public let pages: [String]
    public let style: AddressStyle

    public init(name: String, pages: [String], style: AddressStyle) {
        self.name = name
        self.pages = pages
        self.style = style
        shortName = DiagnosticRenderer.visible(name.split(separator: "/").last.map(String.init) ?? name)
    }

    /// The last part of ``name``, with nothing in it that a terminal would act on.
    public let shortName: String

    /// `02-10.txt:114` or `成果指標!K9`.
    public func show(_ cell: CellAddress) -> String {
        // Wider than they are kept: a cell may stand at the last number of these.
        let row = Int(cell.row) + 1
        switch style {
        case .line:
            return "\(shortName):\(row)"
        case .position:
            return "\(shortName):\(row):\(Int(cell.column) + 1)"
        case .grid:
            var letters = ""
            var number = Int(cell.column) + 1
            while number > 0 {
                letters = String(UnicodeScalar(UInt8(65 + (number - 1) % 26))) + letters
                number = (number - 1) / 26
            }
            let page = Int(cell.page)
            return (pages.indices.contains(page) ? pages[page] + "!" : "") + letters + "\(row)"
        }
    }
}

/// Something that the load of a document has to report: a cell that could not be read, a row that was passed over.
public struct Finding: Error, Hashable, Sendable {
    public enum Severity: Hashable, Sendable {
        /// The document was read otherwise than it stands: a shifted row, a skipped template row.
        case note
        /// A value is missing or could not be read.
        case warning
        /// The document as a whole could not be read.
        case error
    }

    public let code: DiagnosticCode
    public let severity: Severity
    public let message: Wording
    public let cell: CellAddress?
    /// The field by its path (`projects.cost`), where there is one.
    public let field: String?
    /// Is about the whole document, or what stands between its sheets; the sheet that it is told with is merely the nearest.
    public private(set) var isOfDocument = false

    public init(_ code: DiagnosticCode, _ severity: Severity, _ message: Wording, cell: CellAddress?, field: String?) {
        self.code = code
        self.severity = severity
        self.message = message
        self.cell = cell
        self.field = field
    }

    /// The same finding, about the whole document.
    ///
    /// - Parameter severity: another than it has.
    public func ofDocument(_ severity: Severity? = nil) -> Finding {
        var finding = Finding(code, severity ?? self.severity, message, cell: cell, field: field)
        finding.isOfDocument = true
        return finding
    }
}
