internal import Kijun
internal import KijunSyntax

/// Reads the sheets of a store for rules that know some or all of its fields.
final class StoreReader: @unchecked Sendable {
    // A reader is used by one thread at a time: ``SheetStore`` gives it to one and takes it back.

    // The store has the reader: what this needs of it, not the store itself, or neither would ever end.
    private let database: Database
    private let layout: StoreLayout
    private let forms: [StoredForm]
    private let schema: RecordSchema
    private let plan: RecordReading
    private let sheets: Statement
    private let firstColumn = 3
    /// For each table of the layout its rows; nil where no field of it is read.
    private var rows: [Statement?] = []
    private let findings: Statement
    private let unread: Statement
    private var sheet: Int64 = 0
    private var hasFinding = false
    private var hasUnread = false

    /// - Parameter schema: of the rules. Fields that the store does not have stay unknown.
    init(_ store: SheetStore, _ schema: RecordSchema) throws(StoreProblem) {
        self.schema = schema
        let layout = store.layout
        self.layout = layout
        database = store.database
        forms = store.forms
        var selected = layout.names.map { _ in [Int]() }
        var isRead = layout.names.map { _ in false }
        plan = RecordReading(
            store.schema, as: schema, places: layout.layout.tables[0].places, table: 0, layout.layout, &selected, &isRead)
        sheets = try database.prepare(layout.selection(0, head: ["sheet", "form", "cells"], slots: selected[0]))
        for table in layout.names.indices.dropFirst() {
            rows.append(isRead[table] ? try database.prepare(layout.selection(table, head: ["sheet"], slots: selected[table])) : nil)
        }
        findings = try database.prepare(Self.findingsSelection("findings", "sheet"))
        unread = try database.prepare(
            "SELECT unread.sheet, unread.page, unread.line, unread.place, unread.text FROM unread WHERE sheet BETWEEN ?1 AND ?2 ORDER BY sheet, number"
        )
    }

    func fits(_ schema: RecordSchema) -> Bool { self.schema == schema }

    private static func findingsSelection(_ table: String, _ owner: String) -> String {
        let columns = [owner, "code", "severity", "field", "page", "line", "place", "ja", "en", "of_document", "text"].map {
            "\(table).\($0)"
        }
        return "SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE \(owner) BETWEEN ?1 AND ?2 ORDER BY \(owner), number"
    }

    // MARK: Documents

    func read(_ document: StoredDocument, by loader: DocumentLoader, each: (LoadedSheet) -> Void) throws(StoreProblem) {
        defer { for statement in [sheets, findings, unread] + rows.compactMap({ $0 }) { statement.reset() } }
        let range = document.sheets
        for statement in [sheets, findings, unread] + rows.compactMap({ $0 }) {
            statement.reset()
            statement.bind(1, range.lowerBound)
            statement.bind(2, range.upperBound)
        }
        hasFinding = try findings.step()
        hasUnread = try unread.step()
        var identify: [String?: [Int]] = [:]
        while try sheets.step() {
            if loader.isInterrupted() { return }
            sheet = sheets.integer(0)
            let form = sheets.optionalText(1)
            let indices = identify[form] ?? self.identify(form, loader)
            identify[form] = indices
            var trail = CellTrail.Walk(sheets.bytes(2))
            let record = try record(plan, sheets, first: firstColumn, &trail)
            guard trail.isAtEnd, !trail.isBroken else { throw .damaged("cells") }
            let input = SheetInput(record: record, document: document.info, findings: try nextFindings(loader))
            each(LoadedSheet(input: input, form: form, schema: schema, identify: indices, unread: try nextUnread(loader)))
        }
        for (table, statement) in rows.enumerated() {
            if let statement, try statement.step() { throw .altered(table: layout.names[table + 1]) }
        }
    }

    /// By the form of the rules, else as it was when the sheet was imported.
    private func identify(_ form: String?, _ loader: DocumentLoader) -> [Int] {
        if let own = loader.forms.first(where: { $0.name == form }) { return own.identify }
        let names = forms.first { $0.name == form }?.identify ?? []
        return names.compactMap { name in schema.fields.firstIndex { $0.name == name } }
    }

    // MARK: Findings

    private func nextFindings(_ loader: DocumentLoader) throws(StoreProblem) -> [Finding] {
        var found: [Finding] = []
        while hasFinding, findings.integer(0) == sheet, !loader.isInterrupted() {
            found.append(try Self.finding(findings).finding)
            hasFinding = try findings.step()
        }
        return found
    }

    private static func finding(_ row: Statement) throws(StoreProblem) -> (finding: Finding, text: String?) {
        guard let code = DiagnosticCode(rawValue: row.text(1)), let severity = Finding.Severity(stored: row.text(2)) else {
            throw .damaged("findings")
        }
        let finding = Finding(
            code, severity, Wording(ja: row.text(7), en: row.text(8)), cell: try cell(row, 4), field: row.optionalText(3))
        return (row.integer(9) == 0 ? finding : finding.ofDocument(), row.optionalText(10))
    }

    private static func cell(_ row: Statement, _ place: Int) throws(StoreProblem) -> CellAddress? {
        guard row.kind(place) != .null else { return nil }
        let cell = CellAddress(storedPage: row.integer(place), row: row.integer(place + 1), column: row.integer(place + 2))
        guard let cell else { throw .damaged("cells") }
        return cell
    }

    private func nextUnread(_ loader: DocumentLoader) throws(StoreProblem) -> [UnreadCell] {
        var cells: [UnreadCell] = []
        while hasUnread, unread.integer(0) == sheet, !loader.isInterrupted() {
            if let cell = try Self.cell(unread, 1) { cells.append(UnreadCell(cell: cell, text: unread.text(4))) }
            hasUnread = try unread.step()
        }
        return cells
    }

    /// What there is to report of a document beside its sheets.
    static func findings(of document: StoredDocument, in database: Database) throws(StoreProblem) -> [Finding] {
        let statement = try database.prepare(findingsSelection("document_findings", "document"))
        statement.bind(1, document.id)
        statement.bind(2, document.id)
        var found: [Finding] = []
        while try statement.step() { found.append(try finding(statement).finding) }
        return found
    }

    // MARK: Values

    /// - Parameter row: stands on the row of the record; nil where nothing of it is read.
    private func record(
        _ plan: RecordReading, _ row: Statement?, first: Int, _ trail: inout CellTrail.Walk
    ) throws(StoreProblem) -> InputRecord {
        var values = plan.unknown
        for field in plan.fields {
            switch field.content {
            case .single(let kind, let place):
                let (state, cell) = trail.next()
                let odd = state == .odd ? oddValue(&trail) : nil
                guard let target = field.target, let place, let row else { continue }
                let value = if let odd { odd } else { try value(state, row, first + place, kind, field.table) }
                values[target] = .scalar(value, cell)
            case .list(let kind, let table):
                guard let count = trail.count() else {
                    set(missing(&trail), field, &values)
                    continue
                }
                let statement = field.target == nil ? nil : rows[table - 1]
                var elements: [InputValue] = []
                for _ in 0..<count {
                    let (state, cell) = trail.next()
                    let odd = state == .odd ? oddValue(&trail) : nil
                    if trail.isBroken { throw .damaged("cells") }
                    guard let statement else { continue }
                    try advance(statement, table)
                    let value = if let odd { odd } else { try value(state, statement, 1, kind, table) }
                    elements.append(.scalar(value, cell))
                }
                set(.list(elements), field, &values)
            case .table(let inner, let table):
                guard let count = trail.count() else {
                    set(missing(&trail), field, &values)
                    continue
                }
                let statement = field.target == nil ? nil : rows[table - 1]
                var records: [InputRecord] = []
                // Rows without a column take no bytes, so that their number is not held by the length of the trail.
                if statement == nil, inner.fields.isEmpty { continue }
                for _ in 0..<count {
                    if let statement { try advance(statement, table) }
                    let record = try record(inner, statement, first: 1, &trail)
                    if trail.isBroken { throw .damaged("cells") }
                    if statement != nil { records.append(record) }
                }
                set(.table(records), field, &values)
            case .record(let inner):
                guard trail.count() != nil else {
                    set(missing(&trail), field, &values)
                    continue
                }
                set(.record(try record(inner, row, first: first, &trail)), field, &values)
            }
        }
        return InputRecord(values: values)
    }

    private func set(_ value: InputValue, _ field: RecordReading.Field, _ values: inout [InputValue]) {
        if let target = field.target { values[target] = value }
    }

    private func missing(_ trail: inout CellTrail.Walk) -> InputValue {
        let (state, cell) = trail.next()
        return .scalar(state == .undetermined ? .undetermined : .blank, cell)
    }

    private func oddValue(_ trail: inout CellTrail.Walk) -> Value? {
        let type = trail.text()
        return StoredText(type: type, text: trail.text()).value ?? .undetermined
    }

    private func advance(_ statement: Statement, _ table: Int) throws(StoreProblem) {
        guard try statement.step(), statement.integer(0) == sheet else { throw .altered(table: layout.names[table]) }
    }

    private func value(
        _ state: CellTrail.State, _ row: Statement, _ place: Int, _ kind: ValueKind, _ table: Int
    ) throws(StoreProblem) -> Value {
        switch state {
        case .blank: return .blank
        case .undetermined, .odd: return .undetermined
        case .known: break
        }
        switch (kind, row.kind(place)) {
        case (.number, .integer): return .number(Number(Int(row.integer(place))))
        case (.number, .text): if let number = Number(stored: row.text(place)) { return .number(number) }
        case (.text, .text): return .text(row.text(place))
        case (.year, .integer): return .year(Int(row.integer(place)))
        case (.flag, .integer): return .yesno(row.integer(place) != 0)
        default: break
        }
        throw .altered(table: layout.names[table])
    }
}

/// What is read of a record of a store, and where it goes in the record of the rules.
private struct RecordReading {
    indirect enum Content {
        /// - Parameter place: behind the head of its row; nil where it is not read.
        case single(ValueKind, place: Int?)
        case list(ValueKind, table: Int)
        case table(RecordReading, table: Int)
        case record(RecordReading)
    }

    struct Field {
        /// Its index in the record of the rules; nil where they do not know it.
        let target: Int?
        let content: Content
        /// The table in whose rows it stands.
        let table: Int
    }

    /// All fields of the store, in the order of its schema.
    private(set) var fields: [Field] = []
    /// What the record of the rules is where nothing is known.
    let unknown: [InputValue]

    /// - Parameters:
    ///   - schema: of the rules; nil where they do not know the record.
    ///   - selected: for each table the slots that are read.
    ///   - isRead: for each table whether its rows are.
    init(
        _ stored: RecordSchema, as schema: RecordSchema?, places: [InputLayout.Place], table: Int, _ layout: InputLayout,
        _ selected: inout [[Int]], _ isRead: inout [Bool]
    ) {
        unknown = (schema?.fields ?? []).map(FormReader.nothing)
        for (field, place) in zip(stored.fields, places) {
            let target = schema?.fields.firstIndex { $0.name == field.name }
            let inner = target.flatMap { schema?.fields[$0].record }
            let content: Content
            switch place {
            case .slot(let slot):
                if target != nil { selected[table].append(slot) }
                content = .single(layout.tables[table].slots[slot].kind, place: target == nil ? nil : selected[table].count - 1)
            case .list(let own):
                if target != nil {
                    selected[own].append(0)
                    isRead[own] = true
                }
                content = .list(layout.tables[own].slots[0].kind, table: own)
            case .table(let own):
                if target != nil { isRead[own] = true }
                content = .table(
                    RecordReading(
                        field.record ?? .empty, as: inner, places: layout.tables[own].places, table: own, layout, &selected, &isRead),
                    table: own)
            case .record(let own):
                content = .record(
                    RecordReading(
                        field.record ?? .empty, as: inner, places: layout.records[own], table: table, layout, &selected, &isRead))
            }
            fields.append(Field(target: target, content: content, table: table))
        }
    }
}

extension Finding.Severity {
    var storedName: String {
        switch self {
        case .note: "note"
        case .warning: "warning"
        case .error: "error"
        }
    }

    fileprivate init?(stored name: String) {
        switch name {
        case "note": self = .note
        case "warning": self = .warning
        case "error": self = .error
        default: return nil
        }
    }
}
