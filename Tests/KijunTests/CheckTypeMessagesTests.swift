import Kijun
import Testing

@Suite struct CheckTypeMessagesTests {
    @Test func `a value of another type than wanted`() {
        expectOnForm(
            #"""
            x = projects top "a"
            check c: open else 5
            d = contains(5, "a")
            """#,
            en: [
                #"K0201 1:18 this is a text, but a number is needed here | a number stands without quotes"#,
                #"K0201 2:20 this is a number, but a text is needed here | write "{…}" to make it a text"#,
                #"K0201 3:14 this is a number, but a text is needed here | write "{…}" to make it a text"#,
            ],
            ja: [
                #"K0201 1:18 文字列ですが、ここでは数値が要ります | 数は引用符なしで書きます"#,
                #"K0201 2:20 数値ですが、ここでは文字列が要ります | 文字列にするには "{…}" と書きます"#,
                #"K0201 3:14 数値ですが、ここでは文字列が要ります | 文字列にするには "{…}" と書きます"#,
            ])
    }

    @Test func `values that cannot be compared`() {
        expectOnForm(
            #"""
            x = cost == "12"
            y = fiscal_year == "R2"
            z = open == ○
            w = basis2_4 == ○
            v = people < department
            """#,
            en: [
                #"K0201 1:5 a number in 千円 and a text cannot be compared | a number stands without quotes"#,
                #"K0201 2:5 a year and a text cannot be compared | a year stands without quotes: R2"#,
                #"K0201 3:5 a yes/no value and a mark cannot be compared | yes/no is true or false"#,
                #"K0201 4:5 a list of marks and a mark cannot be compared | use in to look for a value in a list"#,
                #"K0201 5:5 a number and a text cannot be compared | a number stands without quotes"#,
            ],
            ja: [
                #"K0201 1:5 数値（千円）と文字列は比べられません | 数は引用符なしで書きます"#,
                #"K0201 2:5 年度と文字列は比べられません | 年度は引用符なしで R2 のように書きます"#,
                #"K0201 3:5 真偽と記号（○ △ × ◎ ▲）は比べられません | 真偽は true（真）か false（偽）です"#,
                #"K0201 4:5 記号（○ △ × ◎ ▲）の並びと記号（○ △ × ◎ ▲）は比べられません | 並びに入っているかは in で調べます"#,
                #"K0201 5:5 数値と文字列は比べられません | 数は引用符なしで書きます"#,
            ])
    }

    @Test func `a decision is never what it has no outcome for`() {
        expectOnForm(
            #"""
            judge: cost > 1 -> a
            judge: otherwise -> b
            x = judge == d
            y = judge == "A"
            z = judge in [a, c]
            w = direction == "増"
            v = judge == direction
            """#,
            en: [
                #"K0202 3:14 this is never "d" | it is one of a, b"#,
                #"K0202 4:14 this is never "A" | did you mean a? (it is one of a, b)"#,
                #"K0202 5:18 this is never "c" | it is one of a, b"#,
                #"K0202 6:18 this is never "増" | did you mean 増加? (it is one of 増加, 減少, 維持)"#,
                #"K0202 7:5 one of a, b and one of 増加, 減少, 維持 have no value in common: they are never equal | look again at what is compared with what"#,
            ],
            ja: [
                #"K0202 3:14 「d」になることはありません | あるのは a, b"#,
                #"K0202 4:14 「A」になることはありません | もしかして a ?（あるのは a, b）"#,
                #"K0202 5:18 「c」になることはありません | あるのは a, b"#,
                #"K0202 6:18 「増」になることはありません | もしかして 増加 ?（あるのは 増加, 減少, 維持）"#,
                #"K0202 7:5 選択肢（a, b）と選択肢（増加, 減少, 維持）には同じ値がなく、等しくなりません | 比べる相手を確かめます"#,
            ])
    }

    @Test func `a text that is no mark`() {
        expectOnForm(
            #"""
            x = basis1 == "Q"
            y = basis1 in ["○", "Z"]
            """#,
            en: [
                #"K0202 1:15 "Q" is not a mark | a mark is one of ○ △ × ◎ ▲, or "" for an empty cell"#,
                #"K0202 2:21 "Z" is not a mark | a mark is one of ○ △ × ◎ ▲, or "" for an empty cell"#,
            ],
            ja: [
                #"K0202 1:15 「Q」という記号はありません | 記号は ○ △ × ◎ ▲、空欄は "" です"#,
                #"K0202 2:21 「Z」という記号はありません | 記号は ○ △ × ◎ ▲、空欄は "" です"#,
            ])
    }

    @Test func `yes/no, marks and choices without a scale have no order`() {
        expectOnForm(
            #"""
            x = open < true
            y = direction > 減少
            z = min(basis2_4)
            w = projects sort by cost > 1
            v = sort([true, false])
            """#,
            en: [
                #"K0203 1:5 yes/no values have no order | compare with == or !="#,
                #"K0203 2:5 choices of 増加, 減少, 維持 have no order | if they have an order, say so: scale name = 増加 > 減少 > 維持"#,
                #"K0203 3:9 marks have no order | compare with == or !="#,
                #"K0203 4:22 yes/no values have no order | compare with == or !="#,
                #"K0203 5:10 yes/no values have no order | compare with == or !="#,
            ],
            ja: [
                #"K0203 1:5 真偽には大小の順序がありません | == か != で比べます"#,
                #"K0203 2:5 選択肢（増加, 減少, 維持）には大小の順序がありません | 順序があるなら「尺度 名前 = 増加 > 減少 > 維持」と決めます"#,
                #"K0203 3:9 記号（○ △ × ◎ ▲）には大小の順序がありません | == か != で比べます"#,
                #"K0203 4:22 真偽には大小の順序がありません | == か != で比べます"#,
                #"K0203 5:10 真偽には大小の順序がありません | == か != で比べます"#,
            ])
    }

    @Test func `== blank is an error that says what to write`() {
        expectOnForm(
            #"""
            x = cost == blank
            y = cost != blank
            z = cost in [1, blank]
            """#,
            en: [
                #"K0204 1:5 blank is unknown: == cannot ask for it | write cost is blank"#,
                #"K0204 2:5 blank is unknown: != cannot ask for it | write cost is not blank"#,
                #"K0204 3:17 blank is unknown: == cannot ask for it | write cost is blank"#,
            ],
            ja: [
                #"K0204 1:5 空欄は「分からない」なので、== では調べられません | cost が空欄 と書きます"#,
                #"K0204 2:5 空欄は「分からない」なので、!= では調べられません | cost が空欄でない と書きます"#,
                #"K0204 3:17 空欄は「分からない」なので、== では調べられません | cost が空欄 と書きます"#,
            ])
    }

    @Test func `what is not a table has no columns and no rows`() {
        expectOnForm(
            #"""
            x = department.name
            y = cost where it > 1
            """#,
            en: [
                #"K0205 1:5 "department" is a text, not a table | a table stands before a dot and before where"#,
                #"K0205 2:5 "cost" is a number in 千円, not a table | a table stands before a dot and before where"#,
            ],
            ja: [
                #"K0205 1:5 「department」は文字列で、表ではありません | 「.」や where の前には表を書きます"#,
                #"K0205 2:5 「cost」は数値（千円）で、表ではありません | 「.」や where の前には表を書きます"#,
            ])
    }

    @Test func `what is not a list cannot be counted or searched`() {
        expectOnForm(
            #"""
            x = sum(cost)
            y = cost in people
            z = sum(projects)
            w = cost in projects
            v = cost[1]
            """#,
            en: [
                #"K0206 1:9 sum needs a list, a table or several values, but this is a number in 千円 | write sum(table.column) or sum(a, b)"#,
                #"K0206 2:13 a list or a table is needed here, but this is a number | a list is written [a, b]"#,
                #"K0206 3:9 "projects" is a table: say which column | write projects.cost"#,
                #"K0206 4:13 "projects" is a table: say which column | write projects.cost"#,
                #"K0206 5:5 "cost" is a number in 千円: [ ] finds nothing in it | [ ] works on tables, lists and parameters"#,
            ],
            ja: [
                #"K0206 1:9 sum には並びか表、または二つ以上の値が要りますが、一つの数値（千円）です | sum(表.列) や sum(a, b) と書きます"#,
                #"K0206 2:13 ここには並びか表が要りますが、数値です | 並びは [a, b] と書きます"#,
                #"K0206 3:9 「projects」は表なので、どの列かを書きます | projects.cost のように書きます"#,
                #"K0206 4:13 「projects」は表なので、どの列かを書きます | projects.cost のように書きます"#,
                #"K0206 5:5 「cost」は数値（千円）なので [ ] では引けません | [ ] は表、並び、係数に使います"#,
            ])
    }

    @Test func `what stands for a blank symbol or mark is one itself`() {
        expectOnForm(
            #"""
            x = direction ?? "なし"
            y = basis1 ?? "-"
            z = cost ?? "a"
            """#,
            en: [
                #"K0202 1:18 this is never "なし" | it is one of 増加, 減少, 維持"#,
                #"K0202 2:15 "-" is not a mark | a mark is one of ○ △ × ◎ ▲, or "" for an empty cell"#,
                #"K0201 3:13 this is a text, but a number in 千円 is needed here | a number stands without quotes"#,
            ],
            ja: [
                #"K0202 1:18 「なし」になることはありません | あるのは 増加, 減少, 維持"#,
                #"K0202 2:15 「-」という記号はありません | 記号は ○ △ × ◎ ▲、空欄は "" です"#,
                #"K0201 3:13 文字列ですが、ここでは数値（千円）が要ります | 数は引用符なしで書きます"#,
            ])
    }

    @Test func `both branches of if are of one type`() {
        expectOnForm(
            #"""
            x = if open then 1 else "a"
            """#,
            en: [
                #"K0207 1:25 then gives a number but else gives a text | both must give the same kind of value · 1:18 a number"#
            ],
            ja: [
                #"K0207 1:25 then は数値、else は文字列で、型がそろいません | どちらも同じ種類の値にします · 1:18 数値"#
            ])
    }
}
