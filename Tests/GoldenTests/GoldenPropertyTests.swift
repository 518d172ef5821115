import TestSupport
import Testing

/// Properties of every rule file and expression that stands in a case, an example or a page.
@Suite struct `Golden programs` {
    private static let all: [GoldenProgram] =
        ["Tests/Golden", "examples", "Documentation"].flatMap { folder in
            ((try? GoldenCase.all(below: folder)) ?? []).flatMap { (try? $0.programs()) ?? [] }
        }

    @Test func `there are programs`() { #expect(Self.all.count > 10) }

    @Test(arguments: all)
    func `two evaluators agree`(on program: GoldenProgram) {
        let found = program.disagreements()
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test(arguments: all)
    func `fusion and folding change no result and no reason`(of program: GoldenProgram) {
        let found = program.differencesByFusion()
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test(arguments: all)
    func `the canonical layout changes no result and loses no comment`(of program: GoldenProgram) {
        let changes = program.changesByLayout()
        #expect(changes.isEmpty, "\(changes.joined(separator: "\n"))")
    }

    @Test(arguments: all)
    func `a word more or less never ends the program`(_ program: GoldenProgram) {
        _ = program.runChanged(times: program.text.utf8.count > 5_000 ? 4 : 12, seed: UInt64(program.text.utf8.count))
    }

    @Test(arguments: all)
    func `a store gives the sheets back as they were read`(of program: GoldenProgram) throws {
        let found = try program.differencesInStore()
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }
}
