public import Kijun
public import KijunSyntax

/// An explanation as an object for programs: the same tree, with exact numbers. Members that would say nothing are left out.
public struct ExplanationJSON {
    private let evaluation: Evaluation
    private let language: Language
    private let text: ExplanationText

    public init(_ evaluation: Evaluation, language: Language) {
        self.evaluation = evaluation
        self.language = language
        text = ExplanationText(evaluation, language: language)
    }

    /// - Parameters:
    ///   - name: as it was asked for.
    ///   - row: the key of the row of a table.
    public func text(of explanation: Explanation, name: String, sheet: LoadedSheet?, row: String?) -> String {
        ExplanationJSON(evaluation, language: language, text.held(to: explanation.limits)).json(explanation, name, sheet, row)
    }

    private init(_ evaluation: Evaluation, language: Language, _ text: ExplanationText) {
        self.evaluation = evaluation
        self.language = language
        self.text = text
    }

    private func json(_ explanation: Explanation, _ name: String, _ sheet: LoadedSheet?, _ row: String?) -> String {
        var json = JSONText()
        json.object { json in
            json.name("name")
            json.string(name)
            if let sheet {
                json.name("sheet")
                json.string(sheet.name)
                json.name("source")
                json.string(sheet.input.document.name)
            }
            if let row {
                json.name("row")
                json.string(row)
            }
            json.name("why")
            node(explanation.root, &json)
            json.name("why_not")
            json.array { json in
                for item in explanation.whyNot { whyNot(item, &json) }
            }
        }
        return json.text
    }

    private func node(_ node: Explanation.Node, _ json: inout JSONText) {
        json.object { json in
            member("kind", Self.name(of: node.kind), &json)
            member("text", node.text, &json)
            member("rule", text.place(of: node.span), &json)
            if let state = node.state { member("state", state.rawValue, &json) }
            if let truth = node.truth {
                json.name("holds")
                json.literal(truth == .yes ? "true" : truth == .no ? "false" : "null")
            }
            if hasValue(node) {
                json.name("value")
                json.value(node.value)
                member("shown", text.shown(node.value, as: node.type), &json)
            }
            if !node.formula.isEmpty { member("formula", text.formula(node.formula), &json) }
            member("outcome", node.outcome, &json)
            if node.isDeciding { flag("decides", &json) }
            if let year = node.year { member("year", Year.shown(year), &json) }
            if let entry = node.entryYear { member("line_of", Year.shown(entry), &json) }
            if node.isDropped { flag("left_out", &json) }
            if let count = node.count { number("rows", count, &json) }
            if node.omitted > 0 { number("rows_left_out", node.omitted, &json) }
            if !node.doc.isEmpty {
                json.name("doc")
                json.strings(node.doc)
            }
            if let because = node.because { member("because", because, &json) }
            let cells = places(node.cells)
            if !cells.isEmpty {
                json.name("at")
                json.strings(cells)
            }
            let findings = node.cells.flatMap { [text.findings.unread($0)].compactMap { $0 } + text.findings.notes(on: $0) }
            if !findings.isEmpty {
                json.name("findings")
                json.strings(findings.map { "\($0.code.rawValue) \($0.message[language])" })
            }
            if !node.reasons.isEmpty {
                json.name("waiting")
                json.strings(node.reasons.map(text.waiting))
            }
            if node.isMentionedAbove { flag("explained_above", &json) }
            if node.isCut { flag("cut", &json) }
            if !node.children.isEmpty {
                json.name("parts")
                json.array { json in
                    for child in node.children { self.node(child, &json) }
                }
            }
        }
    }

    private func hasValue(_ node: Explanation.Node) -> Bool {
        switch node.kind {
        case .and, .or, .not, .comparison, .quantifier, .condition, .check, .ordinaryCase, .exception, .otherwise: return false
        default: break
        }
        switch node.type {
        case .table, .record: return false
        default: return true
        }
    }

    private func whyNot(_ item: Explanation.WhyNot, _ json: inout JSONText) {
        json.object { json in
            if !item.text.isEmpty {
                json.name("outcome")
                json.value(item.outcome)
            }
            member("rule", text.place(of: item.span), &json)
            if item.isOpen { flag("undecided", &json) }
            if let needs = item.needs {
                json.name("needs")
                need(needs, &json)
            }
            if let hindrance = item.hindrance {
                if !hindrance.holding.isEmpty {
                    json.name(Self.name(of: hindrance.kind))
                    json.strings(hindrance.holding.map { text.place(of: $0) })
                }
                if !hindrance.open.isEmpty {
                    json.name(Self.name(of: hindrance.kind) + "_perhaps")
                    json.strings(hindrance.open.map { text.place(of: $0) })
                }
            }
        }
    }

    private func need(_ need: Explanation.Need, _ json: inout JSONText) {
        let (name, parts): (String, [Explanation.Need])
        switch need {
        case .condition(let obstacle): return self.obstacle(obstacle, &json)
        case .all(let needs): (name, parts) = ("all", needs)
        case .any(let needs): (name, parts) = ("any", needs)
        }
        json.object { json in
            json.name(name)
            json.array { json in
                for part in parts { self.need(part, &json) }
            }
        }
    }

    private func obstacle(_ obstacle: Explanation.Obstacle, _ json: inout JSONText) {
        json.object { json in
            member("text", obstacle.text, &json)
            json.name("wanted")
            json.literal(obstacle.wanted ? "true" : "false")
            if obstacle.type != .blank {
                json.name("value")
                json.value(obstacle.value)
            }
            switch obstacle.distance {
            case .below(let gap, let limit, _), .above(let gap, let limit, _):
                json.name("limit")
                json.value(limit)
                if case .below = obstacle.distance { json.name("short_by") } else { json.name("over_by") }
                json.value(.number(gap))
            case .different(let gap, let limit):
                json.name("limit")
                json.value(limit)
                json.name("differs_by")
                json.value(.number(gap))
            case .onLimit(let limit, _):
                json.name("limit")
                json.value(limit)
            case .otherThan(let wanted):
                json.name("one_of")
                json.value(.list(wanted))
            case .elements(_, let deciding, let count):
                number("deciding", deciding, &json)
                number("elements", count, &json)
            case .unknown(let reasons):
                json.name("waiting")
                json.strings(reasons.map(text.waiting))
            case .excluded, .plain: break
            }
            member("shown", text.text(of: obstacle), &json)
            let cells = places(obstacle.cells)
            if !cells.isEmpty {
                json.name("at")
                json.strings(cells)
            }
        }
    }

    // MARK: Members

    private func places(_ cells: [Provenance]) -> [String] {
        cells.compactMap(text.reporter.place)
    }

    private func member(_ name: String, _ text: String, _ json: inout JSONText) {
        guard !text.isEmpty else { return }
        json.name(name)
        json.string(text)
    }

    private func flag(_ name: String, _ json: inout JSONText) {
        json.name(name)
        json.literal("true")
    }

    private func number(_ name: String, _ number: Int, _ json: inout JSONText) {
        json.name(name)
        json.literal(String(number))
    }

    private static func name(of hindrance: Explanation.Hindrance.Kind) -> String {
        switch hindrance {
        case .exceptions: "exceptions_first"
        case .earlier: "lines_above_first"
        case .others: "others_hold"
        case .conflict: "others_hold_too"
        }
    }

    private static func name(of kind: Explanation.Node.Kind) -> String {
        switch kind {
        case .decision: "decision"
        case .definition: "definition"
        case .check: "check"
        case .field: "field"
        case .parameter: "parameter"
        case .argument: "argument"
        case .function: "function"
        case .ordinaryCase: "case"
        case .exception: "exception"
        case .otherwise: "otherwise"
        case .and: "and"
        case .or: "or"
        case .not: "not"
        case .comparison: "comparison"
        case .quantifier: "quantifier"
        case .condition: "condition"
        case .expression: "expression"
        case .row: "row"
        }
    }
}
