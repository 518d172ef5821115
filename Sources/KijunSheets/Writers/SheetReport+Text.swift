import Kijun
public import KijunSyntax

extension SheetReport {
    /// The sheet as a run prints it: a heading, every decision with what its case read and where it stands, the checks,
    /// what the load had to report.
    public func text(in language: Language, colour: Bool = false) -> String {
        let paint = Paint(isOn: colour)
        let body = lines(in: language, paint: paint)
        let column = ReportLine.placeColumn(of: body)
        var text = heading(year: year, at: column) + "\n"
        for line in body { text += line.text(placeAt: column) + "\n" }
        for line in checkLines(in: language, paint: paint, width: max(column + 24, 80)) { text += line + "\n" }
        for finding in findings { text += finding.line(in: language, paint: paint) + "\n" }
        return text
    }

    private func heading(year: String, at column: Int) -> String {
        let name = DisplayWidth.truncated(name, to: 40)
        let start = DiagnosticRenderer.visible(title.isEmpty ? name : "\(name)  \(DisplayWidth.truncated(title, to: 100))")
        guard !year.isEmpty else { return start }
        return DisplayWidth.padded(start, to: column - 2) + "  " + year
    }

    /// Decisions of the sheet and of the rows, then the definitions that are single values; of all sheets also those that are
    /// tables. Lists, records and computed columns are shown where `--only` asks for them.
    private func lines(in language: Language, paint: Paint) -> [ReportLine] {
        var lines = fields.map { $0.line(named: $0.name, in: language) }
        lines += decisions.map { $0.line(named: $0.name, in: language, paint: paint) }
        for table in tables {
            for column in table.decisions {
                for (label, row) in zip(table.labels, column.rows) {
                    lines.append(row.line(named: Self.name(column.name, in: table.path, row: label), in: language, paint: paint))
                }
            }
        }
        for value in values {
            if isOnly || value.isSingle {
                lines.append(value.line(named: value.name, in: language))
            } else if isSet, value.isTable {
                lines.append(ReportLine(name: value.name, value: value.firstRows(in: language), detail: "", place: ""))
            }
        }
        for table in tables where isOnly {
            for column in table.columns {
                for (label, value) in zip(table.labels, column.values) {
                    lines.append(value.line(named: Self.name(column.name, in: table.path, row: label), in: language))
                }
            }
        }
        let names = min(lines.filter { !$0.isBlock }.map { DisplayWidth.of($0.name) }.max() ?? 0, ReportLine.maximumName)
        let values = min(lines.filter { !$0.detail.isEmpty }.map { DisplayWidth.of($0.value) }.max() ?? 0, 24)
        return lines.map { line in
            var line = line
            line.nameWidth = names
            line.valueWidth = values
            return line
        }
    }

    /// `indicators[1].grade`; of the key as much as keeps the whole short.
    private static func name(_ column: String, in table: String, row label: String) -> String {
        let room = 40 - DisplayWidth.of(table) - DisplayWidth.of(column) - 3
        return "\(table)[\(DisplayWidth.truncated(label, to: min(max(room, 8), 20)))].\(column)"
    }

    /// The checks that passed, folded; then what did not, one line each.
    private func checkLines(in language: Language, paint: Paint, width: Int) -> [String] {
        var lines: [String] = []
        var current = ""
        for check in checks where check.state == .passed {
            let text = paint.green("✓") + " " + check.name + (check.passedRows.map { " (\($0))" } ?? "")
            let columns = DisplayWidth.of(check.name) + 2 + (check.passedRows.map { String($0).count + 3 } ?? 0)
            if !current.isEmpty, Paint.width(of: current) + 3 + columns > width {
                lines.append(current)
                current = ""
            }
            current += (current.isEmpty ? "  " : "   ") + text
        }
        if !current.isEmpty { lines.append(current) }
        let rest = checks.filter { $0.state != .passed }
        let nameWidth = min(rest.map { DisplayWidth.of($0.name) }.max() ?? 0, 40)
        for check in rest { lines += check.lines(nameWidth: nameWidth, in: language, paint: paint) }
        return lines
    }
}

extension ValueReport {
    /// Neither a list nor a record nor a table.
    fileprivate var isSingle: Bool {
        switch value {
        case .list, .record: false
        default: true
        }
    }

    /// A table of at least one row: a line for its headings and for each row.
    fileprivate var isTable: Bool {
        if case .list = value { shown.contains("\n") } else { false }
    }

    /// Of a table its headings and the first rows; the rest is counted.
    fileprivate func firstRows(in language: Language) -> String {
        let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > CheckReport.maximumRows + 1 else { return shown }
        let rest = lines.count - CheckReport.maximumRows - 1
        return (lines.prefix(CheckReport.maximumRows + 1) + [ReportWords.moreRows(rest)[language][...]]).joined(separator: "\n")
    }

    fileprivate func line(named name: String, in language: Language) -> ReportLine {
        ReportLine(name: name, value: shown, detail: ReportWords.waits(for: waiting, in: language), place: "")
    }
}

/// A line of a report: a name, its value, what was read, and the place at the right.
struct ReportLine {
    var name: String
    var value: String
    var detail: String
    var place: String
    var nameWidth = 0
    var valueWidth = 0

    /// A longer name pushes its own value to the right, not those of all lines.
    static let maximumName = 60

    /// A table: its lines stand under the name.
    var isBlock: Bool { value.contains("\n") }

    /// The columns before the place.
    var start: String {
        if isBlock {
            let lines = value.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
            return (["  " + name] + lines).joined(separator: "\n")
        }
        var text = "  " + DisplayWidth.padded(name, to: nameWidth) + "  "
        text += detail.isEmpty ? value : Paint.padded(value, to: valueWidth) + "  " + detail
        return text
    }

    func text(placeAt column: Int) -> String {
        place.isEmpty ? start : Paint.padded(start, to: column - 2) + "  " + place
    }

    /// Where the places stand: right of most lines, but not far out for a single long one.
    static func placeColumn(of lines: [ReportLine]) -> Int {
        let widths = lines.filter { !$0.isBlock }.map { Paint.width(of: $0.start) }.filter { $0 <= 90 }
        return max((widths.max() ?? 0) + 2, 58)
    }
}

extension DecisionReport {
    func line(named name: String, in language: Language, paint: Paint) -> ReportLine {
        let read = reads.map { "\($0.name) = \($0.shown)" }.joined(separator: ", ")
        switch state {
        case .decided:
            var detail = read
            if let because { detail += (detail.isEmpty ? "" : "  ") + "「\(DiagnosticRenderer.visible(because))」" }
            return ReportLine(name: name, value: shown, detail: detail, place: by.first ?? "")
        case .conflict:
            let cases = zip(outcomes, by).map { "\($0) (\($1))" }.joined(separator: " · ")
            return ReportLine(
                name: name, value: paint.red(ReportWords.state(state)[language]),
                detail: "\(ReportWords.casesDiffer[language]): \(cases)" + (read.isEmpty ? "" : "  (\(read))"), place: "")
        case .undetermined, .noCase:
            let reason =
                state == .noCase
                ? ReportWords.noCaseHolds[language] + (read.isEmpty ? "" : ": \(read)") : ReportWords.waits(for: waiting, in: language)
            return ReportLine(name: name, value: paint.yellow(ReportWords.state(state)[language]), detail: reason, place: by.first ?? "")
        }
    }
}

extension CheckReport {
    /// At most this many rows of one check are listed on a sheet; the rest is counted.
    static let maximumRows = 20
    /// More columns of a row's key are cut.
    static let maximumLabel = 40

    func lines(nameWidth: Int, in language: Language, paint: Paint) -> [String] {
        var lines: [String] = []
        for item in items.prefix(Self.maximumRows) {
            let mark =
                item.state == .undetermined ? paint.yellow("?") : isWarning ? paint.yellow("!") : paint.red("✗")
            let state = item.state == .undetermined ? ReportWords.state(.undetermined)[language] + " " : ""
            lines.append("  \(mark) " + DisplayWidth.padded(name, to: nameWidth) + "  " + Self.text(of: item, state, in: language))
        }
        if items.count > Self.maximumRows {
            lines.append(
                "    " + DisplayWidth.padded("", to: nameWidth) + "  " + ReportWords.moreRows(items.count - Self.maximumRows)[language])
        }
        return lines
    }

    /// `[1101] 116 ≠ 117  02-10.txt:72`; of what is undetermined what it waits for.
    static func text(of item: Item, _ state: String = "", in language: Language) -> String {
        let row = item.row.map { "[\(DisplayWidth.truncated($0, to: maximumLabel))] " } ?? ""
        if item.state == .undetermined { return row + state + ReportWords.waits(for: item.waiting, in: language) }
        return row + DiagnosticRenderer.visible(item.message) + (item.at.isEmpty ? "" : "  " + DiagnosticRenderer.visible(places(item.at)))
    }

    /// `02-10.txt:72, :73`, `projects.csv!D2, C2`: the document is named once.
    static func places(_ places: [String]) -> String {
        var shown: [String] = []
        var document = Substring()
        for place in places.prefix(places.count <= 4 ? 4 : 3) {
            let mark = place.lastIndex { $0 == ":" || $0 == "!" }
            let end = mark ?? place.startIndex
            let isSame = end != place.startIndex && place[..<end] == document
            shown.append(isSame ? String(place[end...].drop { $0 == "!" }) : place)
            document = place[..<end]
        }
        return shown.joined(separator: ", ") + (places.count > 4 ? ", … (\(places.count))" : "")
    }
}

extension FindingReport {
    func line(in language: Language, paint: Paint) -> String {
        let word = ReportWords.severity(severity)[language]
        let painted = severity == .error ? paint.red(word) : severity == .warning ? paint.yellow(word) : word
        return "  \(painted)  " + (at.isEmpty ? "" : "\(DiagnosticRenderer.visible(at))  ")
            + "\(DiagnosticRenderer.visible(message[language]))  [\(code.rawValue)]"
    }
}
