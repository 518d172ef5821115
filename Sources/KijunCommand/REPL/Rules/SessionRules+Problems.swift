import KijunSyntax

extension SessionRules {
    /// Why rules could not be had.
    struct Problems: Error {
        let diagnostics: [Diagnostic]
        let sources: SourceMap
    }
}
