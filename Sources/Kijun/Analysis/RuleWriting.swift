import KijunSyntax

/// How the rules write thresholds and symbols: what is told of them is written alike.
struct RuleWriting {
    private struct Threshold: Hashable {
        let unit: String
        let number: Number
    }

    private var thresholds: [Threshold: String] = [:]
    /// What is compared with percentages without being a field of percentages.
    private var percentages: Set<String> = []
    private var quoted: Set<String> = []
    private var bare: Set<String> = []
    /// What a symbol without quotes would be taken for.
    private var names: Set<String> = []

    /// Of no rules.
    init() {}

    init(_ program: CheckedProgram) {
        var waiting = program.rules.flatMap(\.expressions) + program.instances.map(\.body)
        while let next = waiting.popLast() {
            switch next.kind {
            case .compare(_, let a, let b):
                note(b, against: a, program)
                note(a, against: b, program)
            case .text(let symbol):
                guard case .choice = next.type else { break }
                if program.sources.text(of: next.span).first.map({ $0.isLetter }) ?? false {
                    bare.insert(symbol)
                } else {
                    quoted.insert(symbol)
                }
            default: break
            }
            waiting += next.children
        }
        for rule in program.rules { names.formUnion([rule.name] + rule.aliases) }
        names.formUnion(program.parameters.map(\.name))
        var schemas = [program.schema]
        while let schema = schemas.popLast() {
            for field in schema.fields {
                names.formUnion([field.name] + field.aliases)
                if let record = field.record { schemas.append(record) }
            }
        }
    }

    private mutating func note(_ constant: CheckedExpression, against other: CheckedExpression, _ program: CheckedProgram) {
        guard let number = constant.writtenNumber else { return }
        let text = program.sources.text(of: constant.span)
        guard let first = text.first, first.isNumber || first == "-" || constant.type == .year, !text.contains(where: \.isNewline) else {
            return
        }
        if text.hasSuffix("%") || text.hasSuffix("％"), !other.type.isPercent {
            percentages.insert(Self.line(program.sources.text(of: other.span)))
        }
        thresholds[Threshold(unit: Self.unit(constant.type), number: number)] = text
        if case .scaled(let inner, let power) = other.kind, let own = number.shifted(powerOfTen: -power) {
            thresholds[Threshold(unit: Self.unit(inner.type), number: own)] = text
        }
    }

    private static func unit(_ type: Type) -> String {
        switch type {
        case .number(let kind): kind.isPercent ? "%" : kind.unit.isNone ? "" : kind.unit.name
        case .year: "年度"
        default: ""
        }
    }

    // MARK: Numbers

    func isPercentage(_ text: String) -> Bool { percentages.contains(text) }

    static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { $0.trimmingBlanks }.joined(separator: " ")
    }

    private func written(_ number: Number, _ type: Type, asPercentage: Bool) -> String? {
        thresholds[Threshold(unit: asPercentage ? "%" : Self.unit(type), number: number)]
    }

    /// A number as a rule has it.
    func code(_ number: Number, _ type: Type, asPercentage: Bool = false) -> String {
        if let text = written(number, type, asPercentage: asPercentage) { return text }
        switch type {
        case .year: return number.asInt.map { Year.shown($0) } ?? number.plainText
        case .number(let kind):
            if kind.isPercent || asPercentage, let hundredfold = number.shifted(powerOfTen: 2), hundredfold.isTerminating {
                return "\(hundredfold.plainText)%"
            }
            let unit = Self.unit(type)
            guard number.isTerminating, !unit.isEmpty, unit != "%", unit.allSatisfy(\.isLetter) else { return number.plainText }
            return number.isZero ? "0\(unit)" : number.plainText.groupedInThousands + unit
        default: return number.plainText
        }
    }

    /// A number as a sentence has it.
    func words(_ number: Number, _ type: Type, asPercentage: Bool = false) -> String {
        if let text = written(number, type, asPercentage: asPercentage) {
            // A bare number is told with the unit of its field.
            if text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "_" || $0 == "." || $0 == "-") }) {
                return number.words(as: type, isPercentage: asPercentage)
            }
            guard text.contains("_") else { return text }
            let figures = text.prefix { $0.isASCII && ($0.isNumber || $0 == "_" || $0 == "." || $0 == "-") }
            let unit = text.dropFirst(figures.count)
            return figures.map { $0 == "_" ? "," : $0 } + (unit.isEmpty || unit.hasPrefix(" ") ? "" : " ") + unit
        }
        return number.words(as: type, isPercentage: asPercentage)
    }

    // MARK: Symbols

    /// A text or symbol as a rule has it.
    func code(_ text: String, _ type: Type) -> String {
        if case .mark = type, !text.isEmpty { return text }
        if case .choice = type, isBare(text) { return text }
        var literal = "\""
        for character in text {
            switch character {
            case "\"", "\\": literal += "\\\(character)"
            case "{": literal += "{{"
            case "}": literal += "}}"
            default: literal.append(character)
            }
        }
        return literal + "\""
    }

    private func isBare(_ symbol: String) -> Bool {
        if bare.contains(symbol) { return true }
        guard !quoted.contains(symbol), !bare.isEmpty || quoted.isEmpty, let first = symbol.first, first.isLetter else { return false }
        return symbol.allSatisfy { $0.isLetter || $0.isNumber } && !names.contains(symbol)
    }
}

extension CheckedExpression {
    /// The number or year that is written there.
    fileprivate var writtenNumber: Number? {
        switch kind {
        case .number(let number): number
        case .year(let year): Number(year)
        case .negate(let operand): operand.writtenNumber.map(\.negated)
        case .scaled(let operand, let power): operand.writtenNumber.flatMap { $0.shifted(powerOfTen: power) }
        default: nil
        }
    }
}

extension String {
    /// `50000` as `50_000`.
    fileprivate var groupedInThousands: String {
        let figures = drop { $0 == "-" }.prefix { $0.isNumber }
        guard figures.count > 4 else { return self }
        var grouped = ""
        for (place, figure) in figures.enumerated() {
            if place > 0, (figures.count - place) % 3 == 0 { grouped.append("_") }
            grouped.append(figure)
        }
        return prefix { $0 == "-" } + grouped + dropFirst(count - drop { $0 == "-" }.count + figures.count)
    }
}
