import Kijun
import KijunSyntax
import TestSupport
import Testing

@testable import KijunSheets

@Suite struct `Flat records from columns` {
    private static let programs: [GoldenProgram] =
        ["Tests/Golden", "examples", "Documentation"].flatMap { folder in
            ((try? GoldenCase.all(below: folder)) ?? []).flatMap { (try? $0.programs()) ?? [] }
        }.filter { $0.name != nil }

    /// What differs between both ways for some names.
    private func difference(
        _ program: CheckedProgram, _ sheets: [LoadedSheet], only names: [ReportName], _ format: FlatWriter.Format
    ) -> String? {
        let plan = EvaluationPlan(program, only: Reporter.rules(of: names, in: program), fields: ReportName.fields(of: names))
        let set = SheetSet(sheets.map(\.input), schema: program.schema)
        let evaluation = Evaluation(plan, set)
        guard evaluation.stop == nil else { return nil }
        var written: [UInt8] = []
        let isClean = FlatWriter(program, only: names, format: format, language: .en).write(evaluation, sheets: sheets, to: &written)
        let other = Evaluation(program, set, only: Reporter.rules(of: names, in: program))
        let reporter = Reporter(other, sheets: sheets, language: .en, only: names)
        var summary = RunSummary()
        var expected: [UInt8] = []
        for sheet in sheets.indices {
            let record = FlatRecord(reporter, sheet: sheet)
            summary.add(reporter.report(sheet: sheet))
            switch format {
            case .csv: expected += record.row
            case .json: expected += (sheet > 0 ? Array(",\n".utf8) : []) + record.json
            case .jsonl: expected += record.json + [UInt8(ascii: "\n")]
            }
        }
        if written != expected {
            return "\(String(decoding: written, as: UTF8.self))\n--- not\n\(String(decoding: expected, as: UTF8.self))"
        }
        return summary.isClean == isClean ? nil : "clean is \(isClean)"
    }

    @Test(arguments: programs)
    func `are those of values read one by one`(of golden: GoldenProgram) {
        let (program, _, inputs) = golden.load()
        let identify = program.forms.first?.identify ?? []
        let sheets = inputs.map { LoadedSheet(input: $0, form: nil, schema: program.schema, identify: identify, unread: []) }
        guard !sheets.isEmpty, !program.rules.isEmpty else { return }
        var asked = ReportName.all(in: program)
        for field in program.schema.fields { asked += (field.record?.fields ?? []).map { "\(field.name).\($0.name)" } }
        let names = asked.compactMap { ReportName($0, normalized: nfkc($0), in: program) }
        for format in [FlatWriter.Format.csv, .json, .jsonl] {
            #expect(difference(program, sheets, only: names, format) == nil)
            // Alone each name is planned by itself.
            for name in names.prefix(format == .csv ? 8 : 2) {
                #expect(difference(program, sheets, only: [name], format) == nil, "\(name.asked)")
            }
        }
    }

    @Test func `numbers and texts of any kind are written as they are elsewhere`() {
        let fields = ["n", "t"].map { FieldSchema(name: $0, type: $0 == "n" ? .number(NumberType()) : .text, mayBeBlank: true) }
        let schema = RecordSchema(path: "", fields: fields)
        let checked = Checker.check([], sources: SourceMap(), schema: schema)
        let numbers: [String?] = [
            "0", "-0.5", "12.30", "100", "-7", "9223372036854775807", "0.000000000000000001", "123456789012345678901234567890", "1e", nil,
        ]
        let texts = ["", " a", "a ", "a,b", "\"", "a\nb", "あ\u{7F}", "\u{1}", "\\", String(repeating: "x", count: 200), "a", "b", "a"]
        for split in 0..<numbers.count {
            let sheets = texts.indices.map { index in
                let digits = numbers[(index + split) % numbers.count]
                let number = digits.flatMap { Number(digits: $0) }.map { Value.number($0) } ?? .blank
                let record = InputRecord(values: [.scalar(number, nil), .scalar(.text(texts[index]), nil)])
                let input = SheetInput(record: record, document: DocumentInfo(name: "d/\(index / 5),.jsonl", pages: [""], style: .position))
                return LoadedSheet(input: input, form: nil, schema: schema, identify: [1], unread: [])
            }
            let names = ["n", "t", "source", "sheet", "failed"].compactMap { ReportName($0, normalized: $0, in: checked.program) }
            for format in [FlatWriter.Format.csv, .json, .jsonl] {
                #expect(difference(checked.program, Array(sheets[..<min(sheets.count, split + 4)]), only: names, format) == nil)
            }
        }
    }
}
