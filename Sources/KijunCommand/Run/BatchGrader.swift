import Kijun
import KijunSheets
import KijunSyntax

/// Grades batches by one plan and writes what comes of them. Every thread has its own.
struct BatchGrader {
    let plan: EvaluationPlan
    let names: [ReportName]?
    let format: OutputFormat
    let language: Language
    let limits: Limits

    func grade(_ batch: SheetBatch) -> GradedBatch {
        var graded = GradedBatch(messages: batch.messages)
        switch batch.content {
        case nil: break
        case .sheets(let set, let sheets): grade(set, sheets, &graded)
        }
        return graded
    }

    private func grade(_ set: SheetSet, _ sheets: [LoadedSheet], _ graded: inout GradedBatch) {
        let evaluation = Evaluation(plan, set, limits: limits)
        graded.stop = evaluation.stop
        if graded.stop != nil { return }
        graded.count = sheets.count
        graded.stale = evaluation.staleParameters
        let reporter = Reporter(evaluation, sheets: sheets, language: language, only: names)
        let isFlat = names != nil && format != .text && format != .table
        var json = JSONText()
        for sheet in sheets.indices {
            let report = reporter.report(sheet: sheet)
            let flat = isFlat ? reporter.flat(sheet: sheet) : nil
            graded.summary.add(report)
            switch format {
            case .text, .table:
                graded.reports.append((report, names == nil ? nil : reporter.shownCells(sheet: sheet)))
            case .csv:
                if sheet == 0 { graded.header = Array(CSVText.row(flat.map { $0.names.map(\.asked) } ?? CSVText.header(of: report)).utf8) }
                graded.bytes += CSVText.row(flat?.cells ?? CSVText.cells(of: report)).utf8
            case .json, .jsonl:
                if format == .json, sheet > 0 { json.raw(",\n") }
                if let flat { flat.write(to: &json) } else { report.write(to: &json, in: language) }
                if format == .jsonl { json.raw("\n") }
            }
        }
        if graded.bytes.isEmpty { graded.bytes = json.take() }
        graded.ofSet = reporter.reportOfSet()
    }
}
