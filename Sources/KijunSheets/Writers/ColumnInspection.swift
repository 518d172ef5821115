public import Kijun
public import KijunSyntax

/// What documents whose sheets are rows or objects hold, column by column: the field, its heading and type, how many cells are
/// filled and blank, and those that do not fit.
public struct ColumnInspection: Sendable {
    struct Column: Sendable {
        /// `cost`, `projects.cost`.
        let path: String
        /// How many tables the column is in.
        let depth: Int
        /// As on the sheet; empty where it is the field's name, or there is none.
        var heading = ""
        let type: Type
        /// How many cells, or for a table rows, hold something.
        var filled = 0
        var blank = 0
        /// Of ``filled``.
        var misfits = 0
        /// The first values that differ from each other, and their type.
        var examples: [Value] = []
        let exampleType: Type
    }

    struct Misfit: Sendable {
        let place: String
        let field: String
        /// As on the sheet.
        let text: String
        let finding: Finding
    }

    struct Source: Sendable {
        let name: String
        let description: String
        let format: String
        let encoding: TextEncoding?
        let sheets: Int
        /// Page and rows (from 1) of each heading.
        let headings: [(page: String, rows: ClosedRange<Int>)]
    }

    let form: String?
    /// Without a form: the first document that is no table of records.
    let formless: String?
    let language: Language
    let values: ValueText
    private(set) var columns: [Column] = []
    private(set) var sources: [Source] = []
    /// The names of the fields that tell one sheet from another.
    private(set) var identify: [String] = []
    private(set) var misfits: [Misfit] = []
    private(set) var findings: [FindingReport] = []
    /// The first finding of each code and field, and how many there are.
    private(set) var kinds: [(first: Int, count: Int)] = []
    private var kindIndices: [String: Int] = [:]
    private(set) var unread: [(place: String, text: String)] = []
    /// The place of a column in ``columns``.
    private var indices: [String: Int] = [:]

    /// - Parameters:
    ///   - documents: all read by one form, or without one.
    ///   - identify: the indices of the fields that tell one sheet from another, where there is no form.
    public init(
        _ documents: [InspectedDocument], program: CheckedProgram, identify: [Int], findings: [Finding], language: Language
    ) {
        self.language = language
        values = ValueText(program: program, language: language)
        form = documents.lazy.flatMap(\.sheets).first?.form
        formless = form == nil ? documents.first { $0.looksLikeForm }?.document.info.name : nil
        let checked = program.forms.first { [form] in $0.name == form }
        let fields = checked?.fields.map(\.field) ?? Array(program.schema.fields.indices)
        for index in fields where program.schema.fields.indices.contains(index) {
            addColumns(program.schema.fields[index], path: program.schema.fields[index].name, depth: 0)
        }
        self.identify = (checked?.identify ?? identify).filter(program.schema.fields.indices.contains)
            .map { program.schema.fields[$0].name }
        for finding in findings { add(finding, in: nil) }
        for document in documents { add(document, program.schema, fields) }
    }

    var sheetCount: Int { sources.reduce(0) { $0 + $1.sheets } }

    // MARK: Collecting

    private mutating func addColumns(_ field: FieldSchema, path: String, depth: Int) {
        let element: Type = if case .list(let element) = field.type { element } else { field.type }
        indices[path] = columns.count
        columns.append(Column(path: path, depth: depth, type: field.type, exampleType: element))
        for inner in field.record?.fields ?? [] { addColumns(inner, path: "\(path).\(inner.name)", depth: depth + 1) }
    }

    private mutating func add(_ document: InspectedDocument, _ schema: RecordSchema, _ fields: [Int]) {
        let info = document.document.info
        let tables = document.tables(schema, fields: fields)
        for table in tables {
            for field in table.found {
                guard let column = table.heading.columns.first(where: { $0.column == field.column }),
                    let index = indices[field.schema.name], columns[index].heading.isEmpty, column.text != field.schema.name
                else { continue }
                columns[index].heading = column.text
            }
        }
        sources.append(
            Source(
                name: info.name, description: document.description, format: document.format, encoding: document.encoding,
                sheets: document.sheets.count,
                headings: tables.map {
                    (page: info.pages[$0.heading.page], rows: $0.heading.rows.lowerBound + 1...$0.heading.rows.upperBound)
                }))
        for sheet in document.sheets {
            for index in fields where sheet.input.record.values.indices.contains(index) {
                let field = schema.fields[index]
                add(sheet.input.record.values[index], of: field, path: field.name)
            }
            for finding in sheet.input.findings { add(finding, in: document) }
            for cell in sheet.unread { unread.append((info.show(cell.cell), cell.text)) }
        }
    }

    private mutating func add(_ value: InputValue, of field: FieldSchema, path: String) {
        guard let index = indices[path] else { return }
        switch value {
        case .scalar(let scalar, _):
            switch scalar {
            case .blank, .undetermined, .text(""): columns[index].blank += 1
            default:
                columns[index].filled += 1
                if columns[index].examples.count < 3, !columns[index].examples.contains(scalar) { columns[index].examples.append(scalar) }
            }
        case .list(let elements):
            if elements.isEmpty { columns[index].blank += 1 }
            for element in elements { add(element, of: field, path: path) }
        case .table(let rows):
            columns[index].filled += rows.count
            for row in rows { add(row, of: field.record ?? .empty, path: path) }
        case .record(let record):
            columns[index].filled += 1
            add(record, of: field.record ?? .empty, path: path)
        }
    }

    private mutating func add(_ record: InputRecord, of schema: RecordSchema, path: String) {
        for (field, value) in zip(schema.fields, record.values) { add(value, of: field, path: "\(path).\(field.name)") }
    }

    /// What does not fit is counted with its column, and not blank; anything else is kept as it is.
    private mutating func add(_ finding: Finding, in document: InspectedDocument?) {
        let place = finding.cell.map { document?.document.info.show($0) ?? "" } ?? ""
        guard finding.isMisfit, let document, let cell = finding.cell, let field = finding.field, let index = indices[field] else {
            let kind = "\(finding.code.rawValue) \(finding.field ?? "")"
            if let index = kindIndices[kind] {
                kinds[index].count += 1
            } else {
                kindIndices[kind] = kinds.count
                kinds.append((findings.count, 1))
            }
            findings.append(FindingReport(code: finding.code, severity: finding.severity, message: finding.message, at: place))
            return
        }
        columns[index].misfits += 1
        columns[index].filled += 1
        columns[index].blank -= 1
        misfits.append(Misfit(place: place, field: field, text: document.document.text(at: cell) ?? "", finding: finding))
    }
}
