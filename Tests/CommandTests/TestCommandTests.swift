@testable import KijunCommand
import Testing

/// `kijun test` against memory.
@Suite struct TestCommandTests {
    private let rules = """
        form 調書
          identify code
          code: text = right of "コード"
          basis: mark = right of "基準"
        judge: basis == "○" -> a
        judge: otherwise -> b
        test いち
          on "a.txt"
          expect judge == a
        test に
          on "b.txt"
          expect judge == a
        """

    @Test func `each document is read once, however many tests stand on it`() {
        let tests = (0..<20).map { "\ntest t\($0)\n  on \"a.txt\"\n  expect judge == a" }.joined()
        let world = MemoryWorld(["rules.kijun": rules + tests, "a.txt": "コード\t1\n基準\t○\n", "b.txt": "コード\t2\n基準\t×\n"])
        var reads: [String: Int] = [:]
        var counting = world.world
        counting.read = { [read = counting.read] path throws(FileProblem) in
            reads[path, default: 0] += 1
            return try read(path)
        }
        #expect(Tool.run(["test", "rules.kijun"], in: counting) == .failed)
        #expect(reads == ["rules.kijun": 1, "a.txt": 1, "b.txt": 1])
    }

    @Test func `a test on nothing that can be read leaves the others alone`() {
        let world = MemoryWorld(["rules.kijun": rules, "a.txt": "コード\t1\n基準\t○\n"])
        #expect(world.run("test", "rules.kijun") == .unreadable)
        #expect(world.printed.contains("テスト 2 件 · 期待どおり 1 件 · 実行できないテスト 1 件"))
    }

    @Test(arguments: ["", "#", "a.txt#", "#1", "-", "/", "..", "a.txt#1#2", "\u{0}", "sheets"])
    func `a strange path is told and nothing ends`(path: String) {
        let source = rules.replacing("\"b.txt\"", with: "\"\(path)\"")
        let world = MemoryWorld(["rules.kijun": source, "a.txt": "コード\t1\n基準\t○\n", "sheets/c.txt": "コード\t1\n"])
        #expect([.unreadable, .wrong].contains(world.run("test", "rules.kijun")))
    }

    @Test func `pins go from the folder in which they are written`() {
        let world = MemoryWorld(["r/rules.kijun": rules, "r/a.txt": "コード\t1\n基準\t○\n", "r/b.txt": "コード\t2\n基準\t○\n"])
        #expect(world.run("test", "--pin", "r/rules.kijun", "r/a.txt", "--output", "x/y/pins.kijun") == .done)
        let text = String(decoding: world.files["x/y/pins.kijun"] ?? [], as: UTF8.self)
        #expect(text.hasPrefix("読込 \"../../r/rules.kijun\"\n\nテスト 1\n  対象 \"../../r/a.txt\"\n"))
        #expect(world.run("test", "x/y/pins.kijun") == .done)
    }

    @Test(arguments: [
        ("いち", "い", true), ("いち", "?ち", true), ("いち", "い*", true), ("いち", "ち*", false), ("ＡＢ", "ab", false), ("ＡＢ", "AB", true),
    ])
    func `titles are found by a part or a pattern`(title: String, pattern: String, isFound: Bool) {
        #expect(TitlePattern(pattern).matches(title) == isFound)
    }
}
