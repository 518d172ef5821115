import Foundation

/// A small workbook written so that people can read it, for tests.
///
/// ```
/// # sheet 成果指標
/// | 施策名 | 観光の振興 | | 0.794 {0.0%} |
/// row 5
/// | 計 | =SUM(B1:B4) -> 12 {#,##0} | #REF! |
/// merge A1:B1
/// hide rows 5-7
/// ```
///
/// - `# sheet NAME` begins a worksheet; `# hidden sheet NAME` and `# veryHidden sheet NAME` one that is not shown. `1904`
///   alone on a line counts its days from 1904.
/// - A line between bars is a row, its first cell in column A. Rows follow one another from row 1; `row N` goes on in row N.
/// - A cell is a number (`12.5`), `TRUE` or `FALSE`, an error (`#REF!`), a formula with its saved value (`=A1+1 -> 3`) or
///   without (`=A1+1`), an inline text (`"…"`), XML as it stands (`<c …>…</c>`), and anything else a shared text. `'` in
///   front makes any of these a text. `{CODE}` behind a number is its format: a code, or the number of a built-in one.
///   `\n` is a line end and `\|` a bar.
/// - `merge A1:B1`, `hide rows 5-7`, `hide columns C-D`.
/// - `! PART` takes the lines that follow, up to the next such line, as that part of the archive, instead of what would
///   stand there; `! PART -` leaves the part out.
public struct WorkbookNotation {
    private struct Sheet {
        let name: String
        let state: String
        var rows: [(number: Int, cells: [String])] = []
        var merged: [String] = []
        var hiddenRows: [ClosedRange<Int>] = []
        var hiddenColumns: [ClosedRange<Int>] = []
    }

    private var sheets: [Sheet] = []
    private var isFrom1904 = false
    /// nil for a part that is left out.
    private var parts: [(name: String, content: String?)] = []
    private var texts: [String] = []
    private var formats: [String] = []

    public init(_ notation: String) {
        var row = 0
        for line in notation.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("! ") {
                let isLeftOut = line.hasSuffix(" -")
                parts.append((String(line.dropFirst(2).dropLast(isLeftOut ? 2 : 0)), isLeftOut ? nil : ""))
            } else if let last = parts.last?.content {
                parts[parts.count - 1].content = last + line + "\n"
            } else if line.hasPrefix("#"), let mark = line.range(of: "sheet ") {
                let state = line[..<mark.lowerBound].dropFirst().trimmingCharacters(in: .whitespaces)
                sheets.append(Sheet(name: String(line[mark.upperBound...]), state: state))
                row = 0
            } else if line.hasPrefix("row ") {
                row = (Int(line.dropFirst(4)) ?? 1) - 1
            } else if line.hasPrefix("merge ") {
                sheets[sheets.count - 1].merged.append(String(line.dropFirst(6)))
            } else if line.hasPrefix("hide rows ") {
                sheets[sheets.count - 1].hiddenRows.append(Self.range(line.dropFirst(10)) { Int($0) ?? 1 })
            } else if line.hasPrefix("hide columns ") {
                sheets[sheets.count - 1].hiddenColumns.append(Self.range(line.dropFirst(13), Self.column))
            } else if line == "1904" {
                isFrom1904 = true
            } else if line.hasPrefix("|") {
                row += 1
                let cells = line.replacing("\\|", with: "\u{1}").split(separator: "|", omittingEmptySubsequences: false).dropFirst()
                    .dropLast()
                sheets[sheets.count - 1].rows.append(
                    (row, cells.map { $0.replacing("\u{1}", with: "|").trimmingCharacters(in: .whitespaces) }))
            }
        }
    }

    private static func range(_ text: Substring, _ place: (Substring) -> Int) -> ClosedRange<Int> {
        let ends = text.split(separator: "-").map(place)
        return (ends.first ?? 1)...(ends.last ?? 1)
    }

    private static func column(_ letters: Substring) -> Int { letters.utf8.reduce(0) { $0 * 26 + Int($1) - 64 } }

    private static func letters(_ column: Int) -> String {
        column < 26 ? String(UnicodeScalar(UInt8(65 + column))) : letters(column / 26 - 1) + letters(column % 26)
    }

    // MARK: Parts

    /// The bytes of the workbook.
    public mutating func bytes() throws -> [UInt8] {
        var written: [(name: String, content: String)] = []
        let pages = sheets.enumerated().map { ("xl/worksheets/sheet\($0 + 1).xml", worksheet($1)) }
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let list = sheets.enumerated().map { index, sheet in
            let state = sheet.state.isEmpty ? "" : " state=\"\(sheet.state)\""
            return "<sheet name=\"\(Self.escaped(sheet.name))\" sheetId=\"\(index + 1)\"\(state) r:id=\"rId\(index + 1)\"/>"
        }
        let kinds =
            pages.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") } + [
                ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml"),
            ]
        func relations(_ targets: [(String, String)]) -> String {
            let lines = targets.enumerated().map { "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(office)/\($1.0)\" Target=\"\($1.1)\"/>" }
            return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(lines.joined())</Relationships>"
        }
        written.append(("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"))
        written.append(("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])))
        written.append(
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><workbookPr date1904=\"\(isFrom1904)\"/><sheets>\(list.joined())</sheets></workbook>"
            ))
        written.append(("xl/_rels/workbook.xml.rels", relations(kinds)))
        let shared = texts.map { "<si><t xml:space=\"preserve\">\(Self.escaped($0))</t></si>" }
        written.append(("xl/sharedStrings.xml", "<sst xmlns=\"\(main)\">\(shared.joined())</sst>"))
        let codes = formats.enumerated().map { "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\(Self.escaped($1))\"/>" }
        let styles = formats.enumerated().map { "<xf numFmtId=\"\($1.hasPrefix("0") ? 164 + $0 : Int($1) ?? 164 + $0)\"/>" }
        written.append(
            (
                "xl/styles.xml",
                "<styleSheet xmlns=\"\(main)\"><numFmts>\(codes.joined())</numFmts><cellXfs><xf numFmtId=\"0\"/>\(styles.joined())</cellXfs></styleSheet>"
            ))
        written += pages
        for part in parts {
            written.removeAll { $0.name == part.name }
            if let content = part.content { written.append((part.name, content)) }
        }
        return try ZipWriter.archive(written.map { ($0.name, Array($0.content.utf8)) })
    }

    private mutating func worksheet(_ sheet: Sheet) -> String {
        let columns = sheet.hiddenColumns.map { "<col min=\"\($0.lowerBound)\" max=\"\($0.upperBound)\" hidden=\"1\"/>" }
        var xml = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
        if !columns.isEmpty { xml += "<cols>\(columns.joined())</cols>" }
        xml += "<sheetData>\n"
        for row in sheet.rows {
            let isHidden = sheet.hiddenRows.contains { $0.contains(row.number) }
            xml += "<row r=\"\(row.number)\"\(isHidden ? " hidden=\"1\"" : "")>"
            for (column, cell) in row.cells.enumerated() where !cell.isEmpty {
                xml += self.cell(cell, at: "\(Self.letters(column))\(row.number)")
            }
            xml += "</row>\n"
        }
        xml += "</sheetData>"
        if !sheet.merged.isEmpty { xml += "<mergeCells>\(sheet.merged.map { "<mergeCell ref=\"\($0)\"/>" }.joined())</mergeCells>" }
        return xml + "</worksheet>"
    }

    private mutating func cell(_ written: String, at place: String) -> String {
        if written.hasPrefix("<") { return written }
        var content = written.replacing("\\n", with: "\n")
        if content.hasPrefix("'") { return shared(String(content.dropFirst()), at: place) }
        if content.count > 1, content.hasPrefix("\""), content.hasSuffix("\"") {
            return "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(Self.escaped(String(content.dropFirst().dropLast())))</t></is></c>"
        }
        var style = ""
        if content.hasSuffix("}"), let open = content.firstIndex(of: "{") {
            let code = String(content[content.index(after: open)...].dropLast())
            if !formats.contains(code) { formats.append(code) }
            style = " s=\"\((formats.firstIndex(of: code) ?? 0) + 1)\""
            content = content[..<open].trimmingCharacters(in: .whitespaces)
        }
        var formula = ""
        if content.hasPrefix("=") {
            let parts = content.split(separator: " -> ", maxSplits: 1).map(String.init)
            formula = "<f>\(Self.escaped(String(parts[0].dropFirst())))</f>"
            guard parts.count > 1 else { return "<c r=\"\(place)\"\(style)>\(formula)</c>" }
            content = parts[1]
        }
        func cell(_ type: String, _ value: String) -> String {
            "<c r=\"\(place)\"\(style)\(type.isEmpty ? "" : " t=\"\(type)\"")>\(formula)<v>\(Self.escaped(value))</v></c>"
        }
        if Double(content) != nil { return cell("", content) }
        if content == "TRUE" || content == "FALSE" { return cell("b", content == "TRUE" ? "1" : "0") }
        if content.hasPrefix("#"), content.dropFirst().allSatisfy({ $0.isASCII && ($0.isUppercase || "/!?0".contains($0)) }) {
            return cell("e", content)
        }
        return formula.isEmpty ? shared(content, at: place, style: style) : cell("str", content)
    }

    private mutating func shared(_ text: String, at place: String, style: String = "") -> String {
        if !texts.contains(text) { texts.append(text) }
        return "<c r=\"\(place)\"\(style) t=\"s\"><v>\(texts.firstIndex(of: text) ?? 0)</v></c>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}
