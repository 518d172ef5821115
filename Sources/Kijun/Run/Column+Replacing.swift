extension Column {
    /// Puts a value in place of that of a row.
    ///
    /// - Parameters:
    ///   - value: of the column's kind, or `.blank`.
    ///   - text: the number of the text, where it is one.
    mutating func put(_ value: Value, text: UInt32, at row: Int) {
        if value == .blank {
            if status == nil { status = Array(repeating: .known, count: count) }
            status?[row] = .blank
        } else {
            status?[row] = .known
        }
        width = nil
        switch (values, value) {
        case (.numbers(var numbers), .number(let number)):
            // Without the first, the array is in two places and is copied.
            values = .blanks
            numbers.put(number, at: row)
            values = .numbers(numbers)
        case (.texts(var texts), .text):
            values = .blanks
            texts[row] = text
            values = .texts(texts)
        case (.years(var years), .year(let year)):
            values = .blanks
            years[row] = Int32(clamping: year)
            values = .years(years)
        case (.flags(var flags), .yesno(let flag)):
            values = .blanks
            flags[row] = flag
            values = .flags(flags)
        default: break
        }
    }

    /// Puts rows of another column of the same kind in place of some.
    ///
    /// - Parameter numbers: for the texts of the other column their numbers here.
    mutating func replaceRows(_ rows: Range<Int>, with other: Column, texts numbers: [UInt32]) {
        if status != nil || other.status != nil {
            var all = status ?? Array(repeating: .known, count: count)
            all.replaceSubrange(rows, with: other.status ?? Array(repeating: .known, count: other.count))
            status = all
        }
        width = nil
        switch (values, other.values) {
        case (.numbers(var own), .numbers(let new)):
            own.replaceRows(rows, with: new)
            values = .numbers(own)
        case (.texts(var own), .texts(let new)):
            own.replaceSubrange(rows, with: new.map { numbers[Int($0)] })
            values = .texts(own)
        case (.years(var own), .years(let new)):
            own.replaceSubrange(rows, with: new)
            values = .years(own)
        case (.flags(var own), .flags(let new)):
            own.replaceSubrange(rows, with: new)
            values = .flags(own)
        default: break
        }
    }

    /// The stored rows.
    private var count: Int {
        switch values {
        case .numbers(let numbers): numbers.count
        case .texts(let texts): texts.count
        case .years(let years): years.count
        case .flags(let flags): flags.count
        case .indices(let indices): indices.count
        case .blanks: status?.count ?? 0
        }
    }
}

extension NumberColumn {
    mutating func put(_ number: Number, at index: Int) { replaceRows(index..<(index + 1), with: NumberColumn([number])) }

    mutating func replaceRows(_ rows: Range<Int>, with other: NumberColumn) {
        if case .scaled(let own, let scale) = self, case .scaled(let new, let otherScale) = other {
            let common = max(scale, otherScale)
            if var mantissas = Self.rescaled(own, by: common - scale), let added = Self.rescaled(new, by: common - otherScale) {
                self = .exact([])
                mantissas.replaceSubrange(rows, with: added)
                self = .scaled(mantissas, scale: common)
                return
            }
        }
        var numbers = (0..<count).map { self[$0] }
        numbers.replaceSubrange(rows, with: (0..<other.count).map { other[$0] })
        self = .exact(numbers)
    }
}
