import Kijun
import KijunSyntax

/// What the load of the sheets reported, by the cells that it is about.
struct CellFindings {
    private struct Line: Hashable {
        let sheet: Int
        let page: Int32
        let row: Int32
    }

    private let lines: [Line: [Finding]]

    init(_ sheets: SheetSet) {
        var lines: [Line: [Finding]] = [:]
        for (sheet, findings) in sheets.findings.enumerated() {
            for finding in findings where finding.field != nil && !finding.isOfDocument && finding.code != .blankField {
                guard let cell = finding.cell else { continue }
                lines[Line(sheet: sheet, page: cell.page, row: cell.row), default: []].append(finding)
            }
        }
        self.lines = lines
    }

    private func all(on cell: Provenance) -> [Finding] {
        guard !lines.isEmpty, cell.trial == nil, let place = cell.cell else { return [] }
        return lines[Line(sheet: cell.sheet, page: place.page, row: place.row)] ?? []
    }

    /// Why what stands in the cell could not be read; nil where it was read or is empty.
    func unread(_ cell: Provenance) -> Finding? {
        all(on: cell).first { $0.isOfUnreadCell && $0.cell == cell.cell && $0.field == cell.field }
    }

    /// What was done to the cell or to its row: read as another sign, shifted.
    func notes(on cell: Provenance) -> [Finding] {
        all(on: cell).filter { finding in
            guard let field = finding.field else { return false }
            if finding.severity == .note { return field == cell.field ? finding.cell == cell.cell : cell.field.hasPrefix(field + ".") }
            return false
        }
    }

    /// The first sentence of a finding, without its full stop: what stands there and why it is none.
    static func firstSentence(of finding: Finding, in language: Language) -> String {
        let text = finding.message[language]
        var depth = 0
        var previous: Character?
        for (index, character) in zip(text.indices, text) {
            switch character {
            case "「", "“": depth += 1
            case "」", "”": depth = max(0, depth - 1)
            case "。" where depth == 0: return String(text[..<index])
            case " " where depth == 0 && previous == ".": return String(text[..<text.index(before: index)])
            default: break
            }
            previous = character
        }
        return previous == "." ? String(text.dropLast()) : text
    }
}
