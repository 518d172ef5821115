public import KijunSyntax

/// A program ready to evaluate: the way into the language for any Swift program.
///
/// ```swift
/// let schema = RecordSchema(inferredFrom: records)
/// let program = Program(#"judge: basis1 == "△" -> c"#, schema: schema)
/// let evaluation = program.evaluate(records: records)
/// evaluation.decision("judge", record: 0)?.value      // .text("c")
/// ```
public struct Program: Sendable {
    public let checked: CheckedProgram
    /// Everything that is wrong with the source, and what is worth noting, in the order of the text.
    public let diagnostics: [Diagnostic]

    /// Compiles rules. Nothing is thrown: look at ``diagnostics`` or ``isRunnable``.
    ///
    /// - Parameters:
    ///   - source: rules in either language.
    ///   - name: what messages call the source.
    ///   - schema: the fields of the records, where no form in the source names them.
    ///   - read: the bytes of a file that the rules `use`, by its path; nil if there is none.
    public init(
        _ source: String, name: String = "rules.kijun", schema: RecordSchema? = nil,
        read: (String) -> [UInt8]? = { _ in nil }
    ) {
        let loaded = ProgramLoader.load([(name: name, bytes: Array(source.utf8))]) { path, _ in read(path) }
        let (program, diagnostics) = Checker.check(loaded.trees, sources: loaded.sources, schema: schema)
        checked = program
        self.diagnostics = loaded.diagnostics(with: diagnostics)
    }

    /// No diagnostic is an error.
    public var isRunnable: Bool { diagnostics.allSatisfy { $0.severity < .error } }

    /// Evaluates every rule over loaded sheets. A program that is not runnable has no results.
    public func evaluate(_ sheets: [SheetInput], limits: Limits = Limits()) -> Evaluation {
        let set = SheetSet(sheets, schema: checked.schema)
        return Evaluation(checked, set, only: isRunnable ? nil : [], limits: limits)
    }

    /// Evaluates every rule over records: one record is one sheet. Names that no field has are findings of the sheet.
    public func evaluate(records: [[Value.Member]], limits: Limits = Limits()) -> Evaluation {
        evaluate(
            records.enumerated().map { number, members in
                let (record, unknown) = InputRecord.aligned(members, to: checked.schema)
                let document = DocumentInfo(name: "record \(number + 1)", pages: [], style: .line)
                return SheetInput(record: record, document: document, findings: unknown.map { .unknownField($0) })
            }, limits: limits)
    }
}

extension Evaluation {
    /// The rule of that name or alias (`judge`, `indicators.grade`).
    public func rule(named name: String) -> RuleID? {
        let name = nfkc(name)
        return program.rules.firstIndex { rule in
            rule.path == name || rule.aliases.contains { rule.table.isEmpty ? $0 == name : "\(rule.table).\($0)" == name }
        }
    }

    /// How a decision of that name came out for a sheet or record, from 0; nil if there is no such decision.
    public func decision(_ name: String, record: Int) -> DecisionResult? {
        rule(named: name).flatMap { decision($0, row: record) }
    }

    /// How a check of that name came out for a sheet or record, from 0; nil if there is no such check.
    public func check(_ name: String, record: Int) -> CheckResult? {
        rule(named: name).flatMap { check($0, row: record) }
    }

    /// The value of a definition or decision of that name for a sheet or record, from 0; nil if there is no such rule.
    public func value(_ name: String, record: Int) -> Value? {
        rule(named: name).map { value(of: $0, row: record) }
    }
}

extension Finding {
    static func unknownField(_ name: String) -> Finding {
        Finding(
            .unknownName, .note,
            Wording(
                ja: "「\(name)」という項目は規則にないので、読みませんでした",
                en: "the rules have no field “\(name)”; it was not read"), cell: nil, field: name)
    }
}
