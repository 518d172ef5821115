internal import Kijun
internal import KijunSyntax

extension ColumnInspection {
    /// More documents, cells and findings than these are counted, not listed.
    static let listedSources = 10
    static let listedCells = 20

    /// - Parameters:
    ///   - rules: the rule files of the command line, for the line that says what to do next; empty without any.
    public func text(rules: [String]) -> String {
        var text = sourcesText()
        text += formlessText() + identifyText() + "\n" + table()
        text += misfitsText() + findingsText() + unreadText() + nextText(rules)
        return text
    }

    private func says(_ ja: String, _ en: String) -> String { language == .ja ? ja : en }

    // MARK: What was read

    private func sourcesText() -> String {
        var text = ""
        for source in sources.prefix(Self.listedSources) {
            text += DiagnosticRenderer.visible(source.name) + "  " + source.description
            if let form { text += "  " + says("様式 \(form)", "form \(form)") }
            if let heading = headingText(source) { text += "  " + heading }
            text += "  " + sheets(source.sheets) + "\n"
        }
        if sources.count > Self.listedSources {
            let more = sources.count - Self.listedSources
            text +=
                says("… ほか \(more) ファイル", "… and \(more) more file\(more == 1 ? "" : "s")") + "  "
                + says("全部で\(sheets(sheetCount))", "\(sheets(sheetCount)) in all") + "\n"
        }
        return text
    }

    private func sheets(_ count: Int) -> String {
        let number = Number(count).shown()
        return says("調書 \(number) 件", "\(number) sheet\(count == 1 ? "" : "s")")
    }

    /// `見出し 3行目`, of several worksheets with their names.
    private func headingText(_ source: Source) -> String? {
        guard !source.headings.isEmpty else { return nil }
        func rows(_ rows: ClosedRange<Int>) -> String {
            rows.count == 1
                ? says("\(rows.lowerBound)行目", "row \(rows.lowerBound)")
                : says("\(rows.lowerBound)～\(rows.upperBound)行目", "rows \(rows.lowerBound)–\(rows.upperBound)")
        }
        let shown = source.headings.prefix(3).map { heading in
            source.headings.count == 1 ? rows(heading.rows) : "\(heading.page) \(rows(heading.rows))"
        }
        return says("見出し ", "heading ") + shown.joined(separator: ", ") + (source.headings.count > 3 ? ", …" : "")
    }

    private func identifyText() -> String {
        guard !identify.isEmpty else {
            return says("調書を見分ける項目: なし（どの列も空欄か同じ値があります）", "told apart by: nothing (every column has blanks or equal values)") + "\n"
        }
        return says("調書を見分ける項目: ", "told apart by: ") + identify.joined(separator: ", ") + "\n"
    }

    private func formlessText() -> String {
        guard let formless else { return "" }
        let name = DiagnosticRenderer.visible(formless)
        return says(
            "\(name): 一行が一つの調書の表ではないようです。様式を書いて --form で指定してください（書き方は Documentation/Forms.md）。",
            "\(name): this seems to be no table of which each row is a sheet. Write a form and name it with --form (see Documentation/Forms.md)."
        )
            + "\n"
    }

    // MARK: The table of columns

    private static let widest = (name: 26, heading: 24, type: 18)

    private func table() -> String {
        var titles = [says("項目", "field"), says("見出し", "heading"), says("型", "type"), says("値", "filled"), says("空欄", "blank")]
        titles += [says("不適合", "misfits"), says("例", "examples")]
        var rows = [titles]
        for column in columns {
            let name = String(repeating: "  ", count: column.depth) + (column.path.split(separator: ".").last.map(String.init) ?? "")
            rows.append([
                DisplayWidth.truncated(name, to: Self.widest.name),
                DisplayWidth.truncated(DiagnosticRenderer.visible(column.heading), to: Self.widest.heading),
                DisplayWidth.truncated(column.type.formText[language], to: Self.widest.type),
                Number(column.filled).shown(), Number(column.blank).shown(), column.misfits == 0 ? "" : Number(column.misfits).shown(),
                examples(of: column),
            ])
        }
        let shown = titles.indices.filter { index in
            // Columns that say nothing would only make the lines longer.
            index != 1 && index != 5 || rows.dropFirst().contains { !$0[index].isEmpty }
        }
        let widths = titles.indices.map { index in rows.map { DisplayWidth.of($0[index]) }.max() ?? 0 }
        var text = ""
        for row in rows {
            let cells = shown.map { index in
                let space = String(repeating: " ", count: widths[index] - DisplayWidth.of(row[index]))
                if (3...5).contains(index) { return space + row[index] }
                return index == titles.count - 1 ? row[index] : row[index] + space
            }
            text += ("  " + cells.joined(separator: "  ")).droppingSpacesAtEnd + "\n"
        }
        return text
    }

    private func examples(of column: Column) -> String {
        if case .table = column.type { return says("（行）", "(rows)") }
        var shown: [String] = []
        var width = 0
        for value in column.examples {
            let text = DisplayWidth.truncated(values.line(value, as: column.exampleType.withoutUnit), to: 20)
            width += DisplayWidth.of(text) + 2
            if !shown.isEmpty, width > 28 { break }
            shown.append(text)
        }
        return shown.joined(separator: ", ")
    }

    // MARK: What is to be looked at

    private func misfitsText() -> String {
        guard !misfits.isEmpty else { return "" }
        let count = misfits.count
        var text = "\n"
        text += says(
            "型に合わない値: \(count) か所（不明として扱い、0 にはしません）", "do not fit the type: \(count) cell\(count == 1 ? "" : "s") (unknown, never 0)")
        text += "\n"
        let listed = misfits.prefix(Self.listedCells)
        let places = listed.map { DisplayWidth.of($0.place) }.max() ?? 0
        let fields = listed.map { DisplayWidth.of(shortened($0.field)) }.max() ?? 0
        for misfit in listed {
            let shown = misfit.text.isEmpty ? misfit.finding.message[language] : misfit.text
            text += "  " + DisplayWidth.padded(misfit.place, to: places) + "  " + DisplayWidth.padded(shortened(misfit.field), to: fields)
            text += "  " + DisplayWidth.truncated(DiagnosticRenderer.visible(shown), to: 50) + "\n"
        }
        return text + more(count - listed.count)
    }

    private func shortened(_ name: String) -> String { DisplayWidth.truncated(name, to: Self.widest.name) }

    private func more(_ count: Int) -> String { count > 0 ? says("  … ほか \(count) か所\n", "  … and \(count) more\n") : "" }

    /// Of each kind the first, warnings before notes: of thousands of rows each may have the same.
    private func findingsText() -> String {
        var text = ""
        for isNote in [false, true] {
            let group = kinds.filter { (findings[$0.first].severity == .note) == isNote }
            if text.isEmpty, !group.isEmpty { text += "\n" }
            for kind in group.prefix(Self.listedCells) {
                text += findings[kind.first].line(in: language, paint: Paint(isOn: false))
                text += kind.count > 1 ? says("  同様 ほか \(kind.count - 1) か所\n", "  and \(kind.count - 1) more like it\n") : "\n"
            }
            text += more(group.count - Self.listedCells)
        }
        return text
    }

    private func unreadText() -> String {
        guard !unread.isEmpty else { return "" }
        var text =
            "\n" + says("どの項目も読まなかったところ: \(unread.count) か所", "read by no field: \(unread.count) cell\(unread.count == 1 ? "" : "s")")
            + "\n"
        for cell in unread.prefix(Self.listedCells) {
            text += "  \(cell.place)  \(DisplayWidth.truncated(DiagnosticRenderer.visible(cell.text), to: 60))\n"
        }
        return text + more(unread.count - Self.listedCells)
    }

    private func nextText(_ rules: [String]) -> String {
        // The names above are of no use then.
        if formless != nil { return "" }
        let paths = sources.prefix(2).map(\.name).joined(separator: " ") + (sources.count > 2 ? " …" : "")
        let file = rules.first ?? says("規則.kijun", "rules.kijun")
        return "\n" + says("規則では上の項目名を使えます: ", "rules use these field names: ") + "kijun run \(file) \(DiagnosticRenderer.visible(paths))\n"
    }
}

extension Type {
    /// The column's type says the unit once for all its examples.
    fileprivate var withoutUnit: Type {
        if case .number(let number) = self { .number(NumberType(isPercent: number.isPercent)) } else { self }
    }
}

extension String {
    var droppingSpacesAtEnd: String {
        guard let last = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[...last])
    }
}
