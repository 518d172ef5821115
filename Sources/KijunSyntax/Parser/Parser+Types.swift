extension Parser {
    static let typeName = Wording(
        ja: "型（number, percent, text, mark, year, yesno, one of …, list of …, table）",
        en: "a type (number, percent, text, mark, year, yesno, one of …, list of …, table)")

    /// `number in 千円?`, `list of mark`, `table key id`
    mutating func parseType() -> TypeSyntax? {
        let start = current.span
        guard current.kind == .word, let keyword = current.keyword else { return failType() }
        let isJapanese = current.isJapanese
        let kind: TypeSyntax.Kind
        switch keyword {
        case .number:
            advance()
            let hasUnit = accept(.within) || accept(.unit)
            guard let unit = hasUnit ? parseUnit() : nil else {
                if hasFailed { return nil }
                kind = .number(nil)
                break
            }
            kind = .number(unit)
        case .percent, .text, .mark, .year, .yesno, .record:
            advance()
            kind =
                switch keyword {
                case .percent: .percent
                case .text: .text
                case .mark: .mark
                case .year: .year
                case .record: .record
                default: .yesno
                }
        case .one:
            advance()
            acceptOf(isJapanese)
            kind = .choice(parseSymbols())
        case .list:
            advance()
            acceptOf(isJapanese)
            guard open(at: start), let element = parseType() else { return nil }
            depth -= 1
            kind = .list(element)
        case .table:
            advance()
            guard accept(.key) else {
                kind = .table(key: nil)
                break
            }
            guard current.kind == .word else {
                fail(expected: Wording(ja: "鍵になる列の名前", en: "the name of the key column"))
                return nil
            }
            kind = .table(key: name(of: current))
            advance()
        default: return failType()
        }
        if hasFailed { return nil }
        let mayBeBlank = accept(.question)
        return TypeSyntax(kind, mayBeBlank: mayBeBlank, at: spanSince(start))
    }

    private mutating func failType() -> TypeSyntax? {
        let types: [Keyword] = [.number, .percent, .text, .mark, .year, .yesno, .one, .list, .table, .record]
        fail(expected: Self.typeName, hint: guess(among: types))
        return nil
    }

    /// The `of` of `one of`, `list of`, `right of`, …; the Japanese words need none.
    mutating func acceptOf(_ isJapanese: Bool) {
        if !accept(.of), !isJapanese { fail(expected: Wording(ja: " of ", en: "`of`")) }
    }

    /// The word that the one at the cursor was probably meant to be.
    func guess(among words: [Keyword]) -> Wording? {
        guard current.kind == .word else { return nil }
        let spellings = words.flatMap { $0.spellings(.en) + $0.spellings(.ja) }
        return nearest(text(of: current), among: spellings).map(Diagnostic.didYouMean)
    }

    private mutating func parseSymbols() -> [Symbol] {
        var symbols: [Symbol] = []
        repeat {
            if let symbol = parseSymbol() { symbols.append(symbol) }
        } while !hasFailed && accept(.comma)
        return symbols
    }

    /// `A`, `"A・B指標のみ"`, `○`
    mutating func parseSymbol() -> Symbol? {
        let token = current
        switch token.kind {
        case .word:
            advance()
            return Symbol(nfkc(text(of: token)), at: token.span)
        case .mark:
            advance()
            return Symbol(mark(of: token), at: token.span)
        case .times where mark(of: token) == "×":
            advance()
            return Symbol("×", at: token.span)
        default:
            return expectPlainText(
                Wording(ja: "選択肢（名前か、引用符で囲んだ文字列）", en: "a choice (a name, or a text in quotes)"),
                hint: Diagnostic.quoteHint(text(of: token))
            ).map { Symbol($0.text, at: $0.span) }
        }
    }

    /// `千円/人工`, `人・月`: all after the first `/` divides.
    private mutating func parseUnit() -> UnitExpression? {
        let start = current.span
        var factors: [UnitExpression.Factor] = []
        var exponent = 1
        repeat {
            guard current.kind == .word else {
                fail(expected: Wording(ja: "単位の名前", en: "the name of a unit"))
                return nil
            }
            factors.append(UnitExpression.Factor(name: name(of: current), exponent: exponent))
            advance()
            if current.kind == .divide { exponent = -1 }
        } while accept(.divide) || accept(.middleDot) || accept(.times)
        return UnitExpression(factors: factors, at: spanSince(start))
    }
}
