import KijunSyntax

/// What a move comes from.
public struct MoveCause: Sendable {
    /// A value that the deciding cases read, before and after.
    public struct Read: Sendable {
        /// How it is written in the rules.
        public let name: String
        /// nil where only the other side reads it.
        public let old: Value?
        public let oldType: Type
        public let new: Value?
        public let newType: Type
        /// The cells that the value comes from, of NEW where that reads it; numbers of NEW's sheets.
        public let cells: [Provenance]
        /// ``cells`` are of NEW's sheets, else of OLD's.
        public let areCellsOfNew: Bool
    }

    /// The result before; nil where that side has no such row, or the rule is a definition there.
    public let old: DecisionResult?
    public let new: DecisionResult?
    /// What the deciding case of NEW reads, then what that of OLD reads besides.
    public let reads: [Read]
}

extension RuleDifference {
    /// Why a sheet or row came to another outcome of a decision: the deciding cases and what they read.
    public func cause(of move: OutcomeDifference.Move, in difference: OutcomeDifference) -> MoveCause {
        let before = move.oldRow.flatMap { row in difference.pair.old.map { (rule: $0, row: row) } }
        let after = move.newRow.flatMap { row in difference.pair.new.map { (rule: $0, row: row) } }
        let ofOld = before.map { old.readings(of: $0.rule, row: $0.row) } ?? []
        let ofNew = after.map { new.readings(of: $0.rule, row: $0.row) } ?? []
        var names: [String] = []
        for reading in ofNew + ofOld where !names.contains(reading.name) { names.append(reading.name) }
        let reads = names.map { name in
            let left = ofOld.first { $0.name == name }
            let right = ofNew.first { $0.name == name }
            return MoveCause.Read(
                name: name, old: left?.value, oldType: left?.type ?? .error, new: right?.value, newType: right?.type ?? .error,
                cells: right?.cells ?? left?.cells ?? [], areCellsOfNew: right != nil)
        }
        return MoveCause(
            old: before.flatMap { old.decision($0.rule, row: $0.row) }, new: after.flatMap { new.decision($0.rule, row: $0.row) },
            reads: reads)
    }
}

extension Evaluation {
    fileprivate struct Reading {
        let name: String
        let value: Value
        let type: Type
        let cells: [Provenance]
    }

    /// What the case that decided read (of a conflict the cases that hold, without a case all of them), with its cells.
    fileprivate func readings(of rule: RuleID, row: Int) -> [Reading] {
        guard let planned = planner.rules[rule], case .decision(let state, _, let cases) = planned.kind,
            case .indices(let states) = evaluator.column(state).values, evaluator.rows(planned.frame).count > row
        else { return [] }
        let deciding: [Int] =
            switch states[evaluator.column(state).place(row)] {
            case DecisionState.noCase: Array(cases.indices)
            case DecisionState.undetermined: []
            case DecisionState.conflict: holdingCases(planned, row)
            case let code: [Int(code)]
            }
        var found: [Reading] = []
        for witness in deciding.flatMap({ cases[$0].witnesses }) {
            let name = program.sources.text(of: witness.span)
            guard !found.contains(where: { $0.name == name }) else { continue }
            let value = readLate(witness.value, witness.type, planned.frame, row)
            found.append(Reading(name: name, value: value, type: witness.type, cells: cells(of: witness.value, planned.frame, row)))
        }
        return found
    }

    /// The cells of a value that has been computed.
    private func cells(of value: PlanValue, _ frame: FrameID, _ row: Int) -> [Provenance] {
        switch value {
        case .scalar(let node):
            let own = evaluator.frame(of: node)
            guard planner.lies(frame, under: own) else { return [] }
            return provenance(node, evaluator.row(row, of: frame, in: own))
        case .list(let list, .scalar(let node)):
            let outer = planner.parent(of: list)
            guard planner.lies(frame, under: outer), evaluator.frame(of: node) == list else { return [] }
            let rows = evaluator.rows(list).range(of: evaluator.row(row, of: frame, in: outer))
            var found: [Provenance] = []
            for row in rows.prefix(Self.maximumReasons) {
                for cell in provenance(node, row) where !found.contains(cell) { found.append(cell) }
            }
            return found
        default: return []
        }
    }
}
