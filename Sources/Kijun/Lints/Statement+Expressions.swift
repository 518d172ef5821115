import KijunSyntax

extension Statement {
    /// The expressions that stand in it.
    var expressions: [Expression] {
        switch kind {
        case .definition(_, let value), .function(_, _, let value), .expression(let value): [value]
        case .decision(let decision):
            decision.cases.flatMap { [$0.condition, $0.outcome, $0.because].compactMap(\.self) }
        case .check(let check): [check.condition] + (check.message.map { [$0] } ?? [])
        case .parameter(let parameter): parameter.entries.map(\.value)
        case .test(let test):
            test.items.flatMap { item -> [Expression] in
                switch item {
                case .given(let givens): givens.map(\.value)
                case .on: []
                case .expect(let value): [value]
                }
            }
        case .scale, .form, .use: []
        }
    }
}

extension Expression {
    /// The names that are read within, columns among them.
    var names: [Name] {
        var found: [Name] = []
        var waiting = [self]
        while let next = waiting.popLast() {
            switch next.kind {
            case .name(let name), .member(_, let name): found.append(name)
            default: break
            }
            waiting.append(contentsOf: next.children)
        }
        return found
    }
}

extension Statement {
    /// What is written as `sheet.name` in it.
    var namesOfSheet: [Name] {
        var found: [Name] = []
        var waiting = expressions
        while let next = waiting.popLast() {
            if case .member(let base, let name) = next.kind, case .sheet = base.kind { found.append(name) }
            waiting.append(contentsOf: next.children)
        }
        return found
    }
}
