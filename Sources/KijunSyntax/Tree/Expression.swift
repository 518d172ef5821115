/// An expression as written.
///
/// Operators of one precedence stand in one flat node, so that the depth of a tree is the depth of its brackets (at most
/// 200) and never the length of a sum.
public struct Expression: Hashable, Sendable {
    public let kind: Kind
    public let span: Span

    public init(_ kind: Kind, at span: Span) {
        self.kind = kind
        self.span = span
    }

    public indirect enum Kind: Hashable, Sendable {
        // literals
        case number(NumberLiteral)
        case year(YearLiteral)
        case text([TextPart], quote: Quote)
        case mark(String)  // ○ △ × ◎ ▲
        case yesno(Bool)
        case blank
        // names
        case name(Name)
        case it
        case sheets
        case sheet  // only before `.name`: reaches past a column of the same name
        // structure
        case list([Expression])
        case record([RecordItem])
        case member(Expression, Name)
        case index(Expression, Expression)
        case call(Name, [Argument])
        // operators
        case sum(Expression, [Term])  // + -
        case product(Expression, [Term])  // * /
        case negate(Expression)
        case coalesce([Expression])  // ??
        case comparison(Expression, [Comparison])
        case isBlank(Expression, negated: Bool)
        case not(Expression)
        case and([Expression])
        case or([Expression])
        case condition(Expression, then: Expression, else: Expression)
        case query(Expression, [Clause])
        /// Where the parser could not read an expression: it has already said so.
        case error
    }

    public enum Quote: Hashable, Sendable {
        case double  // "…"
        case corner  // 「…」
    }
}

/// A part of a text literal: characters, or an `{expression}`.
public enum TextPart: Hashable, Sendable {
    case characters(String)
    case interpolation(Expression)
}

/// A number as written, already in ASCII digits and without `_`: `7920`, `0.5`, `123%`, `5億円`.
public struct NumberLiteral: Hashable, Sendable {
    /// Digits with at most one `.`: never a sign, a percent sign or a unit.
    public let digits: String
    public let isPercent: Bool
    public let unit: UnitExpression?

    public init(digits: String, isPercent: Bool = false, unit: UnitExpression? = nil) {
        self.digits = digits
        self.isPercent = isPercent
        self.unit = unit
    }
}

/// A unit as written: `千円`, `千円/人工`, `人・月`.
public struct UnitExpression: Hashable, Sendable {
    public struct Factor: Hashable, Sendable {
        public let name: Name
        /// 1 before a `/`, -1 after it.
        public let exponent: Int

        public init(name: Name, exponent: Int) {
            self.name = name
            self.exponent = exponent
        }
    }

    public let factors: [Factor]
    public let span: Span

    public init(factors: [Factor], at span: Span) {
        self.factors = factors
        self.span = span
    }
}

/// A fiscal year as written: `R2`, `R元`, `H30`.
public struct YearLiteral: Hashable, Sendable {
    /// M, T, S, H or R.
    public let era: Character
    /// 1 for 元.
    public let number: Int
    /// The year of the common era in which the fiscal year starts.
    public let commonEra: Int

    public init(era: Character, number: Int, commonEra: Int) {
        self.era = era
        self.number = number
        self.commonEra = commonEra
    }
}

public struct RecordItem: Hashable, Sendable {
    public let name: Name
    public let value: Expression

    public init(name: Name, value: Expression) {
        self.name = name
        self.value = value
    }
}

/// An argument of a call: `x`, or `x for table` (with the table as a query where it has `where`).
public struct Argument: Hashable, Sendable {
    public let value: Expression
    public let source: Expression?

    public init(value: Expression, source: Expression? = nil) {
        self.value = value
        self.source = source
    }
}

/// An operator of ``Expression/Kind/sum(_:_:)`` or ``Expression/Kind/product(_:_:)`` and what stands after it.
public struct Term: Hashable, Sendable {
    public enum Operator: String, Hashable, Sendable {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divide = "/"
    }

    public let op: Operator
    public let opSpan: Span
    public let operand: Expression

    public init(op: Operator, opSpan: Span, operand: Expression) {
        self.op = op
        self.opSpan = opSpan
        self.operand = operand
    }
}

/// One link of a chain of comparisons: `<= rate`, `in 1..10`.
public struct Comparison: Hashable, Sendable {
    public enum Operator: String, Hashable, Sendable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case within = "in"
    }

    public indirect enum Operand: Hashable, Sendable {
        case expression(Expression)
        /// After `in` only. `open` is `..<`.
        case range(Expression, Expression, open: Bool)
    }

    public let op: Operator
    public let opSpan: Span
    public let operand: Operand

    public init(op: Operator, opSpan: Span, operand: Operand) {
        self.op = op
        self.opSpan = opSpan
        self.operand = operand
    }
}

/// A step of a query, applied to the rows that the step before it left.
public enum Clause: Hashable, Sendable {
    case filter(Expression)
    case select([Selection])
    case sort(Expression, descending: Bool)
    case top(Expression)
    case group([Selection])
}

/// A column of `select` or a key of `group by`: `share = a / b`, or `a` (an unnamed expression is named by its last name).
public struct Selection: Hashable, Sendable {
    public let name: Name?
    public let value: Expression

    public init(name: Name?, value: Expression) {
        self.name = name
        self.value = value
    }
}
