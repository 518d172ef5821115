import Kijun
import KijunSheets
import KijunSyntax

/// What `:help` says of the names of the rules and sheets.
extension Session {
    /// The lines for each thing that a name means; none where it is no name.
    func helpOnRules(_ topic: String) -> [[String]] {
        if case .success(let found) = ExplainedName.find(topic, in: program) {
            switch found.target {
            case .rule(let id): return [help(onRule: id)]
            case .parameter(let index): return [help(onParameter: program.parameters[index], index)]
            case .field, .column: break
            }
        }
        var sections = FieldPlace.find(topic, in: program).map { help(onField: $0) }
        if let scale = program.scales.first(where: { $0.scale == topic }) { sections.append(help(onScale: scale)) }
        for statement in state.written.statements {
            switch statement.kind {
            case .function(let name, _, _) where name.text == topic: sections.append(help(onFunction: statement, name.text))
            case .form(let form) where form.name.text == topic: sections.append(help(onForm: statement, form))
            default: break
            }
        }
        return sections
    }

    private func place(_ span: Span) -> String {
        guard let place = state.rules.sources.place(of: span)?.short else { return "" }
        return place.hasPrefix("<") ? String(place.filter { $0 != "<" && $0 != ">" }) : place
    }

    /// A line with a place at its right.
    func line(_ text: String, at span: Span) -> String {
        let place = place(span)
        guard !place.isEmpty else { return text }
        let room = min(console.world.screen().width, 100) - 1 - DisplayWidth.of(place)
        return DisplayWidth.padded(text, to: room - 2) + "  " + place
    }

    private func docs(_ lines: [String]) -> [String] { lines.filter { !$0.isEmpty }.map { "  " + $0 } }

    // MARK: Rules

    private func help(onRule id: RuleID) -> [String] {
        let rule = program.rules[id]
        let kind: String
        switch rule.body {
        case .definition: kind = says("定義", "definition")
        case .decision(let decision):
            let isFirst = decision.policy == .first
            kind = isFirst ? says("判定（先勝ち: 上から順に）", "decision (first: from the top)") : says("判定", "decision")
        case .check(let check): kind = check.isWarning ? says("注意", "warning") : says("検査", "check")
        }
        var lines = [line(title([rule.name] + rule.aliases, table: rule.table), at: rule.span)]
        let each =
            rule.isOfSet
            ? says("すべての調書に対して一つ", "one for all sheets")
            : rule.table.isEmpty
                ? says("調書ごと", "for each sheet")
                : says(
                    "表「\(NameText.path(rule.table, in: program, language))」の行ごと",
                    "for each row of \(NameText.path(rule.table, in: program, language))")
        let isCheck = if case .check = rule.body { true } else { false }
        let type = says("型: ", "type: ") + TypeText(program, language: language).words(rule.type)
        lines.append("  " + ([kind] + (isCheck ? [] : [type]) + [each]).joined(separator: says("・", " · ")))
        lines += docs(rule.doc)
        lines += body(of: rule)
        lines += reading(program.reads(of: id), by: .rule(id))
        return lines
    }

    private func title(_ names: [String], table: String) -> String {
        (table.isEmpty ? "" : NameText.path(table, in: program, language) + ".") + NameText.all(names, language)
    }

    /// The cases with the numbers that `:drop` takes, or the formula.
    private func body(of rule: Rule) -> [String] {
        let names = StatementNames(state.written.statements, schema: state.set.schema)
        var cases: [(item: DecisionSyntax.Case, isException: Bool)] = []
        var lines: [String] = []
        for statement in state.written.statements where names.key(of: statement)?.path == rule.path {
            switch statement.kind {
            case .decision(let decision): cases += decision.cases.map { ($0, decision.policy == .except) }
            case .definition(_, let value): lines += bodyLines("= " + Printer.text(of: value, words: language))
            case .check(let check):
                lines += bodyLines(Printer.text(of: check.condition, words: language))
                if let message = check.message {
                    lines += bodyLines("  \(Keyword.elseWord.spelling(language)) \(Printer.text(of: message, words: language))")
                }
            default: break
            }
        }
        guard !cases.isEmpty else { return lines }
        let width = String(cases.count).count
        for (index, (item, isException)) in cases.enumerated() {
            let number = String(index + 1)
            let start = "  " + String(repeating: " ", count: width - number.count) + number + ". "
            let texts = self.lines(of: item)
            lines.append(line(start + (isException ? says("例外 ", "except ") : "") + (texts.first ?? ""), at: item.span))
            lines += texts.dropFirst().map { String(repeating: " ", count: start.count + 2) + $0 }
            lines += docs(item.doc).map { String(repeating: " ", count: start.count - 2) + says("（説明）", "(comment)") + $0.dropFirst() }
        }
        return lines
    }

    private func bodyLines(_ text: String) -> [String] { text.split(separator: "\n").map { "  " + $0 } }

    /// As `:save` lays it out, without the name before it.
    private func lines(of item: DecisionSyntax.Case) -> [String] {
        let alone = DecisionSyntax(
            target: Target(tables: [], name: Name("x", at: .none)), policy: .unique,
            cases: [DecisionSyntax.Case(condition: item.condition, outcome: item.outcome, because: item.because, doc: [], span: item.span)],
            isBlock: false)
        let text = Printer.text(of: Statement(.decision(alone), doc: [], at: item.span), words: language)
        return text.dropFirst("x: ".count).split(separator: "\n").map { $0.drop(while: \.isWhitespace) }.map(String.init)
    }

    // MARK: What reads what

    private func reading(_ reads: [ReadName], by name: ReadName) -> [String] {
        var lines: [String] = []
        if !reads.isEmpty { lines.append("  " + says("読むもの: ", "reads: ") + list(reads.map(shown))) }
        return lines + readers(of: name)
    }

    private func readers(of name: ReadName) -> [String] {
        let readers = program.readers(of: name).map { shown(.rule($0)) }
        let none = says("どの規則も読まない", "no rule reads it")
        return ["  " + (readers.isEmpty ? none : says("これを読むもの: ", "read by: ") + list(readers))]
    }

    private func shown(_ name: ReadName) -> String {
        switch name {
        case .rule(let id): NameText.of(program.rules[id], in: program, language)
        case .field(let path): NameText.path(path, in: program, language)
        case .parameter(let index): NameText.best([program.parameters[index].name] + program.parameters[index].aliases, language)
        case .function(let name): name + "()"
        }
    }

    private func list(_ names: [String]) -> String {
        let shown = names.prefix(12).joined(separator: says("、", ", "))
        return names.count > 12 ? shown + says(" ほか \(names.count - 12)", " and \(names.count - 12) more") : shown
    }

    // MARK: Parameters, scales, functions, forms

    private func help(onParameter parameter: Parameter, _ index: Int) -> [String] {
        var lines = [line(NameText.all([parameter.name] + parameter.aliases, language), at: parameter.span)]
        lines.append("  " + says("係数・型: ", "parameter · type: ") + parameter.type.description[language])
        lines += docs(parameter.doc)
        let years = Set(sheets.compactMap(\.fiscalYear))
        for (entry, next) in zip(parameter.entries, parameter.entries.dropFirst().map(\.from) + [Int.max]) {
            let value = DiagnosticRenderer.visible(program.sources.text(of: entry.value.span))
            let count = sheets.count { $0.fiscalYear.map { $0 >= entry.from && $0 < next } ?? false }
            let use = count > 0 ? says("  ← 調書 \(count) 件", "  ← \(count) \(count == 1 ? "sheet" : "sheets")") : ""
            lines.append(line("  \(Year.shown(entry.from)) = \(value)\(use)", at: entry.span))
        }
        let early = years.filter { year in parameter.entries.first.map { year < $0.from } ?? true }.sorted()
        if !early.isEmpty {
            lines.append("  " + says("値がない年度の調書: ", "no value for sheets of ") + list(early.map { Year.shown($0) }))
        }
        return lines + readers(of: .parameter(index))
    }

    private func help(onScale scale: Choice) -> [String] {
        let name = scale.scale ?? ""
        var lines = [name, "  " + says("尺度（左が上）: ", "scale, the highest first: ") + scale.symbols.reversed().joined(separator: " > ")]
        for statement in state.written.statements {
            guard case .scale(let own, _) = statement.kind, own.text == name else { continue }
            lines[0] = line(name, at: statement.span)
            lines += docs(statement.doc)
        }
        let rules = program.rules.filter { rule in if case .choice(let choice) = rule.type { choice.scale == name } else { false } }
        if !rules.isEmpty {
            lines.append("  " + says("この順序をもつもの: ", "ordered by it: ") + list(rules.map { NameText.of($0, in: program, language) }))
        }
        return lines
    }

    private func help(onFunction statement: Statement, _ name: String) -> [String] {
        let text = Printer.text(of: Statement(statement.kind, doc: [], at: statement.span), words: language)
        return [line(name, at: statement.span), "  " + says("関数", "function")] + docs(statement.doc) + bodyLines(text)
            + readers(of: .function(name))
    }

    private func help(onForm statement: Statement, _ form: FormSyntax) -> [String] {
        let fields = form.fields.map { NameText.best(([$0.name] + $0.aliases).map(\.text), language) }
        let count = sheets.count { $0.form == form.name.text }
        var lines = [line(form.name.text, at: statement.span)]
        lines.append("  " + says("様式・調書 \(count) 件", "form · \(count) \(count == 1 ? "sheet" : "sheets")"))
        lines += docs(statement.doc)
        return lines + ["  " + says("項目: ", "fields: ") + list(fields)]
    }
}
