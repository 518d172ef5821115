public import KijunSyntax

/// Why a rule or an expression came out as it did for one row: a tree that leads from the result down to the cells.
///
/// Everything in it is read from the columns of the ``Evaluation`` that made the result.
public struct Explanation: Sendable {
    /// What was asked for; its children say why.
    public let root: Node
    /// The sheet's number; nil for what is computed once for all sheets.
    public let sheet: Int?
    /// nil for an expression or a field.
    public let rule: RuleID?
    /// The row of the rule (see ``Evaluation/rows(of:sheet:)``).
    public let row: Int
    /// For a decision each outcome that it did not have, or the one that was asked for; for a check that failed, what it
    /// would need.
    public let whyNot: [WhyNot]

    /// How many nodes an explanation may have.
    static let maximumNodes = 1_500
    /// How many nodes may lie one below the other.
    static let maximumDepth = 40
}

extension Explanation {
    /// Whether a condition holds.
    public enum Truth: String, Sendable {
        case yes
        case no
        case unknown

        init(_ value: Value) {
            switch value {
            case .yesno(let flag): self = flag ? .yes : .no
            default: self = .unknown
            }
        }
    }

    public struct Node: Sendable {
        public enum Kind: Hashable, Sendable {
            case decision
            case definition
            case check
            case field
            /// A `param`, with the year for which it was read.
            case parameter
            /// A parameter of a function inside its body.
            case argument
            case function
            /// A case of a decision.
            case ordinaryCase, exception, otherwise
            // conditions
            case and, or, not
            /// A comparison, a chain of them, `in`, `is blank`.
            case comparison
            /// `any`, `all`, `none`.
            case quantifier
            /// Any other condition.
            case condition
            /// A part that is neither a name nor a condition: `cost + fte * fte_cost`, `sum(projects.cost)`.
            case expression
            /// A row of a table or an element of a list.
            case row
        }

        /// A part of a formula with the values in place of the names: `199 / 250`.
        public enum Piece: Sendable {
            case text(String)
            case value(Value, Type)
        }

        public var kind: Kind
        /// How it is written in the rules, on one line; of a row its key, of a case its condition.
        public var text: String
        /// Where that stands.
        public var span: Span
        /// `.blank` also where there is none to show: of cases and of whole tables.
        public var value = Value.blank
        public var type = Type.blank
        /// Of conditions and cases.
        public var truth: Truth?
        /// The doc comment of the rule, case, parameter or field.
        public var doc: [String] = []
        /// Of a case that decided.
        public var because: String?
        /// Of a decision.
        public var state: DecisionResult.State?
        /// Of a case: how its outcome is written.
        public var outcome = ""
        /// Of a case: it decided, or is one of those in conflict.
        public var isDeciding = false
        /// Where the value was read; of a parameter where its year was.
        public var cells: [Provenance] = []
        /// Why it is unknown.
        public var reasons: [Reason] = []
        /// The part with values in place of names; empty where that would tell nothing.
        public var formula: [Piece] = []
        /// Of a parameter: the year.
        public var year: Int?
        /// Of a list or table: how many rows it has.
        public var count: Int?
        /// How many of those rows are not among the children.
        public var omitted = 0
        /// It is explained further up; here are only its value and its cells.
        public var isMentionedAbove = false
        /// What lies below is left out: the explanation would become too long.
        public var isCut = false
        /// The numbers that the value is held to: it must not be shown rounded across one of them.
        public var limits: [Number] = []
        public var children: [Node] = []

        /// A name with its value and nothing to say besides.
        public var isLeaf: Bool {
            guard children.isEmpty, !isCut, doc.isEmpty || isMentionedAbove || kind == .field else { return false }
            return switch kind {
            case .field, .definition, .decision, .argument, .expression: true
            default: false
            }
        }

        init(_ kind: Kind, _ text: String, at span: Span) {
            self.kind = kind
            self.text = text
            self.span = span
        }
    }
}

extension Explanation {
    /// Why a decision does not have an outcome, by its nearest case: the one with the fewest conditions that fail, and of those
    /// the one that fails by least.
    public struct WhyNot: Sendable {
        /// `.yesno(true)` for a check.
        public let outcome: Value
        public let type: Type
        /// How it is written in the rules; empty for a check.
        public let text: String
        /// The case, or the check.
        public let span: Span
        public let doc: [String]
        /// What would have to be otherwise; empty where the case holds and another goes before it.
        public let obstacles: [Obstacle]
        /// Other cases that stand in the way.
        public let hindrance: Hindrance?
    }

    /// Why a case would not decide even if its condition holds.
    public enum Hindrance: Sendable {
        /// Exceptions that hold or may hold.
        case exceptions([Span])
        /// Cases above it in a `first`, which hold or may hold.
        case earlier([Span])
        /// For `otherwise`: cases that hold or may hold.
        case others([Span])
        /// Cases with other outcomes that hold as well.
        case conflict([Span])

        public var cases: [Span] {
            switch self {
            case .exceptions(let spans), .earlier(let spans), .others(let spans), .conflict(let spans): spans
            }
        }
    }

    /// A condition that would have to come out otherwise.
    public struct Obstacle: Sendable {
        /// The condition as written.
        public let text: String
        public let span: Span
        /// Whether it would have to hold, or not to.
        public let wanted: Bool
        /// What is tested: the name or part whose value is held to the limit.
        public let tested: String
        public let value: Value
        public let type: Type
        /// `199 / 250`; empty where that would tell nothing.
        public let formula: [Node.Piece]
        public let distance: Distance
        public let cells: [Provenance]
    }

    /// How far a value is from what a condition wants.
    public enum Distance: Sendable {
        /// A number or year below what is wanted, by so much in the unit of the value (never 0); the limit, and whether the
        /// limit itself would do.
        case below(by: Number, limit: Value, isIncluded: Bool)
        case above(by: Number, limit: Value, isIncluded: Bool)
        /// The value is the limit itself, which is not enough.
        case onLimit(Value, wantsMore: Bool)
        /// A text, mark, choice or anything else that would have to be one of these.
        case otherThan([Value])
        /// It would have to be anything but this.
        case excluded(Value)
        /// So many of the elements decide against it.
        case elements(Aggregate, deciding: Int, of: Int)
        /// Not known, because of these.
        case unknown([Reason])
        /// A condition of which nothing more can be said.
        case plain
    }
}
