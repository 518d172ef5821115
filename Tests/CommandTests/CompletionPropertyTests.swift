import Kijun
import KijunSyntax
import TestSupport
import Testing

@testable import KijunCommand

/// Completion at many places of every rule file that stands in a case, an example or a page.
@Suite struct `Completion anywhere` {
    private static let programs: [GoldenProgram] =
        ["Tests/Golden", "examples", "Documentation"].flatMap { folder in
            ((try? GoldenCase.all(below: folder)) ?? []).flatMap { (try? $0.programs()) ?? [] }
        }.filter { $0.name != nil }

    private func scope(_ program: GoldenProgram) -> CompletionScope {
        let (checked, _, sheets) = program.load()
        return CompletionScope(
            program: checked, sheets: SheetSet(sheets, schema: checked.schema), loaded: { [("1", "一")] }, overridden: [],
            commands: SessionCommand.all, entries: { _ in [] }, language: .ja, trees: [])
    }

    @Test(arguments: programs)
    func `what is replaced lies in the text around the cursor, and what is offered can be read there`(_ program: GoldenProgram) {
        let scope = scope(program)
        let scalars = Array(program.text.unicodeScalars.prefix(2000))
        // Another place in every file, so that all kinds are met.
        for cursor in stride(from: scalars.count % 71, through: scalars.count, by: 71) {
            for text in [scalars, Array(scalars[..<cursor]), Array(":set ".unicodeScalars) + scalars[..<cursor]] {
                let string = Self.string(text)
                let place = text.count == scalars.count ? cursor : text.count
                let found = scope.completion(of: string, at: place)
                #expect(found.replaced.lowerBound <= place && found.replaced.upperBound >= place && found.replaced.upperBound <= text.count)
                #expect(Set(found.candidates.map(\.text)).count == found.candidates.count)
            }
        }
        for cursor in stride(from: scalars.count % 197, through: scalars.count, by: 197) {
            let before = scalars[..<cursor]
            let found = scope.completion(of: Self.string(before), at: cursor)
            guard found.replaced.isEmpty, before.last?.properties.isWhitespace == true else { continue }
            let known = errors(Self.string(before) + "x", before: before)
            for candidate in found.candidates.prefix(60) {
                let new = errors(Self.string(before) + candidate.text, before: before).subtracting(known)
                #expect(new.isEmpty, "\(Self.string(before.suffix(40)))⟨\(candidate.text)⟩ \(new)")
            }
        }
    }

    private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    /// What the parser says of the text before a place.
    private func errors(_ text: String, before: ArraySlice<Unicode.Scalar>) -> Set<String> {
        var sources = SourceMap()
        let source = sources.add(name: "r", bytes: Array(text.utf8))
        let end = source.base + UInt32(Self.string(before).utf8.count)
        return Set(Parser.parse(source).diagnostics.filter { $0.span.start < end }.map { "\($0.code.rawValue) \($0.span.start)" })
    }
}
