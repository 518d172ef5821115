public import Kijun
public import KijunSyntax

/// What a run says of one sheet, in the order of the rules; every writer prints from this alone.
public struct SheetReport: Sendable {
    /// The first of the identifying fields, or the document's name without folder and extension: `02-10`.
    public var name: String
    /// The other identifying fields.
    public var title: String
    /// The fiscal year as it is shown, or empty.
    public var year: String
    /// The document as the user named it.
    public var source: String
    /// Decisions of the sheet as a whole.
    public var decisions: [DecisionReport]
    /// Definitions of the sheet as a whole.
    public var values: [ValueReport]
    /// Computed columns and the decisions on rows, by the path of their table.
    public var tables: [TableReport]
    public var checks: [CheckReport]
    public var findings: [FindingReport]
    /// Fields that `--only` asks for.
    public var fields: [ValueReport]
    /// Holds just what `--only` asks for.
    public var isOnly: Bool
    /// Is about all sheets together.
    public var isSet: Bool

    public init(
        name: String, title: String = "", year: String = "", source: String, decisions: [DecisionReport] = [],
        values: [ValueReport] = [], tables: [TableReport] = [], checks: [CheckReport] = [], findings: [FindingReport] = [],
        fields: [ValueReport] = [], isOnly: Bool = false, isSet: Bool = false
    ) {
        self.name = name
        self.title = title
        self.year = year
        self.source = source
        self.decisions = decisions
        self.values = values
        self.tables = tables
        self.checks = checks
        self.findings = findings
        self.fields = fields
        self.isOnly = isOnly
        self.isSet = isSet
    }
}

/// A name with its value and how the value is shown.
public struct ValueReport: Sendable {
    public var name: String
    public var value: Value
    /// `4,561,152 千円`
    public var shown: String
    /// For an undetermined value: what it waits for.
    public var waiting: [WaitingReport]

    public init(name: String, value: Value, shown: String, waiting: [WaitingReport] = []) {
        self.name = name
        self.value = value
        self.shown = shown
        self.waiting = waiting
    }
}

public struct DecisionReport: Sendable {
    public var name: String
    public var state: DecisionResult.State
    /// `.blank` where nothing was decided.
    public var value: Value
    public var shown: String
    /// The place of the case that decided, `rules.kijun:12`; of a conflict all that hold.
    public var by: [String]
    /// For a conflict: the outcomes of ``by``, in their order.
    public var outcomes: [String]
    /// What the deciding case read.
    public var reads: [(name: String, shown: String)]
    public var waiting: [WaitingReport]
    public var because: String?

    public init(
        name: String, state: DecisionResult.State, value: Value, shown: String, by: [String], outcomes: [String] = [],
        reads: [(name: String, shown: String)] = [], waiting: [WaitingReport] = [], because: String? = nil
    ) {
        self.name = name
        self.state = state
        self.value = value
        self.shown = shown
        self.by = by
        self.outcomes = outcomes
        self.reads = reads
        self.waiting = waiting
        self.because = because
    }
}

/// A blank cell, or another unknown, on which a result depends.
public struct WaitingReport: Sendable, Hashable {
    /// `基準1 が空欄`, `0 での割り算`
    public var reason: Wording
    /// `02-10.txt:114`, where there is a cell.
    public var at: String?

    public init(reason: Wording, at: String?) {
        self.reason = reason
        self.at = at
    }

    public func text(in language: Language) -> String {
        guard let at else { return reason[language] }
        return "\(reason[language]) (\(at))"
    }
}

/// The rows of one table with what the rules computed on them.
public struct TableReport: Sendable {
    public var path: String
    /// The key of each row, or its number from 1.
    public var labels: [String]
    /// Computed columns, each with a value for every row.
    public var columns: [(name: String, values: [ValueReport])]
    /// Decisions on rows, each with one report for every row.
    public var decisions: [(name: String, rows: [DecisionReport])]

    public init(
        path: String, labels: [String], columns: [(name: String, values: [ValueReport])] = [],
        decisions: [(name: String, rows: [DecisionReport])] = []
    ) {
        self.path = path
        self.labels = labels
        self.columns = columns
        self.decisions = decisions
    }
}

public struct CheckReport: Sendable {
    /// A failure, or something that could not be said: of the sheet, or of one row.
    public struct Item: Sendable {
        /// The key of the row, or its number; nil for a check of the sheet.
        public var row: String?
        public var state: CheckResult.State
        public var message: String
        /// The cells that the check read; for an undetermined one those it waits for.
        public var at: [String]
        public var waiting: [WaitingReport]

        public init(row: String?, state: CheckResult.State, message: String, at: [String], waiting: [WaitingReport] = []) {
            self.row = row
            self.state = state
            self.message = message
            self.at = at
            self.waiting = waiting
        }
    }

    public var name: String
    /// `warn`: a failure does not count.
    public var isWarning: Bool
    public var state: CheckResult.State
    /// The number of rows that passed, for a check on rows.
    public var passedRows: Int?
    /// What did not pass.
    public var items: [Item]

    public init(name: String, isWarning: Bool, state: CheckResult.State, passedRows: Int? = nil, items: [Item] = []) {
        self.name = name
        self.isWarning = isWarning
        self.state = state
        self.passedRows = passedRows
        self.items = items
    }
}

public struct FindingReport: Sendable {
    public var code: DiagnosticCode
    public var severity: Finding.Severity
    public var message: Wording
    /// `02-10.txt:114`, or empty.
    public var at: String
    /// Is about the document, not about the sheet that it is told with.
    public var isOfDocument: Bool

    public init(code: DiagnosticCode, severity: Finding.Severity, message: Wording, at: String, isOfDocument: Bool = false) {
        self.isOfDocument = isOfDocument
        self.code = code
        self.severity = severity
        self.message = message
        self.at = at
    }
}
