extension Printer {
    /// An expression, in brackets where it binds less tightly than `minimum`; nil takes anything.
    mutating func text(_ expression: Expression, _ minimum: Precedence? = nil) -> String {
        guard let minimum else { return bare(expression) }
        let binds = Self.precedence(of: expression)
        let isLoose = binds.map { $0 < minimum } ?? true
        return isLoose ? "(\(SoftBreak.nested(bare(expression))))" : bare(expression)
    }

    /// nil for queries and `if`, which are looser than every operator. Operands without operators bind like a sign.
    private static func precedence(of expression: Expression) -> Precedence? {
        switch expression.kind {
        case .query, .condition: nil
        case .or: .or
        case .and: .and
        case .not: .not
        case .comparison, .isBlank: .comparison
        case .coalesce: .coalesce
        case .sum: .sum
        case .product: .product
        default: .sign
        }
    }

    private mutating func bare(_ expression: Expression) -> String {
        switch expression.kind {
        case .number(let number): return text(number, expression.span)
        case .year(let year): return text(year, expression.span)
        case .text(let parts, let quote): return text(parts, quote)
        case .mark(let mark): return mark
        case .yesno(let value): return spelling.word(value ? .yes : .no)
        case .blank: return spelling.word(.blank)
        case .name(let name): return text(name)
        case .it: return spelling.word(.it)
        case .sheets: return spelling.word(.sheets)
        case .sheet: return spelling.word(.sheet)
        case .list(let items):
            if let first = items.first, isSpread(expression.span, first.span) {
                var parts: [String] = []
                for item in items {
                    itemOffsets.append(offset(of: item.span))
                    parts.append(SoftBreak.nested(itemText(item)))
                }
                return spread("[", parts, "]", expression.span)
            }
            return "[\(SoftBreak.nested(itemTexts(items)))]"
        case .record(let items):
            if let first = items.first, isSpread(expression.span, first.name.span) {
                var parts: [String] = []
                for item in items {
                    itemOffsets.append(offset(of: item.name.span))
                    parts.append("\(text(item.name)): \(SoftBreak.nested(itemText(item.value)))")
                }
                return spread("{", parts, "}", expression.span)
            }
            let last = items.count - 1
            let parts = items.enumerated().map { index, item in
                "\(text(item.name)): \(index < last ? itemText(item.value) : text(item.value))"
            }
            return "{\(SoftBreak.nested(parts.joined(separator: ",\(SoftBreak.item)")))}"
        case .member(let base, let name): return "\(operand(base)).\(memberText(name))"
        case .index(let base, let key): return "\(operand(base))[\(SoftBreak.nested(text(key)))]"
        case .call(let name, let arguments): return "\(functionName(name))(\(SoftBreak.nested(text(arguments))))"
        case .error: return ""
        default: return operators(expression)
        }
    }

    private mutating func operators(_ expression: Expression) -> String {
        switch expression.kind {
        case .sum(let first, let terms): return text(first, .product) + text(terms, after: first, .product)
        case .product(let first, let terms): return text(first, .sign) + text(terms, after: first, .sign)
        case .negate(let value): return "-" + text(value, .sign)
        case .coalesce(let values): return values.map { text($0, .sum) }.joined(separator: " ?? ")
        case .comparison(let first, let links):
            // `a ?? b == c` compares `a ?? b`: brackets say so.
            var result = text(first, .sum)
            for link in links { result += text(link) }
            return result
        case .isBlank(let value, let negated):
            let value = text(value, .sum)
            let isJapanese = spelling.languageOfBlankTest(isNegated: negated) == .ja
            // The Japanese words are one word each, the English two or three.
            if isJapanese { return "\(value) \((negated ? Keyword.isNotBlank : .isBlank).spelling(.ja))" }
            let not = negated ? " \(Keyword.not.spelling(.en))" : ""
            return "\(value) is\(not) \(spelling.word(.blank))"
        case .not(let value):
            let sign = spelling.sign(.not, "!")
            if sign != "!" { return "\(sign) \(text(value, .not))" }
            // `!a == b` is `!(a == b)`: brackets say so.
            let isComparison = Self.precedence(of: value) == .comparison
            return isComparison ? "!(\(SoftBreak.nested(bare(value))))" : "!" + text(value, .not)
        case .and(let values): return joined(values, .and, "&&", SoftBreak.and, .not)
        case .or(let values): return joined(values, .or, "||", SoftBreak.or, .and)
        case .condition(let condition, let then, let otherwise):
            return conditional(condition, then, otherwise)
        case .query(let rows, let clauses):
            var result = text(rows, .or)
            for clause in clauses { result += " " + text(clause) }
            return result
        default: return ""
        }
    }

    /// Functions of the language are among the words that are turned into another language; those of the rules keep their names.
    private mutating func functionName(_ name: Name) -> String {
        let own = text(name)
        return functions[name.text] ?? own
    }

    /// The base of `.name` and `[key]`.
    private mutating func operand(_ base: Expression) -> String {
        if case .negate = base.kind { return "(\(bare(base)))" }
        return text(base, .sign)
    }

    private mutating func joined(
        _ values: [Expression], _ keyword: Keyword, _ sign: String, _ softBreak: String, _ minimum: Precedence
    ) -> String {
        var result = ""
        for (index, value) in values.enumerated() {
            if index > 0 { result += "\(softBreak)\(spelling.sign(keyword, sign)) " }
            result += text(value, minimum)
        }
        return result
    }

    private mutating func text(_ terms: [Term], after first: Expression, _ minimum: Precedence) -> String {
        var result = ""
        var endOfUnit = first.endOfUnit
        for term in terms {
            // `7_920千円/人工` without a space is one unit, with spaces a division by whatever 人工 is.
            let isUnit = term.goesOn(from: endOfUnit)
            let operand = text(term.operand, minimum)
            result += isUnit ? "\(term.op.rawValue)\(operand)" : " \(term.op.rawValue) \(operand)"
            endOfUnit = isUnit ? term.operand.span.end : term.operand.endOfUnit
        }
        return result
    }

    private mutating func text(_ link: Comparison) -> String {
        let op = link.op == .within ? spelling.word(.within) : link.op.rawValue
        switch link.operand {
        case .expression(let value): return " \(op) \(text(value, .sum))"
        case .range(let low, let high, let open):
            return " \(op) \(text(low, .sum))\(open ? "..<" : "..")\(text(high, .sum))"
        }
    }

    /// Written in a loop: a chain of `else if` may be two hundred long.
    private mutating func conditional(_ condition: Expression, _ then: Expression, _ otherwise: Expression) -> String {
        var (condition, then, otherwise) = (condition, then, otherwise)
        var result = ""
        while true {
            result += "\(spelling.word(.ifWord)) \(text(condition, .or)) "
            result += "\(spelling.word(.then)) \(text(then, .or))\(SoftBreak.otherwise)\(spelling.word(.elseWord)) "
            guard case .condition(let nextCondition, let nextThen, let nextOtherwise) = otherwise.kind else {
                return result + text(otherwise, .or)
            }
            (condition, then, otherwise) = (nextCondition, nextThen, nextOtherwise)
        }
    }

    // MARK: Lists, arguments, queries

    /// The first item stands on another line than the bracket before it.
    private func isSpread(_ whole: Span, _ first: Span) -> Bool {
        guard let gap = written(Span(start: whole.start, end: max(whole.start, first.start))) else { return false }
        return gap.utf8.contains(UInt8(ascii: "\n")) && "[［{｛".contains(gap.first ?? " ")
    }

    private mutating func spread(_ open: String, _ items: [String], _ close: String, _ span: Span) -> String {
        itemOffsets.append(offset(of: span) + Int(span.end - span.start) - 1)
        return "\(open)\(SoftBreak.open)\(items.joined(separator: ",\(SoftBreak.next)")),\(SoftBreak.close)\(close)"
    }

    /// An item with others after it: a query that ends in a list of columns would take them for its own.
    mutating func itemText(_ expression: Expression) -> String {
        guard case .query(_, let clauses) = expression.kind, let last = clauses.last else { return text(expression) }
        switch last {
        case .select, .group: return "(\(SoftBreak.nested(text(expression))))"
        default: return text(expression)
        }
    }

    private mutating func itemTexts(_ items: [Expression]) -> String {
        let last = items.count - 1
        return items.enumerated().map { $0 < last ? itemText($1) : text($1) }.joined(separator: ",\(SoftBreak.item)")
    }

    private mutating func text(_ arguments: [Argument]) -> String {
        let last = arguments.count - 1
        return arguments.enumerated().map { index, argument in
            guard let source = argument.source else { return index < last ? itemText(argument.value) : text(argument.value) }
            let value = text(argument.value)
            return "\(value) \(spelling.forWord()) \(index < last ? itemText(source) : text(source))"
        }.joined(separator: ",\(SoftBreak.item)")
    }

    private mutating func text(_ clause: Clause) -> String {
        switch clause {
        case .filter(let condition): return "\(spelling.word(.whereWord)) \(text(condition, .or))"
        case .select(let selections): return "\(spelling.word(.select)) \(text(selections))"
        case .sort(let key, let descending):
            let head = by(.sort)
            let key = text(key, .or)
            return "\(head) \(key)" + (descending ? " \(spelling.word(.descending))" : "")
        case .top(let count): return "\(spelling.word(.top)) \(text(count, .coalesce))"
        case .group(let selections): return "\(by(.group)) \(text(selections))"
        }
    }

    private mutating func by(_ keyword: Keyword) -> String {
        let language = spelling.language(of: keyword)
        return language == .ja ? keyword.spelling(.ja) : "\(keyword.spelling(.en)) by"
    }

    private mutating func text(_ selections: [Selection]) -> String {
        selections.map { selection in
            let name = selection.name.map { "\(text($0)) = " } ?? ""
            return name + text(selection.value, .or)
        }.joined(separator: ", ")
    }

    // MARK: Literals

    /// With the `_` that it is written with; without a source every three digits where it has more than four.
    private func text(_ number: NumberLiteral, _ span: Span) -> String {
        let unit = number.unit?.factors.first.map { memberText($0.name) } ?? ""
        let tail = (number.isPercent ? "%" : "") + unit
        if let written = written(span) {
            let digits = String(String.UnicodeScalarView(written.unicodeScalars.compactMap { Unicode.Scalar(Folding.ascii($0.value)) }))
                .prefix { $0.isASCII && ($0.isNumber || $0 == "_" || $0 == ".") }
            if digits.filter({ $0 != "_" }) == number.digits { return digits + tail }
        }
        let parts = number.digits.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, whole.utf8.count > 4 else { return number.digits + tail }
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.utf8.count - index) % 3 == 0 { grouped += "_" }
            grouped.append(digit)
        }
        return ([grouped] + parts.dropFirst().map(String.init)).joined(separator: ".") + tail
    }

    private func text(_ year: YearLiteral, _ span: Span) -> String {
        written(span)?.last == "元" ? "\(year.era)元" : "\(year.era)\(year.number)"
    }

    private mutating func text(_ parts: [TextPart], _ quote: Expression.Quote) -> String {
        if quote == .corner {
            return "「" + parts.map { if case .characters(let text) = $0 { text } else { "" } }.joined() + "」"
        }
        var result = "\""
        for part in parts {
            switch part {
            case .characters(let characters): result += Self.escaped(characters, keepsGap: false)
            case .interpolation(let value):
                let inner = SoftBreak.joined(text(value))
                result += inner.hasPrefix("{") ? "{ \(inner)}" : "{\(inner)}"
            }
        }
        return result + "\""
    }

    static func quoted(label: String) -> String { "\"\(escaped(label, keepsGap: true))\"" }

    /// Characters as they stand between quotes. `{}` stays in labels, where it is the gap of `capture`.
    private static func escaped(_ text: String, keepsGap: Bool) -> String {
        var result = ""
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "{" where keepsGap && index < scalars.count && scalars[index] == "}":
                result += "{}"
                index += 1
            case "{": result += "{{"
            case "}":
                // A lone brace is itself; of several each is written twice.
                var count = 1
                while index < scalars.count, scalars[index] == "}" {
                    count += 1
                    index += 1
                }
                result += String(repeating: "}", count: count == 1 ? 1 : 2 * count)
            default:
                if Diagnostic.visible(String(scalar)) == String(scalar) || scalar == "\u{3000}" {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
                }
            }
        }
        return result
    }
}

extension Expression {
    /// Where a number with a unit ends.
    fileprivate var endOfUnit: UInt32? {
        if case .number(let literal) = kind, literal.unit != nil { span.end } else { nil }
    }
}

extension Term {
    /// Whether it is written as more of the unit that ends there: `/人工` without a space.
    fileprivate func goesOn(from end: UInt32?) -> Bool {
        guard op == .divide, let end, case .name(let name) = operand.kind, !opSpan.isEmpty else { return false }
        return end == opSpan.start && opSpan.end == name.span.start
    }
}
