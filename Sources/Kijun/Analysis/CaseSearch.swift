/// Looks for values of the variables in which conditions are as wanted, in steps that are bounded.
struct CaseSearch {
    /// A node and what it has to be.
    struct Goal {
        let node: Int
        let truth: Truth
    }

    enum Result {
        /// For each variable the regions in which every goal is met.
        case found([RegionSet])
        /// There are none: a proof.
        case none
        /// The bound was reached first.
        case stopped
    }

    private(set) var evaluator: TruthEvaluator
    /// How many nodes may be looked at, over all searches.
    let limit: Int
    private var stopped = false
    /// What systems of sums and the bookkeeping of searches took.
    private var other = 0
    /// Some form has several terms, so that forms depend on each other.
    private let hasSums: Bool

    /// What was done, in nodes.
    var work: Int { evaluator.work + other }

    init(_ graph: ConditionGraph, limit: Int) {
        evaluator = TruthEvaluator(graph)
        hasSums = graph.forms.contains { $0.coefficients.count > 1 }
        self.limit = limit
    }

    var graph: ConditionGraph { evaluator.graph }

    // MARK: Search

    /// - Parameter found: regions found before, of which the new ones must not be a part.
    var wasStopped: Bool { stopped }

    mutating func search(_ goals: [Goal], outside found: [[RegionSet]] = []) -> Result {
        stopped = false
        other += 10 + graph.variables.count / 4
        evaluator.regions = graph.variables.indices.map { graph.regions($0) }
        evaluator.invalidate()
        return descend(goals, found, depth: 0) ? .found(evaluator.regions) : stopped ? .stopped : .none
    }

    /// More questions than any decision asks before a goal is met.
    private static let maximumDepth = 1_000

    private mutating func descend(_ goals: [Goal], _ found: [[RegionSet]], depth: Int) -> Bool {
        guard work < limit, depth < Self.maximumDepth else {
            stopped = true
            return false
        }
        var open: Goal?
        for goal in goals {
            let truth = evaluator.truth(of: goal.node)
            if truth == goal.truth { continue }
            if truth != .open { return false }
            if open == nil { open = goal }
        }
        guard let goal = open else { return leave(found) }
        guard let question = evaluator.openQuestion(below: goal.node) else {
            stopped = true
            return false
        }
        let variable = question.variable
        let before = evaluator.regions[variable]
        for truth in [goal.truth] + [Truth.yes, .no, .unknown].filter({ $0 != goal.truth }) {
            let part = before.intersection(question[truth])
            if part.isEmpty { continue }
            evaluator.regions[variable] = part
            evaluator.invalidate()
            if isFeasible(changed: variable), descend(goals, found, depth: depth + 1) { return true }
            if stopped { return false }
        }
        evaluator.regions[variable] = before
        evaluator.invalidate()
        return false
    }

    /// All goals are met: what was found before is left out, and sums must have values.
    private mutating func leave(_ found: [[RegionSet]]) -> Bool {
        let regions = evaluator.regions
        if let known = found.first(where: { known in zip(regions, known).allSatisfy { !$0.intersection($1).isEmpty } }) {
            // Outside of a box is outside of it in one of its variables.
            for variable in regions.indices {
                let rest = regions[variable].subtracting(known[variable])
                if rest.isEmpty { continue }
                guard work < limit else {
                    stopped = true
                    return false
                }
                other += 50
                evaluator.regions = regions
                evaluator.regions[variable] = rest
                evaluator.invalidate()
                if isFeasible(changed: variable), leave(found) { return true }
                if stopped { return false }
            }
            evaluator.regions = regions
            evaluator.invalidate()
            return false
        }
        return splitForms()
    }

    /// A form whose regions do not stand side by side may have values in some of them only.
    private mutating func splitForms() -> Bool {
        guard hasSums else { return true }
        for (variable, description) in graph.variables.enumerated() {
            guard case .form = description.kind else { continue }
            let before = evaluator.regions[variable]
            let runs = before.runs
            guard runs.count > 1, before != graph.regions(variable) else { continue }
            for run in runs {
                evaluator.regions[variable] = RegionSet(run)
                evaluator.invalidate()
                if isFeasible(changed: variable), splitForms() { return true }
                if stopped { return false }
            }
            evaluator.regions[variable] = before
            evaluator.invalidate()
            return false
        }
        return true
    }

    // MARK: Sums

    private mutating func isFeasible(changed variable: Int) -> Bool {
        guard case .form = graph.variables[variable].kind, hasSums else { return true }
        other += 50 + graph.variables.count / 4
        guard work < limit else {
            stopped = true
            return false
        }
        if case .none = graph.system(evaluator.regions).solution(counting: &other) { return false }
        return true
    }

    // MARK: Boxes

    /// The regions with as few variables narrowed as possible, and these as little as possible, so that every goal is still
    /// met.
    ///
    /// - Parameter found: regions with which the new ones must have nothing in common.
    mutating func widened(_ regions: [RegionSet], _ goals: [Goal], outside found: [[RegionSet]] = []) -> [RegionSet] {
        evaluator.regions = regions
        let narrowed = regions.indices.filter { regions[$0] != graph.regions($0) }
        for variable in narrowed.reversed() { attempt(graph.regions(variable), variable, goals, found) }
        for variable in narrowed where evaluator.regions[variable] != graph.regions(variable) {
            for region in graph.regions(variable).regions where !evaluator.regions[variable].contains(region) {
                attempt(evaluator.regions[variable].union(RegionSet(region)), variable, goals, found)
            }
        }
        evaluator.invalidate()
        return evaluator.regions
    }

    private mutating func attempt(_ regions: RegionSet, _ variable: Int, _ goals: [Goal], _ found: [[RegionSet]]) {
        let before = evaluator.regions[variable]
        evaluator.regions[variable] = regions
        evaluator.invalidate()
        let all = evaluator.regions
        let isOutside = found.allSatisfy { known in zip(all, known).contains { $0.intersection($1).isEmpty } }
        if !isOutside || !goals.allSatisfy({ evaluator.truth(of: $0.node) == $0.truth }) {
            evaluator.regions[variable] = before
            evaluator.invalidate()
        }
    }

    /// What a node is in chosen regions.
    mutating func truth(of node: Int, in regions: [RegionSet]) -> Truth {
        evaluator.regions = regions
        evaluator.invalidate()
        return evaluator.truth(of: node)
    }
}

extension ConditionGraph {
    /// What chosen regions say of the terms of forms.
    func system(_ regions: [RegionSet]) -> LinearSystem {
        var system = LinearSystem(
            isWhole: { self.isWhole(self.terms[$0]) },
            isPercent: { if case .subject(let subject) = self.terms[$0] { self.reader.subjects[subject].type.isPercent } else { false } })
        var used: Set<Int> = []
        for (variable, description) in variables.enumerated() {
            guard case .form(let number) = description.kind, regions[variable] != self.regions(variable) else { continue }
            let form = forms[number]
            let factors = Dictionary(form.coefficients.map { ($0.term, $0.factor) }, uniquingKeysWith: { first, _ in first })
            system.hold(factors, in: hull(regions[variable], of: description))
            used.formUnion(factors.keys)
        }
        for term in used {
            guard let minimum = minimum(terms[term]) else { continue }
            var bounds = NumberBounds()
            bounds.raise(to: minimum, isStrict: false)
            system.hold([term: .one], in: bounds)
        }
        return system
    }

    /// The bounds of the lowest and the highest of regions.
    private func hull(_ set: RegionSet, of variable: Variable) -> NumberBounds {
        var bounds = NumberBounds()
        let regions = set.regions
        guard let first = regions.first, let last = regions.last else { return bounds }
        switch variable.regions[first] {
        case .point(let number): bounds.raise(to: number, isStrict: false)
        case .interval(let low?, _): bounds.raise(to: low, isStrict: true)
        default: break
        }
        switch variable.regions[last] {
        case .point(let number): bounds.lower(to: number, isStrict: false)
        case .interval(_, let high?): bounds.lower(to: high, isStrict: true)
        default: break
        }
        return bounds
    }
}
