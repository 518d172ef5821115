import KijunSyntax

extension ConditionGraph {
    /// The variables of single values, with the answers to what is asked of them.
    mutating func addSubjects() {
        var tests: [Int: [(number: Int, test: Test)]] = [:]
        for (number, test) in reader.tests.enumerated() {
            switch test {
            case .equals(let subject, _), .among(let subject, _), .ranks(let subject, _, _, _), .isBlank(let subject), .flag(let subject):
                tests[subject, default: []].append((number, test))
            case .linear, .isMissing: continue
            }
        }
        for (index, subject) in reader.subjects.enumerated() {
            guard let own = tests[index] else { continue }
            // Each text that is asked for alone is a region: no need to compare thousands of them with each other.
            if subject.type == .text, own.count(where: { if case .equals = $0.test { true } else { false } }) > RegionSet.capacity {
                isTooWide = true
                continue
            }
            let regions = merged(regions(of: subject, asked: own.map(\.test)), own.map(\.test))
            guard let variable = add(.subject(index), regions) else { continue }
            for (number, test) in own { answer(number, variable) { $0.answer(to: test) } }
        }
    }

    private func regions(of subject: Subject, asked: [Test]) -> [Region] {
        switch subject.type {
        case .yesno: return [.yes, .no, .blank]
        case .mark: return [""].map { .symbols([$0]) } + Mark.all.map { .symbols([$0]) } + [.unreadable]
        case .choice(let choice): return choice.symbols.map { .symbols([nfkc($0)]) } + [.blank]
        case .text:
            var texts: [String] = []
            var known: Set<String> = []
            for test in asked {
                switch test {
                case .equals(_, let text): if known.insert(text).inserted { texts.append(text) }
                case .among(_, let list): for text in list.texts where known.insert(text).inserted { texts.append(text) }
                default: continue
                }
            }
            // A cell never holds the empty text, it is blank then; only what stands for a blank cell may be it.
            let mayBeEmpty = subject.path == nil || reader.layout.hasEmptyFallback
            let empty: [Region] = mayBeEmpty && !texts.contains("") ? [.symbols([""])] : []
            return texts.filter { !$0.isEmpty || mayBeEmpty }.map { .symbols([$0]) } + [.other] + empty + [.blank]
        default: return [.known, .blank]
        }
    }

    /// Symbols that no condition tells apart are one region.
    private func merged(_ regions: [Region], _ tests: [Test]) -> [Region] {
        var result: [Region] = []
        var places: [[Truth]: Int] = [:]
        for region in regions {
            guard case .symbols(let symbols) = region else {
                result.append(region)
                continue
            }
            let answers = tests.map { region.answer(to: $0) }
            if let place = places[answers], case .symbols(let others) = result[place] {
                result[place] = .symbols(others + symbols)
            } else {
                places[answers] = result.count
                result.append(region)
            }
        }
        return result
    }

    mutating func addLists() {
        for (number, test) in reader.tests.enumerated() {
            guard case .isMissing(let list) = test else { continue }
            guard let variable = add(.list(list), [.present, .missing]) else { continue }
            answer(number, variable) { Truth($0 == .missing) }
        }
    }

    // MARK: Elements

    /// More combinations than this are not told apart.
    private static let maximumCombinations = 1_024
    /// More classes would make sums of so many terms that no system of them is solved.
    private static let maximumClasses = 100

    /// The classes of a list's elements; nil where they cannot be told.
    static func classes(of list: ListSubject) -> [ElementClass]? {
        let graph = ConditionGraph(list.element)
        let used = graph.variables(of: list.predicates)
        guard !graph.isTooWide, graph.forms.allSatisfy({ $0.coefficients.count == 1 }) else { return nil }
        let combinations = used.reduce(1) { min($0 * graph.variables[$1].regions.count, maximumCombinations + 1) }
        guard combinations <= maximumCombinations else { return nil }
        var evaluator = TruthEvaluator(graph)
        var found: [ElementClass] = []
        var places: [[Truth]: Int] = [:]
        for number in 0..<combinations {
            var rest = number
            var chosen: [Int: Int] = [:]
            for variable in used {
                let count = graph.variables[variable].regions.count
                chosen[variable] = rest % count
                evaluator.regions[variable] = RegionSet(rest % count)
                rest /= count
            }
            evaluator.invalidate()
            let truths = list.predicates.map { evaluator.truth(of: $0) }
            guard places[truths] == nil else { continue }
            guard found.count < maximumClasses else { return nil }
            places[truths] = found.count
            found.append(ElementClass(truths: truths, values: graph.elementValues(chosen)))
        }
        return found
    }

    /// The variables that nodes depend on.
    func variables(of roots: [Int]) -> [Int] {
        var seen: Set<Int> = []
        var found: Set<Int> = []
        var waiting = roots
        while let node = waiting.popLast() {
            guard seen.insert(node).inserted else { continue }
            switch nodes[node] {
            case .constant: continue
            case .test(let test): if let question = questions[test] { found.insert(question.variable) }
            case .not(let operand), .isUnknown(let operand): waiting.append(operand)
            case .all(let operands), .any(let operands): waiting += operands
            case .choose(let a, let b, let c): waiting += [a, b, c]
            }
        }
        return found.sorted()
    }

    /// The values of an element in chosen regions; nil where one of them follows from others.
    private func elementValues(_ chosen: [Int: Int]) -> [ElementValue]? {
        var values: [[Int]: Value] = [:]
        for (variable, region) in chosen.sorted(by: { $0.key < $1.key }) {
            let region = variables[variable].regions[region]
            switch variables[variable].kind {
            case .subject(let number):
                let subject = reader.subjects[number]
                guard let path = subject.path else { return nil }
                if region == .known {
                    if values[path] == nil { values[path] = subject.type.sampleValue }
                } else {
                    guard let value = region.value(of: subject, avoiding: texts(askedOf: number)) else { return nil }
                    values[path] = value
                }
            case .form(let form):
                guard case .subject(let number) = terms[forms[form].coefficients[0].term] else { return nil }
                let subject = reader.subjects[number]
                guard let path = subject.path, let value = region.number(of: subject) else { return nil }
                if values[path] != .blank, values[path] != .undetermined { values[path] = value }
            case .list: return nil
            }
        }
        return values.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ElementValue(path: $0.key, value: $0.value) }
    }

    /// The texts that a subject is compared with.
    func texts(askedOf subject: Int) -> [String] {
        reader.tests.flatMap { test -> [String] in
            switch test {
            case .equals(subject, let text): [text]
            case .among(subject, let list): list.texts
            default: []
            }
        }
    }
}

extension ConditionGraph.Region {
    func answer(to test: Test) -> Truth {
        switch (self, test) {
        case (.blank, .isBlank), (.unreadable, .isBlank): .yes
        case (.blank, _), (.unreadable, _): .unknown
        case (.symbols(let symbols), .equals(_, let text)): Truth(symbols[0] == text)
        case (.symbols(let symbols), .among(_, let list)): Truth(list.contains(symbols[0]))
        case (.symbols(let symbols), .isBlank): Truth(symbols[0].isEmpty)
        case (.symbols(let symbols), .ranks(_, let op, let place, let scale)):
            scale.firstIndex(of: symbols[0]).map { Truth(op.holds($0, place)) } ?? .unknown
        case (.other, .ranks): .unknown
        case (.yes, .flag): .yes
        default: .no
        }
    }

    /// A value of the region, the simplest first.
    func value(of subject: Subject, avoiding texts: [String] = []) -> Value? {
        switch self {
        case .symbols(let symbols): symbols.first.map { .text($0) }
        case .other: Self.text(avoiding: texts).map { .text($0) }
        case .yes: .yesno(true)
        case .no: .yesno(false)
        case .blank: subject.hasFallback ? .undetermined : .blank
        case .unreadable: .undetermined
        case .known: subject.type.sampleValue
        case .missing: .undetermined
        case .present, .point, .interval: nil
        }
    }

    private static func text(avoiding texts: [String]) -> String? {
        (["x", "y", "z"] + (0..<200).map { "x\($0)" }).first { !texts.contains($0) }
    }

    func number(of subject: Subject) -> Value? {
        var bounds = NumberBounds(isWhole: subject.isWhole)
        bounds.narrow(to: self)
        if let minimum = subject.minimum { bounds.raise(to: minimum, isStrict: false) }
        guard let number = bounds.simplest(isPercent: subject.type.isPercent) else { return nil }
        if case .year = subject.type { return number.asInt.map { .year($0) } }
        return .number(number)
    }
}

extension Type {
    var isPercent: Bool { if case .number(let number) = self { number.isPercent } else { false } }

    /// Some value of the type that is not blank.
    var sampleValue: Value? {
        switch self {
        case .number: .number(.one)
        case .text: .text("x")
        case .mark: .text("○")
        case .year: .year(2020)
        case .yesno: .yesno(true)
        case .choice(let choice): choice.symbols.first.map { .text($0) }
        case .list, .record, .table, .blank, .error: nil
        }
    }
}
