internal import Kijun
internal import KijunSyntax

extension InspectedDocument {
    /// Plainly no table of records: on most worksheets most of what was taken for headings are values, or one text over several
    /// columns, or they differ from worksheet to worksheet; and the worksheets have merged cells and few rows.
    var looksLikeForm: Bool {
        guard case .grid(let document) = document, document.isTable else { return false }
        let headings = document.pages.indices.compactMap { TableHeading(of: document, page: $0) }
        var pages: [String: Int] = [:]
        for heading in headings { for name in Set(heading.columns.map(\.name)) { pages[name, default: 0] += 1 } }
        let forms = headings.count { heading in
            let grid = document.pages[heading.page]
            guard !grid.mergedExtents.isEmpty, grid.rowCount <= Self.mostRows, heading.columns.count > 2 else { return false }
            let shared = heading.columns.count { pages[$0.name, default: 0] > 1 }
            // Two worksheets may be two lists.
            return Self.hasOddHeadings(heading) || headings.count > 2 && shared * 2 < heading.columns.count
        }
        return forms > 0 && forms * 2 > headings.count
    }

    /// A table of records with so many rows is one, whatever its headings are.
    private static let mostRows = 200

    private static func hasOddHeadings(_ heading: TableHeading) -> Bool {
        var seen: Set<String> = []
        let odd = heading.columns.count { column in
            guard seen.insert(column.text).inserted, !column.text.isEmpty else { return true }
            switch CellSense(text: column.text) {
            case .text, .year, .number(_, mayBeYear: true): return false
            default: return true
            }
        }
        return odd * 2 >= heading.columns.count
    }
}
