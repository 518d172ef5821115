internal import Kijun

// Units that labels say in brackets: 事業費(百万円).
extension FormReader {
    /// Reports a label whose unit is not that of its field, once for each field. A form gives the unit itself, so that the values
    /// are read in it; where the label says 百万円 and the form 千円, they are wrong by a factor of a thousand.
    ///
    /// - Parameter cells: those in which the label stands.
    mutating func checkUnit(of cells: some Sequence<Int>, page: Int, for target: FieldSchema, path: String) {
        guard let type = target.type.numberOfCell, !unitsTold.contains(path) else { return }
        let grid = document.pages[page]
        for cell in cells {
            let text = grid.string(cell)
            guard let written = HeadingText.split(text).unit else { continue }
            if written == "%" {
                guard !type.isPercent, !type.unit.isNone else { continue }
            } else {
                let unit = Unit(written: written)
                guard type.isPercent || (!type.unit.isNone && type.unit != unit) else { continue }
            }
            unitsTold.insert(path)
            let address = CellAddress(page: page, row: grid.row(ofCell: cell), column: Int(grid.cells[cell].column))
            findings.append(.labelWithOtherUnit(text, path: path, field: type.isPercent ? "%" : type.unit.name, cell: address))
        }
    }

    /// The same for the columns of a table.
    mutating func checkUnits(of columns: [Int?], _ header: TableHeader, record: RecordSchema, path: String) {
        for (column, field) in zip(columns, record.fields) {
            guard let column, let cells = header.cells[column] else { continue }
            checkUnit(of: cells, page: header.page, for: field, path: "\(path).\(field.name)")
        }
    }
}

extension Type {
    /// What is known of the number that a cell holds, alone or as one of a list; nil where it holds none.
    fileprivate var numberOfCell: NumberType? {
        switch self {
        case .number(let type), .list(.number(let type)): type
        default: nil
        }
    }
}
