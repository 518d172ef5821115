import KijunSyntax

/// Fiscal years: a year of the common era in which the fiscal year starts, shown and read in its era.
public enum Year {
    /// An era's letter, its names on a sheet and the year of the common era that is its first.
    private struct Era {
        let letter: Character
        let names: [String]
        let first: Int
    }

    /// From the latest to the earliest.
    private static let eras: [Era] = [
        Era(letter: "R", names: ["令和", "令"], first: 2019),
        Era(letter: "H", names: ["平成", "平"], first: 1989),
        Era(letter: "S", names: ["昭和", "昭"], first: 1926),
        Era(letter: "T", names: ["大正", "大"], first: 1912),
        Era(letter: "M", names: ["明治", "明"], first: 1868),
    ]

    /// `R2` for 2020, `R1` for 2019, `H30`, `S63`; the plain year before 1868.
    public static func shown(_ year: Int) -> String {
        guard let era = eras.first(where: { year >= $0.first }) else { return String(year) }
        return "\(era.letter)\(year - era.first + 1)"
    }

    /// `令和2年度` for 2020, `令和元年度` for 2019; `1860年度` before 1868.
    public static func name(ofFiscalYear year: Int) -> String {
        guard let era = eras.first(where: { year >= $0.first }) else { return "\(year)年度" }
        return "\(era.names[0])\(year == era.first ? "元" : String(year - era.first + 1))年度"
    }

    /// What a year on a sheet says.
    public struct Reading: Hashable, Sendable {
        /// The year of the common era.
        public let year: Int
        /// Written as a calendar year: `r4`, `令和4年`.
        public let isCalendar: Bool
        /// Beyond the end of its era, such as 平成32年度: plans of the time before say so.
        public let isBeyondEra: Bool
    }

    /// The year that a text of a sheet stands for; nil where it is anything else.
    public static func parse(_ text: String) -> Int? { read(text)?.year }

    /// The year that a text of a sheet stands for: `R1`, `R01`, `R元`, `令和元`, `令和5年度`, `平成30年度`, `H31`, `2020`,
    /// `2020年度`, and both ways at once: `R4 (2022)`, `令和4(2022)年度`. White space and width do not matter. nil for
    /// anything else, and where the two ways do not agree: `R10 (2030)`.
    public static func read(_ text: String) -> Reading? {
        // Longer than any year can be written: not worth a copy of the text.
        guard text.utf8.count <= 100 else { return nil }
        var rest = nfkc(text).filter { !$0.isWhitespace }[...]
        guard let year = takeYear(&rest) else { return nil }
        var suffix = takeSuffix(&rest)
        if rest.first == "(" {
            rest.removeFirst()
            guard let other = takeYear(&rest), other.year == year.year else { return nil }
            _ = takeSuffix(&rest)
            guard rest.popFirst() == ")" else { return nil }
            if suffix == nil { suffix = takeSuffix(&rest) }
        }
        guard rest.isEmpty else { return nil }
        let isCalendar = suffix.map { $0 == "年" } ?? year.isCalendar
        return Reading(year: year.year, isCalendar: isCalendar, isBeyondEra: year.isBeyondEra)
    }

    private static func takeSuffix(_ rest: inout Substring) -> String? {
        for suffix in ["年度", "年"] where rest.hasPrefix(suffix) {
            rest.removeFirst(suffix.count)
            return suffix
        }
        return nil
    }

    /// An era and a number, or four digits.
    private static func takeYear(_ rest: inout Substring) -> Reading? {
        for (index, era) in eras.enumerated() {
            guard let (count, isCalendar) = nameLength(of: era, in: rest) else { continue }
            var after = rest.dropFirst(count)
            let number: Int
            if after.first == "元" {
                after.removeFirst()
                number = 1
            } else {
                let digits = after.prefix { ("0"..."9").contains($0) }
                guard (1...2).contains(digits.count), let value = Int(digits), value > 0 else { return nil }
                after.removeFirst(digits.count)
                number = value
            }
            rest = after
            let year = era.first + number - 1
            let isBeyondEra = index > 0 && year > eras[index - 1].first
            return Reading(year: year, isCalendar: isCalendar, isBeyondEra: isBeyondEra)
        }
        let digits = rest.prefix { ("0"..."9").contains($0) }
        guard digits.count == 4, let year = Int(digits), year >= 1000 else { return nil }
        rest.removeFirst(4)
        return Reading(year: year, isCalendar: false, isBeyondEra: false)
    }

    /// How many characters at the start name the era, and whether they are the lower-case letter of a calendar year.
    private static func nameLength(of era: Era, in text: Substring) -> (count: Int, isCalendar: Bool)? {
        if text.first == era.letter { return (1, false) }
        if let first = text.first, String(first) == era.letter.lowercased() { return (1, true) }
        return era.names.first { text.hasPrefix($0) }.map { ($0.count, false) }
    }
}
