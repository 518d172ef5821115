import Kijun
import Testing

@Suite struct CheckUnitMessagesTests {
    @Test func `values of two dimensions cannot be added or compared`() {
        expectOnForm(
            #"""
            x = cost + fte
            y = cost < fte
            z = if open then cost else fte
            w = [cost, fte]
            v = cost ?? fte
            """#,
            en: [
                #"K0301 1:12 the units do not fit: 千円 and 人工 | to turn 人工 into 千円 multiply by a value in 千円/人工, such as 7920千円/人工 · 1:5 千円"#,
                #"K0301 2:12 the units do not fit: 千円 and 人工 | to turn 人工 into 千円 multiply by a value in 千円/人工, such as 7920千円/人工 · 2:5 千円"#,
                #"K0207 3:28 then gives a number in 千円 but else gives a number in 人工 | both must give the same kind of value · 3:18 a number in 千円"#,
                #"K0208 4:12 the list mixes numbers in 千円 and numbers in 人工 | a list holds values of one kind"#,
                #"K0301 5:13 the units do not fit: 千円 and 人工 | to turn 人工 into 千円 multiply by a value in 千円/人工, such as 7920千円/人工 · 5:5 千円"#,
            ],
            ja: [
                #"K0301 1:12 単位が合いません: 「千円」と「人工」 | 人工 を 千円 にするには 千円/人工 の値を掛けます（7920千円/人工 など） · 1:5 「千円」"#,
                #"K0301 2:12 単位が合いません: 「千円」と「人工」 | 人工 を 千円 にするには 千円/人工 の値を掛けます（7920千円/人工 など） · 2:5 「千円」"#,
                #"K0207 3:28 then は数値（千円）、else は数値（人工）で、型がそろいません | どちらも同じ種類の値にします · 3:18 数値（千円）"#,
                #"K0208 4:12 並びの中に数値（千円）と数値（人工）がまざっています | 一つの並びには同じ種類の値だけを入れます"#,
                #"K0301 5:13 単位が合いません: 「千円」と「人工」 | 人工 を 千円 にするには 千円/人工 の値を掛けます（7920千円/人工 など） · 5:5 「千円」"#,
            ])
    }

    @Test func `a plain number is not an amount of money`() {
        expectOnForm(
            #"""
            x = cost + people
            limit = 5000
            y = cost <= limit
            z = people > 5千円
            """#,
            en: [
                #"K0301 1:12 the units do not fit: 千円 and no unit | write the unit behind its number, or multiply it by 1千円 · 1:5 千円"#,
                #"K0301 3:13 the units do not fit: 千円 and no unit | write the unit behind its number, or multiply it by 1千円 · 3:5 千円"#,
                #"K0301 4:14 the units do not fit: no unit and 千円 | write the unit behind the other number, or multiply the other by 1千円 · 4:5 no unit"#,
            ],
            ja: [
                #"K0301 1:12 単位が合いません: 「千円」と単位なし | 数に単位を続けて書くか、1千円 を掛けます · 1:5 「千円」"#,
                #"K0301 3:13 単位が合いません: 「千円」と単位なし | 数に単位を続けて書くか、1千円 を掛けます · 3:5 「千円」"#,
                #"K0301 4:14 単位が合いません: 単位なしと「千円」 | 相手の数に単位を続けて書くか、相手に 1千円 を掛けます · 4:5 単位なし"#,
            ])
    }

    @Test func `a unit that is nearly one of the form's is a slip of the pen`() {
        expectOnForm(
            #"""
            x = cost > 5千縁 * 1
            """#,
            en: [
                #"K0301 1:12 the units do not fit: 千円 and 千縁 | to turn 千縁 into 千円 multiply by a value in 千円/千縁, such as 7920千円/千縁 · 1:5 千円"#,
                #"K0302 1:13 no form or parameter has the unit "千縁" | did you mean 千円?"#,
            ],
            ja: [
                #"K0301 1:12 単位が合いません: 「千円」と「千縁」 | 千縁 を 千円 にするには 千円/千縁 の値を掛けます（7920千円/千縁 など） · 1:5 「千円」"#,
                #"K0302 1:13 単位「千縁」は様式にも係数にもありません | もしかして 千円 ?"#,
            ])
    }

    @Test func `power and the decimals of round take no unit`() {
        expectOnForm(
            #"""
            x = power(cost, 2)
            y = round(cost, 5千円)
            """#,
            en: [
                #"K0303 1:11 power(x, n) needs a number without unit here, but this is in 千円 | divide it by a value of its unit: … / 1千円"#,
                #"K0303 2:17 round(x, n) needs a number without unit here, but this is in 千円 | divide it by a value of its unit: … / 1千円"#,
            ],
            ja: [
                #"K0303 1:11 power(x, n) のここには単位のない数が要りますが、千円 です | 同じ単位の値で割ります: … / 1千円"#,
                #"K0303 2:17 round(x, n) のここには単位のない数が要りますが、千円 です | 同じ単位の値で割ります: … / 1千円"#,
            ])
    }
}
