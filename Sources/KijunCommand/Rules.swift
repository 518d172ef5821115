import Kijun
import KijunSyntax

/// The rules of a command line: read with all that they use, and checked.
struct Rules {
    let trees: [SyntaxTree]
    let sources: SourceMap
    let program: CheckedProgram
    let diagnostics: [Diagnostic]

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// Nothing at all: what `eval` starts from without `--rules`.
    init() {
        trees = []
        sources = SourceMap()
        program = Checker.check([], sources: sources).program
        diagnostics = []
    }

    /// - Parameter files: names and content of the files that were named.
    init(_ files: [(name: String, bytes: [UInt8])], in world: World) {
        let loaded = ProgramLoader.load(files) { path, _ in try? world.read(path) }
        trees = loaded.trees
        sources = loaded.sources
        let checked = Checker.check(loaded.trees, sources: loaded.sources)
        program = checked.program
        diagnostics = loaded.diagnostics(with: checked.diagnostics)
    }

    /// Reads and checks the named files; what cannot be read is told, and gives nil.
    static func load(_ paths: [String], on console: Console) -> Rules? {
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
        return Rules(files, in: console.world)
    }

    func render(_ diagnostics: [Diagnostic], for console: Console) -> String {
        DiagnosticRenderer(sources: sources, language: console.language, usesColour: console.usesColour).render(diagnostics)
    }

    /// Tells the errors, or in one line how many warnings there are: `kijun check` shows them.
    /// - Returns: whether the program may be run.
    func tellProblems(on console: Console) -> Bool {
        let errors = diagnostics.filter { $0.severity == .error }
        if !errors.isEmpty { console.tell(render(errors, for: console)) }
        let warnings = diagnostics.count { $0.severity == .warning }
        if errors.isEmpty, warnings > 0 {
            console.tell(
                Wording(
                    ja: "注意: 規則について注意が \(warnings) 件あります（kijun check で表示）",
                    en: "warning: \(warnings) \(warnings == 1 ? "warning" : "warnings") on the rules (kijun check shows them)"))
        }
        return errors.isEmpty
    }
}

extension Console {
    /// Messages that are about no place in the rules.
    func tell(_ diagnostics: [Diagnostic]) {
        guard !diagnostics.isEmpty else { return }
        tell(DiagnosticRenderer(sources: SourceMap(), language: language, usesColour: usesColour).render(diagnostics))
    }
}
