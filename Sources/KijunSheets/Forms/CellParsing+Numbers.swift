import Kijun
import KijunSyntax

extension CellParsing {
    /// `1,234`, `１，２３４`, `△1,234`, `▲1,234`, `-5`, `－5`, `79.4%`, and a unit behind it that fits the field: `5億円` in a
    /// field of 千円 is 500 000.
    ///
    /// In a field of the type percent a number without a sign is a percentage too: 79.4 is 79.4 %, because columns that say
    /// (%) above leave the sign out. In any other field it is the number that it is.
    static func readNumber(_ text: String, as type: NumberType, _ place: Place) -> (Value, Finding?) {
        if saysNothing(text) { return (.blank, nil) }
        guard let parts = NumberParts(text) else { return (.blank, .notANumber(text, place)) }
        guard let number = Number(digits: parts.digits) else { return (.blank, .tooLarge(text, place)) }
        var powerOfTen = 0
        if parts.unit == "%" {
            guard type.isPercent || type.unit.isNone else { return (.blank, .wrongUnit(text, "%", field: type.unit, place)) }
            powerOfTen = -2
        } else if parts.unit.isEmpty {
            powerOfTen = type.isPercent ? -2 : 0
        } else if parts.unit != type.unit.name {
            let unit = Unit(written: parts.unit)
            guard !type.isPercent, !type.unit.isNone, unit.hasSameDimension(as: type.unit) else {
                let isUnit = knownUnits.contains(parts.unit) || Unit.money.contains { $0.name == parts.unit }
                return (.blank, isUnit ? .wrongUnit(text, parts.unit, field: type.unit, place) : .notANumber(text, place))
            }
            powerOfTen = unit.scale - type.unit.scale
        }
        guard let value = number.shifted(powerOfTen: powerOfTen) else { return (.blank, .tooLarge(text, place)) }
        return (.number(value), nil)
    }

    /// Words that are units wherever they stand behind a number; `以上`, `程度` and the like are not, and make the text no
    /// number.
    static let knownUnits: Set<String> = [
        "%", "人", "名", "人工", "件", "回", "社", "校", "戸", "台", "本", "棟", "頭", "羽", "隻", "店", "点", "位", "倍", "冊", "組", "社員",
        "団体", "施設", "世帯", "品目", "市町村", "地区", "地域", "か所", "ヶ所", "カ所", "箇所", "ポイント", "年", "月", "日", "か月", "時間",
        "分", "秒", "m", "km", "cm", "mm", "m2", "km2", "m3", "ha", "a", "g", "kg", "t", "トン", "l", "kl", "L", "kL", "kW", "kWh", "MW",
        "℃", "°C", "千人", "万人", "千件", "千t", "千トン",
    ]
}

/// A number on a sheet taken apart: ASCII digits with sign and point, and the unit behind it.
struct NumberParts {
    private(set) var digits = ""
    /// NFKC without white space; `%`, or empty.
    private(set) var unit = ""

    /// nil where the text is not a number, perhaps followed by a word.
    init?(_ text: String) {
        var rest = text.unicodeScalars[...]
        if let sign = rest.first, sign == "△" || sign == "▲" || sign == "+" || sign == "＋" || Self.minus.contains(sign) {
            rest.removeFirst()
            if sign != "+", sign != "＋" { digits = "-" }
            rest = rest.drop(while: \.properties.isWhitespace)
        }
        var prefix = ""
        if let first = rest.first, first == "¥" || first == "￥" {
            rest.removeFirst()
            prefix = "円"
        }
        guard takeDigits(&rest) else { return nil }
        unit = nfkc(String(String.UnicodeScalarView(rest.lazy.filter { !$0.properties.isWhitespace })))
        if !prefix.isEmpty {
            guard unit.isEmpty || unit == prefix else { return nil }
            unit = prefix
        }
        // More digits behind a word are not a unit: `1239（439）`, `37.5～50`.
        guard !unit.unicodeScalars.contains(where: { Self.digit($0) != nil && !"23".unicodeScalars.contains($0) }) else { return nil }
    }

    private static let minus: Set<Unicode.Scalar> = ["-", "－", "−", "‐", "‑", "–", "—", "―"]

    private static func digit(_ scalar: Unicode.Scalar) -> UInt32? {
        switch scalar.value {
        case 0x30...0x39: scalar.value - 0x30
        case 0xFF10...0xFF19: scalar.value - 0xFF10
        default: nil
        }
    }

    /// Digits, commas only between groups of three, and at most one point.
    private mutating func takeDigits(_ rest: inout Substring.UnicodeScalarView) -> Bool {
        var inGroup = 0
        var hasComma = false
        var decimals: Int?
        var hasDigit = false
        while let scalar = rest.first {
            if let digit = Self.digit(scalar) {
                digits.unicodeScalars.append(Unicode.Scalar(UInt8(0x30 + digit)))
                hasDigit = true
                inGroup += 1
                decimals = decimals.map { $0 + 1 }
            } else if scalar == "," || scalar == "，" || scalar == "､" {
                guard decimals == nil, hasComma ? inGroup == 3 : (1...3).contains(inGroup) else { return false }
                hasComma = true
                inGroup = 0
            } else if scalar == "." || scalar == "．" {
                guard decimals == nil, !hasComma || inGroup == 3 else { return false }
                digits.append(".")
                decimals = 0
            } else {
                break
            }
            rest.removeFirst()
        }
        return hasDigit && decimals != 0 && (decimals != nil || !hasComma || inGroup == 3)
    }
}

extension Unit {
    /// A unit as a sheet writes it (NFKC, no white space): `千円`, `千円/人工`.
    init(written text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Unit(named: String($0)) }
        self = parts.dropFirst().reduce(parts[0]) { $0 / $1 }
    }
}
