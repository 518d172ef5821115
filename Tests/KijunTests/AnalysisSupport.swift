@testable import Kijun
import KijunSyntax
import TestSupport
import Testing

/// Decisions made by chance on a small form, and sheets with values at and around what they compare with.
struct DecisionMaker {
    private(set) var chance: Chance

    static let form = """
        form f
          fiscal_year: year?
          m: mark
          n: mark
          c: one of p, q, r
          x: percent?
          y: number
          z: number ?? 0
          o: yesno
          l: list of mark
          e: one of q, r, s
          t: table key id
            id: text
            k: one of u, v
            w: number

        param lim: number
          R2 = 1
          R4 = 2
        both = if c == p then x else y
        far = abs(y)
        t.high = (w ?? 0) >= 1
        twice(a) = a + a
        grade: y >= 2 -> top
        grade: y < 2 && m == ○ -> low

        """

    init(seed: Int) { chance = Chance(state: UInt64(seed) &* 7919 &+ 1) }

    mutating func pick<T>(_ all: [T]) -> T { all[chance.below(all.count)] }

    /// A condition, `depth` deep at most.
    mutating func condition(_ depth: Int) -> String {
        if depth > 0, chance.below(3) > 0 {
            switch chance.below(6) {
            case 0, 1: return "(\(condition(depth - 1)) && \(condition(depth - 1)))"
            case 2, 3: return "(\(condition(depth - 1)) || \(condition(depth - 1)))"
            case 4: return "!(\(condition(depth - 1)))"
            default: return "(if \(condition(depth - 1)) then \(condition(0)) else \(condition(0)))"
            }
        }
        let op = pick(["<", "<=", ">", ">=", "==", "!="])
        switch chance.below(32) {
        case 0: return "m == \(pick(["○", "△", "×"]))"
        case 1: return "m in [\(pick(["○", "◎"])), △]"
        case 2: return "n is blank"
        case 3: return "c == \(pick(["p", "q", "r"]))"
        case 4: return "c in [p, q]"
        case 5: return "x \(op) \(pick(["80%", "90%", "100%"]))"
        case 6: return "80% <= x < 90%"
        case 7: return "x is blank"
        case 8: return "2 * y + 1 \(op) \(pick(["3", "5"]))"
        case 9: return "(y ?? 0) \(op) 2"
        case 10: return "y \(op) z"
        case 11: return "o"
        case 12: return "(o ?? false)"
        case 13: return "\(pick(["any", "all", "none"]))(l)"
        case 14: return "count(l where it == \(pick(["○", "△"]))) \(op) \(pick(["0", "1", "2"]))"
        case 15: return "\(pick(["any", "all", "none"]))(k == u for t)"
        case 16: return "both is blank"
        case 17: return "both is not blank"
        case 18: return "t[\"1\"].high"
        case 19: return "t[\"1\"].high is blank"
        case 20: return "((y > lim) ?? false)"
        case 21: return "((y <= lim) ?? false)"
        case 22: return "(any(l) ?? \(pick(["true", "false"])))"
        case 23: return "((m == ○) ?? \(pick(["true", "false"])))"
        case 24: return "(c == e) is blank"
        case 25: return "c == e"
        case 26: return "far \(op) \(pick(["0", "1"]))"
        case 27: return "grade == \(pick(["top", "low"]))"
        case 28: return "grade is blank"
        case 29: return "twice(y) \(op) 2"
        case 30: return "(all(high for t) ?? \(pick(["true", "false"])))"
        default: return "count(t where w > 1) \(op) \(pick(["0", "1"]))"
        }
    }

    /// The cases of a decision `d` of any policy.
    mutating func decision(_ name: String = "d", depth: Int = 2) -> String {
        let count = 2 + chance.below(3)
        var text = ""
        let isFirst = chance.below(3) == 0
        if isFirst { text += "\(name) first:\n" }
        for _ in 0..<count { text += (isFirst ? "  " : "\(name): ") + "\(condition(depth)) -> \(pick(["a", "b", "e"]))\n" }
        if chance.below(3) == 0 { text += (isFirst ? "  " : "\(name): ") + "otherwise -> w\n" }
        if chance.below(4) == 0 { text += "\(name) except: \(condition(1)) -> s\n" }
        return text
    }

    mutating func record(_ schema: RecordSchema) -> InputRecord {
        let values = schema.fields.map { field -> InputValue in
            if field.type.isCompound, chance.below(6) == 0 { return .scalar(.undetermined, nil) }
            if case .list = field.type { return .list((0..<chance.below(4)).map { _ in .scalar(mark(), nil) }) }
            if let record = field.record {
                return .table((0..<chance.below(3)).map { _ in InputRecord(values: record.fields.map { .scalar(single($0.type), nil) }) })
            }
            return .scalar(single(field.type), nil)
        }
        return InputRecord(values: values)
    }

    /// Also one that cannot be read.
    private mutating func mark() -> Value { chance.below(8) == 0 ? .undetermined : .text(pick(["○", "△", "×", "◎", "▲", ""])) }

    private mutating func single(_ type: Type) -> Value {
        switch type {
        case .mark: return mark()
        case _ where chance.below(5) == 0: return .blank
        case .choice(let choice): return .text(pick(choice.symbols))
        case .text: return .text(pick(["1", "2"]))
        case .year: return .year(2018 + chance.below(6))
        case .yesno: return .yesno(chance.below(2) == 0)
        case .number(let kind) where kind.isPercent:
            return .number(Number(digits: pick(["0", "0.79", "0.8", "0.85", "0.9", "0.95", "1", "1.2"])) ?? .zero)
        case .number: return .number(Number(digits: pick(["-1", "0", "0.5", "1", "1.5", "2", "3"])) ?? .zero)
        default: return .blank
        }
    }

    mutating func sheets(_ count: Int, _ schema: RecordSchema) -> [SheetInput] {
        (0..<count).map { _ in CandidateSheets.sheet(record(schema)) }
    }
}

extension Evaluation {
    /// The state of a decision on each sheet: the number of the case, or one of ``DecisionState``.
    func states(of rule: RuleID) -> [Int32] {
        guard case .decision(let state, _, _)? = planner.rules[rule]?.kind, case .indices(let states) = evaluator.column(state).values
        else { return [] }
        return sheets.count == states.count ? states : Array(repeating: states.first ?? DecisionState.undetermined, count: sheets.count)
    }
}
