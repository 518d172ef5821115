/// A piece of a source: its kind and where it stands. Sixteen bytes, because a source may hold ten million.
package struct Token: Hashable, Sendable {
    package enum Kind: UInt8, Hashable, Sendable {
        /// A name or a word of the language.
        case word
        /// With its percent sign or unit.
        case number
        /// `○`, `△`, `×` in operand position and the like.
        case mark
        /// The quote that opens a `"…"`, its runs of characters, its braces and the quote that closes it.
        case textOpen, characters, interpolationOpen, interpolationClose, textClose
        /// A whole `「…」`.
        case cornerText
        /// What follows `test` on its line.
        case title
        /// `#2` after a label in a form.
        case occurrence
        case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
        case comma, colon, dot, question, middleDot
        case assign, arrow
        case and, or, not, coalesce
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
        case plus, minus, times, divide
        case range, openRange
        /// Something that the lexer has already complained about.
        case invalid
        /// After the last one of a line.
        case end
    }

    let kind: Kind
    /// For a word that has a meaning of its own somewhere.
    let keyword: Keyword?
    /// The language of the keyword.
    let isJapanese: Bool
    let span: Span

    init(_ kind: Kind, keyword: Keyword? = nil, isJapanese: Bool = false, span: Span) {
        self.kind = kind
        self.keyword = keyword
        self.isJapanese = isJapanese
        self.span = span
    }
}

extension Token.Kind {
    /// Can an operand end with it? Then `×` after it multiplies.
    var endsOperand: Bool {
        switch self {
        case .word, .number, .mark, .textClose, .cornerText, .rightParen, .rightBracket, .rightBrace: true
        default: false
        }
    }

    /// The bracket that closes this one.
    package var closing: Token.Kind? {
        switch self {
        case .leftParen: .rightParen
        case .leftBracket: .rightBracket
        case .leftBrace: .rightBrace
        default: nil
        }
    }

    package var isClosingBracket: Bool { self == .rightParen || self == .rightBracket || self == .rightBrace }
}
