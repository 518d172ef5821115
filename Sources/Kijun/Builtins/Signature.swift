/// What a built-in function takes and gives, as data: the checker reads it, the manual prints it.
public struct Signature: Sendable {
    public enum Parameter: Sendable {
        /// A number of any unit.
        case number
        /// A number of the unit of the first argument.
        case sameUnit
        /// A number without unit.
        case plainNumber
        case text
        /// A list of any type of element.
        case list
        /// A list of single values: no lists, no records.
        case singles
        /// A list whose elements have an order.
        case ordered
        /// A value of the type of the first argument's elements.
        case element
    }

    public enum Result: Sendable {
        case plainNumber
        case text
        case yesno
        case texts
        /// The type of the first argument, unit included.
        case sameAsFirst
        /// A list of the innermost elements of the first argument.
        case flattened
    }

    public let parameters: [Parameter]
    /// How many of the last parameters may be left out.
    public let optional: Int
    /// The last parameter may be given more than once.
    public let repeatsLast: Bool
    public let result: Result
    /// The parameters as the manual shows them: `(x, n)`.
    public let shown: String

    public init(
        _ shown: String, _ parameters: [Parameter], optional: Int = 0, repeatsLast: Bool = false, gives result: Result
    ) {
        self.shown = shown
        self.parameters = parameters
        self.optional = optional
        self.repeatsLast = repeatsLast
        self.result = result
    }
}
