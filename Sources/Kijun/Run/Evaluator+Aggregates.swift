extension Evaluator {
    func aggregate(
        _ kind: Aggregate, _ frame: FrameID, _ element: NodeID?, _ count: Int
    ) throws(Stop) -> Column {
        let rows = rows(frame)
        let certainty = rows.uncertain.map { $0.map(\.ofResult) }
        guard let element else {
            return Column(.numbers(.scaled(try rows.counts(watch), scale: 0)), status: certainty)
        }
        let column = column(element)
        switch kind {
        case .any, .all, .none: return try quantified(kind, rows, column, count)
        case .sum: return try sum(rows, element, column, count, status: statuses(rows, column, certainty, count))
        case .min, .max: return try extreme(kind == .max, rows, column, statuses(rows, column, certainty, count), count)
        case .mean, .median: return try average(kind, rows, column, statuses(rows, column, certainty, count), count)
        case .count, .first, .last, .distinct: return Column(.blanks)
        }
    }

    /// The status of a result over all elements: unknown as soon as one is, or the list itself.
    private func statuses(_ rows: FrameRows, _ column: Column, _ certainty: [Status]?, _ count: Int) throws(Stop) -> [Status]? {
        if column.isAllKnown { return certainty }
        return try watch.rows(count) { parent throws(Stop) in
            var status = certainty?[parent] ?? .known
            try watch.each(rows.range(of: parent)) { status = max(status, column.status($0).ofResult) }
            return status
        }
    }

    private func quantified(_ kind: Aggregate, _ rows: FrameRows, _ column: Column, _ count: Int) throws(Stop) -> Column {
        if rows.uncertain == nil, column.isAllKnown, !column.isConstant, case .flags(let flags) = column.values {
            return Column(.flags(try quantified(kind, rows, flags, count)))
        }
        let flags = flags(column, rows.count)
        // `any` and `none` are decided by a true element, `all` by a false one.
        let decisive = kind != .all
        var status: [Status]?
        let result = try watch.rows(count) { parent throws(Stop) -> Bool in
            var open = rows.certainty(parent).ofResult
            var work = 0
            for row in rows.range(of: parent) {
                let own = column.status(row)
                if own.isKnown {
                    if flags[column.place(row)] == decisive { return kind == .any }
                } else {
                    open = max(open, own.ofResult)
                }
                work += 1
                if work % BreakWatch.manyRows == 0 { try watch.ask() }
            }
            if !open.isKnown {
                status = status ?? Array(repeating: .known, count: count)
                status?[parent] = open
            }
            return kind != .any
        }
        return Column(.flags(result), status: status)
    }

    /// `any`, `all` or `none` of flags that are all known.
    private func quantified(_ kind: Aggregate, _ rows: FrameRows, _ flags: [Bool], _ count: Int) throws(Stop) -> [Bool] {
        let flip = (kind == .all).byte
        let isDecided = try flags.withWords { flags throws(Stop) in try rows.unions(watch) { flags[$0] ^ flip } }
        return try kind == .any ? isDecided : watch.mapped(isDecided, count) { $0 == 0 }
    }

    private func sum(
        _ rows: FrameRows, _ element: NodeID, _ column: Column, _ count: Int, status: [Status]?
    ) throws(Stop) -> Column {
        let numbers = numbers(column, rows.count)
        if case .scaled(let mantissas, let scale) = numbers {
            if column.width == nil, !column.isConstant {
                // The width of what nobody has looked at yet is found on the way.
                var union = BitUnion()
                let sums = try mantissas.withUnsafeBufferPointer { mantissas throws(Stop) in
                    try rows.totals(watch) {
                        union.add(mantissas[$0])
                        return mantissas[$0]
                    }
                }
                columns[Int(element)]?.width = union.width
                let bound = union.width * BitWidth(of: Int64(rows.count))
                if bound.fits64 { return Column(.numbers(.scaled(sums, scale: scale)), status: status, width: bound) }
            }
            if let (sums, width) = try sums(rows, mantissas, width(of: element, mantissas), column.isConstant) {
                return Column(.numbers(.scaled(sums, scale: scale)), status: status, width: width)
            }
        }
        var status = status
        let sums = try watch.rows(count, every: 1) { parent throws(Stop) -> Number in
            var sum = Number.zero
            for row in rows.range(of: parent) {
                try watch.ask()
                guard let next = sum.adding(numbers[column.place(row)]) else {
                    fail(&status, parent, count)
                    return .zero
                }
                sum = next
            }
            return sum
        }
        return Column(.numbers(NumberColumn(sums)), status: status)
    }

    /// The sums under each parent; nil where one does not fit 64 bits.
    private func sums(
        _ rows: FrameRows, _ mantissas: [Int64], _ width: BitWidth, _ isConstant: Bool
    ) throws(Stop) -> (sums: [Int64], width: BitWidth?)? {
        let bound = width * BitWidth(of: Int64(rows.count))
        if bound.fits64 {
            if isConstant, let mantissa = mantissas.first { return (try rows.totals(watch) { _ in mantissa }, bound) }
            let sums = try mantissas.withUnsafeBufferPointer { mantissas throws(Stop) in try rows.totals(watch) { mantissas[$0] } }
            return (sums, bound)
        }
        var overflow = false
        let step = isConstant ? 0 : 1
        let sums = try watch.rows(rows.starts.count - 1) { parent throws(Stop) -> Int64 in
            var sum: Int64 = 0
            try watch.each(rows.range(of: parent), every: BreakWatch.manyRows) { row in
                let next = sum.addingReportingOverflow(mantissas[row * step])
                sum = next.partialValue
                overflow = overflow || next.overflow
            }
            return sum
        }
        return overflow ? nil : (sums, nil)
    }

    private func fail(_ status: inout [Status]?, _ row: Int, _ count: Int) {
        status = status ?? Array(repeating: .known, count: count)
        if status?[row].isKnown == true { status?[row] = .failed(.numberTooLarge) }
    }

    private func extreme(
        _ isMax: Bool, _ rows: FrameRows, _ column: Column, _ status: [Status]?, _ count: Int
    ) throws(Stop) -> Column {
        let places = try watch.rows(count) { parent throws(Stop) -> Int32 in
            let range = rows.range(of: parent)
            if let status, !status[parent].isKnown { return range.isEmpty ? -1 : Int32(range.lowerBound) }
            guard var best = range.first else { return -1 }
            try watch.each((best + 1)..<range.upperBound) { row in
                let order = compareRows(column, row, best)
                if isMax ? order > 0 : order < 0 { best = row }
            }
            return Int32(best)
        }
        var result = try column.picked(places, watch)
        if let status { result.status = (0..<count).map { status[$0].isKnown ? result.status($0) : status[$0] } }
        return result
    }

    private func average(
        _ kind: Aggregate, _ rows: FrameRows, _ column: Column, _ status: [Status]?, _ count: Int
    ) throws(Stop) -> Column {
        let numbers = numbers(column, rows.count)
        var statuses = status ?? Array(repeating: .known, count: count)
        let results = try watch.rows(count) { parent throws(Stop) -> Number in
            let range = rows.range(of: parent)
            guard statuses[parent].isKnown else { return .zero }
            guard !range.isEmpty else {
                statuses[parent] = .blank
                return .zero
            }
            let values = try watch.rows(range.count) { numbers[column.place(range.lowerBound + $0)] }
            guard let result = try kind == .mean ? mean(values) : median(values) else {
                statuses[parent] = .failed(.numberTooLarge)
                return .zero
            }
            return result
        }
        return Column(.numbers(NumberColumn(results)), status: statuses)
    }

    private func mean(_ values: [Number]) throws(Stop) -> Number? {
        var sum = Number.zero
        for value in values {
            try watch.ask()
            guard let next = sum.adding(value) else { return nil }
            sum = next
        }
        return sum.divided(by: Number(values.count))
    }

    private func median(_ values: [Number]) throws(Stop) -> Number? {
        let sorted = try watch.sorted(Array(values.indices)) { values[$0] < values[$1] }.map { values[$0] }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : try mean([sorted[middle - 1], sorted[middle]])
    }
}
