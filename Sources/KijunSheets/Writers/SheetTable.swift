import Kijun
public import KijunSyntax

/// Many sheets as a table: a row each, then the distribution of every decision, what failed or could not be told by check and
/// decision, and what the reading had to report.
public struct SheetTable: Sendable {
    private let language: Language
    private let colour: Bool
    /// The names of `--only`, or nil for title, decisions and the number of failed checks.
    private let only: [ReportName]?
    private var header: [String] = []
    private var rows: [[String]] = []
    private var distributions: [(name: String, counts: [String: Int])] = []
    private var openResults = OpenResults()
    private var findings = FindingDigest()

    public init(language: Language, colour: Bool = false, only: [ReportName]? = nil) {
        self.language = language
        self.colour = colour
        self.only = only
    }

    /// - Parameter cells: of the names of `--only`: ``Reporter/shownCells(sheet:)``.
    public mutating func add(_ report: SheetReport, cells: [String]? = nil) {
        if header.isEmpty { header = names(of: report) }
        rows.append((cells.map { [report.name] + $0 } ?? self.cells(of: report)).map(DiagnosticRenderer.visible))
        openResults.add(report, in: language)
        guard only == nil else { return }
        count(report)
        findings.add(report)
    }

    private func names(of report: SheetReport) -> [String] {
        let sheet = language == .ja ? "調書" : "sheet"
        if let only { return [sheet] + only.map(\.asked) }
        return [sheet, language == .ja ? "名称" : "title"] + report.decisions.map(\.name)
            + [language == .ja ? "不適合" : "failed", language == .ja ? "知らせ" : "findings"]
    }

    private func cells(of report: SheetReport) -> [String] {
        return [DisplayWidth.truncated(report.name, to: 40), DisplayWidth.truncated(report.title, to: 32)]
            + report.decisions.map { $0.state == .decided ? $0.shown : ReportWords.state($0.state)[language] }
            + [
                String(report.checks.count { $0.state == .failed && !$0.isWarning }), String(report.findings.count),
            ]
    }

    private mutating func count(_ report: SheetReport) {
        if distributions.isEmpty { distributions = report.decisions.map { ($0.name, [:]) } }
        for (index, decision) in report.decisions.enumerated() where index < distributions.count {
            let shown = decision.state == .decided ? decision.shown : ReportWords.state(decision.state)[language]
            distributions[index].counts[shown, default: 0] += 1
        }
    }

    public func text() -> String {
        var text = ""
        let (header, rows) = shownColumns
        let widths = header.indices.map { column in
            ([header] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0
        }
        for row in [header] + rows {
            let cells = row.enumerated().map { index, cell in
                index == row.count - 1 ? cell : DisplayWidth.padded(cell, to: widths[index])
            }
            text += cells.joined(separator: "  ") + "\n"
        }
        let paint = Paint(isOn: colour)
        let open = openResults.text(in: language, paint: paint)
        return only == nil ? text + distributionText() + open + findings.text(in: language, paint: paint) : text + open
    }

    /// Without the column of titles where no sheet has one.
    private var shownColumns: (header: [String], rows: [[String]]) {
        guard only == nil, rows.allSatisfy({ $0.count > 1 && $0[1].isEmpty }) else { return (header, rows) }
        func without(_ row: [String]) -> [String] { row.enumerated().filter { $0.offset != 1 }.map(\.element) }
        return (without(header), rows.map(without))
    }

    private func distributionText() -> String {
        guard !distributions.isEmpty else { return "" }
        let width = distributions.map { DisplayWidth.of($0.name) }.max() ?? 0
        var text = "\n"
        for distribution in distributions {
            let counts = distribution.counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
            let shown = counts.prefix(12).map { "\($0.key) \($0.value)" }.joined(separator: " · ")
            text += "  " + DisplayWidth.padded(distribution.name, to: width) + "  " + shown
            text += counts.count > 12 ? " · … (\(counts.count))\n" : "\n"
        }
        return text
    }
}
