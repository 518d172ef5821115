/// Something that the tool has to say about a place in the rules, or about the run as a whole.
///
/// Diagnostics are collected, never thrown. Each stage has its wordings as named factories in `Diagnostic+Stage.swift`
/// files, so that all texts of a stage stand in one place, both languages side by side.
public struct Diagnostic: Hashable, Sendable {
    public enum Severity: Int, Hashable, Sendable, Comparable {
        case note
        case warning
        case error

        public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
    }

    /// A second place that the message is about, with what it has to do with it.
    public struct Label: Hashable, Sendable {
        public let span: Span
        public let text: Wording

        public init(_ span: Span, _ text: Wording) {
            self.span = span
            self.text = text
        }
    }

    public let code: DiagnosticCode
    public let severity: Severity
    /// What is wrong: the underlined place.
    public let span: Span
    public let message: Wording
    /// What to do, shown after the carets: `もしかして basis1 ?`
    public let hint: Wording?
    public let labels: [Label]

    public init(
        _ code: DiagnosticCode, _ severity: Severity = .error, at span: Span, _ message: Wording, hint: Wording? = nil,
        labels: [Label] = []
    ) {
        self.code = code
        self.severity = severity
        self.span = span
        self.message = message
        self.hint = hint
        self.labels = labels
    }
}
