internal import KijunSyntax

extension SheetSet {
    /// The values of one column while they come in.
    private struct Values {
        var numbers: [Number] = []
        var texts: [UInt32] = []
        var years: [Int32] = []
        var flags: [Bool] = []
        var isBlank: [Bool] = []
        var hasBlank = false
        var cells: [CellAddress?] = []

        func column(_ kind: ValueKind) -> Column {
            let status = hasBlank ? isBlank.map { $0 ? Status.blank : .known } : nil
            switch kind {
            case .number: return Column(.numbers(NumberColumn(numbers)), status: status)
            case .text: return Column(.texts(texts), status: status)
            case .year: return Column(.years(years), status: status)
            case .flag: return Column(.flags(flags), status: status)
            }
        }
    }

    /// Columns in the making: sheets come one at a time, and nothing of them is kept but their values.
    public struct Builder {
        private let schema: RecordSchema
        private let layout: InputLayout
        private var documents: [DocumentInfo] = []
        private var findings: [[Finding]] = []
        private var tables: [InputTable]
        private var slots: [[Values]]
        private var texts: TextTable
        /// Which columns are kept, and those without their cells; nil for all with them.
        private let selection: FieldSelection?
        private var rows: [Int32]
        private var mismatches: [Finding] = []

        public init(schema: RecordSchema) { self.init(schema: schema, texts: TextTable(), selection: nil) }

        /// - Parameters:
        ///   - plan: what the sheets are for: they know its texts.
        ///   - keepsOnlyRead: just the columns that its steps read, without cells: nothing beyond the results is asked for.
        public init(schema: RecordSchema, for plan: EvaluationPlan, keepsOnlyRead: Bool = false) {
            self.init(schema: schema, texts: plan.texts, selection: keepsOnlyRead ? plan.selection : nil)
        }

        private init(schema: RecordSchema, texts: TextTable, selection: FieldSelection?) {
            self.schema = schema
            self.selection = selection
            self.texts = texts
            layout = InputLayout(schema)
            tables = layout.tables.map { _ in InputTable() }
            slots = layout.tables.map { table in table.slots.map { _ in Values() } }
            rows = layout.tables.map { _ in 0 }
        }

        /// Adds a sheet. Values that do not fit the type of their field become blank, with a finding.
        public mutating func append(_ sheet: SheetInput) {
            mismatches.removeAll(keepingCapacity: true)
            append(sheet.record, table: 0)
            documents.append(sheet.document)
            findings.append(mismatches.isEmpty ? sheet.findings : sheet.findings + mismatches)
        }

        /// The columns of all sheets so far.
        public consuming func finish() -> SheetSet {
            SheetSet(schema: schema, layout: layout, documents: documents, findings: findings, tables: close(), texts: texts)
        }

        private mutating func append(_ record: InputRecord, table: Int) {
            rows[table] += 1
            for (index, place) in layout.tables[table].places.enumerated() {
                append(index < record.values.count ? record.values[index] : nil, at: place, table: table)
            }
        }

        private mutating func append(_ value: InputValue?, at place: InputLayout.Place, table: Int) {
            switch place {
            case .slot(let slot):
                guard case .scalar(let single, let cell) = value else { return append(.blank, nil, table: table, slot: slot) }
                append(single, cell, table: table, slot: slot)
            case .table(let inner):
                if case .table(let records) = value { for record in records { append(record, table: inner) } }
                if case .table = value { tables[inner].isMissing.append(false) } else { tables[inner].isMissing.append(true) }
                tables[inner].starts.append(rows[inner])
            case .list(let inner):
                if case .list(let elements) = value {
                    for element in elements {
                        rows[inner] += 1
                        if case .scalar(let single, let cell) = element {
                            append(single, cell, table: inner, slot: 0)
                        } else {
                            append(.undetermined, nil, table: inner, slot: 0)
                        }
                    }
                }
                if case .list = value { tables[inner].isMissing.append(false) } else { tables[inner].isMissing.append(true) }
                tables[inner].starts.append(rows[inner])
            case .record(let inner):
                var record = InputRecord(values: [])
                if case .record(let given) = value { record = given }
                for (index, place) in layout.records[inner].enumerated() {
                    append(index < record.values.count ? record.values[index] : nil, at: place, table: table)
                }
            }
        }

        private mutating func append(_ value: Value, _ cell: CellAddress?, table: Int, slot: Int) {
            if let selection, !selection.slots[table][slot] { return }
            let description = layout.tables[table].slots[slot]
            let stored = description.stored(value)
            if stored == .blank, value != .blank, value != .undetermined { mismatches.append(.wrongType(description, cell)) }
            switch (description.kind, stored) {
            case (_, .number(let number)): slots[table][slot].numbers.append(number)
            case (_, .text(let text)): slots[table][slot].texts.append(texts.number(of: text))
            case (_, .year(let year)): slots[table][slot].years.append(Int32(clamping: year))
            case (_, .yesno(let flag)): slots[table][slot].flags.append(flag)
            case (.number, _): slots[table][slot].numbers.append(.zero)
            case (.text, _): slots[table][slot].texts.append(TextPool.empty)
            case (.year, _): slots[table][slot].years.append(0)
            case (.flag, _): slots[table][slot].flags.append(false)
            }
            let isBlank = stored == .blank
            slots[table][slot].isBlank.append(isBlank)
            if isBlank { slots[table][slot].hasBlank = true }
            if selection == nil { slots[table][slot].cells.append(cell) }
        }

        /// The rows of one table or list, and of the tables in them.
        struct Part {
            /// By the table's index; only the rows' own tables hold any.
            let tables: [InputTable]
            let texts: [String]

            func rows(_ table: Int) -> Int { Int(tables[table].starts.last ?? 0) }
        }

        /// What a value of a field becomes that is a table or a list.
        ///
        /// - Parameter table: the one that the field is a column of.
        static func part(_ value: InputValue, at place: InputLayout.Place, of table: Int, schema: RecordSchema) -> Part {
            var builder = Builder(schema: schema)
            builder.append(value, at: place, table: table)
            return Part(tables: builder.close(), texts: builder.texts.texts)
        }

        private func close() -> [InputTable] {
            var tables = tables
            tables[0].starts = [0, rows[0]]
            for index in tables.indices {
                if selection == nil { tables[index].cells = slots[index].map(\.cells) }
                tables[index].columns = layout.tables[index].slots.enumerated().map { slot, description in
                    selection?.slots[index][slot] == false ? .unread : slots[index][slot].column(description.kind)
                }
            }
            return tables
        }
    }
}

extension InputLayout.Slot {
    /// What a column keeps of a value: `.blank` where it is none, or not of the column's kind.
    package func stored(_ value: Value) -> Value {
        var value = value
        if value == .blank, let fallback = field.fallback { value = fallback }
        if value == .blank, type == .mark { value = .text("") }
        switch (kind, value) {
        case (.number, .number), (.text, .text), (.year, .year), (.flag, .yesno): return value
        case (.year, .number(let number)): return number.asInt.map { .year($0) } ?? .blank
        default: return .blank
        }
    }
}

extension Finding {
    static func wrongType(_ slot: InputLayout.Slot, _ cell: CellAddress?) -> Finding {
        Finding(
            .typeMismatch, .warning,
            Wording(
                ja: "「\(slot.path)」の値の型が様式と違うので、空欄として扱います。値か様式の型を直してください",
                en: "the value of “\(slot.path)” is not of the form's type and counts as blank; correct the value or the form"),
            cell: cell, field: slot.path)
    }
}
