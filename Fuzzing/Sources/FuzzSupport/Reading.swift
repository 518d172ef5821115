import Foundation
import Kijun
import KijunSheets
import KijunSyntax

/// Everything that is done with a document: read, loaded by forms and without one, evaluated, written out.
public struct Reading: Sendable {
    /// Each with forms of its own.
    let programs: [CheckedProgram]

    init(_ programs: CheckedProgram...) { self.programs = programs }

    /// By the form and the rules of `examples/kihon-hyoka-r2`.
    public static let byExample = Reading(example)

    /// By the names of the fields.
    public static let byNames = Reading(names)

    /// By the example's form and by names.
    public static let byBoth = Reading(example, names)

    private static let example: CheckedProgram = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.appending(path: "examples/kihon-hyoka-r2")
        func bytes(_ name: String) -> [UInt8]? { (try? Data(contentsOf: folder.appending(path: name))).map { [UInt8]($0) } }
        let rules = String(decoding: bytes("rules.kijun") ?? [], as: UTF8.self)
        let program = Program(rules) { bytes(String($0.split(separator: "/").last ?? "")) }
        expect(program.isRunnable && !program.checked.forms.isEmpty, "the example's rules have errors")
        return program.checked
    }()

    /// A field of every type.
    private static let names: CheckedProgram = {
        let program = Program(
            """
            form 一覧
              identify 番号, 名称
              番号: text
              名称 / name: text?
              年度 / year: year?
              予算 / budget: number in 千円?
              実績 / actual: number in 円 ?? 0
              率 / rate: percent?
              評価 / mark: mark
              済 / done: yesno?
              区分: one of 新規, 継続?
              月別 / months: list of number
              内訳 / items: table
                項目 / item: text
                額 / cost: number in 千円?

            執行 = 実績 / 予算
            判定:
              評価 == "○" && 執行 >= 80% -> a
              otherwise -> b
            check 内訳の計: sum(内訳.額) == 予算
            """)
        expect(program.isRunnable, "the rules have errors: \(program.diagnostics.map(\.message.en))")
        return program.checked
    }()

    /// - Parameter name: its ending tells the format, where the bytes do not.
    public func read(_ bytes: [UInt8], name: String, options: ReadingOptions = ReadingOptions()) {
        let document: ReadDocument
        do {
            document = try DocumentLoader.read(bytes, name: name, options: options)
        } catch {
            expectVisible(error.message.en + error.message.ja)
            return
        }
        for program in programs { load(document, by: program, inferred: nil) }
        var inference = SchemaInference()
        inference.add(document)
        let inferred = inference.finish()
        let (fields, _) = Checker.check([], sources: SourceMap(), schema: inferred.schema)
        load(document, by: fields, inferred: inferred)
    }

    private func load(_ document: ReadDocument, by program: CheckedProgram, inferred: InferredSchema?) {
        var sheets: [LoadedSheet] = []
        _ = DocumentLoader(program, inferred: inferred).load(document) { sheets.append($0) }
        let inspected = InspectedDocument(document, format: "csv", sheets: sheets)
        for (index, sheet) in sheets.enumerated().prefix(4) {
            let report = InspectionReport(sheet, of: inspected, program: program, language: index.isMultiple(of: 2) ? .ja : .en)
            expectVisible(report.text())
            var json = JSONText()
            report.write(to: &json)
            expectJSON(json.bytes)
        }
        if inspected.isByColumns(program) {
            let report = ColumnInspection([inspected], program: program, identify: inferred?.identify ?? [], findings: [], language: .ja)
            expectVisible(report.text(rules: []))
            var json = JSONText()
            report.write(to: &json)
            expectJSON(json.bytes)
        }
        Self.evaluate(program, sheets)
    }

    /// Evaluates all rules over the sheets and writes all reports.
    static func evaluate(_ program: CheckedProgram, _ sheets: [LoadedSheet]) {
        // Beyond these, a run is long without being wrong.
        let start = ContinuousClock.now
        let limits = Limits(maximumRows: 100_000) { ContinuousClock.now - start > .seconds(2) }
        let set = SheetSet(sheets.map(\.input), schema: program.schema)
        let evaluation = Evaluation(program, set, limits: limits)
        guard evaluation.stop == nil else { return }
        let reporter = Reporter(evaluation, sheets: sheets, language: .ja)
        for index in sheets.indices.prefix(4) {
            let report = reporter.report(sheet: index)
            expectVisible(report.text(in: .ja) + report.text(in: .en))
            var json = JSONText()
            report.write(to: &json, in: .en)
            expectJSON(json.bytes)
        }
        if let report = reporter.reportOfSet() { expectVisible(report.text(in: .ja)) }
    }
}
