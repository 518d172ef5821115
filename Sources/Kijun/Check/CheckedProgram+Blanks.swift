import KijunSyntax

/// What can make a value blank.
public enum BlankCause: Hashable, Sendable {
    /// A field that a form lets be blank, by its path: `成果指標.目標値`.
    case field(String)
    case division
    /// The least, the mean, the first … of no rows.
    case emptyList(Aggregate)
    /// A row that may not be there: `予算額[年度]`, the third of a list.
    case missingRow
    /// `blank` is written in the rules.
    case written
    /// A decision without a case that holds, or that waits for a blank.
    case undecided(RuleID)
    /// A built-in that finds nothing.
    case notFound(String)
}

extension CheckedProgram {
    /// What can make the value of an expression blank, through all that it reads, in the order in which it is met; a cell that may
    /// not be blank but is counts as a fault of the sheet, and not here.
    public func blankCauses(of expression: CheckedExpression) -> [BlankCause] {
        var search = BlankSearch(program: self)
        search.bodies = [expression]
        while let body = search.bodies.popLast() { search.search(body) }
        return search.causes
    }
}

/// Goes through an expression and the rules and functions that it reads, each once.
private struct BlankSearch {
    let program: CheckedProgram
    var causes: [BlankCause] = []
    /// Bodies of rules and functions that are still to be gone through.
    var bodies: [CheckedExpression] = []
    private var seen: Set<BlankCause> = []
    private var rules: Set<RuleID> = []
    private var functions: Set<Int> = []

    init(program: CheckedProgram) { self.program = program }

    private mutating func add(_ cause: BlankCause) { if seen.insert(cause).inserted { causes.append(cause) } }

    mutating func search(_ body: CheckedExpression) {
        let handled = handledFields(body)
        var waiting = [body]
        while let next = waiting.popLast() {
            switch next.kind {
            case .isBlank: continue
            // What stands last is what is left when all before it is blank.
            case .coalesce(let parts):
                if let last = parts.last { waiting.append(last) }
                continue
            case .aggregate(.count, let list, _, body: nil):
                // The number of rows does not depend on what stands in them.
                if case .columnOfTable(let table, _) = list.kind { waiting.append(table) } else { waiting.append(list) }
                continue
            case .aggregate(let aggregate, let list, _, _):
                switch aggregate {
                case .min, .max, .mean, .median, .first, .last: if !list.isWritten { add(.emptyList(aggregate)) }
                default: break
                }
            case .row(let table, _, _, let wanted):
                add(.missingRow)
                waiting += [wanted, table]
                continue
            case .element: add(.missingRow)
            case .blank: add(.written)
            case .product(_, let terms): if terms.contains(where: { $0.op == .divide && !$0.operand.isNonzero }) { add(.division) }
            case .builtin(let index, _): if Builtin.all[index].name == "index_of" { add(.notFound("index_of")) }
            case .rule(let id), .column(_, .rule(let id)), .columnOfTable(_, .rule(let id)): follow(id)
            case .call(let index, _): if functions.insert(index).inserted { bodies.append(program.instances[index].body) }
            default: break
            }
            if let (field, path) = program.field(of: next), field.mayLeaveBlank, !handled.contains(path) { add(.field(path)) }
            waiting += next.children.reversed()
        }
    }

    private mutating func follow(_ id: RuleID) {
        guard rules.insert(id).inserted else { return }
        switch program.rules[id].body {
        case .definition(let body): bodies.append(body)
        case .check(let check): bodies.append(check.condition)
        case .decision: add(.undecided(id))
        }
    }

    /// As the notes on blanks have it: a field that is asked whether it is blank anywhere in a rule is handled in it.
    private func handledFields(_ body: CheckedExpression) -> Set<String> {
        var handled: Set<String> = []
        var waiting = [(body, isHandled: false)]
        while let (next, isHandled) = waiting.popLast() {
            if isHandled, let (_, path) = program.field(of: next) { handled.insert(path) }
            let isTest = if case .isBlank = next.kind { true } else { false }
            for child in next.children { waiting.append((child, isHandled || isTest)) }
        }
        return handled
    }
}

extension CheckedExpression {
    fileprivate var isWritten: Bool { if case .list(let items) = kind { !items.isEmpty } else { false } }

    fileprivate var isNonzero: Bool {
        switch kind {
        case .number(let number): number != .zero
        case .scaled(let operand, _), .negate(let operand): operand.isNonzero
        default: false
        }
    }
}

extension FieldSchema {
    /// An empty mark is a value.
    fileprivate var mayLeaveBlank: Bool { mayBeBlank && fallback == nil && record == nil && type != .mark }
}
