/// A product of base units, with a power of ten where money is counted in thousands or millions.
///
/// `千円/人工` is yen × 人工⁻¹ with a scale of 3: a value of 7 920 in it is 7 920 000 円 a 人工.
public struct Unit: Hashable, Sendable {
    public struct Factor: Hashable, Sendable {
        /// NFKC; `円` for all money.
        public let name: String
        /// Never 0.
        public let exponent: Int

        package init(name: String, exponent: Int) {
            self.name = name
            self.exponent = exponent
        }
    }

    /// By name; empty for a plain number.
    public let factors: [Factor]
    /// The power of ten of one of this unit in base units.
    public let scale: Int
    /// How the unit is shown: `千円/人工`.
    public let name: String

    public static let none = Unit(factors: [], scale: 0, name: "")

    public var isNone: Bool { factors.isEmpty && scale == 0 }

    /// The powers of ten of the money units, in 円.
    public static let money: [(name: String, scale: Int)] = [
        ("円", 0), ("千円", 3), ("万円", 4), ("十万円", 5), ("百万円", 6), ("千万円", 7), ("億円", 8), ("十億円", 9), ("兆円", 12),
    ]

    package init(factors: [Factor], scale: Int, name: String) {
        self.factors = factors
        self.scale = scale
        self.name = name
    }

    /// A single unit by its name (NFKC): a kind of money, or any other word as a dimension of its own.
    public init(named name: String) {
        let scale = Self.money.first { $0.name == name }?.scale
        self.init(factors: [Factor(name: scale == nil ? name : "円", exponent: 1)], scale: scale ?? 0, name: name)
    }

    /// Values of both can be added and compared, after a change of scale.
    public func hasSameDimension(as other: Unit) -> Bool { factors == other.factors }

    public static func == (a: Unit, b: Unit) -> Bool { a.factors == b.factors && a.scale == b.scale }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(factors)
        hasher.combine(scale)
    }

    public static func * (a: Unit, b: Unit) -> Unit { combined(a, b, sign: 1) }
    public static func / (a: Unit, b: Unit) -> Unit { combined(a, b, sign: -1) }

    private static func combined(_ a: Unit, _ b: Unit, sign: Int) -> Unit {
        if b.isNone { return a }
        if a.isNone, sign == 1 { return b }
        var exponents: [String: Int] = [:]
        for factor in a.factors { exponents[factor.name, default: 0] += factor.exponent }
        for factor in b.factors { exponents[factor.name, default: 0] += sign * factor.exponent }
        let factors = exponents.filter { $0.value != 0 }.map { Factor(name: $0.key, exponent: $0.value) }
            .sorted { $0.name < $1.name }
        let scale = a.scale + sign * b.scale
        return Unit(factors: factors, scale: scale, name: name(of: factors, scale: scale))
    }

    /// `千円/人工` from its parts: money comes first, and the power of ten goes to it where there is a word
    /// for it.
    private static func name(of factors: [Factor], scale: Int) -> String {
        var left = scale
        var above: [String] = []
        var below: [String] = []
        for factor in factors.filter({ $0.name == "円" }) + factors.filter({ $0.name != "円" }) {
            var name = factor.name
            if factor.name == "円", let word = money.first(where: { $0.scale * factor.exponent == scale }) {
                name = word.name
                left = 0
            }
            let power = abs(factor.exponent)
            let shown = power == 1 ? name : "\(name)^\(power)"
            if factor.exponent > 0 { above.append(shown) } else { below.append(shown) }
        }
        var text = above.joined(separator: "・")
        if !below.isEmpty { text = (text.isEmpty ? "1" : text) + "/" + below.joined(separator: "/") }
        if left != 0 { text = "10^\(left)" + (text.isEmpty ? "" : " \(text)") }
        return text
    }
}
