import Kijun
import KijunSyntax
import Testing

@testable import KijunSheets

/// Objects read by a form, written out: what the fields hold, and what there is to report.
struct ObjectReading {
    let sheets: [LoadedSheet]
    /// Of the file as a whole.
    let ofFile: [Finding]
    /// How many objects could not be read.
    let unreadable: Int
    let schema: RecordSchema
    private let info: DocumentInfo

    /// - Parameters:
    ///   - form: the lines under `form F`, or whole forms if the text begins with `form`.
    ///   - isLines: jsonl.
    init(_ form: String, _ json: String, isLines: Bool = false) {
        self.init(form, bytes: Array(json.utf8), isLines: isLines)
    }

    init(_ form: String, bytes: [UInt8], isLines: Bool = false) {
        let lines = form.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n")
        let text = form.hasPrefix("form") ? form : "form F\n" + lines
        var sources = SourceMap()
        let parsed = Parser.parse(sources.add(name: "form.kijun", bytes: Array(text.utf8)))
        let checked = Checker.check([parsed.tree], sources: sources)
        for diagnostic in parsed.diagnostics + checked.diagnostics {
            Issue.record("\(diagnostic.code.rawValue) \(diagnostic.message.en) at \(sources.text(of: diagnostic.span))")
        }
        self.init(schema: checked.program.schema, forms: checked.program.forms, bytes: bytes, isLines: isLines)
    }

    init(schema: RecordSchema, forms: [CheckedForm] = [], bytes: [UInt8], isLines: Bool = false) {
        self.schema = schema
        var sheets: [LoadedSheet] = []
        do {
            let document = try ObjectDocument.read(bytes, name: "s.json", options: ReadingOptions(), isLines: isLines)
            let read = ObjectReader(schema: schema, forms: forms).read(document) { sheets.append($0) }
            ofFile = read.findings
            unreadable = read.unreadable
        } catch {
            ofFile = [error]
            unreadable = 1
        }
        self.sheets = sheets
        info = DocumentInfo(name: "s.json", pages: [""], style: .position)
    }

    /// What a field of the first sheet holds: `12@1:9` is a value with its line and column, `_` a blank, `?` a value that is
    /// unknown though not blank, `[a, b]` a list, `{…}` a record.
    subscript(_ name: String) -> String {
        guard let index = schema.index(of: name), let sheet = sheets.first else { return "no field" }
        return shown(sheet.input.record.values[index])
    }

    /// The values alone of a field of every sheet.
    func all(_ name: String) -> [String] {
        guard let index = schema.index(of: name) else { return [] }
        return sheets.map { shown($0.input.record.values[index]).split(separator: "@").first.map(String.init) ?? "" }
    }

    private func shown(_ value: InputValue) -> String {
        switch value {
        case .scalar(let value, let cell): shown(value) + (cell.map { "@" + place($0) } ?? "")
        case .list(let elements): "[" + elements.map(shown).joined(separator: ", ") + "]"
        case .table(let rows): rows.map { "{" + $0.values.map(shown).joined(separator: ", ") + "}" }.joined(separator: " ")
        case .record(let record): "{" + record.values.map(shown).joined(separator: ", ") + "}"
        }
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

    private func place(_ cell: CellAddress) -> String { info.show(cell).replacing("s.json:", with: "") }

    private func line(_ finding: Finding) -> String {
        [finding.code.rawValue, finding.cell.map(place) ?? "-", finding.field ?? "-"].joined(separator: " ")
    }

    /// `K0729 1:9 projects`: code, place and field of the findings of all sheets.
    var findings: [String] { sheets.flatMap(\.input.findings).map(line) }

    /// The same of the file, with the severity before it.
    var fileFindings: [String] { ofFile.map { "\($0.severity) \(line($0))" } }
    var messages: [String] { (sheets.flatMap(\.input.findings) + ofFile).map(\.message.en) }
}
