public import Kijun
public import KijunSyntax

/// How the tests of a program came out, made of their results one after the other.
public struct TestReport: Sendable {
    /// One test, in the order of the program.
    public struct Entry: Sendable {
        public enum State: String, Sendable {
            case passed
            case failed
            /// It could not be run: its sheet cannot be read, or a value in it cannot be computed.
            case error
        }

        public let title: String
        /// `rules.kijun:12`
        public let at: String
        /// The document that it stands on, as written.
        public let on: String?
        public internal(set) var state: State
        /// One for each sheet that it is held to; a test that stands on none has one without a name.
        public internal(set) var sheets: [SheetEntry]
        /// Why it could not be run.
        public internal(set) var problem: Wording?
    }

    public struct SheetEntry: Sendable {
        /// The sheet's name; nil for a test that stands on none.
        public let name: String?
        public let expectations: [ExpectationEntry]

        var isPassed: Bool { expectations.allSatisfy { $0.state == .passed } }
    }

    /// One `expect`.
    public struct ExpectationEntry: Sendable {
        public let state: ExpectationResult.State
        /// As written.
        public let text: String
        public let at: String
        public let comparisons: [ComparisonEntry]
        /// What an undetermined one waits for, what a check says, why a value cannot be computed.
        public let notes: [String]
        /// Why it came out so, down to the cells.
        public let explanation: [String]
    }

    public struct ComparisonEntry: Sendable {
        public struct Side: Sendable {
            public let text: String
            public let value: Value
            public let shown: String
        }

        /// What came out, and what it is held to.
        public let sides: [Side]
        /// What it is held to in words: `80% 以上`; nil where there is one side.
        public let expected: String?
        /// `40 千円`, in words.
        public let difference: String?
        /// For the column of a rule the rows that differ.
        public let rows: [RowEntry]
        /// How many more rows differ.
        public let moreRows: Int
    }

    /// A row of a table that did not come out as expected.
    public struct RowEntry: Sendable {
        /// The key of the row, or its number.
        public let name: String
        public let got: String
        public let expected: String
        /// Why it came out so.
        public let explanation: [String]
    }

    public let language: Language
    let program: CheckedProgram
    let values: ValueText
    private var entries: [Int: Entry] = [:]

    public init(_ program: CheckedProgram, language: Language) {
        self.program = program
        self.language = language
        values = ValueText(program: program, language: language)
    }

    /// The tests in the order of the program.
    public var tests: [Entry] { entries.sorted { $0.key < $1.key }.map(\.value) }

    // MARK: Results

    /// Adds what a test came to on one of its sheets.
    ///
    /// - Parameter sheet: the name of the sheet.
    public mutating func add(_ result: TestResult, sheet: String?) {
        if let problem = result.problem { return addProblem(Self.wording(of: problem, in: program), test: result.test) }
        var entry = entries[result.test] ?? self.entry(result.test)
        let expectations = result.expectations.map { self.expectation($0) }
        if !result.isPassed, entry.state == .passed { entry.state = .failed }
        entry.sheets.append(SheetEntry(name: sheet, expectations: expectations))
        entries[result.test] = entry
    }

    /// Adds that a test could not be run.
    public mutating func addProblem(_ problem: Wording, test: Int) {
        var entry = entries[test] ?? self.entry(test)
        entry.state = .error
        entry.problem = entry.problem ?? problem
        entries[test] = entry
    }

    private func entry(_ index: Int) -> Entry {
        let test = program.tests[index]
        return Entry(title: test.title, at: place(of: test.span), on: test.on, state: .passed, sheets: [], problem: nil)
    }

    private static func wording(of problem: TestResult.Problem, in program: CheckedProgram) -> Wording {
        switch problem {
        case .stopped: return Wording(ja: "計算が大きくなりすぎるので実行できません", en: "it takes too large a computation")
        case .given(let span, let failure):
            let words = oneLine(program.sources.text(of: span))
            return Wording(
                ja: "前提の値を計算できません: \(words)（\(failure.wording.ja)）",
                en: "the given value cannot be computed: \(words) (\(failure.wording.en))")
        }
    }

    private func place(of span: Span) -> String { program.sources.place(of: span)?.short ?? "" }

    static func oneLine(_ text: String) -> String {
        DiagnosticRenderer.visible(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }

    // MARK: Expectations

    private func expectation(_ result: ExpectationResult) -> ExpectationEntry {
        let text = Self.oneLine(program.sources.text(of: result.span))
        guard let basis = result.basis else {
            return ExpectationEntry(
                state: result.state, text: text, at: place(of: result.span), comparisons: [], notes: doubt(of: result), explanation: [])
        }
        let comparisons = result.comparisons.map { entry(of: $0, basis) }
        return ExpectationEntry(
            state: result.state, text: text, at: place(of: result.span), comparisons: comparisons,
            notes: doubt(of: result) + notes(of: result, basis),
            explanation: explanation(of: result, basis))
    }

    /// What is wrong with the expectation itself, with the code of the explanation.
    private func doubt(of result: ExpectationResult) -> [String] {
        guard result.state != .passed, let doubt = result.doubt else { return [] }
        let hint = doubt.hint.map { language == .ja ? "（\($0.ja)）" : " (\($0.en))" } ?? ""
        return [Self.oneLine("\(doubt.message[language])\(hint)  [\(doubt.code.rawValue)]")]
    }

    private func notes(of result: ExpectationResult, _ basis: ExpectationResult.Basis) -> [String] {
        let reporter = Reporter(basis.evaluation, sheets: [], language: language)
        if let failure = basis.failure { return [failure.wording[language]] }
        switch basis.subject {
        case .expression(let index):
            guard result.state == .undetermined else { return [] }
            // Of a conflict, and where no case holds, the cases below say all.
            let reasons = basis.evaluation.reasons(ofExpression: index, sheet: basis.sheet).filter { reason in
                switch reason {
                case .openDecision: false
                default: true
                }
            }
            let waits = waits(for: reasons, reporter)
            return waits.isEmpty ? [] : [Wording(ja: "未定の理由: \(waits)", en: "undetermined: \(waits)")[language]]
        case .check(let rule, let row, let count, let state):
            return checkNotes(rule, row, count, state, reporter)
        }
    }

    /// The most lines of one explanation; `kijun explain` tells all.
    private static let maximumLines = 12

    /// Why it came out so, without what the expectation itself says already.
    private func explanation(of result: ExpectationResult, _ basis: ExpectationResult.Basis) -> [String] {
        let text = ExplanationText(basis.evaluation, language: language)
        var lines: [String] = []
        switch basis.subject {
        case .expression(let index):
            // Rows that differ are explained each by itself.
            let asked = result.comparisons.isEmpty ? [index] : result.comparisons.filter { $0.rows == nil }.map(\.expression)
            for expression in asked {
                let all = text.lines(
                    of: basis.evaluation.explanation(ofExpression: expression, sheet: basis.sheet).withoutReasons)
                lines += all.dropFirst().map { $0.hasPrefix("  ") ? String($0.dropFirst(2)) : $0 }
            }
        case .check(let rule, let row?, _, _):
            // What the check would need says no more than its tree here.
            lines = text.lines(of: basis.evaluation.explanation(of: rule, row: row).withoutReasons, showsWhyNot: false)
        case .check: break
        }
        return cut(lines, to: Self.maximumLines)
    }

    /// The first lines, and how many more there are.
    func cut(_ lines: [String], to most: Int) -> [String] {
        guard lines.count > most else { return lines }
        let more = lines.count - most + 1
        return lines.prefix(most - 1) + [Wording(ja: "… 説明の続き \(more) 行", en: "… \(more) more lines of explanation")[language]]
    }

    /// What a result waits for. What a test without a document leaves out is not given, rather than blank.
    private func waits(for reasons: [Reason], _ reporter: Reporter) -> String {
        let documents = reporter.evaluation.sheets.documents
        let waiting = reasons.map { reason -> WaitingReport in
            var missing: String?
            switch reason {
            case .blankCell(let cell): if documents[cell.sheet].pages.isEmpty { missing = cell.field }
            case .missingTable(let sheet, let field): if documents[sheet].pages.isEmpty { missing = field }
            default: break
            }
            guard let missing else { return reporter.waiting(reason) }
            return WaitingReport(reason: Wording(ja: "「\(missing)」が前提にない", en: "“\(missing)” is not given"), at: nil)
        }
        return ReportWords.list(waiting, in: language)
    }

    private func checkNotes(_ rule: RuleID, _ row: Int?, _ count: Int, _ state: CheckResult.State, _ reporter: Reporter) -> [String] {
        let name = program.rules[rule].path
        guard let row, let result = reporter.evaluation.check(rule, row: row) else {
            return [Wording(ja: "\(name) には行がない", en: "\(name) has no rows")[language]]
        }
        let more = count > 1 ? "  (\(ReportWords.moreRows(count - 1)[language]))" : ""
        switch state {
        case .passed: return [Wording(ja: "\(name) は適合", en: "\(name) passed")[language]]
        case .failed:
            var text = Wording(ja: "\(name) は不適合", en: "\(name) failed")[language]
            if let message = result.message, !message.isEmpty { text += ": " + Self.oneLine(message) }
            let cells = reporter.cells(result)
            if !cells.isEmpty { text += "  " + cells.prefix(4).joined(separator: ", ") + (cells.count > 4 ? ", …" : "") }
            return [text + more]
        case .undetermined:
            let reasons = waits(for: result.reasons, reporter)
            let text = Wording(ja: "\(name) は未定", en: "\(name) is undetermined")[language]
            return [(reasons.isEmpty ? text : text + ": " + reasons) + more]
        }
    }
}
