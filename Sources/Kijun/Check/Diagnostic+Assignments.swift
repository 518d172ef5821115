import KijunSyntax

extension Wording {
    static let inspectListsFields = Wording(
        ja: ":inspect（:読取）が調書の項目をすべて示します", en: ":inspect shows all fields of the sheet")
}

/// What cannot be given a value for trial.
extension Diagnostic {
    /// - Parameter fields: what the rule reads of the sheet.
    static func ruleIsSet(_ name: String, _ body: Rule.Body?, fields: [String], at span: Span) -> Diagnostic {
        let message =
            switch body {
            case .decision:
                Wording(ja: "「\(name)」は規則が判定するので、値を入れられません", en: "\"\(name)\" is decided by rules: it cannot be set")
            case .check: Wording(ja: "「\(name)」は検査なので、値を入れられません", en: "\"\(name)\" is a check: it cannot be set")
            case .definition, nil:
                Wording(ja: "「\(name)」は規則が計算するので、値を入れられません", en: "\"\(name)\" is computed by rules: it cannot be set")
            }
        let shown = fields.prefix(4)
        let hint =
            fields.isEmpty
            ? Wording(ja: "規則のほうを書き直します", en: "change the rule instead")
            : Wording(
                ja: "もとになる項目に値を入れます: \(shown.joined(separator: "、"))\(fields.count > shown.count ? " など" : "")",
                en: "set the fields that it reads: \(shown.joined(separator: ", "))\(fields.count > shown.count ? ", …" : "")")
        return Diagnostic(.notSettable, at: span, message, hint: hint)
    }

    static func parameterIsSet(_ name: Name) -> Diagnostic {
        Diagnostic(
            .notSettable, at: name.span,
            Wording(ja: "「\(name.text)」は規則の係数で、調書の項目ではありません", en: "\"\(name.text)\" is a parameter of the rules, no field of a sheet"),
            hint: Wording(ja: "param \(name.text) を書き直すか、調書の年度を変えます", en: "write param \(name.text) anew, or set the year of the sheet"))
    }

    static func rowIsMissing(_ column: String, table: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .notSettable, at: span,
            Wording(
                ja: "「\(column)」は表「\(table)」の列で、どの行の値かが書かれていません",
                en: "\"\(column)\" is a column of the table \"\(table)\", and it is open of which row"),
            hint: Wording(
                ja: "行を鍵か番号で選びます: \(table)[…].\(column) = 値", en: "choose the row by its key or number: \(table)[…].\(column) = value"))
    }

    static func rowIsSet(_ text: String, columns: [String], at span: Span) -> Diagnostic {
        Diagnostic(
            .notSettable, at: span, Wording(ja: "行の全体には値を入れられません", en: "a row as a whole cannot be set"),
            hint: Wording(
                ja: "列を選びます: \(text).\(columns.first ?? "列") = 値", en: "choose a column: \(text).\(columns.first ?? "column") = value"))
    }

    static func notSettable(_ text: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .notSettable, at: span, Wording(ja: "「\(text)」は調書の項目ではありません", en: "\"\(text)\" is no field of the sheet"),
            hint: Wording(ja: "項目 = 値 のように書きます", en: "write field = value"))
    }
}
