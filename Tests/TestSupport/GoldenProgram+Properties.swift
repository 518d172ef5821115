import Kijun
import KijunSyntax

extension GoldenProgram {
    /// What the two evaluators disagree about, and what a batch changes; empty for a program with errors.
    public func disagreements() -> [String] {
        let (program, diagnostics, sheets) = load()
        guard !diagnostics.contains(where: { $0.severity == .error }) else { return [] }
        let found = Agreement.disagreements(program, sheets)
        return text.contains("sheets") || text.contains("全調書") ? found : found + Agreement.differencesInBatch(program, sheets + sheets)
    }

    /// Parses, checks and evaluates the source with one word left out or written twice, for a number of words.
    ///
    /// - Returns: how many of the changed programs were without an error.
    public func runChanged(times: Int, seed: UInt64) -> Int {
        var random = SeededRandom(seed: seed)
        let words = text.split(omittingEmptySubsequences: false) { $0 == " " || $0 == "\n" }
        var runnable = 0
        for _ in 0..<times {
            let place = random.below(words.count)
            let word = words[place]
            let before = text[..<word.startIndex]
            let changed = random.oneIn(2) ? before + text[word.endIndex...] : before + word + " " + text[word.startIndex...]
            let (program, diagnostics, sheets) = load(with: String(changed))
            if diagnostics.contains(where: { $0.severity == .error }) { continue }
            runnable += 1
            let evaluation = Evaluation(program, SheetSet(sheets, schema: program.schema))
            for id in program.rules.indices {
                for sheet in sheets.indices {
                    for row in evaluation.rows(of: id, sheet: sheet) {
                        _ = (evaluation.value(of: id, row: row), evaluation.decision(id, row: row), evaluation.check(id, row: row))
                    }
                }
            }
        }
        return runnable
    }
}
