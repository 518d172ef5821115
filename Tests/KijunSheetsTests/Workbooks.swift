import Kijun
import KijunSyntax
import TestSupport

@testable import KijunSheets

/// A workbook in the notation of tests, read: what its cells show and what there is to say of it.
struct BookReading {
    let document: Document?
    let failure: Finding?

    init(_ notation: String) throws {
        var workbook = WorkbookNotation(notation)
        self.init(bytes: try workbook.bytes())
    }

    init(bytes: [UInt8]) {
        do throws(Finding) {
            document = try Workbook.read(bytes, name: "b.xlsx", options: ReadingOptions())
            failure = nil
        } catch {
            document = nil
            failure = error
        }
    }

    /// One cell of a worksheet with a format.
    static func shown(_ value: String, _ format: String, from1904: Bool = false) throws -> String {
        try BookReading("\(from1904 ? "1904\n" : "")# sheet S\n| \(value) {\(format)} |")["A1"]
    }

    /// The text at a place of a page: `B2`.
    subscript(_ place: String, page page: Int = 0) -> String {
        guard let document, document.pages.indices.contains(page), let found = CellReference(Array(place.utf8)) else { return "no page" }
        return document.pages[page][found.row, found.column]
    }

    /// All filled cells of a page: `A1 施策名`.
    func cells(page: Int = 0) -> [String] {
        guard let document, document.pages.indices.contains(page) else { return [] }
        let grid = document.pages[page]
        return (0..<grid.rowCount).flatMap { row in
            grid.cells(inRow: row).map { cell in
                let place = document.info.show(CellAddress(page: page, row: row, column: Int(grid.cells[cell].column)))
                return (place.split(separator: "!").last ?? "") + " " + grid.string(cell)
            }
        }
    }

    var code: String? { failure?.code.rawValue }
    var message: String { failure.map { "\($0.code.rawValue) \($0.message.en)" } ?? "" }
    var notes: [String] {
        document?.findings.map { "\($0.code.rawValue) \($0.cell.map(document!.info.show) ?? "-") \($0.message.en)" } ?? []
    }
}
