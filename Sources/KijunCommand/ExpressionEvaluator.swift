import Kijun
import KijunSheets
import KijunSyntax

/// Evaluates expressions, one after the other, over the same rules and sheets.
struct ExpressionEvaluator {
    enum Outcome {
        case value(Value, Type, CheckedProgram)
        /// One value for each of several sheets.
        case perSheet([SheetValue], Type, CheckedProgram)
        /// With what the value waits for, in words; of a query, the rows that are sure.
        case unknown(String, Sure?)
        case wrong([Diagnostic], SourceMap)
    }

    /// What is known of a query.
    struct Sure {
        let rows: CertainRows
        let type: Type
        let program: CheckedProgram
    }

    /// The value of one of several sheets.
    struct SheetValue {
        let value: Value
        /// Of a decision without a value, what it is instead.
        let state: DecisionResult.State?
        /// What an undetermined value waits for, in words: sought when it is asked for, for there may be thousands.
        let reasons: () -> String
    }

    let rules: Rules
    let sheets: SheetSet
    let language: Language
    /// Where what a value rests on is told besides it; nil where programs read.
    let notes: Console?
    var limits = Limits()

    /// - Parameter bytes: one expression, of any bytes at all.
    func evaluate(_ bytes: [UInt8]) -> Outcome {
        var sources = rules.sources
        let source = sources.add(name: "<eval>", bytes: bytes)
        let (expression, problems) = Parser.parseExpression(source)
        guard !problems.contains(where: { $0.severity == .error }) else { return .wrong(problems, sources) }
        return evaluate(expression, in: sources)
    }

    /// - Parameters:
    ///   - sources: those of the rules, and that of the expression.
    ///   - sheet: the one that an expression about a sheet is asked of; nil asks it of all.
    func evaluate(_ expression: Expression, in sources: SourceMap, sheet: Int? = nil) -> Outcome {
        let (program, diagnostics) = Checker.check(rules.trees, sources: sources, schema: rules.schema, questions: [expression])
        guard !diagnostics.contains(where: { $0.severity == .error }), let checked = program.expressions.last else {
            // What there is to say of the rules is no part of the answer.
            return .wrong(diagnostics.filter { $0.severity == .error }, sources)
        }
        let rule: RuleID? = if case .rule(let rule) = checked.kind { rule } else { nil }
        let evaluation = Evaluation(program, sheets, only: rule.map { [$0] } ?? [], limits: limits)
        if let stop = evaluation.stop { return .wrong([.stopped(stop)], sources) }
        if let notes { rules.tellStaleParameters(of: evaluation, on: notes) }
        let index = program.expressions.count - 1
        if sheets.count == 0, evaluation.isPerSheet(expression: index) {
            return .wrong([.needsSheet(at: expression.span)], sources)
        }
        let reporter = Reporter(evaluation, sheets: [], language: language)
        if sheets.count > 1, sheet == nil, evaluation.isPerSheet(expression: index) {
            let values = (0..<sheets.count).map { sheet in
                let value = evaluation.value(ofExpression: index, sheet: sheet)
                let state = value == .undetermined ? rule.flatMap { evaluation.decision($0, row: sheet)?.state } : nil
                return SheetValue(value: value, state: state) { reporter.reasons(ofExpression: index, sheet: sheet) }
            }
            return .perSheet(values, checked.type, program)
        }
        let value = evaluation.value(ofExpression: index, sheet: sheet ?? 0)
        switch value {
        case .failed(let failure): return .wrong([.failed(failure, at: expression.span)], sources)
        case .undetermined:
            let rows = evaluation.certainRows(ofExpression: index, sheet: sheet ?? 0)
            return .unknown(
                reporter.reasons(ofExpression: index, sheet: sheet ?? 0), rows.map { Sure(rows: $0, type: checked.type, program: program) })
        default: return .value(value, checked.type, program)
        }
    }
}

extension Diagnostic {
    static func needsSheet(at span: Span) -> Diagnostic {
        Diagnostic(
            .noSheets, at: span, Wording(ja: "この式は調書の値を読みます", en: "this expression reads a sheet"),
            hint: Wording(ja: "--sheet で調書を指定してください", en: "name one with --sheet"))
    }

    static func failed(_ failure: Failure, at span: Span) -> Diagnostic {
        let code: DiagnosticCode =
            switch failure {
            case .numberTooLarge: .numberTooLarge
            case .badIndex, .badArgument: .indexError
            case .badPower: .powerError
            case .textTooLong: .textTooLong
            case .tooManyRows: .programTooLarge
            }
        return Diagnostic(code, at: span, failure.wording)
    }

    static func stopped(_ stop: EvaluationStop) -> Diagnostic {
        switch stop {
        case .programTooLarge:
            Diagnostic(
                .programTooLarge, at: .none,
                Wording(ja: "規則を展開すると大きくなりすぎます", en: "the rules become too large when functions are put in place"),
                hint: Wording(ja: "関数が関数を呼ぶ段数を減らしてください", en: "let fewer functions call functions"))
        case .tooManyRows:
            Diagnostic(
                .programTooLarge, at: .none, Wording(ja: "計算の途中の行が多すぎます", en: "a computation makes too many rows"),
                hint: Wording(ja: "where や group by で先に行を減らしてください", en: "keep fewer rows first, with where or group by"))
        case .noMemory:
            Diagnostic(
                .fileUnreadable, at: .none, Wording(ja: "メモリーが足りません", en: "there is no memory left"),
                hint: Wording(ja: "ほかのプログラムを閉じるか、--jobs 1 を付けてください", en: "close other programs, or add --jobs 1"))
        case .interrupted: Diagnostic(.programTooLarge, at: .none, Wording(ja: "計算を打ち切りました", en: "the computation was stopped"))
        }
    }
}
