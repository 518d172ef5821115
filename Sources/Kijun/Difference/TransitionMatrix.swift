/// How many sheets (for rules on tables: rows) went from which outcome to which, and the weight behind them.
public struct TransitionMatrix: Sendable {
    public struct Cell: Hashable, Sendable {
        public var count = 0
        /// The exact sum of the weights that are known, in the unit of the weight.
        public var weight = Number.zero
        /// How many have no known weight.
        public var unknownWeights = 0

        public init() {}

        /// Adds one weight to the sum; nil is unknown.
        mutating func add(weight other: Number?) {
            if let other, let sum = weight.adding(other) {
                weight = sum
            } else {
                unknownWeights += 1
            }
        }

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

    /// What went from one outcome to another, by the places of both in ``rows`` and ``columns``.
    public struct Entry: Sendable {
        public let row: Int
        public let column: Int
        public let cell: Cell
    }

    struct Transition: Hashable {
        let old: RuleOutcome
        let new: RuleOutcome
    }

    /// The outcomes before.
    public let rows: [RuleOutcome]
    /// The outcomes after.
    public let columns: [RuleOutcome]
    /// All of both, in the order in which they are told.
    public let outcomes: [RuleOutcome]
    /// What is not empty, row by row. Where every sheet has an outcome of its own these are far fewer than rows × columns.
    public let entries: [Entry]
    public let total: Cell
    /// What went to another outcome.
    public let moved: Cell
    private let rowSums: [Cell]
    private let columnSums: [Cell]
    /// The places of ``entries``, by row and column.
    private let places: [Int: Int]

    /// - Parameters:
    ///   - cells: for outcomes before and after.
    ///   - areInOrder: the order in which the outcomes are told.
    init(_ cells: [Transition: Cell], areInOrder: (RuleOutcome, RuleOutcome) -> Bool) {
        let rows = Set(cells.keys.map(\.old)).sorted(by: areInOrder)
        let columns = Set(cells.keys.map(\.new)).sorted(by: areInOrder)
        let rowPlaces = Dictionary(uniqueKeysWithValues: zip(rows, rows.indices))
        let columnPlaces = Dictionary(uniqueKeysWithValues: zip(columns, columns.indices))
        var entries: [Entry] = []
        for (transition, cell) in cells {
            guard let row = rowPlaces[transition.old], let column = columnPlaces[transition.new] else { continue }
            entries.append(Entry(row: row, column: column, cell: cell))
        }
        entries.sort { ($0.row, $0.column) < ($1.row, $1.column) }
        var (total, moved) = (Cell(), Cell())
        var rowSums = rows.map { _ in Cell() }
        var columnSums = columns.map { _ in Cell() }
        for entry in entries {
            total.add(entry.cell)
            if rows[entry.row] != columns[entry.column] { moved.add(entry.cell) }
            rowSums[entry.row].add(entry.cell)
            columnSums[entry.column].add(entry.cell)
        }
        outcomes = Set(rows + columns).sorted(by: areInOrder)
        self.rows = rows
        self.columns = columns
        self.entries = entries
        self.total = total
        self.moved = moved
        self.rowSums = rowSums
        self.columnSums = columnSums
        places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.row * columns.count + $1.column, $0) })
    }

    public subscript(row: Int, column: Int) -> Cell { places[row * columns.count + column].map { entries[$0].cell } ?? Cell() }

    /// What came to an outcome before: the distribution of OLD.
    public func sum(ofRow row: Int) -> Cell { rowSums[row] }

    /// What comes to an outcome after: the distribution of NEW.
    public func sum(ofColumn column: Int) -> Cell { columnSums[column] }
}
