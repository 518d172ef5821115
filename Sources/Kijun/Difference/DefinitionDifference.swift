/// What happened to the values of a definition or computed column.
public struct DefinitionDifference {
    /// A sheet, or a row of a table on it, on which the value is another.
    public struct Change: Sendable {
        /// The place among the pairs of sheets; nil for a rule over all sheets.
        public let sheet: Int?
        /// nil where that side has no such row.
        public let oldRow: Int?
        public let newRow: Int?
        /// For numbers that both sides know: after minus before, in the unit of NEW.
        public let step: Number?
        /// nil where there is none, or it is unknown.
        public let weight: Number?
    }

    /// How many values went one way, and by how much together.
    public struct Steps: Sendable {
        public private(set) var count = 0
        public private(set) var sum = Number.zero

        mutating func add(_ step: Number) {
            count += 1
            sum = sum.adding(step) ?? sum
        }
    }

    public let pair: RulePair
    /// How many sheets (rows) were compared.
    public let total: Int
    /// In the order of the sheets; empty where one side lacks the rule.
    public private(set) var changed: [Change] = []
    /// The values are numbers, and ``up``, ``down`` and ``sum`` tell of them.
    public let isNumber: Bool
    public private(set) var up = Steps()
    /// Its sum is below zero.
    public private(set) var down = Steps()
    /// After minus before over what changed and is known on both sides.
    public private(set) var sum = Number.zero
    /// How many of ``changed`` are unknown on one side, and in no sum.
    public private(set) var unknown = 0
    /// For a definition of the sheet with few different values that are no numbers: how many sheets went from which to which.
    public let outcomes: OutcomeDifference?

    /// A matrix has at most so many values before and after.
    private static let maximumOutcomes = 20

    /// Both sides have the rule.
    public var isCompared: Bool { pair.old != nil && pair.new != nil }

    init(_ pair: RulePair, _ rows: ComparedRows, _ weights: DifferenceWeights?) {
        self.pair = pair
        guard let old = pair.old, let new = pair.new else {
            (total, isNumber, outcomes) = (0, false, nil)
            return
        }
        let (own, type) = (rows.old.program.rules[old].type, rows.new.program.rules[new].type)
        let all = rows.rows(old, new)
        let weigh = weights?.weigher(pair)
        isNumber = if case .number = type { true } else { false }
        for row in all {
            let before = row.old < 0 ? Value.undetermined : rows.old.value(of: old, row: Int(row.old)).converted(from: own, to: type)
            let after = row.new < 0 ? Value.undetermined : rows.new.value(of: new, row: Int(row.new))
            if before.isOpen && after.isOpen { continue }
            if row.old >= 0, row.new >= 0, before == after || before.compared == after.compared { continue }
            var step: Number?
            if case .number(let x) = before, case .number(let y) = after, let difference = y.subtracting(x),
                let next = sum.adding(difference)
            {
                (step, sum) = (difference, next)
                if difference.isNegative { down.add(difference) } else { up.add(difference) }
            } else {
                unknown += isNumber ? 1 : 0
            }
            changed.append(
                Change(
                    sheet: row.sheet, oldRow: row.old < 0 ? nil : Int(row.old), newRow: row.new < 0 ? nil : Int(row.new), step: step,
                    weight: weigh?(row)))
        }
        total = all.count
        guard !changed.isEmpty, own.hasNames, type.hasNames, rows.new.program.rules[new].isOnSheet, rows.old.program.rules[old].isOnSheet
        else {
            outcomes = nil
            return
        }
        let difference = OutcomeDifference(pair, rows, weights)
        outcomes = Set(difference.matrix.rows + difference.matrix.columns).count <= Self.maximumOutcomes ? difference : nil
    }
}

extension Rule {
    fileprivate var isOnSheet: Bool { table.isEmpty && !isOfSet }
}

extension Type {
    /// Single values that are no numbers.
    fileprivate var hasNames: Bool {
        switch self {
        case .text, .mark, .year, .yesno, .choice: true
        default: false
        }
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
