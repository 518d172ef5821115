import KijunSyntax

extension Explanation {
    /// K00: text and layout.
    static let text: [Explanation] = [
        Explanation(
            .notUTF8,
            ja: "規則のファイルは UTF-8 の文字だけで書きます。Shift_JIS で保存したファイルや、表計算のファイルを渡していないか確かめ、UTF-8 で保存し直してください。",
            en: "A rule file holds UTF-8 text only. The file may have been saved as Shift_JIS, or may be a workbook: save it as UTF-8.",
            wrong: "Shift_JIS で保存した rules.kijun", right: "UTF-8 で保存した rules.kijun"),
        Explanation(
            .sourceTooLarge, ja: "規則のファイルは一つ 10 MB までです。use で複数のファイルに分けてください。",
            en: "A rule file may have at most 10 MB. Split it into several files with use.",
            wrong: "10 MB を超える rules.kijun", right: "use \"common.kijun\"\nuse \"indicators.kijun\""),
        Explanation(
            .unexpectedCharacter, ja: "規則では使わない文字です。消すか、文字列なら引用符で囲んでください。",
            en: "A character that has no meaning in rules. Remove it, or put it in quotes if it is part of a text.",
            wrong: "total = cost $ 2", right: "total = cost * 2"),
        Explanation(
            .unterminatedText, ja: "引用符が行の終わりまでに閉じていません。", en: "A text must be closed on the line on which it starts.",
            wrong: "label = \"拡充", right: "label = \"拡充\""),
        Explanation(
            .badEscape,
            ja: "\"…\" の中の \\ は、\\\" \\\\ \\n \\t \\u{…} だけです。\\ をそのまま書くには \\\\ とするか、「…」で囲みます。",
            en: "In \"…\" a \\ starts one of \\\" \\\\ \\n \\t \\u{…}. For the character itself write \\\\, or use 「…」.",
            wrong: "path = \"a\\b\"", right: "path = \"a\\\\b\""),
        Explanation(
            .badNumber,
            ja: "数の書き方が違います。桁区切りは _ で、小数は 0 から始め、指数の形は使いません。",
            en: "A number is written another way: _ groups digits, a decimal starts with 0, and there is no exponent.",
            wrong: "unit_cost = 7,920\nsmall = .5\nlarge = 1e5", right: "unit_cost = 7_920\nsmall = 0.5\nlarge = 100_000"),
        Explanation(
            .badYear, ja: "元号の年として有り得ません。元号の最初の年は 1 (元) です。",
            en: "There is no such year in that era. The first year of an era is 1 (元).",
            wrong: "from = R0", right: "from = R元"),
        Explanation(
            .badIndentation,
            ja: "字下げが、上のどの行とも合いません。文は行の先頭から始め、それに属する行だけを字下げします。",
            en: "The indentation fits no line above. A statement starts at the margin; only the lines that belong to it are indented.",
            wrong: "judge:\n    a == 1 -> x\n  a == 2 -> y", right: "judge:\n    a == 1 -> x\n    a == 2 -> y"),
        Explanation(
            .tooDeep, ja: "括弧や式の入れ子は 200 段までです。途中の値に名前を付けて分けてください。",
            en: "Brackets and expressions nest at most 200 deep. Give names to the parts.",
            wrong: "x = ((((… 200 段を超える …))))", right: "part = a + b\nx = part * 2"),
        Explanation(
            .unexpectedToken, ja: "ここに書けないものがあります。下線の前後に、演算子や区切りの抜けがないか確かめてください。",
            en: "Something stands where it cannot. Look for a missing operator or separator around the underlined place.",
            wrong: "total = cost fte", right: "total = cost + fte"),
        Explanation(
            .unexpectedEnd, ja: "文が途中で終わっています。", en: "The statement ends before it is complete.",
            wrong: "total = cost +", right: "total = cost + extra"),
        Explanation(
            .missingBracket, ja: "括弧が閉じていません。示した開き括弧に対応する閉じ括弧を書いてください。",
            en: "A bracket is not closed. Close the one that is shown.",
            wrong: "total = sum(projects.cost", right: "total = sum(projects.cost)"),
        Explanation(
            .rangeOutsideIn, ja: "範囲 (1..10) は in の後にだけ書けます。", en: "A range (1..10) stands only after in.",
            wrong: "ok = 1..10", right: "ok = x in 1..10"),
        Explanation(
            .badInterpolation,
            ja: "文字列の中の {…} には式を一つ書きます。波括弧そのものは {{ と書きます。",
            en: "In a text, {…} holds one expression. For the brace itself write {{.",
            wrong: "check a: x > 0 else \"値は {} です\"", right: "check a: x > 0 else \"値は {x} です\""),
        Explanation(
            .emptyBlock, ja: "見出しの下に、字下げした行がありません。", en: "There are no indented lines under the heading.",
            wrong: "grade:", right: "grade:\n  rate >= 100% -> A\n  otherwise -> B"),
    ]

    /// K01: names and structure.
    static let names: [Explanation] = [
        Explanation(
            .unknownName,
            ja: "その名前の項目も定義もありません。綴りを確かめるか、様式に項目を加えてください。文字列なら引用符で囲みます。",
            en: "No field and no definition has this name. Check the spelling, or add the field to the form. A text needs quotes.",
            wrong: "judge: basis5 == \"△\" -> c", right: "judge: basis1 == \"△\" -> c"),
        Explanation(
            .duplicateName, ja: "同じ名前が二度定義されています。どちらかの名前を変えてください。",
            en: "One name is defined twice. Rename one of the two.",
            wrong: "total = cost\ntotal = cost + extra", right: "total = cost\ntotal_with_extra = cost + extra"),
        Explanation(
            .cycle, ja: "定義が、たどると自分自身を使っています。輪のどこかを切ってください。",
            en: "A definition reads itself through others. Break the circle at one place.",
            wrong: "a = b + 1\nb = a - 1", right: "a = b + 1\nb = cost - 1"),
        Explanation(
            .unknownColumn, ja: "その表 (またはレコード) に、その名前の列はありません。",
            en: "The table (or record) has no column of that name.",
            wrong: "total = sum(projects.costs)", right: "total = sum(projects.cost)"),
        Explanation(
            .unknownFunction, ja: "その名前の関数はありません。", en: "There is no function of that name.",
            wrong: "total = summ(projects.cost)", right: "total = sum(projects.cost)"),
        Explanation(
            .wrongArgumentCount, ja: "関数に渡す値の数が違います。", en: "The function takes another number of values.",
            wrong: "x = power(2)", right: "x = power(2, 3)"),
        Explanation(
            .recursiveFunction, ja: "関数が自分自身を (他の関数を通しても) 使うことはできません。計算は必ず終わらなければならないためです。",
            en: "A function cannot use itself, not even through others: every computation must end.",
            wrong: "f(n) = n * f(n - 1)", right: "f(n) = n * (n - 1)"),
        Explanation(
            .useNotFound, ja: "use で読み込むファイルがありません。道筋は、書かれているファイルから見た位置です。",
            en: "The file named by use is not there. Its path starts from the file in which it is written.",
            wrong: "use \"fom.kijun\"", right: "use \"form.kijun\""),
        Explanation(
            .useCycle, ja: "ファイルが互いに読み込み合っています。共通の部分を別のファイルに分けてください。",
            en: "Files read each other. Move what both need into a third file.",
            wrong: "# a.kijun\nuse \"b.kijun\"\n# b.kijun\nuse \"a.kijun\"",
            right: "# a.kijun\nuse \"common.kijun\"\n# b.kijun\nuse \"common.kijun\""),
        Explanation(
            .unknownTable, ja: "その名前の表はありません。「表.名前」の表は、様式の表か、表である定義です。",
            en: "There is no table of that name. In “table.name” the table is one of the form, or a definition that is a table.",
            wrong: "project.rate = cost / 2", right: "projects.rate = cost / 2"),
        Explanation(
            .notAFunction, ja: "関数ではないものを f(x) の形で使っています。", en: "Something that is not a function is used as f(x).",
            wrong: "x = cost(2)", right: "x = cost * 2"),
        Explanation(
            .noRowHere, ja: "it (それ) は、where や for の中でだけ使えます。", en: "it stands only inside where and for.",
            wrong: "x = it > 2", right: "x = count([1, 2, 3] where it > 2)"),
        Explanation(
            .reservedName, ja: "その名前は、言語が使っているため定義できません。", en: "The language itself uses this name.",
            wrong: "sum(a, b) = a + b", right: "sum_of_two(a, b) = a + b"),
    ]
}
