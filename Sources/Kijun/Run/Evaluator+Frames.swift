extension Evaluator {
    /// The rows of a frame, from the frames and columns that it is made of.
    func makeRows(_ id: FrameID) throws(Stop) -> FrameRows {
        let frame = plan.frames[Int(id)]
        let parents = id == Plan.root ? 1 : rows(frame.parent).count
        switch frame.kind {
        case .root: return FrameRows(starts: [0, 1])
        case .sheets: return FrameRows(starts: [0, Int32(sheets.count)])
        case .input(let table): return FrameRows(starts: sheets.tables[table].starts)
        case .allSheets: return FrameRows(starts: [0, Int32(sheets.count)], source: Array(0..<Int32(sheets.count)))
        case .filter(let source, let flag):
            let column = column(flag)
            guard case .flags(let flags) = column.values else { return try build(parents) { _, _ in } }
            let rows = rows(source)
            return try build(parents) { parent, append throws(Stop) in
                try watch.each(rows.range(of: parent)) { row in
                    if flags[column.place(row)] && column.status(row).isKnown { append(row) }
                }
            }
        case .kept(let source, let flag, _):
            let condition = column(flag)
            let flags = flags(condition, parents)
            let rows = rows(source)
            return try build(parents) { parent, append throws(Stop) in
                guard condition.status(parent).isKnown, flags[condition.place(parent)] else { return }
                try watch.each(rows.range(of: parent)) { append($0) }
            }
        case .sort(let source, let key, let descending): return try sorted(source, key, descending, parents)
        case .top(let source, let limit):
            let rows = rows(source)
            let limits = column(limit)
            return try build(parents) { parent, append throws(Stop) in
                // Where a row before them is open, it is open which rows are the first.
                guard rows.certainty(parent).isKnown, limits.status(parent).isKnown, case .numbers(let numbers) = limits.values,
                    let count = numbers[limits.place(parent)].asInt
                else { return }
                for row in rows.range(of: parent).prefix(max(0, count)) { append(row) }
            }
        case .reverse(let source):
            let rows = rows(source)
            return try build(parents) { parent, append throws(Stop) in for row in rows.range(of: parent).reversed() { append(row) } }
        case .distinct(let source, let keys):
            let rows = rows(source)
            let columns = keys.map { column($0) }
            return try build(parents) { parent, append throws(Stop) in
                var seen: Set<[RowKey]> = []
                try watch.each(rows.range(of: parent)) { row in
                    if seen.insert(columns.map { rowKey($0, row) }).inserted { append(row) }
                }
            }
        case .members(let source, let keys): return try members(source, keys, groups: frame.parent)
        case .cross(let source):
            let outer = plan.frames[Int(source)].parent
            let rows = rows(source)
            return try build(parents) { parent, append throws(Stop) in
                try watch.each(rows.range(of: self.row(parent, of: frame.parent, in: outer))) { append($0) }
            }
        case .under(let source, let map):
            let rows = rows(source)
            return try build(parents) { parent, append throws(Stop) in
                let above = mappedRow(parent, map)
                if above >= 0 { try watch.each(rows.range(of: above)) { append($0) } }
            }
        case .concat(let parts):
            let rows = parts.map { $0.map { self.rows($0) } }
            return try parted(parents) { parent, append throws(Stop) in
                for (index, part) in rows.enumerated() {
                    if let part {
                        try watch.each(part.range(of: parent)) { append(index, $0) }
                    } else {
                        append(index, parent)
                    }
                }
            }
        case .nestedConcat(let parts):
            let outer = rows(frame.parent)
            let rows = parts.map { self.rows($0) }
            guard let part = outer.part, let source = outer.source else { return try build(parents) { _, _ in } }
            return try parted(parents) { parent, append throws(Stop) in
                let index = Int(part[parent])
                try watch.each(rows[index].range(of: Int(source[parent]))) { append(index, $0) }
            }
        case .flatten(let outer, let inner):
            let outerRows = rows(outer)
            let innerRows = rows(inner)
            return try build(parents) { parent, append throws(Stop) in
                try watch.each(outerRows.range(of: parent)) { row throws(Stop) in try watch.each(innerRows.range(of: row)) { append($0) } }
            }
        case .zip(let first, let second):
            let left = rows(first)
            let right = rows(second)
            var starts: [Int32] = [0]
            var source: [Int32] = []
            var other: [Int32] = []
            try watch.each(0..<parents) { parent throws(Stop) in
                // In a list of which some rows are open no place is known.
                if left.certainty(parent).isKnown, right.certainty(parent).isKnown {
                    let (a, b) = (left.range(of: parent), right.range(of: parent))
                    try watch.each(0..<min(a.count, b.count)) { place in
                        source.append(Int32(a.lowerBound + place))
                        other.append(Int32(b.lowerBound + place))
                    }
                }
                starts.append(Int32(source.count))
            }
            return FrameRows(starts: starts, source: source, second: other)
        case .split(let text, let separator): return try split(text, separator, parents)
        }
    }

    private func build(_ parents: Int, _ fill: (Int, (Int) -> Void) throws(Stop) -> Void) throws(Stop) -> FrameRows {
        var starts: [Int32] = [0]
        starts.reserveCapacity(parents + 1)
        var source: [Int32] = []
        try watch.each(0..<parents) { parent throws(Stop) in
            // A product of tables can grow beyond any memory: past the limit nothing more is made, and the run stops.
            guard source.count <= limits.maximumRows else { throw .tooManyRows }
            try fill(parent) { source.append(Int32($0)) }
            starts.append(Int32(source.count))
        }
        return FrameRows(starts: starts, source: source)
    }

    private func parted(_ parents: Int, _ fill: (Int, (Int, Int) -> Void) throws(Stop) -> Void) throws(Stop) -> FrameRows {
        var starts: [Int32] = [0]
        var source: [Int32] = []
        var part: [Int32] = []
        try watch.each(0..<parents) { parent throws(Stop) in
            guard source.count <= limits.maximumRows else { throw .tooManyRows }
            try fill(parent) {
                part.append(Int32($0))
                source.append(Int32($1))
            }
            starts.append(Int32(source.count))
        }
        return FrameRows(starts: starts, source: source, part: part)
    }

    /// The row that a map names for a row of its target; -1 for none.
    func mappedRow(_ row: Int, _ map: RowMap) -> Int {
        switch map {
        case .source(let frame): return Int(rows(frame).source?[row] ?? -1)
        case .secondSource(let frame): return Int(rows(frame).second?[row] ?? -1)
        case .index(let node, _):
            let column = column(node)
            guard case .indices(let indices) = column.values else { return -1 }
            return Int(indices[column.place(row)])
        }
    }

    private func sorted(_ source: FrameID, _ key: NodeID, _ descending: Bool, _ parents: Int) throws(Stop) -> FrameRows {
        let rows = rows(source)
        let column = column(key)
        return try build(parents) { parent, append throws(Stop) in
            let range = rows.range(of: parent)
            // Stable, blanks last in both directions.
            let known = range.filter { column.status($0).isKnown }
            let ordered = try watch.sorted(known) { a, b in
                let order = compareRows(column, a, b)
                return order == 0 ? a < b : descending ? order > 0 : order < 0
            }
            for row in ordered { append(row) }
            for row in range where !column.status(row).isKnown { append(row) }
        }
    }

    /// Less than 0, 0 or more: the order of two known rows of a column.
    func compareRows(_ column: Column, _ a: Int, _ b: Int) -> Int {
        func order<Value: Comparable>(_ a: Value, _ b: Value) -> Int { a < b ? -1 : a == b ? 0 : 1 }
        let (first, second) = (column.place(a), column.place(b))
        switch column.values {
        case .numbers(.scaled(let mantissas, _)): return order(mantissas[first], mantissas[second])
        case .numbers(let numbers): return order(numbers[first], numbers[second])
        case .texts(let texts): return order(ordering(texts[first]), ordering(texts[second]))
        case .years(let years): return order(years[first], years[second])
        case .flags(let flags): return order(flags[first] ? 1 : 0, flags[second] ? 1 : 0)
        case .indices(let indices): return order(indices[first], indices[second])
        case .blanks: return 0
        }
    }

    /// The form by which texts are ordered: NFKC, by code point.
    func ordering(_ text: UInt32) -> String { pool.form(text) }

    /// A row's value as a key of groups: equal values have equal keys, blanks are one group.
    enum RowKey: Hashable {
        case number(Number)
        case code(Int64)
        case status(Status)
    }

    func rowKey(_ column: Column, _ row: Int) -> RowKey {
        let status = column.status(row)
        guard status.isKnown else { return .status(status == .undetermined ? .blank : status) }
        let place = column.place(row)
        switch column.values {
        case .numbers(let numbers): return .number(numbers[place])
        case .texts(let texts): return .code(Int64(pool.key(texts[place])))
        case .years(let years): return .code(Int64(years[place]))
        case .flags(let flags): return .code(flags[place] ? 1 : 0)
        case .indices(let indices): return .code(Int64(indices[place]))
        case .blanks: return .status(.blank)
        }
    }

    private func members(_ source: FrameID, _ keys: [NodeID], groups: FrameID) throws(Stop) -> FrameRows {
        let columns = keys.map { column($0) }
        let groupRows = rows(groups)
        let sourceRows = rows(source)
        let above = rows(plan.frames[Int(groups)].parent).count
        var members: [[Int32]] = Array(repeating: [], count: groupRows.count)
        try watch.each(0..<above) { parent throws(Stop) in
            var places: [[RowKey]: Int] = [:]
            try watch.each(groupRows.range(of: parent)) { group in
                let row = Int(groupRows.source?[group] ?? 0)
                places[columns.map { rowKey($0, row) }] = group
            }
            try watch.each(sourceRows.range(of: parent)) { row in
                if let group = places[columns.map { rowKey($0, row) }] { members[group].append(Int32(row)) }
            }
        }
        var starts: [Int32] = [0]
        for rows in members { starts.append((starts.last ?? 0) + Int32(rows.count)) }
        return FrameRows(starts: starts, source: members.flatMap { $0 })
    }

    private func split(_ text: NodeID, _ separator: NodeID, _ parents: Int) throws(Stop) -> FrameRows {
        let texts = column(text)
        let separators = column(separator)
        var starts: [Int32] = [0]
        var parts: [UInt32] = []
        try watch.each(0..<parents, every: 1) { parent in
            if let text = self.text(texts, parent), let separator = self.text(separators, parent) {
                for part in TextMatching.split(text, separator) { parts.append(pool.number(of: part)) }
            }
            starts.append(Int32(parts.count))
        }
        return FrameRows(starts: starts, texts: parts)
    }

    /// The text of a known row.
    func text(_ column: Column, _ row: Int) -> String? {
        guard column.status(row).isKnown, case .texts(let texts) = column.values else { return nil }
        return pool[texts[column.place(row)]]
    }
}
