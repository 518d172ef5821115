import KijunSyntax

extension Checker {
    /// The expression as one of a type, without loss or guess: a literal takes the unit, the year or the symbol that is
    /// wanted; money changes its scale. nil where it is not of that type.
    mutating func fitted(_ expression: CheckedExpression, to type: Type) -> CheckedExpression? {
        if expression.type == type { return expression }
        func typed(_ kind: CheckedExpression.Kind? = nil) -> CheckedExpression {
            CheckedExpression(kind ?? expression.kind, type, at: expression.span)
        }
        switch (expression.type, type) {
        case (.error, _), (_, .error): return expression
        case (.blank, _): return typed()
        case (_, .blank): return expression
        case (.number(let own), .number(let wanted)):
            if own.isLiteral { return typed() }
            if wanted.isLiteral, wanted.unit.isNone { return expression }
            guard own.unit.hasSameDimension(as: wanted.unit) else { return nil }
            return scaled(expression, own, to: wanted)
        case (.number(let own), .year):
            guard own.isLiteral, case .number(let number)? = expression.literalValue, let year = number.asInt,
                Self.years.contains(year)
            else { return nil }
            return typed(.year(year))
        case (.text, .choice(let choice)):
            guard case .text(let text) = expression.kind, choice.symbols.contains(text) else { return nil }
            return typed()
        case (.text, .mark):
            guard case .text(let text) = expression.kind, let mark = Mark.read(text) else { return nil }
            return typed(.text(mark))
        case (.mark, .choice(let choice)):
            guard case .text(let mark) = expression.kind, choice.symbols.contains(mark) else { return nil }
            return typed()
        case (.choice(let own), .choice(let wanted)):
            return own.symbols.allSatisfy(Set(wanted.symbols).contains) ? expression : nil
        case (.choice, .text), (.mark, .text): return expression
        case (.choice(let own), .mark): return own.symbols.allSatisfy { Mark.read($0) == $0 } ? expression : nil
        case (.list(let own), .list(let wanted)): return fittedList(expression, own, to: wanted)
        case (.list(.blank), .table), (.list(.error), .table): return typed()
        case (.record(.anonymous(let own)), .record(.anonymous(let wanted))): return fittedRecord(expression, own, to: wanted)
        case (.table(.anonymous(let own)), .table(.anonymous(let wanted))): return fittedTable(expression, own, to: wanted)
        default: return nil
        }
    }

    /// The years that a bare number may mean.
    static let years = 1_800...2_999

    /// Fits an expression or reports what was found and what was wanted.
    mutating func wanted(_ expression: CheckedExpression, as type: Type) -> CheckedExpression? {
        if let fitted = fitted(expression, to: type) { return fitted }
        report(.mismatch(found: expression.type, expected: type, at: expression.span))
        return nil
    }

    /// The value in another scale of its unit: 1 億円 is 100 000 千円.
    func scaled(_ expression: CheckedExpression, _ own: NumberType, to wanted: NumberType) -> CheckedExpression {
        var type = wanted
        type.isPercent = own.isPercent
        type.isLiteral = false
        if own.unit.scale == wanted.unit.scale {
            return CheckedExpression(expression.kind, .number(type), at: expression.span)
        }
        return CheckedExpression(
            .scaled(expression, powerOfTen: own.unit.scale - wanted.unit.scale), .number(type), at: expression.span)
    }

    private mutating func fittedList(
        _ expression: CheckedExpression, _ own: Type, to wanted: Type
    ) -> CheckedExpression? {
        if case .list(let elements) = expression.kind {
            var all: [CheckedExpression] = []
            for element in elements {
                guard let fitted = fitted(element, to: wanted) else { return nil }
                all.append(fitted)
            }
            return CheckedExpression(.list(all), .list(wanted), at: expression.span)
        }
        let local = newLocal()
        let element = CheckedExpression(.local(local), own, at: expression.span)
        guard let fitted = fitted(element, to: wanted) else { return nil }
        if case .local = fitted.kind { return CheckedExpression(expression.kind, .list(fitted.type), at: expression.span) }
        return CheckedExpression(.map(expression, local, fitted), .list(wanted), at: expression.span)
    }

    /// A record with the same columns, each as it is wanted: what stands in 円 here and in 千円 there changes its scale.
    private mutating func fittedRecord(
        _ expression: CheckedExpression, _ own: [RecordType.Item], to wanted: [RecordType.Item]
    ) -> CheckedExpression? {
        var values: [RecordMember]
        if case .record(let members) = expression.kind {
            values = members
        } else {
            values = own.map { RecordMember($0.name, CheckedExpression(.column(expression, .item($0.name)), $0.type, at: expression.span)) }
        }
        guard let isChanged = fit(&values, to: wanted) else { return nil }
        if !isChanged { return expression }
        return CheckedExpression(.record(values), .record(.anonymous(wanted)), at: expression.span)
    }

    /// A table with the same columns, each as it is wanted.
    private mutating func fittedTable(
        _ expression: CheckedExpression, _ own: [RecordType.Item], to wanted: [RecordType.Item]
    ) -> CheckedExpression? {
        if case .list(let elements) = expression.kind {
            var rows: [CheckedExpression] = []
            for element in elements {
                guard let row = fitted(element, to: .record(.anonymous(wanted))) else { return nil }
                rows.append(row)
            }
            return CheckedExpression(.list(rows), .table(.anonymous(wanted)), at: expression.span)
        }
        let local = newLocal()
        let row = CheckedExpression(.local(local), .record(.anonymous(own)), at: expression.span)
        var values = own.map { RecordMember($0.name, CheckedExpression(.column(row, .item($0.name)), $0.type, at: expression.span)) }
        guard let isChanged = fit(&values, to: wanted) else { return nil }
        if !isChanged { return expression }
        return CheckedExpression(.select(expression, local, values), .table(.anonymous(wanted)), at: expression.span)
    }

    /// Brings the values of a record to the wanted types, in the wanted order. Returns whether any of them became another
    /// one, or nil where the columns are not the same.
    private mutating func fit(_ values: inout [RecordMember], to wanted: [RecordType.Item]) -> Bool? {
        guard values.count == wanted.count else { return nil }
        let own = Dictionary(values.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        var isChanged = false
        var all: [RecordMember] = []
        for item in wanted {
            guard let value = own[item.name], let fitted = fitted(value, to: item.type) else { return nil }
            if fitted.kind != value.kind { isChanged = true }
            all.append(RecordMember(item.name, fitted))
        }
        values = all
        return isChanged
    }

    /// The type that holds the values of both, or nil where there is none.
    func common(_ a: Type, _ b: Type) -> Type? {
        if a == b { return a }
        switch (a, b) {
        case (.error, let other), (let other, .error), (.blank, let other), (let other, .blank): return other
        case (.number(let first), .number(let second)):
            if first.isLiteral { return .number(second.with(percent: second.isPercent || first.isPercent)) }
            if second.isLiteral { return .number(first.with(percent: second.isPercent || first.isPercent)) }
            guard first.unit.hasSameDimension(as: second.unit) else { return nil }
            return .number(first.with(percent: first.isPercent || second.isPercent))
        case (.year, .number(let number)), (.number(let number), .year): return number.isLiteral ? .year : nil
        case (.choice(let first), .choice(let second)): return .choice(union(first, second))
        case (.choice(let choice), .mark), (.mark, .choice(let choice)):
            return choice.symbols.allSatisfy { Mark.read($0) == $0 } ? .mark : .text
        case (.choice, .text), (.text, .choice), (.mark, .text), (.text, .mark): return .text
        case (.list(let first), .list(let second)): return common(first, second).map { .list($0) }
        case (.table(let first), .table(let second)): return commonRecord(first, second).map { .table($0) }
        case (.record(let first), .record(let second)): return commonRecord(first, second).map { .record($0) }
        case (.list(.blank), .table(let record)), (.table(let record), .list(.blank)): return .table(record)
        default: return nil
        }
    }

    private func commonRecord(_ a: RecordType, _ b: RecordType) -> RecordType? {
        guard case .anonymous(let first) = a, case .anonymous(let second) = b else { return a == b ? a : nil }
        var items = first
        var indices: [String: Int] = [:]
        for (index, item) in first.enumerated() { indices[item.name] = index }
        for item in second {
            if let index = indices[item.name] {
                guard let type = common(items[index].type, item.type) else { return nil }
                items[index] = RecordType.Item(name: item.name, type: type)
            } else {
                items.append(item)
            }
        }
        return .anonymous(items)
    }

    /// Brings several expressions to one type; nil with the first that does not fit where there is none.
    mutating func unified(
        _ expressions: [CheckedExpression]
    ) -> (expressions: [CheckedExpression], type: Type, misfit: Int?) {
        // A text that is one of the symbols or marks of its neighbours is one of them.
        let others = expressions.filter { !$0.isTextLiteral }
        var type = others.first?.type ?? expressions.first?.type ?? .blank
        for (index, expression) in expressions.enumerated() where others.isEmpty || !expression.isTextLiteral {
            guard let both = common(type, expression.type) else { return (expressions, type, index) }
            type = both
        }
        if !others.isEmpty {
            for (index, expression) in expressions.enumerated() where expression.isTextLiteral {
                if type != .blank, fitted(expression, to: type) != nil { continue }
                guard let both = common(type, expression.type) else { return (expressions, type, index) }
                type = both
            }
        }
        var result: [CheckedExpression] = []
        for (index, expression) in expressions.enumerated() {
            if let fitted = fitted(expression, to: type) ?? aligned(expression, to: type) {
                result.append(fitted)
            } else {
                return (expressions, type, index)
            }
        }
        return (result, type, nil)
    }

    /// A literal record with every column of a type, blank where it has none.
    private mutating func aligned(_ expression: CheckedExpression, to type: Type) -> CheckedExpression? {
        switch (expression.kind, type) {
        case (.record(let members), .record(.anonymous(let items))):
            let values = Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
            var all: [RecordMember] = []
            for item in items {
                let value = values[item.name] ?? CheckedExpression(.blank, item.type, at: expression.span)
                guard let fitted = fitted(value, to: item.type) ?? aligned(value, to: item.type) else { return nil }
                all.append(RecordMember(item.name, fitted))
            }
            return CheckedExpression(.record(all), type, at: expression.span)
        case (.list(let elements), .table(let record)):
            var all: [CheckedExpression] = []
            for element in elements {
                guard let row = fitted(element, to: .record(record)) ?? aligned(element, to: .record(record)) else { return nil }
                all.append(row)
            }
            return CheckedExpression(.list(all), type, at: expression.span)
        default: return nil
        }
    }
}

extension NumberType {
    func with(percent: Bool) -> NumberType {
        var copy = self
        copy.isPercent = percent && unit.isNone
        return copy
    }
}

extension CheckedExpression {
    /// A text as written, not yet a symbol or a mark.
    var isTextLiteral: Bool {
        if case .text = kind, case .text = type { true } else { false }
    }

    var isBlankLiteral: Bool {
        if case .blank = kind { true } else { false }
    }
}
