import Kijun
import KijunSyntax

extension Reporter {
    /// The value of a name on a sheet, as a flat record has it.
    func value(of name: ReportName, sheet: Int) -> Value {
        switch name.target {
        case .reserved(let word): return value(ofReserved: word, sheet: sheet)
        case .field(let field): return evaluation.value(ofField: field, sheet: sheet)
        case .column(let table, let column):
            let name = program.schema.fields[table].record?.fields[column].name
            func member(_ row: Value) -> Value {
                guard case .record(let members) = row else { return .blank }
                return members.first { $0.name == name }?.value ?? .blank
            }
            let value = evaluation.value(ofField: table, sheet: sheet)
            if case .list(let rows) = value { return .list(rows.map(member)) }
            return member(value)
        case .rule(let id):
            let rule = program.rules[id]
            let values = evaluation.rows(of: id, sheet: sheet).map { value(id, rule, row: $0) }
            return rule.table.isEmpty ? values.first ?? .blank : .list(values)
        }
    }

    /// As ``value(of:sheet:)``, a decision that is not decided being the word of its state.
    func state(of name: ReportName, sheet: Int) -> Value {
        guard case .rule(let id) = name.target, case .decision = program.rules[id].body else { return value(of: name, sheet: sheet) }
        let states = evaluation.rows(of: id, sheet: sheet).map { row in
            openState(id, row: row).map { .text($0.rawValue) } ?? evaluation.value(of: id, row: row)
        }
        return program.rules[id].table.isEmpty ? states.first ?? .undetermined : .list(states)
    }

    /// The state of a decision that is not decided; nil where it is.
    private func openState(_ id: RuleID, row: Int) -> DecisionResult.State? {
        switch evaluation.value(of: id, row: row) {
        case .blank, .undetermined, .failed:
            let state = evaluation.decision(id, row: row)?.state ?? .undetermined
            return state == .decided ? nil : state
        default: return nil
        }
    }

    // MARK: For people

    /// The cells of a sheet under the names of `--only` in a table for people: values with their units, and a word for what
    /// is not decided or not known. An empty cell of the sheet stays empty.
    public func shownCells(sheet: Int) -> [String] { (names ?? []).map { shownCell(of: $0, sheet: sheet) } }

    private func shownCell(of name: ReportName, sheet: Int) -> String {
        switch name.target {
        case .reserved: return CSVText.text(of: value(of: name, sheet: sheet))
        case .field, .column: return shown(value(of: name, sheet: sheet), as: type(of: name))
        case .rule(let id):
            let rule = program.rules[id]
            let cells = evaluation.rows(of: id, sheet: sheet).map { shownCell(id, rule, row: $0) }
            return rule.table.isEmpty ? cells.first ?? "" : "[" + cells.joined(separator: ", ") + "]"
        }
    }

    private func shownCell(_ id: RuleID, _ rule: Rule, row: Int) -> String {
        switch rule.body {
        case .check: ReportWords.checkState(evaluation.checkState(id, row: row) ?? .undetermined)[language]
        case .decision:
            openState(id, row: row).map { ReportWords.state($0)[language] } ?? shown(evaluation.value(of: id, row: row), as: rule.type)
        case .definition: shown(evaluation.value(of: id, row: row), as: rule.type)
        }
    }

    private func shown(_ value: Value, as type: Type) -> String { value == .blank ? "" : values.line(value, as: type) }

    // MARK: Values

    private func value(_ id: RuleID, _ rule: Rule, row: Int) -> Value {
        if case .check = rule.body { return .text((evaluation.checkState(id, row: row) ?? .undetermined).rawValue) }
        return evaluation.value(of: id, row: row)
    }

    func type(of name: ReportName) -> Type {
        switch name.target {
        case .column(let table, let column):
            let type = program.schema.fields[table].record?.fields[column].type ?? .error
            if case .record = program.schema.fields[table].type { return type }
            return .list(type)
        case .field(let field): return program.schema.fields[field].type
        case .rule(let rule): return program.rules[rule].type
        case .reserved: return .text
        }
    }

    private func value(ofReserved word: String, sheet: Int) -> Value {
        switch word {
        case "sheet": return .text(name(of: sheets[sheet]))
        case "title": return .text(sheets[sheet].identity.dropFirst().joined(separator: "  "))
        case "source": return .text(sheets[sheet].input.document.name)
        default: break
        }
        let state: CheckResult.State = word == "failed" ? .failed : .undetermined
        var names: [Value] = []
        for id in wanted {
            let rule = program.rules[id]
            let rows = evaluation.rows(of: id, sheet: sheet)
            switch rule.body {
            case .check(let check):
                let states = rows.map { evaluation.checkState(id, row: $0) }
                // A failed row makes the check failed, whatever the others are.
                let isWanted = states.contains(state) && (state == .failed ? !check.isWarning : !states.contains(.failed))
                if isWanted { names.append(.text(rule.path)) }
            case .decision:
                let isOpen = rows.contains { row in
                    let value = evaluation.value(of: id, row: row)
                    return value == .undetermined || value == .blank
                }
                if state == .undetermined, isOpen { names.append(.text(rule.path)) }
            case .definition: break
            }
        }
        return .list(names)
    }
}
