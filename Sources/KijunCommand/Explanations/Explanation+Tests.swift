import KijunSyntax

/// Tests of rules (K0817–K0819).
extension Explanation {
    static let tests = [
        Explanation(
            .testWithoutExpect, ja: "テストに「期待」が一つもないので、何も確かめていません。", en: "A test without an `expect` makes sure of nothing.",
            wrong: "test 影響があればc\n  given basis1 = \"△\"", right: "test 影響があればc\n  given basis1 = \"△\"\n  expect judge == c"),
        Explanation(
            .noTests, ja: "規則のファイルにも、それが読み込むファイルにも、テストがありません。",
            en: "Neither the rule files nor what they use have a test.", wrong: "kijun test form.kijun",
            right: "kijun test rules.kijun tests.kijun"),
        Explanation(
            .unknownSheet, ja: "on に書いた # の後の名前の調書が、その文書にありません。",
            en: "The document that a test stands on has no sheet of the name behind the #.", wrong: "  on \"jigyo.csv#999\"",
            right: "  on \"jigyo.csv#101\""),
    ]
}
