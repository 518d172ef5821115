import Foundation
@testable import KijunCommand
import TestSupport
import Testing

/// What `kijun test --pin` writes passes at once, and is laid out as `fmt` does it: for every rule file of a page, an example or
/// a case, and the documents beside it.
@Suite struct `Pinned tests` {
    private static let all: [GoldenProgram] =
        ["Tests/Golden", "examples", "Documentation"].flatMap { folder in
            ((try? GoldenCase.all(below: folder)) ?? []).flatMap { (try? $0.programs()) ?? [] }
        }.filter { $0.name != nil && $0.files.keys.contains { isDocument($0) } }

    private static func isDocument(_ path: String) -> Bool {
        [".txt", ".csv", ".tsv", ".json", ".jsonl", ".xlsx"].contains { path.hasSuffix($0) }
    }

    @Test func `there are many of them`() { #expect(Self.all.count > 50) }

    @Test(arguments: all)
    func `they pass when they are run at once`(of program: GoldenProgram) throws {
        let rules = try #require(program.name)
        let documents = program.files.keys.filter { Self.isDocument($0) }.sorted()
        let world = MemoryWorld(program.files)
        let status = world.run(["test", "--pin", rules, "--output", "pins/all.kijun"] + documents)
        guard status != .wrong, let pins = world.files["pins/all.kijun"] else { return }
        // What stands in the rules themselves is none of the pins.
        let text = String(decoding: pins, as: UTF8.self)
        guard text.contains("テスト ") else { return }
        _ = world.run(["test", "pins/all.kijun", "--format", "json"])
        let at = "\"at\":\"pins/all.kijun"
        let results = world.printed.components(separatedBy: "{\"title\":").filter { $0.contains(at) }
        let failing = results.filter {
            !$0.contains("\"state\":\"passed\"") || $0.contains("\"state\":\"failed\"") || $0.contains("\"state\":\"undetermined\"")
                || $0.contains("\"state\":\"error\"")
        }
        #expect(!results.isEmpty)
        #expect(failing.isEmpty, "\(failing.first ?? "")\n\(text)")
        #expect(world.run(["fmt", "--check", "pins/all.kijun"]) == .done)
    }
}
