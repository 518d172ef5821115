import KijunSyntax

/// Finds where the value of a cell that may be blank reaches a decision or a check that does not say what then.
///
/// A field or definition counts as handled in a rule as soon as `is blank` or `??` stands on it anywhere in the rule.
extension Checker {
    /// A field with `?`, by the path of its record and its index.
    private struct BlankField: Hashable {
        let path: String
        let index: Int
    }

    /// How many fields a message may name that make one definition blank.
    private static let maximumSources = 4

    mutating func noteBlanks() {
        // What of a definition may be blank, in the order in which the rules are done: each after those that it reads.
        var sources: [RuleID: ArraySlice<BlankField>] = [:]
        for id in order {
            guard let rule = rules[id].checked else { continue }
            switch rule.body {
            case .definition(let body):
                sources[id] = unhandled([body], all: [body], sources).flatMap(\.fields).prefix(Self.maximumSources)
            case .decision(let decision):
                let cases = decision.exceptions + decision.cases
                note(cases.map(\.condition), all: cases.flatMap { [$0.condition, $0.outcome] }, of: id, sources)
            case .check(let check):
                note([check.condition], all: [check.condition], of: id, sources)
            }
        }
    }

    private mutating func note(
        _ conditions: [CheckedExpression], all: [CheckedExpression], of id: RuleID, _ sources: [RuleID: ArraySlice<BlankField>]
    ) {
        for (fields, name, span) in unhandled(conditions, all: all, sources) {
            let schemas = fields.map { field in
                (path: field.path.isEmpty ? "" : field.path + ".", schema: records[field.path]?.schema?.fields[field.index])
            }
            report(
                .possiblyBlank(
                    rules[id].path, fields: schemas.map { $0.path + ($0.schema?.name ?? name) }, through: name, at: span,
                    declared: schemas.map { $0.schema?.span ?? .none }))
        }
    }

    /// The fields that reach the expressions, each once, by what name and where.
    private func unhandled(
        _ expressions: [CheckedExpression], all: [CheckedExpression], _ sources: [RuleID: ArraySlice<BlankField>]
    ) -> [(fields: [BlankField], name: String, span: Span)] {
        let handled = handledReferences(all)
        var seen: Set<BlankField> = []
        var found: [(fields: [BlankField], name: String, span: Span)] = []
        var waiting = Array(expressions.reversed())
        while let next = waiting.popLast() {
            switch next.kind {
            case .isBlank, .coalesce: continue
            case .aggregate(.count, let list, _, body: nil):
                // The number of rows does not depend on what stands in them.
                if case .columnOfTable(let table, _) = list.kind { waiting.append(table) } else { waiting.append(list) }
                continue
            default: break
            }
            if let reference = reference(next), !handled.contains(reference) {
                switch reference {
                case .field(let field):
                    if mayBeBlank(field), seen.insert(field).inserted {
                        found.append(([field], records[field.path]?.schema?.fields[field.index].name ?? "", next.span))
                    }
                case .rule(let id):
                    let fields = (sources[id] ?? []).filter { seen.insert($0).inserted }
                    if !fields.isEmpty { found.append((fields, rules[id].name, next.span)) }
                }
            }
            waiting.append(contentsOf: next.children.reversed())
        }
        return found
    }

    private enum Reference: Hashable {
        case field(BlankField)
        case rule(RuleID)
    }

    private func reference(_ expression: CheckedExpression) -> Reference? {
        switch expression.kind {
        case .field(let index): return .field(BlankField(path: "", index: index))
        case .rule(let id): return .rule(id)
        case .column(let base, let column), .columnOfTable(let base, let column):
            switch column {
            case .rule(let id): return .rule(id)
            case .item: return nil
            case .field(let index):
                guard case .record(let record)? = base.type.element ?? .some(base.type) else { return nil }
                switch record {
                case .declared(let path): return .field(BlankField(path: path, index: index))
                case .sheet: return .field(BlankField(path: "", index: index))
                case .anonymous: return nil
                }
            }
        default: return nil
        }
    }

    private func mayBeBlank(_ field: BlankField) -> Bool {
        guard let schema = records[field.path]?.schema, schema.fields.indices.contains(field.index) else { return false }
        let field = schema.fields[field.index]
        if case .mark = field.type { return false }
        return field.mayBeBlank && field.fallback == nil && field.record == nil
    }

    /// Everything that stands under `is blank` or before a `??`.
    private func handledReferences(_ expressions: [CheckedExpression]) -> Set<Reference> {
        var handled: Set<Reference> = []
        var waiting = expressions.map { (expression: $0, isHandled: false) }
        while let (next, isHandled) = waiting.popLast() {
            if isHandled, let reference = reference(next) { handled.insert(reference) }
            switch next.kind {
            case .isBlank(let inner): waiting.append((inner, true))
            case .coalesce(let parts):
                for (index, part) in parts.enumerated() { waiting.append((part, isHandled || index < parts.count - 1)) }
            default: for child in next.children { waiting.append((child, isHandled)) }
            }
        }
        return handled
    }
}
