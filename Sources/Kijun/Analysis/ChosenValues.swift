import KijunSyntax

/// One value for each variable out of its regions, and the sheet that has these values.
struct ChosenValues {
    private enum Assigned {
        case value(Value)
        case elements([[ConditionGraph.ElementValue]])
        /// A row without values of its own.
        case row
    }

    let graph: ConditionGraph
    let regions: [RegionSet]
    /// Of terms that forms are made of.
    private(set) var numbers: [Int: Number]
    /// The numbers satisfy all forms.
    let isSolved: Bool

    init(_ graph: ConditionGraph, _ regions: [RegionSet]) {
        self.graph = graph
        var regions = regions
        // One stretch of each form: what lies between two is none of them.
        for (variable, description) in graph.variables.enumerated() {
            guard case .form = description.kind, regions[variable] != graph.regions(variable), let run = regions[variable].runs.first
            else { continue }
            regions[variable] = RegionSet(run)
        }
        self.regions = regions
        if case .values(var values) = graph.system(regions).solution() {
            graph.settleYears(&values, regions)
            numbers = values.merging(Self.padding(graph, values)) { own, _ in own }
            isSolved = true
        } else {
            numbers = [:]
            isSolved = false
        }
    }

    /// The same with values that a sheet gives to subjects.
    func with(_ actual: [Int: Number]) -> ChosenValues {
        var copy = self
        for (subject, number) in actual {
            if let term = graph.terms.firstIndex(of: .subject(subject)) { copy.numbers[term] = number }
        }
        return copy
    }

    func isNarrowed(_ variable: Int) -> Bool { regions[variable] != graph.regions(variable) }

    /// Elements that do not matter, for lists that would be empty without them.
    private static func padding(_ graph: ConditionGraph, _ values: [Int: Number]) -> [Int: Number] {
        var padding: [Int: Number] = [:]
        for (list, classes) in graph.classes.enumerated() {
            let own = values.keys.filter { if case .elements(list, _) = graph.terms[$0] { true } else { false } }
            guard !own.isEmpty, own.allSatisfy({ values[$0]?.isZero ?? false }), let classes else { continue }
            let free = classes.indices.filter { index in
                guard let element = classes[index].values, element.allSatisfy({ $0.path.isEmpty }) else { return false }
                return !own.contains { graph.terms[$0] == .elements(list: list, class: index) }
            }
            guard let index = free.first, let term = graph.terms.firstIndex(of: .elements(list: list, class: index)) else { continue }
            padding[term] = graph.lengths[list].map { Number($0) } ?? .one
        }
        return padding
    }

    // MARK: Sheets

    /// The record of a sheet with these values; nil where some of them follow from others.
    func record(schema: RecordSchema, rowPath: [Int]?) -> InputRecord? {
        guard isSolved, let rowPath else { return nil }
        var assigned: [[Int]: Assigned] = [:]
        if !rowPath.isEmpty { assigned[rowPath + [-1]] = .row }
        for (variable, description) in graph.variables.enumerated() where isNarrowed(variable) {
            let region = description.regions[regions[variable].first]
            switch description.kind {
            case .subject(let number):
                let subject = graph.reader.subjects[number]
                guard let path = subject.path else { return nil }
                if region == .known, assigned[path] != nil { continue }
                guard let value = region.value(of: subject, avoiding: graph.texts(askedOf: number)) else { return nil }
                assigned[path] = .value(value)
            case .list(let list):
                guard let path = graph.reader.lists[list].path else { return nil }
                if region == .missing { assigned[path] = .value(.undetermined) }
            case .form: continue
            }
        }
        var elements: [Int: [[ConditionGraph.ElementValue]]] = [:]
        for (term, number) in numbers.sorted(by: { $0.key < $1.key }) {
            switch graph.terms[term] {
            case .subject(let index):
                let subject = graph.reader.subjects[index]
                guard let path = subject.path else { return nil }
                if case .value(let value)? = assigned[path], value == .blank || value == .undetermined { continue }
                if case .year = subject.type {
                    guard let year = number.asInt else { return nil }
                    assigned[path] = .value(.year(year))
                } else {
                    assigned[path] = .value(.number(number))
                }
            case .elements(let list, let index):
                guard let count = number.asInt, count <= 100 else { return nil }
                guard let values = graph.classes[list]?[index].values else {
                    if count == 0 { continue }
                    return nil
                }
                elements[list, default: []] += Array(repeating: values, count: count)
            case .tally: return nil
            }
        }
        for (list, values) in elements {
            guard let path = graph.reader.lists[list].path, assigned[path] == nil else { return nil }
            assigned[path] = .elements(values)
        }
        return record(schema, assigned.map { ($0.key[...], $0.value) })
    }

    private func record(_ schema: RecordSchema, _ assigned: [(path: ArraySlice<Int>, value: Assigned)]) -> InputRecord? {
        var values: [InputValue] = []
        for (index, field) in schema.fields.enumerated() {
            let own = assigned.filter { $0.path.first == index }.map { (path: $0.path.dropFirst(), value: $0.value) }
            guard let value = self.value(field, own) else { return nil }
            values.append(value)
        }
        return InputRecord(values: values)
    }

    private func value(_ field: FieldSchema, _ assigned: [(path: ArraySlice<Int>, value: Assigned)]) -> InputValue? {
        if assigned.isEmpty {
            switch field.type {
            case .list: return .list([])
            case .table: return .table([])
            case .record: return field.record.flatMap { record($0, []) }.map { .record($0) }
            default: return .scalar(.blank, nil)
            }
        }
        if let whole = assigned.first(where: { $0.path.isEmpty }) {
            guard assigned.count == 1 else { return nil }
            switch (whole.value, field.type) {
            case (.value(let value), _): return .scalar(value, nil)
            case (.elements(let elements), .list):
                return .list(elements.map { values in .scalar(values.first?.value ?? .blank, nil) })
            case (.elements(let elements), .table):
                guard let schema = field.record else { return nil }
                var rows: [InputRecord] = []
                for values in elements {
                    guard let row = record(schema, values.map { ($0.path[...], .value($0.value)) }) else { return nil }
                    rows.append(row)
                }
                return .table(rows)
            default: return nil
            }
        }
        guard let schema = field.record, let row = record(schema, assigned) else { return nil }
        if case .table = field.type { return .table([row]) }
        return .record(row)
    }

    // MARK: Words

    /// What is chosen, in words: only what matters.
    func words(_ writing: RuleWriting) -> [Wording] {
        var words: [Wording] = []
        var told: Set<Int> = []
        for (variable, description) in graph.variables.enumerated() where isNarrowed(variable) {
            let region = description.regions[regions[variable].first]
            switch description.kind {
            case .subject(let number):
                let subject = graph.reader.subjects[number]
                if region == .known, isInForm(number) { continue }
                // A text that is compared with none is merely there.
                let isAnyText = region == .other && !description.regions.contains { if case .symbols = $0 { true } else { false } }
                words.append((isAnyText ? .known : region).words(subject.text))
            case .list(let list):
                if region == .present { continue }
                words.append(region.words(graph.reader.lists[list].text))
            case .form(let form): if let text = self.words(form, writing, told: &told) { words.append(text) }
            }
        }
        return words
    }

    private func isInForm(_ subject: Int) -> Bool {
        numbers.keys.contains { if case .subject(subject) = graph.terms[$0] { true } else { false } }
    }

    private func words(_ number: Int, _ writing: RuleWriting, told: inout Set<Int>) -> Wording? {
        let form = graph.forms[number]
        let shown = graph.shown[number]
        if let list = marks(of: form) {
            guard told.insert(list.number).inserted else { return nil }
            if !list.elements.isEmpty, list.elements.allSatisfy({ $0 == "_" || $0 == " " }),
                graph.classes[list.number]?.allSatisfy({ $0.values?.isEmpty ?? false }) ?? false
            {
                let count = list.elements.count { $0 == "_" }
                return Wording(ja: "\(list.text) が \(count) 行", en: "\(list.text) has \(count) row\(count == 1 ? "" : "s")")
            }
            return list.elements.isEmpty
                ? Wording(ja: "\(list.text) が一つもない", en: "\(list.text) is empty") : Wording("\(list.text) = \(list.elements)")
        }
        var value = Number.zero
        for item in form.coefficients {
            guard let product = numbers[item.term]?.multiplied(by: item.factor), let sum = value.adding(product) else {
                return Wording(shown.text.left)
            }
            value = sum
        }
        let isPercentage = writing.isPercentage(shown.text.left)
        if let item = form.coefficients.first, form.coefficients.count == 1, case .subject(let index) = graph.terms[item.term] {
            let subject = graph.reader.subjects[index]
            return Wording(
                "\(subject.text) = \(value.words(as: subject.type, thresholds: graph.thresholds(of: number), isPercentage: isPercentage))")
        }
        let left = value.multiplied(by: shown.scale)?.adding(shown.offset) ?? value
        switch shown.text.kind {
        case .constant: return Wording("\(shown.text.left) = \(left.words(as: shown.text.type, isPercentage: isPercentage))")
        case .other(let right):
            let sign = left.isZero ? "==" : left.isNegative ? "<" : ">"
            return Wording("\(shown.text.left) \(sign) \(right)")
        case .decides(let isYes): return Wording("\(shown.text.left) = \(value.isZero != isYes)")
        case .isUnknown:
            return value.isZero
                ? nil : Wording(ja: "\(shown.text.left) に空欄がある", en: "\(shown.text.left) has a blank")
        }
    }

    /// A list of single values whose elements a form counts, written out.
    private func marks(of form: ConditionGraph.Form) -> (number: Int, text: String, elements: String)? {
        var number: Int?
        for item in form.coefficients {
            guard case .elements(let list, _) = graph.terms[item.term], number == nil || number == list else { return nil }
            number = list
        }
        guard let number, let classes = graph.classes[number] else { return nil }
        var elements: [String] = []
        for (index, item) in classes.enumerated() {
            guard let values = item.values, values.allSatisfy({ $0.path.isEmpty }) else { return nil }
            let term = graph.terms.firstIndex(of: .elements(list: number, class: index))
            let count = term.flatMap { numbers[$0]?.asInt } ?? 0
            guard count <= 10 else { return nil }
            elements += Array(repeating: values.first.map { $0.value.words } ?? "_", count: count)
        }
        return (number, graph.reader.lists[number].text, elements.joined(separator: " "))
    }
}

extension ConditionGraph.Region {
    /// What a variable is in the region.
    func words(_ name: String) -> Wording {
        switch self {
        case .symbols(let symbols):
            let symbol = symbols.first ?? ""
            return symbol.isEmpty ? Wording(ja: "\(name) が空欄", en: "\(name) = \"\"") : Wording("\(name) = \(symbol)")
        case .other: return Wording(ja: "\(name) がほかの文字列", en: "\(name) = any other text")
        case .yes: return Wording("\(name) = true")
        case .no: return Wording("\(name) = false")
        case .blank: return Wording(ja: "\(name) が空欄", en: "\(name) is blank")
        case .unreadable: return Wording(ja: "\(name) が読めない", en: "\(name) cannot be read")
        case .known: return Wording(ja: "\(name) が空欄でない", en: "\(name) is not blank")
        case .missing: return Wording(ja: "\(name) が調書にない", en: "\(name) is not on the sheet")
        case .present: return Wording(ja: "\(name) がある", en: "\(name) is on the sheet")
        case .point, .interval: return Wording(name)
        }
    }
}

extension Value {
    /// A single value, as an example shows it.
    var words: String {
        switch self {
        case .text(let text): text.isEmpty ? "_" : text
        case .number(let number): number.shown()
        case .year(let year): Year.shown(year)
        case .yesno(let flag): "\(flag)"
        default: "_"
        }
    }
}

extension Number {
    func words(as type: Type, thresholds: [Number] = [], isPercentage: Bool = false) -> String {
        switch type {
        case .year: asInt.map { Year.shown($0) } ?? shown()
        case .number(let kind):
            shown(percent: kind.isPercent || isPercentage, thresholds: thresholds)
                + (kind.unit.isNone || kind.isPercent ? "" : " \(kind.unit.name)")
        default: shown()
        }
    }
}

extension ConditionGraph {
    /// A year alone is chosen next to the bound that it is held to: nobody thinks of year 0.
    fileprivate func settleYears(_ values: inout [Int: Number], _ regions: [RegionSet]) {
        for (variable, description) in variables.enumerated() where regions[variable] != self.regions(variable) {
            guard case .form(let form) = description.kind, forms[form].coefficients.count == 1,
                let term = forms[form].coefficients.first?.term,
                case .subject(let subject) = terms[term], reader.subjects[subject].type == .year,
                !forms.contains(where: { $0.coefficients.count > 1 && $0.coefficients.contains { $0.term == term } }),
                let run = regions[variable].runs.first,
                let stretch = NumberStretch(description.regions[run.lowerBound], description.regions[run.upperBound])
            else { continue }
            if let low = stretch.low {
                values[term] = low.isIncluded ? low.number : low.number.adding(.one)
            } else if let high = stretch.high {
                values[term] = high.isIncluded ? high.number : high.number.adding(Number(-1))
            }
        }
    }

    /// What a form is compared with.
    fileprivate func thresholds(of form: Int) -> [Number] {
        guard let variable = numbersOfVariables[.form(form)] else { return [] }
        return variables[variable].regions.flatMap { region -> [Number] in
            switch region {
            case .point(let number): [number]
            case .interval(let low, let high): [low, high].compactMap { $0 }
            default: []
            }
        }
    }
}
