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

        /// The value before in the unit of the one after, where there is one.
        public var oldAsNew: Value? { new == nil ? old : old?.converted(from: oldType, to: newType) }

        /// Both sides read it, and not the same.
        public var isChanged: Bool {
            guard let before = oldAsNew, let new else { return false }
            return before.compared != new.compared && !(before.isOpen && new.isOpen)
        }
    }

    /// The result before; nil where that side has no such row, or the rule is a definition there.
    public let old: DecisionResult?
    public let new: DecisionResult?
    /// First what is another value than before; then what the deciding case of NEW reads, and what that of OLD reads besides.
    public let reads: [Read]
}

extension RuleDifference {
    /// Why a sheet or row came to another outcome of a decision: the deciding cases and what they read. What the case of one side
    /// reads is told of the other side too, if any case reads it there.
    public func cause(of move: OutcomeDifference.Move, in difference: OutcomeDifference) -> MoveCause {
        let before = move.oldRow.flatMap { row in difference.pair.old.map { (rule: $0, row: row) } }
        let after = move.newRow.flatMap { row in difference.pair.new.map { (rule: $0, row: row) } }
        let ofOld = before.flatMap { old.witnessed($0.rule, row: $0.row, witnesses.old[$0.rule]) }
        let ofNew = after.flatMap { new.witnessed($0.rule, row: $0.row, witnesses.new[$0.rule]) }
        var reads: [MoveCause.Read] = []
        var told: [Set<String>] = []
        for witness in (ofNew?.deciding ?? []) + (ofOld?.deciding ?? [])
        where !told.contains(where: { !$0.isDisjoint(with: witness.names) }) {
            told.append(witness.names)
            let left = before.flatMap { old.reading(witness.names, of: ofOld, row: $0.row) }
            let right = after.flatMap { new.reading(witness.names, of: ofNew, row: $0.row) }
            reads.append(
                MoveCause.Read(
                    name: right?.name ?? left?.name ?? "", old: left?.value, oldType: left?.type ?? .error, new: right?.value,
                    newType: right?.type ?? .error, cells: right?.cells ?? left?.cells ?? [], areCellsOfNew: right != nil))
        }
        return MoveCause(
            old: before.flatMap { old.decision($0.rule, row: $0.row) }, new: after.flatMap { new.decision($0.rule, row: $0.row) },
            reads: reads.filter(\.isChanged) + reads.filter { !$0.isChanged })
    }

    /// Which other results made the value of a definition of the sheet another, as far as both sides have them.
    public func cause(of change: DefinitionDifference.Change, in difference: DefinitionDifference) -> [MoveCause.Read] {
        guard let own = difference.pair.new, let before = change.oldRow, let after = change.newRow else { return [] }
        var reads: [MoveCause.Read] = []
        var seen: Set<RuleID> = [own]
        var open = new.program.rules[own].expressions
        while let expression = open.popLast() {
            guard case .rule(let rule) = expression.kind else {
                open += expression.children.reversed()
                continue
            }
            let read = new.program.rules[rule]
            guard read.table.isEmpty, !read.isOfSet, seen.insert(rule).inserted else { continue }
            // What has no value of its own, as a row of a table, is what it is made of.
            guard read.type.isSingle else {
                open += read.expressions.reversed()
                continue
            }
            guard let partner = partners[rule], old.program.rules[partner].table.isEmpty,
                let earlier = old.plannedValue(of: partner, row: before), let later = new.plannedValue(of: rule, row: after)
            else { continue }
            let found = MoveCause.Read(
                name: read.name, old: earlier, oldType: old.program.rules[partner].type,
                new: later, newType: read.type, cells: [], areCellsOfNew: true)
            if found.isChanged { reads.append(found) }
        }
        return reads
    }
}

/// What a case reads, under all the names that its side has for it.
struct NamedWitness {
    let name: String
    let names: Set<String>
    let witness: Witness
}

/// What the cases of a decision read in one row.
private struct WitnessedRow {
    let frame: FrameID
    /// Of the case that decided, of a conflict the cases that hold; of `otherwise` and without a case all.
    let deciding: [NamedWitness]
    let all: [NamedWitness]
}

private struct Reading {
    let name: String
    let value: Value
    let type: Type
    let cells: [Provenance]
}

extension Evaluation {
    /// The value of a rule that was asked for, or that another one reads.
    fileprivate func plannedValue(of rule: RuleID, row: Int) -> Value? {
        guard let planned = planner.rules[rule] else { return nil }
        return switch planned.kind {
        case .definition(let value): readLate(value, program.rules[rule].type, planned.frame, row)
        case .decision(_, let value, _): readLate(.scalar(value), program.rules[rule].type, planned.frame, row)
        case .check: nil
        }
    }

    /// What each case of a decision reads.
    func namedWitnesses(of rule: RuleID) -> [[NamedWitness]] {
        guard case .decision(_, _, let cases)? = planner.rules[rule]?.kind else { return [] }
        return cases.map { item in
            item.witnesses.map { witness in
                let name = program.sources.text(of: witness.span)
                return NamedWitness(name: name, names: names(of: name, table: program.rules[rule].table), witness: witness)
            }
        }
    }

    /// A name with those that mean the same, as rules of another year may write it.
    private func names(of text: String, table: String) -> Set<String> {
        let name = nfkc(text)
        let rule = program.rules.first { ($0.table == table || $0.table.isEmpty) && ($0.name == name || $0.aliases.contains(name)) }
        let field = program.schema.index(of: name).map { program.schema.fields[$0] }
        let own = rule.map { [$0.name] + $0.aliases } ?? field.map { [$0.name] + $0.aliases } ?? []
        return Set([name] + own)
    }

    fileprivate func witnessed(_ rule: RuleID, row: Int, _ witnesses: [[NamedWitness]]?) -> WitnessedRow? {
        guard let witnesses, let planned = planner.rules[rule], case .decision(let state, _, _) = planned.kind,
            case .indices(let states) = evaluator.column(state).values, evaluator.rows(planned.frame).count > row,
            case .decision(let decision) = program.rules[rule].body
        else { return nil }
        let deciding: [Int] =
            switch states[evaluator.column(state).place(row)] {
            case DecisionState.noCase: Array(witnesses.indices)
            case DecisionState.undetermined: []
            case DecisionState.conflict: holdingCases(planned, row)
            case let code where decision.otherwise != nil && Int(code) == witnesses.count - 1: Array(witnesses.indices)
            case let code: [Int(code)]
            }
        return WitnessedRow(frame: planned.frame, deciding: deciding.flatMap { witnesses[$0] }, all: witnesses.flatMap(\.self))
    }

    fileprivate func reading(_ names: Set<String>, of row: WitnessedRow?, row number: Int) -> Reading? {
        guard let row, let found = row.all.first(where: { !$0.names.isDisjoint(with: names) }) else { return nil }
        let witness = found.witness
        let value = readLate(witness.value, witness.type, row.frame, number)
        return Reading(name: found.name, value: value, type: witness.type, cells: cells(of: witness.value, row.frame, number))
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
