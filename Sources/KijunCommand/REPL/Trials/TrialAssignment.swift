import Kijun
import KijunSheets
import KijunSyntax

/// A field of a sheet and the value that is tried there, as `:set` was told.
struct TrialAssignment {
    let path: SheetPath
    let field: FieldSchema
    /// Of the value: that of an element where one of a list is meant.
    let type: Type
    let value: InputValue

    /// What `:set` or `:unset` was told, or what is wrong with it.
    enum Reading<Found> {
        case found(Found)
        case wrong([Diagnostic], SourceMap)
    }

    /// Reads `basis1 = ○, projects["b07"].cost = cost * 1.1` for a sheet: each value is an expression of the language, and reads
    /// the sheet as it is in the set.
    static func read(_ text: String, rules: Rules, set: SheetSet, sheet: Int) -> Reading<[TrialAssignment]> {
        var sources = rules.sources
        let source = sources.add(name: "<:set>", bytes: Array(text.utf8))
        let (assignments, problems) = Parser.parseAssignments(source)
        guard !problems.contains(where: { $0.severity == .error }) else { return .wrong(problems, sources) }
        var questions = AssignmentQuestions(assignments.map { ($0.target, $0.value) }, sources, rules, set, sheet)
        var found: [TrialAssignment] = []
        for (index, checked) in questions.checked.enumerated() {
            guard let path = questions.path(index), let value = questions.value(index) else { continue }
            let isWhole = checked.type == checked.field.type
            found.append(
                TrialAssignment(
                    path: path, field: checked.field, type: checked.type,
                    value: isWhole ? InputValue(value, as: checked.field) : .scalar(value, nil)))
        }
        return questions.problems.isEmpty ? .found(found) : .wrong(questions.problems, sources)
    }

    /// Reads the fields that `:unset` names.
    static func paths(_ text: String, rules: Rules, set: SheetSet, sheet: Int) -> Reading<[SheetPath]> {
        var sources = rules.sources
        let source = sources.add(name: "<:unset>", bytes: Array(text.utf8))
        let (targets, problems) = Parser.parseTargets(source)
        guard !problems.contains(where: { $0.severity == .error }) else { return .wrong(problems, sources) }
        var questions = AssignmentQuestions(targets.map { ($0, nil) }, sources, rules, set, sheet)
        let found = questions.checked.indices.compactMap { questions.path($0) }
        return questions.problems.isEmpty ? .found(found) : .wrong(questions.problems, sources)
    }
}

/// Assignments as the checker understood them, and what their keys and values come to on one sheet.
private struct AssignmentQuestions {
    private(set) var problems: [Diagnostic]
    private(set) var checked: [CheckedAssignment] = []
    private let set: SheetSet
    /// Of ``set``.
    private let sheet: Int
    private var evaluation: Evaluation?
    /// For each assignment the first of its keys among the expressions of the evaluation; its value stands behind them.
    private var first: [Int] = []

    init(
        _ assignments: [(target: Expression, value: Expression?)], _ sources: SourceMap, _ rules: Rules, _ set: SheetSet, _ sheet: Int
    ) {
        let (checked, program, diagnostics) = Checker.check(rules.trees, sources: sources, schema: rules.schema, assignments: assignments)
        problems = diagnostics.filter { $0.severity == .error }
        guard problems.isEmpty else {
            (self.set, self.sheet) = (set, sheet)
            return
        }
        var asked: [CheckedExpression] = []
        for assignment in checked {
            first.append(asked.count)
            asked += assignment.keys
            if let value = assignment.value { asked.append(value) }
        }
        // One sheet is asked: the others matter only where a value reads them too.
        let readsAllSheets = RuleNeeds(program).of(asked).readsAllSheets
        self.set = readsAllSheets ? set : set.only(sheet)
        self.sheet = readsAllSheets ? sheet : 0
        let evaluation = Evaluation(program.asking(asked), self.set, only: [])
        if let stop = evaluation.stop {
            problems = [.stopped(stop)]
        } else {
            self.checked = checked
            self.evaluation = evaluation
        }
    }

    /// nil, with a problem, where the sheet has no such row.
    mutating func path(_ index: Int) -> SheetPath? {
        guard let evaluation else { return nil }
        var path = SheetPath([])
        var next = first[index]
        for step in checked[index].steps {
            let expression: CheckedExpression
            switch step {
            case .field(let name):
                path.steps.append(.field(name))
                continue
            case .key(let key), .place(let key): expression = key
            }
            let value = evaluation.value(ofExpression: next, sheet: sheet)
            next += 1
            let keys = set.rowKeys(at: path, sheet: sheet)
            if case .failed(let failure) = value {
                problems.append(.failed(failure, at: expression.span))
                return nil
            }
            guard let found = row(step, value, keys) else {
                problems.append(.noSuchRow(value, of: path, keys: keys, isKey: step.isKey, at: expression.span))
                return nil
            }
            path.steps.append(found)
        }
        return path
    }

    /// The row by its key where that leads to it: then it is the same row when the sheets were read again.
    private func row(_ step: CheckedAssignment.Step, _ value: Value, _ keys: [Value]) -> SheetPath.Step? {
        if step.isKey {
            guard value != .blank, value != .undetermined else { return nil }
            return keys.contains { $0.isSameKey(as: value) } ? .key(value) : nil
        }
        guard case .number(let number) = value, let place = number.asInt else { return nil }
        let row = place < 0 ? keys.count + place : place - 1
        guard keys.indices.contains(row) else { return nil }
        let key = keys[row]
        return key != .blank && keys.firstIndex(where: { $0.isSameKey(as: key) }) == row ? .key(key) : .number(row + 1)
    }

    /// nil, with a problem, where it is undetermined.
    mutating func value(_ index: Int) -> Value? {
        guard let evaluation, let expression = checked[index].value else { return nil }
        let question = first[index] + checked[index].keys.count
        let value = evaluation.value(ofExpression: question, sheet: sheet)
        switch value {
        case .failed(let failure): problems.append(.failed(failure, at: expression.span))
        case .undetermined:
            let reasons = Wording(
                ja: Reporter(evaluation, sheets: [], language: .ja).reasons(ofExpression: question, sheet: sheet),
                en: Reporter(evaluation, sheets: [], language: .en).reasons(ofExpression: question, sheet: sheet))
            problems.append(.undeterminedTrial(reasons, at: expression.span))
        default: return value
        }
        return nil
    }
}

extension CheckedAssignment {
    /// The keys and places of the rows on the way.
    fileprivate var keys: [CheckedExpression] {
        steps.compactMap { step in
            switch step {
            case .field: nil
            case .key(let key), .place(let key): key
            }
        }
    }
}

extension CheckedAssignment.Step {
    fileprivate var isKey: Bool { if case .key = self { true } else { false } }
}

extension Value {
    /// Texts are the same key where their NFKC forms are.
    fileprivate func isSameKey(as other: Value) -> Bool {
        if case .text(let own) = self, case .text(let other) = other { return nfkc(own) == nfkc(other) }
        return self == other
    }
}
