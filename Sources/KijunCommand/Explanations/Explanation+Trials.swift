import KijunSyntax

/// Values that a session tries (K0826–K0828).
extension Explanation {
    static let trials = [
        Explanation(
            .notSettable,
            ja: ":set で仮の値を入れられるのは、調書の項目です。判定・定義・検査・係数は規則なので、そのもとになる項目に値を入れるか、規則を書き直してください。表の列は、行を選んで書きます。",
            en:
                "`:set` tries values in fields of a sheet. Decisions, definitions, checks and parameters are rules: set the fields that they read, or change the rule. For a column of a table choose the row.",
            wrong: ":set judge = a\n:set projects.cost = 100", right: ":set basis1 = ○\n:set projects[\"b07\"].cost = 100"),
        Explanation(
            .noSuchRow, ja: ":set で選んだ行や番目が、この調書にありません。",
            en: "`:set` names a row or an element that this sheet does not have.",
            wrong: ":set projects[\"b70\"].cost = 100", right: ":set projects[\"b07\"].cost = 100"),
        Explanation(
            .undeterminedTrial, ja: ":set の値の式が、空欄などのために計算できません。決まった値を書くか、空欄にするなら blank (空欄) と書いてください。",
            en:
                "The value for `:set` cannot be computed, because of a blank cell for example. Write a value, or `blank` for an empty cell.",
            wrong: ":set cost = full_cost * 1.1", right: ":set cost = 7_920"),
    ]
}
