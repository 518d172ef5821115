/// Asks within a long step whether to stop: a column of millions of rows takes longer than a user waits for `^C`.
///
/// Simple rows are done some thousands at a time; rows that make texts or numbers of any length ask each time.
struct BreakWatch: Sendable {
    let isInterrupted: @Sendable () -> Bool

    /// Rows between two questions where a row takes a nanosecond or less, and the loop is one of vectors.
    static let manyRows = 1 << 16
    /// Rows between two questions where a row takes up to a microsecond.
    static let fewRows = 1 << 8

    @inline(__always)
    func ask() throws(Evaluator.Stop) {
        if isInterrupted() { throw .interrupted }
    }

    /// A value for each row.
    ///
    /// - Parameter interval: the rows between two questions.
    @inline(__always)
    func rows<Value>(
        _ count: Int, every interval: Int = fewRows, _ value: (Int) throws(Evaluator.Stop) -> Value
    ) throws(Evaluator.Stop) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(count)
        var start = 0
        while start < count {
            let end = min(start + interval, count)
            for row in start..<end { values.append(try value(row)) }
            start = end
            if start < count { try ask() }
        }
        return values
    }

    /// Goes through rows in order.
    ///
    /// - Parameter interval: the rows between two questions.
    @inline(__always)
    func each(
        _ rows: Range<Int>, every interval: Int = fewRows, _ body: (Int) throws(Evaluator.Stop) -> Void
    ) throws(Evaluator.Stop) {
        var start = rows.lowerBound
        while start < rows.upperBound {
            let end = min(start + interval, rows.upperBound)
            for row in start..<end { try body(row) }
            start = end
            if start < rows.upperBound { try ask() }
        }
    }
}

extension BreakWatch {
    /// Rows in an order; of many rows every few thousand comparisons are one question.
    func sorted(_ rows: [Int], by areInOrder: (Int, Int) -> Bool) throws(Evaluator.Stop) -> [Int] {
        var comparisons = 0
        do {
            return try rows.sorted { a, b in
                comparisons &+= 1
                if comparisons % Self.fewRows == 0 { try ask() }
                return areInOrder(a, b)
            }
        } catch {
            throw .interrupted
        }
    }
}
