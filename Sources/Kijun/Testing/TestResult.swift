public import KijunSyntax

/// A document that a test stands `on`.
public struct TestDocument: Sendable {
    /// Tells it from other documents.
    public let name: String
    /// All its sheets, with their values: the table `sheets` of the test.
    public let sheets: [SheetInput]
    /// Indices of those that the expectations are held to.
    public let chosen: [Int]

    public init(name: String, sheets: [SheetInput], chosen: [Int]) {
        self.name = name
        self.sheets = sheets
        self.chosen = chosen
    }
}

/// How a test came out on one sheet, or on what it gives itself.
public struct TestResult {
    /// The index in ``CheckedProgram/tests``.
    public let test: Int
    /// The index in ``TestDocument/sheets``; nil for a test that stands on no document.
    public let sheet: Int?
    /// One for each `expect`, in their order. Empty where the test could not be evaluated.
    public let expectations: [ExpectationResult]
    /// Why the test could not be evaluated.
    public let problem: Problem?

    public enum Problem: Hashable, Sendable {
        case stopped(EvaluationStop)
        /// The value of a `given` cannot be computed.
        case given(Span, Failure)
    }

    public var isPassed: Bool { problem == nil && expectations.allSatisfy { $0.state == .passed } }
}

/// How one `expect` came out.
public struct ExpectationResult {
    public enum State: String, Sendable {
        case passed
        case failed
        /// It depends on something unknown.
        case undetermined
        /// A value in it cannot be computed.
        case error
    }

    public let state: State
    /// As written behind the word `expect`.
    public let span: Span
    /// For what did not pass: the comparisons that it comes down to.
    public let comparisons: [Comparison]
    /// What made it undetermined or failed; nil for what passed.
    public let basis: Basis?
    /// What is wrong with the expectation itself: the rules have no such name or outcome any more.
    public internal(set) var doubt: Diagnostic?

    /// A comparison within an expectation, and the values of its sides.
    public struct Comparison: Sendable {
        /// Its index among the expressions of the evaluation.
        public let expression: Int
        /// What came out, and behind it what it is held to where it is held to something: a constant is always that.
        public let sides: [ReadValue]
        /// How the first is held to the second; nil where there is one side.
        public let op: KijunSyntax.Comparison.Operator?
        /// Between two sides that are known and not equal.
        public let difference: ValueDifference?
        /// The rule that came out, and its row on the sheet; nil for what is no rule, or the column of one.
        public let rule: (id: RuleID, row: Int)?
        /// For the column of a rule: its rows on the sheet that differ.
        public let rows: Rows?
    }

    /// The rows of a table in which the values of a rule are not those that are expected.
    public struct Rows: Sendable {
        public let rule: RuleID
        /// All rows of the rule on the sheet.
        public let all: Range<Int>
        /// Places among them, from 0.
        public let differing: [Int]
    }

    /// Where the reasons of a result, and its explanation, can be asked for.
    public struct Basis {
        public enum Subject {
            /// An index of the evaluation's expressions.
            case expression(Int)
            /// How a check came out: its first row that came out so (nil where it has no rows), and how many did.
            case check(RuleID, row: Int?, count: Int, state: CheckResult.State)
        }

        public let evaluation: Evaluation
        /// The sheet's number in the evaluation.
        public let sheet: Int
        public let subject: Subject
        public let failure: Failure?
    }
}

extension Explanation {
    /// Where it is told elsewhere what the result waits for.
    public var withoutReasons: Explanation {
        var copy = self
        copy.root.reasons = []
        return copy
    }

    /// Without the comment of the rule itself, where that is no news.
    public var withoutComment: Explanation {
        var copy = self
        copy.root.doc = []
        return copy
    }
}
