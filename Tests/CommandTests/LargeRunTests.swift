import Kijun
import KijunSheets
import KijunSyntax
import Synchronization
import Testing

@testable import KijunCommand

/// Runs over more sheets than are graded at a time.
@Suite struct `Runs over many sheets` {
    private static let form = """
        form 調書
          identify code
          code: text = right of "code"
          fiscal_year / year: year = right of "year"
          basis: mark = right of "basis"
          cost: number in 千円 = right of "cost"
        judge: basis == ○ -> a
        judge: basis == △ && cost > 50 -> c
        check small: cost <= 95  else "{cost} は多すぎます"
        check even: cost != 40
        """

    /// Sheets with blanks, wrong values, codes that are there twice, broken lines and one of no form.
    private static func sheets(_ count: Int) -> String {
        var text = ""
        for number in 0..<count {
            let basis = ["\"○\"", "\"△\"", "\"×\"", "null"][number % 4]
            let cost = number % 13 == 0 ? "\"調整中\"" : number % 17 == 0 ? "null" : "\(number * 7 % 100)"
            switch number {
            case 301: text += "{\"code\": \n"
            case 555: text += "{\"other\": 1}\n"
            case 700: text += "\n"
            default:
                let code = number % 250 == 249 ? 7 : number
                text += "{\"code\": \"\(code)\", \"year\": 2020, \"basis\": \(basis), \"cost\": \(cost)"
                if number > 600 { text += ", \"memo\": \"\(String(repeating: "あ", count: 900))\"" }
                text += "}\n"
            }
        }
        return text
    }

    private static func csv(_ count: Int) -> String {
        "code,year,basis,cost\n" + (0..<count).map { "c\($0),2020,○,\($0 % 100)\n" }.joined()
    }

    private struct Outcome: Equatable {
        let status: KijunCommand.ExitStatus
        let printed: String
        let told: String
    }

    private func run(_ arguments: [String], jobs: Int, rules: String = Self.form) -> Outcome {
        let world = MemoryWorld([
            "rules.kijun": rules, "a.jsonl": Self.sheets(1500), "b.csv": Self.csv(400), "c.jsonl": "{\"code\":\"x\"}\n",
        ])
        let status = world.run(["run", "rules.kijun", "a.jsonl", "b.csv", "c.jsonl", "missing.txt", "--jobs", "\(jobs)"] + arguments)
        return Outcome(status: status, printed: world.printed, told: world.told)
    }

    @Test(arguments: [
        [], ["--format", "table"], ["--format", "csv"], ["--format", "json"], ["--format", "jsonl"],
        ["--only", "code,judge,small,failed,undetermined,source", "--format", "jsonl"],
        ["--only", "code,cost,judge,failed", "--format", "csv"], ["--only", "sheet,title,judge", "--format", "json"],
    ])
    func `any number of jobs gives the same bytes, messages and status`(arguments: [String]) {
        let one = run(arguments, jobs: 1)
        #expect(one.status == .unreadable)
        #expect(one.told.contains("a.jsonl:302") && one.told.contains("a.jsonl:556") && one.told.contains("missing.txt"))
        for jobs in [2, 3, 7] {
            let several = run(arguments, jobs: jobs)
            #expect(several == one)
        }
    }

    /// - Parameter directFrom: from how many bytes a jsonl file goes straight into columns.
    private func run(only: String, _ format: OutputFormat, jobs: Int, directFrom: Int, rules: String = Self.form) -> Outcome {
        let world = MemoryWorld([
            "rules.kijun": rules, "a.jsonl": Self.sheets(1500), "b.csv": Self.csv(400), "c.jsonl": "{\"code\":\"x\"}\n",
        ])
        let console = Console(world: world.world, language: .ja, usesColour: false)
        guard let files = RuleFiles.load(["rules.kijun"], on: console) else { return Outcome(status: .wrong, printed: "", told: "") }
        let sheets = SheetFiles(["a.jsonl", "b.csv", "c.jsonl", "missing.txt"], in: world.world)
        let status = GradingRun(
            ruleFiles: files, files: sheets, format: format, only: [only], output: nil, options: ReadingOptions(), threads: jobs,
            directFrom: directFrom, console: console
        ).run()
        console.flush()
        return Outcome(status: status, printed: world.printed, told: world.told)
    }

    @Test(
        arguments: ["code,judge,small,even,failed,undetermined,source", "judge,cost", "failed", "code,year,basis"],
        [OutputFormat.csv, .json, .jsonl])
    func `straight into columns gives the same bytes, messages and status`(only: String, format: OutputFormat) {
        for rules in [Self.form, "judge: basis == ○ -> a\njudge: basis == △ -> c\ncheck small: cost <= 95\ncheck even: cost != 40\n"] {
            let full = run(only: only, format, jobs: 1, directFrom: .max, rules: rules)
            #expect(full.status == .unreadable && full.printed.count > 1_000)
            for (jobs, from) in [(1, 0), (2, 0), (5, 0), (2, ObjectLines.beginning)] {
                #expect(run(only: only, format, jobs: jobs, directFrom: from, rules: rules) == full)
            }
        }
    }

    @Test(arguments: [0, Int.max])
    func `doubts are told of the fields that are read, however the file is`(directFrom: Int) {
        let rules = """
            form 調書
              identify code
              code: text
              share: percent
              other: percent
              parts: table
                rate: percent
                rest: percent
            judge: share >= 80% -> a
            judge: share < 80%  -> b
            check parts.low: rate <= 100%
            """
        let line = "{\"code\":\"1\",\"share\":79.4,\"other\":79.4,\"parts\":[{\"rate\":12,\"rest\":12}]}\n"
        let memory = MemoryWorld(["rules.kijun": rules, "a.jsonl": line])
        let told = run(memory, only: "code,judge,parts.low", directFrom: directFrom)
        #expect(told.status == .failed)
        let about = ["share", "other", "rate", "rest"].filter { told.told.contains($0) }
        #expect(about == ["share", "rate"] && told.told.contains("K0734"), "\(told.told)")
    }

    @Test(arguments: [0, Int.max], [Language.ja, .en])
    func `where a file breaks off, what was found before is told, and how far it was read`(directFrom: Int, language: Language) {
        let memory = MemoryWorld(["rules.kijun": Self.form])
        var world = memory.world
        let whole = FileReading(Array(Self.sheets(2_500).utf8))
        var given = 0
        world.open = { _ in
            FileReading(size: nil) { space throws(FileProblem) in
                if given > 3 << 20 { throw .other("disk") }
                let got = try whole.read(space)
                given += got
                return got
            }
        }
        let result = run(world, memory, only: "code", directFrom: directFrom, language)
        let lines = memory.printed.split(separator: "\n").count - 1
        #expect(result == .unreadable && lines > 500)
        // Two lines that cannot be read and one that is empty are no sheets.
        let last = Number(lines + 3).shown()
        #expect(memory.told.contains("a.jsonl:302") && memory.told.contains("a.jsonl:556"), "\(memory.told)")
        #expect(memory.told.contains(language == .ja ? "（\(last) 行目までは読みました" : "(read up to line \(last):"), "\(memory.told)")
    }

    private func run(_ memory: MemoryWorld, only: String, directFrom: Int) -> Outcome {
        let status = run(memory.world, memory, only: only, directFrom: directFrom, .en)
        return Outcome(status: status, printed: memory.printed, told: memory.told)
    }

    private func run(
        _ world: World, _ memory: MemoryWorld, only: String, directFrom: Int, _ language: Language
    ) -> KijunCommand.ExitStatus {
        let console = Console(world: world, language: language, usesColour: false)
        guard let files = RuleFiles.load(["rules.kijun"], on: console) else { return .wrong }
        let status = GradingRun(
            ruleFiles: files, files: SheetFiles(["a.jsonl"], in: world), format: .csv, only: [only], output: nil,
            options: ReadingOptions(), threads: 1, directFrom: directFrom, console: console
        ).run()
        console.flush()
        return status
    }

    @Test func `each sheet has its line, in the order of the files`() {
        let lines = run(["--only", "code", "--format", "csv"], jobs: 2).printed.split(separator: "\n")
        let codes = (0..<1500).filter { ![301, 555, 700].contains($0) }.map { $0 % 250 == 249 ? "7" : "\($0)" }
        #expect(lines == ["code"] + codes.map { $0[...] } + (0..<400).map { "c\($0)"[...] } + ["x"])
    }

    @Test(arguments: [1, 2])
    func `without a form the fields are those of the whole file`(jobs: Int) {
        let plain = "judge: basis == ○ -> a\njudge: basis == △ -> c\ncheck small: cost <= 95\n"
        let result = run(["--only", "code,judge,failed", "--format", "jsonl"], jobs: jobs, rules: plain)
        #expect(result.printed.split(separator: "\n").count == 1499 + 400)
    }

    @Test(arguments: [1, 4])
    func `rules over all sheets see all of them`(jobs: Int) {
        let rules = Self.form + "\nshare = count(sheets where basis == △)\n"
        let result = run(["--only", "code,share", "--format", "csv"], jobs: jobs, rules: rules)
        let shares = Set(result.printed.split(separator: "\n").dropFirst().map { $0.split(separator: ",").last ?? "" })
        #expect(shares.count == 1)
    }

    @Test func `a parameter without a value for the year is told once for all sheets`() {
        let rules = Self.form + "\nparam rate: number\n  R1 = 3\nx = rate * cost\n"
        for jobs in [1, 3] {
            let told = run(["--only", "x", "--format", "csv"], jobs: jobs, rules: rules).told
            #expect(told.split(separator: "\n").count { $0.contains("K0912") } == 1, "\(told)")
        }
    }

    @Test func `a reader that goes away ends the run`() {
        let world = MemoryWorld(["rules.kijun": Self.form, "a.jsonl": Self.sheets(1500)])
        world.isOutputClosed = true
        #expect(world.run("run", "rules.kijun", "a.jsonl", "--format", "jsonl", "--jobs", "2") == .unreadable)
        #expect(world.told.contains("標準出力"))
    }

    @Test func `a break gives no result and abandons the file`() {
        for patience in [0, 1, 5, 40, 400, 2_000] {
            let memory = MemoryWorld(["rules.kijun": Self.form, "a.jsonl": Self.sheets(1500)])
            var world = memory.world
            let questions = Questions()
            world.interrupts = Interrupts(
                watch: {}, isRaised: { questions.count.wrappingAdd(1, ordering: .relaxed).newValue > patience }, ignore: {})
            let status = Tool.run(["run", "rules.kijun", "a.jsonl", "-o", "out.txt", "--jobs", "3"], in: world)
            // A break ends the reading, or the evaluation of a batch.
            #expect(status == .stopped || status == .failed)
            #expect(memory.files["out.txt"] == nil && memory.abandoned.allSatisfy { $0 == "out.txt" })
            #expect(memory.printed.isEmpty)
        }
    }

    private final class Questions: Sendable {
        let count = Atomic<Int>(0)
    }

    @Test func `a number of jobs that is none is refused`() {
        for jobs in ["0", "-1", "x", "1000"] {
            let world = MemoryWorld(["rules.kijun": Self.form])
            #expect(world.run("run", "rules.kijun", "a.jsonl", "--jobs", jobs) == .wrong)
        }
    }
}
