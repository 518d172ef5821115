internal import Kijun

/// How the fields of a schema stand in an SQLite file: a table of the sheets, and one for each table and list of them, whose
/// columns are called as the fields.
///
/// What the fields are called is not always what SQLite takes: it tells no `Cost` from `cost`. Names are made different then in the
/// order of the schema, so that they follow from it and need not be kept.
struct StoreLayout {
    let schema: RecordSchema
    let layout: InputLayout
    /// For each table of the layout its name.
    let names: [String]
    /// For each table the names of its columns.
    let columns: [[String]]

    static let sheets = "sheets"
    /// Of the columns that every store has. `unknown` names the fields of the row that are not on the sheet or could not be read.
    private static let ownColumns = ["sheet", "row", "parent", "form", "hash", "unknown", "cells"]
    private static let ownTables = [sheets, "documents", "document_findings", "findings", "unread"]
    private static let reserved = ["kijun_", "sqlite_"]

    /// SQLite as Debian builds it takes 2 000 columns in a table.
    static let maximumColumns = 1_900

    init(_ schema: RecordSchema) {
        self.schema = schema
        layout = InputLayout(schema)
        var names = DistinctNames(Self.ownTables)
        var columns: [[String]] = []
        for (index, table) in layout.tables.enumerated() {
            if index > 0 { names.add(table.path, reserved: Self.reserved) }
            var own = DistinctNames(Self.ownColumns)
            if Self.isList(table, in: layout) {
                own.add("value")
            } else {
                for slot in table.slots { own.add(table.path.isEmpty ? slot.path : String(slot.path.dropFirst(table.path.count + 1))) }
            }
            columns.append(own.names)
        }
        self.names = [Self.sheets] + names.names
        self.columns = columns
    }

    /// A list has the one column of its elements.
    private static func isList(_ table: InputLayout.Table, in layout: InputLayout) -> Bool {
        table.parent != nil && table.places.isEmpty && table.slots.count == 1
    }

    /// Its rows belong to the rows of another table, not to sheets.
    func isNested(_ table: Int) -> Bool { (layout.tables[table].parent ?? 0) > 0 }

    func checkSizes() throws(StoreProblem) {
        for (name, columns) in zip(names, columns) where columns.count > Self.maximumColumns {
            throw .tooManyFields(table: name, count: columns.count)
        }
    }

    /// The statements that make the tables of the sheets.
    var definitions: [String] {
        layout.tables.indices.map { index in
            var parts: [String]
            if index == 0 {
                parts = ["sheet INTEGER PRIMARY KEY", "form TEXT", "hash INTEGER NOT NULL"]
            } else {
                parts = ["sheet INTEGER NOT NULL", "row INTEGER NOT NULL"]
                if isNested(index) { parts.append("parent INTEGER NOT NULL") }
            }
            for (column, slot) in zip(columns[index], layout.tables[index].slots) {
                parts.append(Database.quoted(column) + slot.kind.declaration)
            }
            parts.append("unknown TEXT")
            if index == 0 { parts.append("cells BLOB NOT NULL") } else { parts.append("PRIMARY KEY (sheet, row)") }
            return "CREATE TABLE \(Database.quoted(names[index])) (\(parts.joined(separator: ", ")))\(index == 0 ? "" : " WITHOUT ROWID")"
        }
    }

    /// What a row begins with, before the values of its columns.
    func head(_ table: Int) -> [String] {
        table == 0 ? ["sheet", "form", "hash", "unknown", "cells"] : ["sheet", "row"] + (isNested(table) ? ["parent"] : []) + ["unknown"]
    }

    func insertion(_ table: Int) -> String {
        let all = head(table) + columns[table].map(Database.quoted)
        return
            "INSERT INTO \(Database.quoted(names[table])) (\(all.joined(separator: ", "))) VALUES (\(all.map { _ in "?" }.joined(separator: ", ")))"
    }

    func deletion(_ table: Int) -> String { "DELETE FROM \(Database.quoted(names[table])) WHERE sheet BETWEEN ?1 AND ?2" }

    /// The rows of a range of sheets in their order.
    func selection(_ table: Int, head: [String], slots: [Int]) -> String {
        // With its table each, as SQLite takes a lone "name" that it does not know for a text.
        let own = Database.quoted(names[table])
        let all = (head + slots.map { columns[table][$0] }).map { "\(own).\(Database.quoted($0))" }
        let order = table == 0 ? "sheet" : "sheet, row"
        return "SELECT \(all.joined(separator: ", ")) FROM \(own) WHERE sheet BETWEEN ?1 AND ?2 ORDER BY \(order)"
    }
}

extension ValueKind {
    /// No type for numbers: SQLite would make a binary float of the text 0.5.
    fileprivate var declaration: String {
        switch self {
        case .number: ""
        case .text: " TEXT"
        case .year, .flag: " INTEGER"
        }
    }
}

/// Names that SQLite tells apart.
private struct DistinctNames {
    private(set) var names: [String] = []
    private var taken: Set<String>

    init(_ own: [String]) { taken = Set(own) }

    mutating func add(_ wanted: String, reserved: [String] = []) {
        // A NUL would end the statement.
        var name = String(wanted.filter { $0 != "\0" })
        if reserved.contains(where: { Self.folded(name).hasPrefix($0) }) { name = "_" + name }
        let base = name
        var number = 2
        while !taken.insert(Self.folded(name)).inserted {
            name = "\(base)_\(number)"
            number += 1
        }
        names.append(name)
    }

    /// As SQLite folds them: the letters of ASCII only.
    private static func folded(_ name: String) -> String {
        String(decoding: name.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }
}
