import KijunSyntax

/// K0911: a bare name that means a column where the sheet has something of the same name that would fit as well.
///
/// Only columns of the tables of a form or of sheets, and not where `sheet.name` stands somewhere for the other meaning: who
/// wrote that knows of both. Told once for each name and table.
extension Lints {
    mutating func findShadowedColumns() {
        let known = namesBehindSheet
        var found: [(name: String, table: String, column: CheckedExpression)] = []
        var seen: Set<String> = []
        forEach(in: ruleExpressions + program.instances.map(\.body)) { next in
            guard case .column(let base, let column) = next.kind, base.span == next.span, case .local = base.kind,
                case .record(.declared(let path)) = base.type, isTableOfSchema(path)
            else { return }
            if case .item = column { return }
            let name = nfkc(program.sources.text(of: next.span))
            guard !known.contains(name), seen.insert("\(path).\(name)").inserted else { return }
            found.append((name, path, next))
        }
        for (name, table, column) in found {
            guard let global = global(named: name), Self.isAlike(global.type, column.type) else { continue }
            diagnostics.append(.shadowed(name, table: table, at: column.span, sheet: global.span))
        }
    }

    /// What is written as `sheet.name` anywhere.
    private var namesBehindSheet: Set<String> {
        var result: Set<String> = []
        for tree in trees {
            for name in tree.statements.flatMap(\.namesOfSheet) { result.insert(name.text) }
        }
        return result
    }

    private func isTableOfSchema(_ path: String) -> Bool {
        var schema = program.schema
        for part in path.split(separator: ".") {
            guard let index = schema.index(of: String(part)), let record = schema.fields[index].record else { return false }
            schema = record
        }
        return true
    }

    private func global(named name: String) -> (type: Type, span: Span)? {
        if let index = program.schema.index(of: name) { return (program.schema.fields[index].type, program.schema.fields[index].span) }
        for rule in program.rules where rule.table.isEmpty && ([rule.name] + rule.aliases).contains(name) {
            if case .check = rule.body { continue }
            return (rule.type, rule.span)
        }
        for parameter in program.parameters where ([parameter.name] + parameter.aliases).contains(name) {
            return (parameter.type, parameter.span)
        }
        return nil
    }

    /// Both would do at the same place.
    private static func isAlike(_ a: Type, _ b: Type) -> Bool {
        switch (a, b) {
        case (.number(let a), .number(let b)): a.unit.hasSameDimension(as: b.unit)
        case (.text, .text), (.year, .year), (.yesno, .yesno), (.mark, .mark), (.choice, .text), (.text, .choice): true
        case (.choice(let a), .choice(let b)): !Set(a.symbols).isDisjoint(with: b.symbols)
        default: false
        }
    }
}
