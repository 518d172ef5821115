public import Kijun
internal import KijunSyntax

/// The sheets of a document on their way into a store: those that are as they were are left alone.
public struct DocumentUpdate {
    let document: StoredDocument
    private let tables: StoreWriter.Tables
    /// Of the sheets that are there.
    private let hashes: [Int64]
    /// How many sheets it had, where other fields were read of them.
    private let earlier: Int
    private var next = 0
    private var counts = SheetCounts()

    init(_ document: StoredDocument, tables: StoreWriter.Tables, hashes: [Int64], earlier: Int) {
        self.document = document
        self.tables = tables
        self.hashes = hashes
        self.earlier = earlier
    }

    /// Adds the next sheet, in reading order.
    ///
    /// - Parameter text: what stands in a cell; nil where that is not known.
    public mutating func add(_ sheet: LoadedSheet, text: (CellAddress) -> String?) throws(StoreProblem) {
        let number = document.sheets.lowerBound + Int64(next)
        func misfit(_ finding: Finding) -> String? { finding.isMisfit ? finding.cell.flatMap(text) : nil }
        tables.rows.take(sheet.input.record)
        let hash = tables.rows.hash(sheet, misfit).stored
        if next < hashes.count, hashes[next] == hash {
            counts.unchanged += 1
        } else {
            if next < hashes.count { try tables.remove(number...number) }
            if next < earlier { counts.changed += 1 } else { counts.new += 1 }
            try tables.write(sheet, number: number, hash: hash, misfit)
        }
        next += 1
    }

    mutating func finish() throws(StoreProblem) -> SheetCounts {
        counts.gone = max(0, earlier - next)
        if next < hashes.count {
            try tables.remove(document.sheets.lowerBound + Int64(next)...document.sheets.upperBound)
        }
        return counts
    }
}

extension StoreWriter {
    /// The tables of a store as they are written to.
    final class Tables {
        private let database: Database
        private let layout: StoreLayout
        /// There are no sheets yet.
        private let isEmpty: Bool
        var rows: SheetRows
        private let insertions: [Statement]
        private let deletions: [Statement]
        private let finding: Statement
        private let unread: Statement

        init(_ layout: StoreLayout, _ database: Database, isEmpty: Bool) throws(StoreProblem) {
            self.layout = layout
            self.database = database
            self.isEmpty = isEmpty
            rows = SheetRows(layout)
            var insertions: [Statement] = []
            var deletions: [Statement] = []
            for table in layout.names.indices {
                insertions.append(try database.prepare(layout.insertion(table)))
                deletions.append(try database.prepare(layout.deletion(table)))
            }
            for table in ["findings", "unread"] {
                deletions.append(try database.prepare("DELETE FROM \(table) WHERE sheet BETWEEN ?1 AND ?2"))
            }
            self.insertions = insertions
            self.deletions = deletions
            finding = try database.prepare("INSERT INTO findings VALUES (\(Self.marks(12)))")
            unread = try database.prepare("INSERT INTO unread VALUES (\(Self.marks(6)))")
        }

        private static func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }

        func hashes(ofDocument id: Int64) throws(StoreProblem) -> [Int64] {
            guard !isEmpty else { return [] }
            let statement = try database.prepare("SELECT hash FROM sheets WHERE sheet BETWEEN ?1 AND ?2 ORDER BY sheet")
            let range = StoredDocument.sheets(ofDocument: id)
            statement.bind(1, range.lowerBound)
            statement.bind(2, range.upperBound)
            var hashes: [Int64] = []
            while try statement.step() { hashes.append(statement.integer(0)) }
            return hashes
        }

        func remove(_ sheets: ClosedRange<Int64>) throws(StoreProblem) {
            guard !isEmpty else { return }
            for deletion in deletions {
                deletion.bind(1, sheets.lowerBound)
                deletion.bind(2, sheets.upperBound)
                try deletion.run()
            }
        }

        /// Writes the sheet whose rows were just taken.
        func write(_ sheet: LoadedSheet, number: Int64, hash: Int64, _ misfit: (Finding) -> String?) throws(StoreProblem) {
            for index in layout.names.indices { try write(index, number, form: sheet.form, hash: hash) }
            for (index, one) in sheet.input.findings.enumerated() {
                try Self.write(one, text: misfit(one), owner: number, index, finding)
            }
            for (index, cell) in sheet.unread.enumerated() {
                unread.bind(1, number)
                unread.bind(2, Int64(index))
                Self.bind(cell.cell, 3, unread)
                unread.bind(6, cell.text)
                try unread.run()
            }
        }

        private func write(_ index: Int, _ sheet: Int64, form: String?, hash: Int64) throws(StoreProblem) {
            let statement = insertions[index]
            let table = rows.tables[index]
            let width = layout.columns[index].count
            let isNested = layout.isNested(index)
            for row in 0..<table.count {
                statement.bind(1, sheet)
                let unknown = table.unknown[row].isEmpty ? nil : table.unknown[row].joined(separator: " ")
                var place: Int
                if index == 0 {
                    statement.bind(2, form)
                    statement.bind(3, hash)
                    statement.bind(4, unknown)
                    statement.bind(5, rows.trail.bytes)
                    place = 6
                } else {
                    statement.bind(2, Int64(row))
                    if isNested { statement.bind(3, Int64(table.parents[row])) }
                    statement.bind(isNested ? 4 : 3, unknown)
                    place = isNested ? 5 : 4
                }
                for value in table.values[row * width..<(row + 1) * width] {
                    switch value {
                    case .null: statement.bindNull(place)
                    case .integer(let number): statement.bind(place, number)
                    case .text(let text): statement.bind(place, text)
                    }
                    place += 1
                }
                try statement.run()
            }
        }

        /// Puts findings in place of those of a document.
        func write(_ findings: [Finding], of document: Int64) throws(StoreProblem) {
            try database.run("DELETE FROM document_findings WHERE document = \(document)")
            guard !findings.isEmpty else { return }
            let statement = try database.prepare("INSERT INTO document_findings VALUES (\(Self.marks(12)))")
            for (index, one) in findings.enumerated() { try Self.write(one, text: nil, owner: document, index, statement) }
        }

        private static func write(
            _ finding: Finding, text: String?, owner: Int64, _ number: Int, _ statement: Statement
        ) throws(StoreProblem) {
            statement.bind(1, owner)
            statement.bind(2, Int64(number))
            statement.bind(3, finding.code.rawValue)
            statement.bind(4, finding.severity.storedName)
            statement.bind(5, finding.field)
            bind(finding.cell, 6, statement)
            statement.bind(9, finding.message.ja)
            statement.bind(10, finding.message.en)
            statement.bind(11, finding.isOfDocument ? 1 : 0)
            statement.bind(12, text)
            try statement.run()
        }

        private static func bind(_ cell: CellAddress?, _ place: Int, _ statement: Statement) {
            guard let cell else {
                for place in place..<place + 3 { statement.bindNull(place) }
                return
            }
            statement.bind(place, Int64(cell.page))
            statement.bind(place + 1, Int64(cell.row))
            statement.bind(place + 2, Int64(cell.column))
        }
    }
}
