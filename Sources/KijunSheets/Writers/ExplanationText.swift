public import Kijun
public import KijunSyntax

/// An explanation as people read it: an indented tree with ✓ ✗ ?, values, and the cells at the right.
public struct ExplanationText {
    let evaluation: Evaluation
    let language: Language
    let values: ValueText
    let paint: Paint
    let reporter: Reporter
    /// What the load of the sheets had to say of the cells that an explanation shows.
    let findings: CellFindings
    /// What the values of the explanation that is shown are held to.
    private(set) var limits: [Number] = []

    /// The columns that a line takes where it can.
    let width: Int
    public static let widest = 100

    /// - Parameter width: of the terminal; what is wider than ``widest`` is not used.
    public init(_ evaluation: Evaluation, language: Language, colour: Bool = false, width: Int = widest) {
        self.evaluation = evaluation
        self.width = min(max(width, 30), Self.widest)
        self.language = language
        values = ValueText(program: evaluation.program, language: language, spellsMarks: true)
        paint = Paint(isOn: colour)
        reporter = Reporter(evaluation, sheets: [], language: language)
        findings = CellFindings(evaluation.sheets)
    }

    /// The same for the values of one explanation: each is shown with the same digits everywhere.
    func held(to limits: [Number]) -> ExplanationText {
        var text = self
        text.limits = limits
        return text
    }

    /// - Parameters:
    ///   - row: what the row of a rule on a table is called.
    ///   - showsWhyNot: what another outcome would need too.
    ///   - onlyWhyNot: just the result and why it is not another; the shown outcome that was asked for.
    public func lines(of explanation: Explanation, row: String? = nil, showsWhyNot: Bool = true, onlyWhyNot asked: String? = nil)
        -> [String]
    {
        held(to: explanation.limits).page(of: explanation, row: row, showsWhyNot: showsWhyNot, onlyWhyNot: asked).lines.flatMap {
            $0.texts(width: width)
        }
    }

    private func page(of explanation: Explanation, row: String?, showsWhyNot: Bool, onlyWhyNot asked: String?) -> Page {
        var page = Page()
        var root = explanation.root
        if asked != nil {
            // Why it is what it is belongs here only as far as the case that decided.
            root.children = root.children.filter(\.isDeciding).map { child in
                var child = child
                child.children = []
                return child
            }
        }
        append(root, depth: 0, row: row, to: &page)
        var last = ""
        for item in showsWhyNot ? explanation.whyNot : [] {
            page.lines += self.lines(of: item, isFull: asked != nil, isFurther: item.text == last && !last.isEmpty)
            last = item.text
        }
        if let asked, explanation.whyNot.isEmpty {
            let isIt = explanation.root.state == .decided
            let name = visible(explanation.root.text)
            page.lines.append(
                Line(
                    start: "  "
                        + (isIt
                            ? words(ja: "\(name)は \(asked) です。", en: "it is \(asked)")
                            : words(ja: "\(asked) になる場合がありません。", en: "no case gives \(asked)")),
                    place: ""))
        }
        return page
    }

    /// The lines of an explanation, and which findings they tell already.
    struct Page {
        var lines: [Line] = []
        var told: Set<Finding> = []
    }

    /// A line of the tree, with what stands at its right.
    struct Line {
        var start: String
        var place: String

        /// Of the whole line.
        var width: Int { Paint.width(of: start) + (place.isEmpty ? 0 : 2 + DisplayWidth.of(place)) }

        /// On a terminal that is narrower than a page, a place without room stands on a line of its own.
        func texts(width: Int) -> [String] {
            guard !place.isEmpty else { return [start] }
            let room = width - DisplayWidth.of(place)
            if width < ExplanationText.widest, self.width > width { return [start, String(repeating: " ", count: max(2, room)) + place] }
            return [start + String(repeating: " ", count: max(2, room - Paint.width(of: start))) + place]
        }
    }

    /// `02-10  ICTの利活用の推進        R2`
    public func heading(of sheet: LoadedSheet) -> String {
        let name = DisplayWidth.truncated(sheet.name, to: 40)
        let title = sheet.identity.dropFirst().joined(separator: "  ")
        let start = visible(title.isEmpty ? name : "\(name)  \(DisplayWidth.truncated(title, to: 60))")
        return Line(start: start, place: reporter.year(of: sheet)).texts(width: width).joined(separator: "\n")
    }

    // MARK: The tree

    private func append(_ node: Explanation.Node, depth: Int, row: String? = nil, to page: inout Page) {
        let indent = String(repeating: "  ", count: depth)
        if !node.isMentionedAbove {
            let label = words(ja: "（説明）", en: "(comment) ")
            for doc in node.doc.prefix(Self.maximumDoc) {
                page.lines.append(Line(start: indent + paint.faint(label + visible(doc)), place: ""))
            }
        }
        let start = indent + start(of: node, row: row)
        if depth > 0, let line = inline(node, start) {
            page.lines.append(line)
            tell(node.cells + shownChildren(of: node).flatMap(\.cells), indent: indent + "  ", on: &page)
        } else {
            page.lines.append(Line(start: start, place: place(of: node)))
            if let because = node.because { page.lines.append(Line(start: indent + "  「\(visible(because))」", place: "")) }
            let waits = waiting(node, isRoot: depth == 0)
            if !waits.isEmpty { page.lines.append(Line(start: indent + "  " + waits, place: "")) }
            tell(node.cells, indent: indent + "  ", on: &page)
            for child in shownChildren(of: node) { append(child, depth: depth + 1, to: &page) }
        }
        if node.omitted > 0, !node.children.isEmpty {
            page.lines.append(Line(start: indent + "  … " + ReportWords.moreRows(node.omitted)[language], place: ""))
        }
        if node.isCut { page.lines.append(Line(start: indent + "  …", place: "")) }
    }

    /// What the load did to cells that are shown, each said once.
    private func tell(_ cells: [Provenance], indent: String, on page: inout Page) {
        for finding in cells.flatMap({ findings.notes(on: $0) }) where page.told.insert(finding).inserted {
            let label = ReportWords.severity(finding.severity)[language]
            let text = "\(label): \(finding.message[language]) [\(finding.code.rawValue)]"
            page.lines.append(Line(start: indent + paint.faint(visible(text)), place: ""))
        }
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
        guard !node.reasons.isEmpty, unread(node) == nil, isRoot || (node.children.isEmpty && node.cells.isEmpty),
            node.kind != .field || isRoot
        else { return "" }
        let waits = waits(for: node.reasons)
        let isBlank = node.state == nil && node.value == .blank && node.truth == nil
        return isBlank
            ? words(ja: "値がない理由: \(waits)", en: "blank because: \(waits)")
            : words(ja: "未定の理由: \(waits)", en: "undetermined because: \(waits)")
    }

    /// A condition or row on one line with the values that it reads, where they fit.
    private func inline(_ node: Explanation.Node, _ start: String) -> Line? {
        let children = shownChildren(of: node)
        switch node.kind {
        case .comparison, .condition, .row, .quantifier, .ordinaryCase, .exception: break
        default: return nil
        }
        guard !children.isEmpty, node.because == nil, !node.isWritten, !node.isCut, children.allSatisfy(\.isLeaf) else { return nil }
        let isRow = node.kind == .row
        let shown = children.filter { !isRow || node.truth != nil || $0.cells.isEmpty || $0.cells != node.cells }
        let values = shown.map { self.start(of: $0, row: nil) }.joined(separator: ", ")
        let own = node.kind == .ordinaryCase || node.kind == .exception ? place(of: node) : cells(node.cells)
        let place = own.isEmpty ? cells(children.flatMap(\.cells)) : own
        if !own.isEmpty, !isRow, children.contains(where: { !$0.cells.isEmpty }) { return nil }
        let line = Line(start: start + (values.isEmpty ? "" : "   " + values), place: place)
        return line.width <= width ? line : nil
    }

    private static let maximumDoc = 4

    private func start(of node: Explanation.Node, row: String?) -> String {
        let mark = mark(of: node)
        if node.isWritten { return visible(DisplayWidth.truncated(node.text, to: width - 20)) }
        var text = visible(node.text)
        if node.isDropped { text = words(ja: "除いた行: \(text)", en: "left out: \(text)") }
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
        if !node.formula.isEmpty, node.value != .undetermined { text += "   (\(formula(node.formula)))" }
        if let year = node.year { text += self.year(year, entry: node.entryYear) }
        if let count = node.count, isCounted(node) { text += "   (\(rows(count)))" }
        if node.isMentionedAbove { text += "   (\(words(ja: "上記", en: "see above")))" }
        return mark.isEmpty ? text : "\(mark) \(text)"
    }

    /// The year of a parameter; and the year of the line, where that is another.
    private func year(_ year: Int, entry: Int?) -> String {
        guard let entry, entry != year else { return "   (\(Year.shown(year)))" }
        let (wanted, found) = (Year.shown(year), Year.shown(entry))
        return words(ja: "（\(found) の値。\(wanted) の行はない）", en: "   (the value of \(found); there is no line for \(wanted))")
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
        return unread(node) ?? DisplayWidth.truncated(shown(node.value, as: node.type), to: 60)
    }

    /// What stands in the one cell of a value that could not be read; nil for anything else.
    private func unread(_ node: Explanation.Node) -> String? {
        guard node.cells.count == 1, node.value == .blank || node.value == .undetermined,
            let finding = findings.unread(node.cells[0])
        else { return nil }
        let text = CellFindings.firstSentence(of: finding, in: language)
        let code = finding.code.rawValue
        return visible(words(ja: "不明（\(text) [\(code)]）", en: "unknown (\(text) [\(code)])"))
    }

    func shown(_ value: Value, as type: Type) -> String { values.line(value, as: type, thresholds: limits) }

    func formula(_ pieces: [Explanation.Node.Piece]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): visible(text)
            case .value(let value, let type): shown(value, as: type)
            }
        }.joined()
    }

    // MARK: Places

    private func place(of node: Explanation.Node) -> String {
        switch node.kind {
        case .decision, .definition, .check, .function: return node.isMentionedAbove ? "" : place(of: node.span)
        case .ordinaryCase, .exception, .otherwise: return place(of: node.span)
        case .parameter: return place(of: node.span)
        case .row where node.isWritten: return place(of: node.span)
        default: return cells(node.cells)
        }
    }

    public func cells(_ cells: [Provenance]) -> String {
        var places: [String] = []
        for cell in cells {
            guard let place = reporter.place(of: cell), !places.contains(place) else { continue }
            places.append(place)
        }
        return visible(CheckReport.places(places))
    }

    /// `rules.kijun:12`; a question on the command line has no place.
    func place(of span: Span) -> String {
        let place = reporter.place(of: span)
        return place.hasPrefix("<") ? "" : place
    }

    func waiting(_ reason: Reason) -> String { report(of: reason).text(in: language) }

    func waits(for reasons: [Reason]) -> String { ReportWords.list(reasons.map(report), in: language) }

    /// A cell that something stands in is not called blank.
    private func report(of reason: Reason) -> WaitingReport {
        let report = reporter.waiting(reason)
        guard case .blankCell(let cell) = reason, let finding = findings.unread(cell) else { return report }
        return WaitingReport(
            reason: Wording(
                ja: "「\(NameText.path(cell.field, in: reporter.program, .ja))」が読めない（\(CellFindings.firstSentence(of: finding, in: .ja))）",
                en: "“\(cell.field)” cannot be read (\(CellFindings.firstSentence(of: finding, in: .en)))"),
            at: report.at)
    }

    // MARK: Words

    func visible(_ text: String) -> String { DiagnosticRenderer.visible(text) }

    func words(ja: String, en: String) -> String { language == .ja ? ja : en }

    private func rows(_ count: Int) -> String { language == .ja ? "\(count) 行" : count == 1 ? "1 row" : "\(count) rows" }
}
