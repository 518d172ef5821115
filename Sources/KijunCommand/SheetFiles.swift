import KijunSheets
import KijunSyntax

/// The documents that the paths of a command line come to: files as named, folders with all that they hold, patterns with what
/// fits them, `-` for the standard input; each once.
struct SheetFiles {
    private(set) var names: [String] = []
    /// What is not there, and what was left out.
    private(set) var diagnostics: [Diagnostic] = []
    /// The folder that was named for a file, where it was not named itself.
    private(set) var folders: [String: String] = [:]
    /// The folders that were named and could be looked through whole.
    private(set) var listed: [String] = []
    private var seen: Set<String> = []

    /// What a folder of sheets may hold besides them without a word.
    private static let companions = ["kijun", "md", "sqlite"]

    init(_ paths: [String], in world: World) {
        for path in paths {
            if path == "-" {
                add(path)
            } else if let content = world.list(path) {
                if content.unreadable.isEmpty { listed.append(path) }
                if !add(content.files, of: path), content.unreadable.isEmpty { diagnostics.append(.noSheets(in: path)) }
                for (folder, problem) in content.unreadable { diagnostics.append(.unreadable(folder, problem)) }
            } else if let pattern = FilePattern(path), let content = world.list(pattern.folder) {
                add(path, pattern, content)
            } else {
                add(path)
            }
        }
    }

    private mutating func add(_ path: String, of folder: String? = nil) {
        guard seen.insert(Self.plain(path)).inserted else { return }
        names.append(path)
        if let folder { folders[path] = folder }
    }

    /// Adds what can be read of the files that a folder holds.
    ///
    /// - Parameter folder: nil where it is not all of a folder that was named.
    /// - Returns: whether there was any.
    private mutating func add(_ files: [String], of folder: String? = nil) -> Bool {
        var found = false
        for file in files {
            // A file that is named itself is read whatever its ending.
            let ending = DocumentFormat.ending(of: file)
            if Self.isLeftBehind(file) { continue }
            if DocumentFormat.endings.contains(ending) {
                found = true
                add(file, of: folder)
            } else if !Self.companions.contains(ending) {
                diagnostics.append(.unsupported(file))
            }
        }
        return found
    }

    private mutating func add(_ path: String, _ pattern: FilePattern, _ content: FolderContent) {
        let plain = Self.plain(path)
        // Signs of a pattern may stand in the name of a file.
        if content.files.contains(where: { Self.plain($0) == plain }) { return add(path) }
        let folder = pattern.folder == "." ? "" : Self.plain(pattern.folder) + (pattern.folder == "/" ? "" : "/")
        let fitting = content.files.map { pattern.folder == "." ? Self.plain($0) : $0 }
            .filter { pattern.matches(String(Self.plain($0).dropFirst(folder.count))) }
        let before = diagnostics.count
        if !add(fitting), diagnostics.count == before { diagnostics.append(.noMatch(path)) }
    }

    /// What programs leave beside the files of a user: Excel's note that a workbook is open, what a folder looks like.
    private static func isLeftBehind(_ file: String) -> Bool {
        let name = file.split(separator: "/").last ?? ""
        if name.hasPrefix("~$") || ["thumbs.db", "desktop.ini"].contains(name.lowercased()) { return true }
        // A result or a store that was broken off, and what SQLite keeps beside a store while it is written.
        return name.hasSuffix(".partial") || ["-journal", "-wal", "-shm"].contains { name.hasSuffix(".sqlite" + $0) }
    }

    /// `./a.txt`, `sheets//a.txt` and `sheets/./a.txt` without what leads nowhere: one file has one such path.
    private static func plain(_ path: String) -> String {
        let parts = path.split(separator: "/").filter { $0 != "." }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
