/// The rows of a frame: how many stand under each row of the parent, and where they come from.
///
/// An object, since every step asks for it: its six arrays would be retained each time.
final class FrameRows {
    /// For each row of the parent the first row, and at the end the number of rows.
    let starts: [Int32]
    /// For each row the row of the source frame.
    var source: [Int32]?
    /// For a `zip`: the row of the second source.
    var second: [Int32]?
    /// For parts one after the other: the part that each row is from; ``source`` is then the row in that part.
    var part: [Int32]?
    /// For a `split`: the texts.
    var texts: [UInt32]?
    /// For each row of the parent whether the rows under it are all that there are: a condition of `where` that is
    /// unknown leaves that open. nil where all are known.
    var uncertain: [Status]?

    func certainty(_ parent: Int) -> Status { uncertain?[parent] ?? .known }

    init(
        starts: [Int32], source: [Int32]? = nil, second: [Int32]? = nil, part: [Int32]? = nil, texts: [UInt32]? = nil
    ) {
        self.starts = starts
        self.source = source
        self.second = second
        self.part = part
        self.texts = texts
    }

    var count: Int { Int(starts.last ?? 0) }

    func range(of parent: Int) -> Range<Int> {
        guard parent >= 0, parent + 1 < starts.count else { return 0..<0 }
        return Int(starts[parent])..<Int(starts[parent + 1])
    }

    /// The row of the parent that a row stands under.
    func parent(of row: Int) -> Int {
        var low = 0
        var high = starts.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= row { low = middle } else { high = middle }
        }
        // Empty parents share their start with the next one: the last of them has the row.
        return low
    }
}
