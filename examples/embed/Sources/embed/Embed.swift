// Grades three records with a program of four rules, and says why.
import Kijun
import KijunSyntax

let rules = """
    ## 取組の分析
    judge: basis1 == "△" && any(opinions) -> c
    judge: basis1 == "○" && any(opinions) -> a
    judge: otherwise -> b
    rate = actual / target
    check within_budget: spent <= budget  else "{spent} is over {budget}"
    """

func record(_ code: String, _ basis1: String, _ opinions: [Bool], actual: Int, target: Int, spent: String?) -> [Value.Member] {
    [
        .init("code", .text(code)), .init("basis1", .text(basis1)), .init("opinions", .list(opinions.map { .yesno($0) })),
        .init("actual", .number(Number(actual))), .init("target", .number(Number(target))),
        .init("spent", spent.flatMap { Number(digits: $0) }.map { .number($0) } ?? .blank), .init("budget", .number(Number(100))),
    ]
}

@main struct Embed {
    static func main() {
        let records = [
            record("02-10", "△", [true, false], actual: 167, target: 136, spent: "99.5"),
            record("02-11", "○", [true, true], actual: 1, target: 3, spent: "100.1"),
            record("02-12", "", [false], actual: 5, target: 0, spent: nil),
        ]
        let program = Program(rules, schema: RecordSchema(inferredFrom: records))
        for diagnostic in program.diagnostics { print(diagnostic.code.rawValue, diagnostic.message[.en]) }
        guard program.isRunnable else { return }

        // A limit: the language has no clock, so the caller says when to stop.
        let start = ContinuousClock.now
        let limits = Limits(maximumRows: 1_000_000, isInterrupted: { ContinuousClock.now - start > .seconds(5) })
        let evaluation = program.evaluate(records: records, limits: limits)
        for (number, record) in records.enumerated() {
            guard let judge = evaluation.decision("judge", record: number), let check = evaluation.check("within_budget", record: number)
            else { continue }
            let place = judge.by.first.flatMap { program.checked.sources.place(of: $0) }
            print(record[0].value, judge.value, "by", place?.short ?? "-")
            if let rate = evaluation.value("rate", record: number) { print("  rate", rate) }
            print("  within_budget", check.state, check.message ?? "")
            for case .blankCell(let cell) in check.reasons { print("  waits for", cell.field) }
        }
    }
}
