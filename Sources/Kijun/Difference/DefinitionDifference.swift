/// What happened to the values of a definition or computed column.
public struct DefinitionDifference {
    /// A sheet, or a row of a table on it, on which the value is another.
    public struct Change: Sendable {
        /// The place among the pairs of sheets; nil for a rule over all sheets.
        public let sheet: Int?
        /// nil where that side has no such row.
        public let oldRow: Int?
        public let newRow: Int?
    }

    public let pair: RulePair
    /// How many sheets (rows) were compared.
    public let total: Int
    /// In the order of the sheets; empty where one side lacks the rule.
    public let changed: [Change]
    /// For numbers: the sum of after minus before over what changed and is known on both sides.
    public let sum: Number?
    /// How many of ``changed`` are unknown on one side, and in no sum.
    public let unknown: Int

    /// Both sides have the rule.
    public var isCompared: Bool { pair.old != nil && pair.new != nil }

    init(_ pair: RulePair, _ rows: ComparedRows) {
        self.pair = pair
        guard let old = pair.old, let new = pair.new else {
            (total, changed, sum, unknown) = (0, [], nil, 0)
            return
        }
        let (own, type) = (rows.old.program.rules[old].type, rows.new.program.rules[new].type)
        let all = rows.rows(old, new)
        let isNumber = if case .number = type { true } else { false }
        var changed: [Change] = []
        var sum = Number.zero
        var unknown = 0
        for row in all {
            let before = row.old < 0 ? Value.undetermined : rows.old.value(of: old, row: Int(row.old)).converted(from: own, to: type)
            let after = row.new < 0 ? Value.undetermined : rows.new.value(of: new, row: Int(row.new))
            if before == after && row.old >= 0 && row.new >= 0 || before.isOpen && after.isOpen { continue }
            changed.append(
                Change(sheet: row.sheet, oldRow: row.old < 0 ? nil : Int(row.old), newRow: row.new < 0 ? nil : Int(row.new)))
            if case .number(let x) = before, case .number(let y) = after, let step = y.subtracting(x), let next = sum.adding(step) {
                sum = next
            } else {
                unknown += 1
            }
        }
        total = all.count
        self.changed = changed
        self.sum = isNumber ? sum : nil
        self.unknown = isNumber ? unknown : 0
    }
}

extension Value {
    /// There is no value.
    var isOpen: Bool {
        switch self {
        case .blank, .undetermined, .failed: true
        default: false
        }
    }
}
