import Foundation
import Kijun
import KijunSyntax
import TestSupport
import Testing

@Suite struct `Explanations` {
    private static func evaluation(_ rules: String, _ record: [Value.Member]) -> Evaluation {
        let schema = RecordSchema(inferredFrom: [record])
        return Program(rules, schema: schema).evaluate(records: [record])
    }

    private static func explain(_ name: String, _ evaluation: Evaluation, not outcome: Value? = nil) throws -> Explanation {
        let rule = try #require(evaluation.rule(named: name))
        return evaluation.explanation(of: rule, row: 0, notOutcome: outcome)
    }

    private static let rate = """
        rate = actual / target
        grade: rate >= 100% -> A
        grade: 80% <= rate < 100% -> B
        grade: rate < 80% -> C
        """

    private static func rated(_ actual: Int, _ target: Int) -> Evaluation {
        evaluation(rate, [.init("actual", .number(Number(actual))), .init("target", .number(Number(target)))])
    }

    @Test func `lead from a decision to the names that its case read`() throws {
        let explanation = try Self.explain("grade", Self.rated(199, 250))
        let root = explanation.root
        #expect(root.state == .decided)
        #expect(root.value == .text("C"))
        let deciding = try #require(root.children.first)
        #expect(deciding.isDeciding && deciding.truth == .yes && deciding.outcome == "C")
        let rate = try #require(deciding.children.first?.children.first)
        #expect(rate.text == "rate" && rate.kind == .definition)
        #expect(rate.children.first?.children.map(\.text) == ["actual", "target"])
        #expect(root.children.count == 3)
    }

    @Test func `say how far another outcome is`() throws {
        let explanation = try Self.explain("grade", Self.rated(199, 250), not: .text("B"))
        let whyNot = try #require(explanation.whyNot.first)
        #expect(explanation.whyNot.count == 1)
        let obstacle = try #require(whyNot.obstacles.first)
        guard case .below(let gap, let limit, let isIncluded) = obstacle.distance else {
            Issue.record("\(obstacle.distance)")
            return
        }
        #expect(gap == Number(numerator: 4, denominator: 1000))
        #expect(limit == .number(try #require(Number(digits: "0.8"))))
        #expect(isIncluded)
        #expect(obstacle.text == "80% <= rate < 100%")
    }

    @Test func `say nothing of an outcome that is the result`() throws {
        #expect(try Self.explain("grade", Self.rated(199, 250), not: .text("C")).whyNot.isEmpty)
    }

    @Test func `name the edge that is not enough`() throws {
        let edge = Self.evaluation("x: n > 3 -> a\nx: n <= 3 -> b", [.init("n", .number(Number(3)))])
        let obstacle = try #require(try Self.explain("x", edge).whyNot.first?.obstacles.first)
        guard case .onLimit(.number(let limit), let wantsMore) = obstacle.distance else {
            Issue.record("\(obstacle.distance)")
            return
        }
        #expect(limit == Number(3) && wantsMore)
    }

    @Test func `tell of every case of an outcome what it lacks`() throws {
        let near = Self.evaluation(
            "x: n > 100 -> a\nx: n > 4 -> a\nx: n > 3 && m > 3 -> a\nx: otherwise -> b",
            [.init("n", .number(Number(3))), .init("m", .number(Number(0)))])
        let whyNot = try Self.explain("x", near).whyNot
        #expect(whyNot.map { $0.obstacles.map(\.text) } == [["n > 100"], ["n > 4"], ["n > 3", "m > 3"]])
    }

    @Test func `tell both halves of an or`() throws {
        let either = Self.evaluation(
            "x: !(n > 1 && m > 1) || n == 9 -> a\nx: otherwise -> b", [.init("n", .number(Number(3))), .init("m", .number(Number(4)))])
        let whyNot = try #require(try Self.explain("x", either).whyNot.first)
        guard case .any(let needs) = whyNot.needs else {
            Issue.record("\(String(describing: whyNot.needs))")
            return
        }
        #expect(needs.count == 3 && whyNot.obstacles.map(\.wanted) == [false, false, true])
    }

    @Test func `the nearest end of a chain is the one by its distance`() throws {
        let inside = Self.evaluation("x: !(1 <= n <= 10) -> a\nx: otherwise -> b", [.init("n", .number(Number(5)))])
        let obstacle = try #require(try Self.explain("x", inside).whyNot.first?.obstacles.first)
        guard case .above(let gap, _, _) = obstacle.distance else {
            Issue.record("\(obstacle.distance)")
            return
        }
        #expect(gap == Number(4))
    }

    @Test func `a distance is in the unit of the field`() throws {
        let checked = Program(
            """
            form f
              id: text = "id"
              cost: number in 千円 = "cost"
            x: 1億円 <= cost < 10億円 -> a
            x: otherwise -> b
            """)
        let record = InputRecord(values: [.scalar(.text("1"), nil), .scalar(.number(Number(70_000)), nil)])
        let sheet = SheetInput(record: record, document: DocumentInfo(name: "s", pages: [], style: .line))
        let obstacle = try #require(try Self.explain("x", checked.evaluate([sheet])).whyNot.first?.obstacles.first)
        guard case .below(let gap, _, _) = obstacle.distance else {
            Issue.record("\(obstacle.distance)")
            return
        }
        #expect(gap == Number(30_000) && obstacle.value == .number(Number(70_000)) && obstacle.limitText == "1億円")
    }

    @Test func `an earlier case that is unknown does not decide first`() throws {
        let open = Self.evaluation("x first:\n  m > 1 -> a\n  n > 0 -> b", [.init("n", .number(Number(3))), .init("m", .blank)])
        let whyNot = try Self.explain("x", open).whyNot
        let second = try #require(whyNot.last)
        #expect(second.hindrance?.holding.isEmpty == true && second.hindrance?.open.count == 1 && second.isOpen)
    }

    @Test func `values are held to the thresholds of the whole explanation`() throws {
        let whole = Self.evaluation(
            "x: n / m > 2 -> a\nx: n / m <= 2 -> b\ny: x == b && n / m < 3 -> c\ny: otherwise -> d",
            [.init("n", .number(Number(3))), .init("m", .number(Number(2)))])
        #expect(Set(try Self.explain("y", whole).limits).isSuperset(of: [Number(2), Number(3)]))
    }

    @Test func `tell that a line above goes first`() throws {
        let first = Self.evaluation("x first:\n  n > 1 -> a\n  n > 0 -> b", [.init("n", .number(Number(3)))])
        let whyNot = try #require(try Self.explain("x", first).whyNot.first)
        #expect(whyNot.hindrance?.kind == .earlier && whyNot.hindrance?.holding.count == 1 && whyNot.needs == nil)
    }

    @Test func `show a definition once`() throws {
        let twice = Self.evaluation("d = n * 2\nx: d > 1 && d < 9 && d != 4 -> a\nx: otherwise -> b", [.init("n", .number(Number(3)))])
        let root = try Self.explain("x", twice).root
        let mentions = Self.nodes(root).filter { $0.text == "d" && $0.kind == .definition }
        #expect(mentions.filter { !$0.children.isEmpty }.count == 1)
        #expect(mentions.count >= 3 && mentions.dropFirst().allSatisfy { $0.children.isEmpty })
    }

    @Test func `stay bounded on long chains of definitions and on thousands of rows`() throws {
        var rules = "d0 = n\n"
        for index in 1...600 { rules += "d\(index) = d\(index - 1) + d\(max(0, index - 2)) * 0\n" }
        rules += "x: d600 > 0 -> a\nx: otherwise -> b\n"
        let chain = Self.evaluation(rules, [.init("n", .number(Number(3)))])
        #expect(Self.nodes(try Self.explain("x", chain).root).count < 4_000)
        let rows = (0..<5_000).map { Value.record([.init("id", .text("\($0)")), .init("cost", .number(Number($0)))]) }
        let table = Self.evaluation("check c: all(cost < 4_990 for rows)\ntotal = sum(rows.cost)", [.init("rows", .list(rows))])
        let check = try Self.explain("c", table).root
        #expect(check.truth == .no)
        let shown = Self.nodes(check).filter { $0.kind == .row }
        #expect(shown.count == 8 && shown.first?.text == "4990")
        #expect(Self.nodes(try Self.explain("total", table).root).count < 20)
    }

    @Test func `have no answer for a row that is not there`() throws {
        let evaluation = Self.rated(1, 2)
        let rule = try #require(evaluation.rule(named: "grade"))
        for row in [-1, 1, 99] { #expect(evaluation.explanation(of: rule, row: row).root.children.isEmpty) }
    }

    // MARK: Programs made by chance

    private static let count = ProcessInfo.processInfo.environment["KIJUN_PROGRAMS"].flatMap { Int($0) } ?? 60

    @Test(arguments: 0..<4)
    func `agree with the evaluation on programs made by chance`(_ part: Int) {
        var connectives = 0
        for seed in (part * Self.count)..<((part + 1) * Self.count) {
            var generator = ProgramGenerator(seed: UInt64(seed))
            let source = generator.program()
            let program = Program(source)
            guard program.isRunnable else { continue }
            let schema = program.checked.schema
            let sheets = (0..<2).map { number in
                SheetInput(record: generator.record(for: schema), document: DocumentInfo(name: "\(number)", pages: [], style: .line))
            }
            let evaluation = program.evaluate(sheets)
            guard evaluation.stop == nil else { continue }
            for id in program.checked.rules.indices {
                for sheet in 0..<2 {
                    for row in evaluation.rows(of: id, sheet: sheet).prefix(3) {
                        for problem in Self.problems(evaluation, id, row) {
                            Issue.record(
                                "seed \(seed), \(program.checked.rules[id].path), row \(row): \(problem)\n\(source.dropFirst(ProgramGenerator.formLength))"
                            )
                        }
                    }
                }
            }
            #expect(evaluation.stop == nil)
            let problems = Self.differences(from: evaluation, sheets)
            #expect(problems.isEmpty, "seed \(seed): \(problems)\n\(source.dropFirst(ProgramGenerator.formLength))")
            for id in program.checked.rules.indices where !evaluation.rows(of: id, sheet: 0).isEmpty {
                let row = evaluation.rows(of: id, sheet: 0).lowerBound
                connectives += Self.nodes(evaluation.explanation(of: id, row: row).root).count { [.and, .or, .not].contains($0.kind) }
            }
        }
        #expect(connectives > Self.count / 2, "too few conditions with parts to be compared: \(connectives)")
    }

    /// Where an explanation of an evaluation of one rule alone shows another value than the evaluation of them all.
    private static func differences(from whole: Evaluation, _ sheets: [SheetInput]) -> [String] {
        var problems: [String] = []
        for id in whole.program.rules.indices {
            let alone = Evaluation(whole.program, SheetSet(sheets, schema: whole.program.schema), only: [id])
            guard alone.stop == nil, let row = alone.rows(of: id, sheet: 0).first else { continue }
            for node in nodes(alone.explanation(of: id, row: row).root) {
                guard let rule = node.rule, ![.check].contains(node.kind) else { continue }
                if case .table = node.type { continue }
                // Of a decision that is undetermined because its outcome is blank the value is blank.
                let known = whole.value(of: rule, row: node.ruleRow)
                let value: Value
                switch known {
                case .blank, .failed: value = node.kind == .decision ? .undetermined : known
                default: value = known
                }
                if node.value != value { problems.append("\(node.text): \(node.value), not \(value)") }
            }
        }
        return problems
    }

    /// What is wrong with the explanation of a row.
    private static func problems(_ evaluation: Evaluation, _ id: RuleID, _ row: Int) -> [String] {
        var problems: [String] = []
        let explanation = evaluation.explanation(of: id, row: row)
        let rule = evaluation.program.rules[id]
        switch rule.body {
        case .decision:
            let result = evaluation.decision(id, row: row)
            if explanation.root.state != result?.state { problems.append("state") }
            if explanation.root.value != result?.value { problems.append("value") }
            let deciding = explanation.root.children.filter(\.isDeciding)
            if result?.state == .decided, deciding.count != 1 || deciding.first?.truth != .yes { problems.append("deciding case") }
            for item in explanation.whyNot where result?.state == .decided {
                if item.needs == nil, item.hindrance == nil { problems.append("no reason why not \(item.text)") }
            }
        default:
            if case .table = rule.type { break }
            if explanation.root.value != evaluation.value(of: id, row: row) { problems.append("value") }
        }
        for node in nodes(explanation.root) {
            if let problem = kleene(node) { problems.append("\(node.text): \(problem)") }
        }
        for obstacle in explanation.whyNot.flatMap(\.obstacles) {
            switch obstacle.distance {
            case .below(let gap, _, _), .above(let gap, _, _):
                if gap.isZero || gap.isNegative || gap.shown() == "0" { problems.append("distance of \(obstacle.text)") }
            default: break
            }
        }
        return problems
    }

    /// Whether the truth of `&&`, `||` and `!` is that of their parts.
    private static func kleene(_ node: Explanation.Node) -> String? {
        guard !node.isCut, let truth = node.truth else { return nil }
        let parts = node.children.compactMap(\.truth)
        let expected: Explanation.Truth
        switch node.kind {
        case .and: expected = parts.contains(.no) ? .no : parts.contains(.unknown) ? .unknown : .yes
        case .or: expected = parts.contains(.yes) ? .yes : parts.contains(.unknown) ? .unknown : .no
        case .not: expected = parts.first == .yes ? .no : parts.first == .no ? .yes : .unknown
        default: return nil
        }
        if parts.count != node.children.count || parts.isEmpty { return "parts without truth" }
        return truth == expected ? nil : "is \(truth), its parts say \(expected)"
    }

    private static func nodes(_ node: Explanation.Node) -> [Explanation.Node] { [node] + node.children.flatMap(nodes) }
}
