import KijunSyntax

/// Conditions as a graph over variables, each with finitely many regions in which every question has one answer.
struct ConditionGraph {
    /// A part of a variable's values that no condition tells apart.
    enum Region: Hashable {
        /// Texts, marks or symbols; the empty text is the empty mark.
        case symbols([String])
        /// Any text but those that are named.
        case other
        case yes
        case no
        case blank
        /// A cell that cannot be read.
        case unreadable
        /// Not blank.
        case known
        case missing
        case present
        case point(Number)
        /// Between two numbers without them; nil is no bound.
        case interval(Number?, Number?)
    }

    struct Variable {
        enum Kind: Hashable {
            case subject(Int)
            /// A linear form over ``ConditionGraph/terms``.
            case form(Int)
            case list(Int)
        }

        let kind: Kind
        let regions: [Region]
    }

    /// A question in the regions of its variable.
    struct Question {
        let variable: Int
        let yes: RegionSet
        let no: RegionSet
        let unknown: RegionSet

        func truth(in regions: RegionSet) -> Truth {
            if regions.isSubset(of: yes) { return .yes }
            if regions.isSubset(of: no) { return .no }
            return regions.isSubset(of: unknown) ? .unknown : .open
        }

        subscript(_ truth: Truth) -> RegionSet {
            switch truth {
            case .yes: yes
            case .no: no
            case .unknown, .open: unknown
            }
        }
    }

    enum BaseTerm: Hashable {
        case subject(Int)
        /// How many elements of a list are of a class.
        case elements(list: Int, class: Int)
        /// How many elements of a list satisfy a predicate, where its classes are not known.
        case tally(list: Int, predicate: Int, Truth)
    }

    struct Form: Hashable {
        /// By rising term; the first coefficient is 1.
        let coefficients: [Coefficient]

        struct Coefficient: Hashable {
            let term: Int
            let factor: Number
        }
    }

    /// How a form stands in the rules: `left` is `scale × form + offset`.
    struct FormShown {
        let text: FormText
        let scale: Number
        let offset: Number
    }

    /// Elements of a list that no condition tells apart.
    struct ElementClass {
        /// What every predicate of the list says of it.
        let truths: [Truth]
        /// Values of an element of the class by their path in it; nil where they follow from others.
        let values: [ElementValue]?
    }

    struct ElementValue {
        let path: [Int]
        let value: Value
    }

    let reader: ConditionReader
    var nodes: [ConditionReader.Node]
    var questions: [Question?] = []
    var variables: [Variable] = []
    var terms: [BaseTerm] = []
    var forms: [Form] = []
    var shown: [FormShown] = []
    /// For each list the classes of its elements; nil where there are too many.
    var classes: [[ElementClass]?] = []
    /// For each list how many elements a form reads, where it says so.
    let lengths: [Int?]
    /// A variable has more regions than a ``RegionSet`` holds.
    var isTooWide = false

    var numbersOfVariables: [Variable.Kind: Int] = [:]
    private var formNumbers: [Form: Int] = [:]
    private var termNumbers: [BaseTerm: Int] = [:]

    /// The number of questions that the conditions ask.
    var questionCount: Int { questions.count }

    init(_ reader: ConditionReader) {
        self.reader = reader
        nodes = reader.nodes
        classes = reader.lists.map { Self.classes(of: $0) }
        lengths = reader.lists.map { $0.path.flatMap { reader.program.length(ofListAt: $0, in: reader.layout) } }
        questions = Array(repeating: nil, count: reader.tests.count)
        addSubjects()
        addLists()
        for (list, own) in classes.enumerated() { for index in (own ?? []).indices { _ = term(.elements(list: list, class: index)) } }
        addForms()
        if forms.count > Self.maximumForms { isTooWide = true }
    }

    /// More sums than a system of them can be solved for.
    private static let maximumForms = 500

    // MARK: Terms and forms

    private mutating func term(_ base: BaseTerm) -> Int {
        if let number = termNumbers[base] { return number }
        terms.append(base)
        termNumbers[base] = terms.count - 1
        return terms.count - 1
    }

    func isWhole(_ term: BaseTerm) -> Bool {
        if case .subject(let subject) = term { return reader.subjects[subject].isWhole }
        return true
    }

    func minimum(_ term: BaseTerm) -> Number? {
        if case .subject(let subject) = term { return reader.subjects[subject].minimum }
        return .zero
    }

    private mutating func baseTerms(_ term: LinearTerm) -> [Int] {
        switch term {
        case .subject(let subject): return [self.term(.subject(subject))]
        case .tally(let list, let predicate, let truth):
            guard let classes = classes[list] else { return [self.term(.tally(list: list, predicate: predicate, truth))] }
            return classes.indices.filter { classes[$0].truths[predicate] == truth }.map { self.term(.elements(list: list, class: $0)) }
        }
    }

    private struct Normalized {
        let test: Int
        let form: Int
        let op: Comparison.Operator
        let threshold: Number
    }

    private mutating func addForms() {
        var normalized: [Normalized] = []
        for (number, test) in reader.tests.enumerated() {
            guard case .linear(let form, let op) = test else { continue }
            let (linear, text) = reader.forms[form]
            var coefficients: [Int: Number] = [:]
            for (term, factor) in linear.coefficients {
                for base in baseTerms(term) { coefficients[base] = (coefficients[base] ?? .zero).adding(factor) ?? factor }
            }
            let sorted = coefficients.filter { !$0.value.isZero }.sorted { $0.key < $1.key }
            guard let lead = sorted.first?.value, let inverse = Number.one.divided(by: lead) else {
                answer(number, always: op.holds(linear.constant, .zero))
                continue
            }
            let own = Form(
                coefficients: sorted.map { Form.Coefficient(term: $0.key, factor: $0.value.multiplied(by: inverse) ?? $0.value) })
            let threshold = (linear.constant.multiplied(by: inverse) ?? .zero).negated
            if formNumbers[own] == nil {
                formNumbers[own] = forms.count
                forms.append(own)
                var offset = linear.constant
                if case .constant(let right) = text.kind { offset = offset.adding(right) ?? offset }
                shown.append(FormShown(text: text, scale: lead, offset: offset))
            }
            normalized.append(
                Normalized(test: number, form: formNumbers[own] ?? 0, op: lead.isNegative ? op.mirrored : op, threshold: threshold))
        }
        for form in forms.indices {
            let own = normalized.filter { $0.form == form }
            let regions = regions(of: forms[form], thresholds: own.map(\.threshold))
            guard let variable = add(.form(form), regions) else { continue }
            for item in own {
                answer(item.test, variable) { region in
                    switch region {
                    case .point(let number): Truth(item.op.holds(number, item.threshold))
                    case .interval(let low, let high): Truth(item.op.holdsBetween(low, high, item.threshold))
                    default: .unknown
                    }
                }
            }
        }
    }

    private func regions(of form: Form, thresholds: [Number]) -> [Region] {
        let isWhole = form.coefficients.allSatisfy { $0.factor.isWhole && self.isWhole(terms[$0.term]) }
        var minimum: Number? = .zero
        for item in form.coefficients {
            guard let known = minimum, !item.factor.isNegative, let own = self.minimum(terms[item.term]),
                let product = own.multiplied(by: item.factor)
            else {
                minimum = nil
                break
            }
            minimum = known.adding(product)
        }
        let sorted = Set(thresholds).sorted()
        var regions: [Region] = []
        for (index, threshold) in sorted.enumerated() {
            regions.append(.interval(index == 0 ? nil : sorted[index - 1], threshold))
            regions.append(.point(threshold))
        }
        regions.append(.interval(sorted.last, nil))
        return regions.compactMap { $0.admissible(isWhole: isWhole, from: minimum) }
    }

    // MARK: Variables

    /// The number of a new variable; nil where it would have too many regions.
    mutating func add(_ kind: Variable.Kind, _ regions: [Region]) -> Int? {
        guard regions.count <= RegionSet.capacity else {
            isTooWide = true
            return nil
        }
        variables.append(Variable(kind: kind, regions: regions))
        numbersOfVariables[kind] = variables.count - 1
        return variables.count - 1
    }

    mutating func answer(_ test: Int, _ variable: Int, _ truth: (Region) -> Truth) {
        var sets: [Truth: RegionSet] = [:]
        for (index, region) in variables[variable].regions.enumerated() { sets[truth(region), default: .empty].insert(index) }
        questions[test] = Question(
            variable: variable, yes: sets[.yes] ?? .empty, no: sets[.no] ?? .empty, unknown: sets[.unknown] ?? .empty)
    }

    /// A question that has one answer: its nodes become constants.
    mutating func answer(_ test: Int, always truth: Bool) {
        for (index, node) in nodes.enumerated() where node == .test(test) { nodes[index] = .constant(Truth(truth)) }
    }

    func regions(_ variable: Int) -> RegionSet { RegionSet(count: variables[variable].regions.count) }
}

extension ConditionGraph.Region {
    /// The region without what the values of the variable cannot be; nil where nothing is left.
    fileprivate func admissible(isWhole: Bool, from minimum: Number?) -> ConditionGraph.Region? {
        switch self {
        case .point(let number):
            if isWhole, !number.isWhole { return nil }
            if let minimum, number < minimum { return nil }
            return self
        case .interval(var low, let high):
            if let minimum {
                if let high, high < minimum || (high == minimum) { return nil }
                if isWhole, minimum.isWhole, low.map({ $0 < minimum }) ?? true { low = minimum.adding(Number(-1)) }
            }
            guard isWhole, let low, let high, let first = low.rounded(places: 0, .floor)?.adding(.one) else { return .interval(low, high) }
            if first >= high { return nil }
            if let next = first.adding(.one), next >= high { return .point(first) }
            return .interval(low, high)
        default: return self
        }
    }
}

extension Comparison.Operator {
    /// Whether all numbers between two bounds stand so to a third, which is none of them.
    fileprivate func holdsBetween(_ low: Number?, _ high: Number?, _ threshold: Number) -> Bool {
        let isBelow = high.map { $0 <= threshold } ?? false
        switch self {
        case .less, .lessOrEqual: return isBelow
        case .greater, .greaterOrEqual: return !isBelow
        case .equal, .within: return false
        case .notEqual: return true
        }
    }
}

extension CheckedProgram {
    /// How many elements the form reads for a list that stands at numbered rows: `at rows "2".."4"`.
    fileprivate func length(ofListAt path: [Int], in layout: RecordSchema) -> Int? {
        guard path.count == 1, let field = layout.field(at: path), let index = schema.index(of: field.name) else { return nil }
        for form in forms {
            guard let locator = form.fields.first(where: { $0.field == index })?.locator,
                case .atRows(let from, let to, _) = locator.kind, let first = Int(from.pattern), let last = Int(to.pattern), first <= last,
                last - first < 20
            else { continue }
            return last - first + 1
        }
        return nil
    }
}
