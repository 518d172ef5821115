import KijunSyntax

/// Conditions as the rules would write them, in the words that the file uses.
struct CaseText {
    private let graph: ConditionGraph
    private let program: CheckedProgram
    private let and: String
    private let or: String
    private let isBlank: String
    let arrow: String

    init(_ graph: ConditionGraph, _ decision: Decision, _ program: CheckedProgram) {
        self.graph = graph
        self.program = program
        let spans = (decision.cases + decision.exceptions).map(\.span)
        let text = spans.map { program.sources.text(of: $0) }.joined(separator: "\n")
        let isJapanese = ["かつ", "または", "又は", "が空欄"].contains { text.contains($0) }
        and = isJapanese || text.contains("かつ") ? " かつ " : text.contains(" and ") ? " and " : " && "
        or = isJapanese ? " または " : text.contains(" or ") ? " or " : " || "
        isBlank = isJapanese ? " が空欄" : " is blank"
        arrow = text.contains("→") ? "→" : "->"
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
                if graph.shown[form].text.kind == .isUnknown, box[variable].regions.map({ description.regions[$0] }) == [.point(.zero)] { continue }
                guard let text = text(form, description, box[variable]) else { return nil }
                parts.append(text)
            // What is asked of a list is unknown where the list is missing: to be there need not be said.
            case .list:
                if box[variable].regions.contains(where: { description.regions[$0] == .missing }) { return nil }
            }
        }
        if parts.isEmpty { return nil }
        return parts.map { parts.count > 1 && $0.contains(or) ? "(\($0))" : $0 }.joined(separator: and)
    }

    private func isInForm(_ subject: Int, _ box: [RegionSet]) -> Bool {
        graph.variables.enumerated().contains { variable, description in
            guard case .form(let form) = description.kind, box[variable] != graph.regions(variable) else { return false }
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
            let excluded = rest.map { literal($0, subject.type) }
            return excluded.count == 1 ? "\(name) != \(excluded[0])" : "!(\(name) in [\(excluded.joined(separator: ", "))])"
        }
        if symbols.contains(""), subject.type == .mark || subject.type == .text { choices.insert(name + isBlank, at: 0) }
        let filled = symbols.filter { !$0.isEmpty || (subject.type != .mark && subject.type != .text) }
        if isOther {
            let all = variable.regions.flatMap { region -> [String] in if case .symbols(let own) = region { own } else { [] } }
            let excluded = all.filter { !$0.isEmpty && !symbols.contains($0) }.map { literal($0, subject.type) }
            if excluded.count == 1 {
                choices.insert("\(name) != \(excluded[0])", at: 0)
            } else {
                choices.insert(excluded.isEmpty ? "!(\(name)\(isBlank))" : "!(\(name) in [\(excluded.joined(separator: ", "))])", at: 0)
            }
        } else if filled.count == 1 {
            choices.insert("\(name) == \(literal(filled[0], subject.type))", at: 0)
        } else if filled.count > 1 {
            choices.insert("\(name) in [\(filled.map { literal($0, subject.type) }.joined(separator: ", "))]", at: 0)
        }
        return choices.isEmpty ? nil : choices.joined(separator: or)
    }

    private func literal(_ text: String, _ type: Type) -> String {
        if case .mark = type { return text }
        var quoted = "\""
        for character in text {
            switch character {
            case "\"", "\\": quoted += "\\\(character)"
            case "{": quoted += "{{"
            case "}": quoted += "}}"
            default: quoted.append(character)
            }
        }
        return quoted + "\""
    }

    // MARK: Sums

    private func text(_ number: Int, _ variable: ConditionGraph.Variable, _ set: RegionSet) -> String? {
        let shown = graph.shown[number]
        switch shown.text.kind {
        case .decides(let isYes):
            guard set.count == 1 else { return nil }
            let holds = (variable.regions[set.first] == .point(.zero)) != isYes
            return holds ? shown.text.left : "!\(shown.text.left)"
        case .isUnknown: return nil
        case .constant, .other: break
        }
        // The complement of one value.
        let rest = graph.variables.indices.first { graph.variables[$0].kind == .form(number) }.map { graph.regions($0).subtracting(set) }
        if let rest, rest.count == 1, case .point(let value) = variable.regions[rest.first], set.runs.count == 2 {
            return comparison(shown, value).map { "\($0.left) != \($0.right)" }
        }
        var parts: [String] = []
        for run in set.runs {
            guard let part = text(shown, variable.regions[run.lowerBound], variable.regions[run.upperBound]) else { return nil }
            parts.append(part)
        }
        return parts.joined(separator: or)
    }

    private func text(_ shown: ConditionGraph.FormShown, _ first: ConditionGraph.Region, _ last: ConditionGraph.Region) -> String? {
        if case .point(let number) = first, first == last { return comparison(shown, number).map { "\($0.left) == \($0.right)" } }
        var low: (Number, isStrict: Bool)?
        var high: (Number, isStrict: Bool)?
        switch first {
        case .point(let number): low = (number, false)
        case .interval(let number, _): low = number.map { ($0, true) }
        default: return nil
        }
        switch last {
        case .point(let number): high = (number, false)
        case .interval(_, let number): high = number.map { ($0, true) }
        default: return nil
        }
        if shown.scale.isNegative { (low, high) = (high, low) }
        switch (low, high) {
        case (nil, nil): return nil
        case (let low?, nil): return comparison(shown, low.0).map { "\($0.left) \(low.isStrict ? ">" : ">=") \($0.right)" }
        case (nil, let high?): return comparison(shown, high.0).map { "\($0.left) \(high.isStrict ? "<" : "<=") \($0.right)" }
        case (let low?, let high?):
            guard let lower = comparison(shown, low.0), let upper = comparison(shown, high.0), lower.left == upper.left else { return nil }
            return "\(lower.right) \(low.isStrict ? "<" : "<=") \(lower.left) \(high.isStrict ? "<" : "<=") \(upper.right)"
        }
    }

    /// The sides of a comparison that says where a form is with respect to a number.
    private func comparison(_ shown: ConditionGraph.FormShown, _ number: Number) -> (left: String, right: String)? {
        guard let value = number.multiplied(by: shown.scale)?.adding(shown.offset) else { return nil }
        if case .other(let right) = shown.text.kind {
            return value.isZero ? (shown.text.left, right) : ("\(shown.text.left) - (\(right))", code(value, shown.text.type))
        }
        return (shown.text.left, code(value, shown.text.type))
    }

    private func code(_ number: Number, _ type: Type) -> String {
        switch type {
        case .year: return number.asInt.map { Year.shown($0) } ?? number.plainText
        case .number(let kind) where kind.isPercent:
            if let hundredfold = number.shifted(powerOfTen: 2), hundredfold.isTerminating { return "\(hundredfold.plainText)%" }
            return number.plainText
        default: return number.plainText
        }
    }
}

extension String {
    /// One word that needs no brackets.
    fileprivate var isName: Bool { allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." } }
}
