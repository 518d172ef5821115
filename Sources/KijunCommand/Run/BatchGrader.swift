import Kijun
import KijunSheets
import KijunSyntax

/// Grades batches by one plan and writes what comes of them. Every thread has its own.
final class BatchGrader {
    let plan: EvaluationPlan
    let names: [ReportName]?
    let format: OutputFormat
    let language: Language
    let limits: Limits
    /// nil where reports of the sheets are written.
    private let flat: FlatWriter?
    /// What reads the lines of the file that was worked on last: it knows the keys of its objects.
    private var reader: (file: Int, columns: ColumnReader)?

    init(plan: EvaluationPlan, names: [ReportName]?, format: OutputFormat, language: Language, limits: Limits) {
        self.plan = plan
        self.names = names
        self.format = format
        self.language = language
        self.limits = limits
        flat = names.flatMap { names in
            format.flat.map { FlatWriter(plan.program, only: names, format: $0, language: language) }
        }
    }

    func grade(_ batch: SheetBatch) -> GradedBatch {
        var graded = GradedBatch(messages: batch.messages)
        switch batch.content {
        case nil: break
        case .sheets(let set, let sheets): grade(set, sheets, &graded)
        case .lines(let part): grade(part, &graded)
        }
        return graded
    }

    private func grade(_ part: LinePart, _ graded: inout GradedBatch) {
        guard let lines = part.file.feed.part(part.number) else { return }
        guard let columns = columns(of: part.file) else {
            graded.stop = .noMemory
            return
        }
        let findings = lines.lines.withUnsafeBytes { bytes in
            columns.read(bytes, firstRow: lines.firstRow) { set in
                if graded.stop == nil { grade(set, [], &graded) }
            }
        }
        // File and reader end early at a break, and nothing tells that from their end.
        if graded.stop == nil, limits.isInterrupted() { graded.stop = .interrupted }
        // Their bytes are not needed any more.
        graded.lines = (part.file, LineFeed.Part(lines: [], firstRow: lines.firstRow, end: lines.end), findings)
    }

    /// nil where there is no memory.
    private func columns(of file: LineFile) -> ColumnReader? {
        if let reader, reader.file == file.number { return reader.columns }
        guard let columns = ColumnReader(plan, loader: file.loader, name: file.name) else { return nil }
        reader = (file.number, columns)
        return columns
    }

    private func grade(_ set: SheetSet, _ sheets: [LoadedSheet], _ graded: inout GradedBatch) {
        let evaluation = Evaluation(plan, set, limits: limits)
        graded.stop = evaluation.stop
        if graded.stop != nil { return }
        graded.stale.add(evaluation.staleParameters)
        if let flat {
            graded.add(flat, evaluation, sheets)
        } else {
            write(evaluation, sheets, &graded)
        }
        graded.count += set.count
    }

    /// Writes the reports of sheets.
    private func write(_ evaluation: Evaluation, _ sheets: [LoadedSheet], _ graded: inout GradedBatch) {
        let reporter = Reporter(evaluation, sheets: sheets, language: language, only: names)
        var json = JSONText()
        for sheet in sheets.indices {
            let report = reporter.report(sheet: sheet)
            graded.summary.add(report)
            switch format {
            case .text, .table: graded.reports.append((report, names == nil ? nil : reporter.shownCells(sheet: sheet)))
            case .csv:
                if sheet == 0 { graded.header = Array(CSVText.row(CSVText.header(of: report)).utf8) }
                graded.bytes += CSVText.row(CSVText.cells(of: report)).utf8
            case .json, .jsonl:
                if format == .json, sheet > 0 { json.raw(",\n") }
                report.write(to: &json, in: language)
                if format == .jsonl { json.raw("\n") }
            }
        }
        if graded.bytes.isEmpty { graded.bytes = json.take() }
        graded.ofSet = reporter.reportOfSet()
    }
}

extension GradedBatch {
    /// Writes flat records of sheets behind those that are there.
    fileprivate mutating func add(_ flat: FlatWriter, _ evaluation: Evaluation, _ sheets: [LoadedSheet]) {
        if header.isEmpty { header = flat.header }
        if count > 0, evaluation.sheets.count > 0 { bytes += flat.between }
        if !flat.write(evaluation, sheets: sheets, to: &bytes) { isFlatClean = false }
    }
}

extension OutputFormat {
    /// In which the names of `--only` become flat records; nil for what people read.
    var flat: FlatWriter.Format? {
        switch self {
        case .text, .table: nil
        case .csv: .csv
        case .json: .json
        case .jsonl: .jsonl
        }
    }
}
