import Kijun
import KijunSyntax

/// What can be wrong with a value that is to be tried.
extension Diagnostic {
    /// - Parameters:
    ///   - key: the key or the number of the row, or of the element of a list.
    ///   - keys: those of the rows that are there, blank where they have none.
    static func noSuchRow(_ key: Value, of path: SheetPath, keys: [Value], isKey: Bool, at span: Span) -> Diagnostic {
        let table = path.text
        if isKey {
            let known = keys.filter { $0 != .blank }.map { $0.keyText }
            let near = suggestions(for: key.keyText, among: known)
            let listed = known.prefix(8).joined(separator: ", ") + (known.count > 8 ? ", …" : "")
            return Diagnostic(
                .noSuchRow, at: span,
                Wording(ja: "「\(table)」に鍵が \(key.keyText) の行はありません", en: "\"\(table)\" has no row with the key \(key.keyText)"),
                hint: !near.isEmpty
                    ? Wording(ja: "もしかして \(near.joined(separator: "、")) ?", en: "did you mean \(near.joined(separator: ", "))?")
                    : known.isEmpty
                        ? Wording(ja: "この調書の「\(table)」には行がありません", en: "\"\(table)\" of this sheet has no rows")
                        : Wording(ja: "行の鍵は \(listed) です", en: "the keys of its rows are \(listed)"))
        }
        return Diagnostic(
            .noSuchRow, at: span,
            Wording(ja: "「\(table)」に \(key.keyText) 番目はありません", en: "\"\(table)\" has no number \(key.keyText)"),
            hint: keys.isEmpty
                ? Wording(ja: "この調書の「\(table)」には何もありません", en: "\"\(table)\" of this sheet is empty")
                : Wording(ja: "1 から \(keys.count) までです", en: "they are numbered from 1 to \(keys.count)"))
    }

    static func undeterminedTrial(_ reasons: Wording, at span: Span) -> Diagnostic {
        Diagnostic(
            .undeterminedTrial, at: span, Wording(ja: "この値は未定です: \(reasons.ja)", en: "this value is undetermined: \(reasons.en)"),
            hint: Wording(ja: "決まった値か、空欄（blank）を書きます", en: "write a value, or blank for an empty cell"))
    }
}

extension Value {
    /// A key as a message names it.
    fileprivate var keyText: String {
        switch self {
        case .text(let text): "\"\(DiagnosticRenderer.visible(text))\""
        case .number(let number): number.plainText
        case .year(let year): Year.shown(year)
        case .yesno(let flag): "\(flag)"
        default: "?"
        }
    }
}
