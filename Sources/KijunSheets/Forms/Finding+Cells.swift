import Kijun
import KijunSyntax

// Everything that the text of one cell can give to report.
extension Finding {
    static func notANumber(_ text: String, _ place: CellParsing.Place) -> Finding {
        unread(
            .notANumber, text, place, ja: "は数値ではありません。", en: "is not a number.",
            fixJa: "数値に直すか、値がなければ空欄か「-」にしてください。", fixEn: "Write a number, or leave the cell empty or “-” if there is none.")
    }

    static func tooLarge(_ text: String, _ place: CellParsing.Place) -> Finding {
        unread(
            .notANumber, text, place, ja: "は桁が多すぎます（\(Number.maximumDigits)桁まで）。",
            en: "has too many digits (at most \(Number.maximumDigits)).", fixJa: "桁を確かめてください。", fixEn: "Check the digits.")
    }

    static func wrongUnit(_ text: String, _ unit: String, field: Unit, _ place: CellParsing.Place) -> Finding {
        let unit = visible(unit)
        if field.isNone {
            return unread(
                .wrongUnitCell, text, place, ja: "には単位「\(unit)」がありますが、この項目には単位がありません。",
                en: "has the unit “\(unit)”, but the field has none.", fixJa: "様式の型に単位を書くか、調書の単位を消してください。",
                fixEn: "Give the field its unit in the form, or remove the unit from the sheet.")
        }
        return unread(
            .wrongUnitCell, text, place, ja: "の単位「\(unit)」は、この項目の単位「\(field.name)」に直せません。",
            en: "has the unit “\(unit)”, which cannot be converted to the field's “\(field.name)”.",
            fixJa: "調書の単位か様式の単位を直してください。", fixEn: "Correct the unit on the sheet or in the form.")
    }

    /// Others of the column bear the unit or `%`, and the heading says none.
    static func withoutSign(_ text: String, _ sign: String, _ place: CellParsing.Place) -> Finding {
        let sign = visible(sign)
        return unread(
            .wrongUnitCell, text, place, ja: "には「\(sign)」がなく、見出しにもありません。",
            en: "has no “\(sign)”, nor has its heading.", fixJa: "同じ項目のほかの値のように「\(sign)」を付けるか、見出しに（\(sign)）と書いてください。",
            fixEn: "Write it behind the number as elsewhere in the field, or (\(sign)) into the heading.")
    }

    static func notAMark(_ text: String, _ place: CellParsing.Place) -> Finding {
        let (fixJa, fixEn) =
            switch text {
            case "O", "o", "Ｏ", "ｏ": ("英字です。○（まる）ではありませんか。", "It is a letter: is ○ meant?")
            case "X", "x", "Ｘ", "ｘ": ("英字です。×（ばつ）ではありませんか。", "It is a letter: is × meant?")
            case "0", "０": ("数字です。○（まる）ではありませんか。", "It is a digit: is ○ meant?")
            default: ("○ △ × ◎ ▲ のどれかか、空欄にしてください。", "Use one of ○ △ × ◎ ▲, or leave the cell empty.")
            }
        return unread(.notAMark, text, place, ja: "は記号ではありません。", en: "is not a mark.", fixJa: fixJa, fixEn: fixEn)
    }

    static func notAYear(_ text: String, _ place: CellParsing.Place) -> Finding {
        unread(
            .notAYear, text, place, ja: "は年度として読めません。", en: "cannot be read as a year.",
            fixJa: "R2、令和2年度、2020 のように書き、和暦と西暦を並べるときは合わせてください。",
            fixEn: "Write it like R2, 令和2年度 or 2020; an era year and a common year side by side must agree.")
    }

    /// A calendar year, or a year beyond the end of its era.
    static func readAsFiscalYear(_ text: String, _ year: Int, _ place: CellParsing.Place) -> Finding {
        let shown = Year.shown(year)
        return Finding(
            .readLeniently, .note,
            Wording(
                ja: "「\(visible(text))」を \(shown)（\(year)年度）と読みました。",
                en: "“\(visible(text))” was read as the fiscal year \(shown) (\(year))."),
            cell: place.cell, field: place.path)
    }

    static func notYesNo(_ text: String, _ place: CellParsing.Place) -> Finding {
        unread(
            .notYesNo, text, place, ja: "は「はい・いいえ」として読めません。", en: "cannot be read as yes or no.",
            fixJa: "○か×、はいかいいえ、有か無、TRUEかFALSE、1か0 で書いてください。", fixEn: "Use ○ or ×, はい or いいえ, 有 or 無, TRUE or FALSE, 1 or 0.")
    }

    static func readLeniently(_ text: String, as symbol: String, _ place: CellParsing.Place) -> Finding {
        Finding(
            .readLeniently, .note,
            Wording(ja: "「\(visible(text))」を「\(symbol)」と読みました。", en: "“\(visible(text))” was read as “\(symbol)”."), cell: place.cell,
            field: place.path)
    }

    static func notInChoice(_ text: String, _ symbols: [String], _ place: CellParsing.Place) -> Finding {
        let shown = symbols.prefix(12)
        let more = symbols.count > shown.count
        return unread(
            .notInChoiceCell, text, place, ja: "はこの項目の選択肢にありません。", en: "is not one of the field's choices.",
            fixJa: "選択肢: \(shown.joined(separator: "、"))\(more ? "…" : "")",
            fixEn: "Choices: \(shown.joined(separator: ", "))\(more ? "…" : "")")
    }

    /// A text that could not be read: the field is blank.
    private static func unread(
        _ code: DiagnosticCode, _ text: String, _ place: CellParsing.Place, ja: String, en: String, fixJa: String, fixEn: String
    ) -> Finding {
        let text = visible(text)
        return Finding(
            code, .warning, Wording(ja: "「\(text)」\(ja)空欄として扱います。\(fixJa)", en: "“\(text)” \(en) It is taken as blank. \(fixEn)"),
            cell: place.cell, field: place.path)
    }

    /// A text of a sheet as a message quotes it: at most 40 characters, and what cannot be seen made visible.
    static func visible(_ text: String) -> String {
        var shown = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if count == 40 { return shown + "…" }
            count += 1
            switch (scalar.value, scalar.properties.generalCategory) {
            case (0...0x1F, _): shown.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? " ")
            case (0x7F, _): shown += "␡"
            case (_, .control), (_, .format), (_, .lineSeparator), (_, .paragraphSeparator), (_, .unassigned), (_, .privateUse):
                shown += "U+" + String(scalar.value, radix: 16, uppercase: true)
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
