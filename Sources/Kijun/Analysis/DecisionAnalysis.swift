public import KijunSyntax

/// What can be said of a decision without any sheet: whether some input has no case, whether two cases contradict each
/// other, whether a case can never decide.
///
/// Conditions are read as combinations of questions about variables with finitely many regions, and searched through; what
/// is found is evaluated before it is told, and what is not found does not exist.
public struct DecisionAnalysis: Sendable {
    public struct Effort: Sendable {
        /// How many conditions and parts of conditions may be looked at; about 20 ns each.
        public var steps: Int
        /// How many sheets made by chance are tried for what follows from other values.
        public var candidates: Int
        /// How many steps the decisions of a program may take together.
        public var total: Int
        /// Asked before every decision; once true the rest is not looked at.
        public var isInterrupted: @Sendable () -> Bool = { false }

        public init(steps: Int = 1_500_000, candidates: Int = 400, total: Int = 60_000_000) {
            self.steps = steps
            self.candidates = candidates
            self.total = total
        }
    }

    /// One thing found.
    public struct Finding: Sendable {
        public enum Kind: Sendable {
            /// No case holds, and none is unknown.
            case gap
            /// Two cases hold and have different outcomes: their numbers, exceptions first.
            case conflict(Int, Int)
            /// The case never decides: it never holds, or others always take it over.
            case neverDecides(Int, neverHolds: Bool)
            case otherwiseNeverReached
            /// The search did not come to an end.
            case notCovered
        }

        public let kind: Kind
        /// Shown by evaluating the example. Else it may be that no sheet has such values.
        public let isCertain: Bool
        /// When it happens, in words: every value that matters, with its range.
        public let range: [Wording]
        /// Values out of the range, where these say more than the range itself.
        public let example: [Wording]
        /// A sheet that shows it.
        public let sheet: SheetInput?
        /// What stands on that sheet, where the example is of values that follow from others; else empty.
        public let sheetValues: [Wording]
        /// The condition under which it happens, as rules write it; nil where it cannot be written.
        public let condition: String?
        /// The condition could be written, but in a line that nobody would read.
        public let isTooLong: Bool
    }

    public let rule: RuleID
    public let findings: [Finding]
    /// How many gaps and conflicts there are besides those in ``findings``.
    public let further: (gaps: Int, conflicts: Int)
    /// Every input has a case (or is undetermined).
    public let isComplete: Bool
    /// No input makes two cases with different outcomes hold.
    public let isFreeOfConflict: Bool
    /// How many nodes were looked at.
    public let steps: Int
    /// What all of it took, in steps.
    let cost: Int
    /// How many different questions the conditions ask.
    public let questions: Int

    /// nil for a rule that is no decision.
    public init?(of rule: RuleID, in program: CheckedProgram, effort: Effort = Effort()) {
        guard let worker = DecisionSearch(rule, AnalyzedProgram(program), effort) else { return nil }
        self = worker.run()
    }

    init(
        rule: RuleID, findings: [Finding], further: (gaps: Int, conflicts: Int), isComplete: Bool, isFreeOfConflict: Bool, steps: Int,
        questions: Int, cost: Int
    ) {
        self.rule = rule
        self.findings = findings
        self.further = further
        self.isComplete = isComplete
        self.isFreeOfConflict = isFreeOfConflict
        self.steps = steps
        self.questions = questions
        self.cost = cost
    }

    /// The analysis of every decision of a program, in the order of the text.
    public static func all(in program: CheckedProgram, effort: Effort = Effort()) -> [DecisionAnalysis] {
        let decisions = program.rules.indices.filter { if case .decision = program.rules[$0].body { true } else { false } }
        guard !decisions.isEmpty else { return [] }
        let analyzed = AnalyzedProgram(program)
        var left = effort.total
        return decisions.compactMap { rule in
            guard left > 0, !effort.isInterrupted() else { return DecisionAnalysis(notCovered: rule) }
            var own = effort
            own.steps = min(effort.steps, left)
            guard let analysis = DecisionSearch(rule, analyzed, own)?.run() else { return nil }
            left -= analysis.cost + 2_000
            return analysis
        }
    }

    /// Nothing was looked at: the decisions before it took what there was.
    private init(notCovered rule: RuleID) {
        let finding = Finding(
            kind: .notCovered, isCertain: true, range: [], example: [], sheet: nil, sheetValues: [], condition: nil, isTooLong: false)
        self.init(
            rule: rule, findings: [finding], further: (0, 0), isComplete: false, isFreeOfConflict: false, steps: 0, questions: 0, cost: 0)
    }

    /// The search did not come to an end.
    var isStopped: Bool { findings.contains { if case .notCovered = $0.kind { true } else { false } } }

    func costing(_ cost: Int) -> DecisionAnalysis {
        DecisionAnalysis(
            rule: rule, findings: findings, further: further, isComplete: isComplete, isFreeOfConflict: isFreeOfConflict, steps: steps,
            questions: questions, cost: cost)
    }
}

/// What the analyses of all decisions of a program share.
struct AnalyzedProgram {
    let program: CheckedProgram
    let identities: ExpressionIdentity
    let transparent: [Bool]
    let writing: RuleWriting

    init(_ program: CheckedProgram, pool: ExpressionIdentity.Pool = ExpressionIdentity.Pool()) {
        self.program = program
        writing = RuleWriting(program)
        identities = ExpressionIdentity(program, pool: pool)
        transparent = ConditionReader.transparentRules(of: program)
    }

    init(_ program: CheckedProgram, _ identities: ExpressionIdentity, _ transparent: [Bool]) {
        self.program = program
        writing = RuleWriting()
        self.identities = identities
        self.transparent = transparent
    }

    /// The fields that lead to the rows of a table of the sheet.
    func path(ofTable path: String, in layout: RecordSchema? = nil) -> [Int]? {
        var fields: [Int] = []
        var record: RecordSchema? = layout ?? program.schema
        for name in path.split(separator: ".") {
            guard let here = record, let index = here.index(of: String(name)) else { return nil }
            fields.append(index)
            record = here.fields[index].record
        }
        return record == nil ? nil : fields
    }
}
