extension SheetSet {
    /// For every row of a table on a sheet, from the outermost table in, the value of its key (blank where the table has none)
    /// and its number among its siblings, from 1. Empty for what is no table of the sheets.
    public func rowKeys(ofTable path: String, sheet: Int) -> [[(key: Value, number: Int)]] {
        guard let (index, record) = layout.paths[path], record == nil, layout.tables[index].parent != nil else { return [] }
        var chain: [Int] = []
        var table = index
        while let parent = layout.tables[table].parent {
            chain.append(table)
            table = parent
        }
        var rows: [(row: Int, keys: [(key: Value, number: Int)])] = [(sheet, [])]
        for table in chain.reversed() {
            let starts = tables[table].starts
            rows = rows.flatMap { outer in
                (Int(starts[outer.row])..<Int(starts[outer.row + 1])).enumerated().map { number, row in
                    (row, outer.keys + [(key(ofRow: row, in: table), number + 1)])
                }
            }
        }
        return rows.map(\.keys)
    }

    func key(ofRow row: Int, in table: Int) -> Value {
        layout.tables[table].key.map { stored(table, $0, row) } ?? .blank
    }
}
