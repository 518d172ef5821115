import KijunSyntax

/// Makes a ``Plan`` of the rules that are asked for.
///
/// Equal columns are made once: a column is known by its operation and its frame.
struct Planner {
    let program: CheckedProgram
    let layout: InputLayout
    var plan = Plan()
    var locals: [LocalID: PlanValue] = [:]
    var rules: [RuleID: PlannedRule] = [:]
    /// Set when the plan would grow beyond ``maximumSteps``; what was planned is then not to be run.
    var isTooLarge = false
    /// Whether columns may be computed in other ways than their operations say (see ``Substitute``).
    let isFusing: Bool
    /// The rules by their paths.
    let rulesByPath: [String: [RuleID]]
    private var nodes: [NodeKey: NodeID] = [:]
    private var frameIDs: [FrameKey: FrameID] = [:]
    /// How many expressions are being planned, one inside the other.
    var depth = 0
    /// How many calls of functions were planned.
    var calls = 0
    /// The years for which each parameter is read, by its index.
    var yearsOfParameters: [Int: Set<NodeID>] = [:]
    /// What is being planned has a value for each sheet.
    var readsSheet = false
    /// The tables of the set on which rules of each sheet stand; nil until asked for.
    var tablesWithRulesOfSheets: Set<String>?
    /// Where the conditions of `if`s are; nil unless somebody wants to know.
    var branches: Branches?
    /// Tables of the set as the rules of a sheet see them.
    var sheetRows: [RuleID: PlanValue] = [:]

    /// Calls of functions are planned in place, so a program of small functions can ask for a plan of any size.
    static let maximumSteps = 2_000_000
    /// Three times what one expression can have; the deepest takes under 4 MB of stack in a debug build.
    static let maximumDepth = 600
    static let maximumCalls = 100_000

    private struct NodeKey: Hashable {
        let operation: Operation
        let frame: FrameID
    }

    private struct FrameKey: Hashable {
        let kind: Frame.Kind
        let parent: FrameID
    }

    init(_ program: CheckedProgram, isFusing: Bool = true) {
        self.program = program
        self.isFusing = isFusing
        layout = InputLayout(program.schema)
        rulesByPath = Dictionary(grouping: program.rules.indices) { program.rules[$0].path }
        addFrame(.root, parent: Plan.root)
        addFrame(.sheets, parent: Plan.root)
    }

    // MARK: Columns and frames

    mutating func column(_ operation: Operation, in frame: FrameID, at span: Span = .none) -> NodeID {
        let key = NodeKey(operation: operation, frame: frame)
        if let known = nodes[key] { return known }
        // What takes its place comes before it: a step reads only earlier ones.
        let substitute = isFusing ? substitute(for: operation, in: frame, at: span) : nil
        let id = NodeID(plan.steps.count)
        if plan.steps.count >= Self.maximumSteps { isTooLarge = true }
        plan.steps.append(.column(Node(operation: operation, frame: frame, span: span, substitute: substitute)))
        nodes[key] = id
        return id
    }

    /// A column that is planned already.
    func known(_ operation: Operation, in frame: FrameID) -> NodeID? { nodes[NodeKey(operation: operation, frame: frame)] }

    mutating func frame(_ kind: Frame.Kind, under parent: FrameID) -> FrameID {
        if let known = frameIDs[FrameKey(kind: kind, parent: parent)] { return known }
        return addFrame(kind, parent: parent)
    }

    @discardableResult
    private mutating func addFrame(_ kind: Frame.Kind, parent: FrameID) -> FrameID {
        let id = FrameID(plan.frames.count)
        let depth = plan.frames.isEmpty ? 0 : plan.frames[Int(parent)].depth + 1
        plan.frames.append(Frame(kind: kind, parent: parent, depth: depth, step: NodeID(plan.steps.count)))
        plan.steps.append(.frame(id))
        frameIDs[FrameKey(kind: kind, parent: parent)] = id
        return id
    }

    func frame(of node: NodeID) -> FrameID {
        guard case .column(let column) = plan.steps[Int(node)] else { return Plan.root }
        return column.frame
    }

    func parent(of frame: FrameID) -> FrameID { plan.frames[Int(frame)].parent }
    func depth(of frame: FrameID) -> Int32 { plan.frames[Int(frame)].depth }

    /// Whether every row of `inner` lies under one row of `outer`; a frame lies under itself.
    func lies(_ inner: FrameID, under outer: FrameID) -> Bool {
        var frame = inner
        while depth(of: frame) > depth(of: outer) { frame = parent(of: frame) }
        return frame == outer
    }

    func deepest(_ frames: [FrameID]) -> FrameID {
        frames.max { depth(of: $0) < depth(of: $1) } ?? Plan.root
    }

    /// The column in a frame further in.
    mutating func lift(_ node: NodeID, to target: FrameID) -> NodeID {
        let own = frame(of: node)
        if own == target { return node }
        // Rows of one sheet have no value in rows that stand under no sheet.
        return lies(target, under: own) ? column(.broadcast(node), in: target) : column(.blank, in: target)
    }

    /// A column made of others, in the deepest of their frames.
    mutating func combine(_ operands: [NodeID], at span: Span, _ make: ([NodeID]) -> Operation) -> NodeID {
        let target = deepest(operands.map { frame(of: $0) })
        var lifted: [NodeID] = []
        lifted.reserveCapacity(operands.count)
        for operand in operands { lifted.append(lift(operand, to: target)) }
        return column(make(lifted), in: target, at: span)
    }

    /// The frame in which a value as a whole is known.
    func context(of value: PlanValue) -> FrameID {
        switch value {
        case .scalar(let node): frame(of: node)
        case .list(let frame, _): parent(of: frame)
        case .record(let record): context(of: record)
        }
    }

    func context(of record: PlanRecord) -> FrameID {
        switch record {
        case .sheet: Plan.sheets
        case .input(let table): frameIDs[inputKey(table)] ?? Plan.sheets
        case .inputRecord(let table, _): table == 0 ? Plan.sheets : frameIDs[inputKey(table)] ?? Plan.sheets
        case .items(let items): deepest(items.map { context(of: $0.value) })
        case .defined(_, let record), .given(_, let record): context(of: record)
        case .mapped(_, let map): target(of: map)
        case .concat(let frame, _): frame
        case .chosen(let flag, let a, let b): deepest([frame(of: flag), context(of: a), context(of: b)])
        }
    }

    // MARK: Input

    private func inputKey(_ table: Int) -> FrameKey {
        guard let above = layout.tables[table].parent else { return FrameKey(kind: .sheets, parent: Plan.root) }
        let parent = above == 0 ? Plan.sheets : frameIDs[inputKey(above)] ?? Plan.sheets
        return FrameKey(kind: .input(table), parent: parent)
    }

    /// The frame of a table of the sheets.
    mutating func inputFrame(_ table: Int) -> FrameID {
        guard let above = layout.tables[table].parent else { return Plan.sheets }
        return frame(.input(table), under: inputFrame(above))
    }

    mutating func input(_ table: Int, _ place: InputLayout.Place, at span: Span) -> PlanValue {
        switch place {
        case .slot(let slot):
            return .scalar(column(.input(table: table, field: slot), in: inputFrame(table), at: span))
        case .table(let inner):
            return .list(inputFrame(inner), .record(.input(inner)))
        case .list(let inner):
            let frame = inputFrame(inner)
            return .list(frame, .scalar(column(.input(table: inner, field: 0), in: frame, at: span)))
        case .record(let record):
            return .record(.inputRecord(table: table, record: record))
        }
    }

    mutating func input(_ table: Int, field: Int, at span: Span) -> PlanValue {
        input(table, layout.tables[table].places[field], at: span)
    }

    // MARK: Records

    mutating func column(of record: PlanRecord, _ reference: ColumnReference, at span: Span) -> PlanValue {
        switch (record, reference) {
        case (.sheet, .field(let field)):
            return input(0, field: field, at: span)
        case (.input(let table), .field(let field)):
            return input(table, field: field, at: span)
        case (.inputRecord(let table, let record), .field(let field)):
            return input(table, layout.records[record][field], at: span)
        case (.sheet, .rule(let rule)), (.input, .rule(let rule)), (.inputRecord, .rule(let rule)):
            return value(of: rule)
        case (.items(let items), .item(let name)):
            return items.first { $0.name == name }?.value ?? unknown()
        case (.defined(let name, let base), _):
            if case .rule(let rule) = reference, program.rules[rule].table == name { return value(of: rule) }
            return column(of: base, reference, at: span)
        case (.given(let path, let base), .field(let field)):
            guard let fields = program.schema.record(at: path)?.fields, fields.indices.contains(field) else { return unknown() }
            return column(of: base, .item(fields[field].name), at: span)
        case (.mapped(let base, let map), _):
            return mapped(column(of: base, reference, at: span), through: map)
        case (.concat(let frame, let parts), _):
            var values: [PlanValue] = []
            for part in parts { values.append(column(of: part, reference, at: span)) }
            return merged(values, into: frame)
        case (.chosen(let flag, let a, let b), _):
            let first = column(of: a, reference, at: span)
            let second = column(of: b, reference, at: span)
            return choice(flag, first, second, at: span)
        default:
            return unknown()
        }
    }

    /// A value that is not there: what a reference of the wrong kind gives, which the checker does not let through.
    mutating func unknown() -> PlanValue { .scalar(column(.blank, in: Plan.root)) }

    // MARK: Rows of other frames

    func target(of map: RowMap) -> FrameID {
        switch map {
        case .source(let frame), .secondSource(let frame): frame
        case .index(let node, _): frame(of: node)
        }
    }

    /// The frame whose rows the map names.
    func source(of map: RowMap) -> FrameID {
        switch map {
        case .index(_, let target): return target
        case .secondSource(let frame):
            guard case .zip(_, let second) = plan.frames[Int(frame)].kind else { return frame }
            return second
        case .source(let frame):
            switch plan.frames[Int(frame)].kind {
            case .filter(let source, _), .kept(let source, _, _), .sort(let source, _, _), .top(let source, _), .reverse(let source),
                .distinct(let source, _), .members(let source, _), .cross(let source), .under(let source, _),
                .flatten(_, let source), .zip(let source, _):
                return source
            case .allSheets: return Plan.sheets
            case .root, .sheets, .input, .concat, .nestedConcat, .split: return frame
            }
        }
    }

    /// A value of the map's source, in the map's target.
    mutating func mapped(_ value: PlanValue, through map: RowMap) -> PlanValue {
        let target = target(of: map)
        let source = source(of: map)
        // What lives above both frames is the same for all rows. The target of a `cross` may lie under its own source; a
        // column of the source is then still another row's. What does not live above the source at all is of the target: a
        // rule of each sheet on rows that are the same for all sheets.
        func isShared(_ frame: FrameID) -> Bool {
            if case .index = map { return false }
            return lies(target, under: frame) && (lies(parent(of: source), under: frame) || !lies(source, under: frame))
        }
        switch value {
        case .scalar(let node):
            if isShared(frame(of: node)) { return value }
            return .scalar(column(.gather(lift(node, to: source), map), in: target))
        case .list(let inner, let element):
            if isShared(parent(of: inner)) { return value }
            guard case .list(let placed, let placedElement) = crossed(inner, element, into: source) else { return value }
            let under = frame(.under(placed, map), under: target)
            return .list(under, mapped(placedElement, through: .source(of: under)))
        case .record(let record):
            return .record(.mapped(record, map))
        }
    }

    /// The list under the rows of a frame further in.
    mutating func crossed(_ list: FrameID, _ element: PlanValue, into context: FrameID) -> PlanValue {
        if lies(list, under: context), parent(of: list) == context { return .list(list, element) }
        let frame = frame(.cross(list), under: context)
        return .list(frame, mapped(element, through: .source(of: frame)))
    }

    /// The parts of a `concat` frame as one value.
    mutating func merged(_ parts: [PlanValue], into frame: FrameID) -> PlanValue {
        var nodes: [NodeID] = []
        var records: [PlanRecord] = []
        var lists: [(FrameID, PlanValue)] = []
        for (index, part) in parts.enumerated() {
            switch part {
            case .scalar(let node):
                nodes.append(lift(node, to: partFrame(frame, index)))
                records.append(.items([]))
            case .record(let record): records.append(record)
            case .list(let inner, let element):
                guard case .list(let placed, let placedElement) = crossed(inner, element, into: partFrame(frame, index))
                else { continue }
                lists.append((placed, placedElement))
            }
        }
        if nodes.count == parts.count { return .scalar(column(.concat(nodes), in: frame)) }
        // Beside records a single value is the element of `[]`: it has no rows.
        if records.count == parts.count { return .record(.concat(frame, records)) }
        guard lists.count == parts.count else { return unknown() }
        let nested = self.frame(.nestedConcat(lists.map(\.0)), under: frame)
        return .list(nested, merged(lists.map(\.1), into: nested))
    }

    private func partFrame(_ frame: FrameID, _ part: Int) -> FrameID {
        switch plan.frames[Int(frame)].kind {
        case .concat(let parts): parts[part] ?? parent(of: frame)
        case .nestedConcat(let parts): parts[part]
        default: frame
        }
    }

    /// One of two values by a flag.
    mutating func choice(_ flag: NodeID, _ a: PlanValue, _ b: PlanValue, at span: Span) -> PlanValue {
        switch (a, b) {
        case (.scalar(let first), .scalar(let second)):
            return .scalar(combine([flag, first, second], at: span) { .choose($0[0], $0[1], $0[2]) })
        case (.record(let first), .record(let second)):
            return .record(.chosen(flag, first, second))
        case (.list(let first, let firstElement), .list(let second, let secondElement)):
            let context = deepest([frame(of: flag), parent(of: first), parent(of: second)])
            let opposite = column(.not(flag), in: frame(of: flag), at: span)
            let kept = kept(first, firstElement, into: context, by: flag, isBlankElsewhere: false)
            let other = self.kept(second, secondElement, into: context, by: opposite, isBlankElsewhere: false)
            let joined = frame(.concat([kept.0, other.0]), under: context)
            return .list(joined, merged([kept.1, other.1], into: joined))
        // A list or a record that is planned as one column is `blank`.
        case (.list(let first, let element), .scalar):
            return orBlank(first, element, by: flag)
        case (.scalar, .list(let second, let element)):
            return orBlank(second, element, by: column(.not(flag), in: frame(of: flag), at: span))
        case (.record(let first), .scalar):
            return .record(.chosen(flag, first, .items([])))
        case (.scalar, .record(let second)):
            return .record(.chosen(flag, .items([]), second))
        default:
            return unknown()
        }
    }

    private mutating func orBlank(_ list: FrameID, _ element: PlanValue, by flag: NodeID) -> PlanValue {
        let context = deepest([frame(of: flag), parent(of: list)])
        let kept = kept(list, element, into: context, by: flag, isBlankElsewhere: true)
        return .list(kept.0, kept.1)
    }

    private mutating func kept(
        _ list: FrameID, _ element: PlanValue, into context: FrameID, by flag: NodeID, isBlankElsewhere: Bool
    ) -> (FrameID, PlanValue) {
        guard case .list(let placed, let value) = crossed(list, element, into: context) else { return (list, element) }
        let frame = frame(.kept(placed, lift(flag, to: context), isBlankElsewhere: isBlankElsewhere), under: context)
        return (frame, mapped(value, through: .source(of: frame)))
    }
}
