import KijunSyntax

extension Evaluation {
    /// Why a rule came out as it did in a row (see ``rows(of:sheet:)``).
    ///
    /// - Parameters:
    ///   - outcome: for a decision, the one outcome whose absence is to be explained; nil for each that it did not have.
    ///   - showsAllRows: of every list all rows, not just those that matter.
    public func explanation(
        of rule: RuleID, row: Int, notOutcome outcome: Value? = nil, showsAllRows: Bool = false
    ) -> Explanation {
        let explainer = Explainer(self, showsAllRows: showsAllRows)
        guard stop == nil, let context = explainer.context(of: rule, row: row) else {
            return explainer.explanation(explainer.head(of: rule), sheet: nil, rule: rule, row: row)
        }
        let root = explainer.rule(rule, in: context, isRoot: true)
        return explainer.explanation(
            root, sheet: sheet(of: rule, row: row), rule: rule, row: row, whyNot: explainer.whyNot(rule, in: context, asked: outcome))
    }

    /// Why an expression of ``CheckedProgram/expressions`` has its value for a sheet.
    public func explanation(ofExpression index: Int, sheet: Int = 0) -> Explanation {
        let explainer = Explainer(self)
        let expression = program.expressions[index]
        let isPerSheet = isPerSheet(expression: index)
        let context = Explainer.Context(frame: isPerSheet ? Plan.sheets : Plan.root, row: isPerSheet ? sheet : 0, isOfSet: false)
        guard stop == nil else {
            let root = Explanation.Node(.expression, explainer.words(at: expression.span), at: expression.span)
            return explainer.explanation(root, sheet: nil, row: 0)
        }
        return explainer.explanation(explainer.whole(expression, in: context), sheet: isPerSheet ? sheet : nil, row: context.row)
    }

    /// The value of a field of a sheet, or of a column of one of its tables, and the cells that it was read from.
    public func explanation(ofField field: Int, column: Int? = nil, sheet: Int, showsAllRows: Bool = false) -> Explanation {
        let explainer = Explainer(self, showsAllRows: showsAllRows)
        let schema = program.schema.fields[field]
        let context = Explainer.Context(frame: Plan.sheets, row: sheet, isOfSet: false)
        let expression = CheckedExpression(.field(field), schema.type, at: schema.span)
        guard stop == nil else {
            let root = Explanation.Node(.field, schema.name, at: schema.span)
            return explainer.explanation(root, sheet: sheet, row: sheet)
        }
        var root = explainer.field(expression, column: column, in: context)
        root.text = schema.name + (column.flatMap { schema.record?.fields[$0].name }.map { "." + $0 } ?? "")
        return explainer.explanation(root, sheet: sheet, row: sheet)
    }

    /// The value of a `param` for the fiscal year of a sheet, and the line that holds for it.
    public func explanation(ofParameter index: Int, sheet: Int) -> Explanation {
        let explainer = Explainer(self)
        let parameter = program.parameters[index]
        let context = Explainer.Context(frame: Plan.sheets, row: sheet, isOfSet: false)
        guard stop == nil, let year = program.schema.index(of: "fiscal_year") ?? program.schema.index(of: "年度"),
            let type = parameter.entries.first?.value.type
        else { return explainer.explanation(Explanation.Node(.parameter, parameter.name, at: parameter.span), sheet: sheet, row: sheet) }
        let read = CheckedExpression(.field(year), .year, at: program.schema.fields[year].span)
        let expression = CheckedExpression(.parameter(index, year: read), type, at: parameter.span)
        return explainer.explanation(
            explainer.parameter(parameter.name, index, read, expression, context), sheet: sheet, row: sheet)
    }
}

/// Makes an explanation: follows the checked rules down from a result and reads every value on the way from the evaluation.
final class Explainer {
    /// Where an expression is read: a row, and what its variables stand for.
    struct Context {
        var frame: FrameID
        var row: Int
        var isOfSet: Bool
        var locals: [LocalID: PlanValue] = [:]
        var depth = 0
        /// Names are not followed further.
        var isBrief = false

        var deeper: Context {
            var context = self
            context.depth += 1
            return context
        }
    }

    struct Mention: Hashable {
        let rule: RuleID
        let row: Int
    }

    let evaluation: Evaluation
    var program: CheckedProgram { evaluation.program }
    /// The rules that are explained already.
    var mentioned: Set<Mention> = []
    /// Of lists every row is shown.
    let showsAllRows: Bool
    private var nodesLeft: Int
    private var needsLeft = 400
    private var limits: [Number] = []
    private var seenLimits: Set<Number> = []
    /// Names whose values are held to percentages.
    private var percentages: Set<String> = []

    init(_ evaluation: Evaluation, showsAllRows: Bool = false) {
        self.evaluation = evaluation
        self.showsAllRows = showsAllRows
        nodesLeft = showsAllRows ? Explanation.maximumNodesOfAll : Explanation.maximumNodes
    }

    func explanation(
        _ root: Explanation.Node, sheet: Int?, rule: RuleID? = nil, row: Int, whyNot: [Explanation.WhyNot] = []
    ) -> Explanation {
        for id in Set(mentioned.map(\.rule)) { hold(toLimitsOf: id) }
        return Explanation(root: withPercentages(root), sheet: sheet, rule: rule, row: row, whyNot: whyNot, limits: limits)
    }

    /// Whether another node may be made at this depth.
    func takeNode(_ context: Context) -> Bool {
        guard nodesLeft > 0, context.depth < Explanation.maximumDepth else { return false }
        nodesLeft -= 1
        return true
    }

    /// Whether another condition may be followed to its parts.
    func takeNeed() -> Bool {
        guard needsLeft > 0 else { return false }
        needsLeft -= 1
        return true
    }

    // MARK: What values are held to

    func hold(to limit: Number) {
        if limits.count < 200, seenLimits.insert(limit).inserted { limits.append(limit) }
    }

    /// What a comparison holds one side to, and the other.
    func hold(_ a: CheckedExpression, _ b: CheckedExpression, _ context: Context) {
        guard case .number(let first) = a.type, case .number(let second) = b.type else { return }
        for side in [a, b] {
            guard case .number(let number) = value(side, context) else { continue }
            hold(to: number)
            // The other side may be shown in its own unit.
            for case .scaled(_, let power) in [a.kind, b.kind] { number.shifted(powerOfTen: -power).map(hold) }
        }
        guard first.isPercent || second.isPercent else { return }
        for (side, type) in [(a, first), (b, second)] where isName(side) && type.unit.isNone && !type.isPercent {
            percentages.insert(words(at: side.span))
        }
    }

    /// The numbers that the conditions of a rule compare with.
    private func hold(toLimitsOf id: RuleID) {
        var open: [CheckedExpression] =
            switch program.rules[id].body {
            case .definition(let expression): [expression]
            case .check(let check): [check.condition]
            case .decision(let decision): (decision.exceptions + decision.cases).map(\.condition)
            }
        while let expression = open.popLast() {
            if case .compare(_, let a, let b) = expression.kind {
                for case .number(let number) in [a.kind, b.kind] { hold(to: number) }
            }
            open += expression.children
        }
    }

    /// A plain number that is held to a percentage somewhere is shown as one everywhere.
    private func withPercentages(_ node: Explanation.Node, of value: Value? = nil) -> Explanation.Node {
        var node = node
        var shown: Value?
        if case .number(let number) = node.type, number.unit.isNone, !number.isPercent,
            percentages.contains(node.text) || (value == node.value && [.definition, .expression].contains(node.kind))
        {
            node.type = .number(NumberType(unit: number.unit, isPercent: true, isLiteral: number.isLiteral))
            shown = node.value
        }
        for index in node.children.indices { node.children[index] = withPercentages(node.children[index], of: shown) }
        return node
    }

    // MARK: Values

    func plan(_ expression: CheckedExpression, _ context: Context) -> PlanValue {
        evaluation.planLate(locals: context.locals, readsSheet: !context.isOfSet) { $0.value(expression) }
    }

    func value(_ expression: CheckedExpression, _ context: Context) -> Value {
        evaluation.readLate(plan(expression, context), expression.type, context.frame, context.row)
    }

    func truth(_ expression: CheckedExpression, _ context: Context) -> Explanation.Truth { .init(value(expression, context)) }

    func reasons(_ expression: CheckedExpression, _ context: Context) -> [Reason] {
        evaluation.reasonsLate(plan(expression, context), expression.type, context.frame, context.row)
    }

    /// The text of the rules at a place.
    func words(at span: Span) -> String {
        RuleText.withoutBrackets(RuleText.onOneLine(program.sources.text(of: span)))
    }
}
