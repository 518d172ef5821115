public import Kijun
import KijunSyntax

extension Reporter {
    func check(_ id: RuleID, _ check: Check, rows: Range<Int>, sheet: Int) -> CheckReport {
        let rule = program.rules[id]
        let labels = rule.table.isEmpty ? nil : self.labels(of: rule.table, count: rows.count, sheet: sheet)
        var report = CheckReport(name: rule.path, isWarning: check.isWarning, state: .passed)
        var passed = 0
        for (index, row) in rows.enumerated() {
            guard evaluation.checkState(id, row: row) != .passed, let result = evaluation.check(id, row: row) else {
                passed += 1
                continue
            }
            report.items.append(
                CheckReport.Item(
                    row: labels?[index], state: result.state,
                    message: result.message ?? condition(of: check, reads: result.witnesses), at: cells(result),
                    waiting: result.reasons.map(waiting)))
        }
        if labels != nil { report.passedRows = passed }
        if report.items.contains(where: { $0.state == .failed }) {
            report.state = .failed
        } else if !report.items.isEmpty {
            report.state = .undetermined
        }
        return report
    }

    /// What a check without a message says: its condition, and what that read.
    private func condition(of check: Check, reads: [ReadValue]) -> String {
        let shown = reads.map { read in
            "\(words(at: read.span)) = \(DisplayWidth.truncated(values.line(read.value, as: read.type), to: 40))"
        }
        return words(at: check.condition.span) + (shown.isEmpty ? "" : " (" + shown.joined(separator: ", ") + ")")
    }

    /// The text of the rules at a place, short and on one line.
    func words(at span: Span) -> String {
        let words = DiagnosticRenderer.visible(program.sources.text(of: span))
        return words.count > 60 ? String(words.prefix(60)) + "…" : words
    }

    func cells(_ result: CheckResult) -> [String] {
        var shown: [String] = []
        let waiting = result.reasons.compactMap { reason in if case .blankCell(let cell) = reason { cell } else { nil } }
        for cell in result.state == .undetermined ? waiting : result.cells {
            if let place = place(of: cell), !shown.contains(place) { shown.append(place) }
        }
        return shown
    }

    /// `02-10.txt:114`; where a value is tried also that, and what stands on the sheet. nil where there is no cell to name.
    func place(of provenance: Provenance) -> String? {
        let cell = provenance.cell.map(evaluation.sheets.documents[provenance.sheet].show)
        guard let trial = provenance.trial else { return cell }
        guard let original = trial.original else { return language == .ja ? "仮の値" : "trial value" }
        let shown = ValueText(program: program, language: language, spellsMarks: true).line(original, as: trial.type)
        let value = DisplayWidth.truncated(shown, to: 40)
        guard let cell else { return language == .ja ? "仮の値、調書では \(value)" : "trial value; the sheet has \(value)" }
        return language == .ja ? "仮の値、調書では \(value) \(cell)" : "trial value; the sheet has \(value) at \(cell)"
    }

    /// What an expression waits for, in one line.
    ///
    /// - Parameter sheet: for one that has a value for each sheet.
    public func reasons(ofExpression index: Int, sheet: Int = 0) -> String {
        ReportWords.list(evaluation.reasons(ofExpression: index, sheet: sheet).map(waiting), in: language)
    }

    /// What an unknown result waits for, in words.
    func waiting(_ reason: Reason) -> WaitingReport {
        switch reason {
        case .blankCell(let cell):
            WaitingReport(
                reason: Wording(ja: "「\(NameText.path(cell.field, in: program, .ja))」が空欄", en: "“\(cell.field)” is blank"),
                at: place(of: cell))
        case .missingTable(let sheet, let field):
            WaitingReport(
                reason: Wording(ja: "「\(NameText.path(field, in: program, .ja))」の表がない", en: "there is no table “\(field)”"),
                at: evaluation.sheets.documents[sheet].shortName)
        case .divisionByZero(let span): at(span, ja: "0 での割り算", en: "division by zero")
        case .missingRow(let span): at(span, ja: "該当する行がない", en: "there is no such row")
        case .emptyList(let span): at(span, ja: "一つもない", en: "there is none")
        case .noParameter(let year, let span):
            at(span, ja: "\(Year.shown(year)) の係数がない", en: "the parameter has no value for \(Year.shown(year))")
        case .outsideScale(let span): at(span, ja: "尺度にない値", en: "a value outside the scale")
        case .openDecision(.conflict, let span): at(span, ja: "判定が競合", en: "a decision in conflict")
        case .openDecision(_, let span): at(span, ja: "判定が該当なし", en: "a decision without a case")
        case .blank(let span): at(span, ja: "規則の中の空欄", en: "blank in the rules")
        case .failure(let failure, let span): at(span, ja: failure.wording.ja, en: failure.wording.en)
        }
    }

    /// With the words of the rules and their place.
    private func at(_ span: Span, ja: String, en: String) -> WaitingReport {
        let words = words(at: span)
        guard !words.isEmpty else { return WaitingReport(reason: Wording(ja: ja, en: en), at: nil) }
        let place = place(of: span)
        // A question on the command line has no place that would tell anything.
        return WaitingReport(reason: Wording(ja: "\(ja): \(words)", en: "\(en): \(words)"), at: place.hasPrefix("<") ? nil : place)
    }
}

extension Rule {
    /// The numbers that the conditions of a decision compare with: a shown value is never rounded across one.
    var thresholds: [Number] {
        var numbers: [Number] = []
        _ = reads { kind in
            if case .number(let number) = kind { numbers.append(number) }
            return false
        }
        return numbers
    }

    /// Whether any part of the rule is of a kind.
    func reads(where isWanted: (CheckedExpression.Kind) -> Bool) -> Bool {
        let open: [CheckedExpression]
        switch body {
        case .definition(let expression): open = [expression]
        case .check(let check): open = [check.condition] + [check.message].compactMap { $0 }
        case .decision(let decision):
            open = (decision.cases + decision.exceptions + [decision.otherwise].compactMap { $0 }).flatMap { item in
                [item.condition, item.outcome] + [item.because].compactMap { $0 }
            }
        }
        return open.contains { $0.reads(where: isWanted) }
    }
}

extension CheckedExpression {
    /// The numbers that are written in it: what is compared with one is never shown rounded across it.
    public var thresholds: [Number] {
        var numbers: [Number] = []
        _ = reads { kind in
            if case .number(let number) = kind { numbers.append(number) }
            return false
        }
        return numbers
    }

    /// Whether any part of the expression is of a kind.
    fileprivate func reads(where isWanted: (CheckedExpression.Kind) -> Bool) -> Bool {
        var open = [self]
        while let expression = open.popLast() {
            if isWanted(expression.kind) { return true }
            open += expression.children
        }
        return false
    }
}
