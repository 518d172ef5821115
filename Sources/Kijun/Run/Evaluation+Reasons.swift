public import KijunSyntax

/// A cell that a value comes from.
public struct Provenance: Hashable, Sendable {
    /// The sheet's number in the ``SheetSet``.
    public let sheet: Int
    /// The path of the field: `projects.cost`.
    public let field: String
    /// nil where the sheet came without cells (a record).
    public let cell: CellAddress?
    /// What is written there, where another value is tried in its place; nil where the sheet's own value was read.
    public let trial: TrialMark?
}

/// Why a value is unknown.
public enum Reason: Hashable, Sendable {
    /// An empty cell, or one that could not be read.
    case blankCell(Provenance)
    /// A table or list that the sheet does not have.
    case missingTable(sheet: Int, field: String)
    case divisionByZero(Span)
    /// `t[key]`, `list[n]`, `first` of what is not there.
    case missingRow(Span)
    /// `min`, `max`, `mean` of nothing.
    case emptyList(Span)
    /// A parameter has no value for so early a year.
    case noParameter(year: Int, Span)
    /// A symbol without a place in the scale.
    case outsideScale(Span)
    /// A decision that it reads has a conflict or no case.
    case openDecision(DecisionResult.State, Span)
    /// `blank` in the rules.
    case blank(Span)
    case failure(Failure, Span)
}

extension Evaluation {
    /// The most reasons and cells that are collected for one result.
    static let maximumReasons = 100

    /// Why a column is unknown in a row: followed down through every operand that is unknown itself.
    func reasons(_ node: NodeID, _ row: Int) -> [Reason] {
        var found: [Reason] = []
        var seen: Set<Place> = []
        var open = [Place(node: node, row: row)]
        while let place = open.popLast(), found.count < Self.maximumReasons {
            guard seen.insert(place).inserted, let step = self.node(at: place) else { continue }
            if case .decide(_, let conditions, let outcomes) = step.operation {
                var below = operands(of: step, place.row).filter(isUnknown)
                if below.isEmpty {
                    // Cases that hold, with an outcome that is unknown.
                    below = zip(conditions, outcomes).filter { holds($0.0, place.row) }.map { Place(node: $0.1, row: place.row) }
                        .filter(isUnknown)
                }
                open.append(contentsOf: below.reversed())
                continue
            }
            if case .outcome(let state, _) = step.operation, let reason = openDecision(state, place.row, step.span) {
                found.append(reason)
                continue
            }
            let below = operands(of: step, place.row).filter(isUnknown)
            if below.isEmpty {
                if let reason = leaf(step, place), !found.contains(reason) { found.append(reason) }
            } else {
                open.append(contentsOf: below.reversed())
            }
        }
        return found
    }

    /// The cells that a column's value in a row comes from. Cells of the row itself come alone; only where there are none
    /// do the elements of sums and counts count.
    func provenance(_ node: NodeID, _ row: Int) -> [Provenance] {
        let near = cells(node, row, throughLists: false)
        return near.isEmpty ? cells(node, row, throughLists: true) : near
    }

    /// The row's own cells first, then those of the lists that it reads.
    private func cells(_ node: NodeID, _ row: Int, throughLists: Bool) -> [Provenance] {
        let home = evaluator.frame(of: node)
        var found: [Provenance] = []
        var others: [Provenance] = []
        var seen: Set<Place> = []
        var open = [Place(node: node, row: row)]
        while let place = open.popLast(), found.count + others.count < Self.maximumReasons {
            guard seen.insert(place).inserted, let step = self.node(at: place) else { continue }
            switch step.operation {
            case .input(let table, let field):
                guard let cell = provenance(table, field, place.row, step.frame), !found.contains(cell), !others.contains(cell)
                else { continue }
                if step.frame == home { found.append(cell) } else { others.append(cell) }
            case .aggregate, .within, .join:
                if throughLists {
                    open.append(contentsOf: operands(of: step, place.row).reversed())
                } else {
                    open.append(contentsOf: operands(of: step, place.row).filter { evaluator.frame(of: $0.node) == step.frame }.reversed())
                }
            default: open.append(contentsOf: operands(of: step, place.row).reversed())
            }
        }
        return found + others
    }

    struct Place: Hashable {
        let node: NodeID
        let row: Int
    }

    private func node(at place: Place) -> Node? {
        guard case .column(let node) = planner.plan.steps[Int(place.node)], evaluator.has(place.node),
            place.row < evaluator.rows(node.frame).count
        else { return nil }
        return node
    }

    func isUnknown(_ place: Place) -> Bool {
        guard let node = node(at: place) else { return false }
        if case .decide = node.operation {
            guard case .indices(let states) = evaluator.column(place.node).values else { return false }
            return states[place.row] < 0
        }
        return !evaluator.column(place.node).status(place.row).isKnown
    }

    private func openDecision(_ state: NodeID, _ row: Int, _ span: Span) -> Reason? {
        guard case .indices(let states) = evaluator.column(state).values else { return nil }
        switch states[row] {
        case DecisionState.noCase: return .openDecision(.noCase, span)
        case DecisionState.conflict: return .openDecision(.conflict, span)
        default: return nil
        }
    }

    func provenance(_ table: Int, _ field: Int, _ row: Int, _ frame: FrameID) -> Provenance? {
        guard !sheets.tables[table].cells.isEmpty else { return nil }
        let cells = sheets.tables[table].cells[field]
        guard row < cells.count else { return nil }
        return Provenance(
            sheet: evaluator.row(row, of: frame, in: Plan.sheets), field: sheets.layout.tables[table].slots[field].path,
            cell: cells[row], trial: sheets.trials.isEmpty ? nil : sheets.trials[SheetSet.Cell(table: table, slot: field, row: row)])
    }

    /// The reason of an unknown row whose operands are all known.
    private func leaf(_ node: Node, _ place: Place) -> Reason? {
        let row = place.row
        if let failure = evaluator.column(place.node).status(row).failure { return .failure(failure, node.span) }
        switch node.operation {
        case .input(let table, let field): return provenance(table, field, row, node.frame).map { .blankCell($0) }
        case .divide, .modulo, .power: return .divisionByZero(node.span)
        case .lookup, .element, .place, .gather: return .missingRow(node.span)
        case .aggregate(_, let frame, _), .within(_, let frame, _), .join(let frame, _, _, _, _):
            return missingTable(frame, row, of: node.frame) ?? .emptyList(node.span)
        case .byYear(let year, _, _):
            guard case .years(let years) = evaluator.column(year).values else { return nil }
            return .noParameter(year: Int(years[evaluator.column(year).place(row)]), node.span)
        case .rank: return .outsideScale(node.span)
        default: return .blank(node.span)
        }
    }

    func missingTable(_ frame: FrameID, _ row: Int, of target: FrameID) -> Reason? {
        var frame = frame
        while true {
            if case .input(let table) = planner.plan.frames[Int(frame)].kind {
                let parent = planner.parent(of: frame)
                guard planner.lies(target, under: parent) else { return nil }
                let above = evaluator.row(row, of: target, in: parent)
                guard !evaluator.rows(frame).certainty(above).isKnown else { return nil }
                return .missingTable(
                    sheet: evaluator.row(above, of: parent, in: Plan.sheets), field: sheets.layout.tables[table].path)
            }
            guard let source = planner.plan.frames[Int(frame)].kind.frames.first, source != frame else { return nil }
            frame = source
        }
    }
}
