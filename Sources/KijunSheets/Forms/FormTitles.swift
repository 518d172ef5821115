internal import Kijun
internal import KijunSyntax

/// Where the titles of forms stand in a document: the rows of which a cell, or all cells together, fit a `recognise`.
struct FormTitles {
    /// A form that a row fits, and by which of its cells.
    struct Claim {
        let form: Int
        let text: String
        let cell: CellAddress
    }

    struct Title {
        let row: RowPlace
        var claims: [Claim]

        var forms: [Int] { claims.map(\.form) }
    }

    /// In reading order.
    private(set) var titles: [Title] = []
    /// The first filled rows of the document, for messages.
    private(set) var first: [(text: String, cell: CellAddress)] = []

    private let patterns: [Pattern]

    private struct Pattern {
        let form: Int
        let label: LabelPattern
        /// What a text that fits begins and ends with; most texts do not.
        let begin: UInt8?
        let end: UInt8?

        init(_ form: Int, _ label: LabelSyntax) {
            self.form = form
            self.label = LabelPattern(label.pattern)
            begin = self.label.parts.first?.first
            end = self.label.parts.last?.last
        }

        func matches(_ text: [UInt8]) -> Bool {
            guard let first = text.first, let last = text.last, begin ?? first == first, end ?? last == last else { return false }
            return label.matches(text)
        }
    }

    init(of document: Document, among forms: [CheckedForm]) {
        patterns = forms.enumerated().flatMap { number, form in form.recognise.map { Pattern(number, $0) } }
        var folded: [UInt8] = []
        var line: [UInt8] = []
        for (number, page) in document.pages.enumerated() {
            for row in page.rows {
                let cells = page.cells(inRow: row)
                if cells.isEmpty { continue }
                func address(_ cell: Int) -> CellAddress {
                    CellAddress(page: number, row: row, column: Int(page.cells[cell].column))
                }
                if first.count < 3 {
                    first.append((cells.prefix(6).map(page.string).joined(separator: " "), address(cells.lowerBound)))
                }
                guard !patterns.isEmpty else {
                    if first.count == 3 { return }
                    continue
                }
                var title = Title(row: RowPlace(page: number, row: row), claims: [])
                line.removeAll(keepingCapacity: true)
                for cell in cells {
                    LabelText.fold(page.labelBytes(cell), into: &folded)
                    claim(folded, in: &title, text: { page.string(cell) }, cell: address(cell))
                    if cells.count > 1 { line += folded }
                }
                if cells.count > 1 {
                    claim(line, in: &title, text: { cells.map(page.string).joined(separator: " ") }, cell: address(cells.lowerBound))
                }
                if !title.claims.isEmpty { titles.append(title) }
            }
        }
    }

    private func claim(_ text: [UInt8], in title: inout Title, text shown: () -> String, cell: CellAddress) {
        for pattern in patterns where pattern.matches(text) && !title.claims.contains(where: { $0.form == pattern.form }) {
            title.claims.append(Claim(form: pattern.form, text: shown(), cell: cell))
        }
    }
}
