public import Kijun
public import KijunSyntax

/// An explanation as people read it: an indented tree with ✓ ✗ ?, values, and the cells at the right.
public struct ExplanationText {
    let evaluation: Evaluation
    let language: Language
    let values: ValueText
    let paint: Paint
    private let reporter: Reporter

    /// The columns that a line takes where it can.
    static let width = 100

    public init(_ evaluation: Evaluation, language: Language, colour: Bool = false) {
        self.evaluation = evaluation
        self.language = language
        values = ValueText(program: evaluation.program, language: language)
        paint = Paint(isOn: colour)
        reporter = Reporter(evaluation, sheets: [], language: language)
    }

    /// - Parameter row: what the row of a rule on a table is called.
    public func lines(of explanation: Explanation, row: String? = nil) -> [String] {
        var lines: [Line] = []
        append(explanation.root, depth: 0, row: row, to: &lines)
        var texts = lines.map { $0.text }
        for item in explanation.whyNot { texts += self.lines(of: item, in: explanation) }
        return texts
    }

    /// A line of the tree, with what stands at its right.
    struct Line {
        var start: String
        var place: String

        var text: String {
            guard !place.isEmpty else { return start }
            let room = ExplanationText.width - DisplayWidth.of(place)
            let used = Paint.width(of: start)
            return start + String(repeating: " ", count: max(2, room - used)) + place
        }
    }

    // MARK: The tree

    private func append(_ node: Explanation.Node, depth: Int, row: String? = nil, to lines: inout [Line]) {
        let indent = String(repeating: "  ", count: depth)
        switch node.kind {
        case .decision, .definition, .check:
            for doc in node.doc where !node.isMentionedAbove { lines.append(Line(start: indent + "## " + visible(doc), place: "")) }
        default: break
        }
        lines.append(Line(start: indent + start(of: node, row: row), place: place(of: node)))
        if let because = node.because {
            lines.append(Line(start: indent + "    " + "「\(visible(because))」", place: ""))
        }
        for child in node.children { append(child, depth: depth + 1, to: &lines) }
        let omitted = node.children.reduce(node.omitted) { $0 + $1.omitted }
        if omitted > 0, !node.children.isEmpty {
            lines.append(Line(start: indent + "  … " + ReportWords.moreRows(omitted)[language], place: ""))
        }
        if node.isCut { lines.append(Line(start: indent + "  …", place: "")) }
    }

    private func start(of node: Explanation.Node, row: String?) -> String {
        let mark = mark(of: node)
        var text = visible(node.text)
        if let row { text += " [\(visible(row))]" }
        switch node.kind {
        case .ordinaryCase, .exception: return "\(mark) \(text)  → \(visible(node.outcome))"
        case .otherwise: return "\(mark) \(words(ja: "それ以外", en: "otherwise"))  → \(visible(node.outcome))"
        default: break
        }
        if let state = node.state, state != .decided {
            text += "  \(ReportWords.state(state)[language])"
        } else if let shown = value(of: node) {
            text += " = " + shown
        }
        if !node.formula.isEmpty, node.value != .undetermined { text += "   (\(formula(node.formula, limits: node.limits)))" }
        if let year = node.year { text += "   (\(Year.shown(year)))" }
        if let count = node.count, node.kind != .field { text += "   (\(rows(count)))" }
        if node.isMentionedAbove { text += "   (\(words(ja: "上記", en: "see above")))" }
        return mark.isEmpty ? text : "\(mark) \(text)"
    }

    private func mark(of node: Explanation.Node) -> String {
        switch node.kind {
        case .and, .or, .not, .comparison, .quantifier, .condition, .ordinaryCase, .exception, .otherwise, .check, .row: break
        default: return ""
        }
        switch node.truth {
        case .yes: return paint.green("✓")
        case .no: return paint.red("✗")
        case .unknown: return paint.yellow("?")
        case nil: return ""
        }
    }

    private func value(of node: Explanation.Node) -> String? {
        switch node.kind {
        case .and, .or, .not, .comparison, .quantifier, .condition, .check: return nil
        default: break
        }
        if case .table = node.type { return node.count.map(rows) }
        if case .record = node.type { return nil }
        return DisplayWidth.truncated(values.line(node.value, as: node.type, thresholds: node.limits), to: 60)
    }

    func formula(_ pieces: [Explanation.Node.Piece], limits: [Number]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): visible(text)
            case .value(let value, let type): values.line(value, as: type, thresholds: limits)
            }
        }.joined()
    }

    // MARK: Places

    private func place(of node: Explanation.Node) -> String {
        switch node.kind {
        case .decision, .definition, .check, .function: return node.isMentionedAbove ? "" : reporter.place(of: node.span)
        case .ordinaryCase, .exception, .otherwise: return reporter.place(of: node.span)
        case .parameter: return (reporter.place(of: node.span))
        default: return cells(node.cells)
        }
    }

    func cells(_ cells: [Provenance]) -> String {
        visible(CheckReport.places(cells.compactMap { cell in cell.cell.map(evaluation.sheets.documents[cell.sheet].show) }))
    }

    func place(of span: Span) -> String { reporter.place(of: span) }

    func waits(for reasons: [Reason]) -> String { ReportWords.list(reasons.map(reporter.waiting), in: language) }

    // MARK: Words

    func visible(_ text: String) -> String { DiagnosticRenderer.visible(text) }

    func words(ja: String, en: String) -> String { language == .ja ? ja : en }

    private func rows(_ count: Int) -> String { language == .ja ? "\(count) 行" : count == 1 ? "1 row" : "\(count) rows" }
}
