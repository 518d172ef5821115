/// The candidates nearest to a misspelt word, best first: those that differ in at most a third of their characters.
///
/// A swap of two neighbouring characters counts as one difference, and so does a difference of case alone, which counts
/// for less than any other.
public func suggestions(for word: String, among candidates: some Sequence<String>, limit: Int = 3) -> [String] {
    let wanted = Array(nfkc(word).prefix(100))
    let folded = wanted.map { $0.lowercased() }
    let stem = withoutOkurigana(String(wanted))
    var found: [(word: String, distance: Int)] = []
    for candidate in candidates where candidate != word {
        if let stem, stem == withoutOkurigana(String(candidate.prefix(100))) {
            found.append((candidate, 1))
            continue
        }
        let characters = Array(candidate.prefix(100))
        let longest = max(wanted.count, characters.count)
        let allowed = longest <= 2 ? 1 : max(1, longest / 3)
        guard abs(wanted.count - characters.count) <= allowed else { continue }
        let distance = editDistance(folded, characters.map { $0.lowercased() })
        // A word of one or two characters has to share at least one of them.
        guard distance <= allowed, distance < longest else { continue }
        let isCaseOnly = distance == 0 && characters != wanted
        found.append((candidate, isCaseOnly ? 0 : distance * 2))
    }
    found.sort { ($0.distance, $0.word) < ($1.distance, $1.word) }
    var seen: Set<String> = []
    return found.map(\.word).filter { seen.insert($0).inserted }.prefix(limit).map(\.self)
}

/// A name as one may write it with fewer kana: 取り組み数 and 取組数, 受け付け and 受付 are the same words. nil where too little
/// is left to tell words apart by.
private func withoutOkurigana(_ name: String) -> String? {
    let rest = String(String.UnicodeScalarView(name.unicodeScalars.filter { !(0x3041...0x3096).contains($0.value) }))
    let kanji = rest.unicodeScalars.count { (0x4E00...0x9FFF).contains($0.value) }
    return kanji >= 2 ? rest : nil
}

/// The one candidate that a misspelt word most likely means.
public func nearest(_ word: String, among candidates: some Sequence<String>) -> String? {
    suggestions(for: word, among: candidates, limit: 1).first
}

/// The name that was most likely meant: the nearest, else the shortest that has the word as a part, as 総合 in 総合評価.
public func likeliest(_ word: String, among names: some Collection<String>) -> String? {
    if let found = nearest(word, among: names) { return found }
    let part = nfkc(word).lowercased()
    guard part.count >= 2 else { return nil }
    return names.filter { nfkc($0).lowercased().contains(part) }.min { ($0.count, $0) < ($1.count, $1) }
}

/// Insertions, deletions, replacements and swaps of neighbours from one list of characters to the other.
private func editDistance(_ a: [String], _ b: [String]) -> Int {
    if a == b { return 0 }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        row.reserveCapacity(b.count + 1)
        for j in b.indices {
            var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
            row.append(best)
        }
        beforeLast = last
        last = row
    }
    return last[b.count]
}
