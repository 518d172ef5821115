import KijunSyntax

/// A value of every sheet, as one column: for whoever writes out all of them. An object: who goes from sheet to sheet and from name to
/// name counts one reference and not those of all arrays.
package final class SheetColumn: Sendable {
    /// In the frame of the sheets, or one row for all of them.
    package let column: Column
    /// What every sheet has is row 0.
    package let isOfSet: Bool
    /// Of a decision how each row came out; nil for anything else.
    package let outcomes: Column?

    init(column: Column, isOfSet: Bool, outcomes: Column?) {
        self.column = column
        self.isOfSet = isOfSet
        self.outcomes = outcomes
    }

    /// The row of a sheet in ``column``.
    package func row(of sheet: Int) -> Int { isOfSet ? 0 : sheet }

    /// How a decision came out that has no value on a sheet.
    package func openState(_ sheet: Int) -> DecisionResult.State {
        guard let outcomes, case .indices(let codes) = outcomes.values else { return .undetermined }
        return switch codes[outcomes.place(row(of: sheet))] {
        case DecisionState.noCase: .noCase
        case DecisionState.conflict: .conflict
        default: .undetermined
        }
    }
}

/// Of a check or decision on rows what the rows of a sheet come to. A sheet without rows has none of these.
package struct RowStates: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A row fails the check.
    package static let failed = RowStates(rawValue: 1)
    /// Of a row the check could not be told.
    package static let untold = RowStates(rawValue: 2)
    /// On a row the decision has no value.
    package static let open = RowStates(rawValue: 4)
    /// As ``open``, because the row has no case, is in conflict, or depends on something unknown, and not because a computation failed.
    package static let undetermined = RowStates(rawValue: 8)
}

extension Evaluation {
    /// The column of a rule of the sheets or of the set; nil for a rule on rows, and for what is a list, a table or a record.
    package func sheetColumn(of rule: RuleID) -> SheetColumn? {
        guard let planned = planner.rules[rule], planned.frame == Plan.root || planned.frame == Plan.sheets, let shape = shapes[rule]
        else { return nil }
        guard case .decision(let state, _, _) = planned.kind else { return sheetColumn(shape) }
        return sheetColumn(shape, outcomes: evaluator.column(state), isOfSet: planned.frame == Plan.root)
    }

    /// The column of a field; nil for what is a list, a table or a record.
    package func sheetColumn(ofField field: Int) -> SheetColumn? {
        let value = planLate(locals: [:], readsSheet: true) { $0.input(0, field: field, at: .none) }
        let shape = planLate(locals: [:], readsSheet: true) { $0.shape(value, program.schema.fields[field].type) }
        guard case .scalar(let node, _) = shape else { return nil }
        compute([node], frames: [])
        return sheetColumn(shape)
    }

    private func sheetColumn(_ shape: Shape, outcomes: Column? = nil, isOfSet: Bool? = nil) -> SheetColumn? {
        guard case .scalar(let node, _) = shape else { return nil }
        let frame = evaluator.frame(of: node)
        // Of a decision the outcome may be one for all sheets, but not whether there is one.
        guard frame == Plan.root || frame == Plan.sheets, isOfSet.map({ $0 == (frame == Plan.root) }) ?? true else { return nil }
        return SheetColumn(column: evaluator.column(node), isOfSet: frame == Plan.root, outcomes: outcomes)
    }

    /// A text of a column by its number.
    package func text(_ number: UInt32) -> String { evaluator.pool[number] }

    /// What the rows of each sheet come to in a check or a decision.
    ///
    /// - Returns: one a sheet; nil where all rows of all sheets pass, or are decided.
    package func rowStates(of rule: RuleID) -> [RowStates]? {
        guard let planned = planner.rules[rule] else { return nil }
        let of: (Int) -> RowStates
        let isPlain: Bool
        switch planned.kind {
        case .definition: return nil
        case .check(let node, _, _):
            let column = evaluator.column(node)
            guard case .flags(let flags) = column.values else {
                (of, isPlain) = ({ _ in .untold }, false)
                break
            }
            if column.status == nil, planned.frame == Plan.sheets, !column.isConstant {
                return flags.contains(false) ? flags.map { $0 ? [] : .failed } : nil
            }
            isPlain = column.status == nil && !flags.contains(false)
            of = { row in column.status(row).isKnown ? flags[column.place(row)] ? [] : .failed : .untold }
        case .decision(let state, let value, _):
            let (states, column) = (evaluator.column(state), evaluator.column(value))
            guard case .indices(let codes) = states.values else {
                (of, isPlain) = ({ _ in [.open, .undetermined] }, false)
                break
            }
            let frame = evaluator.frame(of: value)
            var isBlank = false
            if case .blanks = column.values { isBlank = true }
            isPlain = column.status == nil && !isBlank && !codes.contains { $0 < 0 }
            of = { [evaluator] row in
                let status = column.status(frame == planned.frame ? row : evaluator.row(row, of: planned.frame, in: frame))
                if status.failure != nil { return .open }
                return codes[states.place(row)] < 0 || !status.isKnown || isBlank ? [.open, .undetermined] : []
            }
        }
        if isPlain { return nil }
        let (starts, isOfSet) = rowStarts(of: planned.frame)
        func states(_ index: Int) -> RowStates {
            var states: RowStates = []
            for row in starts[index]..<starts[index + 1] { states.formUnion(of(row)) }
            return states
        }
        return isOfSet ? Array(repeating: states(0), count: sheets.count) : (0..<sheets.count).map(states)
    }

    /// Where the rows of each sheet begin in a frame, and where the last end; of a frame that is not of the sheets those of all together.
    private func rowStarts(of frame: FrameID) -> (starts: [Int], isOfSet: Bool) {
        var chain: [FrameID] = []
        var outer = frame
        while outer != Plan.sheets, outer != Plan.root {
            chain.append(outer)
            outer = planner.parent(of: outer)
        }
        let isOfSet = outer == Plan.root
        var starts = isOfSet ? [0, 1] : Array(0...sheets.count)
        for frame in chain.reversed() {
            let rows = evaluator.rows(frame)
            let ends = rows.starts
            starts = starts.map { $0 < ends.count ? Int(ends[$0]) : rows.count }
        }
        return (starts, isOfSet)
    }
}
