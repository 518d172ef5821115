/// How a workbook shows the numbers of a cell: ECMA-376 part 1, 18.8.30 and 18.8.31, with what Japanese Excel adds.
///
/// What a cell shows is kept where it says something: dates, percentages, the text before and behind a number, digits that a code is filled up to,
/// and thousands that are left out (`#,##0,`), for the heading then says 千円. What only rounds a number is not: it keeps all its digits.
struct CellFormat: Sendable {
    /// A part of a format that holds for some numbers: `#,##0;"△"#,##0`.
    struct Section: Sendable {
        enum Content: Sendable {
            case number(NumberLayout)
            case date(DateLayout)
            /// The format has no place for a number: `"○"`.
            case literal([UInt8])
        }

        let condition: Condition?
        let content: Content
    }

    /// `[>=1000]`
    struct Condition: Sendable {
        let comparison: String
        let bound: Double

        func holds(for number: Double) -> Bool {
            switch comparison {
            case "<": number < bound
            case "<=": number <= bound
            case ">": number > bound
            case ">=": number >= bound
            case "=": number == bound
            default: number != bound
            }
        }
    }

    let sections: [Section]
    /// Every number is shown as its digits and nothing else.
    let isPlain: Bool

    static let general = CellFormat(code: "General")

    init(code: String) {
        let tokens = FormatTokens.sections(of: code).prefix(3)
        let isConditional = tokens.contains { $0.contains { if case .condition = $0 { true } else { false } } }
        var sections = tokens.enumerated().map { Section($1, isForNegatives: $0 == 1 && !isConditional) }
        if sections.isEmpty { sections = [Section([], isForNegatives: false)] }
        self.sections = sections
        isPlain = sections.allSatisfy { if case .number(let layout) = $0.content { layout.isPlain } else { false } }
    }

    var isDate: Bool { if case .date = sections[0].content { true } else { false } }

    /// The section by which a number is shown.
    private func section(for number: CellNumber) -> Section {
        if sections.contains(where: { $0.condition != nil }) {
            let value = number.double
            return sections.first { $0.condition?.holds(for: value) ?? true } ?? sections[sections.count - 1]
        }
        if sections.count > 1, number.isNegative { return sections[1] }
        if sections.count > 2, number.isZero { return sections[2] }
        return sections[0]
    }

    /// What a format makes of a number.
    enum Effect {
        /// What is shown is the number, perhaps with a unit that says what was left out: `1616千円`.
        case same
        /// Thousands or digits behind a point are left out and nothing in the cell says so: 1234567 as `1234.567`.
        case scaled
        /// Words stand between the digits of a number that they do not fit: the number is shown as it is stored.
        case notFollowed
    }

    /// What a cell with a number shows.
    ///
    /// - Parameter isFrom1904: the workbook counts its days from 1904 on.
    func append(_ number: CellNumber, isFrom1904: Bool, to text: inout [UInt8]) -> Effect {
        switch section(for: number).content {
        case .number(let layout): return layout.append(number, to: &text)
        case .literal(let shown): text += shown
        case .date(let layout):
            // What is no date is shown as ####: then the number says more.
            if !layout.append(number, isFrom1904: isFrom1904, to: &text) { number.append(to: &text) }
        }
        return .same
    }
}

extension CellFormat.Section {
    init(_ tokens: [FormatToken], isForNegatives: Bool) {
        var condition: CellFormat.Condition?
        for case .condition(let found) in tokens { condition = found }
        self.condition = condition
        if let layout = DateLayout(tokens) {
            content = .date(layout)
        } else if tokens.contains(where: \.holdsNumber) {
            content = .number(NumberLayout(tokens, isForNegatives: isForNegatives))
        } else {
            let shown = tokens.flatMap(\.words)
            // `-` for zero, or nothing at all: the number itself says it too, and an empty cell would not.
            let says = !CellParsing.saysNothing(CellParsing.trim(String(decoding: shown, as: UTF8.self)))
            content = says ? .literal(shown) : .number(NumberLayout([], isForNegatives: false))
        }
    }
}

extension CellNumber {
    /// Near enough to choose a section by.
    var double: Double {
        var text: [UInt8] = []
        append(to: &text)
        return Double(String(decoding: text, as: UTF8.self)) ?? 0
    }
}

extension CellFormat {
    /// The formats that a workbook names by number alone. 14, 22, 27 to 36 and 50 to 58 are those of Japanese Excel.
    static let builtIn: [Int: String] = {
        let era = #"[$-411]ge.m.d"#
        let longEra = #"[$-411]ggge"年"m"月"d"日""#
        var codes = [
            9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
            18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 30: "m/d/yy",
            31: #"yyyy"年"m"月"d"日""#, 32: #"h"時"mm"分""#, 33: #"h"時"mm"分"ss"秒""#, 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
        ]
        for id in [27, 36, 50, 57] { codes[id] = era }
        for id in [28, 29, 51, 54, 58] { codes[id] = longEra }
        for id in [34, 52, 55] { codes[id] = #"yyyy"年"m"月""# }
        for id in [35, 53, 56] { codes[id] = #"m"月"d"日""# }
        return codes
    }()
}
