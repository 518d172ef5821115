import KijunSyntax

/// A command of a session: `:why`, `:なぜ`.
struct SessionCommand {
    /// What stands after the name of a command: it says what completion offers there.
    enum Argument {
        case nothing
        /// Files and folders of rules or sheets.
        case paths
        /// One file of rules.
        case rulePath
        /// The code of a loaded sheet.
        case sheet
        /// A rule of the session, and perhaps the number of a case.
        case rule
        /// A rule, field or parameter, and perhaps the code of a sheet; `not` and an outcome.
        case explained
        /// `FIELD = VALUE`.
        case assignment
        /// A field that has a trial value.
        case overridden
        case expression
        /// A rule, field, function, command or code of a message.
        case topic
    }

    /// Without the colon.
    let name: String
    let japanese: String
    let argument: Argument
    /// What stands after the name in the list of commands: `NAME [SHEET]`; empty for nothing.
    let usage: Wording
    let summary: Wording
}
