internal import Kijun
internal import KijunSyntax

// Which cells are labels: settled before the first value is read.
extension FormReader {
    /// Marks the cells in which the labels of fields stand. The labels of a block are marked when the block is read, for each
    /// block has its own.
    mutating func markLabels(of fields: [FormField], schema: RecordSchema, in region: Region) {
        for field in fields where schema.fields.indices.contains(field.field) {
            let target = schema.fields[field.field]
            if case .record = target.type, field.locator == nil {
                markLabels(of: field.columns, schema: target.record ?? .empty, in: region)
            }
            guard let locator = field.locator, let narrowed = quietlyNarrowed(region, by: locator) else { continue }
            for label in [locator.after, locator.before].compactMap({ $0 }) { mark(label, in: region) }
            switch locator.kind {
            case .headedBy(let label, until: let until):
                guard let match = labels.first(label, in: narrowed, of: document) else { continue }
                markHeader(match, until: until, field: field, target: target, region: narrowed)
            case .below(let label):
                guard let match = mark(label, in: narrowed), case .table = target.type else { continue }
                let header = TableHeader(match, in: document, end: match.rows.upperBound, columns: narrowed.columns)
                mark(columnsOf: field, header: header)
            case .blocks: break
            case .across: markLabels(of: field.columns, schema: target.record ?? .empty, in: narrowed)
            case .sums(table: _, row: let label):
                // The row of the sums stands after its table: see `readSums`.
                if locator.after != nil || locator.before != nil { mark(label, in: narrowed) }
            case .atRows(from: let first, to: let last, column: let column):
                mark(column, in: narrowed)
                guard let top = mark(first, in: narrowed) else { continue }
                var rest = narrowed
                rest.start = top.place
                mark(last, in: rest)
            default: for label in locator.ownLabels { mark(label, in: narrowed) }
            }
        }
    }

    /// Marks a label where it stands in a region, with the matches before it that its `#n` counts.
    @discardableResult
    mutating func mark(_ label: LabelSyntax, in region: Region) -> LabelMatch? {
        guard let match = labels.first(label, in: region, of: document) else { return nil }
        if label.occurrence > 1 {
            for earlier in labels.all(label, in: region) where earlier.place < match.place { mark(earlier) }
        }
        mark(match)
        if region.block == nil { landmarks.append(match.place) }
        return match
    }

    private mutating func markHeader(
        _ match: LabelMatch, until: LabelSyntax?, field: FormField, target: FieldSchema, region: Region
    ) {
        mark(match)
        if region.block == nil { landmarks.append(match.place) }
        var end = region.lastRow(ofPage: match.place.page, of: document)
        if let until {
            var rest = region
            rest.start = Place(page: match.place.page, row: match.rows.upperBound, column: 0)
            rest.block = nil
            if let after = labels.first(until, in: rest, of: document), after.place.page == match.place.page {
                end = after.place.row
                mark(after)
            }
        }
        let header = TableHeader(match, in: document, end: end, columns: region.columns)
        mark(columnsOf: field, header: header)
    }

    private mutating func mark(columnsOf field: FormField, header: TableHeader) {
        for column in field.columns {
            guard case .header(let label)? = column.locator?.kind, let place = header.column(of: label) else { continue }
            let pattern = LabelPattern(label.pattern)
            let cells = header.cells[place] ?? []
            let fitting = cells.filter { pattern.matches(LabelText.fold(document.pages[header.page].string($0))) }
            // A label that no cell holds alone stands in all of them together.
            for cell in fitting.isEmpty ? cells : fitting { isLabel[header.page, cell] = true }
        }
    }

    /// The part of a region that `after` and `before` leave; nil where one of them is not there.
    func quietlyNarrowed(_ region: Region, by locator: LocatorSyntax) -> Region? {
        var narrowed = region
        if let after = locator.after {
            guard let match = labels.first(after, in: region, of: document) else { return nil }
            let place = Place(page: match.place.page, row: match.place.row, column: match.columns.upperBound)
            narrowed.start = max(region.start, place)
            narrowed.block = nil
        }
        if let before = locator.before {
            guard let match = labels.first(before, in: narrowed, of: document) else { return nil }
            narrowed.end = min(narrowed.end, match.place)
        }
        return narrowed
    }

    /// Finds the rows that stand at the top of pages: those of `recognise`, and where a page repeats the sheet's name or code,
    /// the rows that begin with their label.
    mutating func findPageHeaders() {
        let whole = Region.whole(of: document)
        for label in form.recognise {
            for match in labels.all(label, in: whole) {
                pageHeaders.insert(Place(page: match.place.page, row: match.place.row, column: 0))
            }
        }
        for field in form.fields {
            guard let label = field.repeatedLabel, LabelPattern(label.pattern).isTelling else { continue }
            for match in labels.all(label, in: whole).dropFirst() {
                let first = document.pages[match.place.page].cells(inRow: match.place.row).first
                if first == match.cells.lowerBound {
                    pageHeaders.insert(Place(page: match.place.page, row: match.place.row, column: 0))
                }
            }
        }
    }

    /// Marks every cell with the label of a value that stands beside it, for a page may say it again anywhere: it is never the
    /// value of another field. Short labels and wildcards may well be values elsewhere and are marked where they are found.
    mutating func markRepeatedLabels() {
        let whole = Region.whole(of: document)
        for field in form.fields {
            guard let label = field.repeatedLabel else { continue }
            let pattern = LabelPattern(label.pattern)
            guard pattern.isExact, pattern.isTelling else { continue }
            for match in labels.all(label, in: whole) { mark(match) }
        }
    }

    /// The shortest text of a cell that has a missing label in it, among the first ten thousand of each page: `もしかして「…」`.
    func nearest(to label: LabelSyntax) -> String? {
        let wanted = LabelPattern("*" + label.pattern + "*")
        guard label.pattern.count >= 2 else { return nil }
        var best: String?
        var folded: [UInt8] = []
        for page in document.pages {
            for cell in page.cellRange.prefix(10_000) where page.cells[cell].length <= 120 {
                LabelText.fold(page.labelBytes(cell), into: &folded)
                guard wanted.matches(folded) else { continue }
                let text = page.string(cell)
                if best.map({ $0.count > text.count }) ?? true { best = text }
            }
        }
        return best
    }
}

extension LocatorSyntax {
    /// The labels of the locator itself, without `after` and `before`.
    var ownLabels: [LabelSyntax] { LocatorSyntax(kind, span: span).labels }
}

extension FormField {
    /// Reads beside another match of a label, which is then no repeat: `"目標値" #2`, `after "…"`.
    func distinguishes(_ label: LabelSyntax) -> Bool {
        guard repeatedLabel == nil, let locator else { return false }
        return locator.ownLabels.contains { $0.pattern == label.pattern }
    }

    /// The label of a value that a sheet may repeat on each page: `right of`, with nothing that says which of several.
    var repeatedLabel: LabelSyntax? {
        guard let locator, locator.after == nil, locator.before == nil, case .rightOf(let label) = locator.kind,
            label.occurrence == 1
        else { return nil }
        return label
    }
}
