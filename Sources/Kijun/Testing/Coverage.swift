public import KijunSyntax

/// Which cases of decisions, branches of `if` and outcomes of checks were reached by tests.
///
/// A case is reached when it decided (or stood in a conflict) in a row of a sheet of a test whose expectations need the
/// decision; a branch when its condition was true (or false) in such a row and every branch around it was taken; a check when
/// it passed or failed in such a row. Rules whose values a test gives are not reached by it.
public struct Coverage: Sendable {
    public struct Item: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable {
            case `case`
            case exception
            case otherwise
            case then
            case `else`
            case passed
            case failed
        }

        public let kind: Kind
        /// The rule that it belongs to; nil for a branch in a function.
        public let rule: RuleID?
        /// The case, the branch with its condition, or the check.
        public let span: Span
        /// What tells it from others beside it: the condition of a case or branch.
        public let condition: Span
    }

    /// In the order of the text.
    public let items: [Item]
    public private(set) var reached: Set<Int> = []

    /// For each decision its items, in the order exceptions, cases, otherwise.
    private var cases: [RuleID: [Int]] = [:]
    /// For each check the item of passing, and that of failing.
    private var checks: [RuleID: (passed: Int, failed: Int)] = [:]
    /// For each `if` the item of `then`, and that of `else`.
    private var branches: [Span: (then: Int, otherwise: Int)] = [:]

    init(_ program: CheckedProgram) {
        var items: [Item] = []
        var seen: Set<Span> = []
        var functions: Set<Int> = []
        func addBranches(in expressions: [CheckedExpression], of rule: RuleID?) {
            var open = expressions
            while let next = open.popLast() {
                if case .call(let instance, _) = next.kind, functions.insert(instance).inserted {
                    addBranches(in: [program.instances[instance].body], of: nil)
                }
                if case .condition(let condition, _, _) = next.kind, seen.insert(next.span).inserted {
                    items.append(Item(kind: .then, rule: rule, span: next.span, condition: condition.span))
                    items.append(Item(kind: .else, rule: rule, span: next.span, condition: condition.span))
                }
                open += next.children
            }
        }
        for (id, rule) in program.rules.enumerated() {
            switch rule.body {
            case .definition: break
            case .check:
                items.append(Item(kind: .passed, rule: id, span: rule.span, condition: rule.span))
                items.append(Item(kind: .failed, rule: id, span: rule.span, condition: rule.span))
            case .decision(let decision):
                items += decision.exceptions.map { Item(kind: .exception, rule: id, span: $0.span, condition: $0.condition.span) }
                items += decision.cases.map { Item(kind: .case, rule: id, span: $0.span, condition: $0.condition.span) }
                if let last = decision.otherwise { items.append(Item(kind: .otherwise, rule: id, span: last.span, condition: last.span)) }
            }
            addBranches(in: rule.expressionsOfResult, of: id)
        }
        // Sorting is stable, so that `then` stays before `else`.
        self.items = items.enumerated().sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }.map(\.element)
        var places: [Span: Int] = [:]
        for (index, item) in self.items.enumerated() {
            switch (item.kind, item.rule) {
            case (.passed, let rule?): checks[rule] = (index, index + 1)
            case (.then, _): branches[item.span] = (index, index + 1)
            case (.exception, _), (.case, _), (.otherwise, _): places[item.span] = index
            default: break
            }
        }
        for (id, rule) in program.rules.enumerated() {
            guard case .decision(let decision) = rule.body else { continue }
            cases[id] = (decision.exceptions + decision.cases + [decision.otherwise].compactMap { $0 }).map { places[$0.span] ?? 0 }
        }
    }

    /// Adds what an evaluation reached.
    ///
    /// - Parameter trials: the sheets of each test, and the rules that count there.
    mutating func add(_ evaluation: Evaluation, _ trials: [(sheets: [Int], needs: Set<RuleID>)]) {
        var sheetsOfRules: [RuleID: Set<Int>] = [:]
        for trial in trials { for rule in trial.needs { sheetsOfRules[rule, default: []].formUnion(trial.sheets) } }
        for (rule, sheets) in sheetsOfRules {
            if let (passed, failed) = checks[rule], !(reached.contains(passed) && reached.contains(failed)) {
                for row in sheets.flatMap({ evaluation.rows(of: rule, sheet: $0) }) {
                    switch evaluation.checkState(rule, row: row) {
                    case .passed: reached.insert(passed)
                    case .failed: reached.insert(failed)
                    default: break
                    }
                }
            }
            if let items = cases[rule], !items.allSatisfy(reached.contains) {
                for row in sheets.flatMap({ evaluation.rows(of: rule, sheet: $0) }) {
                    for place in evaluation.decidingCases(rule, row: row) where items.indices.contains(place) {
                        reached.insert(items[place])
                    }
                }
            }
        }
        for branch in evaluation.branches {
            guard let (then, otherwise) = branches[branch.span], let sheets = sheetsOfRules[branch.rule],
                !(reached.contains(then) && reached.contains(otherwise))
            else { continue }
            let (takesThen, takesElse) = evaluation.taken(branch, in: sheets)
            if takesThen { reached.insert(then) }
            if takesElse { reached.insert(otherwise) }
        }
    }
}

extension Rule {
    /// The expressions that make the result; not those of what is told beside it.
    fileprivate var expressionsOfResult: [CheckedExpression] {
        switch body {
        case .definition(let expression): [expression]
        case .check(let check): [check.condition]
        case .decision(let decision):
            (decision.exceptions + decision.cases + [decision.otherwise].compactMap { $0 }).flatMap { [$0.condition, $0.outcome] }
        }
    }
}
