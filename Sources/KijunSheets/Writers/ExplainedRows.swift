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
    let evaluation: Evaluation
    let sheets: [LoadedSheet]
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

    /// A rule on a table: it has a result for each row.
    public var isOnTable: Bool {
        if case .rule(let rule) = name.target { !evaluation.program.rules[rule].table.isEmpty } else { false }
    }

    /// The sheets of these codes, names or files; all where none is named.
    public func sheets(named wanted: [String]) -> Result<[Int], UnknownSheets> {
        guard !wanted.isEmpty else { return .success(Array(sheets.indices)) }
        var found: Set<Int> = []
        var unknown: [(name: String, near: [String])] = []
        for name in wanted {
            let matching = sheets.indices.filter { sheets[$0].isCalled(name) }
            if matching.isEmpty {
                var near = suggestions(for: name, among: sheets.map(\.name))
                if near.isEmpty { near = Array(sheets.prefix(5).map(\.name)) }
                unknown.append((name, near))
            }
            found.formUnion(matching)
        }
        return unknown.isEmpty ? .success(found.sorted()) : .failure(UnknownSheets(names: unknown))
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

    /// The keys of the rows of some sheets; empty for what stands on no table.
    public func labels(ofSheets sheets: [Int]) -> [String] { sheets.flatMap { rows(ofSheet: $0).compactMap(\.label) } }

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

extension LoadedSheet {
    /// Whether a user may mean it by a code, a title or the name of its file.
    public func isCalled(_ name: String) -> Bool {
        ([self.name, input.document.name, input.document.shortName] + identity).contains { nfkc($0) == nfkc(name) }
    }
}
