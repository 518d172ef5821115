import Kijun

extension DifferenceReporter {
    /// A row for every sheet or row that moved, every check that did, every changed value, and every rule and sheet that is on one
    /// side only.
    public func csv() -> String {
        var text = CSVText.row([
            "kind", "name", "sheet", "title", "row", "old", "new", "difference", "unit", "old_case", "new_case", "weight", "weight_unit",
            "values",
        ])
        for (kind, differences) in [("decision", difference.decisions), ("check", difference.checks)] {
            for difference in differences {
                let name = name(of: difference.pair)
                if !difference.isCompared { text += CSVText.row(oneSided(kind, name, isNew: difference.pair.new != nil)) }
                let unit = kind == "check" ? "" : unit(of: difference.pair)
                for move in difference.moved {
                    let report = report(move, in: difference)
                    var step: Number?
                    if case (.number(let before), .number(let after)) = (report.old.value, report.new.value) {
                        step = after.subtracting(before)
                    }
                    text += CSVText.row(
                        place(kind, name, report) + [report.old, report.new].map(Self.plain) + [step?.plainText ?? "", unit]
                            + [report.old, report.new].map(Self.cases) + weightCells(report.weight) + [values(report)])
                }
            }
        }
        for value in difference.values {
            let name = name(of: value.pair)
            if !value.isCompared { text += CSVText.row(oneSided("value", name, isNew: value.pair.new != nil)) }
            for change in value.changed {
                let report = report(change, in: value)
                text += CSVText.row(
                    place("value", name, report) + [report.old, report.new].map { CSVText.text(of: $0.value) }
                        + [change.step?.plainText ?? "", unit(of: value.pair), "", ""] + weightCells(report.weight) + [values(report)])
            }
        }
        for (sheets, isNew) in [(onlyOld, false), (onlyNew, true)] {
            for sheet in sheets {
                text += CSVText.row(["sheet", "", sheet, "", ""] + Self.presence(isNew) + Array(repeating: "", count: 7))
            }
        }
        return text
    }

    private func place(_ kind: String, _ name: String, _ report: MoveReport) -> [String] {
        [kind, name, report.sheet, report.title, report.row ?? ""]
    }

    private func weightCells(_ weight: Number?) -> [String] { weight.map { [$0.plainText, weightUnit] } ?? ["", ""] }

    private func unit(of pair: RulePair) -> String {
        if case .number(let number)? = rule(of: pair)?.rule.type, !number.unit.isNone { number.unit.name } else { "" }
    }

    private func oneSided(_ kind: String, _ name: String, isNew: Bool) -> [String] {
        [kind, name, "", "", ""] + Self.presence(isNew) + Array(repeating: "", count: 7)
    }

    private static func presence(_ isNew: Bool) -> [String] { isNew ? ["absent", "present"] : ["present", "absent"] }

    private static func plain(_ side: MoveReport.Side) -> String {
        side.state == "decided" ? CSVText.text(of: side.value) : side.state
    }

    /// `rules.kijun:12 rate >= 80% -> C`, of a conflict all.
    private static func cases(_ side: MoveReport.Side) -> String {
        zip(side.places, side.cases).map { "\($0) \($1)" }.joined(separator: "; ")
    }

    /// What was read, with its cells; of a check what it says; of what is undetermined what it waits for.
    private func values(_ move: MoveReport) -> String {
        let reads = move.reads.map { "\($0.name) = \($0.shown)" + ($0.at.isEmpty ? "" : " (\($0.at.joined(separator: ", ")))") }
        let messages = [move.new, move.old].compactMap(\.message).prefix(1)
        let waiting = (move.old.waiting + move.new.waiting).map { $0.text(in: language) }
        return (reads + (move.reads.isEmpty ? messages : []) + waiting).joined(separator: "; ")
    }
}
