public import KijunSyntax

/// Writes what rules say of sheets as tests: for every sheet one that expects each decision and each check to come out as it
/// does now.
///
/// Every value is written in full, so that the tests pass when they are run at once.
public struct PinnedTests {
    /// A sheet, or several of one document that bear the same name.
    public struct Sheet: Sendable {
        public let title: String
        /// What stands behind `on`.
        public let on: String
        /// The numbers of the sheets in the evaluation.
        public let numbers: [Int]

        public init(title: String, on: String, numbers: [Int]) {
            self.title = title
            self.on = on
            self.numbers = numbers
        }
    }

    /// A rule, with the expression that reads it by its name.
    public struct Pin: Sendable {
        public let rule: RuleID
        /// `judge`, `indicators.grade`
        public let name: String
        /// Its index among the expressions of the evaluation; nil for a check.
        public let expression: Int?

        public init(rule: RuleID, name: String, expression: Int?) {
            self.rule = rule
            self.name = name
            self.expression = expression
        }
    }

    private let evaluation: Evaluation
    private let pins: [Pin]
    private let language: Language
    private let literals: LiteralText

    /// - Parameter evaluation: of rules and sheets, with an expression for every pin that is no check.
    public init(_ evaluation: Evaluation, pins: [Pin], language: Language) {
        self.evaluation = evaluation
        self.pins = pins
        self.language = language
        literals = LiteralText(evaluation.program)
    }

    /// The tests as source text, not laid out yet.
    ///
    /// - Parameter uses: the paths of the rule files.
    public func text(uses: [String], sheets: [Sheet]) -> String {
        var text = uses.map { "use \(LiteralText.quoted($0))\n" }.joined()
        for sheet in sheets {
            var lines = self.lines(sheet: sheet.numbers[0])
            for other in sheet.numbers.dropFirst() {
                let found = Set(self.lines(sheet: other))
                lines.removeAll { !found.contains($0) }
            }
            guard lines.contains(where: { $0.hasPrefix("expect") }) else {
                text += "\n# \(sheet.title): " + Wording(ja: "書き留められる結果がない", en: "no result that could be pinned")[language] + "\n"
                continue
            }
            text += "\ntest \(sheet.title)\n  on \(LiteralText.quoted(sheet.on))\n"
            if sheet.numbers.count > 1 {
                let words = Wording(
                    ja: "同じ名前の調書が \(sheet.numbers.count) 件ある。どれにも言えることだけを書いた",
                    en: "\(sheet.numbers.count) sheets bear this name: what holds for all of them")
                text += "  # \(words[language])\n"
            }
            text += lines.map { "  \($0)\n" }.joined()
        }
        return text
    }

    private func lines(sheet: Int) -> [String] {
        pins.flatMap { pin in
            guard let expression = pin.expression else { return check(pin, sheet: sheet) }
            return expectations(of: pin, expression, sheet: sheet)
        }
    }

    private func check(_ pin: Pin, sheet: Int) -> [String] {
        let states = evaluation.rows(of: pin.rule, sheet: sheet).map { evaluation.checkState(pin.rule, row: $0) ?? .undetermined }
        if states.allSatisfy({ $0 == .passed }) { return ["expect \(pin.name)"] }
        let undetermined = "is blank  # " + Wording(ja: "未定", en: "undetermined")[language]
        if states.count == 1 { return ["expect " + (states[0] == .failed ? "!\(pin.name)" : "\(pin.name) \(undetermined)")] }
        // Not every row passes: which does is pinned too.
        let literals = states.map { $0 == .passed ? "true" : "false" }
        if !states.contains(.undetermined) { return ["expect \(pin.name) == [\(literals.joined(separator: ", "))]"] }
        return [count(pin, states.count)]
            + states.indices.map { place in
                "expect \(pin.name)[\(place + 1)] " + (states[place] == .undetermined ? undetermined : "== \(literals[place])")
            }
    }

    /// How many elements a list has.
    private func count(_ pin: Pin, _ count: Int) -> String {
        "expect \(language == .ja ? Aggregate.count.japanese : Aggregate.count.rawValue)(\(pin.name)) == \(count)"
    }

    private func expectations(of pin: Pin, _ expression: Int, sheet: Int) -> [String] {
        let value = evaluation.value(ofExpression: expression, sheet: sheet)
        let type = evaluation.program.expressions[expression].type
        if Self.hasFailure(value) { return ["# \(pin.name): " + Wording(ja: "計算できない", en: "cannot be computed")[language]] }
        if value == .blank || value == .undetermined { return ["expect \(pin.name) is blank\(comment(on: pin, sheet: sheet))"] }
        if let literal = literals.text(value, as: type) { return ["expect \(pin.name) == \(literal)"] }
        // A list with something unknown in it equals nothing: its elements are expected one by one.
        guard case .list(let elements) = value, case .list(let element) = type else { return [cannotBeWritten(pin)] }
        var lines = [count(pin, elements.count)]
        for (place, value) in elements.enumerated() {
            if value == .blank || value == .undetermined {
                lines.append("expect \(pin.name)[\(place + 1)] is blank\(comment(on: pin, sheet: sheet, row: place, of: elements.count))")
            } else if let literal = literals.text(value, as: element) {
                lines.append("expect \(pin.name)[\(place + 1)] == \(literal)")
            } else {
                return [cannotBeWritten(pin)]
            }
        }
        return lines
    }

    private func cannotBeWritten(_ pin: Pin) -> String {
        "# \(pin.name): " + Wording(ja: "値を一つの式に書けない", en: "its value cannot be written as one expression")[language]
    }

    /// Why a result has no value.
    private func comment(on pin: Pin, sheet: Int, row place: Int = 0, of count: Int = 1) -> String {
        let rows = evaluation.rows(of: pin.rule, sheet: sheet)
        guard rows.count == count else { return "" }
        guard case .decision = evaluation.program.rules[pin.rule].body else {
            guard evaluation.value(of: pin.rule, row: rows.lowerBound + place) == .undetermined else { return "" }
            return "  # " + Wording(ja: "未定", en: "undetermined")[language]
        }
        switch evaluation.decision(pin.rule, row: rows.lowerBound + place)?.state {
        case .conflict: return "  # " + Wording(ja: "競合", en: "conflict")[language]
        case .noCase: return "  # " + Wording(ja: "該当なし", en: "no case")[language]
        case .undetermined: return "  # " + Wording(ja: "未定", en: "undetermined")[language]
        case .decided, nil: return ""
        }
    }

    private static func hasFailure(_ value: Value) -> Bool {
        switch value {
        case .failed: true
        case .list(let elements): elements.contains { hasFailure($0) }
        case .record(let members): members.contains { hasFailure($0.value) }
        default: false
        }
    }
}

/// Values as they are written in rules.
struct LiteralText {
    /// Names that mean something in rules: no symbol can stand bare that is one of them.
    private let names: Set<String>

    init(_ program: CheckedProgram) {
        var names: Set<String> = []
        for field in program.schema.fields { names.formUnion([field.name] + field.aliases) }
        for rule in program.rules { names.formUnion([rule.name] + rule.aliases) }
        for parameter in program.parameters { names.formUnion([parameter.name] + parameter.aliases) }
        for instance in program.instances { names.insert(instance.name) }
        self.names = names
    }

    /// Exact; nil for what no literal can be: a value within which something is unknown, or a record.
    func text(_ value: Value, as type: Type) -> String? {
        switch value {
        case .number(let number): return Self.text(number, as: type)
        case .text(let text):
            if case .choice = type, usableName(for: text) == text, !names.contains(text) { return text }
            return Self.quoted(text)
        case .year(let year): return Year.shown(year)
        case .yesno(let flag): return flag ? "true" : "false"
        case .list(let elements):
            guard case .list(let element) = type else { return nil }
            var parts: [String] = []
            for value in elements {
                guard let part = text(value, as: element) else { return nil }
                parts.append(part)
            }
            return "[\(parts.joined(separator: ", "))]"
        case .record, .blank, .undetermined, .failed: return nil
        }
    }

    /// `4_561_152`, `79.6%`, `167 / 136`: never rounded.
    private static func text(_ number: Number, as type: Type) -> String {
        guard number.isTerminating else {
            let parts = number.plainText.split(separator: "/")
            return parts.map { grouped(String($0)) }.joined(separator: " / ")
        }
        if case .number(let kind) = type, kind.isPercent, let hundredfold = number.shifted(powerOfTen: 2) {
            return grouped(hundredfold.plainText) + "%"
        }
        return grouped(number.plainText)
    }

    private static func grouped(_ digits: String) -> String {
        let sign = digits.hasPrefix("-") ? "-" : ""
        let parts = digits.dropFirst(sign.count).split(separator: ".", maxSplits: 1)
        guard let whole = parts.first else { return digits }
        var text = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { text += "_" }
            text.append(digit)
        }
        return sign + text + (parts.count > 1 ? ".\(parts[1])" : "")
    }

    static func quoted(_ text: String) -> String {
        Printer.text(of: Expression(.text(text.isEmpty ? [] : [.characters(text)], quote: .double), at: .none))
    }
}
