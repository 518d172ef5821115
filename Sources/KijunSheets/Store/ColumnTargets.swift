internal import Kijun

/// How the fields of a store's sheets are walked, and where the values of those that are read go in the columns of a
/// ``ColumnValues``.
struct ColumnTargets {
    enum Content {
        case single
        case list
        case table
        case record
    }

    /// A field. Nothing in it is counted, because it is looked at for every value of every sheet.
    struct Step {
        let content: Content
        /// Of a value, or of the elements of a list.
        var kind = ValueKind.text
        /// The table of the store in whose rows the values stand; of a list or a table its own.
        let stored: Int32
        /// Behind the head of a row.
        var place: Int32 = -1
        /// The column for its values; -1 where nobody reads them.
        var column: Int32 = -1
        /// The field among those of the rules.
        var target: (table: Int32, slot: Int32) = (-1, -1)
        /// A blank is a value of its own: what the form says of it, or the mark for none.
        var blankMeans = false
        /// Of a list or table that for its rows; -1 where nobody reads them.
        var table: Int32 = -1
        /// The fields of a table or record.
        var inner = 0..<0
    }

    private(set) var steps: [Step] = []
    /// The fields of a sheet.
    private(set) var root = 0..<0
    /// For each table of the store the slots that are read, in the order of ``Step/place``.
    private(set) var selected: [[Int]]
    /// For each table of the store whether its rows are.
    private(set) var isRead: [Bool]

    /// - Parameter schema: of the rules. Fields that only the store has are passed over.
    init(_ store: SheetStore, as schema: RecordSchema, _ values: ColumnValues, _ selection: FieldSelection) {
        let layout = store.layout.layout
        selected = layout.tables.map { _ in [] }
        isRead = layout.tables.map { _ in false }
        root = add(
            store.schema, layout.tables[0].places, table: 0, in: layout,
            Target(schema: schema, places: values.layout.tables[0].places, table: 0), values, selection)
    }

    /// A record of the rules.
    private struct Target {
        let schema: RecordSchema
        let places: [InputLayout.Place]
        let table: Int

        func field(_ name: String) -> (FieldSchema, InputLayout.Place)? {
            schema.fields.firstIndex { $0.name == name }.map { (schema.fields[$0], places[$0]) }
        }
    }

    private mutating func add(
        _ schema: RecordSchema, _ places: [InputLayout.Place], table: Int, in layout: InputLayout, _ target: Target?,
        _ values: ColumnValues, _ selection: FieldSelection
    ) -> Range<Int> {
        // The fields of a record stand side by side, those within them behind.
        let own = steps.count..<steps.count + schema.fields.count
        steps += schema.fields.map { _ in Step(content: .single, stored: Int32(table)) }
        for (index, (field, place)) in zip(own, zip(schema.fields, places)) {
            steps[index] = step(field, place, table: table, in: layout, target, values, selection)
        }
        return own
    }

    private mutating func step(
        _ field: FieldSchema, _ place: InputLayout.Place, table: Int, in layout: InputLayout, _ target: Target?, _ values: ColumnValues,
        _ selection: FieldSelection
    ) -> Step {
        let found = target?.field(field.name)
        switch place {
        case .slot(let slot):
            var step = Step(content: .single, kind: layout.tables[table].slots[slot].kind, stored: Int32(table))
            if let target, case .slot(let wanted)? = found?.1 {
                aim(&step, at: target.table, wanted, values, selected: &selected[table], slot: slot)
            }
            return step
        case .list(let own):
            var step = Step(content: .list, kind: layout.tables[own].slots[0].kind, stored: Int32(own))
            if case .list(let wanted)? = found?.1, selection.tables[wanted] {
                step.table = Int32(wanted)
                isRead[own] = true
                aim(&step, at: wanted, 0, values, selected: &selected[own], slot: 0)
            }
            return step
        case .table(let own):
            var step = Step(content: .table, stored: Int32(own))
            var inner: Target?
            if let (field, place) = found, case .table(let wanted) = place, selection.tables[wanted] {
                step.table = Int32(wanted)
                isRead[own] = true
                inner = Target(schema: field.record ?? .empty, places: values.layout.tables[wanted].places, table: wanted)
            }
            step.inner = add(field.record ?? .empty, layout.tables[own].places, table: own, in: layout, inner, values, selection)
            return step
        case .record(let own):
            var step = Step(content: .record, stored: Int32(table))
            var inner: Target?
            if let target, let (field, place) = found, case .record(let wanted) = place {
                inner = Target(schema: field.record ?? .empty, places: values.layout.records[wanted], table: target.table)
            }
            step.inner = add(field.record ?? .empty, layout.records[own], table: table, in: layout, inner, values, selection)
            return step
        }
    }

    private func aim(
        _ step: inout Step, at table: Int, _ slot: Int, _ values: ColumnValues, selected: inout [Int], slot stored: Int
    ) {
        guard let column = values.numbers[table][slot] else { return }
        step.column = column
        step.target = (Int32(table), Int32(slot))
        step.place = Int32(selected.count)
        step.blankMeans = values.layout.tables[table].slots[slot].stored(.blank) != .blank
        selected.append(stored)
    }
}
