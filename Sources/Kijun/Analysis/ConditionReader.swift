import KijunSyntax

/// Reads conditions as combinations of questions about variables: what gaps, conflicts and equivalence are found in.
///
/// What it cannot see into becomes a variable of its own that may have every value of its type.
final class ConditionReader {
    enum Node: Hashable {
        case constant(Truth)
        case test(Int)
        case not(Int)
        case all([Int])
        case any([Int])
        case choose(Int, Int, Int)
        case isUnknown(Int)

        var operands: [Int] {
            switch self {
            case .constant, .test: []
            case .not(let operand), .isUnknown(let operand): [operand]
            case .all(let operands), .any(let operands): operands
            case .choose(let a, let b, let c): [a, b, c]
            }
        }
    }

    /// What the variables of an expression stand for.
    struct Scope {
        var bindings: [LocalID: Binding] = [:]
    }

    struct Binding {
        indirect enum Kind {
            case value(CheckedExpression, Scope)
            /// A row of a table, or an element of a list, that a sheet has at this path.
            case row(path: [Int]?)
        }

        let kind: Kind
        let identity: Int
    }

    private(set) var program: CheckedProgram
    /// The fields that paths count: those of the program, or of all programs that are read.
    let layout: RecordSchema
    /// Every input counts, also those that tell less than others: what proofs of equivalence need.
    let isExhaustive: Bool
    /// An element of a list is read: nothing outside of it may be.
    let isElement: Bool
    var identities: ExpressionIdentity
    /// For each rule whether its value is seen through where it is used.
    private(set) var transparent: [Bool]

    private(set) var nodes: [Node] = []
    private var known: [Node: Int] = [:]
    private(set) var tests: [Test] = []
    private var knownTests: [Test: Int] = [:]
    private(set) var subjects: [Subject] = []
    private var subjectNumbers: [Int: Int] = [:]
    var lists: [ListSubject] = []
    var listNumbers: [Int: Int] = [:]
    private(set) var forms: [(linear: Linear, text: FormText)] = []
    /// Something outside of the element was read.
    var readsOutside = false
    private var truths: [TruthKey: Int] = [:]
    var linears: [Int: Choosing<Linear>?] = [:]
    /// How many expressions were read, through names and calls each time anew.
    var visits = 0
    /// Decisions that others read are read as their cases; else each is a value that may be any of its outcomes.
    let seesDecisions: Bool
    /// Some decision was read so.
    var sawDecision = false
    var decisionDepth = 0
    /// How deep the expression nests that is being read, through names and calls.
    var depth = 0
    /// For each node how deep it is.
    private var heights: [Int] = []

    private struct TruthKey: Hashable {
        let rule: RuleID
        let row: Int
    }

    /// More nodes than any decision has: what is left is not seen into.
    static let maximumNodes = 50_000
    static let maximumDepth = 400
    /// Functions that call functions twice would double what is read with each of them.
    static let maximumVisits = 40_000
    /// Deeper conditions, which chains of definitions make, are not seen into: evaluating them would need a deep stack.
    private static let maximumHeight = 1_500

    init(
        _ analyzed: AnalyzedProgram, layout: RecordSchema? = nil, isExhaustive: Bool = false, isElement: Bool = false,
        seesDecisions: Bool = true
    ) {
        self.seesDecisions = seesDecisions
        program = analyzed.program
        self.layout = layout ?? analyzed.program.schema
        identities = analyzed.identities
        transparent = analyzed.transparent
        self.isExhaustive = isExhaustive
        self.isElement = isElement
    }

    /// Reads on in another program: what is the same there is the same variable.
    func turn(to analyzed: AnalyzedProgram) {
        program = analyzed.program
        identities = analyzed.identities
        transparent = analyzed.transparent
        truths = [:]
        linears = [:]
        for list in lists { list.element.turn(to: analyzed) }
    }

    /// What reading took, in the steps of ``DecisionAnalysis/Effort``.
    var cost: Int { visits * 50 + nodes.count * 20 + lists.reduce(0) { $0 + $1.element.cost } }

    // MARK: Nodes

    func node(_ node: Node) -> Int {
        if let number = known[node] { return number }
        let number = nodes.count
        nodes.append(node)
        heights.append(1 + (node.operands.map { heights[$0] }.max() ?? 0))
        known[node] = number
        return number
    }

    func constant(_ truth: Truth) -> Int { node(.constant(truth)) }

    func test(_ test: Test) -> Int {
        if let number = knownTests[test] { return node(.test(number)) }
        let number = tests.count
        tests.append(test)
        knownTests[test] = number
        return node(.test(number))
    }

    func not(_ operand: Int) -> Int {
        switch nodes[operand] {
        case .constant(let truth): constant(truth.negated)
        case .not(let inner): inner
        default: node(.not(operand))
        }
    }

    func all(_ operands: [Int]) -> Int {
        if operands.contains(where: { nodes[$0] == .constant(.no) }) { return constant(.no) }
        let rest = operands.filter { nodes[$0] != .constant(.yes) }
        return rest.isEmpty ? constant(.yes) : rest.count == 1 ? rest[0] : node(.all(rest))
    }

    func any(_ operands: [Int]) -> Int {
        if operands.contains(where: { nodes[$0] == .constant(.yes) }) { return constant(.yes) }
        let rest = operands.filter { nodes[$0] != .constant(.no) }
        return rest.isEmpty ? constant(.no) : rest.count == 1 ? rest[0] : node(.any(rest))
    }

    func choose(_ condition: Int, _ a: Int, _ b: Int) -> Int {
        switch nodes[condition] {
        case .constant(.yes): a
        case .constant(.no): b
        case .constant(.unknown): constant(.unknown)
        default: node(.choose(condition, a, b))
        }
    }

    func isUnknown(_ operand: Int) -> Int {
        if case .constant(let truth) = nodes[operand] { return constant(Truth(truth == .unknown)) }
        return node(.isUnknown(operand))
    }

    // MARK: Subjects and forms

    func identity(_ expression: CheckedExpression, _ scope: Scope) -> Int {
        identities.number(of: expression, locals: scope.bindings.mapValues(\.identity))
    }

    /// The subject that an expression is, as it stands.
    func subject(_ expression: CheckedExpression, _ scope: Scope, as type: Type? = nil) -> Int {
        let identity = identity(expression, scope)
        if let number = subjectNumbers[identity] { return number }
        if isElement, readsOutside(expression, scope) { readsOutside = true }
        var subject = Subject(
            identity: identity, type: type ?? expression.type, text: text(of: expression, scope), path: path(expression, scope))
        if let path = subject.path, let field = layout.field(at: path), !isElement { subject.hasFallback = field.fallback != nil }
        switch expression.kind {
        case .aggregate(.count, _, _, _): (subject.isWhole, subject.minimum) = (true, .zero)
        case .builtin(let index, _):
            switch Builtin.all[index].name {
            case "length", "index_of": (subject.isWhole, subject.minimum) = (true, .zero)
            default: break
            }
        default: break
        }
        if case .year = subject.type { subject.isWhole = true }
        if case .number = subject.type, subject.minimum == nil, isNeverNegative(expression, scope, depth: 0) { subject.minimum = .zero }
        switch expression.kind {
        case .rule(let rule): subject.rule = rule
        case .column(let record, .rule(let rule)): if path(record, scope) != nil { subject.rule = rule }
        default: break
        }
        let number = subjects.count
        subjects.append(subject)
        subjectNumbers[identity] = number
        return number
    }

    func form(_ linear: Linear, _ text: FormText) -> Int {
        forms.append((linear, text))
        return forms.count - 1
    }

    func text(of expression: CheckedExpression, _ scope: Scope) -> String {
        let text = program.sources.text(of: expression.span)
        // The year that a parameter is for stands nowhere in the rules.
        if case .field(let index) = expression.kind, program.schema.fields.indices.contains(index),
            !program.schema.fields[index].isNamed(nfkc(text))
        {
            return program.schema.fields[index].name
        }
        return text.isEmpty ? "…" : text.split(whereSeparator: \.isNewline).map { $0.trimmingBlanks }.joined(separator: " ")
    }

    /// Whether an expression of an element reads anything but the element.
    private func readsOutside(_ expression: CheckedExpression, _ scope: Scope) -> Bool {
        var waiting = [expression]
        var bound: Set<LocalID> = []
        while let next = waiting.popLast() {
            bound.formUnion(next.boundLocals)
            switch next.kind {
            case .field, .sheets, .rule, .call: return true
            case .local(let local): if scope.bindings[local] == nil, !bound.contains(local) { return true }
            default: waiting += next.children
            }
        }
        return false
    }

    // MARK: Conditions

    /// Whether a yes/no expression holds.
    func truth(_ expression: CheckedExpression, _ scope: Scope) -> Int {
        guard depth < Self.maximumDepth, nodes.count < Self.maximumNodes, visits < Self.maximumVisits else {
            return flag(expression, scope)
        }
        depth += 1
        visits += 1
        defer { depth -= 1 }
        switch expression.kind {
        case .yesno(let flag): return constant(Truth(flag))
        case .blank: return constant(.unknown)
        case .not(let operand): return not(truth(operand, scope))
        case .and(let operands): return all(operands.map { truth($0, scope) })
        case .or(let operands): return any(operands.map { truth($0, scope) })
        case .condition(let condition, let a, let b): return choose(truth(condition, scope), truth(a, scope), truth(b, scope))
        case .coalesce(let operands):
            let parts = operands.map { truth($0, scope) }
            return parts.dropLast().reversed().reduce(parts[parts.count - 1]) { rest, part in choose(isUnknown(part), rest, part) }
        case .isBlank(let operand): return blankness(operand, scope)
        case .compare(let op, let a, let b): return comparison(op, a, b, scope) ?? flag(expression, scope)
        case .within(let needle, let list):
            guard case .list(let elements) = list.kind, !elements.isEmpty else { return flag(expression, scope) }
            if let node = among(needle, elements, scope) { return node }
            let parts = elements.map { comparison(.equal, needle, $0, scope) }
            return parts.contains(nil) ? flag(expression, scope) : any(parts.compactMap { $0 })
        case .aggregate(let kind, let list, let local, let body):
            return quantified(kind, list, local, body, expression, scope) ?? flag(expression, scope)
        case .local, .rule, .column, .call:
            guard let (inner, innerScope) = definition(of: expression, scope) else { return flag(expression, scope) }
            guard let key = truthKey(expression, scope) else { return truth(inner, innerScope) }
            if let known = truths[key] { return known }
            chargeCall(expression)
            var node = truth(inner, innerScope)
            if heights[node] > Self.maximumHeight { node = flag(expression, scope) }
            truths[key] = node
            return node
        default: return flag(expression, scope)
        }
    }

    /// A function is read anew for other arguments: what that takes grows with them.
    func chargeCall(_ expression: CheckedExpression) { if case .call = expression.kind { visits += 20 } }

    private func truthKey(_ expression: CheckedExpression, _ scope: Scope) -> TruthKey? {
        switch expression.kind {
        case .rule(let rule): TruthKey(rule: rule, row: -1)
        case .column(let row, .rule(let rule)): TruthKey(rule: rule, row: identity(row, scope))
        case .call: TruthKey(rule: -1, row: identity(expression, scope))
        default: nil
        }
    }

    /// A yes/no value that is not seen into.
    func flag(_ expression: CheckedExpression, _ scope: Scope) -> Int { test(.flag(subject: subject(expression, scope))) }

    /// Whether a value is blank or unknown.
    func blankness(_ expression: CheckedExpression, _ scope: Scope) -> Int {
        let (expression, scope) = resolved(expression, scope)
        switch expression.type {
        case .yesno: return isUnknown(truth(expression, scope))
        case .number, .year:
            guard let value = linear(expression, scope) else { return test(.isBlank(subject: subject(expression, scope))) }
            return blankness(of: value) { linear in
                if linear.isUnknown { return constant(.yes) }
                return any(linear.guards.map { blankness(of: $0) }.sorted())
            }
        case .text, .mark, .choice:
            guard let value = symbol(expression, scope) else { return test(.isBlank(subject: subject(expression, scope))) }
            return blankness(of: value) { value in
                switch value {
                case .constant(let text): return constant(Truth(text.isEmpty))
                case .subject(let subject): return test(.isBlank(subject: subject))
                case .unknown: return constant(.yes)
                }
            }
        case .list, .table:
            guard let list = listed(expression, scope), let every = predicate(keeping: list) else {
                return isBlankOpaque(expression, scope)
            }
            let count = Linear(term: .tally(list: list.number, predicate: every, .yes))
            let none = linearNode(count, .lessOrEqual, FormText(quantified: expression, "count", in: self, scope))
            return any([test(.isMissing(list: list.number)), none, unknownElements(list.number, every)])
        default: return isBlankOpaque(expression, scope)
        }
    }

    /// Whether something is blank that has no value of its own: never unknown.
    private func isBlankOpaque(_ expression: CheckedExpression, _ scope: Scope) -> Int {
        test(.isBlank(subject: subject(expression, scope)))
    }

    /// Whether a term is blank, and with it every sum that it is part of.
    func blankness(of term: LinearTerm) -> Int {
        switch term {
        case .subject(let subject): return test(.isBlank(subject: subject))
        case .tally(let list, let predicate, _):
            return any([test(.isMissing(list: list)), unknownElements(list, predicate)])
        }
    }

    /// Whether a choice between values is blank: also where it is unknown which of them it is.
    private func blankness<Leaf>(of value: Choosing<Leaf>, _ leaf: (Leaf) -> Int) -> Int {
        switch value {
        case .leaf(let value): return leaf(value)
        case .choose(let condition, let a, let b):
            return any([isUnknown(condition), choose(condition, blankness(of: a, leaf), blankness(of: b, leaf))])
        }
    }

    func node<Leaf>(of value: Choosing<Leaf>, _ leaf: (Leaf) -> Int) -> Int {
        switch value {
        case .leaf(let value): leaf(value)
        case .choose(let condition, let a, let b): choose(condition, node(of: a, leaf), node(of: b, leaf))
        }
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmingBlanks: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return String(rest)
    }
}

extension RecordSchema {
    /// The field at a path of indices, through tables and records.
    func field(at path: [Int]) -> FieldSchema? {
        var record: RecordSchema? = self
        var field: FieldSchema?
        for index in path {
            guard let here = record, here.fields.indices.contains(index) else { return nil }
            field = here.fields[index]
            record = here.fields[index].record
        }
        return field
    }
}
