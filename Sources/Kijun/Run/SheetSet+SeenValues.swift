extension SheetSet {
    /// The different values that a field or column has on the sheets, and in how many cells: the most frequent first, then in
    /// the order in which they come; years by time. Blanks are left out, but not the blank mark.
    ///
    /// - Parameters:
    ///   - path: `direction`, `indicators.direction`; of a list its elements.
    ///   - limit: how many are told at most.
    /// - Returns: nothing for what is no field with single values, and for a column of numbers that has many cells.
    public func seenValues(of path: String, limit: Int) -> [(value: Value, count: Int)] {
        for (table, layout) in zip(tables, layout.tables) {
            guard let slot = layout.slots.firstIndex(where: { $0.path == path }), slot < table.columns.count else { continue }
            let column = table.columns[slot]
            let seen: [(value: Value, count: Int)] =
                switch column.values {
                case .texts(let numbers): seenTexts(numbers, column, limit: limit)
                case .years(let years): Self.counted(years, column).sorted { $0.0 < $1.0 }.map { (.year(Int($0.0)), $0.1) }
                case .flags(let flags): Self.counted(flags, column).map { (.yesno($0.0), $0.1) }
                case .numbers(let numbers) where numbers.count <= 20_000:
                    Self.counted((0..<numbers.count).map { numbers[$0] }, column).map { (.number($0.0), $0.1) }
                case .numbers, .indices, .blanks: []
                }
            return Array(seen.prefix(limit))
        }
        return []
    }

    private func seenTexts(_ numbers: [UInt32], _ column: Column, limit: Int) -> [(value: Value, count: Int)] {
        var counts = [Int](repeating: 0, count: texts.count)
        var order: [UInt32] = []
        var most = 0
        for (row, number) in numbers.enumerated() where column.status(row).isKnown {
            if counts[Int(number)] == 0 { order.append(number) }
            counts[Int(number)] += 1
            most = max(most, counts[Int(number)])
        }
        // Codes and names differ on every sheet: they are in order as they come.
        if most > 1 {
            order = order.enumerated().sorted { (-counts[Int($0.element)], $0.offset) < (-counts[Int($1.element)], $1.offset) }.map(
                \.element)
        }
        return order.prefix(limit).map { (.text(texts[Int($0)]), counts[Int($0)]) }
    }

    private static func counted<Element: Hashable>(_ values: [Element], _ column: Column) -> [(Element, Int)] {
        var counts: [Element: Int] = [:]
        var order: [Element] = []
        for (row, value) in values.enumerated() where column.status(row).isKnown {
            if counts[value] == nil { order.append(value) }
            counts[value, default: 0] += 1
        }
        return order.enumerated().map { ($0.element, counts[$0.element] ?? 0, $0.offset) }
            .sorted { (-$0.1, $0.2) < (-$1.1, $1.2) }.map { ($0.0, $0.1) }
    }
}
