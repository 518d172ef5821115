extension Evaluator {
    /// An aggregate over the rows for which a flag is true, without making a list of them: what it says is that of the list.
    func aggregateWhere(
        _ kind: Aggregate, _ frame: FrameID, _ element: NodeID?, _ flag: NodeID, _ count: Int
    ) throws(Stop) -> Column {
        let rows = rows(frame)
        let condition = column(flag)
        let kept = expandedFlags(condition, rows.count)
        let conditionStatus = try expanded(condition, rows.count)
        let certainty = try certainty(rows, conditionStatus, count)
        let keeps =
            try conditionStatus.map { status throws(Stop) in
                try RowPair(watch: watch, count: rows.count, isFirstConstant: false, isSecondConstant: false)
                    .mapped(kept, status) { $0 & $1.isKnown.byte != 0 }
            } ?? kept
        guard let element else {
            let counts = try keeps.withWords { keeps throws(Stop) in try rows.totals(watch) { Int64(keeps[$0]) } }
            return Column(.numbers(.scaled(counts, scale: 0)), status: certainty)
        }
        let column = column(element)
        if kind == .sum { return try sum(rows, keeps, element, column, certainty, count) }
        return try quantified(kind, rows, keeps, column, certainty, count)
    }

    /// For each parent whether it is known which rows are kept.
    private func certainty(_ rows: FrameRows, _ condition: [Status]?, _ count: Int) throws(Stop) -> [Status]? {
        guard let condition else { return rows.uncertain?.map(\.ofResult) }
        return try watch.rows(count) { parent throws(Stop) in
            var status = rows.certainty(parent).ofResult
            try watch.each(rows.range(of: parent)) { status = max(status, condition[$0].ofResult) }
            return status
        }.unlessAllKnown
    }

    private func sum(
        _ rows: FrameRows, _ keeps: [Bool], _ element: NodeID, _ column: Column, _ certainty: [Status]?, _ count: Int
    ) throws(Stop) -> Column {
        var status = certainty
        if let own = try expanded(column, rows.count) {
            status = try watch.rows(count) { parent throws(Stop) in
                var status = certainty?[parent] ?? .known
                try watch.each(rows.range(of: parent)) { if keeps[$0] { status = max(status, own[$0].ofResult) } }
                return status
            }
        }
        if case .numbers(.scaled(let mantissas, let scale)) = column.values, !column.isConstant {
            let bound = width(of: element, mantissas) * BitWidth(of: Int64(rows.count))
            if bound.fits64 {
                let sums = try mantissas.withUnsafeBufferPointer { mantissas throws(Stop) in
                    try keeps.withWords { keeps throws(Stop) in
                        try rows.totals(watch) { keeps[$0].choose(mantissas[$0], 0) }
                    }
                }
                return Column(.numbers(.scaled(sums, scale: scale)), status: status, width: bound)
            }
        }
        let numbers = numbers(column, rows.count)
        let sums = try watch.rows(count, every: 1) { parent throws(Stop) -> Number in
            var sum = Number.zero
            for row in rows.range(of: parent) where keeps[row] {
                try watch.ask()
                guard let next = sum.adding(numbers[column.place(row)]) else {
                    status = status ?? Array(repeating: .known, count: count)
                    if status?[parent].isKnown == true { status?[parent] = .failed(.numberTooLarge) }
                    return .zero
                }
                sum = next
            }
            return sum
        }
        return Column(.numbers(NumberColumn(sums)), status: status)
    }

    private func quantified(
        _ kind: Aggregate, _ rows: FrameRows, _ keeps: [Bool], _ column: Column, _ certainty: [Status]?, _ count: Int
    ) throws(Stop) -> Column {
        let flags = expandedFlags(column, rows.count)
        let own = try expanded(column, rows.count)
        // `any` and `none` are decided by a true element, `all` by a false one.
        let decisive = kind != .all
        if own == nil, certainty == nil {
            let flip = (!decisive).byte
            let isDecided = try flags.withWords { flags throws(Stop) in
                try keeps.withWords { keeps throws(Stop) in try rows.unions(watch) { keeps[$0] & (flags[$0] ^ flip) } }
            }
            return Column(.flags(try kind == .any ? isDecided : watch.mapped(isDecided, count) { $0 == 0 }))
        }
        var status = Array(repeating: Status.known, count: count)
        let result = try watch.rows(count) { parent throws(Stop) -> Bool in
            var open = certainty?[parent] ?? .known
            var isDecided = false
            try watch.each(rows.range(of: parent)) { row in
                guard keeps[row] else { return }
                let known = own?[row] ?? .known
                if known.isKnown { isDecided = isDecided || flags[row] == decisive } else { open = max(open, known.ofResult) }
            }
            if isDecided { return kind == .any }
            status[parent] = open
            return kind != .any
        }
        return Column(.flags(result), status: status.unlessAllKnown)
    }
}
