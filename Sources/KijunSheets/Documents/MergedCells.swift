/// The merged cells of a page, by the places that they cover.
///
/// Each is filed under the few ranges of rows, halved again and again, that make up its own rows; in one such range merged
/// cells stand side by side. A place is looked up in the ranges that hold its row, whatever the number and height of merged cells.
struct MergedCells: Sendable {
    /// By first row, then column. Of two that overlap, as no workbook should have, either may be found.
    let extents: [Grid.Extent]
    /// By range: the extents in it as indices, from left to right. The range `size + row` is one row, and `range / 2` holds both
    /// its halves.
    private var ranges: [Int: [Int32]] = [:]
    private let size: Int
    /// The levels of halving at which there are any.
    private var levels: [Int] = []
    private var rows = 0..<0

    init(_ merged: [Grid.Extent]) {
        extents = merged.sorted { ($0.rows.lowerBound, $0.columns.lowerBound) < ($1.rows.lowerBound, $1.columns.lowerBound) }
        let end = merged.reduce(0) { max($0, $1.rows.upperBound) }
        var size = 1
        while size < end { size *= 2 }
        self.size = size
        rows = (extents.first?.rows.lowerBound ?? 0)..<end
        var used: Set<Int> = []
        for (index, extent) in extents.enumerated() {
            var low = size + max(0, extent.rows.lowerBound)
            var high = size + extent.rows.upperBound
            var level = 0
            while low < high {
                if low % 2 == 1 {
                    file(index, under: low)
                    used.insert(level)
                    low += 1
                }
                if high % 2 == 1 {
                    high -= 1
                    file(index, under: high)
                    used.insert(level)
                }
                low /= 2
                high /= 2
                level += 1
            }
        }
        levels = used.sorted()
        for range in ranges.keys { ranges[range]?.sort { extents[Int($0)].columns.lowerBound < extents[Int($1)].columns.lowerBound } }
    }

    private mutating func file(_ index: Int, under range: Int) { ranges[range, default: []].append(Int32(index)) }

    /// The extent of the merged cell that covers a place.
    func extent(row: Int, column: Int) -> Grid.Extent? {
        guard rows.contains(row) else { return nil }
        for level in levels {
            guard let found = ranges[(size + row) >> level] else { continue }
            var low = 0
            var high = found.count
            while low < high {
                let middle = (low + high) / 2
                if extents[Int(found[middle])].columns.lowerBound <= column { low = middle + 1 } else { high = middle }
            }
            if low > 0, extents[Int(found[low - 1])].columns.contains(column) { return extents[Int(found[low - 1])] }
        }
        return nil
    }
}
