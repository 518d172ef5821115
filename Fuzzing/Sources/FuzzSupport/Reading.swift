import Foundation
import Kijun
import KijunSheets
import KijunSyntax

/// Everything that is done with a document: read, loaded by a form or without one, evaluated, written out.
public struct Reading: Sendable {
    public let program: CheckedProgram

    public init(_ program: CheckedProgram) { self.program = program }

    /// By the form and the rules of `examples/kihon-hyoka-r2`.
    public static let byExample: Reading = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.appending(path: "examples/kihon-hyoka-r2")
        func bytes(_ name: String) -> [UInt8]? { (try? Data(contentsOf: folder.appending(path: name))).map { [UInt8]($0) } }
        let rules = String(decoding: bytes("rules.kijun") ?? [], as: UTF8.self)
        let program = Program(rules) { bytes(String($0.split(separator: "/").last ?? "")) }
        expect(program.isRunnable && !program.checked.forms.isEmpty, "the example's rules have errors")
        return Reading(program.checked)
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
        load(document, by: program, inferred: nil)
        var inference = SchemaInference()
        inference.add(document)
        let inferred = inference.finish()
        let (fields, _) = Checker.check([], sources: SourceMap(), schema: inferred.schema)
        load(document, by: fields, inferred: inferred)
    }

    private func load(_ document: ReadDocument, by program: CheckedProgram, inferred: InferredSchema?) {
        var sheets: [LoadedSheet] = []
        _ = DocumentLoader(program, inferred: inferred).load(document) { sheets.append($0) }
        for (index, sheet) in sheets.enumerated().prefix(4) {
            let report = InspectionReport(sheet, program: program, language: index.isMultiple(of: 2) ? .ja : .en)
            expectVisible(report.text())
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
        var json = JSONText()
        for index in sheets.indices.prefix(4) {
            let report = reporter.report(sheet: index)
            expectVisible(report.text(in: .ja) + report.text(in: .en))
            json.array { json in report.write(to: &json, in: .en) }
            expectJSON(json.take())
        }
        if let report = reporter.reportOfSet() { expectVisible(report.text(in: .ja)) }
    }
}
