public import Kijun

/// Comma-separated values in UTF-8: quotes as RFC 4180 has them, lines ended by a line feed.
public enum CSVText {
    /// What a file begins with: spreadsheets take a file without it for one in the encoding of the system, and show 調書 as 隱ｿ譖ｸ.
    public static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    public static func row(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\n" }

    /// The columns of a whole run, from any sheet of it: every sheet has the same rules.
    public static func header(of report: SheetReport) -> [String] {
        ["sheet", "title", "source"] + report.decisions.map(\.name) + report.values.map(\.name) + report.checks.map(\.name)
            + ["failed", "findings"]
    }

    /// The cells of a sheet under ``header(of:)``. A decision that is not decided shows its state.
    public static func cells(of report: SheetReport) -> [String] {
        [report.name, report.title, report.source]
            + report.decisions.map { $0.state == .decided ? text(of: $0.value) : $0.state.rawValue }
            + report.values.map { text(of: $0.value) } + report.checks.map(\.state.rawValue)
            + [
                String(report.checks.count { $0.state == .failed && !$0.isWarning }),
                String(report.findings.count),
            ]
    }

    /// The plain text of a value: exact numbers (`0.1`, `1/3`), lists with `; ` between, records as JSON; blank is empty, and what depends on
    /// something unknown is `undetermined`.
    public static func text(of value: Value) -> String {
        switch value {
        case .number(let number): return number.plainText
        case .text(let text): return text
        case .year(let year): return Year.shown(year)
        case .yesno(let flag): return flag ? "true" : "false"
        case .list(let elements): return elements.map(text).joined(separator: "; ")
        case .record:
            var json = JSONText()
            json.value(value)
            return json.text
        case .blank: return ""
        case .undetermined, .failed: return DecisionResult.State.undetermined.rawValue
        }
    }

    /// Quotes what stands at the end of bytes as a cell, where it needs that.
    static func quoteCell(from start: Int, in bytes: inout [UInt8]) {
        let cell = bytes[start...]
        guard cell.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) || cell.first == 0x20 || cell.last == 0x20 else { return }
        let text = quoted(String(decoding: cell, as: UTF8.self))
        bytes.removeLast(bytes.count - start)
        bytes += text.utf8
    }

    private static func quoted(_ cell: String) -> String {
        let needsQuotes = cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        guard needsQuotes || cell.first == " " || cell.last == " " else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
