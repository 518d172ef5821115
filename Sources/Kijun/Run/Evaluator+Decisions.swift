extension Evaluator {
    func decide(_ shape: DecisionShape, _ conditions: [NodeID], _ outcomes: [NodeID], _ count: Int) throws(Stop) -> Column {
        let conditions = conditions.map { column($0) }
        let outcomes = outcomes.map { column($0) }
        if let states = try plainStates(shape, conditions, outcomes, count) { return Column(.indices(states)) }
        return try states(shape, conditions, outcomes, count)
    }

    // MARK: Whole columns

    /// The states of a decision whose outcomes are all known and told apart by their classes, and whose conditions did not fail;
    /// nil for any other.
    ///
    /// They are made as single bytes, sixteen of which are one vector.
    private func plainStates(
        _ shape: DecisionShape, _ conditions: [Column], _ outcomes: [Column], _ count: Int
    ) throws(Stop) -> [Int32]? {
        let cases = 0..<(shape.exceptions + shape.cases)
        guard cases.count < Int(Int8.max) else { return nil }
        var classes: [Int] = []
        for index in cases {
            guard outcomes[index].isAllKnown, let own = shape.classes[index] else { return nil }
            if let status = conditions[index].status, status.strongest.failure != nil { return nil }
            classes.append(own)
        }
        let ordinary = shape.exceptions..<cases.upperBound
        var states = try shape.isFirst ? first(ordinary, conditions, count) : unique(ordinary, conditions, classes, count)
        if shape.exceptions > 0 {
            let exceptions = try unique(0..<shape.exceptions, conditions, classes, count)
            try watch.update(&states, exceptions) { ($1 == Byte.noCase).choose($0, $1) }
        }
        let last = shape.hasOtherwise ? Int32(cases.upperBound) : DecisionState.noCase
        return try watch.mapped(states, count) { ($0 == Byte.noCase).choose(last, Int32($0)) }
    }

    /// The codes of ``DecisionState`` as bytes.
    private enum Byte {
        static let noCase = Int8(DecisionState.noCase)
        static let undetermined = Int8(DecisionState.undetermined)
        static let conflict = Int8(DecisionState.conflict)
    }

    /// The first of some cases that holds; none after one that is unknown.
    private func first(_ cases: Range<Int>, _ conditions: [Column], _ count: Int) throws(Stop) -> [Int8] {
        var states = Array(repeating: Byte.noCase, count: count)
        for index in cases.reversed() {
            let flags = expandedFlags(conditions[index], count)
            let own = Int8(index)
            if let status = try expanded(conditions[index], count) {
                try watch.update(&states, flags, status) { $2.isKnown.choose($1.choose(own, $0), Byte.undetermined) }
            } else {
                try watch.update(&states, flags) { $1.choose(own, $0) }
            }
        }
        return states
    }

    /// The one of some cases that holds, in any order.
    private func unique(_ cases: Range<Int>, _ conditions: [Column], _ classes: [Int], _ count: Int) throws(Stop) -> [Int8] {
        var states = Array(repeating: Byte.noCase, count: count)
        // For each row the class of its case, where cases share one.
        let areAllDifferent = Set(classes[cases]).count == cases.count
        var kinds = areAllDifferent ? [] : Array(repeating: Byte.noCase, count: count)
        var open: [Status]?
        let pair = RowPair(watch: watch, count: count, isFirstConstant: false, isSecondConstant: false)
        for index in cases {
            let (own, kind) = (Int8(index), Int8(classes[index]))
            var holding = expandedFlags(conditions[index], count)
            if let status = try expanded(conditions[index], count) {
                holding = try pair.mapped(holding, status) { $0 & $1.isKnown.byte != 0 }
                try strengthen(&open, status)
            }
            if areAllDifferent {
                try watch.update(&states, holding) { state, holds in
                    holds.choose((state == Byte.noCase).choose(own, Byte.conflict), state)
                }
            } else {
                try watch.update(&states, holding, kinds) { state, holds, known in
                    let other = (known == kind).choose(state, Byte.conflict)
                    return holds.choose((state == Byte.noCase).choose(own, other), state)
                }
                try watch.update(&kinds, states) { known, state in (state == own).choose(kind, known) }
            }
        }
        if let open {
            try watch.update(&states, open) { (($0 == Byte.noCase) & !$1.isKnown).choose(Byte.undetermined, $0) }
        }
        return states
    }

    private func strengthen(_ open: inout [Status]?, _ status: [Status]) throws(Stop) {
        guard var known = open else {
            open = status
            return
        }
        // Without this the array is in two places and is copied.
        open = nil
        try watch.update(&known, status) { $0.or($1) }
        open = known
    }

    // MARK: Row by row

    private func states(
        _ shape: DecisionShape, _ columns: [Column], _ results: [Column], _ count: Int
    ) throws(Stop) -> Column {
        let flags = columns.map { self.flags($0, count) }
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

    // MARK: Outcomes

    func outcome(_ state: NodeID, _ outcomes: [NodeID], _ count: Int) throws(Stop) -> Column {
        let states = column(state)
        guard case .indices(let indices) = states.values else { return Column(.blanks) }
        let columns = outcomes.map { column($0) }
        guard !columns.isEmpty else { return Column(.blanks) }
        let isDecided = indices.withUnsafeBufferPointer { indices in
            var lowest: Int32 = 0
            for index in indices { lowest = min(lowest, index) }
            return lowest >= 0
        }
        var result: Column
        if let texts = constantTexts(columns) {
            let values = try texts.withUnsafeBufferPointer { texts throws(Stop) in
                try watch.mapped(indices, count) { texts[Int(max(0, $0))] }
            }
            result = Column(.texts(values))
        } else {
            let part = try isDecided ? indices : watch.mapped(indices, count) { max(0, $0) }
            result = try Column.merged(columns, part: part, source: nil, watch)
        }
        if !isDecided {
            result.status = indices.indices.map { indices[$0] < 0 ? max(.undetermined, states.status($0)) : result.status($0) }
        }
        return result
    }

    /// The texts of outcomes that are known texts, the same for all rows; nil for any other.
    private func constantTexts(_ columns: [Column]) -> [UInt32]? {
        var result: [UInt32] = []
        for column in columns {
            guard column.isConstant, column.status == nil, case .texts(let texts) = column.values, let text = texts.first else {
                return nil
            }
            result.append(text)
        }
        return result
    }
}
