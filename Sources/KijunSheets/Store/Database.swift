internal import CSQLite

/// An open SQLite file.
///
/// SQLite itself keeps its calls apart (`SQLITE_OPEN_FULLMUTEX`), and this holds nothing but its handle: hence it may be handed
/// to another thread, though the compiler cannot see why.
final class Database: @unchecked Sendable {
    enum Access {
        case reading
        case writing
        /// In a file that is not there yet, or is empty.
        case making
    }

    fileprivate let handle: OpaquePointer

    /// How long another import is waited for.
    static let patience: Int32 = 5_000

    init(_ path: String, _ access: Access) throws(StoreProblem) {
        let flags: Int32 =
            switch access {
            // Reading may have to undo what a killed import left, which writes.
            case .reading, .writing: SQLITE_OPEN_READWRITE
            case .making: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_FULLMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let problem = opened.map { StoreProblem(code, $0) } ?? .other("SQLite \(code)")
            sqlite3_close_v2(opened)
            throw problem
        }
        handle = opened
        sqlite3_busy_timeout(handle, Self.patience)
        // The file may come from anywhere, and what stands in it must not act. Without `defensive` where it is made: that needs a
        // journal.
        kijun_sqlite_restrict(handle, access == .making ? 0 : 1)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs statements that give no rows.
    func run(_ sql: String) throws(StoreProblem) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw StoreProblem(code, handle) }
    }

    func prepare(_ sql: String) throws(StoreProblem) -> Statement { try Statement(sql, in: self) }

    /// The first value of the first row, as a number; 0 where there is none.
    func integer(_ sql: String) throws(StoreProblem) -> Int64 {
        let statement = try prepare(sql)
        return try statement.step() ? statement.integer(0) : 0
    }

    /// Makes sure that what is read and written are tables: a view, or what a trigger sets off, may go on for ever.
    func checkTables(_ names: [String]) throws(StoreProblem) {
        var missing = Set(names)
        let statement = try prepare("SELECT type, tbl_name, rootpage FROM sqlite_schema")
        while try statement.step() {
            let table = statement.text(1)
            switch statement.text(0) {
            case "table" where statement.integer(2) > 0: missing.remove(table)
            case "trigger": throw .altered(table: table)
            default: break
            }
        }
        if let name = names.first(where: missing.contains) { throw .altered(table: name) }
    }

    /// The rows that the last statement changed.
    var changes: Int { Int(sqlite3_changes(handle)) }

    /// A name as SQL writes it, whatever is in it.
    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

/// A statement that is compiled once and run as often as needed.
final class Statement {
    private let database: Database
    private let handle: OpaquePointer

    fileprivate init(_ sql: String, in database: Database) throws(StoreProblem) {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v2(database.handle, sql, -1, &prepared, nil)
        guard code == SQLITE_OK, let prepared else { throw StoreProblem(code, database.handle) }
        self.database = database
        handle = prepared
    }

    deinit { sqlite3_finalize(handle) }

    // MARK: Running

    /// - Returns: whether there is a row; its values hold until the next call.
    func step() throws(StoreProblem) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw StoreProblem(code, database.handle)
        }
    }

    /// Runs it once for its effect; then it can be bound anew.
    func run() throws(StoreProblem) {
        defer { sqlite3_reset(handle) }
        while try step() {}
    }

    /// Begins anew; what is bound stays.
    func reset() { sqlite3_reset(handle) }

    // MARK: Binding, by places from 1

    func bind(_ place: Int, _ value: Int64) { sqlite3_bind_int64(handle, Int32(place), value) }

    func bindNull(_ place: Int) { sqlite3_bind_null(handle, Int32(place)) }

    func bind(_ place: Int, _ text: String?) {
        guard var text else { return bindNull(place) }
        text.withUTF8 { bytes in
            let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
            // An empty text may have no address, which SQLite would take for NULL.
            if let start { sqlite3_bind_text(handle, Int32(place), start, Int32(bytes.count), Self.copied) } else { bindEmpty(place) }
        }
    }

    private func bindEmpty(_ place: Int) { sqlite3_bind_text(handle, Int32(place), "", 0, Self.copied) }

    func bind(_ place: Int, _ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes -> Void in
            if bytes.isEmpty {
                sqlite3_bind_zeroblob(handle, Int32(place), 0)
            } else {
                sqlite3_bind_blob(handle, Int32(place), bytes.baseAddress, Int32(bytes.count), Self.copied)
            }
        }
    }

    /// SQLITE_TRANSIENT: SQLite makes its own copy. The macro is a cast that Swift does not take over.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    // MARK: The values of a row, by places from 0

    enum Kind {
        case null
        case integer
        case text
        case other
    }

    func kind(_ place: Int) -> Kind {
        switch sqlite3_column_type(handle, Int32(place)) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .integer
        case SQLITE_TEXT: .text
        default: .other
        }
    }

    func integer(_ place: Int) -> Int64 { sqlite3_column_int64(handle, Int32(place)) }

    /// The bytes of a text or a blob; they hold until the next step.
    func bytes(_ place: Int) -> UnsafeBufferPointer<UInt8> {
        // The pointer first: asking for it may change the length.
        let start = sqlite3_column_blob(handle, Int32(place))
        let count = Int(sqlite3_column_bytes(handle, Int32(place)))
        return UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: start == nil ? 0 : count)
    }

    func text(_ place: Int) -> String { String(decoding: bytes(place), as: UTF8.self) }

    /// nil for NULL.
    func optionalText(_ place: Int) -> String? { kind(place) == .null ? nil : text(place) }
}

extension StoreProblem {
    fileprivate init(_ code: Int32, _ handle: OpaquePointer) {
        let words = String(cString: sqlite3_errmsg(handle))
        let extended = sqlite3_extended_errcode(handle)
        self =
            switch code & 0xFF {
            case SQLITE_NOTADB: .damaged(words)
            case SQLITE_CORRUPT: .damaged(words)
            // A table or a column is not as an import makes it.
            case SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_SCHEMA: .damaged(words)
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            // SQLITE_READONLY_ROLLBACK, _RECOVERY and _CANTINIT: macros that Swift does not take over.
            case SQLITE_READONLY: extended >> 8 == 3 || extended >> 8 == 1 ? .unfinished : .readOnly
            case SQLITE_FULL: .full
            case SQLITE_PERM: .readOnly
            default: .other(words)
            }
    }
}
