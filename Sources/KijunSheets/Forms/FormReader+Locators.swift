internal import Kijun
internal import KijunSyntax

/// Where a single value stands.
enum Site {
    case place(Place)
    /// A part of a cell's text.
    case text(String, Place)
    /// A label is not there, which is already reported.
    case missing
}

extension FormReader {
    /// The place of a single value: one case per locator.
    mutating func site(of locator: LocatorSyntax, for target: FieldSchema, path: String, in region: Region) -> Site {
        switch locator.kind {
        case .rightOf(let label), .header(let label):
            guard let match = find(label, for: target, path: path, in: region) else { return .missing }
            return site(rightOf: match, as: target, path: path, in: region)
        case .below(let label):
            guard let match = find(label, for: target, path: path, in: region) else { return .missing }
            let row = movedRow(match.rows.upperBound - 1, by: 1, page: match.place.page)
            return .place(Place(page: match.place.page, row: row, column: match.place.column))
        case .offset(rows: let rows, columns: let columns, from: let label):
            guard let match = find(label, for: target, path: path, in: region) else { return .missing }
            let row = movedRow(match.place.row, by: rows, page: match.place.page)
            let column = match.place.column + max(-1 << 30, min(1 << 30, columns))
            return .place(Place(page: match.place.page, row: row, column: column))
        case .at(row: let row, column: let column):
            guard let rowMatch = find(row, for: target, path: path, in: region),
                let columnMatch = find(column, for: target, path: path, in: region)
            else { return .missing }
            return .place(Place(page: rowMatch.place.page, row: rowMatch.place.row, column: columnMatch.place.column))
        case .capture(let label):
            return capture(label, for: target, path: path, in: region)
        case .rowOf, .columnOf, .atRows:
            return places(of: locator, for: target, path: path, in: region)?.first.map(Site.place) ?? .missing
        case .columnNumber, .headedBy, .blocks, .across, .sums:
            return .missing  // of tables alone: the checker says so
        }
    }

    /// The nearest filled cell to the right. Where that is a label, the value is blank.
    mutating func site(rightOf match: LabelMatch, as target: FieldSchema, path: String, in region: Region) -> Site {
        let beside = Place(page: match.place.page, row: match.place.row, column: match.columns.upperBound)
        let grid = grid(beside)
        guard
            let cell = grid.cell(row: beside.row, column: beside.column)
                ?? grid.firstCell(inRow: beside.row, from: beside.column),
            region.columns.contains(Int(grid.cells[cell].column)), !isLabel(cell, at: beside)
        else { return .place(beside) }
        let place = Place(page: beside.page, row: grid.row(ofCell: cell), column: Int(grid.cells[cell].column))
        if target.type == .text, isIdentifying(path), let split = splitCode(from: cell, at: place) {
            for part in split { isRead[place.page, part] = true }
            let text = split.map(grid.string).joined()
            findings.append(.splitCode(path: path, parts: split.map(grid.string), text: CodeText.normal(text), cell: place.address))
            return .text(text, place)
        }
        return .place(place)
    }

    private func isIdentifying(_ path: String) -> Bool {
        form.identify.contains { schema.fields.indices.contains($0) && schema.fields[$0].name == path }
    }

    /// The cells of a code that stands in several (`02` | `—` | `10`): filled cells side by side with a lone dash between.
    private func splitCode(from cell: Int, at place: Place) -> [Int]? {
        let grid = grid(place)
        let row = grid.cells(inRow: place.row)
        var parts = [cell]
        var last = cell
        while last + 2 < row.upperBound, CodeText.isDash(grid.string(last + 1)), !isLabel(last + 2, at: place),
            grid.cells[last + 1].column == grid.cells[last].column + 1,
            grid.cells[last + 2].column == grid.cells[last].column + 2,
            CodeText.isPart(grid.string(last)), CodeText.isPart(grid.string(last + 2))
        {
            parts += [last + 1, last + 2]
            last += 2
        }
        return parts.count > 1 ? parts : nil
    }

    /// A row some rows further down (or up), rules of Markdown tables not counted.
    func movedRow(_ row: Int, by count: Int, page: Int) -> Int {
        let grid = document.pages[page]
        let step = count < 0 ? -1 : 1
        var row = row
        var left = min(abs(max(count, -1 << 30)), 1 << 30)
        while left > 0 {
            row += step
            if row < grid.rows.lowerBound || row >= grid.rowCount { return row + step * (left - 1) }
            if !grid.ruleRows.contains(Int32(row)) { left -= 1 }
        }
        return row
    }

    /// The part of the first matching cell that stands at `{}`.
    private mutating func capture(_ label: LabelSyntax, for target: FieldSchema, path: String, in region: Region) -> Site {
        var left = label.occurrence
        for match in captures(label, in: region) {
            left -= 1
            if left == 0 {
                if let cell = cell(at: match.place) { isRead[match.place.page, cell] = true }
                return .text(match.text, match.place)
            }
        }
        findings.append(
            .labelNotFound(
                label, path: path, isOptional: target.mayBeBlank || target.fallback != nil, place: region.block?.address,
                elsewhere: nil, near: near(label)))
        return .missing
    }

    /// All cells that a `capture` fits, with what stands at its `{}`.
    func captures(_ label: LabelSyntax, in region: Region) -> [(place: Place, text: String)] {
        let pattern = LabelPattern(label.pattern, capturing: true)
        guard pattern.captured != nil else { return [] }
        return labels.captures(label, in: region).compactMap { match in
            let text = document.pages[match.place.page].string(match.cells.lowerBound)
            let folded = LabelText.fold(text)
            guard let range = pattern.capture(in: folded) else { return nil }
            return (match.place, CapturedText.text(of: text, folded: folded, range: range))
        }
    }

    // MARK: Lists

    /// The places of a list's elements, or nil where a label is missing. Blank places at the end are left out.
    mutating func places(of locator: LocatorSyntax, for target: FieldSchema, path: String, in region: Region) -> [Place]? {
        switch locator.kind {
        case .rowOf(let label):
            return find(label, for: target, path: path, in: region).map { places(rightOf: $0, in: region) }
        case .columnOf(let label):
            return find(label, for: target, path: path, in: region).map { places(under: $0, in: region) }
        case .atRows(from: let first, to: let last, column: let column):
            guard let top = find(first, for: target, path: path, in: region) else { return nil }
            var rest = region
            rest.start = top.place
            rest.block = nil
            guard let bottom = find(last, for: target, path: path, in: rest),
                let columnMatch = find(column, for: target, path: path, in: region)
            else { return nil }
            let page = top.place.page
            guard bottom.place.page == page, bottom.place.row >= top.place.row else { return [] }
            return (top.place.row...bottom.place.row).filter { !document.pages[page].isEmpty(row: $0) }
                .map { Place(page: page, row: $0, column: columnMatch.place.column) }
        default:
            if case .place(let place) = site(of: locator, for: target, path: path, in: region) { return [place] }
            return nil
        }
    }

    /// The cells to the right of a label, up to the next label or the last filled cell.
    func places(rightOf match: LabelMatch, in region: Region) -> [Place] {
        let grid = grid(match.place)
        var places: [Place] = []
        var column = match.columns.upperBound
        while let cell = grid.firstCell(inRow: match.place.row, from: column), !isLabel(cell, at: match.place),
            region.columns.contains(Int(grid.cells[cell].column))
        {
            let filled = Int(grid.cells[cell].column)
            for blank in column...filled {
                places.append(Place(page: match.place.page, row: match.place.row, column: blank))
            }
            column = grid.extent(row: match.place.row, column: filled).columns.upperBound
        }
        return places
    }

    /// The cells under a label, down to a row without any cell, to the next label or to the last filled one.
    private func places(under match: LabelMatch, in region: Region) -> [Place] {
        let grid = grid(match.place)
        let last = region.lastRow(ofPage: match.place.page, of: document)
        var places: [Place] = []
        var filled = 0
        var row = match.rows.upperBound
        while row < last {
            defer { row += 1 }
            if grid.ruleRows.contains(Int32(row)) { continue }
            if grid.isEmpty(row: row) { break }
            let place = Place(page: match.place.page, row: row, column: match.place.column)
            if let cell = cell(at: place) {
                if isLabel(cell, at: place) { break }
                if grid.extent(row: row, column: place.column).rows.lowerBound < row { continue }
                places.append(place)
                filled = places.count
            } else {
                places.append(place)
            }
        }
        return Array(places.prefix(filled))
    }

    mutating func readList(
        _ locator: LocatorSyntax, of element: Type, as target: FieldSchema, path: String, in region: Region
    ) -> InputValue {
        guard let places = places(of: locator, for: target, path: path, in: region) else { return Self.nothing(for: target) }
        return .list(places.map { value(at: $0, as: target, type: element, path: path) })
    }
}
