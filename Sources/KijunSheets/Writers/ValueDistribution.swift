public import Kijun
public import KijunSyntax

/// One value for each of many sheets: a table of the sheets, and how the values are distributed.
///
/// Every sheet is counted: what is blank, not decided or not known has lines of its own and is named.
public struct ValueDistribution: Sendable {
    public struct Entry: Sendable {
        /// The code of the sheet.
        public let sheet: String
        public let title: String
        public let value: Value
        /// Of a decision that is not decided, what it is instead; nil for other values.
        public let state: DecisionResult.State?

        public init(sheet: String, title: String, value: Value, state: DecisionResult.State? = nil) {
            self.sheet = sheet
            self.title = title
            self.value = value
            self.state = state
        }
    }

    let entries: [Entry]
    let type: Type
    let heading: String
    let texts: ValueText
    let width: Int
    let usesBlocks: Bool
    let paint: Paint
    let thresholds: [Number]
    let all: String?
    var language: Language { texts.language }

    /// - Parameters:
    ///   - entries: in the order of the sheets.
    ///   - heading: what was asked for, as typed.
    ///   - width: the columns of the terminal.
    ///   - usesBlocks: bars are drawn with block characters; else with `#`.
    ///   - thresholds: numbers that the values are compared with.
    ///   - all: a query that shows every sheet, to be named where the table does not.
    public init(
        _ entries: [Entry], type: Type, heading: String, program: CheckedProgram, language: Language, width: Int,
        usesBlocks: Bool = true, usesColour: Bool = false, thresholds: [Number] = [], all: String? = nil
    ) {
        self.entries = entries
        self.type = type
        self.heading = DiagnosticRenderer.visible(heading)
        texts = ValueText(program: program, language: language)
        self.width = max(width, ValueTable.leastWidth)
        self.usesBlocks = usesBlocks
        paint = Paint(isOn: usesColour)
        self.thresholds = thresholds
        self.all = all
    }

    /// The table and the distribution.
    ///
    /// - Parameters:
    ///   - height: the lines that all of it should take; the table is cut to it, but not below three sheets. nil for the whole table.
    ///   - reason: what the value of a sheet waits for, by the sheet's place; asked for only for the few that are named.
    public func lines(height: Int?, reason: (Int) -> String = { _ in "" }) -> [String] {
        let distribution = distributionLines(reason: reason)
        // Heading, rule, the line that tells of further sheets, how to see them, an empty line.
        let room = height.map { max(3, $0 - distribution.count - 4 - hint.count) } ?? entries.count
        let shown = entries.count <= room + 1 + hint.count ? entries.count : room
        return tableLines(first: shown) + [""] + distribution
    }

    // MARK: The table

    func tableLines(first count: Int) -> [String] {
        let layout = FittedTable(width: width, language: language, paint: paint)
        let rows = entries.prefix(count)
        // The titles may be what was asked for.
        let hasTitles = rows.contains { !$0.title.isEmpty && $0.value != .text($0.title) }
        let sheet = Wording(ja: "調書", en: "sheet")[language]
        let title = Wording(ja: "名称", en: "title")[language]
        // The value before the title: where there is little room it is the title that gives way.
        let names = [sheet, heading] + (hasTitles ? [title] : [])
        var lines = layout.lines(names, rows: rows.count) { index in
            switch index {
            case 0: FittedTable.Column(name: sheet, cells: rows.map { .text(DiagnosticRenderer.visible($0.sheet)) })
            case 1: valueColumn(Array(rows))
            default: FittedTable.Column(name: title, cells: rows.map { .text(DiagnosticRenderer.visible($0.title)) })
            }
        }.lines
        if rows.count < entries.count {
            let more = entries.count - rows.count
            lines.append(Wording(ja: "… ほか \(more) 件", en: "… and \(more) more")[language])
            lines += hint
        }
        return lines
    }

    private var hint: [String] {
        guard let all else { return [] }
        let line = Wording(ja: "すべて見るには: ", en: "to see all: ")[language] + DiagnosticRenderer.visible(all)
        return DisplayWidth.wrapped(line, to: width, indent: "  ")
    }

    private func valueColumn(_ rows: [Entry]) -> FittedTable.Column {
        let name = DisplayWidth.of(heading) <= 30 ? heading : Wording(ja: "値", en: "value")[language]
        guard case .number(let kind) = type else {
            return FittedTable.Column(name: name, cells: rows.map { cell($0, type) })
        }
        let bare = Type.number(NumberType(isPercent: kind.isPercent))
        return FittedTable.Column(
            name: name, unit: kind.unit.isNone ? "" : kind.unit.name, isRight: true, cells: rows.map { cell($0, bare) })
    }

    private func cell(_ entry: Entry, _ type: Type) -> TableCell {
        if let word = openWord(entry) { return .whole(word) }
        return texts.cell(entry.value, as: type, thresholds: thresholds, room: width)
    }

    /// What stands for a value that is not there.
    func openWord(_ entry: Entry) -> String? {
        switch entry.value {
        case .undetermined: ReportWords.state(entry.state == .decided ? .undetermined : entry.state ?? .undetermined)[language]
        case .failed(let failure): failure.wording[language]
        default: nil
        }
    }

    // MARK: The distribution

    func distributionLines(reason: (Int) -> String) -> [String] {
        let (kinds, open) = kinds
        var lines = DisplayWidth.wrapped(total, to: width)
        if let numbers = NumberSummary(numbers, of: self), !isOfFew(kinds) {
            lines += numbers.lines
            lines += bars(numbers.bins, open)
        } else {
            lines += bars(shortened(ordered(kinds)), open)
        }
        return lines + openLines(open, reason: reason)
    }

    private var total: String {
        let count = entries.count
        if case .table = type { return Wording(ja: "\(count) 件の行数", en: "numbers of rows over \(Self.sheets(count))")[language] }
        return Wording(ja: "\(count) 件の分布", en: "distribution over \(Self.sheets(count))")[language]
    }

    private static func sheets(_ count: Int) -> String { count == 1 ? "1 sheet" : "\(count) sheets" }

    /// The numbers among the values with the sheets that they are of; of tables their numbers of rows.
    private var numbers: [(number: Number, sheet: String)] {
        entries.compactMap { entry in
            switch (entry.value, type) {
            case (.number(let number), _): (number, entry.sheet)
            case (.list(let rows), .table): (Number(rows.count), entry.sheet)
            default: nil
            }
        }
    }

    /// A dozen values and fewer, of which some are met again, are counted one by one.
    private func isOfFew(_ kinds: [Kind]) -> Bool {
        kinds.count <= Self.mostKinds && (kinds.count < 3 || kinds.contains { $0.count > 1 })
    }

    static let mostKinds = 12
    /// More sheets than these are counted, not named.
    static let mostNamed = 5

    /// The sheets without a value, grouped by what they have instead: each group with its first sheets.
    private func openLines(_ open: [Kind], reason: (Int) -> String) -> [String] {
        var lines: [String] = []
        for kind in open {
            let named = kind.places.prefix(Self.mostNamed)
            let label = "\(kind.label.text) \(kind.count)" + Wording(ja: " 件:", en: ":")[language]
            let rest = kind.count > named.count ? EffectWords.more(kind.count - named.count)[language] : ""
            func name(_ place: Int) -> String { DisplayWidth.truncated(DiagnosticRenderer.visible(entries[place].sheet), to: 40) }
            if kind.isSelfEvident {
                let names = named.map(name).joined(separator: Wording(ja: "、", en: ", ")[language])
                lines += DisplayWidth.wrapped(
                    "  \(label) \(names)\(language == .ja || rest.isEmpty ? rest : ",\(rest)")", to: width, indent: "    ")
                continue
            }
            lines.append("  " + label)
            let names = named.map(name)
            let column = min(names.map(DisplayWidth.of).max() ?? 0, width / 2 - 4)
            for (place, name) in zip(named, names) {
                let start = "    " + DisplayWidth.padded(DisplayWidth.truncated(name, to: column), to: column)
                let room = width - DisplayWidth.of(start) - 2
                let why = DiagnosticRenderer.visible(reason(place))
                lines.append(why.isEmpty ? DisplayWidth.trimmed(start) : start + "  " + DisplayWidth.truncated(why, to: room))
            }
            if !rest.isEmpty { lines.append("   " + rest) }
        }
        return lines.map { DisplayWidth.of($0) > width ? DisplayWidth.truncated($0, to: width) : $0 }
    }
}
