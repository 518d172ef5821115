public import KijunSyntax

/// Why a rule or an expression came out as it did for one row: a tree that leads from the result down to the cells.
///
/// Everything in it is read from the columns of the ``Evaluation`` that made the result.
public struct Explanation: Sendable {
    /// What was asked for; its children say why.
    public internal(set) var root: Node
    /// The sheet's number; nil for what is computed once for all sheets.
    public let sheet: Int?
    /// nil for an expression or a field.
    public let rule: RuleID?
    /// The row of the rule (see ``Evaluation/rows(of:sheet:)``).
    public let row: Int
    /// For a decision every case of each outcome that it did not have, or of the one that was asked for; for a check that did not
    /// pass, what it would need.
    public let whyNot: [WhyNot]
    /// Every number that a value in it is held to: none is shown rounded across one of them, and so each is shown with the same
    /// digits everywhere.
    public let limits: [Number]

    /// How many nodes an explanation may have.
    static let maximumNodes = 1_500
    /// The same where every row of every list was asked for.
    static let maximumNodesOfAll = 20_000
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
        /// Of a parameter: the year for which it was read.
        public var year: Int?
        /// Of a parameter: the year of the line that holds for it, which may be an earlier one.
        public var entryYear: Int?
        /// Of a decision, definition or check: which, and in which row.
        public var rule: RuleID?
        public var ruleRow = 0
        /// Of a row: it stands in the rules, not on a sheet, and ``text`` is all of it.
        public var isWritten = false
        /// Of a row: a `where` left it out because of a cell that could not be read.
        public var isDropped = false
        /// Of a list or table: how many rows it has.
        public var count: Int?
        /// How many of those rows are not among the children.
        public var omitted = 0
        /// It is explained further up; here are only its value and its cells.
        public var isMentionedAbove = false
        /// What lies below is left out: the explanation would become too long.
        public var isCut = false
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
