internal import Kijun
internal import KijunSyntax

extension ColumnInspection {
    /// `{"documents":[{"source":…,"format":…,"encoding":…,"headings":[{"page":…,"row":…,"rows":…}],"sheets":…}],"form":…,
    /// "identify":[…],"columns":[{"field":…,"heading":…,"type":…,"unit":…,"filled":…,"blank":…,"misfits":…,"examples":[…]}],
    /// "misfits":[{"at":…,"field":…,"text":…,"code":…}],"findings":[…],"unread":[{"at":…,"text":…}]}`
    public func write(to json: inout JSONText) {
        json.object { json in
            json.name("documents")
            json.array { json in for source in sources { write(source, to: &json) } }
            json.name("form")
            json.value(form.map { .text($0) } ?? .blank)
            json.name("identify")
            json.strings(identify)
            json.name("columns")
            json.array { json in for column in columns { write(column, to: &json) } }
            json.name("misfits")
            json.array { json in for misfit in misfits { write(misfit, to: &json) } }
            json.name("findings")
            FindingReport.write(findings, to: &json, in: language)
            json.name("unread")
            json.array { json in
                for cell in unread {
                    json.object { json in
                        json.name("at")
                        json.string(cell.place)
                        json.name("text")
                        json.string(cell.text)
                    }
                }
            }
        }
    }

    private func write(_ source: Source, to json: inout JSONText) {
        json.object { json in
            json.name("source")
            json.string(source.name)
            json.name("format")
            json.string(source.format)
            json.name("encoding")
            json.value(source.encoding.map { .text($0.rawValue) } ?? .blank)
            json.name("headings")
            json.array { json in
                for heading in source.headings {
                    json.object { json in
                        json.name("page")
                        json.string(heading.page)
                        json.name("row")
                        json.literal(String(heading.rows.lowerBound))
                        json.name("rows")
                        json.literal(String(heading.rows.count))
                    }
                }
            }
            json.name("sheets")
            json.literal(String(source.sheets))
        }
    }

    private func write(_ column: Column, to json: inout JSONText) {
        json.object { json in
            json.name("field")
            json.string(column.path)
            json.name("heading")
            json.value(column.heading.isEmpty ? .blank : .text(column.heading))
            json.name("type")
            json.string(column.type.formText.en)
            json.name("unit")
            json.value(column.unit.map { .text($0) } ?? .blank)
            for (name, count) in [("filled", column.filled), ("blank", column.blank), ("misfits", column.misfits)] {
                json.name(name)
                json.literal(String(count))
            }
            json.name("examples")
            json.array { json in for example in column.examples { json.value(example) } }
        }
    }

    private func write(_ misfit: Misfit, to json: inout JSONText) {
        json.object { json in
            json.name("at")
            json.string(misfit.place)
            json.name("field")
            json.string(misfit.field)
            json.name("text")
            json.value(misfit.text.isEmpty ? .blank : .text(misfit.text))
            json.name("code")
            json.string(misfit.finding.code.rawValue)
        }
    }
}

extension ColumnInspection.Column {
    /// Of its numbers; `%` for a percentage.
    fileprivate var unit: String? {
        guard case .number(let number) = exampleType, number.isPercent || !number.unit.isNone else { return nil }
        return number.isPercent ? "%" : number.unit.name
    }
}
