import KijunSyntax

extension Evaluation {
    /// Why a rule came out as it did in a row (see ``rows(of:sheet:)``).
    ///
    /// - Parameter outcome: for a decision, the one outcome whose absence is to be explained; nil for each that it did not have.
    public func explanation(of rule: RuleID, row: Int, notOutcome outcome: Value? = nil) -> Explanation {
        let explainer = Explainer(self)
        guard stop == nil, let context = explainer.context(of: rule, row: row) else {
            return Explanation(root: explainer.head(of: rule), sheet: nil, rule: rule, row: row, whyNot: [])
        }
        let root = explainer.rule(rule, in: context, isRoot: true)
        return Explanation(
            root: root, sheet: sheet(of: rule, row: row), rule: rule, row: row,
            whyNot: explainer.whyNot(rule, in: context, asked: outcome))
    }

    /// Why an expression of ``CheckedProgram/expressions`` has its value for a sheet.
    public func explanation(ofExpression index: Int, sheet: Int = 0) -> Explanation {
        let explainer = Explainer(self)
        let expression = program.expressions[index]
        let isPerSheet = isPerSheet(expression: index)
        let context = Explainer.Context(frame: isPerSheet ? Plan.sheets : Plan.root, row: isPerSheet ? sheet : 0, isOfSet: false)
        guard stop == nil else {
            let root = Explanation.Node(.expression, explainer.words(at: expression.span), at: expression.span)
            return Explanation(root: root, sheet: nil, rule: nil, row: 0, whyNot: [])
        }
        return Explanation(
            root: explainer.whole(expression, in: context), sheet: isPerSheet ? sheet : nil, rule: nil, row: context.row, whyNot: [])
    }

    /// The value of a field of a sheet, or of a column of one of its tables, and the cells that it was read from.
    public func explanation(ofField field: Int, column: Int? = nil, sheet: Int) -> Explanation {
        let explainer = Explainer(self)
        let schema = program.schema.fields[field]
        let context = Explainer.Context(frame: Plan.sheets, row: sheet, isOfSet: false)
        let expression = CheckedExpression(.field(field), schema.type, at: schema.span)
        guard stop == nil else {
            let root = Explanation.Node(.field, schema.name, at: schema.span)
            return Explanation(root: root, sheet: sheet, rule: nil, row: sheet, whyNot: [])
        }
        var root = explainer.field(expression, column: column, in: context)
        root.text = schema.name + (column.flatMap { schema.record?.fields[$0].name }.map { "." + $0 } ?? "")
        return Explanation(root: root, sheet: sheet, rule: nil, row: sheet, whyNot: [])
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
        /// What the values are held to.
        var limits: [Number] = []
        var depth = 0
        /// Names are not followed further.
        var isBrief = false

        var deeper: Context {
            var context = self
            context.depth += 1
            return context
        }

        func held(to limits: [Number]) -> Context {
            var context = self
            for limit in limits where !context.limits.contains(limit) && context.limits.count < 16 { context.limits.append(limit) }
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
    private var nodesLeft = Explanation.maximumNodes

    init(_ evaluation: Evaluation) { self.evaluation = evaluation }

    /// Whether another node may be made at this depth.
    func takeNode(_ context: Context) -> Bool {
        guard nodesLeft > 0, context.depth < Explanation.maximumDepth else { return false }
        nodesLeft -= 1
        return true
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
