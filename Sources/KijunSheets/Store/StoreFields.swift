internal import Kijun
internal import KijunSyntax

/// The fields of a schema as the rows of the table `kijun_fields`: as they are read again, they are the same.
enum StoreFields {
    static let definition = """
        CREATE TABLE kijun_fields (field INTEGER PRIMARY KEY, parent INTEGER, name TEXT NOT NULL, aliases TEXT NOT NULL, \
        type TEXT NOT NULL, lists INTEGER NOT NULL, unit TEXT, unit_scale INTEGER, unit_factors TEXT, is_percent INTEGER, symbols TEXT, \
        scale TEXT, may_be_blank INTEGER NOT NULL, sign TEXT NOT NULL, fallback_type TEXT, fallback TEXT, is_key INTEGER NOT NULL, \
        doc TEXT NOT NULL)
        """

    // MARK: Writing

    static func write(_ schema: RecordSchema, to database: Database) throws(StoreProblem) {
        let statement = try database.prepare(
            "INSERT INTO kijun_fields VALUES (\(Array(repeating: "?", count: 18).joined(separator: ", ")))")
        var number: Int64 = 0
        try write(schema, parent: nil, &number, statement)
    }

    private static func write(
        _ schema: RecordSchema, parent: Int64?, _ number: inout Int64, _ statement: Statement
    ) throws(StoreProblem) {
        for (index, field) in schema.fields.enumerated() {
            number += 1
            let own = number
            statement.bind(1, own)
            if let parent { statement.bind(2, parent) } else { statement.bindNull(2) }
            statement.bind(3, field.name)
            statement.bind(4, TextList.json(field.aliases))
            var type = field.type
            var lists: Int64 = 0
            while case .list(let element) = type { (type, lists) = (element, lists + 1) }
            statement.bind(5, type.storedName)
            statement.bind(6, lists)
            for place in 7...12 { statement.bindNull(place) }
            switch type {
            case .number(let number):
                statement.bind(7, number.unit.name)
                statement.bind(8, Int64(number.unit.scale))
                statement.bind(9, TextList.json(number.unit.factors.flatMap { [$0.name, String($0.exponent)] }))
                statement.bind(10, number.isPercent ? 1 : 0)
            case .choice(let choice):
                statement.bind(11, TextList.json(choice.symbols))
                statement.bind(12, choice.scale)
            default: break
            }
            statement.bind(13, field.mayBeBlank ? 1 : 0)
            statement.bind(14, field.sign.storedName)
            let fallback = field.fallback.map(StoredText.init)
            statement.bind(15, fallback?.type)
            statement.bind(16, fallback?.text)
            statement.bind(17, index == schema.key ? 1 : 0)
            statement.bind(18, TextList.json(field.doc))
            try statement.run()
            if let record = field.record { try write(record, parent: own, &number, statement) }
        }
    }

    // MARK: Reading

    static func read(_ database: Database) throws(StoreProblem) -> RecordSchema {
        let statement = try database.prepare("SELECT * FROM kijun_fields ORDER BY field")
        var children: [Int64: [Row]] = [:]
        while try statement.step() {
            let row = try Row(statement)
            // A parent comes before what is in it: so nothing can lie in itself.
            guard row.parent < row.number, row.number > 0 else { throw .damaged("kijun_fields") }
            children[row.parent, default: []].append(row)
        }
        return try schema(of: 0, path: "", children, depth: 0)
    }

    private struct Row {
        let number: Int64
        /// 0 for the fields of a sheet.
        let parent: Int64
        let name: String
        let type: String
        let isKey: Bool
        let field: (Type, RecordSchema?) -> FieldSchema
        let plain: Type?
        let lists: Int

        init(_ statement: Statement) throws(StoreProblem) {
            number = statement.integer(0)
            parent = statement.integer(1)
            let name = statement.text(2)
            self.name = name
            type = statement.text(4)
            lists = Int(clamping: statement.integer(5))
            isKey = statement.integer(16) != 0
            let aliases = try TextList.texts(statement.bytes(3))
            let mayBeBlank = statement.integer(12) != 0
            guard let sign = SignRule(stored: statement.text(13)), (0...1).contains(lists) else { throw .damaged("kijun_fields") }
            var fallback: Value?
            if let type = statement.optionalText(14) {
                guard let value = StoredText(type: type, text: statement.text(15)).value else { throw .damaged("kijun_fields") }
                fallback = value
            }
            let doc = try TextList.texts(statement.bytes(17))
            plain = try Self.plainType(type, statement)
            field = { type, record in
                FieldSchema(
                    name: name, aliases: aliases, type: type, mayBeBlank: mayBeBlank, sign: sign, fallback: fallback, record: record,
                    doc: doc)
            }
        }

        /// nil for records and tables.
        private static func plainType(_ name: String, _ statement: Statement) throws(StoreProblem) -> Type? {
            switch name {
            case "number":
                let parts = try TextList.texts(statement.bytes(8))
                var factors: [Unit.Factor] = []
                for index in stride(from: 0, to: parts.count - 1, by: 2) {
                    guard let exponent = Int(parts[index + 1]), (-1_000...1_000).contains(exponent) else { throw .damaged("kijun_fields") }
                    factors.append(Unit.Factor(name: parts[index], exponent: exponent))
                }
                guard (-1_000...1_000).contains(statement.integer(7)) else { throw .damaged("kijun_fields") }
                let unit = Unit(factors: factors, scale: Int(statement.integer(7)), name: statement.text(6))
                return .number(NumberType(unit: unit, isPercent: statement.integer(9) != 0))
            case "choice":
                return .choice(Choice(symbols: try TextList.texts(statement.bytes(10)), scale: statement.optionalText(11)))
            case "text": return .text
            case "mark": return .mark
            case "year": return .year
            case "yesno": return .yesno
            case "blank": return .blank
            case "record", "table": return nil
            default: throw .damaged("kijun_fields")
            }
        }
    }

    private static func schema(
        of parent: Int64, path: String, _ children: [Int64: [Row]], depth: Int
    ) throws(StoreProblem) -> RecordSchema {
        guard depth < 200 else { throw .damaged("kijun_fields") }
        let rows = children[parent] ?? []
        var fields: [FieldSchema] = []
        for row in rows {
            let own = path.isEmpty ? row.name : "\(path).\(row.name)"
            let isCompound = row.plain == nil
            let record = isCompound ? try schema(of: row.number, path: own, children, depth: depth + 1) : nil
            var type = row.plain ?? (row.type == "table" ? .table(.declared(own)) : .record(.declared(own)))
            for _ in 0..<row.lists { type = .list(type) }
            fields.append(row.field(type, record))
        }
        return RecordSchema(path: path, fields: fields, key: rows.firstIndex(where: \.isKey))
    }
}

extension Type {
    fileprivate var storedName: String {
        switch self {
        case .number: "number"
        case .text, .list, .error: "text"
        case .mark: "mark"
        case .year: "year"
        case .yesno: "yesno"
        case .choice: "choice"
        case .record: "record"
        case .table: "table"
        case .blank: "blank"
        }
    }
}

extension SignRule {
    fileprivate var storedName: String {
        switch self {
        case .free: "free"
        case .required: "required"
        case .refused: "refused"
        }
    }

    fileprivate init?(stored name: String) {
        switch name {
        case "free": self = .free
        case "required": self = .required
        case "refused": self = .refused
        default: return nil
        }
    }
}

/// A value as texts, where it stands in no column of its kind.
struct StoredText {
    let type: String
    let text: String

    init(type: String, text: String) { (self.type, self.text) = (type, text) }

    init(_ value: Value) {
        switch value {
        case .number(let number): self.init(type: "number", text: number.plainText)
        case .text(let text): self.init(type: "text", text: text)
        case .year(let year): self.init(type: "year", text: String(year))
        case .yesno(let flag): self.init(type: "yesno", text: flag ? "1" : "0")
        case .undetermined: self.init(type: "undetermined", text: "")
        // No reader brings others.
        case .blank, .list, .record, .failed: self.init(type: "blank", text: "")
        }
    }

    var value: Value? {
        switch type {
        case "number": Number(stored: text).map { .number($0) }
        case "text": .text(text)
        case "year": Int(text).map { .year($0) }
        case "yesno": .yesno(text == "1")
        case "undetermined": .undetermined
        case "blank": .blank
        default: nil
        }
    }
}

extension Number {
    /// From ``plainText``: a decimal, or a fraction `1/3`.
    init?(stored text: String) {
        if let number = Number(digits: text) {
            self = number
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let numerator = Number(digits: String(parts[0])), let denominator = Number(digits: String(parts[1])),
            !denominator.isZero, let quotient = numerator.divided(by: denominator)
        else { return nil }
        self = quotient
    }
}

/// Several texts in one column: JSON, for other programs.
enum TextList {
    static func json(_ texts: [String]) -> String {
        var json = JSONText()
        json.strings(texts)
        return json.text
    }

    static func texts(_ bytes: UnsafeBufferPointer<UInt8>) throws(StoreProblem) -> [String] {
        let tape = JSONTape()
        // The cursors point into the tape.
        let found: [String]? = withExtendedLifetime(tape) {
            guard case .read(let roots) = tape.read(bytes), roots.count == 1, roots[0].kind == .list else { return nil }
            return roots[0].elements.map(\.text)
        }
        guard let found else { throw .damaged("JSON") }
        return found
    }
}
