import Foundation
import Kijun
import KijunSheets
import KijunSyntax

/// What a session does between a new case and its effect, over sheets that are loaded already: every part by itself, and all together.
///
/// The sheets are a JSON Lines file that `SHEETS` in the environment names; the rules are `Benchmarks/session/rules.kijun`.
struct SessionBenchmarks {
    private let rules: [UInt8]
    private let schema: RecordSchema
    private let set: SheetSet

    private static let newCase = "judge except: basis1 == ○ && sum(projects.cost) > 1_000_000 -> a\n"

    /// - Parameter root: of the repository.
    static func run(_ root: URL) throws {
        guard let file = ProcessInfo.processInfo.environment["SHEETS"] else { return print("no SHEETS: the session is not measured") }
        let rules = [UInt8](try Data(contentsOf: root.appending(path: "Benchmarks/session/rules.kijun")))
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
        let start = ContinuousClock.now
        guard let document = try? DocumentLoader.read(bytes, name: file) else { return print("the sheets cannot be read") }
        var inference = SchemaInference()
        inference.add(document)
        let inferred = inference.finish()
        guard let program = checked(rules, inferred.schema) else { return }
        var builder = SheetSet.Builder(schema: inferred.schema)
        _ = DocumentLoader(program, inferred: inferred).load(document) { builder.append($0.input) }
        let set = builder.finish()
        print("")
        print("load \(set.count) sheets of \((Double(bytes.count) / 1e6).shown) MB: \((ContinuousClock.now - start).milliseconds.shown) ms")
        SessionBenchmarks(rules: rules, schema: inferred.schema, set: set).run()
    }

    private func run() {
        let added = rules + Array(Self.newCase.utf8)
        guard let before = Self.checked(rules, schema), let after = Self.checked(added, schema),
            let judge = after.rules.firstIndex(where: { $0.name == "judge" })
        else { return }
        row("a new case", "sheets", "ms: min", "median", "max")
        measure("parse and check all rules") { Self.checked(added, schema) }
        // The changed rule, and those that read it.
        let readers = ["judge", "overall", "reported_as_computed"]
        let pairs = RulePair.pairs(before, after).filter { pair in pair.new.map { readers.contains(after.rules[$0].name) } ?? false }
        measure("evaluate the changed rules") { Evaluation(after, set, only: pairs.compactMap(\.new)) }
        measure("evaluate all rules") { Evaluation(after, set) }
        let sheets = SheetPair.same(set.count)
        let old = Evaluation(before, set, only: pairs.compactMap(\.old))
        let new = Evaluation(after, set, only: pairs.compactMap(\.new))
        measure("compare before and after") { RuleDifference(old: old, new: new, pairs: pairs, sheets: sheets, areSheetsShared: true) }
        measure("gaps and conflicts") { DecisionAnalysis(of: judge, in: after) }
        measure("all together") {
            guard let after = Self.checked(added, schema) else { return 0 }
            let old = Evaluation(before, set, only: pairs.compactMap(\.old))
            let new = Evaluation(after, set, only: pairs.compactMap(\.new))
            let difference = RuleDifference(old: old, new: new, pairs: pairs, sheets: sheets, areSheetsShared: true)
            return difference.sheetsWithMoves + (DecisionAnalysis(of: judge, in: after)?.findings.count ?? 0)
        }
    }

    private static func checked(_ rules: [UInt8], _ schema: RecordSchema) -> CheckedProgram? {
        let loaded = ProgramLoader.load([(name: "rules.kijun", bytes: rules)]) { _, _ in nil }
        let (program, problems) = Checker.check(loaded.trees, sources: loaded.sources, schema: schema)
        let errors = problems.filter { $0.severity == .error }
        if !errors.isEmpty { print("the rules have errors: \(errors.map(\.message.en))") }
        return errors.isEmpty ? program : nil
    }

    private func measure<Result>(_ name: String, _ body: () -> Result) {
        var times: [Double] = []
        let end = ContinuousClock.now + .seconds(2)
        _ = body()
        while times.count < 5 || (ContinuousClock.now < end && times.count < 100) {
            times.append(ContinuousClock().measure { _ = body() }.milliseconds)
        }
        times.sort()
        row(name, String(set.count), times[0].shown, times[times.count / 2].shown, times[times.count - 1].shown)
    }

    private func row(_ cells: String...) {
        let widths = [28, 8, 12, 12, 12]
        print(zip(cells, widths).map { $0 + String(repeating: " ", count: max(1, $1 - $0.count)) }.joined())
    }
}

extension Duration {
    var milliseconds: Double { Double(components.attoseconds) / 1e15 + Double(components.seconds) * 1e3 }
}
