import KijunSyntax

/// What a change of rules does to the same sheets: every decision and check by outcome before and after, what moved, and whose
/// values are others.
///
/// It tells what came out, from whole columns; what a single move comes from is read when it is asked for
/// (``cause(of:in:)``), so that sheets that did not move cost nothing.
public struct RuleDifference {
    /// The sheets under the rules before.
    public let old: Evaluation
    /// The sheets under the rules after.
    public let new: Evaluation
    public let sheets: [SheetPair]
    public let weight: DifferenceWeight?
    /// In the order of NEW, then what only OLD has.
    public private(set) var decisions: [OutcomeDifference] = []
    public private(set) var checks: [OutcomeDifference] = []
    /// Definitions, those without a difference too.
    public private(set) var values: [DefinitionDifference] = []
    /// On how many sheets a decision, a check or a definition with a matrix came out otherwise, in any row.
    public let sheetsWithMoves: Int
    /// On how many other sheets a value is another.
    public let sheetsWithValuesAlone: Int
    /// What the cases of the compared decisions read, by rule.
    let witnesses: (old: [RuleID: [[NamedWitness]]], new: [RuleID: [[NamedWitness]]])
    /// The rules of OLD by those of NEW, whatever was asked for; empty where no definition has a matrix.
    let partners: [RuleID: RuleID]

    /// - Parameters:
    ///   - pairs: the rules to compare, of ``RulePair/pairs(_:_:)``.
    ///   - sheets: what both sides read; sheets that only one side has are left out.
    ///   - areSheetsShared: both evaluations are over one ``SheetSet``.
    ///   - isInterrupted: asked before every rule; once true the rest is left out, and the difference is not to be used.
    public init(
        old: Evaluation, new: Evaluation, pairs: [RulePair], sheets: [SheetPair], areSheetsShared: Bool, weight: DifferenceWeight? = nil,
        isInterrupted: () -> Bool = { false }
    ) {
        self.old = old
        self.new = new
        self.sheets = sheets
        self.weight = weight
        let rows = ComparedRows(old: old, new: new, sheets: sheets, areSheetsShared: areSheetsShared)
        let weights = weight.map { DifferenceWeights($0, old: old, new: new, sheets: sheets) }
        for pair in pairs where !isInterrupted() {
            switch pair.kind {
            case .decision: decisions.append(OutcomeDifference(pair, rows, weights))
            case .check: checks.append(OutcomeDifference(pair, rows, weights))
            case .definition: values.append(DefinitionDifference(pair, rows, weights))
            }
        }
        var results = Array(repeating: false, count: sheets.count)
        for difference in decisions + checks {
            for move in difference.moved {
                if let sheet = move.sheet { results[sheet] = true }
            }
        }
        var changes = Array(repeating: false, count: sheets.count)
        for value in values {
            for change in value.changed {
                guard let sheet = change.sheet else { continue }
                if value.outcomes == nil { changes[sheet] = true } else { results[sheet] = true }
            }
        }
        var witnesses: (old: [RuleID: [[NamedWitness]]], new: [RuleID: [[NamedWitness]]]) = ([:], [:])
        for pair in decisions.map(\.pair) {
            if let rule = pair.old { witnesses.old[rule] = old.namedWitnesses(of: rule) }
            if let rule = pair.new { witnesses.new[rule] = new.namedWitnesses(of: rule) }
        }
        self.witnesses = witnesses
        var partners: [RuleID: RuleID] = [:]
        if values.contains(where: { $0.outcomes != nil }) {
            for pair in RulePair.pairs(old.program, new.program) {
                if let rule = pair.new, let partner = pair.old { partners[rule] = partner }
            }
        }
        self.partners = partners
        sheetsWithMoves = results.count { $0 }
        sheetsWithValuesAlone = zip(results, changes).count { !$0 && $1 }
    }

    /// Nothing came out otherwise, and neither side has a rule that the other lacks.
    public var isEmpty: Bool {
        (decisions + checks).allSatisfy { $0.isCompared && $0.moved.isEmpty } && values.allSatisfy { $0.isCompared && $0.changed.isEmpty }
    }
}

/// What happened to one decision or check.
public struct OutcomeDifference {
    /// A sheet, or a row of a table on it, that came to another outcome.
    public struct Move: Sendable {
        /// The place among the pairs of sheets; nil for a rule over all sheets.
        public let sheet: Int?
        /// The row of the rule before, and after; nil where that side has no such row.
        public let oldRow: Int?
        public let newRow: Int?
        public let old: RuleOutcome
        public let new: RuleOutcome
        /// nil where there is none, or it is unknown.
        public let weight: Number?
    }

    public let pair: RulePair
    /// Where one side lacks the rule, everything is ``RuleOutcome/absent`` on that side.
    public let matrix: TransitionMatrix
    /// In the order of the sheets; empty where one side lacks the rule.
    public let moved: [Move]
    /// The cells of the matrix have a weight.
    public let isWeighed: Bool

    /// Both sides have the rule.
    public var isCompared: Bool { pair.old != nil && pair.new != nil }

    init(_ pair: RulePair, _ rows: ComparedRows, _ weights: DifferenceWeights?) {
        self.pair = pair
        let type = (pair.new.map { rows.new.program.rules[$0].type } ?? pair.old.map { rows.old.program.rules[$0].type }) ?? .error
        let before = pair.old.map { OutcomeColumn(rows.old, $0, as: type) }
        let after = pair.new.map { OutcomeColumn(rows.new, $0, as: type) }
        let isCompared = before != nil && after != nil
        let all: [ComparedRow] =
            switch (pair.old, pair.new) {
            case (let old?, let new?): rows.rows(old, new)
            case (let old?, nil): rows.rows(of: old, isNew: false)
            case (nil, let new?): rows.rows(of: new, isNew: true)
            case (nil, nil): []
            }
        let weigh = weights?.weigher(pair)
        isWeighed = weigh != nil
        // By the numbers of both columns, of which the last stands for what is absent.
        let width = (after?.outcomes.count ?? 0) + 1
        var cells: [Int: TransitionMatrix.Cell] = [:]
        func outcome(_ column: OutcomeColumn?, _ number: Int) -> RuleOutcome {
            guard let column, number < column.outcomes.count else { return .absent }
            return column.outcomes[number]
        }
        // For each number after, that of the same outcome before.
        let numbers = Dictionary(uniqueKeysWithValues: (before?.compared ?? []).enumerated().map { ($1, $0) })
        let partners = (after?.compared ?? []).map { numbers[$0] ?? -1 } + [-1]
        var moved: [Move] = []
        for row in all {
            let from = Self.number(before, row.old)
            let to = Self.number(after, row.new)
            let weight = weigh?(row)
            cells[from * width + to, default: .init()].count += 1
            if weigh != nil { cells[from * width + to, default: .init()].add(weight: weight) }
            guard partners[to] != from, isCompared else { continue }
            moved.append(
                Move(
                    sheet: row.sheet, oldRow: row.old < 0 ? nil : Int(row.old), newRow: row.new < 0 ? nil : Int(row.new),
                    old: outcome(before, from), new: outcome(after, to), weight: weight))
        }
        self.moved = moved
        var transitions: [TransitionMatrix.Transition: TransitionMatrix.Cell] = [:]
        for (index, cell) in cells {
            // An outcome that both sides have is told as NEW writes it.
            let from = partners.firstIndex(of: index / width).map { outcome(after, $0) } ?? outcome(before, index / width)
            transitions[.init(old: from, new: outcome(after, index % width))] = cell
        }
        let order = OutcomeOrder(pair, rows.old.program, rows.new.program)
        matrix = TransitionMatrix(transitions, areInOrder: order.areInOrder)
    }

    private static func number(_ column: OutcomeColumn?, _ row: Int32) -> Int {
        guard let column else { return 0 }
        guard row >= 0, Int(row) < column.numbers.count else { return column.outcomes.count }
        return Int(column.numbers[Int(row)])
    }
}

/// The order in which the outcomes of a rule are told: as its scale has them from the highest down, as its cases stand, or by size;
/// then no case, conflict, undetermined.
struct OutcomeOrder {
    private var places: [String: Int] = [:]

    init(_ pair: RulePair, _ old: CheckedProgram, _ new: CheckedProgram) {
        for (program, rule) in [(new, pair.new), (old, pair.old)] {
            guard let rule, case .choice(let choice) = program.rules[rule].type else { continue }
            let ranked = program.scales.first { $0.scale == choice.scale && choice.scale != nil }.map { Set($0.symbols) } ?? []
            for symbol in choice.symbols.filter(ranked.contains).reversed() + choice.symbols.filter({ !ranked.contains($0) })
            where places[symbol] == nil {
                places[symbol] = places.count
            }
        }
    }

    func areInOrder(_ a: RuleOutcome, _ b: RuleOutcome) -> Bool {
        guard case .decided(let x) = a, case .decided(let y) = b else { return a.rank < b.rank }
        switch (x, y) {
        case (.text(let x), .text(let y)):
            let (first, second) = (places[x] ?? Int.max, places[y] ?? Int.max)
            return first == second ? x < y : first < second
        case (.number(let x), .number(let y)): return x < y
        case (.year(let x), .year(let y)): return x < y
        case (.yesno(let x), .yesno(let y)): return x && !y
        default: return Self.rank(x) < Self.rank(y)
        }
    }

    /// Values of several types in one decision: texts first.
    private static func rank(_ value: Value) -> Int {
        switch value {
        case .text: 0
        case .number: 1
        case .year: 2
        case .yesno: 3
        default: 4
        }
    }
}
