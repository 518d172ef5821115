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
        let status = try merged(first, second, rows)
        let flags: [Bool]
        switch (first.values, second.values) {
        case (.numbers, .numbers):
            flags = try compareNumbers(comparison, a, b, pair)
        case (.texts(let left), .texts(let right)):
            flags = try texts(comparison, left, right, pair)
        case (.years(let left), .years(let right)):
            flags = try pair.compared(left, right, comparison)
        case (.flags(let left), .flags(let right)):
            flags = try comparison == .notEqual ? pair.mapped(left, right) { $0 != $1 } : pair.mapped(left, right) { $0 == $1 }
        default:
            flags = Array(repeating: false, count: rows)
        }
        return Column(.flags(flags), status: status, isConstant: isConstant)
    }

    private func texts(_ comparison: Comparison.Operator, _ a: [UInt32], _ b: [UInt32], _ pair: RowPair) throws(Stop) -> [Bool] {
        let pool = pool
        switch comparison {
        case .equal, .within, .notEqual:
            let isEqual = comparison != .notEqual
            // A text that no other one is equal to is equal to its own number alone.
            let areNumbersEnough =
                !pool.hasTwins || (pair.isFirstConstant && a.first.map { !pool.hasTwin($0) } ?? true)
                || (pair.isSecondConstant && b.first.map { !pool.hasTwin($0) } ?? true)
            if areNumbersEnough { return try isEqual ? pair.mapped(a, b) { $0 == $1 } : pair.mapped(a, b) { $0 != $1 } }
            return try pool.withKeys { keys throws(Stop) in
                try pair.mapped(a, b) { ($0 == $1 || keys[Int($0)] == keys[Int($1)]) == isEqual }
            }
        default:
            let (step, other) = (pair.isFirstConstant ? 0 : 1, pair.isSecondConstant ? 0 : 1)
            return try watch.rows(pair.count) { comparison.holds(self.ordering(a[$0 * step]), self.ordering(b[$0 * other])) }
        }
    }

    func rank(_ a: NodeID, _ scale: [String], _ count: Int) throws(Stop) -> Column {
        let operand = column(a)
        guard case .texts(let texts) = operand.values else { return operand }
        var places: [UInt32: Int64] = [:]
        for (place, symbol) in scale.enumerated() { if let key = pool.key(of: symbol) { places[key] = Int64(place) } }
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
        let status = try expanded(operand, rows)
        let unknown = try status.map { status throws(Stop) in try watch.mapped(status, rows) { !$0.isKnown } }
        var empty: [Bool]?
        if case .texts(let texts) = operand.values { empty = try watch.mapped(texts, rows) { $0 == TextPool.empty } }
        if case .indices(let indices) = operand.values { empty = try watch.mapped(indices, rows) { $0 < 0 } }
        let flags: [Bool]
        switch (unknown, empty) {
        case (let unknown?, let empty?):
            flags = try RowPair(watch: watch, count: rows, isFirstConstant: false, isSecondConstant: false)
                .mapped(unknown, empty) { $0 | $1 != 0 }
        case (let known?, nil), (nil, let known?): flags = known
        case (nil, nil): flags = Array(repeating: false, count: rows)
        }
        var failures: [Status]?
        if let status, status.strongest.failure != nil {
            failures = try watch.mapped(status, rows) { $0.failure == nil ? .known : $0 }
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
        return try Column.merged(columns, part: part, source: nil, watch)
    }

    private func isEmptyText(_ column: Column, _ row: Int) -> Bool {
        guard case .texts(let texts) = column.values else { return false }
        return texts[column.place(row)] == TextPool.empty
    }

    func not(_ a: NodeID, _ count: Int) throws(Stop) -> Column {
        let operand = column(a)
        let rows = operand.isConstant ? min(1, count) : count
        let flags = try watch.mapped(flags(operand, count), rows) { $0 == 0 }
        return Column(.flags(flags), status: try merged([operand], rows), isConstant: operand.isConstant)
    }

    /// `&&` and `||` after Kleene: one operand of the deciding value decides whatever the others are.
    func connect(_ operands: [NodeID], decidedBy decisive: Bool, _ count: Int) throws(Stop) -> Column {
        let columns = operands.map { column($0) }
        let isConstant = columns.allSatisfy(\.isConstant)
        let rows = isConstant ? min(1, count) : count
        if columns.allSatisfy(\.isAllKnown) {
            guard var result = columns.first.map({ expandedFlags($0, rows) }) else {
                return Column(.flags(Array(repeating: !decisive, count: rows)), isConstant: isConstant)
            }
            for column in columns.dropFirst() {
                let flags = expandedFlags(column, rows)
                try decisive ? watch.update(&result, flags) { $0 | $1 } : watch.update(&result, flags) { $0 & $1 }
            }
            return Column(.flags(result), isConstant: isConstant)
        }
        let flip = (!decisive).byte
        var decided = Array(repeating: false, count: rows)
        var open = Array(repeating: Status.known, count: rows)
        for column in columns {
            let flags = expandedFlags(column, rows)
            if let status = try expanded(column, rows) {
                try watch.update(&decided, flags, status) { $0 | ($1 ^ flip) & $2.isKnown.byte }
                try watch.update(&open, status) { $0.or($1.ofResult) }
            } else {
                try watch.update(&decided, flags) { $0 | ($1 ^ flip) }
            }
        }
        try watch.update(&open, decided) { $0.only(where: $1 == 0) }
        let result = try decisive ? decided : watch.mapped(decided, rows) { $0 == 0 }
        return Column(.flags(result), status: open.unlessAllKnown, isConstant: isConstant)
    }

    func choose(_ flag: NodeID, _ a: NodeID, _ b: NodeID, _ count: Int) throws(Stop) -> Column {
        let condition = column(flag)
        let flags = expandedFlags(condition, count)
        var result = try Column.chosen(flags, column(a), column(b), watch)
        guard let status = try expanded(condition, count) else { return result }
        let pair = RowPair(watch: watch, count: count, isFirstConstant: false, isSecondConstant: false)
        if let own = try expanded(result, count) {
            result.status = try pair.mapped(status, own) { $1.only(where: $0.isKnown).or($0.ofResult) }
        } else {
            result.status = try watch.mapped(status, count) { $0.ofResult }
        }
        return result
    }

    func markFlag(_ a: NodeID, _ count: Int) throws(Stop) -> Column {
        let operand = column(a)
        guard case .texts(let texts) = operand.values else { return Column(.blanks, isConstant: operand.isConstant) }
        // Marks that no sheet has are not added: the texts would be copied for them.
        let (circle, double) = (pool.key(of: "○"), pool.key(of: "◎"))
        let first = circle ?? double ?? UInt32.max
        let second = double ?? first
        let flags =
            if pool.hasTwins {
                try pool.withKeys { keys throws(Stop) in
                    try watch.mapped(texts, texts.count) { keys[Int($0)] == first || keys[Int($0)] == second }
                }
            } else {
                try watch.mapped(texts, texts.count) { $0 == first || $0 == second }
            }
        return Column(.flags(flags), status: operand.status, isConstant: operand.isConstant)
    }
}
