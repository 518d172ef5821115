extension Parser {
    /// The NFKC name that a word stands for.
    func name(of token: Token) -> Name { Name(nfkc(text(of: token)), at: token.span) }

    /// An operand with what stands directly after it: `.column`, `[key]`, `(arguments)`.
    mutating func parsePostfix() -> Expression {
        let start = current.span
        var operand = parseOperand()
        while !hasFailed {
            switch current.kind {
            case .dot:
                advance()
                guard current.kind == .word else {
                    fail(expected: Wording(ja: "「.」のあとの列の名前", en: "the name of a column after `.`"))
                    return operand
                }
                operand = Expression(.member(operand, name(of: current)), at: start.joined(current.span))
                advance()
                grow(at: operand.span)
            case .leftBracket:
                var tallest = height
                let opened = current.span
                advance()
                guard open(at: opened) else { return operand }
                brackets += 1
                let key = parseExpression()
                brackets -= 1
                depth -= 1
                tallest = max(tallest, height)
                close(.rightBracket, opened: opened)
                operand = Expression(.index(operand, key), at: spanSince(start))
                height = tallest
                grow(at: operand.span)
            case .leftParen:
                guard case .name(let function) = operand.kind else {
                    fail(.onlyNamesAreCalled(at: current.span))
                    return operand
                }
                let arguments = parseArguments()
                operand = Expression(.call(function, arguments), at: spanSince(start))
            default:
                return operand
            }
        }
        return operand
    }

    private mutating func parseArguments() -> [Argument] {
        let opened = current.span
        var arguments: [Argument] = []
        parseItems(.rightParen, opened: opened) { parser in
            let value = parser.parseExpression()
            var tallest = parser.height
            var source: Expression?
            if parser.accept(.forWord) {
                source = parser.parseExpression()
                tallest = max(tallest, parser.height)
            }
            parser.height = tallest
            arguments.append(Argument(value: value, source: source))
        }
        return arguments
    }

    /// What stands between brackets, separated by commas; a comma may stand at the end.
    private mutating func parseItems(_ closing: Token.Kind, opened: Span, _ item: (inout Parser) -> Void) {
        advance()
        guard open(at: opened) else { return }
        brackets += 1
        var tallest = 0
        while !hasFailed, current.kind != closing {
            let before = cursor
            item(&self)
            tallest = max(tallest, height)
            guard accept(.comma) else { break }
            assert(cursor > before, "an item was not read")
        }
        brackets -= 1
        depth -= 1
        height = tallest
        close(closing, opened: opened)
    }

    // MARK: Operands

    private mutating func parseOperand() -> Expression {
        let token = current
        height = 0
        switch token.kind {
        case .number: return parseNumber()
        case .mark:
            advance()
            return Expression(.mark(mark(of: token)), at: token.span)
        case .word: return parseWord()
        case .cornerText:
            advance()
            return Expression(.text(cornerParts(of: token), quote: .corner), at: token.span)
        case .textOpen: return parseText()
        case .leftParen:
            advance()
            guard open(at: token.span) else { break }
            brackets += 1
            let inner = parseExpression()
            brackets -= 1
            depth -= 1
            close(.rightParen, opened: token.span)
            return Expression(inner.kind, at: spanSince(token.span))
        case .leftBracket:
            var items: [Expression] = []
            parseItems(.rightBracket, opened: token.span) { items.append($0.parseExpression()) }
            return Expression(.list(items), at: spanSince(token.span))
        case .leftBrace:
            var items: [RecordItem] = []
            parseItems(.rightBrace, opened: token.span) { parser in
                if let item = parser.parseRecordItem() { items.append(item) }
            }
            return Expression(.record(items), at: spanSince(token.span))
        case .range, .openRange: failUnexpected()
        // A `×` that the lexer took for an operator.
        case .times where Folding.mark(lexer.scalar(at: Int(token.span.start - source.base)).scalar) != nil:
            advance()
            return Expression(.mark("×"), at: token.span)
        default: fail(expected: Self.expression)
        }
        return Expression(.error, at: token.span)
    }

    func mark(of token: Token) -> String {
        Folding.mark(lexer.scalar(at: Int(token.span.start - source.base)).scalar) ?? text(of: token)
    }

    private mutating func parseRecordItem() -> RecordItem? {
        guard current.kind == .word else {
            fail(expected: Wording(ja: "列の名前（`名前: 値`）", en: "the name of a column (`name: value`)"))
            return nil
        }
        let name = name(of: current)
        advance()
        guard expect(.colon, Wording(ja: "列の名前のあとの「:」", en: "`:` after the name of the column")) else { return nil }
        return RecordItem(name: name, value: parseExpression())
    }

    private mutating func parseWord() -> Expression {
        let token = current
        let kind: Expression.Kind? =
            switch token.keyword {
            case .blank: .blank
            case .yes: .yesno(true)
            case .no: .yesno(false)
            case .it: .it
            case .sheets: .sheets
            case .sheet where peek().kind == .dot: .sheet
            case let keyword?: keyword.isReserved ? nil : .name(name(of: token))
            case nil: word(token)
            }
        guard let kind else {
            fail(expected: Self.expression)
            return Expression(.error, at: token.span)
        }
        advance()
        return Expression(kind, at: token.span)
    }

    /// A year or a name.
    private mutating func word(_ token: Token) -> Expression.Kind {
        let name = name(of: token)
        switch YearLiteral.read(name.text) {
        case .year(let year): return .year(year)
        case .outsideEra(let correct):
            report(.badYear(name.text, correct: correct, at: token.span))
            return .error
        case nil: return .name(name)
        }
    }

    // MARK: Numbers

    private mutating func parseNumber() -> Expression {
        let token = current
        let number = lexer.readNumber(at: Int(token.span.start - source.base))
        advance()
        if number.unit == nil, !number.isPercent, brackets == 0 || separatesThousands(at: lastEnd),
            let whole = acceptThousands(after: number.digits)
        {
            let span = spanSince(token.span)
            report(.badNumber(lexer.text(Int(span.start - source.base), Int(span.end - source.base)), correct: whole, at: span))
            return Expression(.error, at: span)
        }
        let unit = number.unit.map { range in
            let span = lexer.span(range.lowerBound, range.upperBound)
            let name = Name(nfkc(lexer.text(range.lowerBound, range.upperBound)), at: span)
            return UnitExpression(factors: [UnitExpression.Factor(name: name, exponent: 1)], at: span)
        }
        return Expression(
            .number(NumberLiteral(digits: number.digits, isPercent: number.isPercent, unit: unit)), at: token.span)
    }

    /// Within brackets `1,000` and `7,920千円` cannot be meant as two values, as `100,200` can.
    private func separatesThousands(at place: UInt32) -> Bool {
        var offset = Int(place - source.base)
        // A long list of numbers is not looked through again and again.
        for _ in 0..<8 where lexer.foldedByte(at: offset) == UInt8(ascii: ",") {
            let group = lexer.readNumber(at: offset + lexer.length(at: offset))
            guard group.digits.utf8.count == 3 else { return false }
            if group.digits.hasPrefix("0") || group.unit != nil { return true }
            offset = group.end
        }
        return false
    }

    /// `,920` after `7`: a comma, directly followed by three digits, is a separator of thousands that was meant as one.
    /// Gives the number as it should be written.
    private mutating func acceptThousands(after digits: String) -> String? {
        guard digits.utf8.count <= 3, !digits.contains(".") else { return nil }
        var whole = digits
        while current.kind == .comma, current.span.start == lastEnd, peek().kind == .number,
            peek().span.start == current.span.end
        {
            let start = Int(peek().span.start - source.base)
            let group = lexer.readNumber(at: start)
            guard group.digits.prefix(while: { $0 != "." }).utf8.count == 3 else { break }
            let tail = group.unit.map { lexer.text($0.lowerBound, $0.upperBound) } ?? (group.isPercent ? "%" : "")
            whole += "_" + group.digits + tail
            advance()
            advance()
            if group.digits.utf8.count != 3 || !tail.isEmpty { break }
        }
        return whole == digits ? nil : whole
    }
}

extension YearLiteral {
    enum Reading: Equatable {
        case year(YearLiteral)
        /// `R0`, `S70`: with the spelling that was probably meant.
        case outsideEra(correct: String?)
    }

    /// The eras, their year 0 in the common era, and their last year; 平成 is written beyond its end in plans of its time.
    private static let eras: [(letter: Character, zero: Int, last: Int)] = [
        ("M", 1867, 45), ("T", 1911, 15), ("S", 1925, 64), ("H", 1988, 99), ("R", 2018, 99),
    ]

    /// Reads `R2`, `R元`, `H30` (NFKC); nil for anything else.
    static func read(_ text: String) -> Reading? {
        guard let letter = text.first, let era = eras.first(where: { $0.letter == letter }) else { return nil }
        let rest = text.dropFirst()
        if rest == "元" { return .year(YearLiteral(era: letter, number: 1, commonEra: era.zero + 1)) }
        guard !rest.isEmpty, rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        guard let number = Int(rest), number >= 1, number <= era.last else {
            let year = Int(rest).flatMap { $0 < 1000 && $0 > 0 ? era.zero + $0 : nil }
            let meant = year.flatMap { year in eras.last { $0.zero < year && year - $0.zero <= $0.last } }
            return .outsideEra(correct: meant.flatMap { meant in year.map { "\(meant.letter)\($0 - meant.zero)" } })
        }
        return .year(YearLiteral(era: letter, number: number, commonEra: era.zero + number))
    }
}
