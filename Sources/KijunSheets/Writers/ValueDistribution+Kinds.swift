import Kijun
import KijunSyntax

// The values that there are, counted, and as bars.
extension ValueDistribution {
    /// A value, a class of numbers or a word for what is missing, and the sheets that have it.
    struct Kind {
        let label: TableCell
        var count: Int
        /// Of values that are missing, the places of the sheets.
        var places: [Int] = []
        /// There is no more to tell of the sheets than their names.
        var isSelfEvident = false
        /// All that has no line of its own: no kind to be measured against the others.
        var isRest = false
        /// What the values of the kind are; nil for a class.
        var value: Value?
    }

    /// The values that are there, each once, and what is missing, both counted.
    var kinds: (values: [Kind], open: [Kind]) {
        var kinds: [Value: Int] = [:]
        var open: [(word: String, isSelfEvident: Bool, places: [Int])] = []
        for (place, entry) in entries.enumerated() {
            let isBlank = entry.value == .blank
            if let word = isBlank ? texts.line(.blank, as: type) : openWord(entry) {
                if let index = open.firstIndex(where: { $0.word == word }) {
                    open[index].places.append(place)
                } else {
                    open.append((word, isBlank || entry.state == .noCase, [place]))
                }
                continue
            }
            kinds[counted(entry.value), default: 0] += 1
        }
        for symbol in possible where kinds[symbol] == nil { kinds[symbol] = 0 }
        let values = kinds.map { value, count in
            Kind(label: label(of: value), count: count, value: value)
        }
        let missing = open.map { Kind(label: .whole($0.word), count: $0.places.count, places: $0.places, isSelfEvident: $0.isSelfEvident) }
        return (values, missing)
    }

    /// Of tables the number of rows is counted.
    private func counted(_ value: Value) -> Value {
        if case .table = type, case .list(let rows) = value { return .number(Number(rows.count)) }
        return value
    }

    private func label(of value: Value) -> TableCell {
        if case .table = type, case .number(let number) = value, let rows = number.asInt {
            return .whole(ValueTable.count(of: rows, in: language))
        }
        if value == .text(""), type != .mark { return .whole("\"\"") }
        return texts.cell(value, as: type, thresholds: thresholds, room: width)
    }

    /// The values of a choice: one that no sheet has is told too.
    private var possible: [Value] {
        switch type {
        case .choice(let choice) where choice.symbols.count <= Self.mostKinds: choice.symbols.map { .text($0) }
        case .yesno: [.yesno(true), .yesno(false)]
        default: []
        }
    }

    /// In the order of a scale, the highest first; numbers and years by size, marks from the best, choices by name; other values
    /// by how many sheets have them.
    func ordered(_ kinds: [Kind]) -> [Kind] {
        func rank(_ kind: Kind, in symbols: [String]) -> Int {
            guard case .text(let text)? = kind.value else { return symbols.count }
            return symbols.firstIndex(of: text) ?? symbols.count
        }
        return switch type {
        case .choice(let choice) where choice.scale != nil:
            kinds.sorted { rank($0, in: choice.symbols) > rank($1, in: choice.symbols) }
        case .choice: kinds.sorted { Self.precedes($0.label.text, $1.label.text) }
        case .mark:
            kinds.sorted { (rank($0, in: Self.marks), $0.label.text) < (rank($1, in: Self.marks), $1.label.text) }
        case .yesno: kinds.sorted { $0.value == .yesno(true) && $1.value != .yesno(true) }
        case .number, .year, .table: kinds.sorted { Self.isSmaller($0.value, $1.value) }
        default:
            kinds.sorted { $0.count != $1.count ? $0.count > $1.count : Self.precedes($0.label.text, $1.label.text) }
        }
    }

    private static let marks = ["◎", "○", "△", "▲", "×", ""]

    private static func precedes(_ first: String, _ second: String) -> Bool {
        first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars)
    }

    private static func isSmaller(_ first: Value?, _ second: Value?) -> Bool {
        switch (first, second) {
        case (.number(let first), .number(let second)): first < second
        case (.year(let first), .year(let second)): first < second
        default: false
        }
    }

    /// At most a dozen lines: what is beyond is one line with its count.
    func shortened(_ kinds: [Kind]) -> [Kind] {
        guard kinds.count > Self.mostKinds else { return kinds }
        let shown = kinds.prefix(Self.mostKinds - 1)
        let rest = kinds.dropFirst(shown.count)
        let label = Wording(ja: "ほか \(rest.count) 通り", en: "\(rest.count) others")[language]
        return shown + [Kind(label: .whole(label), count: rest.reduce(0) { $0 + $1.count }, isRest: true)]
    }

    // MARK: Bars

    private static let longestBar = 40
    /// A shorter bar tells nothing.
    private static let shortestBar = 4

    /// `  a  68 ████████▌ 64.2%…`: a line for each, the most frequent with the whole bar.
    func bars(_ kinds: [Kind], _ open: [Kind]) -> [String] {
        let all = kinds + open
        let most = all.lazy.filter { !$0.isRest }.map(\.count).max() ?? 0
        let counts = all.map { String($0.count).utf8.count }.max() ?? 0
        let shares = all.map { Self.share($0.count, of: entries.count) }
        let share = shares.map(DisplayWidth.of).max() ?? 0
        // Indent, the gap after the label, and the blanks around the bar.
        let fixed = 2 + 2 + counts + 1 + share
        let natural = all.map(\.label.width).max() ?? 0
        let label = max(1, min(natural, max(width - fixed - 1 - min(Self.longestBar, width / 4), width / 3), width - fixed))
        let room = min(Self.longestBar, width - fixed - 1 - label)
        return zip(all, shares).flatMap { kind, share -> [String] in
            let count = String(kind.count)
            // A number that has no room beside its bar stands above it.
            let isAbove = kind.label.least > label
            let name = isAbove ? "" : kind.label.shown(in: label)
            var line = "  " + DisplayWidth.padded(name, to: label) + "  "
            line += String(repeating: " ", count: counts - count.utf8.count) + count + " "
            if room >= Self.shortestBar, kind.count > 0, !kind.isRest { line += paint.green(bar(kind.count, of: most, room: room)) + " " }
            return (isAbove ? DisplayWidth.wrapped("  " + kind.label.text, to: width) : []) + [line + share]
        }
    }

    private func bar(_ count: Int, of most: Int, room: Int) -> String {
        guard usesBlocks else { return String(repeating: "#", count: max(1, count * room / most)) }
        let eighths = max(1, count * room * 8 / most)
        let rest = eighths % 8
        return String(repeating: "█", count: eighths / 8) + (rest > 0 ? String(Self.blocks[rest - 1]) : "")
    }

    private static let blocks: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// `64.2%…` where it was rounded, `50%` where not; never a rounded 0 or 100.
    static func share(_ count: Int, of total: Int) -> String {
        guard total > 0 else { return "" }
        let (tenths, rest) = (count * 1000).quotientAndRemainder(dividingBy: total)
        if rest == 0 { return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%" }
        let rounded = rest * 2 >= total ? tenths + 1 : tenths
        if rounded == 0 { return "<0.1%" }
        if rounded == 1000 { return ">99.9%" }
        return "\(rounded / 10).\(rounded % 10)%…"
    }
}
