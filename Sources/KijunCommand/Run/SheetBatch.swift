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
    }
}

/// Some sheets of a run, graded and written.
struct GradedBatch: Sendable {
    var messages: [String] = []
    /// How many sheets.
    var count = 0
    /// Why there are no results, or nil.
    var stop: EvaluationStop?
    var stale: [StaleParameter] = []
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
