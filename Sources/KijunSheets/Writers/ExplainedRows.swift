public import Kijun
public import KijunSyntax

/// The sheets and rows for which a name is explained.
public struct ExplainedRows {
    public struct Row: Sendable {
        /// The row of the rule; of a field the sheet.
        public let row: Int
        /// The key of the row of a table; nil for a rule or field of the sheet.
        public let label: String?
        /// What it may be called on a command line (NFKC): its key, `#` and its number.
        public let names: [String]
    }

    /// Sheets that a user named and that are not there, each with names that are.
    public struct UnknownSheets: Error {
        public let names: [(name: String, near: [String])]
    }

    public let name: ExplainedName
    private let evaluation: Evaluation
    private let sheets: [LoadedSheet]
    private let reporter: Reporter

    public init(_ name: ExplainedName, _ evaluation: Evaluation, sheets: [LoadedSheet], language: Language) {
        self.name = name
        self.evaluation = evaluation
        self.sheets = sheets
        reporter = Reporter(evaluation, sheets: sheets, language: language)
    }

    /// Computed once for all sheets.
    public var isOfSet: Bool {
        if case .rule(let rule) = name.target { evaluation.program.rules[rule].isOfSet } else { false }
    }

    /// The sheets of these codes, names or files; all where none is named.
    public func sheets(named wanted: [String]) -> Result<[Int], UnknownSheets> {
        guard !wanted.isEmpty else { return .success(Array(sheets.indices)) }
        var found: Set<Int> = []
        var unknown: [(name: String, near: [String])] = []
        for name in wanted {
            let matching = sheets.indices.filter { names(of: sheets[$0]).contains(nfkc(name)) }
            if matching.isEmpty {
                var near = suggestions(for: name, among: sheets.map(\.name))
                if near.isEmpty { near = Array(sheets.prefix(5).map(\.name)) }
                unknown.append((name, near))
            }
            found.formUnion(matching)
        }
        return unknown.isEmpty ? .success(found.sorted()) : .failure(UnknownSheets(names: unknown))
    }

    private func names(of sheet: LoadedSheet) -> [String] {
        ([sheet.name, sheet.input.document.name, sheet.input.document.shortName] + sheet.identity).map { nfkc($0) }
    }

    public func rows(ofSheet sheet: Int) -> [Row] {
        guard case .rule(let id) = name.target else { return [Row(row: sheet, label: nil, names: [])] }
        let rows = evaluation.rows(of: id, sheet: sheet)
        let table = evaluation.program.rules[id].table
        guard !table.isEmpty else { return rows.map { Row(row: $0, label: nil, names: []) } }
        let labels = reporter.labels(of: table, count: rows.count, sheet: sheet)
        return zip(rows, labels).enumerated().map { number, row in
            Row(row: row.0, label: row.1, names: [nfkc(row.1), "#\(number + 1)"])
        }
    }

    /// The explanation of a row.
    ///
    /// - Parameter showsAllRows: of every list all rows, not just those that matter.
    public func explanation(of row: Row, notOutcome outcome: Value? = nil, showsAllRows: Bool = false) -> Explanation {
        switch name.target {
        case .rule(let id): evaluation.explanation(of: id, row: row.row, notOutcome: outcome, showsAllRows: showsAllRows)
        case .field(let field): evaluation.explanation(ofField: field, sheet: row.row, showsAllRows: showsAllRows)
        case .column(let table, let column):
            evaluation.explanation(ofField: table, column: column, sheet: row.row, showsAllRows: showsAllRows)
        case .parameter(let index): evaluation.explanation(ofParameter: index, sheet: row.row)
        }
    }
}
