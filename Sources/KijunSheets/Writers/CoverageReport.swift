public import Kijun
public import KijunSyntax

/// What the tests reached of a program, and what not.
public struct CoverageReport: Sendable {
    /// Something that no test reached.
    public struct Missed: Sendable {
        public let kind: Coverage.Item.Kind
        /// The decision, check or definition: `judge`, `indicators.grade`; empty for a branch in a function.
        public let rule: String
        /// `rules.kijun:12`
        public let at: String
        /// The case, or the condition of the branch, as written.
        public let text: String
    }

    public let reached: Int
    public let total: Int
    /// In the order of the text.
    public let missed: [Missed]
    let language: Language

    public init(_ coverage: Coverage, in program: CheckedProgram, language: Language) {
        self.language = language
        total = coverage.items.count
        reached = coverage.reached.count
        missed = coverage.items.enumerated().filter { !coverage.reached.contains($0.offset) }.map { _, item in
            let span: Span =
                switch item.kind {
                case .then, .else: item.condition
                default: item.span
                }
            let text = DisplayWidth.truncated(TestReport.oneLine(program.sources.text(of: span)), to: 80)
            return Missed(
                kind: item.kind, rule: item.rule.map { program.rules[$0].path } ?? "",
                at: program.sources.place(of: item.span)?.short ?? "", text: text)
        }
    }

    /// `12 件のうち 11 件を通った（91.6%…）`
    var share: String {
        let share = Self.share(reached, of: total)
        guard language == .ja, let bracket = share.firstIndex(of: "(") else { return share }
        return "\(total) 件のうち \(reached) 件を通った（\(share[share.index(after: bracket)...].dropLast())）"
    }

    /// `11/12 (91.6%…)`: cut, never rounded up, so that 100% is all.
    public static func share(_ reached: Int, of total: Int) -> String {
        guard total > 0, let share = Number(reached).divided(by: Number(total)) else { return "\(reached)/\(total)" }
        let hundredfold = share.shifted(powerOfTen: 2) ?? share
        if let exact = hundredfold.rounded(places: 2, .down), exact == hundredfold {
            return "\(reached)/\(total) (\(exact.plainText)%)"
        }
        let cut = hundredfold.rounded(places: 1, .down) ?? hundredfold
        return "\(reached)/\(total) (\(cut.plainText)%…)"
    }

    public func text() -> String {
        let title = Wording(ja: "網羅", en: "coverage")[language]
        guard total > 0 else {
            return "\(title) " + Wording(ja: "場合も検査もありません", en: "no cases and no checks")[language] + "\n"
        }
        var text = "\(title) \(share)\n"
        guard !missed.isEmpty else { return text }
        text += "  " + Wording(ja: "どのテストも通っていないもの:", en: "not reached by any test:")[language] + "\n"
        var rows = missed.map { item in
            [item.at, item.rule, Self.words(of: item.kind)[language], item.kind == .passed || item.kind == .failed ? "" : item.text]
        }
        // A check that never passed and never failed has one line.
        for index in missed.indices.dropLast().reversed() where missed[index].kind == .passed && missed[index + 1].kind == .failed {
            guard missed[index].rule == missed[index + 1].rule else { continue }
            rows[index][2] = Wording(ja: "検査（適合も不適合もない）", en: "check, passing and failing")[language]
            rows.remove(at: index + 1)
        }
        let widths = (0..<3).map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        for row in rows {
            let cells = row.enumerated().map { column, cell in column < 3 ? DisplayWidth.padded(cell, to: widths[column]) : cell }
            let line = "  " + cells.joined(separator: "  ")
            text += line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.endIndex)] + "\n"
        }
        return text
    }

    private static func words(of kind: Coverage.Item.Kind) -> Wording {
        switch kind {
        case .case: Wording(ja: "場合", en: "case")
        case .exception: Wording(ja: "例外の場合", en: "exception")
        case .otherwise: Wording(ja: "それ以外", en: "otherwise")
        case .then: Wording(ja: "もし が成り立つとき", en: "if, where it holds")
        case .else: Wording(ja: "もし が成り立たないとき", en: "if, where it does not hold")
        case .passed: Wording(ja: "検査の適合", en: "check passing")
        case .failed: Wording(ja: "検査の不適合", en: "check failing")
        }
    }

    func write(to json: inout JSONText) {
        json.object { json in
            json.name("reached")
            json.literal("\(reached)")
            json.name("total")
            json.literal("\(total)")
            json.name("missed")
            json.array { json in
                for item in missed {
                    json.object { json in
                        for (name, text) in [
                            ("kind", item.kind.rawValue), ("rule", item.rule), ("at", item.at), ("text", item.text),
                        ] {
                            json.name(name)
                            json.string(text)
                        }
                    }
                }
            }
        }
    }
}
