/// A tree as indented text without places: what tests compare.
///
/// A statement or field is a line with its parts under it; an expression is one bracketed line, operator first.
public enum TreeDump {
    public static func text(of tree: SyntaxTree) -> String { tree.statements.map(text(of:)).joined() }

    public static func text(of statement: Statement) -> String {
        var lines = statement.doc.map { "## \($0)" }
        switch statement.kind {
        case .definition(let target, let value):
            lines.append("definition \(text(of: target)) \(text(of: value))")
        case .function(let name, let parameters, let value):
            lines.append("function \(name.text)(\(parameters.map(\.text).joined(separator: ", "))) \(text(of: value))")
        case .decision(let decision):
            lines.append("decision \(text(of: decision.target)) \(decision.policy)\(decision.isBlock ? " block" : "")")
            for item in decision.cases {
                lines += item.doc.map { "  ## \($0)" }
                let condition = item.condition.map(text(of:)) ?? "otherwise"
                lines.append("  \(condition) -> \(text(of: item.outcome))" + (item.because.map { " because \(text(of: $0))" } ?? ""))
            }
        case .check(let check):
            lines.append("\(check.isWarning ? "warn" : "check") \(text(of: check.target)) \(text(of: check.condition))")
            if let message = check.message { lines.append("  else \(text(of: message))") }
        case .parameter(let parameter):
            let names = ([parameter.name] + parameter.aliases).map(\.text).joined(separator: " / ")
            lines.append("param \(names): \(text(of: parameter.type))")
            lines += parameter.entries.map { "  \(text(of: $0.year)) = \(text(of: $0.value))" }
        case .scale(let name, let symbols):
            lines.append("scale \(name.text) \(symbols.map { quoted($0.text) }.joined(separator: " > "))")
        case .form(let form):
            lines.append("form \(form.name.text)")
            if !form.recognise.isEmpty { lines.append("  recognise \(text(of: form.recognise))") }
            if !form.identify.isEmpty { lines.append("  identify \(form.identify.map(\.text).joined(separator: ", "))") }
            for field in form.fields { append(field, indent: "  ", to: &lines) }
        case .test(let test):
            lines.append("test \(quoted(test.title))")
            for item in test.items {
                switch item {
                case .given(let givens):
                    lines.append("  given " + givens.map { "\(text(of: $0.target)) = \(text(of: $0.value))" }.joined(separator: ", "))
                case .on(let path, _): lines.append("  on \(quoted(path))")
                case .expect(let value): lines.append("  expect \(text(of: value))")
                }
            }
        case .use(let path, _): lines.append("use \(quoted(path))")
        case .expression(let value): lines.append("expression \(text(of: value))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(of target: Target) -> String {
        ([target.path] + target.aliases.map(\.text)).joined(separator: " / ")
    }

    // MARK: Forms

    private static func append(_ field: FieldSyntax, indent: String, to lines: inout [String]) {
        lines += field.doc.map { "\(indent)## \($0)" }
        var line = indent + ([field.name] + field.aliases).map(\.text).joined(separator: " / ")
        if let type = field.type { line += ": \(text(of: type))" }
        if let fallback = field.fallback { line += " ?? \(text(of: fallback))" }
        if let locator = field.locator { line += " = \(text(of: locator))" }
        lines.append(line)
        for column in field.columns { append(column, indent: indent + "  ", to: &lines) }
    }

    static func text(of type: TypeSyntax) -> String {
        let kind =
            switch type.kind {
            case .number(nil): "number"
            case .number(let unit?): "number(\(text(of: unit)))"
            case .percent: "percent"
            case .text: "text"
            case .mark: "mark"
            case .year: "year"
            case .yesno: "yesno"
            case .choice(let symbols): "choice(\(symbols.map { quoted($0.text) }.joined(separator: " ")))"
            case .list(let element): "list(\(text(of: element)))"
            case .table(let key): "table(\(key?.text ?? ""))"
            case .record: "record"
            }
        return type.mayBeBlank ? kind + "?" : kind
    }

    private static func text(of unit: UnitExpression) -> String {
        unit.factors.map { $0.name.text + ($0.exponent == 1 ? "" : "^\($0.exponent)") }.joined(separator: " ")
    }

    private static func text(of locator: LocatorSyntax) -> String {
        var result =
            switch locator.kind {
            case .header(let label): "(header \(text(of: label)))"
            case .columnNumber(let number): "(column-number \(number))"
            case .rightOf(let label): "(right-of \(text(of: label)))"
            case .below(let label): "(below \(text(of: label)))"
            case .rowOf(let label): "(row-of \(text(of: label)))"
            case .columnOf(let label): "(column-of \(text(of: label)))"
            case .at(let row, let column): "(at \(text(of: row)) \(text(of: column)))"
            case .atRows(let from, let to, let column): "(at-rows \(text(of: from)) \(text(of: to)) \(text(of: column)))"
            case .offset(let rows, let columns, let from): "(offset \(rows) \(columns) \(text(of: from)))"
            case .capture(let label): "(capture \(text(of: label)))"
            case .headedBy(let label, let until): "(headed-by \(text(of: label))\(until.map { " until " + text(of: $0) } ?? ""))"
            case .blocks(let labels): "(blocks \(text(of: labels)))"
            case .across: "(across)"
            case .sums(let table, let row): "(sums \(table.text) \(text(of: row)))"
            }
        if let after = locator.after { result += " after \(text(of: after))" }
        if let before = locator.before { result += " before \(text(of: before))" }
        return result
    }

    private static func text(of label: LabelSyntax) -> String {
        quoted(label.pattern) + (label.occurrence == 1 ? "" : " #\(label.occurrence)")
    }

    private static func text(of labels: [LabelSyntax]) -> String { labels.map(text(of:)).joined(separator: ", ") }

    static func quoted(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : $0 == "\n" ? "\\n" : String($0) }.joined() + "\""
    }
}
