import KijunSyntax

extension Wording {
    /// `もしかして basis1 / 基準1 ?`, or nil without candidates.
    static func didYouMean(_ names: [String]) -> Wording? {
        let shown = names.prefix(3)
        guard !shown.isEmpty else { return nil }
        return Wording(
            ja: "もしかして \(shown.joined(separator: "、")) ?", en: "did you mean \(shown.joined(separator: ", "))?")
    }

    /// `列は id, name, cost`, or nil without any.
    static func columns(_ names: [String]) -> Wording? {
        guard !names.isEmpty else { return nil }
        let shown = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
        return Wording(ja: "列は \(shown) です", en: "its columns are \(shown)")
    }

    static let fixedValue = Wording(ja: "ここには決まった値だけを書けます", en: "only a fixed value can stand here")

    static func checkName(_ name: String) -> Wording {
        Wording(
            ja: "\(name) は検査の名前です。条件を読むには 名前 = 条件 と定義します",
            en: "\(name) is a check: to read its condition define it: name = condition")
    }

    /// For an outcome that is read as a definition, a decision or a field.
    static func outcomeName(_ name: String) -> Wording {
        Wording(
            ja: "「\(name)」は項目か定義の名前です。結果の名前にするなら \"\(name)\" と引用符で囲みます",
            en: "\(name) is a field or a definition; quote it to make it the name of an outcome: \"\(name)\"")
    }

    static func quote(_ text: String) -> Wording {
        Wording(ja: "文字列なら \"\(text)\" と引用符で囲みます", en: "a text needs quotes: \"\(text)\"")
    }

    static let mark = Wording(ja: "記号は ○ △ × ◎ ▲ のどれかです", en: "a mark is one of ○ △ × ◎ ▲")

    /// For a name where a mark is asked for: a letter that looks like one is said to be a letter.
    static func mark(for name: String) -> Wording {
        switch name {
        case "O", "o":
            Wording(ja: "\(name) は英字です。○（まる）ではありませんか", en: "\(name) is a letter: do you mean the mark ○?")
        case "X", "x":
            Wording(ja: "\(name) は英字です。×（ばつ）ではありませんか", en: "\(name) is a letter: do you mean the mark ×?")
        default: mark
        }
    }
}

extension Diagnostic {
    // MARK: Names

    /// Where the names of fields come from.
    enum NameSource {
        case form
        /// There is no form; the sheets have names.
        case sheets
        /// There is neither a form nor a sheet.
        case none
    }

    static func unknownName(_ name: Name, nearest: [String], hint: Wording?, from source: NameSource = .form) -> Diagnostic {
        let define = Wording(ja: "「\(name.text) = 式」と定義します", en: "or define it: \(name.text) = …")
        let fix: Wording =
            switch source {
            case .form: Wording(ja: "様式の項目にするか、\(define.ja)", en: "make it a field of the form, \(define.en)")
            case .sheets:
                Wording(
                    ja: "様式がないので、調書の見出しの名前にするか、\(define.ja)",
                    en: "without a form the names are those of the sheets' headings: use one of them, \(define.en)")
            case .none:
                Wording(
                    ja: "様式がないので、調書も指定するか（kijun check 規則 調書）、\(define.ja)",
                    en: "without a form the names come from the sheets: name them too (kijun check RULES SHEETS), \(define.en)")
            }
        return Diagnostic(
            .unknownName, at: name.span,
            Wording(ja: "「\(name.text)」という項目はありません", en: "there is no field or definition \"\(name.text)\""),
            hint: hint ?? .didYouMean(nearest) ?? fix)
    }

    static func unknownColumn(_ name: Name, of table: String, nearest: [String], columns: [String]) -> Diagnostic {
        Diagnostic(
            .unknownColumn, at: name.span,
            Wording(ja: "「\(table)」に「\(name.text)」という列はありません", en: "\"\(table)\" has no column \"\(name.text)\""),
            hint: .didYouMean(nearest) ?? .columns(columns))
    }

    static func unknownGivenColumn(_ name: String, nearest: [String], columns: [String], at span: Span) -> Diagnostic {
        Diagnostic(
            .unknownColumn, at: span,
            Wording(ja: "前提の表に「\(name)」という列はありません", en: "the table that is given has no column \"\(name)\""),
            hint: .didYouMean(nearest) ?? .columns(columns))
    }

    static func unknownTable(_ name: Name, nearest: [String], under path: String) -> Diagnostic {
        Diagnostic(
            .unknownTable, at: name.span,
            path.isEmpty
                ? Wording(ja: "「\(name.text)」という表はありません", en: "there is no table \"\(name.text)\"")
                : Wording(
                    ja: "「\(path)」の中に「\(name.text)」という表はありません", en: "\"\(path)\" has no table \"\(name.text)\""),
            hint: .didYouMean(nearest)
                ?? Wording(
                    ja: "表は様式の \(name.text): table … か、定義の \(name.text) = [{…}] で作ります",
                    en: "a table is a field \(name.text): table … of a form, or a definition \(name.text) = [{…}]"))
    }

    static func unknownFunction(_ name: Name, nearest: [String]) -> Diagnostic {
        Diagnostic(
            .unknownFunction, at: name.span,
            Wording(ja: "「\(name.text)」という関数はありません", en: "there is no function \"\(name.text)\""),
            hint: .didYouMean(nearest)
                ?? Wording(ja: "\(name.text)(x) = 式 のように定義します", en: "define it: \(name.text)(x) = …"))
    }

    static func functionWithoutCall(_ name: Name) -> Diagnostic {
        Diagnostic(
            .notAFunction, at: name.span,
            Wording(ja: "「\(name.text)」は関数の名前で、それだけでは値になりません", en: "\"\(name.text)\" is a function, not a value"),
            hint: Wording(ja: "\(name.text)(…) のように括弧をつけて使います", en: "call it: \(name.text)(…)"))
    }

    static func notAFunction(_ name: Name) -> Diagnostic {
        Diagnostic(
            .notAFunction, at: name.span,
            Wording(ja: "「\(name.text)」は関数ではありません", en: "\"\(name.text)\" is not a function"),
            hint: Wording(ja: "値を読むなら括弧を取ります: \(name.text)", en: "to read its value leave out the brackets: \(name.text)"))
    }

    static func wrongArgumentCount(_ shown: String, given: Int, at span: Span) -> Diagnostic {
        Diagnostic(
            .wrongArgumentCount, at: span,
            Wording(ja: "括弧の中の値の数（\(given)個）が合いません", en: "\(given) value\(given == 1 ? " does" : "s do") not fit in these brackets"),
            hint: Wording(ja: "\(shown) のように書きます", en: "write \(shown)"))
    }

    static func builtinName(_ name: Name) -> Diagnostic {
        Diagnostic(
            .reservedName, at: name.span,
            Wording(
                ja: "「\(name.text)」は組み込みの関数の名前なので、別の関数につけられません",
                en: "\"\(name.text)\" is a built-in function: another function cannot have its name"),
            hint: Wording(ja: "別の名前にします", en: "choose another name"))
    }

    static func duplicateName(_ name: String, at span: Span, first: Span?) -> Diagnostic {
        Diagnostic(
            .duplicateName, at: span,
            Wording(ja: "「\(name)」という名前は二度使われています", en: "the name \"\(name)\" is used twice"),
            hint: Wording(ja: "どちらかを別の名前にします", en: "give one of them another name"),
            labels: first.map { [Label($0, Wording(ja: "先にここにあります", en: "it is first here"))] } ?? [])
    }

    static func noRowHere(_ name: Name, table: String) -> Diagnostic {
        Diagnostic(
            .noRowHere, at: name.span,
            Wording(
                ja: "「\(name.text)」は表「\(table)」の列で、ここではどの行の値かが決まりません",
                en: "\"\(name.text)\" is a column of the table \"\(table)\", and here it is open of which row"),
            hint: Wording(
                ja: "列全体は \(table).\(name.text)、行ごとの規則は「\(table).名前」の形で書きます",
                en: "the whole column is \(table).\(name.text); a rule for each row is named \(table).…"))
    }

    static func elementOutside(at span: Span) -> Diagnostic {
        Diagnostic(
            .noRowHere, at: span,
            Wording(ja: "「it（それ）」が指す要素がここにはありません", en: "there is no element here for \"it\""),
            hint: Wording(ja: "it は where と for の中で使います", en: "it stands within where and for"))
    }

    static func sheetAlone(at span: Span) -> Diagnostic {
        Diagnostic(
            .unexpectedToken, at: span,
            Wording(ja: "sheet のあとには項目の名前が要ります", en: "sheet needs the name of a field after it"),
            hint: Wording(ja: "sheet.項目 のように書きます", en: "write sheet.field"))
    }

    static func bareExpression(at span: Span) -> Diagnostic {
        Diagnostic(
            .unexpectedToken, at: span,
            Wording(ja: "この式には名前がありません", en: "this expression has no name"),
            hint: Wording(ja: "名前 = 式 のように書きます", en: "write name = expression"))
    }

    // MARK: Circles

    /// - Parameter outcome: a name on the way that stands as an outcome.
    static func cycle(_ names: [String], at span: Span, labels: [Span], definition: Span, outcome: String?) -> Diagnostic {
        Diagnostic(
            .cycle, at: span,
            Wording(
                ja: "定義がひと回りして自分に戻ります: \(path(names))",
                en: "the definitions go in a circle: \(path(names))"),
            hint: outcome.map(Wording.outcomeName)
                ?? Wording(ja: "このうちの一つが他を読まないようにします", en: "make one of them not read the others"),
            labels: labels.isEmpty
                ? [Label(definition, Wording(ja: "ここで定義されています", en: "it is defined here"))]
                : labels.prefix(8).map { Label($0, Wording(ja: "ここで次を読んでいます", en: "the next is read here")) })
    }

    /// An outcome has the name of its own decision.
    static func outcomeNamesDecision(_ name: String, at span: Span, definition: Span) -> Diagnostic {
        Diagnostic(
            .cycle, at: span,
            Wording(
                ja: "結果の「\(name)」は、この判定の名前と同じなので、判定が自分を読むことになります",
                en: "the outcome \(name) has the name of this decision, which then reads itself"),
            hint: Wording(
                ja: "結果の名前なら \"\(name)\" と引用符で囲むか、判定の名前を変えます（例: \(name)の判定）",
                en: "quote it to make it an outcome: \"\(name)\"; or give the decision another name"),
            labels: [Label(definition, Wording(ja: "判定の名前です", en: "the name of the decision"))])
    }

    /// `a → b → a`, the middle of a long one left out.
    private static func path(_ names: [String]) -> String {
        if names.count <= 12 { return names.joined(separator: " → ") }
        return (names.prefix(8) + ["…"] + names.suffix(3)).joined(separator: " → ")
    }

    static func recursiveFunction(_ names: [String], at span: Span) -> Diagnostic {
        Diagnostic(
            .recursiveFunction, at: span,
            Wording(
                ja: "関数が自分自身を呼んでいます: \(path(names))", en: "a function calls itself: \(path(names))"),
            hint: Wording(ja: "繰り返しは合計や条件つきの集計で書きます", en: "use sum, filter and the like in place of repetition"))
    }

    static func useNotFound(_ path: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .useNotFound, at: span,
            Wording(ja: "読み込むファイル「\(path)」がありません", en: "the file \"\(path)\" to be used is not there"),
            hint: Wording(ja: "このファイルのあるフォルダからの場所を書きます", en: "the path is relative to the folder of this file"))
    }

    static func useCycle(_ names: [String], at span: Span) -> Diagnostic {
        Diagnostic(
            .useCycle, at: span,
            Wording(
                ja: "ファイルの読み込みがひと回りしています: \(path(names))", en: "the files use each other in a circle: \(path(names))"),
            hint: Wording(ja: "どれか一つの use を取ります", en: "take out one use"))
    }
}
