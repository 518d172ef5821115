import Kijun
import KijunSyntax

extension DifferenceReporter {
    /// `106 sheets · 3 decisions: 5 moved · 33 checks: 2 newly failing · 4 values changed`, or that nothing moved.
    public var summary: String {
        let sheets = difference.sheets.count
        let compared = difference.decisions.filter(\.isCompared)
        let checks = difference.checks.filter(\.isCompared)
        if isEmpty {
            let ja = "調書 \(sheets) 件 · 判定 \(compared.count) 件 · 検査 \(checks.count) 件: 変わるものはありません"
            let en =
                "\(Self.count(sheets, "sheet")) · \(Self.count(compared.count, "decision")) · \(Self.count(checks.count, "check")): nothing moved"
            return Wording(ja: ja + unreadableText.ja, en: en + unreadableText.en)[language]
        }
        let decisions = Self.changed(compared.count { !$0.moved.isEmpty }, of: compared.count, ja: "判定", en: "decision", verb: "moved")
        var ja = ["調書 \(sheets) 件", decisions.ja]
        var en = [Self.count(sheets, "sheet"), decisions.en]
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
        let values = difference.values.filter(\.isCompared)
        let changed = values.count { !$0.changed.isEmpty }
        if changed > 0 {
            let definitions = Self.changed(changed, of: values.count, ja: "定義", en: "definition", verb: "changed")
            ja.append(definitions.ja)
            en.append(definitions.en)
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
        return Wording(
            ja: ja.joined(separator: " · ") + unreadableText.ja + "\n" + changedSheets.ja,
            en: en.joined(separator: " · ") + unreadableText.en + "\n" + changedSheets.en)[language]
    }

    /// `判定 3 件のうち 1 件で変わる`
    private static func changed(_ count: Int, of total: Int, ja: String, en: String, verb: String) -> Wording {
        guard count > 0 else { return Wording(ja: "\(ja) \(total) 件", en: self.count(total, en)) }
        return Wording(ja: "\(ja) \(total) 件のうち \(count) 件で変わる", en: "\(count) of \(self.count(total, en)) \(verb)")
    }

    /// On how many sheets anything comes out otherwise, each counted once, and in how many rows of the decisions on rows.
    private var changedSheets: Wording {
        let (moved, alone, all) = (difference.sheetsWithMoves, difference.sheetsWithValuesAlone, difference.sheets.count)
        let rows = difference.decisions.filter { isOfRows($0.pair) }.map(\.moved.count).reduce(0, +)
        let ja =
            "結果が変わる調書 \(moved) 件（\(all) 件のうち）" + (rows > 0 ? "、行ごとの判定で変わる行 \(rows) 行" : "")
            + (alone > 0 ? "、値だけが変わる調書 \(alone) 件" : "")
        let en =
            "results change on \(moved) of \(Self.count(all, "sheet"))"
            + (rows > 0 ? ", in \(Self.count(rows, "row")) of decisions on rows" : "")
            + (alone > 0 ? ", values alone on \(alone)" : "")
        return Wording(ja: ja, en: en)
    }

    private var unreadableText: Wording {
        guard unreadable > 0 else { return Wording("") }
        return Wording(ja: " · 読めない文書 \(unreadable) 件", en: " · \(Self.count(unreadable, "document")) unreadable")
    }

    private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
}
