import KijunSyntax

/// What a decision or a check comes to in one row: every end that it can take counts as an outcome of its own.
public enum RuleOutcome: Hashable, Sendable {
    /// What a decision decided; for a check whether it passed.
    case decided(Value)
    case undetermined
    case conflict
    case noCase
    /// The rule, or the row, is on the other side only.
    case absent

    /// Where it stands behind what is decided.
    var rank: Int {
        switch self {
        case .decided: 0
        case .noCase: 1
        case .conflict: 2
        case .undetermined: 3
        case .absent: 4
        }
    }
}

extension Evaluation {
    /// The first rows of a rule, which was asked for, that came to an outcome.
    public func rows(of rule: RuleID, with outcome: RuleOutcome, first count: Int) -> [Int] {
        let column = OutcomeColumn(self, rule, as: program.rules[rule].type)
        guard let number = column.outcomes.firstIndex(of: outcome) else { return [] }
        return Array(column.numbers.indices.lazy.filter { column.numbers[$0] == Int32(number) }.prefix(count))
    }

    /// What a rule, which was asked for, came to in a row.
    public func outcome(of rule: RuleID, row: Int) -> RuleOutcome {
        switch program.rules[rule].body {
        case .decision:
            guard let result = decision(rule, row: row) else { return .undetermined }
            switch result.state {
            case .decided: return .decided(result.value)
            case .undetermined: return .undetermined
            case .conflict: return .conflict
            case .noCase: return .noCase
            }
        case .check:
            switch checkState(rule, row: row) {
            case .passed: return .decided(.yesno(true))
            case .failed: return .decided(.yesno(false))
            case .undetermined, nil: return .undetermined
            }
        case .definition: return .of(value(of: rule, row: row))
        }
    }
}

/// The outcomes of a rule in every row of it, as small numbers.
struct OutcomeColumn {
    /// The outcomes that occur, by their number.
    private(set) var outcomes: [RuleOutcome] = []
    /// The number of the outcome of every row.
    private(set) var numbers: [Int32] = []
    /// The outcomes as they are compared: a text in full-width letters is the same outcome.
    private(set) var compared: [RuleOutcome] = []
    private var known: [RuleOutcome: Int32] = [:]

    /// - Parameter type: the type in which the outcomes are told: numbers are brought to its unit.
    init(_ evaluation: Evaluation, _ rule: RuleID, as type: Type) {
        guard let planned = evaluation.planner.rules[rule] else { return }
        let count = evaluation.evaluator.rows(planned.frame).count
        numbers.reserveCapacity(count)
        let own = evaluation.program.rules[rule].type
        switch planned.kind {
        case .decision(let state, let value, _):
            read(evaluation, state: evaluation.evaluator.column(state), value, count) { $0.converted(from: own, to: type) }
        case .check(let node, _, _):
            let column = evaluation.evaluator.column(node)
            let ends = [RuleOutcome.decided(.yesno(true)), .decided(.yesno(false)), .undetermined].map { number(of: $0) }
            for row in 0..<count {
                if case .flags(let flags) = column.values, column.status(row).isKnown {
                    numbers.append(flags[column.place(row)] ? ends[0] : ends[1])
                } else {
                    numbers.append(ends[2])
                }
            }
        case .definition:
            for row in 0..<count {
                numbers.append(number(of: .of(evaluation.value(of: rule, row: row).converted(from: own, to: type))))
            }
        }
    }

    private mutating func read(
        _ evaluation: Evaluation, state: Column, _ value: NodeID, _ count: Int, _ converted: (Value) -> Value
    ) {
        guard case .indices(let states) = state.values else {
            numbers = Array(repeating: number(of: .undetermined), count: count)
            return
        }
        let column = evaluation.evaluator.column(value)
        // Most outcomes are texts, of which a column has only a few different ones.
        var ofTexts: [UInt32: Int32] = [:]
        for row in 0..<count {
            switch states[state.place(row)] {
            case DecisionState.noCase: numbers.append(number(of: .noCase))
            case DecisionState.undetermined: numbers.append(number(of: .undetermined))
            case DecisionState.conflict: numbers.append(number(of: .conflict))
            default:
                guard column.status(row).isKnown else {
                    numbers.append(number(of: .undetermined))
                    continue
                }
                let place = column.place(row)
                switch column.values {
                case .numbers(let values): numbers.append(number(of: .decided(converted(.number(values[place])))))
                case .texts(let texts):
                    let text = texts[place]
                    if let number = ofTexts[text] {
                        numbers.append(number)
                    } else {
                        let number = number(of: .decided(.text(evaluation.evaluator.pool[text])))
                        ofTexts[text] = number
                        numbers.append(number)
                    }
                case .years(let years): numbers.append(number(of: .decided(.year(Int(years[place])))))
                case .flags(let flags): numbers.append(number(of: .decided(.yesno(flags[place]))))
                case .indices, .blanks: numbers.append(number(of: .undetermined))
                }
            }
        }
    }

    private mutating func number(of outcome: RuleOutcome) -> Int32 {
        let own = outcome.compared
        if let number = known[own] { return number }
        let number = Int32(outcomes.count)
        known[own] = number
        outcomes.append(outcome)
        compared.append(own)
        return number
    }
}

extension RuleOutcome {
    /// With texts in the form in which `==` compares them.
    fileprivate var compared: RuleOutcome { if case .decided(let value) = self { .decided(value.compared) } else { self } }

    /// A definition in the place of a decision.
    static func of(_ value: Value) -> RuleOutcome {
        switch value {
        case .blank, .undetermined, .failed: .undetermined
        default: .decided(value)
        }
    }
}

extension Value {
    /// With texts in the form in which `==` compares them.
    var compared: Value {
        switch self {
        case .text(let text): .text(nfkc(text))
        case .list(let elements): .list(elements.map(\.compared))
        case .record(let members): .record(members.map { Member($0.name, $0.value.compared) })
        default: self
        }
    }

    /// The value in the units of another type: numbers of one dimension are brought to its scale.
    public func converted(from own: Type, to type: Type) -> Value {
        if own == type { return self }
        switch (self, own, type) {
        case (.number(let number), .number(let from), .number(let to)):
            guard from.unit.hasSameDimension(as: to.unit) else { return self }
            return number.shifted(powerOfTen: from.unit.scale - to.unit.scale).map { .number($0) } ?? self
        case (.list(let elements), .list(let from), .list(let to)):
            return .list(elements.map { $0.converted(from: from, to: to) })
        case (.list(let rows), .table(let from), .table(let to)):
            return .list(rows.map { $0.converted(from: .record(from), to: .record(to)) })
        case (.record(let members), .record(.anonymous(let from)), .record(.anonymous(let to))):
            return .record(
                members.map { member in
                    guard let from = from.first(where: { $0.name == member.name }), let to = to.first(where: { $0.name == member.name })
                    else { return member }
                    return Member(member.name, member.value.converted(from: from.type, to: to.type))
                })
        default: return self
        }
    }
}
