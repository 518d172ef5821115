import KijunSyntax

/// Numbers for expressions, equal where two expressions mean the same whatever the places at which they stand: spans, the
/// numbers of row variables and (for two programs read with the same numbers) those of rules and fields do not count.
struct ExpressionIdentity {
    private struct Shape: Hashable {
        let head: String
        let parts: [Int]
    }

    /// Shapes of all programs that are compared with each other.
    final class Pool {
        private var shapes: [Shape: Int] = [:]

        fileprivate func number(_ head: String, _ parts: [Int]) -> Int {
            let shape = Shape(head: head, parts: parts)
            if let known = shapes[shape] { return known }
            let number = shapes.count
            shapes[shape] = number
            return number
        }

        /// A number that nothing else has.
        fileprivate func unique() -> Int { number("unique \(shapes.count)", []) }
    }

    let program: CheckedProgram
    private let pool: Pool
    /// What is read by its name counts as what stands behind it; else as its name.
    private let readsThrough: Bool
    private var rules: [RuleID: Int] = [:]
    private var instances: [Int: Int] = [:]
    private var depth = 0

    /// Deeper than any expression nests: what calls nest deeper counts as equal to nothing.
    private static let maximumDepth = 500

    /// - Parameter readsThrough: false for what the text of a rule itself says, whatever the rules, parameters and functions mean
    ///   that it names.
    init(_ program: CheckedProgram, pool: Pool = Pool(), readsThrough: Bool = true) {
        self.program = program
        self.pool = pool
        self.readsThrough = readsThrough
        // Each rule after those that it reads: no chain of rules is followed here.
        var definitions: [String: RuleID] = [:]
        for (id, rule) in program.rules.enumerated() where rule.table.isEmpty && rule.kind == .definition { definitions[rule.name] = id }
        for id in program.order {
            let rule = program.rules[id]
            let own = number(of: rule)
            // The rows of a table that is a definition, and what stands in them, come from that.
            let table = readsThrough && program.schema.index(of: rule.table) == nil ? definitions[rule.table].flatMap { rules[$0] } : nil
            rules[id] = table.map { pool.number("on table", [own, $0]) } ?? own
        }
    }

    /// The number of an expression; `locals` are the numbers of the variables bound around it.
    mutating func number(of expression: CheckedExpression, locals: [LocalID: Int] = [:]) -> Int {
        guard depth < Self.maximumDepth else { return pool.unique() }
        depth += 1
        defer { depth -= 1 }
        var inner = locals
        for local in expression.boundLocals { inner[local] = pool.number("bound \(inner.count)", []) }
        switch expression.kind {
        case .local(let local): return locals[local] ?? pool.unique()
        case .rule(let rule): return number(read: rule)
        case .column(let record, .rule(let rule)):
            return pool.number("of row", [number(read: rule), number(of: record, locals: locals)])
        case .columnOfTable(let table, .rule(let rule)):
            return pool.number("of table", [number(read: rule), number(of: table, locals: locals)])
        case .column(let record, .field(let index)):
            return pool.number("column \(name(ofField: index, in: record.type))", [number(of: record, locals: locals)])
        case .columnOfTable(let table, .field(let index)):
            return pool.number("column \(name(ofField: index, in: table.type))", [number(of: table, locals: locals)])
        case .parameter(let index, let year) where !readsThrough:
            return pool.number("parameter \(program.parameters[index].name)", [number(of: year, locals: locals)])
        case .parameter(let index, let year):
            let entries = program.parameters[index].entries
            return pool.number(
                "parameter \(entries.map(\.from))", [number(of: year, locals: locals)] + entries.map { number(of: $0.value) })
        case .call(let instance, let arguments):
            let function = readsThrough ? number(ofInstance: instance) : pool.number("function \(program.instances[instance].name)", [])
            return pool.number("call", [function] + arguments.map { number(of: $0, locals: inner) })
        case .product(_, let terms) where terms.allSatisfy({ $0.op == .times }):
            return pool.number("product", expression.children.map { number(of: $0, locals: inner) }.sorted())
        case .error: return pool.unique()
        default: return pool.number(head(expression), expression.children.map { number(of: $0, locals: inner) })
        }
    }

    private func number(read rule: RuleID) -> Int {
        readsThrough ? rules[rule] ?? pool.unique() : pool.number("rule \(program.rules[rule].path)", [])
    }

    private mutating func number(ofInstance index: Int) -> Int {
        if let known = instances[index] { return known }
        let instance = program.instances[index]
        var locals: [LocalID: Int] = [:]
        for (place, parameter) in instance.parameters.enumerated() { locals[parameter] = pool.number("argument \(place)", []) }
        let number = number(of: instance.body, locals: locals)
        instances[index] = number
        return number
    }

    /// The numbers of the cases of a decision: exceptions, ordinary cases, `otherwise`.
    mutating func numbers(ofCasesOf rule: Rule) -> [Int] {
        guard case .decision(let decision) = rule.body else { return [] }
        let locals = rowLocals(of: rule)
        func numbers(_ cases: [Decision.Case], _ word: String) -> [Int] {
            cases.map { pool.number(word, [number(of: $0.condition, locals: locals), number(of: $0.outcome, locals: locals)]) }
        }
        return numbers(decision.exceptions, "exception") + numbers(decision.cases, "case")
            + numbers([decision.otherwise].compactMap(\.self), "otherwise")
    }

    private func rowLocals(of rule: Rule) -> [LocalID: Int] { rule.row.map { [$0: pool.number("row of \(rule.table)", [])] } ?? [:] }

    private mutating func number(of rule: Rule) -> Int {
        let locals = rowLocals(of: rule)
        switch rule.body {
        case .definition(let body): return rule.row == nil ? number(of: body) : number(of: body, locals: locals)
        case .check(let check): return number(of: check.condition, locals: locals)
        case .decision(let decision):
            let all = decision.exceptions + decision.cases + (decision.otherwise.map { [$0] } ?? [])
            let parts = all.flatMap { [number(of: $0.condition, locals: locals), number(of: $0.outcome, locals: locals)] }
            let kinds = all.map { kind($0.outcome.type) }
            return pool.number("decision \(decision.policy) \(decision.exceptions.count) \(decision.otherwise != nil) \(kinds)", parts)
        }
    }

    /// The name of a field, which two programs with different forms may count differently.
    private func name(ofField index: Int, in type: Type) -> String {
        let record: RecordType
        switch type {
        case .record(let own), .table(let own): record = own
        default: return "?\(index)"
        }
        let schema: RecordSchema?
        switch record {
        case .sheet: schema = program.schema
        case .declared(let path): schema = program.schema.record(at: path)
        case .anonymous: schema = nil
        }
        guard let schema, schema.fields.indices.contains(index) else { return "?\(index)" }
        return schema.fields[index].name
    }

    private func head(_ expression: CheckedExpression) -> String {
        switch expression.kind {
        case .number(let number): "number \(number.plainText)"
        case .text(let text): "text \(text)"
        case .year(let year): "year \(year)"
        case .yesno(let flag): "yesno \(flag)"
        case .blank: "blank"
        case .interpolation: "interpolation \(kinds(expression))"
        case .field(let index): "field \(program.schema.fields.indices.contains(index) ? program.schema.fields[index].name : "?\(index)")"
        case .sheets: "sheets"
        case .list: "list"
        case .record(let members): "record \(members.map(\.name))"
        case .column(_, let reference), .columnOfTable(_, let reference): "item \(reference)"
        case .row: "row"
        case .element: "element"
        case .sum(_, let terms): "sum \(terms.map { $0.op == .plus ? "+" : "-" })"
        case .product(_, let terms): "product \(terms.map { $0.op == .times ? "*" : "/" })"
        case .negate: "negate"
        case .scaled(_, let power): "scaled \(power)"
        case .coalesce: "coalesce"
        case .compare(let op, let a, let b): "compare \(op) \(order(a.type)) \(order(b.type))"
        case .within: "within"
        case .isBlank: "is blank"
        case .not: "not"
        case .and: "and"
        case .or: "or"
        case .condition: "if"
        case .aggregate(let aggregate, let list, _, let body):
            "aggregate \(aggregate) \(body != nil) \(kind(body?.type ?? list.type.element ?? .error))"
        case .filter: "where"
        case .sort(_, _, _, let descending): "sort \(descending) \(kinds(expression))"
        case .top: "top"
        case .select(_, _, let members): "select \(members.map(\.name))"
        case .group(_, _, let keys, _, _, let members): "group \(keys.map(\.name)) \(members.map(\.name)) \(kinds(expression))"
        case .map: "for"
        case .builtin(let index, _): "builtin \(index) \(kinds(expression))"
        case .local, .rule, .parameter, .call, .error: "?"
        }
    }

    /// What the evaluation reads of the types of the parts: how a number is shown, how symbols are ordered.
    private func kinds(_ expression: CheckedExpression) -> String { expression.children.map { kind($0.type) }.joined(separator: ";") }

    private func kind(_ type: Type) -> String {
        switch type {
        case .number(let number): number.isPercent ? "%" : number.unit.isNone ? "" : "\(number.unit.scale) \(number.unit.name)"
        case .list(let element): "list \(kind(element))"
        case .record(.anonymous(let items)), .table(.anonymous(let items)): "\(items.map { "\($0.name): \(kind($0.type))" })"
        case .year: "year"
        case .choice: order(type)
        default: ""
        }
    }

    /// The number of a rule's value: the same for rules that mean the same.
    func number(ofRule rule: RuleID) -> Int? { rules[rule] }

    /// The order of a choice, on which a comparison depends besides its operands.
    private func order(_ type: Type) -> String {
        guard readsThrough, case .choice(let choice) = type, choice.scale != nil else { return "" }
        return choice.symbols.joined(separator: " ")
    }
}

extension CheckedExpression {
    /// The variables that this expression binds in its parts.
    var boundLocals: [LocalID] {
        switch kind {
        case .row(_, let local, _, _), .aggregate(_, _, let local, _), .filter(_, let local, _), .sort(_, let local, _, _),
            .select(_, let local, _), .map(_, let local, _):
            [local]
        case .group(_, let row, _, let keys, let group, _): [row, keys, group]
        default: []
        }
    }
}
