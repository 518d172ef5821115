import Foundation
import Kijun
import KijunSyntax
import TestSupport
import Testing

/// Programs made by chance, evaluated twice: over whole columns, and by a walk over the tree.
@Suite struct `Two evaluators agree` {
    private struct Made {
        let source: String
        let program: Program
        let sheets: [SheetInput]

        var rules: Substring { source.dropFirst(ProgramGenerator.formLength) }

        /// The sheets with the fields that the rules name.
        var shownSheets: String {
            sheets.enumerated().map { number, sheet in
                "sheet \(number): "
                    + zip(program.checked.schema.fields, sheet.record.values).map { "\($0.name) = \(Agreement.text($1))" }
                    .joined(separator: ", ")
            }.joined(separator: "\n")
        }

        init(seed: UInt64, sheets count: Int = 3) {
            var generator = ProgramGenerator(seed: seed)
            source = generator.program()
            program = Program(source)
            let schema = program.checked.schema
            sheets = (0..<count).map { number in
                SheetInput(record: generator.record(for: schema), document: DocumentInfo(name: "\(number)", pages: [], style: .line))
            }
        }
    }

    /// `KIJUN_PROGRAMS` sets how many programs are made for each part.
    private static let count = ProcessInfo.processInfo.environment["KIJUN_PROGRAMS"].flatMap { Int($0) } ?? 250

    @Test(arguments: 0..<8)
    func `on programs made by chance`(_ part: Int) {
        var run = 0
        for seed in (part * Self.count)..<((part + 1) * Self.count) {
            let made = Made(seed: UInt64(seed))
            guard made.program.isRunnable else { continue }
            run += 1
            let found = Agreement.disagreements(made.program.checked, made.sheets)
            if !found.isEmpty {
                Issue.record("seed \(seed)\n\(made.rules)\n\(found.prefix(3).joined(separator: "\n"))\n\(made.shownSheets)")
            }
        }
        #expect(run > Self.count * 9 / 10, "too few of the programs are without an error: \(run) of \(Self.count)")
    }

    @Test func `fusion and folding change no result and no reason`() {
        for seed in 0..<Self.count {
            let made = Made(seed: UInt64(seed))
            guard made.program.isRunnable else { continue }
            let found = Agreement.differencesByFusion(made.program.checked, made.sheets)
            if !found.isEmpty {
                Issue.record("seed \(seed)\n\(made.rules)\n\(found.prefix(3).joined(separator: "\n"))\n\(made.shownSheets)")
            }
        }
    }

    /// Values, states, messages and reasons; of rules that are asked for by themselves, too.
    @Test(arguments: 0..<4)
    func `a sheet has the same results in any batch as alone`(_ part: Int) {
        for seed in (part * Self.count)..<((part + 1) * Self.count) {
            let made = Made(seed: UInt64(seed), sheets: 7)
            guard made.program.isRunnable else { continue }
            let found = Agreement.differencesInBatch(made.program.checked, made.sheets, seed: UInt64(seed))
            if !found.isEmpty { Issue.record("seed \(seed)\n\(made.rules)\n\(found.joined(separator: "\n"))\n\(made.shownSheets)") }
        }
    }
}
