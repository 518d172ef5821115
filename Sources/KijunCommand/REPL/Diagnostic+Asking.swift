import KijunSyntax

/// What is wrong with a question of a session.
extension Diagnostic {
    /// - Parameter outcome: the outcome that was asked for, if one was.
    static func whyWhat(decisions: [String], outcome: String?) -> Diagnostic {
        let name = decisions.first
        let behind = outcome.map { (ja: " \(shown($0)) でない", en: " not \(shown($0))") } ?? (ja: "", en: "")
        let list = decisions.prefix(8)
        return Diagnostic(
            .unclearQuestion, at: .none,
            decisions.isEmpty
                ? Wording(ja: "何を説明するのか分かりません。判定はまだありません", en: "explain what? There is no decision yet")
                : Wording(
                    ja: "何を説明するのか分かりません。判定は \(list.joined(separator: "、")) です",
                    en: "explain what? The decisions are \(list.joined(separator: ", "))"),
            hint: name.map {
                Wording(ja: "名前を書いてください: :なぜ \($0)\(behind.ja)", en: "name it: :why \($0)\(behind.en)")
            } ?? Wording(ja: "名前か式を書いてください: :なぜ 名前", en: "write a name or an expression: :why NAME"))
    }

    static let nothingToExplain = Diagnostic(
        .noSheets, at: .none, Wording(ja: "調書がまだありません", en: "there are no sheets yet"),
        hint: Wording(ja: ":読込 で調書を読み込んでください", en: ":load reads them"))

    static func unknownOutcomeInSession(
        _ outcome: String, of name: String, _ problem: ExplainedOutcome.Problem
    ) -> Diagnostic {
        guard case .notADecision(let decisions) = problem else { return .unknownOutcome(outcome, of: name, problem) }
        let list = decisions.prefix(8)
        return Diagnostic(
            .unknownOutcome, at: .none,
            Wording(
                ja: "「\(shown(name))」は判定ではないので、「\(shown(outcome))」でない理由は尋ねられません",
                en: "“\(shown(name))” is no decision: why it is not “\(shown(outcome))” cannot be asked"),
            hint: list.isEmpty
                ? Wording(ja: "名前だけを書いてください: :なぜ \(shown(name))", en: "write just the name: :why \(shown(name))")
                : Wording(
                    ja: "もとになる判定について尋ねてください: \(list.joined(separator: "、"))",
                    en: "ask about the decisions that it rests on: \(list.joined(separator: ", "))"))
    }
}

extension Diagnostic {
    static func unknownTopic(_ topic: String, near: [String]) -> Diagnostic {
        Diagnostic(
            .unclearQuestion, at: .none,
            Wording(
                ja: "「\(shown(topic))」という名前・関数・言葉・命令・番号はありません",
                en: "“\(shown(topic))” is no name, function, word, command or code"),
            hint: near.isEmpty
                ? Wording(ja: ":ヘルプ だけで命令の一覧を示します", en: ":help alone lists the commands")
                : Wording(
                    ja: "もしかして \(near.prefix(3).joined(separator: "、")) ?", en: "did you mean \(near.prefix(3).joined(separator: " or "))?")
        )
    }
}
