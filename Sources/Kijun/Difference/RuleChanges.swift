/// Which rules of two programs can come to other results: those that say something else, and all that read them.
public struct RuleChanges: Sendable {
    public struct Change: Sendable {
        public let pair: RulePair
        /// What the rule itself says is other; else only what it reads.
        public let isDirect: Bool
        /// How many cases a decision gained and lost.
        public let addedCases: Int
        public let removedCases: Int
    }

    /// First what was changed itself, in the order of the text; then what reads it, each rule after those that it reads; then
    /// what only OLD has.
    public let all: [Change]

    /// - Parameters:
    ///   - named: the paths of rules that count as changed whatever they mean: what was typed.
    ///   - includesAll: for sheets that are others too: every rule can come to another result.
    public init(from old: CheckedProgram, to new: CheckedProgram, named: Set<String> = [], includesAll: Bool = false) {
        let pool = ExpressionIdentity.Pool()
        let (before, after) = (ExpressionIdentity(old, pool: pool), ExpressionIdentity(new, pool: pool))
        var (ownBefore, ownAfter) = (
            ExpressionIdentity(old, pool: pool, readsThrough: false), ExpressionIdentity(new, pool: pool, readsThrough: false)
        )
        var direct: [Change] = []
        var indirect: [RuleID: Change] = [:]
        var gone: [Change] = []
        for pair in RulePair.pairs(old, new) {
            guard let newRule = pair.new else {
                gone.append(Change(pair: pair, isDirect: true, addedCases: 0, removedCases: 0))
                continue
            }
            let rule = new.rules[newRule]
            guard let oldRule = pair.old else {
                let cases = ownAfter.numbers(ofCasesOf: rule).count
                direct.append(Change(pair: pair, isDirect: true, addedCases: cases, removedCases: 0))
                continue
            }
            let other = old.rules[oldRule]
            let isSameKind = other.kind == rule.kind && other.type == rule.type
            if named.contains(rule.path) || !isSameKind && other.kind != rule.kind
                || ownBefore.number(ofRule: oldRule) != ownAfter.number(ofRule: newRule)
            {
                let (own, others) = (ownAfter.numbers(ofCasesOf: rule), ownBefore.numbers(ofCasesOf: other))
                direct.append(
                    Change(
                        pair: pair, isDirect: true, addedCases: Self.count(of: own, without: others),
                        removedCases: Self.count(of: others, without: own)))
            } else if includesAll || !isSameKind || before.number(ofRule: oldRule) != after.number(ofRule: newRule) {
                indirect[newRule] = Change(pair: pair, isDirect: false, addedCases: 0, removedCases: 0)
            }
        }
        all = direct + new.order.compactMap { indirect[$0] } + gone
    }

    /// Every rule of a program, as one that is there for the first time: what it says of sheets that nothing was said of before.
    public init(allOf program: CheckedProgram) {
        all = program.rules.indices.map { rule in
            Change(
                pair: RulePair(kind: program.rules[rule].kind, old: nil, new: rule), isDirect: false, addedCases: 0, removedCases: 0)
        }
    }

    /// How many of some numbers are not among others, each as often as it occurs.
    private static func count(of numbers: [Int], without others: [Int]) -> Int {
        var left: [Int: Int] = [:]
        for number in others { left[number, default: 0] += 1 }
        return numbers.count { number in
            guard let count = left[number], count > 0 else { return true }
            left[number] = count - 1
            return false
        }
    }
}
