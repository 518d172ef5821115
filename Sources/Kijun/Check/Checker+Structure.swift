import KijunSyntax

extension Checker {
    // MARK: Lists and records

    mutating func checkList(
        _ elements: [Expression], _ scope: Scope, _ expected: Expected, at span: Span
    ) -> CheckedExpression {
        if elements.isEmpty {
            switch expected {
            case .like(.table(let record)): return CheckedExpression(.list([]), .table(record), at: span)
            case .like(.list(let element)): return CheckedExpression(.list([]), .list(element), at: span)
            default: return CheckedExpression(.list([]), .list(.blank), at: span)
            }
        }
        let wanted = expected.element
        let checked = elements.map { check($0, scope, wanted) }
        return list(of: checked, at: span)
    }

    /// A list of checked elements; records make a table.
    mutating func list(of elements: [CheckedExpression], at span: Span) -> CheckedExpression {
        if elements.contains(where: { $0.type == .error }) { return failed(at: span) }
        let (all, type, misfit) = unified(elements)
        if let misfit {
            report(.mixedList(elements[misfit].type, type, at: elements[misfit].span))
            return failed(at: span)
        }
        let listType: Type
        if case .record(let record) = type { listType = .table(record) } else { listType = .list(type) }
        if listType.isTooLarge {
            report(.tooDeep(at: span))
            return failed(at: span)
        }
        return CheckedExpression(.list(all), listType, at: span)
    }

    mutating func checkRecord(
        _ items: [RecordItem], _ scope: Scope, _ expected: Expected, at span: Span
    ) -> CheckedExpression {
        var members: [RecordMember] = []
        var seen: Set<String> = []
        var wanted: RecordType?
        if case .like(.record(let record)) = expected { wanted = record }
        for item in items {
            var name = item.name.text
            var column: NamedColumn?
            if let wanted, let found = self.column(item.name, of: wanted) {
                column = found
                name = canonicalName(found, of: wanted) ?? name
            }
            if !seen.insert(name).inserted { report(.duplicateName(item.name.text, at: item.name.span, first: nil)) }
            var value = check(item.value, scope, column.map { .like($0.type) } ?? .anything)
            // The records beside it write rows of their own: an empty table fits those of any.
            if case .list(let rows) = value.kind, rows.isEmpty { value = CheckedExpression(.list([]), .list(.blank), at: value.span) }
            members.append(RecordMember(name, value))
        }
        let type = Type.record(.anonymous(members.map { RecordType.Item(name: $0.name, type: $0.value.type) }))
        if type.isTooLarge {
            report(.tooDeep(at: span))
            return failed(at: span)
        }
        return CheckedExpression(.record(members), type, at: span)
    }

    /// The first name of a column that may be written by an alias.
    func canonicalName(_ column: NamedColumn, of record: RecordType) -> String? {
        switch (column.reference, record) {
        case (.item(let name), _): name
        case (.rule(let id), _): rules[id].name
        case (.field(let index), .declared(let path)): records[path]?.schema?.fields[index].name
        case (.field(let index), .sheet): schema.fields[index].name
        default: nil
        }
    }

    // MARK: Logic

    mutating func checkLogic(
        _ parts: [Expression], _ scope: Scope, at span: Span,
        _ make: ([CheckedExpression]) -> CheckedExpression.Kind
    ) -> CheckedExpression {
        var checked: [CheckedExpression] = []
        for part in parts { checked.append(yesno(part, scope)) }
        return CheckedExpression(make(checked), .yesno, at: span)
    }

    mutating func checkNot(_ inner: Expression, _ scope: Scope, at span: Span) -> CheckedExpression {
        CheckedExpression(.not(yesno(inner, scope)), .yesno, at: span)
    }

    mutating func checkIsBlank(
        _ inner: Expression, _ negated: Bool, _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        let isBlank = CheckedExpression(.isBlank(check(inner, scope)), .yesno, at: span)
        return negated ? CheckedExpression(.not(isBlank), .yesno, at: span) : isBlank
    }

    /// A condition, or an operand of `&&`, `||` and `!`.
    mutating func yesno(_ expression: Expression, _ scope: Scope) -> CheckedExpression {
        let checked = check(expression, scope)
        if let fitted = fitted(checked, to: .yesno) { return fitted }
        report(.conditionNotYesNo(checked.type, at: expression.span))
        return failed(expression)
    }

    // MARK: Choices between values

    /// `if … then … else …`; a chain of `else if` is taken step by step.
    mutating func checkCondition(_ expression: Expression, _ scope: Scope, _ expected: Expected) -> CheckedExpression {
        guard case .condition(let condition, let yes, let no) = expression.kind else { return failed(expression) }
        let test = yesno(condition, scope)
        let first: CheckedExpression
        let second: CheckedExpression
        switch expected {
        case .anything where needsNeighbour(yes, scope) && !needsNeighbour(no, scope):
            second = check(no, scope)
            first = check(yes, scope, like(second.type))
        case .anything:
            first = check(yes, scope)
            second = check(no, scope, like(first.type))
        default:
            first = check(yes, scope, expected)
            second = check(no, scope, expected)
        }
        let (both, type, misfit) = unified([first, second])
        if misfit != nil {
            report(.mixedBranches(first.type, second.type, at: no.span, first: yes.span))
            return failed(expression)
        }
        return CheckedExpression(.condition(test, both[0], both[1]), type, at: expression.span)
    }

    /// What a neighbour's type lets an expression be; a text that is no symbol stays a text.
    private func like(_ type: Type) -> Expected {
        if case .error = type { return .anything }
        return .like(type)
    }

    mutating func checkCoalesce(
        _ parts: [Expression], _ scope: Scope, _ expected: Expected, at span: Span
    ) -> CheckedExpression {
        guard let head = parts.first else { return failed(at: span) }
        let first = check(head, scope, expected)
        var checked = [first]
        for part in parts.dropFirst() {
            let value = check(part, scope, like(first.type))
            guard let value = symbol(value, like: first.type) else { return failed(at: span) }
            checked.append(value)
        }
        let (all, type, misfit) = unified(checked)
        if let misfit {
            if case .number(let left) = first.type, case .number(let right) = checked[misfit].type {
                report(.unitMismatch(left.unit, right.unit, at: parts[misfit].span, other: head.span))
            } else {
                report(.mismatch(found: checked[misfit].type, expected: first.type, at: parts[misfit].span))
            }
            return failed(at: span)
        }
        return CheckedExpression(.coalesce(all), type, at: span)
    }

    /// A text that stands for a blank symbol or mark is one itself; nil where it is reported that it is none.
    private mutating func symbol(_ value: CheckedExpression, like type: Type) -> CheckedExpression? {
        guard case .text(let text) = value.kind, value.isTextLiteral, fitted(value, to: type) == nil else { return value }
        switch type {
        case .choice(let choice): report(.notInChoice(text, choice, nearest: nearest(text, choice.symbols), at: value.span))
        case .mark: report(.notAMark(text, at: value.span))
        default: return value
        }
        return nil
    }

    /// A literal or an undefined name, that becomes what its neighbour is.
    mutating func needsNeighbour(_ expression: Expression, _ scope: Scope) -> Bool {
        switch expression.kind {
        case .name(let name): return isUndefined(name, scope)
        case .number, .mark, .blank: return true
        case .text(let parts, _):
            return parts.allSatisfy { part in
                if case .characters = part { true } else { false }
            }
        case .list(let elements): return elements.contains { needsNeighbour($0, scope) } || elements.isEmpty
        case .condition(_, let yes, let no): return needsNeighbour(yes, scope) || needsNeighbour(no, scope)
        default: return false
        }
    }
}
