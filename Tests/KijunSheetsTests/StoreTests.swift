import Foundation
import KijunSyntax
import TestSupport
import Testing

@testable import Kijun
@testable import KijunSheets

@Suite struct `Stores` {
    private static let rules = """
        form 事業
          identify code
          code: text
          Code: text?
          rate: percent
          since: year?
          open: yesno?
          marks: list of mark
          projects: table key id
            id: text
            cost: number in 千円 ?? 0
            results: table
              year: year
              value: number
        """

    private static let sheets = """
        {"code":"1","Code":"","rate":0.1,"since":"R2","open":true,"marks":["○","","x"],"projects":[{"id":"a","cost":9223372036854775808,"results":[{"year":"R1","value":-0.5},{"year":"R2","value":null}]},{"id":"b","results":[]},7]}
        {"code":"2","rate":"高い","marks":null,"projects":{}}
        {"code":"3","rate":1e-30,"projects":[]}

        """

    private let program: CheckedProgram
    private let folder = FileManager.default.temporaryDirectory.appending(path: "kijun-stores-\(UUID().uuidString)")

    init() throws {
        let loaded = ProgramLoader.load([("rules.kijun", Array(Self.rules.utf8))]) { _, _ in nil }
        program = Checker.check(loaded.trees, sources: loaded.sources).program
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    @discardableResult
    private func write(_ text: String, to path: String, isNew: Bool = true) throws -> SheetCounts {
        let document = try DocumentLoader.read(Array(text.utf8), name: "a.jsonl")
        let writer = try StoreWriter(path, isNew: isNew)
        let forms = [StoredForm(name: "事業", identify: ["code"], text: "")]
        try writer.lay(out: program.schema, forms: forms, isSame: !isNew)
        let source = DocumentSource(size: text.utf8.count, modified: nil, hash: ContentHash(of: Array(text.utf8)).stored, asked: nil)
        var update = try writer.update(
            writer.existing?.documents.first, with: document.info, path: "a.jsonl", folder: nil, source: source,
            kind: DocumentKind(document, format: "json"))
        let told = DocumentLoader(program).load(document) { sheet in _ = try? update.add(sheet) { _ in nil } }
        let counts = try writer.finish(update, findings: told)
        try writer.commit()
        return counts
    }

    private func read(_ path: String) throws -> [String] {
        let store = try SheetStore(path)
        var found: [String] = []
        for document in store.documents {
            let told = DocumentLoader(program).load(.stored(document, in: store)) { found.append("\($0.input) \($0.identity)") }
            found += told.findings.map { "\($0)" }
        }
        return found
    }

    /// What there is to report where the sheets are read as columns.
    private func columns(_ path: String) throws -> [Finding] {
        let store = try SheetStore(path)
        let selection = FieldSelection.all(of: InputLayout(program.schema))
        let columns = try StoreColumns(
            store, selection, texts: TextTable(), loader: DocumentLoader(program), maximumSheets: 2)
        var counts = 0
        let told = store.documents.flatMap { columns.read($0) { counts += $0.count }.findings }
        #expect(counts + columns.waitingCount <= 3)
        columns.finish { #expect($0.tables[0].starts == [0, Int32($0.count)]) }
        return told
    }

    private func direct(_ text: String) -> [String] {
        let result = DocumentLoader.load(bytes: Array(text.utf8), name: "a.jsonl", program: program)
        return result.sheets.map { "\($0.input) \($0.identity)" } + result.failures.map { "\($0)" }
    }

    @Test func `values, cells and findings are as they were read`() throws {
        try write(Self.sheets, to: path("s"))
        #expect(try read(path("s")) == direct(Self.sheets))
    }

    @Test func `one changed line is one changed sheet, and what follows from any changes is what a new import gives`() throws {
        var lines = (0..<40).map { "{\"code\":\"\($0)\",\"rate\":0.\($0),\"projects\":[{\"id\":\"p\",\"cost\":\($0)}]}" }
        try write(lines.joined(separator: "\n"), to: path("s"))
        lines[17] = "{\"code\":\"17\",\"rate\":0.5,\"projects\":[{\"id\":\"p\",\"cost\":1},{\"id\":\"q\",\"cost\":2}]}"
        #expect(try write(lines.joined(separator: "\n"), to: path("s"), isNew: false) == SheetCounts(changed: 1, unchanged: 39))
        var random = SeededRandom(seed: 5)
        for _ in 0..<12 {
            switch Int.random(in: 0..<3, using: &random) {
            case 0: lines.remove(at: Int.random(in: 0..<lines.count, using: &random))
            case 1: lines.insert("{\"code\":\"n\",\"marks\":[\"○\"]}", at: Int.random(in: 0...lines.count, using: &random))
            default: lines[Int.random(in: 0..<lines.count, using: &random)] = Self.sheets.split(separator: "\n").map(String.init)[0]
            }
            let text = lines.joined(separator: "\n")
            try write(text, to: path("s"), isNew: false)
            #expect(try read(path("s")) == direct(text))
        }
    }

    @Test func `an import that is not committed leaves the old state`() throws {
        try write(Self.sheets, to: path("s"))
        let before = try read(path("s"))
        do {
            let writer = try StoreWriter(path("s"), isNew: false)
            try writer.lay(out: program.schema, forms: [], isSame: false)
            if let document = writer.existing?.documents.first { try writer.remove(document) }
        }
        #expect(try read(path("s")) == before)
        do {
            let writer = try StoreWriter(path("new"), isNew: true)
            try writer.lay(out: program.schema, forms: [], isSame: false)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["s"])
    }

    @Test func `a damaged store is told, and never ends the program`() throws {
        try write(Self.sheets, to: path("s"))
        let whole = try Array(Data(contentsOf: URL(filePath: path("s"))))
        var random = SeededRandom(seed: 11)
        for round in 0..<400 {
            var bytes = whole
            if round % 8 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            try Data(bytes).write(to: URL(filePath: path("d")))
            _ = try? read(path("d"))
            _ = try? columns(path("d"))
        }
    }

    @Test func `rows that another program took away are missed`() throws {
        try write(Self.sheets, to: path("s"))
        try Database(path("s"), .writing).run("DELETE FROM projects WHERE row = 1")
        #expect(try read(path("s")).contains { $0.contains("damagedStore") })
        #expect(try columns(path("s")).map(\.code) == [.damagedStore])
    }

    @Test func `of a sheet that is damaged nothing stays in the columns`() throws {
        try write(
            """
            {"code":"1","rate":0.1,"projects":[]}
            {"code":"2","rate":1e-30,"projects":[{"id":"a","results":[]}]}
            """, to: path("s"))
        try Database(path("s"), .writing).run("DELETE FROM projects")
        let store = try SheetStore(path("s"))
        let columns = try StoreColumns(
            store, .all(of: InputLayout(program.schema)), texts: TextTable(), loader: DocumentLoader(program), maximumSheets: 9)
        // Twice, so that the first sheet comes to the row that the second one had.
        for _ in 0..<2 { #expect(columns.read(store.documents[0]) { _ in }.findings.map(\.code) == [.damagedStore]) }
        columns.finish { set in
            guard case .numbers(let rates) = set.tables[0].columns[2].values else {
                Issue.record("no numbers")
                return
            }
            #expect((0..<set.count).map { rates[$0].plainText } == ["0.1", "0.1"])
        }
    }

    @Test(arguments: [
        "INSERT INTO findings VALUES (4294967296, 99, 'K0811', 'error', 'f', -9223372036854775808, 9223372036854775807, -5, 'j', 'e', 0, NULL)",
        "INSERT INTO document_findings VALUES (1, 99, 'K0811', 'error', 'f', 0, 2147483647, 0, 'j', 'e', 0, NULL)",
        "ALTER TABLE sheets RENAME COLUMN code TO other",
        "DROP TABLE documents",
        "ALTER TABLE findings RENAME TO f; CREATE VIEW findings AS SELECT * FROM f",
        "CREATE TRIGGER t AFTER DELETE ON documents BEGIN DELETE FROM sheets; END",
    ])
    func `what another program made of a store is told as damage`(_ sql: String) throws {
        try write(Self.sheets, to: path("s"))
        try Database(path("s"), .making).run(sql)
        let found = (try? read(path("s"))) ?? ["damagedStore"]
        #expect(found.contains { $0.contains("damagedStore") })
        if let store = try? SheetStore(path("s")) { for document in store.documents { _ = try? store.findings(of: document) } }
    }

    @Test func `a cell at the last number can be shown`() {
        let cell = CellAddress(page: 0, row: .max, column: .max)
        #expect(DocumentInfo(name: "a", pages: [], style: .position).show(cell) == "a:2147483648:2147483648")
        #expect(DocumentInfo(name: "a", pages: [], style: .line).show(cell) == "a:2147483648")
        #expect(DocumentInfo(name: "a", pages: [], style: .grid).show(cell).hasSuffix("2147483648"))
    }

    @Test func `fields that differ in a letter's case have columns of their own`() {
        let layout = StoreLayout(program.schema)
        #expect(layout.columns[0] == ["code", "Code_2", "rate", "since", "open"])
        #expect(layout.names == ["sheets", "marks", "projects", "projects.results"])
    }

    @Test func `new documents come behind the one before them, and what was there keeps its place`() {
        #expect(StoreWriter.order(["a", "b", "c"], among: []) == ["a", "b", "c"])
        #expect(StoreWriter.order(["0", "a", "aa", "c"], among: ["z", "a", "b", "c"]) == ["z", "0", "a", "aa", "b", "c"])
        #expect(StoreWriter.order(["x"], among: ["a"]) == ["a", "x"])
        #expect(StoreWriter.order(["c", "x", "a"], among: ["a", "c"]) == ["a", "c", "x"])
    }
}
