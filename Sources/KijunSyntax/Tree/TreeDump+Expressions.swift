extension TreeDump {
    public static func text(of expression: Expression) -> String {
        switch expression.kind {
        case .number(let number):
            number.digits + (number.isPercent ? "%" : "")
                + (number.unit.map { unit in unit.factors.map(\.name.text).joined(separator: " ") } ?? "")
        case .year(let year): "\(year.era)\(year.number)=\(year.commonEra)"
        case .text(let parts, let quote):
            "(\(quote == .corner ? "corner" : "text")\(parts.map { " " + text(of: $0) }.joined()))"
        case .mark(let mark): mark
        case .yesno(let value): "\(value)"
        case .blank: "blank"
        case .name(let name): name.text
        case .it: "it"
        case .sheets: "sheets"
        case .sheet: "sheet"
        case .list(let items): node("list", items)
        case .record(let items): "(record\(items.map { " \($0.name.text): \(text(of: $0.value))" }.joined()))"
        case .member(let base, let name): "(. \(text(of: base)) \(name.text))"
        case .index(let base, let key): node("at", [base, key])
        case .call(let name, let arguments):
            "(\(name.text)!\(arguments.map { " " + text(of: $0.value) + ($0.source.map { " for " + text(of: $0) } ?? "") }.joined()))"
        case .sum(let first, let terms): "(sum \(text(of: first))\(text(of: terms)))"
        case .product(let first, let terms): "(product \(text(of: first))\(text(of: terms)))"
        case .negate(let value): node("negate", [value])
        case .coalesce(let values): node("??", values)
        case .comparison(let first, let links): "(compare \(text(of: first))\(links.map(text(of:)).joined()))"
        case .isBlank(let value, let negated): node(negated ? "is-not-blank" : "is-blank", [value])
        case .not(let value): node("not", [value])
        case .and(let values): node("and", values)
        case .or(let values): node("or", values)
        case .condition(let condition, let then, let otherwise): node("if", [condition, then, otherwise])
        case .query(let rows, let clauses): "(query \(text(of: rows))\(clauses.map { " " + text(of: $0) }.joined()))"
        case .error: "(error)"
        }
    }

    private static func node(_ name: String, _ parts: [Expression]) -> String {
        "(\(name)\(parts.map { " " + text(of: $0) }.joined()))"
    }

    private static func text(of terms: [Term]) -> String {
        terms.map { " \($0.op.rawValue) \(text(of: $0.operand))" }.joined()
    }

    private static func text(of link: Comparison) -> String {
        switch link.operand {
        case .expression(let value): " \(link.op.rawValue) \(text(of: value))"
        case .range(let low, let high, let open): " \(link.op.rawValue) \(text(of: low)) \(open ? "..<" : "..") \(text(of: high))"
        }
    }

    private static func text(of part: TextPart) -> String {
        switch part {
        case .characters(let characters): quoted(characters)
        case .interpolation(let value): "{\(text(of: value))}"
        }
    }

    private static func text(of clause: Clause) -> String {
        switch clause {
        case .filter(let condition): "(where \(text(of: condition)))"
        case .select(let selections): "(select\(text(of: selections)))"
        case .sort(let key, let descending): "(sort \(text(of: key))\(descending ? " desc" : ""))"
        case .top(let count): "(top \(text(of: count)))"
        case .group(let selections): "(group\(text(of: selections)))"
        }
    }

    private static func text(of selections: [Selection]) -> String {
        selections.map { " " + ($0.name.map { "\($0.text) = " } ?? "") + text(of: $0.value) }.joined()
    }
}
