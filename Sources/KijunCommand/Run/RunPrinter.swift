import Kijun
import KijunSheets
import KijunSyntax

/// Gathers the result of a run in one format, batch by batch.
struct RunPrinter {
    let format: OutputFormat
    let language: Language
    let usesColour: Bool
    let names: [ReportName]?
    private(set) var summary = RunSummary()
    private var bytes: [UInt8] = []
    private var table: SheetTable
    /// The only sheet so far: in text it is shown in full, and several as a table.
    private var only: SheetReport?
    /// What the rules say of all sheets.
    private var ofSet: SheetReport?
    private var count = 0
    /// No flat record has a check that failed, or anything that is open.
    private var isFlatClean = true

    init(format: OutputFormat, language: Language, usesColour: Bool, names: [ReportName]?) {
        self.format = format
        self.language = language
        self.usesColour = usesColour
        self.names = names
        table = SheetTable(language: language, colour: usesColour, only: names)
    }

    var isClean: Bool { summary.isClean && isFlatClean }

    /// What has been made since it was last taken.
    mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    mutating func add(_ batch: GradedBatch) {
        summary.add(batch.summary)
        if !batch.isFlatClean { isFlatClean = false }
        if ofSet == nil { ofSet = batch.ofSet }
        guard batch.count > 0 else { return }
        switch format {
        case .text, .table:
            only = count == 0 && batch.count == 1 ? batch.reports.first?.report : nil
            for (report, cells) in batch.reports { table.add(report, cells: cells) }
        case .csv: if count == 0 { bytes += batch.header }
        case .json: bytes += (count == 0 ? "[\n" : ",\n").utf8
        case .jsonl: break
        }
        if bytes.isEmpty { bytes = batch.bytes } else { bytes += batch.bytes }
        count += batch.count
    }

    /// What the rules say of all sheets, and the summary.
    mutating func finish(unreadable: Int) {
        summary.unreadable = unreadable
        if let ofSet { summary.addResults(of: ofSet) }
        switch format {
        case .text, .table:
            if format == .text, count < 2 {
                if let only { bytes += only.text(in: language, colour: usesColour).utf8 }
            } else {
                bytes += table.text().utf8
            }
            if let ofSet { bytes += ("\n" + ofSet.text(in: language, colour: usesColour)).utf8 }
            bytes += ((count > 0 ? "\n" : "") + summary.text(in: language) + "\n").utf8
        case .csv: break
        case .json:
            var json = JSONText()
            if let ofSet {
                json.raw(count == 0 ? "[\n" : ",\n")
                ofSet.writeSet(of: count, to: &json, in: language)
            }
            json.raw(count == 0 ? "[]\n" : "\n]\n")
            bytes += json.take()
        case .jsonl:
            guard let ofSet else { return }
            var json = JSONText()
            ofSet.writeSet(of: count, to: &json, in: language)
            json.raw("\n")
            bytes += json.take()
        }
    }
}
