internal import Kijun
internal import KijunSyntax

/// One pass over the objects of a file: their values, and what there is to report of them.
struct ObjectPass {
    private var findings: [Finding] = []

    mutating func takeFindings() -> [Finding] {
        defer { findings.removeAll(keepingCapacity: true) }
        if findings.count < 2 { return findings }
        func key(_ finding: Finding) -> (Int32, Int32) { finding.cell.map { ($0.row, $0.column) } ?? (-1, -1) }
        return findings.enumerated().sorted { a, b in
            let (first, second) = (key(a.element), key(b.element))
            return first == second ? a.offset < b.offset : first < second
        }.map(\.element)
    }

    /// - Parameter expected: for each field of the sheet whether its form has it; nil for all.
    mutating func sheet(
        _ object: JSONCursor, _ plan: RecordPlan, expected: [Bool]?, identify: [Int], _ places: inout LinePlaces
    ) -> InputRecord {
        var record = record(object, plan, expected: expected, &places)
        for index in identify where record.values.indices.contains(index) {
            record.values[index] = FormReader.identity(record.values[index])
        }
        tellAbsences(of: plan, isTable: false)
        return record
    }

    // MARK: Records

    private mutating func record(
        _ object: JSONCursor, _ plan: RecordPlan, expected: [Bool]? = nil, isGiven key: (field: Int, value: InputValue)? = nil,
        _ places: inout LinePlaces
    ) -> InputRecord {
        plan.begin()
        // The place of the object before those of its members: so places are asked for in the order of the text.
        let cell = places.cell(object.offset)
        var values = plan.unknown
        var given = 0
        if let key {
            _ = plan.mark(key.field)
            values[key.field] = key.value
            given = 1
        }
        var position = 0
        for (key, value) in object.members {
            defer { position += 1 }
            guard let meaning = plan.field(of: key, position: position) else {
                plan.noteUnread(key, cell: places.cell(key.offset))
                continue
            }
            let field = meaning.field
            let sign = plan.fields[field].sign(under: key)
            let read = self.value(value, plan.fields[field], saysPercent: meaning.saysPercent, sign: sign, &places)
            if plan.mark(field) {
                given += 1
                values[field] = read
            } else {
                values[field] = settled(values[field], read, plan.fields[field], cell: places.cell(value.offset))
            }
        }
        if given < plan.fields.count || !plan.isComplete {
            plan.noteAbsences(expected: expected, cell: cell)
        }
        return InputRecord(values: values)
    }

    /// A field that an object has under two of its names: known where both agree.
    private mutating func settled(_ first: InputValue, _ second: InputValue, _ field: FieldPlan, cell: CellAddress) -> InputValue {
        var place: CellAddress?
        if case .scalar(let value, let at) = first {
            if case .scalar(let other, _) = second, value == other { return first }
            place = at
        }
        findings.append(.givenTwice(path: field.path, first: place, cell: cell))
        return FormReader.nothing(for: field.schema)
    }

    private mutating func value(
        _ cursor: JSONCursor, _ field: FieldPlan, saysPercent: Bool = false, sign: SignRule = .free, _ places: inout LinePlaces
    ) -> InputValue {
        switch field.content {
        case .scalar(let plan): return scalar(cursor, plan, field, saysPercent: saysPercent, sign: sign, &places)
        case .list(let plan):
            if cursor.kind == .list {
                return .list(cursor.elements.map { scalar($0, plan, field, saysPercent: saysPercent, &places) })
            }
        case .table(let plan):
            if cursor.kind == .list { return .table(rows(of: cursor, plan, field, &places)) }
            if cursor.kind == .object, let key = plan.record.key {
                return .table(rowsByKey(of: cursor, plan, key: key, field, &places))
            }
        case .record(let plan):
            if cursor.kind == .object { return .record(record(cursor, plan, &places)) }
        }
        let cell = places.cell(cursor.offset)
        if cursor.kind == .null {
            if !field.schema.mayBeBlank { findings.append(.blankField(path: field.path, cell: cell)) }
        } else {
            findings.append(.wrongStructure(cursor.kind, wanted: field.structure, path: field.path, cell: cell))
        }
        return FormReader.nothing(for: field.schema)
    }

    // MARK: Tables

    private mutating func rows(
        of list: JSONCursor, _ plan: RecordPlan, _ field: FieldPlan, _ places: inout LinePlaces
    ) -> [InputRecord] {
        var rows: [InputRecord] = []
        rows.reserveCapacity(list.count)
        for element in list.elements {
            if element.kind == .object {
                rows.append(record(element, plan, &places))
            } else {
                rows.append(notARow(element, plan, field, &places))
            }
        }
        checkKeys(rows, plan, places)
        return rows
    }

    /// `{"1101": {"cost": 10}, "1102": {…}}`, and where a table has one column besides its key `{"A": 1, "B": 0}`.
    private mutating func rowsByKey(
        of object: JSONCursor, _ plan: RecordPlan, key: Int, _ field: FieldPlan, _ places: inout LinePlaces
    ) -> [InputRecord] {
        let other = plan.fields.count == 2 ? 1 - key : nil
        var rows: [InputRecord] = []
        rows.reserveCapacity(object.count)
        for (name, value) in object.members {
            let keyField = plan.fields[key]
            guard case .scalar(let keyPlan) = keyField.content else { continue }
            let own = scalar(name, keyPlan, keyField, &places)
            if value.kind == .object {
                rows.append(record(value, plan, isGiven: (key, own), &places))
            } else if let other {
                var values = plan.unknown
                values[key] = own
                values[other] = self.value(value, plan.fields[other], &places)
                rows.append(InputRecord(values: values))
            } else {
                var row = notARow(value, plan, field, &places)
                row.values[key] = own
                rows.append(row)
            }
        }
        checkKeys(rows, plan, places)
        return rows
    }

    /// Something else than an object among the rows: a row of which nothing is known, so that no sum leaves it out.
    private mutating func notARow(
        _ cursor: JSONCursor, _ plan: RecordPlan, _ field: FieldPlan, _ places: inout LinePlaces
    ) -> InputRecord {
        findings.append(
            .wrongStructure(cursor.kind, wanted: .row, path: field.path, cell: places.cell(cursor.offset)))
        return InputRecord(values: plan.unknown)
    }

    private mutating func checkKeys(_ rows: [InputRecord], _ plan: RecordPlan, _ places: LinePlaces) {
        guard let key = plan.record.key, rows.count > 1 else { return }
        var first: [Value: CellAddress] = [:]
        first.reserveCapacity(rows.count)
        for row in rows {
            guard case .scalar(let value, let cell?) = row.values[key], value != .blank, value != .undetermined else { continue }
            if let before = first.updateValue(cell, forKey: value) {
                first[value] = before
                findings.append(
                    .duplicateRow(path: plan.fields[key].path, key: value, first: before, cell: cell))
            }
        }
    }

    // MARK: Single values

    private mutating func scalar(
        _ cursor: JSONCursor, _ plan: ScalarPlan, _ field: FieldPlan, saysPercent: Bool = false, sign: SignRule = .free,
        _ places: inout LinePlaces
    ) -> InputValue {
        let cell = places.cell(cursor.offset)
        if sign != .free, let fault = signFault(of: cursor, by: sign, as: plan.type, CellParsing.Place(path: field.path, cell: cell)) {
            findings.append(fault)
            return .scalar(FormReader.unknown(field.schema, plan.type), cell)
        }
        switch (cursor.kind, plan.kind) {
        case (.number, .number):
            if let number = cursor.number {
                if !plan.isPercent { return .scalar(.number(number), cell) }
                if let ratio = ratio(number, field, saysPercent: saysPercent, cell) { return .scalar(.number(ratio), cell) }
            }
            findings.append(.tooManyDigits(cursor.numberText, path: field.path, cell: cell))
            return .scalar(FormReader.unknown(field.schema, plan.type), cell)
        case (.text, .text):
            if let text = cursor.plainText { return .scalar(.text(text), cell) }
        case (.text, .symbol):
            if let value = plan.symbol(cursor.utf8) { return .scalar(value, cell) }
        case (.number, .year):
            if let (year, scale) = cursor.decimal, scale == 0, (1000...9999).contains(year) { return .scalar(.year(Int(year)), cell) }
        case (.yes, .yesno): return .scalar(.yesno(true), cell)
        case (.no, .yesno): return .scalar(.yesno(false), cell)
        case (.list, _), (.object, _):
            findings.append(.wrongStructure(cursor.kind, wanted: .single, path: field.path, cell: cell))
            return .scalar(FormReader.unknown(field.schema, plan.type), cell)
        default: break
        }
        return parsed(cursor.shownText, plan.type, field, cell)
    }

    /// A number of a percent field is the ratio itself, unless its key says that it is a percentage.
    private func ratio(_ number: Number, _ field: FieldPlan, saysPercent: Bool, _ cell: CellAddress) -> Number? {
        guard saysPercent else {
            if number.magnitude > Self.tenfold { field.percentages.addLarge(number, cell: cell) }
            return number
        }
        guard let ratio = number.shifted(powerOfTen: -2) else { return nil }
        field.percentages.isSaid = true
        field.percentages.small.add(ratio, cell: cell, isSigned: false)
        return ratio
    }

    private static let tenfold = Number(10)

    /// A number of JSON is the share itself where the field is a percentage, so it needs no sign there.
    private func signFault(of cursor: JSONCursor, by sign: SignRule, as type: Type, _ place: CellParsing.Place) -> Finding? {
        switch cursor.kind {
        case .number:
            if case .number(let number) = type, number.isPercent { return nil }
            return CellParsing.signFault(cursor.numberText, by: sign, as: type, place)
        case .text: return CellParsing.signFault(cursor.text, by: sign, as: type, place)
        default: return nil
        }
    }

    /// What a text says as a cell's text would.
    private mutating func parsed(_ text: String, _ type: Type, _ field: FieldPlan, _ cell: CellAddress) -> InputValue {
        if text.isEmpty, type == .mark { return .scalar(.text(""), cell) }
        let (value, finding) = text.isEmpty ? (.blank, nil) : CellParsing.read(text, as: type, path: field.path, cell: cell)
        if let finding { findings.append(finding) }
        if field.isPercent, case .number(let number) = value {
            field.percentages.small.add(number, cell: cell, isSigned: SmallPercentages.isSigned(text))
        }
        guard value == .blank else { return .scalar(value, cell) }
        if finding != nil { return .scalar(FormReader.unknown(field.schema, type), cell) }
        if let fallback = field.schema.fallback { return .scalar(fallback, cell) }
        if !field.schema.mayBeBlank { findings.append(.blankField(path: field.path, cell: cell)) }
        return .scalar(.blank, cell)
    }

    // MARK: What is missing

    /// Tells what the sheet lacks that an earlier one had.
    private mutating func tellAbsences(of plan: RecordPlan, isTable: Bool) {
        for absence in plan.takeAbsences() {
            findings.append(.missingMember(path: absence.path, rows: isTable ? absence.count : nil, cell: absence.cell))
        }
        for field in plan.fields {
            switch field.content {
            case .table(let inner): tellAbsences(of: inner, isTable: true)
            case .record(let inner): tellAbsences(of: inner, isTable: isTable)
            case .scalar, .list: break
            }
        }
    }

    /// What holds for a whole file: fields that its objects do not have, percentages in doubt, and keys that no field has.
    func findingsOfFile(_ plan: RecordPlan) -> [Finding] {
        var findings: [Finding] = []
        var unread: [UnreadKey] = []
        for plan in plan.plans {
            for (field, absence) in zip(plan.fields, plan.absences) {
                guard absence.before > 0, let cell = absence.first else { continue }
                let isOptional = field.schema.mayBeBlank || field.schema.fallback != nil
                if absence.isSeen, isOptional { continue }
                findings.append(
                    .neverPresent(
                        path: field.path, names: [field.schema.name] + field.schema.aliases,
                        count: absence.isSeen ? absence.before : nil, isOptional: isOptional, cell: cell))
            }
            for field in plan.fields {
                if let large = field.percentages.large {
                    findings.append(.largeRatio(large.first, count: large.count, path: field.path, cell: large.cell))
                }
                if let (number, cell) = field.percentages.small.first {
                    findings.append(.smallPercentages(number, path: field.path, isSaid: field.percentages.isSaid, cell: cell))
                }
            }
            unread += plan.unread
        }
        if !unread.isEmpty {
            unread.sort { ($0.cell.row, $0.cell.column) < ($1.cell.row, $1.cell.column) }
            findings.append(.unreadKeys(unread.prefix(20).map(\.key), more: max(0, unread.count - 20), cell: unread[0].cell))
        }
        return findings
    }
}

extension FieldPlan {
    /// What the field is written as in JSON.
    fileprivate var structure: Wording {
        switch content {
        case .scalar: .single
        case .list: Wording(ja: "値の並び […]", en: "a list of values […]")
        case .table: Wording(ja: "表（オブジェクトの配列 [{…}, …]）", en: "a table (a list of objects [{…}, …])")
        case .record: Wording(ja: "オブジェクト {…}", en: "an object {…}")
        }
    }
}

extension Wording {
    fileprivate static let single = Wording(ja: "一つの値", en: "a single value")
    fileprivate static let row = Wording(ja: "表で、行はオブジェクト {…}", en: "a table, whose rows are objects {…}")
}

extension JSONCursor {
    /// A text as a cell would hold it: of numbers and words what is written; nothing for null.
    fileprivate var shownText: String {
        switch kind {
        case .number: numberText
        case .yes: "true"
        case .no: "false"
        case .text: text
        case .null, .list, .object: ""
        }
    }

    /// The text, where plainly neither it is empty nor white space stands at its ends.
    fileprivate var plainText: String? {
        let bytes = utf8
        guard bytes.count > 0, !Self.mayBeginSpace(bytes), !Self.mayEndSpace(bytes) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func mayBeginSpace(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch bytes[0] {
        case 0...0x20, 0xC2, 0xE1: true
        case 0xE2, 0xE3: bytes[1] <= 0x81
        case 0xEF: bytes[1] == 0xBB
        default: false
        }
    }

    private static func mayEndSpace(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let last = bytes.count - 1
        if bytes[last] <= 0x20 { return true }
        guard bytes[last] >= 0x80 else { return false }
        if bytes[last - 1] == 0xC2 { return true }
        guard last >= 2 else { return false }
        switch bytes[last - 2] {
        case 0xE1: return true
        case 0xE2, 0xE3: return bytes[last - 1] <= 0x81
        case 0xEF: return bytes[last - 1] == 0xBB
        default: return false
        }
    }
}
