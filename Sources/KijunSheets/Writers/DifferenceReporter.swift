public import Kijun
public import KijunSyntax

/// Tells a ``RuleDifference`` in words: what moved on which sheet, by which cases and which values.
public struct DifferenceReporter {
    let difference: RuleDifference
    let old: Reporter
    let new: Reporter
    let language: Language
    /// The rule files as the user named them.
    let oldName: String
    let newName: String
    /// As the user wrote it.
    let weight: String?
    /// Sheets that only one side could read, by their names.
    let onlyOld: [String]
    let onlyNew: [String]
    let unreadable: Int

    /// - Parameters:
    ///   - oldSheets: in the order of OLD's evaluation.
    ///   - newSheets: in the order of NEW's evaluation.
    public init(
        _ difference: RuleDifference, old: (name: String, sheets: [LoadedSheet]), new: (name: String, sheets: [LoadedSheet]),
        weight: String? = nil, unreadable: Int = 0, language: Language
    ) {
        self.difference = difference
        self.language = language
        self.weight = weight
        self.unreadable = unreadable
        self.old = Reporter(difference.old, sheets: old.sheets, language: language)
        self.new = Reporter(difference.new, sheets: new.sheets, language: language)
        oldName = old.name
        newName = new.name
        let (ofOld, ofNew) = (Set(difference.sheets.map(\.old)), Set(difference.sheets.map(\.new)))
        onlyOld = old.sheets.indices.filter { !ofOld.contains($0) }.map { old.sheets[$0].name }
        onlyNew = new.sheets.indices.filter { !ofNew.contains($0) }.map { new.sheets[$0].name }
    }

    /// Whether anything moved, or was on one side only.
    public var isEmpty: Bool { difference.isEmpty && onlyOld.isEmpty && onlyNew.isEmpty }

    // MARK: Rules

    /// NEW's rule, else OLD's, and the side that has it.
    func rule(of pair: RulePair) -> (rule: Rule, side: Reporter)? {
        if let id = pair.new { return (new.program.rules[id], new) }
        return pair.old.map { (old.program.rules[$0], old) }
    }

    func name(of pair: RulePair) -> String { rule(of: pair)?.rule.path ?? "" }

    /// What OLD calls it, where that is something else.
    func oldName(of pair: RulePair) -> String? {
        guard let id = pair.old, pair.new != nil, old.program.rules[id].path != name(of: pair) else { return nil }
        return old.program.rules[id].path
    }

    /// The outcomes are those of rows of a table.
    func isOfRows(_ pair: RulePair) -> Bool { rule(of: pair).map { !$0.rule.table.isEmpty } ?? false }

    /// Of both sides: a constant in place of a decision has one value, but every sheet had its own.
    func isOfSet(_ pair: RulePair) -> Bool {
        let sides = [pair.old.map { difference.old.program.rules[$0] }, pair.new.map { difference.new.program.rules[$0] }].compactMap(
            \.self)
        return !sides.isEmpty && sides.allSatisfy(\.isOfSet)
    }

    // MARK: Outcomes

    /// `c`, `未定`, `適合`
    func shown(_ outcome: RuleOutcome, of pair: RulePair) -> String {
        switch outcome {
        case .decided(let value):
            if pair.kind == .check { return DifferenceWords.state(value == .yesno(true) ? .passed : .failed)[language] }
            guard let (rule, side) = rule(of: pair) else { return "" }
            let text = side.values.line(value, as: rule.type)
            return text.isEmpty ? "\"\"" : text
        case .undetermined where pair.kind == .definition: return DifferenceWords.noValue[language]
        case .undetermined: return ReportWords.state(.undetermined)[language]
        case .conflict: return ReportWords.state(.conflict)[language]
        case .noCase: return ReportWords.state(.noCase)[language]
        case .absent: return DifferenceWords.absent[language]
        }
    }

    /// The state for programs: `decided`, `passed`, `absent`.
    func state(_ outcome: RuleOutcome, of pair: RulePair) -> String {
        switch outcome {
        case .decided(let value):
            if pair.kind == .check { return (value == .yesno(true) ? CheckResult.State.passed : .failed).rawValue }
            return DecisionResult.State.decided.rawValue
        case .undetermined: return DecisionResult.State.undetermined.rawValue
        case .conflict: return DecisionResult.State.conflict.rawValue
        case .noCase: return DecisionResult.State.noCase.rawValue
        case .absent: return "absent"
        }
    }

    // MARK: Weights

    var weightType: Type {
        guard let weight = difference.weight else { return .error }
        let program = weight.isOfNew ? new.program : old.program
        guard program.expressions.indices.contains(weight.expression) else { return .error }
        return DifferenceWeight.type(of: program.expressions[weight.expression])
    }

    var weightUnit: String {
        if case .number(let number) = weightType, !number.unit.isNone { return number.unit.name }
        return ""
    }

    /// The weight as it is written in titles; `` without one.
    var weightName: String { DisplayWidth.truncated(DiagnosticRenderer.visible(weight ?? ""), to: 40) }

    func shownWeight(_ number: Number) -> String { new.values.line(.number(number), as: weightType) }

    // MARK: Sheets and rows

    /// The sheet of a pair as it is told: NEW's.
    func sheet(_ pair: Int?) -> (name: String, title: String, source: String) {
        guard let pair else { return (language == .ja ? "全調書" : "All sheets", "", "") }
        let loaded = new.sheets[difference.sheets[pair].new]
        return (loaded.name, loaded.identity.dropFirst().joined(separator: "  "), loaded.input.document.name)
    }

    /// What a row of a table is called; nil for a rule on no table.
    func label(_ pair: RulePair, _ sheet: Int?, old oldRow: Int?, new newRow: Int?) -> String? {
        let isNew = newRow != nil && pair.new != nil
        guard let row = isNew ? newRow : oldRow, let rule = isNew ? pair.new : pair.old else { return nil }
        let side = isNew ? new : old
        let table = side.program.rules[rule].table
        guard !table.isEmpty else { return nil }
        let number = sheet.map { isNew ? difference.sheets[$0].new : difference.sheets[$0].old } ?? 0
        let rows = side.evaluation.rows(of: rule, sheet: number)
        guard rows.contains(row) else { return nil }
        return side.labels(of: table, count: rows.count, sheet: number)[row - rows.lowerBound]
    }
}

/// The words of a difference.
enum DifferenceWords {
    static let absent = Wording(ja: "なし", en: "absent")
    /// Of a definition, which may be blank.
    static let noValue = Wording(ja: "値なし", en: "no value")
    static let old = Wording(ja: "旧", en: "old")
    static let new = Wording(ja: "新", en: "new")
    static let total = Wording(ja: "計", en: "total")
    static let values = Wording(ja: "値", en: "values")

    static func state(_ state: CheckResult.State) -> Wording {
        switch state {
        case .passed: Wording(ja: "適合", en: "passed")
        case .failed: Wording(ja: "不適合", en: "failed")
        case .undetermined: ReportWords.state(.undetermined)
        }
    }
}
