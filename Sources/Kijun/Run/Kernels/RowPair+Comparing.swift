import KijunSyntax

extension RowPair {
    /// Compares simple values by a loop of its own for each comparison.
    @inline(__always)
    func compared<Value: RowValue>(
        _ a: [Value], _ b: [Value], _ comparison: Comparison.Operator
    ) throws(Evaluator.Stop) -> [Bool] where Value.Word: Comparable {
        switch comparison {
        case .equal, .within: try mapped(a, b) { $0 == $1 }
        case .notEqual: try mapped(a, b) { $0 != $1 }
        case .less: try mapped(a, b) { $0 < $1 }
        case .lessOrEqual: try mapped(a, b) { $0 <= $1 }
        case .greater: try mapped(a, b) { $0 > $1 }
        case .greaterOrEqual: try mapped(a, b) { $0 >= $1 }
        }
    }

    /// Numbers as they stand in a column, with what is known of their magnitudes.
    struct Numbers {
        let column: NumberColumn
        let width: BitWidth?
    }

    func flags(_ a: Numbers, _ b: Numbers, _ comparison: Comparison.Operator) throws(Evaluator.Stop) -> [Bool] {
        let result: [Bool]? =
            switch (a.column, b.column) {
            case (.scaled(let left, let scale), .scaled(let right, let other)):
                try scaled(left, scale, a.width, right, other, b.width, comparison)
            case (.quotient(let left), .scaled(let right, let scale)):
                try crosswise(left, isFirstConstant, right, scale, b.width, isSecondConstant, comparison)
            case (.scaled(let left, let scale), .quotient(let right)):
                try crosswise(right, isSecondConstant, left, scale, a.width, isFirstConstant, comparison.mirrored)
            default: nil
            }
        if let result { return result }
        return try watch.rows(count) { row in
            comparison.holds(a.column[isFirstConstant ? 0 : row], b.column[isSecondConstant ? 0 : row])
        }
    }

    private func scaled(
        _ a: [Int64], _ scale: Int, _ width: BitWidth?, _ b: [Int64], _ other: Int, _ otherWidth: BitWidth?,
        _ comparison: Comparison.Operator
    ) throws(Evaluator.Stop) -> [Bool]? {
        if scale == other { return try compared(a, b, comparison) }
        // Only one of both is multiplied: the other one has the larger scale.
        if scale > other {
            let mirrored = RowPair(watch: watch, count: count, isFirstConstant: isSecondConstant, isSecondConstant: isFirstConstant)
            return try mirrored.scaled(b, other, otherWidth, a, scale, width, comparison.mirrored)
        }
        let factor = Number.powersOfTen[other - scale]
        if let width {
            guard (width * .powerOfTen(other - scale)).fits64 else { return nil }
            return try compared(a, b, comparison) { $0 &* factor }
        }
        var union = BitUnion()
        let flags = try compared(a, b, comparison) {
            union.add($0)
            return $0 &* factor
        }
        return (union.width * .powerOfTen(other - scale)).fits64 ? flags : nil
    }

    @inline(__always)
    private func compared(
        _ a: [Int64], _ b: [Int64], _ comparison: Comparison.Operator, scaled: (Int64) -> Int64
    ) throws(Evaluator.Stop) -> [Bool] {
        switch comparison {
        case .equal, .within: try mapped(a, b) { scaled($0) == $1 }
        case .notEqual: try mapped(a, b) { scaled($0) != $1 }
        case .less: try mapped(a, b) { scaled($0) < $1 }
        case .lessOrEqual: try mapped(a, b) { scaled($0) <= $1 }
        case .greater: try mapped(a, b) { scaled($0) > $1 }
        case .greaterOrEqual: try mapped(a, b) { scaled($0) >= $1 }
        }
    }

    /// n / d × 10^-q against m × 10^-s, as n × 10^s against m × d × 10^q.
    private func crosswise(
        _ quotients: Quotients, _ isQuotientConstant: Bool, _ mantissas: [Int64], _ scale: Int, _ width: BitWidth?,
        _ isMantissaConstant: Bool, _ comparison: Comparison.Operator
    ) throws(Evaluator.Stop) -> [Bool]? {
        let power = scale - quotients.scale
        guard abs(power) <= 18, quotients.numerators.count >= min(count, isQuotientConstant ? 1 : count),
            mantissas.count >= min(count, isMantissaConstant ? 1 : count)
        else { return nil }
        let (above, below) = power >= 0 ? (power, 0) : (0, -power)
        let width = width ?? BitWidth(of: mantissas)
        let left = quotients.numeratorWidth * .powerOfTen(above)
        let right = quotients.denominatorWidth * width * .powerOfTen(below)
        guard left.fits128, right.fits128 else { return nil }
        let (factor, other) = (Number.powersOfTen[above], Number.powersOfTen[below])
        let step = isQuotientConstant ? 0 : 1
        if left.fits64, right.fits64 {
            if isMantissaConstant, !isQuotientConstant, let mantissa = mantissas.first {
                let constant = mantissa &* other
                switch comparison {
                case .equal, .within: return try crossed(quotients) { $0 &* factor == $1 &* constant }
                case .notEqual: return try crossed(quotients) { $0 &* factor != $1 &* constant }
                case .less: return try crossed(quotients) { $0 &* factor < $1 &* constant }
                case .lessOrEqual: return try crossed(quotients) { $0 &* factor <= $1 &* constant }
                case .greater: return try crossed(quotients) { $0 &* factor > $1 &* constant }
                case .greaterOrEqual: return try crossed(quotients) { $0 &* factor >= $1 &* constant }
                }
            }
            return try quotients.with { above, below throws(Evaluator.Stop) in
                try watch.rows(count) { row in
                    let mantissa = mantissas[isMantissaConstant ? 0 : row]
                    return comparison.holds(above[row &* step] &* factor, mantissa &* other &* below[row &* step])
                }
            }
        }
        return try quotients.with { above, below throws(Evaluator.Stop) in
            try watch.rows(count) { row in
                let mantissa = Int128(mantissas[isMantissaConstant ? 0 : row])
                let right = mantissa &* Int128(other) &* Int128(below[row &* step])
                return comparison.holds(Int128(above[row &* step]) &* Int128(factor), right)
            }
        }
    }

    @inline(__always)
    private func crossed(_ quotients: Quotients, _ holds: (Int64, Int64) -> Bool) throws(Evaluator.Stop) -> [Bool] {
        try quotients.with { above, below throws(Evaluator.Stop) in
            try watch.filled(count) { target, piece in
                for row in piece { target[row] = holds(above[row], below[row]) }
            }
        }
    }
}

extension Quotients {
    /// The numerators and the denominators.
    @inline(__always)
    func with<Result>(
        _ body: (UnsafeBufferPointer<Int64>, UnsafeBufferPointer<Int64>) throws(Evaluator.Stop) -> Result
    ) throws(Evaluator.Stop) -> Result {
        try numerators.withUnsafeBufferPointer { above throws(Evaluator.Stop) in
            try denominators.withUnsafeBufferPointer { below throws(Evaluator.Stop) in try body(above, below) }
        }
    }
}
