internal import KijunSyntax

/// Runs the tests of a program.
///
/// Each test is a sheet of an ``Evaluation``; tests that give no values to rules, or the same, share one, so that thousands
/// of tests cost little more than thousands of sheets. A test whose rules read `sheets` has an evaluation of its own: the
/// sheets of its document are all that there are.
public struct TestRun {
    private let program: CheckedProgram
    private let documents: [Int: TestDocument]
    private let needs: RuleNeeds
    private let limits: Limits
    /// What the tests reached so far; nil where that is not measured.
    public private(set) var coverage: Coverage?
    /// By parameter the years after its last value for which tests read it.
    private var staleYears: [Int: Set<Int>] = [:]

    /// How many sheets are evaluated together: every expectation is a column over all sheets beside it, so the work for
    /// each test grows with this; the rules are planned anew for each batch, so it shrinks with it too.
    private static let batch = 64

    /// - Parameters:
    ///   - documents: for each test that stands on one, what was loaded; tests on others are passed over.
    ///   - measuresCoverage: keeps what the tests reach, see ``coverage``.
    public init(
        _ program: CheckedProgram, documents: [Int: TestDocument] = [:], measuresCoverage: Bool = false, limits: Limits = Limits()
    ) {
        self.program = program
        self.documents = documents
        self.limits = limits
        needs = RuleNeeds(program)
        coverage = measuresCoverage ? Coverage(program) : nil
    }

    /// Runs tests by their indices and hands on their results, those of one test in the order of its sheets.
    public mutating func run(_ tests: [Int], each: (TestResult) -> Void) {
        var shared: [Trial] = []
        /// By document: trials on all of its sheets as they are.
        var whole: [String: [Trial]] = [:]
        for test in tests where program.tests.indices.contains(test) {
            let (trials, isAlone) = trials(of: test)
            guard !isAlone else {
                if let document = documents[test]?.name, program.tests[test].given.isEmpty {
                    whole[document, default: []] += trials
                } else {
                    for trial in trials { run([trial], each: each) }
                }
                continue
            }
            for trial in trials {
                shared.append(trial)
                guard shared.count == Self.batch else { continue }
                run(shared, each: each)
                shared = []
            }
        }
        run(shared, each: each)
        for trials in whole.sorted(by: { $0.key < $1.key }).map(\.value) {
            for start in stride(from: 0, to: trials.count, by: Self.batch) {
                let part = Array(trials[start..<min(start + Self.batch, trials.count)])
                for result in evaluate(part, on: part[0].sheets).joined() { each(result) }
            }
        }
    }

    /// The parameters that the tests read for years after their last value; the sheets are not counted.
    public var staleParameters: [StaleParameter] {
        staleYears.sorted { $0.key < $1.key }.compactMap { parameter, years in
            guard let last = program.parameters[parameter].entries.last?.from else { return nil }
            return StaleParameter(parameter: parameter, last: last, reads: years.sorted().map { ($0, 0) })
        }
    }

    /// A test on a sheet, or on several that know of each other.
    private struct Trial {
        let test: Int
        var sheets: [SheetInput]
        /// Indices in ``sheets`` of those that the expectations are held to.
        let chosen: [Int]
        /// For each of them its index in the document; nil where there is none.
        let places: [Int?]
        /// The rules that the expectations need.
        let needs: Set<RuleID>
        /// The values that rules are given.
        var replaced: [RuleID: Value] = [:]
    }

    private func trials(of index: Int) -> ([Trial], isAlone: Bool) {
        let test = program.tests[index]
        var expressions: [CheckedExpression] = []
        var checks: [RuleID] = []
        for expectation in test.expectations {
            switch expectation.kind {
            case .holds(let expression): expressions.append(expression)
            case .check(let rule, _): checks.append(rule)
            case .unchecked: break
            }
        }
        let (needs, readsAllSheets) = self.needs.of(expressions, rules: checks, except: test.replacedRules)
        let isAlone = readsAllSheets || self.needs.of(test.given.map(\.value)).readsAllSheets
        guard test.on != nil else {
            let document = DocumentInfo(name: "given", pages: [], style: .line)
            let record = InputRecord(values: program.schema.fields.map { _ in .scalar(.blank, nil) })
            let sheet = SheetInput(record: record, document: document)
            return ([Trial(test: index, sheets: [sheet], chosen: [0], places: [nil], needs: needs)], isAlone)
        }
        guard let document = documents[index] else { return ([], false) }
        if isAlone {
            let trial = Trial(
                test: index, sheets: document.sheets, chosen: document.chosen, places: document.chosen.map { $0 }, needs: needs)
            return ([trial], true)
        }
        return (
            document.chosen.map { sheet in
                Trial(test: index, sheets: [document.sheets[sheet]], chosen: [0], places: [sheet], needs: needs)
            }, false
        )
    }

    // MARK: Batches

    private mutating func run(_ trials: [Trial], each: (TestResult) -> Void) {
        guard !trials.isEmpty else { return }
        var results: [[TestResult]] = trials.map { _ in [] }
        var trials = trials
        give(&trials, &results)
        var groups: [(values: [RuleID: Value], trials: [Int])] = []
        var places: [[RuleID: Value]: Int] = [:]
        for (index, trial) in trials.enumerated() where results[index].isEmpty {
            if let place = places[trial.replaced] {
                groups[place].trials.append(index)
            } else {
                places[trial.replaced] = groups.count
                groups.append((trial.replaced, [index]))
            }
        }
        for group in groups {
            for (index, found) in zip(group.trials, evaluate(group.trials.map { trials[$0] })) { results[index] = found }
        }
        for result in results.joined() { each(result) }
    }

    /// Puts the values of `given` in place: they may read what the sheet has without them.
    private func give(_ trials: inout [Trial], _ results: inout [[TestResult]]) {
        var asked: [CheckedExpression] = []
        let first = trials.map { trial in
            defer { asked += program.tests[trial.test].given.map(\.value) }
            return asked.count
        }
        guard !asked.isEmpty else { return }
        let evaluation = Evaluation(
            program.asking(asked), SheetSet(trials.flatMap(\.sheets), schema: program.schema), only: [], limits: limits)
        var start = 0
        for index in trials.indices {
            let test = program.tests[trials[index].test]
            defer { start += trials[index].sheets.count }
            if let stop = evaluation.stop {
                results[index] = [TestResult(test: trials[index].test, sheet: nil, expectations: [], problem: .stopped(stop))]
                continue
            }
            for (number, given) in test.given.enumerated() {
                for sheet in trials[index].chosen {
                    let value = evaluation.value(ofExpression: first[index] + number, sheet: start + sheet)
                    if case .failed(let failure) = value {
                        let problem = TestResult.Problem.given(given.span, failure)
                        results[index] = [TestResult(test: trials[index].test, sheet: nil, expectations: [], problem: problem)]
                    }
                    switch given.target {
                    case .field(let field):
                        trials[index].sheets[sheet].record.values[field] = InputValue(value, as: program.schema.fields[field])
                    case .rule(let rule): trials[index].replaced[rule] = value
                    }
                }
            }
        }
    }

    /// Trials that give the same values to rules, in one evaluation.
    ///
    /// - Parameter common: the sheets of every trial, where all are on the same; else each has its own.
    private mutating func evaluate(_ trials: [Trial], on common: [SheetInput]? = nil) -> [[TestResult]] {
        var questions = TestQuestions()
        for trial in trials { questions.add(program.tests[trial.test], number: trial.test) }
        var literals: [RuleID: CheckedExpression] = [:]
        for given in program.tests[trials[0].test].given {
            guard case .rule(let rule) = given.target, let value = trials[0].replaced[rule] else { continue }
            literals[rule] = CheckedExpression(value, as: given.value.type, at: given.span)
        }
        // They are computed in any case; named, their results can be explained and counted.
        let wanted = trials.reduce(into: Set<RuleID>()) { $0.formUnion($1.needs) }
        let plan = EvaluationPlan(
            program.replacing(literals).asking(questions.expressions), only: wanted.sorted(), recordsBranches: coverage != nil,
            isFusing: true)
        let evaluation = Evaluation(plan, SheetSet(common ?? trials.flatMap(\.sheets), schema: program.schema), limits: limits)
        if let stop = evaluation.stop {
            return trials.map { [TestResult(test: $0.test, sheet: nil, expectations: [], problem: .stopped(stop))] }
        }
        for stale in evaluation.staleParameters { staleYears[stale.parameter, default: []].formUnion(stale.reads.map(\.year)) }
        var start = 0
        var results: [[TestResult]] = []
        var reached: [(sheets: [Int], needs: Set<RuleID>)] = []
        for trial in trials {
            let test = program.tests[trial.test]
            results.append(
                zip(trial.chosen, trial.places).map { sheet, place in
                    TestResult(
                        test: trial.test, sheet: place,
                        expectations: questions.results(of: test, number: trial.test, in: evaluation, sheet: start + sheet), problem: nil)
                })
            reached.append((trial.chosen.map { start + $0 }, trial.needs.subtracting(test.replacedRules)))
            if common == nil { start += trial.sheets.count }
        }
        coverage?.add(evaluation, reached)
        return results
    }
}

extension CheckedTest {
    /// The rules whose values are given.
    var replacedRules: Set<RuleID> {
        Set(given.compactMap { if case .rule(let rule) = $0.target { rule } else { nil } })
    }
}

extension CheckedExpression {
    /// A value as a literal.
    init(_ value: Value, as type: Type, at span: Span) {
        let kind: Kind =
            switch value {
            case .number(let number): .number(number)
            case .text(let text): .text(text)
            case .year(let year): .year(year)
            case .yesno(let flag): .yesno(flag)
            case .list(let elements): .list(elements.map { CheckedExpression($0, as: Planner.rowType(type), at: span) })
            case .record(let members):
                .record(members.map { RecordMember($0.name, CheckedExpression($0.value, as: Self.type(of: $0.name, in: type), at: span)) })
            case .blank, .undetermined, .failed: .blank
            }
        self.init(kind, type, at: span)
    }

    private static func type(of member: String, in type: Type) -> Type {
        guard case .record(.anonymous(let items)) = type else { return .text }
        return items.first { $0.name == member }?.type ?? .text
    }
}
