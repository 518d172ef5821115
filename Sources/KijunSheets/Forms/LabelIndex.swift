internal import KijunSyntax

/// Where each label of a form stands: all matches of every pattern, found in one pass over the document.
struct LabelIndex: Sendable {
    private var matches: [String: [LabelMatch]] = [:]
    private var patterns: [String: LabelPattern] = [:]

    /// - Parameter captures: the patterns of `capture`; see ``captures(_:in:)``.
    init(_ labels: [LabelSyntax], captures: [LabelSyntax], in document: DocumentSection) {
        for label in labels where patterns[label.pattern] == nil { patterns[label.pattern] = LabelPattern(label.pattern) }
        let keys = Set(captures.map(Self.key))
        for label in captures { patterns[Self.key(label)] = LabelPattern(label.pattern, capturing: true) }
        var exact: [[UInt8]: [String]] = [:]
        var wild: [(name: String, pattern: LabelPattern)] = []
        for (name, pattern) in patterns {
            if pattern.isExact, !keys.contains(name) {
                exact[pattern.parts[0], default: []].append(name)
            } else {
                wild.append((name, pattern))
            }
        }
        let longest = exact.keys.reduce(0) { max($0, $1.count) }
        // Most cells begin like no label.
        var beginsExact = [Bool](repeating: false, count: 256)
        for key in exact.keys { if let first = key.first { beginsExact[Int(first)] = true } }
        let ends = wild.map { (first: $0.pattern.parts.first?.first, last: $0.pattern.parts.last?.last) }
        var folded: [UInt8] = []
        for (number, page) in document.numberedPages {
            for row in page.rows {
                for cell in page.cells(inRow: row) {
                    LabelText.fold(page.labelBytes(cell), into: &folded)
                    guard let first = folded.first else { continue }
                    if folded.count <= longest, beginsExact[Int(first)], let names = exact[folded] {
                        for name in names { add(name, cell, row: row, page: number, document) }
                    }
                    let last = folded[folded.count - 1]
                    for index in wild.indices where ends[index].first ?? first == first && ends[index].last ?? last == last {
                        guard wild[index].pattern.matches(folded) else { continue }
                        add(wild[index].name, cell, row: row, page: number, document)
                    }
                }
            }
        }
        let missing = patterns.filter { name, pattern in
            matches[name] == nil && pattern.isTelling && !pattern.parts[0].isEmpty && !keys.contains(name)
        }
        addJoined(missing.map { ($0.key, $0.value) }, in: document)
        for key in keys { patterns[key] = nil }
    }

    /// Under this name a `capture` is kept apart from a label of the same text.
    private static func key(_ capture: LabelSyntax) -> String { "{}\u{0}" + capture.pattern }

    /// All cells that a `capture` fits, in reading order.
    func captures(_ label: LabelSyntax, in region: Region) -> [LabelMatch] {
        all(LabelSyntax(pattern: Self.key(label), span: label.span), in: region)
    }

    private mutating func add(_ name: String, _ cell: Int, row: Int, page: Int, _ document: DocumentSection) {
        let grid = document.pages[page]
        let column = Int(grid.cells[cell].column)
        let extent = grid.extent(row: row, column: column)
        let match = LabelMatch(
            place: Place(page: page, row: row, column: column), rows: extent.rows, columns: extent.columns,
            cells: cell..<cell + 1)
        matches[name, default: []].append(match)
    }

    /// A label that no single cell holds may stand in two or three neighbouring cells (`主①` | `指標名`). The first of them
    /// must begin like the label.
    private mutating func addJoined(_ missing: [(name: String, pattern: LabelPattern)], in document: DocumentSection) {
        var begins = [Bool](repeating: false, count: 256)
        for (_, pattern) in missing { begins[Int(pattern.parts[0].first ?? 0)] = true }
        guard !missing.isEmpty else { return }
        var text: [UInt8] = []
        var next: [UInt8] = []
        for (number, page) in document.numberedPages {
            for row in page.rows {
                let cells = page.cells(inRow: row)
                for first in cells.dropLast() where page.cells[first].length <= Self.longestPart {
                    LabelText.fold(page.labelBytes(first), into: &text)
                    guard let byte = text.first, begins[Int(byte)] else { continue }
                    var last = first
                    while last + 1 < cells.upperBound, last - first < 2, page.cells[last + 1].length <= Self.longestPart {
                        let end = page.extent(row: row, column: Int(page.cells[last].column)).columns.upperBound
                        guard Int(page.cells[last + 1].column) == end else { break }
                        last += 1
                        LabelText.fold(page.labelBytes(last), into: &next)
                        text += next
                        for (name, pattern) in missing where pattern.matches(text) {
                            addJoined(name, first...last, row: row, page: number, document)
                        }
                    }
                }
            }
        }
    }

    /// The most bytes that a cell with a part of a label has.
    private static let longestPart = 200

    private mutating func addJoined(_ name: String, _ cells: ClosedRange<Int>, row: Int, page: Int, _ document: DocumentSection) {
        let grid = document.pages[page]
        let left = Int(grid.cells[cells.lowerBound].column)
        let place = Place(page: page, row: row, column: left)
        if matches[name]?.last?.place == place { return }
        let right = grid.extent(row: row, column: Int(grid.cells[cells.upperBound].column)).columns.upperBound
        matches[name, default: []].append(
            LabelMatch(place: place, rows: row..<row + 1, columns: left..<right, cells: Range(cells)))
    }

    /// All places of a label in a region, in reading order, whatever its `#n`.
    ///
    /// Rows are left where they leave the region's columns, so that blocks side by side do not each go through whole rows.
    func all(_ label: LabelSyntax, in region: Region, limit: Int = .max) -> [LabelMatch] {
        let list = matches[label.pattern] ?? []
        func first(from place: Place, after low: Int) -> Int {
            var low = low
            var high = list.count
            while low < high {
                let middle = (low + high) / 2
                if list[middle].place < place { low = middle + 1 } else { high = middle }
            }
            return low
        }
        var found: [LabelMatch] = []
        var index = first(from: region.start, after: 0)
        while index < list.count, list[index].place < region.end, found.count < limit {
            let place = list[index].place
            if place.column < region.columns.lowerBound {
                index = first(from: Place(page: place.page, row: place.row, column: region.columns.lowerBound), after: index)
            } else if place.column >= region.columns.upperBound {
                index = first(from: Place(page: place.page, row: place.row + 1, column: 0), after: index)
            } else {
                found.append(list[index])
                index += 1
            }
        }
        return found
    }

    /// The place of a label in a region: its `#n`-th match.
    ///
    /// In a block the label from which the block starts comes first where the pattern fits it, also where several cells
    /// hold it together.
    func first(_ label: LabelSyntax, in region: Region, of document: DocumentSection) -> LabelMatch? {
        var found = all(label, in: region, limit: max(0, label.occurrence))
        if let block = region.block, block.cells.count > 1, found.first != block,
            let pattern = patterns[label.pattern], pattern.matches(Self.text(block, in: document))
        {
            found.removeAll { $0.place.row == block.place.row && block.columns.contains($0.place.column) }
            found.insert(block, at: 0)
        }
        return found.indices.contains(label.occurrence - 1) ? found[label.occurrence - 1] : nil
    }

    private static func text(_ match: LabelMatch, in document: DocumentSection) -> [UInt8] {
        match.cells.reduce(into: []) { $0 += LabelText.fold(document.pages[match.place.page].string($1)) }
    }

    /// Some label of the form matches the text of a cell.
    func isLabel(_ cell: ArraySlice<UInt8>) -> Bool {
        var folded: [UInt8] = []
        LabelText.fold(cell, into: &folded)
        return patterns.values.contains { $0.matches(folded) }
    }
}
