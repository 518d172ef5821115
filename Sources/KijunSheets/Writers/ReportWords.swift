import Kijun
public import KijunSyntax

/// The words that the text and table formats share.
enum ReportWords {
    static func state(_ state: DecisionResult.State) -> Wording {
        switch state {
        case .decided: Wording(ja: "決定", en: "decided")
        case .undetermined: Wording(ja: "未定", en: "undetermined")
        case .conflict: Wording(ja: "競合", en: "conflict")
        case .noCase: Wording(ja: "該当なし", en: "no case")
        }
    }

    static func checkState(_ state: CheckResult.State) -> Wording {
        switch state {
        case .passed: Wording(ja: "適合", en: "passed")
        case .failed: Wording(ja: "不適合", en: "failed")
        case .undetermined: Wording(ja: "未定", en: "undetermined")
        }
    }

    static let noCaseHolds = Wording(ja: "どの場合にも当たりません", en: "no case holds")
    static let casesDiffer = Wording(ja: "当てはまる場合の結果が違います", en: "cases that hold differ")

    static func waits(for waiting: [WaitingReport], in language: Language) -> String {
        let text = list(waiting, in: language)
        return text.isEmpty || language == .ja ? text : "waits: \(text)"
    }

    /// The first few of what a result waits for.
    static func list(_ waiting: [WaitingReport], in language: Language) -> String {
        let shown = waiting.prefix(3).map { $0.text(in: language) }
        var text = shown.joined(separator: language == .ja ? "、" : ", ")
        if waiting.count > 3 { text += language == .ja ? " ほか \(waiting.count - 3) か所" : " and \(waiting.count - 3) more" }
        return DiagnosticRenderer.visible(text)
    }

    static func moreRows(_ count: Int) -> Wording { Wording(ja: "ほか \(count) 行", en: count == 1 ? "1 more row" : "\(count) more rows") }

    static func more(_ count: Int) -> Wording { Wording(ja: "ほか \(count) 件", en: "\(count) more") }

    /// Behind the first of several findings of one code.
    static func moreAlike(_ count: Int) -> Wording { Wording(ja: "同様 ほか \(count) 件", en: "\(count) more like it") }

    static let inspectShowsAll = Wording(ja: "kijun inspect がすべてを示します。", en: "kijun inspect shows all of them.")

    static func severity(_ severity: Finding.Severity) -> Wording {
        switch severity {
        case .note: Wording(ja: "参考", en: "note")
        case .warning: Wording(ja: "注意", en: "warning")
        case .error: Wording(ja: "エラー", en: "error")
        }
    }
}

/// What a whole run comes to: counted sheet by sheet, printed as its last line.
public struct RunSummary: Sendable {
    public var sheets = 0
    public var decided = 0
    public var undecided = 0
    public var passed = 0
    public var failed = 0
    public var undetermined = 0
    public var warned = 0
    public var findings = 0
    public var unreadable = 0

    public init() {}

    /// Every decision is decided and no check failed or could not be told.
    public var isClean: Bool { undecided == 0 && failed == 0 && undetermined == 0 }

    public mutating func add(_ report: SheetReport) {
        sheets += 1
        addResults(of: report)
        findings += report.findings.count
    }

    /// What other sheets come to.
    public mutating func add(_ other: RunSummary) {
        sheets += other.sheets
        decided += other.decided
        undecided += other.undecided
        passed += other.passed
        failed += other.failed
        undetermined += other.undetermined
        warned += other.warned
        findings += other.findings
        unreadable += other.unreadable
    }

    /// Decisions and checks alone, for what is computed once over all sheets.
    public mutating func addResults(of report: SheetReport) {
        for decision in report.decisions + report.tables.flatMap(\.decisions).flatMap(\.rows) {
            if decision.state == .decided { decided += 1 } else { undecided += 1 }
        }
        for check in report.checks {
            switch check.state {
            case .passed: passed += 1
            case .failed: if check.isWarning { warned += 1 } else { failed += 1 }
            case .undetermined: undetermined += 1
            }
        }
    }

    /// `1 sheet · 2 decisions · 3 checks passed, 1 failed`
    public func text(in language: Language) -> String {
        language == .ja ? japanese : english
    }

    private var japanese: String {
        var parts = ["調書 \(sheets) 件", "判定 \(decided + undecided) 件" + (undecided > 0 ? "（うち決まらないもの \(undecided) 件）" : "")]
        var checks = ["適合 \(passed) 件"]
        if failed > 0 { checks.append("不適合 \(failed) 件") }
        if undetermined > 0 { checks.append("未定 \(undetermined) 件") }
        if warned > 0 { checks.append("注意 \(warned) 件") }
        parts.append("検査 " + checks.joined(separator: "、"))
        if findings > 0 { parts.append("読み取りの知らせ \(findings) 件") }
        if unreadable > 0 { parts.append("読めない文書 \(unreadable) 件") }
        return parts.joined(separator: " · ")
    }

    private var english: String {
        func count(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }
        var parts = [count(sheets, "sheet", "sheets")]
        parts.append(count(decided + undecided, "decision", "decisions") + (undecided > 0 ? " (\(undecided) not decided)" : ""))
        var checks = [count(passed, "check", "checks") + " passed"]
        if failed > 0 { checks.append("\(failed) failed") }
        if undetermined > 0 { checks.append("\(undetermined) undetermined") }
        if warned > 0 { checks.append(count(warned, "warning", "warnings")) }
        parts.append(checks.joined(separator: ", "))
        if findings > 0 { parts.append(count(findings, "finding", "findings")) }
        if unreadable > 0 { parts.append(count(unreadable, "document unreadable", "documents unreadable")) }
        return parts.joined(separator: " · ")
    }
}
