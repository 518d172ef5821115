extension Bool {
    /// 0 or 1.
    @inline(__always)
    var byte: UInt8 { unsafeBitCast(self, to: UInt8.self) }

    /// Without a way around one of both sides: a loop with `&&` in it is not one of vectors.
    @inline(__always)
    static func & (a: Bool, b: Bool) -> Bool { unsafeBitCast(a.byte & b.byte, to: Bool.self) }

    @inline(__always)
    static func | (a: Bool, b: Bool) -> Bool { unsafeBitCast(a.byte | b.byte, to: Bool.self) }

    @inline(__always)
    static func ^ (a: Bool, b: Bool) -> Bool { unsafeBitCast(a.byte ^ b.byte, to: Bool.self) }

    /// One of two numbers, likewise without a branch: which one it is cannot be guessed in rows of data.
    @inline(__always)
    func choose<Value: FixedWidthInteger>(_ a: Value, _ b: Value) -> Value {
        let mask = 0 &- Value(truncatingIfNeeded: byte)
        return b ^ ((a ^ b) & mask)
    }
}

/// A value of a column.
///
/// Loops take flags as bytes: one that reads `Bool` is not one of vectors (0.80 ns a row for `&` of two columns instead of 0.09). That a loop
/// writes `Bool`, as of comparisons, does not matter.
protocol RowValue: BitwiseCopyable {
    /// What a loop over rows reads, of the same size.
    associatedtype Word: BitwiseCopyable = Self
}

extension Bool: RowValue {
    typealias Word = UInt8
}

extension UInt8: RowValue {}
extension Int8: RowValue {}
extension UInt32: RowValue {}
extension Int32: RowValue {}
extension Int64: RowValue {}
extension Status: RowValue {}

extension Array where Element: RowValue {
    /// What loops over it read: of flags 0 or 1.
    @inline(__always)
    func withWords<Result>(
        _ body: (UnsafeBufferPointer<Element.Word>) throws(Evaluator.Stop) -> Result
    ) throws(Evaluator.Stop) -> Result {
        try withUnsafeBufferPointer { rows throws(Evaluator.Stop) in
            try rows.withMemoryRebound(to: Element.Word.self) { words throws(Evaluator.Stop) in try body(words) }
        }
    }

    @inline(__always)
    mutating func withMutableWords(
        _ body: (UnsafeMutableBufferPointer<Element.Word>) throws(Evaluator.Stop) -> Void
    ) throws(Evaluator.Stop) {
        try withUnsafeMutableBufferPointer { rows throws(Evaluator.Stop) in
            try rows.withMemoryRebound(to: Element.Word.self) { words throws(Evaluator.Stop) in try body(words) }
        }
    }
}

extension UInt8 {
    /// As ``Swift/Bool/choose(_:_:)``, of a flag that is 0 or 1.
    @inline(__always)
    func choose<Value: FixedWidthInteger>(_ a: Value, _ b: Value) -> Value {
        let mask = 0 &- Value(truncatingIfNeeded: self)
        return b ^ ((a ^ b) & mask)
    }
}

extension BreakWatch {
    /// An array of simple values, filled piece by piece: the loops over a piece ask nothing, so that they become loops of vectors.
    @inline(__always)
    func filled<Value: BitwiseCopyable>(
        _ count: Int, _ fill: (UnsafeMutablePointer<Value>, Range<Int>) -> Void
    ) throws(Evaluator.Stop) -> [Value] {
        guard count > 0 else { return [] }
        var isStopped = false
        let result = [Value](unsafeUninitializedCapacity: count) { target, filled in
            guard let start = target.baseAddress else { return }
            while filled < count, !isStopped {
                let end = min(filled &+ Self.manyRows, count)
                fill(start, filled..<end)
                filled = end
                isStopped = end < count && isInterrupted()
            }
        }
        if isStopped { throw .interrupted }
        return result
    }

    /// An array of whole numbers that is filled in any order, and wholly.
    func places(
        _ count: Int, _ fill: (UnsafeMutablePointer<Int32>) throws(Evaluator.Stop) -> Void
    ) throws(Evaluator.Stop) -> [Int32] {
        guard count > 0 else { return [] }
        var stop: Evaluator.Stop?
        let result = [Int32](unsafeUninitializedCapacity: count) { target, filled in
            guard let start = target.baseAddress else { return }
            start.initialize(repeating: 0, count: count)
            filled = count
            do throws(Evaluator.Stop) { try fill(start) } catch { stop = error }
        }
        if let stop { throw stop }
        return result
    }

    /// The elements of an array one by one.
    @inline(__always)
    func mapped<A: RowValue, Value: BitwiseCopyable>(
        _ a: [A], _ count: Int, _ value: (A.Word) -> Value
    ) throws(Evaluator.Stop) -> [Value] {
        try a.withWords { a throws(Evaluator.Stop) in
            try filled(min(count, a.count)) { target, piece in
                for row in piece { target[row] = value(a[row]) }
            }
        }
    }
}

extension BreakWatch {
    /// Changes the elements of an array one by one, without another array.
    @inline(__always)
    func update<A: RowValue, B: RowValue>(
        _ a: inout [A], _ b: [B], _ value: (A.Word, B.Word) -> A.Word
    ) throws(Evaluator.Stop) {
        let count = min(a.count, b.count)
        try a.withMutableWords { a throws(Evaluator.Stop) in
            try b.withWords { b throws(Evaluator.Stop) in
                try pieces(count) { piece in
                    for row in piece { a[row] = value(a[row], b[row]) }
                }
            }
        }
    }

    @inline(__always)
    func update<A: RowValue, B: RowValue, C: RowValue>(
        _ a: inout [A], _ b: [B], _ c: [C], _ value: (A.Word, B.Word, C.Word) -> A.Word
    ) throws(Evaluator.Stop) {
        let count = min(a.count, b.count, c.count)
        try a.withMutableWords { a throws(Evaluator.Stop) in
            try b.withWords { b throws(Evaluator.Stop) in
                try c.withWords { c throws(Evaluator.Stop) in
                    try pieces(count) { piece in
                        for row in piece { a[row] = value(a[row], b[row], c[row]) }
                    }
                }
            }
        }
    }

    /// Rows in pieces between two questions.
    @inline(__always)
    private func pieces(_ count: Int, _ body: (Range<Int>) -> Void) throws(Evaluator.Stop) {
        var start = 0
        while start < count {
            let end = min(start &+ Self.manyRows, count)
            body(start..<end)
            start = end
            if start < count { try ask() }
        }
    }
}

/// An operation on two columns, row by row; a column of one row stands for all rows.
struct RowPair {
    let watch: BreakWatch
    let count: Int
    let isFirstConstant: Bool
    let isSecondConstant: Bool

    /// - Parameter value: of simple values; what it captures and changes must not depend on the order of rows.
    @inline(__always)
    func mapped<A: RowValue, B: RowValue, Value: BitwiseCopyable>(
        _ a: [A], _ b: [B], _ value: (A.Word, B.Word) -> Value
    ) throws(Evaluator.Stop) -> [Value] {
        guard a.count >= (isFirstConstant ? min(1, count) : count), b.count >= (isSecondConstant ? min(1, count) : count) else { return [] }
        return try a.withWords { a throws(Evaluator.Stop) in
            try b.withWords { b throws(Evaluator.Stop) in
                // Three loops: one over an index that is multiplied by 0 or 1 is not one of vectors.
                try watch.filled(count) { target, piece in
                    if isSecondConstant {
                        let y = b[0]
                        if isFirstConstant {
                            let x = a[0]
                            for row in piece { target[row] = value(x, y) }
                        } else {
                            for row in piece { target[row] = value(a[row], y) }
                        }
                    } else if isFirstConstant {
                        let x = a[0]
                        for row in piece { target[row] = value(x, b[row]) }
                    } else {
                        for row in piece { target[row] = value(a[row], b[row]) }
                    }
                }
            }
        }
    }

    /// The exact results; where there is none, 0 and the status that `missing` gives for the row.
    func numbers(
        _ a: NumberColumn, _ b: NumberColumn, _ operation: (Number, Number) -> Number?,
        missing: (Number, Number) -> Status
    ) throws(Evaluator.Stop) -> (NumberColumn, [(row: Int, status: Status)]) {
        var failures: [(row: Int, status: Status)] = []
        var result: [Number] = []
        result.reserveCapacity(count)
        try watch.each(0..<count, every: 1) { row in
            let left = a[isFirstConstant ? 0 : row]
            let right = b[isSecondConstant ? 0 : row]
            if let value = operation(left, right) {
                result.append(value)
            } else {
                result.append(.zero)
                failures.append((row, missing(left, right)))
            }
        }
        return (.exact(result), failures)
    }
}
