extension Evaluator {
    func aggregate(
        _ kind: Aggregate, _ frame: FrameID, _ element: NodeID?, _ count: Int
    ) throws(Stop) -> Column {
        let rows = rows(frame)
        let certainty = rows.uncertain.map { $0.map(\.ofResult) }
        guard let element else {
            let counts = try watch.rows(count) { Int64(rows.range(of: $0).count) }
            return Column(.numbers(.scaled(counts, scale: 0)), status: certainty)
        }
        let column = column(element)
        switch kind {
        case .any, .all, .none: return try quantified(kind, rows, column, count)
        case .sum: return try sum(rows, column, count, status: statuses(rows, column, certainty, count))
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

    private func sum(_ rows: FrameRows, _ column: Column, _ count: Int, status: [Status]?) throws(Stop) -> Column {
        let numbers = numbers(column, rows.count)
        if case .scaled(let mantissas, let scale) = numbers {
            var overflow = false
            let sums = try watch.rows(count) { parent throws(Stop) -> Int64 in
                let range = rows.range(of: parent)
                if column.isConstant {
                    let product = (mantissas.first ?? 0).multipliedReportingOverflow(by: Int64(range.count))
                    overflow = overflow || product.overflow
                    return product.partialValue
                }
                var sum: Int64 = 0
                try watch.each(range, every: BreakWatch.manyRows) { row in
                    let next = sum.addingReportingOverflow(mantissas[row])
                    sum = next.partialValue
                    overflow = overflow || next.overflow
                }
                return sum
            }
            if !overflow { return Column(.numbers(.scaled(sums, scale: scale)), status: status) }
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

    // MARK: Places in lists

    /// Lists longer than this are searched through a table of their keys. A table costs about 40 ns a row to make, a
    /// comparison of codes less than one.
    private static let linearSearch = 128

    /// For each row of a frame the first row of the list, under the same parent, whose value equals the wanted one.
    private func search(
        _ frame: FrameID, _ keys: NodeID, _ wanted: NodeID, in target: FrameID
    ) throws(Stop) -> (places: [Int32], status: [Status]?) {
        let rows = rows(frame)
        let outer = plan.frames[Int(frame)].parent
        let (members, needles) = (column(keys), column(wanted))
        let codes = (members: try self.codes(members), needles: try self.codes(needles))
        // Of a long list what is open of it is found out once, not for every row that is not in it.
        var openings: [Int: Status] = [:]
        var tables: [Int: [RowKey: Int]] = [:]
        var status: [Status]?
        let count = self.rows(target).count
        let places = try watch.rows(count) { row throws(Stop) -> Int32 in
            let parent = self.row(row, of: target, in: outer)
            let range = rows.range(of: parent)
            let own = needles.status(row)
            var found = -1
            if own.isKnown {
                if range.count > Self.linearSearch {
                    if tables[parent] == nil { tables[parent] = try table(of: members, range) }
                    found = tables[parent]?[rowKey(needles, row)] ?? -1
                } else if let known = codes.members, let wanted = codes.needles?[needles.place(row)] {
                    found = range.first { known[members.place($0)] == wanted && members.status($0).isKnown } ?? -1
                } else {
                    let key = rowKey(needles, row)
                    found = range.first { members.status($0).isKnown && rowKey(members, $0) == key } ?? -1
                }
            }
            var open = own.isKnown ? .known : max(own, rows.certainty(parent)).ofResult
            if own.isKnown, found < 0 {
                if let known = openings[parent] {
                    open = known
                } else {
                    open = try opening(of: range, members, rows.certainty(parent).ofResult)
                    if range.count > Self.linearSearch { openings[parent] = open }
                }
            }
            if !open.isKnown {
                status = status ?? Array(repeating: .known, count: count)
                status?[row] = open
            }
            return Int32(found)
        }
        return (places, status)
    }

    /// Whether a value that is not found may be in a list all the same.
    private func opening(of range: Range<Int>, _ members: Column, _ certainty: Status) throws(Stop) -> Status {
        if members.isAllKnown { return certainty }
        var open = certainty
        try watch.each(range) { open = max(open, members.status($0).ofResult) }
        return open
    }

    /// One word for each stored row, equal where the values are; nil where a column's values do not fit one.
    private func codes(_ column: Column) throws(Stop) -> [Int64]? {
        switch column.values {
        case .texts(let texts): try watch.rows(texts.count) { Int64(pool.key(texts[$0])) }
        case .years(let years): try watch.rows(years.count) { Int64(years[$0]) }
        case .flags(let flags): try watch.rows(flags.count) { flags[$0] ? 1 : 0 }
        case .indices(let indices): try watch.rows(indices.count) { Int64(indices[$0]) }
        case .numbers, .blanks: nil
        }
    }

    private func table(of column: Column, _ range: Range<Int>) throws(Stop) -> [RowKey: Int] {
        var table: [RowKey: Int] = [:]
        table.reserveCapacity(range.count)
        try watch.each(range) { row in
            guard column.status(row).isKnown else { return }
            let key = rowKey(column, row)
            if table[key] == nil { table[key] = row }
        }
        return table
    }

    func within(_ needle: NodeID, _ frame: FrameID, _ member: NodeID, in target: FrameID) throws(Stop) -> Column {
        let (places, status) = try search(frame, member, needle, in: target)
        return Column(.flags(places.map { $0 >= 0 }), status: status)
    }

    func lookup(_ frame: FrameID, _ keys: NodeID, _ wanted: NodeID, in target: FrameID) throws(Stop) -> Column {
        let (places, status) = try search(frame, keys, wanted, in: target)
        // A row that is not there is a blank of its own: it has no other reason.
        return Column(.indices(places), status: status ?? (places.contains(-1) ? places.map { $0 < 0 ? .blank : .known } : nil))
            .withBlankRows()
    }

    func element(_ frame: FrameID, _ place: NodeID, in target: FrameID) throws(Stop) -> Column {
        let rows = rows(frame)
        let outer = plan.frames[Int(frame)].parent
        let wanted = column(place)
        let numbers = numbers(wanted, self.rows(target).count)
        let count = self.rows(target).count
        var status = Array(repeating: Status.known, count: count)
        let places = try watch.rows(count) { row -> Int32 in
            let parent = self.row(row, of: target, in: outer)
            let range = rows.range(of: parent)
            let certainty = max(wanted.status(row), rows.certainty(parent))
            guard certainty.isKnown else {
                status[row] = certainty.ofResult
                return -1
            }
            let number = numbers[wanted.place(row)]
            guard number.isWhole, !number.isZero else {
                status[row] = .failed(.badIndex)
                return -1
            }
            let place = number.asInt ?? Int.max
            let index = place > 0 ? place - 1 : range.count + max(place, -range.count - 1)
            guard index >= 0, index < range.count else {
                status[row] = .blank
                return -1
            }
            return Int32(range.lowerBound + index)
        }
        return Column(.indices(places), status: status.contains { !$0.isKnown } ? status : nil)
    }

    /// The place in its list, from 1, of the row that an index names.
    func place(_ index: NodeID, _ frame: FrameID, in target: FrameID) throws(Stop) -> Column {
        let column = column(index)
        guard case .indices(let indices) = column.values else { return Column(.blanks) }
        let rows = rows(frame)
        let outer = plan.frames[Int(frame)].parent
        let places = try watch.rows(indices.count) { row -> Int64 in
            let found = indices[row]
            return found < 0 ? 0 : Int64(found) - Int64(rows.range(of: self.row(row, of: target, in: outer)).lowerBound) + 1
        }
        guard rows.uncertain != nil else { return Column(.numbers(.scaled(places, scale: 0)), status: column.status) }
        // In a list of which some rows are open no place is known.
        let status = try watch.rows(indices.count) { row in
            max(column.status(row), rows.certainty(self.row(row, of: target, in: outer)).ofResult)
        }
        return Column(.numbers(.scaled(places, scale: 0)), status: status)
    }

    func sameCount(_ a: FrameID, _ b: FrameID, _ count: Int) throws(Stop) -> Column {
        let (first, second) = (rows(a), rows(b))
        let flags = try watch.rows(count) { first.range(of: $0).count == second.range(of: $0).count }
        guard first.uncertain != nil || second.uncertain != nil else { return Column(.flags(flags)) }
        return Column(.flags(flags), status: try watch.rows(count) { max(first.certainty($0), second.certainty($0)).ofResult })
    }
}

extension Column {
    /// An index of no row is blank, whatever else is known of it.
    fileprivate func withBlankRows() -> Column {
        guard case .indices(let places) = values, let status else { return self }
        var result = self
        result.status = places.indices.map { places[$0] < 0 ? max(status[$0], .blank) : status[$0] }
        return result
    }
}
