internal import Kijun
internal import KijunSyntax

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
                    LabelText.fold(page.labelBytes(cell), into: &folded)
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
