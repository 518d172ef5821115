import KijunSyntax

extension Checker {
    /// How many instances of functions a program may have: each call with other types is one.
    private static let maximumInstances = 10_000

    mutating func checkCall(
        _ name: Name, _ arguments: [Argument], _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        if let function = functionNames[name.text] { return checkFunctionCall(function, name, arguments, scope, at: span) }
        if let aggregate = Aggregate(named: name.text) { return checkAggregate(aggregate, name, arguments, scope, at: span) }
        if let index = Builtin.index(of: name.text) { return checkBuiltin(index, name, arguments, scope, at: span) }
        for argument in arguments {
            if argument.source == nil { _ = check(argument.value, scope, .like(.error)) }
        }
        if !isUndefined(name, scope) {
            report(.notAFunction(name))
        } else {
            let known =
                Aggregate.allCases.flatMap { [$0.rawValue, $0.japanese] }
                + Builtin.all.flatMap { [$0.name, $0.japanese] } + Array(functionNames.keys)
            report(.unknownFunction(name, nearest: nearest(name.text, known)))
        }
        return failed(at: span)
    }

    private mutating func plainArguments(
        _ arguments: [Argument], of name: Name, _ scope: Scope
    ) -> [CheckedExpression]? {
        if let source = arguments.lazy.compactMap(\.source).first {
            report(.forOutsideAggregate(name.text, at: source.span))
            return nil
        }
        return arguments.map { check($0.value, scope) }
    }

    // MARK: Functions of the program

    private mutating func checkFunctionCall(
        _ function: Int, _ name: Name, _ arguments: [Argument], _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        guard let values = plainArguments(arguments, of: name, scope) else { return failed(at: span) }
        let entry = functions[function]
        guard values.count == entry.parameters.count else {
            let shown = "\(entry.name.text)(\(entry.parameters.map(\.text).joined(separator: ", ")))"
            report(.wrongArgumentCount(shown, given: values.count, at: span))
            return failed(at: span)
        }
        if entry.isRecursive || values.contains(where: { $0.type == .error }) { return failed(at: span) }
        let key = InstanceKey(function: function, types: values.map(\.type))
        guard let found = instanceIndices[key] else {
            if instanceIndices.count >= Self.maximumInstances {
                report(.tooLarge(at: span))
            } else {
                pending.append((.instance(key), span))
            }
            return failed(at: span)
        }
        if found.readsSheet { readsSheet = true }
        return CheckedExpression(.call(found.index, values), instances[found.index].body.type, at: span)
    }

    mutating func checkInstance(_ key: InstanceKey) {
        let entry = functions[key.function]
        var names: [String: (local: LocalID, type: Type)] = [:]
        var locals: [LocalID] = []
        for (name, type) in zip(entry.parameters, key.types) {
            let local = newLocal()
            locals.append(local)
            names[name.text] = (local, type)
        }
        let body = check(entry.body, Scope(frames: [.parameters(names)]))
        guard pending.isEmpty else { return }
        instanceIndices[key] = (instances.count, readsSheet)
        instances.append(FunctionInstance(name: entry.name.text, parameters: locals, body: body))
    }

    /// The names in a function are checked even where nothing calls it.
    mutating func checkFunction(_ index: Int) {
        let entry = functions[index]
        let names = entry.parameters.map { ($0.text, (local: 0, type: Type.error)) }
        _ = check(entry.body, Scope(frames: [.parameters(Dictionary(names, uniquingKeysWith: { first, _ in first }))]))
        if pending.isEmpty { checkedFunctions.insert(index) }
    }

    // MARK: Aggregates

    private mutating func checkAggregate(
        _ aggregate: Aggregate, _ name: Name, _ arguments: [Argument], _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        if arguments.count == 1, let source = arguments[0].source {
            let list = check(source, scope)
            if list.type == .error { return failed(at: span) }
            guard let row = list.type.element else {
                report(.notAList(list.type, at: source.span))
                return failed(at: span)
            }
            let local = newLocal()
            let body = check(arguments[0].value, scope.adding(frame(of: row, local)))
            return aggregated(aggregate, list, local, body, at: span)
        }
        guard var values = plainArguments(arguments, of: name, scope) else { return failed(at: span) }
        if values.isEmpty {
            if aggregate == .count, case .group(let record, _, _, let group)? = scope.frames.last {
                let rows = CheckedExpression(.local(group), .table(record), at: span)
                return CheckedExpression(.aggregate(.count, rows, newLocal(), body: nil), .number, at: span)
            }
            report(.wrongArgumentCount("\(name.text)(list)", given: 0, at: span))
            return failed(at: span)
        }
        if values.contains(where: { $0.type == .error }) { return failed(at: span) }
        if values.count > 1 { values = [list(of: values, at: span)] }
        guard values[0].type.element != nil else {
            report(.singleValue(name.text, values[0].type, at: values[0].span))
            return failed(at: span)
        }
        return aggregated(aggregate, values[0], newLocal(), nil, at: span)
    }

    private mutating func aggregated(
        _ aggregate: Aggregate, _ list: CheckedExpression, _ local: LocalID, _ body: CheckedExpression?, at span: Span
    ) -> CheckedExpression {
        var body = body
        guard let element = body?.type ?? list.type.element, element != .error else { return failed(at: span) }
        let type: Type
        switch aggregate {
        case .count: type = .number
        case .sum, .mean, .median:
            switch element {
            case .number: type = element
            case .blank: type = .number(NumberType(isLiteral: true))
            default: return misfit(aggregate, element, list, span)
            }
        case .min, .max:
            guard isOrdered(element) else {
                if case .record = element { return misfit(aggregate, element, list, span) }
                report(.noOrder(element, at: (body ?? list).span))
                return failed(at: span)
            }
            type = element
        case .any, .all, .none:
            switch element {
            case .yesno, .mark, .blank: break
            case .choice(let choice) where choice.symbols.allSatisfy({ Mark.read($0) == $0 }):
                // A decision whose outcomes are marks: yes is what a mark on a sheet would be.
                let value = body ?? CheckedExpression(.local(local), element, at: list.span)
                let yes = ["○", "◎"].map { CheckedExpression(.text($0), element, at: list.span) }
                let marks = CheckedExpression(.list(yes), .list(element), at: list.span)
                body = CheckedExpression(.within(value, marks), .yesno, at: list.span)
            default: return misfit(aggregate, element, list, span)
            }
            type = .yesno
        case .first, .last: type = element
        case .distinct:
            guard hasComparableColumns(element) else {
                report(.singlesWanted(aggregate.rawValue, element, at: (body ?? list).span))
                return failed(at: span)
            }
            type = element.listed
        }
        if type.isTooLarge { report(.tooDeep(at: span)) }
        return CheckedExpression(.aggregate(aggregate, list, local, body: body), type, at: span)
    }

    private mutating func misfit(
        _ aggregate: Aggregate, _ element: Type, _ list: CheckedExpression, _ span: Span
    ) -> CheckedExpression {
        if case .record(let record) = element {
            report(.listWanted(quoted(list.span), columns: numberColumns(of: record), at: list.span))
        } else {
            report(.aggregateMismatch(aggregate, element, at: list.span))
        }
        return failed(at: span)
    }

    /// A single value, or a record of single values.
    private func hasComparableColumns(_ element: Type) -> Bool {
        switch element {
        case .record(.anonymous(let items)): return items.allSatisfy { !$0.type.isCompound }
        case .record(.declared(let path)):
            guard let names = records[path] else { return false }
            return (names.schema?.fields ?? []).allSatisfy { !$0.type.isCompound }
                && names.items.allSatisfy { !$0.type.isCompound }
        default: return !element.isCompound
        }
    }

    private func numberColumns(of record: RecordType) -> [String] {
        switch record {
        case .anonymous(let items): return items.filter(\.type.isNumber).map(\.name)
        case .sheet: return []
        case .declared(let path):
            guard let names = records[path] else { return [] }
            return (names.schema?.fields ?? []).filter(\.type.isNumber).map(\.name)
                + names.items.filter(\.type.isNumber).map(\.name)
        }
    }
}

extension Type {
    /// A list, a record or a table.
    var isCompound: Bool {
        switch self {
        case .list, .record, .table: true
        default: false
        }
    }

    var isNumber: Bool {
        if case .number = self { true } else { false }
    }
}
