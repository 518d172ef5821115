import KijunSyntax

extension Diagnostic {
    /// Two units that cannot be added or compared, and the one that is missing between them.
    static func unitMismatch(_ first: Unit, _ second: Unit, at span: Span, other: Span) -> Diagnostic {
        let (a, b) = (shown(first), shown(second))
        let hint: Wording
        if second.isNone {
            hint = Wording(
                ja: "数に単位を続けて書くか、1\(first.name) を掛けます", en: "write the unit behind its number, or multiply it by 1\(first.name)")
        } else if first.isNone {
            hint = Wording(
                ja: "相手の数に単位を続けて書くか、相手に 1\(second.name) を掛けます",
                en: "write the unit behind the other number, or multiply the other by 1\(second.name)")
        } else {
            let missing = first / second
            let isPrice = missing.factors.contains { $0.name == "円" && $0.exponent > 0 }
            hint = Wording(
                ja: "\(second.name) を \(first.name) にするには \(missing.name) の値を掛けます" + (isPrice ? "（7920\(missing.name) など）" : ""),
                en: "to turn \(second.name) into \(first.name) multiply by a value in \(missing.name)"
                    + (isPrice ? ", such as 7920\(missing.name)" : ""))
        }
        return Diagnostic(
            .unitMismatch, at: span,
            Wording(ja: "単位が合いません: \(a.ja)と\(b.ja)", en: "the units do not fit: \(a.en) and \(b.en)"), hint: hint,
            labels: [Label(other, a)])
    }

    private static func shown(_ unit: Unit) -> Wording {
        unit.isNone ? Wording(ja: "単位なし", en: "no unit") : Wording(ja: "「\(unit.name)」", en: unit.name)
    }

    static func unknownUnit(_ name: String, nearest: [String], at span: Span) -> Diagnostic {
        Diagnostic(
            .unknownUnit, .warning, at: span,
            Wording(ja: "単位「\(name)」は様式にも係数にもありません", en: "no form or parameter has the unit \"\(name)\""),
            hint: .didYouMean(nearest))
    }

    static func unitNotWanted(_ shown: String, _ unit: Unit, at span: Span) -> Diagnostic {
        Diagnostic(
            .unitInPower, at: span,
            Wording(
                ja: "\(shown) のここには単位のない数が要りますが、\(unit.name) です",
                en: "\(shown) needs a number without unit here, but this is in \(unit.name)"),
            hint: Wording(ja: "同じ単位の値で割ります: … / 1\(unit.name)", en: "divide it by a value of its unit: … / 1\(unit.name)"))
    }

    static func addYears(at span: Span) -> Diagnostic {
        Diagnostic(
            .typeMismatch, at: span,
            Wording(
                ja: "年度どうしは足せません。数から年度を引くこともできません",
                en: "years cannot be added to each other, nor taken from a number"),
            hint: Wording(ja: "年度 ± 数 は年度、年度 - 年度 は数です", en: "year ± number is a year, year - year a number"))
    }

    static func noYearField(_ parameter: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .noYearField, at: span,
            Wording(
                ja: "係数「\(parameter)」がどの年度の値か決まりません。様式に年度（fiscal_year）の項目がないためです",
                en: "it is open for which year the parameter \"\(parameter)\" is wanted: the form has no year field fiscal_year / 年度"),
            hint: Wording(ja: "\(parameter)[R2] のように年度を書きます", en: "name the year: \(parameter)[R2]"))
    }
}
