import Kijun
import KijunSyntax
import Testing

@testable import KijunCommand

@Suite struct `Rules kept by a session` {
    private static let rules = """
        form 調書
          code: text = right of "番号"
          cost: number = right of "事業費"
        # 大きさ
        judge / 判定: cost > 100 -> a
        judge: otherwise -> c

        """

    private func world(_ typed: String...) -> MemoryWorld {
        let world = MemoryWorld(["rules.kijun": Self.rules, "01.txt": "番号\t01\n事業費\t90\n"])
        world.typed = typed
        return world
    }

    private func text(_ world: MemoryWorld, _ path: String) -> String { String(decoding: world.files[path] ?? [], as: UTF8.self) }

    @Test func `who leaves what was typed is asked, and stays without a yes`() {
        let world = world("judge: cost > 50 -> b", ":quit", "いいえ", ":quit", "はい", "1 + 1")
        #expect(world.run("repl", "rules.kijun", "01.txt") == .done)
        #expect(world.printed.components(of: "保存せずに終わりますか").count == 3)
        #expect(world.typed == ["1 + 1"])
        #expect(text(world, "rules.kijun") == Self.rules)
    }

    @Test func `who has saved is not asked`() {
        let world = world("judge: cost > 50 -> b", ":保存", "はい", "終了")
        #expect(world.run("repl", "rules.kijun", "01.txt") == .done)
        #expect(!world.printed.contains("保存せずに終わりますか"))
        #expect(text(world, "rules.kijun").contains("judge: cost > 50"))
    }

    @Test func `a file that is there is kept without a yes`() {
        let world = world(":save 01.txt", "")
        _ = world.run("repl", "rules.kijun", "01.txt")
        #expect(text(world, "01.txt").hasPrefix("番号"))
        #expect(world.printed.contains("保存しませんでした"))
    }

    @Test func `what the editor leaves is in force and not yet saved`() {
        let world = world(":edit", "cost2", ":diff", ":quit", "はい")
        world.environment["EDITOR"] = "pen -w"
        world.programs["pen"] = { path in
            world.files[path] = Array((self.text(world, path) + "cost2 = cost * 2\n").utf8)
        }
        _ = world.run("repl", "rules.kijun", "01.txt")
        #expect(world.printed.contains("> cost2\n180\n"))
        #expect(text(world, "rules.kijun") == Self.rules)
        #expect(world.printed.contains("保存せずに終わりますか"))
    }

    @Test func `a mistake in the editor is offered again, and nothing is lost`() {
        let world = world(":edit judge", "いいえ", "判定", ":quit")
        world.environment["EDITOR"] = "pen"
        world.programs["pen"] = { path in world.files[path] = Array("judge: cst > 1 -> a\n".utf8) }
        _ = world.run("repl", "rules.kijun", "01.txt")
        #expect(world.told.contains("K0102"))
        #expect(world.printed.contains("編集した文は"))
        #expect(world.printed.contains("> 判定\nc\n"))
    }

    @Test func `a file that changed is noticed once, and what was typed stays when it is read again`() {
        let world = world(":edit judge", "1", "2", ":reload", "x", ":rules judge", ":quit", "はい")
        world.environment["EDITOR"] = "pen"
        // Someone else writes the file meanwhile.
        world.programs["pen"] = { _ in world.files["rules.kijun"] = Array((Self.rules + "x = 7\n").utf8) }
        _ = world.run("repl", "rules.kijun", "01.txt")
        #expect(world.printed.components(of: "規則のファイルが変わりました").count == 2)
        #expect(world.printed.contains("> x\n7\n"))
    }

    @Test func `a file that cannot be read again leaves what was read`() {
        let world = world(":edit judge", ":reload", "判定", ":quit")
        world.environment["EDITOR"] = "pen"
        world.programs["pen"] = { _ in world.files["rules.kijun"] = Array("judge: ->".utf8) }
        _ = world.run("repl", "rules.kijun", "01.txt")
        #expect(world.printed.contains("前に読んだもののままです"))
        #expect(world.printed.contains("> 判定\nc\n"))
    }
}

extension String {
    fileprivate func components(of separator: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        return parts + [rest]
    }
}
