import KijunSyntax

/// What bare names mean at a place, besides the names of the sheet: rows, elements and parameters, innermost last.
struct Scope {
    enum Frame {
        /// A row of a table or a record: its columns are names.
        case row(RecordType, LocalID)
        /// The one record that a rule stands on.
        case record(RecordType, CheckedExpression)
        /// An element of a plain list: `it`.
        case element(Type, LocalID)
        /// The columns of `group by`: a key is its value, another column the list of the group's values.
        case group(RecordType, keys: LocalID, items: [RecordType.Item], group: LocalID)
        case parameters([String: (local: LocalID, type: Type)])
    }

    var frames: [Frame] = []
    /// False where a value must stand alone, as those of a `param`.
    var seesSheet = true

    static let sheet = Scope()
    static let constants = Scope(frames: [], seesSheet: false)

    func adding(_ frame: Frame) -> Scope {
        var copy = self
        copy.frames.append(frame)
        return copy
    }

    /// The innermost row of `sheets`, if the place is in one.
    var sheetRow: LocalID? {
        for case .row(.sheet, let local) in frames.reversed() { return local }
        return nil
    }
}

/// What an expression is wanted for: decides what a bare name that is defined nowhere means, and what a literal becomes.
enum Expected {
    case anything
    /// An outcome of a decision: an undefined bare name and a text are symbols.
    case outcome
    case like(Type)

    var type: Type? {
        if case .like(let type) = self { return type }
        return nil
    }

    /// What the elements of a list are wanted for, where the list is wanted for this.
    var element: Expected {
        switch self {
        case .like(.list(let type)): .like(type)
        case .like(.table(let record)): .like(.record(record))
        default: .anything
        }
    }
}

/// What a name of the sheet is.
enum Global {
    case field(Int)
    case rule(RuleID)
    case parameter(Int)
}

/// A record with names: the sheet, a table or record of the form, or a definition with rules on it.
struct NamedRecord {
    /// The fields of the form, or nil for a definition.
    var schema: RecordSchema?
    /// Indices of the schema's fields by name and alias.
    var fields: [String: Int] = [:]
    /// Rules that stand on the record, by name and alias.
    var rules: [String: RuleID] = [:]
    /// Checks that stand on it, by name and alias.
    var checks: [String: RuleID] = [:]
    /// The definition that is this table.
    var definition: RuleID?
    /// One record (`sums of`, a definition that is a record), no table.
    var isSingle = false
    /// The columns of a definition, once it is checked.
    var items: [RecordType.Item] = []

    init(schema: RecordSchema) {
        self.schema = schema
        for (index, field) in schema.fields.enumerated() {
            for name in [field.name] + field.aliases where fields[name] == nil { fields[name] = index }
        }
    }

    init() {}
}

/// A definition, decision or check on its way to a ``Rule``.
struct RuleEntry {
    enum Body {
        case definition(Expression)
        /// The statements are in ``statements``.
        case decision
        case check(CheckSyntax)
    }

    var name: String
    var aliases: [String]
    /// The path of the record that it stands on.
    let table: String
    var body: Body
    var statements: [DecisionSyntax] = []
    var doc: [String]
    let span: Span
    /// All of the target, for messages.
    let nameSpan: Span
    var state = WorkState.waiting
    var type = Type.error
    var checked: Rule?
    var isOfSet = false
    /// In a cycle that is already reported: reads as an error until it is done.
    var isBroken = false

    var path: String { table.isEmpty ? name : "\(table).\(name)" }
    var shownName: String { ([path] + aliases).joined(separator: " / ") }
}

enum WorkState {
    case waiting, started, done
}

/// A part of the program that is checked as a whole, and again when something that it reads was not known yet.
enum Work: Hashable {
    case parameter(Int)
    case rule(RuleID)
    case instance(InstanceKey)
    /// A function's names, whatever its parameters are.
    case function(Int)
    case test(Int)
    case question(Int)
    case assignment(Int)
}

/// A function and the types of a call.
struct InstanceKey: Hashable {
    let function: Int
    let types: [Type]
}
