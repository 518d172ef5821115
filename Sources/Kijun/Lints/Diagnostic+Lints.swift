public import KijunSyntax

// MARK: K0910

extension Diagnostic {
    enum Unused {
        case function, parameter
    }

    static func unused(_ kind: Unused, _ name: Name) -> Diagnostic {
        let message =
            switch kind {
            case .function:
                Wording(ja: "関数「\(name.text)」は、どこからも使われていません", en: "nothing calls the function \"\(name.text)\"")
            case .parameter:
                Wording(ja: "係数「\(name.text)」を読む規則はありません", en: "no rule reads the parameter \"\(name.text)\"")
            }
        return Diagnostic(
            .unusedName, .note, at: name.span, message,
            hint: Wording(ja: "読むはずの規則を確かめ、要らなければ消します", en: "look at the rule that should read it, or remove it"))
    }

    static func unusedScale(_ name: Name, _ symbols: [String]) -> Diagnostic {
        let shown = symbols.prefix(4).joined(separator: "、") + (symbols.count > 4 ? "…" : "")
        return Diagnostic(
            .unusedName, .note, at: name.span,
            Wording(
                ja: "尺度「\(name.text)」の並べる記号は、どの判定にも項目にも出てきません", en: "no decision and no field has the symbols of the scale \"\(name.text)\""
            ),
            hint: Wording(ja: "\(shown) の綴りが結果と同じか確かめます", en: "check the spelling of \(shown)"))
    }

    static func unusedArgument(_ argument: Name, of function: Name) -> Diagnostic {
        Diagnostic(
            .unusedName, .warning, at: argument.span,
            Wording(
                ja: "関数「\(function.text)」は、引数「\(argument.text)」を使っていません",
                en: "the function \"\(function.text)\" does not use its argument \"\(argument.text)\""),
            hint: Wording(ja: "式の綴りを確かめます", en: "check the names in its expression"))
    }

    static func unusedVariant(_ name: Name, of other: String, read: Span) -> Diagnostic {
        Diagnostic(
            .unusedName, .warning, at: name.span,
            Wording(
                ja: "「\(name.text)」を読む規則はなく、書き方の違う「\(other)」が読まれています",
                en: "nothing reads \"\(name.text)\", but \"\(other)\", which is written a little differently, is read"),
            hint: .didYouMean([other]), labels: [Label(read, Wording(ja: "読まれているのはこちらです", en: "this is what is read"))])
    }

    // MARK: K0911

    static func shadowed(_ name: String, table: String, at span: Span, sheet: Span) -> Diagnostic {
        Diagnostic(
            .shadowedColumn, .note, at: span,
            Wording(
                ja: "ここの「\(name)」は、表「\(table)」の列です。調書にも「\(name)」があります",
                en: "\"\(name)\" is the column of \"\(table)\" here; the sheet has a \"\(name)\" too"),
            hint: Wording(ja: "調書の値なら sheet.\(name)、列なら it.\(name) と書けます", en: "sheet.\(name) for the sheet's, it.\(name) for the column"),
            labels: [Label(sheet, Wording(ja: "調書の「\(name)」です", en: "the sheet's \"\(name)\""))])
    }

    // MARK: K0912

    static func staleParameter(_ name: String, read year: Int, last: Int, at span: Span, entry: Span) -> Diagnostic {
        let (year, last) = (Year.shown(year), Year.shown(last))
        return Diagnostic(
            .staleParameter, .warning, at: span,
            Wording(
                ja: "「\(name)」の値は \(last) までしかなく、\(year) にも \(last) の値を使います",
                en: "\"\(name)\" has values up to \(last) only, and that of \(last) is used for \(year) too"),
            hint: Wording(ja: "\(year) の値の行を書き足します", en: "add a line with the value of \(year)"),
            labels: [Label(entry, Wording(ja: "最後の値です", en: "the last value"))])
    }

    /// Sheets of later years may be graded with the last value of a parameter: what is read need not decide.
    public static func staleParameter(_ parameter: Parameter, _ stale: StaleParameter) -> Diagnostic {
        let last = Year.shown(stale.last)
        let shown = stale.reads.count <= 3 ? stale.reads[...] : stale.reads.prefix(2)
        var ja = shown.map { "\(Year.shown($0.year)) の調書" + ($0.sheets == 0 ? "" : " \($0.sheets) 件") }
        var en = shown.map { ($0.sheets == 0 ? "" : "\($0.sheets) ") + "\($0.sheets == 1 ? "sheet" : "sheets") of \(Year.shown($0.year))" }
        if shown.count < stale.reads.count, let newest = stale.reads.last {
            let rest = stale.reads.dropFirst(shown.count).reduce(0) { $0 + $1.sheets }
            ja.append("\(Year.shown(newest.year)) まで" + (rest == 0 ? "" : "の \(rest) 件"))
            en.append((rest == 0 ? "others" : "\(rest)") + " up to \(Year.shown(newest.year))")
        }
        return Diagnostic(
            .staleParameter, .warning, at: parameter.span,
            Wording(
                ja: "係数「\(parameter.name)」は \(last) の値までしかありません。\(ja.joined(separator: "、"))にも \(last) の値を使うことがあります",
                en:
                    "the parameter \"\(parameter.name)\" has values up to \(last) only; that of \(last) may be used for \(en.joined(separator: ", ")) too"
            ),
            hint: Wording(ja: "新しい年度の行を書き足します", en: "add a line for the new year"),
            labels: parameter.entries.last.map { [Label($0.span, Wording(ja: "最後の値です", en: "the last value"))] } ?? [])
    }

    // MARK: K0913

    /// - Parameters:
    ///   - text: the number as written.
    ///   - percent: what is a percentage, as written.
    ///   - place: the definition or parameter in which the number stands, where that is another place.
    static func barePercent(_ text: String, _ number: Number, at span: Span, percent: String, _ place: Span) -> Diagnostic {
        let isPlain = text.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" || $0 == "_" }
        let shown = number.shown(percent: true)
        return Diagnostic(
            .barePercent, .warning, at: span,
            Wording(ja: "「\(percent)」は割合で、\(text) は \(shown) のことです", en: "\"\(percent)\" is a percentage, and \(text) is \(shown)"),
            hint: isPlain
                ? Wording(ja: "\(text)% と書きます", en: "write \(text)%")
                : Wording(ja: "数に % をつけます", en: "put % behind the number"),
            labels: place == .none ? [] : [Label(place, Wording(ja: "% がありません", en: "there is no % here"))])
    }

    // MARK: K0914

    static func markAsText(_ sign: String, others: [String], field: String, at span: Span, declared: Span) -> Diagnostic {
        let list = others.joined(separator: " ")
        let (ja, en) = list.isEmpty ? ("", "") : ("。\(list) とは等しくなりません", "; \(list) \(others.count == 1 ? "is" : "are") not equal to it")
        return Diagnostic(
            .mixedMarks, .note, at: span,
            Wording(
                ja: "「\(field)」は文字の項目なので、\(sign) とだけ比べます\(ja)",
                en: "\"\(field)\" is a text, so that only \(sign) itself is found\(en)"),
            hint: Wording(ja: "様式で \(field): mark とすれば、どの字でも同じ記号に読みます", en: "as a field \(field): mark, all of them read as one mark"),
            labels: declared == .none ? [] : [Label(declared, Wording(ja: "文字の項目です", en: "it is a text"))])
    }

    static func mixedSymbols(_ sign: String, _ other: String, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .mixedMarks, .warning, at: span,
            Wording(ja: "「\(sign)」と「\(other)」は、似ていても別の字です", en: "\"\(sign)\" and \"\(other)\" look alike, but are two different signs"),
            hint: Wording(ja: "どちらかにそろえます", en: "use one of them"),
            labels: [Label(first, Wording(ja: "ここでは「\(other)」です", en: "here it is \"\(other)\""))])
    }

    static func bothTriangles(_ sign: String, _ other: String, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .mixedMarks, .note, at: span,
            Wording(
                ja: "「\(sign)」と「\(other)」の両方が規則に出てきます。別の記号です",
                en: "\"\(sign)\" and \"\(other)\" both stand in the rules, as two different marks"),
            hint: Wording(ja: "同じ意味なら、どちらかにそろえます", en: "use one of them where they mean the same"),
            labels: [Label(first, Wording(ja: "ここでは「\(other)」です", en: "here it is \"\(other)\""))])
    }

    // MARK: K0915

    /// Why a comparison comes to the same for every value.
    enum Constancy {
        case constants
        /// Both sides, as written.
        case same(String)
        /// What is compared, as written.
        case everyValue(String)
        /// What stands beside its own opposite.
        case opposite(String)
    }

    static func constantComparison(_ holds: Bool, _ reason: Constancy, at span: Span, hint: Wording? = nil) -> Diagnostic {
        let (ja, en) = holds ? ("成り立ちます", "always holds") : ("成り立ちません", "never holds")
        let message =
            switch reason {
            case .constants: Wording(ja: "どちらも決まった値なので、いつも\(ja)", en: "both sides are fixed: this \(en)")
            case .same(let side):
                Wording(ja: "両側とも「\(side)」なので、値がある限りいつも\(ja)", en: "both sides are \"\(side)\": wherever it is known, this \(en)")
            case .everyValue(let subject) where holds:
                Wording(ja: "「\(subject)」に値がある限り、ここはいつも成り立ちます", en: "wherever \"\(subject)\" is known, this always holds")
            case .everyValue(let subject):
                Wording(ja: "「\(subject)」がどんな値でも、ここは\(ja)", en: "whatever \"\(subject)\" is, this \(en)")
            case .opposite(let part):
                Wording(ja: "「\(part)」とその反対が並んでいるので、いつも\(ja)", en: "\"\(part)\" stands beside its opposite: this \(en)")
            }
        let usual =
            holds
            ? Wording(ja: "値と向きを確かめます。このままなら要らない条件です", en: "check the values and signs; as it is, it asks nothing")
            : Wording(ja: "値と向きを確かめます", en: "check the values and signs")
        return Diagnostic(.constantComparison, .warning, at: span, message, hint: hint ?? usual)
    }
}
