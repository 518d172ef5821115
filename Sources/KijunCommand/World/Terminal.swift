import KijunSyntax

/// What a session asks for: one statement, command or expression, of one or more lines.
struct EntryRequest {
    /// What stands before the first line: `02-10> `. Without colour.
    var prompt: String
    /// What stands before further lines.
    var continuation: String
    var usesColour: Bool
    /// Of what the editor says itself: how many candidates are left out, what is searched for.
    var language = Language.en
    /// Whether Return ends the entry; else it starts another line. Lines are joined by line feeds, and the last has none.
    var isComplete: (_ text: String) -> Bool
    /// What fits at a place of the text, counted in Unicode scalars.
    var complete: (_ text: String, _ cursor: Int) -> Completion
    /// What stands before the `> ` of prompts besides the one of now: the names of the sheets. A pasted session is known by them.
    var sheetNames: () -> Set<String> = { [] }
    /// The answer to a question: no entry, so it is neither taken from a paste nor remembered.
    var isQuestion = false
    /// The entry before went wrong or was broken off: what was pasted together with it is not taken.
    var dropsPasted = false
}

/// What came of asking for an entry.
enum Entry: Hashable {
    /// Its lines, joined by line feeds, without one at the end.
    case text(String)
    /// `^C`: what was typed is dropped.
    case dropped
    /// `^D`, or the end of the input.
    case end
}

/// What fits where the cursor stands.
struct Completion: Hashable {
    struct Candidate: Hashable {
        /// What is written in place of ``Completion/replaced``.
        let text: String
        /// What stands behind it in a list: a signature, a type, a title. May be empty.
        let note: String
    }

    /// The Unicode scalars of the text that a candidate takes the place of.
    var replaced: Range<Int>
    var candidates: [Candidate]
}

/// The breaks (`^C`) of the user while something runs.
struct Interrupts: Sendable {
    /// From now on a break is noted and ends nothing; one that was noted before is forgotten.
    var watch: @Sendable () -> Void
    /// A break was noted since ``watch``.
    var isRaised: @Sendable () -> Bool
    /// A break ends the program again.
    var ignore: @Sendable () -> Void

    static let none = Interrupts(watch: {}, isRaised: { false }, ignore: {})
}

/// When a file was last written and how large it is: two equal stamps are one content.
struct FileStamp: Hashable {
    let seconds: Int
    let nanoseconds: Int
    let size: Int
}

/// A file or folder directly in a folder.
struct FolderEntry: Hashable {
    let name: String
    let isFolder: Bool
}
