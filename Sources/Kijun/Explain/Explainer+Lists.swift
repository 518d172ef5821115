import KijunSyntax

// Lists: of hundreds of rows those that matter.
extension Explainer {
    /// How many rows are shown that decide, and of a list of which no row decides more than another.
    private var decidingRows: Int { showsAllRows ? .max : 8 }
    private var firstRows: Int { showsAllRows ? .max : 3 }
    /// Of more rows each is told shortly.
    private static var rowsInFull: Int { 3 }
    /// A list field of so few elements is shown whole.
    private static var shortList: Int { 12 }
    /// Further rows are not looked at one by one.
    static var scannedRows: Int { 20_000 }

    /// What is shown of a list.
    struct Listed {
        var nodes: [Node]
        /// How many rows it has; nil where the nodes are no rows.
        var count: Int?
        var omitted = 0
    }

    func add(_ listed: Listed, to node: inout Node) {
        node.children += listed.nodes
        node.count = listed.count
        node.omitted = listed.omitted
    }

    /// What an aggregate aggregates.
    func elements(
        _ kind: Aggregate, _ list: CheckedExpression, _ local: LocalID, _ body: CheckedExpression?, _ whole: CheckedExpression,
        _ context: Context
    ) -> Listed {
        if body == nil, case .list(let parts) = list.kind { return Listed(nodes: Self.distinct(parts.flatMap { sides($0, context) })) }
        guard let items = items(list, local, body, context) else { return Listed(nodes: body == nil ? sides(list, context) : []) }
        if body == nil, isName(list), !isOfNumbers(list.type), items.rows.rows.count <= Self.shortList {
            let node = name(list, in: context)
            if !node.cells.isEmpty || items.rows.rows.isEmpty { return Listed(nodes: [node]) }
        }
        if !items.rows.isCertain {
            let open = openRows(list, context)
            if !open.nodes.isEmpty { return open }
        }
        let names = outerNames(list, body, context)
        var listed = nodes(rows(of: items, for: kind, value(whole, context)), of: items, context)
        if items.type == .mark, [.any, .all, .none].contains(kind) {
            for index in listed.nodes.indices { listed.nodes[index].truth = .init(element: listed.nodes[index].value) ?? .unknown }
        }
        listed.nodes = names + listed.nodes + droppedRows(list, context)
        return listed
    }

    private func isOfNumbers(_ type: Type) -> Bool { if case .list(.number) = type { true } else { false } }

    /// A list that is not aggregated: how many rows it has, and the first.
    func list(_ expression: CheckedExpression, _ context: Context) -> Node {
        var node = part(expression, context)
        guard !node.isCut, let items = items(expression, -1, nil, context) else { return node }
        node.value = .blank
        if !items.rows.isCertain {
            add(openRows(expression, context), to: &node)
            if !node.children.isEmpty { return node }
        }
        node.children = outerNames(expression, nil, context.deeper)
        add(nodes(Array(items.rows.rows.prefix(firstRows)), of: items, context.deeper), to: &node)
        node.children += droppedRows(expression, context.deeper)
        return node
    }

    /// A field that was asked for: of a table or one of its columns the rows too.
    func field(_ expression: CheckedExpression, column: Int?, in context: Context) -> Node {
        var expression = expression
        if let column, let inner = schema(ofRecord: expression.type)?.fields[column] {
            let isRecord = if case .record = expression.type { true } else { false }
            expression =
                isRecord
                ? CheckedExpression(.column(expression, .field(column)), inner.type, at: inner.span)
                : CheckedExpression(.columnOfTable(expression, .field(column)), .list(inner.type), at: inner.span)
        }
        var node = name(expression, in: context)
        guard isTableOrColumn(expression), let items = items(expression, -1, nil, context) else { return node }
        node.cells = []
        node.value = .blank
        node.type = .table(.anonymous([]))
        let limit = showsAllRows ? Int.max : 50
        add(nodes(Array(items.rows.rows.prefix(limit)), of: items, limit: limit, context.deeper), to: &node)
        return node
    }

    private func isTableOrColumn(_ expression: CheckedExpression) -> Bool {
        if case .table = expression.type { return true }
        if case .columnOfTable = expression.kind { return true }
        return false
    }

    // MARK: Rows

    /// The rows of a list with what is said of each.
    struct Items {
        let rows: Rows
        /// In a row's context.
        let body: CheckedExpression?
        let value: PlanValue
        let type: Type
        let locals: [LocalID: PlanValue]
        /// Reads the value of a row.
        let read: (Int) -> Value
        /// The list as written.
        let list: CheckedExpression
    }

    func items(_ list: CheckedExpression, _ local: LocalID, _ body: CheckedExpression?, _ context: Context) -> Items? {
        var locals = context.locals
        let planned: PlanValue
        if let body {
            guard
                let iterated = evaluation.planLate(
                    locals: context.locals, readsSheet: !context.isOfSet, { $0.iterate(list, [body]) })
            else { return nil }
            locals[local] = iterated.element
            planned = .list(iterated.frame, iterated.element)
        } else {
            planned = plan(list, context)
        }
        guard let rows = rows(of: planned, context) else { return nil }
        let type = body?.type ?? Planner.rowType(list.type)
        let value =
            body.map { body in evaluation.planLate(locals: locals, readsSheet: !context.isOfSet) { $0.value(body) } } ?? rows.element
        if case .scalar = value {
        } else {
            return Items(rows: rows, body: body, value: value, type: type, locals: locals, read: { _ in .blank }, list: list)
        }
        let shape = evaluation.planLate(locals: [:], readsSheet: true) { $0.shape(value, type) }
        var nodes: [NodeID] = []
        var frames = [rows.frame]
        shape.collect(&nodes, &frames)
        evaluation.compute(nodes, frames: frames)
        return Items(
            rows: rows, body: body, value: value, type: type, locals: locals,
            read: { [evaluation] row in evaluation.read(shape, rows.frame, row) }, list: list)
    }

    /// The rows that matter for what an aggregate came to.
    private func rows(of items: Items, for kind: Aggregate, _ result: Value) -> [Int] {
        let all = items.rows.rows.prefix(Self.scannedRows)
        func those(_ isWanted: (Value) -> Bool) -> [Int] { all.filter { isWanted(items.read($0)) } }
        let unknown = those { Explanation.Truth(element: $0) == nil && Self.isUnknown($0) }
        let isOpen = Self.isUnknown(result)
        switch kind {
        case .any, .none:
            if isOpen { return unknown }
            let yes = those { Explanation.Truth(element: $0) == .yes }
            return yes.isEmpty ? Array(all.prefix(firstRows)) : yes
        case .all:
            if isOpen { return unknown }
            let no = those { Explanation.Truth(element: $0) == .no }
            return no.isEmpty ? Array(all.prefix(firstRows)) : no
        case .min, .max:
            if isOpen { return unknown }
            return those { $0 == result }
        case .first: return Array(all.prefix(1))
        case .last: return Array(items.rows.rows.suffix(1))
        case .count: return isFiltered(items.list) ? Array(all) : []
        case .sum, .mean, .median, .distinct: return isOpen && !unknown.isEmpty ? unknown : Array(all.prefix(firstRows))
        }
    }

    static func isUnknown(_ value: Value) -> Bool {
        switch value {
        case .blank, .undetermined, .failed: true
        default: false
        }
    }

    func nodes(_ rows: [Int], of items: Items, limit: Int? = nil, _ context: Context) -> Listed {
        var nodes: [Node] = []
        for row in rows.prefix(limit ?? decidingRows) {
            guard takeNode(context) else { break }
            var below = context.deeper
            below.frame = items.rows.frame
            below.row = row
            below.locals = items.locals
            // Of many rows what each of them reads is enough.
            if rows.count > Self.rowsInFull { below.isBrief = true }
            var node = Node(.row, label(ofRow: row, in: items, context), at: items.list.span)
            node.type = items.type
            node.value = items.read(row)
            if items.type == .yesno { node.truth = .init(node.value) }
            node.cells = cells(items.value, below)
            if Self.isUnknown(node.value), case .scalar = items.value {
                node.reasons = evaluation.reasonsLate(items.value, items.type, below.frame, row)
                if node.cells.isEmpty { node.cells = node.reasons.compactMap(\.blankCell) }
            }
            if let body = items.body, !isName(body) {
                node.children = body.type == .yesno ? rowConditions(body, below) : witnesses(in: body, below)
            }
            node.children += filterWitnesses(items.list, row, of: items.rows.frame, context)
            if let place = writtenRow(row, of: items, context) {
                // The row says all that its conditions read, and more.
                node.isWritten = true
                node.span = place
                node.text = words(at: place)
                node.children = []
            }
            node.children = Self.distinct(node.children)
            nodes.append(node)
        }
        return Listed(nodes: nodes, count: items.rows.rows.count, omitted: max(0, items.rows.rows.count - nodes.count))
    }

    /// The row itself says whether its condition holds; only what that is made of has to follow.
    private func rowConditions(_ body: CheckedExpression, _ context: Context) -> [Node] {
        let node = condition(body, context)
        return [.and, .or, .not, .quantifier].contains(node.kind) || node.isCut ? [node] : node.children
    }

    // MARK: Names of rows

    /// The key of a row, or the first of its texts and years; else its number in the list.
    private func label(ofRow row: Int, in items: Items, _ context: Context) -> String {
        let number = "#\(row - items.rows.rows.lowerBound + 1)"
        guard let table = table(of: items.list),
            let rows = self.rows(of: plan(table, context), context), case .record(let record) = rows.element,
            let place = sourceRow(row, of: items.rows.frame, in: rows.frame), let column = labelColumn(table.type)
        else { return number }
        let planned = evaluation.planLate(locals: context.locals, readsSheet: !context.isOfSet) {
            $0.column(of: record, column.reference, at: .none)
        }
        switch evaluation.readLate(planned, column.type, rows.frame, place) {
        case .text(let text) where !text.isEmpty: return text
        case .year(let year): return Year.shown(year)
        case .number(let number): return number.plainText
        default: return number
        }
    }

    /// The table whose rows the elements of a list belong to.
    func table(of list: CheckedExpression) -> CheckedExpression? {
        if case .table = list.type { return list }
        return switch list.kind {
        case .columnOfTable(let inner, _), .map(let inner, _, _), .sort(let inner, _, _, _), .top(let inner, _), .filter(let inner, _, _):
            table(of: inner)
        default: nil
        }
    }

    private func labelColumn(_ type: Type) -> (reference: ColumnReference, type: Type)? {
        guard case .table(let columns) = type else { return nil }
        if let schema = schema(ofRecord: type) {
            let identified = columns == .sheet ? program.forms.lazy.compactMap { $0.identify.first }.first : schema.key
            if let key = identified { return (.field(key), schema.fields[key].type) }
        }
        let own = evaluation.planLate(locals: [:], readsSheet: true) { $0.ownColumns(of: columns) }
        let found = own.first { column in
            switch column.type {
            case .text, .choice, .year: true
            default: false
            }
        }
        return found.map { ($0.reference, $0.type) }
    }
}

extension Explanation.Truth {
    /// Of a yes/no value or a mark (○ and ◎ are yes); nil for what is neither.
    init?(element value: Value) {
        switch value {
        case .yesno(let flag): self = flag ? .yes : .no
        case .text("○"), .text("◎"): self = .yes
        case .text: self = .no
        default: return nil
        }
    }
}

extension Reason {
    fileprivate var blankCell: Provenance? { if case .blankCell(let cell) = self { cell } else { nil } }
}
