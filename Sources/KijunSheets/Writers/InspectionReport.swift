public import Kijun
public import KijunSyntax

/// What a form read from one document: each field with its value and its cell, the findings, and what no field read.
public struct InspectionReport: Sendable {
    private let sheet: LoadedSheet
    private let program: CheckedProgram
    private let language: Language
    private let values: ValueText

    public init(_ sheet: LoadedSheet, program: CheckedProgram, language: Language) {
        self.sheet = sheet
        self.program = program
        self.language = language
        values = ValueText(program: program, language: language)
    }

    /// More unread cells than these are counted, not listed.
    static let maximumUnread = 200

    // MARK: Text

    public func text() -> String {
        var text = DiagnosticRenderer.visible(sheet.input.document.name)
        if let form = sheet.form { text += "  \(language == .ja ? "様式" : "form") \(form)" }
        text += "\n"
        var lines: [(name: String, value: String, at: String)] = []
        for (field, value) in zip(program.schema.fields, sheet.input.record.values) where isRead(field) {
            add(value, of: field, path: field.name, to: &lines)
        }
        let names = min(lines.map { DisplayWidth.of($0.name) }.max() ?? 0, 40)
        let shown = min(lines.filter { !$0.at.isEmpty }.map { DisplayWidth.of($0.value) }.max() ?? 0, 60)
        for line in lines {
            let start = "  " + DisplayWidth.padded(line.name, to: names) + "  "
            text += line.at.isEmpty ? start + line.value : start + DisplayWidth.padded(line.value, to: shown) + "  " + line.at
            text += "\n"
        }
        for finding in findings { text += finding.line(in: language, paint: Paint(isOn: false)) + "\n" }
        return text + unreadText()
    }

    /// Fields of other forms have no place on this document.
    private func isRead(_ field: FieldSchema) -> Bool {
        guard let form = program.forms.first(where: { $0.name == sheet.form }) else { return true }
        return form.fields.contains {
            program.schema.fields.indices.contains($0.field) && program.schema.fields[$0.field].name == field.name
        }
    }

    private func add(_ value: InputValue, of field: FieldSchema, path: String, to lines: inout [(name: String, value: String, at: String)])
    {
        switch value {
        case .scalar(let scalar, let cell):
            lines.append((path, DisplayWidth.truncated(shown(scalar, field.type), to: 60), cell.map(place) ?? ""))
        case .list(let elements):
            let element: Type = if case .list(let element) = field.type { element } else { .text }
            var shown: [String] = []
            var places: [String] = []
            for case .scalar(let scalar, let cell) in elements {
                shown.append(self.shown(scalar, element))
                if let cell, !places.contains(place(cell)) { places.append(place(cell)) }
            }
            let text = shown.joined(separator: element == .mark ? " " : ", ")
            lines.append((path, DisplayWidth.truncated(text, to: 60), CheckReport.places(places)))
        case .table(let rows):
            lines.append((path, language == .ja ? "\(rows.count) 行" : rows.count == 1 ? "1 row" : "\(rows.count) rows", ""))
            for (index, row) in rows.enumerated() {
                let label = DisplayWidth.truncated(label(of: row, at: index, field.record), to: 20)
                add(row, of: field.record ?? .empty, path: "  \(path)[\(label)]", to: &lines)
            }
        case .record(let record): add(record, of: field.record ?? .empty, path: "  \(path)", to: &lines)
        }
    }

    private func add(_ row: InputRecord, of schema: RecordSchema, path: String, to lines: inout [(name: String, value: String, at: String)])
    {
        for (field, value) in zip(schema.fields, row.values) {
            if case .scalar(.blank, nil) = value { continue }
            add(value, of: field, path: "\(path).\(field.name)", to: &lines)
        }
    }

    private func label(of row: InputRecord, at index: Int, _ schema: RecordSchema?) -> String {
        if let key = schema?.key, row.values.indices.contains(key), case .scalar(let value, _) = row.values[key], value != .blank {
            return values.shown(value, as: schema?.fields[key].type ?? .text)
        }
        return String(index + 1)
    }

    private func shown(_ value: Value, _ type: Type) -> String {
        value == .text("") ? "_" : values.shown(value, as: type)
    }

    private func place(_ cell: CellAddress) -> String { sheet.input.document.show(cell) }

    private var findings: [FindingReport] {
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

    // MARK: JSON

    /// `{"source":…,"form":…,"fields":{NAME:{"value":…,"at":…}},"findings":[…],"unread":[{"at":…,"text":…}]}`; a list is an
    /// array of such values, a table an array of objects of them.
    public func write(to json: inout JSONText) {
        json.object { json in
            json.name("source")
            json.string(sheet.input.document.name)
            json.name("form")
            json.value(sheet.form.map { .text($0) } ?? .blank)
            json.name("fields")
            json.object { json in
                for (field, value) in zip(program.schema.fields, sheet.input.record.values) where isRead(field) {
                    json.name(field.name)
                    write(value, of: field, to: &json)
                }
            }
            json.name("findings")
            FindingReport.write(findings, to: &json, in: language)
            json.name("unread")
            json.array { json in
                for cell in sheet.unread {
                    json.object { json in
                        json.name("at")
                        json.string(place(cell.cell))
                        json.name("text")
                        json.string(cell.text)
                    }
                }
            }
        }
    }

    private func write(_ value: InputValue, of field: FieldSchema, to json: inout JSONText) {
        switch value {
        case .scalar(let scalar, let cell):
            json.object { json in
                json.name("value")
                json.value(scalar)
                if let cell {
                    json.name("at")
                    json.string(place(cell))
                }
            }
        case .list(let elements):
            json.array { json in
                for element in elements { write(element, of: field, to: &json) }
            }
        case .table(let rows):
            json.array { json in
                for row in rows { write(row, of: field.record ?? .empty, to: &json) }
            }
        case .record(let record): write(record, of: field.record ?? .empty, to: &json)
        }
    }

    private func write(_ record: InputRecord, of schema: RecordSchema, to json: inout JSONText) {
        json.object { json in
            for (field, value) in zip(schema.fields, record.values) {
                json.name(field.name)
                write(value, of: field, to: &json)
            }
        }
    }
}
