import KijunSyntax

extension Explanation {
    /// K0724 to K0728, K0732 and K0734: tables of which each row is a sheet, and the way a csv is written.
    static let tables: [Explanation] = [
        Explanation(
            .duplicateHeading, ja: "二つの列が同じ見出しです。二つ目の列は「名前_2」という名前で使えます。",
            en: "Two columns have one heading. The second can be used by its name with _2.",
            wrong: "調書: 番号 | 事業費 | 事業費", right: "調書: 番号 | 事業費 | 決算額"),
        Explanation(
            .missingHeading, ja: "値のある列に見出しがありません。列の文字を使った「列G」のような名前で使えます。",
            en: "A column with values has no heading. It can be used by a name made of its letter: 列G.",
            wrong: "調書: 番号 | (空欄) | 事業費", right: "調書: 番号 | 事業名 | 事業費"),
        Explanation(
            .headingUnit, ja: "列の見出しにある単位が、項目の単位と違います。換算できれば換算し、できなければ列の値は不明とします。",
            en: "The unit in a column's heading is not that of the field. The values are converted if that is possible, else unknown.",
            wrong: "様式: cost / 事業費: number in 千円    調書: 事業費(人)", right: "調書: 事業費(千円)"),
        Explanation(
            .faultyQuotes, ja: "CSVの引用符（\"）が閉じられていないか、閉じたあとに文字が続いています。",
            en: "A quote of a csv is not closed, or text follows the one that closes.",
            wrong: "1,\"A事業,100", right: "1,\"A事業\",100"),
        Explanation(
            .unevenRow, ja: "行のセルの数が見出しの数と違います。値が隣の列にずれているかもしれません。",
            en: "A row has more or fewer cells than the heading: its values may stand in the wrong columns.",
            wrong: "番号,事業名,事業費\n1,A事業,1,000", right: "番号,事業名,事業費\n1,A事業,\"1,000\""),
        Explanation(
            .mixedSigns, ja: "様式がなく、列の値か見出しの一部だけに単位か % があります。ほかも同じ単位なのかどうかは分からないので、ないものは不明として扱います。",
            en:
                "Without a form, some values or headings of a column have a unit or %, others have none. Whether those are meant alike is not known, so they are unknown.",
            wrong: "番号,達成率\n1,79.4%\n2,80", right: "番号,達成率(%)\n1,79.4\n2,80"),
        Explanation(
            .hardlyNumbers, ja: "様式がなく、見出しには単位か % がありますが、列の値はほとんど数ではありません。列は文字として読みます。",
            en: "Without a form: a heading says a unit or %, but hardly any value below it is a number, so the column is read as text.",
            wrong: "番号,決算額(千円)\n1,未確定\n2,未確定\n3,未確定\n4,150", right: "番号,決算額(千円)\n1,\n2,\n3,\n4,150"),
        Explanation(
            .doubtfulPercentage,
            ja: "割合 (percent) の項目で、書き方からすると百倍か百分の一に読んだかもしれません。JSON の数値は割合そのもの (0.794 が 79.4%)、表の数値と JSON の文字列は百分率 (79.4 が 79.4%) です。",
            en:
                "Values of a percent field may have been read as a hundred times what is meant, or a hundredth. A number of a JSON is the ratio "
                + "itself (0.794 is 79.4%); a number of a table, or a text of a JSON, is the percentage (79.4 is 79.4%).",
            wrong: "様式: rate: percent    調書: {\"rate\": 79.4}", right: "調書: {\"rate\": \"79.4%\"}"),
    ]
}
