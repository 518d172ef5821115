public import KijunSyntax

/// Turns trees into a ``CheckedProgram``: resolves names, infers types and units, joins the cases of decisions.
///
/// A rule is checked when it is reached; where it reads one whose type is not known yet, that one goes first and the rule
/// is checked again. The work stands on a list of its own, so that a chain of rules of any length needs no deep stack.
public struct Checker {
    /// Checks all trees of a program together.
    ///
    /// - Parameters:
    ///   - schema: the fields of the sheets where no form names them.
    ///   - questions: expressions to check in the scope of a sheet; they follow the bare expressions of the trees in
    ///     ``CheckedProgram/expressions``. Bare expressions are errors in a file, not in a source named `<…>`.
    /// - Returns: the program, to be evaluated only if no diagnostic is an error.
    public static func check(
        _ trees: [SyntaxTree], sources: SourceMap, schema: RecordSchema? = nil, questions: [Expression] = []
    ) -> (program: CheckedProgram, diagnostics: [Diagnostic]) {
        let (_, program, diagnostics) = check(trees, sources: sources, schema: schema) { $0.questions += questions }
        return (program, diagnostics)
    }

    /// - Parameter ask: what is to be checked besides the trees.
    static func check(
        _ trees: [SyntaxTree], sources: SourceMap, schema: RecordSchema?, ask: (inout Checker) -> Void
    ) -> (checker: Checker, program: CheckedProgram, diagnostics: [Diagnostic]) {
        var checker = Checker(sources: sources)
        checker.collect(trees, schema: schema)
        ask(&checker)
        checker.settleAll()
        return (checker, checker.program, checker.finishedDiagnostics)
    }

    let sources: SourceMap
    var diagnostics: [Diagnostic] = []

    // What the program declares.
    var schema = RecordSchema.empty
    var forms: [CheckedForm] = []
    var scales: [Choice] = []
    var scaleNames: [String: Int] = [:]
    /// The scales that hold a symbol.
    var scalesBySymbol: [String: [Int]] = [:]
    var globals: [String: Global] = [:]
    var records: [String: NamedRecord] = [:]
    var rules: [RuleEntry] = []
    var functions: [FunctionEntry] = []
    var functionNames: [String: Int] = [:]
    var parameters: [ParameterEntry] = []
    var tests: [(syntax: TestSyntax, doc: [String], span: Span)] = []
    var questions: [Expression] = []
    var assignments: [(target: Expression, value: Expression?)] = []
    /// Units that a form or a parameter names.
    var declaredUnits: Set<String> = []
    /// For the message about a column that stands without its table.
    var tablesByColumn: [String: [String]] = [:]

    // What is checked so far.
    var order: [RuleID] = []
    var instances: [FunctionInstance] = []
    var instanceIndices: [InstanceKey: (index: Int, readsSheet: Bool)] = [:]
    var checkedTests: [Int: CheckedTest] = [:]
    var checkedQuestions: [Int: CheckedExpression] = [:]
    /// nil where there is an error.
    var checkedAssignments: [Int: CheckedAssignment?] = [:]
    var checkedFunctions: Set<Int> = []
    var checkedParameters: [Int: Parameter] = [:]

    // The work in hand.
    /// What it reads that is not checked yet, and where.
    var pending: [(work: Work, span: Span)] = []
    /// It reads a value of the single sheet.
    var readsSheet = false
    /// It is what a test expects: there a check is a value, and a symbol that is no more an outcome can be compared.
    var isExpectation = false
    var depth = 0
    var nextLocal = 0
    var suggestionsLeft = 40

    private init(sources: SourceMap) { self.sources = sources }

    mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// The text of a place for a message, cut where it is long.
    func quoted(_ span: Span) -> String {
        let limit: UInt32 = 120
        if span.end <= span.start + limit { return sources.text(of: span) }
        return String(sources.text(of: Span(start: span.start, end: span.start + limit)).dropLast()) + "…"
    }

    mutating func newLocal() -> LocalID {
        nextLocal += 1
        return nextLocal - 1
    }

    /// Every message once, in the order of the text.
    private var finishedDiagnostics: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return diagnostics.enumerated().filter { seen.insert($0.element.withoutLabels).inserted }
            .sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }.map(\.element)
    }

    private var program: CheckedProgram {
        CheckedProgram(
            sources: sources, schema: schema, forms: forms,
            rules: rules.map { entry in
                entry.checked
                    ?? Rule(
                        name: entry.name, aliases: entry.aliases, table: "", row: nil,
                        body: .definition(CheckedExpression(.error, .error, at: entry.span)), type: .error, isOfSet: false,
                        doc: entry.doc, span: entry.nameSpan)
            },
            order: order, parameters: parameters.indices.compactMap { checkedParameters[$0] }, instances: instances,
            scales: scales, tests: tests.indices.compactMap { checkedTests[$0] },
            expressions: questions.indices.compactMap { checkedQuestions[$0] })
    }
}

/// A function as declared.
struct FunctionEntry {
    let name: Name
    let parameters: [Name]
    let body: Expression
    let doc: [String]
    let span: Span
    /// Reaches itself: reported once, and every call of it is then an error that says nothing more.
    var isRecursive = false
}

struct ParameterEntry {
    let syntax: ParameterSyntax
    let type: Type
    let doc: [String]
    let span: Span
}

extension Diagnostic {
    /// The same mistake at the same place is one, whoever calls the function that it is in.
    fileprivate var withoutLabels: Diagnostic { Diagnostic(code, severity, at: span, message, hint: hint) }
}
