import Kijun
import KijunSyntax
import TestSupport
import Testing

@testable import KijunCommand

/// Rules that a session saves are the rules that are in force: for every rule file of a page, an example or a case.
@Suite struct `Rules saved by a session` {
    private static let all: [GoldenProgram] =
        ["Tests/Golden", "examples", "Documentation"].flatMap { folder in
            ((try? GoldenCase.all(below: folder)) ?? []).flatMap { (try? $0.programs()) ?? [] }
        }.filter { $0.name != nil }

    @Test func `there are many of them`() { #expect(Self.all.count > 200) }

    @Test(arguments: all)
    func `are read again as they were, and come to the same results`(of program: GoldenProgram) throws {
        let rules = try #require(program.name)
        let first = MemoryWorld(program.files)
        guard first.run("check", rules) != .wrong else { return }
        first.typed = [":save saved/one.kijun"]
        _ = first.run("repl", rules)
        guard let saved = first.files["saved/one.kijun"] else { return }
        let second = MemoryWorld(program.files)
        second.files["saved/one.kijun"] = saved
        second.typed = [":save saved/two.kijun"]
        _ = second.run("repl", "saved/one.kijun")
        #expect(second.files["saved/two.kijun"] == saved)
        #expect(second.run("fmt", "--check", "saved/one.kijun") == .done)
        #expect(isSame(rules, "saved/one.kijun", in: second))
    }

    @Test(arguments: all)
    func `are the same if they were typed in, line by line`(of program: GoldenProgram) throws {
        let rules = try #require(program.name)
        let world = MemoryWorld(program.files)
        guard world.run("check", rules) != .wrong, let bytes = world.files[rules] else { return }
        world.input = bytes + Array("\n:save typed.kijun\n".utf8)
        _ = world.run("repl")
        // Rules over fields that only a sheet tells cannot be typed before there is one.
        guard world.files["typed.kijun"] != nil else { return }
        #expect(isSame(rules, "typed.kijun", in: world))
    }

    /// No decision is told to be another; where it cannot be proved either way, the search found no difference.
    private func isSame(_ old: String, _ new: String, in world: MemoryWorld) -> Bool {
        let other = MemoryWorld(world.files)
        _ = other.run("check", "--same", old, new, "--lang", "en")
        return !other.printed.contains("different") && !other.printed.contains("old rules only")
    }
}
