import KijunSyntax

/// A list whose elements are counted by conditions: rows of a table that `where` keeps, elements of a list.
struct ListedElements {
    let number: Int
    /// What keeps an element: `where` and its like, in the scopes of the element's reader.
    let filters: [(condition: CheckedExpression, scope: ConditionReader.Scope)]
    /// The element itself.
    let element: CheckedExpression
    let scope: ConditionReader.Scope
}

extension ConditionReader {
    private enum ListStep {
        case filter(LocalID, CheckedExpression)
        case map(LocalID, CheckedExpression)
        case column(ColumnReference, CheckedExpression)
    }

    /// A list of the sheet, or one made of it by `where` and `for`; nil where its elements are not seen into.
    func listed(_ expression: CheckedExpression, _ scope: Scope) -> ListedElements? {
        guard !isElement else { return nil }
        var steps: [ListStep] = []
        var (list, inner) = resolvedList(expression, scope)
        search: while steps.count < 20 {
            switch list.kind {
            case .filter(let source, let local, let condition):
                steps.append(.filter(local, condition))
                (list, inner) = resolvedList(source, inner)
            case .map(let source, let local, let body):
                steps.append(.map(local, body))
                (list, inner) = resolvedList(source, inner)
            case .columnOfTable(let table, let reference):
                steps.append(.column(reference, list))
                (list, inner) = resolvedList(table, inner)
            default: break search
            }
        }
        guard let path = path(list, inner), let type = list.type.elementOfList else { return nil }
        let identity = identity(list, inner)
        let number = listNumbers[identity] ?? newList(list, inner, identity, path)
        // What else is bound around the list is outside of the element.
        var element = CheckedExpression(.local(Self.elementLocal), type, at: list.span)
        var own = Scope(bindings: [Self.elementLocal: Binding(kind: .row(path: []), identity: Self.elementIdentity)])
        var filters: [(condition: CheckedExpression, scope: Scope)] = []
        for step in steps.reversed() {
            switch step {
            case .filter(let local, let condition): filters.append((condition, bound(local, to: element, own)))
            case .map(let local, let body): (element, own) = (body, bound(local, to: element, own))
            case .column(let reference, let whole):
                // A table within the rows of a table has rows of many rows.
                guard let type = whole.type.elementOfList, element.type.elementOfList == nil, !type.isTable else { return nil }
                element = CheckedExpression(.column(element, reference), type, at: whole.span)
            }
        }
        return ListedElements(number: number, filters: filters, element: element, scope: own)
    }

    private func bound(_ local: LocalID, to element: CheckedExpression, _ scope: Scope) -> Scope {
        var scope = scope
        if case .local(Self.elementLocal) = element.kind {
            scope.bindings[local] = Binding(kind: .row(path: []), identity: Self.elementIdentity)
        } else {
            scope.bindings[local] = Binding(kind: .value(element, scope), identity: identity(element, scope))
        }
        return scope
    }

    /// The condition under which an element is kept, as a predicate of the list; nil where it reads anything else.
    func predicate(keeping listed: ListedElements) -> Int? {
        let element = lists[listed.number].element
        element.readsOutside = false
        let kept = kept(element.constant(.yes), listed, elsewhere: .no)
        return element.readsOutside ? nil : predicate(listed.number, kept)
    }

    /// A condition on the elements that the filters keep.
    private func kept(_ holds: Int, _ listed: ListedElements, elsewhere: Truth) -> Int {
        let element = lists[listed.number].element
        return listed.filters.reversed().reduce(holds) { rest, filter in
            element.choose(element.truth(filter.condition, filter.scope), rest, element.constant(elsewhere))
        }
    }

    private func resolvedList(_ expression: CheckedExpression, _ scope: Scope) -> (CheckedExpression, Scope) {
        var (expression, scope) = (expression, scope)
        for _ in 0..<100 {
            switch expression.kind {
            case .rule, .local, .call:
                guard let next = definition(of: expression, scope), next.0.type.elementOfList == expression.type.elementOfList else {
                    return (expression, scope)
                }
                (expression, scope) = next
            default: return (expression, scope)
            }
        }
        return (expression, scope)
    }

    private func newList(_ list: CheckedExpression, _ scope: Scope, _ identity: Int, _ path: [Int]) -> Int {
        let element = ConditionReader(
            AnalyzedProgram(program, identities, transparent), layout: layout, isExhaustive: isExhaustive, isElement: true,
            seesDecisions: seesDecisions)
        lists.append(ListSubject(identity: identity, text: text(of: list, scope), path: path, element: element))
        listNumbers[identity] = lists.count - 1
        return lists.count - 1
    }

    /// The number of a condition on the elements of a list.
    func predicate(_ list: Int, _ node: Int) -> Int {
        if let number = lists[list].predicates.firstIndex(of: node) { return number }
        lists[list].predicates.append(node)
        return lists[list].predicates.count - 1
    }

    /// Whether a list has elements of which a condition is unknown.
    func unknownElements(_ list: Int, _ predicate: Int) -> Int {
        let unknown = Linear(term: .tally(list: list, predicate: predicate, .unknown))
        return test(.linear(form: form(unknown, FormText(kind: .isUnknown, left: lists[list].text, type: .yesno)), .greater))
    }

    /// `any`, `all`, `none` over the elements of a list; nil where they are not seen into.
    func quantified(
        _ kind: Aggregate, _ list: CheckedExpression, _ local: LocalID, _ body: CheckedExpression?, _ whole: CheckedExpression,
        _ scope: Scope
    ) -> Int? {
        guard [.any, .all, .none].contains(kind), let listed = listed(list, scope) else { return nil }
        let element = lists[listed.number].element
        element.readsOutside = false
        let value = body ?? listed.element
        let own = body == nil ? listed.scope : bound(local, to: listed.element, listed.scope)
        let holds: Int
        switch value.type {
        case .yesno: holds = element.truth(value, own)
        case .mark:
            guard let symbol = element.symbol(value, own) else { return nil }
            holds = element.node(of: symbol) { symbol in
                switch symbol {
                case .constant(let mark): element.constant(Truth(["○", "◎"].contains(mark)))
                case .subject(let subject):
                    element.any(["○", "◎"].map { element.test(.equals(subject: subject, $0)) })
                case .unknown: element.constant(.unknown)
                }
            }
        default: return nil
        }
        let kept = kept(holds, listed, elsewhere: Truth(kind == .all))
        guard !element.readsOutside else { return nil }
        let predicate = predicate(listed.number, kept)
        let decisive = Linear(term: .tally(list: listed.number, predicate: predicate, kind == .all ? .no : .yes))
        let text = FormText(kind: .decides(kind == .any), left: text(of: whole, scope), type: .yesno)
        let decided = test(.linear(form: form(decisive, text), .greater))
        let open = any([test(.isMissing(list: listed.number)), unknownElements(listed.number, predicate)])
        // A missing list has no elements.
        let found = choose(test(.isMissing(list: listed.number)), constant(.no), decided)
        let rest = choose(open, constant(.unknown), constant(Truth(kind != .any)))
        return choose(found, constant(Truth(kind == .any)), rest)
    }

    /// The element of a list in the scopes of its own reader.
    static let elementLocal: LocalID = -1
    static let elementIdentity = -1
}

extension Type {
    /// The type of a list's elements or a table's rows.
    var elementOfList: Type? {
        switch self {
        case .list(let element): element
        case .table(let record): .record(record)
        default: nil
        }
    }

    var isTable: Bool { if case .table = self { true } else { false } }
}

extension FormText {
    /// The number of elements of a list.
    init(quantified expression: CheckedExpression, _ function: String, in reader: ConditionReader, _ scope: ConditionReader.Scope) {
        self.init(kind: .constant(.zero), left: "\(function)(\(reader.text(of: expression, scope)))", type: .number)
    }
}
