public import Kijun
public import KijunSyntax

/// Values as a session shows them: a table in columns that fit the terminal, anything else on a line where there is room.
public struct ValueTable: Sendable {
    private let texts: ValueText
    private let width: Int?
    private let identity: [String]
    private let usesColour: Bool
    /// Asked for every cell and line; once true, which it must stay, the rest is left out, and the lines are not to be shown.
    public var isInterrupted: @Sendable () -> Bool = { false }
    private var language: Language { texts.language }

    /// Narrower terminals are taken for so wide.
    public static let leastWidth = 20

    /// - Parameters:
    ///   - width: the columns of the terminal; nil where nothing is to be cut, as in a file.
    ///   - identity: the names of the fields that tell one sheet from another: rows that are whole sheets are shown with
    ///     these first.
    public init(program: CheckedProgram, language: Language, width: Int?, identity: [String] = [], usesColour: Bool = false) {
        texts = ValueText(program: program, language: language)
        self.width = width.map { max($0, Self.leastWidth) }
        self.identity = identity
        self.usesColour = usesColour
    }

    /// - Parameter thresholds: numbers that values are compared with: none is rounded across one of them.
    public func lines(_ value: Value, as type: Type, thresholds: [Number] = []) -> [String] {
        switch (value, type) {
        case (.list(let rows), .table(let record)): return table(rows, record, thresholds)
        case (.list(let elements), _):
            let line = texts.line(value, as: type, thresholds: thresholds)
            return fits(line) ? [line] : list(elements, ValueText.element(of: type), thresholds)
        case (.record(let members), _):
            let line = texts.line(value, as: type, thresholds: thresholds)
            return fits(line) ? [line] : record(members, type, thresholds)
        default: return [texts.line(value, as: type, thresholds: thresholds)]
        }
    }

    private func fits(_ line: String) -> Bool { width.map { DisplayWidth.of(line) <= $0 } ?? true }

    private var layout: FittedTable {
        FittedTable(width: width, language: language, paint: Paint(isOn: usesColour), isInterrupted: isInterrupted)
    }

    // MARK: Tables

    private func table(_ rows: [Value], _ record: RecordType, _ thresholds: [Number]) -> [String] {
        let names = names(of: rows, record)
        guard !names.isEmpty else { return [Self.count(of: rows.count, in: language)] }
        let headings = names.map { Self.visible(NameText.member($0.name, of: record, in: texts.program, language)) }
        let (lines, shown) = layout.lines(headings, rows: rows.count) { index in
            let (name, place) = names[index]
            let type = texts.memberType(name, of: .record(record))
            return column(headings[index], type, rows.map { self.member(place, of: $0, isFirst: index == 0) }, thresholds)
        }
        return lines + [Self.count(of: rows.count, in: language)] + layout.others(headings, from: shown)
    }

    /// A row that is itself blank or unknown says so in the first column.
    private func member(_ place: Int, of row: Value, isFirst: Bool) -> Value {
        guard case .record(let members) = row else { return isFirst ? row : .text("") }
        return members.indices.contains(place) ? members[place].value : .blank
    }

    /// The columns in the order in which they are shown, each with its place in a row.
    private func names(of rows: [Value], _ record: RecordType) -> [(name: String, place: Int)] {
        var names: [String] = []
        let first = rows.first { if case .record = $0 { true } else { false } }
        if case .record(let members)? = first { names = members.map(\.name) }
        if names.isEmpty, case .anonymous(let items) = record { names = items.map(\.name) }
        let places = names.enumerated().map { (name: $0.element, place: $0.offset) }
        guard record == .sheet else { return places }
        // Nobody chose them: what tells the sheets apart, then what was decided, and long texts last.
        let ranked = places.map { (column: $0, rank: rank(of: $0.name)) }
        return ranked.sorted { ($0.rank, $0.column.place) < ($1.rank, $1.column.place) }.map(\.column)
    }

    private func rank(of name: String) -> Int {
        if let place = identity.firstIndex(of: name) { return place - identity.count }
        let rule = texts.program.rules.first { $0.table.isEmpty && $0.name == name }
        if case .decision? = rule?.body { return 0 }
        return texts.memberType(name, of: .record(.sheet)) == .text ? 2 : 1
    }

    private func column(_ name: String, _ type: Type, _ values: [Value], _ thresholds: [Number]) -> FittedTable.Column {
        guard case .number(let kind) = type else {
            return FittedTable.Column(name: Self.visible(name), cells: values.map { cell($0, type, thresholds) })
        }
        let bare = Type.number(NumberType(isPercent: kind.isPercent))
        return FittedTable.Column(
            name: Self.visible(name), unit: kind.unit.isNone ? "" : kind.unit.name, isRight: true,
            cells: values.map { cell($0, bare, thresholds) })
    }

    private static func visible(_ name: String) -> String { DisplayWidth.truncated(DiagnosticRenderer.visible(name), to: 60) }

    private func cell(_ value: Value, _ type: Type, _ thresholds: [Number]) -> TableCell {
        isInterrupted() ? .whole("") : texts.cell(value, as: type, thresholds: thresholds, room: width)
    }

    static func count(of rows: Int, in language: Language) -> String {
        language == .ja ? "\(rows) 行" : rows == 1 ? "1 row" : "\(rows) rows"
    }

    // MARK: Lists and records that are too long for a line

    private func list(_ elements: [Value], _ type: Type, _ thresholds: [Number]) -> [String] {
        let names = [Wording(ja: "番号", en: "place")[language], Wording(ja: "値", en: "value")[language]]
        let (lines, _) = layout.lines(names, rows: elements.count) { index in
            guard index == 0 else { return column(names[1], type, elements, thresholds) }
            let places = elements.indices.map { TableCell.whole(String($0 + 1)) }
            return FittedTable.Column(name: names[0], isRight: true, cells: places)
        }
        return lines + [language == .ja ? "\(elements.count) 個" : "\(elements.count) \(elements.count == 1 ? "value" : "values")"]
    }

    private func heading(_ name: String, of type: Type) -> String {
        if case .record(let record) = type { NameText.member(name, of: record, in: texts.program, language) } else { name }
    }

    private func record(_ members: [Value.Member], _ type: Type, _ thresholds: [Number]) -> [String] {
        let names = [Wording(ja: "項目", en: "field")[language], Wording(ja: "値", en: "value")[language]]
        return layout.lines(names, rows: members.count) { index in
            FittedTable.Column(
                name: names[index],
                cells: members.map { member in
                    index == 0
                        ? .text(Self.visible(heading(member.name, of: type)))
                        : cell(member.value, texts.memberType(member.name, of: type), thresholds)
                })
        }.lines
    }
}

extension ValueText {
    /// A value in a cell of a table. A table in it is its number of rows.
    ///
    /// - Parameter room: no column is wider; of a longer text no more than that is looked at.
    func cell(_ value: Value, as type: Type, thresholds: [Number] = [], room: Int? = nil) -> TableCell {
        switch value {
        case .number, .year, .yesno, .blank, .undetermined: return .whole(line(value, as: type, thresholds: thresholds))
        case .failed: return .text(line(value, as: type))
        case .text(let text):
            // A sheet's text may be pages long, and thousands of sheets have one.
            guard let room, text.utf8.count > 8 * room + 64 else { return .text(line(value, as: type)) }
            return .text(DiagnosticRenderer.visible(String(text.prefix(room))) + "…")
        case .list(let elements):
            if case .table = type { return .whole(ValueTable.count(of: elements.count, in: language)) }
            let element = Self.element(of: type)
            let looked = room.map { elements.prefix($0) } ?? elements[...]
            var parts = looked.map { line($0, as: element, thresholds: thresholds) }
            if looked.count < elements.count { parts.append("…") }
            return element == .mark
                ? .parts(parts, open: "", separator: " ", close: "") : .parts(parts, open: "[", separator: ", ", close: "]")
        case .record(let members):
            let parts = members.map {
                "\(DiagnosticRenderer.visible($0.name)): " + line($0.value, as: memberType($0.name, of: type), thresholds: thresholds)
            }
            return .parts(parts, open: "{", separator: ", ", close: "}")
        }
    }
}
