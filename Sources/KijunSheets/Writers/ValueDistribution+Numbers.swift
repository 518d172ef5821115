import Kijun
import KijunSyntax

extension ValueDistribution {
    /// What many numbers come to: the smallest, the middle and the largest, and how many lie in each of a few classes.
    struct NumberSummary {
        /// Each with its name, and the sheet that it is of.
        let lines: [String]
        /// At most ``most`` classes of one width with round bounds; empty where there are too few numbers to tell of classes.
        let bins: [Kind]

        static let most = 8
        /// Fewer numbers are all in the table above.
        private static let fewest = 8

        init?(_ numbers: [(number: Number, sheet: String)], of distribution: ValueDistribution) {
            let sorted = numbers.sorted { $0.number < $1.number }
            guard let first = sorted.first, let last = sorted.last else { return nil }
            let language = distribution.language
            let middle = sorted.count / 2
            let median =
                sorted.count % 2 == 1
                ? sorted[middle].number : sorted[middle - 1].number.adding(sorted[middle].number)?.divided(by: Number(2))
            var rows: [(name: String, shown: String, sheet: String)] = [
                (Wording(ja: "最小", en: "min")[language], distribution.shown(first.number), first.sheet)
            ]
            if let median { rows.append((Wording(ja: "中央値", en: "median")[language], distribution.shown(median), "")) }
            let all = sorted.map(\.number)
            if let mean = Self.mean(all, distribution) { rows.append((Wording(ja: "平均", en: "mean")[language], mean, "")) }
            rows.append((Wording(ja: "最大", en: "max")[language], distribution.shown(last.number), last.sheet))
            lines = Self.lines(rows, width: distribution.width)
            bins =
                sorted.count < Self.fewest
                ? [] : Self.bins(all, distribution).map { Kind(label: .whole($0.label), count: $0.count) }
        }

        private static func lines(_ rows: [(name: String, shown: String, sheet: String)], width: Int) -> [String] {
            let names = rows.map { DisplayWidth.of($0.name) }.max() ?? 0
            let numbers = rows.map { DisplayWidth.of($0.shown) }.max() ?? 0
            return rows.flatMap { row -> [String] in
                let start = "  " + DisplayWidth.padded(row.name, to: names) + "  "
                let line = start + String(repeating: " ", count: numbers - DisplayWidth.of(row.shown)) + row.shown
                if DisplayWidth.of(line) > width { return DisplayWidth.wrapped(start + row.shown, to: width, indent: "    ") }
                let sheet = "  " + DiagnosticRenderer.visible(row.sheet)
                return [row.sheet.isEmpty || DisplayWidth.of(line + sheet) > width ? line : line + sheet]
            }
        }

        // MARK: The mean

        /// Sums of more fractions than these take a denominator of any length.
        private static let mostFractions = 200

        private static func mean(_ numbers: [Number], _ distribution: ValueDistribution) -> String? {
            let fractions = numbers.filter { !$0.isTerminating }
            let count = Number(numbers.count)
            if fractions.count <= mostFractions {
                return sum(numbers)?.divided(by: count).map { distribution.shown($0) }
            }
            // Between two bounds that are shown alike lies a mean that is shown so too.
            let places = 30
            let below = numbers.compactMap { $0.isTerminating ? $0 : $0.rounded(places: places, .down) }
            guard below.count == numbers.count, let unit = Number.one.shifted(powerOfTen: -places),
                let low = sum(below), let error = Number(fractions.count).multiplied(by: unit),
                let first = low.subtracting(error)?.divided(by: count), let last = low.adding(error)?.divided(by: count)
            else { return nil }
            let decimals = distribution.isPercent ? 3 : 4
            guard let rounded = first.rounded(places: decimals, .halfAwayFromZero),
                rounded == last.rounded(places: decimals, .halfAwayFromZero)
            else { return nil }
            let shown = ValueText.bare(rounded, isPercent: distribution.isPercent) + "…"
            return distribution.unit.isEmpty ? shown : "\(shown) \(distribution.unit)"
        }

        private static func sum(_ numbers: [Number]) -> Number? {
            var sum = Number.zero
            for number in numbers {
                guard let next = sum.adding(number) else { return nil }
                sum = next
            }
            return sum
        }

        // MARK: Classes

        /// Classes of 1, 2 or 5 times a power of ten, from a multiple of it: the narrowest with which there are few enough.
        private static func bins(_ sorted: [Number], _ distribution: ValueDistribution) -> [(label: String, count: Int)] {
            guard let low = sorted.first, let high = sorted.last, low < high, let range = high.subtracting(low),
                var power = magnitude(of: range)
            else { return [] }
            power -= 1
            for _ in 0..<3 {
                for factor in [1, 2, 5] {
                    guard let step = Number(factor).shifted(powerOfTen: power), let first = place(of: low, step),
                        let last = place(of: high, step)
                    else { return [] }
                    guard let span = last.subtracting(first)?.asInt, span < most else { continue }
                    return classes(sorted, from: first, count: span + 1, step, distribution)
                }
                power += 1
            }
            return []
        }

        private static func classes(
            _ sorted: [Number], from first: Number, count: Int, _ step: Number, _ distribution: ValueDistribution
        ) -> [(label: String, count: Int)] {
            var bounds: [Number] = []
            for index in 0...count {
                guard let bound = first.adding(Number(index))?.multiplied(by: step) else { return [] }
                bounds.append(bound)
            }
            var counts = [Int](repeating: 0, count: count)
            var bin = 0
            for number in sorted {
                while bin < count - 1, number >= bounds[bin + 1] { bin += 1 }
                counts[bin] += 1
            }
            let texts = bounds.map { ValueText.bare($0, isPercent: distribution.isPercent) }
            let width = texts.map(DisplayWidth.of).max() ?? 0
            func right(_ text: String) -> String { String(repeating: " ", count: width - DisplayWidth.of(text)) + text }
            // With little room the lower bound alone: the next line has the upper one.
            let isShort = width * 2 + 30 > distribution.width
            return (0..<count).map { index in
                let (from, to) = (right(texts[index]), right(texts[index + 1]))
                let short = Wording(ja: "\(from) 以上", en: "from \(from)")
                let label = Wording(ja: "\(from) 以上 \(to) 未満", en: "\(from) to under \(to)")
                return (isShort ? short[distribution.language] : label[distribution.language], counts[index])
            }
        }

        /// The whole number of steps at or below a number.
        private static func place(of number: Number, _ step: Number) -> Number? {
            number.divided(by: step)?.rounded(places: 0, .floor)
        }

        /// The power of ten at or just below a positive number; one off at most.
        private static func magnitude(of number: Number) -> Int? {
            if number >= .one { return number.rounded(places: 0, .down).map { $0.plainText.utf8.count - 1 } }
            return Number.one.divided(by: number)?.rounded(places: 0, .down).map { -$0.plainText.utf8.count }
        }
    }

    var isPercent: Bool { if case .number(let kind) = type { kind.isPercent } else { false } }

    var unit: String {
        switch type {
        case .number(let kind): kind.unit.isNone ? "" : kind.unit.name
        case .table: Wording(ja: "行", en: "rows")[language]
        default: ""
        }
    }

    /// With its unit.
    func shown(_ number: Number) -> String {
        let text = ValueText.bare(number, isPercent: isPercent, thresholds: thresholds)
        return unit.isEmpty ? text : "\(text) \(unit)"
    }
}

extension ValueText {
    /// A number without its unit.
    static func bare(_ number: Number, isPercent: Bool, thresholds: [Number] = []) -> String {
        number.shown(percent: isPercent, thresholds: thresholds)
    }
}
