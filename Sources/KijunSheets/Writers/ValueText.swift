public import Kijun
public import KijunSyntax

/// Values as people read them and as programs read them, with the units that their types carry.
public struct ValueText: Sendable {
    let program: CheckedProgram
    let language: Language

    /// Says that a mark field is empty, rather than showing `_`.
    private let spellsMarks: Bool

    public init(program: CheckedProgram, language: Language, spellsMarks: Bool = false) {
        self.program = program
        self.language = language
        self.spellsMarks = spellsMarks
    }

    // MARK: For people

    /// `4,561,152 千円`, `122.8%…`, `○ _ ○`, `R2`; a table has a line for each row under its headings.
    ///
    /// What a terminal would act on is made visible.
    ///
    /// - Parameter thresholds: numbers that the value is compared with: it is never rounded across one of them.
    public func shown(_ value: Value, as type: Type, thresholds: [Number] = []) -> String {
        if case .table(let record) = type, case .list(let rows) = value, !rows.isEmpty { return table(rows, record) }
        return inline(value, as: type, thresholds: thresholds)
    }

    /// As ``shown(_:as:thresholds:)``, a table too on one line.
    public func line(_ value: Value, as type: Type, thresholds: [Number] = []) -> String { inline(value, as: type, thresholds: thresholds) }

    private func inline(_ value: Value, as type: Type, thresholds: [Number] = []) -> String {
        switch value {
        case .number(let number):
            guard case .number(let kind) = type else { return number.shown(thresholds: thresholds) }
            let text = number.shown(percent: kind.isPercent, thresholds: thresholds)
            return kind.unit.isNone ? text : "\(text) \(kind.unit.name)"
        case .text(let text):
            return text.isEmpty && type == .mark ? spellsMarks ? blank : "_" : DiagnosticRenderer.visible(text)
        case .year(let year): return Year.shown(year)
        case .yesno(let flag): return flag ? "true" : "false"
        case .list(let elements):
            let element = Self.element(of: type)
            let parts = elements.map { inline($0, as: element) }
            if spellsMarks, elements.isEmpty { return language == .ja ? "なし" : "none" }
            if spellsMarks, element == .mark { return parts.joined(separator: language == .ja ? "・" : ", ") }
            return element == .mark ? parts.joined(separator: " ") : "[" + parts.joined(separator: ", ") + "]"
        case .record(let members):
            let parts = members.map { "\($0.name): \(inline($0.value, as: memberType($0.name, of: type)))" }
            return "{" + parts.joined(separator: ", ") + "}"
        // A mark field that is empty holds the empty mark; blank is what could not be read.
        case .blank: return spellsMarks && type == .mark ? unknown : blank
        case .undetermined: return language == .ja ? "未定" : "undetermined"
        case .failed(let failure): return failure.wording[language]
        }
    }

    private var blank: String { language == .ja ? "空欄" : "blank" }
    private var unknown: String { language == .ja ? "不明" : "unknown" }

    private func table(_ rows: [Value], _ record: RecordType) -> String {
        var names: [String] = []
        for case .record(let members) in rows.prefix(1) { names = members.map(\.name) }
        var cells = [names]
        for case .record(let members) in rows {
            cells.append(members.map { inline($0.value, as: memberType($0.name, of: .record(record))) })
        }
        let isNumber = names.map { name in
            if case .number = memberType(name, of: .record(record)) { true } else { false }
        }
        let widths = names.indices.map { column in cells.map { $0.indices.contains(column) ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0 }
        let lines = cells.map { row in
            let parts = row.enumerated().map { index, cell in
                guard widths.indices.contains(index) else { return cell }
                let space = String(repeating: " ", count: widths[index] - DisplayWidth.of(cell))
                return isNumber[index] ? space + cell : cell + space
            }
            let line = parts.joined(separator: "  ")
            return String(line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex)])
        }
        return lines.joined(separator: "\n")
    }

    // MARK: For programs

    /// Exact and on one line: `0.1`, `1/3`, `4561152 千円`, `"c"`, `true`, `R2`, `[1, blank]`, `{id: "1", cost: 10}`.
    public func plain(_ value: Value, as type: Type) -> String {
        switch value {
        case .number(let number):
            guard case .number(let kind) = type, !kind.unit.isNone else { return number.plainText }
            return "\(number.plainText) \(kind.unit.name)"
        case .text(let text): return JSONText.quoted(text)
        case .year(let year): return Year.shown(year)
        case .yesno(let flag): return flag ? "true" : "false"
        case .list(let elements):
            let element = Self.element(of: type)
            return "[" + elements.map { plain($0, as: element) }.joined(separator: ", ") + "]"
        case .record(let members):
            return "{" + members.map { "\($0.name): \(plain($0.value, as: memberType($0.name, of: type)))" }.joined(separator: ", ") + "}"
        case .blank: return "blank"
        case .undetermined: return "undetermined"
        case .failed(let failure): return "error: \(failure.wording[language])"
        }
    }

    // MARK: Types of parts

    static func element(of type: Type) -> Type {
        switch type {
        case .list(let element): element
        case .table(let record): .record(record)
        default: .error
        }
    }

    func memberType(_ name: String, of type: Type) -> Type {
        switch type {
        case .record(.anonymous(let items)), .table(.anonymous(let items)):
            return items.first { $0.name == name }?.type ?? .error
        case .record(.sheet), .table(.sheet): return columnType(name, path: "", schema: program.schema)
        case .record(.declared(let path)), .table(.declared(let path)):
            return columnType(name, path: path, schema: program.schema.record(at: path))
        default: return .error
        }
    }

    private func columnType(_ name: String, path: String, schema: RecordSchema?) -> Type {
        if let schema, let index = schema.index(of: name) { return schema.fields[index].type }
        if let definition = program.definition(at: path), case .definition(let written) = program.rules[definition].body {
            switch written.type {
            case .table(.anonymous(let items)), .record(.anonymous(let items)):
                if let item = items.first(where: { $0.name == name }) { return item.type }
            default: break
            }
        }
        return program.rules.first { $0.table == path && ($0.name == name || $0.aliases.contains(name)) }?.type ?? .error
    }
}

extension Failure {
    /// What went wrong, for a place where a value would stand.
    public var wording: Wording {
        switch self {
        case .numberTooLarge: Wording(ja: "数が \(Number.maximumDigits) 桁を超えます", en: "a number of more than \(Number.maximumDigits) digits")
        case .badIndex: Wording(ja: "位置が 0 か整数ではありません", en: "a place of 0, or one that is not whole")
        case .badPower: Wording(ja: "指数が整数でないか、0 の負の累乗です", en: "an exponent that is not whole, or 0 to a negative power")
        case .badArgument:
            Wording(
                ja: "桁数・長さ・行数・年数が、範囲の整数ではありません", en: "a number of decimals, characters, rows or years that is not whole or out of range")
        case .textTooLong: Wording(ja: "文字列が長すぎます", en: "a text that is too long")
        case .tooManyRows: Wording(ja: "行が多すぎます", en: "too many rows")
        }
    }
}
