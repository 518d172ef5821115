import KijunSyntax

extension Checker {
    /// How many expressions may stand within one another: more than any text within the parser's limit of brackets needs.
    private static let maximumDepth = 1_500

    /// Checks an expression. What is wrong is reported once; the result is then of the type ``Type/error``.
    mutating func check(_ expression: Expression, _ scope: Scope, _ expected: Expected = .anything) -> CheckedExpression {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.maximumDepth {
            report(.tooDeep(at: expression.span))
            return failed(expression)
        }
        switch expression.kind {
        case .number, .year, .text, .mark, .yesno, .blank: return checkLiteral(expression, scope, expected)
        case .name(let name): return checkName(name, scope, expected)
        case .it: return checkElement(expression, scope)
        case .sheets: return CheckedExpression(.sheets, .table(.sheet), at: expression.span)
        case .list(let elements): return checkList(elements, scope, expected, at: expression.span)
        case .record(let items): return checkRecord(items, scope, expected, at: expression.span)
        case .member(let base, let name): return checkMember(base, name, scope, at: expression.span)
        case .index(let base, let index): return checkIndex(base, index, scope, at: expression.span)
        case .call(let name, let arguments): return checkCall(name, arguments, scope, at: expression.span)
        case .sum(let first, let terms): return checkSum(first, terms, scope, at: expression.span)
        case .product(let first, let terms): return checkProduct(first, terms, scope, at: expression.span)
        case .negate(let inner): return checkNegation(inner, scope, at: expression.span)
        case .coalesce(let parts): return checkCoalesce(parts, scope, expected, at: expression.span)
        case .comparison(let first, let links): return checkComparison(first, links, scope, at: expression.span)
        case .isBlank(let inner, let negated): return checkIsBlank(inner, negated, scope, at: expression.span)
        case .not(let inner): return checkNot(inner, scope, at: expression.span)
        case .and(let parts): return checkLogic(parts, scope, at: expression.span) { .and($0) }
        case .or(let parts): return checkLogic(parts, scope, at: expression.span) { .or($0) }
        case .condition: return checkCondition(expression, scope, expected)
        case .query(let base, let clauses): return checkQuery(base, clauses, scope, at: expression.span)
        case .sheet:
            report(.sheetAlone(at: expression.span))
            return failed(expression)
        case .error: return failed(expression)
        }
    }

    func failed(_ expression: Expression) -> CheckedExpression { CheckedExpression(.error, .error, at: expression.span) }

    func failed(at span: Span) -> CheckedExpression { CheckedExpression(.error, .error, at: span) }

    // MARK: Literals

    private mutating func checkLiteral(
        _ expression: Expression, _ scope: Scope, _ expected: Expected
    ) -> CheckedExpression {
        let span = expression.span
        switch expression.kind {
        case .number(let literal): return checkNumber(literal, expected, at: span)
        case .year(let year): return CheckedExpression(.year(year.commonEra), .year, at: span)
        case .text(let parts, _): return checkText(parts, scope, expected, at: span)
        case .mark(let mark):
            if case .outcome = expected {
                return CheckedExpression(.text(mark), .choice(Choice(symbols: [mark])), at: span)
            }
            let checked = CheckedExpression(.text(mark), .mark, at: span)
            return expected.type.flatMap { fitted(checked, to: $0) } ?? checked
        case .yesno(let value): return CheckedExpression(.yesno(value), .yesno, at: span)
        default: return CheckedExpression(.blank, .blank, at: span)
        }
    }

    private mutating func checkNumber(
        _ literal: NumberLiteral, _ expected: Expected, at span: Span
    ) -> CheckedExpression {
        guard let number = Number(digits: literal.digits),
            let value = literal.isPercent ? number.shifted(powerOfTen: -2) : number
        else {
            report(.numberTooLarge(at: span))
            return failed(at: span)
        }
        var type = NumberType(isPercent: literal.isPercent, isLiteral: !literal.isPercent)
        if let unit = literal.unit {
            type = NumberType(unit: Unit(unit))
            for factor in unit.factors { checkUnit(factor.name, at: unit.span) }
        }
        let checked = CheckedExpression(.number(value), .number(type), at: span)
        if case .year? = expected.type, let year = fitted(checked, to: .year) { return year }
        return checked
    }

    /// A unit that nothing else names but that is nearly one of those is a slip of the pen.
    private mutating func checkUnit(_ name: Name, at span: Span) {
        let base = Unit(named: name.text)
        if base.factors.first?.name == "円" || declaredUnits.contains(name.text) { return }
        let found = nearest(name.text, Array(declaredUnits) + Unit.money.map(\.name))
        if !found.isEmpty { report(.unknownUnit(name.text, nearest: found, at: span)) }
    }

    private mutating func checkText(
        _ parts: [TextPart], _ scope: Scope, _ expected: Expected, at span: Span
    ) -> CheckedExpression {
        var plain = ""
        var checked: [CheckedExpression] = []
        for part in parts {
            switch part {
            case .characters(let characters): plain += characters
            case .interpolation(let inner):
                if !plain.isEmpty { checked.append(CheckedExpression(.text(plain), .text, at: span)) }
                plain = ""
                let value = check(inner, scope)
                if case .table(let record) = value.type {
                    report(.listWanted(quoted(inner.span), columns: names(of: record).sorted(), at: inner.span))
                }
                checked.append(value)
            }
        }
        if checked.isEmpty {
            if case .outcome = expected {
                return CheckedExpression(.text(plain), .choice(Choice(symbols: [plain])), at: span)
            }
            let literal = CheckedExpression(.text(plain), .text, at: span)
            return expected.type.flatMap { fitted(literal, to: $0) } ?? literal
        }
        if !plain.isEmpty { checked.append(CheckedExpression(.text(plain), .text, at: span)) }
        return CheckedExpression(.interpolation(checked), .text, at: span)
    }

    // MARK: Names

    private mutating func checkName(_ name: Name, _ scope: Scope, _ expected: Expected) -> CheckedExpression {
        if let found = resolve(name, scope) { return found }
        switch expected {
        case .outcome: return CheckedExpression(.text(name.text), .choice(Choice(symbols: [name.text])), at: name.span)
        case .like(.choice(let choice)):
            if choice.symbols.contains(name.text) {
                return CheckedExpression(.text(name.text), .choice(choice), at: name.span)
            }
            reportNotInChoice(name.text, choice, at: name.span)
            guard isExpectation else { break }
            return CheckedExpression(.text(name.text), .choice(Choice(symbols: choice.symbols + [name.text])), at: name.span)
        case .like(.error): break
        case .like(.text): reportUnknown(name, scope, hint: .quote(name.text))
        case .like(.mark): reportUnknown(name, scope, hint: .mark(for: name.text))
        default: reportUnknown(name, scope)
        }
        return failed(at: name.span)
    }

    /// A bare name that nothing has: a symbol, if its neighbour is a choice.
    mutating func isUndefined(_ name: Name, _ scope: Scope) -> Bool { resolve(name, scope) == nil }

    private mutating func checkElement(_ expression: Expression, _ scope: Scope) -> CheckedExpression {
        for frame in scope.frames.reversed() {
            switch frame {
            case .element(let type, let local): return CheckedExpression(.local(local), type, at: expression.span)
            case .row(let record, let local): return CheckedExpression(.local(local), .record(record), at: expression.span)
            default: continue
            }
        }
        report(.elementOutside(at: expression.span))
        return failed(expression)
    }

    private mutating func checkMember(
        _ base: Expression, _ name: Name, _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        if case .sheet = base.kind {
            if let found = sheetName(name, scope) { return found }
            reportUnknown(name, .sheet)
            return failed(at: span)
        }
        let table = check(base, scope)
        let found: CheckedExpression?
        let record: RecordType
        switch table.type {
        case .record(let type):
            record = type
            found = member(name, of: table, type)
        case .table(let type):
            record = type
            found = columnList(name, of: table, type)
        case .error: return failed(at: span)
        case .blank: return CheckedExpression(.blank, .blank, at: span)
        default:
            report(.notATable(quoted(base.span), table.type, at: base.span))
            return failed(at: span)
        }
        if let found { return CheckedExpression(found.kind, found.type, at: span) }
        let close = nearest(name.text, names(of: record))
        report(
            .unknownColumn(
                name, of: quoted(base.span), nearest: shownNames(close, of: record), columns: columns(of: record)))
        return failed(at: span)
    }

    /// `sheet.name`: of the sheet whose row the place is in, else of the sheet at hand.
    private mutating func sheetName(_ name: Name, _ scope: Scope) -> CheckedExpression? {
        guard scope.seesSheet else { return nil }
        return global(name, .sheet)
    }

    private mutating func checkIndex(
        _ base: Expression, _ index: Expression, _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        if case .name(let name) = base.kind, case .parameter(let parameter) = globals[name.text], scope.seesSheet,
            isUndefined(name, Scope(frames: scope.frames, seesSheet: false))
        {
            let year = check(index, scope, .like(.year))
            guard let fitted = wanted(year, as: .year) else { return failed(at: span) }
            return self.parameter(parameter, year: fitted, scope, at: span)
        }
        let table = check(base, scope)
        switch table.type {
        case .error:
            _ = check(index, scope, .like(.error))
            return failed(at: span)
        case .list(let element): return checkPosition(table, element, index, scope, at: span)
        case .table(let record):
            guard let key = key(of: record) else { return checkPosition(table, .record(record), index, scope, at: span) }
            let value = check(index, scope, .like(key.type))
            if case .error = key.type { return failed(at: span) }
            guard let fitted = fitted(value, to: key.type) ?? comparable(value, with: key.type) else {
                if case .error = value.type { return failed(at: span) }
                report(.keyMismatch(quoted(base.span), value.type, key.type, at: index.span))
                return failed(at: span)
            }
            return row(of: table, record, key, equals: fitted, at: span)
        default:
            _ = check(index, scope, .like(.error))
            report(.notIndexed(quoted(base.span), table.type, at: base.span))
            return failed(at: span)
        }
    }

    /// The row of a table with a key.
    mutating func row(
        of table: CheckedExpression, _ record: RecordType, _ key: NamedColumn, equals value: CheckedExpression, at span: Span
    ) -> CheckedExpression {
        let local = newLocal()
        let row = CheckedExpression(.local(local), .record(record), at: table.span)
        let column = CheckedExpression(.column(row, key.reference), key.type, at: table.span)
        return CheckedExpression(.row(table, local, key: column, equals: value), .record(record), at: span)
    }

    mutating func checkPosition(
        _ list: CheckedExpression, _ element: Type, _ index: Expression, _ scope: Scope, at span: Span
    ) -> CheckedExpression {
        let position = check(index, scope)
        switch position.type {
        case .error: return failed(at: span)
        case .number(let number) where number.unit.isNone: break
        case .blank: break
        default:
            if case .table = list.type {
                report(.noKey(quoted(list.span), at: index.span))
            } else {
                report(.badIndex(at: index.span))
            }
            return failed(at: span)
        }
        if case .number(let number)? = position.literalValue, number.isZero || !number.isWhole {
            report(.badIndex(at: index.span))
            return failed(at: span)
        }
        return CheckedExpression(.element(list, position), element, at: span)
    }

    /// The key column of a table.
    mutating func key(of record: RecordType) -> NamedColumn? {
        let path: String
        switch record {
        case .anonymous: return nil
        case .sheet: path = ""
        case .declared(let declared): path = declared
        }
        guard let names = records[path] else { return nil }
        if let schema = names.schema { return schema.key.map { NamedColumn(reference: .field($0), type: schema.fields[$0].type) } }
        return nil
    }
}
