import Kijun
import KijunSheets
import KijunSyntax

/// The documents that tests stand `on`: each is read once, whatever the number of tests on it. One that cannot be read
/// concerns the tests on it and no others.
struct TestDocuments {
    /// `on "projects.csv#02-10"`: a document, and the one of its sheets that is meant. A file of that very name wins.
    struct Target: Hashable {
        let path: String
        let sheet: String?
    }

    /// The sheets of a document.
    private struct Sheets {
        var inputs: [SheetInput] = []
        var names: [String] = []
        /// Indices by name.
        var byName: [String: [Int]] = [:]
        /// Why there are none.
        var problem: Wording?
    }

    /// Why there are not all of the sheets of a document, by its path.
    private(set) var failures: [(path: String, problem: Wording)] = []

    private enum State {
        case unreadable(Wording)
        case read([ReadDocument])
        case loaded(Sheets)
    }

    private var states: [String: State] = [:]
    private var stores = OpenedStores()
    /// In the order in which they are named first.
    private var paths: [String] = []
    /// What each path of an `on`, from the folder of its file, stands for.
    private var targets: [String: Target] = [:]

    /// Reads the documents that the tests of rule files name.
    init(of trees: [SyntaxTree], _ options: ReadingOptions, in world: World) {
        for tree in trees {
            for statement in tree.statements {
                guard case .test(let test) = statement.kind else { continue }
                for case .on(let path, _) in test.items {
                    let full = ProgramLoader.path(path, usedBy: tree.source.name)
                    if targets[full] == nil { targets[full] = read(full, options, in: world) }
                }
            }
        }
    }

    private mutating func read(_ path: String, _ options: ReadingOptions, in world: World) -> Target {
        if add(path, options, in: world) { return Target(path: path, sheet: nil) }
        let problem = states.removeValue(forKey: path)
        paths.removeAll { $0 == path }
        // A sheet's name may hold the mark too: the longest path that is a file is the document.
        var end = path.lastIndex(of: "#")
        while let mark = end, mark != path.startIndex {
            let document = String(path[..<mark])
            if add(document, options, in: world) { return Target(path: document, sheet: String(path[path.index(after: mark)...])) }
            end = document.lastIndex(of: "#")
        }
        guard let mark = path.firstIndex(of: "#"), mark != path.startIndex else {
            states[path] = problem
            return Target(path: path, sheet: nil)
        }
        return Target(path: String(path[..<mark]), sheet: String(path[path.index(after: mark)...]))
    }

    /// - Returns: whether there is such a file.
    private mutating func add(_ path: String, _ options: ReadingOptions, in world: World) -> Bool {
        if let known = states[path] {
            if case .unreadable = known { return false }
            return true
        }
        paths.append(path)
        guard path != "-" else {
            // The standard input is nothing that rules could name.
            states[path] = .unreadable(Diagnostic.unreadable(path, .notFound).message)
            return false
        }
        switch stores.open(path, in: world) {
        case .none: break
        case .store(let documents):
            states[path] = .read(documents)
            return true
        case .failure(let problem):
            states[path] = .unreadable(problem.message)
            return true
        }
        do {
            let bytes = try world.read(path)
            do {
                states[path] = .read([try DocumentLoader.read(bytes, name: path, options: options)])
            } catch {
                states[path] = .unreadable(error.message)
            }
            return true
        } catch {
            states[path] = .unreadable(Diagnostic.unreadable(path, error).message)
            return false
        }
    }

    /// Those that could be read, in the order in which they are named.
    var documents: [ReadDocument] {
        paths.flatMap { path -> [ReadDocument] in if case .read(let documents)? = states[path] { documents } else { [] } }
    }

    // MARK: Running

    /// Runs tests on the documents that they stand on.
    ///
    /// - Parameters:
    ///   - tests: their places in the program.
    ///   - inferred: what documents said of their fields, where the rules have no form.
    mutating func run(
        _ tests: [Int], of rules: Rules, _ inferred: InferredSchema?, measuresCoverage: Bool, on console: Console
    ) -> (TestReport, Coverage?) {
        let program = rules.program
        var report = TestReport(program, language: console.language)
        let loader = DocumentLoader(program, inferred: inferred)
        var grounds: [Int: TestDocument] = [:]
        var names: [Int: [String]] = [:]
        for index in tests {
            guard let path = program.tests[index].on else { continue }
            let file = program.sources.place(of: program.tests[index].span)?.file ?? ""
            switch ground(path, from: file, by: loader) {
            case .document(let document, let found):
                grounds[index] = document
                names[index] = found
            case .none(let problem): report.addProblem(problem, test: index)
            }
        }
        var run = TestRun(program, documents: grounds, measuresCoverage: measuresCoverage)
        run.run(tests.filter { program.tests[$0].on == nil || grounds[$0] != nil }) { result in
            report.add(result, sheet: result.sheet.flatMap { names[result.test]?[$0] })
        }
        rules.tell(run.staleParameters, on: console)
        return (report, run.coverage)
    }

    // MARK: Sheets

    /// What the test at a place of the rules stands on.
    enum Ground {
        case document(TestDocument, names: [String])
        case none(Wording)
    }

    /// - Parameters:
    ///   - path: as written in the rules.
    ///   - file: the rule file in which the test stands.
    mutating func ground(_ path: String, from file: String, by loader: DocumentLoader) -> Ground {
        let full = ProgramLoader.path(path, usedBy: file)
        let target = targets[full] ?? Target(path: full, sheet: nil)
        let sheets: Sheets
        switch states[target.path] {
        case .unreadable(let problem)?: return .none(problem)
        case .read(let documents)?:
            sheets = load(documents, named: target.path, by: loader)
            states[target.path] = .loaded(sheets)
        case .loaded(let loaded)?: sheets = loaded
        case nil: return .none(Diagnostic.unreadable(target.path, .notFound).message)
        }
        if let problem = sheets.problem { return .none(problem) }
        guard let wanted = target.sheet else {
            let all = TestDocument(name: target.path, sheets: sheets.inputs, chosen: Array(sheets.inputs.indices))
            return .document(all, names: sheets.names)
        }
        guard let chosen = sheets.byName[Self.key(wanted)] else {
            return .none(.noSuchSheet(wanted, in: target.path, among: sheets.names))
        }
        return .document(TestDocument(name: target.path, sheets: sheets.inputs, chosen: chosen), names: sheets.names)
    }

    private static func key(_ name: String) -> String { nfkc(name).filter { !$0.isWhitespace } }

    /// The name, or for a sheet that is called by its cell (`projects.csv!A2`) that cell alone: it stands behind its document.
    static func shortName(of sheet: LoadedSheet) -> String {
        let document = sheet.input.document.shortName
        guard sheet.name.hasPrefix(document), let sign = sheet.name.dropFirst(document.count).first, sign == "!" || sign == ":" else {
            return sheet.name
        }
        return String(sheet.name.dropFirst(document.count + 1))
    }

    /// - Parameter documents: one, or those of a store.
    private mutating func load(_ documents: [ReadDocument], named path: String, by loader: DocumentLoader) -> Sheets {
        var sheets = Sheets()
        for document in documents {
            let told = loader.load(document) { sheet in
                for name in Set([Self.key(sheet.name), Self.key(Self.shortName(of: sheet))]) {
                    sheets.byName[name, default: []].append(sheets.inputs.count)
                }
                sheets.names.append(sheet.name)
                sheets.inputs.append(sheet.input)
            }
            if let error = told.findings.first(where: { $0.severity == .error }) {
                if sheets.inputs.isEmpty {
                    sheets.problem = error.message
                } else {
                    failures.append((document.info.name, error.message))
                }
            }
        }
        if sheets.inputs.isEmpty, sheets.problem == nil { sheets.problem = Diagnostic.noSheets(in: path).message }
        return sheets
    }
}

extension Wording {
    /// A test stands on a sheet that its document does not have.
    fileprivate static func noSuchSheet(_ name: String, in path: String, among names: [String]) -> Wording {
        let name = DiagnosticRenderer.visible(name)
        let path = DiagnosticRenderer.visible(path)
        let close = nearest(name, among: names).map(DiagnosticRenderer.visible)
        let code = DiagnosticCode.unknownSheet.rawValue
        return Wording(
            ja: "「\(path)」に「\(name)」という調書はありません" + (close.map { "。もしかして \($0) ?" } ?? "") + "  [\(code)]",
            en: "“\(path)” has no sheet “\(name)”" + (close.map { "; did you mean \($0)?" } ?? "") + "  [\(code)]")
    }
}
