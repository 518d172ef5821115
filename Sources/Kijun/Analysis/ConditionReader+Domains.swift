import KijunSyntax

extension ConditionReader {
    private static let maximumDomainDepth = 40

    /// Whether a number is never below 0 wherever it is known, as far as that can be seen.
    func isNeverNegative(_ expression: CheckedExpression, _ scope: Scope, depth: Int) -> Bool {
        guard depth < Self.maximumDomainDepth, visits < Self.maximumVisits else { return false }
        visits += 1
        func holds(_ part: CheckedExpression) -> Bool { isNeverNegative(part, scope, depth: depth + 1) }
        switch expression.kind {
        case .number(let number): return !number.isNegative
        case .scaled(let operand, _): return holds(operand)
        case .sum(let first, let terms):
            return terms.allSatisfy { $0.op == .plus } && holds(first) && terms.allSatisfy { holds($0.operand) }
        case .product(let first, let terms): return holds(first) && terms.allSatisfy { holds($0.operand) }
        case .condition(_, let a, let b): return holds(a) && holds(b)
        case .coalesce(let operands): return operands.allSatisfy(holds)
        case .parameter(let index, _):
            return program.parameters[index].entries.allSatisfy { isNeverNegative($0.value, Scope(), depth: depth + 1) }
        case .list(let elements): return elements.allSatisfy(holds)
        case .aggregate(let aggregate, let list, _, let body):
            switch aggregate {
            case .count: return true
            case .sum, .min, .max, .mean, .median: return body.map(holds) ?? holds(list)
            case .any, .all, .none, .first, .last, .distinct: return false
            }
        case .builtin(let index, let arguments):
            switch Builtin.all[index].name {
            case "abs", "length", "index_of": return true
            case "round", "floor", "ceiling": return arguments.first.map(holds) ?? false
            case "modulo": return arguments.allSatisfy(holds)
            case "power":
                guard arguments.count == 2 else { return false }
                if case .number(let exponent) = arguments[1].kind, let half = exponent.divided(by: Number(2)), half.isWhole { return true }
                return holds(arguments[0])
            default: return false
            }
        case .local, .rule, .column, .call:
            guard expression.type.isNumber, let (inner, innerScope) = definition(of: expression, scope) else { return false }
            return isNeverNegative(inner, innerScope, depth: depth + 1)
        default: return false
        }
    }

    /// Whether a text is one of many that stand in the rules; nil where few are asked for, or anything else.
    func among(_ needle: CheckedExpression, _ elements: [CheckedExpression], _ scope: Scope) -> Int? {
        guard elements.count > 8, needle.type == .text else { return nil }
        var texts: [String] = []
        for element in elements {
            guard case .text(let text) = element.kind else { return nil }
            texts.append(nfkc(text))
        }
        guard let value = symbol(needle, scope) else { return nil }
        let list = TextList(texts)
        return node(of: value) { value in
            switch value {
            case .constant(let text): constant(Truth(list.contains(text)))
            case .subject(let subject): test(.among(subject: subject, list))
            case .unknown: constant(.unknown)
            }
        }
    }
}

/// Texts that one question names together.
struct TextList: Hashable {
    let texts: [String]
    private let set: Set<String>

    init(_ texts: [String]) {
        self.texts = texts
        set = Set(texts)
    }

    func contains(_ text: String) -> Bool { set.contains(text) }
}
