import KijunSyntax

extension Checker {
    /// Where a rule stands: the scope of its body, its row, and how it is named.
    private struct Place {
        var scope = Scope.sheet
        var row: LocalID?
        /// The rule stands on the one record of a sheet: it is then a rule of the sheet with the record in its name.
        var isOnSingleRecord = false
    }

    mutating func checkRule(_ id: RuleID) {
        guard let place = place(of: id) else {
            if pending.isEmpty { finish(id, .definition(failed(at: rules[id].span)), .error, Place()) }
            return
        }
        switch rules[id].body {
        case .definition(let expression):
            let body = check(expression, place.scope)
            guard pending.isEmpty else { return }
            finishDefinition(id, body, place)
        case .decision:
            guard let (decision, type) = decision(rules[id], place.scope), pending.isEmpty else { return }
            finish(id, .decision(decision), type, place)
        case .check(let syntax):
            let condition = yesno(syntax.condition, place.scope)
            let message = syntax.message.flatMap { text($0, place.scope) }
            guard pending.isEmpty else { return }
            finish(id, .check(Check(isWarning: syntax.isWarning, condition: condition, message: message)), .yesno, place)
        }
    }

    private mutating func text(_ expression: Expression, _ scope: Scope) -> CheckedExpression? {
        wanted(check(expression, scope, .like(.text)), as: .text)
    }

    /// nil where it is not known yet (something is pending) or where it is no table (reported).
    private mutating func place(of id: RuleID) -> Place? {
        let path = rules[id].table
        guard !path.isEmpty, let names = records[path] else { return Place() }
        if names.schema != nil {
            readsSheet = true
            if !names.isSingle { return rowPlace(path) }
            guard let index = schema.fields.firstIndex(where: { $0.record?.path == path }) else { return nil }
            return recordPlace(path, .field(index), at: rules[id].nameSpan)
        }
        guard let definition = names.definition else { return nil }
        guard isKnown(definition, at: rules[id].nameSpan) else { return nil }
        if !rules[definition].isOfSet { readsSheet = true }
        switch rules[definition].type {
        case .table: return rowPlace(path)
        case .record: return recordPlace(path, .rule(definition), at: rules[id].nameSpan)
        case .error: return nil
        default:
            report(.notATable(path, rules[definition].type, at: rules[id].nameSpan))
            return nil
        }
    }

    private mutating func rowPlace(_ path: String) -> Place {
        let local = newLocal()
        return Place(scope: Scope(frames: [.row(.declared(path), local)]), row: local)
    }

    private func recordPlace(_ path: String, _ kind: CheckedExpression.Kind, at span: Span) -> Place {
        let type = RecordType.declared(path)
        let base = CheckedExpression(kind, .record(type), at: span)
        return Place(scope: Scope(frames: [.record(type, base)]), isOnSingleRecord: true)
    }

    private mutating func finish(_ id: RuleID, _ body: Rule.Body, _ type: Type, _ place: Place) {
        let entry = rules[id]
        let isOfSet = !readsSheet
        rules[id].state = .done
        rules[id].type = type
        rules[id].isOfSet = isOfSet
        rules[id].checked = Rule(
            name: place.isOnSingleRecord ? entry.path : entry.name,
            aliases: place.isOnSingleRecord ? entry.aliases.map { "\(entry.table).\($0)" } : entry.aliases,
            table: place.isOnSingleRecord ? "" : entry.table, row: place.row, body: body, type: type, isOfSet: isOfSet,
            doc: entry.doc, span: entry.nameSpan)
        order.append(id)
    }

    // MARK: Definitions

    private mutating func finishDefinition(_ id: RuleID, _ body: CheckedExpression, _ place: Place) {
        var body = body
        var type = body.type
        if case .number(var number) = type {
            // A definition is no literal any more: 5000 is not 5000 千円 because something is compared with it.
            number.isLiteral = false
            type = .number(number)
        }
        let path = rules[id].name
        if rules[id].table.isEmpty, let names = records[path], names.schema == nil, names.definition == id {
            guard let declared = declare(path, &body) else { return }
            type = declared
        }
        finish(id, .definition(body), type, place)
    }

    /// Gives a definition that rules stand on its own type; nil if something is pending.
    private mutating func declare(_ path: String, _ body: inout CheckedExpression) -> Type? {
        switch body.type {
        case .record(let record):
            guard let items = items(of: record, &body) else { return nil }
            records[path]?.items = items
            records[path]?.isSingle = true
            return .record(.declared(path))
        case .table(let record):
            guard let items = items(of: record, &body) else { return nil }
            records[path]?.items = items
            return .table(.declared(path))
        default: return body.type
        }
    }

    /// The columns of a record; rows of the form become rows of their own, with every column of their table.
    private mutating func items(of record: RecordType, _ body: inout CheckedExpression) -> [RecordType.Item]? {
        if case .anonymous(let items) = record { return items }
        let path: String
        if case .declared(let declared) = record { path = declared } else { path = "" }
        guard let names = records[path] else { return [] }
        let local = newLocal()
        let row = CheckedExpression(.local(local), .record(record), at: body.span)
        var members: [RecordMember] = []
        for (index, field) in (names.schema?.fields ?? []).enumerated() {
            members.append(RecordMember(field.name, CheckedExpression(.column(row, .field(index)), field.type, at: body.span)))
        }
        for item in names.items {
            members.append(RecordMember(item.name, CheckedExpression(.column(row, .item(item.name)), item.type, at: body.span)))
        }
        for id in Set(names.rules.values).sorted() {
            guard isKnown(id, at: body.span) else { continue }
            members.append(
                RecordMember(rules[id].name, CheckedExpression(.column(row, .rule(id)), rules[id].type, at: body.span)))
        }
        guard pending.isEmpty else { return nil }
        let items = members.map { RecordType.Item(name: $0.name, type: $0.value.type) }
        if case .table = body.type {
            body = CheckedExpression(.select(body, local, members), .table(.anonymous(items)), at: body.span)
        } else {
            let base = body
            let values = members.map { member in
                guard case .column(_, let reference) = member.value.kind else { return member }
                return RecordMember(
                    member.name, CheckedExpression(.column(base, reference), member.value.type, at: base.span))
            }
            body = CheckedExpression(.record(values), .record(.anonymous(items)), at: base.span)
        }
        return items
    }

    // MARK: Decisions

    private struct DraftCase {
        let condition: CheckedExpression
        var outcome: CheckedExpression
        let because: CheckedExpression?
        let syntax: DecisionSyntax.Case

        var finished: Decision.Case {
            Decision.Case(
                condition: condition, outcome: outcome, because: because, doc: syntax.doc, span: syntax.span)
        }
    }

    /// Joins the statements of one decision; nil if something is pending.
    private mutating func decision(_ entry: RuleEntry, _ scope: Scope) -> (Decision, Type)? {
        var drafts: [DraftCase] = []
        var exceptions: [Int] = []
        var ordinary: [Int] = []
        var otherwise: Int?
        for statement in entry.statements {
            for syntax in statement.cases {
                let condition =
                    syntax.condition.map { yesno($0, scope) } ?? CheckedExpression(.yesno(true), .yesno, at: syntax.span)
                let index = drafts.count
                drafts.append(
                    DraftCase(
                        condition: condition, outcome: check(syntax.outcome, scope, .outcome),
                        because: syntax.because.flatMap { text($0, scope) }, syntax: syntax))
                if syntax.condition == nil {
                    if statement.policy == .except {
                        report(.otherwiseInExcept(entry.path, at: syntax.span))
                    } else if let first = otherwise {
                        report(.duplicateOtherwise(entry.path, at: syntax.span, first: drafts[first].syntax.span))
                    } else {
                        otherwise = index
                    }
                } else if statement.policy == .except {
                    exceptions.append(index)
                } else {
                    ordinary.append(index)
                }
            }
        }
        guard pending.isEmpty else { return nil }
        let type = outcomeType(entry.path, &drafts)
        let decision = Decision(
            policy: policy(of: entry), cases: ordinary.map { drafts[$0].finished },
            exceptions: exceptions.map { drafts[$0].finished }, otherwise: otherwise.map { drafts[$0].finished })
        return (decision, type)
    }

    /// `first` where every statement with conditions says so.
    private mutating func policy(of entry: RuleEntry) -> Decision.HitPolicy {
        var first: DecisionSyntax?
        for statement in entry.statements where statement.policy != .except {
            if !statement.cases.contains(where: { $0.condition != nil }), statement.policy == .unique { continue }
            if let first, first.policy != statement.policy {
                report(.mixedPolicies(entry.path, at: statement.target.span, first: first.target.span))
                return .first
            }
            first = first ?? statement
        }
        return first?.policy == .first ? .first : .unique
    }

    /// The one type of all outcomes: their symbols make a choice.
    private mutating func outcomeType(_ path: String, _ drafts: inout [DraftCase]) -> Type {
        var symbols: [String] = []
        var seen: Set<String> = []
        var lead: Int?
        var isAllChoice = true
        for (index, draft) in drafts.enumerated() {
            switch draft.outcome.type {
            case .choice(let choice):
                if lead == nil { lead = index }
                for symbol in choice.symbols where seen.insert(symbol).inserted { symbols.append(symbol) }
            case .blank, .error: continue
            default:
                if lead == nil { lead = index }
                isAllChoice = false
            }
        }
        guard let lead else { return drafts.first?.outcome.type ?? .error }
        if isAllChoice {
            let type = Type.choice(choice(of: symbols))
            for index in drafts.indices where drafts[index].outcome.type != .error {
                let outcome = drafts[index].outcome
                if case .text = outcome.kind {
                    drafts[index].outcome = CheckedExpression(outcome.kind, type, at: outcome.span)
                } else if case .blank = outcome.kind {
                    drafts[index].outcome = CheckedExpression(.blank, type, at: outcome.span)
                }
            }
            return type
        }
        let (all, type, misfit) = unified(drafts.map(\.outcome))
        if let misfit {
            let outcomes = [drafts[misfit].outcome, drafts[lead].outcome]
            let isSymbol = outcomes.map { if case .choice = $0.type, case .text = $0.kind { true } else { false } }
            // Beside the name of an outcome a name that is something else may well be meant as one.
            let named = isSymbol.contains(true) ? zip(outcomes, isSymbol).first { !$1 && $0.isRead }?.0 : nil
            report(
                .mixedOutcomes(
                    path, drafts[misfit].outcome.type, drafts[lead].outcome.type, at: drafts[misfit].outcome.span,
                    first: drafts[lead].outcome.span, named: named.map { quoted($0.span) }))
            return .error
        }
        for index in drafts.indices { drafts[index].outcome = all[index] }
        if case .number(var number) = type {
            number.isLiteral = false
            return .number(number)
        }
        return type
    }
}

extension CheckedExpression {
    /// A name that is read, and nothing around it.
    fileprivate var isRead: Bool {
        switch kind {
        case .rule, .field, .parameter: true
        default: false
        }
    }
}
