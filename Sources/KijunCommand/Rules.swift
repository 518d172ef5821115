import Kijun
import KijunSheets
import KijunSyntax

/// The rule files of a command line, read with all that they use, and not checked yet: without a form it is the sheets that
/// say which fields there are.
struct RuleFiles {
    let trees: [SyntaxTree]
    let sources: SourceMap
    private let loaded: ProgramLoader.Result

    /// - Parameter files: names and content of the files that were named.
    init(_ files: [(name: String, bytes: [UInt8])], in world: World) {
        loaded = ProgramLoader.load(files) { path, _ in try? world.read(path) }
        trees = loaded.trees
        sources = loaded.sources
    }

    /// Reads the named files; what cannot be read is told, and gives nil.
    static func load(_ paths: [String], on console: Console) -> RuleFiles? {
        var files: [(name: String, bytes: [UInt8])] = []
        var problems: [Diagnostic] = []
        for path in paths {
            do {
                files.append((path, try console.world.read(path)))
            } catch {
                problems.append(.unreadable(path, error))
            }
        }
        guard problems.isEmpty else {
            console.tell(problems)
            return nil
        }
        return RuleFiles(files, in: console.world)
    }

    /// A form says which fields a sheet has.
    var hasForm: Bool {
        trees.contains { $0.statements.contains { if case .form = $0.kind { true } else { false } } }
    }

    /// The text of a rule cannot be read, or a used file is missing: no sheet can help.
    var hasErrors: Bool { loaded.diagnostics.contains { $0.severity == .error } }

    /// - Parameter schema: the fields of the sheets, where there is no form.
    func checked(schema: RecordSchema? = nil) -> Rules {
        let (program, diagnostics) = Checker.check(trees, sources: sources, schema: schema)
        var rules = Rules(trees: trees, sources: sources, schema: schema, program: program)
        rules.add(loaded.diagnostics(with: diagnostics))
        return rules
    }
}

/// Checked rules.
struct Rules {
    let trees: [SyntaxTree]
    let sources: SourceMap
    /// The fields that the sheets brought, where there is no form.
    let schema: RecordSchema?
    let program: CheckedProgram
    /// What no comment allows.
    private(set) var diagnostics: [Diagnostic] = []
    /// What a comment allows.
    private(set) var allowed: [Diagnostic] = []
    private(set) var allowances: Allowances

    init(trees: [SyntaxTree], sources: SourceMap, schema: RecordSchema?, program: CheckedProgram) {
        self.trees = trees
        self.sources = sources
        self.schema = schema
        self.program = program
        allowances = Allowances(trees)
    }

    /// Adds what there is to say of the rules; what a comment allows is kept apart.
    mutating func add(_ notes: [Diagnostic]) {
        for note in notes {
            if allowances.allows(note.code, at: note.span) { allowed.append(note) } else { diagnostics.append(note) }
        }
    }

    /// What comments allow, in a line each: who reads the rules later sees what was left open on purpose.
    func linesOfAllowed(in language: Language) -> [String] {
        guard !allowed.isEmpty else { return [] }
        let shown = allowed.prefix(Self.maximumAllowed)
        let count = allowed.count
        var lines = [Wording(ja: "可とした注意 \(count) 件", en: "\(count) \(count == 1 ? "warning" : "warnings") allowed by comments")[language]]
        for note in shown {
            let text = note.message[language].split(separator: "\n").first.map { String($0) } ?? ""
            lines.append(
                DiagnosticRenderer.visible("  \(sources.place(of: note.span).map { $0.short + " " } ?? "")\(note.code.rawValue) \(text)"))
        }
        if count > shown.count {
            lines.append(Wording(ja: "  ほか \(count - shown.count) 件", en: "  and \(count - shown.count) more")[language])
        }
        return lines
    }

    /// More lines than this nobody reads.
    private static let maximumAllowed = 20

    /// Adds what there is to say of the comments that allow, once all notes are there.
    /// - Parameter unknown: codes that nobody looked for.
    mutating func addIdleAllowances(except unknown: Set<DiagnosticCode> = []) { diagnostics += allowances.idle(except: unknown) }

    /// Tells in a line each which parameters have no value for the years of the sheets (K0912), where no comment allows it.
    func tellStaleParameters(of evaluation: Evaluation, on console: Console) { tell(evaluation.staleParameters, on: console) }

    /// - Parameter file: the rules that are meant, where there are those of others too.
    func tell(_ stale: [StaleParameter], of file: String? = nil, on console: Console) {
        var allowances = allowances
        let word = Wording(ja: "注意", en: "warning")[console.language] + (file.map { ": \($0)" } ?? "")
        for note in allowances.filter(stale.map { .staleParameter(program.parameters[$0.parameter], $0) }) {
            console.tell(DiagnosticRenderer.visible("\(word): \(note.message[console.language])  [\(note.code.rawValue)]"))
        }
    }

    /// Adds what `check` says of parameters that have no value for the years of the sheets that it was given.
    mutating func addStaleParameters(of evaluation: Evaluation) {
        add(evaluation.staleParameters.map { .staleParameter(program.parameters[$0.parameter], $0) })
    }

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    func render(_ diagnostics: [Diagnostic], for console: Console) -> String {
        DiagnosticRenderer(sources: sources, language: console.language, usesColour: console.usesColour).render(diagnostics)
    }

    /// Tells the errors, or in one line how many warnings there are: `kijun check` shows them.
    /// - Parameter places: warnings within them are told elsewhere.
    /// - Returns: whether the program may be run.
    func tellProblems(on console: Console, except places: [Span] = []) -> Bool {
        let errors = diagnostics.filter { $0.severity == .error }
        if !errors.isEmpty { console.tell(render(errors, for: console)) }
        let warnings = diagnostics.count { note in note.severity == .warning && !places.contains { $0.contains(note.span) } }
        if errors.isEmpty, warnings > 0 {
            console.tell(
                Wording(
                    ja: "注意: 規則に注意することがあります（kijun check がすべてを表示）",
                    en: "warning: there are warnings on the rules (kijun check shows them all)"))
        }
        return errors.isEmpty
    }
}

extension Console {
    /// Messages that are about no place in the rules.
    func tell(_ diagnostics: [Diagnostic]) { if !diagnostics.isEmpty { tell(text(of: diagnostics)) } }

    /// How messages that are about no place in the rules are told.
    func text(of diagnostics: [Diagnostic]) -> String {
        DiagnosticRenderer(sources: SourceMap(), language: language, usesColour: usesColour).render(diagnostics)
    }
}
