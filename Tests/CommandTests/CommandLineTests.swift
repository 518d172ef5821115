import Glibc
import Kijun
import KijunSyntax
import Testing

@testable import KijunCommand

@Suite struct `The command line` {
    @Test func `without a command the help is printed`() {
        let world = MemoryWorld()
        #expect(world.run() == .done)
        #expect(world.printed.contains("使い方: kijun"))
        #expect(world.told.isEmpty)
    }

    @Test(arguments: ["run", "check", "eval", "inspect", "fmt", "help"])
    func `the help of a command is its own, however it is asked for`(_ name: String) {
        let world = MemoryWorld()
        #expect(world.run("help", name) == .done)
        #expect(world.printed.contains("使い方: kijun \(name)"))
        for option in ["--help", "-h"] {
            let other = MemoryWorld()
            #expect(other.run(name, option) == .done)
            #expect(other.printed == world.printed)
        }
    }

    @Test func `the language follows the environment and the option goes before it`() {
        let world = MemoryWorld()
        world.environment = ["LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_US.UTF-8"]
        #expect(world.run("help", "K0102") == .done)
        #expect(world.printed.contains("Wrong:"))
        #expect(world.run("--lang", "ja", "help", "K0102") == .done)
        #expect(world.printed.contains("誤り:"))
    }

    @Test func `an unknown command is wrong and names those there are`() {
        let world = MemoryWorld()
        #expect(world.run("grade") == .wrong)
        #expect(
            world.told.contains("「grade」という命令はありません")
                && world.told.contains("run, check, test, explain, diff, eval, inspect, import, fmt, help"))
        #expect(world.printed.isEmpty)
    }

    @Test func `rules without a command get the command that was meant`() {
        let world = MemoryWorld()
        #expect(world.run("rules.kijun", "sheets") == .wrong)
        #expect(world.told.contains("kijun run rules.kijun"))
    }

    @Test(arguments: [["run", "--bogus"], ["run", "--format", "pdf", "r.kijun"], ["eval"], ["help", "K9999"]])
    func `a wrong option is told in Japanese on the standard error`(_ arguments: [String]) {
        let world = MemoryWorld()
        #expect(Tool.run(arguments, in: world.world) == .wrong)
        #expect(world.printed.isEmpty)
        #expect(!world.told.contains("Error"))
    }

    @Test func `every code has one explanation, in both languages, with two examples`() {
        #expect(Explanation.all.map(\.code) == DiagnosticCode.allCases.sorted { $0.rawValue < $1.rawValue })
        for explanation in Explanation.all {
            let texts = [explanation.text.ja, explanation.text.en, explanation.wrong, explanation.right]
            #expect(texts.allSatisfy { !$0.isEmpty }, "\(explanation.code)")
            #expect(explanation.wrong != explanation.right)
        }
    }
}

@Suite struct `Files of the machine` {
    @Test func `a missing file, a folder and a name with NUL are told apart from a file`() {
        #expect(throws: FileProblem.notFound) { try Machine.open("/nonexistent/x").rest() }
        #expect(throws: FileProblem.isFolder) { try Machine.open("/tmp").rest() }
        #expect(throws: FileProblem.notFound) { try Machine.open("/tmp\u{0}x").rest() }
    }

    @Test func `a written file is whole and leaves nothing beside it`() throws {
        let folder = "/tmp/kijun-files-\(UInt64.random(in: 0 ... .max))"
        try Machine.makeFolder(folder)
        defer { Machine.removeFolder(folder) }
        try Machine.create(folder + "/a.txt").write(Array("一".utf8))
        try Machine.create(folder + "/a.txt").write(Array("二".utf8))
        #expect(try Machine.open(folder + "/a.txt").rest() == Array("二".utf8))
        #expect(Machine.listFolder(folder)?.files == [folder + "/a.txt"])
        #expect(Machine.listFolder(folder + "/a.txt") == nil)
    }

    @Test func `a link to a file is written through, one that leads nowhere is listed, one to a folder is not followed`() throws {
        let folder = "/tmp/kijun-files-\(UInt64.random(in: 0 ... .max))"
        try Machine.makeFolder(folder)
        defer { Machine.removeFolder(folder) }
        try Machine.create(folder + "/a.txt").write(Array("一".utf8))
        for (link, target) in [("b.txt", "a.txt"), ("lost.txt", "nowhere"), ("loop", ".")] { symlink(target, "\(folder)/\(link)") }
        try Machine.create(folder + "/b.txt").write(Array("二".utf8))
        #expect(try Machine.open(folder + "/a.txt").rest() == Array("二".utf8))
        #expect(Machine.listFolder(folder)?.files == ["a.txt", "b.txt", "lost.txt"].map { "\(folder)/\($0)" })
        #expect(throws: FileProblem.notFound) { try Machine.open(folder + "/lost.txt").rest() }
        unlink(folder + "/loop")
    }

    @Test func `writing where nothing can be written is a problem, not a crash`() {
        #expect(throws: FileProblem.self) { try Machine.create("/nonexistent/a.txt").write([]) }
        #expect(throws: FileProblem.isFolder) { try Machine.create("/tmp").write([]) }
    }
}

extension Machine {
    fileprivate static func makeFolder(_ path: String) throws { if mkdir(path, 0o700) != 0 { throw problem() } }

    fileprivate static func removeFolder(_ path: String) {
        for file in listFolder(path)?.files ?? [] { unlink(file) }
        rmdir(path)
    }
}

@Suite struct `Explanations of codes` {
    private static let inRules = Explanation.all.filter { explanation in
        // These are about bytes, sizes or several files; K06 and later happen after the check.
        let others: [DiagnosticCode] = [.notUTF8, .sourceTooLarge, .tooDeep, .useNotFound, .useCycle]
        return explanation.code.rawValue < "K0600" && !others.contains(explanation.code)
    }

    /// The sheet that the examples speak of.
    private static let form = """
        form 例
          id: text = right of "整理番号"
          title: text = right of "施策名"
          basis1: mark = right of "基準1"
          cost: number in 千円 = right of "事業費"
          fte: number in 人工 = right of "人工"
          target: number? = right of "目標値"
          projects: table key id = headed by "整理番号"
            id: text = "整理番号"
            cost: number in 千円 = "事業費"

        """

    private func codes(of text: String) -> Set<DiagnosticCode> {
        let loaded = ProgramLoader.load([(name: "rules.kijun", bytes: Array((Self.form + text).utf8))]) { _, _ in nil }
        let checked = Checker.check(loaded.trees, sources: loaded.sources)
        return Set((loaded.diagnostics + checked.diagnostics).map(\.code))
    }

    @Test(arguments: inRules.indices)
    func `the wrong example is wrong in that way and the right one is not`(_ index: Int) {
        let explanation = Self.inRules[index]
        #expect(codes(of: explanation.wrong + "\n").contains(explanation.code), "\(explanation.code.rawValue) wrong")
        #expect(!codes(of: explanation.right + "\n").contains(explanation.code), "\(explanation.code.rawValue) right")
    }
}
