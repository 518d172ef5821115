import Kijun
import KijunSyntax

/// The words for what a change did.
enum EffectWords {
    static func change(_ change: RuleChanges.Change, isSameKind: Bool) -> Wording {
        let (pair, added, removed) = (change.pair, change.addedCases, change.removedCases)
        func cases(_ count: Int) -> String { "\(count) case\(count == 1 ? "" : "s")" }
        if pair.new == nil { return Wording(ja: "なくなりました", en: "gone") }
        guard isSameKind else { return Wording(ja: "書き換え", en: "rewritten") }
        switch pair.kind {
        case .decision:
            // A case that went while another came is one case that says something else.
            let changed = min(added, removed)
            var (ja, en): ([String], [String]) = ([], [])
            if changed > 0 { (ja, en) = (["\(changed) 件書き換え"], ["changed \(cases(changed))"]) }
            if added > changed { (ja, en) = (ja + ["\(added - changed) 件追加"], en + ["added \(cases(added - changed))"]) }
            if removed > changed { (ja, en) = (ja + ["\(removed - changed) 件削除"], en + ["dropped \(cases(removed - changed))"]) }
            guard !ja.isEmpty else { return Wording(ja: "書き換え", en: "rewritten") }
            return Wording(ja: "場合を " + ja.joined(separator: "、"), en: en.joined(separator: ", "))
        case .check: return pair.old == nil ? Wording(ja: "検査を追加", en: "added a check") : Wording(ja: "検査を書き換え", en: "changed the check")
        case .definition: return pair.old == nil ? Wording(ja: "定義を追加", en: "defined") : Wording(ja: "定義を書き換え", en: "redefined")
        }
    }

    static func definitions(_ count: Int) -> Wording {
        Wording(ja: "定義 \(count) 件", en: "\(count) definition\(count == 1 ? "" : "s")")
    }

    static func passing(_ count: Int) -> Wording {
        Wording(ja: "すべて適合の検査 \(count) 件", en: "\(count) check\(count == 1 ? "" : "s") that all pass")
    }

    /// Rules that came out otherwise and are not told one by one.
    static func further(_ count: Int) -> Wording {
        Wording(ja: "ほか \(count) 件の規則でも結果が変わりました", en: "\(count) more rule\(count == 1 ? "" : "s") came out otherwise")
    }

    static func unmoved(isOfRows: Bool) -> Wording {
        isOfRows
            ? Wording(ja: "結果が変わった行はありません", en: "no row came out otherwise")
            : Wording(ja: "結果が変わった調書はありません", en: "no sheet came out otherwise")
    }

    static let unchanged = Wording(ja: "変わりません", en: "unchanged")

    /// Behind a list of names.
    static func more(_ count: Int) -> Wording { Wording(ja: " ほか \(count) 件", en: " and \(count) more") }

    static func ways(_ count: Int) -> Wording { Wording(ja: "ほか \(count) 通り", en: "\(count) other outcomes") }

    /// Moves that are not told one by one.
    static func moves(_ ways: Int, _ count: String) -> Wording {
        Wording(ja: "ほかの変わり方 \(ways) 通り \(count)", en: "\(count) in \(ways) other ways")
    }

    static func rows(_ count: Int) -> Wording { Wording(ja: "\(count) 行", en: "\(count) row\(count == 1 ? "" : "s")") }

    static func counted(_ count: Int, isOfRows: Bool) -> Wording { Wording(ja: "\(count) \(isOfRows ? "行" : "件")", en: "\(count)") }
}
