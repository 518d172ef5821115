import Kijun
import KijunSyntax

/// What the text of a cell says as a value of a field's type. A text that does not fit gives a finding and `.blank`: never
/// a zero, never a guess.
enum CellParsing {
    /// The value of a cell, and what there is to report about it.
    ///
    /// An empty cell is `.blank` without a finding (in a mark field the empty mark); whether it may be blank is the form's
    /// business. For a list the text is read as one element.
    ///
    /// - Parameters:
    ///   - text: as it stands on the sheet.
    ///   - path: the field as findings name it: `projects.cost`.
    static func read(_ text: String, as type: Type, path: String, cell: CellAddress?) -> (value: Value, finding: Finding?) {
        let trimmed = trim(text)
        let place = Place(path: path, cell: cell)
        switch type {
        case .number(let number): return readNumber(trimmed, as: number, place)
        case .mark: return readMark(trimmed, place)
        case .year: return readYear(trimmed, place)
        case .yesno: return readYesNo(trimmed, place)
        case .choice(let choice): return readChoice(trimmed, choice, place)
        case .list(let element): return read(text, as: element, path: path, cell: cell)
        case .text, .record, .table, .blank, .error: return (trimmed.isEmpty ? .blank : .text(trimmed), nil)
        }
    }

    /// Where a finding belongs.
    struct Place {
        let path: String
        let cell: CellAddress?
    }

    /// The text without white space (U+3000 and U+00A0 too) at its ends.
    static func trim(_ text: String) -> String {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar == "\u{FEFF}" }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Nothing but dashes or dots, which say that there is nothing: `-`, `－`, `―`, `…`, `...`.
    static func saysNothing(_ text: String) -> Bool {
        if text.isEmpty { return true }
        if text == "..." || text == "・・・" { return true }
        return text.unicodeScalars.allSatisfy { dashes.contains($0) || $0 == "…" || $0 == "‥" }
    }

    static let dashes: Set<Unicode.Scalar> = [
        "-", "－", "―", "‐", "‑", "‒", "–", "—", "─", "━", "−", "ー", "ｰ", "﹣",
    ]

    private static func readMark(_ text: String, _ place: Place) -> (Value, Finding?) {
        if saysNothing(text) { return (.text(""), nil) }
        guard let mark = mark(text) else { return (.blank, .notAMark(text, place)) }
        return (.text(mark), nil)
    }

    /// One of the marks of the language: the look-alikes of ○ and × are one mark; △ and ▲ are two.
    static func mark(_ text: String) -> String? {
        // U+FE0E and U+FE0F only choose between text and picture.
        switch String(text.unicodeScalars.filter { $0 != "\u{FE0E}" && $0 != "\u{FE0F}" }) {
        case "○", "〇", "◯", "⭕", "Ｏ": "○"
        case "×", "✕", "☓", "✖", "╳": "×"
        case "△": "△"
        case "▲": "▲"
        case "◎": "◎"
        default: nil
        }
    }

    private static func readYear(_ text: String, _ place: Place) -> (Value, Finding?) {
        if saysNothing(text) { return (.blank, nil) }
        guard let year = Year.read(text) else { return (.blank, .notAYear(text, place)) }
        let isNoted = year.isCalendar || year.isBeyondEra
        return (.year(year.year), isNoted ? .readAsFiscalYear(text, year.year, place) : nil)
    }

    private static func readYesNo(_ text: String, _ place: Place) -> (Value, Finding?) {
        if saysNothing(text) { return (.blank, nil) }
        switch mark(text) ?? folded(text) {
        case "○", "はい", "有", "true", "1": return (.yesno(true), nil)
        case "×", "いいえ", "無", "false", "0": return (.yesno(false), nil)
        default: return (.blank, .notYesNo(text, place))
        }
    }

    private static func readChoice(_ text: String, _ choice: Choice, _ place: Place) -> (Value, Finding?) {
        if text.isEmpty { return (.blank, nil) }
        if choice.symbols.contains(text) { return (.text(text), nil) }
        let wanted = folded(text)
        let alike = choice.symbols.filter { folded($0) == wanted }
        if alike.count == 1 { return (.text(alike[0]), .readLeniently(text, as: alike[0], place)) }
        if saysNothing(text) { return (.blank, nil) }
        return (.blank, .notInChoice(text, choice.symbols, place))
    }

    /// A text without regard to case, width, white space and the kind of dash.
    private static func folded(_ text: String) -> String {
        let scalars = nfkc(text).lowercased().unicodeScalars.lazy.filter { !$0.properties.isWhitespace }
        return String(String.UnicodeScalarView(scalars.map { dashes.contains($0) && $0 != "ー" ? "-" : $0 }))
    }
}
