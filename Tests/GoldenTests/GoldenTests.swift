import Foundation
import Kijun
import KijunSyntax
import TestSupport
import Testing

@Suite struct `Golden cases` {
    @Test(arguments: try GoldenCase.all(below: "Tests/Golden"))
    func `a case prints what it says`(of golden: GoldenCase) throws {
        #expect(!golden.consoles.isEmpty, "a case needs a console block")
        try expectSame(golden)
    }

    @Test(arguments: try ["README.md", "README.ja.md"].map(GoldenCase.init(path:)))
    func `the README tells the truth`(of page: GoldenCase) throws {
        try expectSame(page)
    }

    @Test(arguments: try GoldenCase.all(below: "examples") + GoldenCase.all(below: "Documentation"))
    func `the pages of examples and documentation tell the truth`(of page: GoldenCase) throws {
        try expectSame(page)
    }

    private func expectSame(_ golden: GoldenCase) throws {
        switch try golden.run() {
        case .same: break
        case .different(let differences):
            for difference in differences { Issue.record("\(golden.path)\n\(difference)") }
        case .recorded:
            Issue.record("\(golden.path) was recorded: read what changed and run again without KIJUN_RECORD")
        case .leftOut(let path): print("left out: \(golden.path), for there is no \(path)")
        }
    }
}

@Suite struct `Codes of messages` {
    /// The codes in the expected output of all cases.
    private static let shown: Set<String> = {
        var codes: Set<String> = []
        for golden in (try? GoldenCase.all(below: "Tests/Golden")) ?? [] {
            for output in golden.consoles.flatMap(\.commands).map(\.expected) {
                for match in output.matches(of: /K[0-9]{4}/) { codes.insert(String(match.output)) }
            }
        }
        return codes
    }()

    @Test(arguments: DiagnosticCode.allCases)
    func `every code is shown by a case`(_ code: DiagnosticCode) {
        #expect(Self.shown.contains(code.rawValue), "no golden case prints \(code.rawValue) (\(code))")
    }

    @Test func `every code that a case shows exists`() {
        for code in Self.shown { #expect(DiagnosticCode(rawValue: code) != nil, "\(code)") }
    }
}

@Suite struct `Rules of all cases` {
    /// Every rule file of a case, README, example or page.
    private static let sources: [GoldenCase.File] = {
        let pages = ["Tests/Golden", "examples", "Documentation"].flatMap { (try? GoldenCase.all(below: $0)) ?? [] }
        return pages.flatMap(\.files).filter { $0.name.hasSuffix(".kijun") }
    }()

    /// Where each word of a text starts and ends, in bytes.
    private static func words(of bytes: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for (index, byte) in bytes.enumerated() {
            let isSpace = byte <= 0x20
            if isSpace, let first = start {
                words.append(first..<index)
                start = nil
            } else if !isSpace, start == nil {
                start = index
            }
        }
        return words + (start.map { [$0..<bytes.count] } ?? [])
    }

    @Test func `printed in the canonical layout they are the same rules, and printed again the same text`() {
        for file in Self.sources {
            var sources = SourceMap()
            let parsed = Parser.parse(sources.add(name: file.name, bytes: Array(file.content.utf8)))
            guard parsed.diagnostics.isEmpty else { continue }
            let printed = Printer.text(of: parsed.tree)
            let again = Parser.parse(sources.add(name: file.name, bytes: Array(printed.utf8)))
            #expect(again.diagnostics.isEmpty, "\(printed)")
            #expect(TreeDump.text(of: again.tree) == TreeDump.text(of: parsed.tree), "\(printed)")
            #expect(Printer.text(of: again.tree) == printed)
        }
    }

    @Test func `without any one word they are still read and checked, never trapped`() {
        for file in Self.sources where file.content.utf8.count < 4000 {
            let bytes = Array(file.content.utf8)
            for word in Self.words(of: bytes) {
                var rest = bytes
                rest.removeSubrange(word)
                let loaded = ProgramLoader.load([(name: file.name, bytes: rest)]) { _, _ in nil }
                _ = Checker.check(loaded.trees, sources: loaded.sources)
            }
        }
    }

    @Test func `cut off anywhere they are still read and checked, never trapped`() {
        for file in Self.sources where file.content.utf8.count < 4000 {
            let bytes = Array(file.content.utf8)
            for end in stride(from: 0, to: bytes.count, by: 7) {
                let loaded = ProgramLoader.load([(name: file.name, bytes: Array(bytes[..<end]))]) { _, _ in nil }
                _ = Checker.check(loaded.trees, sources: loaded.sources)
            }
        }
    }
}
