import KijunSyntax

extension Evaluator {
    func flags(_ column: Column, _ count: Int) -> [Bool] {
        if case .flags(let flags) = column.values { return flags }
        return Array(repeating: false, count: column.isConstant ? 1 : count)
    }

    func compare(_ comparison: Comparison.Operator, _ a: NodeID, _ b: NodeID, _ count: Int) throws(Stop) -> Column {
        let (first, second) = (column(a), column(b))
        let isConstant = first.isConstant && second.isConstant
        let rows = isConstant ? min(1, count) : count
        let pair = RowPair(watch: watch, count: rows, isFirstConstant: first.isConstant, isSecondConstant: second.isConstant)
        let status = try merged([first, second], rows)
        let flags: [Bool]
        switch (first.values, second.values) {
        case (.numbers(let left), .numbers(let right)):
            flags = try pair.flags(left, right, comparison)
        case (.texts(let left), .texts(let right)):
            flags = try texts(comparison, left, right, pair)
        case (.years(let left), .years(let right)):
            flags = try pair.test(left, right) { comparison.holds($0, $1) }
        case (.flags(let left), .flags(let right)):
            flags = try comparison == .notEqual ? pair.test(left, right, !=) : pair.test(left, right, ==)
        default:
            flags = Array(repeating: false, count: rows)
        }
        return Column(.flags(flags), status: status, isConstant: isConstant)
    }

    private func texts(_ comparison: Comparison.Operator, _ a: [UInt32], _ b: [UInt32], _ pair: RowPair) throws(Stop) -> [Bool] {
        let pool = pool
        switch comparison {
        case .equal, .within: return try pair.test(a, b) { $0 == $1 || pool.key($0) == pool.key($1) }
        case .notEqual: return try pair.test(a, b) { $0 != $1 && pool.key($0) != pool.key($1) }
        default: return try pair.test(a, b) { comparison.holds(self.ordering($0), self.ordering($1)) }
        }
    }

    func rank(_ a: NodeID, _ scale: [String], _ count: Int) throws(Stop) -> Column {
        let operand = column(a)
        guard case .texts(let texts) = operand.values else { return operand }
        var places: [UInt32: Int64] = [:]
        for (place, symbol) in scale.enumerated() { places[pool.key(pool.number(of: symbol))] = Int64(place) }
        var isOutside = false
        let ranks = try watch.rows(texts.count) { row -> Int64 in
            let text = texts[row]
            if let place = places[pool.key(text)] { return place }
            isOutside = true
            return -1
        }
        var status = operand.status
        if isOutside {
            status = ranks.indices.map { max(operand.status?[$0] ?? .known, ranks[$0] < 0 ? .undetermined : .known) }
        }
        return Column(.numbers(.scaled(ranks, scale: 0)), status: status, isConstant: operand.isConstant)
    }

    func symbol(_ a: NodeID, _ scale: [String], _ count: Int) throws(Stop) -> Column {
        let operand = column(a)
        let symbols = scale.map { pool.number(of: $0) }
        let ranks = numbers(operand, count)
        let texts = try watch.rows(ranks.count) { row -> UInt32 in
            let rank = ranks[row].asInt ?? 0
            return symbols.indices.contains(rank) ? symbols[rank] : TextPool.empty
        }
        return Column(.texts(texts), status: operand.status, isConstant: operand.isConstant)
    }

    /// Holds for what is unknown and for the empty text and mark; a failure stays one.
    func isBlank(_ a: NodeID, _ count: Int) throws(Stop) -> Column {
        let operand = column(a)
        let rows = operand.isConstant ? min(1, count) : count
        var failures: [Status]?
        let flags = try watch.rows(rows) { row -> Bool in
            let status = operand.status(row)
            if status.failure != nil {
                failures = failures ?? Array(repeating: .known, count: rows)
                failures?[row] = status
            }
            if !status.isKnown { return true }
            if case .texts(let texts) = operand.values { return texts[operand.place(row)] == TextPool.empty }
            if case .indices(let indices) = operand.values { return indices[operand.place(row)] < 0 }
            return false
        }
        return Column(.flags(flags), status: failures, isConstant: operand.isConstant)
    }

    func coalesce(_ operands: [NodeID], _ count: Int) throws(Stop) -> Column {
        let columns = operands.map { column($0) }
        if columns[0].isAllKnown, case .numbers = columns[0].values { return columns[0] }
        let part = try watch.rows(count) { row -> Int32 in
            for (index, column) in columns.enumerated() {
                let status = column.status(row)
                if status.failure != nil { return Int32(index) }
                if status.isKnown, !isEmptyText(column, row) { return Int32(index) }
            }
            return Int32(columns.count - 1)
        }
        return try Column.merged(columns, part: part, source: Array(0..<Int32(count)), watch)
    }

    private func isEmptyText(_ column: Column, _ row: Int) -> Bool {
        guard case .texts(let texts) = column.values else { return false }
        return texts[column.place(row)] == TextPool.empty
    }

    func not(_ a: NodeID, _ count: Int) throws(Stop) -> Column {
        let operand = column(a)
        let rows = operand.isConstant ? min(1, count) : count
        let flags = flags(operand, count).prefix(rows).map { !$0 }
        return Column(.flags(flags), status: try merged([operand], rows), isConstant: operand.isConstant)
    }

    /// `&&` and `||` after Kleene: one operand of the deciding value decides whatever the others are.
    func connect(_ operands: [NodeID], decidedBy decisive: Bool, _ count: Int) throws(Stop) -> Column {
        let columns = operands.map { column($0) }
        let isConstant = columns.allSatisfy(\.isConstant)
        let rows = isConstant ? min(1, count) : count
        let flags = columns.map { self.flags($0, count) }
        if columns.allSatisfy(\.isAllKnown) {
            var result = Array(repeating: !decisive, count: rows)
            for (column, flags) in zip(columns, flags) {
                try watch.each(0..<rows, every: BreakWatch.manyRows) { row in
                    if flags[column.place(row)] == decisive { result[row] = decisive }
                }
            }
            return Column(.flags(result), isConstant: isConstant)
        }
        var result = Array(repeating: !decisive, count: rows)
        var status = Array(repeating: Status.known, count: rows)
        try watch.each(0..<rows) { row in
            for (column, flags) in zip(columns, flags) {
                let own = column.status(row)
                if own.isKnown, flags[column.place(row)] == decisive {
                    result[row] = decisive
                    status[row] = .known
                    break
                }
                status[row] = max(status[row], own.ofResult)
            }
        }
        return Column(.flags(result), status: status, isConstant: isConstant)
    }

    func choose(_ flag: NodeID, _ a: NodeID, _ b: NodeID, _ count: Int) throws(Stop) -> Column {
        let condition = column(flag)
        let flags = flags(condition, count)
        let columns = [column(a), column(b)]
        let part = try watch.rows(count) { row -> Int32 in flags[condition.place(row)] ? 0 : 1 }
        var result = try Column.merged(columns, part: part, source: Array(0..<Int32(count)), watch)
        if condition.isAllKnown { return result }
        result.status = try watch.rows(count) { row in
            let status = condition.status(row)
            return status.isKnown ? result.status(row) : status.ofResult
        }
        return result
    }

    func markFlag(_ a: NodeID, _ count: Int) throws(Stop) -> Column {
        let operand = column(a)
        guard case .texts(let texts) = operand.values else { return Column(.blanks, isConstant: operand.isConstant) }
        let yes = Set(["○", "◎"].map { pool.key(pool.number(of: $0)) })
        return Column(
            .flags(try watch.rows(texts.count) { yes.contains(pool.key(texts[$0])) }), status: operand.status,
            isConstant: operand.isConstant)
    }

    // MARK: Decisions

    func decide(_ shape: DecisionShape, _ conditions: [NodeID], _ outcomes: [NodeID], _ count: Int) throws(Stop) -> Column {
        let columns = conditions.map { column($0) }
        let flags = columns.map { self.flags($0, count) }
        let results = outcomes.map { column($0) }
        let exceptions = 0..<shape.exceptions
        let cases = shape.exceptions..<(shape.exceptions + shape.cases)
        var failures: [Status]?
        let states = try watch.rows(count) { row -> Int32 in
            func holds(_ index: Int) -> Bool? {
                columns[index].status(row).isKnown ? flags[index][columns[index].place(row)] : nil
            }
            func undetermined(_ cases: Range<Int>) -> Int32 {
                let status = cases.reduce(Status.undetermined) { max($0, columns[$1].status(row)) }
                if status.failure != nil {
                    failures = failures ?? Array(repeating: .known, count: count)
                    failures?[row] = status
                }
                return DecisionState.undetermined
            }
            if let decided = unique(exceptions, holds, row, shape, results) {
                return decided == DecisionState.undetermined ? undetermined(exceptions) : decided
            }
            if shape.isFirst {
                for index in cases {
                    guard let holds = holds(index) else { return undetermined(index..<(index + 1)) }
                    if holds { return Int32(index) }
                }
            } else if let decided = unique(cases, holds, row, shape, results) {
                return decided == DecisionState.undetermined ? undetermined(cases) : decided
            }
            return shape.hasOtherwise ? Int32(cases.upperBound) : DecisionState.noCase
        }
        return Column(.indices(states), status: failures)
    }

    /// The case that holds among cases of any order; nil where all are definitely false.
    private func unique(
        _ cases: Range<Int>, _ holds: (Int) -> Bool?, _ row: Int, _ shape: DecisionShape, _ results: [Column]
    ) -> Int32? {
        var found: Int?
        var unknown: Int?
        var isOpen = false
        for index in cases {
            switch holds(index) {
            case nil: isOpen = true
            case false?: continue
            case true? where !results[index].status(row).isKnown: unknown = unknown ?? index
            case true?:
                if let other = found, !isSameOutcome(other, index, row, shape, results) { return DecisionState.conflict }
                found = found ?? index
            }
        }
        // An unknown outcome beside a known one may be the same or not.
        if found != nil, unknown != nil { return DecisionState.undetermined }
        if let index = found ?? unknown { return Int32(index) }
        return isOpen ? DecisionState.undetermined : nil
    }

    private func isSameOutcome(_ a: Int, _ b: Int, _ row: Int, _ shape: DecisionShape, _ results: [Column]) -> Bool {
        if let first = shape.classes[a], let second = shape.classes[b] { return first == second }
        return rowKey(results[a], row) == rowKey(results[b], row)
    }

    func outcome(_ state: NodeID, _ outcomes: [NodeID], _ count: Int) throws(Stop) -> Column {
        let states = column(state)
        guard case .indices(let indices) = states.values else { return Column(.blanks) }
        let columns = outcomes.map { column($0) }
        guard !columns.isEmpty else { return Column(.blanks) }
        var result = try Column.merged(columns, part: indices.map { max(0, $0) }, source: Array(0..<Int32(count)), watch)
        if indices.contains(where: { $0 < 0 }) {
            result.status = indices.indices.map { indices[$0] < 0 ? max(.undetermined, states.status($0)) : result.status($0) }
        }
        return result
    }
}
