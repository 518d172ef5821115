extension Evaluator {
    /// Lists longer than this are searched through a table of their keys. A table costs about 40 ns a row to make, a
    /// comparison of codes less than one.
    private static let linearSearch = 128

    /// For each row of a frame the first row of the list, under the same parent, whose value equals the wanted one.
    ///
    /// - Parameter isPlaceNeeded: false where only matters whether there is one: any row stands for it then.
    private func search(
        _ frame: FrameID, _ keys: NodeID, _ wanted: NodeID, in target: FrameID, isPlaceNeeded: Bool = true
    ) throws(Stop) -> (places: [Int32], status: [Status]?) {
        let rows = rows(frame)
        let outer = plan.frames[Int(frame)].parent
        let (members, needles) = (column(keys), column(wanted))
        if let places = try plainSearch(rows, members, needles, under: outer, in: target, isPlaceNeeded: isPlaceNeeded) {
            return (places, nil)
        }
        let codes = (members: try self.codes(members), needles: try self.codes(needles))
        // Of a long list what is open of it is found out once, not for every row that is not in it.
        var openings: [Int: Status] = [:]
        var tables: [Int: [RowKey: Int]] = [:]
        var status: [Status]?
        let count = self.rows(target).count
        let above = try parents(of: target, in: outer)
        let places = try watch.rows(count) { row throws(Stop) -> Int32 in
            let parent = above[row]
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

    /// The same for short lists of which everything is known, and of codes; nil for any other.
    private func plainSearch(
        _ rows: FrameRows, _ members: Column, _ needles: Column, under outer: FrameID, in target: FrameID, isPlaceNeeded: Bool
    ) throws(Stop) -> [Int32]? {
        guard rows.uncertain == nil, members.isAllKnown, needles.isAllKnown else { return nil }
        func search<Code: BitwiseCopyable & Equatable>(_ known: [Code], _ wanted: [Code]) throws(Stop) -> [Int32]? {
            let above = try parents(of: target, in: outer)
            let (step, other) = (members.isConstant ? 0 : 1, needles.isConstant ? 0 : 1)
            guard known.count >= (members.isConstant ? min(1, rows.count) : rows.count) else { return nil }
            var isTooLong = false
            let places: [Int32] = try known.withUnsafeBufferPointer { known throws(Stop) in
                try wanted.withUnsafeBufferPointer { wanted throws(Stop) in
                    try rows.starts.withUnsafeBufferPointer { starts throws(Stop) in
                        try watch.rows(self.rows(target).count) { row -> Int32 in
                            let parent = above[row]
                            guard parent >= 0, parent &+ 1 < starts.count else { return -1 }
                            let (first, end) = (Int(starts[parent]), Int(starts[parent &+ 1]))
                            guard end &- first <= Self.linearSearch else {
                                isTooLong = true
                                return -1
                            }
                            let code = wanted[row &* other]
                            if !isPlaceNeeded, step == 1 {
                                // Without a way out of it, and over its own bounds, this is a loop of vectors: 4.8 ns for 22 rows instead of 12.4.
                                var found: UInt32 = 0
                                for value in UnsafeBufferPointer(rebasing: known[first..<end]) { found |= value == code ? 1 : 0 }
                                return found != 0 ? 0 : -1
                            }
                            var place = first
                            while place < end, known[place &* step] != code { place &+= 1 }
                            return place < end ? Int32(truncatingIfNeeded: place) : -1
                        }
                    }
                }
            }
            return isTooLong ? nil : places
        }
        switch (members.values, needles.values) {
        case (.texts(let known), .texts(let wanted)):
            if !pool.hasTwins { return try search(known, wanted) }
            // Most texts are found as they are; only the others are looked for by their keys.
            if !isPlaceNeeded, !members.isConstant, !needles.isConstant, var places = try search(known, wanted) {
                let above = try parents(of: target, in: outer)
                try pool.withKeys { keys throws(Stop) in
                    try watch.each(places.indices) { row in
                        guard places[row] < 0 else { return }
                        let key = keys[Int(wanted[row])]
                        if rows.range(of: above[row]).contains(where: { keys[Int(known[$0])] == key }) { places[row] = 0 }
                    }
                }
                return places
            }
            return try pool.withKeys { keys throws(Stop) in
                try search(watch.mapped(known, known.count) { keys[Int($0)] }, watch.mapped(wanted, wanted.count) { keys[Int($0)] })
            }
        case (.years(let known), .years(let wanted)): return try search(known, wanted)
        default: return nil
        }
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
        let (places, status) = try search(frame, member, needle, in: target, isPlaceNeeded: false)
        return Column(.flags(try watch.mapped(places, places.count) { $0 >= 0 }), status: status)
    }

    func lookup(_ frame: FrameID, _ keys: NodeID, _ wanted: NodeID, in target: FrameID) throws(Stop) -> Column {
        let (places, status) = try search(frame, keys, wanted, in: target)
        // A row that is not there is a blank of its own: it has no other reason.
        return Column(.indices(places), status: status ?? (places.hasNegative ? places.map { $0 < 0 ? .blank : .known } : nil))
            .withBlankRows()
    }

    func element(_ frame: FrameID, _ place: NodeID, in target: FrameID) throws(Stop) -> Column {
        let rows = rows(frame)
        let outer = plan.frames[Int(frame)].parent
        let wanted = column(place)
        let numbers = numbers(wanted, self.rows(target).count)
        let count = self.rows(target).count
        var status = Array(repeating: Status.known, count: count)
        let above = try parents(of: target, in: outer)
        let places = try watch.rows(count) { row -> Int32 in
            let parent = above[row]
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
        let above = try parents(of: target, in: outer)
        let places = try watch.rows(indices.count) { row -> Int64 in
            let found = indices[row]
            return found < 0 ? 0 : Int64(found) - Int64(rows.range(of: above[row]).lowerBound) + 1
        }
        guard rows.uncertain != nil else { return Column(.numbers(.scaled(places, scale: 0)), status: column.status) }
        // In a list of which some rows are open no place is known.
        let status = try watch.rows(indices.count) { row in
            max(column.status(row), rows.certainty(above[row]).ofResult)
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
