extension ProgramGenerator {
    /// An expression of a kind, in brackets where it could be torn apart.
    mutating func expression(_ kind: Kind, _ depth: Int, _ scope: Scope) -> String {
        if depth <= 0 || random.oneIn(5) { return leaf(kind, scope) }
        let down = depth - 1
        switch random.below(12) {
        case 0:
            return "(if \(expression(.yesno, down, scope)) then \(expression(kind, down, scope)) else \(expression(kind, down, scope)))"
        case 1:
            if kind == .rows { return "(\(rows(down, scope)) ?? rows)" }
            return "(\(expression(kind, down, scope)) ?? \(expression(kind, down, scope)))"
        case 2:
            if let call = call(kind, down, scope) { return call }
        case 3, 4:
            if let picked = picked(kind, down, scope) { return picked }
        default: break
        }
        switch kind {
        case .number: return numeric(kind, down, scope)
        case .money: return numeric(kind, down, scope)
        case .text: return textual(down, scope)
        case .yesno: return condition(down, scope)
        case .year: return yearly(down, scope)
        case .list(let element): return list(element, down, scope)
        case .table(let columns): return table(columns, down, scope)
        case .rows: return rows(down, scope)
        case .mark, .choice, .grade: return leaf(kind, scope)
        }
    }

    private func names(_ kind: Kind, _ scope: Scope) -> [String] { scope.names.filter { $0.kind == kind }.map(\.text) }

    /// A name or a literal.
    mutating func leaf(_ kind: Kind, _ scope: Scope) -> String {
        let names = names(kind, scope)
        if !names.isEmpty, !random.oneIn(3) { return random.pick(names) }
        switch kind {
        case .number: return random.pick(["0", "1", "2", "-1", "1/3", "0.5", "9223372036854775807", "12.25", "150%"])
        case .money: return random.pick(["0千円", "5千円", "1億円", "3円", "-2千円"])
        case .text: return random.pick(["\"a\"", "\"x\"", "\"\"", "「が」", "\"02-10\""])
        case .mark: return random.pick(["○", "△", "×", "◎"])
        case .choice:
            let choices = scope.seesSheet ? self.names(.choice, sheetScope) : []
            return random.pick(names.isEmpty ? (choices.isEmpty ? ["c"] : choices) : names)
        case .grade: return names.isEmpty ? "gr" : random.pick(names)
        case .year: return random.pick(["R1", "R2", "H30", "R3"])
        case .yesno: return random.pick(["true", "false"])
        case .list(let element):
            if random.oneIn(4) { return "[\(leaf(element, scope))]" }
            return "[" + (0..<(1 + random.below(3))).map { _ in leaf(element, scope) }.joined(separator: ", ") + "]"
        case .table(let columns): return literal(columns, 0, scope)
        case .rows: return names.isEmpty ? "rows" : random.pick(names)
        }
    }

    private mutating func call(_ kind: Kind, _ depth: Int, _ scope: Scope) -> String? {
        guard scope.seesSheet, let function = functions.first(where: { $0.result == kind }) else { return nil }
        return "\(function.name)(\(function.parameters.map { expression($0, depth, scope) }.joined(separator: ", ")))"
    }

    /// An element of a list, a column of a row, or an aggregate that gives an element.
    private mutating func picked(_ kind: Kind, _ depth: Int, _ scope: Scope) -> String? {
        switch kind {
        case .list, .table, .rows: return nil
        default: break
        }
        switch random.below(4) {
        case 0: return "\(expression(.list(kind), depth, scope))[\(random.pick(["1", "2", "-1", "3", expression(.number, 0, scope)]))]"
        case 1: return "\(random.pick(["first", "last"]))(\(expression(.list(kind), depth, scope)))"
        case 2:
            guard let column = column(kind), scope.seesSheet else { return nil }
            return "\(random.pick(["rows", "rows", rows(depth, scope)]))[\(expression(.text, depth, scope))].\(column)"
        default:
            guard let column = column(kind) else { return nil }
            return "first(\(rows(depth, scope))).\(column)"
        }
    }

    /// A column of the form's table.
    private mutating func column(_ kind: Kind) -> String? {
        let columns = rowColumns.filter { $0.kind == kind }.map(\.text)
        return columns.isEmpty ? nil : random.pick(columns)
    }

    // MARK: Scalars

    private mutating func numeric(_ kind: Kind, _ depth: Int, _ scope: Scope) -> String {
        switch random.below(kind == .number ? 13 : 8) {
        case 0: return "(\(expression(kind, depth, scope)) + \(expression(kind, depth, scope)))"
        case 1: return "(\(expression(kind, depth, scope)) - \(expression(kind, depth, scope)))"
        case 2: return "(\(expression(kind, depth, scope)) * \(expression(.number, depth, scope)))"
        case 3: return "(\(expression(kind, depth, scope)) / \(expression(.number, depth, scope)))"
        case 4: return "(-\(expression(kind, depth, scope)))"
        case 5:
            let aggregate = random.pick(["sum", "min", "max", "mean", "median"])
            return "\(aggregate)(\(expression(.list(kind), depth, scope)))"
        case 6:
            let (table, inner) = loop(depth, scope)
            return "\(random.pick(["sum", "min", "max", "mean", "median"]))(\(expression(kind, depth, inner)) for \(table))"
        case 7:
            if random.oneIn(2) { return "modulo(\(expression(kind, depth, scope)), \(expression(kind, depth, scope)))" }
            let function = random.pick(["round", "round_down", "round_up", "floor", "ceiling", "abs"])
            let places = function != "abs" && random.oneIn(2) ? ", \(random.pick(["1", "-1", "2", "0"]))" : ""
            return "\(function)(\(expression(kind, depth, scope))\(places))"
        case 8: return "count(\(expression(random.pick([.list(.number), .list(.text), .rows]), depth, scope)))"
        case 9: return "power(\(expression(.number, depth, scope)), \(random.pick(["2", "-1", "0", "3", leaf(.number, scope)])))"
        case 10: return "length(\(expression(.text, depth, scope)))"
        case 11: return "(\(expression(.year, depth, scope)) - \(expression(.year, depth, scope)))"
        default:
            if random.oneIn(2) { return "(\(expression(.money, depth, scope)) / \(expression(.money, depth, scope)))" }
            return "index_of(\(expression(.list(.text), depth, scope)), \(expression(.text, depth, scope)))"
        }
    }

    private mutating func yearly(_ depth: Int, _ scope: Scope) -> String {
        "(\(expression(.year, depth, scope)) \(random.pick(["+", "-"])) \(random.pick(["1", "2", leaf(.number, scope)])))"
    }

    private mutating func textual(_ depth: Int, _ scope: Scope) -> String {
        switch random.below(7) {
        case 0, 1: return "\"{\(expression(scalarKind(), depth, scope))}・{\(expression(.text, depth, scope))}\""
        case 2: return "\(random.pick(["trim", "upper", "lower"]))(\(expression(.text, depth, scope)))"
        case 3:
            return
                "slice(\(expression(.text, depth, scope)), \(random.pick(["1", "-1", "2", "-3", leaf(.number, scope)]))\(random.pick(["", ", 1", ", 2"])))"
        case 4: return "replace(\(expression(.text, depth, scope)), \(leaf(.text, scope)), \(leaf(.text, scope)))"
        case 5: return "join(\(expression(.list(random.pick([.text, .number, .money, .mark])), depth, scope)), \"/\")"
        default: return random.pick(["min", "max"]) + "(\(expression(.list(.text), depth, scope)))"
        }
    }

    private mutating func condition(_ depth: Int, _ scope: Scope) -> String {
        switch random.below(14) {
        case 0: return "(\(expression(.yesno, depth, scope)) && \(expression(.yesno, depth, scope)))"
        case 1: return "(\(expression(.yesno, depth, scope)) || \(expression(.yesno, depth, scope)))"
        case 2: return "!\(expression(.yesno, depth, scope))"
        case 3...5:
            let kind = random.pick([Kind.number, .number, .money, .text, .year, .grade])
            let op = random.pick(["<", "<=", ">", ">=", "==", "!="])
            if kind == .grade, random.oneIn(2) { return "(\(expression(kind, depth, scope)) \(op) \(random.pick(["A", "B", "C"])))" }
            return "(\(expression(kind, depth, scope)) \(op) \(expression(kind, depth, scope)))"
        case 6:
            let kind = random.pick([Kind.mark, .choice, .yesno, .list(.number), .list(.text)])
            return "(\(expression(kind, depth, scope)) \(random.pick(["==", "!="])) \(expression(kind, depth, scope)))"
        case 7: return "(\(expression(scalarKind(), depth, scope)) \(random.pick(["is blank", "is not blank"])))"
        case 8:
            let kind = random.pick([Kind.number, .money, .text, .mark, .year])
            return "(\(expression(kind, depth, scope)) in \(expression(.list(kind), depth, scope)))"
        case 9:
            return "(\(expression(.number, depth, scope)) in \(leaf(.number, scope))\(random.pick(["..", "..<"]))\(leaf(.number, scope)))"
        case 10:
            let kind = random.pick([Kind.list(.yesno), .list(.mark)])
            return "\(random.pick(["any", "all", "none"]))(\(expression(kind, depth, scope)))"
        case 11:
            let (table, inner) = loop(depth, scope)
            return "\(random.pick(["any", "all", "none"]))(\(expression(.yesno, depth, inner)) for \(table))"
        case 12:
            return
                "\(random.pick(["contains", "starts_with", "ends_with", "like"]))(\(expression(.text, depth, scope)), \(leaf(.text, scope)))"
        default:
            let last = expression(.number, depth, scope)
            return "(\(leaf(.number, scope)) <= \(expression(.number, depth, scope)) < \(last))"
        }
    }

    // MARK: Lists and tables

    /// A table or list to go through, and what names stand for within.
    private mutating func loop(_ depth: Int, _ scope: Scope) -> (source: String, inner: Scope) {
        var inner = scope
        inner.names.removeAll { $0.text == "it" }
        switch random.below(3) {
        case 0:
            let kind = random.pick([Kind.number, .text, .mark])
            inner.names += Array(repeating: ("it", kind), count: 3)
            return (expression(.list(kind), depth, scope), inner)
        case 1:
            inner.names += [("p", .number), ("l", .text)]
            return (expression(.table(["p": .number, "l": .text]), depth, scope), inner)
        default:
            inner.names += rowColumns
            return (rows(depth, scope), inner)
        }
    }

    private mutating func list(_ element: Kind, _ depth: Int, _ scope: Scope) -> String {
        let list = Kind.list(element)
        func it(_ kind: Kind) -> Scope {
            var inner = scope
            inner.names.removeAll { $0.text == "it" }
            inner.names += Array(repeating: ("it", kind), count: 3)
            return inner
        }
        switch random.below(10) {
        case 0:
            let count = 1 + random.below(3)
            return "[" + (0..<count).map { _ in expression(element, depth, scope) }.joined(separator: ", ") + "]"
        case 1, 2: return "(\(expression(list, depth, scope)) where \(expression(.yesno, depth, it(element))))"
        case 3: return "reverse(\(expression(list, depth, scope)))"
        case 4 where [.number, .text, .money, .mark, .yesno].contains(element): return "distinct(\(expression(list, depth, scope)))"
        case 5: return "(\(expression(list, depth, scope)) top \(random.pick(["0", "1", "2", leaf(.number, scope)])))"
        case 6:
            if [.number, .money, .text, .year].contains(element) { return "sort(\(expression(list, depth, scope)))" }
            return "append(\(expression(list, depth, scope)), \(expression(element, depth, scope)))"
        case 7:
            if case .list = element { return "[\(expression(element, depth, scope)), \(expression(element, depth, scope))]" }
            if element == .number { return "flatten(\(expression(.list(list), depth, scope)))" }
            return "append(\(expression(list, depth, scope)), \(expression(element, depth, scope)))"
        case 8:
            guard let column = column(element) else { return leaf(list, scope) }
            return "\(rows(depth, scope)).\(column)"
        default:
            let key = random.pick([Kind.number, .text])
            return "(\(expression(list, depth, scope)) sort by \(expression(key, depth, it(element)))\(random.pick(["", " desc"])))"
        }
    }

    private mutating func rows(_ depth: Int, _ scope: Scope) -> String {
        if depth <= 0 { return leaf(.rows, scope) }
        var inner = scope
        inner.names.removeAll { $0.text == "it" }
        inner.names += rowColumns
        let base = rows(depth - 1, scope)
        switch random.below(5) {
        case 0, 1: return "(\(base) where \(expression(.yesno, depth - 1, inner)))"
        case 2: return "(\(base) sort by \(expression(random.pick([.number, .text]), depth - 1, inner))\(random.pick(["", " desc"])))"
        case 3: return "(\(base) top \(random.pick(["1", "2", leaf(.number, scope)])))"
        default: return leaf(.rows, scope)
        }
    }

    private mutating func literal(_ columns: [String: Kind], _ depth: Int, _ scope: Scope) -> String {
        let rows = (0..<(1 + random.below(3))).map { _ in
            "{" + columns.sorted { $0.key < $1.key }.map { "\($0.key): \(expression($0.value, depth, scope))" }.joined(separator: ", ")
                + "}"
        }
        return "[\(rows.joined(separator: ", "))]"
    }

    private mutating func table(_ columns: [String: Kind], _ depth: Int, _ scope: Scope) -> String {
        guard columns == ["p": .number, "l": .text] else { return leaf(.table(columns), scope) }
        var own = scope
        own.names.removeAll { $0.text == "it" }
        own.names += [("p", .number), ("l", .text)]
        var inner = scope
        inner.names.removeAll { $0.text == "it" }
        inner.names += rowColumns
        switch random.below(6) {
        case 0: return literal(columns, depth, scope)
        case 1, 2:
            return "(\(rows(depth, scope)) select p = \(expression(.number, depth, inner)), l = \(expression(.text, depth, inner)))"
        case 3:
            return "(\(rows(depth, scope)) group by l = \(expression(.text, depth, inner)) select l, p = sum(\(column(.number) ?? "v")))"
        case 4: return "(\(expression(.table(columns), depth, scope)) where \(expression(.yesno, depth, own)))"
        default: return "(\(expression(.table(columns), depth, scope)) sort by p)"
        }
    }
}
