import Kijun
import KijunSheets
import KijunSyntax

/// The outcome of a decision that a command line names.
enum ExplainedOutcome {
    /// Why there is none of that name.
    enum Problem: Error {
        /// With the decisions that it rests on.
        case notADecision([String])
        /// With the outcomes that there are, as they are written.
        case unknown([String])
    }

    /// - Parameter text: the outcome as it is shown or written, in any width.
    static func find(_ text: String, of name: ExplainedName, in program: CheckedProgram) -> Result<Value, Problem> {
        guard case .rule(let id) = name.target, case .decision(let decision) = program.rules[id].body else {
            let rule: RuleID? = if case .rule(let id) = name.target { id } else { nil }
            return .failure(.notADecision(rule.map { decisions(below: $0, in: program) } ?? []))
        }
        let wanted = nfkc(text)
        let texts = ValueText(program: program, language: .en)
        var known: [String] = []
        var isOpen = false
        for item in decision.exceptions + decision.cases + [decision.otherwise].compactMap({ $0 }) {
            guard let value = literal(item.outcome) else {
                isOpen = true
                continue
            }
            let shown = texts.line(value, as: program.rules[id].type)
            let written = program.sources.text(of: item.outcome.span)
            if [shown, written, plain(value)].contains(where: { nfkc($0) == wanted }) { return .success(value) }
            if !known.contains(shown) { known.append(shown) }
        }
        // The outcome of a case may be computed: then only the sheet tells what it is.
        if isOpen {
            if case .number = program.rules[id].type, let number = Number(digits: wanted.filter { $0 != "," && $0 != "_" }) {
                return .success(.number(number))
            }
            return .success(.text(wanted))
        }
        return .failure(.unknown(known))
    }

    /// The nearest decisions that a rule reads, itself or through definitions.
    private static func decisions(below rule: RuleID, in program: CheckedProgram) -> [String] {
        var found: [String] = []
        var seen: Set<RuleID> = [rule]
        var rules = [rule]
        while let id = rules.popLast() {
            var open: [CheckedExpression] =
                switch program.rules[id].body {
                case .definition(let expression): [expression]
                case .check(let check): [check.condition]
                case .decision: []
                }
            while let expression = open.popLast() {
                open += expression.children
                let read: RuleID
                switch expression.kind {
                case .rule(let id), .column(_, .rule(let id)), .columnOfTable(_, .rule(let id)): read = id
                default: continue
                }
                guard seen.insert(read).inserted else { continue }
                if case .decision = program.rules[read].body { found.append(program.rules[read].path) } else { rules.append(read) }
            }
        }
        return found.sorted()
    }

    private static func literal(_ expression: CheckedExpression) -> Value? {
        switch expression.kind {
        case .text(let text): .text(text)
        case .number(let number): .number(number)
        case .year(let year): .year(year)
        case .yesno(let flag): .yesno(flag)
        default: nil
        }
    }

    private static func plain(_ value: Value) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): number.plainText
        default: ""
        }
    }
}

extension Diagnostic {
    static func unknownExplained(_ name: String, candidate: String?) -> Diagnostic {
        let isRules = name.hasSuffix(".kijun")
        return Diagnostic(
            .unknownOnly, at: .none,
            Wording(
                ja: "「\(shown(name))」という項目・定義・判定・検査・係数はありません",
                en: "no field, definition, decision, check or parameter is named “\(shown(name))”"),
            hint: isRules
                ? Wording(
                    ja: "名前を先に書いてください: kijun explain 名前 \(shown(name)) 調書…",
                    en: "the name comes first: kijun explain NAME \(shown(name)) SHEETS…")
                : candidate.map { Wording(ja: "もしかして \($0) ?", en: "did you mean \($0)?") })
    }

    static func unknownOutcome(_ outcome: String, of name: String, _ problem: ExplainedOutcome.Problem) -> Diagnostic {
        switch problem {
        case .notADecision(let decisions) where !decisions.isEmpty:
            Diagnostic(
                .unknownOutcome, at: .none,
                Wording(ja: "「\(shown(name))」は判定ではないので、--not は使えません", en: "“\(shown(name))” is no decision, so there is no --not"),
                hint: Wording(
                    ja: "もとになる判定について尋ねてください: \(decisions.prefix(8).joined(separator: "、"))",
                    en: "ask about the decisions that it rests on: \(decisions.prefix(8).joined(separator: ", "))"))
        case .notADecision:
            Diagnostic(
                .unknownOutcome, at: .none,
                Wording(ja: "「\(shown(name))」は判定ではないので、--not は使えません", en: "“\(shown(name))” is no decision, so there is no --not"),
                hint: Wording(ja: "--not を除いてください", en: "leave --not out"))
        case .unknown(let outcomes):
            Diagnostic(
                .unknownOutcome, at: .none,
                Wording(
                    ja: "判定「\(shown(name))」の結果に「\(shown(outcome))」はありません",
                    en: "the decision “\(shown(name))” has no outcome “\(shown(outcome))”"),
                hint: Wording(
                    ja: "結果は \(outcomes.prefix(20).joined(separator: "、")) です",
                    en: "its outcomes are \(outcomes.prefix(20).joined(separator: ", "))"))
        }
    }

    static func unknownSheet(_ code: String, near: [String]) -> Diagnostic {
        Diagnostic(
            .notAmongSheets, at: .none,
            Wording(ja: "「\(shown(code))」という調書は読み込まれていません", en: "no sheet “\(shown(code))” was read"),
            hint: near.isEmpty
                ? nil
                : Wording(ja: "近いもの: \(near.joined(separator: "、"))", en: "near: \(near.joined(separator: ", "))"))
    }

    /// - Parameter isTable: the rule stands on a table.
    static func unknownRow(_ row: String, of name: String, isTable: Bool, near: [String]) -> Diagnostic {
        guard isTable else {
            return Diagnostic(
                .notAmongSheets, at: .none,
                Wording(ja: "「\(shown(name))」は表の規則ではないので、--row は使えません", en: "“\(shown(name))” is no rule on a table, so there is no --row"),
                hint: Wording(ja: "--row を除いてください", en: "leave --row out"))
        }
        return Diagnostic(
            .notAmongSheets, at: .none, Wording(ja: "「\(shown(row))」という行はありません", en: "there is no row “\(shown(row))”"),
            hint: near.isEmpty
                ? Wording(ja: "行のキーか、#1 のように番号を書いてください", en: "name its key, or its number as in #1")
                : Wording(ja: "近いもの: \(near.joined(separator: "、"))", en: "near: \(near.joined(separator: ", "))"))
    }
}
