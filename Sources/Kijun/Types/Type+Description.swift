public import KijunSyntax

extension Type {
    /// The type in the user's words: 数値（千円） / number in 千円.
    public var description: Wording { described(depth: 0) }

    private func described(depth: Int) -> Wording {
        if depth > 3 { return Wording("…") }
        switch self {
        case .number(let number): return number.description
        case .text: return Wording(ja: "文字列", en: "text")
        case .mark: return Wording(ja: "記号（○ △ × ◎ ▲）", en: "mark")
        case .year: return Wording(ja: "年度", en: "year")
        case .yesno: return Wording(ja: "真偽", en: "yes/no")
        case .choice(let choice):
            let symbols = choice.shownSymbols
            return Wording(ja: "選択肢（\(symbols)）", en: "one of \(symbols)")
        case .list(let element):
            let inner = element.described(depth: depth + 1)
            return Wording(ja: "\(inner.ja)の並び", en: "list of \(inner.en)")
        case .record: return Wording(ja: "一行の記録", en: "record")
        case .table: return Wording(ja: "表", en: "table")
        case .blank: return Wording(ja: "空欄", en: "blank")
        case .error: return Wording(ja: "不明", en: "unknown")
        }
    }
}

extension Type {
    /// One value of the type, as a sentence has it: 数値（千円） / a number in 千円.
    var single: Wording { Wording(ja: description.ja, en: english(isPlural: false, depth: 0)) }

    /// Values of the type: 数値（千円） / numbers in 千円.
    var many: Wording { Wording(ja: description.ja, en: english(isPlural: true, depth: 0)) }

    private func english(isPlural: Bool, depth: Int) -> String {
        if depth > 3 { return "…" }
        func form(_ singular: String, _ plural: String) -> String { isPlural ? plural : "a " + singular }
        switch self {
        case .number(let number):
            let unit = number.isPercent || number.unit.isNone ? "" : " in \(number.unit.name)"
            return number.isPercent ? form("percentage", "percentages") : form("number", "numbers") + unit
        case .text: return form("text", "texts")
        case .mark: return form("mark", "marks")
        case .year: return form("year", "years")
        case .yesno: return form("yes/no value", "yes/no values")
        case .choice(let choice): return isPlural ? "choices of \(choice.shownSymbols)" : "one of \(choice.shownSymbols)"
        case .list(let element): return form("list", "lists") + " of " + element.english(isPlural: true, depth: depth + 1)
        case .record: return form("record", "records")
        case .table: return form("table", "tables")
        case .blank: return form("blank", "blanks")
        case .error: return "unknown"
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
