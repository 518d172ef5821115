import KijunSyntax

/// Ranges in words: when something happens, of each value that matters.
extension CaseText {
    func range(of box: [RegionSet]) -> [Wording] {
        var words: [Wording] = []
        for (variable, description) in graph.variables.enumerated() where box[variable] != graph.regions(variable) {
            let regions = box[variable].regions.map { description.regions[$0] }
            switch description.kind {
            case .subject(let number):
                if regions.contains(.known), isInForm(number, box) { continue }
                // A mark that cannot be read is told where it is all that matters.
                let told = regions == [.unreadable] ? regions : regions.filter { $0 != .unreadable }
                let others = description.regions.enumerated().filter { !box[variable].contains($0.offset) && $0.element != .unreadable }
                    .map(\.element)
                words.append(range(graph.reader.subjects[number], told, others))
            case .list(let list):
                if regions == [.present] { continue }
                words.append(regions[0].words(graph.reader.lists[list].text))
            case .form(let form): if let text = range(form, description, box[variable]) { words.append(text) }
            }
        }
        return words
    }

    // MARK: Symbols

    /// More symbols than this are told by those that are left out.
    private static let maximumSymbols = 4

    private func range(_ subject: Subject, _ regions: [ConditionGraph.Region], _ others: [ConditionGraph.Region]) -> Wording {
        let name = subject.text
        let (own, rest) = (Self.symbols(regions), Self.symbols(others))
        let isBlankToo = regions.contains(.blank)
        if regions.contains(.other) {
            if rest.isEmpty { return ConditionGraph.Region.known.words(name) }
            let excluded = rest.map { subject.type == .text ? writing.code($0, subject.type) : $0 }
            return Wording(
                ja: "\(name) が \(excluded.joined(separator: "・")) 以外" + (isBlankToo ? "（または 空欄）" : ""),
                en: "\(name) other than \(excluded.joined(separator: ", "))" + (isBlankToo ? " (or blank)" : ""))
        }
        if own.count > Self.maximumSymbols, rest.count < own.count, !rest.isEmpty {
            let excluded = rest.map { $0.isEmpty ? Wording(ja: "空欄", en: "\"\"") : Wording($0) }
            return Wording(
                ja: "\(name) が \(excluded.map(\.ja).joined(separator: "・")) 以外" + (isBlankToo ? "（または 空欄）" : ""),
                en: "\(name) other than \(excluded.map(\.en).joined(separator: ", "))" + (isBlankToo ? " (or blank)" : ""))
        }
        let first = regions[0].words(name)
        var further = own.dropFirst().map { $0.isEmpty ? Wording(ja: "空欄", en: "\"\"") : Wording($0) }
        for region in regions.dropFirst() {
            switch region {
            case .blank: further.append(Wording(ja: "空欄", en: "blank"))
            case .yes: further.append(Wording("true"))
            case .no: further.append(Wording("false"))
            default: continue
            }
        }
        if further.isEmpty { return first }
        return Wording(
            ja: "\(first.ja)（または \(further.map(\.ja).joined(separator: "・"))）",
            en: "\(first.en) (or \(further.map(\.en).joined(separator: ", ")))")
    }

    private static func symbols(_ regions: [ConditionGraph.Region]) -> [String] {
        regions.flatMap { region -> [String] in if case .symbols(let own) = region { own } else { [] } }
    }

    // MARK: Numbers

    /// Of more stretches only the first is told.
    private static let maximumStretches = 3

    private func range(_ number: Int, _ variable: ConditionGraph.Variable, _ set: RegionSet) -> Wording? {
        let shown = graph.shown[number]
        switch shown.text.kind {
        case .decides(let isYes):
            let holds = (variable.regions[set.first] == .point(.zero)) != isYes
            return holds
                ? Wording(ja: "\(shown.text.left) が成り立つ", en: "\(shown.text.left)")
                : Wording(ja: "\(shown.text.left) が成り立たない", en: "not \(shown.text.left)")
        case .isUnknown:
            return set == RegionSet(0) ? nil : Wording(ja: "\(shown.text.left) に空欄がある", en: "\(shown.text.left) has a blank")
        case .other: return condition(number, variable, set).map { Wording($0) }
        case .constant: break
        }
        let rest = RegionSet(count: variable.regions.count).subtracting(set)
        if set.runs.count > 1, rest.count == 1, case .point(let value) = variable.regions[rest.first] {
            let (name, text) = told(number, value)
            return Wording(ja: "\(name) が \(text) 以外", en: "\(name) other than \(text)")
        }
        let stretches = set.runs.prefix(Self.maximumStretches).compactMap { run in
            NumberStretch(variable.regions[run.lowerBound], variable.regions[run.upperBound]).flatMap { range(number, $0) }
        }
        guard !stretches.isEmpty else { return nil }
        let isMore = set.runs.count > Self.maximumStretches
        return Wording(
            ja: stretches.map(\.ja).joined(separator: "か、") + (isMore ? "など" : ""),
            en: stretches.map(\.en).joined(separator: " or ") + (isMore ? " …" : ""))
    }

    private func range(_ number: Int, _ stretch: NumberStretch) -> Wording? {
        var stretch = stretch
        if graph.isCount(number) { stretch.holdToWholeNumbers() }
        if single(number) == nil, graph.shown[number].scale.isNegative { stretch.turn() }
        let isYear = type(number) == .year
        switch (stretch.low, stretch.high) {
        case (nil, nil): return nil
        case (let low?, nil):
            let (name, text) = told(number, low.number)
            return Wording(
                ja: "\(name) が \(text)" + (low.isIncluded ? isYear ? " 以後" : "\(text.gap)以上" : isYear ? " より後" : " を超える"),
                en: "\(name) \(low.isIncluded ? ">=" : ">") \(text)")
        case (nil, let high?):
            let (name, text) = told(number, high.number)
            return Wording(
                ja: "\(name) が \(text)" + (high.isIncluded ? isYear ? " 以前" : "\(text.gap)以下" : isYear ? " より前" : "\(text.gap)未満"),
                en: "\(name) \(high.isIncluded ? "<=" : "<") \(text)")
        case (let low?, let high?):
            let (name, from) = told(number, low.number)
            if low == high { return Wording("\(name) = \(from)") }
            let to = told(number, high.number).text
            return Wording(
                ja: "\(name) が \(from)\(low.isIncluded ? isYear ? " 以後" : "\(from.gap)以上" : isYear ? " より後" : " を超え") \(to)"
                    + (high.isIncluded ? isYear ? " 以前" : "\(to.gap)以下" : isYear ? " より前" : "\(to.gap)未満"),
                en: "\(from) \(low.isIncluded ? "<=" : "<") \(name) \(high.isIncluded ? "<=" : "<") \(to)")
        }
    }

    /// The one value that a form is.
    func single(_ form: Int) -> Subject? {
        guard graph.forms[form].coefficients.count == 1, let item = graph.forms[form].coefficients.first,
            case .subject(let subject) = graph.terms[item.term]
        else { return nil }
        return graph.reader.subjects[subject]
    }

    private func type(_ form: Int) -> Type { single(form)?.type ?? graph.shown[form].text.type }

    private func told(_ form: Int, _ number: Number) -> (name: String, text: String) {
        let shown = graph.shown[form]
        let isPercentage = writing.isPercentage(shown.text.left)
        if let subject = single(form) { return (subject.text, writing.words(number, subject.type, asPercentage: isPercentage)) }
        let value = number.multiplied(by: shown.scale)?.adding(shown.offset) ?? number
        return (shown.text.left, writing.words(value, shown.text.type, asPercentage: isPercentage))
    }
}

extension String {
    /// Figures without a unit stand apart from what follows.
    fileprivate var gap: String { last?.isASCII ?? false ? " " : "" }
}
