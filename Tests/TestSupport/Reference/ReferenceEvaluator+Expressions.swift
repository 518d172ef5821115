import Kijun
import KijunSyntax

extension ReferenceEvaluator {
    /// The value of an expression.
    func evaluate(_ expression: CheckedExpression, _ scope: Scope) -> Datum {
        switch expression.kind {
        case .number(let number): return .scalar(.number(number))
        case .text(let text): return .text(text)
        case .year(let year): return .scalar(.year(year))
        case .yesno(let flag): return .yesno(flag)
        case .blank: return expression.type == .mark ? .text("") : .blank
        case .interpolation(let parts): return limited(interpolated(parts, scope))
        case .rule(let id): return rule(id, scope)
        case .field(let index): return field(index, scope.sheet)
        case .local(let local): return scope.locals[local] ?? .undetermined
        case .sheets: return .list(sheets.map { .row($0) })
        case .parameter(let index, let year): return parameter(program.parameters[index], evaluate(year, scope), scope)
        case .call(let index, let arguments):
            let instance = program.instances[index]
            var inner = Scope(sheet: scope.sheet)
            for (local, argument) in zip(instance.parameters, arguments) { inner.locals[local] = evaluate(argument, scope) }
            return evaluate(instance.body, inner)
        case .list(let elements): return .list(elements.map { evaluate($0, scope) })
        case .record(let members): return record(members, scope)
        case .column(let base, let reference): return column(reference, of: evaluate(base, scope), scope)
        case .columnOfTable(let table, let reference):
            return mapped(evaluate(table, scope), expression.type) { self.column(reference, of: $0, scope) }
        case .row(let table, let local, let key, let wanted): return row(table, local, key, wanted, scope)
        case .element(let list, let index): return element(evaluate(list, scope), evaluate(index, scope))
        case .sum(let first, let terms): return sum(first, terms, scope)
        case .product(let first, let terms): return product(first, terms, scope)
        case .negate(let operand):
            return arithmetic([evaluate(operand, scope)]) { .number($0[0].negated) }
        case .scaled(let operand, let power):
            return arithmetic([evaluate(operand, scope)]) { .number($0[0].shifted(powerOfTen: power)) }
        case .coalesce(let values): return coalesce(values, scope)
        case .compare(let op, let a, let b): return compare(op, a, b, scope)
        case .within(let value, let list): return contains(evaluate(list, scope), evaluate(value, scope))
        case .isBlank(let operand): return isBlank(evaluate(operand, scope))
        case .not(let operand): return not(evaluate(operand, scope))
        case .and(let operands): return all(operands.map { evaluate($0, scope) })
        case .or(let operands): return any(operands.map { evaluate($0, scope) })
        case .condition(let condition, let yes, let no):
            let test = evaluate(condition, scope)
            guard let holds = test.flag else { return .scalar(unknown(of: [test]) ?? .undetermined) }
            return evaluate(holds ? yes : no, scope)
        case .aggregate(let aggregate, let list, let local, let body):
            var values = evaluate(list, scope)
            if let body { values = each(of: values) { self.evaluate(body, scope.with(local, $0)) } }
            return self.aggregate(aggregate, values, (body?.type ?? list.type.listElement))
        case .map(let list, let local, let body):
            return mapped(evaluate(list, scope), expression.type) { self.evaluate(body, scope.with(local, $0)) }
        case .filter(let list, let local, let condition):
            return filtered(evaluate(list, scope)) { self.evaluate(condition, scope.with(local, $0)) }
        case .sort(let list, let local, let key, let descending):
            return sorted(evaluate(list, scope), key.type, descending) { self.evaluate(key, scope.with(local, $0)) }
        case .top(let list, let count): return top(evaluate(list, scope), evaluate(count, scope))
        case .select(let table, let local, let members):
            return each(of: evaluate(table, scope)) { self.record(members, scope.with(local, $0)) }
        case .group(let table, let row, let by, let keys, let group, let members):
            return grouped(evaluate(table, scope)) {
                self.record(by, scope.with(row, $0))
            } make: {
                self.record(members, scope.with(keys, $0).with(group, .list($1)))
            }
        case .builtin(let index, let arguments):
            return limited(builtin(Builtin.all[index].name, arguments, scope))
        case .error: return .undetermined
        }
    }

    private func record(_ members: [RecordMember], _ scope: Scope) -> Datum {
        .record(members.map { ($0.name, evaluate($0.value, scope)) })
    }

    /// The value that holds in a year: that of the latest line not after it.
    private func parameter(_ parameter: Parameter, _ year: Datum, _ scope: Scope) -> Datum {
        guard case .scalar(.year(let year)) = year else { return .scalar(unknown(of: [year]) ?? .undetermined) }
        guard let entry = parameter.entries.last(where: { $0.from <= year }) else { return .undetermined }
        return evaluate(entry.value, Scope(sheet: scope.sheet))
    }

    // MARK: Rows and elements

    /// The first row with a key; unknown where no row has it and a key is unknown.
    private func row(
        _ table: CheckedExpression, _ local: LocalID, _ key: CheckedExpression, _ wanted: CheckedExpression, _ scope: Scope
    ) -> Datum {
        let (rows, wanted) = (evaluate(table, scope), evaluate(wanted, scope))
        if let unknown = unknown(of: [rows, wanted]) { return .scalar(unknown) }
        let matches = (rows.elements ?? []).map { ($0, equal(evaluate(key, scope.with(local, $0)), wanted)) }
        if let match = matches.first(where: { $0.1.flag == true }) { return match.0 }
        return unknown(of: matches.map(\.1)).map { .scalar($0) } ?? .blank
    }

    private func element(_ list: Datum, _ index: Datum) -> Datum {
        if let unknown = unknown(of: [list, index]) { return .scalar(unknown) }
        guard let elements = list.elements, let number = index.number else { return .undetermined }
        if !number.isWhole || number.isZero { return .failed(.badIndex) }
        guard let place = number.asInt else { return .blank }
        let position = place > 0 ? place - 1 : elements.count + place
        return elements.indices.contains(position) ? elements[position] : .blank
    }

    // MARK: Arithmetic

    func arithmetic(_ operands: [Datum], _ compute: ([Number]) -> Datum) -> Datum {
        if let unknown = unknown(of: operands) { return .scalar(unknown) }
        let numbers = operands.compactMap(\.number)
        return numbers.count == operands.count ? compute(numbers) : .undetermined
    }

    private func sum(_ first: CheckedExpression, _ terms: [CheckedTerm], _ scope: Scope) -> Datum {
        var total = evaluate(first, scope)
        for term in terms { total = sum(total, term.op, evaluate(term.operand, scope)) }
        return total
    }

    /// A year and a whole number give a year, two years a number.
    private func sum(_ a: Datum, _ op: Term.Operator, _ b: Datum) -> Datum {
        arithmetic([a, b]) { numbers in
            guard let total = op == .minus ? numbers[0].subtracting(numbers[1]) : numbers[0].adding(numbers[1]) else {
                return .failed(.numberTooLarge)
            }
            guard a.isYear != b.isYear else { return .number(total) }
            guard let shift = a.isYear ? numbers[1].asInt : numbers[0].asInt, shift.magnitude < 100_000, let year = total.asInt else {
                return .failed(.badArgument)
            }
            return .scalar(.year(year))
        }
    }

    /// Division by zero is unknown.
    private func product(_ first: CheckedExpression, _ terms: [CheckedTerm], _ scope: Scope) -> Datum {
        var total = evaluate(first, scope)
        for term in terms {
            total = arithmetic([total, evaluate(term.operand, scope)]) { numbers in
                if term.op == .times { return .number(numbers[0].multiplied(by: numbers[1])) }
                return numbers[1].isZero ? .undetermined : .number(numbers[0].divided(by: numbers[1]))
            }
        }
        return total
    }

    // MARK: Texts

    private func interpolated(_ parts: [CheckedExpression], _ scope: Scope) -> Datum {
        let values = parts.map { evaluate($0, scope) }
        if let unknown = unknown(of: values + values.flatMap { $0.elements ?? [] }) { return .scalar(unknown) }
        return .text(zip(parts, values).map { shown($1, $0.type) }.joined())
    }

    /// A text of more than a million bytes is a failure.
    private func limited(_ value: Datum) -> Datum {
        value.text.map { $0.utf8.count > 1_000_000 } == true ? .failed(.textTooLong) : value
    }

    /// The text of `because` or `else`: what is unknown shows as `_`.
    func message(_ expression: CheckedExpression, _ scope: Scope) -> Datum {
        guard case .interpolation(let parts) = expression.kind else { return .text(shown(evaluate(expression, scope), .text)) }
        return .text(parts.map { shown(evaluate($0, scope), $0.type) }.joined())
    }

    /// A value as users read it.
    func shown(_ value: Datum, _ type: Type) -> String {
        switch value {
        case .scalar(.number(let number)):
            guard case .number(let form) = type else { return number.shown() }
            let text = number.shown(percent: form.isPercent)
            return form.unit.name.isEmpty ? text : "\(text) \(form.unit.name)"
        case .scalar(.text(let text)): return text.isEmpty && type == .mark ? "_" : text
        case .scalar(.year(let year)): return Year.shown(year)
        case .scalar(.yesno(let flag)): return flag ? "true" : "false"
        case .list(let elements): return elements.map { shown($0, type.listElement) }.joined(separator: "、")
        default: return "_"
        }
    }
}

extension Type {
    var listElement: Type {
        switch self {
        case .list(let element): element
        case .table(let record): .record(record)
        default: .blank
        }
    }
}
