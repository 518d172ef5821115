import KijunSyntax

/// Sheets that show what a search found, and the words for what is on them.
struct ExampleSheets {
    struct Example {
        let isCertain: Bool
        let words: [Wording]
        let sheet: SheetInput?
    }

    let rule: RuleID
    let analyzed: AnalyzedProgram
    let graph: ConditionGraph
    let rowPath: [Int]?
    let candidates: Int

    init(_ rule: RuleID, _ analyzed: AnalyzedProgram, _ graph: ConditionGraph, rowPath: [Int]?, candidates: Int) {
        self.rule = rule
        self.analyzed = analyzed
        self.graph = graph
        self.rowPath = rowPath
        self.candidates = candidates
    }

    /// An example for regions: one that evaluation confirms, if there is one.
    ///
    /// - Parameters:
    ///   - regions: what the search found.
    ///   - box: the same with what does not matter left open.
    ///   - shows: whether the result of the decision is the one that was looked for.
    func example(of regions: [RegionSet], within box: [RegionSet], _ shows: (DecisionResult) -> Bool) -> Example {
        for regions in [box, regions] {
            let chosen = ChosenValues(graph, regions)
            guard let record = chosen.record(schema: analyzed.program.schema, rowPath: rowPath) else { continue }
            let sheet = Self.sheet(record)
            if isShown(on: [sheet], shows) != nil { return Example(isCertain: true, words: chosen.words(in: analyzed.program), sheet: sheet) }
        }
        let words = ChosenValues(graph, box).words(in: analyzed.program)
        if let (sheet, found) = candidate(shows) { return Example(isCertain: true, words: found, sheet: sheet) }
        return Example(isCertain: false, words: words, sheet: nil)
    }

    static func sheet(_ record: InputRecord) -> SheetInput {
        SheetInput(record: record, document: DocumentInfo(name: "example", pages: [], style: .line))
    }

    /// The first sheet on which the decision comes out as wanted, and the row.
    func isShown(on sheets: [SheetInput], _ shows: (DecisionResult) -> Bool) -> (sheet: Int, row: Int)? {
        let program = analyzed.program.asking([])
        let evaluation = Evaluation(program, SheetSet(sheets, schema: program.schema), only: [rule])
        guard evaluation.stop == nil else { return nil }
        for sheet in sheets.indices {
            for row in evaluation.rows(of: rule, sheet: sheet) {
                if let result = evaluation.decision(rule, row: row), shows(result) { return (sheet, row) }
            }
        }
        return nil
    }

    private func candidate(_ shows: (DecisionResult) -> Bool) -> (SheetInput, [Wording])? { nil }
}
