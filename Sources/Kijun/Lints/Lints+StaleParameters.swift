import KijunSyntax

/// K0912 in the rules alone: a parameter read for a year that is written out and comes after its last entry. Which years the
/// sheets have is known when they are read: ``Evaluation/staleParameters``.
extension Lints {
    mutating func findStaleParameters() {
        var found: [Diagnostic] = []
        forEach(in: ruleExpressions + program.instances.map(\.body)) { next in
            guard case .parameter(let index, let year) = next.kind, case .year(let wanted)? = constant(year),
                let last = program.parameters[index].entries.last, wanted > last.from
            else { return }
            let parameter = program.parameters[index]
            found.append(.staleParameter(parameter.name, read: wanted, last: last.from, at: next.span, entry: last.span))
        }
        diagnostics += found
    }
}

/// A parameter whose last value was used for sheets of later years.
public struct StaleParameter: Sendable {
    /// An index into ``CheckedProgram/parameters``.
    public let parameter: Int
    /// The common-era year from which its last value holds.
    public let last: Int
    /// How many sheets read it for which later year, by rising year; 0 where they are not counted.
    public private(set) var reads: [(year: Int, sheets: Int)]

    /// Adds what other sheets read of the same parameter.
    public mutating func add(_ others: StaleParameter) {
        for (year, sheets) in others.reads {
            guard let index = reads.firstIndex(where: { $0.year >= year }) else {
                reads.append((year, sheets))
                continue
            }
            if reads[index].year == year { reads[index].sheets += sheets } else { reads.insert((year, sheets), at: index) }
        }
    }
}

extension Evaluation {
    /// The parameters that what was evaluated read for years after their last value: never a guess, because every value remembers
    /// for which year it was read. A year that the rules write out is no matter of the sheets.
    public var staleParameters: [StaleParameter] {
        planner.yearsOfParameters.sorted { $0.key < $1.key }.compactMap { parameter, years in
            guard let last = program.parameters[parameter].entries.last?.from else { return nil }
            var sheetsByYear: [Int: Set<Int>] = [:]
            for year in years { collectSheets(readingFor: year, after: last, into: &sheetsByYear) }
            if sheetsByYear.isEmpty { return nil }
            let reads = sheetsByYear.map { (year: $0.key, sheets: $0.value.count) }.sorted { $0.year < $1.year }
            return StaleParameter(parameter: parameter, last: last, reads: reads)
        }
    }

    private func collectSheets(readingFor year: NodeID, after last: Int, into result: inout [Int: Set<Int>]) {
        var year = year
        // In the rows of `sheets` the column is a copy of that of each sheet.
        while !planner.lies(evaluator.frame(of: year), under: Plan.sheets) {
            guard case .column(let node) = evaluator.plan.steps[Int(year)], case .gather(let source, _) = node.operation else { return }
            year = source
        }
        guard Int(year) < evaluator.columns.count, evaluator.has(year) else { return }
        let column = evaluator.column(year)
        guard case .years(let years) = column.values else { return }
        let frame = evaluator.frame(of: year)
        for row in 0..<evaluator.rows(frame).count where column.status(row).isKnown {
            let value = Int(years[column.place(row)])
            if value > last { result[value, default: []].insert(evaluator.row(row, of: frame, in: Plan.sheets)) }
        }
    }
}
