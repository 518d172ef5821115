import KijunSyntax

/// Conditions as the rules would write them, in the words that the file uses.
struct CaseText {
    let graph: ConditionGraph
    let writing: RuleWriting
    private let and: String
    private let or: String
    private let isBlank: String

    init(_ graph: ConditionGraph, _ decisions: [Decision], _ analyzed: AnalyzedProgram) {
        self.graph = graph
        writing = analyzed.writing
        let program = analyzed.program
        let spans = decisions.flatMap { $0.cases + $0.exceptions }.map(\.span)
        let own = spans.map { program.sources.text(of: $0) }.joined(separator: "\n")
        let all = program.rules.map {
            program.sources.text(of: $0.span) + " " + $0.expressions.map { program.sources.text(of: $0.span) }.joined(separator: " ")
        }
        // A decision that has none of these words follows the rest of the rules.
        let connected = [own] + all
        func isWritten(_ words: [String], insteadOf others: [String]) -> Bool {
            for text in connected {
                if words.contains(where: text.contains) { return true }
                if others.contains(where: text.contains) { return false }
            }
            return false
        }
        let isJapanese = isWritten(["かつ", "または", "又は", "が空欄"], insteadOf: ["&&", "||", " and ", " or ", "is blank", "is not blank"])
        let isEnglish = isWritten([" and ", " or "], insteadOf: ["&&", "||"])
        and = isJapanese ? " かつ " : isEnglish ? " and " : " && "
        or = isJapanese ? " または " : isEnglish ? " or " : " || "
        isBlank = isJapanese ? " が空欄" : " is blank"
    }

    /// The condition of a box: every narrowed variable in its regions. nil where something cannot be written.
    func condition(of box: [RegionSet]) -> String? {
        var parts: [String] = []
        for (variable, description) in graph.variables.enumerated() where box[variable] != graph.regions(variable) {
            switch description.kind {
            case .subject(let number):
                let subject = graph.reader.subjects[number]
                guard let text = text(subject, number, description, box[variable]) else { return nil }
                if description.regions[box[variable].first] == .known, isInForm(number, box) { continue }
                parts.append(text)
            case .form(let form):
                // Where an element is unknown, what is asked of the list is unknown too.
                if graph.shown[form].text.kind == .isUnknown, box[variable].regions.map({ description.regions[$0] }) == [.point(.zero)] {
                    continue
                }
                guard let text = condition(form, description, box[variable]) else { return nil }
                parts.append(text)
            // What is asked of a list is unknown where the list is missing: to be there need not be said.
            case .list:
                if box[variable].regions.contains(where: { description.regions[$0] == .missing }) { return nil }
            }
        }
        if parts.isEmpty { return nil }
        return parts.map { parts.count > 1 && $0.contains(or) ? "(\($0))" : $0 }.joined(separator: and)
    }

    func isInForm(_ subject: Int, _ box: [RegionSet]) -> Bool {
        graph.variables.enumerated().contains { variable, description in
            guard case .form(let form) = description.kind, box[variable] != graph.regions(variable) else { return false }
            // `(y ?? 0) < 2` holds for a blank too.
            if graph.shown[form].text.left.contains("??") { return false }
            return graph.forms[form].coefficients.contains { if case .subject(subject) = graph.terms[$0.term] { true } else { false } }
        }
    }

    // MARK: Single values

    private func text(_ subject: Subject, _ number: Int, _ variable: ConditionGraph.Variable, _ set: RegionSet) -> String? {
        let name = subject.text
        var choices: [String] = []
        var symbols: [String] = []
        var isOther = false
        for region in set.regions.map({ variable.regions[$0] }) {
            switch region {
            case .symbols(let own): symbols += own
            case .other: isOther = true
            case .blank: choices.append(name + isBlank)
            case .yes: choices.append(name)
            case .no: choices.append("!\(name.isName ? name : "(\(name))")")
            case .known: choices.append("!(\(name)\(isBlank))")
            // There a condition on the mark is unknown: the line leaves the decision undetermined, which is no gap.
            case .unreadable: continue
            // Whoever asks whether a mark is blank means one that cannot be read too.
            case .unreadable where symbols.contains(""): continue
            default: return nil
            }
        }
        let rest = variable.regions.enumerated().filter { !set.contains($0.offset) }.flatMap { region -> [String] in
            if case .symbols(let own) = region.element { own } else { [] }
        }
        if !isOther, symbols.count > 1, !rest.isEmpty, rest.count < symbols.count, choices.isEmpty, !rest.contains(""),
            subject.type == .mark ? symbols.contains("") : true
        {
            let excluded = rest.map { writing.code($0, subject.type) }
            return excluded.count == 1 ? "\(name) != \(excluded[0])" : "!(\(name) in [\(excluded.joined(separator: ", "))])"
        }
        if symbols.contains(""), subject.type == .mark || subject.type == .text { choices.insert(name + isBlank, at: 0) }
        let filled = symbols.filter { !$0.isEmpty || (subject.type != .mark && subject.type != .text) }
        if isOther {
            let all = variable.regions.flatMap { region -> [String] in if case .symbols(let own) = region { own } else { [] } }
            let excluded = all.filter { !$0.isEmpty && !symbols.contains($0) }.map { writing.code($0, subject.type) }
            if excluded.count == 1 {
                choices.insert("\(name) != \(excluded[0])", at: 0)
            } else {
                choices.insert(excluded.isEmpty ? "!(\(name)\(isBlank))" : "!(\(name) in [\(excluded.joined(separator: ", "))])", at: 0)
            }
        } else if filled.count == 1 {
            choices.insert("\(name) == \(writing.code(filled[0], subject.type))", at: 0)
        } else if filled.count > 1 {
            choices.insert("\(name) in [\(filled.map { writing.code($0, subject.type) }.joined(separator: ", "))]", at: 0)
        }
        return choices.isEmpty ? nil : choices.joined(separator: or)
    }

    // MARK: Sums

    func condition(_ number: Int, _ variable: ConditionGraph.Variable, _ set: RegionSet) -> String? {
        let shown = graph.shown[number]
        switch shown.text.kind {
        case .decides(let isYes):
            guard set.count == 1 else { return nil }
            let holds = (variable.regions[set.first] == .point(.zero)) != isYes
            return holds ? shown.text.left : "!\(shown.text.left)"
        case .isUnknown: return nil
        case .constant, .other: break
        }
        // The complement of few values.
        let all = RegionSet(count: variable.regions.count)
        let rest = all.subtracting(set).regions
        let values = rest.compactMap { if case .point(let value) = variable.regions[$0] { value } else { nil } }
        let sides = values.compactMap { comparison(number, $0) }
        if set.runs.count > 1, values.count == rest.count, sides.count == values.count, Set(sides.map(\.left)).count == 1 {
            if sides.count == 1 { return "\(sides[0].left) != \(sides[0].right)" }
            if sides.count <= 12 { return "!(\(sides[0].left) in [\(sides.map(\.right).joined(separator: ", "))])" }
        }
        var parts: [String] = []
        for run in set.runs {
            guard let part = text(number, variable.regions[run.lowerBound], variable.regions[run.upperBound]) else { return nil }
            parts.append(part)
        }
        return parts.joined(separator: or)
    }

    private func text(_ form: Int, _ first: ConditionGraph.Region, _ last: ConditionGraph.Region) -> String? {
        if case .point(let number) = first, first == last { return comparison(form, number).map { "\($0.left) == \($0.right)" } }
        guard var stretch = NumberStretch(first, last) else { return nil }
        if graph.isCount(form) { stretch.holdToWholeNumbers() }
        if graph.shown[form].scale.isNegative, !isAlone(form) { stretch.turn() }
        switch (stretch.low, stretch.high) {
        case (nil, nil): return nil
        case (let low?, nil): return comparison(form, low.number).map { "\($0.left) \(low.isIncluded ? ">=" : ">") \($0.right)" }
        case (nil, let high?): return comparison(form, high.number).map { "\($0.left) \(high.isIncluded ? "<=" : "<") \($0.right)" }
        case (let low?, let high?):
            if low == high { return comparison(form, low.number).map { "\($0.left) == \($0.right)" } }
            guard let lower = comparison(form, low.number), let upper = comparison(form, high.number), lower.left == upper.left else {
                return nil
            }
            return "\(lower.right) \(low.isIncluded ? "<=" : "<") \(lower.left) \(high.isIncluded ? "<=" : "<") \(upper.right)"
        }
    }

    /// It is told by the name of its one value.
    private func isAlone(_ form: Int) -> Bool {
        if case .other = graph.shown[form].text.kind { single(form) != nil } else { false }
    }

    /// The sides of a comparison that says where a form is with respect to a number.
    private func comparison(_ form: Int, _ number: Number) -> (left: String, right: String)? {
        let shown = graph.shown[form]
        guard let value = number.multiplied(by: shown.scale)?.adding(shown.offset) else { return nil }
        if case .other(let right) = shown.text.kind {
            // Compared with what is a number, but another one in another year.
            if let subject = single(form) { return (subject.text, writing.code(number, subject.type)) }
            return value.isZero ? (shown.text.left, right) : ("\(shown.text.left) - (\(right))", writing.code(value, shown.text.type))
        }
        return (shown.text.left, writing.code(value, shown.text.type, asPercentage: writing.isPercentage(shown.text.left)))
    }
}

/// Numbers side by side.
struct NumberStretch {
    struct Bound: Equatable {
        let number: Number
        let isIncluded: Bool
    }

    private(set) var low: Bound?
    private(set) var high: Bound?

    /// From the lowest of the first region to the highest of the last; nil for what is no number.
    init?(_ first: ConditionGraph.Region, _ last: ConditionGraph.Region) {
        switch first {
        case .point(let number): low = Bound(number: number, isIncluded: true)
        case .interval(let number, _): low = number.map { Bound(number: $0, isIncluded: false) }
        default: return nil
        }
        switch last {
        case .point(let number): high = Bound(number: number, isIncluded: true)
        case .interval(_, let number): high = number.map { Bound(number: $0, isIncluded: false) }
        default: return nil
        }
    }

    mutating func turn() { (low, high) = (high, low) }

    /// The same for numbers that count something: at least 0, and each bound one of them.
    mutating func holdToWholeNumbers() {
        if let bound = low, let first = bound.isIncluded ? bound.number : bound.number.rounded(places: 0, .floor)?.adding(.one) {
            low = first > .zero ? Bound(number: first, isIncluded: true) : nil
        }
        if let bound = high, !bound.isIncluded, bound.number.isWhole, let last = bound.number.adding(Number(-1)) {
            high = Bound(number: last, isIncluded: true)
        }
        if low == nil, let high, high.number.isZero { low = high }
    }
}

extension ConditionGraph {
    /// The form is a number of elements.
    func isCount(_ form: Int) -> Bool {
        forms[form].coefficients.allSatisfy { item in
            if case .subject = terms[item.term] { return false }
            return item.factor == .one
        } && shown[form].offset.isZero && shown[form].scale == .one
    }
}

extension String {
    /// One word that needs no brackets.
    fileprivate var isName: Bool { allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." } }
}
