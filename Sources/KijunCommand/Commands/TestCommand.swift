import ArgumentParser
import Kijun
import KijunSheets
import KijunSyntax

/// `kijun test RULES… [SHEETS…]`: runs the tests that stand in the rule files. With `--pin` it writes what the rules say of
/// sheets today as tests.
struct TestCommand: Command {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
    }

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "test",
            abstract: Tool.says(ja: "規則のテストを実行する。", en: "Runs the tests of rules."))
    }

    @Argument(
        help: ArgumentHelp(
            Tool.says(
                ja: "規則 (.kijun) のファイル。様式がなければ、項目の名前を教える調書も。--pin では結果を書き留める調書。",
                en: "Rule files (.kijun); without a form also sheets, which say the names of the fields; with --pin the sheets to pin."),
            valueName: "rules and sheets"))
    var paths: [String] = []

    @Flag(
        help: ArgumentHelp(
            Tool.says(ja: "どのテストも通らない場合・分岐・検査を示す。", en: "Shows the cases, branches and checks that no test reached.")))
    var coverage = false

    @Flag(
        help: ArgumentHelp(
            Tool.says(ja: "調書の今の結果を、テストとして書き出す。", en: "Writes what the rules say of the sheets today as tests.")))
    var pin = false

    @Option(
        help: ArgumentHelp(
            Tool.says(
                ja: "題がこれを含むテストだけ（* と ? も使える）。--pin ではコンマで区切った判定と検査の名前。",
                en: "Just tests with this in their title (* and ? too); with --pin the decisions and checks to pin, separated by commas."),
            valueName: "title|names"))
    var only: [String] = []

    @Option(help: ArgumentHelp(Tool.says(ja: "出力の形。", en: "The form of the output."), valueName: "text|json"))
    var format = Format.text

    @Option(
        help: ArgumentHelp(
            Tool.says(ja: "--pin の出力先のファイル。", en: "Where --pin writes to."), valueName: "file"))
    var output: String?

    @Flag(name: [.short, .long], help: ArgumentHelp(Tool.says(ja: "通ったテストも並べる。", en: "Lists the tests that passed too.")))
    var verbose = false

    @OptionGroup var reading: ReadingArguments

    @OptionGroup var common: CommonOptions

    func run(on console: Console) -> ExitStatus {
        let (ruleFiles, sheetPaths) = CommandPaths.sorted(paths, in: console.world)
        guard !ruleFiles.isEmpty else {
            console.tell([.noRules])
            return .wrong
        }
        guard let files = RuleFiles.load(ruleFiles, on: console) else { return .wrong }
        if pin { return TestPinning(rules: ruleFiles, output: output, only: only).run(files, sheetPaths, reading.options, on: console) }
        var documents = TestDocuments(of: files.trees, reading.options, in: console.world)
        let (inferred, unreadable) = LoadedSheets.infer(
            SheetFiles(sheetPaths, in: console.world), and: files.hasForm ? [] : documents.documents, for: files, reading.options,
            on: console)
        let rules = files.checked(schema: inferred?.schema)
        let program = rules.program
        // What is wrong with an expectation stands in the report.
        let doubtful = program.tests.flatMap(\.expectations).filter { $0.doubt != nil }.map(\.span)
        guard rules.tellProblems(on: console, except: doubtful) else { return .wrong }
        guard !program.tests.isEmpty else {
            console.tell([.noTests])
            return unreadable > 0 ? .unreadable : .done
        }
        let selected = program.tests.indices.filter { index in
            only.isEmpty || only.contains { TitlePattern($0).matches(program.tests[index].title) }
        }
        guard !selected.isEmpty else {
            console.tell([.noSuchTest(only.joined(separator: ", "), candidate: nearest(only[0], among: program.tests.map(\.title)))])
            return .wrong
        }
        for test in selected where program.tests[test].expectations.isEmpty {
            console.tell(rules.render([.testWithoutExpect(program.tests[test])], for: console))
        }
        let (report, reached) = documents.run(selected, of: rules, inferred, measuresCoverage: coverage, on: console)
        let covered = reached.map { CoverageReport($0, in: program, language: console.language) }
        switch format {
        case .text:
            console.write(report.text(listsPassed: verbose, usesColour: console.usesColour))
            if let covered { console.write("\n" + covered.text()) }
        case .json: console.write(report.json(coverage: covered))
        }
        for (path, problem) in documents.failures {
            console.tell(DiagnosticRenderer.visible("error: \(path): \(problem[console.language])"))
        }
        if report.hasErrors || unreadable > 0 || !documents.failures.isEmpty { return .unreadable }
        return report.hasFailures ? .failed : .done
    }
}

/// A title, or a part of one; `*` and `?` stand for any characters and for one.
struct TitlePattern {
    private let pattern: [Character]

    init(_ text: String) {
        let folded = nfkc(text)
        pattern = Array(folded.contains("*") || folded.contains("?") ? folded : "*\(folded)*")
    }

    func matches(_ title: String) -> Bool {
        let title = Array(nfkc(title))
        var (position, place) = (0, 0)
        var star: (place: Int, position: Int)?
        while position < title.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, position)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == title[position] {
                position += 1
                place += 1
            } else if let last = star {
                star = (last.place, last.position + 1)
                position = last.position + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
