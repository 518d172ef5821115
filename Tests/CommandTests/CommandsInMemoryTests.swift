import Testing

@testable import KijunCommand

@Suite struct `Commands in memory` {
    static let rules = """
        form 調書
          identify code
          code: text = right of "施策コード"
          basis: mark = right of "基準1"
          cost: number in 千円 = right of "事業費"
        judge: basis == ○ -> a
        judge: basis == △ -> c
        check small: cost <= 100  else "{cost} は多すぎます"
        """

    private func world() -> MemoryWorld {
        MemoryWorld([
            "rules.kijun": Self.rules,
            "in/1.txt": "施策コード\t01\n基準1\t○\n事業費\t10\n",
            "in/2.txt": "施策コード\t02\n基準1\t△\n事業費\t1,000\n",
            "in/deep/3.txt": "施策コード\t03\n基準1\t○\n事業費\t調整中\n",
            "in/notes.md": "not a sheet",
        ])
    }

    @Test func `a folder is read with all below it, in the order of the paths`() {
        let world = world()
        #expect(world.run("run", "rules.kijun", "in", "--format", "csv", "--only", "code,judge,failed,undetermined") == .failed)
        #expect(world.printed == "code,judge,failed,undetermined\n01,a,,\n02,c,small,\n03,a,,small\n")
    }

    @Test func `the result goes into the file and not to the output`() {
        let world = world()
        #expect(world.run("run", "rules.kijun", "in/1.txt", "--format", "jsonl", "--only", "judge", "-o", "out.jsonl") == .done)
        #expect(world.printed.isEmpty)
        #expect(world.files["out.jsonl"] == Array("{\"judge\":\"a\"}\n".utf8))
    }

    @Test func `a file named twice is graded once`() {
        let world = world()
        #expect(world.run("run", "rules.kijun", "in/1.txt", "./in//1.txt", "in", "--only", "code", "--format", "csv") == .done)
        #expect(world.printed == "code\n01\n02\n03\n")
    }

    @Test func `a folder that cannot be opened does not keep its neighbours from being graded`() {
        let world = world()
        world.closedFolders = [("in/secret", .notAllowed)]
        #expect(world.run("run", "rules.kijun", "in", "--only", "code", "--format", "csv") == .unreadable)
        #expect(world.printed == "code\n01\n02\n03\n")
        #expect(world.told.contains("in/secret"))
    }

    @Test func `without rules a sheet is not taken for them`() {
        let world = world()
        #expect(world.run("run", "in/1.txt") == .wrong)
        #expect(world.told.contains("K0807"))
    }

    @Test func `a dash for the file of the result is the standard output, and a name asked for twice comes once`() {
        let world = world()
        #expect(world.run("run", "rules.kijun", "in/1.txt", "--only", "code,judge,code", "--format", "jsonl", "-o", "-") == .done)
        #expect(world.printed == "{\"code\":\"01\",\"judge\":\"a\"}\n")
        #expect(world.files["-"] == nil)
    }

    @Test func `what cannot be read ends with 3, rules that are wrong with 2`() {
        #expect(world().run("run", "rules.kijun", "in/1.txt", "missing.txt") == .unreadable)
        #expect(world().run("run", "missing.kijun", "in/1.txt") == .wrong)
        #expect(world().run("check", "in/1.txt") == .wrong)
    }

    @Test func `each line of eval gives one line, whatever the others are`() {
        let world = world()
        world.input = Array("1+1\n)\n\n1/3\nblank + 1".utf8)
        #expect(world.run("eval", "-") == .wrong)
        let lines = world.printed.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6)
        #expect(lines[0] == "2" && lines[1].hasPrefix("error: ") && lines[2].hasPrefix("error: ") && lines[3] == "1/3")
        #expect(lines[4].hasPrefix("undetermined: "))
    }

    @Test func `colour goes to a terminal only, and not under NO_COLOR`() {
        let terminal = world()
        terminal.isTerminal = true
        _ = terminal.run("run", "rules.kijun", "in/2.txt")
        #expect(terminal.printed.contains("\u{1B}["))
        let plain = world()
        plain.isTerminal = true
        plain.environment["NO_COLOR"] = "1"
        _ = plain.run("run", "rules.kijun", "in/2.txt")
        #expect(!plain.printed.contains("\u{1B}["))
        let piped = world()
        _ = piped.run("run", "rules.kijun", "in/2.txt")
        #expect(!piped.printed.contains("\u{1B}["))
    }

    @Test func `an output that cannot be reached ends with 3`() {
        let world = world()
        world.isOutputClosed = true
        #expect(world.run("run", "rules.kijun", "in/1.txt") == .unreadable)
        #expect(world.told.contains("標準出力"))
    }
}
