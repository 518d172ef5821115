internal import Kijun
internal import KijunSyntax

/// How a document is read: by which forms, and as cells or row by row.
enum FormRecognition {
    enum Outcome {
        /// Sheets one after the other, each with its form; in place of a sheet why it cannot be read.
        case grid([DocumentSections.Part])
        /// Each row below a heading is a sheet; nil where the rules have no form.
        case rows(CheckedForm?)
        case failure(Finding)
    }

    /// The first of these that there is:
    /// 1. the forms of which a `recognise` fits a cell or the cells of a line together: their sheets, by their labels;
    /// 2. of a table the form of which its heading names the most fields: row by row;
    /// 3. the one form without `recognise`, which reads any document by its labels.
    static func outcome(of document: Document, among forms: [CheckedForm], schema: RecordSchema) -> Outcome {
        if forms.isEmpty, document.isTable { return .rows(nil) }
        let open = forms.indices.filter { forms[$0].recognise.isEmpty }
        // Text is first of all for the labels of forms.
        let isTable = document.isTable && (document.info.style != .line || !forms.contains(where: \.hasLocators))
        if forms.count == 1, open.count == 1, !isTable { return whole(document, form: 0, of: forms) }
        let found = FormTitles(of: document, among: forms)
        let heading = isTable ? NamedFields(of: document, forms: forms, schema: schema) : nil
        if let title = found.titles.first {
            if let heading, heading.isAbove(title.row), case .rows(let form)? = heading.outcome { return .rows(form) }
            return sections(of: document, found.titles, forms, schema)
        }
        if let outcome = heading?.outcome { return outcome }
        if open.count == 1 {
            return whole(document, form: open[0], of: forms)
        }
        return .failure(
            .noForm(
                tried: forms, first: found.first.map(\.text), headings: heading?.texts ?? [], cell: found.first.first?.cell))
    }

    private static func whole(_ document: Document, form: Int, of forms: [CheckedForm]) -> Outcome {
        // Without any locator, it is the heading that must be looked at: the reader of rows says what it lacks.
        forms[form].hasLocators ? whole(document, form: form) : .rows(forms[form])
    }

    private static func whole(_ document: Document, form: Int) -> Outcome {
        .grid([.sheet(form: form, DocumentSection(document), repeatedTitle: nil)])
    }

    private static func sections(
        of document: Document, _ titles: [FormTitles.Title], _ forms: [CheckedForm], _ schema: RecordSchema
    ) -> Outcome {
        if titles.count == 1, titles[0].claims.count == 1 { return whole(document, form: titles[0].claims[0].form) }
        return .grid(DocumentSections(document, titles: titles, forms: forms, schema: schema).parts())
    }
}

/// Which form the heading of a table names fields of.
private struct NamedFields {
    /// The form with the most of them, or why there are two; nil where there is none.
    private(set) var outcome: FormRecognition.Outcome?
    /// The headings of the page that names the most.
    private(set) var texts: [String] = []
    private var rows: (page: Int, end: Int)?
    private var namesMost = false

    init(of document: Document, forms: [CheckedForm], schema: RecordSchema) {
        let headings = document.pages.indices.compactMap { TableHeading(of: document, page: $0) }
        texts = headings.first?.columns.map(\.text).filter { !$0.isEmpty } ?? []
        var best: [(form: Int, count: Int, heading: TableHeading)] = []
        for (index, form) in forms.enumerated() {
            let fields = form.fields.map(\.field).filter(schema.fields.indices.contains)
            let single = fields.count { !schema.fields[$0].type.isRecords }
            let counts = headings.map { RowColumns($0, schema: schema, fields: fields).found.count }
            guard let count = counts.max(), let page = counts.firstIndex(of: count), count > 0 else { continue }
            if form.hasLocators {
                guard count >= min(2, single), !Self.hasLabels(form, below: headings[page], of: document) else { continue }
            }
            if let most = best.first?.count, most > count { continue }
            if let most = best.first?.count, most < count { best = [] }
            best.append((index, count, headings[page]))
        }
        guard let first = best.first else { return }
        texts = first.heading.columns.map(\.text).filter { !$0.isEmpty }
        rows = (first.heading.page, first.heading.rows.upperBound)
        namesMost = first.count * 2 > texts.count
        outcome =
            best.count == 1
            ? .rows(forms[first.form])
            : .failure(
                .severalForms(
                    best.map { forms[$0.form].name }, named: first.count, headings: texts, cell: first.heading.columns.first?.cell))
    }

    /// The heading names most of its columns, and stands above a title: the title is then the value of some column.
    func isAbove(_ title: RowPlace) -> Bool {
        guard namesMost, let rows else { return false }
        return rows.page == title.page && rows.end <= title.row
    }

    /// Where labels of a form stand below the row that was taken for the heading, or nothing does, the row is one of labels and
    /// values side by side (`施策名 | 道路 | 施策コード | 02-10`), and the form must read them.
    private static func hasLabels(_ form: CheckedForm, below heading: TableHeading, of document: Document) -> Bool {
        let page = heading.page
        let first = heading.rows.upperBound
        guard (first..<max(first, document.pages[page].rowCount)).contains(where: { !document.pages[page].isEmpty(row: $0) }) else {
            return true
        }
        let below = DocumentSection(
            document, from: RowPlace(page: page, row: first), to: RowPlace(page: page, row: first + TableHeading.examinedRows))
        let labels = form.labels.filter { label in
            let pattern = LabelPattern(label.pattern)
            return pattern.isExact && pattern.parts[0].count { $0 >= 0x80 } >= 6
        }
        let index = LabelIndex(labels, captures: [], in: below)
        return labels.contains { !index.all($0, in: .whole(of: below), limit: 1).isEmpty }
    }
}

extension CheckedForm {
    /// Some field says by a label where it stands; else all are found by their names alone.
    var hasLocators: Bool { fields.contains { $0.locator != nil } }
}
