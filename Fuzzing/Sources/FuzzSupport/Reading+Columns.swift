import Kijun
import KijunSheets

extension Reading {
    /// Reads lines of objects as sheets and straight into columns: both must give the same results and tell the same of the file.
    public func readColumns(ofLines bytes: [UInt8]) {
        for program in programs {
            let loader = DocumentLoader(program)
            let plan = EvaluationPlan(program)
            var lines = ObjectLines(name: "sheet.jsonl", loader: loader)
            var builder = SheetSet.Builder(schema: program.schema, for: plan)
            var sheets: [LoadedSheet] = []
            bytes.withUnsafeBytes {
                lines.read($0, firstRow: 0) {
                    builder.append($0.input)
                    sheets.append($0)
                }
            }
            let expected = lines.finish()
            let full = results(plan, builder.finish(), sheets)
            guard let reader = ColumnReader(plan, loader: loader, name: "sheet.jsonl", maximumSheets: max(1, sheets.count)) else { return }
            var direct: [String] = []
            let findings = bytes.withUnsafeBytes { reader.read($0, firstRow: 0) { direct += results(plan, $0, sheets) } }
            expect(direct == full, "columns give \(direct), sheets \(full)")
            expect(loader.findings(of: findings).unreadable == expected.unreadable, "other lines are unreadable")
        }
    }

    /// What the rules say of each sheet.
    private func results(_ plan: EvaluationPlan, _ set: SheetSet, _ sheets: [LoadedSheet]) -> [String] {
        guard set.count > 0, set.count <= sheets.count else { return set.count == 0 ? [] : ["too many sheets"] }
        let evaluation = Evaluation(plan, set)
        guard evaluation.stop == nil else { return ["stopped"] }
        return (0..<set.count).flatMap { sheet in
            plan.program.rules.indices.flatMap { rule in
                evaluation.rows(of: rule, sheet: sheet).map { "\(evaluation.value(of: rule, row: $0))" }
            }
        }
    }
}
