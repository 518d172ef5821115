/// What can be wrong with the characters of a source, its numbers and its texts.
extension Diagnostic {
    static func sourceTooLarge(_ bytes: Int, limit: Int, at span: Span) -> Diagnostic {
        Diagnostic(
            .sourceTooLarge, at: span,
            Wording(
                ja: "ファイルが大きすぎます（\(bytes) バイト。上限は \(limit) バイト）",
                en: "the file is too large (\(bytes) bytes, the limit is \(limit))"),
            hint: Wording(ja: "いくつかのファイルに分けて use で読み込んでください", en: "split it into files and read them with `use`"))
    }

    static func notUTF8(offset: Int, byte: UInt8, at span: Span) -> Diagnostic {
        let hex = hexadecimal(UInt32(byte), width: 2)
        return Diagnostic(
            .notUTF8, at: span,
            Wording(
                ja: "UTF-8 の文章ではありません（先頭から \(offset) バイトのところの 0x\(hex)）",
                en: "this is not UTF-8 text (byte 0x\(hex) at offset \(offset))"),
            hint: Wording(ja: "文字コードを UTF-8 にして保存し直してください", en: "save the file with the encoding UTF-8"))
    }

    static func unexpectedCharacter(_ text: String, at span: Span) -> Diagnostic {
        let shown = visible(text)
        return Diagnostic(
            .unexpectedCharacter, at: span,
            Wording(ja: "ここでは使えない文字です: \(shown)", en: "this character has no meaning here: \(shown)"), hint: foreignSigns[text])
    }

    /// Two signs that are one operator in other languages: one message for both.
    static func isForeignOperator(_ pair: [UInt8]) -> Bool {
        pair.allSatisfy { $0 > 0x20 } && foreignSigns[String(decoding: pair, as: UTF8.self)] != nil
    }

    /// What was probably meant by a sign that the language does not have.
    private static let foreignSigns: [String: Wording] = [
        "&": Wording(ja: "「かつ」は && と書きます", en: "write `&&` for “and”"),
        "|": Wording(ja: "「または」は || と書きます", en: "write `||` for “or”"),
        "<>": Wording(ja: "「等しくない」は != と書きます", en: "write `!=` for “not equal”"),
        "=<": Wording(ja: "「以下」は <= と書きます", en: "write `<=`"),
        "=>": Wording(ja: "「以上」は >= 、結果は -> と書きます", en: "write `>=` to compare, `->` for an outcome"),
        "**": Wording(ja: "べき乗は power(x, n) と書きます", en: "write `power(x, n)`"),
        "^": Wording(ja: "べき乗は power(x, n) と書きます", en: "write `power(x, n)`"),
        "%": Wording(
            ja: "割合は 123% のように数に続けて、余りは modulo(x, y) と書きます", en: "a percentage is `123%`, a remainder `modulo(x, y)`"),
        "//": Wording(ja: "注釈は # で始めます", en: "a comment starts with `#`"),
        "'": Wording(ja: "文字列は \"…\" か「…」で囲みます", en: "texts stand in \"…\" or 「…」"),
        "“": Wording(ja: "文字列は \"…\" か「…」で囲みます", en: "texts stand in \"…\" or 「…」"),
        "”": Wording(ja: "文字列は \"…\" か「…」で囲みます", en: "texts stand in \"…\" or 「…」"),
        "＂": Wording(ja: "文字列は \"…\" か「…」で囲みます", en: "texts stand in \"…\" or 「…」"),
        "『": Wording(ja: "文字列は \"…\" か「…」で囲みます", en: "texts stand in \"…\" or 「…」"),
        "』": Wording(ja: "文字列は \"…\" か「…」で囲みます", en: "texts stand in \"…\" or 「…」"),
        "」": Wording(ja: "「 で始まっていません", en: "there is no 「 before it"),
        "、": Wording(ja: "区切りには , を使います", en: "separate with `,`"),
        "。": Wording(ja: "行の終わりに句点は要りません", en: "a line needs no full stop"),
        ";": Wording(ja: "文は行を分けて書きます", en: "write each statement on a line of its own"),
        "；": Wording(ja: "文は行を分けて書きます", en: "write each statement on a line of its own"),
        "〜": Wording(ja: "範囲は 1..10 と書きます", en: "a range is `1..10`"),
        "～": Wording(ja: "範囲は 1..10 と書きます", en: "a range is `1..10`"),
        "⇒": Wording(ja: "結果は -> か → で書きます", en: "write `->` for an outcome"),
        "–": Wording(ja: "引き算は - と書きます", en: "write `-`"),
        "—": Wording(ja: "引き算は - 、空欄は空欄（blank）と書きます", en: "write `-`, or `blank`"),
        "―": Wording(ja: "引き算は - 、空欄は空欄（blank）と書きます", en: "write `-`, or `blank`"),
        "✕": Wording(ja: "印の × は × と書きます", en: "the mark is ×"),
        "✖": Wording(ja: "印の × は × と書きます", en: "the mark is ×"),
    ]

    static func badNumber(_ text: String, correct: String?, at span: Span) -> Diagnostic {
        let shown = shortened(text)
        return Diagnostic(
            .badNumber, at: span,
            Wording(ja: "数の書き方が正しくありません: \(shown)", en: "this is not how a number is written: \(shown)"),
            hint: correct.map { Wording(shortened($0)) }
                ?? Wording(ja: "7920、7_920、0.5、123%、5億円 のように書きます", en: "numbers look like 7920, 7_920, 0.5, 123%, 5億円"))
    }

    static func unterminatedText(quote: String, isInBrace: Bool, at span: Span) -> Diagnostic {
        let closing = quote == "「" ? "」" : quote == "{" ? "}\"" : "\""
        return Diagnostic(
            .unterminatedText, at: span,
            Wording(ja: "文字列が行の終わりまで閉じていません", en: "the text is not closed before the end of the line"),
            hint: isInBrace
                ? Wording(ja: "\(closing) で閉じてください。「{」そのものは {{ と書きます", en: "close it with \(closing); a brace itself is written {{")
                : Wording(ja: "\(closing) で閉じてください", en: "close it with \(closing)"))
    }

    static func badEscape(_ text: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .badEscape, at: span,
            Wording(ja: "「\\」のあとが正しくありません: \(visible(text))", en: "this escape is unknown: \(visible(text))"),
            hint: Wording(
                ja: "使えるのは \\\" \\\\ \\n \\t \\u{3042} です。「\\」そのものは \\\\ と書きます",
                en: "there are \\\" \\\\ \\n \\t \\u{3042}; a backslash itself is \\\\"))
    }

    static func badYear(_ text: String, correct: String?, at span: Span) -> Diagnostic {
        Diagnostic(
            .badYear, at: span,
            Wording(ja: "この元号にこの年はありません: \(text)", en: "there is no such year in its era: \(text)"),
            hint: correct.map { Wording(ja: "\($0) のことですか", en: "did you mean \($0)?") }
                ?? Wording(ja: "R2、R元、H30、S63 のように書きます", en: "years look like R2, R元, H30, S63"))
    }

    // MARK: How texts are shown

    /// A text of a source as a message may show it: short, and with control and invisible characters as `U+0000`.
    static func visible(_ text: String) -> String {
        var result = ""
        for (count, scalar) in shortened(text).unicodeScalars.enumerated() {
            let isVisible: Bool =
                switch scalar.properties.generalCategory {
                case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
                    scalar == " "
                default: true
                }
            if isVisible {
                result.unicodeScalars.append(scalar)
            } else {
                result += (count > 0 ? " " : "") + "U+" + hexadecimal(scalar.value, width: 4)
            }
        }
        return result
    }

    static func shortened(_ text: String) -> String { text.utf8.count <= 40 ? text : text.prefix(40) + (text.count > 40 ? "…" : "") }

    private static func hexadecimal(_ value: UInt32, width: Int) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
