import Kijun

extension ProgramGenerator {
    /// A record for the form, with blanks, missing tables and values that do not fit.
    public mutating func record(for schema: RecordSchema) -> InputRecord {
        var members: [Value.Member] = []
        for field in schema.fields {
            // What is left out is blank, and a table that is left out is missing.
            if random.oneIn(12) { continue }
            members.append(Value.Member(field.name, value(of: field.type, field.record)))
        }
        return InputRecord.aligned(members, to: schema).record
    }

    private mutating func value(of type: Type, _ record: RecordSchema?) -> Value {
        switch type {
        case .list(let element): return .list((0..<random.below(5)).map { _ in value(of: element, nil) })
        case .table:
            return .list((0..<random.below(5)).map { _ in .record(members(record ?? .empty)) })
        case .record: return .record(members(record ?? .empty))
        default: break
        }
        if random.oneIn(5) { return .blank }
        if random.oneIn(40) { return .yesno(true) }
        switch type {
        case .number(_): return .number(number())
        case .year: return .year(2017 + random.below(6))
        case .yesno: return .yesno(random.oneIn(2))
        case .mark: return .text(random.pick(["○", "△", "×", "◎", ""]))
        case .choice(let choice): return .text(random.pick(choice.symbols))
        default: return .text(text())
        }
    }

    private mutating func members(_ schema: RecordSchema) -> [Value.Member] {
        schema.fields.compactMap { field in
            random.oneIn(15) ? nil : Value.Member(field.name, value(of: field.type, field.record))
        }
    }

    /// Small whole numbers mostly, so that values meet; also fractions and numbers beyond 64 bits.
    mutating func number() -> Number {
        switch random.below(12) {
        case 0...6: return Number(random.below(7) - 2)
        case 7: return Number(numerator: Int64(random.below(9) - 4), denominator: Int64(1 + random.below(6))) ?? .zero
        case 8: return Number(mantissa: Int64(random.below(2_000)), scale: random.below(4)) ?? .zero
        case 9: return Number(Int.max - random.below(3))
        case 10:
            return Number(digits: random.pick(["99999999999999999999999", "-123456789012345678901234567890", "0.0000000000000000000001"]))
                ?? .one
        default: return Number(Int.min + random.below(2))
        }
    }

    mutating func text() -> String { random.pick(["x", "y", "", "ａ", "a", "か\u{3099}", "が", "R2", "02-10", "一 二"]) }
}
