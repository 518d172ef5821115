public import KijunSyntax

/// Rules without an error: names resolved, types and units settled, in an order in which each rule stands after those
/// it reads.
public struct CheckedProgram: Sendable {
    public let sources: SourceMap
    /// The fields of a sheet: the union of the forms' fields, or what the loaded sheets brought.
    public let schema: RecordSchema
    public let forms: [CheckedForm]
    /// Definitions, computed columns, decisions and checks, in the order of the text.
    public let rules: [Rule]
    /// Indices into ``rules``: every rule after the rules that it reads.
    public let order: [RuleID]
    public let parameters: [Parameter]
    /// Functions checked for the types of a call; a call names its instance.
    public let instances: [FunctionInstance]
    public let scales: [Choice]
    public let tests: [CheckedTest]
    /// Bare expressions (`eval`, REPL), in the order of the text.
    public let expressions: [CheckedExpression]

    public init(
        sources: SourceMap, schema: RecordSchema, forms: [CheckedForm], rules: [Rule], order: [RuleID],
        parameters: [Parameter], instances: [FunctionInstance], scales: [Choice], tests: [CheckedTest],
        expressions: [CheckedExpression]
    ) {
        self.sources = sources
        self.schema = schema
        self.forms = forms
        self.rules = rules
        self.order = order
        self.parameters = parameters
        self.instances = instances
        self.scales = scales
        self.tests = tests
        self.expressions = expressions
    }
}

/// A definition, computed column, decision or check.
public struct Rule: Sendable {
    public enum Body: Sendable {
        case definition(CheckedExpression)
        case decision(Decision)
        case check(Check)
    }

    /// `judge`, `rate`; a rule on the one record of a sheet (`sums of`, a definition that is a record) is a rule of the sheet
    /// with the record in its name: `totals.share`.
    public let name: String
    public let aliases: [String]
    /// The path of the table that it stands on (`projects`, `indicators.results`, or the name of a definition that is a
    /// table); `` for the sheet.
    public let table: String
    /// The row of that table in the body.
    public let row: LocalID?
    public let body: Body
    /// The type of the value; yes/no for a check.
    public let type: Type
    /// Depends on no field of a single sheet: computed once for the whole set.
    public let isOfSet: Bool
    public let doc: [String]
    /// The target where it is first written.
    public let span: Span

    public init(
        name: String, aliases: [String], table: String, row: LocalID?, body: Body, type: Type, isOfSet: Bool, doc: [String],
        span: Span
    ) {
        self.name = name
        self.aliases = aliases
        self.table = table
        self.row = row
        self.body = body
        self.type = type
        self.isOfSet = isOfSet
        self.doc = doc
        self.span = span
    }

    /// `indicators.rate`
    public var path: String { table.isEmpty ? name : "\(table).\(name)" }
}

public struct Decision: Sendable {
    public enum HitPolicy: Sendable {
        case unique
        case first
    }

    public struct Case: Sendable {
        public let condition: CheckedExpression
        public let outcome: CheckedExpression
        /// A text.
        public let because: CheckedExpression?
        public let doc: [String]
        public let span: Span

        public init(
            condition: CheckedExpression, outcome: CheckedExpression, because: CheckedExpression?, doc: [String],
            span: Span
        ) {
            self.condition = condition
            self.outcome = outcome
            self.because = because
            self.doc = doc
            self.span = span
        }
    }

    public let policy: HitPolicy
    public let cases: [Case]
    /// Cases that go before the ordinary ones.
    public let exceptions: [Case]
    /// The condition of `otherwise` is `true`.
    public let otherwise: Case?

    public init(policy: HitPolicy, cases: [Case], exceptions: [Case], otherwise: Case?) {
        self.policy = policy
        self.cases = cases
        self.exceptions = exceptions
        self.otherwise = otherwise
    }
}

public struct Check: Sendable {
    public let isWarning: Bool
    public let condition: CheckedExpression
    /// A text, in the scope of the condition.
    public let message: CheckedExpression?

    public init(isWarning: Bool, condition: CheckedExpression, message: CheckedExpression?) {
        self.isWarning = isWarning
        self.condition = condition
        self.message = message
    }
}

public struct Parameter: Sendable {
    public struct Entry: Sendable {
        /// The common-era year from which the value holds.
        public let from: Int
        public let value: CheckedExpression
        public let span: Span

        public init(from: Int, value: CheckedExpression, span: Span) {
            self.from = from
            self.value = value
            self.span = span
        }
    }

    public let name: String
    public let aliases: [String]
    public let type: Type
    /// By rising year.
    public let entries: [Entry]
    public let doc: [String]
    public let span: Span

    public init(name: String, aliases: [String], type: Type, entries: [Entry], doc: [String], span: Span) {
        self.name = name
        self.aliases = aliases
        self.type = type
        self.entries = entries
        self.doc = doc
        self.span = span
    }
}

public struct FunctionInstance: Sendable {
    public let name: String
    public let parameters: [LocalID]
    public let body: CheckedExpression

    public init(name: String, parameters: [LocalID], body: CheckedExpression) {
        self.name = name
        self.parameters = parameters
        self.body = body
    }
}

/// A form whose fields are settled: how a document becomes a ``SheetInput``.
public struct CheckedForm: Sendable {
    public let name: String
    public let recognise: [LabelSyntax]
    /// Indices of fields of the schema.
    public let identify: [Int]
    public let fields: [FormField]
    public let span: Span

    public init(name: String, recognise: [LabelSyntax], identify: [Int], fields: [FormField], span: Span) {
        self.name = name
        self.recognise = recognise
        self.identify = identify
        self.fields = fields
        self.span = span
    }
}

/// A field of a form: where the schema's field stands in a document.
public struct FormField: Sendable {
    /// The index in the ``RecordSchema`` of the sheet, or of the table that the field is a column of.
    public let field: Int
    /// nil where the field is read by its name alone.
    public let locator: LocatorSyntax?
    public let columns: [FormField]

    public init(field: Int, locator: LocatorSyntax?, columns: [FormField]) {
        self.field = field
        self.locator = locator
        self.columns = columns
    }
}
