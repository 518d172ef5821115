import Kijun
import KijunSheets
import KijunSyntax

/// Where the results of a run go, batch by batch in the order of the input: a file or the standard output, and messages beside it.
struct RunOutput {
    private let console: Console
    private let rules: Rules
    private var printer: RunPrinter
    private let name: String?
    private let file: FileWriting?
    /// The first batch waits for the second: of all sheets there may be something to tell before the results.
    private var first: GradedBatch?
    private var count = 0
    private var stale = StaleReads()
    /// Tells what there is to report of jsonl files that were read straight into columns.
    private var reader: DocumentReader
    /// Of the file whose parts come in, what they left to report so far, and how many sheets they had.
    private var lines: (file: Int, findings: LineFindings, count: Int)?
    /// Why there are no further results.
    private(set) var end: ExitStatus?

    /// - Throws: what the run ends with, because the file cannot be written.
    init(
        _ printer: RunPrinter, rules: Rules, file name: String?, _ options: ReadingOptions, on console: Console
    ) throws(ExitStatus) {
        self.printer = printer
        self.rules = rules
        self.console = console
        self.name = name
        reader = DocumentReader(options: options, console: console)
        do throws(FileProblem) {
            file = try name.map { name throws(FileProblem) in try console.world.create(name) }
        } catch {
            console.tell([.unwritable(name ?? "", error)])
            throw .unreadable
        }
        if printer.format == .csv, file != nil { write(CSVText.byteOrderMark) }
    }

    mutating func add(_ batch: GradedBatch) {
        guard end == nil else { return }
        defer { count += 1 }
        guard count > 0 else { return first = batch }
        takeFirst()
        take(batch)
    }

    private mutating func takeFirst() {
        guard let batch = first else { return }
        first = nil
        take(batch)
    }

    private mutating func take(_ batch: GradedBatch) {
        guard end == nil else { return }
        tell(batch)
        write(batch)
    }

    /// What there is to tell before the results.
    private mutating func tell(_ batch: GradedBatch) {
        for message in batch.messages { console.tell(message) }
        stale.add(batch.stale.parameters)
        guard let (file, part, findings) = batch.lines else { return }
        if lines?.file != file.number { lines = (file.number, LineFindings(), 0) }
        lines?.findings.add(findings)
        lines?.count += batch.count
        guard let end = part.end, batch.stop == nil, let lines else { return }
        var count: Int? = lines.count
        if case .broken(let problem) = end {
            reader.tell(problem, of: file.name, after: part.firstRow)
            count = nil
        }
        reader.tell(
            file.loader.findings(of: lines.findings), of: DocumentInfo(name: file.name, pages: [""], style: .position), sheets: count)
        self.lines = nil
    }

    private mutating func write(_ batch: GradedBatch) {
        if let stop = batch.stop {
            console.tell([.stopped(stop)])
            end = .failed
            return
        }
        printer.add(batch)
        write(printer.take())
        // Nobody reads on.
        if !console.isReachable { end = .unreadable }
    }

    /// What is left, and the status that the run ends with.
    mutating func finish(unreadable: Int) -> ExitStatus {
        if end == nil {
            if let first { tell(first) }
            if first?.stop == nil { rules.tell(stale.parameters, on: console) }
            if let first { write(first) }
        }
        let unreadable = unreadable + reader.unreadable
        if end == nil {
            printer.finish(unreadable: unreadable)
            write(printer.take())
        }
        guard end == nil else {
            abandon()
            return end ?? .failed
        }
        do throws(FileProblem) {
            try file?.finish()
        } catch {
            console.tell([.unwritable(name ?? "", error)])
            return .unreadable
        }
        return unreadable > 0 ? .unreadable : printer.isClean ? .done : .failed
    }

    func abandon() { file?.abandon() }

    private mutating func write(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        guard let file else { return console.write(bytes) }
        do throws(FileProblem) {
            try file.append(bytes)
        } catch {
            console.tell([.unwritable(name ?? "", error)])
            end = .unreadable
        }
    }
}
