import KijunSyntax

extension Evaluator {
    /// A result of one row for a whole frame where all operands are constant.
    private func rowCount(_ operands: [Column], _ count: Int) -> (rows: Int, isConstant: Bool) {
        operands.allSatisfy(\.isConstant) ? (min(1, count), true) : (count, false)
    }

    @inline(__always)
    private func rowCount(_ a: Column, _ b: Column, _ count: Int) -> (rows: Int, isConstant: Bool) {
        a.isConstant && b.isConstant ? (min(1, count), true) : (count, false)
    }

    /// The numbers of a column; zeros where it is blank altogether.
    func numbers(_ column: Column, _ count: Int) -> NumberColumn {
        if case .numbers(let numbers) = column.values { return numbers }
        return .scaled(Array(repeating: 0, count: column.isConstant ? 1 : count), scale: 0)
    }

    /// How many bits the numbers of a computed column need; found out once.
    func width(of node: NodeID, _ mantissas: [Int64]) -> BitWidth {
        if let known = column(node).width { return known }
        let width = BitWidth(of: mantissas)
        columns[Int(node)]?.width = width
        return width
    }

    private func pairNumbers(_ node: NodeID, _ count: Int, isWidthNeeded: Bool = true) -> RowPair.Numbers {
        let column = column(node)
        let numbers = numbers(column, count)
        guard case .scaled(let mantissas, _) = numbers else { return RowPair.Numbers(column: numbers, width: nil) }
        return RowPair.Numbers(column: numbers, width: isWidthNeeded ? width(of: node, mantissas) : column.width)
    }

    func compareNumbers(_ comparison: Comparison.Operator, _ a: NodeID, _ b: NodeID, _ pair: RowPair) throws(Stop) -> [Bool] {
        if case .numbers(.scaled(let left, let scale)) = column(a).values, case .numbers(.scaled(let right, let other)) = column(b).values,
            scale == other
        {
            return try pair.compared(left, right, comparison)
        }
        return try pair.flags(
            pairNumbers(a, pair.count, isWidthNeeded: false), pairNumbers(b, pair.count, isWidthNeeded: false), comparison)
    }

    func arithmetic(_ op: Term.Operator, _ a: NodeID, _ b: NodeID, _ count: Int) throws(Stop) -> Column {
        let (first, second) = (column(a), column(b))
        let (rows, isConstant) = rowCount(first, second, count)
        let (left, right) = (pairNumbers(a, count, isWidthNeeded: op != .times), pairNumbers(b, count, isWidthNeeded: op != .times))
        let pair = RowPair(watch: watch, count: rows, isFirstConstant: first.isConstant, isSecondConstant: second.isConstant)
        var status = try merged(first, second, rows)
        switch op {
        case .plus, .minus:
            if let (sums, scale, width) = try pair.sums(left, right, isDifference: op == .minus) {
                return Column(.numbers(.scaled(sums, scale: scale)), status: status, isConstant: isConstant, width: width)
            }
        case .times:
            if let (products, scale, width) = try pair.products(left, right) {
                return Column(.numbers(.scaled(products, scale: scale)), status: status, isConstant: isConstant, width: width)
            }
        case .divide:
            if let (quotients, zeros) = try pair.quotients(left, right) {
                if zeros {
                    status = try divided(by: right, second, status, rows)
                }
                return Column(.numbers(.quotient(quotients)), status: status, isConstant: isConstant)
            }
        }
        let (result, failures) = try pair.numbers(left.column, right.column) { x, y in
            switch op {
            case .plus: x.adding(y)
            case .minus: x.subtracting(y)
            case .times: x.multiplied(by: y)
            case .divide: y.isZero ? nil : x.divided(by: y)
            }
        } missing: { _, y in
            op == .divide && y.isZero ? .undetermined : .failed(.numberTooLarge)
        }
        add(failures, to: &status, rows)
        return Column(.numbers(result), status: status, isConstant: isConstant)
    }

    /// The status of a division: a divisor of 0 leaves a row undetermined that has no other reason.
    private func divided(
        by divisors: RowPair.Numbers, _ divisor: Column, _ status: [Status]?, _ count: Int
    ) throws(Stop) -> [Status]? {
        guard case .scaled(let mantissas, _) = divisors.column else { return status }
        let known = status ?? Array(repeating: .known, count: count)
        let pair = RowPair(watch: watch, count: count, isFirstConstant: false, isSecondConstant: divisor.isConstant)
        return try pair.mapped(known, mantissas) { Status(code: $0.code | (($0.isKnown & ($1 == 0)).byte &<< 1)) }.unlessAllKnown
    }

    /// Failures count only where the operands are known: elsewhere the row has its own reason.
    private func add(_ failures: [(row: Int, status: Status)], to status: inout [Status]?, _ count: Int) {
        guard !failures.isEmpty else { return }
        var rows = status ?? Array(repeating: .known, count: count)
        for failure in failures where rows[failure.row].isKnown { rows[failure.row] = failure.status }
        status = rows
    }

    /// - Parameter mantissa: the same for a mantissa that is not the largest that there is.
    func eachNumber(
        _ a: NodeID, _ count: Int, mantissa: (Int64) -> Int64, _ operation: (Number) -> Number
    ) throws(Stop) -> Column {
        let operand = column(a)
        let (rows, isConstant) = rowCount([operand], count)
        let status = try merged([operand], rows)
        if case .numbers(.scaled(let mantissas, let scale)) = operand.values {
            let width = width(of: a, mantissas)
            if width.fits64 {
                let result = try watch.mapped(mantissas, rows, mantissa)
                return Column(.numbers(.scaled(result, scale: scale)), status: status, isConstant: isConstant, width: width)
            }
        }
        let numbers = numbers(operand, count)
        let result = NumberColumn(try watch.rows(rows) { operation(numbers[operand.place($0)]) })
        return Column(.numbers(result), status: status, isConstant: isConstant)
    }

    func scale(_ a: NodeID, _ power: Int, _ count: Int) throws(Stop) -> Column {
        let operand = column(a)
        if case .numbers(.scaled(let mantissas, let scale)) = operand.values, power <= 18, scale - power <= 18 {
            let (rows, isConstant) = rowCount([operand], count)
            let status = try merged([operand], rows)
            if scale >= power {
                return Column(
                    .numbers(.scaled(mantissas, scale: scale - power)), status: status, isConstant: isConstant, width: operand.width)
            }
            let width = width(of: a, mantissas) * .powerOfTen(power - scale)
            if width.fits64 {
                let factor = Number.powersOfTen[power - scale]
                let result = try watch.mapped(mantissas, rows) { $0 &* factor }
                return Column(.numbers(.scaled(result, scale: 0)), status: status, isConstant: isConstant, width: width)
            }
        }
        return try eachFailing([a], count) { values in
            values[0].shifted(powerOfTen: power).map { .success($0) } ?? .failure(.failed(.numberTooLarge))
        }
    }

    private enum RowResult {
        case success(Number)
        case failure(Status)
    }

    private func eachFailing(_ operands: [NodeID], _ count: Int, _ operation: ([Number]) -> RowResult) throws(Stop) -> Column {
        let columns = operands.map { column($0) }
        let (rows, isConstant) = rowCount(columns, count)
        let numbers = columns.map { self.numbers($0, count) }
        var status = try merged(columns, rows)
        var failures: [(row: Int, status: Status)] = []
        var result: [Number] = []
        result.reserveCapacity(rows)
        try watch.each(0..<rows, every: 1) { row in
            // Rows that are unknown anyway are not computed: their operands are only fillers.
            if let status, !status[row].isKnown {
                result.append(.zero)
                return
            }
            var values: [Number] = []
            for (column, numbers) in zip(columns, numbers) { values.append(numbers[column.place(row)]) }
            switch operation(values) {
            case .success(let value): result.append(value)
            case .failure(let reason):
                result.append(.zero)
                failures.append((row, reason))
            }
        }
        add(failures, to: &status, rows)
        return Column(.numbers(NumberColumn(result)), status: status, isConstant: isConstant)
    }

    func round(_ a: NodeID, _ mode: RoundingMode, _ places: NodeID, _ count: Int) throws(Stop) -> Column {
        try eachFailing([a, places], count) { values in
            guard let places = values[1].asInt, abs(places) <= Number.maximumDigits else { return .failure(.failed(.badArgument)) }
            return values[0].rounded(places: places, mode).map { .success($0) } ?? .failure(.failed(.numberTooLarge))
        }
    }

    func modulo(_ a: NodeID, _ b: NodeID, _ count: Int) throws(Stop) -> Column {
        try eachFailing([a, b], count) { values in
            if values[1].isZero { return .failure(.undetermined) }
            return values[0].modulo(values[1]).map { .success($0) } ?? .failure(.failed(.numberTooLarge))
        }
    }

    func power(_ a: NodeID, _ b: NodeID, _ count: Int) throws(Stop) -> Column {
        try eachFailing([a, b], count) { values in
            guard values[1].isWhole else { return .failure(.failed(.badPower)) }
            if values[0].isZero, values[1].isNegative { return .failure(.undetermined) }
            guard let exponent = values[1].asInt else { return .failure(.failed(.numberTooLarge)) }
            return values[0].power(exponent).map { .success($0) } ?? .failure(.failed(.numberTooLarge))
        }
    }

    // MARK: Years

    /// The years that a calculation may give: far more than any plan, far less than 32 bits.
    private static let years = -99_999...99_999

    func years(_ column: Column, _ count: Int) -> [Int32] {
        if case .years(let years) = column.values { return years }
        return Array(repeating: 0, count: column.isConstant ? 1 : count)
    }

    func yearDifference(_ a: NodeID, _ b: NodeID, _ count: Int) throws(Stop) -> Column {
        let (first, second) = (column(a), column(b))
        let (rows, isConstant) = rowCount(first, second, count)
        let (left, right) = (years(first, count), years(second, count))
        let result = try watch.rows(rows) { Int64(left[first.place($0)]) - Int64(right[second.place($0)]) }
        return Column(.numbers(.scaled(result, scale: 0)), status: try merged(first, second, rows), isConstant: isConstant)
    }

    func yearShift(_ a: NodeID, _ b: NodeID, _ sign: Int, _ count: Int) throws(Stop) -> Column {
        let (first, second) = (column(a), column(b))
        let (rows, isConstant) = rowCount(first, second, count)
        let years = years(first, count)
        let shifts = numbers(second, count)
        var status = try merged(first, second, rows)
        var failures: [(row: Int, status: Status)] = []
        let result = try watch.rows(rows) { row -> Int32 in
            guard let shift = shifts[second.place(row)].asInt, Self.years.contains(shift),
                let year = Optional(Int(years[first.place(row)]) + sign * shift), Self.years.contains(year)
            else {
                failures.append((row, .failed(.badArgument)))
                return 0
            }
            return Int32(year)
        }
        add(failures, to: &status, rows)
        return Column(.years(result), status: status, isConstant: isConstant)
    }

    func yearOfNumber(_ a: NodeID, _ count: Int) throws(Stop) -> Column {
        let operand = column(a)
        if case .years = operand.values { return operand }
        let (rows, isConstant) = rowCount([operand], count)
        let numbers = numbers(operand, count)
        var status = try merged([operand], rows)
        var failures: [(row: Int, status: Status)] = []
        let result = try watch.rows(rows) { row -> Int32 in
            guard let year = numbers[operand.place(row)].asInt, Self.years.contains(year) else {
                failures.append((row, .failed(.badArgument)))
                return 0
            }
            return Int32(year)
        }
        add(failures, to: &status, rows)
        return Column(.years(result), status: status, isConstant: isConstant)
    }

    func byYear(_ year: NodeID, _ starts: [Int], _ values: [NodeID], _ count: Int) throws(Stop) -> Column {
        let years = column(year)
        let columns = values.map { column($0) }
        guard case .years(let numbers) = years.values, !columns.isEmpty else { return Column(.blanks) }
        // The years of one batch mostly fall into one entry.
        if years.isAllKnown, let first = numbers.first, let entry = (starts.lastIndex { $0 <= Int(first) }),
            columns[entry].isConstant
        {
            let from = Int32(clamping: starts[entry])
            let end = entry + 1 < starts.count ? Int32(clamping: starts[entry + 1]) : Int32.max
            let isWithin = numbers.withUnsafeBufferPointer { years in
                var isWithin = true
                for year in years { isWithin = isWithin && year >= from && year < end }
                return isWithin
            }
            if isWithin { return columns[entry] }
        }
        let part = try watch.rows(count) { row in
            Int32((starts.lastIndex { $0 <= Int(numbers[years.place(row)]) }) ?? -1)
        }
        var result = try Column.merged(columns, part: part.map { max(0, $0) }, source: nil, watch)
        if years.isAllKnown, !part.contains(-1) { return result }
        result.status = try watch.rows(count) { row in
            let status = years.status(row)
            if !status.isKnown { return status.ofResult }
            return part[row] < 0 ? .undetermined : result.status(row)
        }
        return result
    }
}
