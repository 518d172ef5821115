import Kijun
import KijunSheets
import KijunSyntax

/// `kijun test --pin`: writes what the rules say of sheets as tests.
struct TestPinning {
    /// The rule files as named.
    let rules: [String]
    /// nil for the standard output.
    let output: String?
    /// Names of `--only`.
    let only: [String]

    func run(_ files: RuleFiles, _ paths: [String], _ options: ReadingOptions, on console: Console) -> ExitStatus {
        guard !paths.isEmpty else {
            if files.checked().tellProblems(on: console) { console.tell([.noSheets]) }
            return .wrong
        }
        let (rules, loaded): (Rules, LoadedSheets)
        do {
            (rules, loaded) = try LoadedSheets.load(SheetFiles(paths, in: console.world), by: files, options, on: console)
        } catch { return error }
        guard !loaded.sheets.isEmpty else { return .unreadable }
        let wanted: [RuleID]
        switch wantedRules(in: rules.program) {
        case .success(let found): wanted = found
        case .failure(let unknown):
            console.tell(unknown.diagnostics)
            return .wrong
        }
        let (pins, questions) = self.pins(wanted, rules, loaded, on: console)
        let evaluation = Evaluation(questions.program, loaded.set, only: wanted)
        if let stop = evaluation.stop {
            console.tell([.stopped(stop)])
            return .failed
        }
        rules.tellStaleParameters(of: evaluation, on: console)
        let pinned = PinnedTests(evaluation, pins: pins, language: console.language)
        let source = pinned.text(uses: self.rules.map { relative($0, console.world) }, sheets: sheets(of: loaded, console.world))
        var sources = SourceMap()
        let tree = Parser.parse(sources.add(name: output ?? "-", bytes: Array(source.utf8))).tree
        let text = Array(Printer.text(of: tree, words: console.language).utf8)
        guard let output, output != "-" else {
            console.write(text)
            return loaded.unreadable > 0 ? .unreadable : .done
        }
        do {
            try console.world.write(output, text)
        } catch {
            console.tell([.unwritable(output, error)])
            return .unreadable
        }
        return loaded.unreadable > 0 ? .unreadable : .done
    }

    // MARK: What is pinned

    /// Decisions, checks, and definitions that have one value of each sheet; where names were asked for, just those, whatever
    /// they are.
    private func wantedRules(in program: CheckedProgram) -> Result<[RuleID], RunCommand.UnknownNames> {
        switch RunCommand.names(only, in: program) {
        case .failure(let unknown): return .failure(unknown)
        case .success(nil):
            return .success(
                program.rules.indices.filter { Self.isPinned(program.rules[$0]) })
        case .success(let names?):
            var rules: [RuleID] = []
            var unknown: [Diagnostic] = []
            for name in names {
                if case .rule(let rule) = name.target {
                    rules.append(rule)
                } else {
                    unknown.append(.cannotBePinned(name.asked))
                }
            }
            return unknown.isEmpty ? .success(rules) : .failure(RunCommand.UnknownNames(diagnostics: unknown))
        }
    }

    private static func isPinned(_ rule: Rule) -> Bool {
        guard case .definition = rule.body else { return true }
        switch rule.type {
        case .number, .text, .mark, .year, .yesno, .choice: return rule.table.isEmpty && !rule.isOfSet
        case .list, .record, .table, .blank, .error: return false
        }
    }

    /// What reads each rule by its name. What reads `sheets` is left out where a test could not stand on all sheets.
    private func pins(
        _ wanted: [RuleID], _ rules: Rules, _ loaded: LoadedSheets, on console: Console
    ) -> ([PinnedTests.Pin], (program: CheckedProgram, sources: SourceMap)) {
        let needs = RuleNeeds(rules.program)
        let isOneDocument = Set(loaded.sheets.map(\.input.document.name)).count <= 1
        var sources = rules.sources
        var expressions: [KijunSyntax.Expression] = []
        var pins: [PinnedTests.Pin] = []
        var leftOut: [String] = []
        let before = rules.program.expressions.count
        for rule in wanted {
            let name = rules.program.rules[rule].path
            guard isOneDocument || !needs.of([], rules: [rule]).readsAllSheets else {
                leftOut.append(name)
                continue
            }
            if case .check = rules.program.rules[rule].body {
                pins.append(PinnedTests.Pin(rule: rule, name: name, expression: nil))
            } else {
                pins.append(PinnedTests.Pin(rule: rule, name: name, expression: before + expressions.count))
                expressions.append(Parser.parseExpression(sources.add(name: "<pin>", bytes: Array(name.utf8))).0)
            }
        }
        if !leftOut.isEmpty { console.tell(.readsAllSheets(leftOut)) }
        let checked = Checker.check(rules.trees, sources: sources, schema: rules.schema, questions: expressions)
        return (pins, (checked.program, sources))
    }

    // MARK: Sheets

    private func sheets(of loaded: LoadedSheets, _ world: World) -> [PinnedTests.Sheet] {
        var order: [String] = []
        var groups: [String: [Int]] = [:]
        var counts: [String: Int] = [:]
        for sheet in loaded.sheets { counts[sheet.input.document.name, default: 0] += 1 }
        for (index, sheet) in loaded.sheets.enumerated() {
            let document = sheet.input.document.name
            let path = relative(document, world)
            let on = counts[document] == 1 ? path : "\(path)#\(TestDocuments.shortName(of: sheet))"
            if groups[on] == nil { order.append(on) }
            groups[on, default: []].append(index)
        }
        return order.map { on in
            let numbers = groups[on] ?? []
            return PinnedTests.Sheet(title: Self.title(of: loaded.sheets[numbers[0]]), on: on, numbers: numbers)
        }
    }

    /// The code and the title of the sheet, as a title can be written.
    private static func title(of sheet: LoadedSheet) -> String {
        let words = ([sheet.name] + sheet.identity.dropFirst()).joined(separator: " ")
        let clean = words.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control || nfkc(String(scalar)) == "#" ? " " : String(scalar)
        }
        let title = clean.joined().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // What begins with a sign might be read as the definition of something called `test`.
        guard let first = title.unicodeScalars.first, first.properties.isAlphabetic || first.properties.numericType != nil else {
            return "調書 \(title)"
        }
        return title
    }

    // MARK: Paths

    /// A path of the command line from the folder of the output.
    private func relative(_ path: String, _ world: World) -> String {
        let plain = ProgramLoader.path(path, usedBy: "")
        guard let output, output != "-", !path.hasPrefix("/") || output.hasPrefix("/") else { return plain }
        func parts(_ path: String) -> [Substring] {
            let full = path.hasPrefix("/") ? path : world.folder + "/" + path
            return ProgramLoader.path(full, usedBy: "/").split(separator: "/")
        }
        var file = parts(path)
        var folder = parts(output).dropLast()
        while let first = file.first, first == folder.first {
            file.removeFirst()
            folder.removeFirst()
        }
        return (folder.map { _ in ".." } + file).joined(separator: "/")
    }
}

extension Diagnostic {
    fileprivate static func cannotBePinned(_ name: String) -> Diagnostic {
        let name = DiagnosticRenderer.visible(name)
        return Diagnostic(
            .unknownOnly, at: .none,
            Wording(
                ja: "--only の「\(name)」は調書の項目で、規則の結果ではありません", en: "--only: “\(name)” is a field of the sheet, not a result of the rules"),
            hint: Wording(ja: "定義・判定・検査の名前を書きます", en: "name definitions, decisions and checks"))
    }
}

extension Wording {
    fileprivate static func readsAllSheets(_ names: [String]) -> Wording {
        let list = DiagnosticRenderer.visible(names.prefix(5).joined(separator: ", ")) + (names.count > 5 ? ", …" : "")
        return Wording(
            ja: "注意: 全調書を読む規則は、調書が一つの文書にまとまっていないと書き留められないので、除きました: \(list)",
            en: "warning: rules that read all sheets can be pinned only where the sheets are in one document; left out: \(list)")
    }
}
