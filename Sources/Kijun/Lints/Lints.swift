public import KijunSyntax

/// What is suspicious in rules that have no error: each kind of it has a file of its own, and a code that a comment can allow.
public struct Lints {
    let program: CheckedProgram
    let trees: [SyntaxTree]
    var diagnostics: [Diagnostic] = []
    /// What tells whether two expressions mean the same.
    private let identities: ExpressionIdentity
    /// What the expressions without any name in them come to.
    private var constants: [CheckedExpression: Value] = [:]

    /// Looks for everything suspicious in a program without errors, in the order of the text, each thing once.
    ///
    /// - Parameter told: what is said of the rules already: of a case that never decides it is not said again that its
    ///   condition never holds.
    public static func diagnostics(of program: CheckedProgram, _ trees: [SyntaxTree], besides told: [Diagnostic] = []) -> [Diagnostic] {
        var lints = Lints(program: program, trees: trees)
        lints.constants = lints.evaluateConstants()
        lints.findUnusedNames()
        lints.findShadowedColumns()
        lints.findStaleParameters()
        lints.findBarePercents()
        lints.findMixedMarks()
        lints.findConstantComparisons()
        var seen: Set<CodePlace> = []
        let deadCases = told.filter { $0.code == .neverDecides }.map(\.span)
        return lints.diagnostics.filter { note in note.code != .constantComparison || !deadCases.contains { $0.contains(note.span) } }
            .filter { seen.insert(CodePlace(code: $0.code, span: $0.span)).inserted }
            .sorted { ($0.span.start, $0.code.rawValue) < ($1.span.start, $1.code.rawValue) }
    }

    private struct CodePlace: Hashable {
        let code: DiagnosticCode
        let span: Span
    }

    private init(program: CheckedProgram, trees: [SyntaxTree]) {
        self.program = program
        self.trees = trees
        identities = ExpressionIdentity(program)
    }

    // MARK: Expressions

    /// Every expression of a rule: all that tells what a sheet comes to. Tests and functions are not among them.
    var ruleExpressions: [CheckedExpression] {
        program.rules.flatMap { rule -> [CheckedExpression] in
            switch rule.body {
            case .definition(let value): return [value]
            case .decision(let decision):
                let cases = decision.exceptions + decision.cases + (decision.otherwise.map { [$0] } ?? [])
                return cases.flatMap { [$0.condition, $0.outcome] + ($0.because.map { [$0] } ?? []) }
            case .check(let check): return [check.condition] + (check.message.map { [$0] } ?? [])
            }
        }
    }

    /// Calls a closure with each expression of the roots, those around before those within.
    func forEach(in roots: [CheckedExpression], _ body: (CheckedExpression) -> Void) {
        var waiting = Array(roots.reversed())
        while let next = waiting.popLast() {
            body(next)
            waiting.append(contentsOf: next.children.reversed())
        }
    }

    /// The same number for two expressions of one rule that mean the same: not those that only read alike, such as `cost` of the
    /// row and of the sheet.
    func identity(of expression: CheckedExpression) -> Int {
        var locals: [LocalID: Int] = [:]
        forEach(in: [expression]) { next in
            // Numbers of expressions are never negative.
            if case .local(let local) = next.kind { locals[local] = -1 - local }
        }
        var identities = identities
        return identities.number(of: expression, locals: locals)
    }

    /// The source text of a place without white space.
    func words(at span: Span) -> String {
        String(nfkc(program.sources.text(of: span)).unicodeScalars.filter { !$0.properties.isWhitespace })
    }

    /// The source text of a place for a message, on one line and cut where it is long.
    func quoted(_ span: Span) -> String {
        let text = program.sources.text(of: span)
        let line = text.split(whereSeparator: \.isNewline).map { $0.trimmingSpaces }.joined(separator: " ")
        return line.count > 60 ? line.prefix(59) + "…" : line
    }

    // MARK: Constants

    /// The largest expression that is evaluated for its constant value, in nodes.
    private static let largestConstant = 64

    /// The value of an expression in which no name stands; nil for any other.
    func constant(_ expression: CheckedExpression) -> Value? { Self.literal(expression) ?? constants[expression] }

    private static func literal(_ expression: CheckedExpression) -> Value? {
        switch expression.kind {
        case .number(let number): .number(number)
        case .text(let text): .text(text)
        case .year(let year): .year(year)
        case .yesno(let flag): .yesno(flag)
        default: nil
        }
    }

    /// Evaluates the operands without a name, all of them in one evaluation.
    private func evaluateConstants() -> [CheckedExpression: Value] {
        var asked: Set<CheckedExpression> = []
        forEach(in: ruleExpressions + program.instances.map(\.body) + program.parameters.flatMap { $0.entries.map(\.value) }) { next in
            switch next.kind {
            case .compare, .within, .list, .coalesce, .condition, .sum: break
            default: return
            }
            for operand in [next] + next.children where Self.literal(operand) == nil && Self.isConstant(operand) {
                asked.insert(operand)
            }
        }
        for parameter in program.parameters {
            for entry in parameter.entries where Self.literal(entry.value) == nil && Self.isConstant(entry.value) {
                asked.insert(entry.value)
            }
        }
        if asked.isEmpty { return [:] }
        let expressions = Array(asked)
        let evaluation = Evaluation(program.asking(expressions), SheetSet([], schema: program.schema), only: [])
        guard evaluation.stop == nil else { return [:] }
        var result: [CheckedExpression: Value] = [:]
        for (index, expression) in expressions.enumerated() {
            switch evaluation.value(ofExpression: index) {
            case .blank, .undetermined, .failed, .list, .record: continue
            case let value: result[expression] = value
            }
        }
        return result
    }

    private static func isConstant(_ expression: CheckedExpression) -> Bool {
        var count = 0
        var waiting = [expression]
        while let next = waiting.popLast() {
            count += 1
            if count > largestConstant { return false }
            switch next.kind {
            case .number, .text, .year, .yesno: continue
            case .list, .sum, .product, .negate, .scaled, .compare, .within, .not, .and, .or, .builtin:
                waiting.append(contentsOf: next.children)
            default: return false
            }
        }
        return true
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
