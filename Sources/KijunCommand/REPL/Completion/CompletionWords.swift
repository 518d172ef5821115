import KijunSyntax

/// The words that fit at a place, and what is said of them.
enum CompletionWords {
    /// The words that start a statement, with the form of the statement.
    static let statements: [(Keyword, Wording)] = [
        (.check, Wording(ja: "検査 名前: 条件 でなければ \"…\"", en: "check NAME: CONDITION else \"…\"")),
        (.warn, Wording(ja: "注意 名前: 条件 でなければ \"…\"", en: "warn NAME: CONDITION else \"…\"")),
        (.parameter, Wording(ja: "係数 名前: 型、次の行に 年度 = 値", en: "param NAME: TYPE, then YEAR = VALUE lines")),
        (.scale, Wording(ja: "尺度 名前 = A > B > C", en: "scale NAME = A > B > C")),
        (.test, Wording(ja: "テスト 題、次の行に 前提 と 期待", en: "test TITLE, then given and expect lines")),
        (.form, Wording(ja: "様式 名前、次の行に 項目", en: "form NAME, then its fields")),
        (.use, Wording(ja: "読込 \"規則.kijun\"", en: "use \"rules.kijun\"")),
    ]

    static let types: [Keyword] = [.number, .percent, .text, .mark, .year, .yesno, .one, .list, .table]

    static let notes: [Keyword: Wording] = [
        .and: Wording(ja: "両方が成り立つ", en: "both hold"),
        .or: Wording(ja: "どちらかが成り立つ", en: "at least one holds"),
        .not: Wording(ja: "成り立たない", en: "does not hold"),
        .within: Wording(ja: "並びか範囲のどれか: in [a, b]、in 1..10", en: "one of: in [a, b], in 1..10"),
        .isBlank: Wording(ja: "空欄である", en: "is blank"),
        .isNotBlank: Wording(ja: "空欄でない", en: "is not blank"),
        .ifWord: Wording(ja: "もし 条件 ならば 値 でなければ 値", en: "if CONDITION then VALUE else VALUE"),
        .otherwise: Wording(ja: "どの場合も成り立たないとき", en: "when no other case holds"),
        .because: Wording(ja: "根拠を \"…\" で書く", en: "a text with the reason"),
        .whereWord: Wording(ja: "条件に合う行だけ", en: "only the rows for which it holds"),
        .select: Wording(ja: "列を選ぶ", en: "columns of the result"),
        .sort: Wording(ja: "並べる列", en: "the column to sort by"),
        .group: Wording(ja: "列の値ごとにまとめる", en: "one row for each value of a column"),
        .top: Wording(ja: "初めの何行か", en: "only the first rows"),
        .descending: Wording(ja: "大きい順", en: "the largest first"),
        .forWord: Wording(ja: "表の各行について", en: "for each row of a table"),
        .sheets: Wording(ja: "すべての調書の表", en: "the table of all sheets"),
        .blank: Wording(ja: "空欄", en: "no value"),
    ]
}
