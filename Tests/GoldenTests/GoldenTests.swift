import Foundation
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
