/// The rows of a frame: how many stand under each row of the parent, and where they come from.
struct FrameRows {
    /// For each row of the parent the first row, and at the end the number of rows.
    let starts: [Int32]
    /// For each row the row of the source frame.
    var source: [Int32]?
    /// For a `zip`: the row of the second source.
    var second: [Int32]?
    /// For parts one after the other: the part that each row is from; ``source`` is then the row in that part.
    var part: [Int32]?
    /// For a `split`: the texts.
    var texts: [UInt32]?
    /// For each row of the parent whether the rows under it are all that there are: a condition of `where` that is
    /// unknown leaves that open. nil where all are known.
    var uncertain: [Status]?

    func certainty(_ parent: Int) -> Status { uncertain?[parent] ?? .known }

    init(
        starts: [Int32], source: [Int32]? = nil, second: [Int32]? = nil, part: [Int32]? = nil, texts: [UInt32]? = nil
    ) {
        self.starts = starts
        self.source = source
        self.second = second
        self.part = part
        self.texts = texts
    }

    var count: Int { Int(starts.last ?? 0) }

    func range(of parent: Int) -> Range<Int> {
        guard parent >= 0, parent + 1 < starts.count else { return 0..<0 }
        return Int(starts[parent])..<Int(starts[parent + 1])
    }

    /// The row of the parent that a row stands under.
    func parent(of row: Int) -> Int {
        var low = 0
        var high = starts.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= row { low = middle } else { high = middle }
        }
        // Empty parents share their start with the next one: the last of them has the row.
        return low
    }
}

extension Column {
    /// The rows that a list of places names; -1 is no row, and blank.
    func picked(_ places: [Int32], _ watch: BreakWatch) throws(Evaluator.Stop) -> Column {
        if case .blanks = values {
            return try Column(.blanks, status: status == nil ? nil : watch.rows(places.count) { status(places[$0]) })
        }
        func pick<Element>(_ elements: [Element], _ missing: Element) throws(Evaluator.Stop) -> [Element] {
            try watch.rows(places.count) { places[$0] < 0 ? missing : elements[place(Int(places[$0]))] }
        }
        let values: Values
        switch self.values {
        case .numbers(.scaled(let mantissas, let scale)): values = .numbers(.scaled(try pick(mantissas, 0), scale: scale))
        case .numbers(.exact(let numbers)): values = .numbers(.exact(try pick(numbers, .zero)))
        case .texts(let texts): values = .texts(try pick(texts, TextPool.empty))
        case .years(let years): values = .years(try pick(years, 0))
        case .flags(let flags): values = .flags(try pick(flags, false))
        case .indices(let indices): values = .indices(try pick(indices, -1))
        case .blanks: values = .blanks
        }
        guard status != nil || places.contains(where: { $0 < 0 }) else { return Column(values) }
        return Column(values, status: try watch.rows(places.count) { status(places[$0]) })
    }

    private func status(_ place: Int32) -> Status { place < 0 ? .blank : status(Int(place)) }

    /// Rows from several columns: for each row the number of the column and the place in it.
    static func merged(
        _ columns: [Column], part: [Int32], source: [Int32], _ watch: BreakWatch
    ) throws(Evaluator.Stop) -> Column {
        func merge<Element>(_ missing: Element, _ value: (Column, Int) -> Element?) throws(Evaluator.Stop) -> [Element] {
            try watch.rows(part.count) { row in
                let column = columns[Int(part[row])]
                return value(column, column.place(Int(source[row]))) ?? missing
            }
        }
        var values = Values.blanks
        findKind: for column in columns {
            switch column.values {
            case .blanks: continue
            case .numbers:
                values = .numbers(
                    NumberColumn(
                        try merge(Number.zero) { column, place in
                            guard case .numbers(let numbers) = column.values else { return nil }
                            return numbers[place]
                        }))
            case .texts:
                values = .texts(
                    try merge(TextPool.empty) { column, place in
                        guard case .texts(let texts) = column.values else { return nil }
                        return texts[place]
                    })
            case .years:
                values = .years(
                    try merge(0) { column, place in
                        guard case .years(let years) = column.values else { return nil }
                        return years[place]
                    })
            case .flags:
                values = .flags(
                    try merge(false) { column, place in
                        guard case .flags(let flags) = column.values else { return nil }
                        return flags[place]
                    })
            case .indices:
                values = .indices(
                    try merge(-1) { column, place in
                        guard case .indices(let indices) = column.values else { return nil }
                        return indices[place]
                    })
            }
            break findKind
        }
        let isAllKnown = columns.allSatisfy {
            if case .blanks = $0.values { return false }
            return $0.status == nil
        }
        if isAllKnown { return Column(values) }
        return Column(values, status: try watch.rows(part.count) { columns[Int(part[$0])].status(Int(source[$0])) })
    }
}
