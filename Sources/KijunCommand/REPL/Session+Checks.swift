import Kijun
import KijunSheets
import KijunSyntax

extension SessionCommand {
    static let checks = [
        SessionCommand(
            "check", "点検", ja: "今の規則を調べる（kijun check と同じ）", en: "check the rules in force, as kijun check does"
        ) { session, _ in session.check() },
        SessionCommand(
            "test", "テスト", .rulePath, usage: Wording(ja: "[ファイル]", en: "[FILE]"),
            ja: "今の規則のテスト、またはファイルにあるテストを実行する", en: "run the tests in force, or those of a file"
        ) { session, argument in session.test(argument) },
        SessionCommand(
            "diff", "比較", .rulePath, usage: Wording(ja: "[ファイル]", en: "[FILE]"),
            ja: "読み込んだ（保存した）規則、またはファイルの規則と比べる", en: "compare with the rules as they were loaded or saved, or with a file"
        ) { session, argument in session.diff(argument) },
        SessionCommand(
            "time", "時間", .plain, usage: Wording(ja: "[on|off]", en: "[on|off]"),
            ja: "入力ごとに、かかった時間を示す", en: "show how long each entry takes"
        ) { session, argument in session.setTime(argument) },
    ]
}

extension Session {
    // MARK: Checking

    func check() {
        var rules = state.rules
        let check = RuleCheck(&rules) { rules in
            guard !rules.program.parameters.isEmpty, !sheets.isEmpty else { return }
            rules.addStaleParameters(of: Evaluation(rules.program, state.set, only: nil, limits: console.work.limits))
        }
        check.write(rules, on: console)
        status = max(status, rules.hasErrors ? .wrong : RuleCheck.isFaulty(rules) ? .failed : .done)
    }

    // MARK: Testing

    func test(_ argument: String) {
        let words = Self.words(of: argument)
        guard words.count <= 1 else { return tell([.missingSessionArgument(of: "test")]) }
        guard let path = words.first else {
            guard !program.tests.isEmpty else {
                return say(ja: "テストはまだありません。", en: "there are no tests yet")
            }
            return run(tests: Array(program.tests.indices), of: state.rules)
        }
        var written = state.written
        do {
            let problems = written.replaceTests(byThoseOf: path, try console.world.read(path))
            guard problems.isEmpty else { return tell(problems, in: written.sources) }
        } catch {
            return tell([.unreadable(path, error)])
        }
        let rules = Rules(written, schema: state.rules.schema)
        let errors = rules.diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty else { return tell(errors, in: rules.sources) }
        guard !rules.program.tests.isEmpty else {
            return say(ja: "\(path) にテストはありません。", en: "there are no tests in \(path)")
        }
        run(tests: Array(rules.program.tests.indices), of: rules)
    }

    /// Runs tests that were typed just now.
    func runTests(of tree: SyntaxTree) {
        let places = tree.statements.filter(\.isTest).map(\.span)
        let typed = program.tests.indices.filter { index in places.contains { $0.contains(program.tests[index].span) } }
        if !typed.isEmpty { run(tests: typed, of: state.rules) }
    }

    private func run(tests: [Int], of rules: Rules) {
        var documents = TestDocuments(of: rules.trees, options, in: console.world)
        let bare = tests.filter { rules.program.tests[$0].expectations.isEmpty }
        tell(bare.map { .testWithoutExpect(rules.program.tests[$0]) }, in: rules.sources)
        let (report, _) = documents.run(tests, of: rules, state.sheets.inferred, measuresCoverage: false, on: console)
        console.write(report.text(listsPassed: false, usesColour: console.usesColour))
        for (path, problem) in documents.failures {
            console.tell(DiagnosticRenderer.visible("error: \(path): \(problem[language])"))
        }
        status = max(status, report.hasErrors || !documents.failures.isEmpty ? .unreadable : report.hasFailures ? .failed : .done)
    }

    // MARK: Comparing

    func diff(_ argument: String) {
        let words = Self.words(of: argument)
        guard words.count <= 1 else { return tell([.missingSessionArgument(of: "diff")]) }
        guard !sheets.isEmpty else {
            return say(ja: "調書がまだありません。:読込 で読み込みます。", en: "there are no sheets yet; :load reads them")
        }
        var old = saved
        let name: String
        if let path = words.first {
            name = path
            old = SessionRules()
            do { try old.load([path], in: console.world, schema: state.set.schema) } catch {
                return tell(error.diagnostics, in: error.sources)
            }
        } else {
            guard !saved.files.isEmpty else {
                return say(
                    ja: "比べる規則がありません。:比較 ファイル のように書くか、:保存 してください。", en: "nothing to compare with: name a file, or :save first")
            }
            name = saved.files.joined(separator: language == .ja ? "、" : ", ")
        }
        do {
            let new = Wording(ja: "今の規則", en: "rules in force")[language]
            let sides = try ComparedSides(old: (name, old), new: (new, state), options: options, on: console)
            let reporter = try sides.reporter(sides.old.rules.program, sides.new.rules.program, on: console)
            show(reporter.text(listsAll: true, colour: console.usesColour))
        } catch {
            status = max(status, error)
        }
    }

    // MARK: Time

    func setTime(_ argument: String) {
        switch nfkc(argument).lowercased() {
        case "": showsTime.toggle()
        case "on", "入", "はい": showsTime = true
        case "off", "切", "いいえ": showsTime = false
        default: return tell([.badTime(argument)])
        }
        say(
            ja: showsTime ? "入力ごとに時間を示します。" : "時間を示しません。",
            en: showsTime ? "each entry tells its time" : "times are not told")
    }

    func tellTime(since start: ContinuousClock.Instant) {
        let spent = (ContinuousClock.now - start).components
        let tenths = spent.seconds * 10_000 + spent.attoseconds / 100_000_000_000_000
        say(ja: "時間 \(tenths / 10).\(tenths % 10) ミリ秒", en: "time \(tenths / 10).\(tenths % 10) ms")
    }
}

extension Statement {
    var isTest: Bool { if case .test = kind { true } else { false } }
}

extension Diagnostic {
    fileprivate static func badTime(_ text: String) -> Diagnostic {
        Diagnostic(
            .badSessionArgument, at: .none,
            Wording(
                ja: ":時間 の後に書けるのは on か off です（「\(shown(text))」があります）", en: ":time takes on or off, not “\(shown(text))”"))
    }
}
