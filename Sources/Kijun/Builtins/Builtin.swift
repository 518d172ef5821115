public import KijunSyntax

/// A function of the language that is not an aggregate: names, types, manual and meaning in one value.
///
/// To add one, add a value to the list of its group (`Builtin+Numbers.swift`, `Builtin+Texts.swift`, `Builtin+Lists.swift`).
public struct Builtin: Sendable {
    public let name: String
    public let japanese: String
    public let signature: Signature
    public let summary: Wording
    /// Expressions and what they give, as `kijun eval -` prints it; run as tests.
    public let examples: [(source: String, result: String)]
    let body: Body

    /// How the value comes about; every body works on whole columns or on whole lists, never on boxed values.
    enum Body: Sendable {
        /// Row by row from numbers.
        case numbers(NumberFunction)
        /// Row by row from texts.
        case texts(TextFunction)
        /// From the elements of a list.
        case list(ListFunction)
    }

    public static let all: [Builtin] = numbers + texts + lists

    /// The functions under the headings of the manual.
    public static let groups: [(heading: String, builtins: [Builtin])] = [
        ("Numbers 数", numbers), ("Texts 文字列", texts), ("Lists 並び", lists),
    ]

    /// The index in ``all`` of a function by either name (NFKC).
    public static func index(of name: String) -> Int? { indices[name] }

    private static let indices: [String: Int] = {
        var indices: [String: Int] = [:]
        for (index, builtin) in all.enumerated() {
            indices[builtin.name] = index
            indices[builtin.japanese] = index
        }
        return indices
    }()
}

extension Aggregate {
    public var japanese: String {
        switch self {
        case .sum: "合計"
        case .count: "件数"
        case .min: "最小"
        case .max: "最大"
        case .mean: "平均"
        case .median: "中央値"
        case .any: "いずれか"
        case .all: "すべて"
        case .none: "なし"
        case .first: "最初"
        case .last: "最後"
        case .distinct: "異なり"
        }
    }

    public var summary: Wording {
        switch self {
        case .sum: Wording(ja: "合計。空の並びでは 0", en: "the sum; 0 for no elements")
        case .count: Wording(ja: "行または要素の数（空欄も数える）", en: "the number of rows or elements, blanks included")
        case .min: Wording(ja: "最も小さい値", en: "the smallest value")
        case .max: Wording(ja: "最も大きい値", en: "the largest value")
        case .mean: Wording(ja: "平均（正確な分数）", en: "the mean, as an exact fraction")
        case .median: Wording(ja: "中央値。偶数個では中央二つの平均", en: "the median; of an even number the mean of the middle two")
        case .any: Wording(ja: "一つでも真（○・◎）なら真", en: "true if at least one is true (○ or ◎)")
        case .all: Wording(ja: "すべて真（○・◎）なら真", en: "true if every one is true (○ or ◎)")
        case .none: Wording(ja: "一つも真（○・◎）でなければ真", en: "true if not one is true (○ or ◎)")
        case .first: Wording(ja: "最初の行または要素", en: "the first row or element")
        case .last: Wording(ja: "最後の行または要素", en: "the last row or element")
        case .distinct: Wording(ja: "重複を除いた並び（初出順）", en: "each different element once, in order of appearance")
        }
    }

    /// Expressions and what they give, as for ``Builtin/examples``.
    public var examples: [(source: String, result: String)] {
        switch self {
        case .sum: [("sum([1, 2, 3])", "6"), ("sum(it * 2 for [1, 2])", "6"), ("sum([])", "0"), ("合計(1千円, 500円)", "1.5 千円")]
        case .count: [("count([1, blank, 3])", "3"), ("count([1, blank, 3] where it is not blank)", "2")]
        case .min: [("min(3, 5)", "3"), ("min([])", "blank"), ("min([R1, H30])", "H30")]
        case .max: [("max([1/3, 0.3])", "1/3"), ("max(2億円, 300百万円)", "3 億円")]
        case .mean: [("mean([1, 2])", "1.5"), ("mean([1, 1, 2])", "4/3")]
        case .median: [("median([3, 1, 2])", "2"), ("median([4, 1, 2, 3])", "2.5")]
        case .any: [("any([○, △])", "true"), ("any(it > 2 for [1, 2])", "false"), ("any([true, blank])", "true")]
        case .all: [("all([○, ◎])", "true"), ("all([])", "true")]
        case .none: [("none([△, ×])", "true")]
        case .first: [("first([3, 1])", "3"), ("first([3, 1] where it < 2)", "1"), ("first([])", "blank")]
        case .last: [("last([3, 1])", "1")]
        case .distinct: [("distinct([1, 2, 1.0])", "[1, 2]"), ("count(distinct([\"a\", \"ａ\"]))", "1")]
        }
    }

    /// The aggregate of either name (NFKC).
    public init?(named name: String) {
        guard let found = Self.allCases.first(where: { $0.rawValue == name || $0.japanese == name }) else { return nil }
        self = found
    }
}
