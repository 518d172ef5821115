import KijunSyntax

extension Checker {
    /// How many steps a query may have: each stands within the next.
    private static let maximumSteps = 200

    /// A table or list with its steps: `where`, `select`, `sort by`, `top`, `group by`.
    mutating func checkQuery(
        _ base: Expression, _ clauses: [Clause], _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        if clauses.count > Self.maximumSteps {
            report(.tooDeep(at: span))
            return failed(at: span)
        }
        var result = check(base, scope)
        var index = 0
        while index < clauses.count {
            if result.type == .error {
                return failed(at: span)
            }
            guard let row = rowType(of: result, base) else { return failed(at: span) }
            let local = newLocal()
            let inner = scope.adding(frame(of: row, local))
            switch clauses[index] {
            case .filter(let condition):
                result = CheckedExpression(.filter(result, local, yesno(condition, inner)), result.type, at: span)
            case .sort(let by, let descending):
                let key = check(by, inner)
                if !isOrdered(key.type) { report(.noOrder(key.type, at: by.span)) }
                result = CheckedExpression(.sort(result, local, by: key, descending: descending), result.type, at: span)
            case .top(let count):
                let number = check(count, scope)
                guard let fitted = wanted(number, as: .number) else { return failed(at: span) }
                result = CheckedExpression(.top(result, fitted), result.type, at: span)
            case .select(let columns):
                let members = self.columns(columns, inner)
                result = table(.select(result, local, members), members, at: span)
            case .group(let keys):
                var columns: [Selection]?
                if index + 1 < clauses.count, case .select(let selected) = clauses[index + 1] {
                    columns = selected
                    index += 1
                }
                result = group(result, row, local, keys, columns, scope, at: span)
            }
            index += 1
        }
        return result
    }

    /// The type of what a query goes through, or nil if it is reported that it cannot.
    private mutating func rowType(of base: CheckedExpression, _ expression: Expression) -> Type? {
        if let element = base.type.element { return element }
        report(.notATable(quoted(expression.span), base.type, at: expression.span))
        return nil
    }

    func frame(of row: Type, _ local: LocalID) -> Scope.Frame {
        if case .record(let record) = row { return .row(record, local) }
        return .element(row, local)
    }

    private mutating func columns(_ selections: [Selection], _ scope: Scope) -> [RecordMember] {
        var members: [RecordMember] = []
        var seen: Set<String> = []
        for selection in selections {
            let name = selection.name?.text ?? selection.value.lastName ?? quoted(selection.value.span)
            if !seen.insert(name).inserted {
                report(.duplicateName(name, at: selection.name?.span ?? selection.value.span, first: nil))
                continue
            }
            members.append(RecordMember(name, check(selection.value, scope)))
        }
        return members
    }

    private mutating func table(
        _ kind: CheckedExpression.Kind, _ members: [RecordMember], at span: Span
    ) -> CheckedExpression {
        let type = Type.table(.anonymous(members.map { RecordType.Item(name: $0.name, type: $0.value.type) }))
        if type.isTooLarge {
            report(.tooDeep(at: span))
            return failed(at: span)
        }
        return CheckedExpression(kind, type, at: span)
    }

    /// `group by keys select columns`; without `select` the keys and the number of rows.
    private mutating func group(
        _ base: CheckedExpression, _ row: Type, _ local: LocalID, _ keys: [Selection], _ selected: [Selection]?,
        _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        guard case .record(let record) = row else {
            report(.notATable(quoted(base.span), base.type, at: base.span))
            return failed(at: span)
        }
        let by = columns(keys, scope.adding(.row(record, local)))
        if let key = by.first(where: { $0.value.type.isCompound }) {
            report(.groupKey(key.value.type, at: key.value.span))
            return failed(at: span)
        }
        let items = by.map { RecordType.Item(name: $0.name, type: $0.value.type) }
        let keyLocal = newLocal()
        let groupLocal = newLocal()
        let inner = scope.adding(.group(record, keys: keyLocal, items: items, group: groupLocal))
        let members: [RecordMember]
        if let selected {
            members = columns(selected, inner)
        } else {
            let keyRow = CheckedExpression(.local(keyLocal), .record(.anonymous(items)), at: span)
            let rows = CheckedExpression(.local(groupLocal), .table(record), at: span)
            let count = CheckedExpression(.aggregate(.count, rows, newLocal(), body: nil), .number, at: span)
            members =
                items.map { RecordMember($0.name, CheckedExpression(.column(keyRow, .item($0.name)), $0.type, at: span)) }
                + (items.contains { $0.name == "count" } ? [] : [RecordMember("count", count)])
        }
        return table(
            .group(base, row: local, by: by, keys: keyLocal, group: groupLocal, members), members, at: span)
    }

    /// Numbers, years, texts and the symbols of a scale stand in an order.
    func isOrdered(_ type: Type) -> Bool {
        switch type {
        case .number, .year, .text, .blank, .error: true
        case .choice(let choice): choice.scale != nil
        default: false
        }
    }
}

extension Expression {
    /// The name that an unnamed column takes: the last name of the expression.
    var lastName: String? {
        switch kind {
        case .name(let name), .member(_, let name), .call(let name, _): name.text
        default: nil
        }
    }
}
