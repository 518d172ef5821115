import KijunSyntax

extension ConditionReader {
    /// More choices between values than a condition has: the whole then counts as one value.
    private static let maximumLeaves = 24

    // MARK: Numbers and years

    /// A number or year as sums of terms; nil where it is one value that is not seen into.
    func linear(_ expression: CheckedExpression, _ scope: Scope) -> Choosing<Linear>? {
        guard depth < Self.maximumDepth, visits < Self.maximumVisits else { return nil }
        depth += 1
        visits += 1
        defer { depth -= 1 }
        switch expression.kind {
        case .rule, .column(_, .rule), .call:
            let identity = identity(expression, scope)
            if let known = linears[identity] { return known }
            chargeCall(expression)
            let value = unresolvedLinear(expression, scope)
            linears[identity] = .some(value)
            return value
        default: return unresolvedLinear(expression, scope)
        }
    }

    private func unresolvedLinear(_ expression: CheckedExpression, _ scope: Scope) -> Choosing<Linear>? {
        let (resolved, inner) = resolved(expression, scope)
        func term() -> Choosing<Linear> { .leaf(Linear(term: .subject(subject(resolved, inner)))) }
        func below(_ operand: CheckedExpression) -> Choosing<Linear>? { linear(operand, inner) }
        switch resolved.kind {
        case .number(let number): return .leaf(Linear(constant: number))
        case .year(let year): return .leaf(Linear(constant: Number(year)))
        case .blank: return .leaf(.unknown)
        case .negate(let operand): return below(operand).flatMap { scaled($0, by: Number(-1)) } ?? term()
        case .scaled(let operand, let power):
            guard let factor = Number.one.shifted(powerOfTen: power) else { return term() }
            return below(operand).flatMap { scaled($0, by: factor) } ?? term()
        case .sum(let first, let terms):
            var sum = below(first)
            for term in terms {
                guard let left = sum, let right = below(term.operand) else { return self.term(resolved, inner) }
                sum = added(left, right, times: Number(term.op == .plus ? 1 : -1))
            }
            return sum ?? term()
        case .product(let first, let terms): return product(first, terms, inner) ?? term()
        case .parameter(let index, let year): return parameter(index, year, inner) ?? term()
        case .condition(let condition, let a, let b):
            guard let first = below(a), let second = below(b), first.count + second.count <= Self.maximumLeaves else { return term() }
            return .choose(truth(condition, inner), first, second)
        case .coalesce(let operands):
            var result: Choosing<Linear>?
            for operand in operands.reversed() {
                guard let value = below(operand) else { return term() }
                guard let rest = result else {
                    result = value
                    continue
                }
                guard rest.count + value.count <= Self.maximumLeaves else { return term() }
                result = .choose(blankness(operand, inner), rest, value)
            }
            return result ?? term()
        case .aggregate(.count, let list, _, body: nil):
            guard let listed = listed(list, inner), let kept = predicate(keeping: listed) else { return term() }
            return .leaf(Linear(term: .tally(list: listed.number, predicate: kept, .yes)))
        case .rule, .column:
            return decisionValue(resolved, inner, otherwise: Linear.unknown) { linear($0, $1) } ?? term()
        default: return term()
        }
    }

    private func term(_ expression: CheckedExpression, _ scope: Scope) -> Choosing<Linear> {
        .leaf(Linear(term: .subject(subject(expression, scope))))
    }

    private func product(_ first: CheckedExpression, _ terms: [CheckedTerm], _ scope: Scope) -> Choosing<Linear>? {
        guard var result = linear(first, scope) else { return nil }
        for term in terms {
            guard let operand = linear(term.operand, scope) else { return nil }
            guard result.count * operand.count <= Self.maximumLeaves else { return nil }
            var isSeen = true
            result = result.combined(with: operand) { first, second -> Linear in
                guard let next = Self.product(first, term.op, second) else {
                    isSeen = false
                    return first
                }
                return next
            }
            if !isSeen { return nil }
        }
        return result
    }

    /// nil where no side is a constant, or a number becomes too large.
    private static func product(_ first: Linear, _ op: Term.Operator, _ second: Linear) -> Linear? {
        if first.isUnknown || second.isUnknown { return .unknown }
        if second.isConstant {
            if op == .divide, second.constant.isZero { return .unknown }
            return (op == .times ? second.constant : Number.one.divided(by: second.constant)).flatMap { first.multiplied(by: $0) }
        }
        return first.isConstant && op == .times ? second.multiplied(by: first.constant) : nil
    }

    private func scaled(_ value: Choosing<Linear>, by factor: Number) -> Choosing<Linear>? {
        var isTooLarge = false
        let result = value.map { linear -> Linear in
            guard let product = linear.multiplied(by: factor) else {
                isTooLarge = true
                return linear
            }
            return product
        }
        return isTooLarge ? nil : result
    }

    func added(_ a: Choosing<Linear>, _ b: Choosing<Linear>, times factor: Number) -> Choosing<Linear>? {
        guard a.count * b.count <= Self.maximumLeaves else { return nil }
        var isTooLarge = false
        let result = a.combined(with: b) { first, second -> Linear in
            guard let sum = first.adding(second, times: factor) else {
                isTooLarge = true
                return first
            }
            return sum
        }
        return isTooLarge ? nil : result
    }

    /// A parameter by the years that it has values for: before the first, and without a year, it is unknown.
    private func parameter(_ index: Int, _ year: CheckedExpression, _ scope: Scope) -> Choosing<Linear>? {
        let entries = program.parameters[index].entries
        guard !entries.isEmpty, entries.count <= Self.maximumLeaves / 3, !isElement, let own = linear(year, scope) else { return nil }
        var result = Choosing<Linear>.leaf(.unknown)
        var last: Number?
        for entry in entries.sorted(by: { $0.from < $1.from }) {
            guard case .leaf(let value)? = linear(entry.value, Scope()), value.isConstant else { return nil }
            if value.constant == last { continue }
            last = value.constant
            let start = Linear(constant: Number(entry.from))
            guard let difference = added(own, .leaf(start), times: Number(-1)) else { return nil }
            let shown = FormText(kind: .constant(start.constant), left: text(of: year, scope), type: .year)
            let holds = node(of: difference) { linearNode($0, .greaterOrEqual, shown) }
            result = .choose(holds, .leaf(value), result)
        }
        return result
    }

    // MARK: Texts, marks and choices

    /// A text, mark or choice as what it may be; nil where it is one value that is not seen into.
    func symbol(_ expression: CheckedExpression, _ scope: Scope) -> Choosing<SymbolValue>? {
        guard depth < Self.maximumDepth, visits < Self.maximumVisits else { return nil }
        depth += 1
        visits += 1
        defer { depth -= 1 }
        let (resolved, inner) = resolved(expression, scope)
        switch resolved.kind {
        case .text(let text): return .leaf(.constant(nfkc(text)))
        case .blank: return .leaf(.unknown)
        case .condition(let condition, let a, let b):
            guard let first = symbol(a, inner), let second = symbol(b, inner),
                first.count + second.count <= Self.maximumLeaves
            else { return nil }
            return .choose(truth(condition, inner), first, second)
        case .coalesce(let operands):
            var result: Choosing<SymbolValue>?
            for operand in operands.reversed() {
                guard let value = symbol(operand, inner) else { return nil }
                guard let rest = result else {
                    result = value
                    continue
                }
                guard rest.count + value.count <= Self.maximumLeaves else { return nil }
                result = .choose(blankness(operand, inner), rest, value)
            }
            return result
        case .rule, .column:
            return decisionValue(resolved, inner, otherwise: SymbolValue.unknown) { symbol($0, $1) }
                ?? .leaf(.subject(subject(resolved, inner)))
        default: return .leaf(.subject(subject(resolved, inner)))
        }
    }

    // MARK: Comparisons

    /// Whether a comparison holds; nil where it is not seen into.
    func comparison(_ op: Comparison.Operator, _ a: CheckedExpression, _ b: CheckedExpression, _ scope: Scope) -> Int? {
        if op == .notEqual { return comparison(.equal, a, b, scope).map(not) }
        switch (a.type, b.type) {
        case (.number, .number), (.year, .year), (.number, .year), (.year, .number):
            return numbers(op, a, b, scope)
        case (.yesno, .yesno):
            guard op == .equal else { return nil }
            let (first, second) = (truth(a, scope), truth(b, scope))
            return any([all([first, second]), all([not(first), not(second)])])
        case (.text, .text), (.choice, .choice), (.mark, .mark), (.text, .choice), (.choice, .text), (.text, .mark), (.mark, .text),
            (.choice, .mark), (.mark, .choice):
            return symbols(op, a, b, scope)
        default: return nil
        }
    }

    private func numbers(_ op: Comparison.Operator, _ a: CheckedExpression, _ b: CheckedExpression, _ scope: Scope) -> Int? {
        guard let left = linear(a, scope), let right = linear(b, scope) else { return nil }
        let isLeftConstant = left.onlyConstant != nil && right.onlyConstant == nil
        // The constant to the right: what is shown is the other side.
        let (first, second, order) = isLeftConstant ? (right, left, op.mirrored) : (left, right, op)
        guard let difference = added(first, second, times: Number(-1)) else { return nil }
        let (shown, other) = isLeftConstant ? (b, a) : (a, b)
        var constant: Number?
        if let value = second.onlyConstant { constant = value }
        let text = FormText(
            kind: constant.map { .constant($0) } ?? .other(text(of: other, scope)), left: text(of: shown, scope), type: shown.type)
        return node(of: difference) { linearNode($0, order, text) }
    }

    /// Whether `linear op 0`: unknown where a term is.
    func linearNode(_ linear: Linear, _ op: Comparison.Operator, _ text: FormText) -> Int {
        if linear.isUnknown { return constant(.unknown) }
        let holds =
            linear.coefficients.isEmpty ? constant(Truth(op.holds(linear.constant, .zero))) : test(.linear(form: form(linear, text), op))
        let guards = linear.guards.map { blankness(of: $0) }.sorted()
        return choose(any(guards), constant(.unknown), holds)
    }

    private func symbols(_ op: Comparison.Operator, _ a: CheckedExpression, _ b: CheckedExpression, _ scope: Scope) -> Int? {
        guard let left = symbol(a, scope), let right = symbol(b, scope), left.count * right.count <= Self.maximumLeaves else { return nil }
        let scale = self.scale(of: a.type) ?? self.scale(of: b.type)
        if op != .equal, scale == nil { return nil }
        var isSeen = true
        let pairs = left.combined(with: right) { ($0, $1) }
        let result = node(of: pairs) { pair -> Int in
            guard let node = symbols(op, pair.0, pair.1, scale ?? []) else {
                isSeen = false
                return constant(.unknown)
            }
            return node
        }
        return isSeen ? result : nil
    }

    private func symbols(_ op: Comparison.Operator, _ a: SymbolValue, _ b: SymbolValue, _ scale: [String]) -> Int? {
        func place(_ text: String) -> Int? { scale.firstIndex { nfkc($0) == text } }
        switch (a, b) {
        case (.unknown, _), (_, .unknown): return constant(.unknown)
        case (.constant(let first), .constant(let second)):
            if op == .equal { return constant(Truth(first == second)) }
            guard let left = place(first), let right = place(second) else { return constant(.unknown) }
            return constant(Truth(op.holds(left, right)))
        case (.constant(let text), .subject(let subject)):
            return question(op.mirrored, subject, text, scale, place(text))
        case (.subject(let subject), .constant(let text)):
            return question(op, subject, text, scale, place(text))
        case (.subject(let first), .subject(let second)):
            // Of few symbols every pair is asked for.
            guard first != second, let left = symbols(of: first), let right = symbols(of: second), left.count * right.count <= 150 else {
                return nil
            }
            var pairs: [Int] = []
            for text in left {
                let others = op == .equal ? right.filter { $0 == text } : right
                guard !others.isEmpty else { continue }
                let own = test(.equals(subject: first, text))
                for other in others {
                    guard let holds = symbols(op, .constant(text), .constant(other), scale), nodes[holds] != .constant(.no) else {
                        continue
                    }
                    pairs.append(all([own, test(.equals(subject: second, other)), holds]))
                }
            }
            // Where one is blank or cannot be read, so is the comparison, also of symbols that only the other has.
            let guards = [(first, left), (second, right)].map { isUnknown(test(.equals(subject: $0.0, $0.1.first ?? ""))) }
            return choose(any(guards), constant(.unknown), any(pairs))
        }
    }

    private func question(_ op: Comparison.Operator, _ subject: Int, _ text: String, _ scale: [String], _ place: Int?) -> Int {
        if op == .equal { return test(.equals(subject: subject, text)) }
        guard let place else { return constant(.unknown) }
        return test(.ranks(subject: subject, op, place: place, scale: scale.map { nfkc($0) }))
    }

    private func symbols(of subject: Int) -> [String]? {
        switch subjects[subject].type {
        case .mark: return Mark.all + [""]
        case .choice(let choice): return choice.symbols.map { nfkc($0) }
        default: return nil
        }
    }

    private func scale(of type: Type) -> [String]? {
        guard case .choice(let choice) = type, let name = choice.scale else { return nil }
        return program.scales.first { $0.scale == name }?.symbols ?? choice.symbols
    }
}

extension Choosing where Leaf == Linear {
    /// The constant that it is wherever it is known; nil where it is not always the same.
    var onlyConstant: Number? {
        switch self {
        case .leaf(let linear): return linear.isConstant ? linear.constant : nil
        case .choose(_, let a, let b):
            let (first, second) = (a.onlyConstant, b.onlyConstant)
            if case .leaf(let linear) = a, linear.isUnknown { return second }
            if case .leaf(let linear) = b, linear.isUnknown { return first }
            return first == second ? first : nil
        }
    }
}

extension Comparison.Operator {
    /// The operator with its sides exchanged.
    var mirrored: Comparison.Operator {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        case .equal, .notEqual, .within: self
        }
    }
}

/// What a linear form is in the rules: the left side of a comparison, and what stands on its right.
struct FormText: Hashable {
    enum Kind: Hashable {
        /// The form is the left side less a constant.
        case constant(Number)
        /// The form is the left side less the right.
        case other(String)
        /// The form is above 0 where the left side, a yes/no expression, is that.
        case decides(Bool)
        /// The form is above 0 where the left side is unknown.
        case isUnknown
    }

    let kind: Kind
    let left: String
    let type: Type
}
