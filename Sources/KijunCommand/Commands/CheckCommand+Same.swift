import Kijun
import KijunSheets
import KijunSyntax

/// `kijun check --same OLD NEW [NAME…]`: whether decisions agree on every input.
extension CheckCommand {
    func compare(on console: Console) -> ExitStatus {
        let files = paths.filter { $0.hasSuffix(".kijun") }
        let names = paths.filter { !$0.hasSuffix(".kijun") }
        guard files.count == 2 else {
            console.tell([.twoRuleFiles])
            return .wrong
        }
        guard let old = checked(files[0], on: console), let new = checked(files[1], on: console) else { return .wrong }
        let evaluation = (old: decisions(of: old.program), new: decisions(of: new.program))
        var pairs: [(name: String, old: RuleID, new: RuleID)] = []
        if names.isEmpty {
            for id in evaluation.old {
                let rule = old.program.rules[id]
                guard let other = evaluation.new.first(where: { new.program.rules[$0].path == rule.path }) else { continue }
                pairs.append((rule.path, id, other))
            }
            guard !pairs.isEmpty else {
                console.tell([.nothingInCommon])
                return .wrong
            }
        }
        for name in names {
            guard let first = old.program.decision(named: name), let second = new.program.decision(named: name) else {
                console.tell([
                    .noSuchDecision(name, inOld: old.program.decision(named: name) != nil, inNew: new.program.decision(named: name) != nil)
                ])
                return .wrong
            }
            pairs.append((name, first, second))
        }
        console.writeLine(Wording(ja: "旧 \(files[0]) → 新 \(files[1])", en: "old \(files[0]) → new \(files[1])")[console.language])
        var counts = (same: 0, different: 0, open: 0)
        for pair in pairs {
            guard let comparison = DecisionComparison(pair.old, in: old.program, pair.new, in: new.program) else {
                console.tell([.noSuchDecision(pair.name, inOld: true, inNew: true)])
                return .wrong
            }
            let span = new.program.rules[pair.new].span
            switch comparison.verdict {
            case .same:
                counts.same += 1
                console.writeLine(
                    Wording(ja: "\(pair.name): どんな入力でも同じ結果になります", en: "\(pair.name): the same on every input")[console.language])
            case .different(let example, let before, let after):
                counts.different += 1
                let texts = (
                    old: outcome(before, old.program.rules[pair.old].type, old, console.language),
                    new: outcome(after, new.program.rules[pair.new].type, new, console.language)
                )
                console.write(new.render([.differs(pair.name, example, old: texts.old, new: texts.new, at: span)], for: console))
            case .notProven(let reason):
                counts.open += 1
                console.write(new.render([.notProvenSame(pair.name, reason, at: span)], for: console))
            }
        }
        console.writeLine("")
        console.writeLine(Self.summary(counts)[console.language])
        if names.isEmpty {
            for line in Self.notCompared(old.program, new.program, pairs) { console.writeLine(line[console.language]) }
        }
        return counts.same == pairs.count ? .done : .failed
    }

    private func checked(_ path: String, on console: Console) -> Rules? {
        guard let files = RuleFiles.load([path], on: console) else { return nil }
        let rules = files.checked()
        guard rules.hasErrors else { return rules }
        console.tell(rules.render(rules.diagnostics.filter { $0.severity == .error }, for: console))
        return nil
    }

    private func decisions(of program: CheckedProgram) -> [RuleID] {
        program.rules.indices.filter { if case .decision = program.rules[$0].body { true } else { false } }
    }

    /// How a decision came out, in a few words.
    private func outcome(_ result: DecisionResult, _ type: Type, _ rules: Rules, _ language: Language) -> String {
        switch result.state {
        case .decided: ValueText(program: rules.program, language: language).line(result.value, as: type)
        case .undetermined: Wording(ja: "未定", en: "undetermined")[language]
        case .conflict: Wording(ja: "競合", en: "conflict")[language]
        case .noCase: Wording(ja: "該当なし", en: "no case")[language]
        }
    }

    /// What the comparison leaves out: decisions of one file only, definitions and checks.
    private static func notCompared(_ old: CheckedProgram, _ new: CheckedProgram, _ pairs: [(name: String, old: RuleID, new: RuleID)])
        -> [Wording]
    {
        var lines: [Wording] = []
        func names(_ program: CheckedProgram, except compared: [RuleID]) -> [String] {
            program.rules.indices.filter { if case .decision = program.rules[$0].body { !compared.contains($0) } else { false } }.map {
                program.rules[$0].path
            }
        }
        let (gone, added) = (names(old, except: pairs.map(\.old)), names(new, except: pairs.map(\.new)))
        if !gone.isEmpty {
            lines.append(
                Wording(
                    ja: "旧だけにある判定: \(gone.joined(separator: "、"))", en: "decisions of the old rules only: \(gone.joined(separator: ", "))"))
        }
        if !added.isEmpty {
            lines.append(
                Wording(
                    ja: "新だけにある判定: \(added.joined(separator: "、"))", en: "decisions of the new rules only: \(added.joined(separator: ", "))"
                ))
        }
        let others = [old, new].contains { $0.rules.contains { if case .decision = $0.body { false } else { true } } }
        if others {
            lines.append(
                Wording(
                    ja: "定義と検査は比べていません（判定が読む定義の違いは、判定の違いとして現れます）",
                    en: "definitions and checks are not compared (a definition that a decision reads shows in the decision)"))
        }
        return lines
    }

    private static func summary(_ counts: (same: Int, different: Int, open: Int)) -> Wording {
        let total = counts.same + counts.different + counts.open
        var ja = ["同じ \(counts.same)"]
        var en = ["\(counts.same) the same"]
        if counts.different > 0 { (ja, en) = (ja + ["違う \(counts.different)"], en + ["\(counts.different) different"]) }
        if counts.open > 0 { (ja, en) = (ja + ["証明できない \(counts.open)"], en + ["\(counts.open) not proved"]) }
        return Wording(
            ja: "判定 \(total) 件: " + ja.joined(separator: " · "),
            en: "\(total) decision\(total == 1 ? "" : "s"): " + en.joined(separator: " · "))
    }
}

extension CheckedProgram {
    /// The decision of a name or alias, with its table: `indicators.grade`.
    fileprivate func decision(named name: String) -> RuleID? {
        let name = nfkc(name)
        return rules.firstIndex { rule in
            guard case .decision = rule.body else { return false }
            return rule.path == name || rule.aliases.contains { (rule.table.isEmpty ? $0 : "\(rule.table).\($0)") == name }
        }
    }
}

extension Diagnostic {
    fileprivate static func differs(_ name: String, _ example: [Wording], old: String, new: String, at span: Span) -> Diagnostic {
        let values = Wording(joining: example)
        return Diagnostic(
            .differs, .warning, at: span,
            example.isEmpty
                ? Wording(ja: "\(name): 旧は \(old)、新は \(new) です", en: "\(name): \(old) in the old rules, \(new) in the new")
                : Wording(
                    ja: "\(name): \(values.ja)とき、旧は \(old)、新は \(new) です",
                    en: "\(name): for \(values.en) it is \(old) in the old rules, \(new) in the new"))
    }

    fileprivate static func notProvenSame(_ name: String, _ reason: DecisionComparison.Reason, at span: Span) -> Diagnostic {
        let message: Wording
        switch reason {
        case .unseen(let values) where values.isEmpty:
            message = Wording(
                ja: "\(name): 同じだとは証明できず、違う例も見つかりませんでした", en: "\(name): not proved to be the same, and no difference was found")
        case .unseen(let values):
            message = Wording(
                ja: "\(name): 同じだとは証明できず、違う例も見つかりませんでした。違うとすれば \(Wording(joining: values).ja)ときです",
                en:
                    "\(name): not proved to be the same, and no difference was found; if they differ, then for \(Wording(joining: values).en)"
            )
        case .tooManyCombinations:
            message = Wording(
                ja: "\(name): 組合せが多すぎて、同じだとは証明できませんでした。違う例は見つかりませんでした",
                en: "\(name): too many combinations to prove that they are the same; no difference was found")
        case .otherFields(let field):
            message = Wording(
                ja: "\(name): 項目「\(field)」の種類が旧と新で違うので、比べられません",
                en: "\(name): the field “\(field)” is of another type in the new rules, so that they cannot be compared")
        }
        return Diagnostic(.notProvenSame, .warning, at: span, message)
    }

    fileprivate static var twoRuleFiles: Diagnostic {
        Diagnostic(
            .noRules, at: .none,
            Wording(
                ja: "--same には規則のファイル（.kijun）を旧、新の順に二つ指定してください",
                en: "--same takes two rule files (.kijun), the old and the new"))
    }

    fileprivate static var nothingInCommon: Diagnostic {
        Diagnostic(
            .unknownOnly, at: .none,
            Wording(ja: "どちらの規則にもある判定がありません", en: "there is no decision that both files have"))
    }

    fileprivate static func noSuchDecision(_ name: String, inOld: Bool, inNew: Bool) -> Diagnostic {
        let message =
            switch (inOld, inNew) {
            case (true, true):
                Wording(
                    ja: "判定「\(name)」は、旧と新で別の表のものなので比べられません",
                    en: "the decision \"\(name)\" is on different tables in the two files")
            case (true, false): Wording(ja: "「\(name)」という判定が、新の規則にありません", en: "there is no decision \"\(name)\" in the new rules")
            case (false, true): Wording(ja: "「\(name)」という判定が、旧の規則にありません", en: "there is no decision \"\(name)\" in the old rules")
            case (false, false):
                Wording(ja: "「\(name)」という判定が、旧の規則にも新の規則にもありません", en: "there is no decision \"\(name)\" in either file")
            }
        return Diagnostic(.unknownOnly, at: .none, message)
    }
}
