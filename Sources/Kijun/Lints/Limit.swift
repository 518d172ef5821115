import KijunSyntax

/// What a comparison with a constant asks of the other side: `>= 80%`, `== "A"`, `in [1, 2]`, or the opposite.
struct Limit {
    enum Test {
        case compare(Comparison.Operator)
        case within
    }

    /// What the other side is: the same number wherever the same is meant.
    let subject: Int
    let value: CheckedExpression
    let test: Test
    /// What it is compared with.
    let operands: [Value]
    let isNegated: Bool
    let span: Span

    /// Whether a value passes; nil where that is unknown.
    func holds(for candidate: Value) -> Bool? {
        let result: Bool?
        switch test {
        case .within: result = operands.contains { Self.areEqual(candidate, $0) }
        case .compare(.equal): result = Self.areEqual(candidate, operands[0])
        case .compare(.notEqual): result = !Self.areEqual(candidate, operands[0])
        case .compare(let op): result = order(candidate, operands[0]).map { Self.holds(op, $0) }
        }
        return isNegated ? result.map { !$0 } : result
    }

    private static func areEqual(_ a: Value, _ b: Value) -> Bool {
        if case .text(let a) = a, case .text(let b) = b { return nfkc(a) == nfkc(b) }
        return a == b
    }

    /// Negative, 0 or positive as a value stands before, at or after another.
    private func order(_ a: Value, _ b: Value) -> Int? {
        switch (a, b) {
        case (.number(let a), .number(let b)): return a == b ? 0 : a < b ? -1 : 1
        case (.year(let a), .year(let b)): return a - b
        case (.text(let a), .text(let b)):
            guard case .choice(let choice) = value.type, choice.scale != nil, let first = choice.symbols.firstIndex(of: a),
                let second = choice.symbols.firstIndex(of: b)
            else { return nil }
            return first - second
        default: return nil
        }
    }

    private static func holds(_ op: Comparison.Operator, _ order: Int) -> Bool {
        switch op {
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        default: order == 0
        }
    }

    // MARK: Candidates

    /// More constants than one thing is compared with in any rule that a person writes.
    private static let maximumConstants = 60

    /// Values that stand for all that the subject of some limits can be: between two neighbouring constants every value fares
    /// alike. nil where that is not known.
    static func candidates(for limits: [Limit], isNeverNegative: Bool) -> [Value]? {
        let constants = limits.flatMap(\.operands)
        guard let type = limits.first?.value.type, !constants.isEmpty, constants.count <= maximumConstants else { return nil }
        switch type {
        case .number:
            let numbers = constants.compactMap { constant -> Number? in if case .number(let number) = constant { number } else { nil } }
            guard numbers.count == constants.count else { return nil }
            return self.numbers(around: numbers, isNeverNegative: isNeverNegative)?.map { .number($0) }
        case .year:
            var years: Set<Int> = []
            for constant in constants {
                guard case .year(let year) = constant else { return nil }
                years.formUnion([year - 1, year, year + 1])
            }
            return years.map { .year($0) }
        case .yesno: return [.yesno(true), .yesno(false)]
        case .choice(let choice): return choice.symbols.map { .text($0) }
        case .mark: return (Mark.all + [""]).map { .text($0) }
        case .text:
            var texts: Set<String> = []
            for constant in constants {
                guard case .text(let text) = constant else { return nil }
                texts.insert(text)
            }
            // Any text that is none of them: longer than each.
            return (texts + [texts.joined() + "…"]).map { .text($0) }
        default: return nil
        }
    }

    private static func numbers(around constants: [Number], isNeverNegative: Bool) -> [Number]? {
        var sorted = constants.sorted()
        if isNeverNegative { sorted = ([Number(0)] + sorted).sorted() }
        var result = sorted
        for (low, high) in zip(sorted, sorted.dropFirst()) where low < high {
            guard let middle = low.adding(high)?.divided(by: Number(2)) else { return nil }
            result.append(middle)
        }
        guard let least = sorted.first?.subtracting(Number(1)), let most = sorted.last?.adding(Number(1)) else { return nil }
        result += [least, most]
        return isNeverNegative ? result.filter { $0 >= Number(0) } : result
    }
}
