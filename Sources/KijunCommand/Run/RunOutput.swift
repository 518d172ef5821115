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
    /// Why there are no further results.
    private(set) var end: ExitStatus?

    /// - Throws: what the run ends with, because the file cannot be written.
    init(_ printer: RunPrinter, rules: Rules, file name: String?, on console: Console) throws(ExitStatus) {
        self.printer = printer
        self.rules = rules
        self.console = console
        self.name = name
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
        for message in batch.messages { console.tell(message) }
        if let stop = batch.stop {
            console.tell([.stopped(stop)])
            end = .failed
            return
        }
        stale.add(batch.stale)
        printer.add(batch)
        write(printer.take())
        // Nobody reads on.
        if !console.isReachable { end = .unreadable }
    }

    /// What is left, and the status that the run ends with.
    mutating func finish(unreadable: Int) -> ExitStatus {
        if let first {
            for message in first.messages { console.tell(message) }
            self.first?.messages = []
            if first.stop == nil { stale.add(first.stale) }
            self.first?.stale = []
        }
        if end == nil, first?.stop == nil { rules.tell(stale.parameters, on: console) }
        takeFirst()
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

/// Parameters that were read for years after their last values, over all batches.
private struct StaleReads {
    private(set) var parameters: [StaleParameter] = []

    mutating func add(_ batch: [StaleParameter]) {
        for note in batch {
            guard let index = parameters.firstIndex(where: { $0.parameter >= note.parameter }) else {
                parameters.append(note)
                continue
            }
            if parameters[index].parameter == note.parameter {
                parameters[index].add(note)
            } else {
                parameters.insert(note, at: index)
            }
        }
    }
}
