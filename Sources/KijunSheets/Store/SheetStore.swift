public import Kijun
internal import Synchronization

/// An SQLite file that `kijun import` made: typed sheets, ready to be read.
///
/// This is the one place of this target where files are read and written: SQLite opens its file by the path.
public final class SheetStore: Sendable {
    /// As the user named it.
    public let path: String
    /// The fields of its sheets.
    public let schema: RecordSchema
    /// One without a name where the documents said themselves which fields they have.
    public let forms: [StoredForm]
    /// In the order in which their sheets are read.
    public let documents: [StoredDocument]
    let database: Database
    let layout: StoreLayout
    /// The statements for a schema are used again for the next document.
    private let idle = Mutex<StoreReader?>(nil)

    /// What the first bytes of a file tell.
    public enum Recognition: Sendable {
        /// No SQLite file.
        case none
        /// An SQLite file of another program.
        case foreign
        case store
    }

    /// `KijN`, in the place where SQLite files say whose they are.
    static let application: Int64 = 0x4B69_6A4E
    /// What this version writes. A later one is not read.
    static let version: Int64 = 1

    /// So many bytes are needed to recognise a store.
    public static let beginning = 72

    /// - Parameter bytes: the first ``beginning`` of a file, or all.
    public static func recognize(_ bytes: some Collection<UInt8>) -> Recognition {
        guard bytes.starts(with: Array("SQLite format 3\0".utf8)) else { return .none }
        let mark = bytes.dropFirst(68).prefix(4)
        guard mark.count == 4 else { return .foreign }
        return mark.reduce(0) { $0 << 8 | Int64($1) } == application ? .store : .foreign
    }

    /// Opens a store for reading. It keeps its state as it is now for as long as this object is there, and no import can end
    /// meanwhile.
    public convenience init(_ path: String) throws(StoreProblem) {
        let database = try Database(Self.file(path), .reading)
        try database.run("BEGIN")
        try self.init(path, database)
    }

    /// - Parameter database: in a transaction.
    init(_ path: String, _ database: Database) throws(StoreProblem) {
        self.path = path
        self.database = database
        guard try database.integer("PRAGMA application_id") == Self.application else { throw .foreign }
        let version = try database.integer("PRAGMA user_version")
        guard version <= Self.version else { throw .newer }
        try database.checkTables(Self.ownTables)
        schema = try StoreFields.read(database)
        layout = StoreLayout(schema)
        try database.checkTables(layout.names)
        forms = try Self.readForms(database)
        documents = try Self.readDocuments(database)
    }

    /// `:memory:` and the empty path mean something else to SQLite.
    static func file(_ path: String) -> String { path.hasPrefix("/") ? path : "./" + path }

    // MARK: What it is about

    private static let ownTables = ["kijun_fields", "kijun_forms", "documents", "document_findings", "findings", "unread"]

    static let definitions = [
        StoreFields.definition,
        "CREATE TABLE kijun_forms (form INTEGER PRIMARY KEY, name TEXT, identify TEXT NOT NULL, text TEXT NOT NULL)",
        """
        CREATE TABLE documents (document INTEGER PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL UNIQUE, \
        folder TEXT, size INTEGER NOT NULL, modified INTEGER, hash INTEGER NOT NULL, asked_encoding TEXT, format TEXT NOT NULL, \
        encoding TEXT, is_table INTEGER NOT NULL, style TEXT NOT NULL, pages TEXT NOT NULL, sheets INTEGER NOT NULL, \
        unreadable INTEGER NOT NULL)
        """,
        "CREATE TABLE document_findings (document INTEGER NOT NULL, number INTEGER NOT NULL, \(findingColumns), PRIMARY KEY (document, number)) WITHOUT ROWID",
        "CREATE TABLE findings (sheet INTEGER NOT NULL, number INTEGER NOT NULL, \(findingColumns), PRIMARY KEY (sheet, number)) WITHOUT ROWID",
        "CREATE TABLE unread (sheet INTEGER NOT NULL, number INTEGER NOT NULL, page INTEGER, line INTEGER, place INTEGER, text TEXT, PRIMARY KEY (sheet, number)) WITHOUT ROWID",
    ]

    /// `page`, `line` and `place` are the cell, each from 0; `of_document` says that it is about more than its sheet.
    private static let findingColumns =
        "code TEXT NOT NULL, severity TEXT NOT NULL, field TEXT, page INTEGER, line INTEGER, place INTEGER, ja TEXT NOT NULL, en TEXT NOT NULL, of_document INTEGER NOT NULL, text TEXT"

    private static func readForms(_ database: Database) throws(StoreProblem) -> [StoredForm] {
        let statement = try database.prepare("SELECT name, identify, text FROM kijun_forms ORDER BY form")
        var forms: [StoredForm] = []
        while try statement.step() {
            forms.append(
                StoredForm(
                    name: statement.optionalText(0), identify: try TextList.texts(statement.bytes(1)), text: statement.text(2)))
        }
        return forms
    }

    private static func readDocuments(_ database: Database) throws(StoreProblem) -> [StoredDocument] {
        let statement = try database.prepare(
            """
            SELECT document, name, path, folder, size, modified, hash, asked_encoding, format, encoding, is_table, style, pages, sheets, \
            unreadable FROM documents ORDER BY position
            """)
        var documents: [StoredDocument] = []
        while try statement.step() {
            let id = statement.integer(0)
            guard let style = DocumentInfo.AddressStyle(stored: statement.text(11)), (1...Int64(1) << 30).contains(id) else {
                throw .damaged("documents")
            }
            let info = DocumentInfo(name: statement.text(1), pages: try TextList.texts(statement.bytes(12)), style: style)
            documents.append(
                StoredDocument(
                    id: id, info: info, path: statement.text(2), folder: statement.optionalText(3),
                    source: DocumentSource(
                        size: Int(statement.integer(4)), modified: statement.kind(5) == .null ? nil : statement.integer(5),
                        hash: statement.integer(6), asked: statement.optionalText(7).flatMap(TextEncoding.init)),
                    kind: DocumentKind(
                        format: statement.text(8), encoding: statement.optionalText(9).flatMap(TextEncoding.init),
                        isTable: statement.integer(10) != 0),
                    sheetCount: Self.count(statement.integer(13)), unreadable: Self.count(statement.integer(14))))
        }
        return documents
    }

    /// Counts of any size can stand in a file; sums of them must hold.
    private static func count(_ number: Int64) -> Int { Int(min(max(number, 0), 1 << 32)) }

    /// What there is to report of one of its documents beside its sheets.
    public func findings(of document: StoredDocument) throws(StoreProblem) -> [Finding] {
        try StoreReader.findings(of: document, in: database)
    }

    // MARK: Sheets

    /// What the documents said of themselves when they were imported; with a form, what that says.
    public var inferred: InferredSchema {
        let names = forms.lazy.map(\.identify).first { !$0.isEmpty } ?? []
        return InferredSchema(schema: schema, identify: names.compactMap { name in schema.fields.firstIndex { $0.name == name } })
    }

    /// Hands on the sheets of one of its documents, in reading order, as ``DocumentLoader/load(_:each:)``.
    func load(
        _ document: StoredDocument, by loader: DocumentLoader, each: (LoadedSheet) -> Void
    ) throws(StoreProblem) -> DocumentFindings {
        var own: StoreReader?
        idle.withLock { swap(&own, &$0) }
        let reader: StoreReader
        if let own, own.fits(loader.schema) { reader = own } else { reader = try StoreReader(self, loader.schema) }
        defer { idle.withLock { $0 = reader } }
        try reader.read(document, by: loader, each: each)
        return DocumentFindings(try findings(of: document), unreadable: document.unreadable)
    }
}
