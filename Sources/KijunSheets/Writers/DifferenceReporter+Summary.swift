import Kijun
import KijunSyntax

extension DifferenceReporter {
    /// `106 sheets · 3 decisions: 5 moved · 33 checks: 2 newly failing · 4 values changed`, or that nothing moved.
    public var summary: String {
        let sheets = difference.sheets.count
        let compared = difference.decisions.filter(\.isCompared)
        let checks = difference.checks.filter(\.isCompared)
        if isEmpty {
            let ja = "調書 \(sheets) 件 · 判定 \(compared.count) 件 · 検査 \(checks.count) 件: 動いたものはありません"
            let en =
                "\(Self.count(sheets, "sheet")) · \(Self.count(compared.count, "decision")) · \(Self.count(checks.count, "check")): nothing moved"
            return Wording(ja: ja + unreadableText.ja, en: en + unreadableText.en)[language]
        }
        let moved = compared.map(\.moved.count).reduce(0, +)
        var ja = ["調書 \(sheets) 件", "判定 \(compared.count) 件" + (moved > 0 ? ": 移動 \(moved) 件" : "")]
        var en = [Self.count(sheets, "sheet"), Self.count(compared.count, "decision") + (moved > 0 ? ": \(moved) moved" : "")]
        var (checksJa, checksEn): ([String], [String]) = ([], [])
        for outcome in [RuleOutcome.decided(.yesno(false)), .undetermined, .decided(.yesno(true)), .absent] {
            for isWarning in [false, true] where !isWarning || outcome == .decided(.yesno(false)) {
                let isCounted = { (check: OutcomeDifference) in
                    outcome != .decided(.yesno(false)) || self.isWarning(check.pair) == isWarning
                }
                let count = checks.filter(isCounted).map { $0.moved.count { $0.new == outcome } }.reduce(0, +)
                guard count > 0 else { continue }
                let words = Self.newly(outcome, isWarning: isWarning)
                checksJa.append("\(words.ja) \(count) 件")
                checksEn.append("\(count) \(words.en)")
            }
        }
        ja.append("検査 \(checks.count) 件" + (checksJa.isEmpty ? "" : ": " + checksJa.joined(separator: "、")))
        en.append(Self.count(checks.count, "check") + (checksEn.isEmpty ? "" : ": " + checksEn.joined(separator: ", ")))
        let changed = difference.values.count { !$0.changed.isEmpty }
        if changed > 0 {
            ja.append("変わった値 \(changed) 件")
            en.append("\(Self.count(changed, "value")) changed")
        }
        let oneSided = (difference.decisions + difference.checks).count { !$0.isCompared } + difference.values.count { !$0.isCompared }
        if oneSided > 0 {
            ja.append("片方だけの規則 \(oneSided) 件")
            en.append("\(Self.count(oneSided, "rule")) on one side")
        }
        let unpaired = onlyOld.count + onlyNew.count
        if unpaired > 0 {
            ja.append("片方だけで読めた調書 \(unpaired) 件")
            en.append("\(Self.count(unpaired, "sheet")) read on one side")
        }
        return Wording(ja: ja.joined(separator: " · ") + unreadableText.ja, en: en.joined(separator: " · ") + unreadableText.en)[language]
    }

    private var unreadableText: Wording {
        guard unreadable > 0 else { return Wording("") }
        return Wording(ja: " · 読めない文書 \(unreadable) 件", en: " · \(Self.count(unreadable, "document")) unreadable")
    }

    private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
}
