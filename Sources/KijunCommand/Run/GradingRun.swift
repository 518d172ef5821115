import Kijun
import KijunSheets
import KijunSyntax

/// `kijun run` from the files to the bytes of the result.
///
/// ```
/// files ─▶ BatchReader ─▶ SheetBatch ─▶ BatchGrader ─▶ GradedBatch ─▶ RunOutput
///          one after the other          any thread                   in the order of the input
/// ```
struct GradingRun {
    let ruleFiles: RuleFiles
    let files: SheetFiles
    let format: OutputFormat
    /// The names of `--only`.
    let only: [String]
    /// nil for the standard output.
    let output: String?
    let options: ReadingOptions
    let threads: Int
    /// A jsonl file up to so many bytes is read as any other, together with its neighbours.
    var directFrom = ObjectLines.beginning - 1
    let console: Console

    func run() -> ExitStatus {
        do throws(ExitStatus) {
            return try graded()
        } catch {
            return error
        }
    }

    private func graded() throws(ExitStatus) -> ExitStatus {
        let messages = Messages()
        var reader = DocumentReader(options: options, console: console) { messages.add($0) }
        defer { tell(messages) }
        reader.tell(files)
        tell(messages)
        guard !ruleFiles.hasForm, !ruleFiles.hasErrors, !files.names.isEmpty || reader.unreadable > 0 else {
            let rules = ruleFiles.checked()
            guard rules.tellProblems(on: console) else { throw .wrong }
            return try grade(by: rules, inferred: nil, reader, messages) { batches throws(ExitStatus) in
                for (index, name) in files.names.enumerated() { try batches.read(name, index) }
            }
        }
        // All documents have their say on the fields before the first is read by them.
        var sources: [InferredSource] = []
        var inference = SchemaInference()
        inference.isInterrupted = reader.options.isInterrupted
        for (index, name) in files.names.enumerated() {
            if let source = try infer(name, index, &inference, &reader) { sources.append(source) }
            try reader.goOn()
        }
        tell(messages)
        let documents = sources.flatMap(\.documents)
        let lines = sources.lazy.compactMap { if case .lines(let name, _) = $0 { name } else { nil } }.first
        guard let inferred = reader.fields(of: documents, lines: lines, inference) else { throw .unreadable }
        guard !inferred.schema.fields.isEmpty else {
            // Without fields every name of the rules would be unknown: what is wrong is the sheets.
            try reader.tellFailures(of: documents)
            throw .unreadable
        }
        for finding in inferred.findings { reader.tell(finding) }
        tell(messages)
        let rules = ruleFiles.checked(schema: inferred.schema)
        guard rules.tellProblems(on: console) else { throw .wrong }
        sources.reverse()
        return try grade(by: rules, inferred: inferred, reader, messages) { batches throws(ExitStatus) in
            while let source = sources.popLast() {
                switch source {
                case .opened(let source): try batches.read(source)
                case .lines(let name, let index): try batches.read(name, index)
                }
            }
        }
    }

    /// A document that had its say on the fields.
    private enum InferredSource {
        /// In memory, or a store.
        case opened(DocumentReader.Source)
        /// A jsonl file of any length, to be read a second time, and its place among the files.
        case lines(String, Int)

        var documents: [ReadDocument] {
            switch self {
            case .opened(.document(let document)): [document]
            case .opened(.stored(let documents)): documents
            case .opened(.lines), .lines: []
            }
        }
    }

    /// Lets a file have its say on the fields; nil with what forbids to read it told.
    private func infer(
        _ name: String, _ index: Int, _ inference: inout SchemaInference, _ reader: inout DocumentReader
    ) throws(ExitStatus) -> InferredSource? {
        switch try reader.source(name, index) {
        case nil: return nil
        case .stored(let documents): return .opened(.stored(documents))
        case .document(let document):
            inference.add(document)
            return .opened(.document(document))
        case .lines(_, let file, let beginning):
            // The standard input comes once, and what is read whole already need not come twice.
            guard let size = file.size, size > beginning.count else {
                let bytes = reader.reading(name) { () throws(FileProblem) in try file.rest(after: beginning) }
                guard let document = bytes.flatMap({ reader.document(name, $0) }) else { return nil }
                inference.add(document)
                return .opened(.document(document))
            }
            var chunks = LineChunks(file, beginning: beginning)
            var row = 0
            while true {
                let next = reader.reading(name) { () throws(FileProblem) in try chunks.next() }
                try reader.goOn()
                guard let next else { return nil }
                guard let chunk = next else { break }
                chunk.withUnsafeBytes { inference.add(lines: $0, firstRow: row) }
                try reader.goOn()
                row += LineChunks.feeds(in: chunk)
            }
            inference.endLines(of: name)
            return .lines(name, index)
        }
    }

    private func tell(_ messages: Messages) { for text in messages.take() { console.tell(text) } }

    /// - Parameter read: hands the documents on.
    private func grade(
        by rules: Rules, inferred: InferredSchema?, _ reader: DocumentReader, _ messages: Messages,
        read: (inout BatchReader) throws(ExitStatus) -> Void
    ) throws(ExitStatus) -> ExitStatus {
        let names: [ReportName]?
        switch RunCommand.names(only, in: rules.program) {
        case .success(let found): names = found
        case .failure(let unknown):
            console.tell(unknown.diagnostics)
            throw .wrong
        }
        let plan = EvaluationPlan(
            rules.program, only: Reporter.rules(of: names, in: rules.program), fields: ReportName.fields(of: names ?? []))
        let printer = RunPrinter(
            format: format, language: console.language, usesColour: console.usesColour && output == nil, names: names)
        var output = try RunOutput(printer, rules: rules, file: output, options, on: console)
        // Of batches it is told how far their reading is; of one that takes long also how far it is itself.
        let limits = plan.readsAllSheets ? console.work.limits : Limits(isInterrupted: console.world.interrupts.isRaised)
        let work = OrderedWork<SheetBatch, GradedBatch>(
            threads: plan.readsAllSheets ? 1 : threads,
            worker: { [format, language = console.language] in
                let grader = BatchGrader(plan: plan, names: names, format: format, language: language, limits: limits)
                return { grader.grade($0) }
            }, handOn: { output.add($0) })
        var loader = DocumentLoader(rules.program, inferred: inferred)
        loader.isInterrupted = { [work = console.work] in work.isInterrupted }
        var batches = BatchReader(
            reader, messages, of: rules, by: loader, for: plan, isFlat: names != nil && format.flat != nil,
            directFrom: isDirect(names, plan) ? directFrom : nil,
            isStopped: { output.end != nil }, handOn: { work.add($0) })
        do throws(ExitStatus) {
            try read(&batches)
        } catch {
            work.abandon()
            output.abandon()
            throw error
        }
        batches.finish()
        work.finish()
        return output.finish(unreadable: batches.unreadable)
    }

    /// Flat records show neither cells nor findings, so that columns are enough. How a sheet is called only the sheet itself knows.
    private func isDirect(_ names: [ReportName]?, _ plan: EvaluationPlan) -> Bool {
        guard let names, format.flat != nil, !plan.readsAllSheets else { return false }
        return !names.contains { [.reserved("sheet"), .reserved("title")].contains($0.target) }
    }
}
