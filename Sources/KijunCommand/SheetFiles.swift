import KijunSheets
import KijunSyntax

/// The documents that the paths of a command line come to: files as named, folders with all that they hold, `-` for the
/// standard input; each once.
struct SheetFiles {
    private(set) var names: [String] = []
    /// What is not there, and what was left out.
    private(set) var diagnostics: [Diagnostic] = []

    /// What a folder of sheets may hold besides them without a word.
    private static let companions = ["kijun", "md"]

    init(_ paths: [String], in world: World) {
        var seen: Set<String> = []
        for path in paths {
            guard let content = path == "-" ? nil : world.list(path) else {
                if seen.insert(Self.plain(path)).inserted { names.append(path) }
                continue
            }
            var found = false
            for file in content.files {
                // A file that is named itself is read whatever its ending.
                let ending = DocumentFormat.ending(of: file)
                if DocumentFormat.endings.contains(ending) {
                    found = true
                    if seen.insert(Self.plain(file)).inserted { names.append(file) }
                } else if !Self.companions.contains(ending) {
                    diagnostics.append(.unsupported(file))
                }
            }
            for (folder, problem) in content.unreadable { diagnostics.append(.unreadable(folder, problem)) }
            if !found, content.unreadable.isEmpty { diagnostics.append(.noSheets(in: path)) }
        }
    }

    /// `./a.txt`, `sheets//a.txt` and `sheets/./a.txt` without what leads nowhere: one file has one such path.
    private static func plain(_ path: String) -> String {
        let parts = path.split(separator: "/").filter { $0 != "." }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
