import KijunSyntax

/// What a numeric built-in does with each row.
enum NumberFunction: Sendable {
    case round(RoundingMode)
    case magnitude
    case modulo
    case power
}

extension Builtin {
    static let numbers: [Builtin] = [
        rounding(
            "round", "四捨五入", .halfAwayFromZero,
            Wording(
                ja: "小数 n 桁（省けば 0、負なら十・百の位）に四捨五入。負の数も絶対値で丸める",
                en: "rounds to n decimals (none without n, -1 to tens), halves away from zero"),
            [("round(122.794, 1)", "122.8"), ("round(-2.5)", "-3"), ("round(4561152, -3)", "4561000")]),
        rounding(
            "round_down", "切り捨て", .down,
            Wording(ja: "小数 n 桁に切り捨て（0 の方へ）", en: "rounds to n decimals toward zero"),
            [("round_down(2.79, 1)", "2.7"), ("round_down(-2.7)", "-2")]),
        rounding(
            "round_up", "切り上げ", .up,
            Wording(ja: "小数 n 桁に切り上げ（0 から遠い方へ）", en: "rounds to n decimals away from zero"),
            [("round_up(2.71, 1)", "2.8"), ("round_up(-2.1)", "-3")]),
        rounding(
            "floor", "床", .floor, Wording(ja: "x 以下で最大の値（小数 n 桁）", en: "the largest value with n decimals not above x"),
            [("floor(2.7)", "2"), ("floor(-2.1)", "-3")]),
        rounding(
            "ceiling", "天井", .ceiling,
            Wording(ja: "x 以上で最小の値（小数 n 桁）", en: "the smallest value with n decimals not below x"),
            [("ceiling(2.1)", "3"), ("ceiling(-2.7)", "-2")]),
        Builtin(
            name: "abs", japanese: "絶対値", signature: Signature("(x)", [.number], gives: .sameAsFirst),
            summary: Wording(ja: "絶対値", en: "the magnitude of x"), examples: [("abs(-3.5)", "3.5")],
            body: .numbers(.magnitude)),
        Builtin(
            name: "modulo", japanese: "剰余", signature: Signature("(x, y)", [.number, .sameUnit], gives: .sameAsFirst),
            summary: Wording(
                ja: "x を y で割った余り。符号は y に合わせる（Excel の MOD と同じ）", en: "the remainder of x by y, with the sign of y as in Excel"),
            examples: [("modulo(7, 3)", "1"), ("modulo(-7, 3)", "2"), ("modulo(7, -3)", "-2")], body: .numbers(.modulo)),
        Builtin(
            name: "power", japanese: "べき乗", signature: Signature("(x, n)", [.plainNumber, .plainNumber], gives: .plainNumber),
            summary: Wording(ja: "x の n 乗（n は整数、正確な値）", en: "x to the whole power n, exact"),
            examples: [("power(2, 10)", "1024"), ("power(10, -2)", "0.01"), ("power(0, 0)", "1")], body: .numbers(.power)),
    ]

    private static func rounding(
        _ name: String, _ japanese: String, _ mode: RoundingMode, _ summary: Wording, _ examples: [(String, String)]
    ) -> Builtin {
        Builtin(
            name: name, japanese: japanese,
            signature: Signature("(x, n)", [.number, .plainNumber], optional: 1, gives: .sameAsFirst), summary: summary,
            examples: examples.map { (source: $0.0, result: $0.1) }, body: .numbers(.round(mode)))
    }
}
