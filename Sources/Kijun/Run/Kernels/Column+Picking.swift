extension Column {
    /// The rows that a list of places names; -1 is no row, and blank.
    func picked(_ places: [Int32], _ watch: BreakWatch) throws(Evaluator.Stop) -> Column {
        if case .blanks = values {
            return try Column(.blanks, status: status == nil ? nil : watch.mapped(places, places.count) { status($0) })
        }
        let (isConstant, count) = (isConstant, places.count)
        @inline(__always)
        func pick<Element: BitwiseCopyable>(_ elements: [Element], _ missing: Element) throws(Evaluator.Stop) -> [Element] {
            if isConstant, let element = elements.first { return try watch.mapped(places, count) { $0 < 0 ? missing : element } }
            return try elements.withUnsafeBufferPointer { elements throws(Evaluator.Stop) in
                try watch.mapped(places, count) { $0 < 0 ? missing : elements[Int($0)] }
            }
        }
        let values: Values
        switch self.values {
        case .numbers(.scaled(let mantissas, let scale)): values = .numbers(.scaled(try pick(mantissas, 0), scale: scale))
        case .numbers(.quotient(let quotients)):
            values = .numbers(
                .quotient(
                    Quotients(
                        numerators: try pick(quotients.numerators, 0), denominators: try pick(quotients.denominators, 1),
                        scale: quotients.scale, numeratorWidth: quotients.numeratorWidth,
                        denominatorWidth: quotients.denominatorWidth)))
        case .numbers(.exact(let numbers)):
            values = .numbers(.exact(try watch.rows(count) { places[$0] < 0 ? .zero : numbers[place(Int(places[$0]))] }))
        case .texts(let texts): values = .texts(try pick(texts, TextPool.empty))
        case .years(let years): values = .years(try pick(years, 0))
        case .flags(let flags): values = .flags(try pick(flags, false))
        case .indices(let indices): values = .indices(try pick(indices, -1))
        case .blanks: values = .blanks
        }
        guard status != nil || places.hasNegative else { return Column(values, width: width) }
        return Column(values, status: try watch.mapped(places, count) { status($0) }.unlessAllKnown, width: width)
    }

    private func status(_ place: Int32) -> Status { place < 0 ? .blank : status(Int(place)) }

    /// Rows from several columns: for each row the number of the column and the place in it.
    ///
    /// - Parameter source: the places; nil for the same row.
    static func merged(
        _ columns: [Column], part: [Int32], source: [Int32]?, _ watch: BreakWatch
    ) throws(Evaluator.Stop) -> Column {
        func place(_ row: Int) -> Int { source.map { Int($0[row]) } ?? row }
        func merge<Element>(_ missing: Element, _ value: (Column, Int) -> Element?) throws(Evaluator.Stop) -> [Element] {
            try watch.rows(part.count) { row in
                let column = columns[Int(part[row])]
                return value(column, column.place(place(row))) ?? missing
            }
        }
        var values = Values.blanks
        findKind: for column in columns {
            switch column.values {
            case .blanks: continue
            case .numbers:
                if let (mantissas, scale) = NumberColumn.aligned(columns) {
                    values = .numbers(
                        .scaled(
                            try watch.rows(part.count) { row in
                                let index = Int(part[row])
                                return mantissas[index].isEmpty ? 0 : mantissas[index][columns[index].place(place(row))]
                            }, scale: scale))
                } else {
                    values = .numbers(
                        NumberColumn(
                            try merge(Number.zero) { column, place in
                                guard case .numbers(let numbers) = column.values else { return nil }
                                return numbers[place]
                            }))
                }
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
        if columns.allSatisfy(\.isAllKnown) { return Column(values) }
        return Column(values, status: try watch.rows(part.count) { columns[Int(part[$0])].status(place($0)) })
    }

    /// Of each row the value of the first column where its flag is true, else that of the second.
    static func chosen(_ flags: [Bool], _ a: Column, _ b: Column, _ watch: BreakWatch) throws(Evaluator.Stop) -> Column {
        let count = flags.count
        @inline(__always)
        func choose<Element: BitwiseCopyable>(_ first: [Element], _ second: [Element]) throws(Evaluator.Stop) -> [Element] {
            guard first.count >= (a.isConstant ? min(1, count) : count), second.count >= (b.isConstant ? min(1, count) : count)
            else { return [] }
            let (step, other) = (a.isConstant ? 0 : 1, b.isConstant ? 0 : 1)
            return try first.withUnsafeBufferPointer { first throws(Evaluator.Stop) in
                try second.withUnsafeBufferPointer { second throws(Evaluator.Stop) in
                    try flags.withWords { flags throws(Evaluator.Stop) in
                        try watch.filled(count) { target, piece in
                            if step == 1, other == 1 {
                                for row in piece {
                                    let (x, y) = (first[row], second[row])
                                    target[row] = flags[row] != 0 ? x : y
                                }
                                return
                            }
                            for row in piece {
                                let (x, y) = (first[row &* step], second[row &* other])
                                target[row] = flags[row] != 0 ? x : y
                            }
                        }
                    }
                }
            }
        }
        @inline(__always)
        func chooseMantissas(_ first: [Int64], _ second: [Int64]) throws(Evaluator.Stop) -> [Int64] {
            guard !a.isConstant, !b.isConstant else { return try choose(first, second) }
            return try first.withUnsafeBufferPointer { first throws(Evaluator.Stop) in
                try second.withUnsafeBufferPointer { second throws(Evaluator.Stop) in
                    try flags.withWords { flags throws(Evaluator.Stop) in
                        try watch.filled(count) { target, piece in
                            for row in piece { target[row] = flags[row].choose(first[row], second[row]) }
                        }
                    }
                }
            }
        }
        let values: Values
        switch (a.values, b.values) {
        case (.numbers(.scaled(let first, let scale)), .numbers(.scaled(let second, let other))) where scale == other:
            values = .numbers(.scaled(try chooseMantissas(first, second), scale: scale))
        case (.numbers(.quotient(let first)), .numbers(.quotient(let second))) where first.scale == second.scale:
            values = .numbers(
                .quotient(
                    Quotients(
                        numerators: try chooseMantissas(first.numerators, second.numerators),
                        denominators: try chooseMantissas(first.denominators, second.denominators), scale: first.scale,
                        numeratorWidth: first.numeratorWidth.union(second.numeratorWidth),
                        denominatorWidth: first.denominatorWidth.union(second.denominatorWidth))))
        case (.texts(let first), .texts(let second)): values = .texts(try choose(first, second))
        case (.years(let first), .years(let second)): values = .years(try choose(first, second))
        case (.flags(let first), .flags(let second)): values = .flags(try choose(first, second))
        default:
            return try merged([a, b], part: watch.mapped(flags, count) { Int32($0 ^ 1) }, source: nil, watch)
        }
        if a.status == nil, b.status == nil { return Column(values) }
        if a.isConstant || b.isConstant {
            return Column(values, status: try watch.rows(count) { flags[$0] ? a.status($0) : b.status($0) }.unlessAllKnown)
        }
        var status = a.status ?? Array(repeating: .known, count: count)
        try watch.update(&status, b.status ?? Array(repeating: .known, count: count), flags) {
            Status(code: $2.choose($0.code, $1.code))
        }
        return Column(values, status: status.unlessAllKnown)
    }
}

extension NumberColumn {
    /// The mantissas of all columns at one scale, none for a column of blanks; nil where one is not scaled or does not fit.
    static func aligned(_ columns: [Column]) -> (mantissas: [[Int64]], scale: Int)? {
        var common = 0
        for column in columns {
            switch column.values {
            case .numbers(.scaled(_, let scale)): common = max(common, scale)
            case .numbers: return nil
            default: continue
            }
        }
        var result: [[Int64]] = []
        for column in columns {
            guard case .numbers(.scaled(let mantissas, let scale)) = column.values else {
                result.append([])
                continue
            }
            guard let rescaled = rescaled(mantissas, by: common - scale) else { return nil }
            result.append(rescaled)
        }
        return (result, common)
    }
}

extension BitWidth {
    /// Of either.
    func union(_ other: BitWidth) -> BitWidth { BitWidth(bits: max(bits, other.bits)) }
}

extension [Int32] {
    var hasNegative: Bool {
        withUnsafeBufferPointer { elements in
            var union: Int32 = 0
            for element in elements { union |= element }
            return union < 0
        }
    }
}
