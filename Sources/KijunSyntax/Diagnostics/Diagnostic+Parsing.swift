/// What can be wrong with how a line is put together.
extension Diagnostic {
    // MARK: Something else was expected

    static func unexpected(_ found: String, expected: Wording?, at span: Span, hint: Wording?) -> Diagnostic {
        let shown = visible(found)
        guard let expected else {
            return Diagnostic(
                .unexpectedToken, at: span,
                Wording(ja: "ここに「\(shown)」があるのは正しくありません", en: "`\(shown)` is not expected here"), hint: hint)
        }
        return Diagnostic(
            .unexpectedToken, at: span,
            Wording(ja: "ここには\(expected.ja)が要りますが、「\(shown)」があります", en: "expected \(expected.en), found `\(shown)`"), hint: hint)
    }

    static func unexpectedEnd(expected: Wording, at span: Span, hint: Wording?) -> Diagnostic {
        // After a comma no space parts a word of the language from the sentence.
        let wanted = expected.ja.drop { $0 == " " }
        return Diagnostic(
            .unexpectedEnd, at: span,
            Wording(ja: "行がここで終わっていますが、\(wanted)が要ります", en: "the line ends here; expected \(expected.en)"), hint: hint)
    }

    static func missingBracket(_ bracket: String, found: String?, opened: Span, at span: Span, hint: Wording?) -> Diagnostic {
        let message =
            if let found {
                Wording(
                    ja: "「\(bracket)」か「,」が要りますが、「\(visible(found))」があります", en: "expected `\(bracket)` or `,`, found `\(visible(found))`")
            } else {
                Wording(ja: "括弧が閉じていません: 「\(bracket)」が要ります", en: "the bracket is not closed: `\(bracket)` is missing")
            }
        return Diagnostic(
            .missingBracket, at: span, message, hint: hint,
            labels: [Label(opened, Wording(ja: "ここで開いています", en: "opened here"))])
    }

    static func strayBracket(_ bracket: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .missingBracket, at: span,
            Wording(ja: "「\(bracket)」に対応する開き括弧がありません", en: "there is no open bracket for this `\(bracket)`"),
            hint: Wording(ja: "取り除くか、前に開き括弧を書いてください", en: "remove it, or open the bracket before"))
    }

    static func tooDeep(limit: Int, at span: Span) -> Diagnostic {
        Diagnostic(
            .tooDeep, at: span,
            Wording(ja: "入れ子が深すぎます（\(limit) 段まで）", en: "nested too deeply (at most \(limit) levels)"),
            hint: Wording(ja: "途中の値に名前を付けて分けてください", en: "give the inner parts names of their own"))
    }

    static func rangeOutsideIn(at span: Span) -> Diagnostic {
        Diagnostic(
            .rangeOutsideIn, at: span,
            Wording(ja: "範囲（..）は in のあとにだけ書けます", en: "a range (`..`) stands only after `in`"),
            hint: Wording(ja: "x in 1..10 のように書きます", en: "write `x in 1..10`"))
    }

    static func mixedComparison(_ found: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .unexpectedToken, at: span,
            Wording(ja: "比較のあとに「\(visible(found))」は続けられません", en: "`\(visible(found))` cannot follow a comparison"),
            hint: Wording(ja: "括弧で囲むか、&& でつないでください", en: "use brackets, or join them with `&&`"))
    }

    static func onlyNamesAreCalled(at span: Span) -> Diagnostic {
        Diagnostic(
            .unexpectedToken, at: span,
            Wording(ja: "引数の括弧は関数の名前のあとにだけ書けます", en: "arguments can only follow the name of a function"),
            hint: Wording(ja: "かけ算なら * を書いてください", en: "to multiply, write `*`"))
    }

    static func emptyInterpolation(at span: Span) -> Diagnostic {
        Diagnostic(
            .badInterpolation, at: span, Wording(ja: "{} の中に値がありません", en: "there is no value in {}"),
            hint: Wording(ja: "{項目} と書くか、「{」そのものなら {{ と書きます", en: "write {field}; a brace itself is {{"))
    }

    static func interpolationInLabel(at span: Span) -> Diagnostic {
        Diagnostic(
            .badInterpolation, at: span,
            Wording(ja: "見出しやファイルの名前には値を埋め込めません", en: "a label or a file name cannot contain values"),
            hint: Wording(ja: "capture の穴は {}、「{」そのものは {{ と書きます", en: "the gap of `capture` is {}; a brace itself is {{"))
    }

    // MARK: Layout

    static func indentedStatement(at span: Span) -> Diagnostic {
        Diagnostic(
            .badIndentation, at: span,
            Wording(ja: "文は行の先頭から書きます", en: "a statement starts at the beginning of its line"),
            hint: Wording(ja: "前の空白を取り除いてください", en: "remove the white space before it"))
    }

    static func unevenIndentation(at span: Span) -> Diagnostic {
        Diagnostic(
            .badIndentation, at: span,
            Wording(ja: "字下げが上の行とそろっていません", en: "this line is not aligned with those above it"),
            hint: Wording(ja: "同じまとまりの行は同じ幅で字下げしてください（全角の空白は2桁）", en: "indent the lines of a block alike (a full-width space counts two)"))
    }

    static func tooIndented(at span: Span) -> Diagnostic {
        Diagnostic(
            .badIndentation, at: span,
            Wording(ja: "上の行は、字下げした行を持てません", en: "the line above cannot have lines under it"),
            hint: Wording(
                ja: "続きの行なら、上の行を演算子か「,」で終えてください。別の行なら字下げをそろえてください",
                en: "to continue a line, end it with an operator or a comma; else align this line with it"))
    }

    static func emptyBlock(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .emptyBlock, at: span,
            Wording(ja: "「\(visible(name))」の中身がありません", en: "`\(visible(name))` has no lines under it"),
            hint: Wording(ja: "次の行から字下げして書いてください", en: "write them on the next lines, indented"))
    }

    // MARK: Statements

    static func reservedName(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .reservedName, at: span,
            Wording(ja: "「\(visible(name))」は言語の言葉なので名前にできません", en: "`\(visible(name))` is a word of the language and cannot be a name"),
            hint: Wording(ja: "別の名前を付けてください", en: "choose another name"))
    }

    static func yearAsName(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .reservedName, at: span,
            Wording(ja: "「\(name)」は年度を表すので名前にできません", en: "`\(name)` is a year and cannot be a name"),
            hint: Wording(ja: "\(name)_実績 のように書き足してください", en: "add to it, as in \(name)_actual"))
    }

    static func parameterNeedsYears(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .unexpectedToken, at: span,
            Wording(ja: "係数の値は年度ごとに、次の行から書きます", en: "a parameter has its values by year, on the next lines"),
            hint: Wording(
                ja: "字下げして R2 = 値 と書くか、年度によらないなら \(name) = 値 とします", en: "indent `R2 = …` under it; without years, write `\(name) = …`"))
    }

    static func scaleGoesDown(at span: Span) -> Diagnostic {
        Diagnostic(
            .unexpectedToken, at: span,
            Wording(ja: "尺度は上から順に > でつなぎます", en: "a scale is written from the top, joined by `>`"),
            hint: Wording("scale 評価 = A > B > C"))
    }

    static func testNeedsTitle(at span: Span) -> Diagnostic {
        Diagnostic(
            .unexpectedEnd, at: span, Wording(ja: "テストに題名がありません", en: "the test has no title"),
            hint: Wording(ja: "test のあとに、何を確かめるかを書いてください", en: "say after `test` what it shows"))
    }

    // MARK: Forms

    static let locators = Wording(
        ja: "調書での場所（\"見出し\", right of, below, row of, column of, at row … column …, headed by, …）",
        en: "a place on the sheet (\"label\", right of, below, row of, column of, at row … column …, headed by, …)")

    static func unknownLocator(_ word: String, at span: Span) -> Diagnostic {
        let words = [
            "right of", "below", "row of", "column of", "column 2", "at row … column …", "at rows … column …", "offset r, c from",
            "capture", "headed by", "blocks from", "across",
        ].joined(separator: ", ")
        let guess = nearest(word, among: ["right", "below", "row", "column", "at", "offset", "capture", "headed", "blocks", "across"])
        return Diagnostic(
            .unknownLocator, at: span,
            Wording(ja: "調書での場所の書き方にありません: \(visible(word))", en: "this is no way to find a place on a sheet: \(visible(word))"),
            hint: guess.map(didYouMean)
                ?? Wording(ja: "見出しは引用符で囲みます。使えるのは \(words)", en: "labels stand in quotes; there are \(words)"))
    }

    static func badOccurrence(_ text: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .unexpectedToken, at: span,
            Wording(ja: "何番目かは #1 から数えます: \(visible(text))", en: "matches are counted from #1: \(visible(text))"),
            hint: Wording(ja: "2番目なら #2 と書きます", en: "the second is #2"))
    }

    // MARK: Hints

    static func didYouMean(_ word: String) -> Wording { Wording(ja: "もしかして \(word) ?", en: "did you mean `\(word)`?") }

    static let compareWithEquals = Wording(
        ja: "is のあとは blank か not blank です。値と比べるには == を使います", en: "`is` takes `blank` or `not blank`; compare values with `==`")
    static let ifNeedsElse = Wording(
        ja: "if には else（そうでないときの値）が要ります", en: "an `if` needs an `else`: the value when it does not hold")
    static let checkNeedsName = Wording(ja: "検査には名前を付けます: check 合計: 条件", en: "a check has a name: `check total: …`")
    static let caseNeedsArrow = Wording(
        ja: "判定は「条件 -> 結果」、値は「名前 = 式」、検査は「check 名前: 条件」と書きます",
        en: "a case is `condition -> outcome`, a value `name = …`, a check `check name: …`")

    static func fieldNeedsType(_ name: String) -> Wording {
        Wording(ja: "\(visible(name)): text のように型を書きます", en: "give it a type, as in `\(visible(name)): text`")
    }

    static func quoteHint(_ text: String) -> Wording? {
        text.isEmpty ? nil : Wording(ja: "引用符で囲んでください: \"\(visible(text))\"", en: "put it in quotes: \"\(visible(text))\"")
    }

    /// What was probably meant by a sign or word in a place where it cannot stand.
    static func hint(for token: Token, _ text: String) -> Wording? {
        switch token.kind {
        case .assign: Wording(ja: "等しいかどうかは == で比べます", en: "compare with `==`")
        case .colon: Wording(ja: "判定や検査は行の先頭から「名前: 条件」と書きます", en: "decisions and checks start their line: `name: condition`")
        case .arrow: Wording(ja: "判定は「名前: 条件 -> 結果」と書きます", en: "a decision is `name: condition -> outcome`")
        case .middleDot: Wording(ja: "「・」を含む文字列は引用符で囲みます", en: "put a text with `・` in quotes")
        case .comma: Wording(ja: "「,」は括弧の中で使います。桁の区切りは 7_920 と書きます", en: "commas stand within brackets; thousands are written 7_920")
        case .occurrence: Wording(ja: "注釈なら # のあとに空白を入れてください", en: "for a comment, write a space after #")
        case .number: Wording(ja: "間に演算子か「,」が要ります", en: "an operator or a comma is missing before it")
        case .textOpen, .cornerText, .mark:
            Wording(ja: "間に == などの演算子か「,」が要ります", en: "an operator such as `==` or a comma is missing before it")
        case .word where token.keyword == .elseWord:
            Wording(ja: "どの条件にも合わないときは otherwise -> 結果 と書きます", en: "for all other cases write `otherwise -> outcome`")
        case .word where token.keyword == .because:
            Wording(
                ja: "理由は判定の結果のあとに書きます。検査の説明は else \"…\" です",
                en: "a reason follows the outcome of a decision; a check says why with `else \"…\"`")
        case .word where token.keyword?.isReserved == true:
            Wording(ja: "「\(visible(text))」は言語の言葉です。文字列なら引用符で囲みます", en: "`\(visible(text))` is a word of the language; a text needs quotes")
        case .word: Wording(ja: "間に演算子が要ります。文字列なら引用符で囲みます", en: "an operator is missing before it; a text needs quotes")
        default: nil
        }
    }
}
