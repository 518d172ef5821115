import KijunSyntax

extension Explanation {
    /// K04: decisions, checks, parameters, scales, tests.
    static let rules: [Explanation] = [
        Explanation(
            .mixedPolicies, ja: "一つの判定に、順序のある場合 (first) と順序のない場合が混ざっています。どちらかにそろえてください。",
            en: "A decision mixes ordered cases (first) with unordered ones. Use one of the two.",
            wrong: "grade first:\n  rate >= 100% -> A\ngrade: rate < 80% -> D",
            right: "grade first:\n  rate >= 100% -> A\n  rate < 80% -> D"),
        Explanation(
            .duplicateOtherwise, ja: "一つの判定に otherwise (それ以外) は一つだけです。", en: "A decision has one otherwise.",
            wrong: "judge: otherwise -> a\njudge: otherwise -> b", right: "judge: otherwise -> b"),
        Explanation(
            .decisionAndDefinition, ja: "同じ名前が、判定 (:) と定義 (=) の両方に使われています。",
            en: "One name is both a decision (:) and a definition (=).",
            wrong: "rate = a / b\nrate: a > b -> high", right: "rate = a / b\nlevel: rate > 1 -> high"),
        Explanation(
            .mixedOutcomes, ja: "一つの判定の結果は、同じ種類の値でなければなりません。", en: "All outcomes of a decision must be of one kind.",
            wrong: "x: a > 0 -> 1\nx: otherwise -> none", right: "x: a > 0 -> some\nx: otherwise -> none"),
        Explanation(
            .parameterYears, ja: "係数の年度が重なっているか、年度ではありません。", en: "Years of a parameter are given twice, or are not years.",
            wrong: "param p: number\n  R2 = 1\n  R2 = 2", right: "param p: number\n  R2 = 1\n  R3 = 2"),
        Explanation(
            .duplicateInScale, ja: "尺度の中に、同じものが二度あります。", en: "A scale names something twice.",
            wrong: "scale s = A > B > A", right: "scale s = A > B > C"),
        Explanation(
            .conditionNotYesNo, ja: "条件は、はい・いいえになる式でなければなりません。比べる相手が抜けていないか確かめてください。",
            en: "A condition must be yes or no. A comparison may be missing.",
            wrong: "check ok: sum(projects.cost)", right: "check ok: sum(projects.cost) == total"),
        Explanation(
            .badGiven, ja: "テストの given (前提) に置けるのは、調書の項目、表の全体、定義です。表の一列、計算する列、係数は置けません。",
            en:
                "A given of a test sets a field, a whole table or a definition: not one column of a table, a computed column or a parameter.",
            wrong: "test t\n  given projects.cost = 4", right: "test t\n  given projects = [{id: \"1\", cost: 4}]"),
    ]

    /// K05: forms.
    static let forms: [Explanation] = [
        Explanation(
            .duplicateForm, ja: "同じ名前の様式が二つあります。", en: "Two forms have one name.",
            wrong: "form 調書\n  a: text\nform 調書\n  a: text", right: "form 調書R2\n  a: text\nform 調書R3\n  a: text"),
        Explanation(
            .formTypeConflict, ja: "二つの様式で、同じ名前の項目の種類が違います。", en: "Two forms give one field different types.",
            wrong: "form A\n  amount: number\nform B\n  amount: text", right: "form A\n  amount: number\nform B\n  amount: number"),
        Explanation(
            .unknownIdentify, ja: "identify に書いた項目が、様式にありません。", en: "identify names a field that the form does not have.",
            wrong: "form 調書\n  identify cod\n  code: text", right: "form 調書\n  identify code\n  code: text"),
        Explanation(
            .locatorMisfit, ja: "この読み取り方は、この種類の項目には使えません。", en: "This way of finding a field does not fit its type.",
            wrong: "form 調書\n  amount: number = headed by \"整理番号\"", right: "form 調書\n  amount: number = right of \"事業費\""),
        Explanation(
            .unknownLocator, ja: "読み取り方が読めません。使えるのは right of、below、row of、column of、at、offset、capture、headed by、blocks from、across です。",
            en:
                "This is no way of finding a field. There are: right of, below, row of, column of, at, offset, capture, headed by, blocks from, across.",
            wrong: "form 調書\n  policy: text = left of \"施策名\"", right: "form 調書\n  policy: text = right of \"施策名\""),
        Explanation(
            .unknownTableKey, ja: "table key に書いた列が、その表にありません。", en: "table key names a column that the table does not have.",
            wrong: "form 調書\n  works: table key no = headed by \"整理番号\"\n    id: text = \"整理番号\"",
            right: "form 調書\n  works: table key id = headed by \"整理番号\"\n    id: text = \"整理番号\""),
    ]

    /// K06: limits while evaluating.
    static let limits: [Explanation] = [
        Explanation(
            .numberTooLarge, ja: "数が 100,000 桁を超えます。", en: "A number would have more than 100,000 digits.",
            wrong: "x = power(10, 1000000)", right: "x = power(10, 100)"),
        Explanation(
            .programTooLarge, ja: "計算の途中の行数が多すぎます。", en: "A computation would make too many rows.",
            wrong: "何百万行もの表を、行ごとに全部読み直す規則", right: "group by や where で先に行を減らす"),
        Explanation(
            .indexError, ja: "並びの位置が 0 か、整数ではありません。位置は 1 から、最後は -1 です。桁数・長さ・行数・年数も、範囲の整数でなければなりません。",
            en:
                "A place in a list is 0 or not whole. Places count from 1; the last is -1. Numbers of decimals, characters, rows and years must be whole and in range too.",
            wrong: "x = xs[n - 1]    # n が 1 のとき 0 になる", right: "x = xs[n]"),
        Explanation(
            .powerError, ja: "指数は整数でなければなりません。0 の負の累乗もありません。",
            en: "An exponent must be whole, and 0 has no negative power.",
            wrong: "x = power(2, 0.5)", right: "x = power(2, 3)"),
        Explanation(
            .textTooLong, ja: "文字列が長くなりすぎます。", en: "A text would become too long.",
            wrong: "何億文字にもなる join や replace", right: "必要な部分だけを slice で取り出す"),
    ]
}
