internal import Kijun
internal import KijunSyntax

/// Reads one sheet by one form: labels to places, places to typed values, and everything worth a word on the way as
/// findings.
struct FormReader {
    let document: DocumentSection
    let form: CheckedForm
    let schema: RecordSchema
    let labels: LabelIndex
    /// For each page and filled cell: a label of the form stands there. A locator never returns such a cell.
    var isLabel: CellMarks
    /// For each page and filled cell: a field took its value from it.
    var isRead: CellMarks
    /// What `sums of` needs to know of a table that was read, by its path.
    var layouts: [String: TableLayout] = [:]
    /// The rows that stand at the top of pages: the title of the form, and the sheet's name and code again.
    var pageHeaders: Set<Place> = []
    /// Labels of the sheet's own fields that were found and page headers, in reading order: where a section ends.
    var landmarks: [Place] = []
    /// The fields of which it is told that their label says another unit, by path.
    var unitsTold: Set<String> = []
    /// Begins with what the document's reader had to report of the sheet.
    var findings: [Finding]
    /// What was found near a missing label, by its pattern.
    private var nearby: [String: String?] = [:]

    /// - Parameter findings: what is known of the sheet before it is read.
    init(document: DocumentSection, form: CheckedForm, schema: RecordSchema, findings: [Finding] = []) {
        self.document = document
        self.form = form
        self.schema = schema
        self.findings = findings
        labels = LabelIndex(form.labels + form.recognise, captures: form.fields.flatMap(\.captures), in: document)
        isLabel = CellMarks(for: document)
        isRead = isLabel
    }

    /// Reads the whole form.
    mutating func read() -> InputRecord {
        let whole = Region.whole(of: document)
        findLabels()
        var values = schema.fields.map { Self.nothing(for: $0) }
        // Sums are compared with their table: they come after every table.
        for sums in [false, true] {
            for field in form.fields where field.isSums == sums {
                guard schema.fields.indices.contains(field.field) else { continue }
                let target = schema.fields[field.field]
                values[field.field] = read(field, as: target, path: target.name, in: whole)
            }
        }
        for field in form.fields where schema.fields.indices.contains(field.field) {
            let target = schema.fields[field.field]
            checkRepeats(of: field, as: target, value: values[field.field])
            if form.identify.contains(field.field) { values[field.field] = Self.identity(values[field.field]) }
        }
        return InputRecord(values: values)
    }

    /// Settles which cells are labels.
    mutating func findLabels() {
        markLabels(of: form.fields, schema: schema, in: .whole(of: document))
        findPageHeaders()
        markRepeatedLabels()
        landmarks = (landmarks + pageHeaders).sorted()
    }

    /// What a field holds that has no place on the sheet: unknown, whatever stands for a blank cell. A table or a list is then
    /// unknown as a whole, and not empty.
    static func nothing(for field: FieldSchema) -> InputValue {
        switch field.type {
        case .table, .list: .scalar(.blank, nil)
        case .record: .record(InputRecord(values: (field.record ?? .empty).fields.map { nothing(for: $0) }))
        default: .scalar(unknown(field, field.type), nil)
        }
    }

    /// A value that is unknown although no cell is empty. A blank would become the field's fallback or the empty mark.
    static func unknown(_ field: FieldSchema, _ type: Type) -> Value {
        field.fallback != nil || type == .mark ? .undetermined : .blank
    }

    /// Reads a field, or a column of a table that stands in a region of its own.
    mutating func read(_ field: FormField, as target: FieldSchema, path: String, in region: Region) -> InputValue {
        if case .record = target.type, field.locator == nil { return members(of: field, as: target, path: path, in: region) }
        guard let locator = field.locator, let place = narrowed(region, by: locator, for: target, path: path) else {
            return Self.nothing(for: target)
        }
        switch target.type {
        case .table:
            let rows = readTable(field, locator, as: target, path: path, in: place)
            return rows.map { .table($0) } ?? Self.nothing(for: target)
        case .record: return readSums(locator, as: target, path: path, in: place)
        case .list(let element): return readList(locator, of: element, as: target, path: path, in: place)
        default:
            switch site(of: locator, for: target, path: path, in: place) {
            case .place(let found): return value(at: found, as: target, path: path)
            case .text(let text, let found): return value(of: text, at: found, type: target.type, as: target, path: path)
            case .missing: return Self.nothing(for: target)
            }
        }
    }

    /// Reads a record that has no place of its own: each of its fields has one.
    private mutating func members(of field: FormField, as target: FieldSchema, path: String, in region: Region) -> InputValue {
        let record = target.record ?? .empty
        var values = record.fields.map { Self.nothing(for: $0) }
        for member in field.columns where record.fields.indices.contains(member.field) {
            let name = record.fields[member.field].name
            values[member.field] = read(member, as: record.fields[member.field], path: path + "." + name, in: region)
        }
        return .record(InputRecord(values: values))
    }

    /// The part of a region that `after` and `before` leave; nil where one of them is not there, which is then reported.
    mutating func narrowed(
        _ region: Region, by locator: LocatorSyntax, for target: FieldSchema, path: String
    ) -> Region? {
        if let narrowed = quietlyNarrowed(region, by: locator) { return narrowed }
        for label in [locator.after, locator.before].compactMap({ $0 }) {
            guard find(label, for: target, path: path, in: region) != nil else { break }
        }
        return nil
    }

    /// The place of a label, or nil with a finding.
    mutating func find(_ label: LabelSyntax, for target: FieldSchema, path: String, in region: Region) -> LabelMatch? {
        if let match = labels.first(label, in: region, of: document) {
            checkUnit(of: match.cells, page: match.place.page, for: target, path: path)
            return match
        }
        let elsewhere = labels.all(label, in: .whole(of: document), limit: 1).first
        findings.append(
            .labelNotFound(
                label, path: path, isOptional: target.mayBeBlank || target.fallback != nil, place: region.block?.address,
                elsewhere: elsewhere.map { document.info.show($0.address) }, near: near(label)))
        return nil
    }

    /// See ``nearest(to:)``; each label is looked for once.
    mutating func near(_ label: LabelSyntax) -> String? {
        if let known = nearby[label.pattern] { return known }
        let found = nearest(to: label)
        nearby[label.pattern] = .some(found)
        return found
    }

    // MARK: Cells

    func grid(_ place: Place) -> Grid { document.pages[place.page] }

    func cell(at place: Place) -> Int? { grid(place).cell(row: place.row, column: place.column) }

    func isLabel(_ cell: Int, at place: Place) -> Bool { isLabel[place.page, cell] }

    mutating func mark(_ match: LabelMatch) {
        for cell in match.cells { isLabel[match.place.page, cell] = true }
    }

    /// The value in a cell. A label of the form is no value: its place counts as blank.
    mutating func value(at place: Place, as target: FieldSchema, type: Type? = nil, path: String) -> InputValue {
        guard let cell = cell(at: place), !isLabel(cell, at: place) else {
            return value(of: "", at: place, type: type ?? target.type, as: target, path: path)
        }
        isRead[place.page, cell] = true
        let text = grid(place).string(cell)
        if let fault = grid(place).fault(ofCell: cell) {
            findings.append(.fault(fault, text, path: path, cell: place.address))
            return .scalar(.undetermined, place.address)
        }
        return value(of: text, at: place, type: type ?? target.type, as: target, path: path)
    }

    /// The value that a text stands for. A blank takes the field's fallback; what cannot be read stays unknown.
    mutating func value(
        of text: String, at place: Place, type: Type, as target: FieldSchema, path: String
    ) -> InputValue {
        if text.isEmpty, type == .mark { return .scalar(.text(""), place.address) }
        let (value, finding) = text.isEmpty ? (.blank, nil) : CellParsing.read(text, as: type, path: path, cell: place.address)
        if let finding { findings.append(finding) }
        guard value == .blank else { return .scalar(value, place.address) }
        if finding != nil { return .scalar(Self.unknown(target, type), place.address) }
        if let fallback = target.fallback { return .scalar(fallback, place.address) }
        if !target.mayBeBlank { findings.append(.blankField(path: path, cell: place.address)) }
        return .scalar(.blank, place.address)
    }
}

extension FormField {
    var isSums: Bool {
        if case .sums = locator?.kind { true } else { false }
    }
}

extension CheckedForm {
    /// Every label that a locator of the form names.
    var labels: [LabelSyntax] { fields.flatMap(\.labels) }
}

extension FormField {
    /// The labels of its locator and of those of its columns.
    var labels: [LabelSyntax] { (locator?.labels ?? []) + columns.flatMap(\.labels) }

    var captures: [LabelSyntax] {
        var own: [LabelSyntax] = []
        if case .capture(let label)? = locator?.kind { own = [label] }
        return own + columns.flatMap(\.captures)
    }
}

extension LocatorSyntax {
    /// The labels of the locator, `after` and `before` included; not the pattern of a `capture`, which holds a value.
    var labels: [LabelSyntax] {
        let own: [LabelSyntax] =
            switch kind {
            case .header(let label), .rightOf(let label), .below(let label), .rowOf(let label), .columnOf(let label): [label]
            case .offset(_, _, from: let label), .sums(_, row: let label): [label]
            case .at(row: let row, column: let column): [row, column]
            case .atRows(from: let first, to: let last, column: let column): [first, last, column]
            case .headedBy(let label, until: let until): [label] + (until.map { [$0] } ?? [])
            case .blocks(let labels): labels
            case .columnNumber, .capture, .across: []
            }
        return own + [after, before].compactMap { $0 }
    }
}
