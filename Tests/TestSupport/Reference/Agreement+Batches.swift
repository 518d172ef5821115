import Kijun

// One meaning, however many sheets are evaluated together and whatever else is asked for.
extension Agreement {
    /// Every rule that tells a sheet otherwise than the set of all sheets does: for the sheet alone, in batches made by chance, and
    /// where nothing but the rule is asked for. Rules that depend on other sheets are left out, but for the last.
    ///
    /// - Returns: what differs, in words; empty where there is one meaning.
    public static func differencesInBatch(_ program: CheckedProgram, _ sheets: [SheetInput], seed: UInt64 = 1) -> [String] {
        let whole = Evaluation(program, SheetSet(sheets, schema: program.schema))
        guard whole.stop == nil else { return [] }
        let plans = program.rules.indices.map { EvaluationPlan(program, only: [$0]) }
        var found: [String] = []
        func compare(_ rules: [RuleID], _ other: Evaluation, _ order: [Int], _ how: String) {
            for id in rules {
                for (place, number) in order.enumerated() {
                    let (expected, given) = (results(of: id, number, in: whole), results(of: id, place, in: other))
                    if expected == given { continue }
                    let (left, right) = zip(expected, given).first { $0 != $1 } ?? ("\(expected.count) rows", "\(given.count) rows")
                    found.append("\(program.rules[id].path), sheet \(number), \(how): \(right), not \(left)")
                }
            }
        }
        let own = program.rules.indices.filter { !plans[$0].readsAllSheets }
        let plan = EvaluationPlan(program, only: own)
        for number in sheets.indices { compare(own, evaluation(of: plan, [sheets[number]]), [number], "alone") }
        var random = SeededRandom(seed: seed)
        var rest = sheets.indices.shuffled(using: &random)
        while !rest.isEmpty {
            let batch = Array(rest.prefix(1 + random.below(rest.count)))
            rest.removeFirst(batch.count)
            compare(own, evaluation(of: plan, batch.map { sheets[$0] }), batch, "in a batch of \(batch.count)")
        }
        for id in program.rules.indices {
            let alone = evaluation(of: plans[id], sheets)
            compare([id], alone, Array(sheets.indices), "asked for by itself")
        }
        return found
    }

    /// Sheets as a run brings them: their texts go on from those of the plan.
    private static func evaluation(of plan: EvaluationPlan, _ sheets: [SheetInput]) -> Evaluation {
        var builder = SheetSet.Builder(schema: plan.program.schema, for: plan)
        for sheet in sheets { builder.append(sheet) }
        return Evaluation(plan, builder.finish())
    }

    /// All that is told of a rule on a sheet, row by row: value, state, message and reasons.
    private static func results(of id: RuleID, _ sheet: Int, in evaluation: Evaluation) -> [String] {
        evaluation.rows(of: id, sheet: sheet).map { row in
            var parts = [text(evaluation.value(of: id, row: row))]
            if let decision = evaluation.decision(id, row: row) {
                parts += [decision.state.rawValue, text(decision.value), "\(decision.by)", decision.because ?? "-"]
                parts += decision.witnesses.map { "\($0.span) \(text($0.value))" } + decision.reasons.map { text($0) }
            } else if let check = evaluation.check(id, row: row) {
                parts += [check.state.rawValue, check.message ?? "-"]
                parts +=
                    check.witnesses.map { "\($0.span) \(text($0.value))" } + check.cells.map { text($0) } + check.reasons.map { text($0) }
            } else {
                parts += evaluation.reasons(of: id, row: row).map { text($0) }
            }
            return parts.joined(separator: " · ")
        }
    }

    /// A reason without the number that its sheet has in the set, and without its place in the rules: of two rules that read the same,
    /// either may be named.
    private static func text(_ reason: Reason) -> String {
        switch reason {
        case .blankCell(let provenance): "blank cell \(text(provenance))"
        case .missingTable(sheet: _, field: let field): "missing \(field)"
        case .divisionByZero: "division by zero"
        case .missingRow: "missing row"
        case .emptyList: "empty list"
        case .noParameter(year: let year, _): "no parameter for \(year)"
        case .outsideScale: "outside scale"
        case .openDecision(let state, _): "\(state)"
        case .blank: "blank"
        case .failure(let failure, _): "\(failure)"
        }
    }

    private static func text(_ provenance: Provenance) -> String {
        "\(provenance.field) \(provenance.cell.map { "\($0)" } ?? "-")"
    }
}
