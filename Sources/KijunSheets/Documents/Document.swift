public import Kijun

/// A file as its reader left it, before any form.
public enum ReadDocument: Sendable {
    /// Text, csv, tsv, xlsx: cells.
    case grid(Document)
    /// json, jsonl: objects, each of which is a sheet.
    case objects(ObjectDocument)
    /// One that `kijun import` read before.
    case stored(StoredDocument, in: SheetStore)

    public var info: DocumentInfo {
        switch self {
        case .grid(let document): document.info
        case .objects(let document): document.info
        case .stored(let document, _): document.info
        }
    }

    /// As it stands in a cell; nil for objects.
    public func text(at cell: CellAddress) -> String? {
        guard case .grid(let document) = self, document.pages.indices.contains(Int(cell.page)) else { return nil }
        return document.pages[Int(cell.page)][Int(cell.row), Int(cell.column)]
    }

    /// About how many sheets it holds, for telling how far its reading is; nil where that is not known before.
    public var expectedSheets: Int? {
        switch self {
        case .grid(let document): document.isTable ? document.pages.reduce(0) { $0 + $1.rowCount } : nil
        case .objects(let document): document.expectedCount
        case .stored(let document, _): document.sheetCount
        }
    }
}

/// A document as a list of pages: worksheets, or the one page of a text file.
public struct Document: Sendable {
    public let info: DocumentInfo
    /// One for each name in ``DocumentInfo/pages``.
    public let pages: [Grid]
    /// A row may be a sheet, its fields named by a heading: csv, tsv, xlsx, text whose lines are a table. A form may still read
    /// the pages as grids.
    public let isTable: Bool
    /// nil where the format fixes it (xlsx).
    public let encoding: TextEncoding?
    /// What the reader has to report of the file: rows of uneven length, hidden rows. They belong to the sheets of the pages
    /// that they name.
    public let findings: [Finding]

    public init(
        info: DocumentInfo, pages: [Grid], isTable: Bool = false, encoding: TextEncoding? = nil, findings: [Finding] = []
    ) {
        self.info = info
        self.pages = pages
        self.isTable = isTable
        self.encoding = encoding
        self.findings = findings
    }
}

/// How a user wants files to be read.
public struct ReadingOptions: Sendable {
    /// The encoding of text, csv, tsv and json; nil to find out.
    public var encoding: TextEncoding?
    /// Asked again and again while a document is read. Once true, which it must stay, the reading ends early, and what was read is
    /// not to be used.
    public var isInterrupted: @Sendable () -> Bool = { false }

    public init(encoding: TextEncoding? = nil) { self.encoding = encoding }
}
