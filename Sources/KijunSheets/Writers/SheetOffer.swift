public import Kijun
public import KijunSyntax

/// How something came out on each of several sheets, for a user who has to choose one: those that are in conflict or undetermined
/// first, then by value.
public struct SheetOffer {
    private struct Group {
        let rank: Rank
        let label: String
        /// Among the symbols of a choice.
        let order: Int
        var count = 0
        var sheets: [String] = []
    }

    private enum Rank: Int {
        case conflict, noCase, undetermined, failed, other
    }

    private var groups: [Group] = []
    private let language: Language

    private static let maximumGroups = 8
    private static let maximumSheets = 12

    public init(_ explained: ExplainedRows, language: Language) {
        self.language = language
        let evaluation = explained.evaluation
        let values = ValueText(program: evaluation.program, language: language)
        for (index, sheet) in explained.sheets.enumerated() {
            switch explained.name.target {
            case .rule(let id):
                let (rank, value) = Self.outcome(of: id, sheet: index, evaluation)
                if case .check = evaluation.program.rules[id].body, rank == .other {
                    add(sheet, labelled: ReportWords.checkState(.passed)[language])
                    continue
                }
                add(sheet, rank, value, evaluation.program.rules[id].type, isOnTable: explained.isOnTable, values)
            case .field(let field):
                add(sheet, .other, evaluation.value(ofField: field, sheet: index), evaluation.program.schema.fields[field].type, values)
            case .column, .parameter: add(sheet, .other, .blank, .error, isOnTable: true, values)
            }
        }
        sort()
    }

    /// - Parameter expression: of the program of the evaluation.
    public init(expression: Int, _ evaluation: Evaluation, sheets: [LoadedSheet], language: Language) {
        self.language = language
        let values = ValueText(program: evaluation.program, language: language)
        let type = evaluation.program.expressions[expression].type
        for (index, sheet) in sheets.enumerated() {
            let value = evaluation.value(ofExpression: expression, sheet: index)
            add(sheet, value == .undetermined ? .undetermined : .other, value, type, values)
        }
        sort()
    }

    /// The worst of the rows; the value of a rule that has just one.
    private static func outcome(of id: RuleID, sheet: Int, _ evaluation: Evaluation) -> (Rank, Value) {
        var worst = Rank.other
        for row in evaluation.rows(of: id, sheet: sheet) {
            var rank = Rank.other
            switch evaluation.program.rules[id].body {
            case .decision:
                switch evaluation.decision(id, row: row)?.state {
                case .conflict: rank = .conflict
                case .noCase: rank = .noCase
                case .undetermined, nil: rank = .undetermined
                case .decided: break
                }
            case .check:
                switch evaluation.checkState(id, row: row) {
                case .failed: rank = .failed
                case .undetermined, nil: rank = .undetermined
                case .passed: break
                }
            case .definition: if evaluation.value(of: id, row: row) == .undetermined { rank = .undetermined }
            }
            if rank.rawValue < worst.rawValue { worst = rank }
        }
        let rows = evaluation.rows(of: id, sheet: sheet)
        return (worst, rows.first.map { evaluation.value(of: id, row: $0) } ?? .blank)
    }

    private mutating func add(
        _ sheet: LoadedSheet, _ rank: Rank, _ value: Value, _ type: Type, isOnTable: Bool = false, _ values: ValueText
    ) {
        var order = Int.max
        if case .choice(let choice) = type, case .text(let text) = value { order = choice.symbols.firstIndex(of: text) ?? order }
        let label: String =
            switch rank {
            case .conflict: ReportWords.state(.conflict)[language]
            case .noCase: ReportWords.state(.noCase)[language]
            case .undetermined: ReportWords.state(.undetermined)[language]
            case .failed: ReportWords.checkState(.failed)[language]
            case .other: isOnTable ? "" : DisplayWidth.truncated(values.line(value, as: type), to: 30)
            }
        add(sheet, rank, labelled: label, order: order)
    }

    private mutating func add(_ sheet: LoadedSheet, _ rank: Rank = .other, labelled label: String, order: Int = Int.max) {
        let index =
            groups.firstIndex { $0.rank == rank && $0.label == label }
            ?? {
                groups.append(Group(rank: rank, label: label, order: order))
                return groups.count - 1
            }()
        groups[index].count += 1
        if groups[index].sheets.count < Self.maximumSheets {
            groups[index].sheets.append(DisplayWidth.truncated(DiagnosticRenderer.visible(sheet.name), to: 40))
        }
    }

    /// Groups that are alike stay in the order of the sheets.
    private mutating func sort() {
        groups = groups.enumerated().sorted { a, b in
            (a.element.rank.rawValue, a.element.order, a.offset) < (b.element.rank.rawValue, b.element.order, b.offset)
        }.map(\.element)
    }

    /// The first sheet to look at.
    public var first: String? { groups.first?.sheets.first }

    /// `  未定  2  02-11, 02-15`, no line wider than `width` where that is possible.
    public func lines(width: Int) -> [String] {
        let shown = groups.prefix(Self.maximumGroups)
        let labels = shown.map { DisplayWidth.of($0.label) }.max() ?? 0
        let counts = shown.map { String($0.count).count }.max() ?? 0
        var lines = shown.map { group in
            let count = String(repeating: " ", count: counts - String(group.count).count) + String(group.count)
            let start = "  " + (labels > 0 ? DisplayWidth.padded(group.label, to: labels) + "  " : "") + count + "  "
            var line = start
            for (index, name) in group.sheets.enumerated() {
                let next = (index > 0 ? ", " : "") + name
                // Room for the sign that there are more.
                if index > 0, DisplayWidth.of(line + next) + 3 > width { return line + " …" }
                line += next
            }
            return line + (group.count > group.sheets.count ? " …" : "")
        }
        let left = groups.count - shown.count
        if left > 0 { lines.append("  " + Wording(ja: "… ほか \(left) 種の値", en: "… and \(left) more values")[language]) }
        return lines
    }
}
