import Kijun
import KijunSyntax

extension GoldenProgram {
    /// What the two evaluators disagree about, and what a batch changes; empty for a program with errors.
    public func disagreements() -> [String] {
        let (program, diagnostics, sheets) = load()
        guard !diagnostics.contains(where: { $0.severity == .error }) else { return [] }
        return Agreement.disagreements(program, sheets)
            + Agreement.differencesInBatch(program, sheets + sheets, seed: UInt64(text.utf8.count))
    }

    /// What fusion and folding change: nothing.
    public func differencesByFusion() -> [String] {
        let (program, diagnostics, sheets) = load()
        return diagnostics.contains { $0.severity == .error } ? [] : Agreement.differencesByFusion(program, sheets + sheets)
    }

    /// What the canonical layout changes, with the words as they are and in each language: nothing of the results, and no comment.
    public func changesByLayout() -> [String] {
        guard name != nil else { return [] }
        var sources = SourceMap()
        let parsed = Parser.parse(sources.add(name: "", bytes: Array(text.utf8)))
        let (program, diagnostics, sheets) = load()
        guard parsed.diagnostics.isEmpty, !diagnostics.contains(where: { $0.severity == .error }) else { return [] }
        let values = Self.values(of: program, sheets)
        let comments = Self.comments(of: parsed.tree, sources)
        var changes: [String] = []
        for words: Language? in [nil, .ja, .en] {
            let printed = Printer.text(of: parsed.tree, words: words)
            let again = Parser.parse(sources.add(name: "", bytes: Array(printed.utf8)))
            if Self.comments(of: again.tree, sources) != comments { changes.append("comments changed:\n\(printed)") }
            if Printer.text(of: again.tree, words: words) != printed { changes.append("printed anew it changes:\n\(printed)") }
            let (other, problems, _) = load(with: printed)
            if problems.map(\.code) != diagnostics.map(\.code) { changes.append("diagnostics changed: \(problems)\n\(printed)") }
            if problems.contains(where: { $0.severity == .error }) { continue }
            if Self.values(of: other, sheets) != values { changes.append("results changed:\n\(printed)") }
        }
        return changes
    }

    private static func values(of program: CheckedProgram, _ sheets: [SheetInput]) -> [[Value]] {
        let evaluation = Evaluation(program, SheetSet(sheets, schema: program.schema))
        return program.rules.indices.map { id in
            sheets.indices.flatMap { sheet in evaluation.rows(of: id, sheet: sheet).map { evaluation.value(of: id, row: $0) } }
        }
    }

    private static func comments(of tree: SyntaxTree, _ sources: SourceMap) -> [String] {
        tree.comments.map { String(sources.text(of: $0).drop { $0 == "#" || $0 == "＃" }) }.sorted()
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
