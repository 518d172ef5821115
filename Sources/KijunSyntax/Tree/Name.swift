/// A name in the rules. Two names are one when their NFKC forms are equal: `基準1` and `基準１`.
public struct Name: Hashable, Sendable {
    /// NFKC.
    public let text: String
    public let span: Span

    public init(_ text: String, at span: Span) {
        self.text = text
        self.span = span
    }
}
