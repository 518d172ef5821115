import Foundation
import Kijun
import KijunSheets

/// The rules of `Benchmarks/sheets.kijun` over sheets that are loaded already: what an evaluation costs without reading and writing.
///
/// `Benchmarks eval FILE PASSES` prints the median seconds of one pass over all sheets, `Benchmarks judge FILE PASSES` those of the
/// judgement alone, `Benchmarks read FILE PASSES` those of reading them from memory with all their cells and findings.
struct SheetBenchmark {
    /// As many sheets are evaluated together as `kijun run` evaluates at most.
    static let batch = 512

    private let program: CheckedProgram
    private let bytes: [UInt8]
    private let name: String

    /// nil if the words are no such command: then the other benchmarks run.
    static func run(_ words: [String], root: URL) throws -> Bool {
        guard words.count == 3, let passes = Int(words[2]), passes > 0 else { return false }
        let rules = try Data(contentsOf: root.appending(path: "Benchmarks/sheets.kijun"))
        let program = Program(String(decoding: rules, as: UTF8.self))
        guard program.isRunnable else {
            print("the rules have errors: \(program.diagnostics.map(\.message.en))")
            return true
        }
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: words[1])))
        let benchmark = SheetBenchmark(program: program.checked, bytes: bytes, name: words[1])
        let results = ["judge", "class", "overall", "cost_total", "fte_hq_total", "full_cost", "budget_current", "action_ref", "reported"]
        switch words[0] {
        case "eval": benchmark.evaluate(results, passes)
        case "judge": benchmark.evaluate(["judge"], passes)
        case "read": benchmark.read(passes)
        default: return false
        }
        return true
    }

    private func evaluate(_ names: [String], _ passes: Int) {
        let rules = program.rules.indices.filter { names.contains(program.rules[$0].name) }
        let plan = EvaluationPlan(program, only: Array(rules))
        guard let document = try? DocumentLoader.read(bytes, name: name) else { return print("the sheets cannot be read") }
        var sets: [SheetSet] = []
        var builder = SheetSet.Builder(schema: program.schema, for: plan)
        var count = 0
        _ = DocumentLoader(program).load(document) { sheet in
            builder.append(sheet.input)
            count += 1
            if count % Self.batch == 0 {
                sets.append(builder.finish())
                builder = SheetSet.Builder(schema: program.schema, for: plan)
            }
        }
        if count % Self.batch != 0 { sets.append(builder.finish()) }
        median(passes) { for set in sets { _ = Evaluation(plan, set) } }
    }

    private func read(_ passes: Int) {
        median(passes) {
            guard let document = try? DocumentLoader.read(bytes, name: name) else { return }
            _ = DocumentLoader(program).load(document) { _ in }
        }
    }

    private func median(_ passes: Int, _ body: () -> Void) {
        var times: [Double] = []
        for _ in 0..<passes { times.append((ContinuousClock().measure(body)).milliseconds / 1e3) }
        times.sort()
        print(String(format: "%.9f", times[times.count / 2]))
    }
}
