public import Kijun
public import KijunSyntax

/// What a form read from one document: each field with its value, its cell and its type, the findings, and what no field read.
public struct InspectionReport: Sendable {
    let sheet: LoadedSheet
    let program: CheckedProgram
    let language: Language
    /// The format and the encoding of the document, where it is at hand.
    let format: (name: String, encoding: TextEncoding?)?
    /// The values that are tried in place of what the sheet has.
    private let trials: (set: SheetSet, sheet: Int)?
    private let values: ValueText
    /// The findings of each cell.
    private let notes: [CellAddress: [Finding]]

    /// - Parameter document: the one that the sheet was read from.
    public init(_ sheet: LoadedSheet, of document: InspectedDocument, program: CheckedProgram, language: Language) {
        self.init(sheet, format: (document.format, document.encoding), trials: nil, program: program, language: language)
    }

    /// What rules read of a sheet, with the values that are tried on it.
    ///
    /// - Parameter index: of the sheet in the set.
    public init(_ sheet: LoadedSheet, _ index: Int, of set: SheetSet, program: CheckedProgram, language: Language) {
        var sheet = sheet
        sheet.take(set.record(ofSheet: index))
        self.init(sheet, format: nil, trials: (set, index), program: program, language: language)
    }

    private init(
        _ sheet: LoadedSheet, format: (name: String, encoding: TextEncoding?)?, trials: (set: SheetSet, sheet: Int)?,
        program: CheckedProgram, language: Language
    ) {
        self.sheet = sheet
        self.program = program
        self.language = language
        self.format = format
        self.trials = trials
        values = ValueText(program: program, language: language)
        var notes: [CellAddress: [Finding]] = [:]
        for finding in sheet.input.findings { if let cell = finding.cell { notes[cell, default: []].append(finding) } }
        self.notes = notes
    }

    /// A line of the table of fields.
    private struct Line {
        let name: String
        let value: String
        let place: String
        let type: String
        let note: String
    }

    /// More unread cells than these are counted, not listed.
    static let maximumUnread = 200

    // MARK: Text

    public func text() -> String {
        var text = DiagnosticRenderer.visible(sheet.input.document.name)
        if let form = sheet.form { text += "  \(language == .ja ? "様式" : "form") \(form)" }
        if let format { text += "  " + ([format.name] + [format.encoding?.title].compactMap { $0 }).joined(separator: ", ") }
        text += "\n"
        var lines: [Line] = []
        for (field, value) in zip(program.schema.fields, sheet.input.record.values) where isRead(field) {
            add(value, of: field, path: field.name, at: SheetPath([.field(field.name)]), to: &lines)
        }
        func widest(_ part: (Line) -> String, atMost limit: Int) -> Int { min(lines.map { DisplayWidth.of(part($0)) }.max() ?? 0, limit) }
        let widths = (
            name: widest(\.name, atMost: 40), value: widest(\.value, atMost: 40), place: widest(\.place, atMost: 24),
            type: widest(\.type, atMost: 20)
        )
        for line in lines {
            let parts = [
                DisplayWidth.padded(line.name, to: widths.name), DisplayWidth.padded(line.value, to: widths.value),
                DisplayWidth.padded(line.place, to: widths.place), DisplayWidth.padded(line.type, to: widths.type), line.note,
            ]
            text += ("  " + parts.joined(separator: "  ")).droppingSpacesAtEnd + "\n"
        }
        for finding in findings { text += finding.line(in: language, paint: Paint(isOn: false)) + "\n" }
        return text + unreadText()
    }

    /// Fields of other forms have no place on this document.
    func isRead(_ field: FieldSchema) -> Bool {
        guard let form = program.forms.first(where: { $0.name == sheet.form }) else { return true }
        return form.fields.contains {
            program.schema.fields.indices.contains($0.field) && program.schema.fields[$0.field].name == field.name
        }
    }

    private func add(_ value: InputValue, of field: FieldSchema, path: String, at way: SheetPath, to lines: inout [Line]) {
        switch value {
        case .scalar(let scalar, let cell):
            let trial = mark(at: way).map { note(onTrial: $0.original.map { shown($0, field.type) }) }
            lines.append(
                line(path, shown(scalar, field.type), cell.map(place) ?? "", field.type, at: [cell].compactMap { $0 }, note: trial))
        case .list(let elements):
            let element: Type = if case .list(let element) = field.type { element } else { .text }
            var shown: [String] = []
            var places: [String] = []
            var cells: [CellAddress] = []
            var (originals, isTried): ([String], Bool) = ([], false)
            for case (let index, .scalar(let scalar, let cell)) in elements.enumerated() {
                shown.append(self.shown(scalar, element))
                let mark = mark(at: SheetPath(way.steps + [.number(index + 1)]))
                isTried = isTried || mark != nil
                if let original = mark == nil ? scalar : mark?.original { originals.append(self.shown(original, element)) }
                if let cell { cells.append(cell) }
                if let cell, !places.contains(place(cell)) { places.append(place(cell)) }
            }
            let separator = element == .mark ? " " : ", "
            lines.append(
                line(
                    path, shown.joined(separator: separator), CheckReport.places(places), field.type, at: cells,
                    note: isTried ? note(onTrial: originals.joined(separator: separator)) : nil))
        case .table(let rows):
            let count = language == .ja ? "\(rows.count) 行" : rows.count == 1 ? "1 row" : "\(rows.count) rows"
            lines.append(line(path, count, "", field.type, at: []))
            for (index, row) in rows.enumerated() {
                let label = DisplayWidth.truncated(label(of: row, at: index, field.record), to: 20)
                let way = SheetPath(way.steps + [.number(index + 1)])
                add(row, of: field.record ?? .empty, path: "  \(path)[\(label)]", at: way, to: &lines)
            }
        case .record(let record): add(record, of: field.record ?? .empty, path: "  \(path)", at: way, to: &lines)
        }
    }

    private func line(
        _ name: String, _ value: String, _ place: String, _ type: Type, at cells: [CellAddress], note: String? = nil
    ) -> Line {
        let found = cells.lazy.flatMap { notes[$0] ?? [] }.first
        return Line(
            name: name, value: DisplayWidth.truncated(value, to: 40), place: place,
            type: DisplayWidth.truncated(type.formText[language], to: 20), note: note ?? found.map(self.note) ?? "")
    }

    private func mark(at path: SheetPath) -> TrialMark? { trials.flatMap { $0.set.trial(at: path, sheet: $0.sheet) } }

    private func note(onTrial original: String?) -> String {
        guard let original else { return language == .ja ? "仮の値" : "trial value" }
        return DisplayWidth.truncated(language == .ja ? "仮の値、調書では \(original)" : "trial value; the sheet has \(original)", to: 40)
    }

    /// The first sentence of a finding: all of it stands below the fields.
    private func note(_ finding: Finding) -> String {
        let message = finding.message[language]
        let end = language == .ja ? message.firstIndex(of: "。") : message.firstRange(of: ". ")?.lowerBound
        var sentence = message[..<(end ?? message.endIndex)]
        if sentence.last == "." { sentence.removeLast() }
        return DisplayWidth.truncated(DiagnosticRenderer.visible(String(sentence)), to: 40)
    }

    private func add(_ row: InputRecord, of schema: RecordSchema, path: String, at way: SheetPath, to lines: inout [Line]) {
        for (field, value) in zip(schema.fields, row.values) {
            let way = SheetPath(way.steps + [.field(field.name)])
            if case .scalar(let single, nil) = value, single == .blank || single == .undetermined, mark(at: way) == nil { continue }
            add(value, of: field, path: "\(path).\(field.name)", at: way, to: &lines)
        }
    }

    private func label(of row: InputRecord, at index: Int, _ schema: RecordSchema?) -> String {
        if let key = schema?.key, row.values.indices.contains(key), case .scalar(let value, _) = row.values[key], value != .blank {
            return values.shown(value, as: schema?.fields[key].type ?? .text)
        }
        return String(index + 1)
    }

    private func shown(_ value: Value, _ type: Type) -> String {
        // Read back from columns, a blank is undetermined: no fallback holds for it any more.
        value == .text("") ? "_" : values.shown(value == .undetermined && trials != nil ? .blank : value, as: type)
    }

    func place(_ cell: CellAddress) -> String { sheet.input.document.show(cell) }

    var findings: [FindingReport] {
        sheet.input.findings.map {
            FindingReport(code: $0.code, severity: $0.severity, message: $0.message, at: $0.cell.map(place) ?? "")
        }
    }

    private func unreadText() -> String {
        guard !sheet.unread.isEmpty else { return "" }
        let count = sheet.unread.count
        var text = language == .ja ? "\nどの項目も読まなかったところ: \(count) か所\n" : "\nread by no field: \(count) \(count == 1 ? "cell" : "cells")\n"
        for cell in sheet.unread.prefix(Self.maximumUnread) {
            text += "  \(place(cell.cell))  \(DisplayWidth.truncated(DiagnosticRenderer.visible(cell.text), to: 60))\n"
        }
        if count > Self.maximumUnread { text += "  …\n" }
        return text
    }
}
