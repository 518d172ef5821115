extension Evaluator {
    /// The status of a result computed row by row from all operands: nil where every row is known.
    func merged(_ operands: [Column], _ count: Int) throws(Stop) -> [Status]? {
        if operands.allSatisfy(\.isAllKnown) { return nil }
        var result: [Status]?
        for operand in operands {
            guard let status = try expanded(operand, count) else { continue }
            if let known = result {
                let pair = RowPair(watch: watch, count: count, isFirstConstant: false, isSecondConstant: false)
                result = try pair.mapped(known, status) { $0.or($1) }
            } else {
                result = status
            }
        }
        guard let result else { return nil }
        return try watch.mapped(result, count) { $0.ofResult }
    }

    /// The same of two operands.
    @inline(__always)
    func merged(_ a: Column, _ b: Column, _ count: Int) throws(Stop) -> [Status]? {
        a.isAllKnown && b.isAllKnown ? nil : try merged([a, b], count)
    }

    /// The status of every row of a column; nil where all are known.
    func expanded(_ column: Column, _ count: Int) throws(Stop) -> [Status]? {
        if let status = column.status {
            if column.isConstant { return status.first.map { $0.isKnown ? nil : Array(repeating: $0, count: count) } ?? [] }
            return status
        }
        if case .blanks = column.values { return Array(repeating: .blank, count: count) }
        return nil
    }

    /// The flags of every row of a column; false where it has none.
    func expandedFlags(_ column: Column, _ count: Int) -> [Bool] {
        guard case .flags(let flags) = column.values else { return Array(repeating: false, count: count) }
        return column.isConstant ? Array(repeating: flags.first ?? false, count: count) : flags
    }
}

extension [Status] {
    /// The strongest of all rows.
    var strongest: Status {
        withUnsafeBufferPointer { rows in
            var code: UInt8 = 0
            for row in rows { code = Swift.max(code, row.code) }
            return Status(code: code)
        }
    }

    /// nil where every row is known: later steps need not look.
    var unlessAllKnown: [Status]? { strongest.isKnown ? nil : self }
}
