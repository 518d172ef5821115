import Foundation
import Kijun
import KijunSheets
import KijunSyntax

/// What an evaluation of loaded sheets costs, in nanoseconds a sheet: for the whole job and for one rule, over batches of several sizes,
/// and step by step.
///
/// `swift run -c release EvaluationBenchmark RULES SHEETS [NAMES [COUNT]]` in `Benchmarks`: a file of rules, one of JSON Lines, and the names
/// that `--only` would have. COUNT sheets are read, and cut into batches.
@main struct EvaluationBenchmark {
    let program: CheckedProgram
    let inputs: [SheetInput]

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2 else { return print("EvaluationBenchmark RULES SHEETS [NAMES [COUNT]]") }
        let names = (arguments.count > 3 ? arguments[3] : "code,judge,class,overall,failed").split(separator: ",").map(String.init)
        let count = arguments.count > 4 ? Int(arguments[4]) ?? 2_048 : 2_048
        guard let benchmark = try EvaluationBenchmark(rules: arguments[1], sheets: arguments[2], count: count) else { return }
        benchmark.run(names)
    }

    /// - Parameter count: how many sheets are read.
    init?(rules: String, sheets: String, count: Int) throws {
        let text = [UInt8](try Data(contentsOf: URL(filePath: sheets)))
        let lines = text.split(separator: UInt8(ascii: "\n"), maxSplits: count, omittingEmptySubsequences: true).prefix(count)
        guard let document = try? DocumentLoader.read(Array(lines.joined(separator: [UInt8(ascii: "\n")])), name: sheets) else {
            print("the sheets cannot be read")
            return nil
        }
        var inference = SchemaInference()
        inference.add(document)
        let inferred = inference.finish()
        let source = [UInt8](try Data(contentsOf: URL(filePath: rules)))
        let loaded = ProgramLoader.load([(name: rules, bytes: source)]) { _, _ in nil }
        let (program, problems) = Checker.check(loaded.trees, sources: loaded.sources, schema: inferred.schema)
        let errors = problems.filter { $0.severity == .error }
        guard errors.isEmpty else {
            print("the rules have errors: \(errors.map(\.message.en))")
            return nil
        }
        self.program = program
        var inputs: [SheetInput] = []
        _ = DocumentLoader(program, inferred: inferred).load(document) { inputs.append($0.input) }
        self.inputs = inputs
    }

    func run(_ names: [String]) {
        let wanted = names.compactMap { ReportName($0, normalized: nfkc($0), in: program) }
        let whole = EvaluationPlan(program, only: Reporter.rules(of: wanted, in: program))
        let judge = EvaluationPlan(program, only: program.rules.firstIndex { $0.name == "judge" }.map { [$0] })
        print("\(inputs.count) sheets; \(whole.stepNames.count) steps for \(names.joined(separator: ","))")
        Self.row("ns a sheet", "batch", "least", "median")
        for size in [64, 128, 256, 512, 1_024, inputs.count] {
            measure("all", whole, batches(of: size, for: whole))
        }
        for size in [256, inputs.count] { measure("judge", judge, batches(of: size, for: judge)) }
        for size in [256] { profile(whole, batches(of: size, for: whole)) }
    }

    private func batches(of size: Int, for plan: EvaluationPlan) -> [SheetSet] {
        stride(from: 0, to: inputs.count, by: size).map { start in
            var builder = SheetSet.Builder(schema: program.schema, for: plan)
            for input in inputs[start..<min(start + size, inputs.count)] { builder.append(input) }
            return builder.finish()
        }
    }

    private func measure(_ name: String, _ plan: EvaluationPlan, _ batches: [SheetSet]) {
        var times: [Double] = []
        let end = ContinuousClock.now + .seconds(1)
        while times.count < 5 || (ContinuousClock.now < end && times.count < 1_000) {
            times.append(ContinuousClock().measure { for batch in batches { _ = Evaluation(plan, batch) } }.nanoseconds)
        }
        times.sort()
        let each = [times[0], times[times.count / 2]].map { String(Int($0 / Double(inputs.count))) }
        Self.row(name, String(batches[0].count), each[0], each[1])
    }

    /// The time of each step: what passes between the tellings of progress before it and before the next one.
    private func profile(_ plan: EvaluationPlan, _ batches: [SheetSet]) {
        let clock = StepClock(steps: plan.stepNames.count)
        let limits = Limits(tellProgress: { done, _ in clock.tick(done) })
        let passes = 200
        for _ in 0..<passes {
            for batch in batches {
                _ = Evaluation(plan, batch, limits: limits)
                clock.end()
            }
        }
        let sheets = Double(passes * inputs.count)
        print("")
        var sum = 0.0
        for (name, time) in zip(plan.stepNames, clock.times) {
            sum += time / sheets
            Self.row(String(Int(time / sheets * 10)), name)
        }
        print("steps, in tenths of nanoseconds a sheet with the clock; together \(Int(sum)) ns")
    }

    static func row(_ cells: String...) {
        print(cells.map { $0 + String(repeating: " ", count: max(1, 12 - $0.count)) }.joined())
    }
}

/// Adds up the time between ticks. Used by one thread.
final class StepClock: @unchecked Sendable {
    private(set) var times: [Double]
    private var last: (step: Int, at: UInt64)?

    init(steps: Int) { times = Array(repeating: 0, count: steps + 1) }

    private var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    func tick(_ step: Int) {
        if let last { times[last.step] += Double(now - last.at) }
        last = (step, now)
    }

    func end() {
        if let last { times[last.step] += Double(now - last.at) }
        last = nil
    }
}

extension Duration {
    fileprivate var nanoseconds: Double { Double(components.attoseconds) / 1e9 + Double(components.seconds) * 1e9 }
}
