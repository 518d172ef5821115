import KijunSyntax

/// Everything of the machine that a command may touch. A command gets it passed in, so that commands run in process
/// against memory as they run against the disk.
struct World {
    /// The value of an environment variable, or nil where it is not set.
    var environment: (String) -> String?
    /// The whole content of a file; `-` is the standard input.
    var read: (String) throws(FileProblem) -> [UInt8]
    /// A file to be read piece by piece; `-` is the standard input.
    var open: (String) throws(FileProblem) -> FileReading
    /// The first bytes of a file, at most so many, to see what it is; none where it cannot be read or is no regular file.
    var beginning: (_ path: String, _ count: Int) -> [UInt8] = { _, _ in [] }
    /// Begins a file that is put in place as a whole once it is complete.
    var create: (String) throws(FileProblem) -> FileWriting
    /// What lies below a folder, deepest included. nil for what is not a folder.
    var list: (String) -> FolderContent?
    /// The next line of the standard input without its line end; nil at the end.
    var nextLine: () -> [UInt8]?
    /// Writes to the standard output. Returns false once nobody can be reached there.
    var output: ([UInt8]) -> Bool
    /// Writes to the standard error.
    var message: ([UInt8]) -> Void
    /// The standard output is a terminal.
    var isTerminal: Bool
    /// The columns of the terminal; 80 where there is none.
    var width: Int
    /// How many threads can run at the same time.
    var processors: () -> Int = { 1 }
    /// The folder from which paths go, from the root.
    var folder = "/"
    /// nil where the standard error is no terminal that can draw over a line.
    var statusLine: StatusLine?

    // MARK: For a session

    /// Asks for an entry at the terminal; nil where the standard input and output are not both one.
    var nextEntry: ((EntryRequest) -> Entry)?
    /// The columns and lines of the terminal as they are now: it may be resized.
    var screen: () -> (width: Int, height: Int) = { (80, 24) }
    var interrupts = Interrupts.none
    /// Runs another program on this terminal and waits for it. Its exit status, or nil where there is none of that name.
    var launch: ([String]) -> Int32? = { _ in nil }
    /// nil for what is not there.
    var stamp: (String) -> FileStamp? = { _ in nil }
    /// What stands directly in a folder, names with a leading `.` left out; empty where it cannot be read.
    var entries: (_ folder: String) -> [FolderEntry] = { _ in [] }
    /// Shows a text by screenfuls and waits until it is put away. Returns false where it was not shown; nil where there is no
    /// terminal that could.
    var page: ((_ text: [UInt8], _ prompt: String) -> Bool)?
}

/// What lies below a folder. Names that start with `.` are left out.
struct FolderContent {
    /// Ordered by path, each with the folder's path before it.
    var files: [String] = []
    /// The folders that could not be opened.
    var unreadable: [(path: String, problem: FileProblem)] = []
}

/// Why a file could not be read or written.
enum FileProblem: Error, Hashable {
    case notFound
    case isFolder
    case notAllowed
    case tooLarge
    /// There is no room left on the disk, or none that this user may take.
    case full
    /// The words of the operating system.
    case other(String)
}

extension World {
    /// `--lang`, else the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty: Japanese where it starts
    /// with `ja`, else English.
    func language(chosen: Language?) -> Language {
        if let chosen { return chosen }
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = environment(name), !value.isEmpty { return value.hasPrefix("ja") ? .ja : .en }
        }
        return .en
    }

    /// Bars are drawn with block characters, but not where the locale names another character set than UTF-8.
    var drawsBlocks: Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment($0) }.first { !$0.isEmpty } ?? ""
        guard let point = locale.firstIndex(of: ".") else { return true }
        let set = locale[locale.index(after: point)...].lowercased()
        return set.hasPrefix("utf-8") || set.hasPrefix("utf8")
    }

    /// Colour goes to a terminal only, and not where `NO_COLOR` is set or the terminal is `dumb`.
    var wantsColour: Bool {
        isTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
    }
}
