internal import Kijun
internal import KijunSyntax

/// What the sheets of all documents, or the rows of a table in them, say of their fields.
struct RecordEvidence: Sendable {
    /// In the order in which they were met.
    private(set) var fields: [FieldEvidence] = []
    /// By name.
    private var indices: [String: Int] = [:]
    /// The field of a key of an object, as it is written.
    private var known: [String: (index: Int, saysUnit: Bool)] = [:]
    /// Sheets or rows so far.
    private(set) var count = 0

    /// More fields than these are no fields: keys of objects that are codes.
    static let maximumFields = 2_000

    /// The field that a heading calls by a name; a new one where there is none.
    mutating func field(named name: String, heading: String) -> Int? {
        if let index = indices[name] { return index }
        guard fields.count < Self.maximumFields else { return nil }
        fields.append(FieldEvidence(name: name, heading: heading))
        indices[name] = fields.count - 1
        return fields.count - 1
    }

    /// The field of a key of an object.
    mutating func field(key: String) -> Int? {
        if let (index, saysUnit) = known[key] {
            fields[index].values.isUnderUnit = saysUnit
            return index
        }
        let heading = HeadingText([key])
        guard let index = field(named: heading.name ?? "項目\(fields.count + 1)", heading: key) else { return nil }
        known[key] = (index, heading.unit != nil)
        fields[index].addKey(key, saysUnit: heading.unit != nil)
        fields[index].values.addHeading(unit: heading.unit, isPercent: heading.isPercent)
        return index
    }

    mutating func add(count: Int) { self.count += count }

    /// A document has had its say.
    mutating func close(document: String) { for index in fields.indices { fields[index].close(document: document) } }

    /// Changes what a field knows in place.
    mutating func update(_ index: Int, _ body: (inout FieldEvidence) -> Void) { body(&fields[index]) }
}

/// What all values of a field say of it.
struct FieldEvidence: Sendable {
    let name: String
    /// The first heading or key that names it, as written.
    let heading: String
    /// The key of objects, where it is one.
    private(set) var key: String?
    private(set) var keySaysUnit = false
    private(set) var aliases: [String] = []
    /// Its single values.
    var values = ColumnEvidence()
    var distinctness: Distinctness
    /// How many sheets or rows have it, be it blank.
    private(set) var given = 0
    private var lists = 0
    private var tables = 0
    private var records = 0
    private var elements = ColumnEvidence()
    /// Of its rows; empty or one.
    private var rows: [RecordEvidence] = []
    private var members: [RecordEvidence] = []

    init(name: String, heading: String) {
        self.name = name
        self.heading = heading
        distinctness = Distinctness(countsRepeats: HeadingWords.nameCodes(heading))
    }

    mutating func addKey(_ key: String, saysUnit: Bool) {
        if self.key == nil {
            self.key = key
            keySaysUnit = saysUnit
        }
        if LabelText.fold(key) != LabelText.fold(name), aliases.count < 8 { aliases.append(key) }
    }

    mutating func close(document: String) {
        values.close(document: document)
        if !rows.isEmpty { rows[0].close(document: document) }
        if !members.isEmpty { members[0].close(document: document) }
    }

    mutating func add(given count: Int = 1) { given += count }

    mutating func addList(_ add: (inout ColumnEvidence) -> Void) {
        lists += 1
        add(&elements)
    }

    mutating func addTable(_ add: (inout RecordEvidence) -> Void) {
        tables += 1
        if rows.isEmpty { rows.append(RecordEvidence()) }
        rows[0].beginTable()
        add(&rows[0])
    }

    mutating func addRecord(_ add: (inout RecordEvidence) -> Void) {
        records += 1
        if members.isEmpty { members.append(RecordEvidence()) }
        add(&members[0])
    }

    // MARK: The field

    /// - Parameters:
    ///   - path: of the record that the field is in.
    ///   - count: of the sheets or rows that might have it.
    func schema(in path: String, of count: Int, _ doubts: inout [Finding]) -> FieldSchema {
        let own = path.isEmpty ? name : "\(path).\(name)"
        let isAbsent = given < count
        let filled = values.filled
        if tables > 0, tables >= max(records, filled), let rows = rows.first {
            let record = rows.schema(path: own, &doubts)
            return FieldSchema(
                name: name, aliases: aliases, type: .table(.declared(own)), mayBeBlank: isAbsent || filled + values.empty > 0,
                record: record)
        }
        if records > 0, records >= max(lists, filled), let members = members.first {
            let record = members.schema(path: own, &doubts)
            return FieldSchema(
                name: name, aliases: aliases, type: .record(.declared(own)), mayBeBlank: isAbsent || values.empty > 0, record: record)
        }
        if lists > 0, lists >= filled {
            let decision = elements.decision(heading: heading)
            return FieldSchema(name: name, aliases: aliases, type: .list(decision.type), mayBeBlank: isAbsent || values.empty > 0)
        }
        let decision = values.decision(heading: heading)
        switch decision.doubt {
        case .mixed(let mixed): doubts.append(.mixedSigns(heading, field: own, mixed))
        case .hardlyNumbers(let sign, let numbers, let all):
            doubts.append(.hardlyNumbers(heading, field: own, sign: sign, numbers: numbers, of: all))
        case nil: break
        }
        let mayBeBlank = decision.type != .mark && isAbsent || values.mayBeBlank(as: decision.type)
        return FieldSchema(name: name, aliases: aliases, type: decision.type, mayBeBlank: mayBeBlank, sign: decision.sign)
    }

    /// Its values can tell one sheet or row from another.
    func canIdentify(_ schema: FieldSchema, in count: Int) -> Bool {
        distinctness.isWithinDocuments && mayName(schema, in: count)
    }

    /// Its heading says that it holds codes, and hardly any is there twice.
    func isNamedCode(_ schema: FieldSchema, in count: Int) -> Bool {
        distinctness.isNearlyWithinDocuments && HeadingWords.nameCodes(heading) && mayName(schema, in: count)
    }

    private func mayName(_ schema: FieldSchema, in count: Int) -> Bool {
        guard given == count, values.empty == 0 else { return false }
        switch schema.type {
        case .text: return true
        case .number(let number): return !number.isPercent && number.unit.isNone && values.nothing == 0
        default: return false
        }
    }
}

extension RecordEvidence {
    /// The next rows are those of another table.
    mutating func beginTable() {
        if !fields.isEmpty { fields[0].distinctness.beginTable() }
    }

    func schema(path: String, _ doubts: inout [Finding]) -> RecordSchema {
        var schemas: [FieldSchema] = []
        for field in fields { schemas.append(field.schema(in: path, of: count, &doubts)) }
        return RecordSchema(path: path, fields: schemas, key: path.isEmpty ? nil : key(schemas))
    }

    /// The first column, where it is filled and tells the rows of each table from each other.
    private func key(_ schemas: [FieldSchema]) -> Int? {
        guard let first = fields.first, let schema = schemas.first, first.given == count, first.values.empty == 0,
            first.distinctness.isWithinDocuments
        else { return nil }
        switch schema.type {
        case .text, .year, .number: return 0
        default: return nil
        }
    }

    /// The first field of codes that tells every sheet of a document from every other, else the first of which hardly any code
    /// is there twice, for that is a mistake to be told; else the first field of anything that does, best over all documents.
    /// Where it is a number or a code also the first field of texts behind it that is filled everywhere.
    func identify(_ schema: RecordSchema) -> [Int] {
        let candidates = fields.indices.filter { fields[$0].canIdentify(schema.fields[$0], in: count) }
        let named = fields.indices.filter { fields[$0].isNamedCode(schema.fields[$0], in: count) }
        guard
            let code = named.first(where: candidates.contains) ?? named.first
                ?? candidates.first(where: { fields[$0].distinctness.isOverall }) ?? candidates.first
        else { return [] }
        guard fields[code].isCode(schema.fields[code]) else { return [code] }
        let name = fields.indices.first { index in
            index > code && schema.fields[index].type == .text && fields[index].given == count && fields[index].values.empty == 0
        }
        return [code] + [name].compactMap { $0 }
    }
}

extension FieldEvidence {
    /// Its values are no words: numbers, or texts of ASCII alone.
    fileprivate func isCode(_ schema: FieldSchema) -> Bool {
        if case .number = schema.type { return true }
        return !distinctness.hasWords
    }
}
