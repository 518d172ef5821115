public import KijunSyntax

extension Type {
    /// The type in the user's words: 数値（千円） / number in 千円.
    public var description: Wording { described(depth: 0) }

    private func described(depth: Int) -> Wording {
        if depth > 3 { return Wording("…") }
        switch self {
        case .number(let number): return number.description
        case .text: return Wording(ja: "文字列", en: "text")
        case .mark: return Wording(ja: "記号（○ △ × ◎）", en: "mark")
        case .year: return Wording(ja: "年度", en: "year")
        case .yesno: return Wording(ja: "真偽", en: "yes/no")
        case .choice(let choice):
            let symbols = choice.shownSymbols
            return Wording(ja: "選択肢（\(symbols)）", en: "one of \(symbols)")
        case .list(let element):
            let inner = element.described(depth: depth + 1)
            return Wording(ja: "\(inner.ja)のリスト", en: "list of \(inner.en)")
        case .record: return Wording(ja: "一行の記録", en: "record")
        case .table: return Wording(ja: "表", en: "table")
        case .blank: return Wording(ja: "空欄", en: "blank")
        case .error: return Wording(ja: "不明", en: "unknown")
        }
    }
}

extension NumberType {
    public var description: Wording {
        if isPercent { return Wording(ja: "割合（%）", en: "percent") }
        if unit.isNone { return Wording(ja: "数値", en: "number") }
        return Wording(ja: "数値（\(unit.name)）", en: "number in \(unit.name)")
    }
}

extension Choice {
    /// `a, b, c`, the empty symbol in quotes; the first dozen of many.
    var shownSymbols: String {
        let shown = symbols.prefix(12).map { $0.isEmpty ? "\"\"" : $0 }.joined(separator: ", ")
        return symbols.count > 12 ? shown + ", …" : shown
    }
}
