/// Whether the values of a column tell one sheet from another.
struct Distinctness: Sendable {
    /// Every cell is filled, and no two of one document (of one table) are alike.
    private(set) var isWithinDocuments = true
    /// No two of all documents are alike either.
    private(set) var isOverall = true
    /// A value has a character beyond ASCII.
    private(set) var hasWords = false
    /// By the hash of a value (64 bits: two of a million that differ are not taken for one) the last document with it.
    private var seen: [Int: Int32] = [:]

    mutating func add(_ utf8: UnsafeRawBufferPointer, document: Int32) {
        guard isWithinDocuments else { return }
        if !hasWords { hasWords = utf8.contains { $0 >= 0x80 } }
        var hasher = Hasher()
        hasher.combine(bytes: utf8)
        switch seen.updateValue(document, forKey: hasher.finalize()) {
        case nil: break
        case document: close()
        default: isOverall = false
        }
    }

    /// The next values are of another table.
    mutating func beginTable() { seen.removeAll(keepingCapacity: true) }

    /// A cell is not filled, or two are alike.
    mutating func close() {
        isWithinDocuments = false
        isOverall = false
        seen = [:]
    }
}
