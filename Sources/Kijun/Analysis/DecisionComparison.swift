public import KijunSyntax

/// Whether two decisions, of two programs, agree on every input: outcome by outcome, and where they have none.
public struct DecisionComparison: Sendable {
    public enum Verdict: Sendable {
        /// They agree on every input: proved.
        case same
        /// They differ, as the example shows: evaluated in both.
        case different(example: [Wording], old: DecisionResult, new: DecisionResult)
        /// Neither a proof nor an example was found.
        case notProven(Reason)
    }

    public enum Reason: Sendable {
        /// They differ if values that follow from others may be these.
        case unseen([Wording])
        case tooManyCombinations
        /// The fields of this name have different types.
        case otherFields(String)
    }

    /// More cases are not compared: what follows from the order of them nests that deep.
    private static let maximumCases = 500

    public let verdict: Verdict
    /// How many nodes were looked at.
    public let steps: Int

    /// nil where one of the rules is no decision, or one is on a table and the other is not on a table of that name.
    ///
    /// - Parameters:
    ///   - old: a decision of the first program.
    ///   - new: a decision of the second.
    public init?(
        _ old: RuleID, in oldProgram: CheckedProgram, _ new: RuleID, in newProgram: CheckedProgram,
        effort: DecisionAnalysis.Effort = DecisionAnalysis.Effort()
    ) {
        guard oldProgram.rules[old].table == newProgram.rules[new].table else { return nil }
        if let name = oldProgram.schema.conflict(with: newProgram.schema) {
            (verdict, steps) = (.notProven(.otherFields(name)), 0)
            return
        }
        let pool = ExpressionIdentity.Pool()
        let first = AnalyzedProgram(oldProgram, pool: pool)
        let second = AnalyzedProgram(newProgram, pool: pool)
        if case .decision = oldProgram.rules[old].body, let identity = first.identities.number(ofRule: old),
            identity == second.identities.number(ofRule: new)
        {
            (verdict, steps) = (.same, 0)
            return
        }
        for (rule, program) in [(old, oldProgram), (new, newProgram)] {
            guard case .decision(let decision) = program.rules[rule].body else { return nil }
            if decision.cases.count + decision.exceptions.count > Self.maximumCases {
                (verdict, steps) = (.notProven(.tooManyCombinations), 0)
                return
            }
        }
        guard let search = ComparisonSearch(first, old, second, new, effort) else { return nil }
        let (found, work) = search.run()
        if case .notProven = found, search.sawDecision,
            let simpler = ComparisonSearch(first, old, second, new, effort, seesDecisions: false)
        {
            let (other, more) = simpler.run()
            if case .notProven = other { (verdict, steps) = (found, work + more) } else { (verdict, steps) = (other, work + more) }
        } else {
            (verdict, steps) = (found, work)
        }
    }
}

/// The search for an input on which two decisions differ.
struct ComparisonSearch {
    private struct Side {
        let analyzed: AnalyzedProgram
        let rule: RuleID
        let decision: Decision
    }

    private let old: Side
    private let new: Side
    private let layout: RecordSchema
    private let rowPath: [Int]?
    private let difference: Int
    private let graph: ConditionGraph
    private let effort: DecisionAnalysis.Effort

    /// So many examples are tried before it is left open.
    private static let maximumExamples = 12

    /// Some decision that is read was read as its cases.
    var sawDecision: Bool { graph.reader.sawDecision }

    init?(
        _ first: AnalyzedProgram, _ old: RuleID, _ second: AnalyzedProgram, _ new: RuleID, _ effort: DecisionAnalysis.Effort,
        seesDecisions: Bool = true
    ) {
        guard case .decision(let oldDecision) = first.program.rules[old].body,
            case .decision(let newDecision) = second.program.rules[new].body
        else { return nil }
        self.old = Side(analyzed: first, rule: old, decision: oldDecision)
        self.new = Side(analyzed: second, rule: new, decision: newDecision)
        self.effort = effort
        layout = first.program.schema.union(second.program.schema)
        let table = first.program.rules[old].table
        rowPath = table.isEmpty ? [] : first.path(ofTable: table, in: layout)
        let reader = ConditionReader(first, layout: layout, isExhaustive: true, seesDecisions: seesDecisions)
        var outcomes = OutcomeClasses()
        let before = ResultNodes(self.old.analyzed, old, oldDecision, rowPath, reader, &outcomes)
        reader.turn(to: second)
        let after = ResultNodes(self.new.analyzed, new, newDecision, rowPath, reader, &outcomes)
        difference = before.difference(from: after, reader, areLiteral: outcomes.areLiteral)
        graph = ConditionGraph(reader)
    }

    func run() -> (DecisionComparison.Verdict, Int) {
        var search = CaseSearch(graph, limit: effort.steps)
        let goals = [CaseSearch.Goal(node: difference, truth: .yes)]
        var found: [[RegionSet]] = []
        var unseen: [Wording]?
        while !graph.isTooWide, found.count < Self.maximumExamples {
            switch search.search(goals, outside: found) {
            case .none:
                if found.isEmpty { return (.same, search.work) }
                return (byChance() ?? .notProven(.unseen(unseen ?? [])), search.work)
            case .stopped: return (byChance() ?? .notProven(.tooManyCombinations), search.work)
            case .found(let regions):
                let box = search.widened(regions, goals)
                found.append(box)
                for regions in [box, regions] {
                    let chosen = ChosenValues(graph, regions)
                    if unseen == nil { unseen = chosen.words(old.analyzed.writing) }
                    guard let record = chosen.record(schema: layout, rowPath: rowPath), let results = results(record) else { continue }
                    let words = self.words(chosen, record)
                    return (.different(example: words, old: results.old, new: results.new), search.work)
                }
            }
        }
        let reason: DecisionComparison.Reason = graph.isTooWide ? .tooManyCombinations : .unseen(unseen ?? [])
        return (byChance() ?? .notProven(reason), search.work)
    }

    /// What is chosen; where nothing is, what stands on the sheet, also what is blank there.
    private func words(_ chosen: ChosenValues, _ record: InputRecord) -> [Wording] {
        let words = chosen.words(old.analyzed.writing)
        if !words.isEmpty { return words }
        for side in [old, new] {
            let maker = CandidateSheets(side.rule, side.analyzed.program, rowPath: rowPath, count: 0)
            let sheet = CandidateSheets.sheet(record.aligned(from: layout, to: side.analyzed.program.schema))
            let words = maker.words(of: sheet, withBlanks: true)
            if !words.isEmpty { return words }
        }
        return []
    }

    /// The results of both, where they differ.
    private func results(_ record: InputRecord) -> (old: DecisionResult, new: DecisionResult)? {
        let first = evaluated([record], old)
        let second = evaluated([record], new)
        for (before, after) in zip(first[0], second[0]) where isDifferent(before, after) { return (before, after) }
        return nil
    }

    private func isDifferent(_ before: DecisionResult, _ after: DecisionResult) -> Bool {
        if before.state != after.state { return true }
        guard before.state == .decided else { return false }
        let (own, other) = (old.analyzed.program.rules[old.rule].type, new.analyzed.program.rules[new.rule].type)
        if case .number(let first) = own, case .number(let second) = other, !first.unit.hasSameDimension(as: second.unit) { return true }
        switch (before.value, after.value.converted(from: other, to: own)) {
        case (.text(let first), .text(let second)): return nfkc(first) != nfkc(second)
        case (let first, let second): return first != second
        }
    }

    private func evaluated(_ records: [InputRecord], _ side: Side) -> [[DecisionResult]] {
        let program = side.analyzed.program.asking([])
        let sheets = records.map { CandidateSheets.sheet($0.aligned(from: layout, to: program.schema)) }
        let evaluation = Evaluation(program, SheetSet(sheets, schema: program.schema), only: [side.rule])
        guard evaluation.stop == nil else { return records.map { _ in [] } }
        return sheets.indices.map { sheet in
            evaluation.rows(of: side.rule, sheet: sheet).compactMap { evaluation.decision(side.rule, row: $0) }
        }
    }

    /// A sheet made by chance on which they differ, with as little on it as possible.
    private func byChance() -> DecisionComparison.Verdict? {
        let candidates = [old, new].map { side in
            CandidateSheets(side.rule, side.analyzed.program, rowPath: rowPath, count: effort.candidates)
        }
        for (maker, side) in zip(candidates, [old, new]) {
            let records = maker.all.map { $0.record.aligned(from: side.analyzed.program.schema, to: layout) }
            guard !records.isEmpty else { continue }
            guard var record = differing(records) else { continue }
            for _ in 0..<24 { if let simpler = differing(record.simplifications) { record = simpler } else { break } }
            guard let results = results(record) else { continue }
            let own = CandidateSheets.sheet(record.aligned(from: layout, to: side.analyzed.program.schema))
            return .different(example: maker.words(of: own, withBlanks: true), old: results.old, new: results.new)
        }
        return nil
    }

    private func differing(_ records: [InputRecord]) -> InputRecord? {
        guard !records.isEmpty else { return nil }
        let (first, second) = (evaluated(records, old), evaluated(records, new))
        return records.indices.first { index in
            zip(first[index], second[index]).contains { isDifferent($0, $1) }
        }.map { records[$0] }
    }
}

/// The outcomes of both decisions by number, the same for the same outcome.
struct OutcomeClasses {
    private struct Key: Hashable {
        /// What a literal is, in the smallest unit; or the identity of another expression.
        let value: String
        let unit: String
    }

    private var numbers: [Key: Int] = [:]
    /// Different numbers are different outcomes.
    private(set) var areLiteral = true

    mutating func number(of outcome: CheckedExpression, identity: Int) -> Int {
        var unit = ""
        var factor = 0
        if case .number(let type) = outcome.type, !type.unit.isNone {
            unit = "\(type.unit.factors.map { "\($0.name)^\($0.exponent)" })"
            factor = type.unit.scale
        }
        let key: Key
        switch outcome.kind {
        case .text(let text): key = Key(value: "text \(nfkc(text))", unit: "")
        case .year(let year): key = Key(value: "year \(year)", unit: "")
        case .yesno(let flag): key = Key(value: "\(flag)", unit: "")
        case .number(let number):
            let base = number.shifted(powerOfTen: factor)
            if base == nil { areLiteral = false }
            key = Key(value: base.map { "number \($0.plainText)" } ?? "\(identity) \(factor)", unit: unit)
        default:
            areLiteral = false
            key = Key(value: "\(identity) \(factor)", unit: unit)
        }
        if let known = numbers[key] { return known }
        numbers[key] = numbers.count
        return numbers.count - 1
    }
}
