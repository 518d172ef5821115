import Kijun
import KijunSheets
import KijunSyntax

/// Gathers the result of a run in one format, sheet by sheet.
struct RunPrinter {
    let format: OutputFormat
    let language: Language
    let usesColour: Bool
    /// In text: a table of all sheets in place of each in full.
    let showsTable: Bool
    let names: [ReportName]?
    private(set) var summary = RunSummary()
    private var bytes: [UInt8] = []
    private var json = JSONText()
    private var table: SheetTable
    private var count = 0

    init(format: OutputFormat, language: Language, usesColour: Bool, showsTable: Bool, names: [ReportName]?) {
        self.format = format
        self.language = language
        self.usesColour = usesColour
        self.showsTable = showsTable
        self.names = names
        table = SheetTable(language: language, colour: usesColour, only: names)
    }

    /// What has been made since it was last taken.
    mutating func take() -> [UInt8] {
        bytes += json.take()
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    mutating func add(_ reporter: Reporter, sheet: Int) {
        let report = reporter.report(sheet: sheet)
        let isFlat = names != nil && format != .text && format != .table
        let flat = isFlat ? reporter.flat(sheet: sheet) : nil
        summary.add(report)
        switch format {
        case .text, .table:
            if showsTable {
                table.add(report, cells: names == nil ? nil : reporter.shownCells(sheet: sheet))
            } else {
                bytes += report.text(in: language, colour: usesColour).utf8
            }
        case .csv:
            if count == 0 { bytes += CSVText.row(flat.map { $0.names.map(\.asked) } ?? CSVText.header(of: report)).utf8 }
            bytes += CSVText.row(flat?.cells ?? CSVText.cells(of: report)).utf8
        case .json:
            json.raw(count == 0 ? "[\n" : ",\n")
            write(report, flat)
        case .jsonl:
            write(report, flat)
            json.raw("\n")
        }
        count += 1
    }

    private mutating func write(_ report: SheetReport, _ flat: FlatRecord?) {
        if let flat { flat.write(to: &json) } else { report.write(to: &json, in: language) }
    }

    /// What the rules say of all sheets, and the summary.
    mutating func finish(_ set: SheetReport?, unreadable: Int) {
        summary.unreadable = unreadable
        if let set { summary.addResults(of: set) }
        switch format {
        case .text, .table:
            if showsTable { bytes += table.text().utf8 }
            if let set { bytes += ("\n" + set.text(in: language, colour: usesColour)).utf8 }
            bytes += ((count > 0 ? "\n" : "") + summary.text(in: language) + "\n").utf8
        case .csv: break
        case .json:
            if let set {
                json.raw(count == 0 ? "[\n" : ",\n")
                set.writeSet(of: count, to: &json, in: language)
            }
            json.raw(count == 0 ? "[]\n" : "\n]\n")
        case .jsonl:
            guard let set else { return }
            set.writeSet(of: count, to: &json, in: language)
            json.raw("\n")
        }
    }
}
