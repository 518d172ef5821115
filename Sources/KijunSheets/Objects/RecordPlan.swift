internal import Glibc
internal import Kijun
internal import KijunSyntax

/// What a key of an object says.
struct KeyMeaning {
    let field: Int
    /// It names a percent field with the sign, as `達成率(%)`: its numbers are percentages.
    let saysPercent: Bool
}

/// How the members of an object become the fields of a record: which key is which field, and what to look at in its value.
/// Keeps what it learns of the objects of one file.
final class RecordPlan {
    let record: RecordSchema
    let fields: [FieldPlan]
    /// A record of which nothing is known.
    let unknown: [InputValue]
    /// The fields by the folded forms of their names and aliases.
    private let names: [String: Int]

    /// The keys of the last shape of object, one after the other, each with its field; nil for a key that no field has. Objects
    /// of one file mostly have the same keys in the same order: then finding a field is one comparison of bytes.
    private var shape: [(start: Int, count: Int, meaning: KeyMeaning?)] = []
    private var shapeBytes: [UInt8] = []
    private var misses = 0
    private var known: [String: KeyMeaning?] = [:]

    /// For each field the number of the object that had it last.
    private var stamps: [Int]
    private(set) var object = 0
    /// For each field what is known of objects without it.
    private(set) var absences: [Absence]
    /// The keys that no field has, with the place of the first, in the order of the file.
    private(set) var unread: [UnreadKey] = []
    private var unreadNames: Set<String> = []
    private let prefix: String

    init(_ record: RecordSchema, path: String) {
        self.record = record
        prefix = path.isEmpty ? "" : path + "."
        fields = record.fields.map { FieldPlan($0, path: path.isEmpty ? $0.name : "\(path).\($0.name)") }
        unknown = record.fields.map { FormReader.nothing(for: $0) }
        var names: [String: Int] = [:]
        // A name goes before an alias, and the first field before later ones.
        for (index, field) in record.fields.enumerated() where names[Self.folded(field.name)] == nil {
            names[Self.folded(field.name)] = index
        }
        for (index, field) in record.fields.enumerated() {
            for alias in field.aliases where names[Self.folded(alias)] == nil { names[Self.folded(alias)] = index }
        }
        self.names = names
        stamps = record.fields.map { _ in 0 }
        absences = record.fields.map { _ in Absence() }
    }

    /// Names are compared as labels are: NFKC, without white space.
    private static func folded(_ name: String) -> String { String(decoding: LabelText.fold(name), as: UTF8.self) }

    /// The field of the key that is the `position`th of its object; nil where no field has it.
    func field(of key: JSONCursor, position: Int) -> KeyMeaning? {
        let utf8 = key.utf8
        if position < shape.count {
            let expected = shape[position]
            if expected.count == utf8.count,
                shapeBytes.withUnsafeBufferPointer({ bytes in
                    guard let base = bytes.baseAddress, let key = utf8.baseAddress else { return true }
                    return memcmp(base + expected.start, key, utf8.count) == 0
                })
            {
                return expected.meaning
            }
        }
        return learn(key, position: position)
    }

    /// What a key says, wherever it stands.
    func meaning(ofKey text: String) -> KeyMeaning? {
        if let before = known[text] { return before }
        let meaning = self.meaning(of: text)
        // Keys without end, such as numbers of cases, are not worth the memory.
        if known.count < 10_000 { known[text] = .some(meaning) }
        return meaning
    }

    private func learn(_ key: JSONCursor, position: Int) -> KeyMeaning? {
        let text = key.text
        let meaning = self.meaning(ofKey: text)
        if position == shape.count, position < 1_000 {
            shape.append((shapeBytes.count, text.utf8.count, meaning))
            shapeBytes += text.utf8
        } else {
            misses += 1
            if misses > 50 {
                misses = 0
                shape.removeAll(keepingCapacity: true)
                shapeBytes.removeAll(keepingCapacity: true)
            }
        }
        return meaning
    }

    /// A key is a field's name or alias, as it stands or without the unit in brackets behind it, if that is not another than the field's:
    /// `事業費(千円)`, `達成率(%)`.
    private func meaning(of key: String) -> KeyMeaning? {
        let heading = HeadingText([key])
        if let field = names[Self.folded(key)] {
            return KeyMeaning(field: field, saysPercent: fields[field].isPercent && heading.isPercent)
        }
        guard let unit = heading.unit, let bare = heading.keys.last, let field = names[String(decoding: bare, as: UTF8.self)],
            let type = fields[field].numberType, heading.isPercent == type.isPercent, type.unit.isNone || unit == type.unit
        else { return nil }
        return KeyMeaning(field: field, saysPercent: heading.isPercent)
    }

    /// Begins the next object.
    func begin() { object += 1 }

    /// Marks a field as given; false where the object had it already.
    func mark(_ field: Int) -> Bool {
        if stamps[field] == object { return false }
        stamps[field] = object
        return true
    }

    func isGiven(_ field: Int) -> Bool { stamps[field] == object }

    func noteUnread(_ key: JSONCursor, cell: CellAddress) {
        // Past these the list is long enough to show that the form is not of this file.
        guard unreadNames.count < RecordNotes.maximumUnread else { return }
        let name = prefix + key.text
        if unreadNames.insert(name).inserted { unread.append(UnreadKey(key: name, cell: cell)) }
    }

    // MARK: Absent fields

    /// Some object had every field, so that an object which has them all needs no look at them.
    private(set) var isComplete = false

    /// Notes which fields the object lacks.
    ///
    /// - Parameter expected: for each field whether it should be there; nil for all.
    func noteAbsences(expected: [Bool]?, cell: CellAddress) {
        var isComplete = true
        for field in fields.indices {
            if isGiven(field) {
                absences[field].isSeen = true
            } else if expected?[field] ?? true {
                if !absences[field].isSeen {
                    absences[field].before += 1
                    absences[field].first = absences[field].first ?? cell
                } else if !fields[field].schema.mayBeBlank, fields[field].schema.fallback == nil {
                    absences[field].here += 1
                    absences[field].firstHere = absences[field].firstHere ?? cell
                    hasAbsencesHere = true
                }
            }
            if !absences[field].isSeen { isComplete = false }
        }
        self.isComplete = isComplete
    }

    private var hasAbsencesHere = false

    /// What objects of the sheet lacked that others have: the field, how many objects, and the first of them.
    func takeAbsences() -> [(path: String, count: Int, cell: CellAddress)] {
        guard hasAbsencesHere else { return [] }
        hasAbsencesHere = false
        var taken: [(path: String, count: Int, cell: CellAddress)] = []
        for field in fields.indices {
            guard let cell = absences[field].firstHere else { continue }
            taken.append((fields[field].path, absences[field].here, cell))
            absences[field].here = 0
            absences[field].firstHere = nil
        }
        return taken
    }

    // MARK: What holds for the file

    /// What the objects since the last time leave to report. Keys that were told once are not told again.
    func takeNotes() -> RecordNotes {
        defer {
            put(absences: fields.map { _ in Absence() })
            unread = []
            for field in fields { field.percentages = Percentages() }
        }
        return RecordNotes(absences: absences, unread: unread, percentages: fields.map(\.percentages))
    }

    /// Goes on from what was noted of a file.
    func put(_ notes: RecordNotes) {
        put(absences: notes.absences)
        unread = notes.unread
        for (field, percentages) in zip(fields, notes.percentages) { field.percentages = percentages }
    }

    func put(absences: [Absence]) {
        self.absences = absences
        isComplete = false
    }

    /// The plan and those of its tables and records.
    var plans: [RecordPlan] {
        [self]
            + fields.flatMap { field -> [RecordPlan] in
                switch field.content {
                case .table(let plan), .record(let plan): plan.plans
                default: []
                }
            }
    }
}

/// How one field is read. A class, because it is looked at for every value: a copy would count the references of all that it holds.
final class FieldPlan {
    enum Content {
        case scalar(ScalarPlan)
        case list(ScalarPlan)
        case table(RecordPlan)
        case record(RecordPlan)
    }

    let schema: FieldSchema
    let path: String
    let content: Content
    var percentages = Percentages()

    /// Of a list the type of its elements; nil for what is no number.
    var numberType: NumberType? {
        switch content {
        case .scalar(let plan), .list(let plan): if case .number(let number) = plan.type { number } else { nil }
        case .table, .record: nil
        }
    }

    var isPercent: Bool { numberType?.isPercent == true }

    init(_ schema: FieldSchema, path: String) {
        self.schema = schema
        self.path = path
        switch schema.type {
        case .table: content = .table(RecordPlan(schema.record ?? .empty, path: path))
        case .record: content = .record(RecordPlan(schema.record ?? .empty, path: path))
        case .list(let element): content = .list(ScalarPlan(element))
        default: content = .scalar(ScalarPlan(schema.type))
        }
    }
}

extension FieldPlan {
    /// What holds for a value under a key, which may say the unit itself.
    func sign(under key: JSONCursor) -> SignRule {
        guard schema.sign != .free else { return .free }
        return HeadingText.split(key.text).unit == nil ? schema.sign : .free
    }
}

/// How one value is read. A class for the same reason.
final class ScalarPlan {
    enum Kind {
        case number
        case text
        case year
        case yesno
        /// Marks and choices.
        case symbol
        case other
    }

    let type: Type
    let kind: Kind
    let isPercent: Bool
    /// What symbols are written as, and their values.
    let symbols: [(utf8: [UInt8], value: Value)]

    init(_ type: Type) {
        self.type = type
        isPercent = if case .number(let number) = type { number.isPercent } else { false }
        switch type {
        case .number: kind = .number
        case .text: kind = .text
        case .year: kind = .year
        case .yesno: kind = .yesno
        case .mark, .choice: kind = .symbol
        default: kind = .other
        }
        let texts: [String] =
            switch type {
            case .mark: ["○", "", "△", "×", "◎", "▲"]
            case .choice(let choice): Array(choice.symbols.prefix(32))
            default: []
            }
        symbols = texts.map { (Array($0.utf8), .text($0)) }
    }

    /// The value of a symbol that is written exactly as it is called.
    func symbol(_ utf8: UnsafeBufferPointer<UInt8>) -> Value? {
        for symbol in symbols where symbol.utf8.count == utf8.count && symbol.utf8.elementsEqual(utf8) { return symbol.value }
        return nil
    }
}
