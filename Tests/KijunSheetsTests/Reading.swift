import Kijun
import KijunSyntax
import Testing

@testable import KijunSheets

/// A sheet read by a form, both written out: what every field holds, and every finding.
struct Reading {
    let result: DocumentLoader.Result
    let program: CheckedProgram

    /// - Parameters:
    ///   - form: the lines under `form F`, or whole forms if the text begins with `form`.
    ///   - sheet: `|` stands for the tab that ends a cell.
    init(_ form: String, _ sheet: String) {
        self.init(form, bytes: Array(sheet.replacing("|", with: "\t").utf8))
    }

    init(_ form: String, bytes: [UInt8], name: String = "sheets/s.txt") {
        program = Self.program(form)
        result = DocumentLoader.load(bytes: bytes, name: name, program: program)
    }

    /// A workbook: pages of rows of cells, and merged ranges as (page, rows, columns).
    init(_ form: String, pages: [[[String]]], merged: [(page: Int, rows: Range<Int>, columns: Range<Int>)] = []) {
        program = Self.program(form)
        let grids = pages.enumerated().map { number, rows in
            var builder = GridBuilder()
            for row in rows {
                for (column, text) in row.enumerated() where !text.isEmpty { builder.add(column: column, text.utf8) }
                builder.endRow()
            }
            for range in merged where range.page == number { builder.merge(Grid.Extent(rows: range.rows, columns: range.columns)) }
            return builder.build()
        }
        let info = DocumentInfo(name: "s.xlsx", pages: pages.indices.map { "p\($0 + 1)" }, style: .grid)
        result = DocumentLoader.load(Document(info: info, pages: grids), forms: program.forms, schema: program.schema)
    }

    /// A workbook read by a form.
    init(_ form: String, _ workbook: Document) {
        program = Self.program(form)
        result = DocumentLoader.load(workbook, forms: program.forms, schema: program.schema)
    }

    private static func program(_ form: String) -> CheckedProgram {
        let lines = form.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n")
        let text = form.hasPrefix("form") ? form : "form F\n" + lines
        var sources = SourceMap()
        let parsed = Parser.parse(sources.add(name: "form.kijun", bytes: Array(text.utf8)))
        let checked = Checker.check([parsed.tree], sources: sources)
        for diagnostic in parsed.diagnostics + checked.diagnostics {
            Issue.record("\(diagnostic.code.rawValue) \(diagnostic.message.en) at \(sources.text(of: diagnostic.span))")
        }
        return checked.program
    }

    var isRead: Bool { result.sheets.count == 1 }
    private var sheet: LoadedSheet? { result.sheets.first }
    var sheetCount: Int { result.sheets.count }

    /// What a field holds on each sheet of the document.
    func all(_ name: String) -> [String] {
        guard let index = program.schema.index(of: name) else { return ["no field"] }
        return result.sheets.map { shown($0.input.record.values[index]) }
    }

    /// `K0709 3 projects` for every finding of each sheet.
    var findingsOfSheets: [[String]] { result.sheets.map { $0.input.findings.map(shown) } }
    var failures: [String] { result.failures.map(shown) }
    var forms: [String] { result.sheets.map { $0.form ?? "-" } }
    var unreadOfSheets: [[String]] { result.sheets.map { $0.unread.map { "\($0.text)@\(place($0.cell))" } } }

    /// What a field holds: `12@3` is a value with its line (or its cell), `_` a blank, `?` a value that
    /// is unknown though not blank, `[a, b]` a list, `{…}` a record.
    subscript(_ name: String) -> String {
        guard let index = program.schema.index(of: name), let sheet else { return "no field" }
        return shown(sheet.input.record.values[index])
    }

    private func shown(_ value: InputValue) -> String {
        switch value {
        case .scalar(let value, let cell): shown(value) + (cell.map { "@" + place($0) } ?? "")
        case .list(let elements): "[" + elements.map(shown).joined(separator: ", ") + "]"
        case .table(let rows): rows.map { "{" + $0.values.map(shown).joined(separator: ", ") + "}" }.joined(separator: " ")
        case .record(let record): "{" + record.values.map(shown).joined(separator: ", ") + "}"
        }
    }

    private func place(_ cell: CellAddress) -> String {
        result.document.show(cell).replacing("s.txt:", with: "")
    }

    private func shown(_ value: Value) -> String {
        switch value {
        case .number(let number): number.plainText
        case .text(let text): text.isEmpty ? "\"\"" : text
        case .year(let year): Year.shown(year)
        case .yesno(let yesno): yesno ? "true" : "false"
        case .blank: "_"
        default: "?"
        }
    }

    /// `K0709 3 projects`: code, line (or cell) and field of every finding.
    var findings: [String] {
        (sheet?.input.findings ?? result.failures).map(shown)
    }

    private func shown(_ finding: Finding) -> String {
        [finding.code.rawValue, finding.cell.map(place) ?? "-", finding.field ?? "-"].joined(separator: " ")
    }

    /// The messages of the findings in English.
    var messages: [String] { (sheet?.input.findings ?? result.failures).map(\.message.en) }
    var japanese: [String] { (sheet?.input.findings ?? result.failures).map(\.message.ja) }
    var severities: [String] { (sheet?.input.findings ?? result.failures).map { "\($0.severity)" } }
    var unread: [String] { sheet?.unread.map { "\($0.text)@\(place($0.cell))" } ?? [] }
    var identity: [String] { sheet?.identity ?? [] }
}
