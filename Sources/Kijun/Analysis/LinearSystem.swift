/// Sums of terms held between bounds: whether there are numbers that satisfy all of them, and which.
///
/// Terms are eliminated one by one (Fourier and Motzkin), exactly over rationals; whole terms are found whole where the
/// way back allows it.
struct LinearSystem {
    struct Constraint: Hashable {
        var factors: [Int: Number]
        /// The sum is below this, or at it where not strict.
        var bound: Number
        var isStrict: Bool
    }

    enum Solution {
        case values([Int: Number])
        case none
        /// Too many steps, or numbers too large.
        case notFound
    }

    private(set) var constraints: [Constraint] = []
    private let isWhole: (Int) -> Bool
    private let isPercent: (Int) -> Bool

    private static let maximumConstraints = 300

    init(isWhole: @escaping (Int) -> Bool, isPercent: @escaping (Int) -> Bool = { _ in false }) {
        self.isWhole = isWhole
        self.isPercent = isPercent
    }

    /// Holds a sum between bounds.
    mutating func hold(_ factors: [Int: Number], in bounds: NumberBounds) {
        if let high = bounds.high { append(Constraint(factors: factors, bound: high, isStrict: bounds.isHighStrict)) }
        if let low = bounds.low {
            append(Constraint(factors: factors.mapValues(\.negated), bound: low.negated, isStrict: bounds.isLowStrict))
        }
    }

    private mutating func append(_ constraint: Constraint) {
        var constraint = constraint
        // Below a number is at the next whole one, where nothing lies between.
        if constraint.factors.allSatisfy({ isWhole($0.key) && $0.value.isWhole }) {
            if constraint.isStrict, let ceiling = constraint.bound.rounded(places: 0, .ceiling), let below = ceiling.adding(Number(-1)) {
                constraint.bound = below
                constraint.isStrict = false
            } else if let floor = constraint.bound.rounded(places: 0, .floor) {
                constraint.bound = floor
            }
        }
        if !constraints.contains(constraint) { constraints.append(constraint) }
    }

    func solution() -> Solution {
        var cost = 0
        return solution(counting: &cost)
    }

    /// More than this is not solved, in the steps of ``CaseSearch/limit``.
    private static let maximumCost = 400_000

    /// - Parameter cost: what it took is added to it, in steps of about 20 ns.
    func solution(counting cost: inout Int) -> Solution {
        let before = cost
        var levels: [(term: Int, constraints: [Constraint])] = []
        var system = self
        while true {
            guard let term = system.cheapestTerm else { break }
            let own = system.constraints.filter { $0.factors[term] != nil }
            levels.append((term, own))
            cost += system.price(of: own.count)
            guard cost - before < Self.maximumCost, let next = system.eliminated(term) else { return .notFound }
            system = next
            for constraint in system.constraints where constraint.factors.isEmpty {
                if constraint.bound.isNegative || (constraint.bound.isZero && constraint.isStrict) { return .none }
            }
            system.constraints.removeAll { $0.factors.isEmpty }
        }
        var values: [Int: Number] = [:]
        for (term, constraints) in levels.reversed() {
            guard let bounds = bounds(of: term, constraints, values) else { return .notFound }
            guard let value = bounds.simplest(isPercent: isPercent(term)) else { return .notFound }
            values[term] = value
        }
        // What cancelled out on the way may be anything.
        for constraint in constraints { for term in constraint.factors.keys where values[term] == nil { values[term] = .zero } }
        return .values(values)
    }

    /// What it takes to eliminate a term that so many constraints have: each sum and each comparison of factors counts.
    private func price(of count: Int) -> Int {
        let factors = constraints.reduce(0) { $0 + $1.factors.count }
        let average = 1 + factors / max(1, constraints.count)
        return 20 + factors * 8 + count * count / 4 * average * 30
    }

    /// The term whose elimination leaves the fewest constraints.
    private var cheapestTerm: Int? {
        var counts: [Int: (above: Int, below: Int)] = [:]
        for constraint in constraints {
            for (term, factor) in constraint.factors {
                if factor.isNegative { counts[term, default: (0, 0)].below += 1 } else { counts[term, default: (0, 0)].above += 1 }
            }
        }
        return counts.min { a, b in
            (a.value.above * a.value.below, a.key) < (b.value.above * b.value.below, b.key)
        }?.key
    }

    private func eliminated(_ term: Int) -> LinearSystem? {
        var rest = self
        rest.constraints = constraints.filter { $0.factors[term] == nil }
        let above = constraints.filter { $0.factors[term].map { !$0.isNegative } ?? false }
        let below = constraints.filter { $0.factors[term]?.isNegative ?? false }
        guard rest.constraints.count + above.count * below.count <= Self.maximumConstraints else { return nil }
        for upper in above {
            for lower in below {
                guard let a = upper.factors[term], let b = lower.factors[term]?.negated,
                    let sum = Self.sum(upper, times: b, lower, times: a, without: term)
                else { return nil }
                rest.append(sum)
            }
        }
        return rest
    }

    private static func sum(_ first: Constraint, times a: Number, _ second: Constraint, times b: Number, without term: Int) -> Constraint? {
        var factors: [Int: Number] = [:]
        for (constraint, factor) in [(first, a), (second, b)] {
            for (key, value) in constraint.factors where key != term {
                guard let product = value.multiplied(by: factor), let sum = (factors[key] ?? .zero).adding(product) else { return nil }
                factors[key] = sum.isZero ? nil : sum
            }
        }
        guard let left = first.bound.multiplied(by: a), let right = second.bound.multiplied(by: b), let bound = left.adding(right)
        else { return nil }
        return Constraint(factors: factors, bound: bound, isStrict: first.isStrict || second.isStrict)
    }

    private func bounds(of term: Int, _ constraints: [Constraint], _ values: [Int: Number]) -> NumberBounds? {
        var bounds = NumberBounds(isWhole: isWhole(term))
        for constraint in constraints {
            guard let own = constraint.factors[term] else { continue }
            var rest = constraint.bound
            for (key, factor) in constraint.factors where key != term {
                guard let product = factor.multiplied(by: values[key] ?? .zero), let next = rest.subtracting(product) else { return nil }
                rest = next
            }
            guard let bound = rest.divided(by: own) else { return nil }
            if own.isNegative {
                bounds.raise(to: bound, isStrict: constraint.isStrict)
            } else {
                bounds.lower(to: bound, isStrict: constraint.isStrict)
            }
        }
        return bounds
    }
}

/// Numbers between two bounds.
struct NumberBounds {
    private(set) var low: Number?
    private(set) var isLowStrict = false
    private(set) var high: Number?
    private(set) var isHighStrict = false
    let isWhole: Bool

    init(isWhole: Bool = false) { self.isWhole = isWhole }

    mutating func raise(to bound: Number, isStrict: Bool) {
        if let low, low > bound || (low == bound && (isLowStrict || !isStrict)) { return }
        (low, isLowStrict) = (bound, isStrict)
    }

    mutating func lower(to bound: Number, isStrict: Bool) {
        if let high, high < bound || (high == bound && (isHighStrict || !isStrict)) { return }
        (high, isHighStrict) = (bound, isStrict)
    }

    mutating func narrow(to region: ConditionGraph.Region) {
        switch region {
        case .point(let number):
            raise(to: number, isStrict: false)
            lower(to: number, isStrict: false)
        case .interval(let low, let high):
            if let low { raise(to: low, isStrict: true) }
            if let high { lower(to: high, isStrict: true) }
        default: return
        }
    }

    func contains(_ number: Number) -> Bool {
        if isWhole, !number.isWhole { return false }
        if let low, number < low || (isLowStrict && number == low) { return false }
        if let high, number > high || (isHighStrict && number == high) { return false }
        return true
    }

    /// The number that reads most easily: 0, else the roundest, nearest to 0; nil where there is none.
    func simplest(isPercent: Bool = false) -> Number? {
        // Years: 0 is none that a sheet has.
        if isWhole, low == nil, let high, high.isWhole, high > Number(1_000) { return isHighStrict ? high.adding(Number(-1)) : high }
        if contains(.zero) { return .zero }
        if let low, low == high { return contains(low) ? low : nil }
        let widest = [low, high].compactMap { $0?.magnitude }.max() ?? .one
        var step = Number.one
        while let next = step.shifted(powerOfTen: 1), next <= widest { step = next }
        for _ in 0..<30 {
            for part in [step, step.divided(by: Number(2)) ?? step] {
                guard let multiple = multiple(of: part) else { continue }
                if contains(multiple) { return multiple }
            }
            guard let next = step.shifted(powerOfTen: -1) else { break }
            step = next
        }
        for bound in [low, high] { if let bound, contains(bound) { return bound } }
        guard let low, let high, let middle = low.adding(high)?.divided(by: Number(2)), contains(middle) else { return nil }
        return middle
    }

    /// The multiple of a step that lies within and is the nearest to 0.
    private func multiple(of step: Number) -> Number? {
        if let low, !low.isNegative {
            guard let places = low.divided(by: step)?.rounded(places: 0, .ceiling), var value = places.multiplied(by: step) else {
                return nil
            }
            if isLowStrict, value == low { value = value.adding(step) ?? value }
            return value
        }
        guard let high, let places = high.divided(by: step)?.rounded(places: 0, .floor), var value = places.multiplied(by: step) else {
            return nil
        }
        if isHighStrict, value == high { value = value.subtracting(step) ?? value }
        return value
    }
}
