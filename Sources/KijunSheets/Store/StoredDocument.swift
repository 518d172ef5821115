public import Kijun

/// A document as a store keeps it: where it came from, and how it was then.
public struct StoredDocument: Sendable {
    /// The number of the document in the store.
    let id: Int64
    public let info: DocumentInfo
    /// The path from the folder of the store on: a store may be moved together with its documents.
    public let path: String
    /// The folder, from that of the store on, with which it was imported; nil where it was named itself.
    public let folder: String?
    public let source: DocumentSource
    public let kind: DocumentKind
    public let sheetCount: Int
    /// How many sheets of it could not be read.
    public let unreadable: Int

    /// The numbers of its sheets.
    var sheets: ClosedRange<Int64> { Self.sheets(ofDocument: id) }

    static func sheets(ofDocument id: Int64) -> ClosedRange<Int64> { id << 32...id << 32 | 0xFFFF_FFFF }
}

/// By what it is told whether a document is still as it was.
public struct DocumentSource: Hashable, Sendable {
    public let size: Int
    /// When it was written last, in nanoseconds since 1970; nil for the standard input.
    public let modified: Int64?
    /// Of all bytes.
    public let hash: Int64
    /// The encoding that the user asked for.
    public let asked: TextEncoding?

    public init(size: Int, modified: Int64?, hash: Int64, asked: TextEncoding?) {
        self.size = size
        self.modified = modified
        self.hash = hash
        self.asked = asked
    }
}

/// What kind of document it was.
public struct DocumentKind: Hashable, Sendable {
    /// The name of its ``DocumentFormat``.
    public let format: String
    public let encoding: TextEncoding?
    /// Rows are sheets where no form says otherwise (see ``Document/isTable``).
    public let isTable: Bool

    /// - Parameter format: the name of its ``DocumentFormat``.
    public init(_ document: ReadDocument, format: String) {
        switch document {
        case .grid(let document): self.init(format: format, encoding: document.encoding, isTable: document.isTable)
        case .objects(let document): self.init(format: format, encoding: document.encoding, isTable: false)
        case .stored(let document, _): self = document.kind
        }
    }

    init(format: String, encoding: TextEncoding?, isTable: Bool) {
        self.format = format
        self.encoding = encoding
        self.isTable = isTable
    }
}

/// A form whose sheets a store keeps.
public struct StoredForm: Hashable, Sendable {
    /// nil where the documents said themselves which fields they have.
    public let name: String?
    /// The fields that tell one sheet from another.
    public let identify: [String]
    /// As it was written; empty where there is none.
    public let text: String

    public init(name: String?, identify: [String], text: String) {
        self.name = name
        self.identify = identify
        self.text = text
    }
}

extension DocumentInfo.AddressStyle {
    var storedName: String {
        switch self {
        case .line: "line"
        case .grid: "grid"
        case .position: "position"
        }
    }

    init?(stored name: String) {
        switch name {
        case "line": self = .line
        case "grid": self = .grid
        case "position": self = .position
        default: return nil
        }
    }
}
