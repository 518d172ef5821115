/// How tightly an operator binds, loosest first (language.md §6). Queries and `if` are looser than all of them; signs and
/// what stands after an operand (`.name`, `[key]`, `(…)`) tighter.
enum Precedence: Int, Comparable {
    case or, and, not, comparison, coalesce, sum, product, sign

    static func < (a: Precedence, b: Precedence) -> Bool { a.rawValue < b.rawValue }

    var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .sign }
}

/// An operator between two operands.
struct Operator {
    enum Meaning: Equatable {
        case or, and, coalesce
        case comparison(Comparison.Operator)
        /// `is blank`, `が空欄`
        case isBlank
        case term(Term.Operator)
    }

    let precedence: Precedence
    let meaning: Meaning
    let sign: Token.Kind?
    let keyword: Keyword?

    private init(_ precedence: Precedence, _ meaning: Meaning, _ sign: Token.Kind?, _ keyword: Keyword? = nil) {
        self.precedence = precedence
        self.meaning = meaning
        self.sign = sign
        self.keyword = keyword
    }

    /// The one table of operators. `and`, `or` and `not` are the same to the lexer as `&&`, `||` and `!`.
    static let table: [Operator] = [
        Operator(.or, .or, .or),
        Operator(.and, .and, .and),
        Operator(.comparison, .comparison(.equal), .equal),
        Operator(.comparison, .comparison(.notEqual), .notEqual),
        Operator(.comparison, .comparison(.less), .less),
        Operator(.comparison, .comparison(.lessOrEqual), .lessOrEqual),
        Operator(.comparison, .comparison(.greater), .greater),
        Operator(.comparison, .comparison(.greaterOrEqual), .greaterOrEqual),
        Operator(.comparison, .comparison(.within), nil, .within),
        Operator(.comparison, .isBlank, nil, .isWord),
        Operator(.comparison, .isBlank, nil, .isBlank),
        Operator(.comparison, .isBlank, nil, .isNotBlank),
        Operator(.coalesce, .coalesce, .coalesce),
        Operator(.sum, .term(.plus), .plus),
        Operator(.sum, .term(.minus), .minus),
        Operator(.product, .term(.times), .times),
        Operator(.product, .term(.divide), .divide),
    ]

    /// By the raw value of the sign: an array, because every operand asks for what comes after it.
    private static let bySign: [Operator?] = {
        var result = [Operator?](repeating: nil, count: Int(Token.Kind.end.rawValue) + 1)
        for row in table { if let sign = row.sign { result[Int(sign.rawValue)] = row } }
        return result
    }()

    static func of(_ token: Token) -> Operator? {
        guard token.kind == .word else { return bySign[Int(token.kind.rawValue)] }
        guard let keyword = token.keyword else { return nil }
        switch keyword {
        case .within, .isWord, .isBlank, .isNotBlank: return table.first { $0.keyword == keyword }
        default: return nil
        }
    }
}
