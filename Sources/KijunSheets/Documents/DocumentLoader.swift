public import Kijun
internal import KijunSyntax

/// A sheet as a form read it.
public struct LoadedSheet: Sendable {
    /// The values with their cells, and the findings in reading order.
    public let input: SheetInput
    /// The name of the form.
    public let form: String
    /// The indices in the program's schema of the fields that tell one sheet from another.
    public let identify: [Int]
    /// The filled cells that no field read and that are no label of the form, in reading order.
    public let unread: [UnreadCell]

    public init(input: SheetInput, form: String, identify: [Int], unread: [UnreadCell]) {
        self.input = input
        self.form = form
        self.identify = identify
        self.unread = unread
    }

    /// The texts of the identifying fields in the form's order: code and title. A code is in its one spelling (`02-10`).
    public var identity: [String] {
        identify.compactMap { index in
            guard input.record.values.indices.contains(index), case .scalar(let value, _) = input.record.values[index] else { return nil }
            switch value {
            case .text(let text): return text
            case .number(let number): return number.plainText
            case .year(let year): return Year.shown(year)
            default: return nil
            }
        }
    }
}

/// A cell that no field of the form read.
public struct UnreadCell: Hashable, Sendable {
    public let cell: CellAddress
    /// As on the sheet.
    public let text: String

    public init(cell: CellAddress, text: String) {
        self.cell = cell
        self.text = text
    }
}

/// From the bytes of a document to the values of its sheets. Reads no file: bytes come in, values go out.
public enum DocumentLoader {
    /// What a document gave: its sheets, or why there is none.
    public struct Result: Sendable {
        public let sheets: [LoadedSheet]
        /// Of severity `.error`: the document is no text, no form fits it, or several do. Empty where there are sheets.
        public let failures: [Finding]
        /// For the places in ``failures``.
        public let document: DocumentInfo

        public init(sheets: [LoadedSheet], failures: [Finding], document: DocumentInfo) {
            self.sheets = sheets
            self.failures = failures
            self.document = document
        }
    }

    /// Reads a text document (UTF-8; a line is a row, a tab ends a cell) by the form of the program that recognises it.
    ///
    /// A program with one form that has no `recognise` takes any document.
    ///
    /// - Parameter name: the path as the user gave it; it names the document in messages.
    public static func load(bytes: [UInt8], name: String, program: CheckedProgram) -> Result {
        let (document, finding) = TextDocument.read(bytes, name: name)
        guard let document else {
            return Result(
                sheets: [], failures: [finding].compactMap { $0 }, document: DocumentInfo(name: name, pages: [""], style: .line))
        }
        return load(document, forms: program.forms, schema: program.schema)
    }

    /// Reads a document that is already a grid of cells.
    public static func load(_ document: Document, forms: [CheckedForm], schema: RecordSchema) -> Result {
        switch FormRecognition.form(of: document, among: forms) {
        case .failure(let finding): return Result(sheets: [], failures: [finding], document: document.info)
        case .form(let form):
            var reader = FormReader(document: document, form: form, schema: schema)
            let record = reader.read()
            let input = SheetInput(record: record, document: document.info, findings: reader.sortedFindings)
            let sheet = LoadedSheet(input: input, form: form.name, identify: form.identify, unread: reader.unread)
            return Result(sheets: [sheet], failures: [], document: document.info)
        }
    }
}

/// Which form a document has.
enum FormRecognition {
    enum Outcome {
        case form(CheckedForm)
        case failure(Finding)
    }

    /// The one form of which a `recognise` pattern matches a cell or the cells of a line together.
    static func form(of document: Document, among forms: [CheckedForm]) -> Outcome {
        if forms.count == 1, forms[0].recognise.isEmpty { return .form(forms[0]) }
        let patterns = forms.map { $0.recognise.map { LabelPattern($0.pattern) } }
        var found: [(form: Int, cell: CellAddress, text: String)] = []
        var first: [(text: String, cell: CellAddress)] = []
        var left = Set(forms.indices)
        var folded: [UInt8] = []
        for (number, page) in document.pages.enumerated() {
            for row in 0..<page.rowCount {
                let cells = page.cells(inRow: row)
                if cells.isEmpty { continue }
                if left.isEmpty { break }
                var line: [UInt8] = []
                func test(_ text: [UInt8], _ cell: Int, _ whole: Bool) {
                    for form in left where patterns[form].contains(where: { $0.matches(text) }) {
                        left.remove(form)
                        let address = CellAddress(page: number, row: row, column: Int(page.cells[cell].column))
                        found.append((form, address, whole ? cells.map(page.string).joined(separator: " ") : page.string(cell)))
                    }
                }
                for cell in cells {
                    LabelText.fold(page.bytes(cell), into: &folded)
                    test(folded, cell, false)
                    line += folded
                }
                if cells.count > 1 { test(line, cells.lowerBound, true) }
                if first.count < 3 {
                    let address = CellAddress(page: number, row: row, column: Int(page.cells[cells.lowerBound].column))
                    first.append((cells.prefix(6).map(page.string).joined(separator: " "), address))
                }
            }
        }
        found.sort { $0.form < $1.form }
        switch found.count {
        case 0: return .failure(.noForm(tried: forms, first: first.map(\.text), cell: first.first?.cell))
        case 1: return .form(forms[found[0].form])
        default:
            return .failure(.severalForms(found.map { (forms[$0.form].name, $0.text) }, cell: found[1].cell))
        }
    }
}

extension FormReader {
    /// The findings in the order of the document; what stands nowhere comes first.
    var sortedFindings: [Finding] {
        func key(_ finding: Finding) -> (Int32, Int32, Int32) {
            finding.cell.map { ($0.page, $0.row, $0.column) } ?? (-1, -1, -1)
        }
        return findings.enumerated().sorted { a, b in
            let (first, second) = (key(a.element), key(b.element))
            return first == second ? a.offset < b.offset : first < second
        }.map(\.element)
    }

    var unread: [UnreadCell] {
        var unread: [UnreadCell] = []
        for (number, page) in document.pages.enumerated() {
            for row in 0..<page.rowCount {
                let isHeading = pageHeaders.contains(Place(page: number, row: row, column: 0))
                for cell in page.cells(inRow: row) where !isRead[number][cell] && !isLabel[number][cell] {
                    if isHeading, labels.isLabel(page.bytes(cell)) { continue }
                    let address = CellAddress(page: number, row: row, column: Int(page.cells[cell].column))
                    unread.append(UnreadCell(cell: address, text: page.string(cell)))
                }
            }
        }
        return unread
    }
}
