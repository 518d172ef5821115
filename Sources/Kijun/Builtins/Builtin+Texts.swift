import KijunSyntax

/// What a text built-in does with each row. Arguments come in the order of the signature; `number` is the row's number
/// argument where the signature has one.
enum TextFunction: Sendable {
    /// text → text
    case map(@Sendable (String) -> String)
    /// text, text → yes/no
    case test(@Sendable (String, String) -> Bool)
    /// text → number
    case measure(@Sendable (String) -> Int)
    /// text, old, new → text
    case replace
    /// text, start, length → text
    case slice
    /// text, separator → list of texts
    case split
}

extension Builtin {
    static let texts: [Builtin] = [
        Builtin(
            name: "length", japanese: "文字数", signature: Signature("(text)", [.text], gives: .plainNumber),
            summary: Wording(ja: "文字の数（読む人が数えるとおり）", en: "the number of characters as a reader counts them"),
            examples: [("length(\"評価調書\")", "4")], body: .texts(.measure { $0.count })),
        test(
            "contains", "含む", Wording(ja: "text が part を含むか", en: "whether text contains part"),
            [("contains(\"成果指標\", \"指標\")", "true")]
        ) { TextMatching.contains($0, $1) },
        test(
            "starts_with", "で始まる", Wording(ja: "text が part で始まるか", en: "whether text starts with part"),
            [("starts_with(\"02-10\", \"02\")", "true")]
        ) { TextMatching.hasPrefix($0, $1) },
        test(
            "ends_with", "で終わる", Wording(ja: "text が part で終わるか", en: "whether text ends with part"),
            [("ends_with(\"推進事業\", \"事業\")", "true")]
        ) { TextMatching.hasSuffix($0, $1) },
        test(
            "like", "型に合う",
            Wording(ja: "text が型に合うか。* は任意の文字列、? は一文字", en: "whether text fits a pattern: * any characters, ? one character"),
            [("like(\"02-10\", \"02-*\")", "true"), ("like(\"02-10\", \"??-1\")", "false")]
        ) { TextMatching.isLike($0, $1) },
        map(
            "trim", "空白除去", Wording(ja: "前後の空白（全角も）を除く", en: "removes white space at both ends, full-width too"),
            [("trim(\"　道 \")", "\"道\"")]
        ) {
            TextMatching.trimmed($0)
        },
        map("upper", "大文字", Wording(ja: "英字を大文字に", en: "letters in upper case"), [("upper(\"ict\")", "\"ICT\"")]) { $0.uppercased() },
        map("lower", "小文字", Wording(ja: "英字を小文字に", en: "letters in lower case"), [("lower(\"ICT\")", "\"ict\"")]) { $0.lowercased() },
        Builtin(
            name: "replace", japanese: "置換", signature: Signature("(text, old, new)", [.text, .text, .text], gives: .text),
            summary: Wording(ja: "old をすべて new に置き換える（そのままの文字として）", en: "replaces every occurrence of old, literally, by new"),
            examples: [("replace(\"a-b-c\", \"-\", \"/\")", "\"a/b/c\"")], body: .texts(.replace)),
        Builtin(
            name: "slice", japanese: "抜き出し",
            signature: Signature("(text, start, length)", [.text, .plainNumber, .plainNumber], optional: 1, gives: .text),
            summary: Wording(
                ja: "start 文字目（1 から、負なら末尾から）から length 文字。足りなければあるだけ",
                en: "length characters from place start (1 the first, -1 the last), fewer where the text ends"),
            examples: [("slice(\"02-10\", 1, 2)", "\"02\""), ("slice(\"02-10\", -2, 2)", "\"10\"")], body: .texts(.slice)),
        Builtin(
            name: "split", japanese: "分割", signature: Signature("(text, separator)", [.text, .text], gives: .texts),
            summary: Wording(ja: "区切りで分けた並び", en: "the parts of text between separators"),
            examples: [("split(\"a,b,c\", \",\")", "[\"a\", \"b\", \"c\"]")], body: .texts(.split)),
    ]

    private static func test(
        _ name: String, _ japanese: String, _ summary: Wording, _ examples: [(String, String)],
        _ body: @escaping @Sendable (String, String) -> Bool
    ) -> Builtin {
        Builtin(
            name: name, japanese: japanese, signature: Signature("(text, part)", [.text, .text], gives: .yesno), summary: summary,
            examples: examples.map { (source: $0.0, result: $0.1) }, body: .texts(.test(body)))
    }

    private static func map(
        _ name: String, _ japanese: String, _ summary: Wording, _ examples: [(String, String)],
        _ body: @escaping @Sendable (String) -> String
    ) -> Builtin {
        Builtin(
            name: name, japanese: japanese, signature: Signature("(text)", [.text], gives: .text), summary: summary,
            examples: examples.map { (source: $0.0, result: $0.1) }, body: .texts(.map(body)))
    }
}
