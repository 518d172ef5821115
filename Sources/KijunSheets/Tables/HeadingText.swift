internal import Kijun
internal import KijunSyntax

/// The heading of one column taken apart: `執行額（千円）` is the name 執行額 with the unit 千円.
///
/// Of several rows the lowest that says a unit decides: `当初` below `予算額（千円）` is in 千円.
struct HeadingText {
    /// As on the sheet, the texts of several rows with a space between.
    let text: String
    /// nil where the heading has no letter and no digit.
    private(set) var name: String?
    /// `.none` for a percentage.
    private(set) var unit: Unit?
    private(set) var isPercent = false
    /// Folded: the whole heading, without its units, and where it stands in several rows the last of them so.
    private(set) var keys: [[UInt8]]

    /// - Parameters:
    ///   - texts: of the rows of the heading, from top to bottom.
    ///   - unitBelow: from a row of units below them, as ``known(_:)`` gives it.
    init(_ texts: [String], unitBelow: String? = nil) {
        text = texts.joined(separator: " ")
        keys = [LabelText.fold(text)]
        let parts = texts.map(Self.split)
        // `千円` alone is a unit below another heading, and a name where it is all there is.
        let units = zip(texts, parts).enumerated().map { place, part in part.1.unit ?? (place > 0 ? Self.alone(part.0) : nil) }
        if let unit = unitBelow ?? units.last(where: { $0 != nil }) ?? nil {
            isPercent = unit == "%"
            self.unit = isPercent ? Unit.none : Unit(written: unit)
        }
        guard let last = texts.last, let rest = parts.last?.rest else {
            keys = []
            return
        }
        let names = parts.map(\.rest).filter { !$0.isEmpty }
        name = usableName(for: names.joined(separator: "_"))
        keys.append(LabelText.fold(names.joined()))
        if texts.count > 1 { keys += [LabelText.fold(last), LabelText.fold(rest)] }
    }

    /// A heading without the unit in brackets at its end, and the unit (NFKC, `%` for a percentage); nil where what stands in
    /// brackets is no unit.
    static func split(_ heading: String) -> (rest: String, unit: String?) {
        let scalars = Array(nfkc(heading).unicodeScalars.filter { !$0.properties.isWhitespace || $0 == " " })
        guard let close = scalars.last, let open = brackets[close], let start = scalars.lastIndex(of: open) else {
            return (heading, nil)
        }
        let inner = String(String.UnicodeScalarView(scalars[(start + 1)..<(scalars.count - 1)].filter { $0 != " " }))
        guard let unit = known(withoutWord(inner)) else { return (heading, nil) }
        return (String(String.UnicodeScalarView(scalars[..<start])), unit)
    }

    private static func withoutWord(_ text: String) -> String {
        for prefix in ["単位:", "単位は", "単位"] where text.hasPrefix(prefix) { return String(text.dropFirst(prefix.count)) }
        return text
    }

    /// The unit of a text that is nothing else: `千円`, `（単位：千円）`, `(％)`.
    static func alone(_ text: String) -> String? {
        guard text.utf8.count <= longestAlone else { return nil }
        let plain = nfkc(text).filter { !$0.isWhitespace }
        let (rest, unit) = split(plain)
        return rest.isEmpty && unit != nil ? unit : known(withoutWord(plain))
    }

    /// In bytes; a unit that stands alone is no sentence.
    private static let longestAlone = 80

    /// The units that a text above a table says for all of it: `（単位：千円）`, `予算一覧（単位 千円、％）`, `予算一覧（千円）`.
    static func said(in text: String) -> [String] {
        guard text.utf8.count <= longestTitle else { return [] }
        if let unit = alone(text) ?? split(text).unit { return [unit] }
        let characters = Array(nfkc(text).filter { !$0.isWhitespace })
        for start in characters.indices where characters[start...].starts(with: "単位") {
            let rest = characters[(start + 2)...].drop { ":;は".contains($0) }.prefix { !")]】〕>》".contains($0) }
            let units = rest.split { "、,・;".contains($0) }.compactMap { known(String($0)) }
            if !units.isEmpty { return units }
        }
        return []
    }

    /// In bytes.
    private static let longestTitle = 300

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
