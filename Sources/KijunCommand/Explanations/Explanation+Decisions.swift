import KijunSyntax

extension Explanation {
    /// K0823, K0824 and K0902–K0906: what `kijun check` finds in decisions.
    static let decisions: [Explanation] = [
        Explanation(
            .differs,
            ja: "旧と新の規則で、同じ入力に対する判定の結果が違います。示された例は、両方の規則で計算して確かめたものです。",
            en: "The old and the new rules give a decision different results for the same input. The example was evaluated in both.",
            wrong: "kijun check --same 旧.kijun 新.kijun    # grade: rate >= 80% → rate > 80%",
            right: "kijun diff 旧.kijun 新.kijun sheets/    # どの調書が動くか"),
        Explanation(
            .notProvenSame,
            ja: "判定が同じ結果になることを証明できず、違う例も見つかりませんでした。判定が読む計算（積や商、文字列の関数など）の中は見えないので、そこを書き換えると証明できません。",
            en:
                "It could not be proved that a decision agrees in both, nor was a difference found. What a product, a quotient or a function of texts gives is not seen into: where it is written otherwise, nothing can be proved.",
            wrong: "rate = actual / target        # 旧\nrate = 1 / (target / actual)  # 新", right: "rate = actual / target        # 旧も新も"),
        Explanation(
            .gap,
            ja: "どの場合の条件も成り立たない値があります。そのような調書では結果が出ません。示された行を加えて結果を書くか、otherwise（それ以外）を加えてください。「かもしれません」とあるときは、その値になる調書を見つけられませんでした。",
            en:
                "There are values for which no case holds: a sheet with them gets no outcome. Add the line shown with its outcome, or otherwise. “Possibly” means that no sheet with such values was found.",
            wrong: "judge: basis1 == ○ -> a\njudge: basis1 == △ -> c",
            right: "judge: basis1 == ○ -> a\njudge: basis1 == △ -> c\njudge: !(basis1 in [○, △]) -> b"),
        Explanation(
            .caseConflict,
            ja: "結果の違う二つの場合が、同じ値でともに成り立ちます。行の順は意味を持たないので、どちらとも決まりません。条件をせばめるか、except（例外）か first で先のものを決めてください。",
            en:
                "Two cases with different outcomes hold for the same values. The order of lines means nothing, so neither decides. Narrow one, or say by except or first which goes before.",
            wrong: "grade: rate >= 80% -> B\ngrade: rate >= 90% -> A", right: "grade: 80% <= rate < 90% -> B\ngrade: rate >= 90% -> A"),
        Explanation(
            .neverDecides, ja: "どんな値でも、この場合が結果を決めることはありません。条件が成り立たないか、いつもほかの場合が先に決めます。",
            en: "No values make this case decide: its condition never holds, or another case always goes before.",
            wrong: "grade first:\n  rate >= 80% -> B\n  rate >= 90% -> A", right: "grade first:\n  rate >= 90% -> A\n  rate >= 80% -> B"),
        Explanation(
            .otherwiseNeverReached,
            ja: "ほかの場合だけですべての値に結果があるので、otherwise（それ以外）に当たることはありません。消しておくと、場合が抜けたときに kijun check が知らせます。",
            en:
                "The other cases answer every value, so otherwise is never reached. Without it kijun check can tell when a case goes missing.",
            wrong: "judge: basis1 == ○ -> a\njudge: basis1 != ○ -> b\njudge: otherwise -> c",
            right: "judge: basis1 == ○ -> a\njudge: basis1 != ○ -> b"),
        Explanation(
            .notCovered,
            ja: "条件の組合せが多すぎて、抜けや競合がないかを決まった手間の中で調べ終えられませんでした。報告されたものは確かですが、ほかにないとは言えません。判定をいくつかに分けると調べられます。",
            en:
                "There are too many combinations of conditions to look at all of them within the bound. What is reported is right, but there may be more. Split the decision into several.",
            wrong: "grade: a == 1 && b == 2 && … -> x    # 何十もの項目をまとめて見る",
            right: "part1: a == 1 && b == 2 -> x\ngrade: part1 == x && … -> y"),
    ]
}
