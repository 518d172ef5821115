import Kijun

extension DifferenceReporter {
    /// Everything, as one object; its shape is that of `Documentation/Diff.md`.
    public func write(to json: inout JSONText) {
        json.object { json in
            json.name("old")
            json.string(oldName)
            json.name("new")
            json.string(newName)
            json.name("sheets")
            json.object { json in
                json.name("compared")
                json.literal(String(difference.sheets.count))
                json.name("only_old")
                json.strings(onlyOld)
                json.name("only_new")
                json.strings(onlyNew)
                json.name("unreadable")
                json.literal(String(unreadable))
                json.name("changed")
                json.literal(String(difference.sheetsWithMoves))
                json.name("changed_values_alone")
                json.literal(String(difference.sheetsWithValuesAlone))
            }
            json.name("weight")
            if let weight {
                json.object { json in
                    json.name("name")
                    json.string(weight)
                    json.name("unit")
                    if weightUnit.isEmpty { json.literal("null") } else { json.string(weightUnit) }
                }
            } else {
                json.literal("null")
            }
            for (name, differences) in [("decisions", difference.decisions), ("checks", difference.checks)] {
                json.name(name)
                json.array { json in
                    for difference in differences { json.object { write(difference, to: &$0) } }
                }
            }
            json.name("values")
            json.array { json in
                for value in difference.values where !value.isCompared || !value.changed.isEmpty { json.object { write(value, to: &$0) } }
            }
            json.name("moved")
            json.literal(isEmpty ? "false" : "true")
        }
    }

    private func writeName(of pair: RulePair, to json: inout JSONText) {
        json.name("name")
        json.string(name(of: pair))
        if let before = oldName(of: pair) {
            json.name("old_name")
            json.string(before)
        }
        json.name("on")
        json.string(pair.old == nil ? "new" : pair.new == nil ? "old" : "both")
        json.name("per")
        json.string(isOfRows(pair) ? "row" : isOfSet(pair) ? "set" : "sheet")
    }

    private func write(_ difference: OutcomeDifference, to json: inout JSONText) {
        let matrix = difference.matrix
        writeName(of: difference.pair, to: &json)
        if difference.pair.kind == .check {
            json.name("warning")
            json.literal(isWarning(difference.pair) ? "true" : "false")
        }
        json.name("total")
        json.literal(String(matrix.total.count))
        json.name("moved")
        json.literal(String(difference.moved.count))
        writeMatrix(of: difference, to: &json)
        json.name("moves")
        json.array { json in
            for move in difference.moved {
                let report = report(move, in: difference)
                json.object { json in
                    writePlace(of: report, to: &json)
                    json.name("old")
                    write(report.old, to: &json)
                    json.name("new")
                    write(report.new, to: &json)
                    if difference.isWeighed {
                        json.name("weight")
                        json.value(report.weight.map { .number($0) } ?? .blank)
                    }
                    guard difference.pair.kind != .check else { return }
                    json.name("values")
                    write(report.reads, to: &json)
                }
            }
        }
    }

    private func writeMatrix(of difference: OutcomeDifference, to json: inout JSONText) {
        let matrix = difference.matrix
        json.name("matrix")
        json.array { json in
            for entry in matrix.entries {
                json.object { json in
                    json.name("old")
                    write(matrix.rows[entry.row], of: difference.pair, to: &json)
                    json.name("new")
                    write(matrix.columns[entry.column], of: difference.pair, to: &json)
                    json.name("count")
                    json.literal(String(entry.cell.count))
                    guard difference.isWeighed else { return }
                    json.name("weight")
                    json.value(.number(entry.cell.weight))
                    json.name("weight_unknown")
                    json.literal(String(entry.cell.unknownWeights))
                }
            }
        }
    }

    private func writePlace(of report: MoveReport, to json: inout JSONText) {
        json.name("sheet")
        json.string(report.sheet)
        json.name("title")
        json.string(report.title)
        json.name("source")
        json.string(report.source)
        if let row = report.row {
            json.name("row")
            json.string(row)
        }
    }

    private func write(_ outcome: RuleOutcome, of pair: RulePair, to json: inout JSONText) {
        var value = Value.blank
        if case .decided(let decided) = outcome, pair.kind != .check { value = decided }
        json.object { json in
            json.name("state")
            json.string(state(outcome, of: pair))
            guard pair.kind != .check else { return }
            json.name("value")
            json.value(value)
        }
    }

    private func write(_ side: MoveReport.Side, to json: inout JSONText) {
        json.object { json in
            json.name("state")
            json.string(side.state)
            if side.state == "decided" {
                json.name("value")
                json.value(side.value)
            }
            json.name("by")
            json.strings(side.places)
            json.name("cases")
            json.strings(side.cases)
            if let message = side.message {
                json.name("message")
                json.string(message)
            }
            if !side.at.isEmpty {
                json.name("at")
                json.strings(side.at)
            }
            guard !side.waiting.isEmpty else { return }
            json.name("waits")
            json.strings(side.waiting.map { $0.text(in: language) })
        }
    }

    private func write(_ reads: [MoveReport.Read], to json: inout JSONText) {
        json.array { json in
            for read in reads {
                json.object { json in
                    json.name("name")
                    json.string(read.name)
                    // A side whose case does not read it has no member.
                    for (name, value) in [("old", read.old), ("new", read.new)] {
                        guard let value else { continue }
                        json.name(name)
                        json.value(value)
                    }
                    json.name("at")
                    json.strings(read.at)
                }
            }
        }
    }

    private func write(_ value: DefinitionDifference, to json: inout JSONText) {
        writeName(of: value.pair, to: &json)
        guard value.isCompared else { return }
        json.name("total")
        json.literal(String(value.total))
        json.name("changed")
        json.literal(String(value.changed.count))
        if value.isNumber {
            json.name("difference")
            json.value(.number(value.sum))
            for (name, steps) in [("up", value.up), ("down", value.down)] {
                json.name(name)
                json.object { json in
                    json.name("count")
                    json.literal(String(steps.count))
                    json.name("difference")
                    json.value(.number(steps.sum))
                }
            }
            if case .number(let number)? = rule(of: value.pair)?.rule.type, !number.unit.isNone {
                json.name("unit")
                json.string(number.unit.name)
            }
            json.name("unknown")
            json.literal(String(value.unknown))
        }
        if let outcomes = value.outcomes { writeMatrix(of: outcomes, to: &json) }
        json.name("changes")
        json.array { json in
            for change in value.changed {
                let report = report(change, in: value)
                json.object { json in
                    writePlace(of: report, to: &json)
                    json.name("old")
                    json.value(report.old.value)
                    json.name("new")
                    json.value(report.new.value)
                    if weight != nil {
                        json.name("weight")
                        json.value(report.weight.map { .number($0) } ?? .blank)
                    }
                    guard value.outcomes != nil else { return }
                    json.name("values")
                    write(report.reads, to: &json)
                }
            }
        }
    }
}
