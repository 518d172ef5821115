internal import Kijun
internal import KijunSyntax

/// What the last word of a heading says of the values below it. What stands in brackets behind it does not count.
enum HeadingWords {
    /// `年度`, `開始年`, `fiscal_year`; not `2020年度` nor `前年度`, which are years themselves: below them stands something else.
    static func nameYears(_ heading: String) -> Bool {
        let text = core(heading)
        if text.lowercased().hasSuffix("year") { return true }
        guard let suffix = ["年度", "年"].first(where: text.hasSuffix) else { return false }
        guard let before = text.dropLast(suffix.count).last else { return true }
        return !before.isNumber && !relatives.contains(before)
    }

    /// Before 年 they make one year of it: 前年度, 今年, 元年.
    private static let relatives: Set<Character> = ["元", "前", "々", "昨", "今", "当", "本", "翌", "次", "来", "各", "毎"]

    /// `整理番号`, `事業コード`, `ID`, `No.`, `project_id`, `orgCode`.
    static func nameCodes(_ heading: String) -> Bool {
        var text = core(heading)
        if text.last == "." { text.removeLast() }
        if text.hasSuffix("番号") { return !others.contains { text.hasSuffix($0) } }
        if text.hasSuffix("コード") { return !text.hasSuffix("レコード") }
        for word in ["code", "id", "no"] where text.lowercased().hasSuffix(word) {
            let start = text.index(text.endIndex, offsetBy: -word.count)
            guard start > text.startIndex else { return true }
            // `paid` and `Casino` end with no word of their own, `projectId` does.
            let before = text[text.index(before: start)]
            if !(before.isASCII && before.isLetter) || before.isLowercase && text[start].isUppercase { return true }
        }
        return false
    }

    /// Numbers of something else than what the row is about.
    private static let others = ["電話番号", "口座番号", "郵便番号", "FAX番号", "ファックス番号"]

    private static let brackets: [Character: Character] = [")": "(", "]": "[", "】": "【", "〕": "〔", ">": "<", "》": "《"]

    /// In NFKC, without white space and brackets at its end.
    private static func core(_ heading: String) -> String {
        var text = nfkc(heading)[...]
        while let last = text.last {
            if last.isWhitespace {
                text.removeLast()
            } else if let open = brackets[last], let start = text.lastIndex(of: open) {
                text = text[..<start]
            } else {
                break
            }
        }
        return String(text)
    }
}
