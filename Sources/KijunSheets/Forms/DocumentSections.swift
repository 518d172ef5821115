internal import Kijun
internal import KijunSyntax

/// The sheets of a document that holds several, one below the other or on worksheets of their own: a title of a form begins a
/// sheet, unless it says again which sheet it is, as titles do at the top of each page.
struct DocumentSections {
    /// What one form reads, or why no form can.
    enum Part {
        /// - Parameter repeatedTitle: what to report should the sheet contradict itself.
        case sheet(form: Int, DocumentSection, repeatedTitle: Finding?)
        case failure(Finding)
    }

    private let document: Document
    private let forms: [CheckedForm]
    private let schema: RecordSchema
    private let titles: [FormTitles.Title]

    /// - Parameter titles: at least one.
    init(_ document: Document, titles: [FormTitles.Title], forms: [CheckedForm], schema: RecordSchema) {
        self.document = document
        self.forms = forms
        self.schema = schema
        self.titles = titles
    }

    /// A run of titles that belong to one sheet.
    private struct Run {
        var titles: Range<Int>
        var identity: SheetIdentity?
    }

    func parts() -> [Part] {
        let begins = beginnings()
        func start(_ index: Int) -> RowPlace { index == 0 ? RowPlace(page: 0, row: 0) : begins[index].start }
        func section(_ range: Range<Int>) -> DocumentSection {
            let end = range.upperBound < begins.count ? begins[range.upperBound].start : RowPlace(page: document.pages.count, row: 0)
            return DocumentSection(document, from: start(range.lowerBound), to: end)
        }
        var runs: [Run] = []
        for index in begins.indices {
            let title = titles[begins[index].title]
            guard let last = runs.indices.last, titles[begins[runs[last].titles.lowerBound].title].forms == title.forms else {
                runs.append(Run(titles: index..<index + 1))
                continue
            }
            guard title.claims.count == 1 else {
                runs[last].titles = runs[last].titles.lowerBound..<index + 1
                continue
            }
            let form = forms[title.claims[0].form]
            func identity(_ index: Int) -> SheetIdentity {
                SheetIdentity(of: section(index..<index + 1), title: titles[begins[index].title].row, form: form, schema: schema)
            }
            let known = runs[last].identity ?? identity(runs[last].titles.lowerBound)
            let own = form.identify.isEmpty ? known : identity(index)
            switch known.relation(to: own) {
            case .other:
                runs[last].identity = known
                runs.append(Run(titles: index..<index + 1, identity: own))
            case .same, .open:
                runs[last].identity = known.isOpen ? own : known
                runs[last].titles = runs[last].titles.lowerBound..<index + 1
            }
        }
        if let failure = contested(runs.map { section($0.titles) }, runs.map { titles[begins[$0.titles.lowerBound].title] }) {
            return [.failure(failure)]
        }
        return runs.map { run in
            let title = titles[begins[run.titles.lowerBound].title]
            guard title.claims.count == 1 else { return .failure(severalForms(title.claims)) }
            let form = forms[title.claims[0].form]
            var repeated: Finding?
            if form.identify.isEmpty, run.titles.count > 1 {
                let again = titles[begins[run.titles.lowerBound + 1].title].claims[0]
                repeated = .repeatedTitle(again.text, form: form.name, times: run.titles.count, cell: again.cell)
            }
            return .sheet(form: title.claims[0].form, section(run.titles), repeatedTitle: repeated)
        }
    }

    // MARK: Where a part begins

    /// For each title that does not merely continue the one above it: its index, and the row at which its part begins.
    private func beginnings() -> [(title: Int, start: RowPlace)] {
        var begins: [(title: Int, start: RowPlace)] = []
        let lead = self.lead
        var last: Int?
        for (index, title) in titles.enumerated() {
            defer { last = index }
            // Titles of one form in rows that follow each other are one: 様式2 above 評価調書.
            if let last, titles[last].forms == title.forms, titles[last].row.page == title.row.page,
                (titles[last].row.row + 1..<title.row.row).allSatisfy({ document.pages[title.row.page].isEmpty(row: $0) })
            {
                continue
            }
            let isFirstOfPage = last.map { titles[$0].row.page < title.row.page } ?? true
            begins.append((index, start(of: title.row, lead: lead, isFirstOfPage: isFirstOfPage)))
        }
        return begins
    }

    /// How many filled rows stand directly above the first title.
    private var lead: Int {
        guard let first = titles.first?.row else { return 0 }
        return filledRows(above: first)
    }

    private func filledRows(above row: RowPlace) -> Int {
        let page = document.pages[row.page]
        var count = 0
        while count <= Self.longestLead, row.row - count > page.rows.lowerBound, !page.isEmpty(row: row.row - count - 1) { count += 1 }
        return count
    }

    /// The most rows above a title that are taken for a part of its heading.
    private static let longestLead = 5

    /// The row at which the sheet of a title begins: a few rows above it at the top of a page, and where as many stand above it
    /// as above the document's first title, parted from the sheet before by an empty row.
    private func start(of title: RowPlace, lead: Int, isFirstOfPage: Bool) -> RowPlace {
        let page = document.pages[title.page]
        if isFirstOfPage {
            var filled = 0
            var row = title.row
            while row > page.rows.lowerBound, filled <= Self.longestLead {
                row -= 1
                if !page.isEmpty(row: row) { filled += 1 }
            }
            if filled <= Self.longestLead { return RowPlace(page: title.page, row: 0) }
        }
        guard lead > 0, lead <= Self.longestLead, filledRows(above: title) == lead else { return title }
        return RowPlace(page: title.page, row: title.row - lead)
    }

    // MARK: Titles that are none

    /// Where several forms have a title in one document, each must have a label of its fields there too. A title alone is one that
    /// stands on the sheets of both forms.
    private func contested(_ sections: [DocumentSection], _ titles: [FormTitles.Title]) -> Finding? {
        guard Set(titles.flatMap(\.forms)).count > 1 else { return nil }
        for (section, title) in zip(sections, titles) where title.claims.count == 1 {
            let form = forms[title.claims[0].form]
            let captures = form.fields.flatMap(\.captures)
            if form.labels.isEmpty, captures.isEmpty { continue }
            let index = LabelIndex(form.labels, captures: captures, in: section)
            let whole = Region.whole(of: section)
            let isThere =
                form.labels.contains { !index.all($0, in: whole, limit: 1).isEmpty }
                || captures.contains { !index.captures($0, in: whole).isEmpty }
            if isThere { continue }
            var claims: [FormTitles.Claim] = []
            for claim in titles.flatMap(\.claims) where !claims.contains(where: { $0.form == claim.form }) { claims.append(claim) }
            return severalForms(claims)
        }
        return nil
    }

    private func severalForms(_ claims: [FormTitles.Claim]) -> Finding {
        let sorted = claims.sorted { $0.form < $1.form }
        return .severalForms(sorted.map { (forms[$0.form].name, $0.text) }, cell: claims.dropFirst().first?.cell)
    }
}

/// What the reader of a file reports, given to the sheets in which it stands; what stands in none to the next or the last sheet.
struct FileFindings {
    private var rest: ArraySlice<Finding>
    private var ends: ArraySlice<RowPlace>

    init(_ findings: [Finding], sections: [DocumentSections.Part]) {
        func row(_ finding: Finding) -> RowPlace {
            finding.cell.map { RowPlace(page: Int($0.page), row: Int($0.row)) } ?? RowPlace(page: -1, row: 0)
        }
        rest =
            findings.enumerated().sorted { a, b in
                row(a.element) == row(b.element) ? a.offset < b.offset : row(a.element) < row(b.element)
            }.map(\.element)[...]
        ends =
            sections.compactMap { part in
                if case .sheet(_, let section, _) = part { section.end } else { nil }
            }[...]
    }

    /// Those of the next sheet.
    mutating func next() -> [Finding] {
        guard !rest.isEmpty, let end = ends.popFirst() else { return [] }
        guard !ends.isEmpty else { return Array(rest) }
        let own = rest.prefix { finding in
            finding.cell.map { RowPlace(page: Int($0.page), row: Int($0.row)) < end } ?? true
        }
        rest = rest.dropFirst(own.count)
        return Array(own)
    }
}
