import Foundation
import Kijun
import KijunSheets
import KijunSyntax
import Testing

/// The example's rules over a sheet, read by the names of the rules.
private struct Graded {
    let program: CheckedProgram
    let diagnostics: [Diagnostic]
    let sheet: SheetInput
    let evaluation: Evaluation

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("examples/kihon-hyoka-r2")

    init(changing text: String = "", to replacement: String = "") throws {
        func bytes(_ name: String) -> [UInt8]? {
            (try? Data(contentsOf: URL(fileURLWithPath: name, relativeTo: Self.folder))).map(Array.init)
        }
        let rules = try #require(bytes("rules.kijun"))
        let loaded = ProgramLoader.load([(name: "rules.kijun", bytes: rules)]) { path, _ in bytes(path) }
        let checked = Checker.check(loaded.trees, sources: loaded.sources)
        program = checked.program
        diagnostics = loaded.diagnostics + checked.diagnostics
        var document = String(decoding: try #require(bytes("sheets/02-10.txt")), as: UTF8.self)
        if !text.isEmpty {
            try #require(document.contains(text))
            document = document.replacingOccurrences(of: text, with: replacement)
        }
        let result = DocumentLoader.load(bytes: Array(document.utf8), name: "sheets/02-10.txt", program: program)
        sheet = try #require(result.sheets.first).input
        evaluation = Evaluation(program, SheetSet([sheet], schema: program.schema))
    }

    private func rule(_ name: String) throws -> RuleID {
        try #require(program.rules.firstIndex { $0.name == name || $0.aliases.contains(name) }, "no rule \(name)")
    }

    func value(_ name: String) throws -> Value { try evaluation.value(of: rule(name), row: 0) }

    func number(_ name: String) throws -> Number? {
        if case .number(let number) = try value(name) { number } else { nil }
    }

    func decision(_ name: String) throws -> Value { try #require(evaluation.decision(rule(name), row: 0)).value }

    /// The states of a check, one for each row.
    func states(_ name: String) throws -> [CheckResult.State] {
        let rule = try rule(name)
        return evaluation.rows(of: rule, sheet: 0).compactMap { evaluation.checkState(rule, row: $0) }
    }

    /// The failed checks with the lines that they name.
    var failures: [String: [Int32]] {
        var failures: [String: [Int32]] = [:]
        for (index, rule) in program.rules.enumerated() {
            for row in evaluation.rows(of: index, sheet: 0) {
                guard let result = evaluation.check(index, row: row), result.state != .passed else { continue }
                failures[rule.aliases.first ?? rule.name, default: []] += result.cells.compactMap { $0.cell.map { $0.row + 1 } }
            }
        }
        return failures
    }

    /// The line of the first finding of a kind, from 1.
    func line(of code: DiagnosticCode) -> Int32? { sheet.findings.first { $0.code == code }?.cell.map { $0.row + 1 } }
}

@Suite struct `The evaluation sheet of 2020` {
    @Test func `its rules check without a word`() throws { #expect(try Graded().diagnostics.map(\.message.en) == []) }

    @Test func `the measures are judged c`() throws { #expect(try Graded().decision("judge") == .text("c")) }

    @Test func `the one indicator stands at 167 of 136 and is an A`() throws {
        let graded = try Graded()
        #expect(try graded.number("rate") == Number(numerator: 167, denominator: 136))
        #expect(try graded.number("rate")?.shown(percent: true) == "122.8%…")
        #expect(try graded.number("progress") == Number(numerator: 167, denominator: 150))
        #expect(try graded.decision("grade") == .text("A"))
        #expect(try graded.decision("indicator_class") == .text("A・B指標のみ"))
        #expect(try graded.states("rate_as_printed") == [.passed])
        #expect(try graded.states("progress_as_printed") == [.passed])
    }

    @Test func `the overall grade comes from the table`() throws {
        #expect(try Graded().value("overall") == .text("効果的な取組を検討して引き続き推進"))
    }

    @Test func `seventeen projects with their sums`() throws {
        let graded = try Graded()
        #expect(try graded.number("project_count") == Number(17))
        #expect(try graded.number("total_cost") == Number(4_561_152))
        #expect(try graded.number("total_general") == Number(2_747_666))
        #expect(try graded.number("total_fte") == Number(43))
        #expect(try graded.number("total_full_cost") == Number(4_901_712))
        #expect(try graded.states("full_cost_matches") == Array(repeating: .passed, count: 17))
        #expect(try graded.states("budget_agrees") == [.passed])
    }

    @Test func `what is wrong on the sheet is found, and nothing else`() throws {
        let graded = try Graded()
        #expect(Set(graded.failures.keys) == ["grade_for_every_year", "total_full_cost_present", "named_in_response"])
        #expect(graded.failures["grade_for_every_year"]?.first == 73)
        #expect(graded.failures["total_full_cost_present"] == [114])
        #expect(graded.failures["named_in_response"]?.contains(167) == true)
        #expect(graded.line(of: .skippedRow) == 113)
        #expect(graded.line(of: .shiftedRow) == 114)
        #expect(graded.line(of: .blankTotal) == 114)
        #expect(graded.line(of: .readLeniently) == 143)
    }

    @Test func `a cost of one thousand yen more breaks the sums and the full cost`() throws {
        let failures = try Graded(changing: "\t1,616\t1,616\t", to: "\t1,617\t1,616\t").failures
        #expect(failures.keys.contains("full_cost_matches"))
        #expect(failures.keys.contains("total_is_sum"))
    }

    @Test func `a figure that is not there yet leaves only what needs it undetermined`() throws {
        let graded = try Graded(changing: "\t1,616\t1,616\t", to: "\t調整中\t1,616\t")
        #expect(graded.line(of: .notANumber) == 95)
        #expect(try graded.value("total_cost") == .undetermined)
        #expect(try graded.states("total_is_sum") == [.undetermined])
        #expect(try graded.states("full_cost_matches").filter { $0 == .undetermined }.count == 1)
        #expect(try graded.decision("judge") == .text("c"))
    }

    @Test func `a falling indicator is graded by target over actual`() throws {
        let graded = try Graded(changing: "\t増加\t", to: "\t減少\t")
        #expect(try graded.number("rate") == Number(numerator: 136, denominator: 167))
        #expect(try graded.decision("grade") == .text("C"))
        #expect(try graded.decision("indicator_class") == .text("C指標あり"))
    }
}
