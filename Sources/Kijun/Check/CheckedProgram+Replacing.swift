extension CheckedProgram {
    /// The program with the bodies of rules replaced by given values: each of those rules is then a definition of its value
    /// in every row, whatever it was before. What reads them reads the value.
    ///
    /// - Parameter values: expressions of the types of the rules that read nothing of a sheet.
    public func replacing(_ values: [RuleID: CheckedExpression]) -> CheckedProgram {
        guard !values.isEmpty else { return self }
        return with(
            rules: rules.enumerated().map { id, rule in
                guard let value = values[id] else { return rule }
                return Rule(
                    name: rule.name, aliases: rule.aliases, table: rule.table, row: rule.row, body: .definition(value), type: rule.type,
                    isOfSet: rule.isOfSet, doc: rule.doc, span: rule.span)
            }, expressions: expressions)
    }

    /// The program with other bare expressions, already checked in it.
    public func asking(_ expressions: [CheckedExpression]) -> CheckedProgram { with(rules: rules, expressions: expressions) }

    private func with(rules: [Rule], expressions: [CheckedExpression]) -> CheckedProgram {
        CheckedProgram(
            sources: sources, schema: schema, forms: forms, rules: rules, order: order, parameters: parameters, instances: instances,
            scales: scales, tests: tests, expressions: expressions)
    }
}
