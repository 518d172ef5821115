import Kijun
import KijunSyntax
import Testing

/// What `test` statements come to.
@Suite struct TestRunTests {
    /// Runs every test of a source and gives the states of their expectations, `title: passed failed`.
    private func states(_ source: String, coverage: Bool = false) -> [String] {
        let program = Program(source)
        let errors = program.diagnostics.filter { $0.severity == .error }.map(\.message.en)
        #expect(errors == [])
        var run = TestRun(program.checked, measuresCoverage: coverage)
        var lines: [(Int, String)] = []
        run.run(Array(program.checked.tests.indices)) { result in
            let states = result.expectations.map(\.state.rawValue).joined(separator: " ")
            lines.append((result.test, "\(program.checked.tests[result.test].title): \(states)"))
        }
        return lines.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private let rules = """
        form f
          fiscal_year: year
          basis1: mark
          cost: number in 千円
          carryover: number in 千円 ?? 3
          name: text
          open: yesno
          budget: table key year
            year: year
            amount: number in 千円 ?? 7
          projects: table key id
            id: text
            cost: number in 千円
            lines: table
              n: number
          marks: list of mark
          totals: sums of projects = row "計"
        param rate: number
          R1 = 2
          R3 = 5
        scaled = cost * rate
        judge: basis1 == "○" -> a
        judge: otherwise -> b
        big = projects where cost > 10
        projects.half = cost / 2
        projects.size: cost > 10 -> large
        projects.size: otherwise -> small
        count_big = count(big)
        total_big = sum(big.cost)
        share = cost / sum(sheets.cost)
        check projects.positive: cost > 0

        """

    @Test func `what is not given is blank and has the fallback of its field`() {
        let found = states(
            rules + """
                test t
                  expect cost is blank
                  expect carryover == 3千円
                  expect basis1 == ""
                  expect name is blank
                  expect count(projects) == 0
                  expect projects is blank
                test columns
                  given budget = [{year: R2}], projects = [{id: "1"}]
                  expect budget[R2].amount == 7
                  expect projects["1"].cost is blank
                """)
        #expect(found == ["t: passed passed passed passed undetermined passed", "columns: passed passed"])
    }

    @Test func `a given value is evaluated, in any unit`() {
        let found = states(
            rules + """
                test t
                  given cost = 1_000円 * 3 + 2千円, fiscal_year = R2 + 1
                  expect cost == 5千円
                  expect scaled == 25千円
                """)
        #expect(found == ["t: passed passed"])
    }

    @Test func `a given rule is its value and nothing behind it is read`() {
        let found = states(
            rules + """
                test decision
                  given judge = a
                  expect judge == a
                test definition
                  given scaled = 9千円
                  expect scaled == 9千円
                test table
                  given big = [{id: "1", cost: 20}, {id: "2", cost: 1}]
                  expect count_big == 2
                  expect total_big == 21
                  expect big.id == ["1", "2"]
                  expect big["2"].cost == 1
                test other
                  given judge = b
                  expect judge == b
                test none
                  given basis1 = "○"
                  expect judge == a
                """)
        #expect(found == ["decision: passed", "definition: passed", "table: passed passed passed passed", "other: passed", "none: passed"])
    }

    @Test func `rows of a table are records with some of its columns`() {
        let found = states(
            rules + """
                test t
                  given projects = [{id: "1", cost: 20, lines: [{n: 1}, {n: 2}]}, {id: "2", cost: 1, lines: []}]
                  expect projects.size == [large, small]
                  expect projects.half == [10, 0.5]
                  expect projects.lines.n == [1, 2]
                  expect projects.positive
                  expect !projects.positive
                  expect projects.positive is blank
                test record
                  given totals = {cost: 5}
                  expect totals.cost == 5
                """)
        #expect(found == ["t: passed passed passed passed failed failed", "record: passed"])
    }

    @Test func `all sheets of a test are its own sheet`() {
        let found = states(
            rules + """
                test one
                  given cost = 3
                  expect share == 1
                test two
                  given cost = 5
                  expect share == 1
                  expect count(sheets) == 1
                """)
        #expect(found == ["one: passed", "two: passed passed"])
    }

    @Test func `many tests come out as each does alone`() {
        let tests = (0..<150).map { number in
            """
            test t\(number)
              given cost = \(number), basis1 = "\(number % 2 == 0 ? "○" : "×")"\(number % 3 == 0 ? ", scaled = \(number)" : "")
              expect cost == \(number % 7 == 0 ? number + 1 : number)
              expect judge == \(number % 2 == 0 ? "a" : "b")
              expect scaled is \(number % 3 == 0 ? "not " : "")blank
            """
        }
        let found = states(rules + tests.joined(separator: "\n"), coverage: true)
        let expected = (0..<150).map { "t\($0): \($0 % 7 == 0 ? "failed" : "passed") passed passed" }
        #expect(found == expected)
    }

    @Test func `a failing comparison has the values of its sides and their difference`() throws {
        let program = Program(
            rules + """
                test t
                  given cost = 5
                  expect cost == 7千円
                """)
        var found: [ExpectationResult] = []
        var run = TestRun(program.checked)
        run.run([0]) { found += $0.expectations }
        let comparison = try #require(found.first?.comparisons.first)
        #expect(comparison.sides.map(\.value) == [.number(Number(5)), .number(Number(7))])
        guard case .number(let difference, _) = comparison.difference else {
            Issue.record("no difference")
            return
        }
        #expect(difference == Number(-2))
    }

    @Test func `indices that no test has are passed over`() {
        var run = TestRun(Program("a = 1").checked)
        run.run([0, -1, 5]) { _ in Issue.record("there is no test") }
    }
}

/// What tests reach.
@Suite struct CoverageTests {
    private func missed(_ source: String) -> [String] {
        let program = Program(source)
        let errors = program.diagnostics.filter { $0.severity == .error }.map(\.message.en)
        #expect(errors == [])
        var run = TestRun(program.checked, measuresCoverage: true)
        run.run(Array(program.checked.tests.indices)) { _ in }
        guard let coverage = run.coverage else { return ["nothing measured"] }
        return coverage.items.enumerated().filter { !coverage.reached.contains($0.offset) }.map { _, item in
            "\(item.kind.rawValue) \(program.checked.sources.text(of: item.condition))"
        }
    }

    private let form = "form f\n  a: number\n  b: number\n  rows: table\n    n: number\n"

    @Test func `a branch within a branch that is not taken is not reached`() {
        let rules = form + "x = if a > 0 then (if b > 0 then 1 else 2) else 3\n"
        #expect(missed(rules + "test t\n  given a = 0, b = 1\n  expect x == 3") == ["then a > 0", "then b > 0", "else b > 0"])
        #expect(missed(rules + "test t\n  given a = 1, b = 1\n  expect x == 1") == ["else a > 0", "else b > 0"])
    }

    @Test func `a branch in a function counts wherever it is called`() {
        let rules = form + "f(n) = if n > 0 then 1 else 2\nx = f(a)\ny = f(b)\n"
        #expect(missed(rules + "test t\n  given a = 0, b = 1\n  expect x == 2") == ["then n > 0"])
        #expect(missed(rules + "test t\n  given a = 0, b = 1\n  expect x + y == 3") == [])
    }

    @Test func `a branch on rows is reached by any row`() {
        let rules = form + "rows.x = if n > 0 then 1 else 2\ntotal = sum((if n > 5 then n else 0) for rows)\n"
        #expect(missed(rules + "test t\n  given rows = [{n: 0}, {n: 1}]\n  expect rows.x == [2, 1]") == ["then n > 5", "else n > 5"])
        #expect(missed(rules + "test t\n  given rows = [{n: 0}, {n: 9}]\n  expect total == 9\n  expect count(rows.x) == 2") == [])
    }

    @Test func `only what the expectations need is reached, and nothing behind a given value`() {
        let rules = form + "x: a > 0 -> p\nx: otherwise -> q\ny: x == p -> r\ny: otherwise -> s\n"
        let all = ["case a > 0", "otherwise otherwise -> q", "case x == p", "otherwise otherwise -> s"]
        #expect(missed(rules + "test t\n  given a = 1\n  expect b is blank") == all)
        #expect(missed(rules + "test t\n  given a = 1, x = q\n  expect y == s") == [all[0], all[1], all[2]])
        #expect(missed(rules + "test t\n  given a = 1\n  expect y == r") == [all[1], all[3]])
    }

    @Test func `cases in conflict are reached, undetermined ones are not`() {
        let rules = form + "x: a > 0 -> p\nx: b > 0 -> q\nx except: a > 100 -> z\n"
        #expect(missed(rules + "test t\n  given a = 1, b = 1\n  expect x is blank") == ["exception a > 100"])
        #expect(missed(rules + "test t\n  given b = 1\n  expect x is blank") == ["case a > 0", "case b > 0", "exception a > 100"])
    }
}
