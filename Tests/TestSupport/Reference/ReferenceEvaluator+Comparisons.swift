import Kijun
import KijunSyntax

extension ReferenceEvaluator {
    // MARK: Kleene

    /// True where all are; false where one is.
    func all(_ operands: [Datum]) -> Datum {
        if operands.contains(where: { $0.flag == false }) { return .yesno(false) }
        return unknown(of: operands).map { .scalar($0) } ?? .yesno(true)
    }

    /// True where one is; false where none is.
    func any(_ operands: [Datum]) -> Datum {
        if operands.contains(where: { $0.flag == true }) { return .yesno(true) }
        return unknown(of: operands).map { .scalar($0) } ?? .yesno(false)
    }

    func not(_ operand: Datum) -> Datum {
        if let unknown = unknown(of: [operand]) { return .scalar(unknown) }
        return .yesno(operand.flag == false)
    }

    // MARK: ==

    /// Values by their meaning, lists by element, records by column.
    func equal(_ a: Datum, _ b: Datum) -> Datum {
        if let unknown = unknown(of: [a, b]) { return .scalar(unknown) }
        switch (a, b) {
        case (.scalar(.text(let a)), .scalar(.text(let b))): return .yesno(nfkc(a) == nfkc(b))
        case (.scalar(let a), .scalar(let b)): return .yesno(a == b)
        case (.list(let a), .list(let b)):
            if a.count != b.count { return .yesno(false) }
            return all(zip(a, b).map { equal($0, $1) })
        default:
            let (a, b) = (items(of: a), items(of: b))
            return all(a.map { item in b.first { $0.name == item.name }.map { equal(item.value, $0.value) } ?? .yesno(false) })
        }
    }

    /// The columns of a record: for a row those of the form or of the definition.
    func items(of datum: Datum) -> [(name: String, value: Datum)] {
        switch datum {
        case .record(let items): return items
        case .row(let row):
            switch row.content {
            case .sheet: return program.schema.fields.enumerated().map { ($1.name, field($0, row.sheet)) }
            case .fields(let fields): return fields.map { ($0.schema.name, $0.value) }
            case .items(let items): return items
            }
        default: return []
        }
    }

    /// Whether a list has a value; an unknown value is in no list for certain, and out of none.
    func contains(_ list: Datum, _ value: Datum) -> Datum {
        if value.unknown != nil { return .scalar(unknown(of: [value, list]) ?? .undetermined) }
        return any(list.certain.map { equal(value, $0) } + (list.elements == nil ? [list] : []))
    }

    // MARK: <

    /// Whether `a` stands before `b`; an unknown where one has no place in the order.
    func precedes(_ a: Datum, _ b: Datum, _ type: Type) -> Datum {
        if let unknown = unknown(of: [a, b]) { return .scalar(unknown) }
        if let a = a.number, let b = b.number { return .yesno(a < b) }
        guard let a = a.text, let b = b.text else { return .undetermined }
        guard case .choice(let choice) = type else {
            return .yesno(nfkc(a).unicodeScalars.lexicographicallyPrecedes(nfkc(b).unicodeScalars))
        }
        guard let first = rank(a, choice), let second = rank(b, choice) else { return .undetermined }
        return .yesno(first < second)
    }

    /// The place of a symbol in its scale; nil where the scale does not name it.
    func rank(_ symbol: String, _ choice: Choice) -> Int? {
        let scale = program.scales.first { $0.scale == choice.scale }
        return scale?.symbols.firstIndex { nfkc($0) == nfkc(symbol) }
    }

    func compare(_ op: Comparison.Operator, _ a: CheckedExpression, _ b: CheckedExpression, _ scope: Scope) -> Datum {
        let (left, right) = (evaluate(a, scope), evaluate(b, scope))
        let type = a.type == .blank ? b.type : a.type
        switch op {
        case .equal: return equal(left, right)
        case .notEqual: return not(equal(left, right))
        case .less: return precedes(left, right, type)
        case .greater: return precedes(right, left, type)
        case .lessOrEqual: return not(precedes(right, left, type))
        case .greaterOrEqual: return not(precedes(left, right, type))
        case .within: return contains(right, left)
        }
    }

    // MARK: blank

    /// Unknown, the empty text, the empty mark and a list without elements. A failure stays one.
    func isBlank(_ value: Datum) -> Datum {
        switch value {
        case .scalar(.failed): return value
        case .open(_, .failed(let failure)): return .failed(failure)
        case .scalar(.blank), .scalar(.undetermined), .open: return .yesno(true)
        case .scalar(.text(let text)): return .yesno(text.isEmpty)
        case .list(let elements): return .yesno(elements.isEmpty)
        case .scalar, .record, .row: return .yesno(false)
        }
    }

    /// The first that is not blank; a failure stays one.
    func coalesce(_ values: [CheckedExpression], _ scope: Scope) -> Datum {
        var value = Datum.blank
        for expression in values {
            value = evaluate(expression, scope)
            if isBlank(value).flag != true { return value }
        }
        return value
    }
}
