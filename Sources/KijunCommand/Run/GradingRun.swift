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
        var documents: [ReadDocument] = []
        var inference = SchemaInference()
        inference.isInterrupted = reader.options.isInterrupted
        for (index, name) in files.names.enumerated() {
            guard let document = try reader.document(name, index) else { continue }
            inference.add(document)
            try reader.goOn()
            documents.append(document)
        }
        tell(messages)
        let inferred = inference.finish()
        guard !inferred.schema.fields.isEmpty else {
            // Without fields every name of the rules would be unknown: what is wrong is the sheets.
            try reader.tellFailures(of: documents)
            throw .unreadable
        }
        for finding in inferred.findings { reader.tell(finding) }
        tell(messages)
        let rules = ruleFiles.checked(schema: inferred.schema)
        guard rules.tellProblems(on: console) else { throw .wrong }
        documents.reverse()
        return try grade(by: rules, inferred: inferred, reader, messages) { batches throws(ExitStatus) in
            while let document = documents.popLast() { try batches.read(document) }
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
        var output = try RunOutput(printer, rules: rules, file: output, on: console)
        // Of batches it is told how far their reading is; of one that takes long also how far it is itself.
        let limits = plan.readsAllSheets ? console.work.limits : Limits(isInterrupted: { [work = console.work] in work.isInterrupted })
        let grader = BatchGrader(plan: plan, names: names, format: format, language: console.language, limits: limits)
        let work = OrderedWork<SheetBatch, GradedBatch>(
            threads: plan.readsAllSheets ? 1 : threads, worker: { { grader.grade($0) } }, handOn: { output.add($0) })
        var loader = DocumentLoader(rules.program, inferred: inferred)
        loader.isInterrupted = { [work = console.work] in work.isInterrupted }
        var batches = BatchReader(
            reader, messages, by: loader, for: plan, isStopped: { output.end != nil }, handOn: { work.add($0) })
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
}
