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

    /// - Parameters:
    ///   - row: what the row of a rule on a table is called.
    ///   - showsWhyNot: what another outcome would need too.
    ///   - onlyWhyNot: just the result and why it is not another; the shown outcome that was asked for.
    public func lines(of explanation: Explanation, row: String? = nil, showsWhyNot: Bool = true, onlyWhyNot asked: String? = nil)
        -> [String]
    {
        var lines: [Line] = []
        var root = explanation.root
        if asked != nil {
            // Why it is what it is belongs here only as far as the case that decided.
            root.children = root.children.filter(\.isDeciding).map { child in
                var child = child
                child.children = []
                return child
            }
        }
        append(root, depth: 0, row: row, to: &lines)
        for item in showsWhyNot ? explanation.whyNot : [] { lines += self.lines(of: item, isFull: asked != nil || item.text.isEmpty) }
        if let asked, explanation.whyNot.isEmpty {
            let isIt = explanation.root.state == .decided
            lines.append(
                Line(
                    start: "  "
                        + (isIt
                            ? words(ja: "\(asked) に決まっている", en: "it is \(asked)")
                            : words(ja: "\(asked) になる場合がない", en: "no case gives \(asked)")),
                    place: ""))
        }
        return lines.map(\.text)
    }

    /// A line of the tree, with what stands at its right.
    struct Line {
        var start: String
        var place: String

        /// Of the whole line.
        var width: Int { Paint.width(of: start) + (place.isEmpty ? 0 : 2 + DisplayWidth.of(place)) }

        var text: String {
            guard !place.isEmpty else { return start }
            let room = ExplanationText.width - DisplayWidth.of(place)
            return start + String(repeating: " ", count: max(2, room - Paint.width(of: start))) + place
        }
    }

    /// `02-10  ICTの利活用の推進        R2`
    public func heading(of sheet: LoadedSheet) -> String {
        let name = DisplayWidth.truncated(sheet.name, to: 40)
        let title = sheet.identity.dropFirst().joined(separator: "  ")
        let start = visible(title.isEmpty ? name : "\(name)  \(DisplayWidth.truncated(title, to: 60))")
        return Line(start: start, place: reporter.year(of: sheet)).text
    }

    // MARK: The tree

    private func append(_ node: Explanation.Node, depth: Int, row: String? = nil, to lines: inout [Line]) {
        let indent = String(repeating: "  ", count: depth)
        if !node.isMentionedAbove {
            for doc in node.doc.prefix(Self.maximumDoc) { lines.append(Line(start: indent + paint.faint("## " + visible(doc)), place: "")) }
        }
        let start = indent + start(of: node, row: row)
        if depth > 0, let line = inline(node, start) {
            lines.append(line)
        } else {
            lines.append(Line(start: start, place: place(of: node)))
            if let because = node.because { lines.append(Line(start: indent + "  「\(visible(because))」", place: "")) }
            let waits = waiting(node, isRoot: depth == 0)
            if !waits.isEmpty { lines.append(Line(start: indent + "  " + waits, place: "")) }
            for child in shownChildren(of: node) { append(child, depth: depth + 1, to: &lines) }
        }
        if node.omitted > 0, !node.children.isEmpty {
            lines.append(Line(start: indent + "  … " + ReportWords.moreRows(node.omitted)[language], place: ""))
        }
        if node.isCut { lines.append(Line(start: indent + "  …", place: "")) }
    }

    /// A case whose one condition says the same again is shown with the parts of that.
    private func shownChildren(of node: Explanation.Node) -> [Explanation.Node] {
        switch node.kind {
        case .ordinaryCase, .exception, .check, .definition:
            guard node.children.count == 1, node.children[0].text == node.text, !node.children[0].isCut else { return node.children }
            return node.children[0].children
        default: return node.children
        }
    }

    /// What a result or a part waits for, where nothing below says so.
    private func waiting(_ node: Explanation.Node, isRoot: Bool) -> String {
        guard !node.reasons.isEmpty, isRoot || (node.children.isEmpty && node.cells.isEmpty), node.kind != .field || isRoot else {
            return ""
        }
        let waits = waits(for: node.reasons)
        return words(ja: "待っているもの: \(waits)", en: "waits: \(waits)")
    }

    /// A condition or row on one line with the values that it reads, where they fit.
    private func inline(_ node: Explanation.Node, _ start: String) -> Line? {
        let children = shownChildren(of: node)
        switch node.kind {
        case .comparison, .condition, .row, .quantifier, .ordinaryCase, .exception: break
        default: return nil
        }
        guard !children.isEmpty, node.because == nil, !node.isCut, children.allSatisfy(\.isLeaf) else { return nil }
        let isRow = node.kind == .row
        let shown = children.filter { !isRow || node.truth != nil || $0.cells.isEmpty || $0.cells != node.cells }
        let values = shown.map { self.start(of: $0, row: nil) }.joined(separator: ", ")
        let own = node.kind == .ordinaryCase || node.kind == .exception ? place(of: node) : cells(node.cells)
        let place = own.isEmpty ? cells(children.flatMap(\.cells)) : own
        if !own.isEmpty, !isRow, children.contains(where: { !$0.cells.isEmpty }) { return nil }
        let line = Line(start: start + (values.isEmpty ? "" : "   " + values), place: place)
        return line.width <= Self.width ? line : nil
    }

    private static let maximumDoc = 4

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
        if let count = node.count, isCounted(node) { text += "   (\(rows(count)))" }
        if node.isMentionedAbove { text += "   (\(words(ja: "上記", en: "see above")))" }
        return mark.isEmpty ? text : "\(mark) \(text)"
    }

    /// How many rows it has is worth telling: of a list that is shown whole it is not, nor of one that is not known.
    private func isCounted(_ node: Explanation.Node) -> Bool {
        guard node.kind != .row, node.reasons.isEmpty else { return false }
        if case .table = node.type { return true }
        return node.kind != .field
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
        case .row where node.truth != nil: return nil
        default: break
        }
        if case .table = node.type { return node.reasons.isEmpty ? nil : ReportWords.state(.undetermined)[language] }
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
        case .decision, .definition, .check, .function: return node.isMentionedAbove ? "" : place(of: node.span)
        case .ordinaryCase, .exception, .otherwise: return place(of: node.span)
        case .parameter: return place(of: node.span)
        default: return cells(node.cells)
        }
    }

    func cells(_ cells: [Provenance]) -> String {
        var places: [String] = []
        for cell in cells {
            guard let place = cell.cell.map(evaluation.sheets.documents[cell.sheet].show), !places.contains(place) else { continue }
            places.append(place)
        }
        return visible(CheckReport.places(places))
    }

    /// `rules.kijun:12`; a question on the command line has no place.
    func place(of span: Span) -> String {
        let place = reporter.place(of: span)
        return place.hasPrefix("<") ? "" : place
    }

    func waiting(_ reason: Reason) -> String { reporter.waiting(reason).text(in: language) }

    func waits(for reasons: [Reason]) -> String { ReportWords.list(reasons.map(reporter.waiting), in: language) }

    // MARK: Words

    func visible(_ text: String) -> String { DiagnosticRenderer.visible(text) }

    func words(ja: String, en: String) -> String { language == .ja ? ja : en }

    private func rows(_ count: Int) -> String { language == .ja ? "\(count) 行" : count == 1 ? "1 row" : "\(count) rows" }
}
