import KijunSyntax

extension Explanation {
    /// K09: notes on rules.
    static let notes: [Explanation] = [
        Explanation(
            .possiblyBlank,
            ja: "空欄かもしれない項目 (?) が、そのまま判定や検査に使われています。空欄のとき結果は「未定」になります。そのままでよければ、行の終わりに # 可 K0901: 理由 と書くと知らせません。",
            en:
                "A field that may be blank (?) reaches a decision or check as it is: where it is blank the result is undetermined. Where that is meant, write # allow K0901: reason at the end of the line.",
            wrong: "check ok: target > 0    # target: number?", right: "check ok: target is blank || target > 0"),
        Explanation(
            .unusedName,
            ja: "関数、係数、尺度、関数の引数のうち、何からも読まれていないものです。定義は、それ自体が結果なので知らせません。ただし、書き方の少し違う名前（取組数と取り組み数など）が読まれていれば知らせます。",
            en:
                "A function, parameter, scale or argument that nothing reads. A definition is a result by itself and is not told, unless a name that is written a little differently (total_cost, totalcost) is read.",
            wrong: "share(part, whole) = part / part", right: "share(part, whole) = part / whole"),
        Explanation(
            .shadowedColumn,
            ja: "表の行についての規則では、名前はまず表の列のことです。調書にも同じ名前があり、どちらでも意味が通ります。調書の方は sheet.名前、列は it.名前 と書けます。",
            en:
                "In a rule on the rows of a table a name is first a column of it; here the sheet has something of the same name that would do as well. sheet.name is that of the sheet, it.name the column.",
            wrong: "check projects.within: cost <= 1億円    # 調書にも cost がある", right: "check projects.within: it.cost <= 1億円"),
        Explanation(
            .staleParameter,
            ja: "調書の年度の値が係数になく、前の年度の値を使うことになります。値が変わらないことを確かめたら、その年度の行を書き足すか、係数の行か最後の年度の行に # 可 K0912: 理由 と書きます。",
            en:
                "The parameter has no value for the year of the sheets, so that of an earlier year is used. Where it still holds, add a line for the new year, or write # allow K0912: reason on the line of the parameter or of its last year.",
            wrong: "param fte_cost: number in 千円/人工\n  R1 = 7_950\n  R2 = 7_920    # R5 の調書を評価する",
            right: "param fte_cost: number in 千円/人工\n  R1 = 7_950\n  R2 = 7_920\n  R5 = 8_010"),
        Explanation(
            .barePercent,
            ja: "割合 (%) を、% のない 2 以上の数と比べています。95 は 9500% です。額を額で割った値なら、20 以上のときに知らせます。",
            en:
                "A percentage is held against a number of 2 or more without %: 95 is 9500%. A quotient of two amounts is told from 20 on.",
            wrong: "check executed: rate >= 95", right: "check executed: rate >= 95%"),
        Explanation(
            .mixedMarks,
            ja: "見た目の似た別の字 (○ と 〇、× と x、△ と ▲) が混ざっています。記号 (mark) の項目は同じ丸をすべて ○ と読みますが、文字の項目や判定の結果では別の字のままです。",
            en:
                "Signs that look alike are mixed (○ and 〇, × and x, △ and ▲). A field of the type mark reads every circle as ○; texts and outcomes keep them apart.",
            wrong: "判定: 基準 == ○ -> ○\n判定: 基準 == × -> x\n判定: それ以外 -> \"×\"", right: "判定: 基準 == ○ -> ○\n判定: それ以外 -> ×"),
        Explanation(
            .constantComparison,
            ja: "どんな値でも成り立つ、または決して成り立たない比較です。書き間違いか、要らない条件です。空欄のときは未定のままです。",
            en:
                "A comparison that holds for every value, or for none: a slip, or a condition that is not needed. For a blank it stays undetermined.",
            wrong: "check a: rank != A || rank != B\ncheck b: 90% <= rate < 80%",
            right: "check a: rank != A && rank != B\ncheck b: 80% <= rate < 90%"),
        Explanation(
            .idleAllowance,
            ja: "「可」の注釈 (# 可 K0901) が、止める注意のない所にあります。規則が直って要らなくなったか、行がずれています。番号のない「可」は、何も止めません。エラーの番号や、ない番号も可にはできません。",
            en:
                "A comment allows a note (# allow K0901) where there is none: the rule was mended, or the comment stands at another line. One without a code allows nothing. Codes of errors, and codes that do not exist, cannot be allowed.",
            wrong: "# 可 K0901\n\ncheck ok: target > 0    # target: number?",
            right: "check ok: target > 0    # 可 K0901: 目標値のない指標は判定しない"),
    ]
}
