import Kijun
import Testing

@Suite struct CheckNameMessagesTests {
    @Test func `a name that nothing has comes with the nearest one, by all its names`() {
        expectOnForm(
            #"""
            judge: basis5 == "△" && any(basis2_4) -> c
            """#,
            en: [
                #"K0102 1:8 there is no field or definition "basis5" | did you mean basis1 / 基準1?"#
            ],
            ja: [
                #"K0102 1:8 「basis5」という項目はありません | もしかして basis1 / 基準1 ?"#
            ])
    }

    @Test func `a name in a row is looked for among the columns of the row`() {
        expectOnForm(
            #"""
            x = projects where cots > 1
            """#,
            en: [
                #"K0102 1:20 there is no field or definition "cots" | did you mean cost / 事業費?"#
            ],
            ja: [
                #"K0102 1:20 「cots」という項目はありません | もしかして cost / 事業費 ?"#
            ])
    }

    @Test func `all unknown names of a run are reported`() {
        expectOnForm(
            #"""
            x = foo1 + 1
            y = [bar1, 2]
            check c: baz1 else "{qux1}"
            """#,
            en: [
                #"K0102 1:5 there is no field or definition "foo1" | make it a field of the form, or define it: foo1 = …"#,
                #"K0102 2:6 there is no field or definition "bar1" | make it a field of the form, or define it: bar1 = …"#,
                #"K0102 3:10 there is no field or definition "baz1" | make it a field of the form, or define it: baz1 = …"#,
                #"K0102 3:22 there is no field or definition "qux1" | make it a field of the form, or define it: qux1 = …"#,
            ],
            ja: [
                #"K0102 1:5 「foo1」という項目はありません | 様式の項目にするか、「foo1 = 式」と定義します"#,
                #"K0102 2:6 「bar1」という項目はありません | 様式の項目にするか、「bar1 = 式」と定義します"#,
                #"K0102 3:10 「baz1」という項目はありません | 様式の項目にするか、「baz1 = 式」と定義します"#,
                #"K0102 3:22 「qux1」という項目はありません | 様式の項目にするか、「qux1 = 式」と定義します"#,
            ])
    }

    @Test func `a bare name beside a text field wants quotes`() {
        expectOnForm(
            #"""
            x = department == 総務
            """#,
            en: [
                #"K0102 1:19 there is no field or definition "総務" | a text needs quotes: "総務""#
            ],
            ja: [
                #"K0102 1:19 「総務」という項目はありません | 文字列なら "総務" と引用符で囲みます"#
            ])
    }

    @Test func `a bare name beside a mark is no mark`() {
        expectOnForm(
            #"""
            x = basis1 == 丸
            """#,
            en: [
                #"K0102 1:15 there is no field or definition "丸" | a mark is one of ○ △ × ◎ ▲"#
            ],
            ja: [
                #"K0102 1:15 「丸」という項目はありません | 記号は ○ △ × ◎ ▲ のどれかです"#
            ])
    }

    @Test func `a name is used twice`() {
        expectOnForm(
            #"""
            cost = 5
            x = 1
            x = 2
            f(a, a) = a
            check c: open
            check c: !open
            r = {a: 1, a: 2}
            """#,
            en: [
                #"K0103 1:1 the name "cost" is used twice | give one of them another name · 12:3 it is first here"#,
                #"K0103 3:1 the name "x" is used twice | give one of them another name · 2:1 it is first here"#,
                #"K0103 4:6 the name "a" is used twice | give one of them another name"#,
                #"K0103 6:7 the name "c" is used twice | give one of them another name · 5:7 it is first here"#,
                #"K0103 7:12 the name "a" is used twice | give one of them another name"#,
            ],
            ja: [
                #"K0103 1:1 「cost」という名前は二度使われています | どちらかを別の名前にします · 12:3 先にここにあります"#,
                #"K0103 3:1 「x」という名前は二度使われています | どちらかを別の名前にします · 2:1 先にここにあります"#,
                #"K0103 4:6 「a」という名前は二度使われています | どちらかを別の名前にします"#,
                #"K0103 6:7 「c」という名前は二度使われています | どちらかを別の名前にします · 5:7 先にここにあります"#,
                #"K0103 7:12 「a」という名前は二度使われています | どちらかを別の名前にします"#,
            ])
    }

    @Test func `a circle of definitions is printed as a path`() {
        expectOnForm(
            #"""
            a = b + 1
            b = c
            c = a * 2
            """#,
            en: [
                #"K0104 1:5 the definitions go in a circle: a → b → c → a | make one of them not read the others · 2:5 the next is read here · 3:5 the next is read here"#
            ],
            ja: [
                #"K0104 1:5 定義がひと回りして自分に戻ります: a → b → c → a | このうちの一つが他を読まないようにします · 2:5 ここで次を読んでいます · 3:5 ここで次を読んでいます"#
            ])
    }

    @Test func `a definition that reads itself is a circle`() {
        expectOnForm(
            #"""
            a = a + 1
            """#,
            en: [
                #"K0104 1:5 the definitions go in a circle: a → a | make one of them not read the others · 1:1 it is defined here"#
            ],
            ja: [
                #"K0104 1:5 定義がひと回りして自分に戻ります: a → a | このうちの一つが他を読まないようにします · 1:1 ここで定義されています"#
            ])
    }

    @Test func `a circle may go through a decision and a computed column`() {
        expectOnForm(
            #"""
            projects.share = cost / total
            total = sum(cost for projects where judge == a and share > 1)
            judge: total > 5千円 -> a
            """#,
            en: [
                #"K0104 1:25 the definitions go in a circle: projects.share → total → projects.share | make one of them not read the others · 2:52 the next is read here"#,
                #"K0104 2:37 the definitions go in a circle: total → judge → total | make one of them not read the others · 3:8 the next is read here"#,
            ],
            ja: [
                #"K0104 1:25 定義がひと回りして自分に戻ります: projects.share → total → projects.share | このうちの一つが他を読まないようにします · 2:52 ここで次を読んでいます"#,
                #"K0104 2:37 定義がひと回りして自分に戻ります: total → judge → total | このうちの一つが他を読まないようにします · 3:8 ここで次を読んでいます"#,
            ])
    }

    @Test func `a column that a table does not have`() {
        expectOnForm(
            #"""
            x = projects.costt
            """#,
            en: [
                #"K0105 1:14 "projects" has no column "costt" | did you mean cost / 事業費?"#
            ],
            ja: [
                #"K0105 1:14 「projects」に「costt」という列はありません | もしかして cost / 事業費 ?"#
            ])
    }

    @Test func `a function that does not exist`() {
        expectOnForm(
            #"""
            x = summ(projects.cost)
            y = まるめ(1)
            """#,
            en: [
                #"K0106 1:5 there is no function "summ" | did you mean sum?"#,
                #"K0106 2:5 there is no function "まるめ" | define it: まるめ(x) = …"#,
            ],
            ja: [
                #"K0106 1:5 「summ」という関数はありません | もしかして sum ?"#,
                #"K0106 2:5 「まるめ」という関数はありません | まるめ(x) = 式 のように定義します"#,
            ])
    }

    @Test func `too few or too many values in the brackets`() {
        expectOnForm(
            #"""
            share(part, whole) = part / whole
            x = share(1)
            y = round(1, 2, 3)
            z = sum()
            """#,
            en: [
                #"K0107 2:5 1 value does not fit in these brackets | write share(part, whole)"#,
                #"K0107 3:5 3 values do not fit in these brackets | write round(x, n)"#,
                #"K0107 4:5 0 values do not fit in these brackets | write sum(list)"#,
            ],
            ja: [
                #"K0107 2:5 括弧の中の値の数（1個）が合いません | share(part, whole) のように書きます"#,
                #"K0107 3:5 括弧の中の値の数（3個）が合いません | round(x, n) のように書きます"#,
                #"K0107 4:5 括弧の中の値の数（0個）が合いません | sum(list) のように書きます"#,
            ])
    }

    @Test func `a check is no value`() {
        expectOnForm(
            #"""
            check total_ok: open
            x = total_ok && open
            test t
              expect totl_ok
            """#,
            en: [
                #"K0102 2:5 there is no field or definition "total_ok" | total_ok is a check: to read its condition define it: name = condition"#,
                #"K0102 4:10 there is no field or definition "totl_ok" | did you mean total_ok?"#,
            ],
            ja: [
                #"K0102 2:5 「total_ok」という項目はありません | total_ok は検査の名前です。条件を読むには 名前 = 条件 と定義します"#,
                #"K0102 4:10 「totl_ok」という項目はありません | もしかして total_ok ?"#,
            ])
    }

    @Test func `functions that call each other`() {
        expectOnForm(
            #"""
            f(x) = g(x)
            g(x) = f(x)
            y = f(1)
            """#,
            en: [
                #"K0108 2:8 a function calls itself: f → g → f | use sum, filter and the like in place of repetition"#
            ],
            ja: [
                #"K0108 2:8 関数が自分自身を呼んでいます: f → g → f | 繰り返しは合計や条件つきの集計で書きます"#
            ])
    }

    @Test func `a rule on a table that does not exist`() {
        expectOnForm(
            #"""
            foo.x = 1
            indicators.reslts.x = 1
            cost.x = 1
            """#,
            en: [
                #"K0111 1:1 there is no table "foo" | a table is a field foo: table … of a form, or a definition foo = [{…}]"#,
                #"K0111 2:12 "indicators" has no table "reslts" | did you mean results?"#,
                #"K0205 3:1 "cost" is a number in 千円, not a table | a table stands before a dot and before where"#,
            ],
            ja: [
                #"K0111 1:1 「foo」という表はありません | 表は様式の foo: table … か、定義の foo = [{…}] で作ります"#,
                #"K0111 2:12 「indicators」の中に「reslts」という表はありません | もしかして results ?"#,
                #"K0205 3:1 「cost」は数値（千円）で、表ではありません | 「.」や where の前には表を書きます"#,
            ])
    }

    @Test func `a function is no value and a value no function`() {
        expectOnForm(
            #"""
            f(x) = x
            a = f
            b = a(1)
            c = sum
            """#,
            en: [
                #"K0112 2:5 "f" is a function, not a value | call it: f(…)"#,
                #"K0112 3:5 "a" is not a function | to read its value leave out the brackets: a"#,
                #"K0112 4:5 "sum" is a function, not a value | call it: sum(…)"#,
            ],
            ja: [
                #"K0112 2:5 「f」は関数の名前で、それだけでは値になりません | f(…) のように括弧をつけて使います"#,
                #"K0112 3:5 「a」は関数ではありません | 値を読むなら括弧を取ります: a"#,
                #"K0112 4:5 「sum」は関数の名前で、それだけでは値になりません | sum(…) のように括弧をつけて使います"#,
            ])
    }

    @Test func `a column without its table says where it belongs`() {
        expectOnForm(
            #"""
            x = full_cost > 1
            """#,
            en: [
                #"K0113 1:5 "full_cost" is a column of the table "projects", and here it is open of which row | the whole column is projects.full_cost; a rule for each row is named projects.…"#
            ],
            ja: [
                #"K0113 1:5 「full_cost」は表「projects」の列で、ここではどの行の値かが決まりません | 列全体は projects.full_cost、行ごとの規則は「projects.名前」の形で書きます"#
            ])
    }

    @Test func `it stands only where there are elements`() {
        expectOnForm(
            #"""
            x = it > 1
            """#,
            en: [
                #"K0113 1:5 there is no element here for "it" | it stands within where and for"#
            ],
            ja: [
                #"K0113 1:5 「it（それ）」が指す要素がここにはありません | it は where と for の中で使います"#
            ])
    }

    @Test func `a function cannot take the name of a built-in one`() {
        expectOnForm(
            #"""
            sum(x) = x
            四捨五入(x) = x
            """#,
            en: [
                #"K0114 1:1 "sum" is a built-in function: another function cannot have its name | choose another name"#,
                #"K0114 2:1 "四捨五入" is a built-in function: another function cannot have its name | choose another name"#,
            ],
            ja: [
                #"K0114 1:1 「sum」は組み込みの関数の名前なので、別の関数につけられません | 別の名前にします"#,
                #"K0114 2:1 「四捨五入」は組み込みの関数の名前なので、別の関数につけられません | 別の名前にします"#,
            ])
    }

    @Test func `an expression without a name has no place in a file`() {
        expectOnForm(
            #"""
            1 + 1
            """#,
            en: [
                #"K0010 1:1 this expression has no name | write name = expression"#
            ],
            ja: [
                #"K0010 1:1 この式には名前がありません | 名前 = 式 のように書きます"#
            ])
    }

    @Test func `a parameter without a year field needs its year named`() {
        expect(
            #"""
            param p: number
              R2 = 5
            x = p
            y = p[R2]
            """#,
            en: [
                #"K0304 3:5 it is open for which year the parameter "p" is wanted: the form has no year field fiscal_year / 年度 | name the year: p[R2]"#
            ],
            ja: [
                #"K0304 3:5 係数「p」がどの年度の値か決まりません。様式に年度（fiscal_year）の項目がないためです | p[R2] のように年度を書きます"#
            ])
    }
}
