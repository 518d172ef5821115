/// A sheet as both sides read it: its number in the sheets of each.
public struct SheetPair: Hashable, Sendable {
    public let old: Int
    public let new: Int

    public init(old: Int, new: Int) {
        self.old = old
        self.new = new
    }

    /// Every sheet with itself, where both sides have the same.
    public static func same(_ count: Int) -> [SheetPair] { (0..<count).map { SheetPair(old: $0, new: $0) } }
}

/// A row of a rule before and after.
struct ComparedRow {
    /// The place among the pairs of sheets; nil for a rule over all sheets.
    let sheet: Int?
    /// -1 where the row is on the other side only.
    var old: Int32
    var new: Int32
}

/// Finds which row of a rule before is which after.
struct ComparedRows {
    let old: Evaluation
    let new: Evaluation
    let sheets: [SheetPair]
    /// Both evaluations have the same sheets.
    let areSheetsShared: Bool

    /// The rows of a pair of rules, sheet by sheet in the order of OLD; rows that only one side has are paired with none.
    func rows(_ oldRule: RuleID, _ newRule: RuleID) -> [ComparedRow] {
        let (before, after) = (RuleRows(old, oldRule), RuleRows(new, newRule))
        if before.isOfSet, after.isOfSet {
            return matched(nil, before.rows(0), after.rows(0), oldRule, newRule)
        }
        let isPlain = old.program.rules[oldRule].table.isEmpty && new.program.rules[newRule].table.isEmpty
        var pairs: [ComparedRow] = []
        pairs.reserveCapacity(sheets.count)
        for (index, sheet) in sheets.enumerated() {
            let (own, other) = (before.rows(sheet.old), after.rows(sheet.new))
            if isPlain {
                if let row = own.first, let partner = other.first {
                    pairs.append(ComparedRow(sheet: index, old: Int32(row), new: Int32(partner)))
                }
            } else {
                pairs += matched(index, own, other, oldRule, newRule)
            }
        }
        return pairs
    }

    /// The rows of a rule that the other side does not have.
    func rows(of rule: RuleID, isNew: Bool) -> [ComparedRow] {
        let rows = RuleRows(isNew ? new : old, rule)
        func pair(_ sheet: Int?, _ row: Int) -> ComparedRow {
            ComparedRow(sheet: sheet, old: isNew ? -1 : Int32(row), new: isNew ? Int32(row) : -1)
        }
        if rows.isOfSet { return rows.rows(0).map { pair(nil, $0) } }
        return sheets.enumerated().flatMap { index, sheet in
            rows.rows(isNew ? sheet.new : sheet.old).map { pair(index, $0) }
        }
    }

    private func matched(_ sheet: Int?, _ own: Range<Int>, _ other: Range<Int>, _ oldRule: RuleID, _ newRule: RuleID) -> [ComparedRow] {
        let (oldTable, newTable) = (old.program.rules[oldRule].table, new.program.rules[newRule].table)
        let isFromSheets = old.sheets.layout.paths[oldTable] != nil && new.sheets.layout.paths[newTable] != nil
        if (areSheetsShared && isFromSheets) || (oldTable.isEmpty && newTable.isEmpty) {
            return zip(own, other).map { ComparedRow(sheet: sheet, old: Int32($0), new: Int32($1)) }
        }
        let pair = sheet.map { sheets[$0] } ?? SheetPair(old: 0, new: 0)
        let before = identities(old, oldTable, sheet: pair.old, count: own.count)
        let after = identities(new, newTable, sheet: pair.new, count: other.count)
        // Two tables that rules made are held against each other by a column that both have.
        let shared = before.first { identity in after.contains { $0.column == identity.column } }
        let partner = shared.flatMap { shared in after.first { $0.column == shared.column } }
        var left: [RowIdentity: Int] = [:]
        for (identity, row) in zip(Self.distinct(partner?.rows, other.count), other) { left[identity] = row }
        var pairs = zip(Self.distinct(shared?.rows, own.count), own).map { identity, row in
            ComparedRow(sheet: sheet, old: Int32(row), new: left.removeValue(forKey: identity).map { Int32($0) } ?? -1)
        }
        pairs += left.values.sorted().map { ComparedRow(sheet: sheet, old: -1, new: Int32($0)) }
        return pairs
    }

    // MARK: What a row is known by

    private struct RowIdentity: Hashable {
        let keys: [Value]
        /// Of rows with the same keys the how manieth it is.
        let number: Int
    }

    /// What tells the rows of a table on one sheet from each other.
    private struct Identities {
        /// The column of a table that a rule made; `` for the key of a table of the sheet.
        let column: String
        let rows: [[Value]]
    }

    /// The key of a table of the sheet, or the columns of a table that a rule made; none where rows have nothing but numbers.
    private func identities(_ evaluation: Evaluation, _ table: String, sheet: Int, count: Int) -> [Identities] {
        if evaluation.sheets.layout.paths[table] != nil {
            let keys = evaluation.sheets.rowKeys(ofTable: table, sheet: sheet)
            guard keys.count == count, keys.allSatisfy({ $0.last?.key ?? .blank != .blank }) else { return [] }
            let rows = keys.map { row in row.map { $0.key == .blank ? .number(Number($0.number)) : $0.key.compared } }
            return [Identities(column: "", rows: rows)]
        }
        guard let definition = evaluation.program.rules.firstIndex(where: { $0.table.isEmpty && $0.name == table }),
            let row = RuleRows(evaluation, definition).rows(sheet).first,
            case .list(let rows) = evaluation.value(of: definition, row: row), rows.count == count, case .record(let first)? = rows.first
        else { return [] }
        // Columns of texts or years, first those that tell every row from every other, as in reports; of rows that are alike in it
        // the first is the first. A column in which most rows are alike tells nothing.
        let columns = first.indices.compactMap { column -> (Identities, distinct: Int)? in
            let keys = rows.compactMap { row -> Value? in
                guard case .record(let members) = row, members.indices.contains(column) else { return nil }
                switch members[column].value {
                case .text(let text) where !text.isEmpty: return members[column].value.compared
                case .year: return members[column].value
                default: return nil
                }
            }
            let distinct = Set(keys).count
            guard keys.count == count, distinct * 2 > count else { return nil }
            return (Identities(column: first[column].name, rows: keys.map { [$0] }), distinct)
        }
        return columns.filter { $0.distinct == count }.map(\.0) + columns.filter { $0.distinct < count }.map(\.0)
    }

    /// - Parameter rows: nil where rows are known by their place alone.
    private static func distinct(_ rows: [[Value]]?, _ count: Int) -> [RowIdentity] {
        guard let rows else { return (0..<count).map { RowIdentity(keys: [], number: $0) } }
        var seen: [[Value]: Int] = [:]
        return rows.map { keys in
            let number = seen[keys, default: 0]
            seen[keys] = number + 1
            return RowIdentity(keys: keys, number: number)
        }
    }
}

/// The rows that a rule has for each sheet, without asking for its frames anew for every sheet.
struct RuleRows {
    let isOfSet: Bool
    private let frames: [FrameRows]
    private let frame: FrameID

    init(_ evaluation: Evaluation, _ rule: RuleID) {
        frame = evaluation.planner.rules[rule]?.frame ?? Plan.root
        // Computes the frames of a rule that was planned for another one's sake.
        _ = evaluation.rows(of: rule, sheet: 0)
        var chain: [FrameRows] = []
        var outer = frame
        while outer != Plan.sheets, outer != Plan.root {
            chain.append(evaluation.evaluator.rows(outer))
            outer = evaluation.planner.parent(of: outer)
        }
        isOfSet = outer == Plan.root
        frames = chain.reversed()
    }

    func rows(_ sheet: Int) -> Range<Int> {
        var range = isOfSet ? 0..<1 : sheet..<(sheet + 1)
        for rows in frames {
            guard !range.isEmpty else { return 0..<0 }
            range = rows.range(of: range.lowerBound).lowerBound..<rows.range(of: range.upperBound - 1).upperBound
        }
        return range
    }
}
