internal import Glibc
public import Kijun
internal import KijunSyntax

/// Writes a store in one transaction: whatever stops it, what was there before stays.
///
/// A new store is made under another name and put in its place when it is whole. An existing one is changed by SQLite, whose
/// journal brings back the old state after a kill or a power cut.
public final class StoreWriter {
    private let path: String
    /// Where a new store is made.
    private let temporary: String?
    private var database: Database?
    /// What was there; nil for a new store.
    public let existing: SheetStore?
    /// As they will be, each at its place; nil where one was taken out.
    private var kept: [StoredDocument?]
    /// Where each stands in ``kept``, by its number: a folder may have hundreds of thousands.
    private var positions: [Int64: Int]
    private var tables: Tables?
    private var nextID: Int64

    /// Begins. Until ``commit()`` nothing is changed for anybody else.
    ///
    /// - Parameter isNew: there is no such file, or an empty one.
    public init(_ path: String, isNew: Bool) throws(StoreProblem) {
        let path = Self.resolved(path)
        self.path = path
        guard isNew else {
            let database = try Database(SheetStore.file(path), .writing)
            try database.run("PRAGMA synchronous = FULL; PRAGMA cache_size = -\(Self.cacheSize); BEGIN IMMEDIATE")
            let store = try SheetStore(path, database)
            temporary = nil
            self.database = database
            existing = store
            kept = store.documents
            positions = Self.positions(of: kept)
            nextID = (store.documents.map(\.id).max() ?? 0) + 1
            return
        }
        let temporary = "\(path).\(getpid()).partial"
        let file = creat(temporary, 0o666)
        guard file >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: throw .noFolder
            case EACCES, EPERM, EROFS: throw .readOnly
            default: throw .other(String(cString: strerror(errno)))
            }
        }
        close(file)
        let database = try Database(SheetStore.file(temporary), .making)
        self.temporary = temporary
        self.database = database
        existing = nil
        kept = []
        positions = [:]
        nextID = 1
        // Nobody else sees the file yet, and half of it is of no use: it needs no journal.
        try database.run(
            """
            PRAGMA page_size = 8192; PRAGMA application_id = \(SheetStore.application); PRAGMA user_version = \(SheetStore.version); \
            PRAGMA journal_mode = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -\(Self.cacheSize); BEGIN IMMEDIATE
            """)
        for definition in SheetStore.definitions { try database.run(definition) }
    }

    /// Where a link leads, also if nothing is there yet.
    private static func resolved(_ path: String) -> String {
        var path = path
        // As many as the system follows.
        for _ in 0..<40 {
            let target = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { space, count in
                count = space.withMemoryRebound(to: CChar.self) { chars in
                    chars.baseAddress.map { max(0, readlink(path, $0, chars.count)) } ?? 0
                }
            }
            guard !target.isEmpty else { break }
            let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
            path = (target.first == UInt8(ascii: "/") ? "" : folder) + String(decoding: target, as: UTF8.self)
        }
        return path
    }

    /// KiB of pages in memory.
    private static let cacheSize = 32 << 10

    deinit {
        database = nil
        if let temporary { unlink(temporary) }
    }

    // MARK: Fields

    /// Says which fields the sheets have. Where these differ from those of the store, all of its sheets are taken out, and every
    /// document has to be added again.
    ///
    /// - Parameter isSame: the fields are those of the store.
    public func lay(out schema: RecordSchema, forms: [StoredForm], isSame: Bool) throws(StoreProblem) {
        let database = try open()
        let layout = StoreLayout(schema)
        try layout.checkSizes()
        if let existing, !isSame {
            for name in existing.layout.names { try database.run("DROP TABLE \(Database.quoted(name))") }
            for table in ["kijun_fields", "kijun_forms", "findings", "unread", "document_findings"] {
                try database.run("DELETE FROM \(table)")
            }
        }
        if existing == nil || !isSame {
            for definition in layout.definitions { try database.run(definition) }
            try StoreFields.write(schema, to: database)
            let statement = try database.prepare("INSERT INTO kijun_forms (name, identify, text) VALUES (?, ?, ?)")
            for form in forms {
                statement.bind(1, form.name)
                statement.bind(2, TextList.json(form.identify))
                statement.bind(3, form.text)
                try statement.run()
            }
        }
        tables = try Tables(layout, database, isEmpty: existing == nil || !isSame)
    }

    // MARK: Documents

    /// Those that the store will have.
    public var documents: [StoredDocument] { kept.compactMap { $0 } }

    /// Begins a document, or what is to come in place of one.
    ///
    /// - Parameters:
    ///   - old: the document as it was.
    ///   - path: see ``StoredDocument/path``.
    public func update(
        _ old: StoredDocument?, with info: DocumentInfo, path: String, folder: String?, source: DocumentSource, kind: DocumentKind
    ) throws(StoreProblem) -> DocumentUpdate {
        guard let tables else { throw .other("") }
        let id = old?.id ?? nextID
        if old == nil { nextID += 1 }
        let document = StoredDocument(
            id: id, info: info, path: path, folder: folder, source: source, kind: kind, sheetCount: 0, unreadable: 0)
        return DocumentUpdate(document, tables: tables, hashes: try tables.hashes(ofDocument: id), earlier: old?.sheetCount ?? 0)
    }

    /// Keeps what an update brought.
    ///
    /// - Parameter findings: of the document beside those of its sheets.
    public func finish(_ update: consuming DocumentUpdate, findings: DocumentFindings) throws(StoreProblem) -> SheetCounts {
        guard let tables else { throw .other("") }
        let counts = try update.finish()
        let begun = update.document
        let document = StoredDocument(
            id: begun.id, info: begun.info, path: begun.path, folder: begun.folder, source: begun.source, kind: begun.kind,
            sheetCount: counts.all, unreadable: findings.unreadable)
        try tables.write(findings.findings, of: document.id)
        put(document)
        return counts
    }

    /// Keeps a document as it is, but for what was told of its file.
    public func keep(_ document: StoredDocument, name: String, folder: String?, source: DocumentSource) {
        let info = DocumentInfo(name: name, pages: document.info.pages, style: document.info.style)
        put(
            StoredDocument(
                id: document.id, info: info, path: document.path, folder: folder ?? document.folder, source: source, kind: document.kind,
                sheetCount: document.sheetCount, unreadable: document.unreadable))
    }

    private func put(_ document: StoredDocument) {
        if let position = positions[document.id] {
            kept[position] = document
        } else {
            positions[document.id] = kept.count
            kept.append(document)
        }
    }

    private static func positions(of documents: [StoredDocument?]) -> [Int64: Int] {
        var positions: [Int64: Int] = [:]
        for (position, document) in documents.enumerated() { if let document { positions[document.id] = position } }
        return positions
    }

    /// Takes a document out, with its sheets.
    public func remove(_ document: StoredDocument) throws(StoreProblem) {
        try tables?.remove(document.sheets)
        try tables?.write([], of: document.id)
        if let position = positions.removeValue(forKey: document.id) { kept[position] = nil }
    }

    /// In which order a store has its documents: what was there keeps its place, and new ones come behind the one before them in
    /// this import.
    ///
    /// - Parameters:
    ///   - named: the paths of this import.
    ///   - old: those of the store.
    public static func order(_ named: [String], among old: [String]) -> [String] {
        let isOld = Set(old)
        // For each old document the new ones that follow it.
        var followers: [String: [String]] = [:]
        var first: [String] = []
        var anchor: String?
        for path in named {
            if isOld.contains(path) {
                anchor = path
            } else if let anchor {
                followers[anchor, default: []].append(path)
            } else {
                first.append(path)
            }
        }
        let firstAnchor = named.first { isOld.contains($0) }
        var ordered: [String] = []
        for path in old {
            if path == firstAnchor { ordered += first }
            ordered.append(path)
            ordered += followers[path] ?? []
        }
        return firstAnchor == nil ? ordered + first : ordered
    }

    /// - Parameter order: all paths, as ``order(_:among:)`` gives them.
    public func sort(by order: [String]) {
        let places = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
        kept = documents.sorted { places[$0.path, default: order.count] < places[$1.path, default: order.count] }
        positions = Self.positions(of: kept)
    }

    // MARK: The end

    /// Makes everything hold at once.
    public func commit() throws(StoreProblem) {
        let database = try open()
        try writeDocuments(database)
        try database.run("COMMIT")
        tables = nil
        self.database = nil
        guard let temporary else { return }
        // Not over a store that another import has put there meanwhile.
        if link(temporary, path) == 0 { return }
        guard errno != EEXIST || isEmpty(path) else { throw .busy }
        // File systems without links, and an empty file in its place.
        guard rename(temporary, path) == 0 else { throw .other(String(cString: strerror(errno))) }
    }

    private func isEmpty(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size == 0
    }

    private func open() throws(StoreProblem) -> Database {
        guard let database else { throw .other("") }
        return database
    }

    private func writeDocuments(_ database: Database) throws(StoreProblem) {
        try database.run("DELETE FROM documents")
        let statement = try database.prepare("INSERT INTO documents VALUES (\(Array(repeating: "?", count: 16).joined(separator: ", ")))")
        for (position, document) in documents.enumerated() {
            statement.bind(1, document.id)
            statement.bind(2, Int64(position))
            statement.bind(3, document.info.name)
            statement.bind(4, document.path)
            statement.bind(5, document.folder)
            statement.bind(6, Int64(document.source.size))
            if let modified = document.source.modified { statement.bind(7, modified) } else { statement.bindNull(7) }
            statement.bind(8, document.source.hash)
            statement.bind(9, document.source.asked?.rawValue)
            statement.bind(10, document.kind.format)
            statement.bind(11, document.kind.encoding?.rawValue)
            statement.bind(12, document.kind.isTable ? 1 : 0)
            statement.bind(13, document.info.style.storedName)
            statement.bind(14, TextList.json(document.info.pages))
            statement.bind(15, Int64(document.sheetCount))
            statement.bind(16, Int64(document.unreadable))
            try statement.run()
        }
    }
}

/// How many sheets of a document came, went, changed and stayed.
public struct SheetCounts: Hashable, Sendable {
    public var new = 0
    public var changed = 0
    public var unchanged = 0
    public var gone = 0

    public init(new: Int = 0, changed: Int = 0, unchanged: Int = 0, gone: Int = 0) {
        (self.new, self.changed, self.unchanged, self.gone) = (new, changed, unchanged, gone)
    }

    /// Those that are there now.
    var all: Int { new + changed + unchanged }

    public static func += (a: inout SheetCounts, b: SheetCounts) {
        a = SheetCounts(
            new: a.new + b.new, changed: a.changed + b.changed, unchanged: a.unchanged + b.unchanged, gone: a.gone + b.gone)
    }
}
