internal import Kijun
internal import KijunSyntax

extension Type {
    /// The type as a form declares it: `数値 単位 千円`, `number in 千円`. What a form cannot declare is called as elsewhere.
    var formText: Wording {
        switch self {
        case .number(let number):
            if number.isPercent { return Wording(ja: "百分率", en: "percent") }
            if number.unit.isNone { return Wording(ja: "数値", en: "number") }
            return Wording(ja: "数値 単位 \(number.unit.name)", en: "number in \(number.unit.name)")
        case .text: return Wording(ja: "文字", en: "text")
        case .mark: return Wording(ja: "記号", en: "mark")
        case .year: return Wording(ja: "年度", en: "year")
        case .yesno: return Wording(ja: "有無", en: "yesno")
        case .choice:
            let symbols = description.en.dropFirst("one of ".count)
            return Wording(ja: "選択肢 \(symbols)", en: "one of \(symbols)")
        // A form has lists of single values only, so that this ends here.
        case .list(let element):
            let inner = if case .list = element { element.description } else { element.formText }
            return Wording(ja: "並び \(inner.ja)", en: "list of \(inner.en)")
        case .table: return Wording(ja: "表", en: "table")
        case .record: return Wording(ja: "記録", en: "record")
        case .blank, .error: return description
        }
    }
}
