import Foundation
import Kijun
import KijunSyntax
import TestSupport
import Testing

/// The examples themselves are run with the page, as all pages are.
@Suite struct `BuiltinManual: the page of functions` {
    @Test func `is what the functions say of themselves`() throws {
        let url = Repository.root.appending(path: BuiltinManual.path)
        let page = try? String(contentsOf: url, encoding: .utf8)
        guard page != BuiltinManual.text else { return }
        if ProcessInfo.processInfo.environment["KIJUN_RECORD"] == "1" { try Data(BuiltinManual.text.utf8).write(to: url) }
        Issue.record("\(BuiltinManual.path) is not what the functions say of themselves: write it anew with KIJUN_RECORD=1")
    }

    @Test func `every function has both names once, a summary and an example`() {
        let names = Builtin.all.flatMap { [$0.name, $0.japanese] } + Aggregate.allCases.flatMap { [$0.rawValue, $0.japanese] }
        #expect(Set(names).count == names.count)
        for builtin in Builtin.all { #expect(!builtin.examples.isEmpty && !builtin.summary.ja.isEmpty, "\(builtin.name)") }
        for aggregate in Aggregate.allCases { #expect(!aggregate.examples.isEmpty, "\(aggregate)") }
    }
}
