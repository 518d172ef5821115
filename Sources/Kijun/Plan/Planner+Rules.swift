import KijunSyntax

/// A rule after planning: where its rows are and which columns hold what is asked of it.
struct PlannedRule {
    enum Kind {
        case definition(PlanValue)
        case decision(state: NodeID, value: NodeID, cases: [PlannedCase])
        case check(NodeID, message: NodeID?, witnesses: [Witness])
    }

    let kind: Kind
    /// The rows that the rule has a result for: the root, the sheets or a table.
    let frame: FrameID
}

struct PlannedCase {
    /// The value that the case reads, for showing why it decided.
    let witnesses: [Witness]
    let because: NodeID?
    let place: Span
}

/// A name in a condition and the column behind it.
struct Witness {
    let span: Span
    let value: PlanValue
    let type: Type
}

extension Planner {
    /// Plans rules and all that they and the questions read, in the order of the dependencies: a chain of rules of any
    /// length needs no deep stack.
    mutating func plan(_ wanted: [RuleID], for questions: [CheckedExpression] = []) {
        var needed: Set<RuleID> = []
        var followed: Set<Int> = []
        var open = wanted
        func follow(_ expressions: [CheckedExpression]) {
            var expressions = expressions
            while let expression = expressions.popLast() {
                switch expression.kind {
                case .rule(let read), .column(_, .rule(let read)), .columnOfTable(_, .rule(let read)): open.append(read)
                case .call(let instance, _):
                    if followed.insert(instance).inserted { expressions.append(program.instances[instance].body) }
                default: break
                }
                expressions += expression.children
            }
        }
        follow(questions)
        while let rule = open.popLast() {
            guard needed.insert(rule).inserted else { continue }
            open += definitions(named: program.rules[rule].table)
            follow(program.rules[rule].expressions)
        }
        for rule in program.order where needed.contains(rule) && !isTooLarge { plan(rule) }
    }

    /// The definition that is the table on which a rule stands.
    func definitions(named table: String) -> [RuleID] {
        guard !table.isEmpty, layout.paths[table] == nil else { return [] }
        return rulesByPath[table] ?? []
    }

    mutating func value(of rule: RuleID) -> PlanValue {
        if rules[rule] == nil { plan(rule) }
        switch rules[rule]?.kind {
        case .definition(let value): return value
        case .decision(_, let value, _): return .scalar(value)
        case .check(let node, _, _): return .scalar(node)
        case nil: return unknown()
        }
    }

    private mutating func plan(_ id: RuleID) {
        guard rules[id] == nil else { return }
        let rule = program.rules[id]
        let outer = locals
        defer { locals = outer }
        let outerBranches = branches
        branches?.rule = id
        branches?.around = []
        defer {
            branches?.rule = outerBranches?.rule
            branches?.around = outerBranches?.around ?? []
        }
        let (frame, row) = base(of: rule)
        if let local = rule.row, let row { locals[local] = row }
        let outerReading = readsSheet
        readsSheet = !rule.isOfSet
        defer { readsSheet = outerReading }
        switch rule.body {
        case .definition(let expression):
            let own = given(named(value(expression), rule), written: expression.type, rule)
            rules[id] = PlannedRule(kind: .definition(own), frame: frame)
            readsSheet = true
            // While those that it reads have just been planned: no chain of such tables is ever followed.
            _ = rows(of: id)
        case .check(let check):
            let condition = lift(scalar(check.condition), to: frame)
            var message: NodeID?
            if let text = check.message { message = besides { $0.lift($0.message(text), to: frame) } }
            rules[id] = PlannedRule(
                kind: .check(condition, message: message, witnesses: witnesses(in: check.condition)), frame: frame)
        case .decision(let decision):
            rules[id] = PlannedRule(kind: self.decision(decision, of: id, in: frame, at: rule.span), frame: frame)
        }
    }

    /// A definition that is a table keeps its name, so that computed columns on it are found.
    private func named(_ value: PlanValue, _ rule: Rule) -> PlanValue {
        guard case .list(let frame, .record(let record)) = value, case .table(.declared(let path)) = rule.type, path == rule.path
        else { return value }
        return .list(frame, .record(.defined(path, record)))
    }

    /// Rows that were put in place of those of a table of the schema (see ``CheckedProgram/replacing(_:)``).
    private func given(_ value: PlanValue, written type: Type, _ rule: Rule) -> PlanValue {
        switch (value, type, rule.type) {
        case (.list(let frame, .record(let record)), .table(.anonymous), .table(.declared(let path))) where path != rule.path:
            .list(frame, .record(.given(path, record)))
        case (.record(let record), .record(.anonymous), .record(.declared(let path))) where path != rule.path:
            .record(.given(path, record))
        default: value
        }
    }

    /// The frame in which a rule has its rows, and the row variable's value.
    mutating func base(of rule: Rule) -> (FrameID, PlanValue?) {
        guard !rule.table.isEmpty else { return (rule.isOfSet ? Plan.root : Plan.sheets, nil) }
        if let (table, record) = layout.paths[rule.table] {
            if let record { return (inputFrame(table), .record(.inputRecord(table: table, record: record))) }
            return (inputFrame(table), .record(.input(table)))
        }
        for definition in definitions(named: rule.table) {
            if case .list(let frame, let element) = value(of: definition) {
                guard !rule.isOfSet, !lies(frame, under: Plan.sheets),
                    case .list(let placed, let row) = crossed(frame, element, into: Plan.sheets)
                else { return (frame, element) }
                // The table is the same for all sheets, what the rule says of its rows is not.
                return (placed, row)
            }
            let value = value(of: definition)
            if case .record = value { return (context(of: value), value) }
        }
        return (Plan.sheets, nil)
    }

    /// A message is always shown: unknown values in it as `_`.
    private mutating func message(_ text: CheckedExpression) -> NodeID {
        if case .interpolation(let parts) = text.kind { return interpolation(parts, isMessage: true, at: text.span) }
        return interpolation([text], isMessage: true, at: text.span)
    }

    /// Plans what is only told beside a result: no branch of it counts as one that is taken.
    private mutating func besides<T>(_ plan: (inout Planner) -> T) -> T {
        let rule = branches?.rule
        branches?.rule = nil
        defer { branches?.rule = rule }
        return plan(&self)
    }

    private mutating func decision(
        _ decision: Decision, of rule: RuleID, in frame: FrameID, at span: Span
    ) -> PlannedRule.Kind {
        let all = decision.exceptions + decision.cases + (decision.otherwise.map { [$0] } ?? [])
        var conditions: [NodeID] = []
        var outcomes: [NodeID] = []
        var classes: [Int?] = []
        var literals: [CheckedExpression.Kind: Int] = [:]
        var cases: [PlannedCase] = []
        for (index, item) in all.enumerated() {
            // Which cases go before this one: of ordinary ones the exceptions, and where the first decides all above.
            let exceptions = index < decision.exceptions.count ? 0 : decision.exceptions.count
            let before = decision.policy == .first ? index : exceptions
            let condition = before == 0 ? scalar(item.condition) : within(.reached(rule, before)) { $0.scalar(item.condition) }
            conditions.append(lift(condition, to: frame))
            let outcome = within(.decided(rule, index)) { $0.scalar(item.outcome) }
            outcomes.append(lift(outcome, to: frame))
            if Self.isLiteral(item.outcome) {
                let first = literals[item.outcome.kind] ?? index
                literals[item.outcome.kind] = first
                classes.append(first)
            } else {
                classes.append(nil)
            }
            var because: NodeID?
            if let text = item.because { because = besides { $0.lift($0.message(text), to: frame) } }
            cases.append(PlannedCase(witnesses: witnesses(in: item.condition), because: because, place: item.span))
        }
        let shape = DecisionShape(
            exceptions: decision.exceptions.count, cases: decision.cases.count, hasOtherwise: decision.otherwise != nil,
            isFirst: decision.policy == .first, classes: classes)
        let state = column(.decide(shape, conditions: conditions, outcomes: outcomes), in: frame, at: span)
        let value = column(.outcome(state, outcomes), in: frame, at: span)
        return .decision(state: state, value: value, cases: cases)
    }

    private static func isLiteral(_ expression: CheckedExpression) -> Bool {
        switch expression.kind {
        case .text, .number, .year, .yesno: true
        default: false
        }
    }

    /// The names that a condition reads outside of the bodies of `for` and `where`, each once.
    private mutating func witnesses(in expression: CheckedExpression) -> [Witness] {
        var found: [Witness] = []
        var seen: Set<CheckedExpression.Kind> = []
        collectWitnesses(in: expression, seen: &seen, into: &found)
        return found
    }

    private mutating func collectWitnesses(
        in expression: CheckedExpression, seen: inout Set<CheckedExpression.Kind>, into found: inout [Witness]
    ) {
        switch expression.kind {
        case .field, .rule, .column, .columnOfTable, .parameter:
            guard seen.insert(expression.kind).inserted else { return }
            switch expression.type {
            case .table, .record, .error: return
            default: found.append(Witness(span: expression.span, value: value(expression), type: expression.type))
            }
        case .filter(let list, _, _), .sort(let list, _, _, _), .select(let list, _, _), .group(let list, _, _, _, _, _),
            .map(let list, _, _), .aggregate(_, let list, _, .some):
            collectWitnesses(in: list, seen: &seen, into: &found)
        case .row: return
        default:
            for child in expression.children { collectWitnesses(in: child, seen: &seen, into: &found) }
        }
    }
}

extension Rule {
    /// The expressions of the body.
    public var expressions: [CheckedExpression] {
        switch body {
        case .definition(let expression): [expression]
        case .check(let check): [check.condition] + (check.message.map { [$0] } ?? [])
        case .decision(let decision):
            (decision.exceptions + decision.cases + (decision.otherwise.map { [$0] } ?? [])).flatMap {
                [$0.condition, $0.outcome] + ($0.because.map { [$0] } ?? [])
            }
        }
    }
}
