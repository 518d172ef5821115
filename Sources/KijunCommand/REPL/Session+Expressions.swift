import Kijun
import KijunSheets
import KijunSyntax

/// Bare expressions: questions about the chosen sheet, or about all of them.
extension Session {
    /// - Parameter sources: with the text of the expression.
    func evaluate(_ expression: Expression, in sources: SourceMap) {
        let evaluator = ExpressionEvaluator(
            rules: state.rules, sheets: state.set, language: language, notes: console, limits: console.work.limits)
        switch evaluator.evaluate(expression, in: sources, sheet: sheet) {
        case .wrong(let diagnostics, let sources): tell(diagnostics, in: sources)
        case .unknown(let reasons, let sure?):
            var lines = valueTable(sure.program).lines(sure.rows.rows, as: sure.type, thresholds: expressionThresholds(sure.program))
            lines += openRows(sure.rows, reasons: reasons) + notesOnSheets(sure.program)
            Pager(console: console).show(lines)
        case .unknown(let reasons, nil):
            let word = Wording(ja: "未定", en: "undetermined")[language]
            console.writeLine(reasons.isEmpty ? word : "\(word): \(reasons)")
            if expression.isFiltered { for line in leavingOut { console.writeLine(line) } }
        case .value(let value, let type, let program):
            var lines = valueTable(program).lines(value, as: type, thresholds: expressionThresholds(program))
            let note = sheet.map { noteOnTrial(of: sources.text(of: expression.span), sheet: $0) } ?? ""
            if lines.count == 1 { lines[0] += note } else if !note.isEmpty { lines.append(note) }
            lines += notesOnSheets(program)
            Pager(console: console).show(lines)
        case .perSheet(let values, let type, let program):
            let words = sources.text(of: expression.span)
            let screen = console.world.screen()
            let entries = zip(sheets, values).map { sheet, value in
                ValueDistribution.Entry(
                    sheet: sheet.name, title: sheet.identity.dropFirst().joined(separator: "  "), value: value.value, state: value.state)
            }
            let distribution = ValueDistribution(
                entries, type: type, heading: words, program: program, language: language, width: screen.width,
                usesBlocks: console.world.drawsBlocks, usesColour: console.usesColour,
                thresholds: expressionThresholds(program), all: query(ofAll: expression, words, in: program))
            let notes = noteOnTrials.map { [$0] } ?? []
            // A line of the screen is left for the prompt.
            Pager(console: console).show(distribution.lines(height: screen.height - 1 - notes.count) { values[$0].reasons() } + notes)
        }
    }

    /// Under what was made of all sheets: on which of them values are tried.
    private func notesOnSheets(_ program: CheckedProgram) -> [String] {
        guard !state.trials.trials.isEmpty, let asked = program.expressions.last, RuleNeeds(program).of([asked]).readsAllSheets else {
            return []
        }
        return noteOnTrials.map { [$0] } ?? []
    }

    /// In a file or a pipe nothing is cut.
    private func valueTable(_ program: CheckedProgram) -> ValueTable {
        var table = ValueTable(
            program: program, language: language, width: console.world.isTerminal ? console.world.screen().width : nil,
            identity: state.sheets.identity(in: program), usesColour: console.usesColour)
        table.isInterrupted = console.work.limits.isInterrupted
        return table
    }

    private func expressionThresholds(_ program: CheckedProgram) -> [Number] { program.expressions.last?.thresholds ?? [] }

    /// Under the rows that are sure: how many others may belong to them, and why that is not known.
    private func openRows(_ rows: CertainRows, reasons: String) -> [String] {
        let count = rows.openCount
        let named = rows.openSheets.prefix(5).map { DiagnosticRenderer.visible(sheets[$0].name) }
        let more = rows.openSheets.count > named.count ? Wording(ja: " ほか", en: " …")[language] : ""
        let names = named.isEmpty ? "" : ": " + named.joined(separator: Wording(ja: "、", en: ", ")[language]) + more
        let line = Wording(
            ja: "ほかに \(count) 行は、条件が分からないので、当たるかどうか未定です\(names)",
            en: "undetermined whether \(count == 1 ? "1 more row belongs" : "\(count) more rows belong") here\(names)")[language]
        return [line] + (reasons.isEmpty ? [] : ["  \(reasons)"]) + leavingOut
    }

    private var leavingOut: [String] {
        [
            Wording(
                ja: "  = 分からない行を除くには where (条件) ?? false と書きます", en: "  = where (condition) ?? false leaves unknown rows out")[language]
        ]
    }

    /// The query that shows the values of an expression of all sheets: `全調書 選択 施策コード, 値 = 合計(…)`; nil for one of
    /// several lines.
    private func query(ofAll expression: Expression, _ words: String, in program: CheckedProgram) -> String? {
        guard !words.utf8.contains(UInt8(ascii: "\n")) else { return nil }
        let identity = state.sheets.identity(in: program).prefix(2).map { NameText.path($0, in: program, language) }.filter { $0 != words }
        let value: String
        if case .name = expression.kind {
            value = words
        } else {
            value = Wording(ja: "値", en: "value")[language] + " = " + (words.contains(" ") ? "(\(words))" : words)
        }
        let words = [Keyword.sheets, .select].map { $0.spelling(language) }.joined(separator: " ")
        return words + " " + (identity + [value]).joined(separator: ", ")
    }
}

extension Expression {
    /// Goes through rows by a condition.
    fileprivate var isFiltered: Bool {
        guard case .query(_, let clauses) = kind else { return false }
        return clauses.contains { if case .filter = $0 { true } else { false } }
    }
}
