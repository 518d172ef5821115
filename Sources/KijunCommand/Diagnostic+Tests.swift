import Kijun
import KijunSyntax

/// What `kijun test` says of tests (K0817–K0819).
extension Diagnostic {
    static let noTests = Diagnostic(
        .noTests, .warning, at: .none, Wording(ja: "規則にテストがありません", en: "the rules have no tests"),
        hint: Wording(
            ja: "規則のファイルに「テスト 題」、その下に字下げして「前提 項目 = 値」「期待 判定 == 結果」と書きます",
            en: "write `test TITLE` into a rule file, and indented under it `given FIELD = VALUE` and `expect DECISION == OUTCOME`"))

    static func testWithoutExpect(_ test: CheckedTest) -> Diagnostic {
        Diagnostic(
            .testWithoutExpect, .warning, at: test.span,
            Wording(ja: "このテストには「期待」がないので、何も確かめません", en: "this test has no `expect`, so it makes sure of nothing"),
            hint: Wording(ja: "期待 判定 == 結果", en: "expect DECISION == OUTCOME"))
    }

    static func noSuchTest(_ pattern: String, candidate: String?) -> Diagnostic {
        let pattern = DiagnosticRenderer.visible(pattern)
        return Diagnostic(
            .unknownOnly, at: .none,
            Wording(ja: "--only の「\(pattern)」に合う題のテストはありません", en: "--only: no test has a title like “\(pattern)”"),
            hint: candidate.map { Wording(ja: "もしかして \($0) ?", en: "did you mean \($0)?") })
    }
}
