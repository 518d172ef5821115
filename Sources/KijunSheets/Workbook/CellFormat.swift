/// How a workbook shows the numbers of a cell: ECMA-376 part 1, 18.8.30 and 18.8.31, with what Japanese Excel adds.
///
/// What a cell shows is kept where it says something: dates, percentages, the text before and behind a number, digits that a code is filled up to.
/// What only shortens a number is not: it keeps all its digits, and no thousands are dropped.
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
        var sections = FormatTokens.sections(of: code).prefix(3).enumerated().map { index, tokens in
            Section(tokens, isForNegatives: index == 1)
        }
        if sections.isEmpty { sections = [Section([], isForNegatives: false)] }
        self.sections = sections
        isPlain = sections.allSatisfy { if case .number(let layout) = $0.content { layout.isPlain } else { false } }
    }

    var isDate: Bool { if case .date = sections[0].content { true } else { false } }

    /// The section by which a number is shown, and whether it shows the sign itself.
    private func section(for number: CellNumber) -> (section: Section, isForNegatives: Bool) {
        if sections.contains(where: { $0.condition != nil }) {
            let value = number.double
            let found = sections.first { $0.condition?.holds(for: value) ?? true }
            return (found ?? sections[sections.count - 1], false)
        }
        if sections.count > 1, number.isNegative { return (sections[1], true) }
        if sections.count > 2, number.isZero { return (sections[2], false) }
        return (sections[0], false)
    }

    /// What a cell with a number shows.
    ///
    /// - Parameter isFrom1904: the workbook counts its days from 1904 on.
    func append(_ number: CellNumber, isFrom1904: Bool, to text: inout [UInt8]) {
        let (section, _) = section(for: number)
        switch section.content {
        case .number(let layout): layout.append(number, to: &text)
        case .literal(let shown): text += shown
        case .date(let layout):
            // What is no date is shown as ####: then the number says more.
            if !layout.append(number, isFrom1904: isFrom1904, to: &text) { number.append(to: &text) }
        }
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
            content = .number(NumberLayout(tokens, isForNegatives: isForNegatives && condition == nil))
        } else {
            var shown: [UInt8] = []
            for case .literal(let text) in tokens { shown += text }
            // `-` for zero, or nothing at all: the number itself says it too, and an empty cell would not.
            let says = !CellParsing.saysNothing(CellParsing.trim(String(decoding: shown, as: UTF8.self)))
            content = says ? .literal(shown) : .number(NumberLayout([], isForNegatives: false))
        }
    }
}

/// How a section shows a number that is no date: `#,##0"千円"`, `0.0%`, `0000`, `000-0000`.
struct NumberLayout: Sendable {
    private var prefix: [UInt8] = []
    private var suffix: [UInt8] = []
    /// 2 for a percentage; -3 for each comma at the end that drops thousands, where a unit behind it says so.
    private var power = 0
    /// Zeros are put in front up to this many digits.
    private var width = 1
    /// Digits with something between them: `00-00`. From left to right, nil for a digit.
    private var pattern: [[UInt8]?] = []

    var isPlain: Bool { prefix.isEmpty && suffix.isEmpty && power == 0 && width <= 1 && pattern.isEmpty }

    init(_ tokens: [FormatToken], isForNegatives: Bool) {
        var hasPoint = false
        var isSpecial = false
        var zeros = 0
        var commas = 0
        var hasComma = false
        var between: [UInt8] = []
        var digits = 0
        var parts: [[UInt8]?] = []
        for token in tokens {
            switch token {
            case .digit(let digit):
                if !between.isEmpty { parts.append(between) }
                between = []
                parts.append(nil)
                digits += 1
                if commas > 0 { hasComma = true }
                commas = 0
                if digit == UInt8(ascii: "0"), !hasPoint { zeros += 1 }
            case .general:
                digits += 1
                isSpecial = true
                between = []
            case .point:
                hasPoint = true
                if commas > 0, digits > 0 { hasComma = true }
            case .comma: if digits > 0 { commas += 1 }
            case .exponent: isSpecial = true
            case .percent:
                power += 2
                if digits == 0 { prefix.append(UInt8(ascii: "%")) } else { between.append(UInt8(ascii: "%")) }
            case .literal(let text): if digits == 0 { prefix += text } else { between += text }
            default: break
            }
        }
        suffix = between.trimmedOfSpaceArray
        prefix = prefix.trimmedOfSpaceArray
        if isForNegatives || prefix == Array("-".utf8) {
            // The sign of the number is written in front of it whatever the format has for it: △1,234, (1,234), or red colour alone.
            prefix = Self.withoutSigns(prefix)
            suffix = Self.withoutSigns(suffix)
        }
        if !suffix.isEmpty, commas > 0, digits > 0, power == 0 { power = -3 * commas }
        let literals = parts.contains { $0 != nil }
        if literals, !hasPoint, !isSpecial, power == 0, !hasComma, commas == 0, !parts.contains(Array("/".utf8)) { pattern = parts }
        if !hasComma, commas == 0, !isSpecial, !literals { width = max(1, min(zeros, 30)) }
    }

    private static func withoutSigns(_ text: [UInt8]) -> [UInt8] {
        let kept = String(decoding: text, as: UTF8.self).unicodeScalars.filter { !"-−－△▲()（）".unicodeScalars.contains($0) }
        return Array(String(String.UnicodeScalarView(kept)).utf8)
    }

    func append(_ number: CellNumber, to text: inout [UInt8]) {
        if isPlain { return number.append(to: &text) }
        let shown = number.shifted(by: power)
        if shown.isNegative { text.append(UInt8(ascii: "-")) }
        text += prefix
        if pattern.isEmpty || !shown.isWhole {
            shown.magnitude.append(to: &text, width: width)
        } else {
            var digits: [UInt8] = []
            shown.magnitude.append(to: &digits, width: pattern.count { $0 == nil })
            // Digits for which there is no place stand before the first.
            var taken = digits.count - pattern.count { $0 == nil }
            text += digits[..<taken]
            for part in pattern {
                if let part {
                    text += part
                } else {
                    text.append(digits[taken])
                    taken += 1
                }
            }
        }
        text += suffix
    }
}

extension [UInt8] {
    fileprivate var trimmedOfSpaceArray: [UInt8] { Array(self[...].trimmedOfSpace) }
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
