internal import Kijun
internal import KijunSyntax

/// Of many sheets the checks that did not pass and the decisions that are not decided: by check and decision the number, and the
/// first few with what they say.
struct OpenResults {
    private enum State: Equatable {
        case check(CheckResult.State, isWarning: Bool)
        case decision(DecisionResult.State)
    }

    private struct Group {
        let name: String
        let state: State
        var count = 0
        /// What the first say, with the sheet.
        var shown: [(sheet: String, detail: String)] = []
    }

    private var checks: [Group] = []
    private var decisions: [Group] = []

    /// More than these of one check or decision are counted, not listed.
    private static let maximumShown = 5
    private static let maximumDetail = 160

    mutating func add(_ report: SheetReport, in language: Language) {
        for check in report.checks where check.state != .passed {
            let state = State.check(check.state, isWarning: check.isWarning)
            Self.add(check.name, state, to: &checks, report) {
                let items = check.items.filter { $0.state == check.state }
                let text = items.first.map { CheckReport.text(of: $0, in: language) } ?? ""
                return items.count > 1 ? text + "  (\(ReportWords.moreRows(items.count - 1)[language]))" : text
            }
        }
        for decision in report.decisions where decision.state != .decided {
            add(decision, named: decision.name, row: nil, report, language)
        }
        for table in report.tables {
            for column in table.decisions {
                for (label, row) in zip(table.labels, column.rows) where row.state != .decided {
                    add(row, named: "\(table.path).\(column.name)", row: label, report, language)
                }
            }
        }
    }

    private mutating func add(_ decision: DecisionReport, named name: String, row: String?, _ report: SheetReport, _ language: Language) {
        Self.add(name, .decision(decision.state), to: &decisions, report) {
            let row = row.map { "[\(DisplayWidth.truncated($0, to: CheckReport.maximumLabel))] " } ?? ""
            return row + decision.line(named: name, in: language, paint: Paint(isOn: false)).detail
        }
    }

    private static func add(_ name: String, _ state: State, to groups: inout [Group], _ report: SheetReport, _ detail: () -> String) {
        let index =
            groups.firstIndex { $0.name == name && $0.state == state }
            ?? {
                groups.append(Group(name: name, state: state))
                return groups.count - 1
            }()
        groups[index].count += 1
        guard groups[index].shown.count < maximumShown else { return }
        let sheet = DisplayWidth.truncated(DiagnosticRenderer.visible(report.name), to: 40)
        groups[index].shown.append((sheet, DisplayWidth.truncated(DiagnosticRenderer.visible(detail()), to: maximumDetail)))
    }

    func text(in language: Language, paint: Paint) -> String {
        let groups = checks + decisions
        guard !groups.isEmpty else { return "" }
        let width = groups.map { DisplayWidth.of($0.name) }.max() ?? 0
        var text = "\n"
        for group in groups {
            let (mark, word) = Self.mark(of: group.state, language, paint)
            text += "  \(mark) " + DisplayWidth.padded(group.name, to: width) + "  \(word)\(group.count)\n"
            let sheets = group.shown.map { DisplayWidth.of($0.sheet) }.max() ?? 0
            for (sheet, detail) in group.shown {
                text += "      " + (detail.isEmpty ? sheet : DisplayWidth.padded(sheet, to: sheets) + "  " + detail) + "\n"
            }
            if group.count > group.shown.count { text += "      " + ReportWords.more(group.count - group.shown.count)[language] + "\n" }
        }
        return text
    }

    private static func mark(of state: State, _ language: Language, _ paint: Paint) -> (mark: String, word: String) {
        switch state {
        case .check(.undetermined, _): (paint.yellow("?"), ReportWords.state(.undetermined)[language] + " ")
        case .check(_, let isWarning): (isWarning ? paint.yellow("!") : paint.red("✗"), "")
        case .decision(let state): (paint.yellow("?"), ReportWords.state(state)[language] + " ")
        }
    }
}
