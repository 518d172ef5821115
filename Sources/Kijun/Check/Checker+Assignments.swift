public import KijunSyntax

/// A field of the sheet and a value for it, with names, types and units settled.
public struct CheckedAssignment: Sendable {
    public enum Step: Sendable {
        /// By its first name.
        case field(String)
        /// The row of a table with this key.
        case key(CheckedExpression)
        /// A row or element by its place, negative from the end.
        case place(CheckedExpression)
    }

    public let steps: [Step]
    public let field: FieldSchema
    /// Of the value: that of an element where one of a list is meant.
    public let type: Type
    /// nil where only the field was named.
    public let value: CheckedExpression?
    /// The field as written.
    public let target: Span
}

extension Checker {
    /// Checks values for fields of a sheet.
    ///
    /// - Parameter assignments: without a value where just the field is asked for.
    /// - Returns: those that have no error, in their order; and what ``check(_:sources:schema:questions:)`` returns.
    public static func check(
        _ trees: [SyntaxTree], sources: SourceMap, schema: RecordSchema? = nil, assignments: [(target: Expression, value: Expression?)]
    ) -> (assignments: [CheckedAssignment], program: CheckedProgram, diagnostics: [Diagnostic]) {
        let (checker, program, diagnostics) = check(trees, sources: sources, schema: schema) { $0.assignments = assignments }
        let checked = assignments.indices.compactMap { checker.checkedAssignments[$0] ?? nil }
        return (checked, program, diagnostics)
    }

    mutating func checkAssignment(_ index: Int) {
        let (target, value) = assignments[index]
        var checked: CheckedAssignment?
        if let reached = reached(target) {
            if case .record = reached.type, reached.isRow {
                report(.rowIsSet(quoted(target.span), columns: columns(ofSchema: reached.type), at: target.span))
            } else if let value {
                checked = self.value(value, as: reached.type, reached.scope).map { reached.assignment($0, at: target.span) }
            } else {
                checked = reached.assignment(nil, at: target.span)
            }
        } else if let value {
            _ = check(value, .sheet, .like(.error))
        }
        if pending.isEmpty { checkedAssignments.updateValue(checked, forKey: index) }
    }

    /// How far a path has led.
    private struct Reached {
        var steps: [CheckedAssignment.Step]
        var field: FieldSchema
        var type: Type
        var value: CheckedExpression
        /// In which the value is read: the columns of the row are names.
        var scope = Scope.sheet
        /// The path ends in a row of a table.
        var isRow = false

        func assignment(_ value: CheckedExpression?, at target: Span) -> CheckedAssignment {
            CheckedAssignment(steps: steps, field: field, type: type, value: value, target: target)
        }
    }

    /// Where a path leads, or nil with what is wrong with it reported. Its links are bounded as those of every expression.
    private mutating func reached(_ target: Expression) -> Reached? {
        switch target.kind {
        case .name(let name): return field(name)
        case .member(let base, let name):
            if case .sheet = base.kind { return field(name) }
            return reached(base).flatMap { member(name, of: $0, at: target.span) }
        case .index(let base, let index):
            return reached(base).flatMap { element(index, of: $0, at: target.span) }
        case .error: return nil
        default:
            report(.notSettable(quoted(target.span), at: target.span))
            return nil
        }
    }

    private mutating func field(_ name: Name) -> Reached? {
        switch globals[name.text] {
        case .field(let index):
            readsSheet = true
            let field = schema.fields[index]
            return entered(
                Reached(
                    steps: [.field(field.name)], field: field, type: field.type,
                    value: CheckedExpression(.field(index), field.type, at: name.span)))
        case .rule(let id): reportRule(id, name.text, at: name.span)
        case .parameter: report(.parameterIsSet(name))
        case nil:
            if let id = records[""]?.checks[name.text] {
                reportRule(id, name.text, at: name.span)
            } else if let table = tablesByColumn[name.text]?.first(where: { !$0.isEmpty }) {
                report(.rowIsMissing(name.text, table: table, at: name.span))
            } else {
                let found = nearest(name.text, Array(records[""]?.fields.keys ?? [:].keys))
                let hint = Wording.didYouMean(found.map { shown($0, in: "") ?? $0 })
                report(.unknownName(name, nearest: [], hint: hint ?? .inspectListsFields))
            }
        }
        return nil
    }

    /// In a record or row its columns are names.
    private func entered(_ reached: Reached) -> Reached {
        guard case .record(let record) = reached.type else { return reached }
        var reached = reached
        reached.scope = reached.scope.adding(.record(record, reached.value))
        return reached
    }

    private mutating func member(_ name: Name, of base: Reached, at span: Span) -> Reached? {
        switch base.type {
        case .record(.declared(let path)):
            guard let names = records[path], let schema = names.schema else { return nil }
            if let index = names.fields[name.text] {
                var next = base
                next.steps.append(.field(schema.fields[index].name))
                next.field = schema.fields[index]
                next.type = next.field.type
                next.value = CheckedExpression(.column(base.value, .field(index)), next.type, at: span)
                next.isRow = false
                return entered(next)
            }
            if let id = names.rules[name.text] ?? names.checks[name.text] {
                reportRule(id, "\(path).\(name.text)", at: span)
                return nil
            }
            let found = nearest(name.text, Array(names.fields.keys)).map { shown($0, in: path) ?? $0 }
            report(.unknownColumn(name, of: path, nearest: found, columns: columns(ofSchema: base.type)))
        case .table(.declared(let path)):
            if let id = records[path]?.rules[name.text] ?? records[path]?.checks[name.text] {
                reportRule(id, "\(path).\(name.text)", at: span)
            } else {
                report(.rowIsMissing(name.text, table: path, at: span))
            }
        default: report(.unknownColumn(name, of: quoted(base.value.span), nearest: [], columns: []))
        }
        return nil
    }

    private mutating func element(_ index: Expression, of base: Reached, at span: Span) -> Reached? {
        var next = base
        let element: CheckedExpression
        switch base.type {
        case .table(let record):
            if let key = key(of: record), !isPlace(index, inTableBy: key.type) {
                let value = check(index, base.scope, .like(key.type))
                guard let fitted = fitted(value, to: key.type) else {
                    if value.type != .error { report(.keyMismatch(quoted(base.value.span), value.type, key.type, at: index.span)) }
                    return nil
                }
                element = row(of: base.value, record, key, equals: fitted, at: span)
                next.steps.append(.key(fitted))
            } else {
                element = checkPosition(base.value, .record(record), index, base.scope, at: span)
            }
            next.isRow = true
        case .list(let type): element = checkPosition(base.value, type, index, base.scope, at: span)
        case .error: return nil
        default:
            report(.notIndexed(quoted(base.value.span), base.type, at: base.value.span))
            return nil
        }
        guard element.type != .error else { return nil }
        if case .element(_, let place) = element.kind { next.steps.append(.place(place)) }
        next.type = element.type
        next.value = element
        return entered(next)
    }

    /// A bare number is no key of texts: it is the place of a row.
    private func isPlace(_ index: Expression, inTableBy key: Type) -> Bool {
        switch (index.kind, key) {
        case (_, .number), (_, .year): return false
        case (.number, _): return true
        case (.negate(let inner), _): if case .number = inner.kind { return true } else { return false }
        default: return false
        }
    }

    private func columns(ofSchema type: Type) -> [String] {
        guard case .record(.declared(let path)) = type else { return [] }
        return records[path]?.schema?.fields.map(\.name) ?? []
    }

    // MARK: Rules

    private mutating func reportRule(_ id: RuleID, _ name: String, at span: Span) {
        guard isKnown(id, at: span) else { return }
        report(.ruleIsSet(name, rules[id].checked?.body, fields: fieldsRead(by: id), at: span))
    }

    /// The fields that a rule reads, directly or through others, the nearest first.
    private func fieldsRead(by id: RuleID) -> [String] {
        var found: [String] = []
        var seen: Set<RuleID> = [id]
        var open = [id]
        while !open.isEmpty, found.count < 5 {
            let rule = open.removeFirst()
            var expressions = rules[rule].checked?.expressions ?? []
            while let expression = expressions.popLast() {
                var name: String?
                switch expression.kind {
                case .field(let index):
                    if schema.fields[index].record == nil { name = schema.fields[index].shownName }
                case .column(let base, .field(let index)), .columnOfTable(let base, .field(let index)):
                    guard let path = base.type.path, let schema = records[path]?.schema else { break }
                    name = path.isEmpty ? schema.fields[index].shownName : "\(path)[…].\(schema.fields[index].name)"
                    if records[path]?.isSingle == true { name = "\(path).\(schema.fields[index].name)" }
                case .rule(let next), .column(_, .rule(let next)), .columnOfTable(_, .rule(let next)):
                    if seen.insert(next).inserted { open.append(next) }
                default: break
                }
                if let name, !found.contains(name) { found.append(name) }
                expressions += expression.children.reversed()
            }
        }
        return found
    }
}

extension Type {
    /// Of a record or table with a name.
    fileprivate var path: String? {
        switch self {
        case .record(.declared(let path)), .table(.declared(let path)): path
        case .record(.sheet), .table(.sheet): ""
        default: nil
        }
    }
}
