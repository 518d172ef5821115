import Kijun
import KijunSyntax
import Testing

@Suite struct CheckProgramTests {
    @Test func `the first example of the language page checks clean`() {
        let checked = Checked(taste)
        #expect(checked.messages() == [])
        #expect(checked.type(of: "judge") == "one of a, c, b")
        #expect(checked.type(of: "indicators.grade") == "one of A, B, C, D, -")
        #expect(checked.type(of: "indicators.rate") == "percent")
    }

    @Test func `records without a form have the type of two thirds of their values`() {
        let numbers: [Value] = [.number(Number(1)), .number(Number(2)), .text("検討中")]
        func schema(_ values: [Value]) -> RecordSchema {
            RecordSchema(inferredFrom: values.map { [Value.Member("x", $0)] })
        }
        #expect(schema(numbers).fields[0].type == .number)
        #expect(schema(numbers + [.text("未実施")]).fields[0].type == .text)
        let program = Program("x2 = x * 2", schema: schema(numbers))
        let evaluation = program.evaluate(records: numbers.map { [Value.Member("x", $0)] })
        #expect((0..<3).map { evaluation.value("x2", record: $0) } == [.number(Number(2)), .number(Number(4)), .undetermined])
        #expect(evaluation.sheets.findings.map(\.count) == [0, 0, 1])
    }

    @Test func `rules over all sheets check clean`() {
        let checked = Checked(
            testForm + """
                scale 総合 = A > B > C
                overall: cost > 100 -> A
                overall: otherwise -> B
                ceiling = [{department: "総務", amount: 5億円}]
                dept_total = sheets group by department select department, total = sum(total_cost)
                check dept_total.within_ceiling: total <= first(ceiling where department == "総務").amount  else "{department}: {total}"
                share_of_all = total_cost / sum(sheets.total_cost)
                check few_top_grades: count(sheets where overall == A) / count(sheets) <= 20%

                """)
        #expect(checked.messages() == [])
        #expect(checked.rule("dept_total")?.isOfSet == true)
        #expect(checked.rule("dept_total.within_ceiling")?.isOfSet == true)
        #expect(checked.rule("share_of_all")?.isOfSet == false)
        #expect(checked.rule("few_top_grades")?.isOfSet == true)
        #expect(checked.rule("overall")?.isOfSet == false)
    }

    @Test func `a program with any line left out is checked to the end`() {
        let lines = taste.split(separator: "\n", omittingEmptySubsequences: false)
        for left in lines.indices {
            var rest = lines
            rest.remove(at: left)
            let checked = Checked(rest.joined(separator: "\n"))
            #expect(checked.program.rules.count == checked.program.order.count)
        }
    }

    @Test func `a program with any word left out or put elsewhere is checked to the end`() {
        let words = taste.split(separator: " ", omittingEmptySubsequences: false)
        for left in stride(from: 0, to: words.count, by: 3) {
            var rest = words
            let word = rest.remove(at: left)
            _ = Checked(rest.joined(separator: " "))
            rest.insert(word, at: (left * 7) % rest.count)
            let checked = Checked(rest.joined(separator: " "))
            #expect(checked.program.rules.count == checked.program.order.count)
        }
    }
}

/// The program of the first page of the language.
private let taste = """
    form f
      fiscal_year: year
      basis1 / 基準1: mark
      basis2_4 / 基準2_4: list of mark
      budget: table key year
        year: year
        amount: number in 千円
      projects / 事務事業: table key id
        id: text
        name: text
        cost / 事業費: number in 千円
        fte: number in 人工
        full_cost: number in 千円
      totals / 計: sums of projects = row "計"
      indicators: table
        name: text
        direction: one of 増加, 減少, 維持
        target: percent?
        actual: percent?
      actions: table
        project: text

    ## 人工1人あたりの人件費
    param fte_cost: number in 千円/人工
      R1 = 7_950
      R2 = 7_920

    judge: basis1 == "○" && any(basis2_4)  -> a
    judge: basis1 == "△" && any(basis2_4)  -> c
    judge: !(basis1 in ["○", "△"]) || !any(basis2_4)  -> b

    indicators.rate = if direction == "増加" then actual / target else target / actual
    indicators.grade:
      rate >= 100%         -> A
      90% <= rate < 100%   -> B
      80% <= rate < 90%    -> C
      rate < 80%           -> D
      rate is blank        -> "-"

    check projects.full_cost_matches: full_cost == cost + fte * fte_cost
      else "{id} {name}: {full_cost} ではなく {cost + fte * fte_cost}"
    check total_is_sum: sum(projects.cost) == totals.cost
    check budget_agrees: totals.cost == budget[fiscal_year].amount
    check actions.known_project: project in projects.id  else "{project} は事務事業にない"

    判定: 基準1 == 「△」 かつ いずれか(基準2_4) → c
    検査 事業費の計: 合計(事務事業.事業費) == 計.事業費

    test 影響があっても取組があればc
      given basis1 = "△", basis2_4 = ["○", "", "○"]
      expect judge == c
    test 令和2年度 02-10
      on "sheets/02-10.txt"
      expect judge == c
      expect total_is_sum
      expect projects.full_cost_matches
    """
