import Foundation
import Kijun
import KijunSyntax
import Testing

@testable import KijunCommand

@Suite struct `Entries of a session` {
    private func session(_ lines: String..., arguments: [String]) -> (world: MemoryWorld, status: KijunCommand.ExitStatus) {
        let world = MemoryWorld([
            "rules.kijun": "judge / 判定: 必要性 == \"○\" -> a\n", "a/1.csv": "番号,必要性\n1,○\n2,×\n", "b/1.csv": "番号,必要性\n3,×\n",
        ])
        world.environment = ["LANG": "en_US.UTF-8"]
        world.input = Array(lines.map { $0 + "\n" }.joined().utf8)
        return (world, world.run(["repl", "--echo"] + arguments))
    }

    @Test func `a folder is sheets, on the command line and in a session`() {
        let (world, status) = session(":load b", arguments: ["rules.kijun", "a"])
        #expect(status == .done)
        #expect(world.printed.contains("2 sheets · 1 rule"))
        #expect(world.printed.contains("> :load b\n1 sheet · 1 rule\n"))
        let (alone, end) = session("必要性", arguments: ["b"])
        #expect(end == .done)
        #expect(alone.printed.contains("1 sheet · 0 rules"))
        #expect(alone.told.isEmpty)
        for command in ["run", "check", "test", "explain"] {
            let world = MemoryWorld(["a/1.csv": "番号\n1\n", "rules": "x = 1\n"])
            #expect(world.run([command] + (command == "explain" ? ["judge"] : []) + ["a"]) == .wrong)
            #expect(world.told.contains("K0807"), "\(command): \(world.told)")
        }
        // Rules by any name are still rules.
        let named = MemoryWorld(["a/1.csv": "番号\n1\n", "rules": "x = 1\n"])
        #expect(named.run("run", "rules", "a") == .done)
    }

    @Test func `a slip in what is to be loaded takes no sheets away`() {
        let (world, status) = session(":load nowhere.csv", ":sheets", ":load b nowhere.csv", ":sheets", arguments: ["rules.kijun", "a"])
        #expect(status == .unreadable)
        #expect(world.told.components(separatedBy: "nowhere.csv").count == 3)
        #expect(world.printed.contains("> :load nowhere.csv\n> :sheets\n  1  \n  2  \n"))
        #expect(world.printed.hasSuffix("> :sheets\n  3  \n"))
    }

    @Test func `comments stay with the statement that they stand before`() {
        let (world, status) = session(
            "## of x", "# more", "x = 1", "y:", "  x == 1 -> 2", "# about z", "## of z", "z = 3", "# alone", ":rules x", ":rules z",
            arguments: [])
        #expect(status == .done)
        #expect(world.told.isEmpty, "\(world.told)")
        #expect(world.printed.contains("> :rules x\n## of x\n"))
        #expect(world.printed.contains("> :rules z\n## of z\n"))
    }

    @Test func `a hint names what there is in a session`() {
        let (world, status) = session("x = 合計額 + 1", "y = 1", "合計額", arguments: [])
        #expect(status == .wrong)
        #expect(world.told.components(separatedBy: ":load").count == 3)
        #expect(!world.told.contains("kijun check"))
        #expect(!world.told.contains("--sheet"))
    }

    @Test func `options alone begin a session`() {
        for (options, told) in [(["--lang", "ja"], "という項目はありません"), (["--lang=en", "--no-color"], "there is no field")] {
            let world = MemoryWorld()
            world.input = Array("nosuch\n".utf8)
            #expect(world.run(options) == .wrong)
            #expect(world.told.contains(told))
        }
        let world = MemoryWorld()
        #expect(world.run("--lang", "fr") == .wrong)
        #expect(world.told.contains("kijun repl"))
    }
}
