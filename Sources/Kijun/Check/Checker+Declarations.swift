import KijunSyntax

extension Checker {
    /// Reads what the statements declare, before any expression is checked.
    mutating func collect(_ trees: [SyntaxTree], schema: RecordSchema?) {
        let statements = trees.flatMap(\.statements)
        for statement in statements {
            if case .scale(let name, let symbols) = statement.kind { declareScale(name, symbols) }
        }
        collectForms(statements, fallback: schema)
        records[""] = NamedRecord(schema: self.schema)
        addRecords(of: self.schema)
        var places: [String: Span] = [:]
        for (index, field) in self.schema.fields.enumerated() {
            for name in [field.name] + field.aliases {
                globals[name] = .field(index)
                places[name] = field.span
            }
        }
        for statement in statements {
            switch statement.kind {
            case .parameter(let syntax): declareParameter(syntax, statement, &places)
            case .function(let name, let parameters, let body):
                declareFunction(name, parameters, body, statement, &places)
            case .test(let syntax): tests.append((syntax, statement.doc, statement.span))
            default: break
            }
        }
        for tree in trees {
            for statement in tree.statements {
                guard case .expression(let expression) = statement.kind else { continue }
                if tree.source.name.hasPrefix("<") {
                    questions.append(expression)
                } else if expression.kind != .error {
                    report(.bareExpression(at: statement.span))
                }
            }
        }
        collectRules(statements, &places)
    }

    /// Every table and record of the form gets its names.
    private mutating func addRecords(of outer: RecordSchema) {
        for field in outer.fields {
            guard let inner = field.record else { continue }
            var record = NamedRecord(schema: inner)
            if case .record = field.type { record.isSingle = true }
            records[inner.path] = record
            for column in inner.fields {
                for name in [column.name] + column.aliases { tablesByColumn[name, default: []].append(inner.path) }
            }
            addRecords(of: inner)
        }
    }

    private mutating func declareScale(_ name: Name, _ symbols: [Symbol]) {
        if scaleNames[name.text] != nil {
            report(.duplicateName(name.text, at: name.span, first: nil))
            return
        }
        var seen: Set<String> = []
        var rising: [String] = []
        for symbol in symbols.reversed() {
            if seen.insert(symbol.text).inserted {
                rising.append(symbol.text)
            } else {
                report(.duplicateInScale(symbol.text, at: symbol.span))
            }
        }
        let index = scales.count
        scaleNames[name.text] = index
        scales.append(Choice(symbols: rising, scale: name.text))
        for symbol in rising { scalesBySymbol[symbol, default: []].append(index) }
    }

    private mutating func declareParameter(
        _ syntax: ParameterSyntax, _ statement: Statement, _ places: inout [String: Span]
    ) {
        for name in [syntax.name] + syntax.aliases {
            guard isNew(name, &places) else { return }
            globals[name.text] = .parameter(parameters.count)
        }
        let type = type(of: syntax.type, path: "")
        if syntax.type.kind.hasColumns { report(.parameterType(at: syntax.type.span)) }
        parameters.append(ParameterEntry(syntax: syntax, type: type, doc: statement.doc, span: statement.span))
    }

    private mutating func declareFunction(
        _ name: Name, _ parameters: [Name], _ body: Expression, _ statement: Statement, _ places: inout [String: Span]
    ) {
        if Aggregate(named: name.text) != nil || Builtin.index(of: name.text) != nil {
            report(.builtinName(name))
            return
        }
        guard isNew(name, &places) else { return }
        var seen: Set<String> = []
        for parameter in parameters where !seen.insert(parameter.text).inserted {
            report(.duplicateName(parameter.text, at: parameter.span, first: nil))
        }
        functionNames[name.text] = functions.count
        functions.append(
            FunctionEntry(name: name, parameters: parameters, body: body, doc: statement.doc, span: statement.span))
    }

    private mutating func isNew(_ name: Name, _ places: inout [String: Span]) -> Bool {
        if let first = places[name.text] {
            report(.duplicateName(name.text, at: name.span, first: first))
            return false
        }
        places[name.text] = name.span
        return true
    }

    // MARK: Rules

    private mutating func collectRules(_ statements: [Statement], _ places: inout [String: Span]) {
        // A name written with aliases anywhere stands for them everywhere, whatever the order of the lines.
        var canonical: [String: String] = [:]
        var definitions: Set<String> = []
        for target in statements.compactMap(\.ruleTarget) where target.tables.isEmpty {
            for alias in target.aliases { canonical[alias.text] = target.name.text }
        }
        for case .definition(let target, _) in statements.map(\.kind) where target.tables.isEmpty {
            definitions.insert(target.name.text)
        }
        var paths: [Int: String] = [:]
        for (index, statement) in statements.enumerated() {
            guard let target = statement.ruleTarget else { continue }
            guard let path = tablePath(target.tables, definitions: definitions, canonical: canonical) else { continue }
            paths[index] = path
            if path.isEmpty { continue }
            for alias in target.aliases { canonical[path + "." + alias.text] = target.name.text }
        }
        for (index, statement) in statements.enumerated() {
            guard let target = statement.ruleTarget, let path = paths[index] else { continue }
            let full = path.isEmpty ? target.name.text : path + "." + target.name.text
            declareRule(statement, target, path: path, name: canonical[full] ?? target.name.text, &places)
        }
        for path in Array(records.keys) where records[path]?.schema == nil {
            guard case .rule(let id) = globals[path] else { continue }
            records[path]?.definition = id
        }
    }

    private mutating func declareRule(
        _ statement: Statement, _ target: Target, path: String, name: String, _ places: inout [String: Span]
    ) {
        if case .check(let syntax) = statement.kind {
            let id = addRule(statement, target, path: path, name: name, body: .check(syntax))
            for each in [target.name] + target.aliases {
                if let first = records[path]?.checks[each.text] {
                    report(.duplicateName(each.text, at: each.span, first: rules[first].nameSpan))
                } else {
                    records[path]?.checks[each.text] = id
                }
            }
            return
        }
        let isDecision: Bool
        if case .decision = statement.kind { isDecision = true } else { isDecision = false }
        if let id = records[path]?.rules[name] {
            guard case .decision(let syntax) = statement.kind, case .decision = rules[id].body else {
                if case .decision = rules[id].body {
                    report(.decisionAndDefinition(rules[id].path, at: target.span, first: rules[id].nameSpan))
                } else if isDecision {
                    report(.decisionAndDefinition(rules[id].path, at: target.span, first: rules[id].nameSpan))
                } else {
                    report(.duplicateName(rules[id].path, at: target.span, first: rules[id].nameSpan))
                }
                return
            }
            rules[id].statements.append(syntax)
            rules[id].doc += statement.doc
            for alias in target.aliases { addName(alias, to: id, path: path, &places) }
            return
        }
        if let first = takenPlace(name, path: path, places) {
            report(.duplicateName(path.isEmpty ? name : path + "." + name, at: target.span, first: first))
            return
        }
        let id: RuleID
        switch statement.kind {
        case .definition(_, let expression):
            id = addRule(statement, target, path: path, name: name, body: .definition(expression))
        case .decision(let syntax):
            id = addRule(statement, target, path: path, name: name, body: .decision)
            rules[id].statements = [syntax]
        default: return
        }
        records[path]?.rules[name] = id
        if path.isEmpty {
            globals[name] = .rule(id)
            places[name] = target.span
        } else {
            tablesByColumn[name, default: []].append(path)
        }
        for alias in target.aliases { addName(alias, to: id, path: path, &places) }
    }

    private mutating func addRule(
        _ statement: Statement, _ target: Target, path: String, name: String, body: RuleEntry.Body
    ) -> RuleID {
        rules.append(
            RuleEntry(
                name: name, aliases: target.aliases.map(\.text), table: path, body: body, doc: statement.doc,
                span: statement.span, nameSpan: target.span))
        return rules.count - 1
    }

    private mutating func addName(_ alias: Name, to id: RuleID, path: String, _ places: inout [String: Span]) {
        if records[path]?.rules[alias.text] == id { return }
        if let first = takenPlace(alias.text, path: path, places) {
            report(.duplicateName(alias.text, at: alias.span, first: first))
            return
        }
        records[path]?.rules[alias.text] = id
        if !rules[id].aliases.contains(alias.text) { rules[id].aliases.append(alias.text) }
        if path.isEmpty {
            globals[alias.text] = .rule(id)
            places[alias.text] = alias.span
        } else {
            tablesByColumn[alias.text, default: []].append(path)
        }
    }

    /// Where a name of a record is already taken.
    private func takenPlace(_ name: String, path: String, _ places: [String: Span]) -> Span? {
        if path.isEmpty { return places[name] }
        guard let record = records[path] else { return nil }
        if let id = record.rules[name] { return rules[id].nameSpan }
        if let index = record.fields[name], let schema = record.schema { return schema.fields[index].span }
        return nil
    }

    /// The path of the record that a target stands on, or nil if it is reported.
    private mutating func tablePath(
        _ tables: [Name], definitions: Set<String>, canonical: [String: String]
    ) -> String? {
        var path = ""
        for (position, table) in tables.enumerated() {
            let record = records[path]
            if let index = record?.fields[table.text], let field = record?.schema?.fields[index] {
                guard let inner = field.record, path.isEmpty || records[inner.path]?.isSingle != true else {
                    report(.notATable(table.text, field.type, at: table.span))
                    return nil
                }
                path = inner.path
                continue
            }
            let name = canonical[table.text] ?? table.text
            if position == 0, definitions.contains(name) {
                path = name
                if records[path] == nil { records[path] = NamedRecord() }
                continue
            }
            report(.unknownTable(table, nearest: nearestTables(table.text, in: path, definitions), under: path))
            return nil
        }
        return path
    }

    private mutating func nearestTables(_ name: String, in path: String, _ definitions: Set<String>) -> [String] {
        var candidates: [String] = []
        for field in records[path]?.schema?.fields ?? [] where field.record != nil {
            candidates.append(field.name)
            candidates += field.aliases
        }
        if path.isEmpty { candidates += definitions }
        return nearest(name, candidates)
    }
}

extension Statement {
    /// The target of a definition, decision or check.
    var ruleTarget: Target? {
        switch kind {
        case .definition(let target, _): target
        case .decision(let syntax): syntax.target
        case .check(let syntax): syntax.target
        default: nil
        }
    }
}
