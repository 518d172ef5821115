import KijunSyntax

// `where` and `for`: what their conditions read.
extension Explainer {
    func isFiltered(_ list: CheckedExpression) -> Bool {
        switch list.kind {
        case .filter: true
        case .sort(let inner, _, _, _), .top(let inner, _), .columnOfTable(let inner, _), .map(let inner, _, _), .select(let inner, _, _):
            isFiltered(inner)
        default: false
        }
    }

    /// What the conditions of `where` read in a row that they kept.
    func filterWitnesses(_ list: CheckedExpression, _ row: Int, of frame: FrameID, _ context: Context) -> [Node] {
        switch list.kind {
        case .filter(let inner, let local, let condition):
            let below = filterWitnesses(inner, row, of: frame, context)
            guard let (source, locals) = filterContext(inner, local, condition, context), let place = sourceRow(row, of: frame, in: source)
            else { return below }
            var inside = context.deeper
            (inside.frame, inside.row, inside.locals) = (source, place, locals)
            return below + witnesses(in: condition, inside)
        case .sort(let inner, _, _, _), .top(let inner, _), .columnOfTable(let inner, _), .map(let inner, _, _), .select(let inner, _, _):
            return filterWitnesses(inner, row, of: frame, context)
        default: return []
        }
    }

    private func filterContext(
        _ list: CheckedExpression, _ local: LocalID, _ condition: CheckedExpression, _ context: Context
    ) -> (FrameID, [LocalID: PlanValue])? {
        let found = evaluation.planLate(locals: context.locals, readsSheet: !context.isOfSet) { $0.iterate(list, [condition]) }
        guard let found else { return nil }
        var locals = context.locals
        locals[local] = found.element
        return (found.frame, locals)
    }

    /// The rows of which it is unknown whether they are in a list.
    func openRows(_ list: CheckedExpression, _ context: Context) -> Listed {
        switch list.kind {
        case .filter(let inner, let local, let condition):
            guard let items = items(inner, local, condition, context) else { return Listed(nodes: []) }
            if !items.rows.isCertain { return openRows(inner, context) }
            let open = items.rows.rows.prefix(Self.scannedRows).filter { Self.isUnknown(items.read($0)) }
            let nodes = nodes(open, of: items, context).nodes
            return Listed(nodes: nodes, omitted: open.count - nodes.count)
        case .sort(let inner, _, _, _), .top(let inner, _), .columnOfTable(let inner, _), .map(let inner, _, _), .select(let inner, _, _),
            .group(let inner, _, _, _, _, _):
            return openRows(inner, context)
        default: return Listed(nodes: [])
        }
    }

    /// The names that an expression reads, each with its value alone.
    func witnesses(in expression: CheckedExpression, _ context: Context) -> [Node] {
        var brief = context
        brief.isBrief = true
        var nodes: [Node] = []
        func collect(_ expression: CheckedExpression) {
            if isName(expression) {
                if case .local = expression.kind, case .record = expression.type { return }
                if takeNode(context) { nodes.append(contentsOf: sides(expression, brief)) }
                return
            }
            switch expression.kind {
            case .aggregate(_, let list, _, .some), .filter(let list, _, _), .map(let list, _, _): collect(list)
            case .row(_, _, _, let wanted): collect(wanted)
            default: for child in expression.children { collect(child) }
            }
        }
        collect(expression)
        return Self.distinct(nodes)
    }

    /// The definitions, decisions and parameters of the sheet that the conditions and bodies of a list read: they are the same in
    /// every row, and explained once.
    func outerNames(_ list: CheckedExpression, _ body: CheckedExpression?, _ context: Context) -> [Node] {
        guard !context.isBrief else { return [] }
        var names: [CheckedExpression] = []
        func collect(_ expression: CheckedExpression) {
            switch expression.kind {
            case .rule, .parameter: names.append(expression)
            default: for child in expression.children { collect(child) }
            }
        }
        func follow(_ list: CheckedExpression) {
            switch list.kind {
            case .filter(let inner, _, let condition):
                follow(inner)
                collect(condition)
            case .map(let inner, _, let body):
                follow(inner)
                collect(body)
            case .sort(let inner, _, _, _), .top(let inner, _), .columnOfTable(let inner, _), .select(let inner, _, _): follow(inner)
            default: break
            }
        }
        follow(list)
        body.map(collect)
        var seen: Set<String> = []
        return names.compactMap { name in
            // A parameter for the year of a row differs from row to row.
            if case .parameter(_, let year) = name.kind, case .field = year.kind {} else if case .parameter = name.kind { return nil }
            return seen.insert(words(at: name.span)).inserted ? self.name(name, in: context) : nil
        }
    }

    // MARK: Rows that were left out

    /// How many rows are looked at, and how many of those found are shown.
    private static var lookedAt: Int { 2_000 }
    private static var shownDropped: Int { 3 }

    /// The rows that a `where` left out because a cell could not be read, which is blank for the condition.
    func droppedRows(_ list: CheckedExpression, _ context: Context) -> [Node] {
        switch list.kind {
        case .filter(let inner, let local, let condition):
            return droppedRows(inner, context) + droppedRows(inner, local, condition, context)
        case .sort(let inner, _, _, _), .top(let inner, _), .columnOfTable(let inner, _), .map(let inner, _, _), .select(let inner, _, _),
            .group(let inner, _, _, _, _, _):
            return droppedRows(inner, context)
        default: return []
        }
    }

    private func droppedRows(
        _ inner: CheckedExpression, _ local: LocalID, _ condition: CheckedExpression, _ context: Context
    ) -> [Node] {
        guard hasUnreadCells(context), let items = items(inner, local, condition, context) else { return [] }
        var names: [CheckedExpression] = []
        func collect(_ expression: CheckedExpression) {
            if isName(expression), case .column = expression.kind { return names.append(expression) }
            for child in expression.children { collect(child) }
        }
        collect(condition)
        var found: [Int] = []
        for row in items.rows.rows.prefix(Self.lookedAt) where items.read(row) == .yesno(false) {
            var inside = context
            (inside.frame, inside.row, inside.locals) = (items.rows.frame, row, items.locals)
            if names.contains(where: { cells(plan($0, inside), inside).contains(where: evaluation.sheets.isUnread) }) { found.append(row) }
        }
        return nodes(found, of: items, limit: Self.shownDropped, context).nodes.map { node in
            var node = node
            node.isDropped = true
            return node
        }
    }

    /// Whether the sheet that is read, or any where all are, has a cell that could not be read.
    private func hasUnreadCells(_ context: Context) -> Bool {
        let findings = evaluation.sheets.findings
        guard let sheet = sheet(of: context) else { return findings.contains { $0.contains(where: \.isOfUnreadCell) } }
        return findings[sheet].contains(where: \.isOfUnreadCell)
    }

    // MARK: Rows that stand in the rules

    /// Where a row of a table is written in the rules; nil where it stands on a sheet.
    func writtenRow(_ row: Int, of items: Items, _ context: Context) -> Span? {
        let table = base(of: items.list)
        guard let parts = literal(table), let rows = self.rows(of: plan(table, context), context),
            let place = sourceRow(row, of: items.rows.frame, in: rows.frame)
        else { return nil }
        let number = place - rows.rows.lowerBound
        return parts.indices.contains(number) ? parts[number].span : nil
    }

    /// The table that rows are taken from.
    private func base(of list: CheckedExpression) -> CheckedExpression {
        var list = list
        while true {
            switch list.kind {
            case .filter(let inner, _, _), .sort(let inner, _, _, _), .top(let inner, _), .columnOfTable(let inner, _): list = inner
            default: return list
            }
        }
    }

    /// The rows of a table as they are written, also through definitions.
    private func literal(_ table: CheckedExpression) -> [CheckedExpression]? {
        var table = table
        for _ in 0..<Explanation.maximumDepth {
            switch table.kind {
            case .list(let parts): return parts
            case .rule(let id):
                guard case .definition(let body) = program.rules[id].body else { return nil }
                table = body
            default: return nil
            }
        }
        return nil
    }
}

extension Finding {
    /// What stands in a cell could not be read, so that its value is unknown.
    private static let unread: Set<DiagnosticCode> = [
        .notANumber, .notInChoiceCell, .notAYear, .notAMark, .notYesNo, .wrongUnitCell, .errorCell, .notCalculated, .unevenLists,
        .wrongStructure, .mixedSigns, .sharedNumber,
    ]

    /// Something stands in a cell and could not be read, so that its value is unknown.
    public var isOfUnreadCell: Bool { severity == .warning && Self.unread.contains(code) && cell != nil && !isOfDocument }
}

extension SheetSet {
    /// Whether something stands in a cell that could not be read.
    public func isUnread(_ cell: Provenance) -> Bool {
        cell.trial == nil && findings[cell.sheet].contains { $0.isOfUnreadCell && $0.cell == cell.cell && $0.field == cell.field }
    }
}
