import KijunSyntax

/// A column as found by its name.
struct NamedColumn {
    let reference: ColumnReference
    let type: Type
}

extension Checker {
    /// What a bare name is, or nil where nothing has that name.
    mutating func resolve(_ name: Name, _ scope: Scope) -> CheckedExpression? {
        for frame in scope.frames.reversed() {
            switch frame {
            case .row(let record, let local):
                let row = CheckedExpression(.local(local), .record(record), at: name.span)
                if let found = member(name, of: row, record) { return found }
            case .record(let record, let base):
                if let found = member(name, of: base, record) { return found }
            case .element: continue
            case .parameters(let parameters):
                guard let parameter = parameters[name.text] else { continue }
                return CheckedExpression(.local(parameter.local), parameter.type, at: name.span)
            case .group(let record, let keys, let items, let group):
                if let item = items.first(where: { $0.name == name.text }) {
                    let row = CheckedExpression(.local(keys), .record(.anonymous(items)), at: name.span)
                    return CheckedExpression(.column(row, .item(item.name)), item.type, at: name.span)
                }
                let table = CheckedExpression(.local(group), .table(record), at: name.span)
                if let found = columnList(name, of: table, record) { return found }
            }
        }
        return scope.seesSheet ? global(name, scope) : nil
    }

    /// A name of the sheet itself.
    mutating func global(_ name: Name, _ scope: Scope) -> CheckedExpression? {
        switch globals[name.text] {
        case nil:
            guard isExpectation, let id = records[""]?.checks[name.text] else { return nil }
            guard isKnown(id, at: name.span) else { return CheckedExpression(.error, .error, at: name.span) }
            return CheckedExpression(.rule(id), .yesno, at: name.span)
        case .field(let index):
            readsSheet = true
            return CheckedExpression(.field(index), schema.fields[index].type, at: name.span)
        case .rule(let id):
            guard isKnown(id, at: name.span) else { return CheckedExpression(.error, .error, at: name.span) }
            if !rules[id].isOfSet { readsSheet = true }
            return CheckedExpression(.rule(id), rules[id].type, at: name.span)
        case .parameter(let index):
            return parameter(index, year: nil, scope, at: name.span)
        }
    }

    /// A parameter's value for a year; for the year of the sheet where none is named.
    mutating func parameter(
        _ index: Int, year: CheckedExpression?, _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        let entry = parameters[index]
        if let year { return CheckedExpression(.parameter(index, year: year), entry.type, at: span) }
        guard let field = records[""]?.fields["fiscal_year"] ?? records[""]?.fields["年度"],
            case .year = schema.fields[field].type
        else {
            report(.noYearField(entry.syntax.name.text, at: span))
            return CheckedExpression(.error, .error, at: span)
        }
        let year: CheckedExpression
        if let row = scope.sheetRow {
            let sheet = CheckedExpression(.local(row), .record(.sheet), at: span)
            year = CheckedExpression(.column(sheet, .field(field)), .year, at: span)
        } else {
            readsSheet = true
            year = CheckedExpression(.field(field), .year, at: span)
        }
        return CheckedExpression(.parameter(index, year: year), entry.type, at: span)
    }

    /// The column of a record by its name; nil where it has none. A column that is a rule may be pending, and is then an
    /// error that is not reported.
    mutating func column(_ name: Name, of record: RecordType) -> NamedColumn? {
        switch record {
        case .anonymous(let items):
            return items.first { $0.name == name.text }.map { NamedColumn(reference: .item($0.name), type: $0.type) }
        case .sheet, .declared:
            let path: String
            if case .declared(let declared) = record { path = declared } else { path = "" }
            guard let names = records[path] else { return nil }
            if let index = names.fields[name.text], let schema = names.schema {
                return NamedColumn(reference: .field(index), type: schema.fields[index].type)
            }
            if let id = names.rules[name.text] ?? (isExpectation ? names.checks[name.text] : nil) {
                guard isKnown(id, at: name.span) else { return NamedColumn(reference: .rule(id), type: .error) }
                return NamedColumn(reference: .rule(id), type: rules[id].type)
            }
            return names.items.first { $0.name == name.text }.map { NamedColumn(reference: .item($0.name), type: $0.type) }
        }
    }

    /// `record.name`
    mutating func member(_ name: Name, of base: CheckedExpression, _ record: RecordType) -> CheckedExpression? {
        guard let column = column(name, of: record) else { return nil }
        noteReads(column, of: record)
        if let single = singleRecordRule(column, of: base, record, at: name.span) { return single }
        return CheckedExpression(.column(base, column.reference), column.type, at: base.span.joined(name.span))
    }

    /// `table.name`: the list of a column, the table of all rows where the column is a table or a record.
    mutating func columnList(_ name: Name, of base: CheckedExpression, _ record: RecordType) -> CheckedExpression? {
        guard let column = column(name, of: record) else { return nil }
        noteReads(column, of: record)
        if case .declared(let path) = record, case .rule(let id) = column.reference, records[path]?.isSingle == true {
            // A rule on the one record of a sheet is a rule of the sheet.
            guard case .columnOfTable(let sheets, .field) = base.kind else { return nil }
            return CheckedExpression(
                .columnOfTable(sheets, .rule(id)), column.type.listed, at: base.span.joined(name.span))
        }
        let span = base.span.joined(name.span)
        guard case .table = column.type, let flatten = Builtin.index(of: "flatten") else {
            return CheckedExpression(.columnOfTable(base, column.reference), column.type.listed, at: span)
        }
        // The tables of all rows make one.
        let tables = CheckedExpression(.columnOfTable(base, column.reference), .list(column.type), at: span)
        return CheckedExpression(.builtin(flatten, [tables]), column.type, at: span)
    }

    /// A rule on the one record of a sheet stands on the sheet: `totals.share` is such a rule, not a column.
    private mutating func singleRecordRule(
        _ column: NamedColumn, of base: CheckedExpression, _ record: RecordType, at span: Span
    ) -> CheckedExpression? {
        guard case .declared(let path) = record, case .rule(let id) = column.reference, records[path]?.isSingle == true
        else { return nil }
        if case .column(let sheet, .field) = base.kind {
            return CheckedExpression(.column(sheet, .rule(id)), column.type, at: base.span.joined(span))
        }
        return CheckedExpression(.rule(id), column.type, at: base.span.joined(span))
    }

    private mutating func noteReads(_ column: NamedColumn, of record: RecordType) {
        guard case .rule(let id) = column.reference, case .declared(let path) = record else { return }
        // The rows of a definition are rows of no sheet: what a rule on them reads of a sheet is read here.
        if let names = records[path], names.schema == nil, !rules[id].isOfSet { readsSheet = true }
    }

    // MARK: Messages

    /// What to say of a bare name that is nowhere.
    mutating func reportUnknown(_ name: Name, _ scope: Scope, hint: Wording? = nil) {
        if functionNames[name.text] != nil || Aggregate(named: name.text) != nil || Builtin.index(of: name.text) != nil {
            report(.functionWithoutCall(name))
            return
        }
        if let tables = tablesByColumn[name.text], let table = tables.first(where: { !$0.isEmpty }) {
            report(.noRowHere(name, table: table))
            return
        }
        if let hint = hint ?? (scope.seesSheet || globals[name.text] == nil ? nil : .fixedValue) {
            report(.unknownName(name, nearest: [], hint: hint))
            return
        }
        if records[""]?.checks[name.text] != nil {
            report(.unknownName(name, nearest: [], hint: .checkName(name.text)))
            return
        }
        guard suggestionsLeft > 0 else {
            report(.unknownName(name, nearest: [], hint: nil, from: nameSource))
            return
        }
        var candidates: [String] = scope.seesSheet ? Array(globals.keys) : []
        if isExpectation, let checks = records[""]?.checks.keys { candidates += checks }
        for frame in scope.frames {
            switch frame {
            case .row(let record, _), .record(let record, _): candidates += names(of: record)
            case .group(let record, _, let items, _): candidates += names(of: record) + items.map(\.name)
            case .parameters(let parameters): candidates += parameters.keys
            case .element: break
            }
        }
        let found = nearest(name.text, candidates)
        report(.unknownName(name, nearest: found.map { shown($0, scope) }, hint: nil, from: nameSource))
    }

    private var nameSource: Diagnostic.NameSource { forms.isEmpty ? (schema.fields.isEmpty ? .none : .sheets) : .form }

    /// Every name of a column of a record.
    func names(of record: RecordType) -> [String] {
        switch record {
        case .anonymous(let items): return items.map(\.name)
        case .sheet, .declared:
            let path: String
            if case .declared(let declared) = record { path = declared } else { path = "" }
            guard let names = records[path] else { return [] }
            return Array(names.fields.keys) + Array(names.rules.keys) + names.items.map(\.name)
                + (isExpectation ? Array(names.checks.keys) : [])
        }
    }

    /// The columns of a record by their first names, in order: what a message offers.
    func columns(of record: RecordType) -> [String] {
        switch record {
        case .anonymous(let items): return items.map(\.name)
        case .sheet: return []
        case .declared(let path):
            guard let names = records[path] else { return [] }
            return (names.schema?.fields.map(\.name) ?? []) + names.items.map(\.name)
                + Set(names.rules.values).sorted().map { rules[$0].name }
        }
    }

    /// The name with its aliases: `basis1 / 基準1`.
    func shown(_ name: String, _ scope: Scope) -> String {
        for frame in scope.frames.reversed() {
            switch frame {
            case .row(.declared(let path), _), .record(.declared(let path), _), .group(.declared(let path), _, _, _):
                if let shown = shown(name, in: path) { return shown }
            default: break
            }
        }
        return shown(name, in: "") ?? name
    }

    func shown(_ name: String, in path: String) -> String? {
        guard let names = records[path] else { return nil }
        if let index = names.fields[name], let schema = names.schema { return schema.fields[index].shownName }
        if let id = names.rules[name] { return ([rules[id].name] + rules[id].aliases).joined(separator: " / ") }
        return nil
    }

    func shownNames(_ found: [String], of record: RecordType) -> [String] {
        switch record {
        case .anonymous: found
        case .sheet: found.map { shown($0, in: "") ?? $0 }
        case .declared(let path): found.map { shown($0, in: path) ?? $0 }
        }
    }

    /// The names nearest to a misspelt one; none once a run has shown many.
    mutating func nearest(_ name: String, _ candidates: [String]) -> [String] {
        guard suggestionsLeft > 0 else { return [] }
        suggestionsLeft -= 1
        return suggestions(for: name, among: Set(candidates))
    }
}

extension Type {
    /// The type of many values of this one: rows make a table.
    var listed: Type {
        switch self {
        case .record(let record), .table(let record): .table(record)
        case .error: .error
        default: .list(self)
        }
    }

    /// The type of one element of a list or one row of a table.
    var element: Type? {
        switch self {
        case .list(let element): element
        case .table(let record): .record(record)
        case .error: .error
        case .blank: .blank
        default: nil
        }
    }
}
