import Kijun
import KijunSyntax

/// Holds the evaluator against the reference evaluator, on every rule, sheet and row.
public enum Agreement {
    /// Every place where both come to different results, in words; empty where they agree.
    public static func disagreements(_ program: CheckedProgram, _ sheets: [SheetInput]) -> [String] {
        let evaluation = Evaluation(program, SheetSet(sheets, schema: program.schema))
        if let stop = evaluation.stop { return ["stopped: \(stop)"] }
        return disagreements(evaluation, ReferenceEvaluator(program, sheets))
    }

    /// Every result, reason and message that is other where each column is computed as planned, without fusion and folding.
    public static func differencesByFusion(_ program: CheckedProgram, _ sheets: [SheetInput]) -> [String] {
        let fused = EvaluationPlan(program)
        var builder = SheetSet.Builder(schema: program.schema, for: fused)
        for sheet in sheets { builder.append(sheet) }
        let (set, plain) = (builder.finish(), EvaluationPlan(program, only: nil, isFusing: false))
        let (one, other) = (Evaluation(fused, set), Evaluation(plain, set))
        func text(_ evaluation: Evaluation, _ id: RuleID, _ row: Int) -> String {
            let decision = evaluation.decision(id, row: row).map { String(describing: $0) } ?? ""
            let check = evaluation.check(id, row: row).map { String(describing: $0) } ?? ""
            return "\(evaluation.value(of: id, row: row)) \(decision) \(check) \(evaluation.reasons(of: id, row: row))"
        }
        var found: [String] = []
        for (id, rule) in program.rules.enumerated() {
            for sheet in 0..<(rule.isOfSet ? 1 : set.count) {
                let rows = one.rows(of: id, sheet: sheet)
                if rows != other.rows(of: id, sheet: sheet) { found.append("\(rule.path), sheet \(sheet): other rows") }
                for row in rows where text(one, id, row) != text(other, id, row) {
                    found.append("\(rule.path), sheet \(sheet), row \(row): \(text(one, id, row)), as planned \(text(other, id, row))")
                }
            }
        }
        for index in program.expressions.indices {
            for sheet in sheets.indices
            where one.value(ofExpression: index, sheet: sheet) != other.value(ofExpression: index, sheet: sheet)
                || one.reasons(ofExpression: index, sheet: sheet) != other.reasons(ofExpression: index, sheet: sheet)
            {
                found.append("expression \(index), sheet \(sheet)")
            }
        }
        return found
    }

    static func disagreements(_ evaluation: Evaluation, _ reference: ReferenceEvaluator) -> [String] {
        let program = evaluation.program
        var found: [String] = []
        for (id, rule) in program.rules.enumerated() {
            for sheet in 0..<(rule.isOfSet ? 1 : evaluation.sheets.count) {
                let rows = evaluation.rows(of: id, sheet: sheet)
                let expected = reference.rows(of: id, sheet: sheet)
                // A table of which some rows are open has a result for those that are not.
                guard let expected else { continue }
                if rows.count != expected.count {
                    found.append("\(rule.path), sheet \(sheet): \(rows.count) rows, not \(expected.count)")
                    continue
                }
                for (row, expectedRow) in zip(rows, expected) {
                    let outcome = reference.outcome(of: id, sheet: sheet, row: expectedRow)
                    for difference in differences(evaluation, id, row, outcome, reference) {
                        found.append("\(rule.path), sheet \(sheet), row \(row): \(difference)")
                    }
                }
            }
        }
        for (index, expression) in program.expressions.enumerated() {
            let isPerSheet = evaluation.isPerSheet(expression: index)
            for sheet in 0..<(isPerSheet ? evaluation.sheets.count : 1) {
                let value = evaluation.value(ofExpression: index, sheet: sheet)
                let expected = reference.value(of: expression, sheet: evaluation.sheets.count > 0 ? sheet : nil)
                if agrees(value, expected, reference) { continue }
                found.append("\(program.sources.text(of: expression.span)): \(text(value)), not \(text(expected))")
            }
        }
        return found
    }

    private static func differences(
        _ evaluation: Evaluation, _ id: RuleID, _ row: Int, _ expected: ReferenceEvaluator.Outcome,
        _ reference: ReferenceEvaluator
    ) -> [String] {
        var found: [String] = []
        let rule = evaluation.program.rules[id]
        let value = evaluation.value(of: id, row: row)
        if !agrees(value, expected.value, reference), !isUnknownList(value, expected.value, rule.type) {
            found.append("\(text(value)), not \(text(expected.value))")
        }
        if let decision = evaluation.decision(id, row: row) {
            if decision.state != expected.decision {
                found.append("\(decision.state), not \(expected.decision.map { "\($0)" } ?? "-")")
            } else if decision.state == .decided, decision.because != expected.text {
                found.append("because \(decision.because ?? "-"), not \(expected.text ?? "-")")
            }
        }
        if let check = evaluation.check(id, row: row) {
            if check.state != expected.check || evaluation.checkState(id, row: row) != expected.check {
                found.append("\(check.state), not \(expected.check.map { "\($0)" } ?? "-")")
            } else if check.message != expected.text {
                found.append("message \(check.message ?? "-"), not \(expected.text ?? "-")")
            }
        }
        return found
    }

    /// A list that is not there and one that depends on something unknown are both unknown.
    private static func isUnknownList(_ value: Value, _ expected: Datum, _ type: Type) -> Bool {
        switch type {
        case .list, .table: [.blank, .undetermined].contains(value) && [.blank, .undetermined].contains(expected.unknown)
        default: false
        }
    }

    /// Records agree by the columns that the evaluator reads out; a record that is not there has the same in all.
    static func agrees(_ value: Value, _ expected: Datum, _ reference: ReferenceEvaluator) -> Bool {
        switch (value, expected) {
        case (.record(let members), _):
            return members.allSatisfy { member in
                // What a rule says of a row for each sheet has no value beside the row.
                reference.isPerSheet(member.name, of: expected)
                    || agrees(member.value, reference.column(of: expected, named: member.name), reference)
            }
        case (.list(let elements), .list(let others)):
            return elements.count == others.count && zip(elements, others).allSatisfy { agrees($0, $1, reference) }
        case (_, .scalar(let other)), (_, .open(_, let other)): return value == other
        default: return false
        }
    }

    /// The value for a message of a test.
    public static func text(_ value: Value) -> String {
        switch value {
        case .number(let number): number.plainText
        case .text(let text): "\"\(text)\""
        case .year(let year): Year.shown(year)
        case .yesno(let flag): "\(flag)"
        case .list(let elements): "[" + elements.map(text).joined(separator: ", ") + "]"
        case .record(let members): "{" + members.map { "\($0.name): \(text($0.value))" }.joined(separator: ", ") + "}"
        case .blank: "blank"
        case .undetermined: "undetermined"
        case .failed(let failure): "failed (\(failure))"
        }
    }

    public static func text(_ input: InputValue) -> String {
        switch input {
        case .scalar(let value, _): text(value)
        case .list(let elements): "[" + elements.map { text($0) }.joined(separator: ", ") + "]"
        case .table(let records): "[" + records.map { text(.record($0)) }.joined(separator: ", ") + "]"
        case .record(let record): "{" + record.values.map { text($0) }.joined(separator: ", ") + "}"
        }
    }

    static func text(_ datum: Datum) -> String {
        switch datum {
        case .scalar(let value), .open(_, let value): text(value)
        case .list(let elements): "[" + elements.map(text).joined(separator: ", ") + "]"
        case .record(let items): "{" + items.map { "\($0.name): \(text($0.value))" }.joined(separator: ", ") + "}"
        case .row(let row):
            switch row.content {
            case .sheet: "sheet \(row.sheet ?? -1)"
            case .fields(let fields): text(.record(fields.map { ($0.schema.name, $0.value) }))
            case .items(let items): text(.record(items))
            }
        }
    }
}

extension ReferenceEvaluator {
    /// A rule that reads a sheet, on a row that belongs to none.
    func isPerSheet(_ name: String, of row: Datum) -> Bool {
        guard case .row(let row) = row, row.sheet == nil else { return false }
        return program.rules.contains { $0.table == row.path && $0.name == name && !$0.isOfSet }
    }

    /// The value of an expression for a sheet, or for none.
    public func value(of expression: CheckedExpression, sheet: Int?) -> Datum { evaluate(expression, Scope(sheet: sheet)) }
}
