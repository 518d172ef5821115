public import KijunSyntax

extension DecisionAnalysis {
    /// What was found as messages: warnings where an example shows it, notes where it is only possible.
    public func diagnostics(in program: CheckedProgram) -> [Diagnostic] {
        var told = diagnosticsByFinding(in: program).compactMap(\.self)
        if further.gaps > 0 || further.conflicts > 0, let last = told.last {
            told[told.count - 1] = last.followed(by: further)
        }
        return told
    }

    /// The message of each of ``findings``.
    func diagnosticsByFinding(in program: CheckedProgram) -> [Diagnostic?] {
        guard case .decision(let decision) = program.rules[rule].body else { return [] }
        let name = program.rules[rule].path
        let cases = decision.exceptions + decision.cases
        return findings.map { finding in
            switch finding.kind {
            case .gap:
                return .gap(name, finding, lines: lines(finding, name, decision, program), at: program.rules[rule].span)
            case .conflict(let first, let second): return .conflict(name, finding, cases[first], cases[second])
            case .neverDecides(let index, let neverHolds):
                return .neverDecides(
                    name, neverHolds: neverHolds, isException: index < decision.exceptions.count, decision.policy, at: cases[index].span)
            case .otherwiseNeverReached: return decision.otherwise.map { .otherwiseNeverReached(name, at: $0.span) }
            case .notCovered: return .notCovered(name, questions: questions, at: program.rules[rule].span)
            }
        }
    }

    /// The missing line, ready to paste.
    private func lines(_ finding: Finding, _ name: String, _ decision: Decision, _ program: CheckedProgram) -> String? {
        guard let condition = finding.condition else { return nil }
        let arrow = decision.cases.contains { program.sources.text(of: $0.span).contains("→") } ? "→" : "->"
        return decision.policy == .first ? "  \(condition) \(arrow) …" : "\(name): \(condition) \(arrow) …"
    }
}

extension Diagnostic {
    static func gap(_ name: String, _ finding: DecisionAnalysis.Finding, lines: String?, at span: Span) -> Diagnostic {
        let range = Wording(joining: finding.range)
        var message: Wording
        if finding.range.isEmpty {
            message = Wording(ja: "\(name): どの場合にも該当しないことがあります", en: "\(name): no case applies")
        } else if finding.isCertain {
            message = Wording(ja: "\(name): \(range.ja)場合がありません", en: "\(name): no case for \(range.en)").with(finding)
        } else {
            message =
                Wording(
                    ja: "\(name): \(range.ja)場合がないかもしれません", en: "\(name): possibly no case for \(range.en)"
                ).uncertain
        }
        if let lines {
            message = Wording(
                ja: message.ja + "\nこの行を加えて、… に結果を書きます:\n\(lines)", en: message.en + "\nadd this line, with the outcome for …:\n\(lines)")
        } else if finding.isTooLong {
            message = Wording(ja: message.ja + "\n加える行は、長くなるので示しません", en: message.en + "\nthe line to add would be too long to show")
        } else if !finding.range.isEmpty {
            message = Wording(
                ja: message.ja + "\n加える行は、一つの条件では書けないので示しません", en: message.en + "\nthe line to add cannot be written as one condition")
        }
        return Diagnostic(.gap, finding.isCertain ? .warning : .note, at: span, message)
    }

    static func conflict(
        _ name: String, _ finding: DecisionAnalysis.Finding, _ first: Decision.Case, _ second: Decision.Case
    ) -> Diagnostic {
        let range = Wording(joining: finding.range)
        let message: Wording
        if finding.range.isEmpty {
            message = Wording(ja: "\(name): 結果の違う二つの場合が、いつも競合します", en: "\(name): two cases are always in conflict")
        } else if finding.isCertain {
            message = Wording(
                ja: "\(name): \(range.ja)とき、結果の違う二つの場合が競合します", en: "\(name): two cases are in conflict for \(range.en)"
            ).with(finding)
        } else {
            message =
                Wording(
                    ja: "\(name): \(range.ja)とき、結果の違う二つの場合が競合するかもしれません",
                    en: "\(name): two cases are possibly in conflict for \(range.en)"
                ).uncertain
        }
        return Diagnostic(
            .caseConflict, finding.isCertain ? .warning : .note, at: first.span, message,
            hint: Wording(
                ja: "どちらかの条件をせばめるか、例外（except）か先勝ち（first）で、どちらが先かを決めます",
                en: "narrow one of them, or say by except or first which goes before"),
            labels: [Label(second.span, Wording(ja: "もう一方の場合", en: "the other case"))])
    }

    static func neverDecides(
        _ name: String, neverHolds: Bool, isException: Bool, _ policy: Decision.HitPolicy, at span: Span
    ) -> Diagnostic {
        let message =
            neverHolds
            ? Wording(ja: "\(name): この場合の条件は、成り立つことがありません", en: "\(name): the condition of this case never holds")
            : Wording(
                ja: "\(name): この場合が結果を決めることはありません。成り立つときは、いつも先の場合が決めます",
                en: "\(name): this case never decides: whenever it holds, one before it decides")
        return Diagnostic(
            .neverDecides, .warning, at: span, message,
            hint: Wording(ja: "条件を直すか、この行を消します", en: "correct the condition, or delete the line"))
    }

    static func otherwiseNeverReached(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .otherwiseNeverReached, .warning, at: span,
            Wording(
                ja: "\(name): ほかの場合だけですべてに結果があり、それ以外（otherwise）に当たることはありません",
                en: "\(name): otherwise is never reached: the other cases have an outcome for everything"),
            hint: Wording(
                ja: "空欄のときも「未定」になり、ここには来ません。空欄の場合を書くか、この行を消します",
                en: "a blank does not come here either, it leaves the decision undetermined: write a case for it, or delete the line"))
    }

    static func notCovered(_ name: String, questions: Int, at span: Span) -> Diagnostic {
        Diagnostic(
            .notCovered, .note, at: span,
            Wording(
                ja: "\(name): 組合せが多すぎて、抜けや競合がないかを最後まで調べられませんでした（見分ける条件は \(questions) 個）",
                en: "\(name): too many combinations to look for gaps and conflicts in all of them (\(questions) different conditions)"),
            hint: Wording(ja: "判定をいくつかに分けると調べられます", en: "split the decision into several"))
    }

    /// The same with a line about how many more there are.
    fileprivate func followed(by further: (gaps: Int, conflicts: Int)) -> Diagnostic {
        var (ja, en) = (message.ja, message.en)
        func more(_ count: Int, _ word: String) -> String { "and \(count) more \(word)\(count == 1 ? "" : "s")" }
        if further.gaps > 0 { (ja, en) = (ja + "\nほかにも抜けが \(further.gaps) 件あります", en + "\n" + more(further.gaps, "gap")) }
        if further.conflicts > 0 {
            (ja, en) = (ja + "\nほかにも競合が \(further.conflicts) 件あります", en + "\n" + more(further.conflicts, "conflict"))
        }
        return Diagnostic(code, severity, at: span, Wording(ja: ja, en: en), hint: hint, labels: labels)
    }
}

extension Wording {
    /// Values in a row; the Japanese ends so that 場合 or とき can follow.
    public init(joining values: [Wording]) {
        let joined = values.map(\.ja).joined(separator: "、")
        let link: String
        if ["ない", "ある", "超える", "成り立つ"].contains(where: joined.hasSuffix) {
            link = ""
        } else {
            let ends = ["以外", "以上", "以下", "未満", "以前", "以後", "より前", "より後", "空欄", "文字列", "）"]
            link = ends.contains(where: joined.hasSuffix) ? "の" : " の"
        }
        self.init(ja: joined + link, en: values.map(\.en).joined(separator: ", "))
    }

    /// With values out of the range, and what stands on the sheet that has them.
    func with(_ finding: DecisionAnalysis.Finding) -> Wording {
        let values = Wording(ja: finding.example.map(\.ja).joined(separator: "、"), en: finding.example.map(\.en).joined(separator: ", "))
        guard finding.sheetValues.isEmpty else {
            return Wording(
                ja: ja + "\n例: " + finding.sheetValues.map(\.ja).joined(separator: "、") + "（ほかは空欄）"
                    + (values.ja.isEmpty ? "" : "では \(values.ja)"),
                en: en + "\nfor example " + finding.sheetValues.map(\.en).joined(separator: ", ") + ", all else blank"
                    + (values.en.isEmpty ? "" : ": \(values.en)"))
        }
        if let range = finding.range.first, let value = finding.example.first, finding.range.count == 1, finding.example.count == 1,
            !range.en.contains("("), let sign = value.en.firstRange(of: " = "), range.en.contains(value.en[..<sign.lowerBound])
        {
            // The name stands in the range.
            let text = value.en[sign.upperBound...]
            return Wording(ja: ja + "（例: \(text == "\"\"" ? "空欄" : text)）", en: en + " (for example \(text))")
        }
        return values.en.isEmpty ? self : Wording(ja: ja + "（例: \(values.ja)）", en: en + " (for example \(values.en))")
    }

    /// With a line that says why it is not certain.
    fileprivate var uncertain: Wording {
        Wording(
            ja: ja + "\n計算で決まる値どうしの関係は調べきれないため、断定できません",
            en: en + "\nhow values that are computed hang together cannot be looked through, so that this is not certain")
    }
}
