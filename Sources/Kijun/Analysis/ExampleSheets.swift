import KijunSyntax

/// Sheets that show what a search found, and the words for what is on them.
struct ExampleSheets {
    struct Example {
        let isCertain: Bool
        let words: [Wording]
        let sheet: SheetInput?
        /// What stands on the sheet, where the words are about values that follow from it.
        var sheetWords: [Wording] = []
    }

    let rule: RuleID
    let analyzed: AnalyzedProgram
    let graph: ConditionGraph
    let rowPath: [Int]?
    private let candidates: CandidateSheets
    /// What the examples took, in the steps of ``DecisionAnalysis/Effort``.
    var cost: Int { candidates.cost }

    init(_ rule: RuleID, _ analyzed: AnalyzedProgram, _ graph: ConditionGraph, rowPath: [Int]?, candidates: Int) {
        self.rule = rule
        self.analyzed = analyzed
        self.graph = graph
        self.rowPath = rowPath
        self.candidates = CandidateSheets(rule, analyzed.program, rowPath: rowPath, count: candidates)
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
            let sheet = CandidateSheets.sheet(record)
            if !candidates.rows(on: [sheet], shows).isEmpty {
                return Example(isCertain: true, words: chosen.words(analyzed.writing), sheet: sheet)
            }
        }
        let chosen = ChosenValues(graph, box)
        let wanted = rules(box)
        guard let (sheet, values) = candidates.sheet(wanted, shows) else {
            return Example(isCertain: false, words: chosen.words(analyzed.writing), sheet: nil)
        }
        var actual: [Int: Number] = [:]
        for (item, value) in zip(wanted, values) {
            switch value {
            case .number(let number): actual[item.subject] = number
            case .year(let year): actual[item.subject] = Number(year)
            default: continue
            }
        }
        return Example(
            isCertain: true, words: chosen.with(actual).words(analyzed.writing), sheet: sheet, sheetWords: candidates.words(of: sheet))
    }

    /// What the regions say of rules whose values follow from others.
    private func rules(_ box: [RegionSet]) -> [CandidateSheets.Wanted] {
        var wanted: [CandidateSheets.Wanted] = []
        for (variable, description) in graph.variables.enumerated() where box[variable] != graph.regions(variable) {
            let regions = box[variable].regions.map { description.regions[$0] }
            switch description.kind {
            case .subject(let subject):
                if let rule = graph.reader.subjects[subject].rule { wanted.append((subject, rule, regions)) }
            case .form(let form):
                let coefficients = graph.forms[form].coefficients
                guard coefficients.count == 1, case .subject(let subject) = graph.terms[coefficients[0].term],
                    let rule = graph.reader.subjects[subject].rule
                else { continue }
                wanted.append((subject, rule, regions))
            case .list: continue
            }
        }
        return wanted
    }
}

extension ConditionGraph.Region {
    /// Whether a value lies in the region, or may.
    func contains(_ value: Value) -> Bool {
        switch (self, value) {
        case (.symbols(let symbols), .text(let text)): symbols.contains(nfkc(text))
        case (.symbols, _): false
        case (.yes, .yesno(let flag)): flag
        case (.no, .yesno(let flag)): !flag
        case (.yes, _), (.no, _): false
        case (.blank, _): value == .blank || value == .undetermined
        case (.known, _): value != .blank && value != .undetermined
        case (.point, .number(let number)), (.interval, .number(let number)): contains(number)
        case (.point, .year(let year)), (.interval, .year(let year)): contains(Number(year))
        case (.point, _), (.interval, _): false
        default: true
        }
    }

    private func contains(_ number: Number) -> Bool {
        var bounds = NumberBounds()
        bounds.narrow(to: self)
        return bounds.contains(number)
    }
}
