import KijunSyntax

extension Diagnostic {
    private static func here(_ span: Span) -> [Label] { [Label(span, Wording(ja: "もう一方はここです", en: "the other is here"))] }

    // MARK: Decisions

    static func mixedPolicies(_ name: String, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .mixedPolicies, at: span,
            Wording(
                ja: "判定「\(name)」に、先勝ち（first）の行と順序のない行がまざっています",
                en: "the decision \"\(name)\" mixes cases under first with cases in any order"),
            hint: Wording(ja: "すべてを \(name) first: に入れるか、first を取ります", en: "put all of them under \(name) first:, or take first out"),
            labels: here(first))
    }

    static func duplicateOtherwise(_ name: String, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .duplicateOtherwise, at: span,
            Wording(ja: "判定「\(name)」に otherwise（それ以外）が二つあります", en: "the decision \"\(name)\" has otherwise twice"),
            hint: Wording(ja: "一つにします", en: "keep one of them"), labels: here(first))
    }

    static func otherwiseInExcept(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .duplicateOtherwise, at: span,
            Wording(
                ja: "例外（except）には otherwise（それ以外）を書けません", en: "an exception cannot be otherwise"),
            hint: Wording(ja: "\(name): otherwise -> … と書きます", en: "write \(name): otherwise -> …"))
    }

    static func decisionAndDefinition(_ name: String, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .decisionAndDefinition, at: span,
            Wording(ja: "「\(name)」は判定でも定義でもあります", en: "\"\(name)\" is both a decision and a definition"),
            hint: Wording(ja: "どちらかを別の名前にします", en: "give one of them another name"), labels: here(first))
    }

    /// - Parameter named: an outcome that is the name of something else.
    static func mixedOutcomes(
        _ name: String, _ found: Type, _ expected: Type, at span: Span, first: Span, named: String? = nil
    ) -> Diagnostic {
        let (a, b) = (found.many, expected.many)
        return Diagnostic(
            .mixedOutcomes, at: span,
            Wording(
                ja: "判定「\(name)」の結果に\(b.ja)と\(a.ja)がまざっています", en: "the outcomes of \"\(name)\" mix \(b.en) and \(a.en)"),
            hint: named.map(Wording.outcomeName) ?? Wording(ja: "結果は同じ種類の値にそろえます", en: "all outcomes must be of one kind"),
            labels: here(first))
    }

    // MARK: Parameters and scales

    static func parameterType(at span: Span) -> Diagnostic {
        Diagnostic(
            .parameterYears, at: span, Wording(ja: "係数は表にできません", en: "a parameter cannot be a table"),
            hint: Wording(ja: "表は 名前 = [{…}, {…}] と定義します", en: "define a table: name = [{…}, {…}]"))
    }

    static func parameterYear(at span: Span) -> Diagnostic {
        Diagnostic(
            .parameterYears, at: span, Wording(ja: "係数の行は年度で始まります", en: "a line of a parameter starts with a year"),
            hint: Wording(ja: "R2 = 7_920 のように書きます", en: "write R2 = 7_920"))
    }

    static func duplicateYear(_ year: String, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .parameterYears, at: span, Wording(ja: "年度 \(year) が二度あります", en: "the year \(year) is there twice"),
            hint: Wording(ja: "どちらかの行を消します", en: "take out one of the lines"), labels: here(first))
    }

    static func duplicateInScale(_ symbol: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .duplicateInScale, at: span, Wording(ja: "尺度に「\(symbol)」が二度あります", en: "the scale has \"\(symbol)\" twice"),
            hint: Wording(ja: "一つにします", en: "keep one of them"))
    }

    // MARK: Tests

    static func givenInTable(_ target: Target, at span: Span) -> Diagnostic {
        let table = target.tables.first?.text ?? ""
        return Diagnostic(
            .badGiven, at: span,
            Wording(ja: "前提で表の列だけは決められません", en: "a test cannot give one column of a table"),
            hint: Wording(
                ja: "\(table) = [{\(target.name.text): …}] と行の並びで書きます", en: "write the rows: \(table) = [{\(target.name.text): …}]"))
    }

    static func givenTwice(_ name: Name, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .duplicateName, at: span,
            Wording(ja: "「\(name.text)」の前提が二度あります", en: "\"\(name.text)\" is given twice"),
            hint: Wording(ja: "どちらかを消します", en: "leave one of them out"),
            labels: [Label(first, Wording(ja: "先にここにあります", en: "it is first here"))])
    }

    static func givenComputed(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .badGiven, at: span,
            Wording(ja: "「\(name)」は計算する列なので、前提にできません", en: "\"\(name)\" is a computed column: a test cannot give it"),
            hint: Wording(ja: "計算のもとになる列の値を書きます", en: "give the columns that it is computed from"))
    }

    static func givenParameter(_ name: Name) -> Diagnostic {
        Diagnostic(
            .badGiven, at: name.span,
            Wording(ja: "係数「\(name.text)」は前提にできません", en: "a test cannot give the parameter \"\(name.text)\""),
            hint: Wording(ja: "年度（fiscal_year）を前提にします", en: "give the year (fiscal_year)"))
    }

    // MARK: Notes

    static func possiblyBlank(
        _ rule: String, fields: [String], through name: String, at span: Span, declared: [Span]
    ) -> Diagnostic {
        let ja = fields.map { "「\($0)」" }.joined(separator: "と")
        let en = fields.map { "\"\($0)\"" }.joined(separator: " or ")
        return Diagnostic(
            .possiblyBlank, .warning, at: span,
            Wording(
                ja: "\(ja)は空欄のことがあり、そのとき「\(rule)」は決まりません", en: "\(en) may be blank, and then \"\(rule)\" is undetermined"),
            hint: Wording(
                ja: "「\(name) が空欄」の場合を書くか、\(name) ?? 値 とします", en: "say what then: \(name) is blank, or \(name) ?? value"),
            labels: declared.filter { $0 != .none }.map { Label($0, Wording(ja: "? がついています", en: "it is marked ?")) })
    }
}
