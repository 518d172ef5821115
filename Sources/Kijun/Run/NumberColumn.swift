import KijunSyntax

/// Exact numbers of one column: whole 64-bit mantissas with one power of ten for all where that holds them, else
/// fractions of any size.
package enum NumberColumn: Sendable {
    /// mantissa × 10^-scale, scale in 0...18.
    case scaled([Int64], scale: Int)
    case exact([Number])

    package var count: Int {
        switch self {
        case .scaled(let mantissas, _): mantissas.count
        case .exact(let numbers): numbers.count
        }
    }

    package subscript(_ index: Int) -> Number {
        switch self {
        case .scaled(let mantissas, let scale): Number(mantissa: mantissas[index], scale: scale) ?? .zero
        case .exact(let numbers): numbers[index]
        }
    }

    /// From numbers one by one: scaled where every value fits.
    package init(_ numbers: [Number]) {
        var scale = 0
        for number in numbers {
            guard let decimal = number.decimal else {
                self = .exact(numbers)
                return
            }
            scale = max(scale, decimal.scale)
        }
        var mantissas: [Int64] = []
        mantissas.reserveCapacity(numbers.count)
        for number in numbers {
            guard let decimal = number.decimal else { continue }
            let product = decimal.mantissa.multipliedReportingOverflow(by: Number.powersOfTen[scale - decimal.scale])
            if product.overflow {
                self = .exact(numbers)
                return
            }
            mantissas.append(product.partialValue)
        }
        self = .scaled(mantissas, scale: scale)
    }

    /// The mantissas at a larger scale; nil where one does not fit.
    static func rescaled(_ mantissas: [Int64], by power: Int) -> [Int64]? {
        guard power > 0 else { return mantissas }
        guard power <= 18 else { return nil }
        let factor = Number.powersOfTen[power]
        var overflow = false
        let result = mantissas.map { mantissa in
            let product = mantissa.multipliedReportingOverflow(by: factor)
            overflow = overflow || product.overflow
            return product.partialValue
        }
        return overflow ? nil : result
    }

    /// Both columns' mantissas at one scale; nil where they are not scaled or do not fit.
    static func aligned(_ a: NumberColumn, _ b: NumberColumn) -> (a: [Int64], b: [Int64], scale: Int)? {
        guard case .scaled(let first, let firstScale) = a, case .scaled(let second, let secondScale) = b else { return nil }
        let scale = max(firstScale, secondScale)
        guard let left = rescaled(first, by: scale - firstScale), let right = rescaled(second, by: scale - secondScale)
        else { return nil }
        return (left, right, scale)
    }
}

/// A numeric operation on two columns, row by row; a column of one row stands for all rows.
struct RowPair {
    let watch: BreakWatch
    let count: Int
    let isFirstConstant: Bool
    let isSecondConstant: Bool

    func mantissas(
        _ a: [Int64], _ b: [Int64], _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
    ) throws(Evaluator.Stop) -> [Int64]? {
        var overflow = false
        var isInterrupted = false
        let result = [Int64](unsafeUninitializedCapacity: count) { target, filled in
            a.withUnsafeBufferPointer { a in
                b.withUnsafeBufferPointer { b in
                    let step = isFirstConstant ? 0 : 1
                    let other = isSecondConstant ? 0 : 1
                    while filled < count, !isInterrupted {
                        let end = min(filled + BreakWatch.manyRows, count)
                        for row in filled..<end {
                            let value = operation(a[row &* step], b[row &* other])
                            overflow = overflow || value.overflow
                            target[row] = value.partialValue
                        }
                        filled = end
                        isInterrupted = end < count && watch.isInterrupted()
                    }
                }
            }
        }
        if isInterrupted { throw .interrupted }
        return overflow ? nil : result
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

    func flags(_ a: NumberColumn, _ b: NumberColumn, _ comparison: Comparison.Operator) throws(Evaluator.Stop) -> [Bool] {
        if let (left, right, _) = NumberColumn.aligned(a, b) {
            switch comparison {
            case .equal, .within: return try test(left, right, ==)
            case .notEqual: return try test(left, right, !=)
            case .less: return try test(left, right, <)
            case .lessOrEqual: return try test(left, right, <=)
            case .greater: return try test(left, right, >)
            case .greaterOrEqual: return try test(left, right, >=)
            }
        }
        return try watch.rows(count) { row in
            let left = a[isFirstConstant ? 0 : row]
            let right = b[isSecondConstant ? 0 : row]
            return comparison.holds(left, right)
        }
    }

    func test<Element>(_ a: [Element], _ b: [Element], _ test: (Element, Element) -> Bool) throws(Evaluator.Stop) -> [Bool] {
        var isInterrupted = false
        let result = [Bool](unsafeUninitializedCapacity: count) { target, filled in
            a.withUnsafeBufferPointer { a in
                b.withUnsafeBufferPointer { b in
                    let step = isFirstConstant ? 0 : 1
                    let other = isSecondConstant ? 0 : 1
                    while filled < count, !isInterrupted {
                        let end = min(filled + BreakWatch.manyRows, count)
                        for row in filled..<end { target[row] = test(a[row &* step], b[row &* other]) }
                        filled = end
                        isInterrupted = end < count && watch.isInterrupted()
                    }
                }
            }
        }
        if isInterrupted { throw .interrupted }
        return result
    }
}

extension Comparison.Operator {
    func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
        switch self {
        case .equal, .within: a == b
        case .notEqual: a != b
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        case .greaterOrEqual: a >= b
        }
    }
}
