import KijunSyntax

extension Checker {
    mutating func checkBuiltin(
        _ index: Int, _ name: Name, _ arguments: [Argument], _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        let signature = Builtin.all[index].signature
        if let source = arguments.lazy.compactMap(\.source).first {
            report(.forOutsideAggregate(name.text, at: source.span))
            return failed(at: span)
        }
        let count = signature.parameters.count
        guard arguments.count >= count - signature.optional, arguments.count <= count || signature.repeatsLast else {
            for argument in arguments { _ = check(argument.value, scope) }
            report(.wrongArgumentCount(name.text + signature.shown, given: arguments.count, at: span))
            return failed(at: span)
        }
        var values: [CheckedExpression] = []
        var isFailed = false
        for (position, argument) in arguments.enumerated() {
            let parameter = signature.parameters[min(position, count - 1)]
            let value = check(argument.value, scope, expected(parameter, after: values.first))
            if value.type == .error {
                isFailed = true
                values.append(value)
                continue
            }
            if let fitted = fitted(value, to: parameter, after: values.first, Builtin.all[index]) {
                values.append(fitted)
            } else {
                isFailed = true
                values.append(failed(at: value.span))
            }
        }
        if isFailed { return failed(at: span) }
        values = withCommonElements(values, signature)
        return CheckedExpression(.builtin(index, values), result(signature.result, values), at: span)
    }

    private func expected(_ parameter: Signature.Parameter, after first: CheckedExpression?) -> Expected {
        guard case .element = parameter, let element = first?.type.element, element != .blank else { return .anything }
        return .like(element)
    }

    /// The argument as the parameter wants it, or nil if it is reported that it is not.
    private mutating func fitted(
        _ value: CheckedExpression, to parameter: Signature.Parameter, after first: CheckedExpression?, _ builtin: Builtin
    ) -> CheckedExpression? {
        switch parameter {
        case .number:
            switch value.type {
            case .number: return value
            case .blank: return CheckedExpression(value.kind, .number, at: value.span)
            default: return wanted(value, as: .number)
            }
        case .sameUnit:
            guard let first, case .number(let own) = first.type, case .number(let other) = value.type else {
                return wanted(value, as: .number)
            }
            if let fitted = fitted(value, to: first.type) { return fitted }
            report(.unitMismatch(own.unit, other.unit, at: value.span, other: first.span))
            return nil
        case .plainNumber:
            if case .number(let number) = value.type, !number.unit.isNone {
                report(.unitNotWanted(builtin.name + builtin.signature.shown, number.unit, at: value.span))
                return nil
            }
            return wanted(value, as: .number)
        case .text: return wanted(value, as: .text)
        case .list, .ordered, .singles:
            guard let element = value.type.element else {
                report(.notAList(value.type, at: value.span))
                return nil
            }
            if case .ordered = parameter, !isOrdered(element) {
                report(.noOrder(element, at: value.span))
                return nil
            }
            if case .singles = parameter, element.isCompound {
                report(.singlesWanted(builtin.name, element, at: value.span))
                return nil
            }
            return value
        case .element:
            guard let element = first?.type.element else { return value }
            if let fitted = fitted(value, to: element) ?? comparable(value, with: element) { return fitted }
            if common(element, value.type) != nil { return value }
            report(.mismatch(found: value.type, expected: element, at: value.span))
            return nil
        }
    }

    /// `append([], 1)`: the list takes the type of what is added to it.
    private mutating func withCommonElements(_ values: [CheckedExpression], _ signature: Signature) -> [CheckedExpression] {
        guard case .sameAsFirst = signature.result, case .list? = signature.parameters.first,
            let list = values.first, var element = list.type.element
        else { return values }
        for value in values.dropFirst() { element = common(element, value.type) ?? element }
        guard element != list.type.element else { return values }
        let type = element.listed
        let first = fitted(list, to: type) ?? CheckedExpression(list.kind, type, at: list.span)
        return [first] + values.dropFirst().map { fitted($0, to: element) ?? $0 }
    }

    private func result(_ result: Signature.Result, _ values: [CheckedExpression]) -> Type {
        switch result {
        case .plainNumber: return .number
        case .text: return .text
        case .yesno: return .yesno
        case .texts: return .list(.text)
        case .sameAsFirst: return values.first?.type ?? .error
        case .flattened:
            var type = values.first?.type ?? .error
            while case .list(let inner) = type, case .list = inner { type = inner }
            if case .list(.table(let record)) = type { return .table(record) }
            return type
        }
    }
}
