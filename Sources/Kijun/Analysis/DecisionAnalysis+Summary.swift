public import KijunSyntax

extension DecisionAnalysis {
    /// The lines that sum up what was proved of all decisions, and of which it was not and why; empty where there is none.
    ///
    /// - Parameter notes: what else is said of the rules, allowed or not: whether a blank leaves a decision undetermined.
    public static func summary(_ analyses: [DecisionAnalysis], in program: CheckedProgram, notes: [Diagnostic]) -> [Wording] {
        guard !analyses.isEmpty else { return [] }
        let proven = analyses.filter { $0.isComplete && $0.isFreeOfConflict }
        let total = analyses.count
        func decisions(_ count: Int) -> String { "\(count) decision\(count == 1 ? "" : "s")" }
        var lines: [Wording] = []
        if proven.isEmpty {
            lines.append(
                Wording(
                    ja: "判定 \(total) 件: 抜けも競合もないと言えるものはありません",
                    en: "\(decisions(total)): none is proved to be free of gaps and conflicts"))
        } else {
            lines.append(
                Wording(
                    ja: "判定 \(total) 件" + (proven.count == total ? "" : "のうち \(proven.count) 件") + ": すべての場合に結果があり、競合もありません",
                    en: (proven.count == total ? "" : "\(proven.count) of ")
                        + "\(decisions(total)): every case has an outcome, and none is in conflict"))
        }
        func add(_ wording: Wording, _ chosen: [DecisionAnalysis]) {
            let names = chosen.map { program.rules[$0.rule].path }
            guard !names.isEmpty else { return }
            let shown = names.prefix(Self.maximumNames)
            let further = names.count - shown.count
            lines.append(
                Wording(
                    ja: "  \(wording.ja): " + shown.joined(separator: "、") + (further > 0 ? "、ほか \(further) 件" : ""),
                    en: "  \(wording.en): " + shown.joined(separator: ", ") + (further > 0 ? " and \(further) more" : "")))
        }
        add(
            Wording(ja: "ただし空欄のときは未定", en: "undetermined where a value is blank"),
            proven.filter { analysis in notes.contains { $0.code == .possiblyBlank && program.rules[analysis.rule].holds($0.span) } })
        let others = analyses.filter { !($0.isComplete && $0.isFreeOfConflict) }
        add(Wording(ja: "抜けがある", en: "with gaps"), others.filter { $0.hasFound { if case .gap = $0 { true } else { false } } })
        add(Wording(ja: "競合がある", en: "with conflicts"), others.filter { $0.hasFound { if case .conflict = $0 { true } else { false } } })
        add(
            Wording(ja: "断定できない", en: "not certain"),
            others.filter { analysis in
                analysis.findings.contains { !$0.isCertain } && !analysis.findings.contains { $0.isCertain && $0.kind.isFault }
            })
        add(
            Wording(ja: "調べきれない", en: "not covered"),
            others.filter { $0.findings.contains { if case .notCovered = $0.kind { true } else { false } } })
        return lines
    }

    /// Of more decisions only their number is told.
    private static let maximumNames = 8

    private func hasFound(_ isWanted: (Finding.Kind) -> Bool) -> Bool { findings.contains { $0.isCertain && isWanted($0.kind) } }
}

extension DecisionAnalysis.Finding.Kind {
    /// A gap or a conflict.
    fileprivate var isFault: Bool {
        switch self {
        case .gap, .conflict: true
        case .neverDecides, .otherwiseNeverReached, .notCovered: false
        }
    }
}

extension Rule {
    /// One of its conditions or outcomes stands there.
    fileprivate func holds(_ span: Span) -> Bool {
        expressions.contains { $0.span.start <= span.start && span.end <= $0.span.end }
    }
}
