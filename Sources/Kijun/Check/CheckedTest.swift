public import KijunSyntax

/// A `test` whose names, types and units are settled.
public struct CheckedTest: Sendable {
    public struct Given: Sendable {
        public enum Target: Hashable, Sendable {
            case field(Int)
            case rule(RuleID)
        }

        public let target: Target
        public let value: CheckedExpression
        /// The name and its value.
        public let span: Span

        public init(target: Target, value: CheckedExpression, span: Span) {
            self.target = target
            self.value = value
            self.span = span
        }
    }

    /// What stands behind one `expect`.
    public struct Expectation: Sendable {
        public enum Kind: Sendable {
            /// A yes/no expression.
            case holds(CheckedExpression)
            /// A check by its name: `total_is_sum` passes, `!total_is_sum` fails, `total_is_sum is blank` is undetermined. On a
            /// table it passes where every row does, and fails where one row fails.
            case check(RuleID, CheckResult.State)
            /// It could not be checked, and fails: the rules have no such name any more, or what it compares has become
            /// another kind of value. The doubt says what is wrong.
            case unchecked
        }

        public let kind: Kind
        /// What is expected, as written.
        public let span: Span
        /// What was found wrong with it: a warning of the program, and why the expectation does not hold.
        public let doubt: Diagnostic?

        public init(_ kind: Kind, at span: Span, doubt: Diagnostic? = nil) {
            self.kind = kind
            self.span = span
            self.doubt = doubt
        }
    }

    public let title: String
    public let given: [Given]
    /// The path of a sheet, as written.
    public let on: String?
    public let expectations: [Expectation]
    public let doc: [String]
    public let span: Span

    public init(
        title: String, given: [Given], on: String?, expectations: [Expectation], doc: [String], span: Span
    ) {
        self.title = title
        self.given = given
        self.on = on
        self.expectations = expectations
        self.doc = doc
        self.span = span
    }
}
