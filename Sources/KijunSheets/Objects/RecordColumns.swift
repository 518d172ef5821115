internal import CSimdjson
internal import Kijun

/// Where the values of one record's fields go in the columns of a reader, and by which keys.
final class RecordColumns {
    let plan: RecordPlan
    /// As the columns call it.
    let number: Int32
    /// The index of the table that its values are rows of; nil where nobody reads that.
    let table: Int?
    private let columns: OpaquePointer
    private let targets: [Target]
    /// The groups of keys that no field has.
    private var groups: [String: Int32] = [:]

    private enum Target {
        case checked
        case single(ScalarPlan, column: Int32)
        case list(ScalarPlan, column: Int32)
        case table(RecordColumns)
        case record(RecordColumns)
    }

    /// - Parameters:
    ///   - places: of the fields in the layout.
    ///   - table: the index of the table that they are fields of.
    ///   - numbers: for each table and slot the column; nil for what nobody reads.
    init(
        _ plan: RecordPlan, places: [InputLayout.Place], table: Int, isRead: Bool, layout: InputLayout, numbers: [[Int32?]],
        selection: FieldSelection, in columns: OpaquePointer
    ) {
        self.plan = plan
        self.columns = columns
        self.table = isRead ? table : nil
        number = kijun_columns_add_record(columns, isRead ? Int32(table) : -1, Int32(plan.fields.count))
        targets = zip(plan.fields, places).map { field, place in
            switch (place, field.content) {
            case (.slot(let slot), .scalar(let scalar)):
                return numbers[table][slot].map { .single(scalar, column: $0) } ?? .checked
            case (.list(let inner), .list(let scalar)):
                return numbers[inner][0].map { .list(scalar, column: $0) } ?? .checked
            case (.table(let inner), .table(let record)):
                return .table(
                    RecordColumns(
                        record, places: layout.tables[inner].places, table: inner, isRead: selection.tables[inner], layout: layout,
                        numbers: numbers, selection: selection, in: columns))
            case (.record(let inner), .record(let record)):
                return .record(
                    RecordColumns(
                        record, places: layout.records[inner], table: table, isRead: isRead, layout: layout, numbers: numbers,
                        selection: selection, in: columns))
            default: return .checked
            }
        }
    }

    /// This one and those of its tables and records, in the order of ``RecordPlan/plans``.
    var all: [RecordColumns] {
        [self]
            + targets.flatMap { target -> [RecordColumns] in
                switch target {
                case .table(let record), .record(let record): record.all
                default: []
                }
            }
    }

    // MARK: Keys

    /// Takes in the keys of an object and of those in it, as they are written.
    func learn(_ object: JSONCursor) {
        for (key, value) in object.members {
            let meaning = plan.meaning(ofKey: key.text)
            add(key, meaning)
            guard let meaning else { continue }
            switch targets[meaning.field] {
            case .record(let record) where value.kind == .object: record.learn(value)
            case .table(let record):
                for row in value.elements where row.kind == .object { record.learn(row) }
            default: break
            }
        }
    }

    private func add(_ key: JSONCursor, _ meaning: KeyMeaning?) {
        let written = key.written
        let (kind, target, element) = meaning.map { action(for: $0, under: key) } ?? (KIJUN_COLUMN_CHECKED, -1, 0)
        let group = meaning.map { Int32($0.field) } ?? group(of: key.text)
        _ = kijun_columns_add_key(columns, number, written.baseAddress, written.count, group, Int32(kind), target, Int32(element))
    }

    private func group(of key: String) -> Int32 {
        if let known = groups[key] { return known }
        let group = Int32(plan.fields.count + groups.count)
        // More keys than these are not kept: each line that has one is read slowly.
        if groups.count < 1 << 12 { groups[key] = group }
        return group
    }

    private func action(for meaning: KeyMeaning, under key: JSONCursor) -> (kind: Int, target: Int32, element: Int) {
        let field = plan.fields[meaning.field]
        switch targets[meaning.field] {
        case .checked: return (KIJUN_COLUMN_CHECKED, -1, 0)
        case .single(let scalar, let column):
            // A number without sign of a field that wants one is for a finding.
            if scalar.kind == .number, !scalar.isPercent, field.sign(under: key) != .free { return (KIJUN_COLUMN_REFUSED, -1, 0) }
            return (Self.kind(of: scalar, saysPercent: meaning.saysPercent), column, 0)
        case .list(let scalar, let column):
            let element = Self.kind(of: scalar, saysPercent: false)
            let isRefused = element == KIJUN_COLUMN_REFUSED || meaning.saysPercent
            return (isRefused ? KIJUN_COLUMN_REFUSED : KIJUN_COLUMN_LIST, column, element)
        case .table(let record): return (KIJUN_COLUMN_TABLE, record.number, 0)
        case .record(let record): return (KIJUN_COLUMN_RECORD, record.number, 0)
        }
    }

    private static func kind(of scalar: ScalarPlan, saysPercent: Bool) -> Int {
        switch scalar.kind {
        case .number: scalar.isPercent ? saysPercent ? KIJUN_COLUMN_PERCENTAGE : KIJUN_COLUMN_SHARE : KIJUN_COLUMN_NUMBER
        case .text: KIJUN_COLUMN_TEXT
        case .year: KIJUN_COLUMN_YEAR
        case .yesno: KIJUN_COLUMN_YESNO
        case .symbol: KIJUN_COLUMN_SYMBOL
        case .other: KIJUN_COLUMN_REFUSED
        }
    }

    // MARK: Absences

    private var absences: UnsafeMutableBufferPointer<kijun_columns_absence> {
        UnsafeMutableBufferPointer(start: kijun_columns_absences(columns, number), count: plan.fields.count)
    }

    /// - Parameter expected: for each field whether objects should have it; nil for all.
    func expect(_ expected: [Bool]?) {
        guard let expected else { return }
        for (index, isExpected) in zip(absences.indices, expected) { absences[index].is_expected = isExpected ? 1 : 0 }
    }

    /// The plan goes on from what the columns know.
    func pullAbsences() {
        plan.put(
            absences: absences.map { known in
                var absence = Absence()
                absence.isSeen = known.is_seen != 0
                absence.before = Int(known.before)
                if known.before > 0 { absence.first = CellAddress(page: 0, row: Int(known.row), column: Int(known.column)) }
                return absence
            })
    }

    /// The columns go on from what the plan knows.
    func pushAbsences() {
        let absences = absences
        for (index, (known, field)) in zip(plan.absences, plan.fields).enumerated() {
            absences[index].is_seen = known.isSeen ? 1 : 0
            absences[index].before = Int64(known.before)
            absences[index].row = Int64(known.first?.row ?? 0)
            absences[index].column = Int64(known.first?.column ?? 0)
            absences[index].is_ordinary = field.percentages.small.isOrdinary ? 1 : 0
        }
    }

    /// What the plan noted, without the percentages of fields that nobody reads: the columns do not look at them.
    func takeNotes() -> RecordNotes {
        var notes = plan.takeNotes()
        for (index, target) in targets.enumerated() {
            if case .checked = target { notes.percentages[index] = Percentages() }
        }
        return notes
    }
}
