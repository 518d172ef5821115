public import Kijun
public import KijunSyntax

/// Makes reports of an evaluation, one sheet at a time.
public struct Reporter {
    let program: CheckedProgram
    let evaluation: Evaluation
    let sheets: [LoadedSheet]
    let language: Language
    let values: ValueText
    /// The rules that are reported: all, or those of `--only`.
    let wanted: [RuleID]
    /// The names of `--only`, or nil.
    let names: [ReportName]?

    /// - Parameter sheets: in the order of the evaluation's sheets.
    public init(_ evaluation: Evaluation, sheets: [LoadedSheet], language: Language, only names: [ReportName]? = nil) {
        program = evaluation.program
        self.evaluation = evaluation
        self.sheets = sheets
        self.language = language
        self.names = names
        values = ValueText(program: evaluation.program, language: language)
        wanted = names.map { Self.wanted($0, in: evaluation.program) } ?? Array(evaluation.program.rules.indices)
    }

    /// The rules that names stand for or, as `failed` does, ask of.
    static func wanted(_ names: [ReportName], in program: CheckedProgram) -> [RuleID] { rules(of: names, in: program).sorted() }

    /// The rules that must be evaluated for names; nil where all must: those that the names stand for, and the tables whose
    /// rows they are about. `failed` and `undetermined` need every check.
    public static func rules(of names: [ReportName]?, in program: CheckedProgram) -> [RuleID]? {
        guard let names else { return nil }
        return withTables(Self.rules(of: names, in: program), in: program)
    }

    /// Rules, and the definitions that are the tables whose rows they are about.
    public static func withTables(_ rules: Set<RuleID>, in program: CheckedProgram) -> [RuleID] {
        rules.union(rules.compactMap { program.definition(at: program.rules[$0].table) }).sorted()
    }

    private static func rules(of names: [ReportName], in program: CheckedProgram) -> Set<RuleID> {
        var rules: Set<RuleID> = []
        for name in names {
            switch name.target {
            case .rule(let rule): rules.insert(rule)
            case .reserved("failed"), .reserved("undetermined"):
                for (index, rule) in program.rules.enumerated() {
                    switch rule.body {
                    case .check: rules.insert(index)
                    case .decision: if name.target == .reserved("undetermined") { rules.insert(index) }
                    case .definition: break
                    }
                }
            default: break
            }
        }
        return rules
    }

    // MARK: Reports

    public func report(sheet: Int) -> SheetReport {
        let loaded = sheets[sheet]
        var report = SheetReport(
            name: name(of: loaded), title: loaded.identity.dropFirst().joined(separator: "  "), year: year(of: loaded),
            source: loaded.input.document.name, isOnly: names != nil)
        for name in names ?? [] {
            switch name.target {
            case .field(let field):
                let value = evaluation.value(ofField: field, sheet: sheet)
                report.fields.append(
                    ValueReport(name: name.asked, value: value, shown: values.shown(value, as: program.schema.fields[field].type)))
            case .column:
                let value = self.value(of: name, sheet: sheet)
                let shown = values.shown(value, as: type(of: name))
                report.fields.append(ValueReport(name: name.asked, value: value, shown: shown))
            case .reserved("source"):
                let source = Value.text(report.source)
                report.fields.append(ValueReport(name: name.asked, value: source, shown: values.shown(source, as: .text)))
            default: break
            }
        }
        // What is computed once for all sheets is part of a sheet's report only where its name was asked for.
        for rule in wanted where !program.rules[rule].isOfSet || names != nil { add(rule, sheet: sheet, to: &report) }
        report.findings = evaluation.sheets.findings[sheet].map { finding in
            FindingReport(
                code: finding.code, severity: finding.severity, message: finding.message,
                at: finding.cell.map(loaded.input.document.show) ?? "", isOfDocument: finding.isOfDocument)
        }
        return report
    }

    /// What the rules say of all sheets together: nil where no rule reads `sheets`.
    public func reportOfSet() -> SheetReport? {
        guard names == nil, !sheets.isEmpty else { return nil }
        var report = SheetReport(name: language == .ja ? "全調書" : "All sheets", source: "", isSet: true)
        let readsSheets = readsSheets
        for rule in wanted where program.rules[rule].isOfSet {
            if case .definition = program.rules[rule].body, !readsSheets.contains(rule) { continue }
            add(rule, sheet: 0, to: &report)
        }
        let isEmpty = report.decisions.isEmpty && report.values.isEmpty && report.tables.isEmpty && report.checks.isEmpty
        return isEmpty ? nil : report
    }

    // MARK: Rules

    private func add(_ id: RuleID, sheet: Int, to report: inout SheetReport) {
        let rule = program.rules[id]
        let rows = evaluation.rows(of: id, sheet: sheet)
        switch rule.body {
        case .check(let check):
            report.checks.append(self.check(id, check, rows: rows, sheet: sheet))
        case .decision:
            let reports = rows.map { decision(id, row: $0) }
            if rule.table.isEmpty {
                report.decisions += reports
            } else {
                withTable(rule.table, rows: rows, sheet: sheet, in: &report) { $0.decisions.append((rule.name, reports)) }
            }
        case .definition:
            let reports = rows.map { value(id, row: $0) }
            if rule.table.isEmpty {
                report.values += reports
            } else {
                withTable(rule.table, rows: rows, sheet: sheet, in: &report) { $0.columns.append((rule.name, reports)) }
            }
        }
    }

    private func withTable(
        _ path: String, rows: Range<Int>, sheet: Int, in report: inout SheetReport, _ change: (inout TableReport) -> Void
    ) {
        guard let index = report.tables.firstIndex(where: { $0.path == path }) else {
            var table = TableReport(path: path, labels: labels(of: path, count: rows.count, sheet: sheet))
            change(&table)
            report.tables.append(table)
            return
        }
        change(&report.tables[index])
    }

    private func value(_ id: RuleID, row: Int) -> ValueReport {
        let value = evaluation.value(of: id, row: row)
        return ValueReport(
            name: program.rules[id].name, value: value, shown: values.shown(value, as: program.rules[id].type),
            waiting: evaluation.reasons(of: id, row: row).map(waiting))
    }

    func decision(_ id: RuleID, row: Int) -> DecisionReport {
        let rule = program.rules[id]
        guard let result = evaluation.decision(id, row: row) else {
            return DecisionReport(name: rule.name, state: .undetermined, value: .blank, shown: "", by: [])
        }
        let thresholds = rule.thresholds
        let reads = result.witnesses.map { witness in
            (
                name: words(at: witness.span),
                shown: DisplayWidth.truncated(values.line(witness.value, as: witness.type, thresholds: thresholds), to: 40)
            )
        }
        let places = result.by.map { place(of: $0) }
        return DecisionReport(
            name: rule.name, state: result.state, value: result.value, shown: values.shown(result.value, as: rule.type),
            by: result.state == .undetermined ? [] : places, outcomes: outcomes(of: rule, at: result.by), reads: reads,
            waiting: result.reasons.map(waiting), because: result.because)
    }

    /// How the outcomes of cases are written in the rules.
    private func outcomes(of rule: Rule, at spans: [Span]) -> [String] {
        guard case .decision(let decision) = rule.body else { return [] }
        let cases = decision.cases + decision.exceptions + [decision.otherwise].compactMap { $0 }
        return spans.map { span in
            cases.first { $0.span == span || $0.span.contains(span) }.map { program.sources.text(of: $0.outcome.span) } ?? ""
        }
    }

    // MARK: Names

    func name(of sheet: LoadedSheet) -> String { sheet.name }

    func year(of sheet: LoadedSheet) -> String {
        guard let year = sheet.fiscalYear else { return "" }
        let shown = Year.shown(year)
        let eras: [Character: String] = ["R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"]
        guard language == .ja, let first = shown.first else { return shown }
        guard let era = eras[first] else { return shown + "年度" }
        let number = shown.dropFirst()
        return "\(era)\(number == "1" ? "元" : number)年度"
    }

    func place(of span: Span) -> String { program.sources.place(of: span)?.short ?? "" }

    /// Rules that read `sheets`, directly or through others.
    private var readsSheets: Set<RuleID> {
        var found: Set<RuleID> = []
        for id in program.order
        where program.rules[id].reads(where: { kind in
            switch kind {
            case .sheets: true
            case .rule(let other): found.contains(other)
            default: false
            }
        }) { found.insert(id) }
        return found
    }
}
