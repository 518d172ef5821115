internal import Kijun
internal import KijunSyntax

extension TestReport {
    /// Sheets of one test that are told in full.
    private static let maximumSheets = 3
    /// The columns of a line with what came out and what was expected.
    private static let widest = 90

    /// The tests that failed, each with what it expected, and the number of those that passed.
    ///
    /// - Parameter listsPassed: those too, with a line each.
    public func text(listsPassed: Bool, usesColour: Bool) -> String {
        let paint = Paint(isOn: usesColour)
        var text = ""
        for entry in tests {
            switch entry.state {
            case .passed: if listsPassed { text += "\(paint.green("✓")) \(heading(entry))\n" }
            case .failed: text += "\(paint.red("✗")) \(heading(entry))\n" + failures(of: entry)
            case .error:
                text += "\(paint.yellow("!")) \(heading(entry))\n"
                if let problem = entry.problem { text += "    \(DiagnosticRenderer.visible(problem[language]))\n" }
            }
        }
        return text + (text.isEmpty ? "" : "\n") + summary(in: language) + "\n"
    }

    private func heading(_ entry: Entry) -> String { "\(entry.at)  \(DiagnosticRenderer.visible(entry.title))" }

    private func failures(of entry: Entry) -> String {
        let failing = entry.sheets.filter { !$0.isPassed }
        var text = ""
        for sheet in failing.prefix(Self.maximumSheets) {
            if let name = sheet.name, entry.sheets.count > 1 { text += "    [\(DiagnosticRenderer.visible(name))]\n" }
            for expectation in sheet.expectations where expectation.state != .passed { text += lines(of: expectation) }
        }
        if failing.count > Self.maximumSheets {
            let more = failing.count - Self.maximumSheets
            text += "    " + Wording(ja: "ほかの調書 \(more) 件でも", en: "and on \(more) more \(more == 1 ? "sheet" : "sheets")")[language] + "\n"
        }
        return text
    }

    private func lines(of expectation: ExpectationEntry) -> String {
        let word = language == .ja ? "期待" : "expect"
        let head = "    \(word) "
        let space = String(repeating: " ", count: DisplayWidth.of(head))
        var lines: [String] = []
        for comparison in expectation.comparisons { lines += self.lines(of: comparison) }
        lines += expectation.notes + expectation.explanation
        return head + expectation.text + "\n" + lines.map { space + $0 + "\n" }.joined()
    }

    /// `結果 D / 期待 C`, on lines of their own where they are long; of a table the rows that differ.
    private func lines(of comparison: ComparisonEntry) -> [String] {
        var lines: [String] = []
        for row in comparison.rows {
            lines += pair(row.got, row.expected, difference: nil, before: DiagnosticRenderer.visible(row.name) + ": ")
            lines += row.explanation.map { "  " + $0 }
        }
        if comparison.moreRows > 0 { lines.append("… " + ReportWords.moreRows(comparison.moreRows)[language]) }
        guard comparison.rows.isEmpty, let got = comparison.sides.first else { return lines }
        return pair(got.shown, comparison.expected, difference: comparison.difference, before: "")
    }

    private func pair(_ got: String, _ expected: String?, difference: String?, before: String) -> [String] {
        var parts = [Wording(ja: "結果 ", en: "got ")[language] + got]
        if let expected { parts.append(Wording(ja: "期待 ", en: "expected ")[language] + expected) }
        if let difference { parts.append(Wording(ja: "差 ", en: "difference ")[language] + difference) }
        let line = before + parts.joined(separator: " / ")
        if DisplayWidth.of(line) <= Self.widest { return [line] }
        return before.isEmpty ? parts : [before] + parts.map { "  " + $0 }
    }

    // MARK: Summary

    struct Counts {
        var tests = 0
        var failedTests = 0
        var errors = 0
        var passed = 0
        var failed = 0
        var undetermined = 0
        var notComputed = 0
    }

    var counts: Counts {
        var counts = Counts()
        for entry in tests {
            counts.tests += 1
            if entry.state == .failed { counts.failedTests += 1 }
            if entry.state == .error { counts.errors += 1 }
            for expectation in entry.sheets.flatMap(\.expectations) {
                switch expectation.state {
                case .passed: counts.passed += 1
                case .failed: counts.failed += 1
                case .undetermined: counts.undetermined += 1
                case .error: counts.notComputed += 1
                }
            }
        }
        return counts
    }

    public var hasFailures: Bool { tests.contains { $0.state == .failed } }
    public var hasErrors: Bool { tests.contains { $0.state == .error } }

    /// `3 tests · 5 expectations passed, 1 failed`
    func summary(in language: Language) -> String {
        let counts = counts
        if language == .ja {
            var parts = ["期待どおり \(counts.passed) 件"]
            if counts.failed > 0 { parts.append("不合格 \(counts.failed) 件") }
            if counts.undetermined > 0 { parts.append("未定 \(counts.undetermined) 件") }
            if counts.notComputed > 0 { parts.append("計算できないもの \(counts.notComputed) 件") }
            let tests = "テスト \(counts.tests) 件" + (counts.failedTests > 0 ? "（不合格 \(counts.failedTests) 件）" : "")
            return tests + " · " + parts.joined(separator: "、") + (counts.errors > 0 ? " · 実行できないテスト \(counts.errors) 件" : "")
        }
        var parts = ["\(counts.passed) \(counts.passed == 1 ? "expectation" : "expectations") passed"]
        if counts.failed > 0 { parts.append("\(counts.failed) failed") }
        if counts.undetermined > 0 { parts.append("\(counts.undetermined) undetermined") }
        if counts.notComputed > 0 { parts.append("\(counts.notComputed) not computed") }
        let tests =
            "\(counts.tests) \(counts.tests == 1 ? "test" : "tests")" + (counts.failedTests > 0 ? " (\(counts.failedTests) failed)" : "")
        return tests + " · " + parts.joined(separator: ", ")
            + (counts.errors > 0 ? " · \(counts.errors) could not be run" : "")
    }
}
