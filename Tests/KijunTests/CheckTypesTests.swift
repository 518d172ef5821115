import Kijun
import KijunSyntax
import Testing

@Suite struct CheckTypesTests {
    @Test func `numbers keep their unit through sums, products and aggregates`() {
        expectTypes(
            """
            a = cost + 5億円
            b = cost * 2 / 3
            c = fte * 7920千円/人工
            d = cost / fte
            e = cost / total_cost
            f = cost / 1円
            g = sum(projects.cost) - max(cost, 5) + (cost ?? 0)
            h = mean(projects.fte)
            i = round(-cost, -3)
            j = if open then cost else 0
            """,
            [
                "a": "number in 千円", "b": "number in 千円", "c": "number in 千円", "d": "number in 千円/人工", "e": "number",
                "f": "number", "g": "number in 千円", "h": "number in 人工", "i": "number in 千円", "j": "number in 千円",
            ])
    }

    @Test func `a percent stays a percent where that has a meaning`() {
        expectTypes(
            """
            indicators.rate = actual / target
            indicators.gap = 1 - rate
            indicators.half = rate / 2
            mean_rate = mean(indicators.rate)
            worst = min(rate ?? 0 for indicators)
            share = cost * 10%
            raise = people * 10%
            """,
            [
                "indicators.rate": "percent", "indicators.gap": "percent", "indicators.half": "percent",
                "mean_rate": "percent", "worst": "percent", "share": "number in 千円", "raise": "number",
            ])
    }

    @Test func `money of another scale is converted by a power of ten`() throws {
        let checked = Checked(onForm: "x = cost + 5億円\ny = cost < 1億円")
        guard case .definition(let sum)? = checked.rule("x")?.body, case .sum(_, let terms) = sum.kind,
            case .definition(let comparison)? = checked.rule("y")?.body,
            case .compare(.less, _, let right) = comparison.kind
        else {
            Issue.record("not a sum and a comparison")
            return
        }
        for operand in [terms[0].operand, right] {
            guard case .scaled(_, let power) = operand.kind else {
                Issue.record("not scaled")
                continue
            }
            #expect(power == 5)
        }
    }

    @Test func `years are counted and compared, with plain years too`() {
        expectTypes(
            """
            a = fiscal_year - 1
            b = R2 - H30
            c = fiscal_year == 2020 and fiscal_year in [2019, R2] and fiscal_year in 2018..R3
            d = 2020 <= fiscal_year < R5
            e = fiscal_year ?? 2020
            f = 1 + fiscal_year - H30 + R1
            g = budget[2019].amount + budget[fiscal_year - 1].amount
            """,
            [
                "a": "year", "b": "number", "c": "yes/no", "d": "yes/no", "e": "year", "f": "year", "g": "number in 千円",
            ])
    }

    @Test func `symbols, texts and marks stand beside what they are compared with`() {
        expectTypes(
            """
            judge: basis1 == ○ && any(basis2_4) -> a
            judge: basis1 in ["△", "", 「×」] -> "A・B指標のみ"
            judge: otherwise -> c
            x1 = judge == a or judge in [a, "A・B指標のみ"] or x0 == judge
            x0 = "a"
            x2 = direction == 増加 or 増加 == direction or direction in [減少, "維持"]
            x3 = if direction == 増加 then direction else 減少
            x4 = direction ?? 維持
            x5 = "〇" == basis1 or basis1 in basis2_4 or ○ in basis2_4
            """,
            [
                "judge": "one of a, A・B指標のみ, c", "x1": "yes/no", "x2": "yes/no", "x3": "one of 増加, 減少, 維持",
                "x4": "one of 増加, 減少, 維持", "x5": "yes/no",
            ])
    }

    @Test func `a scale orders the symbols of a choice, those outside it stay possible`() {
        expectTypes(
            """
            scale 達成度合 = A > B > C > D
            indicators.grade:
              label == "x" -> "-"
              label == "y" -> A
              otherwise -> C
            a = all(grade >= B for indicators)
            b = min(indicators.grade)
            c = indicators where grade in C..A sort by grade desc
            """,
            ["indicators.grade": "one of C, A, -", "a": "yes/no", "b": "one of C, A, -", "c": "table"])
    }

    @Test func `outcomes may be numbers, years, yes/no and texts too`() {
        expectTypes(
            """
            n: open -> cost
            n: !open -> 0
            y: open -> fiscal_year
            y: !open -> 2020
            b: open -> true
            b: !open -> blank
            t: open -> "{department}部"
            t: !open -> "なし"
            m: open -> ○
            m: !open -> ×
            marks = any(m, m)
            other: m == ○ -> m
            other: otherwise -> △
            """,
            [
                "n": "number in 千円", "y": "year", "b": "yes/no", "t": "text", "m": "one of ○, ×", "marks": "yes/no",
                "other": "one of ○, ×, △",
            ])
    }

    @Test func `queries make tables whose columns are names`() {
        expectTypes(
            """
            a = projects where cost > 10 select id, share = cost / fte sort by share desc top 5
            b = sum(a.share)
            c = projects group by name select name, total = sum(cost), n = count()
            d = first(c where n > 1).total
            e = projects group by big = cost > 5千円
            f = e.count
            g = sum(it for projects.cost where it > 5)
            h = [3, 1, 2] where it > 1 sort by it
            i = indicators.results.value
            k = sum(sheets.projects.cost)
            j = count(projects where sheet.cost > cost)
            """,
            [
                "a": "table", "b": "number in 千円/人工", "c": "table", "d": "number in 千円", "f": "list of number",
                "g": "number in 千円", "h": "list of number", "i": "list of percent",
                "k": "number in 千円", "j": "number",
            ])
    }

    @Test func `a function is checked for the types of each call`() {
        expectTypes(
            """
            share(part, whole) = part / whole
            total(t) = sum(t.cost)
            here(x) = x * people
            a = share(cost, total_cost)
            b = share(cost, fte)
            c = total(projects) + total(sheets)
            d = here(2) + here(3)
            """,
            ["a": "number", "b": "number in 千円/人工", "c": "number in 千円", "d": "number"])
        let checked = Checked(onForm: "f(x) = x + 1\na = f(1) + f(2) + f(people)\nb = f(people)")
        #expect(checked.program.instances.count == 2)
    }

    @Test func `rules stand on tables of the form, on its records and on definitions`() {
        let checked = Checked(
            onForm: """
                projects.unit = cost / fte
                indicators.results.ok = value > 0
                totals.unit = cost / fte
                check totals.present: full_cost is not blank
                big = projects where cost > 10
                big.twice = unit * 2
                r = {a: 1, b: 2}
                r.c = a + b
                x = sum(big.twice) + totals.unit + 1千円/人工 * r.c
                all_ok = all(totals.unit > 0 for sheets) and count(sheets.totals.unit) > 0
                """)
        #expect(checked.messages() == [])
        #expect(checked.type(of: "big.twice") == "number in 千円/人工")
        #expect(checked.type(of: "x") == "number in 千円/人工")
        #expect(checked.rule("totals.unit")?.table == "")
        #expect(checked.rule("projects.unit")?.table == "projects")
        #expect(checked.rule("indicators.results.ok")?.table == "indicators.results")
        #expect(checked.rule("r.c")?.isOfSet == true)
    }

    @Test func `a parameter holds for the year of its sheet`() throws {
        let checked = Checked(
            onForm: """
                param fte_cost: number in 千円/人工
                  R2 = 7_920
                  R1 = 7_950
                a = fte * fte_cost
                b = fte * fte_cost[R1]
                c = sheets where cost > fte * fte_cost
                """)
        #expect(checked.messages() == [])
        #expect(checked.program.parameters[0].entries.map(\.from) == [2019, 2020])
        #expect(checked.rule("c")?.isOfSet == true)
        guard case .definition(let body)? = checked.rule("c")?.body, case .filter(_, let row, let condition) = body.kind,
            case .compare(_, _, let right) = condition.kind, case .product(_, let terms) = right.kind,
            case .parameter(_, let year) = terms[0].operand.kind, case .column(let sheet, _) = year.kind
        else {
            Issue.record("the year is not read from the row")
            return
        }
        #expect(sheet.kind == .local(row))
    }

    @Test func `every rule stands after those that it reads`() {
        let checked = Checked(onForm: "a = b + projects[\"1\"].unit * 1人工\nprojects.unit = c / fte\nb = c\nc = cost")
        #expect(checked.messages() == [])
        #expect(checked.program.order.map { checked.program.rules[$0].path } == ["c", "b", "projects.unit", "a"])
    }

    @Test func `a rule is one by all its names, wherever the aliases stand`() {
        let checked = Checked(
            onForm: """
                judge: cost > 1 -> a
                判定 / judge: cost <= 1 -> b
                事務事業.単価 / unit = 事業費 / 人工計
                x = sum(projects.unit) + projects.単価[1]
                y = 判定 == a and judge == b
                検査 確認 / ok: y
                test t
                  given 判定 = b, 事務事業 = [{整理番号: "1", 事業費: 5}]
                  expect ok
                  expect 確認
                """)
        #expect(checked.messages() == [])
        #expect(checked.rule("判定")?.aliases == ["judge"])
        #expect(checked.rule("projects.単価")?.aliases == ["unit"])
        #expect(checked.program.rules.count == 5)
        let given = checked.program.tests[0].given[1].value
        guard case .list(let rows) = given.kind, case .record(let members) = rows[0].kind else {
            Issue.record("not a list of records")
            return
        }
        #expect(members.map(\.name) == ["id", "cost"])
    }
}
