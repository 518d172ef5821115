import Foundation
import Kijun
import KijunSyntax
import TestSupport
import Testing

/// What a change of rules does to the same sheets, over programs made by chance.
@Suite struct `A difference of rules` {
    /// Two programs over one form, and sheets for both.
    private struct Made {
        let sources: [String]
        let programs: [CheckedProgram]
        let sheets: [SheetInput]

        /// nil where one of the programs has an error.
        init?(seeds: [UInt64]) {
            var generators = seeds.map { ProgramGenerator(seed: $0) }
            sources = generators.indices.map { generators[$0].program() }
            let made = sources.map { Program($0) }
            guard made.allSatisfy(\.isRunnable) else { return nil }
            programs = made.map(\.checked)
            let schema = programs[0].schema
            sheets = (0..<5).map { number in
                SheetInput(record: generators[0].record(for: schema), document: DocumentInfo(name: "\(number)", pages: [], style: .line))
            }
        }

        func difference(from old: Int, to new: Int) -> RuleDifference {
            let set = SheetSet(sheets, schema: programs[old].schema)
            return RuleDifference(
                old: Evaluation(programs[old], set), new: Evaluation(programs[new], set),
                pairs: RulePair.pairs(programs[old], programs[new]),
                sheets: SheetPair.same(sheets.count), areSheetsShared: true)
        }

        /// Matched by the keys of rows, as where each side has sheets of its own.
        func differenceOfTwoReadings(from old: Int, to new: Int) -> RuleDifference {
            RuleDifference(
                old: Evaluation(programs[old], SheetSet(sheets, schema: programs[old].schema)),
                new: Evaluation(programs[new], SheetSet(sheets, schema: programs[new].schema)),
                pairs: RulePair.pairs(programs[old], programs[new]), sheets: SheetPair.same(sheets.count), areSheetsShared: false)
        }
    }

    private struct Step: Hashable {
        let old: RuleOutcome
        let new: RuleOutcome
    }

    private static func counts(_ matrix: TransitionMatrix) -> [Step: Int] {
        var counts: [Step: Int] = [:]
        for (row, old) in matrix.rows.enumerated() {
            for (column, new) in matrix.columns.enumerated() where matrix[row, column].count > 0 {
                counts[Step(old: old, new: new)] = matrix[row, column].count
            }
        }
        return counts
    }

    private static let count: UInt64 = 200

    @Test func `of a program with itself is empty`() {
        var run = 0
        for seed in 0..<Self.count {
            guard let made = Made(seeds: [seed]) else { continue }
            run += 1
            #expect(made.difference(from: 0, to: 0).isEmpty, "seed \(seed)\n\(made.sources[0])")
            #expect(made.differenceOfTwoReadings(from: 0, to: 0).isEmpty, "two readings, seed \(seed)\n\(made.sources[0])")
        }
        #expect(run > 100)
    }

    @Test func `of rules that did not change is empty`() {
        var (changed, same) = (0, 0)
        for seed in 0..<Self.count {
            guard let made = Made(seeds: [seed, seed + 1]) else { continue }
            #expect(RuleChanges(from: made.programs[0], to: made.programs[0]).all.isEmpty, "seed \(seed)\n\(made.sources[0])")
            let changes = Set(RuleChanges(from: made.programs[0], to: made.programs[1]).all.map(\.pair))
            let difference = made.difference(from: 0, to: 1)
            let moved =
                (difference.decisions + difference.checks).filter { !$0.isCompared || !$0.moved.isEmpty }.map(\.pair)
                + difference.values.filter { !$0.isCompared || !$0.changed.isEmpty }.map(\.pair)
            #expect(changes.isSuperset(of: moved), "seed \(seed)\n\(made.sources[0])\n\(made.sources[1])")
            changed += changes.count
            same += difference.decisions.count + difference.checks.count + difference.values.count - changes.count
        }
        #expect(changed > 100 && same > 0)
    }

    @Test func `is looked for in what reads a changed parameter, function or scale`() throws {
        let text = """
            form f
              identify code
              code: text
              fiscal_year: year
              x: number
            param lim: number
              R2 = 1
            scale s = p > q
            twice(a) = a * 2
            y = x + lim
            z = twice(x)
            g: y > 2 -> p
            g: otherwise -> q
            good: g >= p -> a
            good: otherwise -> b
            check high: z > 4 else "{g}"
            alone = x

            """
        func changes(_ old: String, _ new: String, named: Set<String> = []) -> [String] {
            let (before, after) = (Program(text), Program(text.replacing(old, with: new)))
            #expect(before.isRunnable && after.isRunnable)
            return RuleChanges(from: before.checked, to: after.checked, named: named).all.map { change in
                let name = after.checked.rules[change.pair.new ?? 0].path
                return change.isDirect ? "\(name)! +\(change.addedCases) -\(change.removedCases)" : name
            }
        }
        #expect(changes("R2 = 1", "R2 = 2") == ["y", "g", "good"])
        #expect(changes("a * 2", "a * 3") == ["z", "high"])
        #expect(changes("p > q", "q > p") == ["g", "good"])
        #expect(changes("y > 2", "y > 3") == ["g! +1 -1", "good"])
        #expect(changes("g: otherwise -> q", "g: y <= 2 -> q\ng: y < 0 -> q") == ["g! +2 -1", "good"])
        #expect(changes("z > 4", "z > 5") == ["high! +0 -0"])
        #expect(changes("alone = x", "alone = x  # the same") == [])
        #expect(changes("\"{g}\"", "\"!\"", named: ["high"]) == ["high! +0 -0"])
    }

    @Test func `turned round has the matrix transposed`() {
        for seed in 0..<Self.count {
            guard let made = Made(seeds: [seed, seed + 1]) else { continue }
            for (there, back) in [
                (made.difference(from: 0, to: 1), made.difference(from: 1, to: 0)),
                (made.differenceOfTwoReadings(from: 0, to: 1), made.differenceOfTwoReadings(from: 1, to: 0)),
            ] {
                for one in there.decisions + there.checks {
                    guard
                        let other = (back.decisions + back.checks).first(where: {
                            $0.pair.old == one.pair.new && $0.pair.new == one.pair.old
                        })
                    else {
                        Issue.record("seed \(seed): no partner")
                        continue
                    }
                    // Numbers are told in the unit of NEW: only what is no number is the same both ways.
                    let isNumber = (one.matrix.rows + one.matrix.columns).contains {
                        if case .decided(.number) = $0 { true } else { false }
                    }
                    guard !isNumber else { continue }
                    let turned = Dictionary(
                        uniqueKeysWithValues: Self.counts(other.matrix).map { (Step(old: $0.key.new, new: $0.key.old), $0.value) })
                    #expect(Self.counts(one.matrix) == turned, "seed \(seed)")
                    #expect(one.moved.count == other.moved.count, "seed \(seed)")
                }
            }
        }
    }

    @Test func `has the distributions of both sides as its sums`() {
        for seed in 0..<Self.count {
            guard let made = Made(seeds: [seed, seed + 1]) else { continue }
            let difference = made.difference(from: 0, to: 1)
            for decision in difference.decisions {
                let matrix = decision.matrix
                if let old = decision.pair.old {
                    let sums = matrix.rows.indices.map { (matrix.rows[$0], matrix.sum(ofRow: $0).count) }
                    expectSame(sums, difference.old, old, made.sheets.count, "seed \(seed), before")
                }
                if let new = decision.pair.new {
                    let sums = matrix.columns.indices.map { (matrix.columns[$0], matrix.sum(ofColumn: $0).count) }
                    expectSame(sums, difference.new, new, made.sheets.count, "seed \(seed), after")
                }
                #expect(!decision.isCompared || matrix.moved.count == decision.moved.count)
                for move in decision.moved { _ = difference.cause(of: move, in: decision) }
            }
        }
    }

    @Test func `counts every changed value once, up or down or unknown`() {
        var numbers = 0
        for seed in 0..<Self.count {
            guard let made = Made(seeds: [seed, seed + 1]) else { continue }
            let difference = made.difference(from: 0, to: 1)
            for value in difference.values {
                if let outcomes = value.outcomes {
                    #expect(outcomes.moved.map(\.sheet) == value.changed.map(\.sheet), "seed \(seed)")
                    #expect(outcomes.matrix.total.count == value.total, "seed \(seed)")
                    for change in value.changed { _ = difference.cause(of: change, in: value) }
                }
                guard value.isNumber else { continue }
                numbers += value.changed.isEmpty ? 0 : 1
                #expect(value.up.count + value.down.count + value.unknown == value.changed.count, "seed \(seed)")
                #expect(value.up.sum.adding(value.down.sum) == value.sum, "seed \(seed)")
            }
            #expect(difference.sheetsWithMoves + difference.sheetsWithValuesAlone <= made.sheets.count)
        }
        #expect(numbers > 10)
    }

    /// Held against what the evaluation says row by row, by state.
    private func expectSame(_ sums: [(RuleOutcome, Int)], _ evaluation: Evaluation, _ rule: RuleID, _ sheets: Int, _ comment: Comment) {
        var expected: [String: Int] = [:]
        for sheet in 0..<(evaluation.program.rules[rule].isOfSet ? 1 : sheets) {
            for row in evaluation.rows(of: rule, sheet: sheet) {
                guard let result = evaluation.decision(rule, row: row) else { return }
                // Texts in full-width letters are the same outcome.
                expected[result.state == .decided ? nfkc("\(Agreement.text(result.value))") : result.state.rawValue, default: 0] += 1
            }
        }
        var found: [String: Int] = [:]
        for (outcome, count) in sums {
            switch outcome {
            case .decided(let value): found[nfkc("\(Agreement.text(value))"), default: 0] += count
            case .undetermined: found["undetermined", default: 0] += count
            case .conflict: found["conflict", default: 0] += count
            case .noCase: found["no-case", default: 0] += count
            case .absent: continue
            }
        }
        // Numbers are told in the unit of NEW.
        guard !expected.keys.contains(where: { $0.first?.isNumber ?? false || $0.hasPrefix("-") }) else { return }
        #expect(found == expected, comment)
    }

    @Test func `weighs rows by a column of their table, and sheets by a number`() throws {
        let form = """
            form 調書
              code: text
              projects: table key id
                id: text
                cost: number
            total = sum(projects.cost)

            """
        let program = { (rules: String) -> Program in Program(form + rules) }
        let old = program("judge: total >= 10 -> a\njudge: total < 10 -> b\nprojects.size: cost >= 5 -> L\nprojects.size: cost < 5 -> S")
        let new = program("judge: total >= 20 -> a\njudge: total < 20 -> b\nprojects.size: cost >= 8 -> L\nprojects.size: cost < 8 -> S")
        try #require(old.isRunnable && new.isRunnable)
        func table(_ costs: [Int?]) -> Value {
            .list(
                costs.enumerated().map { number, cost in
                    .record([.init("id", .text("\(number)")), .init("cost", cost.map { .number(Number($0)) } ?? .blank)])
                })
        }
        let sheets = [[6, 9], [7, nil], [5, 25]].map { costs -> SheetInput in
            let (record, _) = InputRecord.aligned([.init("code", .text("x")), .init("projects", table(costs))], to: new.checked.schema)
            return SheetInput(record: record, document: DocumentInfo(name: "s", pages: [], style: .line))
        }
        let total = try #require(new.checked.rules.firstIndex { $0.name == "total" })
        let weight = CheckedExpression(.rule(total), new.checked.rules[total].type, at: .none)
        let set = SheetSet(sheets, schema: new.checked.schema)
        let difference = RuleDifference(
            old: Evaluation(old.checked, set), new: Evaluation(new.checked.asking([weight]), set),
            pairs: RulePair.pairs(old.checked, new.checked), sheets: SheetPair.same(3), areSheetsShared: true,
            weight: DifferenceWeight(isOfNew: true, expression: 0))
        let judge = try #require(difference.decisions.first)
        #expect(judge.moved.map(\.sheet) == [0])
        #expect(judge.matrix.moved.weight == Number(15))
        #expect(judge.matrix.total.weight == Number(45))
        #expect(judge.matrix.total.unknownWeights == 1)
        // The sheet's total is not that of a row.
        #expect(difference.decisions.map(\.isWeighed) == [true, false])
        #expect(difference.decisions[1].moved.map(\.sheet) == [0, 1, 2])
    }

    @Test func `tells numbers of two units in that of NEW`() throws {
        let rules = "\nx = cost\njudge: cost >= 3千円 -> cost\njudge: otherwise -> 0円"
        let old = Program("form 調書\n  cost: number in 千円" + rules)
        let new = Program("form 調書\n  cost: number in 円" + rules)
        try #require(old.isRunnable && new.isRunnable)
        func sheets(_ program: Program, _ costs: [Int]) -> SheetSet {
            SheetSet(
                costs.map { cost in
                    let (record, _) = InputRecord.aligned([.init("cost", .number(Number(cost)))], to: program.checked.schema)
                    return SheetInput(record: record, document: DocumentInfo(name: "s", pages: [], style: .line))
                }, schema: program.checked.schema)
        }
        func difference(_ costs: [Int]) -> RuleDifference {
            RuleDifference(
                old: Evaluation(old.checked, sheets(old, [5, 2])), new: Evaluation(new.checked, sheets(new, costs)),
                pairs: RulePair.pairs(old.checked, new.checked), sheets: SheetPair.same(2), areSheetsShared: false)
        }
        #expect(difference([5000, 2000]).isEmpty)
        let changed = difference([5000, 3500])
        #expect(changed.values.map(\.sum) == [Number(1500)])
        #expect(changed.decisions.first?.moved.map(\.new) == [.decided(.number(Number(3500)))])
    }
}
