import KijunSyntax

extension Checker {
    // MARK: Parameters

    mutating func checkParameter(_ index: Int) {
        let entry = parameters[index]
        let type = entry.type
        var entries: [Parameter.Entry] = []
        var years: [Int: Span] = [:]
        for line in entry.syntax.entries {
            let year = fitted(check(line.year, .constants, .like(.year)), to: .year)
            let value = check(line.value, .constants, .like(type))
            guard case .year(let from)? = year?.kind else {
                if year?.type != .error { report(.parameterYear(at: line.year.span)) }
                continue
            }
            guard let fitted = wanted(value, as: type) else { continue }
            if let first = years[from] {
                report(.duplicateYear(quoted(line.year.span), at: line.year.span, first: first))
                continue
            }
            years[from] = line.year.span
            entries.append(Parameter.Entry(from: from, value: fitted, span: line.year.span.joined(line.value.span)))
        }
        guard pending.isEmpty else { return }
        checkedParameters[index] = Parameter(
            name: entry.syntax.name.text, aliases: entry.syntax.aliases.map(\.text), type: type,
            entries: entries.sorted { $0.from < $1.from }, doc: entry.doc, span: entry.syntax.name.span)
    }

    // MARK: Tests

    mutating func checkTest(_ index: Int) {
        let (syntax, doc, span) = tests[index]
        var given: [CheckedTest.Given] = []
        var on: String?
        var expectations: [CheckedTest.Expectation] = []
        var places: [CheckedTest.Given.Target: Span] = [:]
        for item in syntax.items {
            switch item {
            case .given(let all):
                for item in all {
                    guard let found = self.given(item) else { continue }
                    if let first = places[found.target] {
                        report(.givenTwice(item.target.name, at: item.target.span, first: first))
                        continue
                    }
                    places[found.target] = item.target.span
                    given.append(found)
                }
            case .on(let path, _): on = path
            case .expect(let expression): expectations.append(expectation(expression))
            }
        }
        guard pending.isEmpty else { return }
        checkedTests[index] = CheckedTest(
            title: syntax.title, given: given, on: on, expectations: expectations, doc: doc, span: span)
    }

    /// What one `expect` asks. A mistake in it is a warning: rules that have changed must not keep the other tests from running.
    private mutating func expectation(_ expression: Expression) -> CheckedTest.Expectation {
        if let (id, state) = checkState(expression) { return CheckedTest.Expectation(.check(id, state), at: expression.span) }
        let reported = diagnostics.count
        isExpectation = true
        let checked = yesno(expression, .sheet)
        isExpectation = false
        let found = diagnostics[reported...]
        diagnostics.replaceSubrange(reported..., with: found.map(\.asWarning))
        let mistake = found.first { $0.severity == .error }
        let isUnchecked = mistake != nil || (checked.type == .error && !found.isEmpty)
        return CheckedTest.Expectation(
            isUnchecked ? .unchecked : .holds(checked), at: expression.span, doubt: mistake ?? found.first)
    }

    /// `expect total_is_sum`, `expect !total_is_sum`, `expect total_is_sum is blank`: how a check is to come out.
    private func checkState(_ expression: Expression) -> (RuleID, CheckResult.State)? {
        switch expression.kind {
        case .not(let inner): namedCheck(inner).map { ($0, .failed) }
        case .isBlank(let inner, negated: false): namedCheck(inner).map { ($0, .undetermined) }
        default: namedCheck(expression).map { ($0, .passed) }
        }
    }

    /// `total_is_sum`, `projects.full_cost_matches`: a check by its name.
    private func namedCheck(_ expression: Expression) -> RuleID? {
        switch expression.kind {
        case .name(let name):
            return globals[name.text] == nil ? records[""]?.checks[name.text] : nil
        case .member(let base, let name):
            var names: [String] = []
            var inner = base
            while case .member(let next, let name) = inner.kind {
                names.append(name.text)
                inner = next
            }
            guard case .name(let first) = inner.kind else { return nil }
            var path = ""
            for part in [first.text] + names.reversed() {
                if let index = records[path]?.fields[part], let record = records[path]?.schema?.fields[index].record {
                    path = record.path
                } else if path.isEmpty, case .rule(let id)? = globals[part] {
                    path = rules[id].name
                } else {
                    return nil
                }
            }
            return path.isEmpty ? nil : records[path]?.checks[name.text]
        default: return nil
        }
    }

    private mutating func given(_ given: TestSyntax.Given) -> CheckedTest.Given? {
        let name = given.target.name
        guard given.target.tables.isEmpty else {
            report(.givenInTable(given.target, at: given.target.span))
            _ = check(given.value, .sheet, .like(.error))
            return nil
        }
        let target: CheckedTest.Given.Target
        let type: Type
        switch globals[name.text] {
        case .field(let index):
            target = .field(index)
            type = schema.fields[index].type
        case .rule(let id):
            guard isKnown(id, at: name.span) else { return nil }
            target = .rule(id)
            type = rules[id].type
        case .parameter:
            report(.givenParameter(name))
            return nil
        case nil:
            reportUnknown(name, .sheet)
            _ = check(given.value, .sheet, .like(.error))
            return nil
        }
        guard let value = value(given.value, as: type) else { return nil }
        return CheckedTest.Given(target: target, value: value, span: given.target.span.joined(given.value.span))
    }

    /// The value of a `given`; a table is written as a list of records with some of its columns.
    mutating func value(_ expression: Expression, as type: Type, _ scope: Scope = .sheet) -> CheckedExpression? {
        let value = check(expression, scope, .like(type))
        if let fitted = fitted(value, to: type) { return fitted }
        switch (value.type, type) {
        case (.table(.anonymous(let items)), .table(let record)), (.record(.anonymous(let items)), .record(let record)):
            guard fits(items, record, at: value.span) else { return nil }
            return rows(value, of: record)
        case (.text, .choice(let choice)):
            if case .text(let text) = value.kind {
                report(.notInChoice(text, choice, nearest: nearest(text, choice.symbols), at: value.span))
                return nil
            }
        case (.text, .mark):
            if case .text(let text) = value.kind {
                report(.notAMark(text, at: value.span))
                return nil
            }
        default: break
        }
        return wanted(value, as: type)
    }

    /// The columns that a `given` names are columns of the table, and not computed.
    private mutating func fits(_ items: [RecordType.Item], _ record: RecordType, at span: Span) -> Bool {
        var isFit = true
        for item in items {
            let name = Name(item.name, at: span)
            guard let column = column(name, of: record) else {
                let close = nearest(item.name, names(of: record))
                report(
                    .unknownGivenColumn(
                        item.name, nearest: shownNames(close, of: record), columns: columns(of: record), at: span))
                isFit = false
                continue
            }
            if case .rule = column.reference {
                report(.givenComputed(item.name, at: span))
                isFit = false
            }
        }
        return isFit
    }

    /// The rows of a `given` with every value as its column wants it.
    private mutating func rows(_ value: CheckedExpression, of record: RecordType) -> CheckedExpression? {
        switch value.kind {
        case .list(let elements):
            var all: [CheckedExpression] = []
            for element in elements {
                guard let row = rows(element, of: record) else { return nil }
                all.append(row)
            }
            return CheckedExpression(.list(all), value.type, at: value.span)
        case .record(let members):
            var all: [RecordMember] = []
            for member in members {
                guard let column = column(Name(member.name, at: member.value.span), of: record) else { return nil }
                guard let fitted = nested(member.value, as: column.type) else { return nil }
                all.append(RecordMember(member.name, fitted))
            }
            let items = all.map { RecordType.Item(name: $0.name, type: $0.value.type) }
            return CheckedExpression(.record(all), .record(.anonymous(items)), at: value.span)
        default: return value
        }
    }

    private mutating func nested(_ value: CheckedExpression, as type: Type) -> CheckedExpression? {
        if let fitted = fitted(value, to: type) { return fitted }
        switch (value.type, type) {
        case (.table(.anonymous(let items)), .table(let record)), (.record(.anonymous(let items)), .record(let record)):
            return fits(items, record, at: value.span) ? rows(value, of: record) : nil
        default: return wanted(value, as: type)
        }
    }
}

extension Diagnostic {
    var asWarning: Diagnostic {
        severity == .error ? Diagnostic(code, .warning, at: span, message, hint: hint, labels: labels) : self
    }
}
