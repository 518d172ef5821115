internal import Kijun
internal import KijunSyntax

/// The heading of one column taken apart: `執行額（千円）` is the name 執行額 with the unit 千円.
struct HeadingText {
    /// As on the sheet, the texts of several rows with a space between.
    let text: String
    /// nil where the heading has no letter and no digit.
    private(set) var name: String?
    /// `.none` for a percentage.
    private(set) var unit: Unit?
    private(set) var isPercent = false
    /// Folded: the whole heading, without its unit, and where it stands in several rows the last of them so.
    private(set) var keys: [[UInt8]]

    /// - Parameter texts: of the rows of the heading, from top to bottom.
    init(_ texts: [String]) {
        text = texts.joined(separator: " ")
        keys = [LabelText.fold(text)]
        guard let last = texts.last else {
            keys = []
            return
        }
        let (rest, unit) = Self.split(last)
        if let unit {
            isPercent = unit == "%"
            self.unit = isPercent ? Unit.none : Unit(written: unit)
        }
        let parts = texts.dropLast() + [rest]
        name = usableName(for: parts.joined(separator: "_"))
        keys.append(LabelText.fold(parts.joined()))
        if texts.count > 1 { keys += [LabelText.fold(last), LabelText.fold(rest)] }
    }

    /// A heading without the unit in brackets at its end, and the unit (NFKC, `%` for a percentage); nil where what stands in
    /// brackets is no unit.
    static func split(_ heading: String) -> (rest: String, unit: String?) {
        let scalars = Array(nfkc(heading).unicodeScalars.filter { !$0.properties.isWhitespace || $0 == " " })
        guard let close = scalars.last, let open = brackets[close], let start = scalars.lastIndex(of: open) else {
            return (heading, nil)
        }
        var inner = String(String.UnicodeScalarView(scalars[(start + 1)..<(scalars.count - 1)].filter { $0 != " " }))
        for prefix in ["単位:", "単位"] where inner.hasPrefix(prefix) { inner.removeFirst(prefix.count) }
        guard let unit = known(inner) else { return (heading, nil) }
        return (String(String.UnicodeScalarView(scalars[..<start])), unit)
    }

    private static let brackets: [Unicode.Scalar: Unicode.Scalar] = [")": "(", "]": "[", "】": "【", "〕": "〔", ">": "<", "》": "《"]

    /// A unit that a heading may name, in the spelling that the language has; nil for any other word.
    static func known(_ text: String) -> String? {
        switch text {
        case "%", "パーセント", "パーセント%": return "%"
        case "単位なし", "": return nil
        default: break
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isKnown = parts.allSatisfy { part in
            Unit.money.contains { $0.name == part } || CellParsing.knownUnits.contains(part) && part != "%"
        }
        return isKnown ? text : nil
    }
}

extension CellAddress {
    /// `A`, `Z`, `AA`: the letters of a column (from 0).
    static func letters(ofColumn column: Int) -> String {
        var letters = ""
        var number = column + 1
        while number > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (number - 1) % 26))) + letters
            number = (number - 1) / 26
        }
        return letters
    }
}
