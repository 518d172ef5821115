internal import Kijun
internal import KijunSyntax

// Tables whose rows are parts of the sheet: blocks one under the other, and cells side by side.
extension FormReader {
    /// One row for each place where one of the labels stands. The columns search from that label to the next one, the last
    /// block to the end of its section.
    mutating func readBlocks(
        _ field: FormField, _ starts: [LabelSyntax], as target: FieldSchema, path: String, in region: Region
    ) -> [InputRecord]? {
        let record = target.record ?? .empty
        var matches: [LabelMatch] = []
        var seen: Set<Place> = []
        for start in starts {
            for match in labels.all(start, in: region).dropFirst(max(0, start.occurrence - 1)) where seen.insert(match.place).inserted {
                matches.append(match)
            }
        }
        matches.sort { $0.place < $1.place }
        guard !matches.isEmpty else {
            reportNoBlock(starts, target: target, path: path, region: region)
            return nil
        }
        for match in matches { mark(match) }
        var records: [InputRecord] = []
        for (block, match) in zip(regions(of: matches, in: region), matches) {
            markLabels(of: field.columns, schema: record, in: block)
            let before = findings.count
            var values = record.fields.map { Self.nothing(for: $0) }
            for column in field.columns where record.fields.indices.contains(column.field) {
                let inner = record.fields[column.field]
                values[column.field] = read(column, as: inner, path: "\(path).\(inner.name)", in: block)
            }
            if isEmpty(values, record: record) {
                findings.removeSubrange(before...)
                let texts = match.cells.map(document.pages[match.place.page].string)
                findings.append(.skippedBlock(path: path, label: texts.joined(separator: " "), cell: match.address))
                continue
            }
            records.append(InputRecord(values: values))
        }
        return records
    }

    private mutating func reportNoBlock(_ starts: [LabelSyntax], target: FieldSchema, path: String, region: Region) {
        for label in starts.prefix(1) {
            findings.append(
                .labelNotFound(
                    label, path: path, isOptional: target.mayBeBlank, place: region.block?.address, elsewhere: nil, near: near(label)))
        }
    }

    /// An unused block: the cell of its key is empty, or without a key the cells of all its single values. Dashes alone say that
    /// nothing stands there; a value without a place says nothing.
    private func isEmpty(_ values: [InputValue], record: RecordSchema) -> Bool {
        func isBlank(_ index: Int) -> Bool? {
            guard case .scalar(_, let address?) = values[index] else { return nil }
            let place = Place(page: Int(address.page), row: Int(address.row), column: Int(address.column))
            guard let cell = cell(at: place), !isLabel(cell, at: place) else { return true }
            return grid(place).cells[cell].length <= 12 && CellParsing.saysNothing(grid(place).string(cell))
        }
        if let key = record.key { return isBlank(key) ?? false }
        let blanks = values.indices.compactMap(isBlank)
        return !blanks.isEmpty && blanks.allSatisfy { $0 }
    }

    /// The region of each block: from the row of its label to that of the next lower one.
    private func regions(of matches: [LabelMatch], in region: Region) -> [Region] {
        var regions: [Region] = []
        var first = 0
        while first < matches.count {
            // Blocks side by side share their rows and divide the columns.
            let place = matches[first].place
            let next = matches[first...].firstIndex { $0.place.row != place.row || $0.place.page != place.page } ?? matches.count
            let isFollowed = next < matches.count && matches[next].place.page == place.page
            let end =
                isFollowed
                ? Place(page: place.page, row: matches[next].place.row, column: 0) : endOfSection(from: matches[first])
            for index in first..<next {
                var block = region
                block.start = Place(page: place.page, row: place.row, column: 0)
                block.end = min(region.end, end)
                block.block = matches[index]
                if next - first > 1 {
                    let left = matches[index].place.column
                    block.columns = left..<max(index + 1 < next ? matches[index + 1].place.column : region.columns.upperBound, left + 1)
                }
                regions.append(block)
            }
            first = next
        }
        return regions
    }

    /// Where the section of a label ends: at the next label of another field or the next page header that an empty row
    /// parts from it, at the latest at the end of its page.
    private func endOfSection(from match: LabelMatch) -> Place {
        let grid = document.pages[match.place.page]
        let end = Place(page: match.place.page + 1, row: 0, column: 0)
        var row = match.place.row
        while row < grid.rowCount, !grid.isEmpty(row: row) { row += 1 }
        let parted = Place(page: match.place.page, row: row, column: 0)
        var low = 0
        var high = landmarks.count
        while low < high {
            let middle = (low + high) / 2
            if landmarks[middle] < parted { low = middle + 1 } else { high = middle }
        }
        guard low < landmarks.count, landmarks[low] < end else { return end }
        return Place(page: landmarks[low].page, row: landmarks[low].row, column: 0)
    }

    // MARK: Across

    /// A table that runs to the right: each column of cells is a row, and each of its fields a `row of` a label.
    ///
    /// The cells are those right of the labels, as far as two of the table's lines are filled (a text beside a single line is
    /// no row). Where the labels stand one under the other, what stands in one column belongs together. A line that is
    /// shifted against the others is read shifted if it has as many cells as they; else nobody can say which value belongs
    /// where, and it stays unread, with a finding.
    mutating func readAcross(_ field: FormField, record: RecordSchema, path: String, in region: Region) -> [InputRecord]? {
        var lines = [AcrossLine?](repeating: nil, count: record.fields.count)
        for column in field.columns where record.fields.indices.contains(column.field) {
            let target = record.fields[column.field]
            guard let locator = column.locator, case .rowOf(let label) = locator.kind,
                let narrowed = narrowed(region, by: locator, for: target, path: "\(path).\(target.name)"),
                let match = find(label, for: target, path: "\(path).\(target.name)", in: narrowed)
            else { continue }
            lines[column.field] = AcrossLine(match: match, places: places(rightOf: match, in: narrowed))
        }
        let found = lines.compactMap { $0 }
        guard let first = found.first else { return nil }
        let base =
            found.map(\.start).max { a, b in
                let counts = (found.count { $0.start == a }, found.count { $0.start == b })
                return counts.0 == counts.1 ? a != first.start && b == first.start : counts.0 < counts.1
            } ?? first.start
        let isAligned = lines.map { line in
            line.map { $0.start == base || $0.start < base && !self.isFilled($0, in: $0.start..<base) } ?? false
        }
        let width = self.width(of: lines.indices.filter { isAligned[$0] }.compactMap { lines[$0] }, from: base)
        var shifts = [Int?](repeating: 0, count: lines.count)
        for (index, line) in lines.enumerated() {
            guard let line, !isAligned[index] else { continue }
            let target = record.fields[index]
            if line.places.count == width {
                shifts[index] = line.start - base
                findings.append(.shiftedLine(path: "\(path).\(target.name)", by: line.start - base, cell: line.match.address))
            } else {
                shifts[index] = nil
                findings.append(
                    .unevenLine(path: "\(path).\(target.name)", count: line.places.count, of: width, cell: line.match.address))
            }
        }
        return rows(of: lines, shifts: shifts, base: base, width: width, record: record, path: path)
    }

    private mutating func rows(
        of lines: [AcrossLine?], shifts: [Int?], base: Int, width: Int, record: RecordSchema, path: String
    ) -> [InputRecord] {
        var records: [InputRecord] = []
        for offset in 0..<width {
            let places = lines.enumerated().map { index, line -> Place? in
                guard let line, let shift = shifts[index] else { return nil }
                return Place(page: line.match.place.page, row: line.match.place.row, column: base + offset + shift)
            }
            // Nothing at all, or only what a wider cell to the left says again.
            let begins = places.contains { place in
                guard let place, cell(at: place) != nil else { return false }
                return grid(place).extent(row: place.row, column: place.column).columns.lowerBound == place.column
            }
            guard begins else { continue }
            var values: [InputValue] = []
            for (index, target) in record.fields.enumerated() {
                guard let place = places[index] else {
                    values.append(Self.nothing(for: target))
                    continue
                }
                values.append(value(at: place, as: target, path: "\(path).\(target.name)"))
            }
            records.append(InputRecord(values: values))
        }
        return records
    }

    private func isFilled(_ line: AcrossLine, in columns: Range<Int>) -> Bool {
        line.places.contains { columns.contains($0.column) && cell(at: $0) != nil }
    }

    /// How many columns of cells the table has: up to the last in which two lines are filled, or one if there is only one.
    private func width(of lines: [AcrossLine], from base: Int) -> Int {
        var counts: [Int: Int] = [:]
        for line in lines {
            for place in line.places where place.column >= base && cell(at: place) != nil { counts[place.column, default: 0] += 1 }
        }
        let needed = min(2, lines.count)
        return counts.filter { $0.value >= needed }.keys.max().map { $0 - base + 1 } ?? 0
    }
}

/// A line of a table that runs to the right.
private struct AcrossLine {
    let match: LabelMatch
    /// The cells right of the label.
    let places: [Place]

    var start: Int { match.columns.upperBound }
}
