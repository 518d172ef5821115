extension FrameRows {
    /// Rows under one parent below which totals are differences of running ones: a loop over a few rows mostly guesses wrongly where it ends.
    private static let fewRows = 8

    /// For each parent the sum of what its rows have. It wraps around: the caller knows that no sum leaves 64 bits.
    @inline(__always)
    func totals(_ watch: BreakWatch, _ value: (Int) -> Int64) throws(Evaluator.Stop) -> [Int64] {
        let parents = starts.count - 1
        return try starts.withUnsafeBufferPointer { starts throws(Evaluator.Stop) in
            if count < parents &* Self.fewRows {
                var total: Int64 = 0
                let running: [Int64] = try watch.filled(count &+ 1) { target, piece in
                    for row in piece {
                        target[row] = total
                        if row < count { total &+= value(row) }
                    }
                }
                return try running.withUnsafeBufferPointer { running throws(Evaluator.Stop) in
                    try watch.filled(parents) { target, piece in
                        for parent in piece { target[parent] = running[Int(starts[parent &+ 1])] &- running[Int(starts[parent])] }
                    }
                }
            }
            if parents < BreakWatch.fewRows, count > BreakWatch.manyRows { return try longTotals(watch, value) }
            return try watch.filled(parents) { target, piece in
                for parent in piece {
                    var total: Int64 = 0
                    for row in Int(starts[parent])..<Int(starts[parent &+ 1]) { total &+= value(row) }
                    target[parent] = total
                }
            }
        }
    }

    /// For each parent whether one of its rows has a flag.
    ///
    /// - Parameter flag: 0 or 1.
    @inline(__always)
    func unions(_ watch: BreakWatch, _ flag: (Int) -> UInt8) throws(Evaluator.Stop) -> [Bool] {
        let parents = starts.count - 1
        if count < parents &* Self.fewRows || parents < BreakWatch.fewRows && count > BreakWatch.manyRows {
            return try watch.mapped(totals(watch) { Int64(flag($0)) }, parents) { $0 != 0 }
        }
        return try starts.withUnsafeBufferPointer { starts throws(Evaluator.Stop) in
            try watch.filled(parents) { target, piece in
                for parent in piece {
                    var union: UInt8 = 0
                    for row in Int(starts[parent])..<Int(starts[parent &+ 1]) { union |= flag(row) }
                    target[parent] = union != 0
                }
            }
        }
    }

    /// The same over lists that are long enough to be asked within.
    @inline(__always)
    private func longTotals(_ watch: BreakWatch, _ value: (Int) -> Int64) throws(Evaluator.Stop) -> [Int64] {
        try watch.rows(starts.count - 1) { parent throws(Evaluator.Stop) in
            var total: Int64 = 0
            try watch.each(range(of: parent), every: BreakWatch.manyRows) { total &+= value($0) }
            return total
        }
    }

    /// For each parent how many rows stand under it.
    func counts(_ watch: BreakWatch) throws(Evaluator.Stop) -> [Int64] {
        try starts.withUnsafeBufferPointer { starts throws(Evaluator.Stop) in
            try watch.filled(starts.count - 1) { target, piece in
                for parent in piece { target[parent] = Int64(starts[parent &+ 1] &- starts[parent]) }
            }
        }
    }
}
