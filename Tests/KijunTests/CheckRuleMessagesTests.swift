import Kijun
import Testing

@Suite struct CheckRuleMessagesTests {
    @Test func `first and order-free cases do not mix`() {
        expectOnForm(
            #"""
            judge first:
              cost > 1 -> a
            judge: cost < 1 -> b
            """#,
            en: [
                #"K0401 3:1 the decision "judge" mixes cases under first with cases in any order | put all of them under judge first:, or take first out · 1:1 the other is here"#
            ],
            ja: [
                #"K0401 3:1 判定「judge」に、先勝ち（first）の行と順序のない行がまざっています | すべてを judge first: に入れるか、first を取ります · 1:1 もう一方はここです"#
            ])
    }

    @Test func `otherwise stands once, and not among the exceptions`() {
        expectOnForm(
            #"""
            judge: cost > 1 -> a
            judge: otherwise -> b
            judge: otherwise -> c
            judge except: otherwise -> d
            """#,
            en: [
                #"K0402 3:8 the decision "judge" has otherwise twice | keep one of them · 2:8 the other is here"#,
                #"K0402 4:15 an exception cannot be otherwise | write judge: otherwise -> …"#,
            ],
            ja: [
                #"K0402 3:8 判定「judge」に otherwise（それ以外）が二つあります | 一つにします · 2:8 もう一方はここです"#,
                #"K0402 4:15 例外（except）には otherwise（それ以外）を書けません | judge: otherwise -> … と書きます"#,
            ])
    }

    @Test func `a decision and a definition of one name`() {
        expectOnForm(
            #"""
            judge: cost > 1 -> a
            judge = 3
            """#,
            en: [
                #"K0403 2:1 "judge" is both a decision and a definition | give one of them another name · 1:1 the other is here"#
            ],
            ja: [
                #"K0403 2:1 「judge」は判定でも定義でもあります | どちらかを別の名前にします · 1:1 もう一方はここです"#
            ])
    }

    @Test func `outcomes are of one kind`() {
        expectOnForm(
            #"""
            judge: cost > 1 -> a
            judge: cost <= 1 -> 5
            """#,
            en: [
                #"K0404 2:21 the outcomes of "judge" mix choices of a and numbers | all outcomes must be of one kind · 1:20 the other is here"#
            ],
            ja: [
                #"K0404 2:21 判定「judge」の結果に選択肢（a）と数値がまざっています | 結果は同じ種類の値にそろえます · 1:20 もう一方はここです"#
            ])
    }

    @Test func `a parameter has one value from each year`() {
        expectOnForm(
            #"""
            param p: number
              R2 = 5
              R2 = 6
              2021 = "x"
              5.5 = 5
            param q: number in 千円
              R1 = 5人
            """#,
            en: [
                #"K0405 3:3 the year R2 is there twice | take out one of the lines · 2:3 the other is here"#,
                #"K0201 4:10 this is a text, but a number is needed here | a number stands without quotes"#,
                #"K0405 5:3 a line of a parameter starts with a year | write R2 = 7_920"#,
                #"K0201 7:8 this is a number in 人, but a number in 千円 is needed here | give a value in 千円"#,
                #"K0302 7:9 no form or parameter has the unit "人" | did you mean 人工?"#,
            ],
            ja: [
                #"K0405 3:3 年度 R2 が二度あります | どちらかの行を消します · 2:3 もう一方はここです"#,
                #"K0201 4:10 文字列ですが、ここでは数値が要ります | 数は引用符なしで書きます"#,
                #"K0405 5:3 係数の行は年度で始まります | R2 = 7_920 のように書きます"#,
                #"K0201 7:8 数値（人）ですが、ここでは数値（千円）が要ります | 「千円」の値にします"#,
                #"K0302 7:9 単位「人」は様式にも係数にもありません | もしかして 人工 ?"#,
            ])
    }

    @Test func `a value of a parameter stands alone`() {
        expectOnForm(
            #"""
            param p: number
              R2 = people
            """#,
            en: [
                #"K0102 2:8 there is no field or definition "people" | only a fixed value can stand here"#
            ],
            ja: [
                #"K0102 2:8 「people」という項目はありません | ここには決まった値だけを書けます"#
            ])
    }

    @Test func `a scale names each symbol once`() {
        expectOnForm(
            #"""
            scale s = A > B > A
            """#,
            en: [
                #"K0406 1:11 the scale has "A" twice | keep one of them"#
            ],
            ja: [
                #"K0406 1:11 尺度に「A」が二度あります | 一つにします"#
            ])
    }

    @Test func `what a test gives has the type of the field`() {
        expectOnForm(
            #"""
            test t
              given cost = "x", basis1 = "Q", direction = 増
              given foo = 3
              expect cost
              expect total_cots > 5
            """#,
            en: [
                #"K0201 2:16 this is a text, but a number in 千円 is needed here | a number stands without quotes"#,
                #"K0202 2:30 "Q" is not a mark | a mark is one of ○ △ × ◎ ▲, or "" for an empty cell"#,
                #"K0202 2:47 this is never "増" | did you mean 増加? (it is one of 増加, 減少, 維持)"#,
                #"K0102 3:9 there is no field or definition "foo" | make it a field of the form, or define it: foo = …"#,
                #"K0407 4:10 a condition is needed here, but this is a number in 千円 | compare it with == or <"#,
                #"K0102 5:10 there is no field or definition "total_cots" | did you mean total_cost?"#,
            ],
            ja: [
                #"K0201 2:16 文字列ですが、ここでは数値（千円）が要ります | 数は引用符なしで書きます"#,
                #"K0202 2:30 「Q」という記号はありません | 記号は ○ △ × ◎ ▲、空欄は "" です"#,
                #"K0202 2:47 「増」になることはありません | もしかして 増加 ?（あるのは 増加, 減少, 維持）"#,
                #"K0102 3:9 「foo」という項目はありません | 様式の項目にするか、「foo = 式」と定義します"#,
                #"K0407 4:10 ここには条件（真偽）が要りますが、数値（千円）です | == や < で比べます"#,
                #"K0102 5:10 「total_cots」という項目はありません | もしかして total_cost ?"#,
            ])
    }

    @Test func `the rows that a test gives have columns of the table`() {
        expectOnForm(
            #"""
            indicators.rate = actual / target
            test t
              given projects = [{id: "1", cots: 3}], indicators = [{rate: 5%}]
              given projects.cost = 3
              expect open
            """#,
            en: [
                #"K0105 3:20 the table that is given has no column "cots" | did you mean cost / 事業費?"#,
                #"K0408 3:55 "rate" is a computed column: a test cannot give it | give the columns that it is computed from"#,
                #"K0408 4:9 a test cannot give one column of a table | write the rows: projects = [{cost: …}]"#,
            ],
            ja: [
                #"K0105 3:20 前提の表に「cots」という列はありません | もしかして cost / 事業費 ?"#,
                #"K0408 3:55 「rate」は計算する列なので、前提にできません | 計算のもとになる列の値を書きます"#,
                #"K0408 4:9 前提で表の列だけは決められません | projects = [{cost: …}] と行の並びで書きます"#,
            ])
    }

    @Test func `a test cannot give a parameter`() {
        expectOnForm(
            #"""
            param p: number
              R1 = 5
            test t
              given p = 3
              expect open
            """#,
            en: [
                #"K0408 4:9 a test cannot give the parameter "p" | give the year (fiscal_year)"#
            ],
            ja: [
                #"K0408 4:9 係数「p」は前提にできません | 年度（fiscal_year）を前提にします"#
            ])
    }

    @Test func `a blank that reaches a decision or check unhandled is noted`() {
        expectOnForm(
            #"""
            indicators.rate = actual / target
            indicators.grade:
              rate >= 100% -> A
              rate < 100% -> B
            check indicators.has: target > 0
            """#,
            en: [
                #"K0901 3:3 "indicators.actual" or "indicators.target" may be blank, and then "indicators.grade" is undetermined | say what then: rate is blank, or rate ?? value · 30:5 it is marked ? · 29:5 it is marked ?"#,
                #"K0901 5:23 "indicators.target" may be blank, and then "indicators.has" is undetermined | say what then: target is blank, or target ?? value · 29:5 it is marked ?"#,
            ],
            ja: [
                #"K0901 3:3 「indicators.actual」と「indicators.target」は空欄のことがあり、そのとき「indicators.grade」は決まりません | 「rate が空欄」の場合を書くか、rate ?? 値 とします · 30:5 ? がついています · 29:5 ? がついています"#,
                #"K0901 5:23 「indicators.target」は空欄のことがあり、そのとき「indicators.has」は決まりません | 「target が空欄」の場合を書くか、target ?? 値 とします · 29:5 ? がついています"#,
            ])
    }

    @Test func `a blank that is asked for or has a default is not noted`() {
        expectOnForm(
            #"""
            indicators.rate = actual / target
            indicators.grade:
              rate >= 100% -> A
              rate is blank -> B
            check indicators.has: (target ?? 0) > 0
            check indicators.count: count(results.value) > 0
            check indicators.all: all(value > 0 for results where value is not blank)
            """#,
            en: [],
            ja: [])
    }
}
