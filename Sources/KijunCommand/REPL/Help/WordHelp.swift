import KijunSyntax

/// What `:help` says of a word of the language: a line, and an example in each language.
struct WordHelp {
    enum Example {
        /// An expression and what it gives, as `kijun eval -` prints it.
        case expression(Wording, gives: String)
        /// Statements over the fields of a form.
        case rules(Wording)
        /// A whole form.
        case form(Wording)
    }

    /// Words that only mean something together, or mean the opposite.
    let words: [Keyword]
    let text: Wording
    let example: Example

    init(_ words: Keyword..., ja: String, en: String, example: Example) {
        self.words = words
        text = Wording(ja: ja, en: en)
        self.example = example
    }

    static var all: [WordHelp] { operators + queries + statements + forms }

    /// - Parameter name: in either language (NFKC), also the two or three words of `is not blank`.
    static func of(_ name: String) -> WordHelp? {
        all.first { help in
            help.words.contains { ($0.spellings(.en) + $0.spellings(.ja)).contains(name) } || help.phrases.contains(name)
        }
    }

    /// What is written with several words.
    private var phrases: [String] { words.contains(.isBlank) ? ["is blank", "is not blank"] : [] }

    /// The spellings in a language, and behind them those of the other one.
    func title(in language: Language) -> String {
        let own = words.flatMap { $0.spellings(language) }
        let other = words.flatMap { $0.spellings(language == .ja ? .en : .ja) }
        return own.isEmpty
            ? other.joined(separator: " ") : "\(own.joined(separator: " "))\(other.isEmpty ? "" : " / " + other.joined(separator: " "))"
    }

    /// The lines of the example.
    func lines(in language: Language) -> [String] {
        switch example {
        case .expression(let text, let result): ["\(text[language])  # \(result)"]
        case .rules(let text), .form(let text): text[language].split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }

    static let operators = [
        WordHelp(
            .and, ja: "両方とも成り立つ。&& とも書く", en: "both hold; also &&",
            example: .expression(Wording(ja: "1 < 2 かつ 2 < 3", en: "1 < 2 and 2 < 3"), gives: "true")),
        WordHelp(
            .or, ja: "少なくとも一方が成り立つ。|| とも書く", en: "at least one holds; also ||",
            example: .expression(Wording(ja: "1 > 2 または 2 < 3", en: "1 > 2 or 2 < 3"), gives: "true")),
        WordHelp(
            .not, ja: "成り立たない。! とも書く", en: "the opposite; also !",
            example: .expression(Wording(ja: "not 1 > 2", en: "not 1 > 2"), gives: "true")),
        WordHelp(
            .within, ja: "並びか範囲のなかにある", en: "is among a list, or within a range",
            example: .expression(Wording(ja: "5 in 1..10", en: "5 in 1..10"), gives: "true")),
        WordHelp(
            .isWord, .isBlank, .isNotBlank, ja: "空欄か（分からない値と、空の文字列も）", en: "whether it is blank: unknown, or an empty text",
            example: .expression(Wording(ja: "件数([1, 空欄] where それ が空欄でない)", en: "count([1, blank] where it is not blank)"), gives: "1")),
        WordHelp(
            .ifWord, .then, .elseWord, ja: "条件で値を選ぶ。検査の「でなければ」は、不適合のときの文",
            en: "one of two values; “else” of a check is what it says where it fails",
            example: .expression(Wording(ja: "もし 3 > 2 ならば 10 でなければ 0", en: "if 3 > 2 then 10 else 0"), gives: "10")),
        WordHelp(
            .because, ja: "その場合になった理由の文", en: "why a case gives its outcome, as a text",
            example: .rules(
                Wording(
                    ja: "判定例: 基準1 == △ → c 理由 \"感染症の影響で対応できなかった\"",
                    en: "sample: basis1 == △ -> c because \"the epidemic made it impossible\""))),
        WordHelp(
            .otherwise, ja: "ほかのどの場合も成り立たないとき。分からない場合があれば、未定になる",
            en: "where no other case holds; where one is unknown the decision is undetermined",
            example: .rules(
                Wording(ja: "判定例: 基準1 == ○ → a\n判定例: それ以外 → b", en: "sample: basis1 == ○ -> a\nsample: otherwise -> b"))),
        WordHelp(
            .blank, ja: "値がないこと。?? で、そのときの値を決める", en: "no value; ?? says what stands for it",
            example: .expression(Wording(ja: "空欄 ?? 3", en: "blank ?? 3"), gives: "3")),
        WordHelp(
            .yes, .no, ja: "真偽の値", en: "the two values of yes/no",
            example: .expression(Wording(ja: "真 かつ 偽", en: "true and false"), gives: "false")),
        WordHelp(
            .it, ja: "並びの要素そのもの", en: "the element of a list",
            example: .expression(Wording(ja: "合計(それ * 2 for [1, 2])", en: "sum(it * 2 for [1, 2])"), gives: "6")),
        WordHelp(
            .sheets, ja: "読み込んだすべての調書の表。項目・定義・判定が列になる",
            en: "the table of all loaded sheets; fields, definitions and decisions are its columns",
            example: .rules(Wording(ja: "該当 = 件数(全調書 where 基準1 == ○)", en: "met = count(sheets where basis1 == ○)"))),
        WordHelp(
            .sheet, ja: "表の規則のなかで、列ではなく調書の項目を読む", en: "within a rule on a table: the field of the sheet, not the column",
            example: .rules(
                Wording(
                    ja: "事務事業.見出し = \"{調書.施策名}: {事務事業名}\"", en: "projects.heading = \"{sheet.title}: {name}\""))),
    ]

    static let queries = [
        WordHelp(
            .whereWord, ja: "表や並びから、条件の成り立つ行だけを残す", en: "keeps the rows of a table or list for which a condition holds",
            example: .expression(Wording(ja: "件数([1, 2, 3] のうち それ > 1)", en: "count([1, 2, 3] where it > 1)"), gives: "2")),
        WordHelp(
            .forWord, ja: "表や並びの行ごとに計算する", en: "computes for each row of a table or list",
            example: .expression(Wording(ja: "合計(a * 2 for [{a: 1}, {a: 3}])", en: "sum(a * 2 for [{a: 1}, {a: 3}])"), gives: "8")),
        WordHelp(
            .select, ja: "残す列を選ぶ。新しい列も作れる", en: "chooses the columns, and makes new ones",
            example: .expression(
                Wording(ja: "[{a: 1, b: 2}] 選択 a, 和 = a + b", en: "[{a: 1, b: 2}] select a, 和 = a + b"), gives: "[{a: 1, 和: 3}]")),
        WordHelp(
            .sort, .by, .descending, ja: "行を並べ替える。降順は大きい順", en: "orders the rows; desc the largest first",
            example: .expression(
                Wording(ja: "[{a: 1}, {a: 3}] 並べ替え a 降順", en: "[{a: 1}, {a: 3}] sort by a desc"), gives: "[{a: 3}, {a: 1}]")),
        WordHelp(
            .top, ja: "始めの何行か", en: "the first rows",
            example: .expression(
                Wording(ja: "[{a: 1}, {a: 3}] 並べ替え a 降順 上位 1", en: "[{a: 1}, {a: 3}] sort by a desc top 1"), gives: "[{a: 3}]")),
        WordHelp(
            .group, ja: "同じ値の行をまとめて、一行にする", en: "makes one row of those that are alike",
            example: .expression(
                Wording(
                    ja: "[{a: 1, b: 2}, {a: 1, b: 3}] 分類 a 選択 a, 計 = 合計(b)",
                    en: "[{a: 1, b: 2}, {a: 1, b: 3}] group by a select a, 計 = sum(b)"
                ), gives: "[{a: 1, 計: 5}]")),
    ]
}
