extension Planner {
    /// The value of a rule where it is read. A table of the set on which rules of each sheet stand has its rows once for
    /// each sheet there: `limits.distance = cost - amount` on a table `limits` that is written in the rules.
    mutating func rows(of id: RuleID) -> PlanValue {
        let own = value(of: id)
        let rule = program.rules[id]
        guard readsSheet, rule.isOfSet, let path = rule.type.declaredPath, hasRulesOfSheets(path) else { return own }
        if let known = sheetRows[id] { return known }
        var rows = own
        if path == rule.path, case .list(let frame, let element) = own {
            if !lies(frame, under: Plan.sheets) { rows = crossed(frame, element, into: Plan.sheets) }
        } else if case .definition(let expression) = rule.body {
            // Rows of such a table, chosen by a rule of the set.
            rows = value(expression)
        }
        sheetRows[id] = rows
        return rows
    }

    mutating func value(ofQuestion expression: CheckedExpression) -> PlanValue {
        readsSheet = readsRulesOfSheets(expression)
        defer { readsSheet = false }
        return value(expression)
    }

    /// Whether an expression reads a rule of each sheet on the rows of a table of the set.
    private func readsRulesOfSheets(_ expression: CheckedExpression) -> Bool {
        var open = [expression]
        var followed: Set<Int> = []
        while let next = open.popLast() {
            switch next.kind {
            case .column(_, .rule(let id)), .columnOfTable(_, .rule(let id)):
                if isOnSetTable(id) { return true }
            case .call(let index, _):
                if followed.insert(index).inserted { open.append(program.instances[index].body) }
            default: break
            }
            open += next.children
        }
        return false
    }

    private mutating func hasRulesOfSheets(_ path: String) -> Bool {
        if let known = tablesWithRulesOfSheets { return known.contains(path) }
        let tables = Set(program.rules.indices.filter { isOnSetTable($0) }.map { program.rules[$0].table })
        tablesWithRulesOfSheets = tables
        return tables.contains(path)
    }

    private func isOnSetTable(_ id: RuleID) -> Bool {
        let rule = program.rules[id]
        guard !rule.isOfSet, !rule.table.isEmpty else { return false }
        return definitions(named: rule.table).contains { program.rules[$0].isOfSet }
    }
}

extension Type {
    /// The table that the rows are of: `limits` for the table itself, for some of its rows and for one.
    fileprivate var declaredPath: String? {
        switch self {
        case .table(.declared(let path)), .record(.declared(let path)): path
        default: nil
        }
    }
}
