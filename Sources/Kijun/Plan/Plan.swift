import KijunSyntax

/// What remains of a checked program before the first row: a list of steps over typed columns. Names, types, records and
/// tables are gone; a record is its columns, a table a frame, and a step reads only steps before it.
///
/// A frame is a set of rows under the rows of its parent: one row for the set (the root), one for each sheet, one for each
/// row of a table. A column lives in the outermost frame in which all that it reads is known, so that nothing is computed
/// once a row that could be computed once a sheet.
struct Plan: Sendable {
    var steps: [Step] = []
    var frames: [Frame] = []

    static let root: FrameID = 0
    static let sheets: FrameID = 1
}

typealias NodeID = Int32
typealias FrameID = Int32

/// One step: the making of a frame's rows, or of one column.
enum Step: Sendable {
    case frame(FrameID)
    case column(Node)
}

/// A column to be computed.
struct Node: Sendable {
    let operation: Operation
    let frame: FrameID
    /// Where the value is asked for in the rules, for reasons.
    let span: Span
    /// The column that is computed in its place.
    let substitute: Substitute?
}

/// A set of rows.
struct Frame: Sendable {
    let kind: Kind
    let parent: FrameID
    /// How many frames lie above.
    let depth: Int32
    /// The step that makes the rows.
    let step: NodeID

    enum Kind: Hashable, Sendable {
        case root
        case sheets
        /// The rows of a table of the sheets, or the elements of a list field, by the index in ``InputLayout/tables``.
        case input(Int)
        /// The rows of the source for which a flag is true.
        case filter(FrameID, NodeID)
        /// The rows of the source under the rows of the parent for which a flag of the parent is true. Under the others the
        /// list is empty, or unknown as a whole.
        case kept(FrameID, NodeID, isBlankElsewhere: Bool)
        case sort(FrameID, NodeID, descending: Bool)
        case top(FrameID, NodeID)
        case reverse(FrameID)
        /// The first row of each different combination of keys.
        case distinct(FrameID, [NodeID])
        /// The rows of a source under the rows of their group: the parent is a `distinct` frame of the same keys.
        case members(FrameID, [NodeID])
        /// Under each row of the parent, the rows of the source that belong to the same row of the source's parent.
        case cross(FrameID)
        /// Under each row of the parent, the rows of the source that belong to the row that the map names.
        case under(FrameID, RowMap)
        /// All sheets as a list under the root.
        case allSheets
        /// The parts one after the other; nil is one row for each row of the parent.
        case concat([FrameID?])
        /// Under each row of a `concat` frame, the rows of the part's list.
        case nestedConcat([FrameID])
        /// The elements of nested lists as the rows of one: the first is the outer frame, the second the inner.
        case flatten(FrameID, FrameID)
        /// Pairs of elements of two lists by position.
        case zip(FrameID, FrameID)
        /// The parts of a text between separators.
        case split(NodeID, NodeID)
    }
}

/// How the columns of a frame are found in another.
enum RowMap: Hashable, Sendable {
    /// From the source of a derived frame.
    case source(of: FrameID)
    /// From the second source of a `zip`.
    case secondSource(of: FrameID)
    /// From the rows of `target` that an index column names; -1 is no row.
    case index(NodeID, target: FrameID)
}

/// A value while planning.
indirect enum PlanValue: Hashable, Sendable {
    case scalar(NodeID)
    /// Under each row of the frame's parent the rows of the frame; the element is a value of the frame.
    case list(FrameID, PlanValue)
    case record(PlanRecord)
}

/// A record while planning: columns are looked up when they are asked for.
indirect enum PlanRecord: Hashable, Sendable {
    case sheet
    /// A row of a table of the schema, in the table's own frame.
    case input(Int)
    case items([Item])
    /// A field that is one record (`sums of`, an object in an object), by the indices of its table and of its own in the layout.
    case inputRecord(table: Int, record: Int)
    /// A row of the definition of that name, with the computed columns on it.
    case defined(String, PlanRecord)
    /// A row that a test gives in place of one of the table of that path: its columns are found by their names.
    case given(String, PlanRecord)
    case mapped(PlanRecord, RowMap)
    case concat(FrameID, [PlanRecord])
    case chosen(NodeID, PlanRecord, PlanRecord)

    struct Item: Hashable, Sendable {
        let name: String
        let value: PlanValue
    }
}

/// How a value is shown inside a text.
enum ShowStyle: Hashable, Sendable {
    case number(unit: String, isPercent: Bool)
    case text
    /// The empty mark is `_`.
    case mark
    case year
    case yesno
}

/// What a column is made of. Operands live in the same frame as the column unless it says otherwise.
enum Operation: Hashable, Sendable {
    // values of the root frame
    case number(Number)
    case text(String)
    case year(Int)
    case flag(Bool)
    case blank
    // from outside
    /// A field: the index of the table in ``InputLayout/tables``, and of the field.
    case input(table: Int, field: Int)
    /// The value of the parent's row, or of a row further up.
    case broadcast(NodeID)
    case gather(NodeID, RowMap)
    /// The rows of several columns one after the other, in the order of a `concat` frame.
    case concat([NodeID])
    // numbers
    case add(NodeID, NodeID)
    case subtract(NodeID, NodeID)
    case multiply(NodeID, NodeID)
    case divide(NodeID, NodeID)
    case negate(NodeID)
    case scale(NodeID, powerOfTen: Int)
    case round(NodeID, RoundingMode, places: NodeID)
    case magnitude(NodeID)
    case modulo(NodeID, NodeID)
    case power(NodeID, NodeID)
    // years
    case yearDifference(NodeID, NodeID)
    /// A year and a whole number; the sign is 1 or -1.
    case yearShift(NodeID, NodeID, sign: Int)
    case yearOfNumber(NodeID)
    // comparisons
    case compare(Comparison.Operator, NodeID, NodeID)
    /// The place of a symbol in a scale, from 0.
    case rank(NodeID, [String])
    case symbol(NodeID, [String])
    case isBlank(NodeID)
    case coalesce([NodeID])
    case not(NodeID)
    case and([NodeID])
    case or([NodeID])
    case choose(NodeID, NodeID, NodeID)
    /// By a year: the value of the last entry that starts at or before it.
    case byYear(NodeID, starts: [Int], [NodeID])
    /// ○ and ◎ are true.
    case markFlag(NodeID)
    // lists: the frame of the list and a column in it; the result is in the parent of that frame
    case aggregate(Aggregate, FrameID, NodeID?)
    /// The same over the rows for which a flag is true: the rows are those of the source of a filter.
    case aggregateWhere(Aggregate, FrameID, NodeID?, flag: NodeID)
    /// Whether a value is among the elements.
    case within(NodeID, FrameID, NodeID)
    /// The row of a frame in which a column equals a value: an index.
    case lookup(FrameID, NodeID, equals: NodeID)
    /// The row at a place: an index.
    case element(FrameID, at: NodeID)
    /// The place from 1 of the row that an index names.
    case place(NodeID, FrameID)
    /// Unknown elements make the text unknown, except in a message.
    case join(FrameID, NodeID, ShowStyle, separator: NodeID, isMessage: Bool)
    case sameCount(FrameID, FrameID)
    /// The texts of a `split` frame.
    case parts
    // texts
    /// A message shows `_` where a value is unknown; any other text is then unknown itself.
    case interpolate([TextPiece], isMessage: Bool)
    /// A built-in on texts by its index in ``Builtin/all``.
    case textFunction(Int, [NodeID])
    // decisions: an index of the deciding case, or one of ``DecisionState``'s codes
    case decide(DecisionShape, conditions: [NodeID], outcomes: [NodeID])
    case outcome(NodeID, [NodeID])
}

enum TextPiece: Hashable, Sendable {
    case characters(String)
    case value(NodeID, ShowStyle)

    var node: NodeID? {
        if case .value(let node, _) = self { node } else { nil }
    }
}

/// What a column's rows are.
package enum ValueKind: Hashable, Sendable {
    case number
    /// Texts, marks and symbols.
    case text
    case year
    case flag
}

/// Which of a decision's conditions are what, in the order exceptions, cases, otherwise.
struct DecisionShape: Hashable, Sendable {
    let exceptions: Int
    let cases: Int
    let hasOtherwise: Bool
    let isFirst: Bool
    /// For each condition the class of its outcome: equal classes are the same outcome; nil where only the values tell.
    let classes: [Int?]
}
