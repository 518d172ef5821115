import KijunSyntax

extension RowPair {
    /// Sums or differences at the larger of both scales; nil where one does not fit 64 bits.
    func sums(_ a: Numbers, _ b: Numbers, isDifference: Bool) throws(Evaluator.Stop) -> (sums: [Int64], scale: Int, width: BitWidth?)? {
        guard case .scaled(let left, let scale) = a.column, case .scaled(let right, let other) = b.column else { return nil }
        let common = max(scale, other)
        let (factor, otherFactor) = (Number.powersOfTen[common - scale], Number.powersOfTen[common - other])
        let width = (a.width ?? BitWidth(of: left)) * .powerOfTen(common - scale)
        let otherWidth = (b.width ?? BitWidth(of: right)) * .powerOfTen(common - other)
        if (width + otherWidth).fits64 {
            let result =
                switch (factor, otherFactor, isDifference) {
                case (1, 1, false): try mapped(left, right) { $0 &+ $1 }
                case (1, 1, true): try mapped(left, right) { $0 &- $1 }
                case (_, _, false): try mapped(left, right) { $0 &* factor &+ $1 &* otherFactor }
                case (_, _, true): try mapped(left, right) { $0 &* factor &- $1 &* otherFactor }
                }
            return (result, common, width + otherWidth)
        }
        var overflow = false
        let result = try mapped(left, right) { x, y in
            let (x, y) = (x.multipliedReportingOverflow(by: factor), y.multipliedReportingOverflow(by: otherFactor))
            let sum =
                isDifference
                ? x.partialValue.subtractingReportingOverflow(y.partialValue) : x.partialValue.addingReportingOverflow(y.partialValue)
            overflow = overflow || x.overflow || y.overflow || sum.overflow
            return sum.partialValue
        }
        return overflow ? nil : (result, common, nil)
    }

    /// Products; nil where one does not fit 64 bits.
    func products(_ a: Numbers, _ b: Numbers) throws(Evaluator.Stop) -> (products: [Int64], scale: Int, width: BitWidth?)? {
        guard case .scaled(let left, let scale) = a.column, case .scaled(let right, let other) = b.column, scale + other <= 18
        else { return nil }
        if isSecondConstant, !isFirstConstant, a.width == nil, let factor = right.first {
            // The width of what nobody has looked at yet is found on the way.
            var union = BitUnion()
            let result = try mapped(left, right) { x, y in
                union.add(x)
                return x &* y
            }
            let width = union.width * BitWidth(of: factor)
            if width.fits64 { return (result, scale + other, width) }
        }
        let width = (a.width ?? BitWidth(of: left)) * (b.width ?? BitWidth(of: right))
        if width.fits64 { return (try mapped(left, right) { $0 &* $1 }, scale + other, width) }
        var overflow = false
        let result = try mapped(left, right) { x, y in
            let product = x.multipliedReportingOverflow(by: y)
            overflow = overflow || product.overflow
            return product.partialValue
        }
        return overflow ? nil : (result, scale + other, nil)
    }

    /// Quotients, and whether a divisor is 0: the value of such a row is of no account. nil where a magnitude is the largest that there is.
    func quotients(_ a: Numbers, _ b: Numbers) throws(Evaluator.Stop) -> (Quotients, hasZeros: Bool)? {
        guard case .scaled(var left, let scale) = a.column, case .scaled(var right, let other) = b.column else { return nil }
        let (width, otherWidth) = (a.width ?? BitWidth(of: left), b.width ?? BitWidth(of: right))
        guard width.fits64, otherWidth.fits64 else { return nil }
        if isFirstConstant, let first = left.first { left = Array(repeating: first, count: count) }
        if isSecondConstant, let first = right.first { right = Array(repeating: first, count: count) }
        let (hasZeros, hasNegatives) = right.withUnsafeBufferPointer { divisors in
            var hasZeros = false
            var union: Int64 = 0
            for divisor in divisors {
                hasZeros = hasZeros || divisor == 0
                union |= divisor
            }
            return (hasZeros, union < 0)
        }
        if hasNegatives {
            left = try RowPair(watch: watch, count: count, isFirstConstant: false, isSecondConstant: false)
                .mapped(left, right) { $1 < 0 ? 0 &- $0 : $0 }
            right = try watch.mapped(right, count) { abs($0) }
        }
        let quotients = Quotients(
            numerators: left, denominators: right, scale: scale - other, numeratorWidth: width, denominatorWidth: otherWidth)
        return (quotients, hasZeros)
    }
}
