/// A rule file as written.
public struct SyntaxTree: Sendable {
    public let source: Source
    public let statements: [Statement]
    /// Every `#` comment that is not a doc comment, in order: what `fmt` must keep.
    public let comments: [Span]

    public init(source: Source, statements: [Statement], comments: [Span]) {
        self.source = source
        self.statements = statements
        self.comments = comments
    }
}

public struct Statement: Hashable, Sendable {
    public let kind: Kind
    /// The lines of `##` before it, without the marks.
    public let doc: [String]
    public let span: Span

    public init(_ kind: Kind, doc: [String], at span: Span) {
        self.kind = kind
        self.doc = doc
        self.span = span
    }

    public enum Kind: Hashable, Sendable {
        case definition(Target, Expression)
        case function(Name, parameters: [Name], Expression)
        case decision(DecisionSyntax)
        case check(CheckSyntax)
        case parameter(ParameterSyntax)
        case scale(Name, [Symbol])
        case form(FormSyntax)
        case test(TestSyntax)
        case use(path: String, span: Span)
        /// A bare expression: a question of the REPL and of `eval`; in a file an error of the checker.
        case expression(Expression)
    }
}

/// What a definition, decision or check is named: `rate`, `indicators.rate`, `判定 / judge`.
public struct Target: Hashable, Sendable {
    /// The tables before the name, outermost first.
    public let tables: [Name]
    public let name: Name
    /// Other names of the same rule, after `/` as in a form.
    public let aliases: [Name]

    public init(tables: [Name], name: Name, aliases: [Name] = []) {
        self.tables = tables
        self.name = name
        self.aliases = aliases
    }

    public var path: String { (tables + [name]).map(\.text).joined(separator: ".") }
    public var span: Span { (tables.first ?? name).span.joined(name.span) }
}

/// A symbol of a choice or scale, bare or quoted.
public struct Symbol: Hashable, Sendable {
    public let text: String
    public let span: Span

    public init(_ text: String, at span: Span) {
        self.text = text
        self.span = span
    }
}

/// One statement of a decision: a line `name: condition -> outcome`, or a block of them. The checker joins the statements
/// of one name.
public struct DecisionSyntax: Hashable, Sendable {
    public enum Policy: Hashable, Sendable {
        /// Order-free: cases that hold with different outcomes are in conflict.
        case unique
        /// `name first:`
        case first
        /// `name except:`
        case except
    }

    public struct Case: Hashable, Sendable {
        /// nil for `otherwise`.
        public let condition: Expression?
        public let outcome: Expression
        public let because: Expression?
        public let doc: [String]
        public let span: Span

        public init(condition: Expression?, outcome: Expression, because: Expression?, doc: [String], span: Span) {
            self.condition = condition
            self.outcome = outcome
            self.because = because
            self.doc = doc
            self.span = span
        }
    }

    public let target: Target
    public let policy: Policy
    public let cases: [Case]
    /// Written as an indented block.
    public let isBlock: Bool

    public init(target: Target, policy: Policy, cases: [Case], isBlock: Bool) {
        self.target = target
        self.policy = policy
        self.cases = cases
        self.isBlock = isBlock
    }
}

public struct CheckSyntax: Hashable, Sendable {
    public let isWarning: Bool
    public let target: Target
    public let condition: Expression
    public let message: Expression?

    public init(isWarning: Bool, target: Target, condition: Expression, message: Expression?) {
        self.isWarning = isWarning
        self.target = target
        self.condition = condition
        self.message = message
    }
}

public struct ParameterSyntax: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let year: Expression
        public let value: Expression

        public init(year: Expression, value: Expression) {
            self.year = year
            self.value = value
        }
    }

    public let name: Name
    public let aliases: [Name]
    public let type: TypeSyntax
    public let entries: [Entry]

    public init(name: Name, aliases: [Name] = [], type: TypeSyntax, entries: [Entry]) {
        self.name = name
        self.aliases = aliases
        self.type = type
        self.entries = entries
    }
}

public struct TestSyntax: Hashable, Sendable {
    public enum Item: Hashable, Sendable {
        case given([Given])
        case on(path: String, span: Span)
        case expect(Expression)
    }

    public struct Given: Hashable, Sendable {
        public let target: Target
        public let value: Expression

        public init(target: Target, value: Expression) {
            self.target = target
            self.value = value
        }
    }

    /// The words after `test`, as written.
    public let title: String
    public let items: [Item]

    public init(title: String, items: [Item]) {
        self.title = title
        self.items = items
    }
}

/// A type as written in a form or a parameter.
public struct TypeSyntax: Hashable, Sendable {
    public indirect enum Kind: Hashable, Sendable {
        case number(UnitExpression?)
        case percent
        case text
        case mark
        case year
        case yesno
        case choice([Symbol])
        case list(TypeSyntax)
        case table(key: Name?)
        /// One row of named columns, as an object of JSON has them.
        case record

        /// Its columns stand on the lines under it.
        public var hasColumns: Bool {
            switch self {
            case .table, .record: true
            default: false
            }
        }
    }

    public let kind: Kind
    /// `?`: the cell may be blank.
    public let mayBeBlank: Bool
    public let span: Span

    public init(_ kind: Kind, mayBeBlank: Bool, at span: Span) {
        self.kind = kind
        self.mayBeBlank = mayBeBlank
        self.span = span
    }
}
