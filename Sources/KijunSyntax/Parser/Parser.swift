/// What the parser makes of a source: a tree that holds all it could read, and every error on the way.
public struct ParseResult: Sendable {
    public let tree: SyntaxTree
    public let diagnostics: [Diagnostic]
    /// The text ended where more was expected: a REPL asks for another line.
    public let isIncomplete: Bool

    public init(tree: SyntaxTree, diagnostics: [Diagnostic], isIncomplete: Bool) {
        self.tree = tree
        self.diagnostics = diagnostics
        self.isIncomplete = isIncomplete
    }
}
