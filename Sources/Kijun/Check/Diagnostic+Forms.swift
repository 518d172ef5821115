import KijunSyntax

extension Diagnostic {
    static func duplicateForm(_ name: Name, first: Span) -> Diagnostic {
        Diagnostic(
            .duplicateForm, at: name.span,
            Wording(ja: "様式「\(name.text)」が二つあります", en: "there are two forms \"\(name.text)\""),
            hint: Wording(ja: "どちらかを別の名前にします", en: "give one of them another name"),
            labels: [Label(first, Wording(ja: "先にここにあります", en: "it is first here"))])
    }

    static func formTypeConflict(_ name: Name, _ found: Type, _ before: Type, first: Span) -> Diagnostic {
        let (a, b) = (found.single, before.single)
        return Diagnostic(
            .formTypeConflict, at: name.span,
            Wording(
                ja: "項目「\(name.text)」は、ここでは\(a.ja)、ほかの様式では\(b.ja)です",
                en: "the field \"\(name.text)\" is \(a.en) here but \(b.en) in another form"),
            hint: Wording(ja: "型をそろえるか、別の名前にします", en: "make the types the same, or choose another name"),
            labels: [Label(first, b)])
    }

    static func unknownIdentify(_ name: Name, nearest: [String]) -> Diagnostic {
        Diagnostic(
            .unknownIdentify, at: name.span,
            Wording(ja: "identify の「\(name.text)」はこの様式の項目ではありません", en: "identify names \"\(name.text)\", which is no field of this form"),
            hint: .didYouMean(nearest))
    }

    static func unknownTableKey(_ key: Name, table: String, nearest: [String]) -> Diagnostic {
        Diagnostic(
            .unknownTableKey, at: key.span,
            Wording(ja: "表「\(table)」に鍵の列「\(key.text)」がありません", en: "the table \"\(table)\" has no column \"\(key.text)\" to be its key"),
            hint: .didYouMean(nearest)
                ?? Wording(ja: "表の下の行にある列の名前を書きます", en: "name one of the columns on the lines under the table"))
    }

    static func locatorMisfit(_ field: String, _ type: Type, at span: Span) -> Diagnostic {
        let shown = type.single
        let hint: Wording
        switch type {
        case .table:
            hint = Wording(
                ja: "表は headed by、below、blocks from、across で読みます", en: "a table is read by headed by, below, blocks from or across")
        case .list: hint = Wording(ja: "並びは row of、column of、at rows で読みます", en: "a list is read by row of, column of or at rows")
        case .record:
            hint = Wording(
                ja: "記録は = を付けず、下の行の項目それぞれに読み方を書きます。表の計なら sums of 表 = row \"計\" と書きます",
                en:
                    "a record has no place of its own: give one to each of its fields on the lines below; for the sums of a table write sums of table = row \"…\""
            )
        default:
            hint = Wording(
                ja: "一つの値は right of、below、at、offset、capture で読みます（見出しの文字だけは表の列に使います）",
                en: "a single value is read by right of, below, at, offset or capture (a header alone is for a table's column)")
        }
        return Diagnostic(
            .locatorMisfit, at: span,
            Wording(ja: "「\(field)」は\(shown.ja)なので、この読み方はできません", en: "\"\(field)\" is \(shown.en) and cannot be read this way"),
            hint: hint)
    }

    static func listOfTables(at span: Span) -> Diagnostic {
        Diagnostic(
            .locatorMisfit, at: span, Wording(ja: "並びの中に表は置けません", en: "a list cannot hold tables"),
            hint: Wording(ja: "table とだけ書きます", en: "write table alone"))
    }

    static func columnsWithoutTable(_ name: Name, at span: Span) -> Diagnostic {
        Diagnostic(
            .locatorMisfit, at: span,
            Wording(ja: "「\(name.text)」は表ではないので、列を持てません", en: "\"\(name.text)\" is no table and has no columns"),
            hint: Wording(ja: "表なら \(name.text): table と書きます", en: "write \(name.text): table if it is one"))
    }

    static func tableWithoutColumns(_ name: Name, _ type: Type, at span: Span) -> Diagnostic {
        Diagnostic(
            .emptyBlock, at: span,
            Wording(ja: "\(type.description.ja)「\(name.text)」に列がありません", en: "the \(type.description.en) \"\(name.text)\" has no columns"),
            hint: Wording(ja: "下の行に字下げして列を書きます", en: "write its columns in indented lines below it"))
    }

    static func fallbackNotLiteral(at span: Span) -> Diagnostic {
        Diagnostic(
            .typeMismatch, at: span,
            Wording(ja: "?? のあとには決まった値だけを書けます", en: "only a fixed value can follow ?? here"),
            hint: Wording(ja: "?? 0 のように書きます", en: "write ?? 0"))
    }
}
