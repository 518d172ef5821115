/// How many sheets (for rules on tables: rows) went from which outcome to which, and the weight behind them.
public struct TransitionMatrix: Sendable {
    public struct Cell: Hashable, Sendable {
        public var count = 0
        /// The exact sum of the weights that are known, in the unit of the weight.
        public var weight = Number.zero
        /// How many have no known weight.
        public var unknownWeights = 0

        public init() {}

        public mutating func add(_ other: Cell) {
            count += other.count
            unknownWeights += other.unknownWeights
            if let sum = weight.adding(other.weight) {
                weight = sum
            } else {
                unknownWeights += other.count - other.unknownWeights
            }
        }
    }

    /// The outcomes before.
    public let rows: [RuleOutcome]
    /// The outcomes after.
    public let columns: [RuleOutcome]
    private let cells: [Cell]

    /// - Parameter cells: for outcomes before and after.
    /// - Parameter areInOrder: the order in which the outcomes are told.
    init(_ cells: [Transition: Cell], areInOrder: (RuleOutcome, RuleOutcome) -> Bool) {
        let isCounted = cells.filter { $0.value.count > 0 }
        let rows = Set(isCounted.keys.map(\.old)).sorted(by: areInOrder)
        let columns = Set(isCounted.keys.map(\.new)).sorted(by: areInOrder)
        self.rows = rows
        self.columns = columns
        self.cells = rows.flatMap { old in columns.map { cells[Transition(old: old, new: $0)] ?? Cell() } }
    }

    struct Transition: Hashable {
        let old: RuleOutcome
        let new: RuleOutcome
    }

    public subscript(row: Int, column: Int) -> Cell { cells[row * columns.count + column] }

    /// What came to an outcome before: the distribution of OLD.
    public func sum(ofRow row: Int) -> Cell { sum(columns.indices.map { self[row, $0] }) }

    /// What comes to an outcome after: the distribution of NEW.
    public func sum(ofColumn column: Int) -> Cell { sum(rows.indices.map { self[$0, column] }) }

    public var total: Cell { sum(cells) }

    /// What went to another outcome.
    public var moved: Cell {
        var cell = Cell()
        for (row, old) in rows.enumerated() {
            for (column, new) in columns.enumerated() where old != new { cell.add(self[row, column]) }
        }
        return cell
    }

    private func sum(_ cells: [Cell]) -> Cell {
        var sum = Cell()
        for cell in cells { sum.add(cell) }
        return sum
    }
}
