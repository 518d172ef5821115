/// Whether the values of a column tell one sheet from another.
struct Distinctness: Sendable {
    /// Every cell is filled, and no two of one document (of one table) are alike.
    private(set) var isWithinDocuments = true
    /// No two of all documents are alike either.
    private(set) var isOverall = true
    /// A value has a character beyond ASCII.
    private(set) var hasWords = false
    /// How many values stand in their document before.
    private(set) var repeats = 0
    private var count = 0
    /// By the hash of a value (64 bits: two of a million that differ are not taken for one) the last document with it.
    private var seen: [Int: Int32] = [:]
    /// Of codes it is of interest how many are there twice; of anything else the first is the end of it.
    private let countsRepeats: Bool
    private var isClosed = false

    init(countsRepeats: Bool) { self.countsRepeats = countsRepeats }

    /// So few values are there twice that they are mistakes: one in ten at most, and one alone of five or more.
    var isNearlyWithinDocuments: Bool { !isClosed && (repeats * 10 <= count || repeats == 1 && count >= 5) }

    mutating func add(_ utf8: UnsafeRawBufferPointer, document: Int32) {
        guard !isClosed else { return }
        count += 1
        if !hasWords { hasWords = utf8.contains { $0 >= 0x80 } }
        var hasher = Hasher()
        hasher.combine(bytes: utf8)
        switch seen.updateValue(document, forKey: hasher.finalize()) {
        case nil: break
        case document:
            repeats += 1
            isWithinDocuments = false
            isOverall = false
            // Half of a thousand values are not going to be one in ten of a document that anybody has.
            if !countsRepeats || repeats > 1_000 && repeats * 2 > count { close() }
        default: isOverall = false
        }
    }

    /// The next values are of another table.
    mutating func beginTable() { seen.removeAll(keepingCapacity: true) }

    /// A cell is not filled, or too many are alike.
    mutating func close() {
        isWithinDocuments = false
        isOverall = false
        isClosed = true
        seen = [:]
    }
}
