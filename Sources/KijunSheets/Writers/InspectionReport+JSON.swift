internal import Kijun
internal import KijunSyntax

extension InspectionReport {
    /// `{"source":…,"format":…,"encoding":…,"form":…,"fields":{NAME:{"value":…,"at":…,"type":…}},"findings":[…],"unread":[{"at":…,"text":…}]}`; a list is an
    /// array of such values, a table an array of objects of them.
    public func write(to json: inout JSONText) {
        json.object { json in
            json.name("source")
            json.string(sheet.input.document.name)
            json.name("format")
            json.value(format.map { .text($0.name) } ?? .blank)
            json.name("encoding")
            json.value(format?.encoding.map { .text($0.rawValue) } ?? .blank)
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
                json.name("type")
                json.string(field.type.formText.en)
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
