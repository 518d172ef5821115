import Kijun
public import KijunSyntax

extension SheetReport {
    /// The sheet as one JSON object: `sheet`, `source`, `decisions`, `values`, `tables`, `checks`, `findings`.
    public func write(to json: inout JSONText, in language: Language) {
        json.object { json in
            json.name("sheet")
            json.string(name)
            json.name("source")
            json.string(source)
            writeResults(to: &json, in: language)
            json.name("findings")
            FindingReport.write(findings, to: &json, in: language)
        }
    }

    /// What the rules say of all sheets together, as one object: the number of ``sheets`` and the results.
    public func writeSet(of count: Int, to json: inout JSONText, in language: Language) {
        json.object { json in
            json.name("sheets")
            json.literal(String(count))
            writeResults(to: &json, in: language)
        }
    }

    /// `decisions`, `values`, `tables` and `checks` into an open object.
    func writeResults(to json: inout JSONText, in language: Language) {
        json.name("decisions")
        json.object { json in
            for decision in decisions {
                json.name(decision.name)
                decision.write(to: &json, in: language)
            }
        }
        json.name("values")
        json.object { json in
            for value in values {
                json.name(value.name)
                json.value(value.value)
            }
        }
        json.name("tables")
        json.object { json in
            for table in tables {
                json.name(table.path)
                table.write(to: &json)
            }
        }
        json.name("checks")
        json.object { json in
            for check in checks {
                json.name(check.name)
                check.write(to: &json, in: language)
            }
        }
        writeUnknown(to: &json, in: language)
    }

    /// What is not determined besides the decisions of the sheet, which say so themselves: `undetermined`, left out where
    /// there is nothing.
    private func writeUnknown(to json: inout JSONText, in language: Language) {
        var unknown: [(name: String, state: String, waiting: [WaitingReport])] = []
        for value in values where value.value == .undetermined { unknown.append((value.name, "undetermined", value.waiting)) }
        for table in tables {
            for column in table.columns {
                for (label, value) in zip(table.labels, column.values) where value.value == .undetermined {
                    unknown.append(("\(table.path)[\(label)].\(column.name)", "undetermined", value.waiting))
                }
            }
            for column in table.decisions {
                for (label, row) in zip(table.labels, column.rows) where row.state != .decided {
                    unknown.append(("\(table.path)[\(label)].\(column.name)", row.state.rawValue, row.waiting))
                }
            }
        }
        guard !unknown.isEmpty else { return }
        json.name("undetermined")
        json.array { json in
            for item in unknown {
                json.object { json in
                    json.name("name")
                    json.string(item.name)
                    json.name("state")
                    json.string(item.state)
                    json.name("waiting")
                    json.strings(item.waiting.map { $0.text(in: language) })
                }
            }
        }
    }
}

extension DecisionReport {
    func write(to json: inout JSONText, in language: Language) {
        json.object { json in
            json.name("state")
            json.string(state.rawValue)
            json.name("value")
            state == .decided ? json.value(value) : json.literal("null")
            if state == .conflict {
                json.name("cases")
                json.array { json in
                    for (outcome, place) in zip(outcomes, by) {
                        json.object { json in
                            json.name("value")
                            json.string(outcome)
                            json.name("by")
                            json.string(place)
                        }
                    }
                }
            } else if let place = by.first {
                json.name("by")
                json.string(place)
            }
            if !waiting.isEmpty {
                json.name("waiting")
                json.strings(waiting.map { $0.text(in: language) })
            }
            if let because {
                json.name("because")
                json.string(because)
            }
        }
    }
}

extension TableReport {
    func write(to json: inout JSONText) {
        json.array { json in
            for row in labels.indices {
                json.object { json in
                    for column in columns {
                        json.name(column.name)
                        json.value(column.values[row].value)
                    }
                    for column in decisions {
                        json.name(column.name)
                        column.rows[row].state == .decided ? json.value(column.rows[row].value) : json.literal("null")
                    }
                }
            }
        }
    }
}

extension CheckReport {
    func write(to json: inout JSONText, in language: Language) {
        json.object { json in
            json.name("state")
            json.string(state.rawValue)
            if isWarning {
                json.name("warning")
                json.literal("true")
            }
            if let passedRows {
                json.name("passed")
                json.literal(String(passedRows))
            }
            guard let first = items.first(where: { $0.state == state }) ?? items.first else { return }
            if !first.message.isEmpty {
                json.name("message")
                json.string(first.message)
            }
            json.name("at")
            json.strings(first.at)
            if !first.waiting.isEmpty {
                json.name("waiting")
                json.strings(first.waiting.map { $0.text(in: language) })
            }
            guard first.row != nil else { return }
            json.name("rows")
            json.array { json in
                for item in items {
                    json.object { json in
                        json.name("row")
                        json.string(item.row ?? "")
                        json.name("state")
                        json.string(item.state.rawValue)
                        if !item.message.isEmpty {
                            json.name("message")
                            json.string(item.message)
                        }
                        json.name("at")
                        json.strings(item.at)
                    }
                }
            }
        }
    }
}

extension FindingReport {
    static func write(_ findings: [FindingReport], to json: inout JSONText, in language: Language) {
        json.array { json in
            for finding in findings {
                json.object { json in
                    json.name("code")
                    json.string(finding.code.rawValue)
                    json.name("message")
                    json.string(finding.message[language])
                    if !finding.at.isEmpty {
                        json.name("at")
                        json.string(finding.at)
                    }
                }
            }
        }
    }
}
