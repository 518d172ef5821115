import Kijun
import KijunSheets
import KijunSyntax

/// Some sheets of a run, in the order of the input, before they are graded.
struct SheetBatch: Sendable {
    /// What there is to tell before their results.
    var messages: [String] = []
    /// nil where there are only messages.
    var content: Content?

    enum Content: Sendable {
        /// - sheets: without their values, which the set has.
        case sheets(SheetSet, [LoadedSheet])
        case lines(LinePart)
    }
}

/// Lines of a jsonl file whose sheets are read by whoever grades them, straight into columns.
struct LinePart: Sendable {
    let file: LineFile
    /// Among the parts of the file, from 0.
    let number: Int
}

/// A jsonl file that is read part by part.
struct LineFile: Sendable {
    /// Among those of the run.
    let number: Int
    let name: String
    let loader: DocumentLoader
    let feed: LineFeed
}

/// Some sheets of a run, graded and written.
struct GradedBatch: Sendable {
    var messages: [String] = []
    /// How many sheets.
    var count = 0
    /// Why there are no results, or nil.
    var stop: EvaluationStop?
    var stale = StaleReads()
    /// Of a part of a jsonl file, what its lines leave to report of the whole file.
    var lines: (file: LineFile, part: LineFeed.Part, findings: LineFindings)?
    var summary = RunSummary()
    var isFlatClean = true
    /// Of a csv, what stands above the first row of all.
    var header: [UInt8] = []
    /// The rows, lines or elements, the latter with what stands between them.
    var bytes: [UInt8] = []
    /// For people a table is made of all sheets: the cells of `--only`, where that was given, and the reports.
    var reports: [(report: SheetReport, cells: [String]?)] = []
    /// What the rules say of all sheets.
    var ofSet: SheetReport?
}

/// Parameters that were read for years after their last values, over all batches.
struct StaleReads: Sendable {
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
