import KijunSyntax

extension Explanation {
    /// K02: types.
    static let types: [Explanation] = [
        Explanation(
            .typeMismatch, ja: "値の種類が違います。数と文字列、年と数などは、そのまま比べたり計算したりできません。",
            en: "The value is of another kind. A number and a text, or a year and a number, cannot be compared or computed together.",
            wrong: "x = round(\"10\")", right: "x = round(10)"),
        Explanation(
            .notInChoice, ja: "比べている相手は、その値になることがありません。選択肢の綴りを確かめてください。",
            en: "The other side is never this value. Check the spelling of the choice.",
            wrong: "judge: x > 0 -> a\njudge: otherwise -> b\ncheck ok: judge == d",
            right: "judge: x > 0 -> a\njudge: otherwise -> b\ncheck ok: judge == a"),
        Explanation(
            .noOrder, ja: "大小のない値です。選択肢に順序を付けるには scale を書きます。",
            en: "These values have no order. A scale gives an order to a choice.",
            wrong: "grade: cost > 1 -> A\ngrade: otherwise -> B\nok = grade >= B",
            right: "scale 達成度合 = A > B > C > D\ngrade: cost > 1 -> A\ngrade: otherwise -> B\nok = grade >= B"),
        Explanation(
            .equalsBlank, ja: "空欄は値ではなく「分からない」なので、== では比べられません。is blank を使います。",
            en: "Blank is not a value but “unknown”, so == cannot tell. Use is blank.",
            wrong: "missing = cost == blank", right: "missing = cost is blank"),
        Explanation(
            .notATable, ja: "表が要るところに、表でないものがあります。", en: "A table is wanted here.",
            wrong: "x = cost where cost > 1", right: "x = projects where cost > 1"),
        Explanation(
            .notAList, ja: "並び (表の列など) が要るところに、一つの値があります。", en: "A list, or a column of a table, is wanted here.",
            wrong: "x = sum(cost)", right: "x = sum(projects.cost)"),
        Explanation(
            .mixedBranches, ja: "if の二つの枝は、同じ種類の値でなければなりません。", en: "Both branches of an if must be of one kind.",
            wrong: "x = if a > 0 then 1 else \"なし\"", right: "x = if a > 0 then \"あり\" else \"なし\""),
        Explanation(
            .mixedList, ja: "一つの並びの中の値は、同じ種類でなければなりません。", en: "All values of a list must be of one kind.",
            wrong: "x = [1, \"2\"]", right: "x = [1, 2]"),
        Explanation(
            .textInText, ja: "文字列が別の文字列を含むかどうかは、contains で調べます。", en: "Whether a text holds another is asked with contains.",
            wrong: "x = \"改善\" in title", right: "x = contains(title, \"改善\")"),
        Explanation(
            .noKey, ja: "キーのない表は、キーでは引けません。様式で table key 列名 とするか、where で選びます。",
            en: "A table without a key has no rows by key. Write table key COLUMN in the form, or select with where.",
            wrong: "x = [{id: \"1\"}][\"1\"]", right: "x = first([{id: \"1\"}] where id == \"1\")"),
        Explanation(
            .badIndex, ja: "並びの位置は 1 から数えます。0 や小数は使えません。最後は -1 です。",
            en: "Places in a list count from 1; 0 and fractions are none. The last is -1.",
            wrong: "x = [1, 2, 3][0]", right: "x = [1, 2, 3][1]"),
        Explanation(
            .ambiguousSymbol, ja: "二つ以上の尺度に同じものがあり、どちらの順序で比べるのか決まりません。",
            en: "More than one scale holds these symbols, so that it is open which order is meant.",
            wrong: "scale 達成度合 = A > B\nscale 取組 = B > A\ngrade: cost > 1 -> A\ngrade: otherwise -> B\ngood = grade >= B",
            right: "scale 達成度合 = A > B\nscale 取組 = b > a\ngrade: cost > 1 -> A\ngrade: otherwise -> B\ngood = grade >= B"),
        Explanation(
            .addText, ja: "文字列は + ではつなげません。\"{…}\" の中に値を書きます。", en: "+ does not join texts. Put the values into \"{…}\".",
            wrong: "label = id + title", right: "label = \"{id}{title}\""),
    ]

    /// K03: units and years.
    static let units: [Explanation] = [
        Explanation(
            .unitMismatch, ja: "単位の違う数は、足したり比べたりできません。掛け忘れた単価がないか確かめてください。",
            en: "Numbers of different units cannot be added or compared. A unit price may be missing.",
            wrong: "full = cost + fte    # 千円 と 人工", right: "full = cost + fte * 7_920千円/人工"),
        Explanation(
            .unknownUnit, ja: "様式にも係数にもない単位です。綴りを確かめてください。", en: "No form or parameter has this unit. Check its spelling.",
            wrong: "full = fte + 3人口", right: "full = fte + 3人工"),
        Explanation(
            .unitInPower, ja: "この関数のここには、単位のない数が要ります。同じ単位の値で割ると、単位のない数になります。",
            en: "This place of the function takes a number without unit. Divided by a value of its own unit it has none.",
            wrong: "x = power(cost, 2)    # cost は 千円", right: "x = power(cost / 1千円, 2)"),
        Explanation(
            .noYearField,
            ja: "年度ごとの係数を使うには、調書に年度の項目 (fiscal_year か 年度) が要ります。または年度を係数[R2] のように書きます。",
            en: "A parameter by year needs a field fiscal_year (or 年度) on the sheet; or name the year: param[R2].",
            wrong: "param fte_cost: number\n  R2 = 7_920\nx = fte_cost", right: "param fte_cost: number\n  R2 = 7_920\nx = fte_cost[R2]"),
    ]
}
