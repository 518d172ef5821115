public import Kijun
public import KijunSyntax

/// The notes on decisions under what a change did: a line for each, with the cases that it is about.
public struct EffectNotes {
    /// More notes than these are counted.
    private static let maximumNotes = 3

    /// By rule, indented to stand under its line.
    public private(set) var lines: [RuleID: [String]] = [:]

    /// - Parameters:
    ///   - program: the rules after the change.
    ///   - caseNumber: by which number a session knows a case of a rule, where it does.
    ///   - command: how a session is given a command, by its English name and what stands behind it: `:削除 判定 2`.
    public init(
        _ change: AnalysisChange, in program: CheckedProgram, language: Language, width: Int = 80,
        caseNumber: (RuleID, Span) -> Int?,
        command: (_ name: String, _ argument: String) -> String = { $1.isEmpty ? ":\($0)" : ":\($0) \($1)" }
    ) {
        var count = 0
        var last: RuleID?
        for note in change.notes {
            let isGood =
                switch note.kind {
                case .isComplete, .isFreeOfConflict: true
                default: false
                }
            if !isGood {
                count += 1
                guard count <= Self.maximumNotes else { continue }
                last = note.rule
            }
            let word = isGood ? "" : Wording(ja: "注意: ", en: "note: ")[language]
            var told = ["  " + word + DiagnosticRenderer.visible(note.text[language])]
            let numbers = note.cases.map { caseNumber(note.rule, $0) }
            for (span, number) in zip(note.cases, numbers) {
                let place = number.map { Wording(ja: "\($0) 番  ", en: "case \($0)  ")[language] } ?? ""
                let words = DifferenceReporter.line(program.sources.text(of: span))
                told.append("    " + DisplayWidth.truncated(place + words, to: max(width, 60) - 4))
            }
            if let number = numbers.first ?? nil,
                let hint = Self.hint(note, command("drop", "\(NameText.of(program.rules[note.rule], in: program, language)) \(number)"))
            {
                told.append("    " + hint[language])
            }
            lines[note.rule, default: []] += told
        }
        if count > Self.maximumNotes, let last {
            let rest = count - Self.maximumNotes
            lines[last, default: []].append(
                "  "
                    + Wording(
                        ja: "注意はほかに \(rest) 件（\(command("check", "")) がすべてを示します）",
                        en: "\(rest) more note\(rest == 1 ? "" : "s") (\(command("check", "")) tells all)")[language])
        }
    }

    /// What to type; nil where no one thing is likely.
    private static func hint(_ note: AnalysisChange.Note, _ command: String) -> Wording? {
        switch note.kind {
        case .conflict where note.hasOlderCase:
            return Wording(ja: "前からある場合をやめるには \(command)", en: "to drop the one that was there before: \(command)")
        case .neverDecides: return Wording(ja: "この場合をやめるには \(command)", en: "to drop it: \(command)")
        default: return nil
        }
    }
}
