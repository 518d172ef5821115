import KijunSheets

extension Session {
    /// What fits at a place of an entry.
    func completion(of text: String, at cursor: Int) -> Completion {
        CompletionScope(
            program: program, sheets: state.set,
            loaded: { self.sheets.map { ($0.name, $0.identity.dropFirst().joined(separator: " ")) } },
            overridden: overridden, commands: SessionCommand.all, entries: console.world.entries, language: language,
            trees: state.written.trees
        ).completion(of: text, at: cursor)
    }
}
