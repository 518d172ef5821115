internal import Kijun
internal import KijunSyntax

/// What a part of a document says of which sheet it is: the values of the form's `identify`, and the fiscal year of its title.
struct SheetIdentity {
    private enum Value: Equatable {
        /// The label is there, and nothing beside it.
        case blank
        case text([UInt8])
    }

    private struct Entry {
        let value: Value
        /// Of the label.
        let place: Place
        /// How many rows it stands below the title; nil on another page.
        let below: Int?
        /// Another identifying label stands in its row.
        let isBesideAnother: Bool
    }

    /// For each field of `identify`; nil where its label is not in the part.
    private var entries: [Entry?] = []
    private var year: Entry?

    /// A label that stands further below the title, alone in its row and in another column than the first sheet has it, is taken
    /// for the heading of some table.
    private static let farBelow = 10

    /// - Parameter title: the row of the part's title.
    init(of part: DocumentSection, title: RowPlace, form: CheckedForm, schema: RecordSchema) {
        let identifying = form.identify.map { index in form.fields.first { $0.field == index } }
        let yearField = form.fields.first { field in
            schema.fields.indices.contains(field.field) && schema.fields[field.field].isFiscalYear
        }
        let fields = (identifying + [yearField]).compactMap { $0 }
        let index = LabelIndex(fields.flatMap(\.labels), captures: fields.flatMap(\.captures), in: part)
        let whole = Region.whole(of: part)
        let labels = fields.map { field in (field: field, match: Self.label(of: field, in: whole, of: part, by: index)) }
        guard let last = labels.compactMap({ $0.match?.place }).max() else {
            entries = identifying.map { _ in nil }
            return
        }
        // All labels of the form are needed to know what is none, but only as far as the fields reach.
        let reach = fields.reduce(Self.headRows) { max($0, $1.rowsBelowLabel) }
        let head = part.cut(to: RowPlace(page: last.page, row: last.row + reach))
        var reader = FormReader(document: head, form: form, schema: schema)
        reader.findLabels()
        let all = Region.whole(of: head)
        let found = labels.map { field, match -> Entry? in
            guard let match, schema.fields.indices.contains(field.field) else { return nil }
            let target = schema.fields[field.field]
            guard case .scalar(let value, let cell?) = reader.read(field, as: target, path: target.name, in: all) else { return nil }
            let isBesideAnother = labels.contains {
                $0.field.field != field.field && $0.match?.place.page == match.place.page && $0.match?.place.row == match.place.row
            }
            return Entry(
                value: Self.value(value, in: cell), place: match.place,
                below: match.place.page == title.page ? match.place.row - title.row : nil, isBesideAnother: isBesideAnother)
        }
        var next = found.makeIterator()
        entries = identifying.map { $0 == nil ? nil : next.next() ?? nil }
        year = yearField == nil ? nil : next.next() ?? nil
    }

    /// How many rows are read from the last label on, for `below L`.
    private static let headRows = 3

    private static func label(
        of field: FormField, in region: Region, of part: DocumentSection, by index: LabelIndex
    ) -> LabelMatch? {
        guard let locator = field.locator else { return nil }
        if case .capture(let label) = locator.kind { return index.captures(label, in: region).first }
        var own: LabelMatch?
        for label in locator.labels {
            guard let match = index.first(label, in: region, of: part) else { return nil }
            own = own ?? match
        }
        return own
    }

    private static func value(_ value: Kijun.Value, in cell: CellAddress) -> Value {
        switch value {
        case .text(let text) where !text.isEmpty: .text(LabelText.fold(CodeText.normal(text)))
        case .number(let number): .text(Array(number.plainText.utf8))
        case .year(let year): .text(Array(Year.shown(year).utf8))
        default: .blank
        }
    }

    /// How a part that follows stands to the sheet before it.
    enum Relation {
        case same
        /// One of both says nothing of which sheet it is.
        case open
        case other
    }

    /// Whether a later part with the same title belongs to this sheet.
    ///
    /// The first field of `identify` decides that both have a value for; then the years, where the title says them. A part that
    /// has no value for any belongs to the sheet before it, unless it is laid out alike: then it is a sheet that nobody has named.
    func relation(to later: SheetIdentity) -> Relation {
        let known = zip(entries, later.entries).map { entry, other in (entry, Self.accepted(other, after: entry)) }
        for case (let entry?, let other?) in known {
            guard case .text(let first) = entry.value, case .text(let second) = other.value else { continue }
            return first == second && !differs(inYearFrom: later) ? .same : .other
        }
        if isOpen { return .open }
        if known.contains(where: { if case .text? = $0.1?.value { true } else { false } }) { return .other }
        // The top of a page may show the labels with their values in lines of their own.
        let isAlike = known.allSatisfy { entry, other in
            other.map { $0.place.column == entry?.place.column && $0.below == entry?.below } ?? true
        }
        return isAlike && !known.allSatisfy { $0.1 == nil } ? .other : .open
    }

    /// nil for what is no identity but the heading of a table.
    private static func accepted(_ entry: Entry?, after first: Entry?) -> Entry? {
        guard let entry else { return nil }
        let isNear = entry.below.map { (0..<farBelow).contains($0) } ?? false
        return isNear || entry.isBesideAnother || entry.place.column == first?.place.column ? entry : nil
    }

    private func differs(inYearFrom later: SheetIdentity) -> Bool {
        guard let year, let other = later.year, case .text = year.value, case .text = other.value else { return false }
        let isAlike = year.below != nil && year.below == other.below && year.place.column == other.place.column
        return (isAlike || other.below == 0) && year.value != other.value
    }

    /// Says nothing of which sheet the part is.
    var isOpen: Bool { entries.allSatisfy { $0 == nil } }
}

extension FormField {
    /// How many rows from its label on a value stands whose place is counted off.
    fileprivate var rowsBelowLabel: Int {
        if case .offset(rows: let rows, columns: _, from: _)? = locator?.kind { max(0, min(rows, 1 << 20)) + 1 } else { 1 }
    }
}
