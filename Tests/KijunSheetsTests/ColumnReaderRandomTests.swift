import Foundation
import KijunSyntax
import TestSupport
import Testing

@testable import Kijun
@testable import KijunSheets

/// Random sheets with random faults: both ways of reading give the same.
@Suite struct ColumnReaderRandomTests {
    private static let forms = [
        "code: text\na: number\nb / 別名: number?\nt: table\n  x: number\n  y: text\n  u: table\n    k: mark\n    z: year\nl: list of number",
        "identify code, name\ncode: text\nname: text\np: percent\nq: list of percent\nc: one of A, B, 増加\nm: mark\nm2: mark ?? ○\ny: yesno ?? true\nn: number ?? 0.25\nyear: year ?? R2",
        "s: text ?? \"無\"\nr: table key id\n  id: text\n  v: number in 人 ?? 3\n  w: list of one of あ, い\nsum: sums of r = row \"計\"\nj: list of yesno\nk: list of text",
        "form A\n  code: text\n  a: number\n  t: table\n    x: number\nform B\n  code: text\n  b: number\n  t: table\n    x: number",
    ]

    private static let scalars = [
        "1", "0", "-5", "12.5", "0.10", "3.000", "123456789012345678", "1234567890123456789012", "1e2", "0.5", "79.4", "2020", "true",
        "false",
        "null", "\"\"", "\"○\"", "\"△\"", "\"A\"", "\"増加\"", "\"あ\"", "\"い\"", "\"02-10\"", "\"０２－１\"", "\" x \"", "\"○ ×\"", "\"係数\\tα\"",
        "\"caf é\"", "\"é ± \"", "\"　全角\"", "\"1,234\"", "\"79.4%\"",
        "\"令和2年度\"", "\"\\u3042\\n\"", "\"a\\\"b\"", "\"\\ud83d\\ude00\"", "\"-\"", "\"はい\"", "[]", "{}", "[1]", "{\"x\":1}", "\"ｶﾞ\"",
        "\"ガ\"",
    ]

    private func pick<T>(_ values: [T], _ random: inout SeededRandom) -> T { values[Int.random(in: values.indices, using: &random)] }

    /// Mostly of the field's type.
    private func scalar(_ type: Type, _ random: inout SeededRandom) -> String {
        if Int.random(in: 0..<12, using: &random) == 0 { return pick(Self.scalars, &random) }
        return switch type {
        case .number: pick(["1", "22", "-3", "4.5", "66666666", "777777777", "0.125", "0", "null"], &random)
        case .year: pick(["2019", "2020", "1000"], &random)
        case .yesno: pick(["true", "false"], &random)
        case .mark: pick(["\"○\"", "\"△\"", "\"\"", "\"×\"", "null"], &random)
        case .choice(let choice): "\"\(pick(choice.symbols, &random))\""
        default: pick(["\"a\"", "\"いろは\"", "\"02-10\"", "\"title\"", "\"\"", "7"], &random)
        }
    }

    private func value(_ field: FieldSchema, _ random: inout SeededRandom) -> String {
        if Int.random(in: 0..<60, using: &random) == 0 { return pick(Self.scalars, &random) }
        let count = Int.random(in: 0..<4, using: &random)
        switch field.type {
        case .list(let element): return "[" + (0..<count).map { _ in scalar(element, &random) }.joined(separator: ",") + "]"
        case .table:
            return "[" + (0..<count).map { _ in object((field.record ?? .empty).fields, &random) }.joined(separator: ",") + "]"
        case .record: return object((field.record ?? .empty).fields, &random)
        default: return scalar(field.type, &random)
        }
    }

    private func object(_ fields: [FieldSchema], _ random: inout SeededRandom) -> String {
        var members = fields.map { field in
            let name = Int.random(in: 0..<15, using: &random) == 0 ? field.aliases.first ?? field.name : field.name
            return "\"\(name)\":\(value(field, &random))"
        }
        if Int.random(in: 0..<10, using: &random) == 0 { members.shuffle(using: &random) }
        if !members.isEmpty, Int.random(in: 0..<10, using: &random) == 0 {
            members.remove(at: Int.random(in: members.indices, using: &random))
        }
        if Int.random(in: 0..<20, using: &random) == 0 {
            members.append("\"\(pick(["other", "\\u0061", "p(%)", "b(人)", "x y"], &random))\":\(pick(Self.scalars, &random))")
        }
        if !members.isEmpty, Int.random(in: 0..<40, using: &random) == 0 { members.append(pick(members, &random)) }
        return "{" + members.joined(separator: Int.random(in: 0..<10, using: &random) == 0 ? " , " : ",") + "}"
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 3: bytes.insert(pick(Array("\"\\{}[],: \n\r\t0-.eE\0".utf8), &random), at: place)
        case 4:
            let end = min(place + Int.random(in: 1..<40, using: &random), bytes.count)
            bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 5: bytes.removeSubrange(place..<min(place + Int.random(in: 1..<40, using: &random), bytes.count))
        case 6:
            bytes.insert(contentsOf: pick([[0xEF, 0xBB, 0xBF], [0x0D, 0x0A], [0xE3, 0x80, 0x80], [0x0A, 0x0A]], &random), at: place)
        default: bytes.insert(contentsOf: Array(pick(Self.scalars, &random).utf8), at: place)
        }
    }

    private func selection(_ layout: InputLayout, _ random: inout SeededRandom) -> FieldSelection {
        if Bool.random(using: &random) { return .all(of: layout) }
        var selection = FieldSelection(of: layout)
        for table in layout.tables.indices {
            if Int.random(in: 0..<3, using: &random) == 0 { selection.add(table: table, of: layout) }
            for slot in layout.tables[table].slots.indices where Bool.random(using: &random) {
                selection.add(table: table, slot: slot, of: layout)
            }
        }
        return selection
    }

    @Test(arguments: forms.indices)
    func `both ways of reading give the same`(_ form: Int) {
        let reading = ColumnReading(Self.forms[form])
        for seed in 0..<150 {
            var random = SeededRandom(seed: UInt64(seed) << 8 | UInt64(form))
            let lines = (0..<Int.random(in: 1..<30, using: &random)).map { _ in object(reading.loader.schema.fields, &random) }
            var bytes = Array(lines.joined(separator: "\n").utf8) + (Bool.random(using: &random) ? [0x0A] : [])
            for _ in 0..<pick([0, 0, 1, 3, 10], &random) { mutate(&bytes, &random) }
            let chosen = selection(reading.layout, &random)
            let ends = ColumnReading.lineEnds(bytes).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
            let full = reading.full(bytes, chosen)
            let direct = reading.direct(
                bytes, chosen, ends: ends, maximumSheets: pick([1, 7, 256], &random), readers: Int.random(in: 1..<4, using: &random))
            #expect(direct == full, "seed \(seed), form \(form)")
            if direct != full { return }
        }
    }

    @Test(arguments: forms.indices)
    func `what a store gives as columns is what was imported`(_ form: Int) throws {
        let reading = ColumnReading(Self.forms[form])
        let file = FileManager.default.temporaryDirectory.appending(path: "kijun-columns-\(UUID().uuidString)")
        for seed in 0..<40 {
            defer { try? FileManager.default.removeItem(at: file) }
            var random = SeededRandom(seed: UInt64(seed) << 8 | UInt64(form))
            let lines = (0..<Int.random(in: 1..<30, using: &random)).map { _ in object(reading.loader.schema.fields, &random) }
            let bytes = Array(lines.joined(separator: "\n").utf8)
            let chosen = selection(reading.layout, &random)
            let full = reading.full(bytes, chosen)
            let stored = try reading.stored(bytes, chosen, in: file.path, maximumSheets: pick([1, 7, 256], &random))
            #expect(stored.sheets == full.sheets, "seed \(seed), form \(form)")
            if stored.sheets != full.sheets { return }
        }
    }
}
