import KijunSyntax

/// What stands behind `:why`, taken apart: `judge not a 02-10`, 「判定 a でない 02-10」.
struct WhyQuestion {
    /// The outcome that it is not; nil where none is asked for.
    let outcome: String?
    /// What is left: a name, a sheet, rows.
    let words: [String]

    /// Words of a sentence that name nothing.
    private static let fillers = ["が", "は", "の", "判定", "判定が", "判定は", "decision"]

    /// Longer ones first.
    private static let endings = ["ではないのか", "でないのか", "ではないか", "でないか", "ではない", "じゃない", "にならない", "でない"]

    /// - Parameter isName: whether a word names something: a decision may be called 判定.
    init(_ argument: String, isName: (String) -> Bool = { _ in false }) {
        var words = Self.words(of: argument)
        // Further behind `not` belongs to an expression.
        if let not = words.prefix(2).firstIndex(of: "not"), words.indices.contains(not + 1) {
            outcome = words[not + 1]
            words.removeSubrange(not...(not + 1))
        } else if let (index, ending) = Self.ending(in: words) {
            let stem = String(words[index].dropLast(ending.count))
            if !stem.isEmpty {
                outcome = stem
                words.remove(at: index)
            } else if index > 0 {
                outcome = words[index - 1]
                words.removeSubrange((index - 1)...index)
            } else {
                outcome = nil
            }
        } else {
            outcome = nil
        }
        self.words = outcome == nil ? words : words.filter { isName($0) || !Self.fillers.contains($0) }
    }

    private static func ending(in words: [String]) -> (Int, String)? {
        for (index, word) in words.enumerated() {
            // 「が空欄でない」 is a condition.
            if let ending = endings.first(where: word.hasSuffix), !word.hasSuffix("空欄でない") { return (index, ending) }
        }
        return nil
    }

    /// NFKC, a row 「＃２」 too.
    static func words(of text: String) -> [String] { Session.words(of: text).map { nfkc($0) } }
}
