import KijunSyntax

extension Checker {
    /// Checks everything that was collected.
    mutating func settleAll() {
        findRecursion()
        for index in parameters.indices { settle(.parameter(index)) }
        for index in rules.indices { settle(.rule(index)) }
        for index in functions.indices { settle(.function(index)) }
        for index in tests.indices { settle(.test(index)) }
        for index in questions.indices { settle(.question(index)) }
        for index in assignments.indices { settle(.assignment(index)) }
        noteBlanks()
    }

    private func isDone(_ work: Work) -> Bool {
        switch work {
        case .parameter(let index): checkedParameters[index] != nil
        case .rule(let id): rules[id].state == .done
        case .instance(let key): instanceIndices[key] != nil
        case .function(let index): checkedFunctions.contains(index)
        case .test(let index): checkedTests[index] != nil
        case .question(let index): checkedQuestions[index] != nil
        case .assignment(let index): checkedAssignments[index] != nil
        }
    }

    /// One step of the path from the work at hand to what it waits for.
    private struct Step {
        let work: Work
        /// Where the step before reads it.
        let span: Span
        var isStarted = false
    }

    private mutating func settle(_ root: Work) {
        var path = [Step(work: root, span: .none)]
        while let top = path.last {
            if isDone(top.work) {
                path.removeLast()
                continue
            }
            path[path.count - 1].isStarted = true
            if case .rule(let id) = top.work { rules[id].state = .started }
            let reported = diagnostics.count
            pending = []
            readsSheet = false
            depth = 0
            attempt(top.work)
            if pending.isEmpty {
                if case .instance = top.work { labelCall(since: reported, at: top.span) }
                continue
            }
            diagnostics.removeSubrange(reported...)
            var added: Set<Work> = []
            for (work, span) in pending.reversed() where added.insert(work).inserted {
                if case .rule(let id) = work, rules[id].state == .started {
                    if !rules[id].isBroken { reportCycle(path.filter(\.isStarted).map { ($0.work, $0.span) }, to: id, at: span) }
                    rules[id].isBroken = true
                } else {
                    path.append(Step(work: work, span: span))
                }
            }
        }
    }

    /// A mistake in a function that only this call's types make: the call is shown too.
    private mutating func labelCall(since reported: Int, at span: Span) {
        for index in diagnostics.indices.dropFirst(reported) {
            diagnostics[index] = diagnostics[index].labelled(
                Diagnostic.Label(span, Wording(ja: "ここからの呼び出しです", en: "in this call")))
        }
    }

    /// Checks one piece of work; records it as done only if nothing is pending.
    private mutating func attempt(_ work: Work) {
        switch work {
        case .parameter(let index): checkParameter(index)
        case .rule(let id): checkRule(id)
        case .instance(let key): checkInstance(key)
        case .function(let index): checkFunction(index)
        case .test(let index): checkTest(index)
        case .assignment(let index): checkAssignment(index)
        case .question(let index):
            let expression = check(questions[index], .sheet)
            if pending.isEmpty { checkedQuestions[index] = expression }
        }
    }

    private mutating func reportCycle(_ started: [(work: Work, span: Span)], to id: RuleID, at span: Span) {
        let start = started.lastIndex { $0.work == .rule(id) } ?? 0
        var steps: [(name: String, span: Span)] = []
        for step in started[start...] {
            if case .rule(let rule) = step.work { steps.append((rules[rule].path, step.span)) }
        }
        let spans = steps.dropFirst().map(\.span) + [span]
        let names = steps.map(\.name) + [rules[id].path]
        let outcome = outcomeName(at: spans)
        if let outcome, steps.count == 1 {
            report(.outcomeNamesDecision(outcome, at: span, definition: rules[id].nameSpan))
        } else {
            report(
                .cycle(
                    names, at: spans.first ?? span, labels: Array(spans.dropFirst()), definition: rules[id].nameSpan, outcome: outcome))
        }
    }

    /// The bare name that stands as an outcome of a decision at one of some places.
    private func outcomeName(at spans: [Span]) -> String? {
        let wanted = Set(spans)
        for rule in rules {
            for item in rule.statements.flatMap(\.cases) {
                let outcome: Expression? = item.outcome
                if let outcome, case .name(let name) = outcome.kind, wanted.contains(outcome.span) { return name.text }
            }
        }
        return nil
    }

    /// A rule that is needed: true if it is checked, or in a cycle that is reported; else it goes first.
    mutating func isKnown(_ id: RuleID, at span: Span) -> Bool {
        if rules[id].state == .done || rules[id].isBroken { return true }
        pending.append((.rule(id), span))
        return false
    }

    // MARK: Functions that reach themselves

    /// Marks every function that reaches itself, by name alone, and reports each circle once.
    private mutating func findRecursion() {
        var calls: [[(function: Int, span: Span)]] = []
        for function in functions {
            var found: [(Int, Span)] = []
            for call in function.body.calls {
                if let index = functionNames[call.text] { found.append((index, call.span)) }
            }
            calls.append(found)
        }
        var state = [WorkState](repeating: .waiting, count: functions.count)
        for root in functions.indices where state[root] == .waiting {
            var path: [(function: Int, next: Int, span: Span)] = [(root, 0, .none)]
            state[root] = .started
            while let top = path.last {
                guard top.next < calls[top.function].count else {
                    state[top.function] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let call = calls[top.function][top.next]
                switch state[call.function] {
                case .waiting:
                    state[call.function] = .started
                    path.append((call.function, 0, call.span))
                case .started:
                    let start = path.lastIndex { $0.function == call.function } ?? 0
                    let circle = path[start...]
                    for step in circle { functions[step.function].isRecursive = true }
                    let names = circle.map { functions[$0.function].name.text } + [functions[call.function].name.text]
                    report(.recursiveFunction(names, at: call.span))
                case .done: break
                }
            }
        }
    }
}

extension Diagnostic {
    fileprivate func labelled(_ label: Label) -> Diagnostic {
        Diagnostic(code, severity, at: span, message, hint: hint, labels: labels + [label])
    }
}

extension Expression {
    /// The names of all functions that are called within.
    var calls: [Name] {
        var found: [Name] = []
        var waiting = [self]
        while let next = waiting.popLast() {
            if case .call(let name, _) = next.kind { found.append(name) }
            waiting.append(contentsOf: next.children)
        }
        return found
    }

    /// The expressions directly within this one.
    var children: [Expression] {
        switch kind {
        case .number, .year, .mark, .yesno, .blank, .name, .it, .sheets, .sheet, .error: []
        case .text(let parts, _):
            parts.compactMap { part in
                if case .interpolation(let inner) = part { inner } else { nil }
            }
        case .list(let parts), .coalesce(let parts), .and(let parts), .or(let parts): parts
        case .record(let items): items.map(\.value)
        case .member(let inner, _), .negate(let inner), .isBlank(let inner, _), .not(let inner): [inner]
        case .index(let a, let b): [a, b]
        case .call(_, let arguments): arguments.flatMap { [$0.value] + ($0.source.map { [$0] } ?? []) }
        case .sum(let first, let terms), .product(let first, let terms): [first] + terms.map(\.operand)
        case .comparison(let first, let links):
            [first]
                + links.flatMap { link in
                    switch link.operand {
                    case .expression(let inner): [inner]
                    case .range(let low, let high, _): [low, high]
                    }
                }
        case .condition(let a, let b, let c): [a, b, c]
        case .query(let base, let clauses): [base] + clauses.flatMap(\.expressions)
        }
    }
}

extension Clause {
    var expressions: [Expression] {
        switch self {
        case .filter(let inner), .sort(let inner, _), .top(let inner): [inner]
        case .select(let columns), .group(let columns): columns.map(\.value)
        }
    }
}
