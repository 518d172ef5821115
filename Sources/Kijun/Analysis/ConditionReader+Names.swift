import KijunSyntax

extension ConditionReader {
    /// The body of a definition, function or variable, with what its variables stand for; nil for what is no such name.
    func definition(of expression: CheckedExpression, _ scope: Scope) -> (CheckedExpression, Scope)? {
        switch expression.kind {
        case .local(let local):
            guard case .value(let value, let inner)? = scope.bindings[local]?.kind else { return nil }
            return (value, inner)
        case .rule(let rule):
            if isElement { return nil }
            switch program.rules[rule].body {
            case .definition(let body): return (body, Scope())
            case .check(let check): return (check.condition, Scope())
            case .decision: return nil
            }
        case .column(let record, .rule(let rule)):
            // Of a row that is looked up and not found, every column is blank whatever its definition says.
            guard let row = program.rules[rule].row, isExistingRow(record, scope) else { return nil }
            let inner = Scope(bindings: [row: binding(record, scope)])
            switch program.rules[rule].body {
            case .definition(let body): return (body, inner)
            case .check(let check): return (check.condition, inner)
            case .decision: return nil
            }
        case .column(let record, .item(let name)):
            guard case .record(let members) = record.kind, let member = members.first(where: { $0.name == name }) else { return nil }
            return (member.value, scope)
        case .call(let index, let arguments):
            let instance = program.instances[index]
            var inner = Scope()
            for (parameter, argument) in zip(instance.parameters, arguments) { inner.bindings[parameter] = binding(argument, scope) }
            return (instance.body, inner)
        default: return nil
        }
    }

    /// Whether a record is one that is there: the sheet's own, or a row that something goes through.
    func isExistingRow(_ record: CheckedExpression, _ scope: Scope) -> Bool {
        var (record, scope) = (record, scope)
        for _ in 0..<100 {
            guard case .local(let local) = record.kind, let binding = scope.bindings[local] else { break }
            switch binding.kind {
            case .row: return true
            case .value(let value, let inner): (record, scope) = (value, inner)
            }
        }
        return path(record, scope) != nil
    }

    func binding(_ expression: CheckedExpression, _ scope: Scope) -> Binding {
        if case .local(let local) = expression.kind, let known = scope.bindings[local] { return known }
        return Binding(kind: .value(expression, scope), identity: identity(expression, scope))
    }

    /// An expression behind the names that stand for it, as far as they can be seen through.
    func resolved(_ expression: CheckedExpression, _ scope: Scope) -> (CheckedExpression, Scope) {
        var (expression, scope) = (expression, scope)
        // Names form no cycle; the bound only keeps a chain of them from taking long.
        for _ in 0..<1_000 {
            visits += 1
            switch expression.kind {
            case .rule(let rule), .column(_, .rule(let rule)):
                guard transparent[rule] || expression.type == .yesno, let next = definition(of: expression, scope) else {
                    return (expression, scope)
                }
                (expression, scope) = next
            default:
                guard let next = definition(of: expression, scope) else { return (expression, scope) }
                (expression, scope) = next
            }
        }
        return (expression, scope)
    }

    /// Where a sheet has a value: nil for what does not stand on it.
    func path(_ expression: CheckedExpression, _ scope: Scope) -> [Int]? {
        switch expression.kind {
        case .field(let index): return isElement ? nil : place(index, in: "").map { [$0] }
        case .local(let local):
            guard let binding = scope.bindings[local] else { return nil }
            switch binding.kind {
            case .row(let path): return path
            case .value(let value, let inner): return path(value, inner)
            }
        case .column(let record, .field(let index)):
            guard let above = path(record, scope), let table = record.type.formPath, let index = place(index, in: table) else { return nil }
            return above + [index]
        default: return nil
        }
    }

    /// The place of a field in the layout, which has it by its name.
    private func place(_ index: Int, in path: String) -> Int? {
        guard let own = program.schema.record(at: path), own.fields.indices.contains(index) else { return nil }
        return layout.record(at: path)?.index(of: own.fields[index].name)
    }

    /// For each rule whether its value is a field, a sum of fields or a choice between such: seen through wherever it is used.
    static func transparentRules(of program: CheckedProgram) -> [Bool] {
        var transparent = Array(repeating: false, count: program.rules.count)
        for rule in program.order {
            guard case .definition(let body) = program.rules[rule].body else { continue }
            transparent[rule] = isTransparent(body, program, transparent, depth: 0)
        }
        return transparent
    }

    private static func isTransparent(_ expression: CheckedExpression, _ program: CheckedProgram, _ rules: [Bool], depth: Int) -> Bool {
        guard depth < 60 else { return false }
        func below(_ inner: CheckedExpression) -> Bool { isTransparent(inner, program, rules, depth: depth + 1) }
        switch expression.kind {
        case .number, .year, .text, .yesno, .blank, .field, .local, .parameter: return true
        case .rule(let rule): return rules[rule]
        case .column(let record, .rule(let rule)): return rules[rule] && below(record)
        case .column(let record, .field): return below(record)
        case .negate(let operand), .scaled(let operand, _): return below(operand)
        case .sum(let first, let terms): return below(first) && terms.allSatisfy { below($0.operand) }
        case .product(let first, let terms):
            let operands = [first] + terms.map(\.operand)
            return below(first) && operands.allSatisfy(below) && operands.count(where: { !isConstant($0) }) <= 1
                && (isConstant(first) ? terms.allSatisfy { $0.op == .times || isConstant($0.operand) } : true)
        case .coalesce(let operands): return operands.allSatisfy(below)
        case .condition(_, let a, let b): return below(a) && below(b)
        case .aggregate(.count, let list, _, body: nil):
            var list = list
            if case .filter(let inner, _, _) = list.kind { list = inner }
            switch list.kind {
            case .field, .columnOfTable: return true
            default: return false
            }
        default: return false
        }
    }

    private static func isConstant(_ expression: CheckedExpression) -> Bool {
        switch expression.kind {
        case .number, .parameter: true
        case .scaled(let operand, _), .negate(let operand): isConstant(operand)
        default: false
        }
    }
}

extension Type {
    /// The path of the table or record of a form that a row is of.
    var formPath: String? {
        switch self {
        case .record(.declared(let path)), .table(.declared(let path)): path
        case .record(.sheet), .table(.sheet): ""
        default: nil
        }
    }
}
