import KijunSyntax

/// Something with one value that conditions ask about: a field, a column of the row, a definition that cannot be seen
/// through, or any other expression, which then may have every value of its type.
struct Subject {
    let identity: Int
    let type: Type
    /// The name in the rules, or the text of the expression.
    let text: String
    /// Where a sheet has it: fields from the sheet inwards, through one row of each table; nil for what follows from others.
    let path: [Int]?
    /// A form gives what stands for a blank cell.
    var hasFallback = false
    /// Never a fraction.
    var isWhole = false
    var minimum: Number?
    /// The rule whose value it is, on the row that is asked about or on the sheet.
    var rule: RuleID?
}

/// A list or table whose elements conditions ask about through `any`, `all`, `none` and `count`.
struct ListSubject {
    let identity: Int
    let text: String
    let path: [Int]?
    /// What is asked of an element.
    let element: ConditionReader
    /// Conditions on an element, by their node in ``element``.
    var predicates: [Int] = []
}

/// A term of a linear form.
enum LinearTerm: Hashable {
    case subject(Int)
    /// The number of elements of a list for which a predicate is yes, no or unknown.
    case tally(list: Int, predicate: Int, Truth)
}

/// A sum of terms with coefficients, and a constant.
struct Linear {
    var coefficients: [LinearTerm: Number] = [:]
    var constant = Number.zero
    /// Every term that was read, also those that cancel out: where one is blank, the whole is unknown.
    var guards: Set<LinearTerm> = []
    /// Blank whatever the terms are.
    var isUnknown = false

    static let unknown = Linear(isUnknown: true)

    var isConstant: Bool { coefficients.isEmpty && guards.isEmpty && !isUnknown }

    init(isUnknown: Bool = false) { self.isUnknown = isUnknown }

    init(constant: Number) { self.constant = constant }

    init(term: LinearTerm) {
        coefficients = [term: .one]
        guards = [term]
    }

    /// nil where a number becomes too large.
    func adding(_ other: Linear, times factor: Number) -> Linear? {
        var result = self
        for (term, coefficient) in other.coefficients {
            guard let product = coefficient.multiplied(by: factor),
                let sum = (result.coefficients[term] ?? .zero).adding(product)
            else { return nil }
            result.coefficients[term] = sum.isZero ? nil : sum
        }
        guard let product = other.constant.multiplied(by: factor), let sum = constant.adding(product) else { return nil }
        result.constant = sum
        result.guards.formUnion(other.guards)
        result.isUnknown = isUnknown || other.isUnknown
        return result
    }

    func multiplied(by factor: Number) -> Linear? {
        guard var result = Linear(constant: .zero).adding(self, times: factor) else { return nil }
        result.guards = guards
        return result
    }
}

/// A value that depends on conditions: what an `if` or a `??` gives.
indirect enum Choosing<Leaf> {
    case leaf(Leaf)
    /// The value of the second where the node holds, of the third where it does not, unknown where it is.
    case choose(Int, Choosing, Choosing)

    var count: Int {
        switch self {
        case .leaf: 1
        case .choose(_, let a, let b): a.count + b.count
        }
    }

    func map<Other>(_ transform: (Leaf) -> Other) -> Choosing<Other> {
        switch self {
        case .leaf(let leaf): .leaf(transform(leaf))
        case .choose(let node, let a, let b): .choose(node, a.map(transform), b.map(transform))
        }
    }

    func combined<Other, Result>(with other: Choosing<Other>, _ transform: (Leaf, Other) -> Result) -> Choosing<Result> {
        switch self {
        case .leaf(let leaf): other.map { transform(leaf, $0) }
        case .choose(let node, let a, let b):
            .choose(node, a.combined(with: other, transform), b.combined(with: other, transform))
        }
    }
}

/// A text, mark or choice: known, or that of a subject.
enum SymbolValue {
    case constant(String)
    case subject(Int)
    case unknown
}

/// A question with one answer in each region of one variable.
enum Test: Hashable {
    /// The text, mark or choice equals one.
    case equals(subject: Int, String)
    /// The text is one of many.
    case among(subject: Int, TextList)
    /// Its place in a scale.
    case ranks(subject: Int, Comparison.Operator, place: Int, scale: [String])
    case isBlank(subject: Int)
    /// The yes/no value itself.
    case flag(subject: Int)
    /// `form op 0`, all terms being known.
    case linear(form: Int, Comparison.Operator)
    case isMissing(list: Int)
}
