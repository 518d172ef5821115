internal import Kijun
internal import KijunSyntax

/// What the reading of many sheets had to report: warnings one by one, notes by their code, each with its sheet, or with its
/// document where it is about that.
struct FindingDigest {
    private var warnings: [(of: String, finding: FindingReport)] = []
    private var warningCount = 0
    private var codes: Set<DiagnosticCode> = []
    /// Of each code the first note, and how many there are.
    private var notes: [(of: String, finding: FindingReport, count: Int)] = []
    private var noteIndex: [DiagnosticCode: Int] = [:]

    /// More warnings than these are counted, not listed, but for the first of each code.
    private static let maximumWarnings = 40
    /// More kinds of notes than these are left to `inspect`.
    private static let maximumNotes = 8

    mutating func add(_ report: SheetReport) {
        for finding in report.findings {
            if finding.severity == .note {
                if let index = noteIndex[finding.code] {
                    notes[index].count += 1
                } else {
                    noteIndex[finding.code] = notes.count
                    notes.append((Self.name(of: finding, report), finding, 1))
                }
            } else {
                warningCount += 1
                let isFirst = codes.insert(finding.code).inserted
                if isFirst || warnings.count < Self.maximumWarnings { warnings.append((Self.name(of: finding, report), finding)) }
            }
        }
    }

    private static func name(of finding: FindingReport, _ report: SheetReport) -> String {
        DisplayWidth.truncated(DiagnosticRenderer.visible(finding.isOfDocument ? report.source : report.name), to: 40)
    }

    func text(in language: Language, paint: Paint) -> String {
        guard warningCount > 0 || !notes.isEmpty else { return "" }
        var text = "\n"
        for (name, finding) in warnings { text += "  \(name)" + finding.line(in: language, paint: paint) + "\n" }
        if warningCount > warnings.count { text += "  " + ReportWords.more(warningCount - warnings.count)[language] + "\n" }
        for (name, finding, count) in notes.prefix(Self.maximumNotes) {
            text += "  \(name)" + finding.line(in: language, paint: paint)
            text += count > 1 ? "  (\(ReportWords.moreAlike(count - 1)[language]))\n" : "\n"
        }
        if warningCount > warnings.count || notes.count > Self.maximumNotes || notes.contains(where: { $0.count > 1 }) {
            text += "  " + ReportWords.inspectShowsAll[language] + "\n"
        }
        return text
    }
}
