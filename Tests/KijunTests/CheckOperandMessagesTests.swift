import Kijun
import Testing

@Suite struct CheckOperandMessagesTests {
    @Test func `a list holds one type`() {
        expectOnForm(
            #"""
            x = [1, "a"]
            y = [{id: "1"}, {id: 5}]
            """#,
            en: [
                #"K0208 1:9 the list mixes numbers and texts | a list holds values of one kind"#,
                #"K0208 2:17 the column "id" mixes texts and numbers | a column holds values of one kind"#,
            ],
            ja: [
                #"K0208 1:9 並びの中に数値と文字列がまざっています | 一つの並びには同じ種類の値だけを入れます"#,
                #"K0208 2:17 列「id」に文字列と数値がまざっています | 一つの列には同じ種類の値だけを入れます"#,
            ])
    }

    @Test func `in does not look into a text`() {
        expectOnForm(
            #"""
            x = "a" in "abc"
            y = department in name
            name = "総務部"
            """#,
            en: [
                #"K0209 1:5 in needs a list or a range: it does not look into a text | write contains("abc", "a")"#,
                #"K0209 2:5 in needs a list or a range: it does not look into a text | write contains(name, department)"#,
            ],
            ja: [
                #"K0209 1:5 in の右は並びか範囲です。文字列の中は調べられません | contains("abc", "a") と書きます"#,
                #"K0209 2:5 in の右は並びか範囲です。文字列の中は調べられません | contains(name, department) と書きます"#,
            ])
    }

    @Test func `a table without key finds no row by a value`() {
        expectOnForm(
            #"""
            x = indicators["a"]
            """#,
            en: [
                #"K0210 1:16 the table "indicators" has no key: no value finds a row in it | write table key … in the form, or use where"#
            ],
            ja: [
                #"K0210 1:16 表「indicators」には鍵の列（key）がないので、値では引けません | 様式で table key 列 と書くか、where で選びます"#
            ])
    }

    @Test func `an index is a whole number from 1, a key of the type of the key column`() {
        expectOnForm(
            #"""
            x = [1, 2][0]
            y = [1, 2][1.5]
            z = projects[1]
            w = [1, 2]["a"]
            """#,
            en: [
                #"K0211 1:12 a place in a list is a whole number from 1 | the first is [1], the last is [-1]"#,
                #"K0211 2:12 a place in a list is a whole number from 1 | the first is [1], the last is [-1]"#,
                #"K0211 3:14 the key of "projects" is a text, but this is a number | for rows by their place use first, last or top"#,
                #"K0211 4:12 a place in a list is a whole number from 1 | the first is [1], the last is [-1]"#,
            ],
            ja: [
                #"K0211 1:12 並びの中の位置は 1 から始まる整数です | 最初は [1]、最後は [-1] です"#,
                #"K0211 2:12 並びの中の位置は 1 から始まる整数です | 最初は [1]、最後は [-1] です"#,
                #"K0211 3:14 「projects」の鍵は文字列ですが、数値で引いています | n 番目の行なら first、last、top を使います"#,
                #"K0211 4:12 並びの中の位置は 1 から始まる整数です | 最初は [1]、最後は [-1] です"#,
            ])
    }

    @Test func `a symbol of two scales has no order`() {
        expectOnForm(
            #"""
            scale s = A > B
            scale t = A > C
            g: cost > 1 -> A
            g: otherwise -> Z
            x = g > A
            """#,
            en: [
                #"K0212 5:5 it is open which scale orders these: s, t | do not use the same symbols in several scales"#
            ],
            ja: [
                #"K0212 5:5 どの尺度の順序か決まりません: s, t | 尺度どうしで同じ記号を使わないようにします"#
            ])
    }

    @Test func `+ does not join texts`() {
        expectOnForm(
            #"""
            x = department + "部"
            y = "a" + "b"
            """#,
            en: [
                #"K0213 1:5 + does not join texts | write "{a}{b}""#,
                #"K0213 2:5 + does not join texts | write "{a}{b}""#,
            ],
            ja: [
                #"K0213 1:5 + で文字列はつなげません | "{a}{b}" のように書きます"#,
                #"K0213 2:5 + で文字列はつなげません | "{a}{b}" のように書きます"#,
            ])
    }

    @Test func `arithmetic needs numbers`() {
        expectOnForm(
            #"""
            x = department * 2
            y = open - 1
            z = -projects.cost
            w = R1 + R2
            v = projects + 1
            """#,
            en: [
                #"K0201 1:5 * does not work on texts | if it is a number, say number in the form"#,
                #"K0201 2:5 - does not work on yes/no values | write if … then 1 else 0 to make it a number"#,
                #"K0201 3:6 - does not work on lists of numbers in 千円 | make it one value first: sum(…)"#,
                #"K0201 4:5 years cannot be added to each other, nor taken from a number | year ± number is a year, year - year a number"#,
                #"K0201 5:5 + does not work on tables | make it one value first: sum(…)"#,
            ],
            ja: [
                #"K0201 1:5 文字列は * で計算できません | 数の項目なら、様式で型を number とします"#,
                #"K0201 2:5 真偽は - で計算できません | 数にするには if … then 1 else 0 と書きます"#,
                #"K0201 3:6 数値（千円）の並びは - で計算できません | 合計などで一つの値にします: sum(…)"#,
                #"K0201 4:5 年度どうしは足せません。数から年度を引くこともできません | 年度 ± 数 は年度、年度 - 年度 は数です"#,
                #"K0201 5:5 表は + で計算できません | 合計などで一つの値にします: sum(…)"#,
            ])
    }

    @Test func `aggregates need elements of their kind`() {
        expectOnForm(
            #"""
            x = sum(projects.name)
            y = any(projects.cost)
            z = round(cost for projects)
            """#,
            en: [
                #"K0201 1:9 sum needs numbers, but these are texts | to count them use count"#,
                #"K0201 2:9 any needs yes/no values or marks, but these are numbers in 千円 | write a condition: any(column == value for table)"#,
                #"K0010 3:20 for stands only in sum, count and the like, with one value | write sum(round(…) for table)"#,
            ],
            ja: [
                #"K0201 1:9 sum（合計）は数値の並びに使いますが、文字列の並びです | 個数なら count（件数）を使います"#,
                #"K0201 2:9 any（いずれか）は真偽か記号の並びに使いますが、数値（千円）の並びです | any(列 == 値 for 表) のように条件にします"#,
                #"K0010 3:20 for は合計や件数などの集計で、値が一つのときだけ使えます | sum(round(…) for 表) のように書きます"#,
            ])
    }

    @Test func `a condition is yes/no`() {
        expectOnForm(
            #"""
            judge: basis1 -> a
            x = if cost then 1 else 2
            y = open && cost
            z = projects where name
            w = !people
            """#,
            en: [
                #"K0407 1:8 a condition is needed here, but this is a mark | compare it: == ○"#,
                #"K0407 2:8 a condition is needed here, but this is a number in 千円 | compare it with == or <"#,
                #"K0407 3:13 a condition is needed here, but this is a number in 千円 | compare it with == or <"#,
                #"K0407 4:20 a condition is needed here, but this is a text | compare it with == or <"#,
                #"K0407 5:6 a condition is needed here, but this is a number | compare it with == or <"#,
            ],
            ja: [
                #"K0407 1:8 ここには条件（真偽）が要りますが、記号（○ △ × ◎ ▲）です | == ○ のように比べます"#,
                #"K0407 2:8 ここには条件（真偽）が要りますが、数値（千円）です | == や < で比べます"#,
                #"K0407 3:13 ここには条件（真偽）が要りますが、数値（千円）です | == や < で比べます"#,
                #"K0407 4:20 ここには条件（真偽）が要りますが、文字列です | == や < で比べます"#,
                #"K0407 5:6 ここには条件（真偽）が要りますが、数値です | == や < で比べます"#,
            ])
    }

    @Test func `a mistake in a function that only the types of a call make shows the call`() {
        expectOnForm(
            #"""
            f(x) = x * 2
            a = f(people)
            b = f(department)
            """#,
            en: [
                #"K0201 1:8 * does not work on texts | if it is a number, say number in the form · 3:5 in this call"#
            ],
            ja: [
                #"K0201 1:8 文字列は * で計算できません | 数の項目なら、様式で型を number とします · 3:5 ここからの呼び出しです"#
            ])
    }

    @Test func `a function that nothing calls has its names checked`() {
        expectOnForm(
            #"""
            f(x) = x + unknown1 + sum(x.cost, y)
            """#,
            en: [
                #"K0102 1:12 there is no field or definition "unknown1" | make it a field of the form, or define it: unknown1 = …"#,
                #"K0102 1:35 there is no field or definition "y" | make it a field of the form, or define it: y = …"#,
            ],
            ja: [
                #"K0102 1:12 「unknown1」という項目はありません | 様式の項目にするか、「unknown1 = 式」と定義します"#,
                #"K0102 1:35 「y」という項目はありません | 様式の項目にするか、「y = 式」と定義します"#,
            ])
    }
}
