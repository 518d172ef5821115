public import Kijun
public import KijunSyntax

/// What a value is, in the words of a user: type and unit, where that comes from, for what there is one, and what makes it blank.
public struct TypeText {
    private let program: CheckedProgram
    private let language: Language

    public init(_ program: CheckedProgram, language: Language) {
        self.program = program
        self.language = language
    }

    /// - Parameter isPerSheet: each sheet has its own value.
    public func lines(of expression: CheckedExpression, isPerSheet: Bool) -> [String] {
        var lines = [says("型: ", "type: ") + words(expression.type)]
        if let origin = origin(of: expression) { lines.append(origin) }
        lines.append(
            isPerSheet
                ? says("調書ごとに一つの値", "one value for each sheet") : says("すべての調書に対して一つの値", "one value for all sheets"))
        lines.append(blanks(expression))
        return lines
    }

    /// The type, of a table with its columns.
    public func words(_ type: Type) -> String {
        switch type {
        case .table(let record):
            let names = columns(of: record)
            guard !names.isEmpty else { return type.description[language] }
            return says("表（列: \(list(names))）", "table (columns: \(list(names)))")
        case .record(let record):
            let names = columns(of: record)
            guard !names.isEmpty else { return type.description[language] }
            return says("一行の記録（項目: \(list(names))）", "record (of \(list(names)))")
        default: return type.description[language]
        }
    }

    private func columns(of record: RecordType) -> [String] {
        switch record {
        case .anonymous(let items): return items.map(\.name)
        case .sheet: return program.schema.fields.map { NameText.best([$0.name] + $0.aliases, language) }
        case .declared(let path):
            if let schema = program.schema.record(at: path) {
                return schema.fields.map { NameText.best([$0.name] + $0.aliases, language) }
            }
            guard let definition = program.definition(at: path) else { return [] }
            switch program.rules[definition].body {
            case .definition(let body):
                switch body.type {
                case .table(.anonymous(let items)), .record(.anonymous(let items)): return items.map(\.name)
                default: return []
                }
            default: return []
            }
        }
    }

    private func origin(of expression: CheckedExpression) -> String? {
        switch expression.kind {
        case .field(let index): return origin(of: program.schema.fields[index])
        case .columnOfTable(let table, .field(let index)), .column(let table, .field(let index)):
            guard case .field(let field) = table.kind, let record = program.schema.fields[field].record,
                record.fields.indices.contains(index)
            else { return nil }
            return origin(of: record.fields[index])
        case .rule(let id), .columnOfTable(_, .rule(let id)), .column(_, .rule(let id)):
            let rule = program.rules[id]
            let kind =
                switch rule.body {
                case .definition: says("定義", "a definition")
                case .decision: says("判定", "a decision")
                case .check: says("検査", "a check")
                }
            return kind + place(of: rule.span)
        case .parameter(let index, _): return says("係数", "a parameter") + place(of: program.parameters[index].span)
        default: return nil
        }
    }

    private func origin(of field: FieldSchema) -> String {
        guard field.span != .none, program.sources.place(of: field.span) != nil else {
            return says("調書の値から分かった型（様式はない）", "as the values of the sheets have it (there is no form)")
        }
        return says("様式の項目", "a field of the form") + place(of: field.span)
    }

    private func place(of span: Span) -> String { program.sources.place(of: span).map { "  " + $0.short } ?? "" }

    // MARK: Blanks

    private func blanks(_ expression: CheckedExpression) -> String {
        if case .mark = expression.type, case .field = expression.kind {
            return says("空欄も値の一つ", "an empty cell is a value of its own")
        }
        let causes = program.blankCauses(of: expression).map(words)
        // A condition with a blank in it is neither true nor false.
        let isCondition = expression.type == .yesno
        guard !causes.isEmpty else {
            let never = isCondition ? says("未定にならない", "never undetermined") : says("空欄にならない", "never blank")
            let readsCells = !program.reads(of: [expression]).isEmpty
            return never + (readsCells ? says("（書かれるはずの欄が空のときを除く）", ", unless a cell that has to be filled is empty") : "")
        }
        let shown = causes.prefix(5)
        let more = causes.count > shown.count ? says(" ほか \(causes.count - shown.count)", " and \(causes.count - shown.count) more") : ""
        return (isCondition ? says("未定になりうる: ", "may be undetermined: ") : says("空欄になりうる: ", "may be blank: "))
            + shown.joined(separator: says("、", ", ")) + more
    }

    private func words(_ cause: BlankCause) -> String {
        switch cause {
        case .field(let path):
            let name = NameText.path(path, in: program, language)
            return says("「\(name)」は空欄でもよい", "\(name) may be")
        case .division: return says("0 で割るとき", "a division by 0")
        case .emptyList(let aggregate):
            let name = language == .ja ? aggregate.japanese : aggregate.rawValue
            return says("\(name)で、並びに何もないとき", "\(name) of no rows")
        case .missingRow: return says("その行がないとき", "a row that is not there")
        case .written: return says("規則に空欄と書いてある", "the rules say blank")
        case .undecided(let id):
            let name = NameText.of(program.rules[id], in: program, language)
            return says("「\(name)」が決まらないとき", "\(name) where it is not decided")
        case .notFound(let name): return says("見つからないとき（位置）", "nothing is found (\(name))")
        }
    }

    private func list(_ names: [String]) -> String {
        let shown = names.prefix(12).joined(separator: says("、", ", "))
        return names.count > 12 ? shown + says(" ほか \(names.count - 12)", " and \(names.count - 12) more") : shown
    }

    private func says(_ ja: String, _ en: String) -> String { language == .ja ? ja : en }
}
