import Kijun
import KijunSyntax

/// A second evaluator, to hold the first against: a walk over the checked tree with one boxed value at a time, one sheet
/// and one row at a time, in the words of the language's reference. It shares nothing with the plan and its columns.
public final class ReferenceEvaluator {
    /// How a rule came out for one row.
    public struct Outcome {
        public let value: Datum
        public var decision: DecisionResult.State?
        public var check: CheckResult.State?
        /// The text of `because` or of `else`.
        public var text: String?
    }

    /// What an expression is evaluated in.
    struct Scope {
        var sheet: Int?
        var locals: [LocalID: Datum] = [:]

        func with(_ local: LocalID, _ value: Datum) -> Scope {
            var copy = self
            copy.locals[local] = value
            return copy
        }
    }

    private struct Place: Hashable {
        let rule: RuleID
        let sheet: Int?
        let row: ObjectIdentifier?
    }

    let program: CheckedProgram
    private(set) var sheets: [ReferenceRow] = []
    private var fields: [[Datum]] = []
    private var outcomes: [Place: Outcome] = [:]
    /// Rows are known by their identity, so none may go away.
    private var kept: [ReferenceRow] = []

    public init(_ program: CheckedProgram, _ inputs: [SheetInput]) {
        self.program = program
        for (index, input) in inputs.enumerated() {
            sheets.append(ReferenceRow("", sheet: index, content: .sheet))
            fields.append(Self.values(input.record, program.schema, sheet: index))
        }
    }

    // MARK: Sheets

    private static func values(_ record: InputRecord, _ schema: RecordSchema, sheet: Int) -> [Datum] {
        schema.fields.enumerated().map { index, field in
            value(index < record.values.count ? record.values[index] : nil, field, sheet: sheet)
        }
    }

    private static func value(_ input: InputValue?, _ field: FieldSchema, sheet: Int) -> Datum {
        let inner = field.record ?? .empty
        func row(_ record: InputRecord) -> Datum {
            .row(
                ReferenceRow(
                    inner.path, sheet: sheet,
                    content: .fields(zip(inner.fields, values(record, inner, sheet: sheet)).map { (schema: $0, value: $1) })))
        }
        switch field.type {
        case .table:
            guard case .table(let records) = input else { return .blank }
            return .list(records.map(row))
        case .record:
            guard case .record(let record) = input else { return row(InputRecord(values: [])) }
            return row(record)
        case .list(let element):
            guard case .list(let elements) = input else { return .blank }
            return .list(elements.map { scalar($0, element, field) })
        default: return scalar(input, field.type, field)
        }
    }

    /// A cell: what does not fit the type of the field counts as blank; a blank mark is a value.
    private static func scalar(_ input: InputValue?, _ type: Type, _ field: FieldSchema) -> Datum {
        var value = Value.blank
        if case .scalar(let given, _) = input { value = given }
        if value == .blank, let fallback = field.fallback { value = fallback }
        if value == .blank, type == .mark { return .text("") }
        switch (type, value) {
        case (.number, .number), (.year, .year), (.yesno, .yesno), (.text, .text), (.mark, .text), (.choice, .text):
            return .scalar(value)
        case (.year, .number(let number)): return number.asInt.map { .scalar(.year($0)) } ?? .blank
        default: return .blank
        }
    }

    // MARK: Rules

    /// The rows that a rule has for a sheet, nil where they are not all known; `[nil]` where it stands on the sheet or on the set itself.
    public func rows(of id: RuleID, sheet: Int) -> [ReferenceRow?]? {
        let rule = program.rules[id]
        guard rule.row != nil else { return [nil] }
        let own = rule.isOfSet ? nil : sheet
        let table: Datum
        if let definition = program.rules.firstIndex(where: { $0.table.isEmpty && $0.name == rule.table }) {
            table = self.rule(definition, Scope(sheet: own))
        } else {
            table = rule.table.split(separator: ".").reduce(.row(sheets[sheet])) { base, name in
                column(of: base, named: String(name))
            }
        }
        return table.elements?.map { if case .row(let row) = $0 { row } else { nil } }
    }

    public func outcome(of id: RuleID, sheet: Int?, row: ReferenceRow?) -> Outcome {
        let rule = program.rules[id]
        let sheet = rule.isOfSet ? nil : sheet
        let place = Place(rule: id, sheet: sheet, row: row.map { ObjectIdentifier($0) })
        if let outcome = outcomes[place] { return outcome }
        var scope = Scope(sheet: sheet)
        if let local = rule.row, let row { scope.locals[local] = .row(row) }
        var outcome: Outcome
        switch rule.body {
        case .definition(let body): outcome = Outcome(value: declared(evaluate(body, scope), as: rule.type, rule, sheet))
        case .decision(let decision): outcome = decide(decision, scope)
        case .check(let check): outcome = self.check(check, scope)
        }
        outcomes[place] = outcome
        return outcome
    }

    func rule(_ id: RuleID, _ scope: Scope) -> Datum { outcome(of: id, sheet: scope.sheet, row: nil).value }

    /// The rows of a definition that other rules may stand on.
    private func declared(_ value: Datum, as type: Type, _ rule: Rule, _ sheet: Int?) -> Datum {
        guard rule.table.isEmpty else { return value }
        func row(_ value: Datum) -> Datum {
            guard case .record(let items) = value else { return value }
            let row = ReferenceRow(rule.name, sheet: sheet, content: .items(items))
            kept.append(row)
            return .row(row)
        }
        switch (type, value) {
        case (.table(.declared(rule.name)), .list(let elements)): return .list(elements.map(row))
        case (.record(.declared(rule.name)), _): return row(value)
        default: return value
        }
    }

    // MARK: Columns

    func field(_ index: Int, _ sheet: Int?) -> Datum {
        guard let sheet else { return .undetermined }
        return fields[sheet][index]
    }

    func column(_ reference: ColumnReference, of base: Datum, _ scope: Scope) -> Datum {
        if base.unknown != nil { return base }
        switch (reference, base) {
        case (.field(let index), .row(let row)):
            switch row.content {
            case .sheet: return field(index, row.sheet)
            case .fields(let fields): return fields[index].value
            case .items: return .undetermined
            }
        case (.rule(let id), .row(let row)):
            var sheet = row.sheet ?? scope.sheet
            if program.rules[id].isOfSet { sheet = nil }
            return outcome(of: id, sheet: sheet, row: program.rules[id].row == nil ? nil : row).value
        case (.item(let name), .record(let items)): return items.first { $0.name == name }?.value ?? .blank
        case (.item(let name), .row): return column(of: base, named: name)
        default: return .undetermined
        }
    }

    /// A column of the form or of a literal by its name; of a table, of all its rows.
    public func column(of base: Datum, named name: String) -> Datum {
        switch base {
        case .scalar, .open: return base
        case .record(let items): return items.first { $0.name == name }?.value ?? .undetermined
        case .list(let rows): return joined(rows.map { column(of: $0, named: name) })
        case .row(let row):
            if let item = items(of: base).first(where: { $0.name == name }) { return item.value }
            guard let id = program.rules.firstIndex(where: { $0.table == row.path && $0.name == name }) else { return .undetermined }
            return column(.rule(id), of: base, Scope(sheet: row.sheet))
        }
    }

    /// Tables one after the other as one table.
    func joined(_ tables: [Datum]) -> Datum {
        let all = tables.flatMap { table -> [Datum] in
            switch table {
            case .list, .open: table.certain
            default: table.unknown == nil ? [table] : []
            }
        }
        return unknown(of: tables).map { .open(all, $0) } ?? .list(all)
    }
}
