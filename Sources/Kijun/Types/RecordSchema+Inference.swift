import KijunSyntax

extension RecordSchema {
    /// The schema that records have by themselves, where no form describes them: every name that occurs is a field, and its
    /// type is that of two thirds of its values or more, else text; values of other types count as blank, with a finding. A
    /// field that is blank or left out somewhere may be blank.
    public init(inferredFrom records: [[Value.Member]], path: String = "") {
        var names: [String] = []
        var values: [String: [Value]] = [:]
        for record in records {
            for member in record {
                let name = nfkc(member.name)
                if values[name] == nil { names.append(name) }
                values[name, default: []].append(member.value)
            }
        }
        self.init(
            path: path,
            fields: names.map { name in
                let all = values[name] ?? []
                return FieldSchema(inferred: name, from: all, isEverywhere: all.count == records.count, in: path)
            })
    }
}

extension FieldSchema {
    fileprivate init(inferred name: String, from values: [Value], isEverywhere: Bool, in path: String) {
        let filled = values.filter { $0 != .blank }
        let mayBeBlank = !isEverywhere || filled.count < values.count
        let own = path.isEmpty ? name : "\(path).\(name)"
        let rows = filled.compactMap { value -> [Value]? in
            guard case .list(let elements) = value else { return nil }
            return elements
        }
        if !filled.isEmpty, rows.count == filled.count {
            let elements = rows.flatMap { $0 }.filter { $0 != .blank }
            let records = elements.compactMap { element -> [Value.Member]? in
                guard case .record(let members) = element else { return nil }
                return members
            }
            if !elements.isEmpty, records.count == elements.count {
                let record = RecordSchema(inferredFrom: records, path: own)
                self.init(name: name, type: .table(.declared(own)), mayBeBlank: mayBeBlank, record: record)
                return
            }
            self.init(name: name, type: .list(Self.type(of: elements)), mayBeBlank: mayBeBlank)
            return
        }
        let records = filled.compactMap { value -> [Value.Member]? in
            guard case .record(let members) = value else { return nil }
            return members
        }
        if !filled.isEmpty, records.count == filled.count {
            let record = RecordSchema(inferredFrom: records, path: own)
            self.init(name: name, type: .record(.declared(own)), mayBeBlank: mayBeBlank, record: record)
            return
        }
        self.init(name: name, type: Self.type(of: filled), mayBeBlank: mayBeBlank)
    }

    private static func type(of values: [Value]) -> Type {
        // The share is that of the inference from documents, which has the reasons.
        func most(_ test: (Value) -> Bool) -> Bool { !values.isEmpty && values.count(where: test) * 3 >= values.count * 2 }
        if most({ if case .number = $0 { true } else { false } }) { return .number }
        if most({ if case .yesno = $0 { true } else { false } }) { return .yesno }
        if most({ if case .year = $0 { true } else { false } }) { return .year }
        return .text
    }
}

extension InputRecord {
    /// A record's values in the order of a schema, found by name or alias; what the record leaves out is blank, and names
    /// that the schema does not have are returned.
    public static func aligned(_ members: [Value.Member], to schema: RecordSchema) -> (record: InputRecord, unknown: [String]) {
        var values: [InputValue] = schema.fields.map { _ in .scalar(.blank, nil) }
        var unknown: [String] = []
        for member in members {
            guard let index = schema.index(of: nfkc(member.name)) else {
                unknown.append(member.name)
                continue
            }
            values[index] = InputValue(member.value, field: schema.fields[index], unknown: &unknown)
        }
        return (InputRecord(values: values), unknown)
    }
}

extension InputValue {
    /// A value as a field of the schema takes it, without cells; members that its record does not have are left out.
    public init(_ value: Value, as field: FieldSchema) {
        var unknown: [String] = []
        self.init(value, field: field, unknown: &unknown)
    }

    fileprivate init(_ value: Value, field: FieldSchema, unknown: inout [String]) {
        switch (value, field.type) {
        case (.list(let elements), .table):
            self = .table(
                elements.map { element in
                    guard case .record(let members) = element, let schema = field.record else { return InputRecord(values: []) }
                    let (record, others) = InputRecord.aligned(members, to: schema)
                    unknown += others
                    return record
                })
        case (.list(let elements), .list(let type)):
            self = .list(elements.map { .scalar(type == .text && $0 == .text("") ? .blank : $0, nil) })
        case (.record(let members), .record):
            let (record, others) = InputRecord.aligned(members, to: field.record ?? .empty)
            unknown += others
            self = .record(record)
        // As on a sheet, where nothing is written.
        case (.text(""), .text): self = .scalar(.blank, nil)
        default: self = .scalar(value, nil)
        }
    }
}
