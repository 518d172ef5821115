import KijunSyntax

extension Explanation {
    /// An example as a page in a language shows it: of notes on rules (K09), which are rule text and no example of a wrong word,
    /// in Japanese the names and words are Japanese.
    func example(_ text: String, in language: Language) -> String {
        guard language == .ja, code.rawValue.hasPrefix("K09") else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(Self.japanese).joined(separator: "\n")
    }

    private static func japanese(_ line: Substring) -> String {
        let comment = line.firstIndex(of: "#") ?? line.endIndex
        var result = ""
        var word = ""
        for character in String(line[..<comment]).replacing("->", with: "→") + "\n" {
            if character.isLetter || character.isNumber || character == "_" {
                word.append(character)
                continue
            }
            result += words[word] ?? word
            word = ""
            result.append(character)
        }
        return String(result.dropLast()) + String(line[comment...])
    }

    private static let words = [
        "judge": "判定", "grade": "評価", "check": "検査", "param": "係数", "otherwise": "それ以外", "basis1": "基準1", "basis2_4": "基準2_4",
        "target": "目標値", "actual": "実績値", "rate": "達成率", "rank": "区分", "cost": "事業費", "projects": "事務事業",
        "fte_cost": "人件費単価", "any": "いずれか", "all": "すべて", "sum": "合計", "count": "件数",
    ]
}
