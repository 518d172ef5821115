@testable import Kijun
import KijunSyntax
import TestSupport
import Testing

/// Decisions made by chance: what the analysis says of them is held against evaluation.
@Suite struct `What is said of decisions is so` {
    private static let schema = Program(DecisionMaker.form).checked.schema
    private static let sheets: SheetSet = {
        var maker = DecisionMaker(seed: 42)
        return SheetSet(maker.sheets(10_000, schema), schema: schema)
    }()

    @Test(arguments: 0..<6)
    func `gaps, conflicts, complete decisions and cases that never decide`(_ part: Int) {
        var told = (gaps: 0, conflicts: 0, never: 0, complete: 0, possible: 0, stopped: 0)
        for seed in (part * 40)..<(part * 40 + 40) {
            var maker = DecisionMaker(seed: seed)
            let text = maker.decision(depth: 1 + seed % 3)
            let program = Program(DecisionMaker.form + text)
            guard program.isRunnable, let rule = program.checked.rules.firstIndex(where: { $0.name == "d" }),
                case .decision(let decision) = program.checked.rules[rule].body,
                let analysis = DecisionAnalysis(of: rule, in: program.checked)
            else {
                Issue.record("seed \(seed) is no program:\n\(text)\(program.diagnostics.map(\.message.en))")
                continue
            }
            let states = Evaluation(program.checked, Self.sheets, only: [rule]).states(of: rule)
            let gap = states.firstIndex(of: DecisionState.noCase)
            let conflict = states.firstIndex(of: DecisionState.conflict)
            var stopped = false
            for finding in analysis.findings {
                let result = finding.sheet.flatMap { sheet in
                    Evaluation(program.checked, SheetSet([sheet], schema: Self.schema), only: [rule]).decision(rule, row: 0)
                }
                switch finding.kind {
                case .gap:
                    if finding.isCertain { #expect(result?.state == .noCase, "seed \(seed)\n\(text)") } else { told.possible += 1 }
                    told.gaps += 1
                case .conflict:
                    if finding.isCertain { #expect(result?.state == .conflict, "seed \(seed)\n\(text)") } else { told.possible += 1 }
                    told.conflicts += 1
                case .neverDecides(let index, _):
                    #expect(!states.contains(Int32(index)), "seed \(seed), case \(index)\n\(text)")
                    told.never += 1
                case .otherwiseNeverReached:
                    let otherwise = Int32(decision.exceptions.count + decision.cases.count)
                    #expect(!states.contains(otherwise), "seed \(seed), otherwise\n\(text)")
                    told.never += 1
                case .notCovered: stopped = true
                }
            }
            if stopped { told.stopped += 1 }
            if analysis.isComplete { #expect(gap == nil, "seed \(seed) has a gap\n\(text)") }
            if analysis.isFreeOfConflict { #expect(conflict == nil, "seed \(seed) has a conflict\n\(text)") }
            if analysis.isComplete { told.complete += 1 }
        }
        #expect(told.gaps > 5 && told.conflicts > 5 && told.complete > 5, "too little to look at: \(told)")
        #expect(told.possible < 25, "most values here can be given: \(told)")
        #expect(told.stopped < 5)
    }

    @Test func `--same agrees with evaluation`() {
        var counts = (same: 0, different: 0, open: 0)
        for seed in 0..<150 {
            var maker = DecisionMaker(seed: 10_000 + seed)
            let old = maker.decision(depth: seed % 2)
            let new = seed % 3 == 0 ? Self.rewritten(old) : seed % 3 == 1 ? old.replacingOne("○", by: "△") : maker.decision(depth: seed % 2)
            let programs = [old, new].map { Program(DecisionMaker.form + $0).checked }
            let rules = programs.map { program in program.rules.firstIndex { $0.name == "d" } ?? 0 }
            guard let comparison = DecisionComparison(rules[0], in: programs[0], rules[1], in: programs[1]) else {
                Issue.record("seed \(seed) is not compared\n\(old)\n\(new)")
                continue
            }
            func outcomes(_ index: Int) -> [Value] {
                let evaluation = Evaluation(programs[index], Self.sheets, only: [rules[index]])
                let states = evaluation.states(of: rules[index])
                return (0..<4_000).map { sheet in
                    states[sheet] >= 0 ? evaluation.value(of: rules[index], row: sheet) : .number(Number(Int(states[sheet])))
                }
            }
            let (first, second) = (outcomes(0), outcomes(1))
            let differs = zip(first, second).contains { $0 != $1 }
            switch comparison.verdict {
            case .same:
                counts.same += 1
                #expect(!differs, "seed \(seed) differs\n\(old)\n\(new)")
            case .different(_, let before, let after):
                counts.different += 1
                #expect(before.state != after.state || before.value != after.value, "seed \(seed)\n\(old)\n\(new)")
            case .notProven: counts.open += 1
            }
        }
        #expect(counts.same > 20 && counts.different > 20 && counts.open < 40, "\(counts)")
    }

    /// The same cases in words that mean the same.
    private static func rewritten(_ text: String) -> String {
        text.split(separator: "\n").map { line -> String in
            guard let arrow = line.range(of: " -> "), !line.contains("otherwise"), !line.contains("first:"),
                let colon = line.firstIndex(of: ":") ?? line.firstIndex(of: " ")
            else { return String(line) }
            let start = line.hasPrefix("  ") ? line.index(line.startIndex, offsetBy: 2) : line.index(colon, offsetBy: 2)
            return line[..<start] + "!(!(\(line[start..<arrow.lowerBound])))" + line[arrow.lowerBound...]
        }.joined(separator: "\n") + "\n"
    }

    @Test func `the lines to add close the gaps and contradict nothing`() {
        var counts = (closed: 0, several: 0)
        for seed in 0..<160 {
            var maker = DecisionMaker(seed: 20_000 + seed)
            let text = maker.decision(depth: 1 + seed % 2)
            // Other decisions and parameters are followed only while there is room for it, and a line more may be one too many.
            if ["grade", "lim"].contains(where: text.contains) { continue }
            let program = Program(DecisionMaker.form + text)
            guard let rule = program.checked.rules.firstIndex(where: { $0.name == "d" }),
                let before = DecisionAnalysis(of: rule, in: program.checked)
            else { continue }
            let gaps = before.findings.filter { if case .gap = $0.kind { true } else { false } }
            let conditions = gaps.compactMap(\.condition)
            guard !gaps.isEmpty, conditions.count == gaps.count, before.further.gaps == 0 else { continue }
            #expect(Set(gaps.map { $0.range.map(\.en) }).count == gaps.count, "seed \(seed): two gaps are told alike\n\(text)")
            var lines = text.split(separator: "\n").map { String($0) }
            let isBlock = lines.contains("d first:")
            // The lines of a block stand together, before what may follow it.
            let place = isBlock ? (lines.lastIndex { $0.hasPrefix("  ") } ?? 0) + 1 : lines.count
            let added = conditions.enumerated().map { "\(isBlock ? "  " : "d: ")\($1) -> new\($0)" }
            lines.insert(contentsOf: added, at: place)
            let filled = Program(DecisionMaker.form + lines.joined(separator: "\n") + "\n")
            guard let own = filled.checked.rules.firstIndex(where: { $0.name == "d" }), filled.isRunnable,
                let after = DecisionAnalysis(of: own, in: filled.checked)
            else {
                Issue.record(
                    "seed \(seed): the lines cannot be added\n\(lines.joined(separator: "\n"))\n\(filled.diagnostics.map(\.message.en))")
                continue
            }
            #expect(after.isComplete, "seed \(seed): a gap is left\n\(lines.joined(separator: "\n"))\n\(after.findings.map(\.range))")
            func conflicts(_ analysis: DecisionAnalysis) -> Int {
                analysis.findings.count { if case .conflict = $0.kind { true } else { false } } + analysis.further.conflicts
            }
            #expect(conflicts(after) == conflicts(before), "seed \(seed): a new conflict\n\(lines.joined(separator: "\n"))")
            counts.closed += 1
            if gaps.count > 1 { counts.several += 1 }
        }
        #expect(counts.closed >= 5 && counts.several >= 3, "too little to look at: \(counts)")
    }

    @Test func `forty questions stay within the bound`() throws {
        var text = "form f\n"
        for index in 1...10 { text += "  f\(index): number\n" }
        for index in 1...10 {
            text += "d first:\n".replacingOne("d first:\n", by: index == 1 ? "d first:\n" : "")
            text += "  f\(index) > 3 -> a\n  1 < f\(index) <= 3 && f\(index % 10 + 1) <= 1 -> b\n  f\(index) == 0 -> c\n"
        }
        let program = Program(text)
        let rule = try #require(program.checked.rules.firstIndex { $0.name == "d" })
        let analysis = try #require(DecisionAnalysis(of: rule, in: program.checked))
        #expect(analysis.questions >= 40)
        #expect(analysis.steps < 1_500_000)
        #expect(!analysis.findings.contains { if case .notCovered = $0.kind { true } else { false } })
        #expect(!analysis.isComplete)
    }

    @Test func `a chain of forty thresholds is proved complete`() throws {
        var text = "form f\n  x: number\n"
        text += "d: x < 0 -> a0\n"
        for index in 0..<40 { text += "d: \(index) <= x < \(index + 1) -> a\(index + 1)\n" }
        text += "d: x >= 40 -> top\n"
        let program = Program(text)
        let rule = try #require(program.checked.rules.firstIndex { $0.name == "d" })
        let analysis = try #require(DecisionAnalysis(of: rule, in: program.checked))
        #expect(analysis.isComplete && analysis.isFreeOfConflict && analysis.findings.isEmpty)
        #expect(analysis.steps < 300_000)
    }
}

extension String {
    fileprivate func replacingOne(_ old: String, by new: String) -> String {
        guard let range = self.range(of: old) else { return self }
        return replacingCharacters(in: range, with: new)
    }
}

extension StringProtocol {
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            formIndex(after: &start)
        }
        return nil
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with new: String) -> String {
        self[..<range.lowerBound] + new + self[range.upperBound...]
    }
}
